//! Error responses as a client reads them.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

use serde_core::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::catalogue::Code;
use crate::catalogue::CodeInfo;
use crate::catalogue::{Catalogue, HeaderInfo, Member, Node, Part, RetryAfter, Severity, Token};
use crate::client::HeaderSource;
use crate::client::RateLimit;
use crate::client::retry_after;
use crate::client::scan::{Found, Leaf, scan};
use crate::value::{Escaped, prefix};

/// The most bytes of a body that are read and kept: 64 KiB. A longer one counts as cut there.
pub const MAX_BODY: usize = 64 * 1024;

/// An error as a client received it: what the response says, and what the catalogue adds to it.
///
/// Decoding never fails. What a response lacks, or has in a form that cannot be read, is `None`, and everything else is
/// still there. The code and the details are read from the body, else from the headers; the time to wait from
/// `Retry-After`, else from the body, else from the catalogue.
///
/// `Error::try_from(remote)` turns it back into a generated error, if the code is known and all details are there.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use core::time::Duration;
/// use errors::ErrorCode;
/// use errors_runtime::RemoteError;
///
/// // Cut by a proxy.
/// let body = r#"{"error":{"code":"RATE_LIMIT","details":{"retry_after":30,"limit":1"#;
/// let remote = RemoteError::<ErrorCode>::decode(429, &[], body);
/// assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
/// assert_eq!(remote.retry_after(), Some(Duration::from_secs(30)));
/// assert_eq!(remote.detail::<u32>("limit"), None);
///
/// // Made by a proxy.
/// let remote = RemoteError::<ErrorCode>::decode(502, &[("Retry-After", "7")], "<html>…</html>");
/// assert_eq!(remote.code(), None);
/// assert!(remote.retryable());
/// assert_eq!(remote.retry_after(), Some(Duration::from_secs(7)));
#[doc = "```"]
pub struct RemoteError<C> {
    remote: Box<Remote>,
    code: PhantomData<fn() -> C>,
}

impl<C: Code> RemoteError<C> {
    /// Reads an error response: its status, its headers, and at most [`MAX_BODY`] bytes of its body.
    ///
    /// Bytes that are not UTF-8 are replaced. Where `Retry-After` is a date, it is compared with the response's `Date`, or
    /// with the clock if there is none.
    #[must_use]
    pub fn decode(status: u16, headers: &(impl HeaderSource + ?Sized), body: impl AsRef<[u8]>) -> Self {
        let remote = Remote::decode(C::catalogue(), status, &headers, body.as_ref());
        Self { remote: Box::new(remote), code: PhantomData }
    }

