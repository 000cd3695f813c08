//! Contents of the page, section by section.

use std::collections::BTreeMap;
use std::time::Duration;

use errors_catalogue::answers::{Words, duration};
use errors_catalogue::body::{self, Sample};
use errors_catalogue::json::Json;
use errors_catalogue::model::{
    Api, Catalogue, CloseCode, Detail, Entry, EntryHistory, EntryNames, EntryProse, EntryRetry, EntryWire, Envelope,
    Exception, Fill, Header, Member, Mistake, Part, Place, Presence, RateLimit, Reconnect, Retry, RetryAfter, Sdk,
    Shape, Status, StatusSet, Template, Token, TypeDef,
};
use errors_catalogue::reason_phrase;
use errors_catalogue::shown::is_link;

use super::page::{
    Block, CodeCard, Inline, Page, Row, Section, Table, anchor, code, code_link, joined, lines, optional, page_anchor,
    text,
};
use super::prose;
use crate::export::TARGETS;

/// Text of a cell without a value, in a column that is kept.
const NONE: &str = "–";

/// Decides the contents of the page.
pub(super) fn describe(catalogue: &Catalogue) -> Page {
    let Catalogue {
        about,
        wire: _,
        retry: _,
        categories: _,
        types: _,
        entries: _,
        statuses: _,
        retired: codes_gone,
        api,
    } = catalogue;
    let Api { exceptions: _, rate_limits: limits, close_codes: closings, mistakes: _ } = api;
    let mut sections = vec![overview(catalogue), envelope(catalogue)];
    sections.extend(codes(catalogue));
    let others = [
        shapes(catalogue),
        statuses(catalogue),
        close_codes(closings),
        mistakes(catalogue),
        Some(retry(catalogue)),
        rate_limits(limits),
        exceptions(catalogue),
        deprecated(catalogue),
        retired(codes_gone),
    ];
    sections.extend(others.into_iter().flatten());
    Page {
        title: about.title.clone().unwrap_or_else(|| format!("{} errors", about.name)),
        sections,
        statuses: by_status(catalogue).into_keys().collect(),
        categories: used_categories(catalogue),
    }
}

fn section(title: &str, blocks: impl IntoIterator<Item = Block>) -> Section {
    Section {
        anchor: page_anchor(&title.to_lowercase().replace(' ', "-")),
        title: title.to_owned(),
        level: 2,
        blocks: blocks.into_iter().collect(),
        codes: Vec::new(),
    }
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(text(words))
}

fn overview(catalogue: &Catalogue) -> Section {
    let mut blocks = catalogue.about.description.as_deref().map(prose::read).unwrap_or_default();
    let mut facts = vec![("Catalogue", code(&catalogue.about.name))];
    facts.extend(catalogue.about.version.as_ref().map(|version| ("Version", text(version))));
    facts.push(("Codes", text(&catalogue.entries.len().to_string())));
    blocks.push(Block::Facts(facts));
    section("Overview", blocks)
}

// The envelope.

fn envelope(catalogue: &Catalogue) -> Section {
    let mut fields = Vec::new();
    envelope_fields(catalogue, &catalogue.wire.envelope, "", "", &mut fields);
    let mut blocks =
        vec![paragraph(&way_of_sending(catalogue)), json_block(&shape(catalogue, &catalogue.wire.envelope))];
    blocks.extend(Table::block(&["Field", "Type", "Presence", "Description"], fields));
    let headers = catalogue.wire.headers.iter().map(|header| header_row(catalogue, None, header)).collect();
    if let Some(table) = Table::block(&["Header", "Value", "Description"], headers) {
        blocks.push(paragraph("These headers come with every error:"));
        blocks.push(table);
    }
    if !catalogue.carries(Token::Code) {
        blocks.push(paragraph("Neither the body nor a header holds the code: the status tells which one it is."));
    }
    for entry in envelope_examples(catalogue) {
        let mut line = text("For example, ");
        line.extend(code_link(&entry.code));
        line.push(Inline::Text(":".to_owned()));
        blocks.push(Block::Paragraph(line));
        blocks.push(json_block(&body::example_body(catalogue, entry)));
    }
    section("Error format", blocks)
}

fn way_of_sending(catalogue: &Catalogue) -> String {
    if catalogue.is_message() {
        "Every error is a text message with this JSON:".to_owned()
    } else {
        format!("Every error is sent as `{}` with this body:", catalogue.wire.content_type)
    }
}

fn json_block(json: &Json) -> Block {
    Block::Code { language: "json".to_owned(), text: json.to_pretty() }
}

