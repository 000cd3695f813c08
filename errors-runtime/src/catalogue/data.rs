//! The tables that `include_error_spec!` fills in: what a catalogue says, as static data.
//!
//! Every field is `#[doc(hidden)] pub`, because generated code writes these structs as literals (the cheapest
//! form for the compiler); readers use the methods. Fields may change in any release, methods may not.

use core::fmt;
use core::time::Duration;

use crate::catalogue::RetryPolicy;
use crate::catalogue::{CodeInfo, Codes};

/// Writes the methods that only hand out a field.
macro_rules! getters {
    ($type:ty { $($(#[$doc:meta])* $name:ident: $out:ty,)* }) => {
        impl $type {
            $($(#[$doc])* #[must_use] pub const fn $name(&self) -> $out { self.$name })*
        }
    };
}

/// A whole catalogue as data: its codes, its retry policy, and what it says of the API as a whole.
///
/// Every generated module has one, named `CATALOGUE`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use errors::CATALOGUE;
///
/// assert_eq!((CATALOGUE.name(), CATALOGUE.content_type()), ("acme", "application/json"));
/// assert_eq!(CATALOGUE.context(), ["request_id"]);
/// assert_eq!(CATALOGUE.codes().filter(|info| info.retryable()).count(), 2);
/// assert_eq!(CATALOGUE.find("RATE_LIMIT").map(|info| info.status()), Some(429));
#[doc = "```"]
#[derive(Debug)]
pub struct Catalogue {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub version: Option<&'static str>,
    #[doc(hidden)]
    pub title: Option<&'static str>,
    #[doc(hidden)]
    pub content_type: &'static str,
    #[doc(hidden)]
    pub envelope: Node,
    #[doc(hidden)]
    pub context: &'static [&'static str],
    /// Sent with every error; parts are text and tokens, never details.
    #[doc(hidden)]
    pub headers: &'static [HeaderInfo],
    #[doc(hidden)]
    pub codes: &'static Codes,
    #[doc(hidden)]
    pub categories: &'static [(&'static str, &'static str)],
    #[doc(hidden)]
    pub statuses: &'static [StatusInfo],
    #[doc(hidden)]
    pub retry: RetryPolicy,
    #[doc(hidden)]
    pub rate_limits: &'static [RateLimitInfo],
    #[doc(hidden)]
    pub close_codes: &'static [CloseCodeInfo],
    #[doc(hidden)]
    pub retired: &'static [(&'static str, &'static str)],
}

getters! { Catalogue {
    /// The catalogue's name, such as `acme`: codes of two catalogues may be spelt alike.
    name: &'static str,
    /// The version that the catalogue gives itself.
    version: Option<&'static str>,
    /// The catalogue's title.
    title: Option<&'static str>,
    /// The media type of the body, such as `application/json` or `application/problem+json`.
    content_type: &'static str,
    /// The names that a server may add to a response with [`Envelope::with`](crate::Envelope::with).
    context: &'static [&'static str],
    /// The headers that are sent with every error.
    headers: &'static [HeaderInfo],
    /// The categories: the key of each and its title.
    categories: &'static [(&'static str, &'static str)],
    /// The statuses that the catalogue describes.
    statuses: &'static [StatusInfo],
    /// The documented rate limits.
    rate_limits: &'static [RateLimitInfo],
    /// The documented WebSocket close codes.
    close_codes: &'static [CloseCodeInfo],
    /// Codes of earlier releases that must not be used again, each with what became of it.
    retired: &'static [(&'static str, &'static str)],
}}

impl Catalogue {
    /// All entries, in the order of the catalogue: that at position `n` is of the code whose
    /// [`index`](crate::Code::index) is `n`.
    #[must_use]
    pub fn codes(&self) -> impl DoubleEndedIterator<Item = CodeInfo> + ExactSizeIterator + Clone + use<> {
        self.codes.iter()
    }

    /// Older spellings that clients still understand, each with the position of its entry in [`codes`](Self::codes).
    #[must_use]
    pub const fn aliases(&self) -> &'static [(&'static str, u16)] {
        self.codes.aliases
    }

    /// The retry policy for clients.
    #[must_use]
    pub const fn retry(&self) -> &RetryPolicy {
        &self.retry
    }

    /// The entry of a code or of one of its aliases.
    #[must_use]
    pub const fn find(&self, code: &str) -> Option<CodeInfo> {
        match self.codes.position(code) {
            Some(position) => Some(self.codes.at(position)),
            None => None,
        }
    }

    /// The catalogue's description of this status.
    #[must_use]
    pub fn status(&self, status: u16) -> Option<&'static StatusInfo> {
        self.statuses.iter().find(|info| info.status == status)
    }

    /// The entry that replaces an error of this status that no handler made, such as a framework's 404 or the 500 of a
    /// panic; `None` where the catalogue names none.
    #[must_use]
    pub fn fallback(&self, status: u16) -> Option<CodeInfo> {
        self.status(status)?.fallback.map(|position| self.codes.at(position))
    }

    /// The entry that can replace any error of this status: the fallback, else the only entry of the status if all
    /// of its details are optional.
    #[cfg(feature = "tower")]
    pub(crate) fn stand_in(&self, status: u16) -> Option<CodeInfo> {
        let only = || {
            let mut entries = self.codes().filter(|info| info.status() == status);
            let entry = entries.next().filter(|info| info.details().iter().all(|detail| detail.optional))?;
            entries.next().is_none().then_some(entry)
        };
        self.fallback(status).or_else(only)
    }
}

