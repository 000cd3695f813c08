//! The checked catalogue: every name resolved, every default filled in, every question answered.
//!
//! Values of these types come from [`load`](crate::load) and [`check`](crate::check); fields are public so that generators
//! can take a whole struct apart and notice a new field.

use std::time::Duration;

pub use crate::document::Mistake;
use crate::json::Json;
pub use crate::words::{Place, Reconnect, Scalar, Sdk, Severity, Token, Transport};

/// A whole catalogue.
///
/// Its parts are small structs that writers destructure completely, without `..`, so that a new field fails to compile
/// until every writer handles it.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Its name, and texts about it.
    pub about: About,
    /// Transport and form of errors.
    pub wire: Wire,
    /// Retry policy for clients.
    pub retry: Retry,
    /// Keys and titles.
    pub categories: Vec<(String, String)>,
    /// The shapes that details may use.
    pub types: Vec<TypeDef>,
    /// The codes, fragments included, in the order they were read.
    pub entries: Vec<Entry>,
    /// Documentation of whole statuses.
    pub statuses: Vec<Status>,
    /// Codes that may not be used again, and the reason.
    pub retired: Vec<(String, String)>,
    /// Other facts about the API.
    pub api: Api,
}

/// The name of a catalogue, and texts about it.
#[derive(Clone, Debug)]
pub struct About {
    /// The domain of the codes.
    pub name: String,
    /// The catalogue's version.
    pub version: Option<String>,
    /// The title of its documentation.
    pub title: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// Address of the documentation of its codes, as written: with `{code}`.
    pub docs_url: Option<String>,
}

/// Transport and form of the errors of a catalogue.
#[derive(Clone, Debug)]
pub struct Wire {
    /// Responses or messages.
    pub transport: Transport,
    /// The shape of the body.
    pub envelope: Envelope,
    /// The media type of the body.
    pub content_type: String,
    /// The names that a server may add.
    pub context: Vec<String>,
    /// Headers of every error; their parts are text and fills, never details.
    pub headers: Vec<Header>,
}

/// Facts about an API that belong to no code.
#[derive(Clone, Debug)]
pub struct Api {
    /// SDK exceptions by status or status class.
    pub exceptions: Vec<(StatusSet, Exception)>,
    /// Documented rate limits.
    pub rate_limits: Vec<RateLimit>,
    /// WebSocket close codes.
    pub close_codes: Vec<CloseCode>,
    /// Common mistakes that belong to no code.
    pub mistakes: Vec<Mistake>,
}

/// One code.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Name on the wire, verbatim.
    pub code: String,
    /// Names of the code elsewhere.
    pub names: EntryNames,
    /// Content of a response.
    pub wire: EntryWire,
    /// Texts for people.
    pub prose: EntryProse,
    /// Advice about retries.
    pub retry: EntryRetry,
    /// Versions and deprecation.
    pub history: EntryHistory,
}

/// Names of a code other than its spelling on the wire.
#[derive(Clone, Debug)]
pub struct EntryNames {
    /// The generated variant.
    pub variant: String,
    /// The generated constructor.
    pub constructor: String,
    /// The SDK exception, the catalogue's default for its status included.
    pub exception: Option<Exception>,
    /// Older spellings.
    pub aliases: Vec<String>,
}

/// Content of the response for a code.
#[derive(Clone, Debug)]
pub struct EntryWire {
    /// `None` only where errors are messages.
    pub status: Option<u16>,
    /// The status' reason phrase, or the entry's own title.
    pub title: String,
    /// The message.
    pub message: Template,
    /// A key of the catalogue's categories.
    pub category: Option<String>,
    /// Level at which it should be reported.
    pub severity: Severity,
    /// The entry's own headers, without `Retry-After`.
    pub headers: Vec<Header>,
    /// The details, in order.
    pub details: Vec<Detail>,
}

/// Texts for people about a code.
#[derive(Clone, Debug)]
pub struct EntryProse {
    /// Markdown.
    pub description: Option<String>,
    /// Advice for the reader.
    pub fixes: Vec<String>,
    /// Possible causes.
    pub causes: Vec<String>,
    /// Common mistakes that lead to it.
    pub mistakes: Vec<Mistake>,
    /// The message for end users.
    pub user_message: Option<Template>,
    /// Address of its documentation, with the code filled in.
    pub docs_url: Option<String>,
}

/// Advice about sending the same request again.
#[derive(Clone, Copy, Debug)]
pub struct EntryRetry {
    /// True if a retry can help.
    pub retryable: bool,
    /// Delay before the retry.
    pub retry_after: RetryAfter,
}

/// The history of a code.
#[derive(Clone, Debug)]
pub struct EntryHistory {
    /// The version that introduced it.
    pub since: Option<String>,
    /// Replacement, if it is deprecated.
    pub deprecated: Option<String>,
}

/// A detail of an entry.
#[derive(Clone, Debug)]
pub struct Detail {
    /// Name on the wire, verbatim.
    pub name: String,
    /// The generated field.
    pub field: String,
    /// Its type.
    pub ty: Type,
    /// Its type as the catalogue spells it.
    pub declared: String,
    /// Meaning.
    pub description: Option<String>,
    /// A value for documentation.
    pub example: Option<Json>,
    /// Place in the response.
    pub place: Place,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A type without parameters.
    Scalar(Scalar),
    /// An array.
    List(Box<Type>),
    /// An object with any keys.
    Map(Box<Type>),
    /// A value that may be absent.
    Optional(Box<Type>),
    /// A shape: its position in the catalogue's types.
    Named(usize),
}

