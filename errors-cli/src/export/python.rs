//! The client as a Python module.

use std::fmt::Write as _;

use errors_catalogue::model::{Scalar, Sdk, StatusSet, Type};

use super::Target;
use super::client::{
    Class, Client, Detail, Entry, Field, Header, Language, Node, Part, Retry, RetryAfter, TypeDef, TypeShape,
};
use super::text::{heading, label, line, literal, of_class, reconnect, summary};

const HEAD: &str = include_str!("python/head.py");
const PUBLIC: &str = include_str!("python/public.py");
const SOCKET: &str = include_str!("python/socket.py");
const CLOSE: &str = include_str!("python/close.py");
const PRIVATE: &str = include_str!("python/private.py");

/// The name of the base exception in the parts that are the same for every catalogue.
const BASE: &str = "BaseError";

/// Reserved names: keywords, names of the module, and built-in names that it uses or that are above all exceptions.
const RESERVED: &str = "\
    False None True and as assert async await break class continue def del elif else except finally for from \
    global if import in is lambda match case type nonlocal not or pass raise return try while with yield \
    Any CLOSE_CODES Callable ClassVar CloseCode CloseCodeInfo Details Dict ErrorCode Final FrozenSet Headers \
    Iterable Iterator List Mapping NamedTuple NoReturn Optional Protocol RETRY_POLICY RetryPolicy Tuple Type \
    Union annotations close_code dataclass datetime decode_error decode_frame json math random re retry_delay \
    time timezone \
    BaseException BaseExceptionGroup ExceptionGroup GeneratorExit KeyboardInterrupt SystemExit \
    UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError bool bytes dict enumerate float frozenset \
    hasattr int isinstance len list map max min next object range reversed str sum super tuple";

/// Exceptions that can be constructed from one argument.
const PARENTS: &str = "\
    ArithmeticError AssertionError AttributeError BlockingIOError BrokenPipeError BufferError BytesWarning \
    ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError \
    DeprecationWarning EOFError EnvironmentError Exception FileExistsError FileNotFoundError FloatingPointError \
    FutureWarning IOError ImportError ImportWarning IndentationError IndexError InterruptedError \
    IsADirectoryError KeyError LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError \
    NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError \
    RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration \
    SyntaxError SyntaxWarning SystemError TabError TimeoutError TypeError UnboundLocalError UnicodeError \
    UnicodeWarning UserWarning ValueError Warning ZeroDivisionError";

const LANGUAGE: Language = Language {
    name: "python",
    title: "Python",
    about: "3.9 or newer, one module",
    file_ending: "py",
    sdk: Some(Sdk::Python),
    suffix: "Error",
    reserved: RESERVED,
    parents: PARENTS,
};

/// Reserved names of fields: keywords, and names that annotations use.
const NO_FIELDS: &str = "\
    and as assert async await bool break class continue def del elif else except finally float for from global \
    if import in int is lambda nonlocal not object or pass raise return str try while with yield";

/// Writes the module.
pub(super) struct Python;

impl Target for Python {
    fn language(&self) -> &'static Language {
        &LANGUAGE
    }

    fn write(&self, client: &Client) -> String {
        module(client)
    }
}

fn module(client: &Client) -> String {
    let fixed = |part: &str| part.replace(BASE, &client.base().name);
    let documented = fixed(PUBLIC).replace("<base>", &format!("An error of {}.", docstring(&label(client))));
    let mut sections = vec![head(client), codes(client), documented];
    if client.is_message {
        sections.push(fixed(SOCKET));
    }
    sections.extend(close_codes(client));
    sections.extend(client.types.iter().map(|it| type_def(client, it)));
    sections.extend(client.entries.iter().filter_map(|entry| details(client, entry)));
    sections.extend(client.derived().iter().map(|class| exception(client, class)));
    sections.extend([retry_policy(&client.retry), fixed(PRIVATE), tables(client)]);
    let sections: Vec<&str> = sections.iter().map(|section| section.trim_end()).collect();
    sections.join("\n\n\n") + "\n"
}

fn head(client: &Client) -> String {
    let exported: Vec<String> = exported(client).iter().map(|name| format!("    \"{name}\",\n")).collect();
    let doc = docstring(&heading(client).join("\n"));
    format!("\"\"\"{doc}\n\"\"\"\n\n{HEAD}\n__all__ = [\n{}]", exported.concat())
}

