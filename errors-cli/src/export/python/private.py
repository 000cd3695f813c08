# The rest is the same for every catalogue: it reads a response and builds the error.

_MAX_BODY = 64 * 1024
_MAX_DEPTH = 127
_MAX_RETRY_AFTER = 31 * 24 * 60 * 60.0
_WHOLE_NUMBERS = {
    "u8": (0, 2**8 - 1),
    "u16": (0, 2**16 - 1),
    "u32": (0, 2**32 - 1),
    "u64": (0, 2**64 - 1),
    "i8": (-(2**7), 2**7 - 1),
    "i16": (-(2**15), 2**15 - 1),
    "i32": (-(2**31), 2**31 - 1),
    "i64": (-(2**63), 2**63 - 1),
}
_DATES = (
    re.compile(r"(\w{3}), (?P<day>\d\d) (?P<month>\w{3}) (?P<year>\d{4}) (?P<time>\d\d:\d\d:\d\d) GMT", re.ASCII),
    re.compile(r"(\w{6,9}), (?P<day>\d\d)-(?P<month>\w{3})-(?P<year>\d\d) (?P<time>\d\d:\d\d:\d\d) GMT", re.ASCII),
    re.compile(r"(\w{3}) (?P<month>\w{3}) (?P<day>[ \d]\d) (?P<time>\d\d:\d\d:\d\d) (?P<year>\d{4})", re.ASCII),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Strings, and the brackets outside of them.
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]')


class _Detail(NamedTuple):
    name: str
    attribute: str
    type: Any
    # True if a header holds the value as text, not as JSON.
    textual: bool

    def is_optional(self) -> bool:
        return _is_optional(self.type)


class _Header(NamedTuple):
    name: str
    value: Tuple[Any, ...]


@dataclass(frozen=True)
class _Entry:
    code: str
    error: Type[BaseError]
    retryable: bool
    severity: str
    details: Type[Details] = Details
    fields: Tuple[_Detail, ...] = ()
    fixes: Tuple[str, ...] = ()
    category: Optional[str] = None
    # Seconds, or the name of the detail that holds them.
    retry_after: Union[float, str, None] = None
    user_message: Optional[Tuple[Any, ...]] = None
    docs_url: Optional[str] = None
    headers: Tuple[_Header, ...] = ()


class _Leaf(NamedTuple):
    path: str
    node: Any
    json: str
    text: Optional[str]


class _Cut(Exception):
    """The body ends here, or is malformed from here on."""


class _Wrong(Exception):
    """A value does not have its type."""