/// A code without details and the one with the most: what is there always, and what is not.
fn envelope_examples(catalogue: &Catalogue) -> Vec<&Entry> {
    let in_body = |entry: &Entry| entry.wire.details.iter().filter(|detail| detail.place == Place::Body).count();
    let plain = catalogue.entries.iter().find(|entry| in_body(entry) == 0);
    // The first of those with the most.
    let full = catalogue.entries.iter().rev().max_by_key(|entry| in_body(entry)).filter(|entry| in_body(entry) > 0);
    plain.into_iter().chain(full).collect()
}

/// The envelope with the names of its texts in angle brackets, and every member there.
fn shape(catalogue: &Catalogue, node: &Envelope) -> Json {
    match node {
        Envelope::Literal(json) => json.clone(),
        Envelope::Fill(fill) => shape_of_fill(catalogue, *fill),
        Envelope::Text(template) => Json::Text(
            template
                .parts
                .iter()
                .map(|part| match part {
                    Part::Text(text) => text.clone(),
                    Part::Fill(fill) => format!("<{}>", catalogue.fill_name(*fill)),
                    Part::Detail(_) => String::new(),
                })
                .collect(),
        ),
        Envelope::List(items) => Json::List(items.iter().map(|item| shape(catalogue, item)).collect()),
        Envelope::Object(members) => Json::Map(
            members
                .iter()
                .map(|member| match member {
                    Member::Key { key, value, .. } => (key.clone(), shape(catalogue, value)),
                    Member::MergeDetails => any_detail(),
                })
                .collect(),
        ),
    }
}

/// A value of the right JSON type: a text names the value, anything else is an example.
fn shape_of_fill(catalogue: &Catalogue, fill: Fill) -> Json {
    match fill {
        Fill::Token(Token::Details) => Json::Map(vec![any_detail()]),
        Fill::Token(Token::Status) => {
            let first = catalogue.entries.iter().find_map(|entry| entry.wire.status);
            first.map_or(Json::Null, |status| Json::Unsigned(status.into()))
        }
        Fill::Token(Token::Retryable) => Json::Bool(true),
        Fill::Token(Token::RetryAfter) => Json::Unsigned(60),
        _ => Json::Text(format!("<{}>", catalogue.fill_name(fill))),
    }
}

fn any_detail() -> (String, Json) {
    ("<detail>".to_owned(), Json::Text("<value>".to_owned()))
}

/// Condition of a member that is never left out.
const ALWAYS: &str = "always";

/// Returns true if errors of the entry have no such value; a member that is always there is `null` then.
fn lacks(entry: &Entry, fill: Fill) -> bool {
    match fill {
        Fill::Token(Token::Status) => entry.wire.status.is_none(),
        Fill::Token(Token::Category) => entry.wire.category.is_none(),
        Fill::Token(Token::RetryAfter) => match entry.retry.retry_after {
            RetryAfter::Unspecified => true,
            RetryAfter::Fixed(_) => false,
            RetryAfter::Detail(at) => entry.wire.details[at].ty.is_optional(),
        },
        Fill::Token(Token::Fix) => entry.prose.fixes.is_empty(),
        Fill::Token(Token::UserMessage) => entry.prose.user_message.is_none(),
        Fill::Token(Token::Title) => entry.wire.title.is_empty(),
        Fill::Token(Token::DocsUrl) => entry.prose.docs_url.is_none(),
        Fill::Token(Token::Code | Token::Message | Token::Details | Token::Severity | Token::Retryable)
        | Fill::ProblemType
        | Fill::Context(_) => false,
    }
}

/// One row for each value of the envelope; `presence` is that of the nearest key.
fn envelope_fields(catalogue: &Catalogue, node: &Envelope, path: &str, presence: &str, rows: &mut Vec<Row>) {
    let mut row = |path: &str, ty: &str, description: Vec<Inline>| {
        let path = if path.is_empty() { "(the body)" } else { path };
        rows.push(Row::new(vec![code(path), text(ty), text(presence), description]));
    };
    match node {
        Envelope::Literal(json) => {
            let mut always = text("always ");
            always.extend(code(json.to_string()));
            row(path, json_type(json), always);
        }
        Envelope::Fill(fill) => {
            let (ty, description) = describe_fill(catalogue, *fill);
            let is_null = presence == ALWAYS && catalogue.entries.iter().any(|entry| lacks(entry, *fill));
            row(path, &if is_null { format!("{ty} or null") } else { ty.to_owned() }, text(&description));
        }
        Envelope::Text(template) => {
            let written: Vec<Inline> = code(template.source.as_str());
            row(path, "string", written);
        }
        Envelope::List(items) => {
            for (number, item) in items.iter().enumerate() {
                envelope_fields(catalogue, item, &format!("{path}[{number}]"), presence, rows);
            }
        }
        Envelope::Object(members) => {
            for member in members {
                envelope_member(catalogue, member, path, presence, rows);
            }
        }
    }
}