/// Returns the public names.
fn exported(client: &Client) -> Vec<&str> {
    let mut names =
        vec!["ErrorCode", "Headers", "Details", "RetryPolicy", "decode_error", "retry_delay", "RETRY_POLICY"];
    names.extend(client.is_message.then_some("decode_frame"));
    if !client.close_codes.is_empty() {
        names.extend(["CloseCode", "CloseCodeInfo", "CLOSE_CODES"]);
    }
    names.extend(client.classes.iter().map(|class| class.name.as_str()));
    names.extend(client.types.iter().map(|it| it.name.as_str()));
    names.extend(client.entries.iter().filter_map(|entry| entry.details_type.as_deref()));
    names
}

fn codes(client: &Client) -> String {
    let mut out = "class ErrorCode:\n    \"\"\"The codes that this client knows.\"\"\"\n".to_owned();
    for entry in &client.entries {
        let text = summary(entry)
            + &match entry.deprecated.as_deref().map(line).as_deref() {
                None => String::new(),
                Some("") => " (deprecated)".to_owned(),
                Some(instead) => format!(" (deprecated: {instead})"),
            };
        let _ = writeln!(out, "\n    {}: Final = {}\n{}", entry.constant, literal(&entry.code), attribute_doc(&text));
    }
    out
}

fn close_codes(client: &Client) -> Option<String> {
    if client.close_codes.is_empty() {
        return None;
    }
    let mut constants = "class CloseCode:\n    \"\"\"The close codes of the socket.\"\"\"\n".to_owned();
    let mut rows = "CLOSE_CODES: Final[Dict[int, CloseCodeInfo]] = {\n".to_owned();
    for it in &client.close_codes {
        let text = format!("{}; {}", line(&it.meaning), reconnect(it.reconnect));
        let _ = writeln!(constants, "\n    {}: Final = {}\n{}", it.constant, it.code, attribute_doc(&text));
        let action = optional(it.action.as_deref());
        let _ = writeln!(
            rows,
            "    {}: CloseCodeInfo({0}, {}, {action}, {}),",
            it.code,
            literal(&it.meaning),
            literal(it.reconnect.word()),
        );
    }
    Some(format!("{constants}\n\n{CLOSE}\n\n{rows}}}\n\"\"\"The catalogue's entry for each close code.\"\"\""))
}

fn type_def(client: &Client, it: &TypeDef) -> String {
    match &it.shape {
        TypeShape::Enum(values) => {
            let mut out = format!(
                "class {0}(str):\n    \"\"\"One of the values below, or another one from a newer server.\"\"\"\n\n",
                it.name
            );
            for value in values {
                let _ = writeln!(out, "    {}: ClassVar[{}]", value.constant, it.name);
            }
            out.push_str("\n\n");
            for value in values {
                let _ = writeln!(out, "{0}.{1} = {0}({2})", it.name, value.constant, literal(&value.value));
            }
            out
        }
        TypeShape::Struct(fields) => structure(client, &it.name, fields),
    }
}

fn structure(client: &Client, name: &str, fields: &[Field]) -> String {
    let mut out = format!("@dataclass(frozen=True)\nclass {name}:\n    \"\"\"A value in the details.\"\"\"\n\n");
    // Fields without a default come first.
    let (optional, required): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.ty.is_optional());
    for field in required {
        let _ = writeln!(out, "    {}: {}", attribute(&field.ident), annotation(client, &field.ty));
    }
    for field in optional {
        let _ = writeln!(out, "    {}: {} = None", attribute(&field.ident), annotation(client, &field.ty));
    }
    out
}

fn details(client: &Client, entry: &Entry) -> Option<String> {
    let name = entry.details_type.as_ref()?;
    let code = docstring(&line(&entry.code));
    let mut out =
        format!("@dataclass(frozen=True)\nclass {name}(Details):\n    \"\"\"The details of {code}.\"\"\"\n\n");
    for detail in &entry.details {
        let inner = annotation(client, detail.ty.required());
        let _ = writeln!(out, "    {}: Optional[{inner}] = None", attribute(&detail.ident));
        if let Some(description) = &detail.description {
            let _ = writeln!(out, "{}", attribute_doc(&line(description)));
        }
    }
    Some(out)
}

fn exception(client: &Client, class: &Class) -> String {
    let parent = class.parent.as_ref().map(|parent| format!(", {parent}")).unwrap_or_default();
    let doc = indented(&docstring(&of_class(client, class).join("\n")));
    let mut out = format!("class {}({}{parent}):\n    \"\"\"{doc}\n    \"\"\"\n", class.name, client.base().name);
    let types: Vec<&str> = client.details_of(class).collect();
    if let Some(common) = client.common_details(class) {
        let _ = write!(out, "\n    details: {common}\n    _details = {common}\n");
    } else if !types.is_empty() {
        let _ = write!(out, "\n    details: Union[{}, Details]\n", types.join(", "));
    }
    out
}

