    /// <summary>An error of the API, as it was received.</summary>
    /// <remarks>
    /// Made by <see cref="Decode"/>, which never fails: whatever a response lacks costs what it would have said and
    /// nothing else. Errors whose code has an exception of its own are of that class, which derives from this one.
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
        /// <param name="headers">The headers, in any order; their names count without regard to case. It may be null.</param>
        /// <param name="body">The body as text, of which the first 64 KiB of UTF-8 count. It may be null.</param>
        /// <returns>The exception, to be thrown or looked at.</returns>
        public static CatalogueException Decode(int status, IEnumerable<KeyValuePair<string, string>> headers, string body)
        {
            return Wire.Response.Read(status, headers, body).ToException();
        }

        /// <summary>Reads an error response whose headers have lists of values, as those of HttpClient have.</summary>
        /// <param name="status">The HTTP status.</param>
        /// <param name="headers">The headers, of which the first value of each counts. It may be null.</param>
        /// <param name="body">The body as text, of which the first 64 KiB of UTF-8 count. It may be null.</param>
        /// <returns>The exception, to be thrown or looked at.</returns>
        public static CatalogueException DecodeLists(int status, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers, string body)
        {
            return Decode(status, Wire.First(headers), body);
        }

        //FRAMES
        /// <summary>The HTTP status, or 0 for a message of a WebSocket.</summary>
        public int Status { get { return response.Status; } }

        /// <summary>
        /// The code: one of <see cref="ErrorCode"/> where this client knows it, whichever spelling was received; else
        /// the code as received; else null.
        /// </summary>
        public string Code { get { return response.Info == null ? response.Code : response.Info.Code; } }

        /// <summary>The code as received, which may be an older spelling; null where there was none.</summary>
        public string ReceivedCode { get { return response.Code; } }

        /// <summary>What the catalogue says of the code; null where this client does not know it.</summary>
        public ErrorInfo Info { get { return response.Info; } }

        /// <summary>The server's message; null where there was none. <c>Message</c> is then the code or the status.</summary>
        public string ServerMessage { get { return response.Text("message"); } }

        /// <summary>The details, of the class that the code has for them; null where it has none.</summary>
        public ErrorDetails Details { get { return response.Details; } }

        /// <summary>Whether the same request may succeed later.</summary>
        public bool Retryable { get { return response.Retryable; } }

        /// <summary>How long the server asks to wait before the next try, at most 31 days; null where nothing says so.</summary>
        public TimeSpan? RetryAfter { get { return response.RetryAfter; } }

        /// <summary>What to do about it, the best fix first; for developers. Never null.</summary>
        public IReadOnlyList<string> Fixes { get { return response.Fixes; } }

        /// <summary>The message for end users; null where there is none.</summary>
        public string UserMessage { get { return response.UserMessage; } }

        /// <summary>The category: a key of the catalogue; null where there is none.</summary>
        public string Category { get { return response.Category; } }

        /// <summary>How loudly the error should be reported; null where nothing says so.</summary>
        public Severity? Severity { get { return response.Severity; } }

        /// <summary>Where the code is documented; null where nothing says so.</summary>
        public string DocsUrl { get { return response.DocsUrl; } }

        /// <summary>The body, of which at most 64 KiB of UTF-8 are kept; never null.</summary>
        public string Body { get { return response.Body; } }

        /// <summary>Any detail by its name, also one that this client does not know.</summary>
        /// <param name="name">The name, as on the wire.</param>
        /// <returns>The value; null where it was not received.</returns>
        public JsonValue Detail(string name)
        {
            return response.Detail(name);
        }

        /// <summary>A value that the server adds to its responses, such as a request id.</summary>
        /// <param name="name">The name of a context of the catalogue.</param>
        /// <returns>The text, or JSON for what is none; null where it was not received.</returns>
        public string Context(string name)
        {
            return response.Context(name);
        }

        /// <summary>How long to wait before a retry: what the server asks for, else the backoff of the retry policy.</summary>
        /// <param name="retry">The number of the retry, counted from 0.</param>
        /// <returns>The delay; null where the request should not be sent again.</returns>
        public TimeSpan? RetryDelay(int retry)
        {
            return RetryDelay(retry, Wire.Chance());
        }

        /// <summary>How long to wait before a retry, with a chance that the caller has drawn.</summary>
        /// <param name="retry">The number of the retry, counted from 0.</param>
        /// <param name="chance">A number from 0 to 1; the larger, the shorter the backoff.</param>
        /// <returns>The delay; null where the request should not be sent again.</returns>
        public TimeSpan? RetryDelay(int retry, double chance)
        {
            if (!Retryable || retry < 0 || retry >= RetryPolicy.MaxRetries)
            {
                return null;
            }
            return RetryAfter ?? RetryPolicy.Delay(retry, chance);
        }
    }

    /// <summary>What the catalogue says of one code.</summary>
    public sealed class ErrorInfo
    {
        internal ErrorInfo()
        {
        }

        /// <summary>The code, as on the wire.</summary>
        public string Code { get; internal set; }

        /// <summary>The HTTP status; 0 where the code travels over a WebSocket alone.</summary>
        public int Status { get; internal set; }

        /// <summary>Whether the same request may succeed later.</summary>
        public bool Retryable { get; internal set; }

        /// <summary>How long to wait before the next try, where that is always the same.</summary>
        public TimeSpan? RetryAfter { get; internal set; }

        /// <summary>What to do about it, the best fix first; for developers.</summary>
        public IReadOnlyList<string> Fixes { get; internal set; } = new string[0];

        /// <summary>The category: a key of the catalogue; null where there is none.</summary>
        public string Category { get; internal set; }

        /// <summary>How loudly the error should be reported.</summary>
        public Severity Severity { get; internal set; }

        /// <summary>Where the code is documented; null where the catalogue does not say.</summary>
        public string DocsUrl { get; internal set; }

        /// <summary>All codes, in the order of the catalogue.</summary>
        public static IReadOnlyList<ErrorInfo> All { get { return Table.Entries; } }

        /// <summary>What the catalogue says of a code or of an older spelling of it.</summary>
        /// <param name="code">The code, as on the wire.</param>
        /// <returns>Null where this client does not know the code.</returns>
        public static ErrorInfo Find(string code)
        {
            ErrorInfo found;
            return code != null && Wire.ByCode.TryGetValue(code, out found) ? found : null;
        }

        /// <summary>The message for end users.</summary>
        internal Wire.Template UserText { get; set; }

        /// <summary>The detail that says how long to wait.</summary>
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

    /// <summary>How loudly an error should be reported.</summary>
    public enum Severity
    {
        /// <summary>Part of normal work.</summary>
        Info,

        /// <summary>The caller's mistake, or passing.</summary>
        Warning,

        /// <summary>The server's mistake.</summary>
        Error,

        /// <summary>Somebody should be woken.</summary>
        Critical,
    }

    /// <summary>How a client should retry.</summary>
    public static class RetryPolicy
    {
        /// <summary>How often a request is retried; the first try is not counted.</summary>
        public const int MaxRetries = Table.MaxRetries;

        /// <summary>How much longer each delay is than the one before.</summary>
        public const double Multiplier = Table.Multiplier;

        /// <summary>The share of a delay that is left to chance.</summary>
        public const double Jitter = Table.Jitter;

        /// <summary>The delay before the first retry.</summary>
        public static readonly TimeSpan InitialDelay = Table.InitialDelay;

        /// <summary>The longest delay.</summary>
        public static readonly TimeSpan MaxDelay = Table.MaxDelay;

        /// <summary>Whether an error of this status is worth a retry, where its code is not known.</summary>
        /// <param name="status">The HTTP status.</param>
        /// <returns>True if it is.</returns>
        public static bool RetriesStatus(int status)
        {
            return Array.IndexOf(Table.RetryStatuses, status) >= 0;
        }

        /// <summary>The longest that the backoff before a retry can be.</summary>
        /// <param name="retry">The number of the retry, counted from 0.</param>
        /// <returns>The delay without jitter.</returns>
        public static TimeSpan Delay(int retry)
        {
            double seconds = InitialDelay.TotalSeconds * Math.Pow(Multiplier, Math.Max(retry, 0));
            return seconds >= 0 && seconds < MaxDelay.TotalSeconds ? Wire.Seconds(seconds) : MaxDelay;
        }

        /// <summary>The backoff before a retry.</summary>
        /// <param name="retry">The number of the retry, counted from 0.</param>
        /// <param name="chance">A number from 0 to 1, by chance; the larger, the shorter the delay.</param>
        /// <returns>The delay with jitter.</returns>
        public static TimeSpan Delay(int retry, double chance)
        {
            double share = chance > 0 ? Math.Min(chance, 1) : 0;
            return Wire.Seconds(Delay(retry).TotalSeconds * (1 - Jitter * share));
        }
    }

    /// <summary>What a <see cref="JsonValue"/> is.</summary>
    public enum JsonKind
    {
        /// <summary>Nothing.</summary>
        Null,

        /// <summary>True or false.</summary>
        Boolean,

        /// <summary>A number.</summary>
        Number,

        /// <summary>A text.</summary>
        Text,

        /// <summary>A list of values.</summary>
        List,

        /// <summary>Values by their names.</summary>
        Map,
    }

    /// <summary>A JSON value, as it was received.</summary>
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

        /// <summary>What the value is.</summary>
        public JsonKind Kind { get; private set; }

        /// <summary>The text; null where the value is none.</summary>
        public string Text { get; internal set; }

        /// <summary>The values of a list; empty where the value is none.</summary>
        public IReadOnlyList<JsonValue> Items { get; internal set; }

        /// <summary>The values of a map; empty where the value is none.</summary>
        public IReadOnlyDictionary<string, JsonValue> Members { get; internal set; }

        /// <summary>True or false; null where the value is neither.</summary>
        public bool? Boolean { get { return Kind == JsonKind.Boolean ? (bool?)(source[start] == 't') : null; } }

        /// <summary>The number, where it is a whole one that fits; else null.</summary>
        public long? Integer
        {
            get
            {
                long number;
                return Kind == JsonKind.Number && ToString() != "-0" && long.TryParse(ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? (long?)number : null;
            }
        }

        /// <summary>The number, where it is a whole one that is not negative and fits; else null.</summary>
        public ulong? Unsigned
        {
            get
            {
                ulong number;
                return Kind == JsonKind.Number && ulong.TryParse(ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? (ulong?)number : null;
            }
        }

        /// <summary>The number, to the precision of a double; null where the value is none.</summary>
        public double? Number
        {
            get
            {
                double number;
                bool read = double.TryParse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
                return Kind == JsonKind.Number && read && !double.IsInfinity(number) ? (double?)number : null;
            }
        }

        /// <summary>The value as JSON, as it was received; a text that came in a header has no quotes.</summary>
        /// <returns>The JSON.</returns>
        public override string ToString()
        {
            return source.Substring(start, end - start);
        }

        /// <summary>The value within a text: texts without quotes, null empty.</summary>
        internal string Plain { get { return Text ?? (Kind == JsonKind.Null ? "" : ToString()); } }

        /// <summary>A text that was received without quotes.</summary>
        internal static JsonValue OfText(string text)
        {
            return new JsonValue(JsonKind.Text, text, 0, text.Length) { Text = text };
        }
    }