fn envelope_member(catalogue: &Catalogue, member: &Member, path: &str, outer: &str, rows: &mut Vec<Row>) {
    let dot = if path.is_empty() { "" } else { "." };
    match member {
        Member::MergeDetails => rows.push(Row::new(vec![
            code(format!("{path}{dot}*")),
            text("any"),
            text("by code"),
            text("The details of the code, each under its name"),
        ])),
        Member::Key { key, presence, value } => {
            let presence = match presence {
                Presence::Always => outer.to_owned(),
                Presence::IfValue => "if there is a value".to_owned(),
                Presence::IfValueOrContext(at) if *value == Envelope::Literal(Json::Null) => {
                    format!("if the server added `{}`", catalogue.wire.context[*at])
                }
                Presence::IfValueOrContext(at) => {
                    format!("if there is a value, or the server added `{}`", catalogue.wire.context[*at])
                }
            };
            let presence = if presence.is_empty() { ALWAYS } else { &presence };
            envelope_fields(catalogue, value, &format!("{path}{dot}{key}"), presence, rows);
        }
    }
}

const fn json_type(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Unsigned(_) | Json::Signed(_) | Json::Float(_) => "number",
        Json::Text(_) => "string",
        Json::List(_) => "array",
        Json::Map(_) => "object",
    }
}

/// The type of a value of the envelope, and what it is.
fn describe_fill(catalogue: &Catalogue, fill: Fill) -> (&'static str, String) {
    let (ty, description) = match fill {
        Fill::Context(at) => return ("any", format!("Added by the server: {}", words(&catalogue.wire.context[at]))),
        Fill::ProblemType => ("string", "URL of the documentation of the code, or `about:blank`"),
        Fill::Token(token) => match token {
            Token::Code => ("string", "Machine-readable code: the one to use in a program"),
            Token::Status => ("number", "HTTP status"),
            Token::Message => ("string", "Explanation for people"),
            Token::Details => ("object", "The details of the code, each under its name"),
            Token::Category => ("string", "Category of the code"),
            Token::Severity => ("string", "`info`, `warning`, `error` or `critical`"),
            Token::Retryable => ("boolean", "Whether the same request may succeed later"),
            Token::RetryAfter => ("number", "Seconds to wait before a retry"),
            Token::Fix => ("string", "What to do about it"),
            Token::UserMessage => ("string", "Message for end users"),
            Token::Title => ("string", "Short name of the problem"),
            Token::DocsUrl => ("string", "URL of the documentation of the code"),
        },
    };
    (ty, description.to_owned())
}