class _Scanner:
    """Walks a body along the envelope, and keeps what was complete before the first malformed place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 1 if text.startswith("\ufeff") else 0
        self.depth = 0
        self.leaves: List[_Leaf] = []
        self.details: List[Tuple[str, str, str]] = []
        try:
            self.space()
            if self.fits(_ENVELOPE):
                self.value(_ENVELOPE, "")
        except _Cut:
            pass

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def space(self) -> None:
        while self.peek() and self.peek() in " \t\n\r":
            self.at += 1

    def eat(self, char: str) -> bool:
        found = self.peek() == char
        self.at += found
        return found

    def fits(self, node: Any) -> bool:
        first = self.peek()
        if not first:
            raise _Cut
        opening = {"object": "{", "list": "[", "text": '"'}.get(node[0])
        return node[0] == "value" or first == opening

    def value(self, node: Any, path: str) -> None:
        self.space()
        if not self.fits(node):
            self.skip()
        elif node[0] == "object":
            self.object(node[1], node[2], path)
        elif node[0] == "list":
            self.list(node[1], path)
        else:
            json_text = self.skip()
            self.leaves.append(_Leaf(path, node, json_text, _text_of_json(json_text)))

    def object(self, members: Dict[str, Any], merges: bool, path: str) -> None:
        self.open()
        while not self.eat("}"):
            key = _text_of_json(self.string())
            self.space()
            if not self.eat(":"):
                raise _Cut
            self.space()
            if key is not None and key in members:
                place = f"{path}/{list(members).index(key)}"
                self.forget(place)
                self.value(members[key], place)
            else:
                json_text = self.skip()
                if key is not None and merges:
                    self.details.append((path, key, json_text))
            self.separator("}")
        self.depth -= 1

    def list(self, items: Tuple[Any, ...], path: str) -> None:
        self.open()
        count = 0
        while not self.eat("]"):
            if count < len(items):
                self.value(items[count], f"{path}/{count}")
            else:
                self.skip()
            count += 1
            self.separator("]")
        self.depth -= 1

    def forget(self, path: str) -> None:
        """Drops the values of an earlier member of the same name: the last one counts."""

        def is_kept(other: str) -> bool:
            return other != path and not other.startswith(path + "/")

        self.leaves = [leaf for leaf in self.leaves if is_kept(leaf.path)]
        self.details = [detail for detail in self.details if is_kept(detail[0])]

    def open(self) -> None:
        self.at += 1
        self.depth += 1
        self.space()

    def separator(self, end: str) -> None:
        self.space()
        if self.eat(","):
            self.space()
        elif self.peek() != end:
            raise _Cut

    def skip(self) -> str:
        """Skips any value, which must be complete."""
        if self.peek() == '"':
            return self.string()
        if self.peek() and self.peek() in "{[":
            return self.container()
        start = self.at
        while self.peek() and self.peek() not in ",}] \t\n\r":
            self.at += 1
        # A number or word at the end of the body may be truncated, unless it is the whole body.
        if self.at == start or (self.depth and not self.peek()):
            raise _Cut
        return self.text[start : self.at]

    def string(self) -> str:
        start = self.at
        if not self.eat('"'):
            raise _Cut
        while not self.eat('"'):
            if not self.peek():
                raise _Cut
            self.at += 2 if self.peek() == "\\" else 1
        return self.text[start : self.at]

    def container(self) -> str:
        start = self.at
        depth = 0
        while True:
            char = self.peek()
            if not char:
                raise _Cut
            if char == '"':
                self.string()
                continue
            self.at += 1
            depth += (char in "{[") - (char in "}]")
            if depth == 0:
                return self.text[start : self.at]


class _Reading:
    """The content of a response, with what the catalogue adds to it."""

    def __init__(self, status: int, headers: Optional[Headers], body: Union[str, bytes]) -> None:
        given: Any = headers or ()
        pairs: List[Tuple[str, str]] = list(given.items() if hasattr(given, "items") else given)
        self.status = status
        self.body = _cut_body(body)
        scanner = _Scanner(self.body)
        self.leaves = scanner.leaves
        self.details = scanner.details
        self.told_retry_after = _read_retry_after(_find(pairs, "retry-after"), _find(pairs, "date"))
        self.headers: List[Tuple[_Header, str]] = []
        self.receive(_HEADERS, pairs)
        self.received_code = next((code for code in self.texts("code") if code), None)
        self.entry = self.find_entry()
        if self.entry:
            self.receive(self.entry.headers, pairs)

    def receive(self, headers: Tuple[_Header, ...], pairs: List[Tuple[str, str]]) -> None:
        for header in headers:
            value = _find(pairs, header.name)
            line = None if value is None else value.strip(" \t")
            if line is not None and len(line) <= _MAX_BODY:
                self.headers.append((header, line))

    def find_entry(self) -> Optional[_Entry]:
        code = self.received_code
        if code is not None:
            return _ENTRIES.get(_ALIASES.get(code, code))
        if _CARRIES_CODE or not self.status:
            return None
        of_status = _CODES_OF_STATUSES.get(self.status)
        return None if of_status is None else _ENTRIES[of_status]

    def texts(self, value: str) -> Iterator[str]:
        """The texts of a value in the body, then in the headers."""
        for leaf in reversed(self.leaves):
            if leaf.text is None:
                continue
            if leaf.node == ("value", value):
                yield leaf.text
            elif leaf.node[0] == "text":
                captured = _capture(leaf.node[1], leaf.text, ("value", value))
                if captured:
                    yield captured
        for header, line in self.headers:
            captured = _capture(header.value, line, ("value", value))
            if captured:
                yield captured

    def text(self, value: str) -> Optional[str]:
        return next(self.texts(value), None)

    def json(self, value: str) -> Optional[str]:
        """A whole value of the body, as JSON."""
        return next((leaf.json for leaf in reversed(self.leaves) if leaf.node == ("value", value)), None)

    def raw_detail(self, name: str) -> Optional[Tuple[bool, str]]:
        """A detail, and whether it is plain text; otherwise it is JSON."""
        for _, other, json_text in reversed(self.details):
            if other == name:
                return False, json_text
        return self.header_detail(name)

    def header_detail(self, name: str) -> Optional[Tuple[bool, str]]:
        fields = self.entry.fields if self.entry else ()
        field = next((field for field in fields if field.name == name), None)
        part = ("detail", name)
        for header, line in self.headers:
            text = _capture(header.value, line, part) if field and part in header.value else None
            if field is None or text is None:
                continue
            # Beside other values, an absent detail leaves a gap in its header; alone, it has no header.
            alone = sum(isinstance(it, tuple) for it in header.value) == 1
            if text or not field.is_optional() or (field.textual and alone):
                return field.textual, text
        return None

    def detail(self, name: str) -> object:
        raw = self.raw_detail(name)
        return None if raw is None else _value_of(raw)

    def typed_details(self) -> Dict[str, Any]:
        """The details that are present and have their type, by attribute."""
        values: Dict[str, Any] = {}
        for field in self.entry.fields if self.entry else ():
            raw = self.raw_detail(field.name)
            if raw is not None:
                try:
                    values[field.attribute] = _typed(field.type, _value_of(raw))
                except (_Wrong, RecursionError):
                    pass
        return values

    def retryable(self) -> bool:
        if self.entry:
            return self.entry.retryable
        told = _parse(self.json("retryable"))
        return told if isinstance(told, bool) else self.status in RETRY_POLICY.statuses

    def retry_after(self) -> Optional[float]:
        default = RETRY_POLICY.default_retry_after if self.status == 429 else None
        for delay in (self.told_retry_after, _seconds(self.json("retry_after")), self.entry_retry_after(), default):
            if delay is not None:
                return delay
        return None

    def entry_retry_after(self) -> Optional[float]:
        source = self.entry.retry_after if self.entry else None
        if not isinstance(source, str):
            return source
        raw = self.raw_detail(source)
        return None if raw is None else _seconds(_plain(raw))

    def fixes(self) -> Tuple[str, ...]:
        """The fixes of the code's entry, else of the body, else of the status."""
        if self.entry and self.entry.fixes:
            return self.entry.fixes
        told = self.text("fix")
        return _FIXES_OF_STATUSES.get(self.status, ()) if told is None else (told,)

    def user_message(self) -> Optional[str]:
        template = self.entry.user_message if self.entry else None
        pieces = None if template is None else [self.piece(part) for part in template]
        if pieces is None or None in pieces:
            return self.text("user_message")
        return "".join(piece or "" for piece in pieces)

    def piece(self, part: Any) -> Optional[str]:
        if isinstance(part, str):
            return part
        kind, name = part
        if kind == "value":
            return self.text(name)
        raw = self.raw_detail(name)
        if raw is not None:
            return _plain(raw)
        fields = self.entry.fields if self.entry else ()
        return "" if any(field.name == name and field.is_optional() for field in fields) else None

    def severity(self) -> Optional[str]:
        told = self.text("severity")
        return told if told in ("info", "warning", "error", "critical") else None

    def docs_url(self) -> Optional[str]:
        if self.entry and self.entry.docs_url:
            return self.entry.docs_url
        problem = self.text("problem type")
        told = self.text("docs_url")
        return told if told is not None or problem == "about:blank" else problem

    def context(self) -> Dict[str, str]:
        found = {}
        for name in _CONTEXT:
            text = self.text(name)
            # In RFC 9457 it is a string or absent.
            json_text = None if _IS_PROBLEM and name == "instance" else self.json(name)
            if text is None and json_text is not None and json_text != "null":
                text = _plain((False, json_text))
            if text is not None:
                found[name] = text
        return found

    def message(self) -> str:
        code = self.entry.code if self.entry else self.received_code
        told = self.text("message")
        return told if told is not None else code or (f"status {self.status}" if self.status else "unknown error")

    def error_class(self) -> Type[BaseError]:
        if self.entry:
            return self.entry.error
        of_class = _ERRORS_OF_STATUSES.get(f"{self.status // 100}xx", BaseError)
        return _ERRORS_OF_STATUSES.get(str(self.status), of_class)


