//! Names in C#: reserved names, and the conversion of catalogue names.

use std::collections::HashSet;

use errors_catalogue::answers::casing::upper_camel;

/// Reserved names of classes: the file's own, those that it uses from the base library, all of `System`, and the
/// exceptions of the other namespaces that projects import implicitly (`ImplicitUsings`).
pub(super) const RESERVED: &str = "\
    AbandonedMutexException AccessViolationException Action ActivationContext Activator AggregateException \
    AppContext AppDomain AppDomainInitializer AppDomainManager AppDomainManagerInitializationOptions \
    AppDomainSetup AppDomainUnloadedException ApplicationException ApplicationId ApplicationIdentity ArgIterator \
    ArgumentException ArgumentNullException ArgumentOutOfRangeException ArithmeticException Array ArraySegment \
    ArrayTypeMismatchException AssemblyLoadEventArgs AssemblyLoadEventHandler AsyncCallback Attribute \
    AttributeTargets AttributeUsageAttribute BadImageFormatException BarrierPostPhaseException \
    Base64FormattingOptions BitConverter Boolean Buffer Byte CLSCompliantAttribute CannotUnloadAppDomainException \
    Char CharEnumerator CloseCode Comparison Console ConsoleCancelEventArgs ConsoleCancelEventHandler \
    ConsoleColor ConsoleKey ConsoleKeyInfo ConsoleModifiers ConsoleSpecialKey ContextBoundObject \
    ContextMarshalException ContextStaticAttribute Convert Converter CrossAppDomainDelegate CultureInfo DBNull \
    DataMisalignedException DateOnly DateTime DateTimeKind DateTimeOffset DateTimeStyles DayOfWeek Decimal \
    Delegate Dictionary DirectoryNotFoundException DivideByZeroException DllNotFoundException Double \
    DriveNotFoundException DuplicateWaitObjectException EndOfStreamException EntryPointNotFoundException Enum \
    Environment EnvironmentVariableTarget ErrorCode ErrorDetails ErrorInfo EventArgs EventHandler Exception \
    ExecutionEngineException FieldAccessException FileLoadException FileNotFoundException FileStyleUriParser \
    FlagsAttribute FormatException FormattableString FtpStyleUriParser Func GC GCCollectionMode \
    GCNotificationStatus GenericUriParser GenericUriParserOptions GopherStyleUriParser Guid Half HashCode \
    HttpIOException HttpProtocolException HttpRequestException HttpStyleUriParser IAsyncDisposable IAsyncResult \
    ICloneable IComparable IConvertible ICustomFormatter IDisposable IEnumerable IEquatable IFormatProvider \
    IFormattable IOException IObservable IObserver IProgress IReadOnlyDictionary IReadOnlyList IServiceProvider \
    Index IndexOutOfRangeException InsufficientExecutionStackException InsufficientMemoryException Int128 Int16 \
    Int32 Int64 IntPtr InternalBufferOverflowException InvalidCastException InvalidDataException \
    InvalidOperationException InvalidProgramException InvalidTimeZoneException JsonKind JsonValue \
    KeyNotFoundException KeyValuePair Lazy LdapStyleUriParser List LoaderOptimization LoaderOptimizationAttribute \
    LocalDataStoreSlot LockRecursionException MTAThreadAttribute MarshalByRefObject Math MathF \
    MemberAccessException Memory MemoryExtensions MethodAccessException MidpointRounding MissingFieldException \
    MissingMemberException MissingMethodException ModuleHandle MulticastDelegate MulticastNotSupportedException \
    NetPipeStyleUriParser NetTcpStyleUriParser NewsStyleUriParser NonSerializedAttribute NotFiniteNumberException \
    NotImplementedException NotSupportedException NullReferenceException Nullable NumberStyles Object \
    ObjectDisposedException Obsolete ObsoleteAttribute OperatingSystem OperationCanceledException \
    OutOfMemoryException OverflowException ParamArrayAttribute PathTooLongException PlatformID \
    PlatformNotSupportedException Predicate Progress Random Range RankException ReadOnlyMemory ReadOnlySpan \
    Readers Reconnect ResolveEventArgs ResolveEventHandler RetryPolicy RuntimeFieldHandle RuntimeMethodHandle \
    RuntimeTypeHandle SByte STAThreadAttribute SemaphoreFullException SequencePosition SerializableAttribute \
    Severity Single Span StackOverflowException String StringBuilder StringComparer StringComparison \
    StringNormalizationExtensions StringSplitOptions SynchronizationLockException System SystemException Table \
    TaskCanceledException TaskSchedulerException ThreadAbortException ThreadInterruptedException \
    ThreadStartException ThreadStateException ThreadStaticAttribute TimeOnly TimeSpan TimeZone TimeZoneInfo \
    TimeZoneNotFoundException TimeoutException Tuple TupleExtensions Type TypeAccessException TypeCode \
    TypeInitializationException TypeLoadException TypeUnloadedException TypedReference UInt128 UInt16 UInt32 \
    UInt64 UIntPtr UnauthorizedAccessException UnhandledExceptionEventArgs UnhandledExceptionEventHandler Uri \
    UriBuilder UriComponents UriFormat UriFormatException UriHostNameType UriIdnScope UriKind UriParser \
    UriPartial UriTypeConverter ValueTuple ValueType Version Void WaitHandleCannotBeOpenedException WeakReference \
    Wire";

/// Members of every object, and names that the code of a class uses from outside of it.
const OF_OBJECTS: &str = "\
    Equals Finalize GetHashCode GetType MemberwiseClone Readers ReferenceEquals ToString Wire";

const KEYWORDS: &str = "\
    abstract as base bool break byte case catch char checked class const continue decimal default delegate do \
    double else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface \
    internal is lock long namespace new null object operator out override params private protected public readonly \
    record ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof \
    uint ulong unchecked unsafe ushort using var virtual void volatile while";

/// Namespaces that belong to others.
const NAMESPACES: &[&str] = &["Microsoft", "Mono", "System", "Unity"];

/// Returns the namespace of a catalogue.
pub(super) fn namespace(catalogue: &str) -> String {
    let name = upper_camel(catalogue);
    if NAMESPACES.contains(&name.as_str()) { format!("{name}Errors") } else { name }
}

/// Writes a name in code: keywords get `@`.
pub(super) fn escaped(name: &str) -> String {
    if KEYWORDS.split(' ').any(|word| word == name) { format!("@{name}") } else { name.to_owned() }
}

/// The members of a class, with unique names.
pub(super) struct Members {
    taken: HashSet<String>,
}

impl Members {
    /// Starts with the existing members of the class; its own name is reserved, because no member may have it.
    pub(super) fn new(taken: &[&str]) -> Self {
        let taken = taken.iter().copied().chain(OF_OBJECTS.split(' '));
        Self { taken: taken.map(str::to_owned).collect() }
    }

    /// Claims the name in Pascal case, with as many `_` as it takes to be unique.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        let mut name = upper_camel(wanted);
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            name.insert(0, '_');
        }
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_pascal_case_and_unique() {
        let mut members = Members::new(&["Plan"]);
        let names = ["retry_after", "retryAfter", "plan", "to_string", "class", "wire"].map(|name| members.claim(name));
        assert_eq!(names, ["RetryAfter", "RetryAfter_", "Plan_", "ToString_", "Class", "Wire_"]);
    }

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(escaped("event"), "@event");
        assert_eq!(escaped("Event"), "Event");
    }

    #[test]
    fn avoids_namespaces_of_others() {
        assert_eq!(["molroo-socket", "system"].map(namespace), ["MolrooSocket", "SystemErrors"]);
    }
}
