//! The body of an error response: the catalogue's template with an error's values in it.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::catalogue::{HeaderInfo, Member, Node, Part, Presence, Text, Token};
use crate::server::Entry;
use crate::server::holes::{self, has_holes};
use crate::value::Value;
use crate::value::json;

/// The body of an error response: the catalogue's `envelope`, with the values of one error in it.
///
/// It serialises into any serde format. [`to_json`](Self::to_json) writes what `serde_json::to_string` would, faster.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use errors::Error;
/// use errors_runtime::ApiError;
///
/// let error = Error::InternalError;
/// let body = error.envelope().with("request_id", "r-1").with("undeclared", "ignored").to_json();
/// assert_eq!(
///     body,
///     r#"{"error":{"code":"INTERNAL_ERROR","message":"Unexpected server error"},"request_id":"r-1"}"#,
/// );
/// assert_eq!(
///     error.envelope().static_body(),
///     Some(r#"{"error":{"code":"INTERNAL_ERROR","message":"Unexpected server error"}}"#),
/// );
#[doc = "```"]
#[derive(Clone, Debug)]
#[must_use]
pub struct Envelope<'a> {
    entry: Entry<'a>,
    context: Vec<(u16, Value<'a>)>,
}

impl<'a> Envelope<'a> {
    /// The body of this error.
    pub const fn new(entry: Entry<'a>) -> Self {
        Self { entry, context: Vec::new() }
    }

    /// Adds a value that the server knows and the error does not, such as a request id: a context.
    ///
    /// A name that the catalogue does not list under `context` is ignored: undeclared values never leave the process. A
    /// second value for a name replaces the first.
    pub fn with(mut self, name: &str, value: impl Into<Value<'a>>) -> Self {
        let declared = self.entry.catalogue().context.iter().position(|it| *it == name);
        if let Some(index) = declared.and_then(|index| u16::try_from(index).ok()) {
            self.context.retain(|(it, _)| *it != index);
            self.context.push((index, value.into()));
        }
        self
    }