fn words(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

// The codes.

/// The codes by category; without categories, in one section.
fn codes(catalogue: &Catalogue) -> Vec<Section> {
    let categories = used_categories(catalogue);
    if categories.is_empty() {
        return vec![code_section(catalogue, section("Codes", []), &catalogue.entries.iter().collect::<Vec<_>>())];
    }
    let mut groups: BTreeMap<Option<&str>, Vec<&Entry>> = BTreeMap::new();
    for entry in &catalogue.entries {
        groups.entry(entry.wire.category.as_deref()).or_default().push(entry);
    }
    let mut sections = vec![section("Codes", [])];
    for (key, title) in &categories {
        let heading = Section { anchor: page_anchor(&format!("category/{key}")), level: 3, ..section(title, []) };
        sections.extend(groups.get(&Some(key.as_str())).map(|entries| code_section(catalogue, heading, entries)));
    }
    let heading = Section { level: 3, ..section("Other codes", []) };
    sections.extend(groups.get(&None).map(|entries| code_section(catalogue, heading, entries)));
    sections
}

/// The categories that have codes; one that is not listed is its own title.
fn used_categories(catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut unlisted: BTreeMap<&str, bool> =
        catalogue.entries.iter().filter_map(|entry| Some((entry.wire.category.as_deref()?, true))).collect();
    let mut used: Vec<(String, String)> =
        catalogue.categories.iter().filter(|(key, _)| unlisted.remove(key.as_str()).is_some()).cloned().collect();
    used.extend(unlisted.keys().map(|key| ((*key).to_owned(), (*key).to_owned())));
    used
}

fn code_section(catalogue: &Catalogue, heading: Section, entries: &[&Entry]) -> Section {
    let rows = entries.iter().map(|entry| code_row(catalogue, entry)).collect();
    let table = Table::block(&["Code", "Status", "Description", "Fix"], rows);
    let codes = entries.iter().map(|entry| code_card(catalogue, entry, &heading.title)).collect();
    Section { blocks: table.into_iter().collect(), codes, ..heading }
}

fn code_row(catalogue: &Catalogue, entry: &Entry) -> Row {
    let mut name = code_link(&entry.code);
    if entry.history.deprecated.is_some() {
        name.push(Inline::Text(" (deprecated)".to_owned()));
    }
    let cells = vec![
        name,
        entry.wire.status.map(|status| text(&status.to_string())).unwrap_or_default(),
        code_words(catalogue, entry),
        lines(entry.prose.fixes.iter().map(|fix| text(fix))),
    ];
    Row { stands_for: Some(anchor(&entry.code)), ..Row::new(cells) }
}

/// Meaning of a code, in a line: the summary of its description, else its message. If the message is only a detail, the
/// texts of the status and of the detail come before the message.
fn code_words(catalogue: &Catalogue, entry: &Entry) -> Vec<Inline> {
    let status = status_of(catalogue, entry.wire.status);
    let of_status = only_detail(entry).into_iter().flat_map(|detail| {
        let description = status.and_then(|status| status.description.as_deref()).map(prose::summary);
        let meaning = status.and_then(|status| status.meaning.as_ref());
        [description.unwrap_or_default(), optional(meaning), optional(detail.description.as_ref())]
    });
    let own = entry.prose.description.as_deref().map(prose::summary);
    let known = own.into_iter().chain(of_status).find(|words| !words.is_empty());
    known.unwrap_or_else(|| message(catalogue, entry, &entry.wire.message))
}

/// The detail that is the whole message.
fn only_detail(entry: &Entry) -> Option<&Detail> {
    match entry.wire.message.parts.as_slice() {
        [Part::Detail(at)] => Some(&entry.wire.details[*at]),
        _ => None,
    }
}

fn status_of(catalogue: &Catalogue, number: Option<u16>) -> Option<&Status> {
    catalogue.statuses.iter().find(|status| number == Some(status.status))
}

/// A template with `{name}` where a detail is filled in, as a line.
fn message(catalogue: &Catalogue, entry: &Entry, template: &Template) -> Vec<Inline> {
    let parts = template.parts.iter().map(|part| match part {
        Part::Text(text) => Inline::Text(text.clone()),
        Part::Detail(at) => Inline::Code(format!("{{{}}}", entry.wire.details[*at].name)),
        Part::Fill(fill) => Inline::Code(format!("{{{}}}", catalogue.fill_name(*fill))),
    });
    parts.collect()
}

/// `category` is the title of the entry's category, if it has one.
fn code_card(catalogue: &Catalogue, entry: &Entry, category_title: &str) -> CodeCard {
    let Entry { code, names, wire, prose, retry, history } = entry;
    let EntryNames { variant: _, constructor: _, exception: _, aliases } = names;
    let EntryWire { status, title: _, message: template, category, severity: _, headers: _, details: _ } = wire;
    let EntryProse { description, fixes, causes, mistakes, user_message: _, docs_url: _ } = prose;
    let EntryRetry { retryable, retry_after: _ } = retry;
    let EntryHistory { since: _, deprecated } = history;
    let mut blocks: Vec<Block> = deprecated.iter().map(|instead| deprecation(instead)).collect();
    blocks.push(Block::Quote(vec![Block::Paragraph(message(catalogue, entry, template))]));
    blocks.extend(description.as_deref().map(prose::read).unwrap_or_default());
    labelled(&mut blocks, "Causes", causes.iter().map(|cause| text(cause)));
    labelled(&mut blocks, "Fix", fixes.iter().map(|fix| text(fix)));
    labelled(&mut blocks, "Common mistakes", mistakes.iter().map(mistake));
    blocks.push(Block::Facts(facts(catalogue, entry, category_title)));
    blocks.extend(detail_table(entry));
    blocks.extend(header_table(catalogue, entry));
    blocks.push(Block::Label("Example"));
    blocks.push(Block::Code { language: "http".to_owned(), text: example(catalogue, entry) });
    CodeCard {
        anchor: anchor(code),
        code: code.clone(),
        status: *status,
        title: card_title(catalogue, entry).to_owned(),
        category: category.clone(),
        deprecated: deprecated.is_some(),
        retryable: *retryable,
        older_anchors: aliases.iter().map(|alias| anchor(alias)).collect(),
        blocks,
    }
}

fn deprecation(instead: &str) -> Block {
    let label = Inline::Strong(vec![Inline::Text("Deprecated:".to_owned())]);
    Block::Paragraph(vec![label, Inline::Text(format!(" {instead}"))])
}

/// The code's own title, else the name that its status has everywhere on the page.
fn card_title<'a>(catalogue: &'a Catalogue, entry: &'a Entry) -> &'a str {
    match entry.wire.status {
        Some(status) if entry.wire.title == reason_phrase(status) => status_name(catalogue, status),
        _ => &entry.wire.title,
    }
}

fn status_name(catalogue: &Catalogue, status: u16) -> &str {
    let meaning = status_of(catalogue, Some(status)).and_then(|status| status.meaning.as_deref());
    meaning.unwrap_or_else(|| reason_phrase(status))
}

/// A list with a name, if there is anything in it.
fn labelled(blocks: &mut Vec<Block>, label: &'static str, items: impl Iterator<Item = Vec<Inline>>) {
    let items: Vec<Vec<Block>> = items.map(|item| vec![Block::Paragraph(item)]).collect();
    if !items.is_empty() {
        blocks.push(Block::Label(label));
        blocks.push(Block::List { start: None, items });
    }
}

fn mistake(mistake: &Mistake) -> Vec<Inline> {
    let mut line = text(&mistake.mistake);
    line.push(Inline::Text(" → ".to_owned()));
    line.extend(text(&mistake.fix));
    line
}

fn facts(catalogue: &Catalogue, entry: &Entry, title: &str) -> Vec<(&'static str, Vec<Inline>)> {
    let mut facts = vec![("Retry", retry_advice(entry))];
    facts.extend(entry.prose.user_message.as_ref().map(|shown| ("For end users", message(catalogue, entry, shown))));
    facts.push(("Severity", text(entry.wire.severity.word())));
    facts.extend(entry.wire.category.as_ref().map(|key| ("Category", category(key, title))));
    facts.extend(entry.names.exception.as_ref().map(|exception| ("SDK exception", exception_names(exception))));
    if !entry.names.aliases.is_empty() {
        let aliases = entry.names.aliases.iter().map(|alias| code(alias.as_str()));
        facts.push(("Older spellings", joined(aliases, &Inline::Text(", ".to_owned()))));
    }
    facts.extend(entry.history.since.as_ref().map(|since| ("Since", text(since))));
    facts.extend(entry.prose.docs_url.as_ref().map(|url| ("Documentation", link(url))));
    facts
}

/// The title of a category and what it is on the wire.
fn category(key: &str, title: &str) -> Vec<Inline> {
    if title == key {
        return code(key);
    }
    let mut line = text(title);
    line.extend([Inline::Text(" (".to_owned()), Inline::Code(key.to_owned()), Inline::Text(")".to_owned())]);
    line
}

fn link(url: &str) -> Vec<Inline> {
    let shown = vec![Inline::Text(url.to_owned())];
    if is_link(url) { vec![Inline::Link { to: url.to_owned(), text: shown }] } else { shown }
}

fn policy_link() -> Inline {
    Inline::Link { to: format!("#{}", page_anchor("retry-policy")), text: text("retry policy") }
}

fn retry_advice(entry: &Entry) -> Vec<Inline> {
    let inline = |words| match words {
        Words::Text(text) => Inline::Text(text),
        Words::Detail(name) => Inline::Code(name.to_owned()),
        Words::Policy => policy_link(),
    };
    entry.retry_advice().into_iter().map(inline).collect()
}

fn detail_table(entry: &Entry) -> Option<Block> {
    let rows = entry.wire.details.iter().enumerate().map(|(at, detail)| {
        Row::new(vec![
            code(detail.name.as_str()),
            code(detail.declared.as_str()),
            place(entry, at, detail),
            detail.example.as_ref().map(|example| code(example.to_string())).unwrap_or_default(),
            optional(detail.description.as_ref()),
        ])
    });
    Table::block(&["Detail", "Type", "Where", "Example", "Description"], rows.collect())
}

fn place(entry: &Entry, at: usize, detail: &Detail) -> Vec<Inline> {
    let mut names: Vec<&str> =
        entry.wire.headers.iter().filter(|header| header.value.uses(at)).map(|header| header.name.as_str()).collect();
    if entry.retry.retry_after == RetryAfter::Detail(at) {
        names.push("Retry-After");
    }
    let headers = names.into_iter().map(code);
    joined(
        (detail.place == Place::Body)
            .then(|| text("body"))
            .into_iter()
            .chain(headers)
            .chain((detail.place == Place::Message).then(|| text("message"))),
        &Inline::Text(", ".to_owned()),
    )
}

fn header_table(catalogue: &Catalogue, entry: &Entry) -> Option<Block> {
    let mut rows: Vec<Row> =
        entry.wire.headers.iter().map(|header| header_row(catalogue, Some(entry), header)).collect();
    let wait = match entry.retry.retry_after {
        RetryAfter::Unspecified => None,
        RetryAfter::Fixed(delay) => Some((body::whole_seconds(delay).to_string(), None)),
        RetryAfter::Detail(at) => {
            let detail = &entry.wire.details[at];
            Some((format!("{{{}}}", detail.name), detail.description.as_ref()))
        }
    };
    rows.extend(wait.map(|(value, description)| {
        let description = description.map_or_else(|| text("Seconds to wait before a retry"), |words| text(words));
        Row::new(vec![code("Retry-After"), code(value), description])
    }));
    Table::block(&["Header", "Value", "Description"], rows)
}

fn header_row(catalogue: &Catalogue, entry: Option<&Entry>, header: &Header) -> Row {
    let value = header.value.parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Detail(at) => format!("{{{}}}", entry.map_or("", |entry| entry.wire.details[*at].name.as_str())),
        Part::Fill(fill) => format!("{{{}}}", catalogue.fill_name(*fill)),
    });
    let description = match (header.value.parts.as_slice(), entry) {
        ([Part::Detail(at)], Some(entry)) => optional(entry.wire.details[*at].description.as_ref()),
        ([Part::Fill(fill)], _) => text(&describe_fill(catalogue, *fill).1),
        _ => Vec::new(),
    };
    Row::new(vec![code(header.name.as_str()), code(value.collect::<String>()), description])
}

