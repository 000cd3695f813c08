//! The catalogue as data, for the code that reads errors.

use std::time::Duration;

use errors_catalogue::model::StatusSet;

use super::super::client::{Class, Client, Detail, Entry, Header, Node, Part, Retry, RetryAfter, Status};
use super::super::text::literal;
use super::code_names;
use super::names::escaped;
use super::text::{doc, indent, word};

/// Writes the class with the data.
pub(super) fn write(client: &Client) -> String {
    let members =
        [retry(&client.retry), envelope(client), statuses(client), entries(client), raise(client), PARTS.to_owned()];
    let head = doc(4, "The data of the catalogue.", &[]);
    format!("{head}    internal static class Table\n    {{\n{}    }}\n", indent(8, &members.join("\n")))
}

/// Writes the pieces of a text.
const PARTS: &str = r"private static Wire.Part Text(string text)
{
    return new Wire.Part(Wire.PartKind.Text, text);
}

private static Wire.Part Detail(string name)
{
    return new Wire.Part(Wire.PartKind.Detail, name);
}

private static Wire.Part Value(string name)
{
    return new Wire.Part(Wire.PartKind.Value, name);
}
";

fn retry(retry: &Retry) -> String {
    let Retry { statuses, max_retries, initial_delay, multiplier, max_delay, jitter, default_retry_after } = retry;
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    let default = default_retry_after.map_or_else(|| "null".to_owned(), time_span);
    format!(
        "internal const int MaxRetries = {};\ninternal const double Multiplier = {multiplier:?};\n\
         internal const double Jitter = {jitter:?};\n\
         internal static readonly TimeSpan InitialDelay = {};\ninternal static readonly TimeSpan MaxDelay = {};\n\
         internal static readonly TimeSpan? DefaultRetryAfter = {default};\n\
         internal static readonly int[] RetryStatuses = {};\n",
        i32::try_from(*max_retries).unwrap_or(i32::MAX),
        time_span(*initial_delay),
        time_span(*max_delay),
        array("", &statuses)
    )
}

/// Writes a duration, capped at the longest one in C#.
fn time_span(duration: Duration) -> String {
    let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    // A tick is a tenth of a microsecond.
    format!("TimeSpan.FromTicks({}L)", millis.saturating_mul(10_000))
}

/// Writes an initializer, of an array if a type is given.
fn array(ty: &str, items: &[String]) -> String {
    let new = if ty.is_empty() { String::new() } else { format!("new {ty}[] ") };
    if items.is_empty() { format!("{new}{{ }}") } else { format!("{new}{{ {} }}", items.join(", ")) }
}

fn envelope(client: &Client) -> String {
    let context: Vec<String> = client.context.iter().map(|name| literal(name)).collect();
    let headers: Vec<String> = client.headers.iter().map(header).collect();
    format!(
        "internal static readonly bool CarriesCode = {};\ninternal static readonly bool IsProblem = {};\ninternal static readonly string[] Context = {};\n\
         internal static readonly Wire.Header[] Headers = {};\ninternal static readonly Wire.Shape Body = {};\n",
        client.carries_code,
        client.is_problem,
        array("", &context),
        array("", &headers),
        shape(&client.envelope)
    )
}

fn shape(node: &Node) -> String {
    match node {
        Node::Fixed => "new Wire.Shape()".to_owned(),
        Node::Value(name) => format!("new Wire.Shape {{ Value = {} }}", literal(name)),
        Node::Text(parts) => format!("new Wire.Shape {{ Text = {} }}", template(parts)),
        Node::List(items) => {
            let items: Vec<String> = items.iter().map(shape).collect();
            format!("new Wire.Shape {{ Items = {} }}", array("Wire.Shape", &items))
        }
        Node::Object { members, merges } => object(members, *merges),
    }
}

fn object(members: &[(String, Node)], merges: bool) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, node)| format!("{{ {}, {} }},\n", literal(name), shape(node))).collect();
    let members = members.concat();
    let merges = if merges { "MergesDetails = true,\n" } else { "" };
    let members = if members.is_empty() { members } else { format!("Members =\n{{\n{}}},\n", indent(4, &members)) };
    format!("new Wire.Shape\n{{\n{}}}", indent(4, &format!("IsMap = true,\n{merges}{members}")))
}

fn template(parts: &[Part]) -> String {
    format!("new Wire.Template({})", pieces(parts))
}

fn pieces(parts: &[Part]) -> String {
    let parts: Vec<String> = parts.iter().map(part).collect();
    parts.join(", ")
}

fn part(part: &Part) -> String {
    match part {
        Part::Text(text) => format!("Text({})", literal(text)),
        Part::Detail(name) => format!("Detail({})", literal(name)),
        Part::Value(name) => format!("Value({})", literal(name)),
    }
}