    /// The error whose body this is.
    #[must_use]
    pub const fn entry(&self) -> Entry<'a> {
        self.entry
    }

    /// The body as JSON where it was made at compile time: for an error without details and without context.
    #[must_use]
    pub fn static_body(&self) -> Option<&'static str> {
        self.entry.made_body().filter(|body| self.context.is_empty() && !has_holes(body))
    }

    /// The body as JSON, without a copy where [`static_body`](Self::static_body) has it.
    #[must_use]
    pub fn to_body(&self) -> Cow<'static, str> {
        self.static_body().map_or_else(|| Cow::Owned(self.render()), Cow::Borrowed)
    }

    /// The body as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_body().into_owned()
    }

    /// Appends the body as JSON; the cheapest way into a buffer that exists already.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        match self.entry.made_body().filter(|_| self.context.is_empty()) {
            Some(body) if has_holes(body) => holes::write(out, body, self.entry.details()),
            Some(body) => out.extend_from_slice(body.as_bytes()),
            None => self.write_node(out, &self.entry.catalogue().envelope),
        }
    }

    /// The names and values of the response's headers: those of the catalogue, then those of the entry.
    ///
    /// `Content-Type` is not among them: it is [`Catalogue::content_type`](crate::Catalogue::content_type). A header is
    /// left out if it has placeholders and none has a value, or if its value cannot be sent: at most 8 KiB of
    /// visible ASCII, with spaces inside only ([RFC 9110 section 5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)).
    #[must_use]
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let infos = self.entry.catalogue().headers.iter().chain(self.entry.info().headers());
        infos.filter_map(|info| Some((info.name(), self.header_value(info)?))).collect()
    }

    fn header_value(&self, info: &HeaderInfo) -> Option<String> {
        let mut placeholders = info.value.placeholders().peekable();
        if placeholders.peek().is_some() && placeholders.all(|part| self.placeholder(part).is_null()) {
            return None;
        }
        let mut value = String::new();
        let _ = info.value.fill(&mut value, |part| self.placeholder(part));
        let valid = is_field_value(&value);
        #[cfg(feature = "tracing")]
        if !valid {
            // Not the value: it may be an attack on whoever reads the log.
            let code = self.entry.info().code();
            tracing::warn!(
                error.code = code,
                header = info.name(),
                "a header was left out: its value is not visible ASCII, or longer than 8 KiB"
            );
        }
        valid.then_some(value)
    }

    #[cfg(feature = "tower")]
    pub(crate) fn context_values(&self) -> &[(u16, Value<'a>)] {
        &self.context
    }

    #[cfg(feature = "tower")]
    pub(crate) const fn with_context(entry: Entry<'a>, context: Vec<(u16, Value<'a>)>) -> Self {
        Self { entry, context }
    }

    fn context(&self, index: u16) -> Option<&Value<'a>> {
        self.context.iter().find(|(it, _)| *it == index).map(|(_, value)| value)
    }

    fn placeholder(&self, part: Part) -> Value<'a> {
        match part {
            Part::Token(token) => self.token(token),
            other => self.entry.placeholder(other),
        }
    }

    fn token(&self, token: Token) -> Value<'a> {
        match token {
            Token::Message => Value::Text(self.entry.message()),
            Token::UserMessage => self.entry.user_message().into(),
            Token::Details => {
                Value::Map(self.entry.body_details().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
            }
            Token::Context(index) => self.context(index).cloned().unwrap_or(Value::Null),
            scalar => self.entry.scalar(scalar),
        }
    }

    fn is_present(&self, presence: Presence, value: &Node) -> bool {
        match presence {
            Presence::Always => true,
            Presence::IfValue => !self.is_absent(value),
            Presence::IfValueOrContext(index) => self.context(index).is_some() || !self.is_absent(value),
        }
    }

    /// Returns true if the value is null or an object without members.
    fn is_absent(&self, node: &Node) -> bool {
        match node {
            Node::Null => true,
            Node::Object(members) => !members.iter().any(|member| match member {
                Member::Key { presence, value, .. } => self.is_present(*presence, value),
                Member::MergeDetails => self.entry.has_body_details(),
            }),
            Node::Token(Token::Message) => false,
            Node::Token(Token::UserMessage) => self.entry.user_message_template().is_none(),
            Node::Token(Token::Details) => !self.entry.has_body_details(),
            Node::Token(Token::Context(index)) => self.context(*index).is_none_or(Value::is_absent),
            Node::Token(scalar) => self.entry.scalar(*scalar).is_null(),
            _ => false,
        }
    }
}

/// Writing JSON: one pass over the template, values straight into the bytes.
impl Envelope<'_> {
    fn render(&self) -> String {
        let mut out = Vec::with_capacity(256);
        self.write_json(&mut out);
        json::into_text(out)
    }

    fn write_node(&self, out: &mut Vec<u8>, node: &Node) {
        match node {
            Node::Null => json::value(out, &Value::Null),
            Node::Bool(value) => json::value(out, &Value::Bool(*value)),
            Node::Unsigned(value) => json::integer(out, *value),
            Node::Signed(value) => json::integer(out, *value),
            Node::Float(value) => json::float(out, *value),
            Node::Str(text) => json::string(out, text),
            Node::Text(text) => json::filled(out, |sink| text.fill(sink, |part| self.placeholder(part))),
            Node::Token(token) => self.write_token(out, *token),
            Node::List(items) => self.write_list(out, items),
            Node::Object(members) => self.write_object(out, members),
        }
    }

    fn write_token(&self, out: &mut Vec<u8>, token: Token) {
        match token {
            Token::Message => json::filled(out, |sink| self.entry.write_message(sink)),
            Token::Details => self.write_object(out, &[Member::MergeDetails]),
            Token::Context(index) => json::value(out, self.context(index).unwrap_or(&Value::Null)),
            other => json::owned(out, self.token(other)),
        }
    }

    fn write_list(&self, out: &mut Vec<u8>, items: &[Node]) {
        out.push(b'[');
        for item in items {
            json::separate(out, b'[');
            self.write_node(out, item);
        }
        out.push(b']');
    }

    fn write_object(&self, out: &mut Vec<u8>, members: &[Member]) {
        out.push(b'{');
        for member in members {
            match member {
                Member::Key { key, presence, value } if self.is_present(*presence, value) => {
                    json::key(out, key);
                    self.write_node(out, value);
                }
                Member::Key { .. } => {}
                Member::MergeDetails => {
                    for (name, value) in self.entry.body_details() {
                        json::key(out, name);
                        json::owned(out, value);
                    }
                }
            }
        }
        out.push(b'}');
    }
}