    /// Reads a text message of a WebSocket; its [`status`](Self::status) is 0.
    ///
    /// Any message can be read. One that is not an error has no [`code_str`](Self::code_str), unless it holds a text
    /// where errors hold their code.
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// use errors::ErrorCode;
    /// use errors_runtime::RemoteError;
    ///
    /// let remote = RemoteError::<ErrorCode>::from_text(r#"{"error":{"code":"RATE_LIMIT"}}"#);
    /// assert_eq!((remote.status(), remote.code()), (0, Some(ErrorCode::RateLimit)));
    /// assert_eq!(RemoteError::<ErrorCode>::from_text(r#"{"type":"pong"}"#).code_str(), None);
    #[doc = "```"]
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self::decode(0, &[], text)
    }

    /// Reads a response of hyper, or of any other crate that has the types of `http`; at most [`MAX_BODY`] bytes of its
    /// body.
    ///
    /// There is no need to collect more of a body than that; `http_body_util::Limited` sets such a limit.
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// use core::time::Duration;
    /// use errors::ErrorCode;
    /// use errors_runtime::RemoteError;
    ///
    /// let response = http::Response::builder()
    ///     .status(429)
    ///     .header("Retry-After", "30")
    ///     .body(r#"{"error":{"code":"RATE_LIMIT"}}"#)?;
    /// let remote = RemoteError::<ErrorCode>::from_response(&response);
    /// assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    /// assert_eq!(remote.retry_after(), Some(Duration::from_secs(30)));
    /// # Ok::<(), http::Error>(())
    #[doc = "```"]
    #[cfg(feature = "http")]
    #[must_use]
    pub fn from_response(response: &::http::Response<impl AsRef<[u8]>>) -> Self {
        Self::decode(response.status().as_u16(), response.headers(), response.body())
    }

    /// The code, if this client knows it.
    ///
    /// If the catalogue sends codes neither in bodies nor in headers, the status decides: the code is the status'
    /// fallback, else the only code of that status.
    #[must_use]
    pub fn code(&self) -> Option<C> {
        C::from_index(self.remote.code?.into())
    }

    /// The code as received, which may be one that this client does not know.
    #[must_use]
    pub fn code_str(&self) -> Option<&str> {
        self.remote.code_str()
    }

    /// The HTTP status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.remote.status
    }

    /// The message in the body, as the server wrote it.
    ///
    /// It may hold line breaks and other control characters: log it with `{:?}`.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.remote.text(Token::Message)
    }

    /// The detail of this name, as on the wire; `None` where it is missing, null or of another type.
    #[must_use]
    pub fn detail<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.remote.detail(name).filter(|detail| !detail.is_null())?.read()
    }

    /// The context of this name that the server added, such as a request id: a text as it is, any other value as JSON.
    #[must_use]
    pub fn context(&self, name: &str) -> Option<Cow<'_, str>> {
        self.remote.context(name)
    }

    /// Returns true if the same request may succeed later: the entry of the code decides, else the body, else the retry
    /// policy by its list of statuses.
    #[must_use]
    pub fn retryable(&self) -> bool {
        self.remote.retryable()
    }

    /// The time to wait before the next try, at most [`MAX_RETRY_AFTER`](crate::MAX_RETRY_AFTER).
    ///
    /// It is read from `Retry-After`
    /// ([RFC 9110 section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)), else from the body, else from the
    /// entry of the code, else, for a 429, from the retry policy.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.remote.retry_after()
    }

    /// The rate limits of the server, from the headers `RateLimit` and `RateLimit-Policy`.
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// use core::time::Duration;
    /// use errors_runtime::RemoteError;
    ///
    /// let headers = [("RateLimit", r#""minute";r=0;t=30"#), ("RateLimit-Policy", r#""minute";q=100;w=60"#)];
    /// let remote = RemoteError::<errors::ErrorCode>::decode(429, &headers, "");
    /// let limit = remote.rate_limit().unwrap();
    /// assert_eq!((limit.remaining(), limit.reset()), (Some(0), Some(Duration::from_secs(30))));
    /// assert_eq!(limit.policy("minute").map(|policy| policy.quota()), Some(100));
    #[doc = "```"]
    #[must_use]
    pub fn rate_limit(&self) -> Option<&RateLimit> {
        self.remote.rate_limit.as_ref()
    }

    /// The recommended fix: the first of the code's entry, else the body's, else the first of the status.
    #[must_use]
    pub fn fix(&self) -> Option<&str> {
        self.remote.fix()
    }

    /// Everything that can be done about the error: the fixes of the code's entry, else those of the status.
    #[must_use]
    pub fn fixes(&self) -> &'static [&'static str] {
        self.remote.fixes()
    }

    /// The message for end users: that of the code's entry if all details in it were received, else the body's.
    #[must_use]
    pub fn user_message(&self) -> Option<String> {
        self.remote.user_message()
    }

    /// The severity to report the error with: that of the code's entry, else the body's.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        let told = || Severity::from_word(self.remote.text(Token::Severity)?);
        self.info().map(CodeInfo::severity).or_else(told)
    }

    /// The key of the category: that of the code's entry, else the body's.
    #[must_use]
    pub fn category(&self) -> Option<&str> {
        self.info().and_then(CodeInfo::category).or_else(|| self.remote.text(Token::Category))
    }

    /// The URL of the code's documentation: that of the code's entry, else the body's.
    #[must_use]
    pub fn docs_url(&self) -> Option<&str> {
        self.remote.docs_url()
    }

    /// The body as text, at most [`MAX_BODY`] bytes of it.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.remote.body
    }

    /// Everything that the catalogue says of the code, if this client knows it.
    #[must_use]
    pub fn info(&self) -> Option<CodeInfo> {
        self.remote.info()
    }

    /// A detail of generated code; `None` where it is missing or of another type.
    #[doc(hidden)]
    #[must_use]
    pub fn required<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.remote.detail(name)?.read()
    }

    /// An optional detail of generated code; `None` where it is of another type.
    #[doc(hidden)]
    #[must_use]
    #[allow(clippy::option_option, reason = "absent and wrong are different answers")]
    pub fn optional<T: DeserializeOwned>(&self, name: &str) -> Option<Option<T>> {
        match self.remote.detail(name).filter(|detail| !detail.is_null()) {
            Some(detail) => detail.read().map(Some),
            None => Some(None),
        }
    }
}

// Derives would require the same of `C`, although no value of it is held.

impl<C> Clone for RemoteError<C> {
    fn clone(&self) -> Self {
        Self { remote: self.remote.clone(), code: PhantomData }
    }
}

