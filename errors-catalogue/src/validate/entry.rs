//! Checks of entries.

use std::collections::{HashMap, HashSet};

use super::codes::Spellings;
use super::envelope::Checked;
use super::headers::header_fill;
use super::repeated::Repeated;
use super::status::exception_of;
use super::{Category, Check, Names, Types, limits, text, texts};
use crate::answers::casing;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::document::{self, Document, Text};
use crate::json::Json;
use crate::model::{
    Detail, Entry, EntryHistory, EntryNames, EntryProse, EntryRetry, EntryWire, Exception, Fill, Header, Part, Place,
    Retry, RetryAfter, Scalar, Severity, StatusSet, Template, Token, Transport, Type,
};
use crate::node::Kind;
use crate::phrases::reason_phrase;
use crate::read::{did_you_mean, did_you_mean_between};
use crate::source::Span;
use crate::suggest;
use crate::template;

/// Parts of the rest of the catalogue that entries need.
pub(super) struct Common<'a> {
    pub(super) categories: &'a Option<Vec<Category>>,
    pub(super) category_keys: HashSet<&'a str>,
    pub(super) types: &'a Types,
    pub(super) envelope: &'a Checked,
    pub(super) retry: &'a Retry,
    pub(super) statuses: HashMap<u16, &'a document::Status>,
    pub(super) exceptions: &'a [(StatusSet, Exception)],
    pub(super) headers: HashMap<String, Span>,
    pub(super) sent: &'a [Header],
    pub(super) docs_url: Option<&'a Template>,
    pub(super) transport: Transport,
}

/// Methods of the generated `Error`, which a constructor of the same name would hide.
const RESERVED_CONSTRUCTORS: &[&str] = &[
    "category",
    "clone",
    "clone_from",
    "code",
    "detail",
    "docs_url",
    "entry",
    "envelope",
    "eq",
    "error_code",
    "fix",
    "fixes",
    "fmt",
    "headers",
    "message",
    "ne",
    "retry_after",
    "retryable",
    "severity",
    "source",
    "status",
    "to_json",
    "to_string",
    "try_from",
    "user_message",
];

const RENAME_HELP: &str = "set `name: …` on one of them: the codes on the wire do not change";