impl Serialize for Envelope<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Branch { envelope: self, node: &self.entry.catalogue().envelope }.serialize(serializer)
    }
}

/// A node of the template, with the envelope that has its values.
struct Branch<'e, 'a> {
    envelope: &'e Envelope<'a>,
    node: &'static Node,
}

impl Serialize for Branch<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.node {
            Node::Null => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(*value),
            Node::Unsigned(value) => serializer.serialize_u64(*value),
            Node::Signed(value) => serializer.serialize_i64(*value),
            Node::Float(value) => serializer.serialize_f64(*value),
            Node::Str(text) => serializer.serialize_str(text),
            Node::Text(text) => serializer.collect_str(&Filled { envelope: self.envelope, text }),
            Node::Token(token) => self.serialize_token(*token, serializer),
            Node::List(items) => self.serialize_list(items, serializer),
            Node::Object(members) => self.serialize_object(members, serializer),
        }
    }
}

impl Branch<'_, '_> {
    fn serialize_token<S: Serializer>(&self, token: Token, serializer: S) -> Result<S::Ok, S::Error> {
        match token {
            Token::Code => serializer.serialize_str(self.envelope.entry.info().code()),
            Token::Message => serializer.collect_str(&self.envelope.entry),
            Token::Details => self.serialize_object(&[Member::MergeDetails], serializer),
            other => self.envelope.token(other).serialize(serializer),
        }
    }

    fn serialize_list<S: Serializer>(&self, items: &'static [Node], serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(items.len()))?;
        for node in items {
            list.serialize_element(&Branch { envelope: self.envelope, node })?;
        }
        list.end()
    }

    fn serialize_object<S: Serializer>(&self, members: &'static [Member], serializer: S) -> Result<S::Ok, S::Error> {
        let envelope = self.envelope;
        // Formats that people read need no count beforehand.
        let count = (!serializer.is_human_readable()).then(|| self.count(members));
        let mut map = serializer.serialize_map(count)?;
        for member in members {
            match member {
                Member::Key { key, presence, value } if envelope.is_present(*presence, value) => {
                    map.serialize_entry(key, &Branch { envelope, node: value })?;
                }
                Member::Key { .. } => {}
                Member::MergeDetails => {
                    for (name, value) in envelope.entry.body_details() {
                        map.serialize_entry(name, &value)?;
                    }
                }
            }
        }
        map.end()
    }

    /// The number of members that will be written.
    fn count(&self, members: &[Member]) -> usize {
        let count = |member: &Member| match member {
            Member::Key { presence, value, .. } => usize::from(self.envelope.is_present(*presence, value)),
            Member::MergeDetails => self.envelope.entry.count_body_details(),
        };
        members.iter().map(count).sum()
    }
}

/// A text of the template, with its tokens filled in.
struct Filled<'e, 'a> {
    envelope: &'e Envelope<'a>,
    text: &'e Text,
}

impl fmt::Display for Filled<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fill(f, |part| self.envelope.placeholder(part))
    }
}

/// The longest value that is sent: many servers and proxies take no longer head of a response.
const MAX_FIELD_VALUE: usize = 8 * 1024;

/// Returns true if this can be sent as a header's value without loss
/// ([RFC 9110 section 5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)): visible ASCII, with spaces inside only.
fn is_field_value(value: &str) -> bool {
    let value = value.as_bytes();
    value.len() <= MAX_FIELD_VALUE
        && value.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && value.trim_ascii().len() == value.len()
}
