//! An error with values for its details, rendered by the envelope, the message and the headers. Used for bodies known
//! at compile time, for documentation, and by programs that answer with a catalogue's errors without generated code.

use std::time::Duration;

use crate::json::Json;
use crate::model::{
    Catalogue, Detail, Entry, Envelope, Fill, Header, Member, Part, Place, Presence, RetryAfter, Scalar, Shape,
    Template, Token, Type,
};
use crate::validate::is_sendable;

/// The whole body of an entry that has no details, where the server adds no context: the same for every such error.
#[must_use]
pub fn static_body(catalogue: &Catalogue, entry: &Entry) -> Option<String> {
    entry.wire.details.is_empty().then(|| Sample::new(catalogue, entry).body().to_string())
}

/// A body with the examples of the details, or a plain value of their type.
#[must_use]
pub fn example_body(catalogue: &Catalogue, entry: &Entry) -> Json {
    Sample::new(catalogue, entry).body()
}

/// The message with the examples of the details.
#[must_use]
pub fn example_message(catalogue: &Catalogue, entry: &Entry) -> String {
    Sample::new(catalogue, entry).message()
}

/// Whole seconds, rounded up: what `Retry-After` counts in.
#[must_use]
pub fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

/// The example of a detail, or a non-empty value of its type if it has none.
#[must_use]
pub fn example_value(catalogue: &Catalogue, detail: &Detail) -> Json {
    let plain = || Plain { catalogue, left: MAX_EXAMPLE }.value(&detail.name, &detail.ty, &[]);
    detail.example.clone().unwrap_or_else(plain)
}

/// Makes plain values. `left` limits the remaining bytes because nested structs grow exponentially.
struct Plain<'a> {
    catalogue: &'a Catalogue,
    left: usize,
}

/// Maximum length of a plain value, except that one more name may exceed it.
pub(crate) const MAX_EXAMPLE: usize = 16 << 10;

impl Plain<'_> {
    /// A value of a type; texts are the name in braces. `within` holds the enclosing structs: a reference back to one
    /// of them ends the value.
    fn value(&mut self, name: &str, ty: &Type, within: &[usize]) -> Json {
        if self.left == 0 {
            return Json::Null;
        }
        self.left = self.left.saturating_sub(2 * name.len() + 8);
        match ty {
            Type::Scalar(Scalar::String) => Json::Text(format!("{{{name}}}")),
            Type::Scalar(Scalar::Bool) => Json::Bool(true),
            Type::Scalar(Scalar::F64) => Json::Float(1.0),
            Type::Scalar(Scalar::Json) => Json::Map(Vec::new()),
            Type::Scalar(_) => Json::Unsigned(1),
            Type::List(inner) if leads_back(inner, within) => Json::List(Vec::new()),
            Type::List(inner) => Json::List(vec![self.value(name, inner, within)]),
            Type::Map(inner) if leads_back(inner, within) => Json::Map(Vec::new()),
            Type::Map(inner) => Json::Map(vec![("key".to_owned(), self.value(name, inner, within))]),
            Type::Optional(inner) if leads_back(inner, within) => Json::Null,
            Type::Optional(inner) => self.value(name, inner, within),
            Type::Named(at) => self.shape(*at, within),
        }
    }

    fn shape(&mut self, at: usize, within: &[usize]) -> Json {
        match &self.catalogue.types[at].shape {
            Shape::Enum(values) => Json::Text(values.first().map(|(value, _)| value.clone()).unwrap_or_default()),
            Shape::Struct(fields) => {
                let within = [within, &[at]].concat();
                let mut members = Vec::new();
                for field in fields {
                    if self.left == 0 {
                        break;
                    }
                    let value = self.value(&field.name, &field.ty, &within);
                    if !(field.ty.is_optional() && value == Json::Null) {
                        members.push((field.name.clone(), value));
                    }
                }
                Json::Map(members)
            }
        }
    }
}

/// Returns true if a type refers back to one of the enclosing structs.
fn leads_back(ty: &Type, within: &[usize]) -> bool {
    match ty {
        Type::Named(at) => within.contains(at),
        Type::List(inner) | Type::Map(inner) | Type::Optional(inner) => leads_back(inner, within),
        Type::Scalar(_) => false,
    }
}

/// An error: an entry with a value for each detail, and the context that a server adds.
#[derive(Clone, Debug)]
pub struct Sample<'a> {
    catalogue: &'a Catalogue,
    entry: &'a Entry,
    details: Vec<Json>,
    context: Vec<Option<Json>>,
}

