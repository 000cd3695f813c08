    /// <summary>The reader of errors.</summary>
    internal static class Wire
    {
        private const int MaxBody = 65536;
        private const double MaxRetryAfter = 31 * 24 * 60 * 60;

        internal static readonly JsonValue[] NoItems = new JsonValue[0];
        internal static readonly Dictionary<string, JsonValue> NoMembers = new Dictionary<string, JsonValue>();
        internal static readonly Dictionary<string, ErrorInfo> ByCode = Index();

        private static readonly Random Random = new Random();
        private static readonly CultureInfo DateCulture = CultureOfDates();

        private static Dictionary<string, ErrorInfo> Index()
        {
            var index = new Dictionary<string, ErrorInfo>(StringComparer.Ordinal);
            foreach (ErrorInfo entry in Table.Entries)
            {
                index[entry.Code] = entry;
            }
            foreach (KeyValuePair<string, string> alias in Table.Aliases)
            {
                index[alias.Key] = index[alias.Value];
            }
            return index;
        }

        internal static double Chance()
        {
            lock (Random)
            {
                return Random.NextDouble();
            }
        }

        internal static TimeSpan Seconds(double seconds)
        {
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        internal static IEnumerable<KeyValuePair<string, string>> First(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
        {
            var first = new List<KeyValuePair<string, string>>();
            foreach (KeyValuePair<string, IEnumerable<string>> header in headers ?? new KeyValuePair<string, IEnumerable<string>>[0])
            {
                foreach (string value in header.Value ?? new string[0])
                {
                    first.Add(new KeyValuePair<string, string>(header.Key, value));
                }
            }
            return first;
        }

        /// <summary>At most 64 KiB of the body, not cut inside a character.</summary>
        private static string Cut(string body)
        {
            int bytes = 0;
            for (int at = 0; at < body.Length; at++)
            {
                bool isPair = char.IsSurrogatePair(body, at);
                bytes += isPair ? 4 : body[at] < 0x80 ? 1 : body[at] < 0x800 ? 2 : 3;
                if (bytes > MaxBody)
                {
                    return body.Substring(0, at);
                }
                at += isPair ? 1 : 0;
            }
            return body;
        }

        /// <summary>Reads <c>Retry-After</c>: seconds, or a date, relative to the date of the response.</summary>
        private static TimeSpan? Delay(string value, string date)
        {
            value = Trimmed(value);
            if (value.Length > 0 && IsDigits(value))
            {
                ulong seconds;
                return Capped(ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) ? seconds : MaxRetryAfter);
            }
            DateTime? then = HttpDate(value);
            return then == null ? null : Capped((then.Value - (HttpDate(Trimmed(date)) ?? DateTime.UtcNow)).TotalSeconds);
        }

        /// <summary>Trims ASCII white space.</summary>
        private static string Trimmed(string text)
        {
            return (text ?? "").Trim(' ', '\t', '\n', '\r', '\f');
        }

        private static TimeSpan? Capped(double seconds)
        {
            return Seconds(Math.Max(0, Math.Min(seconds, MaxRetryAfter)));
        }

        private static bool IsDigits(string text)
        {
            foreach (char c in text)
            {
                if (c < '0' || c > '9')
                {
                    return false;
                }
            }
            return true;
        }

        /// <summary>Reads the three forms of RFC 9110; the day of the week must be that of the date.</summary>
        private static DateTime? HttpDate(string text)
        {
            string[] formats = { "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM dd HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy" };
            DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            foreach (string format in formats)
            {
                DateTime date;
                bool isRead = DateTime.TryParseExact(text, format, DateCulture, styles, out date) && date.Year >= 1970;
                bool isPadded = date.Day < 10 || !format.Contains("  d");
                // Formatting it again shows what the parser tolerated: other letters, or more or fewer digits.
                if (isRead && isPadded && date.ToString(format, DateCulture) == text)
                {
                    return date;
                }
            }
            return null;
        }

        /// <summary>Two-digit years are 1970 to 2069.</summary>
        private static CultureInfo CultureOfDates()
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.DateTimeFormat.Calendar = new GregorianCalendar { TwoDigitYearMax = 2069 };
            return culture;
        }

        internal enum PartKind
        {
            Text,
            Detail,
            Value,
        }

        /// <summary>A piece of a text: literal text, or the name of a value.</summary>
        internal sealed class Part
        {
            internal readonly PartKind Kind;
            internal readonly string Text;

            internal Part(PartKind kind, string text)
            {
                Kind = kind;
                Text = text;
            }

            internal bool Names(PartKind kind, string name)
            {
                return Kind == kind && Text == name;
            }
        }

        /// <summary>A text with places for values.</summary>
        internal sealed class Template
        {
            internal readonly Part[] Parts;

            internal Template(params Part[] parts)
            {
                Parts = parts;
            }

            /// <summary>The text with its values; null where one is missing.</summary>
            internal string Fill(Func<Part, string> valueOf)
            {
                var filled = new StringBuilder();
                foreach (Part part in Parts)
                {
                    string piece = part.Kind == PartKind.Text ? part.Text : valueOf(part);
                    if (piece == null)
                    {
                        return null;
                    }
                    filled.Append(piece);
                }
                return filled.ToString();
            }

            /// <summary>
            /// The part of a filled text at the place of this name in the template: a place reaches to the first occurrence
            /// of the text after it, the last one to the end. Null if the text does not match the template.
            /// </summary>
            internal string Capture(string filled, PartKind kind, string name)
            {
                int at = 0;
                Part open = null;
                string captured = null;
                for (int position = 0; position < Parts.Length; position++)
                {
                    Part part = Parts[position];
                    if (part.Kind != PartKind.Text)
                    {
                        // Two adjacent places cannot be told apart.
                        if (open != null)
                        {
                            return null;
                        }
                        open = part;
                        continue;
                    }
                    int found = Find(filled, at, part.Text, open != null, position + 1 == Parts.Length);
                    if (found < 0)
                    {
                        return null;
                    }
                    captured = open != null && open.Names(kind, name) ? filled.Substring(at, found - at) : captured;
                    open = null;
                    at = found + part.Text.Length;
                }
                return open != null && open.Names(kind, name) ? filled.Substring(at) : captured;
            }

            private static int Find(string filled, int at, string text, bool open, bool last)
            {
                if (open && !last)
                {
                    return filled.IndexOf(text, at, StringComparison.Ordinal);
                }
                int start = open ? filled.Length - text.Length : at;
                return start >= at && string.CompareOrdinal(filled, start, text, 0, text.Length) == 0 ? start : -1;
            }
        }

        /// <summary>A header that carries values.</summary>
        internal sealed class Header
        {
            internal readonly string Name;
            internal readonly Template Value;

            internal Header(string name, params Part[] value)
            {
                Name = name;
                Value = new Template(value);
            }
        }

        /// <summary>A detail that can be received.</summary>
        internal sealed class Detail
        {
            internal readonly string Name;
            internal readonly bool IsOptional;
            internal readonly bool IsText;

            internal Detail(string name, bool isOptional, bool isText)
            {
                Name = name;
                IsOptional = isOptional;
                IsText = isText;
            }
        }

        /// <summary>The common properties of all errors of a status.</summary>
        internal sealed class StatusInfo
        {
            internal string Code { get; set; }

            internal string[] Fixes { get; set; } = new string[0];
        }

        /// <summary>The shape of a body, as far as values are read from it.</summary>
        internal sealed class Shape
        {
            /// <summary>The value at this place.</summary>
            internal string Value { get; set; }

            /// <summary>The text with values at this place.</summary>
            internal Template Text { get; set; }

            /// <summary>The places of a list; null if this is not a list.</summary>
            internal Shape[] Items { get; set; }

            /// <summary>True if this is an object with members.</summary>
            internal bool IsMap { get; set; }

            internal Dictionary<string, Shape> Members { get; set; } = new Dictionary<string, Shape>();

            /// <summary>True if all other members are details.</summary>
            internal bool MergesDetails { get; set; }

            internal bool IsLeaf { get { return Value != null || Text != null; } }

            /// <summary>True if there are details here or below.</summary>
            internal bool HoldsDetails { get { return MergesDetails || Inner.Exists(shape => shape.HoldsDetails); } }

            private List<Shape> Inner
            {
                get
                {
                    var inner = new List<Shape>(Items ?? new Shape[0]);
                    inner.AddRange(Members.Values);
                    return inner;
                }
            }

            /// <summary>Returns true if this is the place, or above it.</summary>
            internal bool Holds(Shape place)
            {
                return this == place || Inner.Exists(shape => shape.Holds(place));
            }

            /// <summary>Returns true if a value that begins like this fits this place.</summary>
            internal bool Fits(char first)
            {
                return Value != null || (Text != null ? first == '"' : IsMap ? first == '{' : Items != null && first == '[');
            }
        }

        /// <summary>The value found at a place of the body.</summary>
        internal sealed class Leaf
        {
            internal readonly Shape Place;
            internal readonly string Json;
            internal readonly string Text;

            internal Leaf(Shape place, string json)
            {
                Place = place;
                Json = json;
                Text = JsonReader.TextOf(json);
            }
        }

        /// <summary>
        /// Walks a body along its shape, and keeps what was complete before the first malformed place: from there on,
        /// its methods return false or null.
        /// </summary>
        private sealed class Scanner
        {
            internal readonly List<Leaf> Leaves = new List<Leaf>();
            internal readonly Dictionary<string, string> Details = new Dictionary<string, string>(StringComparer.Ordinal);

            private static readonly char[] Brackets = { '"', '{', '[', '}', ']' };
            private static readonly char[] Delimiters = { ',', '}', ']', ' ', '\t', '\n', '\r' };

            private readonly string text;
            private int at;
            private bool isInside;

            internal Scanner(string text)
            {
                this.text = text;
                at = text.StartsWith("\uFEFF", StringComparison.Ordinal) ? 1 : 0;
                SkipSpace();
                if (!IsAtEnd && Table.Body.Fits(text[at]))
                {
                    Value(Table.Body);
                }
            }

            private bool IsAtEnd { get { return at >= text.Length; } }

            private bool Value(Shape shape)
            {
                if (IsAtEnd || !shape.Fits(text[at]))
                {
                    return Skip() != null;
                }
                if (!shape.IsLeaf)
                {
                    return shape.IsMap ? Map(shape) : List(shape.Items);
                }
                string json = Skip();
                if (json != null)
                {
                    Leaves.Add(new Leaf(shape, json));
                }
                return json != null;
            }

            private bool Map(Shape shape)
            {
                Open();
                while (!Eat('}'))
                {
                    string name = SkipText();
                    SkipSpace();
                    if (name == null || !Eat(':'))
                    {
                        return false;
                    }
                    SkipSpace();
                    if (!Member(shape, JsonReader.TextOf(name)) || !Separator('}'))
                    {
                        return false;
                    }
                }
                return true;
            }

            private bool Member(Shape shape, string name)
            {
                Shape inner;
                if (name != null && shape.Members.TryGetValue(name, out inner))
                {
                    Forget(inner);
                    return Value(inner);
                }
                string json = Skip();
                if (json != null && name != null && shape.MergesDetails)
                {
                    Details[name] = json;
                }
                return json != null;
            }

            private bool List(Shape[] items)
            {
                Open();
                for (int count = 0; !Eat(']'); count++)
                {
                    bool isRead = count < items.Length ? Value(items[count]) : Skip() != null;
                    if (!isRead || !Separator(']'))
                    {
                        return false;
                    }
                }
                return true;
            }

            /// <summary>Drops the values of an earlier member of the same name: the last one counts.</summary>
            private void Forget(Shape shape)
            {
                Leaves.RemoveAll(leaf => shape.Holds(leaf.Place));
                if (shape.HoldsDetails)
                {
                    Details.Clear();
                }
            }

            private void Open()
            {
                at++;
                isInside = true;
                SkipSpace();
            }

            private bool Separator(char end)
            {
                SkipSpace();
                bool found = Eat(',');
                SkipSpace();
                return found || (!IsAtEnd && text[at] == end);
            }

            /// <summary>Skips any value, which must be complete.</summary>
            private string Skip()
            {
                char first = IsAtEnd ? '\0' : text[at];
                return first == '"' ? SkipText() : first == '{' || first == '[' ? SkipContainer() : SkipScalar();
            }

            private string SkipText()
            {
                int start = at;
                if (!Eat('"'))
                {
                    return null;
                }
                while (!Eat('"'))
                {
                    if (IsAtEnd)
                    {
                        return null;
                    }
                    at = Math.Min(at + (text[at] == '\\' ? 2 : 1), text.Length);
                }
                return text.Substring(start, at - start);
            }

            private string SkipContainer()
            {
                int start = at;
                int depth = 0;
                do
                {
                    at = text.IndexOfAny(Brackets, at);
                    if (at < 0)
                    {
                        at = text.Length;
                        return null;
                    }
                    if (text[at] != '"')
                    {
                        depth += text[at] == '{' || text[at] == '[' ? 1 : -1;
                        at++;
                    }
                    else if (SkipText() == null)
                    {
                        return null;
                    }
                }
                while (depth > 0);
                return text.Substring(start, at - start);
            }

            /// <summary>A number or a word; null if it ends with the text, and so may be truncated, unless it is the whole text.</summary>
            private string SkipScalar()
            {
                int start = at;
                at = text.IndexOfAny(Delimiters, at);
                at = at < 0 ? text.Length : at;
                return at == start || (isInside && IsAtEnd) ? null : text.Substring(start, at - start);
            }

            private void SkipSpace()
            {
                while (!IsAtEnd && " \t\n\r".IndexOf(text[at]) >= 0)
                {
                    at++;
                }
            }

            private bool Eat(char wanted)
            {
                bool found = !IsAtEnd && text[at] == wanted;
                at += found ? 1 : 0;
                return found;
            }
        }

        /// <summary>A response, taken apart.</summary>
        internal sealed class Response
        {
            internal readonly int Status;
            internal readonly string Body;
            internal readonly ErrorInfo Info;
            internal readonly string Code;
            internal readonly ErrorDetails Details;

            private static readonly List<KeyValuePair<Template, string>> NoLines = new List<KeyValuePair<Template, string>>();

            private readonly TimeSpan? retryAfter;
            private readonly List<Leaf> leaves;
            private readonly Dictionary<string, string> details;
            private readonly List<KeyValuePair<Template, string>> lines = new List<KeyValuePair<Template, string>>();

            private Response(int status, Dictionary<string, string> headers, string body)
            {
                Status = status;
                Body = Cut(body);
                retryAfter = Delay(Named(headers, "Retry-After"), Named(headers, "Date"));
                var scanner = new Scanner(Body);
                leaves = scanner.Leaves;
                details = scanner.Details;
                Receive(Table.Headers, headers);
                Code = CodeText();
                Info = Code != null || Table.CarriesCode ? ErrorInfo.Find(Code) : ErrorInfo.Find(OfStatus().Code);
                if (Info != null)
                {
                    Code = Code ?? Info.Code;
                    Receive(Info.Headers, headers);
                    Details = Info.ReadDetails == null ? null : Info.ReadDetails(new Fields(Detail));
                }
            }

            internal static Response Read(int status, IEnumerable<KeyValuePair<string, string>> headers, string body)
            {
                var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                foreach (KeyValuePair<string, string> header in headers ?? new KeyValuePair<string, string>[0])
                {
                    if (header.Key != null && header.Value != null && !named.ContainsKey(header.Key))
                    {
                        named.Add(header.Key, header.Value);
                    }
                }
                return new Response(status, named, body ?? "");
            }

            internal CatalogueException ToException()
            {
                return Info == null ? Table.Raise(this) : Info.Raise(this);
            }

            internal string Describe()
            {
                string code = Info == null ? Code : Info.Code;
                return Text("message") ?? code ?? (Status == 0 ? "unknown error" : "status " + Status);
            }

            internal string Text(string name)
            {
                foreach (string text in Texts(name))
                {
                    return text;
                }
                return null;
            }

            internal string Context(string name)
            {
                if (Array.IndexOf(Table.Context, name) < 0)
                {
                    return null;
                }
                // In RFC 9457 it is a string or absent.
                JsonValue value = Table.IsProblem && name == "instance" ? null : Value(name);
                return Text(name) ?? (value != null && value.Kind != JsonKind.Null ? value.ToString() : null);
            }

            internal JsonValue Detail(string name)
            {
                JsonValue detail;
                return name != null && TryReceive(name, out detail) ? detail : null;
            }

            /// <summary>Finds a detail, in the body or in a header; null if it is malformed.</summary>
            private bool TryReceive(string name, out JsonValue detail)
            {
                string json;
                if (!details.TryGetValue(name, out json))
                {
                    return TryReceiveHeader(name, out detail);
                }
                detail = JsonReader.Read(json);
                return true;
            }

            internal bool Retryable
            {
                get
                {
                    JsonValue told = Value("retryable");
                    bool? body = told == null ? null : told.Boolean;
                    return Info != null ? Info.Retryable : body ?? RetryPolicy.RetriesStatus(Status);
                }
            }

            internal TimeSpan? RetryAfter
            {
                get
                {
                    JsonValue told = Value("retry_after");
                    TimeSpan? body = told == null ? null : Told(told);
                    return retryAfter ?? body ?? EntryRetryAfter() ?? (Status == 429 ? Table.DefaultRetryAfter : null);
                }
            }

            internal IReadOnlyList<string> Fixes
            {
                get
                {
                    string told = Text("fix");
                    return Info != null && Info.Fixes.Count > 0 ? Info.Fixes : told != null ? new[] { told } : OfStatus().Fixes;
                }
            }

            internal string UserMessage
            {
                get { return (Info == null || Info.UserText == null ? null : Info.UserText.Fill(Piece)) ?? Text("user_message"); }
            }

            internal string Category
            {
                get { return (Info == null ? null : Info.Category) ?? Text("category"); }
            }

            internal Severity? Severity
            {
                get
                {
                    int word = Array.IndexOf(new[] { "info", "warning", "error", "critical" }, Text("severity"));
                    return Info != null ? Info.Severity : word < 0 ? null : (Severity?)word;
                }
            }

            internal string DocsUrl
            {
                get
                {
                    string problem = Text("problem type");
                    return (Info == null ? null : Info.DocsUrl) ?? Text("docs_url") ?? (problem == "about:blank" ? null : problem);
                }
            }

            private static string Named(Dictionary<string, string> headers, string name)
            {
                string value;
                return headers.TryGetValue(name, out value) ? value : null;
            }

            private void Receive(Header[] templates, Dictionary<string, string> headers)
            {
                foreach (Header header in templates)
                {
                    string value = (Named(headers, header.Name) ?? "").Trim(' ', '\t');
                    if (headers.ContainsKey(header.Name) && value.Length <= MaxBody)
                    {
                        lines.Add(new KeyValuePair<Template, string>(header.Value, value));
                    }
                }
            }

            /// <summary>
            /// The texts of a value in the body, the last first, then in the headers. Inside a longer text,
            /// an absent value is an empty text.
            /// </summary>
            private IEnumerable<string> Texts(string name)
            {
                for (int i = leaves.Count - 1; i >= 0; i--)
                {
                    Shape shape = leaves[i].Place;
                    string text = leaves[i].Text;
                    string found = shape.Text == null || text == null ? text : shape.Text.Capture(text, PartKind.Value, name);
                    if (found != null && (shape.Text == null ? shape.Value == name : found != ""))
                    {
                        yield return found;
                    }
                }
                foreach (KeyValuePair<Template, string> line in lines)
                {
                    string found = line.Key.Capture(line.Value, PartKind.Value, name);
                    if (!string.IsNullOrEmpty(found))
                    {
                        yield return found;
                    }
                }
            }

            /// <summary>A whole value of the body; null if there is none.</summary>
            private JsonValue Value(string name)
            {
                Leaf leaf = leaves.FindLast(it => it.Place.Value == name);
                return leaf == null ? null : JsonReader.Read(leaf.Json);
            }

            private string CodeText()
            {
                foreach (string code in Texts("code"))
                {
                    if (code != "")
                    {
                        return code;
                    }
                }
                return null;
            }

            private StatusInfo OfStatus()
            {
                StatusInfo info;
                return Table.Statuses.TryGetValue(Status, out info) ? info : new StatusInfo();
            }

            private bool TryReceiveHeader(string name, out JsonValue detail)
            {
                detail = null;
                Detail declared = Info == null ? null : Array.Find(Info.Declared, it => it.Name == name);
                foreach (KeyValuePair<Template, string> line in declared == null ? NoLines : lines)
                {
                    string captured = line.Key.Capture(line.Value, PartKind.Detail, name);
                    // Beside other values, an absent detail leaves a gap in its header; alone, it has no header.
                    bool alone = Array.FindAll(line.Key.Parts, part => part.Kind != PartKind.Text).Length == 1;
                    bool absent = captured == "" && declared.IsOptional && !(declared.IsText && alone);
                    if (captured != null && !absent)
                    {
                        detail = declared.IsText ? JsonValue.OfText(captured) : JsonReader.Read(captured);
                        return true;
                    }
                }
                return false;
            }

            private TimeSpan? EntryRetryAfter()
            {
                JsonValue detail = Info == null ? null : Detail(Info.RetryDetail);
                JsonValue number = detail == null ? null : JsonReader.Read(detail.Plain);
                return number != null ? Told(number) : Info == null ? null : Info.RetryAfter;
            }

            /// <summary>A number of seconds, which some servers write with a fraction.</summary>
            private static TimeSpan? Told(JsonValue value)
            {
                double? seconds = value.Number;
                return seconds >= 0 ? Capped(seconds.Value) : null;
            }

            private string Piece(Part part)
            {
                if (part.Kind == PartKind.Value)
                {
                    return Text(part.Text);
                }
                JsonValue value;
                if (TryReceive(part.Text, out value))
                {
                    return value == null ? null : value.Plain;
                }
                Detail declared = Array.Find(Info.Declared, detail => detail.Name == part.Text);
                return declared != null && declared.IsOptional ? "" : null;
            }
        }

        /// <summary>Reads a value as a type of the catalogue.</summary>
        internal delegate bool Reader<T>(JsonValue value, out T result);

        /// <summary>The fields of a type; knows if a required one is missing or any has the wrong type.</summary>
        internal sealed class Fields
        {
            private readonly Func<string, JsonValue> find;

            internal Fields(Func<string, JsonValue> find)
            {
                this.find = find;
                AreThere = true;
            }

            internal bool AreThere { get; private set; }

            internal T Required<T>(string name, Reader<T> reader)
            {
                T result;
                bool read = TryRead(name, reader, out result);
                AreThere = AreThere && read;
                return result;
            }

            internal T Optional<T>(string name, Reader<T> reader) where T : class
            {
                T result;
                bool read = TryRead(name, reader, out result);
                AreThere = AreThere && (read || IsAbsent(name));
                return read ? result : null;
            }

            internal T? OptionalValue<T>(string name, Reader<T> reader) where T : struct
            {
                T result;
                bool read = TryRead(name, reader, out result);
                AreThere = AreThere && (read || IsAbsent(name));
                return read ? (T?)result : null;
            }

            private bool IsAbsent(string name)
            {
                JsonValue value = find(name);
                return value == null || value.Kind == JsonKind.Null;
            }

            private bool TryRead<T>(string name, Reader<T> reader, out T result)
            {
                result = default(T);
                JsonValue value = find(name);
                return value != null && reader(value, out result);
            }
        }

        internal static bool Json(JsonValue value, out JsonValue result)
        {
            result = value;
            return true;
        }

        internal static bool Text(JsonValue value, out string result)
        {
            result = value.Text;
            return result != null;
        }

        internal static bool Bool(JsonValue value, out bool result)
        {
            result = value.Boolean ?? false;
            return value.Boolean != null;
        }

        internal static bool F64(JsonValue value, out double result)
        {
            result = value.Number ?? 0;
            return value.Number != null;
        }

        internal static bool U8(JsonValue value, out byte result)
        {
            result = (byte)(value.Unsigned ?? 0);
            return value.Unsigned <= byte.MaxValue;
        }

        internal static bool U16(JsonValue value, out ushort result)
        {
            result = (ushort)(value.Unsigned ?? 0);
            return value.Unsigned <= ushort.MaxValue;
        }

        internal static bool U32(JsonValue value, out uint result)
        {
            result = (uint)(value.Unsigned ?? 0);
            return value.Unsigned <= uint.MaxValue;
        }

        internal static bool U64(JsonValue value, out ulong result)
        {
            result = value.Unsigned ?? 0;
            return value.Unsigned != null;
        }

        internal static bool I8(JsonValue value, out sbyte result)
        {
            result = (sbyte)(value.Integer ?? 0);
            return value.Integer >= sbyte.MinValue && value.Integer <= sbyte.MaxValue;
        }

        internal static bool I16(JsonValue value, out short result)
        {
            result = (short)(value.Integer ?? 0);
            return value.Integer >= short.MinValue && value.Integer <= short.MaxValue;
        }

        internal static bool I32(JsonValue value, out int result)
        {
            result = (int)(value.Integer ?? 0);
            return value.Integer >= int.MinValue && value.Integer <= int.MaxValue;
        }

        internal static bool I64(JsonValue value, out long result)
        {
            result = value.Integer ?? 0;
            return value.Integer != null;
        }

        internal static Reader<T?> Maybe<T>(Reader<T> reader) where T : struct
        {
            return (JsonValue value, out T? result) =>
            {
                T read = default(T);
                bool there = value.Kind != JsonKind.Null;
                bool fits = !there || reader(value, out read);
                result = there ? (T?)read : null;
                return fits;
            };
        }

        internal static Reader<T> MaybeObject<T>(Reader<T> reader) where T : class
        {
            return (JsonValue value, out T result) =>
            {
                result = null;
                return value.Kind == JsonKind.Null || reader(value, out result);
            };
        }

        internal static Reader<IReadOnlyList<T>> List<T>(Reader<T> reader)
        {
            return (JsonValue value, out IReadOnlyList<T> result) =>
            {
                var items = new List<T>();
                foreach (JsonValue item in value.Items)
                {
                    T read;
                    if (reader(item, out read))
                    {
                        items.Add(read);
                    }
                }
                result = items;
                return value.Kind == JsonKind.List && items.Count == value.Items.Count;
            };
        }

        internal static Reader<IReadOnlyDictionary<string, T>> Map<T>(Reader<T> reader)
        {
            return (JsonValue value, out IReadOnlyDictionary<string, T> result) =>
            {
                var members = new Dictionary<string, T>(StringComparer.Ordinal);
                foreach (KeyValuePair<string, JsonValue> member in value.Members)
                {
                    T read;
                    if (reader(member.Value, out read))
                    {
                        members[member.Key] = read;
                    }
                }
                result = members;
                return value.Kind == JsonKind.Map && members.Count == value.Members.Count;
            };
        }

        internal static Reader<T> Struct<T>(Func<Fields, T> make)
        {
            return (JsonValue value, out T result) =>
            {
                JsonValue member;
                var fields = new Fields(name => value.Members.TryGetValue(name, out member) ? member : null);
                result = make(fields);
                return value.Kind == JsonKind.Map && fields.AreThere;
            };
        }

        internal static Reader<T> Enum<T>(Func<string, T> make)
        {
            return (JsonValue value, out T result) =>
            {
                result = make(value.Text);
                return value.Text != null;
            };
        }

        /// <summary>Reads JSON; malformed JSON, and JSON beyond the limits of all clients, is null.</summary>
        private sealed class JsonReader
        {
            private const int MaxDepth = 127;

            private readonly string text;
            private int at;

            private JsonReader(string text)
            {
                this.text = text;
            }

            internal static JsonValue Read(string text)
            {
                var reader = new JsonReader(text);
                JsonValue value = reader.Value(0);
                reader.SkipSpace();
                return reader.IsAtEnd ? value : null;
            }

            /// <summary>The text of a JSON string; without a backslash, it is the part between the quotes.</summary>
            internal static string TextOf(string json)
            {
                bool isText = json[0] == '"';
                if (!isText || json.IndexOf('\\') < 0)
                {
                    return isText ? json.Substring(1, json.Length - 2) : null;
                }
                JsonValue value = Read(json);
                return value == null ? null : value.Text;
            }

            private bool IsAtEnd { get { return at >= text.Length; } }

            private JsonValue Value(int depth)
            {
                SkipSpace();
                switch (IsAtEnd ? '\0' : text[at])
                {
                    case '"': return Text();
                    case '{': return depth < MaxDepth ? Map(depth + 1) : null;
                    case '[': return depth < MaxDepth ? List(depth + 1) : null;
                    default: return Scalar();
                }
            }

            private JsonValue Map(int depth)
            {
                int start = at++;
                var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
                SkipSpace();
                bool more = IsAtEnd || text[at] != '}';
                while (more)
                {
                    SkipSpace();
                    JsonValue name = !IsAtEnd && text[at] == '"' ? Text() : null;
                    SkipSpace();
                    JsonValue value = name != null && Eat(':') ? Value(depth) : null;
                    if (value == null)
                    {
                        return null;
                    }
                    members[name.Text] = value;
                    SkipSpace();
                    more = Eat(',');
                }
                return Eat('}') ? new JsonValue(JsonKind.Map, text, start, at) { Members = members } : null;
            }

            private JsonValue List(int depth)
            {
                int start = at++;
                var items = new List<JsonValue>();
                SkipSpace();
                bool more = IsAtEnd || text[at] != ']';
                while (more)
                {
                    JsonValue value = Value(depth);
                    if (value == null)
                    {
                        return null;
                    }
                    items.Add(value);
                    SkipSpace();
                    more = Eat(',');
                }
                return Eat(']') ? new JsonValue(JsonKind.List, text, start, at) { Items = items } : null;
            }

            private JsonValue Text()
            {
                int start = at++;
                var content = new StringBuilder();
                while (!Eat('"'))
                {
                    if (IsAtEnd || text[at] < ' ' || !Character(content))
                    {
                        return null;
                    }
                }
                return HasHalf(content) ? null : new JsonValue(JsonKind.Text, text, start, at) { Text = content.ToString() };
            }

            private bool Character(StringBuilder content)
            {
                char c = text[at++];
                if (c == '\\')
                {
                    return Escape(content);
                }
                content.Append(c);
                return true;
            }

            /// <summary>Returns true if there is an unpaired surrogate.</summary>
            private static bool HasHalf(StringBuilder content)
            {
                for (int i = 0; i < content.Length; i++)
                {
                    bool isPair = i + 1 < content.Length && char.IsSurrogatePair(content[i], content[i + 1]);
                    if (char.IsSurrogate(content[i]) && !isPair)
                    {
                        return true;
                    }
                    i += isPair ? 1 : 0;
                }
                return false;
            }

            private bool Escape(StringBuilder content)
            {
                const string Letters = "\"\\/bfnrt";
                const string Meanings = "\"\\/\b\f\n\r\t";
                int letter = IsAtEnd ? -1 : Letters.IndexOf(text[at]);
                if (letter >= 0)
                {
                    content.Append(Meanings[letter]);
                    at++;
                    return true;
                }
                ushort unit;
                string digits = at + 5 <= text.Length && text[at] == 'u' ? text.Substring(at + 1, 4) : "";
                bool isRead = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out unit);
                content.Append((char)unit);
                at += 5;
                return isRead;
            }

            private JsonValue Scalar()
            {
                int start = at;
                while (!IsAtEnd && ",}] \t\n\r".IndexOf(text[at]) < 0)
                {
                    at++;
                }
                string word = text.Substring(start, at - start);
                bool isBoolean = word == "true" || word == "false";
                bool isNumber = word != "" && IsNumber(word);
                JsonKind kind = isBoolean ? JsonKind.Boolean : isNumber ? JsonKind.Number : JsonKind.Null;
                var value = new JsonValue(kind, text, start, at);
                return isBoolean || word == "null" || value.Number != null ? value : null;
            }

            private static bool IsNumber(string word)
            {
                int at = word[0] == '-' ? 1 : 0;
                bool leadsWithZero = at < word.Length && word[at] == '0';
                int digits = Digits(word, ref at);
                bool fits = digits == 1 || (digits > 1 && !leadsWithZero);
                if (at < word.Length && word[at] == '.')
                {
                    at++;
                    fits = Digits(word, ref at) > 0 && fits;
                }
                if (at < word.Length && (word[at] == 'e' || word[at] == 'E'))
                {
                    at++;
                    at += at < word.Length && (word[at] == '+' || word[at] == '-') ? 1 : 0;
                    fits = Digits(word, ref at) > 0 && fits;
                }
                return fits && at == word.Length;
            }

            private static int Digits(string word, ref int at)
            {
                int start = at;
                while (at < word.Length && word[at] >= '0' && word[at] <= '9')
                {
                    at++;
                }
                return at - start;
            }

            private void SkipSpace()
            {
                while (!IsAtEnd && " \t\n\r".IndexOf(text[at]) >= 0)
                {
                    at++;
                }
            }

            private bool Eat(char wanted)
            {
                bool found = !IsAtEnd && text[at] == wanted;
                at += found ? 1 : 0;
                return found;
            }
        }
    }
