    /// <summary>An error of the API, as it was received.</summary>
    /// <remarks>
    /// Created by <see cref="Decode"/>, which never fails: a missing or malformed part of a response costs only that part.
    /// Errors whose code has an exception of its own are of that class, which derives from this one.
    /// </remarks>
    public class CatalogueException : Exception
    {
        private readonly Wire.Response response;

        internal CatalogueException(Wire.Response response) : base(response.Describe())
        {
            this.response = response;
        }

        /// <summary>Reads an error response.</summary>
        /// <param name="status">The HTTP status.</param>
        /// <param name="headers">The headers, in any order; names are case-insensitive. It may be null.</param>
        /// <param name="body">The body as text; only the first 64 KiB of UTF-8 are read. It may be null.</param>
        /// <returns>The exception, to throw or inspect.</returns>
        public static CatalogueException Decode(int status, IEnumerable<KeyValuePair<string, string>> headers, string body)
        {
            return Wire.Response.Read(status, headers, body).ToException();
        }

        /// <summary>Reads an error response with lists of header values, such as those of HttpClient.</summary>
        /// <param name="status">The HTTP status.</param>
        /// <param name="headers">The headers; only the first value of each is read. It may be null.</param>
        /// <param name="body">The body as text; only the first 64 KiB of UTF-8 are read. It may be null.</param>
        /// <returns>The exception, to throw or inspect.</returns>
        public static CatalogueException DecodeLists(int status, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers, string body)
        {
            return Decode(status, Wire.First(headers), body);
        }

        //FRAMES
        /// <summary>The HTTP status, or 0 for a message of a WebSocket.</summary>
        public int Status { get { return response.Status; } }

        /// <summary>
        /// The code: one of <see cref="ErrorCode"/> if this client knows it, whichever spelling was received; else
        /// the code as received; else null.
        /// </summary>
        public string Code { get { return response.Info == null ? response.Code : response.Info.Code; } }

        /// <summary>The code as received, which may be an older spelling; null if there was none.</summary>
        public string ReceivedCode { get { return response.Code; } }

        /// <summary>The catalogue's entry for the code; null if this client does not know it.</summary>
        public ErrorInfo Info { get { return response.Info; } }

        /// <summary>The message of the server; null if there was none. <c>Message</c> is then the code or the status.</summary>
        public string ServerMessage { get { return response.Text("message"); } }

        /// <summary>The details, of the code's own class; null if the code has none.</summary>
        public ErrorDetails Details { get { return response.Details; } }

        /// <summary>True if the same request may succeed later.</summary>
        public bool Retryable { get { return response.Retryable; } }

        /// <summary>The time to wait before the next attempt, at most 31 days; null if neither server nor catalogue says.</summary>
        public TimeSpan? RetryAfter { get { return response.RetryAfter; } }

        /// <summary>How to fix the error, the best fix first; for developers. Never null.</summary>
        public IReadOnlyList<string> Fixes { get { return response.Fixes; } }

        /// <summary>The message for end users; null if there is none.</summary>
        public string UserMessage { get { return response.UserMessage; } }

        /// <summary>The category: a key of the catalogue; null if there is none.</summary>
        public string Category { get { return response.Category; } }

        /// <summary>The severity of the error, for reports; null if it is unknown.</summary>
        public Severity? Severity { get { return response.Severity; } }

        /// <summary>The URL of the documentation of the code; null if it is unknown.</summary>
        public string DocsUrl { get { return response.DocsUrl; } }

        /// <summary>The body, at most its first 64 KiB of UTF-8; never null.</summary>
        public string Body { get { return response.Body; } }

        /// <summary>Returns any detail by its name, including those that this client does not know.</summary>
        /// <param name="name">The name, as on the wire.</param>
        /// <returns>The value; null if it was not received.</returns>
        public JsonValue Detail(string name)
        {
            return response.Detail(name);
        }

        /// <summary>Returns a value that the server adds to its responses, such as a request id.</summary>
        /// <param name="name">The name of a context value of the catalogue.</param>
        /// <returns>The text, or JSON for other values; null if it was not received.</returns>
        public string Context(string name)
        {
            return response.Context(name);
        }

        /// <summary>Computes the delay before a retry: the time that the server asks for, else the backoff of the retry policy.</summary>
        /// <param name="retry">The number of the retry, counted from 0.</param>
        /// <returns>The delay; null if the request should not be sent again.</returns>
        public TimeSpan? RetryDelay(int retry)
        {
            return RetryDelay(retry, Wire.Chance());
        }

        /// <summary>Computes the delay before a retry, with a random number from the caller.</summary>
        /// <param name="retry">The number of the retry, counted from 0.</param>
        /// <param name="chance">A number from 0 to 1; the larger, the shorter the backoff.</param>
        /// <returns>The delay; null if the request should not be sent again.</returns>
        public TimeSpan? RetryDelay(int retry, double chance)
        {
            if (!Retryable || retry < 0 || retry >= RetryPolicy.MaxRetries)
            {
                return null;
            }
            return RetryAfter ?? RetryPolicy.Delay(retry, chance);
        }
    }

    /// <summary>The catalogue's entry for a code.</summary>
    public sealed class ErrorInfo
    {
        internal ErrorInfo()
        {
        }

        /// <summary>The code, as on the wire.</summary>
        public string Code { get; internal set; }

        /// <summary>The HTTP status; 0 if the code travels in messages only.</summary>
        public int Status { get; internal set; }

        /// <summary>True if the same request may succeed later.</summary>
        public bool Retryable { get; internal set; }

        /// <summary>The time to wait before the next attempt, if it is fixed.</summary>
        public TimeSpan? RetryAfter { get; internal set; }

        /// <summary>How to fix the error, the best fix first; for developers.</summary>
        public IReadOnlyList<string> Fixes { get; internal set; } = new string[0];

        /// <summary>The category: a key of the catalogue; null if there is none.</summary>
        public string Category { get; internal set; }

        /// <summary>The severity of the error, for reports.</summary>
        public Severity Severity { get; internal set; }

        /// <summary>The URL of the documentation of the code; null if the catalogue has none.</summary>
        public string DocsUrl { get; internal set; }

        /// <summary>All codes, in the order of the catalogue.</summary>
        public static IReadOnlyList<ErrorInfo> All { get { return Table.Entries; } }

        /// <summary>Finds the catalogue's entry for a code, or for an older spelling of it.</summary>
        /// <param name="code">The code, as on the wire.</param>
        /// <returns>The entry; null if this client does not know the code.</returns>
        public static ErrorInfo Find(string code)
        {
            ErrorInfo found;
            return code != null && Wire.ByCode.TryGetValue(code, out found) ? found : null;
        }

        /// <summary>The message for end users.</summary>
        internal Wire.Template UserText { get; set; }

        /// <summary>The detail that holds the time to wait.</summary>
        internal string RetryDetail { get; set; }

        /// <summary>The code's own headers that carry values.</summary>
        internal Wire.Header[] Headers { get; set; } = new Wire.Header[0];

        /// <summary>The details that can be received.</summary>
        internal Wire.Detail[] Declared { get; set; } = new Wire.Detail[0];

        internal Func<Wire.Fields, ErrorDetails> ReadDetails { get; set; }

        internal Func<Wire.Response, CatalogueException> Raise { get; set; }
    }

    /// <summary>The details of an error; each code that has any has a class for them.</summary>
    public abstract class ErrorDetails
    {
        internal ErrorDetails()
        {
        }
    }

    /// <summary>The severity of an error, for reports.</summary>
    public enum Severity
    {
        /// <summary>Expected in normal operation.</summary>
        Info,

        /// <summary>A mistake of the caller, or a temporary condition.</summary>
        Warning,

        /// <summary>A fault of the server.</summary>
        Error,

        /// <summary>A fault that needs immediate attention.</summary>
        Critical,
    }

    /// <summary>The retry policy for clients.</summary>
    public static class RetryPolicy
    {
        /// <summary>The number of retries after the first attempt.</summary>
        public const int MaxRetries = Table.MaxRetries;

        /// <summary>The factor from one delay to the next.</summary>
        public const double Multiplier = Table.Multiplier;

        /// <summary>The random share of a delay.</summary>
        public const double Jitter = Table.Jitter;

        /// <summary>The delay before the first retry.</summary>
        public static readonly TimeSpan InitialDelay = Table.InitialDelay;

        /// <summary>The longest delay.</summary>
        public static readonly TimeSpan MaxDelay = Table.MaxDelay;

        /// <summary>Returns true if an error of this status should be retried when its code is unknown.</summary>
        /// <param name="status">The HTTP status.</param>
        /// <returns>True if it should.</returns>
        public static bool RetriesStatus(int status)
        {
            return Array.IndexOf(Table.RetryStatuses, status) >= 0;
        }

        /// <summary>Computes the longest backoff before a retry.</summary>
        /// <param name="retry">The number of the retry, counted from 0.</param>
        /// <returns>The delay without jitter.</returns>
        public static TimeSpan Delay(int retry)
        {
            double seconds = InitialDelay.TotalSeconds * Math.Pow(Multiplier, Math.Max(retry, 0));
            return seconds >= 0 && seconds < MaxDelay.TotalSeconds ? Wire.Seconds(seconds) : MaxDelay;
        }

        /// <summary>Computes the backoff before a retry.</summary>
        /// <param name="retry">The number of the retry, counted from 0.</param>
        /// <param name="chance">A random number from 0 to 1; the larger, the shorter the delay.</param>
        /// <returns>The delay with jitter.</returns>
        public static TimeSpan Delay(int retry, double chance)
        {
            double share = chance > 0 ? Math.Min(chance, 1) : 0;
            return Wire.Seconds(Delay(retry).TotalSeconds * (1 - Jitter * share));
        }
    }

    /// <summary>The kind of a <see cref="JsonValue"/>.</summary>
    public enum JsonKind
    {
        /// <summary>Null.</summary>
        Null,

        /// <summary>True or false.</summary>
        Boolean,

        /// <summary>A number.</summary>
        Number,

        /// <summary>A text.</summary>
        Text,

        /// <summary>A list of values.</summary>
        List,

        /// <summary>Values by name.</summary>
        Map,
    }

    /// <summary>A JSON value as received.</summary>
    public sealed class JsonValue
    {
        private readonly string source;
        private readonly int start;
        private readonly int end;

        internal JsonValue(JsonKind kind, string source, int start, int end)
        {
            Kind = kind;
            this.source = source;
            this.start = start;
            this.end = end;
            Items = Wire.NoItems;
            Members = Wire.NoMembers;
        }

        /// <summary>The kind of the value.</summary>
        public JsonKind Kind { get; private set; }

        /// <summary>The text; null if the value is not a text.</summary>
        public string Text { get; internal set; }

        /// <summary>The values of a list; empty if the value is not a list.</summary>
        public IReadOnlyList<JsonValue> Items { get; internal set; }

        /// <summary>The values of a map; empty if the value is not a map.</summary>
        public IReadOnlyDictionary<string, JsonValue> Members { get; internal set; }

        /// <summary>True or false; null if the value is neither.</summary>
        public bool? Boolean { get { return Kind == JsonKind.Boolean ? (bool?)(source[start] == 't') : null; } }

        /// <summary>The number, if it is an integer in range; else null.</summary>
        public long? Integer
        {
            get
            {
                long number;
                return Kind == JsonKind.Number && ToString() != "-0" && long.TryParse(ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? (long?)number : null;
            }
        }

        /// <summary>The number, if it is a non-negative integer in range; else null.</summary>
        public ulong? Unsigned
        {
            get
            {
                ulong number;
                return Kind == JsonKind.Number && ulong.TryParse(ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? (ulong?)number : null;
            }
        }

        /// <summary>The number, to the precision of a double; null if the value is not a number.</summary>
        public double? Number
        {
            get
            {
                double number;
                bool read = double.TryParse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
                return Kind == JsonKind.Number && read && !double.IsInfinity(number) ? (double?)number : null;
            }
        }

        /// <summary>Returns the value as JSON, as received; a text from a header has no quotes.</summary>
        /// <returns>The JSON.</returns>
        public override string ToString()
        {
            return source.Substring(start, end - start);
        }

        /// <summary>The form of the value inside a text: texts without quotes, null empty.</summary>
        internal string Plain { get { return Text ?? (Kind == JsonKind.Null ? "" : ToString()); } }

        /// <summary>A text that was received without quotes.</summary>
        internal static JsonValue OfText(string text)
        {
            return new JsonValue(JsonKind.Text, text, 0, text.Length) { Text = text };
        }
    }