impl<C> PartialEq for RemoteError<C> {
    fn eq(&self, other: &Self) -> bool {
        self.remote == other.remote
    }
}

impl<C> fmt::Debug for RemoteError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteError")
            .field("status", &self.remote.status)
            .field("code", &self.remote.code_str())
            .field("retry_after", &self.remote.retry_after())
            .field("body", &self.remote.body)
            .finish_non_exhaustive()
    }
}

/// The status, the code and the message, as far as there are any, on one line: control characters of what the server wrote,
/// and those that turn the direction of text around, are escaped.
impl<C> fmt::Display for RemoteError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.remote.status, self.remote.code_str()) {
            (0, Some(code)) => write!(f, "{}", Escaped(code))?,
            (0, None) => f.write_str("unknown error")?,
            (status, Some(code)) => write!(f, "{status} {}", Escaped(code))?,
            (status, None) => write!(f, "status {status}")?,
        }
        match self.remote.text(Token::Message) {
            Some(message) => write!(f, ": {}", Escaped(message)),
            None => Ok(()),
        }
    }
}

impl<C> core::error::Error for RemoteError<C> {}

/// The content of a [`RemoteError`], one type for all catalogues.
#[derive(Clone)]
struct Remote {
    catalogue: &'static Catalogue,
    status: u16,
    code: Option<u16>,
    body: String,
    found: Found,
    headers: Vec<Received>,
    retry_after: Option<Duration>,
    rate_limit: Option<RateLimit>,
}

/// A header whose template has placeholders, as received.
#[derive(Clone)]
struct Received {
    info: &'static HeaderInfo,
    value: Box<str>,
}

impl PartialEq for Received {
    fn eq(&self, other: &Self) -> bool {
        self.info.name() == other.info.name() && self.value == other.value
    }
}

/// Compares what was received; the rest follows from that.
impl PartialEq for Remote {
    fn eq(&self, other: &Self) -> bool {
        self.status == other.status
            && self.body == other.body
            && self.headers == other.headers
            && self.retry_after == other.retry_after
            && self.rate_limit == other.rate_limit
    }
}

/// A detail as received.
enum Raw<'r> {
    Json(&'r str),
    Text(&'r str),
}

impl Raw<'_> {
    fn is_null(&self) -> bool {
        matches!(self, Self::Json(json) if json.trim_ascii() == "null")
    }

    fn read<T: DeserializeOwned>(self) -> Option<T> {
        match self {
            Self::Json(json) => serde_json::from_str(json).ok(),
            Self::Text(text) => T::deserialize(Json::String(text.into())).ok(),
        }
    }

    /// The form that messages hold.
    fn to_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Json(json) => plain(json),
            Self::Text(text) => Some(Cow::Borrowed(text)),
        }
    }
}

/// JSON as a text shows it: strings without quotes, null empty.
fn plain(json: &str) -> Option<Cow<'_, str>> {
    match json.parse().ok()? {
        Json::String(text) => Some(Cow::Owned(text)),
        Json::Null => Some(Cow::Borrowed("")),
        _ => Some(Cow::Borrowed(json)),
    }
}

/// Decoding.
impl Remote {
    fn decode(catalogue: &'static Catalogue, status: u16, headers: &dyn HeaderSource, body: &[u8]) -> Self {
        let body = text_of(body);
        let found = scan(&body, &catalogue.envelope);
        let retry_after = headers.get("retry-after").and_then(|value| retry_after::parse(value, headers.get("date")));
        let rate_limit = RateLimit::from_headers(headers);
        let received = Vec::new();
        let mut remote =
            Self { catalogue, status, code: None, body, found, headers: received, retry_after, rate_limit };
        // A header may carry the code, and the code says which other headers carry something.
        remote.receive(catalogue.headers, headers);
        remote.code = remote.find_code();
        if let Some(info) = remote.info() {
            remote.receive(info.headers(), headers);
        }
        remote
    }

    /// Keeps the headers that carry something.
    fn receive(&mut self, infos: &'static [HeaderInfo], headers: &dyn HeaderSource) {
        let carriers = infos.iter().filter(|info| info.value.placeholders().next().is_some());
        self.headers.extend(carriers.filter_map(|info| {
            // White space around a value is not part of it (RFC 9110 section 5.5).
            let value = core::str::from_utf8(headers.get(info.name())?).ok()?.trim_matches([' ', '\t']);
            // Values of these templates are sent up to 8 KiB; a longer one is not the catalogue's.
            (value.len() <= MAX_BODY).then(|| Received { info, value: value.into() })
        }));
    }