impl Check<'_> {
    /// The entries of all files, in order; one without a usable code or name is left out.
    pub(super) fn entries(&mut self, documents: &[Document], common: &Common<'_>) -> Vec<Entry> {
        let mut spellings = Spellings::new(documents, self);
        let mut names = Names::new("name", RENAME_HELP);
        let mut constructors = Names::new("constructor", RENAME_HELP);
        let mut kept = Vec::new();
        let mut repeated = Repeated::new(common);
        let written = || documents.iter().flat_map(|document| &document.errors);
        for entry in written() {
            let is_new = self.is_line(&entry.code, "a code") && spellings.claim(&entry.code, "first used here", self);
            let variant = self.variant(entry);
            if !self.is_within_repeat_limit(entry, common, &mut repeated) {
                continue;
            }
            let checked = self.entry(entry, common);
            let Some(variant) = variant.filter(|name| is_new && names.claim(name, &entry.code, self.out)) else {
                continue;
            };
            if checked.wire.details.is_empty() || constructors.claim(&checked.names.constructor, &entry.code, self.out)
            {
                kept.push(Entry { names: EntryNames { variant, ..checked.names }, ..checked });
            }
        }
        let mut by_code =
            kept.iter_mut().map(|entry| (entry.code.clone(), entry)).collect::<std::collections::HashMap<_, _>>();
        for entry in written() {
            let aliases = self.aliases(entry, &mut spellings);
            if let Some(entry) = by_code.get_mut(&entry.code.value) {
                entry.names.aliases.extend(aliases);
            }
        }
        spellings.too_many_codes(written().last().map(|entry| &entry.code), self);
        kept
    }

    /// Claims aliases after all codes, so that a conflict is reported at the alias.
    fn aliases<'a>(&mut self, entry: &'a document::Entry, spellings: &mut Spellings<'a>) -> Vec<String> {
        let aliases = entry.aliases.iter();
        let new =
            aliases.filter(|alias| self.is_line(alias, "a code") && spellings.claim(alias, "an alias here", self));
        new.map(|alias| alias.value.clone()).collect()
    }

    /// The generated variant.
    fn variant(&mut self, entry: &document::Entry) -> Option<String> {
        if entry.code.value.is_empty() {
            return None;
        }
        let (name, place) = match &entry.name {
            Some(name) => (name.value.clone(), name),
            None => (casing::upper_camel(&entry.code.value), &entry.code),
        };
        // Build the help only for a name that needs it, not for each entry.
        let is_named = casing::is_identifier(&name) || self.no_identifier(&name, place, &name_help(entry));
        let valid = is_named && self.constructor_is_free(entry, &name, place);
        valid.then_some(name)
    }

    /// Rejects a constructor with the name of a method of `Error`.
    fn constructor_is_free(&mut self, entry: &document::Entry, name: &str, place: &Text) -> bool {
        let constructor = casing::snake(name);
        if entry.details.is_empty() || !RESERVED_CONSTRUCTORS.contains(&constructor.as_str()) {
            return true;
        }
        self.out.push(
            Diagnostic::new(
                Rule::ReservedName,
                format!("`{}` gives the constructor `{constructor}`", entry.code.value),
            )
            .at(place.span, format!("`Error` has a method `{constructor}`"))
            .help("set a different name with `name: …`; the code on the wire does not change"),
        );
        false
    }

    /// Checks everything in an entry that does not depend on other entries.
    fn entry(&mut self, entry: &document::Entry, common: &Common<'_>) -> Entry {
        let status = self.status(entry, common);
        let details = self.details(entry, common);
        let retry_after = match &entry.retry_after {
            Some(text) if !refers_to_refused(text, entry, &details) => self.retry_after(text, &details),
            _ => RetryAfter::Unspecified,
        };
        let headers = self.entry_headers(entry, &details, common);
        self.unused_header_details(entry, &details, &headers, retry_after, common.types);
        let shared = status.and_then(|status| common.statuses.get(&status));
        let inherited = |own: &[Text], theirs: Option<&Vec<Text>>| match theirs {
            Some(theirs) if own.is_empty() => texts(theirs),
            _ => texts(own),
        };
        let own_user_message = self.message(entry.user_message.as_ref(), entry, &details);
        let shared_user_message = shared.and_then(|shared| shared.user_message.as_ref());
        Entry {
            code: entry.code.value.clone(),
            names: self.names(entry, status, common),
            wire: EntryWire {
                status,
                title: title(entry, status),
                message: self.message(entry.message.as_ref(), entry, &details).unwrap_or_else(|| Template::plain("")),
                category: entry.category.as_ref().and_then(|category| self.category(category, common)),
                severity: entry.severity.unwrap_or_else(|| default_severity(status)),
                headers,
                details,
            },
            prose: EntryProse {
                description: text(entry.description.as_ref()),
                fixes: inherited(&entry.fixes, shared.map(|shared| &shared.fixes)),
                causes: inherited(&entry.causes, shared.map(|shared| &shared.causes)),
                mistakes: entry.mistakes.clone(),
                user_message: own_user_message.or_else(|| Some(Template::plain(&shared_user_message?.value))),
                docs_url: self.entry_docs_url(entry, common),
            },
            retry: EntryRetry { retryable: is_retryable(entry, status, common), retry_after },
            history: EntryHistory { since: text(entry.since.as_ref()), deprecated: text(entry.deprecated.as_ref()) },
        }
    }

    /// Names that do not depend on other entries: the variant and the aliases are added later.
    fn names(&mut self, entry: &document::Entry, status: Option<u16>, common: &Common<'_>) -> EntryNames {
        EntryNames {
            variant: String::new(),
            constructor: constructor(entry),
            exception: match &entry.exception {
                Some(exception) => self.exception(exception),
                None => exception_of(status, common.exceptions),
            },
            aliases: Vec::new(),
        }
    }

    /// The status, which is required except where errors are messages.
    fn status(&mut self, entry: &document::Entry, common: &Common<'_>) -> Option<u16> {
        if let Some(number) = &entry.status {
            return self.error_status(number);
        }
        if !entry.has_status && common.transport == Transport::Http {
            self.out.push(
                Diagnostic::new(Rule::MissingKey, "missing key `status`")
                    .at(entry.code.span, "an entry needs `status`, 400 to 599")
                    .help("if errors are sent as messages, as on a WebSocket, write `transport: message` at the top: entries then need no status"),
            );
        }
        None
    }

    /// The category, which must be listed.
    fn category(&mut self, category: &Text, common: &Common<'_>) -> Option<String> {
        let Some(listed) = common.categories else { return Some(category.value.clone()) };
        if common.category_keys.contains(category.value.as_str()) {
            return Some(category.value.clone());
        }
        let keys = listed.iter().map(|(key, ..)| key.as_str());
        let label = did_you_mean(self.out, &category.value, keys.clone()).unwrap_or_else(|| "not listed".to_owned());
        let place = listed.first().map_or_else(String::new, |(.., span)| format!(" at {}", self.place(*span)));
        self.out.push(
            Diagnostic::new(Rule::UnknownCategory, format!("unknown category `{}`", category.value))
                .at(category.span, label)
                .help(format!("categories are listed{place}: {}", suggest::list(keys))),
        );
        None
    }

    fn place(&self, span: Span) -> String {
        self.sources.get(span.file).map_or_else(String::new, |source| {
            let position = source.position(span.start);
            format!("{}:{}:{}", source.name(), position.line, position.column)
        })
    }

    /// The message, or the message for end users; placeholders are details.
    fn message(&mut self, text: Option<&Text>, entry: &document::Entry, details: &[Detail]) -> Option<Template> {
        let text = text?;
        if text.value.trim().is_empty() {
            self.out.push(
                Diagnostic::new(Rule::InvalidText, "a message cannot be empty").at(text.span, "say what happened"),
            );
            return None;
        }
        template::parse(text, self.sources, self.out, |name, span, out| {
            let part = detail_part(name, details);
            if part.is_none() && !is_refused(name, entry, details) {
                let problem = undeclared_placeholder(out, name, span, details);
                out.push(problem);
            }
            part
        })
    }

    /// The address of the documentation; the only placeholder is `{code}`.
    pub(super) fn docs_url(&mut self, text: Option<&Text>) -> Option<Template> {
        template::parse(text?, self.sources, self.out, |name, span, out| {
            let part = (name == Token::Code.word()).then_some(Part::Fill(Fill::Token(Token::Code)));
            if part.is_none() {
                out.push(
                    Diagnostic::new(Rule::UnknownPlaceholder, format!("unknown placeholder `{name}`"))
                        .at(span, "a `docs_url` may only contain `{code}`"),
                );
            }
            part
        })
    }

    fn entry_docs_url(&mut self, entry: &document::Entry, common: &Common<'_>) -> Option<String> {
        let own = self.docs_url(entry.docs_url.as_ref());
        let parts = own.as_ref().or(common.docs_url).map(|url| &url.parts)?;
        let texts = parts.iter().map(|part| if let Part::Text(text) = part { text } else { &entry.code.value });
        Some(texts.map(String::as_str).collect())
    }

    fn details(&mut self, entry: &document::Entry, common: &Common<'_>) -> Vec<Detail> {
        let mut names = Names::new("field", "rename one of them: their names are keys on the wire");
        let mut kept = Vec::new();
        for detail in self.at_most(&limits::DETAILS, &entry.details, |detail| detail.name.span) {
            let field = casing::snake(&detail.name.value);
            let help = "a detail's name needs letters or digits, a letter first; it is the key on the wire";
            let named = self.is_line(&detail.name, "a detail")
                && self.is_identifier(&field, &detail.name, help)
                && names.claim(&field, &detail.name, self.out);
            let ty = detail.ty.as_ref().and_then(|text| self.ty(text, common.types));
            self.merge_collision(detail, common.envelope);
            let example = ty.as_ref().and_then(|ty| self.example(detail, ty, common.types));
            if named {
                kept.push(Detail {
                    name: detail.name.value.clone(),
                    field,
                    // Replaces a type that cannot be read: a whole number is valid everywhere.
                    ty: ty.unwrap_or(Type::Scalar(Scalar::U32)),
                    declared: detail.ty.as_ref().map(|ty| ty.value.clone()).unwrap_or_default(),
                    description: text(detail.description.as_ref()),
                    example,
                    place: detail.place,
                });
            }
        }
        kept
    }

    /// The example, which must be a value of the detail's type.
    fn example(&mut self, detail: &document::Detail, ty: &Type, types: &Types) -> Option<Json> {
        let node = detail.example.as_ref().filter(|node| !matches!(node.kind, Kind::Refused))?;
        let example = Json::from_node(node).and_then(|json| types.typed(ty, json));
        if example.is_none() {
            let declared = detail.ty.as_ref().map_or("", |ty| ty.value.as_str());
            let values = values_of(ty);
            self.out.push(
                Diagnostic::new(
                    Rule::InvalidExample,
                    format!("the example of `{}` does not match its type", detail.name.value),
                )
                .at(node.span, format!("expected `{declared}`{values}")),
            );
        }
        example
    }

    fn entry_headers(&mut self, entry: &document::Entry, details: &[Detail], common: &Common<'_>) -> Vec<Header> {
        let written = self.at_most(&limits::HEADERS, &entry.headers, |(name, _)| name.span);
        self.headers(written, &common.headers, |name, span, out| {
            let part = detail_part(name, details).or_else(|| header_fill(name));
            if part.is_none() && !is_refused(name, entry, details) {
                let problem = undeclared_placeholder(out, name, span, details);
                out.push(problem);
            }
            part
        })
    }

    /// Checks that `in: header` details are used by a header, and that their types can be read back from it.
    fn unused_header_details(
        &mut self,
        entry: &document::Entry,
        details: &[Detail],
        headers: &[Header],
        retry_after: RetryAfter,
        types: &Types,
    ) {
        let checked = entry.details.iter().take(limits::DETAILS.most);
        for written in checked.filter(|detail| detail.place == Place::Header) {
            let Some(at) = details.iter().position(|detail| detail.name == written.name.value) else {
                continue;
            };
            self.header_detail_type(written, &details[at], types);
            let mentioned = format!("{{{}}}", written.name.value);
            let used = retry_after == RetryAfter::Detail(at)
                || headers.iter().any(|header| header.value.uses(at))
                || entry.headers.len() > limits::HEADERS.most
                || entry.headers.iter().any(|(_, value)| value.value.contains(&mentioned));
            if !used {
                self.out.push(
                    Diagnostic::new(
                        Rule::UnusedHeaderDetail,
                        format!("no header carries the detail `{}`", written.name.value),
                    )
                    .at(written.name.span, "it is `in: header`")
                    .help(format!(
                        "use it under `headers`, as in `X-Name: \"{mentioned}\"`, or with `retry_after: ${}`",
                        written.name.value
                    )),
                );
            }
        }
    }

    /// Rejects lists, maps, structs and `json`, which have no text form that a client could read back from a header.
    fn header_detail_type(&mut self, written: &document::Detail, detail: &Detail, types: &Types) {
        if types.fits_header(&detail.ty) {
            return;
        }
        self.out.push(
            Diagnostic::new(Rule::HeaderDetailType, format!("`{}` cannot be sent in a header", detail.declared))
                .at(written.name.span, "a header holds a string, a number, a bool or an enum")
                .help("use one of these types, or remove `in: header` to send it in the body"),
        );
    }
}

