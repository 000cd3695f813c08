//! The released surface: the parts of a catalogue that clients depend on, without those only for people.
//!
//! Defaults are written out, so that the lock means the same to every later version of the command.

use std::time::Duration;

use errors_catalogue::json::Json;
use errors_catalogue::model::{
    About, Api, Catalogue, CloseCode, Detail, Entry, EntryHistory, EntryNames, EntryProse, EntryRetry, EntryWire,
    Envelope, Exception, Header, Member, Place, Presence, RateLimit, Retry, RetryAfter, Shape, Status, StatusSet,
    Template, Type, TypeDef, Wire,
};
use errors_catalogue::{reason_phrase, variant_name};
use serde_yaml::{Mapping, Value};

/// A mapping under construction; absent values are omitted.
#[derive(Default)]
struct Section(Mapping);

impl Section {
    fn put(&mut self, key: impl Into<Value>, value: impl Into<Value>) {
        // If a catalogue spells a number twice (`404` and `0404`), the first counts.
        self.0.entry(key.into()).or_insert(value.into());
    }

    fn put_some(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn put_filled(&mut self, key: &str, Section(members): Section) {
        if !members.is_empty() {
            self.put(key, members);
        }
    }

    fn put_list(&mut self, key: &str, items: &[String]) {
        if !items.is_empty() {
            self.put(key, items.to_vec());
        }
    }
}

/// Builds a mapping with one member for each item.
fn section<'a, T, K: Into<Value>, V: Into<Value>>(items: &'a [T], member: impl Fn(&'a T) -> (K, V)) -> Section {
    let mut out = Section::default();
    for item in items {
        let (key, value) = member(item);
        out.put(key, value);
    }
    out
}

pub(super) fn surface(catalogue: &Catalogue) -> Mapping {
    let Catalogue { about, wire, retry, categories, types, entries, statuses, retired, api } = catalogue;
    let About { name, version, title: _, description: _, docs_url } = about;
    let Wire { transport, envelope, content_type, context, headers } = wire;
    let Api { exceptions, rate_limits, close_codes, mistakes: _ } = api;
    let mut out = Section::default();
    out.put("catalogue", name.as_str());
    out.put_some("version", version.as_deref());
    out.put_some("docs_url", docs_url.as_deref());
    out.put("envelope", whole_envelope(catalogue, envelope));
    out.put("content_type", content_type.as_str());
    out.put_list("context", context);
    out.put("retry", retry_section(retry).0);
    out.put_filled("categories", section(categories, |(key, title)| (key.as_str(), title.as_str())));
    out.put_filled("types", section(types, |def| (def.name.as_str(), shape(types, &def.shape))));
    out.put("errors", section(entries, |entry| (entry.code.as_str(), entry_section(catalogue, entry).0)).0);
    out.put_filled("statuses", fallbacks(catalogue, statuses));
    out.put_filled("exceptions", section(exceptions, |(set, name)| (status_set(*set), exception(name))));
    out.put_filled("headers", header_section(headers));
    out.put_filled("rate_limits", section(rate_limits, rate_limit));
    out.put("transport", transport.word());
    out.put_filled("close_codes", section(close_codes, close_code));
    out.put_filled("retired", section(retired, |(code, reason)| (code.as_str(), reason.as_str())));
    out.0
}

/// Writes the envelope; RFC 9457 cannot be written by example, because its `type` is not a token.
fn whole_envelope(catalogue: &Catalogue, root: &Envelope) -> Value {
    if root.is_problem() { "problem".into() } else { envelope(catalogue, root) }
}

fn envelope(catalogue: &Catalogue, node: &Envelope) -> Value {
    match node {
        Envelope::Literal(json) => literal(json),
        Envelope::Fill(fill) => format!("${}", catalogue.fill_name(*fill)).into(),
        Envelope::Text(template) => template.source.as_str().into(),
        Envelope::List(items) => items.iter().map(|item| envelope(catalogue, item)).collect(),
        Envelope::Object(members) => section(members, |member| envelope_member(catalogue, member)).0.into(),
    }
}

fn envelope_member(catalogue: &Catalogue, member: &Member) -> (String, Value) {
    match member {
        Member::MergeDetails => ("<<".to_owned(), "$details".into()),
        Member::Key { key, presence, value } => {
            let key = match presence {
                Presence::Always => key.clone(),
                Presence::IfValue => format!("{key}?"),
                Presence::IfValueOrContext(at) => format!("{key}?{}", catalogue.wire.context[*at]),
            };
            (key, envelope(catalogue, value))
        }
    }
}

/// Writes a literal: a text that starts with `$` gets a second one, all other texts are templates.
fn literal(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => (*value).into(),
        Json::Unsigned(number) => (*number).into(),
        Json::Signed(number) => (*number).into(),
        Json::Float(number) => (*number).into(),
        Json::Text(text) if text.starts_with('$') => format!("${text}").into(),
        Json::Text(text) => escaped(text).into(),
        Json::List(items) => items.iter().map(literal).collect(),
        Json::Map(members) => section(members, |(key, value)| (key.as_str(), literal(value))).0.into(),
    }
}

/// Escapes a text, so that it is itself as a template.
fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Writes a message for end users; one that entries inherited from a status is not a template.
fn template(template: &Template) -> String {
    template.as_plain().map_or_else(|| template.source.clone(), escaped)
}

fn retry_section(retry: &Retry) -> Section {
    let Retry { statuses, max_retries, initial_delay, multiplier, max_delay, jitter, default_retry_after } = retry;
    let mut out = Section::default();
    out.put("statuses", statuses.clone());
    out.put("max_retries", *max_retries);
    out.put("initial_delay", duration(*initial_delay));
    out.put("multiplier", *multiplier);
    out.put("max_delay", duration(*max_delay));
    out.put("jitter", *jitter);
    out.put_some("default_retry_after", default_retry_after.map(duration));
    out
}