/// A shape under `types`.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Spelling in the catalogue.
    pub name: String,
    /// The generated type.
    pub ident: String,
    /// Content.
    pub shape: Shape,
}

/// Content of a shape.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Values on the wire, and the generated variants.
    Enum(Vec<(String, String)>),
    /// The fields of a struct.
    Struct(Vec<Field>),
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name on the wire, verbatim.
    pub name: String,
    /// The generated field.
    pub field: String,
    /// Its type.
    pub ty: Type,
    /// Its type as the catalogue spells it.
    pub declared: String,
    /// True if the value is boxed in Rust because its type leads back to this struct.
    pub boxed: bool,
}

/// A text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Spelling in the catalogue.
    pub source: String,
    /// The pieces; two texts are never adjacent.
    pub parts: Vec<Part>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text, braces unescaped.
    Text(String),
    /// A detail: its position in the entry's details.
    Detail(usize),
    /// A value of the envelope.
    Fill(Fill),
}

/// A value that the envelope holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// A value that every error has.
    Token(Token),
    /// `type` of RFC 9457: the documentation, or `about:blank`.
    ProblemType,
    /// A context: its position in the catalogue's list.
    Context(usize),
}

/// The shape of the body.
#[derive(Clone, Debug, PartialEq)]
pub enum Envelope {
    /// A null, bool, number or string that is sent unchanged.
    Literal(Json),
    /// A value, whole.
    Fill(Fill),
    /// A string that holds values as text.
    Text(Template),
    /// An array.
    List(Vec<Envelope>),
    /// An object.
    Object(Vec<Member>),
}

/// A member of an object of the envelope.
#[derive(Clone, Debug, PartialEq)]
pub enum Member {
    /// A key and its value.
    Key {
        /// The key, without its `?`.
        key: String,
        /// Condition for writing it.
        presence: Presence,
        /// Its value.
        value: Envelope,
    },
    /// `<<: $details`.
    MergeDetails,
}

/// Condition for writing a key of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Always,
    /// Only if its value is neither null nor an empty object.
    IfValue,
    /// As before, or if the context at this position was added.
    IfValueOrContext(usize),
}

/// A header and the template of its value.
#[derive(Clone, Debug)]
pub struct Header {
    /// Spelling in the catalogue.
    pub name: String,
    /// The value.
    pub value: Template,
}

/// Source of the delay before a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// Decided by the retry policy.
    Unspecified,
    /// A detail, in seconds: its position in the entry's details.
    Detail(usize),
    /// A constant.
    Fixed(Duration),
}

/// Retry policy for clients.
#[derive(Clone, Debug)]
pub struct Retry {
    /// The statuses to retry.
    pub statuses: Vec<u16>,
    /// Retries after the first attempt.
    pub max_retries: u32,
    /// Delay before the first retry.
    pub initial_delay: Duration,
    /// Factor from one delay to the next.
    pub multiplier: f64,
    /// The longest delay.
    pub max_delay: Duration,
    /// A delay is scaled by a random factor in `[1 - jitter, 1]`.
    pub jitter: f64,
    /// Delay after a 429 without `Retry-After`.
    pub default_retry_after: Option<Duration>,
}

/// Documentation shared by all errors of a status.
#[derive(Clone, Debug)]
pub struct Status {
    /// Number, 100..=599.
    pub status: u16,
    /// Meaning in this API.
    pub meaning: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// Possible causes.
    pub causes: Vec<String>,
    /// Advice for the reader.
    pub fixes: Vec<String>,
    /// The message for end users.
    pub user_message: Option<String>,
    /// Position of the entry that replaces errors created by a framework.
    pub fallback: Option<usize>,
}

/// A status, or a class of statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusSet {
    /// One status.
    One(u16),
    /// `4xx` is 4.
    Class(u16),
}

/// An SDK exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exception {
    /// The same name in every SDK.
    Name(String),
    /// A name for some SDKs.
    BySdk(Vec<(Sdk, String)>),
}

/// A documented rate limit.
#[derive(Clone, Debug)]
pub struct RateLimit {
    /// Its key.
    pub name: String,
    /// Requests in a window.
    pub limit: u64,
    /// The window.
    pub window: Duration,
    /// Unit that requests are counted for.
    pub scope: Option<String>,
    /// Endpoints that are counted.
    pub applies_to: Option<String>,
}

/// A WebSocket close code.
#[derive(Clone, Debug)]
pub struct CloseCode {
    /// Number, 1000..=1015 or 3000..=4999.
    pub code: u16,
    /// The generated variant.
    pub name: String,
    /// Meaning.
    pub meaning: String,
    /// Advice for the reader.
    pub action: Option<String>,
    /// Advice about reconnecting.
    pub reconnect: Reconnect,
}

impl Template {
    /// A text without placeholders.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { source: text.to_owned(), parts: vec![Part::Text(text.to_owned())] }
    }

    /// The text, if it has no placeholder.
    #[must_use]
    pub fn as_plain(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Returns true if the detail at this position is filled in.
    #[must_use]
    pub fn uses(&self, detail: usize) -> bool {
        self.parts.contains(&Part::Detail(detail))
    }
}

impl Type {
    /// The type without its `?`.
    #[must_use]
    pub fn required(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }

    /// Returns true if the value may be absent.
    #[must_use]
    pub const fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }
}

impl StatusSet {
    /// The statuses of the set, from the lowest.
    #[must_use]
    pub const fn statuses(self) -> std::ops::RangeInclusive<u16> {
        match self {
            Self::One(status) => status..=status,
            Self::Class(class) => class * 100..=class * 100 + 99,
        }
    }
}