/// Suggests a name for an entry whose code does not give one.
fn name_help(entry: &document::Entry) -> String {
    let written = entry.name.as_ref().unwrap_or(&entry.code);
    let camel = casing::upper_camel(&written.value);
    let with_letter = format!("E{camel}");
    let name = match camel.chars().next() {
        Some('0'..='9') if casing::is_identifier(&with_letter) => with_letter.as_str(),
        Some(_) if casing::is_identifier(&camel) => camel.as_str(),
        _ => "NotFound",
    };
    let is_status = entry.status.as_ref().is_some_and(|status| status.value.to_string() == entry.code.value);
    let help = format!("set a different name, such as `name: {name}`; the code on the wire does not change");
    if is_status { format!("{help}; texts for all errors of a status go under `statuses`") } else { help }
}

fn constructor(entry: &document::Entry) -> String {
    match &entry.name {
        Some(name) => casing::snake(&name.value),
        None => casing::snake(&casing::upper_camel(&entry.code.value)),
    }
}

fn title(entry: &document::Entry, status: Option<u16>) -> String {
    match &entry.title {
        Some(title) => title.value.clone(),
        None => status.map(reason_phrase).unwrap_or_default().to_owned(),
    }
}

/// Describes the values of a type, if its name is not enough.
fn values_of(ty: &Type) -> &'static str {
    match ty.required() {
        Type::Scalar(Scalar::String) => ": a text, in quotes where YAML reads it as another type",
        Type::Scalar(Scalar::Bool) => ": `true` or `false`",
        Type::Scalar(Scalar::U8) => ": a whole number, 0 to 255",
        Type::Scalar(Scalar::U16) => ": a whole number, 0 to 65535",
        Type::Scalar(Scalar::U32) => ": a whole number, 0 to 4294967295",
        Type::Scalar(Scalar::U64) => ": a whole number, 0 or more",
        Type::Scalar(Scalar::I8) => ": a whole number, -128 to 127",
        Type::Scalar(Scalar::I16) => ": a whole number, -32768 to 32767",
        Type::Scalar(Scalar::I32 | Scalar::I64) => ": a whole number",
        Type::Scalar(Scalar::F64) => ": a number",
        Type::List(_) => ": a list, as in `[a, b]`",
        Type::Map(_) => ": a mapping, as in `{ a: b }`",
        Type::Scalar(Scalar::Json) | Type::Named(_) | Type::Optional(_) => "",
    }
}