impl<'a> Sample<'a> {
    /// Creates a sample with the examples of the details and no context.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, entry: &'a Entry) -> Self {
        let details = entry.wire.details.iter().map(|detail| example_value(catalogue, detail)).collect();
        Self { catalogue, entry, details, context: vec![None; catalogue.wire.context.len()] }
    }

    /// The entry.
    #[must_use]
    pub const fn entry(&self) -> &'a Entry {
        self.entry
    }

    /// The values of the details, in order.
    #[must_use]
    pub fn details(&self) -> &[Json] {
        &self.details
    }

    /// Sets the detail at this position to a value of its type, as returned by [`typed`](crate::typed::typed).
    pub fn set_detail(&mut self, at: usize, value: Json) {
        self.details[at] = value;
    }

    /// Adds the context at this position, or leaves it out.
    pub fn set_context(&mut self, at: usize, value: Option<Json>) {
        self.context[at] = value;
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> Json {
        self.node(&self.catalogue.wire.envelope)
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> String {
        self.template(&self.entry.wire.message)
    }

    /// The headers of the catalogue, those of the entry, and `Retry-After`. Like the runtime, it leaves out headers
    /// whose placeholders are all absent, and headers whose value cannot be sent.
    #[must_use]
    pub fn headers(&self) -> Vec<(String, String)> {
        let named = self.catalogue.wire.headers.iter().chain(&self.entry.wire.headers);
        let values = named.filter_map(|Header { name, value }| Some((name.clone(), self.header_value(value)?)));
        values.chain(self.retry_after()).collect()
    }

    fn header_value(&self, value: &Template) -> Option<String> {
        let is_null = |part: &Part| match part {
            Part::Text(_) => None,
            Part::Detail(at) => Some(self.details[*at] == Json::Null),
            Part::Fill(fill) => Some(self.fill(*fill) == Json::Null),
        };
        let mut absent = value.parts.iter().filter_map(is_null).peekable();
        let is_absent = absent.peek().is_some() && absent.all(|absent| absent);
        (!is_absent).then(|| self.template(value)).filter(|value| is_sendable(value))
    }

    fn retry_after(&self) -> Option<(String, String)> {
        let seconds = self.token(Token::RetryAfter);
        (seconds != Json::Null).then(|| ("Retry-After".to_owned(), seconds.to_text()))
    }

    fn node(&self, node: &Envelope) -> Json {
        match node {
            Envelope::Literal(json) => json.clone(),
            Envelope::Fill(fill) => self.fill(*fill),
            Envelope::Text(template) => Json::Text(self.template(template)),
            Envelope::List(items) => Json::List(items.iter().map(|item| self.node(item)).collect()),
            Envelope::Object(members) => Json::Map(self.members(members)),
        }
    }

    fn members(&self, members: &[Member]) -> Vec<(String, Json)> {
        let mut out = Vec::new();
        for member in members {
            match member {
                Member::MergeDetails => out.extend(self.body_details()),
                Member::Key { key, presence, value } => {
                    let value = self.node(value);
                    if self.is_written(*presence, &value) {
                        out.push((key.clone(), value));
                    }
                }
            }
        }
        out
    }

    fn is_written(&self, presence: Presence, value: &Json) -> bool {
        let is_there = *value != Json::Null && *value != Json::Map(Vec::new());
        match presence {
            Presence::Always => true,
            Presence::IfValue => is_there,
            Presence::IfValueOrContext(at) => is_there || self.context[at].is_some(),
        }
    }

    /// Details of the body, without absent optional ones.
    fn body_details(&self) -> Vec<(String, Json)> {
        let pairs = self.entry.wire.details.iter().zip(&self.details);
        let in_body = pairs.filter(|(detail, _)| detail.place == Place::Body);
        let present = in_body.filter(|(detail, value)| !(detail.ty.is_optional() && **value == Json::Null));
        present.map(|(detail, value)| (detail.name.clone(), value.clone())).collect()
    }

    fn template(&self, template: &Template) -> String {
        template
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Detail(at) => self.details.get(*at).map(Json::to_text).unwrap_or_default(),
                Part::Fill(fill) => self.fill(*fill).to_text(),
            })
            .collect()
    }

    fn fill(&self, fill: Fill) -> Json {
        match fill {
            Fill::Context(at) => self.context[at].clone().unwrap_or(Json::Null),
            Fill::ProblemType => optional(self.entry.prose.docs_url.as_deref().or(Some("about:blank"))),
            Fill::Token(token) => self.token(token),
        }
    }

    fn token(&self, token: Token) -> Json {
        let entry = self.entry;
        match token {
            Token::Code => Json::Text(entry.code.clone()),
            Token::Status => entry.wire.status.map_or(Json::Null, |status| Json::Unsigned(status.into())),
            Token::Message => Json::Text(self.message()),
            Token::Details => Json::Map(self.body_details()),
            Token::Category => optional(entry.wire.category.as_deref()),
            Token::Severity => optional(Some(entry.wire.severity.word())),
            Token::Retryable => Json::Bool(entry.retry.retryable),
            Token::RetryAfter => match entry.retry.retry_after {
                RetryAfter::Unspecified => Json::Null,
                RetryAfter::Fixed(duration) => Json::Unsigned(whole_seconds(duration)),
                RetryAfter::Detail(at) => self.details.get(at).cloned().unwrap_or(Json::Null),
            },
            Token::Fix => optional(entry.prose.fixes.first().map(String::as_str)),
            Token::UserMessage => {
                entry.prose.user_message.as_ref().map_or(Json::Null, |text| Json::Text(self.template(text)))
            }
            Token::Title => optional(Some(entry.wire.title.as_str()).filter(|title| !title.is_empty())),
            Token::DocsUrl => optional(entry.prose.docs_url.as_deref()),
        }
    }
}

fn optional(text: Option<&str>) -> Json {
    text.map_or(Json::Null, |text| Json::Text(text.to_owned()))
}