/// A whole response, with the examples of the details.
fn example(catalogue: &Catalogue, entry: &Entry) -> String {
    let sample = Sample::new(catalogue, entry);
    let body = sample.body().to_pretty();
    let Some(status) = entry.wire.status else { return body };
    let mut lines = vec![format!("HTTP/1.1 {status} {}", reason_phrase(status))];
    lines.push(format!("Content-Type: {}", catalogue.wire.content_type));
    lines.extend(sample.headers().into_iter().map(|(name, value)| format!("{name}: {value}")));
    format!("{}\n\n{body}", lines.join("\n"))
}

// What is not about one code.

fn shapes(catalogue: &Catalogue) -> Option<Section> {
    let blocks: Vec<Block> = catalogue.types.iter().flat_map(shape_blocks).collect();
    (!blocks.is_empty()).then(|| section("Types", blocks))
}

fn shape_blocks(TypeDef { name, shape, .. }: &TypeDef) -> Vec<Block> {
    let mut line = vec![Inline::Strong(code(name.as_str()))];
    match shape {
        Shape::Enum(values) => {
            line.push(Inline::Text(": one of ".to_owned()));
            line.extend(joined(values.iter().map(|(value, _)| code(value.as_str())), &Inline::Text(", ".to_owned())));
            line.push(Inline::Text("; more may come".to_owned()));
            vec![Block::Paragraph(line)]
        }
        Shape::Struct(fields) => {
            line.push(Inline::Text(": an object".to_owned()));
            let rows = fields.iter().map(|field| Row::new(vec![code(&field.name), code(&field.declared)]));
            let table = Table::block(&["Field", "Type"], rows.collect());
            std::iter::once(Block::Paragraph(line)).chain(table).collect()
        }
    }
}

