    /// <summary>How errors are read.</summary>
    internal static class Wire
    {
        private const int MaxBody = 65536;
        private const double MaxRetryAfter = 31 * 24 * 60 * 60;

        internal static readonly JsonValue[] NoItems = new JsonValue[0];
        internal static readonly Dictionary<string, JsonValue> NoMembers = new Dictionary<string, JsonValue>();
        internal static readonly Dictionary<string, ErrorInfo> ByCode = Index();

        private static readonly Random Random = new Random();

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

        /// <summary>Reads <c>Retry-After</c>: seconds, or a date, which counts from the date of the response.</summary>
        private static TimeSpan? Delay(string value, string date)
        {
            value = (value ?? "").Trim();
            if (value.Length > 0 && IsDigits(value))
            {
                ulong seconds;
                return Capped(ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) ? seconds : MaxRetryAfter);
            }
            DateTime? then = HttpDate(value);
            return then == null ? null : Capped((then.Value - (HttpDate(date ?? "") ?? DateTime.UtcNow)).TotalSeconds);
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

        /// <summary>Reads the three forms of RFC 9110; the day of the week says nothing new.</summary>
        private static DateTime? HttpDate(string text)
        {
            string[] formats = { "dd MMM yyyy HH:mm:ss 'GMT'", "dd-MMM-yy HH:mm:ss 'GMT'", "MMM d HH:mm:ss yyyy" };
            DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
            string rest = text.Substring(text.IndexOf(' ') + 1).Trim();
            DateTime date;
            return DateTime.TryParseExact(rest, formats, CultureInfo.InvariantCulture, styles, out date) ? (DateTime?)date : null;
        }

        internal enum PartKind
        {
            Text,
            Detail,
            Value,
        }

        /// <summary>A piece of a text: text, or the name of what stands there.</summary>
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
            /// What stands in a filled text where the template has this name: a place reaches to the first occurrence
            /// of the text after it, the last one to the end. Null where the text is not of this template.
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
                        // Two places side by side cannot be told apart.
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

        /// <summary>What holds for all errors of a status.</summary>
        internal sealed class StatusInfo
        {
            internal string Code { get; set; }

            internal string[] Fixes { get; set; } = new string[0];
        }

        /// <summary>The shape of a body, as far as values are read from it.</summary>
        internal sealed class Shape
        {
            /// <summary>The value that stands here.</summary>
            internal string Value { get; set; }

            /// <summary>The text with values that stands here.</summary>
            internal Template Text { get; set; }

            internal Shape[] Items { get; set; } = new Shape[0];

            internal Dictionary<string, Shape> Members { get; set; } = new Dictionary<string, Shape>();

            /// <summary>Whether all other members are details.</summary>
            internal bool MergesDetails { get; set; }

            internal bool IsLeaf { get { return Value != null || Text != null; } }

            /// <summary>Whether a value can be what stands here.</summary>
            internal bool Fits(JsonValue value)
            {
                if (IsLeaf)
                {
                    return value.IsWhole && (Text == null || value.Text != null);
                }
                bool isMap = MergesDetails || Members.Count > 0;
                return isMap ? value.Kind == JsonKind.Map : Items.Length > 0 && value.Kind == JsonKind.List;
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

            private readonly TimeSpan? retryAfter;
            private readonly List<KeyValuePair<Shape, JsonValue>> leaves = new List<KeyValuePair<Shape, JsonValue>>();
            private readonly Dictionary<string, JsonValue> details = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
            private readonly List<KeyValuePair<Template, string>> lines = new List<KeyValuePair<Template, string>>();

            private Response(int status, Dictionary<string, string> headers, string body)
            {
                Status = status;
                Body = body.Length > MaxBody ? body.Substring(0, MaxBody) : body;
                retryAfter = Delay(Named(headers, "Retry-After"), Named(headers, "Date"));
                Collect(Table.Body, JsonReader.Read(Body));
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
                return Text("message") ?? Code ?? "status " + Status;
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
                // RFC 9457 has a text there or nothing.
                JsonValue value = Table.IsProblem && name == "instance" ? null : Value(name);
                return Text(name) ?? (value != null && value.Kind != JsonKind.Null ? value.ToString() : null);
            }

            internal JsonValue Detail(string name)
            {
                JsonValue detail;
                return name == null ? null : details.TryGetValue(name, out detail) ? detail : HeaderDetail(name);
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

            /// <summary>Takes the values out of the body; false where what follows cannot be relied on.</summary>
            private bool Collect(Shape shape, JsonValue value)
            {
                if (value == null || !shape.Fits(value))
                {
                    return true;
                }
                if (shape.IsLeaf)
                {
                    leaves.Add(new KeyValuePair<Shape, JsonValue>(shape, value));
                    return true;
                }
                for (int i = 0; i < Math.Min(shape.Items.Length, value.Items.Count); i++)
                {
                    if (!Collect(shape.Items[i], value.Items[i]))
                    {
                        return false;
                    }
                }
                foreach (KeyValuePair<string, JsonValue> member in value.Members)
                {
                    Shape inner;
                    if (!shape.Members.TryGetValue(member.Key, out inner))
                    {
                        Merge(shape, member);
                    }
                    else if (!Collect(inner, member.Value))
                    {
                        return false;
                    }
                }
                return value.IsClosed;
            }

            private void Merge(Shape shape, KeyValuePair<string, JsonValue> member)
            {
                if (shape.MergesDetails && member.Value.IsWhole)
                {
                    details[member.Key] = member.Value;
                }
            }

            private void Receive(Header[] templates, Dictionary<string, string> headers)
            {
                foreach (Header header in templates)
                {
                    string value = Named(headers, header.Name);
                    if (value != null && value.Length <= MaxBody)
                    {
                        lines.Add(new KeyValuePair<Template, string>(header.Value, value));
                    }
                }
            }

            /// <summary>
            /// The texts of a value in the body, of which the last counts, then in the headers. Within a longer text,
            /// nothing is what an absent value leaves.
            /// </summary>
            private IEnumerable<string> Texts(string name)
            {
                for (int i = leaves.Count - 1; i >= 0; i--)
                {
                    Shape shape = leaves[i].Key;
                    string text = leaves[i].Value.Text;
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

            /// <summary>A whole value of the body; null where there is none.</summary>
            private JsonValue Value(string name)
            {
                KeyValuePair<Shape, JsonValue> leaf = leaves.FindLast(it => it.Key.Value == name);
                return leaf.Value;
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

            /// <summary>A detail that the body does not have, from the header that carries it.</summary>
            private JsonValue HeaderDetail(string name)
            {
                Detail declared = Info == null ? null : Array.Find(Info.Declared, detail => detail.Name == name);
                if (declared == null)
                {
                    return null;
                }
                foreach (KeyValuePair<Template, string> line in lines)
                {
                    string captured = line.Key.Capture(line.Value, PartKind.Detail, name);
                    // Beside others, an absent detail leaves a gap in its header; alone, it has no header.
                    bool alone = Array.FindAll(line.Key.Parts, part => part.Kind != PartKind.Text).Length == 1;
                    bool absent = captured == "" && declared.IsOptional && !(declared.IsText && alone);
                    if (captured != null && !absent)
                    {
                        return declared.IsText ? JsonValue.OfText(captured) : JsonReader.ReadWhole(captured);
                    }
                }
                return null;
            }

            private TimeSpan? EntryRetryAfter()
            {
                JsonValue detail = Info == null ? null : Detail(Info.RetryDetail);
                JsonValue number = detail == null ? null : JsonReader.ReadWhole(detail.Plain);
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
                JsonValue value = Detail(part.Text);
                Detail declared = Array.Find(Info.Declared, detail => detail.Name == part.Text);
                return value != null ? value.Plain : declared != null && declared.IsOptional ? "" : null;
            }
        }

        /// <summary>Reads a value as a type of the catalogue.</summary>
        internal delegate bool Reader<T>(JsonValue value, out T result);

        /// <summary>The fields of a type, and whether all that it needs are there.</summary>
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
                return TryRead(name, reader, out result) ? result : null;
            }

            internal T? OptionalValue<T>(string name, Reader<T> reader) where T : struct
            {
                T result;
                return TryRead(name, reader, out result) ? (T?)result : null;
            }

            private bool TryRead<T>(string name, Reader<T> reader, out T result)
            {
                result = default(T);
                JsonValue value = find(name);
                return value != null && value.IsWhole && reader(value, out result);
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

        /// <summary>
        /// Reads JSON that may be cut or wrong: what is complete stays, and what is not says so. A value that is no
        /// JSON is passed over by its brackets.
        /// </summary>
        private sealed class JsonReader
        {
            private const int MaxDepth = 64;

            private readonly string text;
            private int at;

            private JsonReader(string text)
            {
                this.text = text;
                at = text.StartsWith("\uFEFF", StringComparison.Ordinal) ? 1 : 0;
            }

            /// <summary>The first value of a text; null where there is none.</summary>
            internal static JsonValue Read(string text)
            {
                return new JsonReader(text).Value(0);
            }

            /// <summary>The value that a text is; null where it is not one, or more.</summary>
            internal static JsonValue ReadWhole(string text)
            {
                var reader = new JsonReader(text);
                JsonValue value = reader.Value(0);
                reader.SkipSpace();
                return value != null && value.IsWhole && reader.IsAtEnd ? value : null;
            }

            private bool IsAtEnd { get { return at >= text.Length; } }

            private JsonValue Value(int depth)
            {
                SkipSpace();
                if (IsAtEnd)
                {
                    return null;
                }
                switch (text[at])
                {
                    case '"': return Text();
                    case '{': return Container(depth, '}', true);
                    case '[': return Container(depth, ']', false);
                    default: return Scalar(depth);
                }
            }

            private JsonValue Container(int depth, char close, bool named)
            {
                int start = at;
                var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
                var items = new List<JsonValue>();
                bool closed = depth < MaxDepth && Fill(depth, close, named, members, items);
                if (!closed && !IsAtEnd)
                {
                    at = start;
                    Pass();
                }
                bool whole = closed && items.TrueForAll(item => item.IsWhole);
                foreach (JsonValue member in members.Values)
                {
                    whole = whole && member.IsWhole;
                }
                JsonKind kind = named ? JsonKind.Map : JsonKind.List;
                return new JsonValue(kind, text, start, at) { Items = items, Members = members, IsClosed = closed, IsWhole = whole };
            }

            /// <summary>Reads what a container holds; false where it is cut, which is at the end, or malformed.</summary>
            private bool Fill(int depth, char close, bool named, Dictionary<string, JsonValue> members, List<JsonValue> items)
            {
                at++;
                SkipSpace();
                while (!Eat(close))
                {
                    JsonValue name = named ? Name() : null;
                    JsonValue value = named && name == null ? null : Value(depth + 1);
                    if (value == null)
                    {
                        return false;
                    }
                    if (named && name.Text != null)
                    {
                        members[name.Text] = value;
                    }
                    else if (!named)
                    {
                        items.Add(value);
                    }
                    SkipSpace();
                    if (!Eat(',') && (IsAtEnd || text[at] != close))
                    {
                        return false;
                    }
                    SkipSpace();
                }
                return true;
            }

            private JsonValue Name()
            {
                JsonValue name = !IsAtEnd && text[at] == '"' ? Text() : null;
                SkipSpace();
                return Eat(':') ? name : null;
            }

            /// <summary>A text; null where it is cut. One that is malformed has no content.</summary>
            private JsonValue Text()
            {
                int start = at;
                var content = new StringBuilder();
                bool whole = true;
                at++;
                while (!IsAtEnd)
                {
                    char c = text[at++];
                    if (c == '"')
                    {
                        return new JsonValue(JsonKind.Text, text, start, at) { Text = whole ? content.ToString() : null, IsWhole = whole };
                    }
                    whole = c == '\\' ? Escape(content) && whole : whole;
                    if (c != '\\')
                    {
                        content.Append(c);
                    }
                }
                return null;
            }

            private bool Escape(StringBuilder content)
            {
                const string Letters = "\"\\/bfnrt";
                const string Meanings = "\"\\/\b\f\n\r\t";
                char c = IsAtEnd ? '\0' : text[at++];
                int letter = Letters.IndexOf(c);
                if (letter >= 0)
                {
                    content.Append(Meanings[letter]);
                    return true;
                }
                ushort unit;
                string digits = c == 'u' && at + 4 <= text.Length ? text.Substring(at, 4) : "";
                if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out unit))
                {
                    return false;
                }
                at += 4;
                content.Append((char)unit);
                return true;
            }

            /// <summary>A number or a word; null where it ends with the text, and so may be cut, unless it is all there is.</summary>
            private JsonValue Scalar(int depth)
            {
                int start = at;
                while (!IsAtEnd && ",}] \t\n\r".IndexOf(text[at]) < 0)
                {
                    at++;
                }
                if (at == start || (depth > 0 && IsAtEnd))
                {
                    return null;
                }
                string word = text.Substring(start, at - start);
                bool isBoolean = word == "true" || word == "false";
                bool isNumber = IsNumber(word);
                JsonKind kind = isBoolean ? JsonKind.Boolean : isNumber ? JsonKind.Number : JsonKind.Null;
                return new JsonValue(kind, text, start, at) { IsWhole = isBoolean || isNumber || word == "null" };
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

            /// <summary>Goes behind a container by its brackets alone, or to the end.</summary>
            private void Pass()
            {
                int depth = 0;
                do
                {
                    char c = text[at];
                    if (c == '"')
                    {
                        Text();
                        continue;
                    }
                    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                    at++;
                }
                while (depth > 0 && !IsAtEnd);
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