def _find(pairs: List[Tuple[str, str]], name: str) -> Optional[str]:
    return next((value for other, value in pairs if other.lower() == name.lower()), None)


def _cut_body(body: Union[str, bytes]) -> str:
    """The body as text: at most 64 KiB, not cut inside a character."""
    data = body.encode("utf-8", "replace") if isinstance(body, str) else body
    # Three more bytes than are kept, so that a character at the cut is complete.
    text = data[: _MAX_BODY + 3].decode("utf-8", "replace")
    return text.encode("utf-8")[:_MAX_BODY].decode("utf-8", "ignore")


def _parse(json_text: Optional[str]) -> Any:
    """The value of JSON; None if it is malformed or beyond the limits of all clients, and for null."""
    try:
        value = None
        if json_text is not None:
            value = json.loads(json_text, parse_constant=_refuse, parse_int=_whole, parse_float=_fraction)
            _check_bounds(json_text, value)
        return value
    except (ValueError, OverflowError, RecursionError):
        return None


def _refuse(_: object) -> NoReturn:
    raise ValueError


def _whole(text: str) -> Union[int, float]:
    number = int(text)
    # Raises for a number beyond the range of a float.
    nearest = float(number)
    return -nearest if text == "-0" else number


def _fraction(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(number)


def _check_bounds(json_text: str, value: object) -> None:
    depth = 0
    for token in _BRACKETS.findall(json_text):
        depth += (token in "[{") - (token in "]}")
        if depth > _MAX_DEPTH:
            raise RecursionError
    # An unpaired surrogate is not text; it can only come from an escape.
    if "\\u" in json_text:
        json.dumps(value, ensure_ascii=False).encode()


def _text_of_json(json_text: str) -> Optional[str]:
    if not json_text.startswith('"'):
        return None
    return _parse(json_text) if "\\" in json_text else json_text[1:-1]


def _value_of(raw: Tuple[bool, str]) -> Any:
    is_text, text = raw
    return text if is_text else _parse(text)


def _plain(raw: Tuple[bool, str]) -> Optional[str]:
    """The form of a value inside a text: strings without quotes, null empty, everything else as JSON."""
    is_text, text = raw
    value = text if is_text else _parse(text)
    if isinstance(value, str):
        return value
    if value is None:
        return "" if text.strip(" \t\n\r") == "null" else None
    return text


def _seconds(json_text: Optional[str]) -> Optional[float]:
    number = _parse(json_text)
    if isinstance(number, bool) or not isinstance(number, (int, float)) or number < 0:
        return None
    return float(min(number, _MAX_RETRY_AFTER))


def _read_retry_after(value: Optional[str], date: Optional[str]) -> Optional[float]:
    """Seconds, or a date relative to the response's `Date` if it has one."""
    value = (value or "").strip(" \t\n\r\f")
    if value.isascii() and value.isdigit():
        return min(float(value), _MAX_RETRY_AFTER)
    then = _read_date(value)
    sent = _read_date((date or "").strip(" \t\n\r\f"))
    if then is None:
        return None
    return min(max(0.0, then - (time.time() if sent is None else sent)), _MAX_RETRY_AFTER)


def _read_date(text: str) -> Optional[float]:
    """Any of the three forms of RFC 9110, section 5.6.7, as seconds since 1970."""
    match = next((match for match in (form.fullmatch(text) for form in _DATES) if match), None)
    if match is None or match["month"] not in _MONTHS:
        return None
    year = int(match["year"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    hour, minute, second = map(int, match["time"].split(":"))
    month = _MONTHS.index(match["month"]) + 1
    try:
        date = datetime(year, month, int(match["day"]), hour, minute, second, tzinfo=timezone.utc)
    except ValueError:
        return None
    day = _DAYS[date.weekday()]
    return date.timestamp() if year >= 1970 and match[1] in (day, day[:3]) else None


def _capture(parts: Tuple[Any, ...], filled: str, wanted: Tuple[str, str]) -> Optional[str]:
    """The part of a filled text at the place of `wanted` in its template.

    A placeholder reaches to the first occurrence of the text after it, the last one to the end.
    """
    rest = filled
    current = captured = None
    for position, part in enumerate(parts):
        if isinstance(part, tuple):
            # Two adjacent placeholders cannot be told apart.
            if current is not None:
                return None
            current = part
            continue
        if current is None:
            before, found, rest = "", rest.startswith(part), rest[len(part) :]
        elif position + 1 == len(parts):
            before, found, rest = rest[: len(rest) - len(part)], rest.endswith(part), ""
        else:
            before, separator, rest = rest.partition(part)
            found = bool(separator)
        if not found:
            return None
        if current == wanted:
            captured = before
        current = None
    return rest if current == wanted else captured


def _is_optional(kind: Any) -> bool:
    return isinstance(kind, tuple) and kind[0] == "optional"


def _typed(kind: Any, value: Any) -> Any:
    """The value, converted to its type."""
    if isinstance(kind, tuple):
        return _TYPED[kind[0]](kind[1], value)
    if kind == "json":
        return value
    if kind in _WHOLE_NUMBERS:
        low, high = _WHOLE_NUMBERS[kind]
        fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    elif kind == "f64":
        fits = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    else:
        fits = isinstance(value, bool if kind == "bool" else str)
    if not fits:
        raise _Wrong
    return float(value) if kind == "f64" else value


def _typed_list(item: Any, value: Any) -> List[Any]:
    if not isinstance(value, list):
        raise _Wrong
    return [_typed(item, it) for it in value]


def _typed_map(item: Any, value: Any) -> Dict[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong
    return {key: _typed(item, it) for key, it in value.items()}


def _typed_optional(inner: Any, value: Any) -> Any:
    return None if value is None else _typed(inner, value)


def _typed_enum(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        raise _Wrong
    return _TYPES[name][0](value)


def _typed_struct(name: str, value: Any) -> Any:
    if not isinstance(value, dict):
        raise _Wrong
    kind, fields = _TYPES[name]
    return kind(**{attribute: _typed_member(inner, value, key) for key, attribute, inner in fields})


def _typed_member(kind: Any, members: Dict[str, Any], key: str) -> Any:
    if key not in members and not _is_optional(kind):
        raise _Wrong
    return _typed(kind, members.get(key))


_TYPED: Dict[str, Callable[[Any, Any], Any]] = {
    "list": _typed_list,
    "map": _typed_map,
    "optional": _typed_optional,
    "enum": _typed_enum,
    "struct": _typed_struct,
}