/// A declared detail of an entry.
#[derive(Clone, Copy, Debug)]
pub struct DetailInfo {
    /// As on the wire.
    #[doc(hidden)]
    pub name: &'static str,
    /// The generated field; empty where it is named like the detail.
    #[doc(hidden)]
    pub field: &'static str,
    /// The declared type, as the catalogue spells it: `u32`, `list<string>?`.
    #[doc(hidden)]
    pub ty: &'static str,
    #[doc(hidden)]
    pub place: Place,
    /// True if the value is text (`string` or an enum, optional or not): a header holds it unquoted.
    #[doc(hidden)]
    pub textual: bool,
    #[doc(hidden)]
    pub optional: bool,
    #[doc(hidden)]
    pub description: Option<&'static str>,
}

impl DetailInfo {
    /// The generated field.
    pub(crate) const fn field(&self) -> &'static str {
        if self.field.is_empty() { self.name } else { self.field }
    }
}

getters! { DetailInfo {
    /// The name, as on the wire.
    name: &'static str,
    /// The declared type, as the catalogue spells it: `u32`, `list<string>?`.
    ty: &'static str,
    /// The part of the response that carries the detail.
    place: Place,
    /// Returns true if the detail may be absent.
    optional: bool,
    /// The meaning of the detail.
    description: Option<&'static str>,
}}

/// The part of a response that carries a detail: `in:` of its declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// In the details of the body.
    Body,
    /// In a header, not in the body.
    Header,
    /// In the text of the message only; a client cannot read it back.
    Message,
}

/// A header that the catalogue declares: its name, and its value with placeholders.
#[derive(Clone, Copy, Debug)]
pub struct HeaderInfo {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub value: Text,
}

getters! { HeaderInfo {
    /// The header's name.
    name: &'static str,
}}

impl HeaderInfo {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, source: &'static str, parts: &'static [Part]) -> Self {
        Self { name, value: Text { source, parts } }
    }

    /// The value, with its placeholders as they are: `{limit}`.
    #[must_use]
    pub const fn value(&self) -> &Text {
        &self.value
    }
}

/// A text of the catalogue, such as a message, which may have placeholders for details.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// As the catalogue has it; where `parts` is empty, the text itself (braces unescaped).
    #[doc(hidden)]
    pub source: &'static str,
    /// Empty where the text has no placeholder.
    #[doc(hidden)]
    pub parts: &'static [Part],
}

impl Text {
    #[doc(hidden)]
    #[must_use]
    pub const fn plain(source: &'static str) -> Self {
        Self { source, parts: &[] }
    }
}

getters! { Text {
    /// The text as the catalogue has it, with its placeholders as they are: `{limit}`.
    source: &'static str,
}}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.source)
    }
}

/// A piece of a [`Text`].
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Text(&'static str),
    /// Position in the entry's details.
    Detail(u16),
    /// One of the envelope's values, as text.
    Token(Token),
}

impl Part {
    #[must_use]
    pub const fn text(text: &'static str) -> Self {
        Self::Text(text)
    }

    #[must_use]
    pub const fn detail(position: u16) -> Self {
        Self::Detail(position)
    }
}