fn retry_policy(retry: &Retry) -> String {
    let Retry { statuses, max_retries, initial_delay, multiplier, max_delay, jitter, default_retry_after } = retry;
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    let default = default_retry_after.map_or("None".to_owned(), |delay| format!("{:?}", delay.as_secs_f64()));
    format!(
        "RETRY_POLICY: Final = RetryPolicy(\n    statuses=frozenset([{}]),\n    max_retries={max_retries},\n    \
         initial_delay={:?},\n    multiplier={multiplier:?},\n    max_delay={:?},\n    jitter={jitter:?},\n    \
         default_retry_after={default},\n)\n\"\"\"The retry policy of the catalogue.\"\"\"",
        statuses.join(", "),
        initial_delay.as_secs_f64(),
        max_delay.as_secs_f64(),
    )
}

/// Writes the catalogue as data.
fn tables(client: &Client) -> String {
    let entries = client.entries.iter().map(|entry| (literal(&entry.code), entry_row(client, entry)));
    let aliases = client
        .entries
        .iter()
        .flat_map(|entry| entry.aliases.iter().map(|alias| (literal(alias), literal(&entry.code))));
    let of_status =
        client.statuses.iter().filter_map(|it| Some((it.number.to_string(), literal(&client.entries[it.entry?].code))));
    let fixes = client.statuses.iter().filter(|it| !it.fixes.is_empty());
    let fixes = fixes.map(|it| (it.number.to_string(), tuple(it.fixes.iter().map(|fix| literal(fix)))));
    let errors = client
        .classes_by_status
        .iter()
        .map(|(set, class)| (literal(&status_set(*set)), client.classes[*class].name.clone()));
    [
        format!("_ENVELOPE: Any = {}", node(&client.envelope, 0)),
        format!("_CARRIES_CODE = {}", boolean(client.carries_code)),
        format!("_IS_PROBLEM = {}", boolean(client.is_problem)),
        format!("_HEADERS: Tuple[_Header, ...] = {}", headers(&client.headers)),
        format!("_CONTEXT: Tuple[str, ...] = {}", tuple(client.context.iter().map(|name| literal(name)))),
        dict("_ALIASES: Dict[str, str]", aliases),
        dict("_CODES_OF_STATUSES: Dict[int, str]", of_status),
        dict("_FIXES_OF_STATUSES: Dict[int, Tuple[str, ...]]", fixes),
        dict(&format!("_ERRORS_OF_STATUSES: Dict[str, Type[{}]]", client.base().name), errors),
        dict("_TYPES: Dict[str, Any]", client.types.iter().map(|it| (literal(&it.name), type_row(client, it)))),
        dict("_ENTRIES: Dict[str, _Entry]", entries),
    ]
    .join("\n")
}

fn entry_row(client: &Client, entry: &Entry) -> String {
    let class = &client.classes[entry.class];
    let details = entry.details_type.as_deref().or_else(|| client.common_details(class));
    let mut out = format!("_Entry(\n        code={},\n", literal(&entry.code));
    let mut set = |key: &str, value: String| {
        let _ = writeln!(out, "        {key}={value},");
    };
    set("error", class.name.clone());
    set("retryable", boolean(entry.retryable).to_owned());
    set("severity", literal(entry.severity.word()));
    if let Some(details) = details {
        set("details", details.to_owned());
    }
    if !entry.details.is_empty() {
        set("fields", tuple(entry.details.iter().map(|detail| detail_row(client, detail))));
    }
    if !entry.fixes.is_empty() {
        set("fixes", tuple(entry.fixes.iter().map(|fix| literal(fix))));
    }
    if let Some(category) = &entry.category {
        set("category", literal(category));
    }
    match &entry.retry_after {
        RetryAfter::Unspecified => {}
        RetryAfter::Detail(name) => set("retry_after", literal(name)),
        RetryAfter::Fixed(delay) => set("retry_after", format!("{:?}", delay.as_secs_f64())),
    }
    if let Some(message) = &entry.user_message {
        set("user_message", parts(message));
    }
    if let Some(url) = &entry.docs_url {
        set("docs_url", literal(url));
    }
    if !entry.headers.is_empty() {
        set("headers", headers(&entry.headers));
    }
    out + "    )"
}

fn detail_row(client: &Client, detail: &Detail) -> String {
    format!(
        "_Detail({}, {}, {}, {})",
        literal(&detail.name),
        literal(&attribute(&detail.ident)),
        descriptor(client, &detail.ty),
        boolean(detail.textual),
    )
}