const UNITS: [(&str, u128); 5] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// Writes a duration in the largest unit that divides it.
fn duration(duration: Duration) -> String {
    let millis = duration.as_millis();
    let unit = UNITS.iter().find(|(_, unit)| millis >= *unit && millis.is_multiple_of(*unit));
    let (name, unit) = unit.unwrap_or(&("ms", 1));
    format!("{}{name}", millis / unit)
}

fn shape(types: &[TypeDef], shape: &Shape) -> Value {
    match shape {
        Shape::Enum(values) => values.iter().map(|(value, _)| value.as_str()).collect(),
        Shape::Struct(fields) => section(fields, |field| (field.name.as_str(), type_text(types, &field.ty))).0.into(),
    }
}

fn type_text(types: &[TypeDef], ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.word().to_owned(),
        Type::List(inner) => format!("list<{}>", type_text(types, inner)),
        Type::Map(inner) => format!("map<{}>", type_text(types, inner)),
        Type::Optional(inner) => format!("{}?", type_text(types, inner)),
        Type::Named(at) => types[*at].name.clone(),
    }
}

fn entry_section(catalogue: &Catalogue, entry: &Entry) -> Section {
    let Entry { code, names, wire, prose, retry, history } = entry;
    let EntryNames { variant, constructor: _, exception: class, aliases } = names;
    let EntryWire { status, title, message, category, severity, headers, details } = wire;
    let EntryProse { description: _, fixes, causes: _, mistakes: _, user_message, docs_url } = prose;
    let EntryRetry { retryable, retry_after } = retry;
    let EntryHistory { since: _, deprecated } = history;
    let mut out = Section::default();
    out.put_some("status", *status);
    out.put_some("title", Some(title.as_str()).filter(|title| *title != status.map_or("", reason_phrase)));
    out.put("message", template(message));
    put_fixes(&mut out, fixes);
    out.put_some("category", category.as_deref());
    out.put_some("user_message", user_message.as_ref().map(template).filter(|text| !text.trim().is_empty()));
    out.put("severity", severity.word());
    out.put("retryable", *retryable);
    out.put_some("retry_after", retry_source(*retry_after, details));
    out.put_filled("headers", header_section(headers));
    out.put_filled("details", section(details, |it| (it.name.as_str(), detail(&catalogue.types, it))));
    out.put_some("docs_url", docs_url.as_deref().filter(|url| !is_inherited(catalogue, entry, url)).map(escaped));
    out.put_some("exception", class.as_ref().map(exception));
    out.put_list("aliases", aliases);
    out.put_some("deprecated", deprecated.as_deref());
    out.put_some("name", Some(variant.as_str()).filter(|name| *name != variant_name(code)));
    out
}

fn put_fixes(out: &mut Section, fixes: &[String]) {
    match fixes {
        [fix] => out.put("fix", fix.as_str()),
        fixes => out.put_list("fix", fixes),
    }
}

fn retry_source(retry_after: RetryAfter, details: &[Detail]) -> Option<String> {
    match retry_after {
        RetryAfter::Unspecified => None,
        RetryAfter::Detail(at) => Some(format!("${}", details[at].name)),
        RetryAfter::Fixed(delay) => Some(duration(delay)),
    }
}

fn detail(types: &[TypeDef], detail: &Detail) -> Value {
    let Detail { name: _, field: _, ty, declared: _, description: _, example: _, place } = detail;
    let ty = type_text(types, ty);
    if *place == Place::Body {
        return ty.into();
    }
    section(&[("type", ty.as_str()), ("in", place.word())], |member| *member).0.into()
}

fn is_inherited(catalogue: &Catalogue, entry: &Entry, url: &str) -> bool {
    catalogue.about.docs_url.as_ref().is_some_and(|shared| shared.replace("{code}", &entry.code) == url)
}

fn header_section(headers: &[Header]) -> Section {
    section(headers, |Header { name, value }| (name.as_str(), template(value)))
}

fn exception(exception: &Exception) -> Value {
    match exception {
        Exception::Name(name) => name.as_str().into(),
        Exception::BySdk(names) => section(names, |(sdk, name)| (sdk.word(), name.as_str())).0.into(),
    }
}

fn status_set(set: StatusSet) -> Value {
    match set {
        StatusSet::One(status) => status.into(),
        StatusSet::Class(class) => format!("{class}xx").into(),
    }
}

/// Writes what programs depend on: the fallback. Fixes and messages are written with the entries that inherit them.
fn fallbacks(catalogue: &Catalogue, statuses: &[Status]) -> Section {
    let mut out = Section::default();
    for Status { status, fallback, .. } in statuses {
        if let Some(entry) = fallback.and_then(|at| catalogue.entries.get(at)) {
            out.put(*status, section(&[entry], |entry| ("fallback", entry.code.as_str())).0);
        }
    }
    out
}

fn rate_limit(limit: &RateLimit) -> (&str, Mapping) {
    let RateLimit { name, limit, window, scope: _, applies_to: _ } = limit;
    let mut out = Section::default();
    out.put("limit", *limit);
    out.put("window", duration(*window));
    (name, out.0)
}

fn close_code(close_code: &CloseCode) -> (u16, Mapping) {
    let CloseCode { code, name, meaning, action: _, reconnect } = close_code;
    let mut out = Section::default();
    out.put("meaning", meaning.as_str());
    out.put("reconnect", reconnect.word());
    out.put("name", name.as_str());
    (*code, out.0)
}
