//! The client as a TypeScript module.

use std::fmt::Write as _;

use errors_catalogue::model::{Scalar, Sdk, StatusSet, Type};

use super::Target;
use super::client::{
    Class, Client, Detail, Entry, Header, Language, Node, Part, Retry, RetryAfter, TypeDef, TypeShape,
};
use super::text::{heading, label, line, literal, of_class, reconnect, summary};

const PUBLIC: &str = include_str!("typescript/public.ts");
const SOCKET: &str = include_str!("typescript/socket.ts");
const CLOSE: &str = include_str!("typescript/close.ts");
const PRIVATE: &str = include_str!("typescript/private.ts");

/// The name of the base exception in the parts that are the same for every catalogue.
const BASE: &str = "BaseError";

/// Reserved names: keywords, names of the module, and names of the language that it uses.
const RESERVED: &str = "\
    any as async await bigint boolean break case catch class const continue debugger declare default delete do else \
    enum export extends false finally for function if implements import in instanceof interface let never new null \
    number object package private protected public return static string super switch symbol this throw true try type \
    typeof undefined unknown var void while with yield arguments eval \
    ALIASES CARRIES_CODE CODES_OF_STATUSES CONTEXT CUT CloseCode CloseCodeInfo Context DATES DetailInfo DetailType IS_PROBLEM \
    DetailsByCode ENTRIES ENVELOPE ERRORS_OF_STATUSES EntryInfo EnvelopeNode EnvelopeObject ErrorCode \
    FIXES_OF_STATUSES FoundDetail HEADERS HeaderInfo HeadersLike KnownError Leaf MAX_BODY MAX_RETRY_AFTER_SECONDS \
    MONTHS NAMED_TYPES NamedType NoDetails RawDetail Reading ResponseLike RetryPolicy Scanner Severity TextPart \
    WHOLE_NUMBERS WRONG allOf backoffMs capture closeCodes cutBody decodeError decodeFrame errorFromResponse find \
    fitsScalar isKnown isObject isOptional parse plain readDate readRetryAfter retryDelayMs retryPolicy secondsOf \
    textOfJson typed typedMembers typedOrWrong valueOf \
    AggregateError Array Boolean DOMException Date Error EvalError Infinity Iterable JSON Map Math NaN Number Object \
    Promise RangeError ReadonlyArray ReadonlyMap Record ReferenceError RegExp String Symbol SyntaxError TypeError \
    URIError globalThis";

const LANGUAGE: Language = Language {
    name: "typescript",
    title: "TypeScript",
    about: "for ES2020 or newer, in Node and browsers, one module",
    file_ending: "ts",
    sdk: Some(Sdk::Typescript),
    suffix: "Error",
    reserved: RESERVED,
    parents: "",
};

/// Writes the module.
pub(super) struct Typescript;

impl Target for Typescript {
    fn language(&self) -> &'static Language {
        &LANGUAGE
    }

    fn write(&self, client: &Client) -> String {
        module(client)
    }
}

fn module(client: &Client) -> String {
    let fixed = |part: &str| part.replace(BASE, &client.base().name);
    let documented = fixed(PUBLIC).replace("<base>", &format!("An error of {}.", comment(&label(client))));
    let mut sections = vec![head(client), codes(client), details_by_code(client), context(client), documented];
    if client.is_message {
        sections.push(fixed(SOCKET));
    }
    sections.extend(close_codes(client));
    sections.extend(client.types.iter().map(|it| type_def(client, it)));
    sections.extend(client.entries.iter().filter_map(|entry| details(client, entry)));
    sections.extend(client.derived().iter().map(|class| exception(client, class)));
    sections.extend([retry_policy(&client.retry), fixed(PRIVATE), tables(client)]);
    let sections: Vec<&str> = sections.iter().map(|section| section.trim_end()).collect();
    sections.join("\n\n") + "\n"
}

fn head(client: &Client) -> String {
    let mut lines = heading(client);
    lines.extend(["", "For ES2020 or newer. Integers beyond `Number.MAX_SAFE_INTEGER` are rounded, as by `JSON.parse`; `body` has all digits."].map(str::to_owned));
    doc(&lines, "")
}