fn type_row(client: &Client, it: &TypeDef) -> String {
    let fields = match &it.shape {
        TypeShape::Enum(_) => String::from("()"),
        TypeShape::Struct(fields) => tuple(fields.iter().map(|field| {
            tuple([literal(&field.name), literal(&attribute(&field.ident)), descriptor(client, &field.ty)].into_iter())
        })),
    };
    format!("({}, {fields})", it.name)
}

fn headers(headers: &[Header]) -> String {
    tuple(headers.iter().map(|it| format!("_Header({}, {})", literal(&it.name), parts(&it.value))))
}

fn parts(parts: &[Part]) -> String {
    tuple(parts.iter().map(|part| match part {
        Part::Text(text) => literal(text),
        Part::Detail(name) => format!("(\"detail\", {})", literal(name)),
        Part::Value(name) => format!("(\"value\", {})", literal(name)),
    }))
}

fn node(node: &Node, level: usize) -> String {
    match node {
        Node::Fixed => "(\"fixed\",)".to_owned(),
        Node::Value(name) => format!("(\"value\", {})", literal(name)),
        Node::Text(template) => format!("(\"text\", {})", parts(template)),
        Node::List(items) => format!("(\"list\", {})", tuple(items.iter().map(|item| self::node(item, level)))),
        Node::Object { members, merges } => {
            let inner = "    ".repeat(level + 1);
            let rows: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{inner}{}: {},\n", literal(key), self::node(value, level + 1)))
                .collect();
            let rows = rows.concat();
            let members =
                if rows.is_empty() { "{}".to_owned() } else { format!("{{\n{rows}{}}}", "    ".repeat(level)) };
            format!("(\"object\", {members}, {})", boolean(*merges))
        }
    }
}

fn annotation(client: &Client, ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String) => "str".to_owned(),
        Type::Scalar(Scalar::Bool) => "bool".to_owned(),
        Type::Scalar(Scalar::F64) => "float".to_owned(),
        Type::Scalar(Scalar::Json) => "object".to_owned(),
        Type::Scalar(_) => "int".to_owned(),
        Type::List(inner) => format!("List[{}]", annotation(client, inner)),
        Type::Map(inner) => format!("Dict[str, {}]", annotation(client, inner)),
        Type::Optional(inner) => format!("Optional[{}]", annotation(client, inner)),
        Type::Named(at) => client.types[*at].name.clone(),
    }
}

/// Writes a type for the reader of details.
fn descriptor(client: &Client, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => literal(scalar.word()),
        Type::List(inner) => format!("(\"list\", {})", descriptor(client, inner)),
        Type::Map(inner) => format!("(\"map\", {})", descriptor(client, inner)),
        Type::Optional(inner) => format!("(\"optional\", {})", descriptor(client, inner)),
        Type::Named(at) => {
            let it = &client.types[*at];
            let kind = if matches!(it.shape, TypeShape::Enum(_)) { "enum" } else { "struct" };
            format!("(\"{kind}\", {})", literal(&it.name))
        }
    }
}

fn status_set(set: StatusSet) -> String {
    match set {
        StatusSet::One(status) => status.to_string(),
        StatusSet::Class(class) => format!("{class}xx"),
    }
}

/// Escapes a keyword with a trailing `_`, which no name of a catalogue has.
fn attribute(ident: &str) -> String {
    if NO_FIELDS.split(' ').any(|word| word == ident) { format!("{ident}_") } else { ident.to_owned() }
}

fn optional(text: Option<&str>) -> String {
    text.map_or("None".to_owned(), literal)
}

const fn boolean(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

fn tuple(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [only] => format!("({only},)"),
        items => format!("({})", items.join(", ")),
    }
}

fn dict(declared: &str, rows: impl Iterator<Item = (String, String)>) -> String {
    let rows: Vec<String> = rows.map(|(key, value)| format!("    {key}: {value},\n")).collect();
    if rows.is_empty() { format!("{declared} = {{}}") } else { format!("{declared} = {{\n{}}}", rows.concat()) }
}

/// Writes the documentation of an attribute, for the line after it, where editors and Sphinx look for it.
fn attribute_doc(text: &str) -> String {
    format!("    \"\"\"{}\"\"\"", docstring(text))
}

/// Escapes a text inside `"""`; no line of it is a command to the CI runner.
fn docstring(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    let is_command = |line: &str| line.trim_start().starts_with("::");
    let lines =
        text.split('\n').map(|line| if is_command(line) { line.replacen(':', "\\x3a", 1) } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

/// Indents all lines but the first.
fn indented(text: &str) -> String {
    text.replace('\n', "\n    ").replace("    \n", "\n")
}