    fn find_code(&self) -> Option<u16> {
        match self.code_text() {
            Some(code) => self.catalogue.codes.position(code),
            // An answer that lacks its code was cut, or made by a proxy: a guess from the status could be wrong.
            None if carries_code(self.catalogue) => None,
            None => self.code_of_status(),
        }
    }

    /// The entry of the status, where nothing else can identify one.
    fn code_of_status(&self) -> Option<u16> {
        if self.status == 0 {
            return None;
        }
        let fallback = self.catalogue.status(self.status).and_then(|status| status.fallback);
        fallback.or_else(|| {
            let mut same = (0..).zip(self.catalogue.codes()).filter(|(_, it)| it.status() == self.status);
            let (index, _) = same.next()?;
            same.next().is_none().then_some(index)
        })
    }
}

/// The body as text: at most [`MAX_BODY`] bytes, not cut within a character.
fn text_of(body: &[u8]) -> String {
    // Three bytes more than are kept, so that each character that begins within the limit is whole.
    let body = body.get(..MAX_BODY + 3).unwrap_or(body);
    if let Ok(text) = core::str::from_utf8(body) {
        return prefix(text, MAX_BODY).to_owned();
    }
    let mut text = String::from_utf8_lossy(body).into_owned();
    text.truncate(prefix(&text, MAX_BODY).len());
    text
}

/// Returns true if a response of this catalogue can carry a code at all.
fn carries_code(catalogue: &Catalogue) -> bool {
    fn node_carries(node: &Node) -> bool {
        match node {
            Node::Token(token) => *token == Token::Code,
            Node::Text(text) => text.placeholders().any(|part| part == Part::Token(Token::Code)),
            Node::List(items) => items.iter().any(node_carries),
            Node::Object(members) => members.iter().any(|member| match member {
                Member::Key { value, .. } => node_carries(value),
                Member::MergeDetails => false,
            }),
            _ => false,
        }
    }
    let mut headers = catalogue.headers.iter().flat_map(|info| info.value.placeholders());
    node_carries(&catalogue.envelope) || headers.any(|part| part == Part::Token(Token::Code))
}

/// Returns true if bodies are those of RFC 9457.
fn is_problem(catalogue: &Catalogue) -> bool {
    let is_type = |member: &Member| matches!(member, Member::Key { value: Node::Token(Token::ProblemType), .. });
    matches!(catalogue.envelope, Node::Object(members) if members.iter().any(is_type))
}

/// Answers.
impl Remote {
    fn info(&self) -> Option<CodeInfo> {
        self.code.map(|position| self.catalogue.codes.at(position))
    }

    fn code_str(&self) -> Option<&str> {
        self.code_text().or_else(|| self.info().map(CodeInfo::code))
    }

    fn code_text(&self) -> Option<&str> {
        self.texts(Token::Code).find(|code| !code.is_empty())
    }

    fn text(&self, token: Token) -> Option<&str> {
        self.texts(token).next()
    }

    /// The texts that a token has in the body, then in the headers.
    ///
    /// Within a longer text, an absent value leaves nothing, so that an empty text counts as absent there.
    fn texts(&self, token: Token) -> impl Iterator<Item = &str> {
        let body = self.found.leaves.iter().rev().filter_map(move |leaf| self.text_in(leaf, token));
        body.chain(self.captured(Part::Token(token)))
    }

    fn text_in<'r>(&'r self, leaf: &'r Leaf, token: Token) -> Option<&'r str> {
        let text = leaf.text.as_ref()?.of(&self.body);
        match leaf.place {
            Node::Token(it) if *it == token => Some(text),
            Node::Text(template) => template.capture(text, Part::Token(token)).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    fn captured(&self, part: Part) -> impl Iterator<Item = &str> {
        let captured = self.headers.iter().filter_map(move |it| it.info.value.capture(&it.value, part));
        captured.filter(|text| !text.is_empty())
    }

    /// The value of a token in the body, as JSON.
    fn json(&self, token: Token) -> Option<&str> {
        let is_token = |leaf: &&Leaf| matches!(leaf.place, Node::Token(it) if *it == token);
        Some(self.found.leaves.iter().rev().find(is_token)?.value.of(&self.body))
    }

    fn detail(&self, name: &str) -> Option<Raw<'_>> {
        // Backwards, because of two members with one name the last one counts.
        let mut details = self.found.details.iter().rev();
        match details.find(|detail| detail.name.of(&self.body) == name) {
            Some(detail) => Some(Raw::Json(detail.value.of(&self.body))),
            None => self.header_detail(name),
        }
    }

    /// A detail that the body does not have, from the header that the entry writes it to.
    fn header_detail(&self, name: &str) -> Option<Raw<'_>> {
        let (index, info) = (0..).zip(self.info()?.details()).find(|(_, it)| it.name == name)?;
        let part = Part::Detail(index);
        let holds = |it: &&Received| it.info.value.placeholders().any(|other| other == part);
        self.headers.iter().filter(holds).find_map(|it| {
            let text = it.info.value.capture(&it.value, part)?;
            // Beside others, an absent detail leaves a gap in its header; alone, it has no header.
            let alone = it.info.value.placeholders().nth(1).is_none();
            let is_absent = text.is_empty() && info.optional && !(info.textual && alone);
            let raw = if info.textual { Raw::Text(text) } else { Raw::Json(text) };
            (!is_absent).then_some(raw)
        })
    }