fn codes(client: &Client) -> String {
    let mut out = "/** The codes that this client knows. */\nexport const ErrorCode = {\n".to_owned();
    for entry in &client.entries {
        let mut lines = vec![comment(&summary(entry))];
        lines.extend(entry.deprecated.as_ref().map(|instead| format!("@deprecated {}", comment(&line(instead)))));
        let _ = writeln!(out, "{}\n  {}: {},", doc_of(&lines, "  "), entry.name, literal(&entry.code));
    }
    out + "} as const;\nexport type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];"
}

fn details_by_code(client: &Client) -> String {
    let mut out = "/** The type of each code's details. */\nexport interface DetailsByCode {\n".to_owned();
    for entry in &client.entries {
        let details = entry.details_type.as_deref().unwrap_or("NoDetails");
        let _ = writeln!(out, "  readonly {}: {details};", literal(&entry.code));
    }
    out + "}"
}

fn context(client: &Client) -> String {
    let members: Vec<String> =
        client.context.iter().map(|name| format!("  readonly {}?: string;\n", key(name))).collect();
    format!("/** Values that a server may add to an error. */\nexport interface Context {{\n{}}}", members.concat())
}

fn close_codes(client: &Client) -> Option<String> {
    if client.close_codes.is_empty() {
        return None;
    }
    let mut constants = "/** The close codes of the socket. */\nexport const CloseCode = {\n".to_owned();
    let mut rows = Vec::new();
    for it in &client.close_codes {
        let said = format!("{}; {}", line(&it.meaning), reconnect(it.reconnect));
        let _ = writeln!(constants, "{}\n  {}: {},", doc(&[said], "  "), it.name, it.code);
        rows.push(format!(
            "[{0}, {{ code: {0}, meaning: {1}, action: {2}, reconnect: {3} }}]",
            it.code,
            literal(&it.meaning),
            it.action.as_deref().map_or("undefined".to_owned(), literal),
            literal(it.reconnect.word()),
        ));
    }
    constants.push_str("} as const;\nexport type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];");
    let table = map("export const closeCodes", "number, CloseCodeInfo", rows.into_iter());
    Some(format!("{constants}\n\n{CLOSE}\n/** The catalogue's entry for each close code. */\n{table}"))
}

fn type_def(client: &Client, it: &TypeDef) -> String {
    let name = &it.name;
    match &it.shape {
        TypeShape::Enum(values) => {
            let rows: Vec<String> =
                values.iter().map(|value| format!("  {}: {},\n", value.name, literal(&value.value))).collect();
            format!(
                "/** The known values; a newer server may send others. */\n\
                 export const {name} = {{\n{}}} as const;\n\
                 export type {name} = (typeof {name})[keyof typeof {name}] | (string & {{}});",
                rows.concat()
            )
        }
        TypeShape::Struct(fields) => {
            let rows: Vec<String> = fields.iter().map(|field| member(client, &field.name, &field.ty)).collect();
            format!("/** A value in the details. */\nexport interface {name} {{\n{}}}", rows.concat())
        }
    }
}

/// Writes a member of a struct, which is optional if its value may be absent.
fn member(client: &Client, name: &str, ty: &Type) -> String {
    let mark = if ty.is_optional() { "?" } else { "" };
    format!("  readonly {}{mark}: {};\n", key(name), annotation(client, ty.required()))
}

fn details(client: &Client, entry: &Entry) -> Option<String> {
    let name = entry.details_type.as_ref()?;
    let about =
        format!("The details of `{}`; each is undefined if it is missing or has the wrong type.", line(&entry.code));
    let mut out = format!("{}\nexport interface {name} {{\n", doc(&[about], ""));
    for detail in &entry.details {
        if let Some(description) = &detail.description {
            let _ = writeln!(out, "{}", doc(&[line(description)], "  "));
        }
        let _ = writeln!(out, "  readonly {}?: {};", key(&detail.name), annotation(client, detail.ty.required()));
    }
    Some(out + "}")
}

fn exception(client: &Client, class: &Class) -> String {
    let name = &class.name;
    let base = &client.base().name;
    let mut out = format!("{}\nexport class {name} extends {base} {{\n", doc(&of_class(client, class), ""));
    // The compiler distinguishes classes by their members.
    let _ = writeln!(out, "  declare name: \"{name}\";");
    let types: Vec<&str> = client.details_of(class).collect();
    if let Some(common) = client.common_details(class) {
        let _ = writeln!(out, "  declare readonly details: {common};");
    } else if !types.is_empty() {
        let _ = writeln!(out, "  declare readonly details: {} | NoDetails;", types.join(" | "));
    }
    out + &format!("}}\n{name}.prototype.name = \"{name}\";")
}