fn by_status(catalogue: &Catalogue) -> BTreeMap<u16, Vec<&Entry>> {
    let mut statuses: BTreeMap<u16, Vec<&Entry>> = BTreeMap::new();
    for entry in &catalogue.entries {
        if let Some(status) = entry.wire.status {
            statuses.entry(status).or_default().push(entry);
        }
    }
    statuses
}

/// Every status that is described or that a code has.
fn statuses(catalogue: &Catalogue) -> Option<Section> {
    let mut all: BTreeMap<u16, (Option<&Status>, Vec<&Entry>)> =
        by_status(catalogue).into_iter().map(|(status, entries)| (status, (None, entries))).collect();
    for status in &catalogue.statuses {
        all.entry(status.status).or_default().0 = Some(status);
    }
    let rows = all.iter().map(|(number, (status, entries))| status_row(catalogue, *number, *status, entries));
    let head = ["Status", "Meaning", "Description", "Causes", "Fix", "For end users", "Codes"];
    let table = Table::block(&head, rows.collect())?;
    let described = all.values().filter_map(|(status, _)| *status).flat_map(|status| status_blocks(catalogue, status));
    Some(section("HTTP statuses", std::iter::once(table).chain(described)))
}

/// Description of a status, if it does not fit into a cell.
fn status_blocks(catalogue: &Catalogue, status: &Status) -> Vec<Block> {
    let blocks = status.description.as_deref().map(prose::read).unwrap_or_default();
    if fits_cell(&blocks) {
        return Vec::new();
    }
    let name = format!("{} {}", status.status, status_name(catalogue, status.status));
    std::iter::once(Block::Paragraph(vec![Inline::Strong(text(&name))])).chain(blocks).collect()
}

const fn fits_cell(blocks: &[Block]) -> bool {
    matches!(blocks, [] | [Block::Paragraph(_)])
}

fn status_words(description: &str) -> Vec<Inline> {
    let summary = prose::summary(description);
    if fits_cell(&prose::read(description)) { summary } else { lines([summary, text("(more below the table)")]) }
}