/// One node of the envelope.
#[doc(hidden)]
#[derive(Debug)]
pub enum Node {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Str(&'static str),
    /// A string that holds tokens as text: `urn:acme:error:{code}`.
    Text(Text),
    /// `$name`.
    Token(Token),
    List(&'static [Node]),
    Object(&'static [Member]),
}

/// One member of an object of the envelope.
#[doc(hidden)]
#[derive(Debug)]
pub enum Member {
    Key {
        key: &'static str,
        presence: Presence,
        value: Node,
    },
    /// `<<: $details`.
    MergeDetails,
}

/// When a key of the envelope is written.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// `key`
    Always,
    /// `key?`: left out when its value is null or an empty object.
    IfValue,
    /// `key?name`: as `key?`, but always written when the context at this position was added.
    IfValueOrContext(u16),
}

/// A value that the envelope can hold.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    Code,
    Status,
    Message,
    Details,
    Category,
    Severity,
    Retryable,
    /// Whole seconds, rounded up.
    RetryAfter,
    Fix,
    UserMessage,
    Title,
    DocsUrl,
    /// `type` of RFC 9457: the documentation, or `about:blank`.
    ProblemType,
    /// Position in the catalogue's `context`.
    Context(u16),
}

/// The source of an entry's retry delay.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    Unspecified,
    /// Position in the entry's details; whole seconds.
    Detail(u16),
    Fixed(Duration),
}

/// The severity to report an error with; ordered, [`Info`](Self::Info) is the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// A part of normal work.
    Info,
    /// The caller's mistake, or something that passes; what a 4xx is unless the catalogue says otherwise.
    Warning,
    /// The server's mistake; what a 5xx is unless the catalogue says otherwise.
    Error,
    /// Somebody should be woken.
    Critical,
}

impl Severity {
    /// The word on the wire: `info`, `warning`, `error` or `critical`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Critical => "critical",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error, Self::Critical].into_iter().find(|severity| severity.as_str() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An HTTP status as the catalogue describes it.
#[derive(Debug)]
pub struct StatusInfo {
    #[doc(hidden)]
    pub status: u16,
    #[doc(hidden)]
    pub meaning: Option<&'static str>,
    #[doc(hidden)]
    pub fixes: &'static [&'static str],
    /// Position in the catalogue's codes of the entry that replaces errors of the framework itself.
    #[doc(hidden)]
    pub fallback: Option<u16>,
}

getters! { StatusInfo {
    /// The HTTP status.
    status: u16,
    /// The meaning of the status in this API.
    meaning: Option<&'static str>,
    /// The fixes that entries of this status inherit.
    fixes: &'static [&'static str],
}}

/// A rate limit that the catalogue documents: a number of requests within a window.
#[derive(Debug)]
pub struct RateLimitInfo {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub limit: u64,
    #[doc(hidden)]
    pub window: Duration,
    #[doc(hidden)]
    pub scope: Option<&'static str>,
    #[doc(hidden)]
    pub applies_to: Option<&'static str>,
}

getters! { RateLimitInfo {
    /// The limit's name in the catalogue.
    name: &'static str,
    /// The number of requests that are allowed within the window.
    limit: u64,
    /// The time that requests are counted over.
    window: Duration,
    /// The scope that requests are counted in, in words: `Per API key`.
    scope: Option<&'static str>,
    /// The endpoints that the limit applies to, in words.
    applies_to: Option<&'static str>,
}}

/// A WebSocket close code as the catalogue describes it.
#[derive(Debug)]
pub struct CloseCodeInfo {
    #[doc(hidden)]
    pub code: u16,
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub meaning: &'static str,
    #[doc(hidden)]
    pub action: Option<&'static str>,
    #[doc(hidden)]
    pub reconnect: Reconnect,
}

impl CloseCodeInfo {
    /// Returns true if an endpoint may send the code: 1005, 1006 and 1015 only report what happened, 1004 has no
    /// meaning yet ([RFC 6455 section 7.4.1](https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1)).
    #[must_use]
    pub const fn is_sendable(&self) -> bool {
        matches!(self.code, 1000..=1003 | 1007..=1014 | 3000..=4999)
    }
}

getters! { CloseCodeInfo {
    /// The number in the close frame ([RFC 6455 section 7.4](https://www.rfc-editor.org/rfc/rfc6455#section-7.4)).
    code: u16,
    /// The name of the generated variant.
    name: &'static str,
    /// The meaning of the close code.
    meaning: &'static str,
    /// The action to take, in words.
    action: Option<&'static str>,
    /// The advice on connecting again.
    reconnect: Reconnect,
}}

/// The advice on connecting again after a WebSocket was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reconnect {
    /// Stay closed.
    Never,
    /// Connect again after the delays of the retry policy.
    Backoff,
    /// Connect again at once.
    Immediately,
}

impl Reconnect {
    /// The catalogue's word: `never`, `backoff` or `immediately`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Backoff => "backoff",
            Self::Immediately => "immediately",
        }
    }
}

impl fmt::Display for Reconnect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