fn retry_policy(retry: &Retry) -> String {
    let Retry { statuses, max_retries, initial_delay, multiplier, max_delay, jitter, default_retry_after } = retry;
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    let default = default_retry_after.map_or("undefined".to_owned(), |delay| delay.as_millis().to_string());
    format!(
        "/** The retry policy of the catalogue. */\n\
         export const retryPolicy: RetryPolicy = {{\n  statuses: [{}],\n  maxRetries: {max_retries},\n  \
         initialDelayMs: {},\n  multiplier: {multiplier:?},\n  maxDelayMs: {},\n  jitter: {jitter:?},\n  \
         defaultRetryAfterMs: {default},\n}};",
        statuses.join(", "),
        initial_delay.as_millis(),
        max_delay.as_millis(),
    )
}

/// Writes the catalogue as data.
fn tables(client: &Client) -> String {
    let aliases = client
        .entries
        .iter()
        .flat_map(|entry| entry.aliases.iter().map(|alias| format!("[{}, {}]", literal(alias), literal(&entry.code))));
    let of_status = client
        .statuses
        .iter()
        .filter_map(|it| Some(format!("[{}, {}]", it.number, literal(&client.entries[it.entry?].code))));
    let fixes = client.statuses.iter().filter(|it| !it.fixes.is_empty());
    let fixes = fixes.map(|it| format!("[{}, {}]", it.number, texts(&it.fixes)));
    let errors = client
        .classes_by_status
        .iter()
        .map(|(set, class)| format!("[{}, {}]", literal(&status_set(*set)), client.classes[*class].name));
    let types = client.types.iter().map(|it| format!("[{}, {}]", literal(&it.name), type_row(client, it)));
    [
        format!("const ENVELOPE: EnvelopeNode = {};", node(&client.envelope, 0)),
        format!("const CARRIES_CODE: boolean = {};", client.carries_code),
        format!("const IS_PROBLEM: boolean = {};", client.is_problem),
        format!("const HEADERS: readonly HeaderInfo[] = {};", headers(&client.headers)),
        format!("const CONTEXT: readonly (keyof Context)[] = {};", texts(&client.context)),
        map("const ALIASES", "string, string", aliases),
        map("const CODES_OF_STATUSES", "number, string", of_status),
        map("const FIXES_OF_STATUSES", "number, readonly string[]", fixes),
        map("const ERRORS_OF_STATUSES", &format!("string, typeof {}", client.base().name), errors),
        map("const NAMED_TYPES", "string, NamedType", types),
        map("const ENTRIES", "string, EntryInfo", client.entries.iter().map(|entry| entry_row(client, entry))),
    ]
    .join("\n")
}

fn entry_row(client: &Client, entry: &Entry) -> String {
    let code = literal(&entry.code);
    let mut out = format!("[{code}, {{\n");
    let mut set = |key: &str, value: &str| {
        let _ = writeln!(out, "    {key}: {value},");
    };
    set("code", &code);
    set("error", &client.classes[entry.class].name);
    set("retryable", &entry.retryable.to_string());
    set("severity", &literal(entry.severity.word()));
    if !entry.details.is_empty() {
        set("details", &list(entry.details.iter().map(|detail| detail_row(client, detail))));
    }
    if !entry.fixes.is_empty() {
        set("fixes", &texts(&entry.fixes));
    }
    if let Some(category) = &entry.category {
        set("category", &literal(category));
    }
    match &entry.retry_after {
        RetryAfter::Unspecified => {}
        RetryAfter::Detail(name) => set("retryAfter", &literal(name)),
        RetryAfter::Fixed(delay) => set("retryAfter", &delay.as_secs_f64().to_string()),
    }
    if let Some(message) = &entry.user_message {
        set("userMessage", &parts(message));
    }
    if let Some(url) = &entry.docs_url {
        set("docsUrl", &literal(url));
    }
    if !entry.headers.is_empty() {
        set("headers", &headers(&entry.headers));
    }
    out + "  }]"
}

fn detail_row(client: &Client, detail: &Detail) -> String {
    let ty = descriptor(client, &detail.ty);
    format!("{{ name: {}, type: {ty}, textual: {} }}", literal(&detail.name), detail.textual)
}

fn type_row(client: &Client, it: &TypeDef) -> String {
    match &it.shape {
        TypeShape::Enum(_) => "undefined".to_owned(),
        TypeShape::Struct(fields) => {
            list(fields.iter().map(|field| format!("[{}, {}]", literal(&field.name), descriptor(client, &field.ty))))
        }
    }
}