fn status_row(catalogue: &Catalogue, number: u16, status: Option<&Status>, entries: &[&Entry]) -> Row {
    let description = status.and_then(|status| status.description.as_deref());
    let cells = vec![
        text(&number.to_string()),
        text(status_name(catalogue, number)),
        description.map(status_words).unwrap_or_default(),
        lines(status.iter().flat_map(|status| &status.causes).map(|cause| text(cause))),
        lines(status.iter().flat_map(|status| &status.fixes).map(|fix| text(fix))),
        optional(status.and_then(|status| status.user_message.as_ref())),
        status_codes(catalogue, status, entries),
    ];
    Row { anchor: Some(page_anchor(&format!("status/{number}"))), ..Row::new(cells) }
}

/// The codes of a status, as long as they are a list that somebody reads.
fn status_codes(catalogue: &Catalogue, status: Option<&Status>, entries: &[&Entry]) -> Vec<Inline> {
    const MOST: usize = 12;
    if entries.len() > MOST {
        return text(&format!("{} codes", entries.len()));
    }
    let fallback = status.and_then(|status| status.fallback).map(|at| catalogue.entries[at].code.as_str());
    lines(entries.iter().map(|entry| {
        let mut line = code_link(&entry.code);
        if entries.len() > 1 && fallback == Some(entry.code.as_str()) {
            line.push(Inline::Text(" (where no other fits)".to_owned()));
        }
        line
    }))
}

fn close_codes(codes: &[CloseCode]) -> Option<Section> {
    let rows = codes.iter().map(|CloseCode { code: number, meaning, action, reconnect, .. }| {
        let reconnect = match reconnect {
            Reconnect::Never => text("no"),
            Reconnect::Backoff => {
                vec![Inline::Text("after the delays of the ".to_owned()), policy_link()]
            }
            Reconnect::Immediately => text("immediately"),
        };
        let cells = vec![text(&number.to_string()), text(meaning), optional(action.as_ref()), reconnect];
        Row { anchor: Some(page_anchor(&format!("close/{number}"))), ..Row::new(cells) }
    });
    let table = Table::block(&["Code", "Meaning", "Action", "Reconnect"], rows.collect())?;
    Some(section("WebSocket close codes", [table]))
}

/// The mistakes of all codes, then those that belong to none.
fn mistakes(catalogue: &Catalogue) -> Option<Section> {
    let row = |of: Vec<Inline>, Mistake { mistake, fix }: &Mistake| Row::new(vec![text(mistake), of, text(fix)]);
    let of_codes = catalogue
        .entries
        .iter()
        .flat_map(|entry| entry.prose.mistakes.iter().map(move |mistake| row(code_link(&entry.code), mistake)));
    let rows: Vec<Row> =
        of_codes.chain(catalogue.api.mistakes.iter().map(|mistake| row(text(NONE), mistake))).collect();
    let table = Table::block(&["Mistake", "Code", "Solution"], rows)?;
    Some(section("Common mistakes", [table]))
}

fn retry(catalogue: &Catalogue) -> Section {
    let retry = &catalogue.retry;
    let Retry { statuses, max_retries, initial_delay, multiplier, max_delay, jitter, default_retry_after } = retry;
    let statuses = (!catalogue.is_message()).then(|| ("Statuses worth a retry", text(&ranges(statuses))));
    let mut facts: Vec<_> = statuses.into_iter().collect();
    facts.extend([
        ("Retries after the first attempt", text(&max_retries.to_string())),
        ("Delays", text(&delays(retry))),
        ("Jitter", text(&jitter_text(*jitter))),
        ("First delay", text(&duration(*initial_delay))),
        ("Multiplier", text(&multiplier.to_string())),
        ("Longest delay", text(&duration(*max_delay))),
    ]);
    facts.extend(default_retry_after.map(|delay| ("After a 429 without a time", text(&duration(delay)))));
    section("Retry policy", [paragraph(retry_words(catalogue)), Block::Facts(facts)])
}

/// Opening paragraph: the order in which clients apply the rules.
fn retry_words(catalogue: &Catalogue) -> &'static str {
    if catalogue.is_message() {
        "Each code says whether to retry. Wait for these delays in between."
    } else {
        "Each code says whether to retry; where the code is not known, the status decides. Wait as long as the `Retry-After` \
         header says, else as long as the code says, else for these delays."
    }
}

/// Statuses in a row as one: `500–504`.
fn ranges(statuses: &[u16]) -> String {
    let mut sorted = statuses.to_vec();
    sorted.sort_unstable();
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for status in sorted {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 >= status => *last = status,
            _ => ranges.push((status, status)),
        }
    }
    let shown = ranges.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        99 if first % 100 == 0 => format!("{}xx", first / 100),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    });
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
}