    fn context(&self, name: &str) -> Option<Cow<'_, str>> {
        let index = self.catalogue.context.iter().position(|it| *it == name)?;
        let token = Token::Context(u16::try_from(index).ok()?);
        if let Some(text) = self.text(token) {
            return Some(Cow::Borrowed(text));
        }
        // RFC 9457 has a text there or nothing.
        if name == "instance" && is_problem(self.catalogue) {
            return None;
        }
        self.json(token).filter(|json| *json != "null").and_then(plain)
    }

    fn retryable(&self) -> bool {
        let told = || self.json(Token::Retryable)?.parse::<Json>().ok()?.as_bool();
        let entry = self.info().map(CodeInfo::retryable);
        entry.or_else(told).unwrap_or_else(|| self.catalogue.retry.retries_status(self.status))
    }

    fn retry_after(&self) -> Option<Duration> {
        let told = || seconds(self.json(Token::RetryAfter)?);
        let default = || self.catalogue.retry.default_retry_after.filter(|_| self.status == 429);
        self.retry_after.or_else(told).or_else(|| self.entry_retry_after()).or_else(default)
    }

    fn entry_retry_after(&self) -> Option<Duration> {
        let info = self.info()?;
        match info.retry_after() {
            RetryAfter::Unspecified => None,
            RetryAfter::Fixed(delay) => Some(delay),
            RetryAfter::Detail(index) => {
                seconds(&self.detail(info.details().get(usize::from(index))?.name)?.to_text()?)
            }
        }
    }

    fn fix(&self) -> Option<&str> {
        let entry = self.info().and_then(CodeInfo::fix);
        entry.or_else(|| self.text(Token::Fix)).or_else(|| self.status_fixes().first().copied())
    }

    fn fixes(&self) -> &'static [&'static str] {
        match self.info() {
            Some(info) if !info.fixes().is_empty() => info.fixes(),
            _ => self.status_fixes(),
        }
    }

    fn status_fixes(&self) -> &'static [&'static str] {
        self.catalogue.status(self.status).map_or(&[], |status| status.fixes)
    }

    fn user_message(&self) -> Option<String> {
        self.filled_user_message().or_else(|| self.text(Token::UserMessage).map(ToOwned::to_owned))
    }

    fn filled_user_message(&self) -> Option<String> {
        let info = self.info()?;
        let template = info.user_message()?;
        let mut message = String::new();
        let mut complete = true;
        for part in template.pieces() {
            match self.piece(info, part) {
                Some(piece) => message.push_str(&piece),
                None => complete = false,
            }
        }
        complete.then_some(message)
    }

    fn piece(&self, info: CodeInfo, part: Part) -> Option<Cow<'_, str>> {
        let index = match part {
            Part::Text(text) => return Some(Cow::Borrowed(text)),
            Part::Token(token) => return self.text(token).map(Cow::Borrowed),
            Part::Detail(index) => index,
        };
        let detail = info.details().get(usize::from(index))?;
        match self.detail(detail.name) {
            Some(raw) => raw.to_text().map(|text| Cow::Owned(text.into_owned())),
            None => detail.optional.then_some(Cow::Borrowed("")),
        }
    }

    fn docs_url(&self) -> Option<&str> {
        let entry = self.info().and_then(CodeInfo::docs_url);
        let problem = || self.text(Token::ProblemType).filter(|url| *url != "about:blank");
        entry.or_else(|| self.text(Token::DocsUrl)).or_else(problem)
    }
}

/// A number of seconds, which some servers write with a fraction.
fn seconds(json: &str) -> Option<Duration> {
    let number: Json = json.parse().ok()?;
    let delay = match number.as_u64() {
        Some(seconds) => Duration::from_secs(seconds),
        // Cut first: a number too large for a `Duration` would be an error, but means a long wait.
        None => Duration::try_from_secs_f64(number.as_f64()?.min(1e12)).ok()?,
    };
    Some(retry_after::capped(delay))
}