fn headers(headers: &[Header]) -> String {
    list(headers.iter().map(|it| format!("{{ name: {}, value: {} }}", literal(&it.name), parts(&it.value))))
}

fn parts(parts: &[Part]) -> String {
    list(parts.iter().map(|part| match part {
        Part::Text(text) => literal(text),
        Part::Detail(name) => format!("{{ detail: {} }}", literal(name)),
        Part::Value(name) => format!("{{ value: {} }}", literal(name)),
    }))
}

fn node(node: &Node, level: usize) -> String {
    match node {
        Node::Fixed => "{ is: \"fixed\" }".to_owned(),
        Node::Value(name) => format!("{{ is: \"value\", value: {} }}", literal(name)),
        Node::Text(template) => format!("{{ is: \"text\", parts: {} }}", parts(template)),
        Node::List(items) => {
            format!("{{ is: \"list\", items: {} }}", list(items.iter().map(|item| self::node(item, level))))
        }
        Node::Object { members, merges } => {
            let indent = "  ".repeat(level + 1);
            let rows: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("\n{indent}[{}, {}],", literal(key), self::node(value, level + 1)))
                .collect();
            let end = if rows.is_empty() { String::new() } else { format!("\n{}", "  ".repeat(level)) };
            format!("{{ is: \"object\", merges: {merges}, members: [{}{end}] }}", rows.concat())
        }
    }
}

fn annotation(client: &Client, ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String) => "string".to_owned(),
        Type::Scalar(Scalar::Bool) => "boolean".to_owned(),
        Type::Scalar(Scalar::Json) => "unknown".to_owned(),
        Type::Scalar(_) => "number".to_owned(),
        Type::List(inner) if inner.is_optional() => format!("readonly ({})[]", annotation(client, inner)),
        Type::List(inner) if matches!(**inner, Type::List(_)) => format!("readonly ({})[]", annotation(client, inner)),
        Type::List(inner) => format!("readonly {}[]", annotation(client, inner)),
        Type::Map(inner) => format!("{{ readonly [key: string]: {} }}", annotation(client, inner)),
        Type::Optional(inner) => format!("{} | undefined", annotation(client, inner)),
        Type::Named(at) => client.types[*at].name.clone(),
    }
}

/// Writes a type for the reader of details.
fn descriptor(client: &Client, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => literal(scalar.word()),
        Type::List(inner) => format!("{{ list: {} }}", descriptor(client, inner)),
        Type::Map(inner) => format!("{{ map: {} }}", descriptor(client, inner)),
        Type::Optional(inner) => format!("{{ optional: {} }}", descriptor(client, inner)),
        Type::Named(at) => format!("{{ named: {} }}", literal(&client.types[*at].name)),
    }
}

fn status_set(set: StatusSet) -> String {
    match set {
        StatusSet::One(status) => status.to_string(),
        StatusSet::Class(class) => format!("{class}xx"),
    }
}

/// Writes the key of a member; a name that is not a plain identifier is quoted.
fn key(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_plain { name.to_owned() } else { literal(name) }
}

fn texts(texts: &[String]) -> String {
    list(texts.iter().map(|text| literal(text)))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn map(declared: &str, types: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<String> = rows.map(|row| format!("\n  {row},")).collect();
    let end = if rows.is_empty() { "" } else { "\n" };
    format!("{declared}: ReadonlyMap<{types}> = new Map<{types}>([{}{end}]);", rows.concat())
}

fn doc(lines: &[String], indent: &str) -> String {
    doc_of(&lines.iter().map(|line| comment(line)).collect::<Vec<_>>(), indent)
}

/// Writes a comment of lines that are already [comments](comment).
fn doc_of(lines: &[String], indent: &str) -> String {
    match lines {
        [only] => format!("{indent}/** {only} */"),
        lines => {
            let rows: Vec<String> =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{}{indent} */", rows.concat())
        }
    }
}

/// Escapes a text for a comment: it does not end the comment, and starts no tag, neither on a line nor in braces.
fn comment(text: &str) -> String {
    let text = text.replace("*/", "*\\/");
    let mut before = ' ';
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '@' if before.is_whitespace() || before == '{' => out.push_str("&#64;"),
            c => out.push(c),
        }
        before = c;
    }
    out
}