/// The delays before jitter, as far as a reader wants to see them.
fn delays(retry: &Retry) -> String {
    const MOST: u32 = 6;
    if retry.max_retries == 0 {
        return "none".to_owned();
    }
    let longest = retry.max_delay.as_secs_f64();
    let mut delay = retry.initial_delay.as_secs_f64().min(longest);
    let mut shown = Vec::new();
    for _ in 0..retry.max_retries.min(MOST) {
        shown.push(duration(Duration::from_millis(whole_millis(delay))));
        delay = (delay * retry.multiplier).min(longest);
    }
    if retry.max_retries > MOST {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast of a float stays in range")]
fn whole_millis(seconds: f64) -> u64 {
    (seconds * 1000.0).round() as u64
}

fn jitter_text(jitter: f64) -> String {
    match jitter {
        0.0 => "none".to_owned(),
        jitter => format!("each delay times a random factor from {} to 1", ((1.0 - jitter) * 1000.0).round() / 1000.0),
    }
}

fn rate_limits(limits: &[RateLimit]) -> Option<Section> {
    let rows = limits.iter().map(|RateLimit { name, limit, window, scope, applies_to }| {
        let window = duration(*window);
        let window = window.strip_prefix("1 ").unwrap_or(&window);
        let cells = vec![
            code(name.as_str()),
            text(&format!("{limit} / {window}")),
            optional(scope.as_ref()),
            optional(applies_to.as_ref()),
        ];
        Row::new(cells)
    });
    let table = Table::block(&["Category", "Limit", "Scope", "Applies to"], rows.collect())?;
    Some(section("Rate limits", [table]))
}

/// The languages that a catalogue names exceptions for, with their titles.
fn sdks() -> impl Iterator<Item = (Sdk, &'static str)> {
    TARGETS.iter().map(|target| target.language()).filter_map(|language| Some((language.sdk?, language.title)))
}

/// Exceptions by status, then those of codes that have their own.
fn exceptions(catalogue: &Catalogue) -> Option<Section> {
    let headings: Vec<&str> = std::iter::once("Status or code").chain(sdks().map(|(_, title)| title)).collect();
    let by_status = catalogue.api.exceptions.iter().map(|(statuses, exception)| {
        let statuses = match statuses {
            StatusSet::One(status) => status.to_string(),
            StatusSet::Class(class) => format!("{class}xx"),
        };
        exception_row(text(&statuses), exception)
    });
    let own = catalogue.entries.iter().filter_map(|entry| {
        let exception = entry.names.exception.as_ref().filter(|own| !is_inherited(catalogue, entry, own))?;
        Some(exception_row(code_link(&entry.code), exception))
    });
    let table = Table::block(&headings, by_status.chain(own).collect())?;
    Some(section("SDK exceptions", [table]))
}

fn is_inherited(catalogue: &Catalogue, entry: &Entry, own: &Exception) -> bool {
    let holds = |statuses: &StatusSet| entry.wire.status.is_some_and(|status| statuses.statuses().contains(&status));
    catalogue.api.exceptions.iter().any(|(statuses, exception)| holds(statuses) && exception == own)
}

fn exception_row(of: Vec<Inline>, exception: &Exception) -> Row {
    let names = sdks().map(|(sdk, _)| exception.name_in(sdk).map(code).unwrap_or_default());
    Row::new(std::iter::once(of).chain(names).collect())
}

fn exception_names(exception: &Exception) -> Vec<Inline> {
    if let Exception::Name(name) = exception {
        return code(name.as_str());
    }
    let names = sdks().filter_map(|(sdk, title)| {
        let mut line = code(exception.name_in(sdk)?);
        line.push(Inline::Text(format!(" ({title})")));
        Some(line)
    });
    joined(names, &Inline::Text(", ".to_owned()))
}

fn deprecated(catalogue: &Catalogue) -> Option<Section> {
    let rows = catalogue.entries.iter().filter_map(|entry| {
        let instead = entry.history.deprecated.as_ref()?;
        Some(Row::new(vec![code_link(&entry.code), text(instead)]))
    });
    let table = Table::block(&["Code", "Instead"], rows.collect())?;
    Some(section("Deprecated codes", [paragraph("These codes may still be sent."), table]))
}

/// The anchors of retired codes stay: links to them end where it says what became of them.
fn retired(codes: &[(String, String)]) -> Option<Section> {
    let rows = codes.iter().map(|(retired, reason)| Row {
        anchor: Some(anchor(retired)),
        ..Row::new(vec![code(retired.as_str()), text(reason)])
    });
    let table = Table::block(&["Code", "What became of it"], rows.collect())?;
    Some(section("Retired codes", [paragraph("These codes are no longer sent and never used again."), table]))
}