fn header(Header { name, value }: &Header) -> String {
    format!("new Wire.Header({}, {})", literal(name), pieces(value))
}

fn statuses(client: &Client) -> String {
    let statuses: String = client.statuses.iter().map(|it| status(client, it)).collect();
    format!(
        "internal static readonly Dictionary<int, Wire.StatusInfo> Statuses = new Dictionary<int, Wire.StatusInfo>\n\
         {{\n{}}};\n",
        indent(4, &statuses)
    )
}

fn status(client: &Client, Status { number, fixes, entry }: &Status) -> String {
    let code = entry.map(|at| format!("Code = {}", literal(&client.entries[at].code)));
    let fixes = list("Fixes", "string", fixes.iter().map(|fix| literal(fix)));
    let fixes = fixes.map(|(member, fixes)| format!("{member} = {fixes}"));
    let said: Vec<String> = code.into_iter().chain(fixes).collect();
    format!("{{ {number}, new Wire.StatusInfo {{ {} }} }},\n", said.join(", "))
}

fn entries(client: &Client) -> String {
    let (mut entries, mut aliases) = (String::new(), Vec::new());
    for (entry, code) in client.entries.iter().zip(code_names(client)) {
        let code = format!("ErrorCode.{code}");
        let all =
            entry.aliases.iter().map(|alias| format!("new KeyValuePair<string, string>({}, {code})", literal(alias)));
        aliases.extend(all);
        entries.push_str(&self::entry(client, entry, &code));
    }
    format!(
        "internal static readonly KeyValuePair<string, string>[] Aliases = {};\n\n\
         internal static readonly ErrorInfo[] Entries =\n{{\n{}}};\n",
        array("", &aliases),
        indent(4, &entries)
    )
}

fn entry(client: &Client, entry: &Entry, code: &str) -> String {
    let class = escaped(&client.classes[entry.class].name);
    let mut said = vec![("Code", code.to_owned())];
    said.extend(entry.status.map(|status| ("Status", status.to_string())));
    said.push(("Retryable", entry.retryable.to_string()));
    said.extend(retry_after(&entry.retry_after));
    said.extend(list("Fixes", "string", entry.fixes.iter().map(|fix| literal(fix))));
    said.extend(entry.category.iter().map(|category| ("Category", literal(category))));
    said.push(("Severity", format!("Severity.{}", word(entry.severity.word()))));
    said.extend(entry.docs_url.iter().map(|url| ("DocsUrl", literal(url))));
    said.extend(entry.user_message.iter().map(|text| ("UserText", template(text))));
    said.extend(list("Headers", "Wire.Header", entry.headers.iter().map(header)));
    said.extend(list("Declared", "Wire.Detail", entry.details.iter().map(detail)));
    said.extend(entry.details_type.iter().map(|ty| ("ReadDetails", format!("fields => new {}(fields)", escaped(ty)))));
    said.push(("Raise", format!("response => new {class}(response)")));
    let lines: Vec<String> = said.iter().map(|(name, value)| format!("{name} = {value},\n")).collect();
    format!("new ErrorInfo\n{{\n{}}},\n", indent(4, &lines.concat()))
}

fn retry_after(retry_after: &RetryAfter) -> Option<(&'static str, String)> {
    match retry_after {
        RetryAfter::Unspecified => None,
        RetryAfter::Detail(name) => Some(("RetryDetail", literal(name))),
        RetryAfter::Fixed(delay) => Some(("RetryAfter", time_span(*delay))),
    }
}

fn list(member: &'static str, ty: &str, items: impl Iterator<Item = String>) -> Option<(&'static str, String)> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| (member, array(ty, &items)))
}

fn detail(Detail { name, ident: _, ty, description: _, textual }: &Detail) -> String {
    format!("new Wire.Detail({}, {}, {textual})", literal(name), ty.is_optional())
}

/// Writes the choice of an exception for an error with an unknown code.
fn raise(client: &Client) -> String {
    let base = &client.base().name;
    let by_status: String =
        client.classes_by_status.iter().map(|(set, at)| raise_of(*set, &client.classes[*at])).collect();
    format!(
        "internal static {base} Raise(Wire.Response response)\n{{\n{}}}\n",
        indent(4, &format!("{by_status}return new {base}(response);\n"))
    )
}

fn raise_of(set: StatusSet, class: &Class) -> String {
    let condition = match set {
        StatusSet::One(status) => format!("response.Status == {status}"),
        StatusSet::Class(class) => format!("response.Status / 100 == {class}"),
    };
    format!("if ({condition})\n{{\n    return new {}(response);\n}}\n", escaped(&class.name))
}