fn default_severity(status: Option<u16>) -> Severity {
    match status {
        Some(400..=499) => Severity::Warning,
        _ => Severity::Error,
    }
}

fn detail_part(name: &str, details: &[Detail]) -> Option<Part> {
    details.iter().position(|detail| detail.name == name).map(Part::Detail)
}

/// Returns true if a detail of this name was written but refused, so that its uses are not reported as well.
fn is_refused(name: &str, entry: &document::Entry, details: &[Detail]) -> bool {
    let is_kept = details.iter().any(|detail| detail.name == name);
    // Details over the limit were not checked: any name may be one of them.
    let is_cut = entry.details.len() > limits::DETAILS.most;
    !is_kept && (entry.broken_details || is_cut || entry.details.iter().any(|detail| detail.name.value == name))
}

fn refers_to_refused(text: &Text, entry: &document::Entry, details: &[Detail]) -> bool {
    text.value.strip_prefix('$').is_some_and(|name| is_refused(name, entry, details))
}

/// Diagnostic for a placeholder that is not a detail.
fn undeclared_placeholder(out: &Diagnostics, name: &str, span: Span, details: &[Detail]) -> Diagnostic {
    let names: Vec<&str> = details.iter().map(|detail| detail.name.as_str()).collect();
    let meant = did_you_mean_between(out, name, names.iter().copied(), ["{", "}"]);
    let label = meant.unwrap_or_else(|| "no such detail".to_owned());
    let help = if names.is_empty() && !casing::is_identifier(name) {
        "this entry has no details; `{{` and `}}` are literal braces".to_owned()
    } else if names.is_empty() {
        format!("this entry has no details; declare it: `details: {{ {name}: string }}`")
    } else {
        format!("the details of this entry are: {}", suggest::list(&names))
    };
    Diagnostic::new(Rule::UnknownPlaceholder, format!("unknown placeholder `{name}`")).at(span, label).help(help)
}

fn is_retryable(entry: &document::Entry, status: Option<u16>, common: &Common<'_>) -> bool {
    entry.retryable.unwrap_or_else(|| status.is_some_and(|status| common.retry.statuses.contains(&status)))
}
