//! Errors: an entry of a catalogue together with the values of its details.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use crate::catalogue::CodeInfo;
use crate::catalogue::{Catalogue, Part, Place, RetryAfter, Severity, Text, Token};
use crate::server::Envelope;
use crate::value::Value;

/// The values of an error's details, by position.
///
/// Generated errors implement it, and so does `derive(ApiError)`; [`Entry::new`] shows how to do it by hand.
pub trait Details {
    /// The value of the detail at this position, in the order of the entry's `details()`; `Value::Null` past the last.
    fn detail(&self, index: usize) -> Value<'_>;

    /// A message that the error has instead of the catalogue's; its placeholders are the entry's details.
    fn own_message(&self) -> Option<&'static Text> {
        None
    }

    /// Returns true if the details are not known: a null is then left out, even of a required detail.
    #[doc(hidden)]
    fn stands_in(&self) -> bool {
        false
    }
}

/// Of an error without details.
impl Details for () {
    fn detail(&self, _: usize) -> Value<'_> {
        Value::Null
    }
}

/// One error as its catalogue sees it: an entry and the values of its details.
///
/// `Display` is the message.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    catalogue: &'static Catalogue,
    info: CodeInfo,
    details: &'a dyn Details,
}

impl<'a> Entry<'a> {
    /// An error of `catalogue`: its entry, with the details in the order in which the entry declares them.
    ///
    /// [`ApiError::entry`] returns this where the trait is implemented by hand.
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// use errors::{CATALOGUE, ErrorCode};
    /// use errors_runtime::{ApiError, Details, Entry, Value};
    ///
    /// #[derive(Debug)]
    /// struct NoSession(u64);
    ///
    /// impl Details for NoSession {
    ///     fn detail(&self, index: usize) -> Value<'_> {
    ///         match index {
    ///             0 => Value::from(format!("s-{}", self.0)), // `session_id`, the only detail
    ///             _ => Value::Null,
    ///         }
    ///     }
    /// }
    ///
    /// impl ApiError for NoSession {
    ///     fn entry(&self) -> Entry<'_> {
    ///         Entry::new(CATALOGUE, ErrorCode::SessionNotFound.info(), self)
    ///     }
    /// }
    ///
    /// impl std::error::Error for NoSession {}
    ///
    /// impl std::fmt::Display for NoSession {
    ///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    ///         self.entry().fmt(f)
    ///     }
    /// }
    ///
    /// assert_eq!((NoSession(7).status(), NoSession(7).to_string().as_str()), (404, "Session s-7 does not exist"));
    #[doc = "```"]
    #[must_use]
    pub const fn new(catalogue: &'static Catalogue, info: CodeInfo, details: &'a dyn Details) -> Self {
        Self { catalogue, info, details }
    }

    /// The catalogue that the error belongs to.
    #[must_use]
    pub const fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// Everything that the catalogue says of the error's code.
    #[must_use]
    pub const fn info(&self) -> CodeInfo {
        self.info
    }

    pub(crate) const fn details(&self) -> &'a dyn Details {
        self.details
    }

    /// The message, with the details filled in.
    #[must_use]
    pub fn message(&self) -> Cow<'static, str> {
        let template = self.message_template();
        if template.parts.is_empty() {
            Cow::Borrowed(template.source)
        } else {
            let mut message = String::new();
            let _ = self.write_message(&mut message);
            Cow::Owned(message)
        }
    }

    /// The message for end users, with the details filled in; `None` where the catalogue has none.
    #[must_use]
    pub fn user_message(&self) -> Option<String> {
        let template = self.user_message_template()?;
        let mut message = String::new();
        let _ = template.fill(&mut message, |part| self.placeholder(part));
        Some(message)
    }

    /// The time that a client should wait before the next try, if the entry has one: a detail's value, or a fixed time.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.info.retry_after() {
            RetryAfter::Unspecified => None,
            RetryAfter::Detail(index) => self.detail(index).as_seconds().map(Duration::from_secs),
            RetryAfter::Fixed(delay) => Some(delay),
        }
    }

    pub(crate) fn write_message<W: fmt::Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.message_template().fill(out, |part| self.placeholder(part))
    }

    /// A sentence with gaps says less than what the status means.
    fn message_template(&self) -> Text {
        let template = self.details.own_message().copied().unwrap_or(self.info.message());
        if self.has_gaps(template) { Text::plain(self.meaning()) } else { template }
    }

    pub(crate) fn user_message_template(&self) -> Option<Text> {
        self.info.user_message().filter(|template| !self.has_gaps(*template))
    }

    /// Returns true if the text has a placeholder of a required detail that is missing.
    fn has_gaps(&self, template: Text) -> bool {
        self.details.stands_in()
            && template.placeholders().any(|part| match part {
                Part::Detail(index) => {
                    let optional = self.info.details().get(usize::from(index)).is_some_and(|detail| detail.optional);
                    !optional && self.detail(index).is_null()
                }
                _ => false,
            })
    }

    fn meaning(&self) -> &'static str {
        self.catalogue.status(self.info.status()).and_then(|status| status.meaning).unwrap_or(self.info.title())
    }

    /// The body made at compile time, which has the catalogue's message and all details, some of them in holes.
    pub(crate) fn made_body(&self) -> Option<&'static str> {
        self.info.body().filter(|_| self.details.own_message().is_none() && !self.details.stands_in())
    }

    pub(crate) fn detail(&self, index: u16) -> Value<'a> {
        self.details.detail(index.into())
    }

    /// The details that travel in the body, in order, those that are absent left out.
    pub(crate) fn body_details(self) -> impl Iterator<Item = (&'static str, Value<'a>)> {
        let details = self.info.details().iter().enumerate();
        let stands_in = self.details.stands_in();
        details.filter(|(_, detail)| detail.place == Place::Body).filter_map(move |(index, detail)| {
            let value = self.details.detail(index);
            if (detail.optional || stands_in) && value.is_null() {
                return None;
            }
            Some((detail.name, value))
        })
    }

    /// Returns true if the body has any detail.
    pub(crate) fn has_body_details(self) -> bool {
        self.present_details().next().is_some()
    }

    /// The number of details in the body.
    pub(crate) fn count_body_details(self) -> usize {
        self.present_details().count()
    }

    /// The positions of the body's details; asks for the values of optional ones only.
    fn present_details(self) -> impl Iterator<Item = usize> {
        let stands_in = self.details.stands_in();
        let details = self.info.details().iter().enumerate();
        details.filter_map(move |(index, detail)| {
            let required = !detail.optional && !stands_in;
            (detail.place == Place::Body && (required || !self.details.detail(index).is_null())).then_some(index)
        })
    }

    /// The value of a placeholder in the entry's own texts.
    pub(crate) fn placeholder(&self, part: Part) -> Value<'a> {
        match part {
            Part::Text(text) => Value::from(text),
            Part::Detail(index) => self.detail(index),
            Part::Token(token) => self.scalar(token),
        }
    }

    /// The tokens that need no text filled in; the others are null, so that no text can hold itself.
    pub(crate) fn scalar(&self, token: Token) -> Value<'static> {
        let info = self.info;
        match token {
            Token::Code => Value::from(info.code()),
            Token::Status => (info.status() != 0).then_some(info.status()).into(),
            Token::Category => info.category().into(),
            Token::Severity => Value::from(info.severity().as_str()),
            Token::Retryable => Value::from(info.retryable()),
            Token::RetryAfter => self.retry_after().map(whole_seconds).into(),
            Token::Fix => info.fix().into(),
            Token::Title => (!info.title().is_empty()).then_some(info.title()).into(),
            Token::DocsUrl => info.docs_url().into(),
            Token::ProblemType => Value::from(info.docs_url().unwrap_or("about:blank")),
            Token::Message | Token::UserMessage | Token::Details | Token::Context(_) => Value::Null,
        }
    }
}

/// A delay in whole seconds, rounded up: a client that comes too early is turned away again.
fn whole_seconds(delay: Duration) -> u64 {
    delay.as_secs().saturating_add(u64::from(delay.subsec_nanos() > 0))
}

impl fmt::Display for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_message(f)
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("code", &self.info.code())
            .field("message", &self.message())
            .finish_non_exhaustive()
    }
}

/// An error that a server can send: its status, its headers, its body, and advice on retries.
///
/// Every generated `Error` implements it, and `derive(ApiError)` does it for a type of your own. The trait is
/// object-safe: `Box<dyn ApiError>` holds errors of several enums.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use errors::Error;
/// use errors_runtime::{ApiError, Severity};
///
/// let error: Box<dyn ApiError> = Box::new(Error::session_not_found("s-1"));
/// assert_eq!((error.code(), error.status()), ("SESSION_NOT_FOUND", 404));
/// assert_eq!(error.message(), "Session s-1 does not exist");
/// assert_eq!((error.fix(), error.retryable()), (Some("Create a new session"), false));
/// assert_eq!(error.severity(), Severity::Warning);
/// assert_eq!(
///     error.to_json(),
///     concat!(
///         r#"{"error":{"code":"SESSION_NOT_FOUND","message":"Session s-1 does not exist","#,
///         r#""details":{"session_id":"s-1"}}}"#,
///     ),
/// );
#[doc = "```"]
// The texts of its methods are on the pages of generated errors, too, where a link would lead nowhere.
pub trait ApiError: core::error::Error {
    /// The error as its catalogue sees it; all other methods follow from this one.
    fn entry(&self) -> Entry<'_>;

    /// The codes that an error of this type can have; empty where nothing is known.
    #[doc(hidden)]
    #[must_use]
    fn codes() -> Vec<CodeInfo>
    where
        Self: Sized,
    {
        Vec::new()
    }

    /// The code, verbatim as on the wire.
    fn code(&self) -> &'static str {
        self.entry().info().code()
    }

    /// The HTTP status; 0 where an entry of a socket has none.
    fn status(&self) -> u16 {
        self.entry().info().status()
    }

    /// Returns true if the same request may succeed later.
    fn retryable(&self) -> bool {
        self.entry().info().retryable()
    }

    /// The time that a client should wait before the next try, if the entry has one; it is sent as `Retry-After`.
    fn retry_after(&self) -> Option<Duration> {
        self.entry().retry_after()
    }

    /// The recommended fix: the first of the `fixes`.
    fn fix(&self) -> Option<&'static str> {
        self.entry().info().fix()
    }

    /// Everything that can be done about the error, in the order of the catalogue.
    fn fixes(&self) -> &'static [&'static str] {
        self.entry().info().fixes()
    }

    /// The key of the category.
    fn category(&self) -> Option<&'static str> {
        self.entry().info().category()
    }

    /// The severity to report the error with.
    fn severity(&self) -> Severity {
        self.entry().info().severity()
    }

    /// The URL of the code's documentation.
    fn docs_url(&self) -> Option<&'static str> {
        self.entry().info().docs_url()
    }

    /// The message, with the details filled in; the same as `Display`, unless that is left to another derive.
    fn message(&self) -> Cow<'static, str> {
        self.entry().message()
    }

    /// The message for end users, with the details filled in; `None` where the catalogue has none.
    fn user_message(&self) -> Option<String> {
        self.entry().user_message()
    }

    /// The names and values of the response's headers, without `Content-Type`; see `Envelope::headers`.
    fn headers(&self) -> Vec<(&'static str, String)> {
        self.envelope().headers()
    }

    /// The body of the response, to which a server can add context with `Envelope::with`.
    fn envelope(&self) -> Envelope<'_> {
        Envelope::new(self.entry())
    }

    /// The body of the response as JSON, without context.
    fn to_json(&self) -> String {
        self.envelope().to_json()
    }
}

impl<E: ApiError + ?Sized> ApiError for &E {
    fn entry(&self) -> Entry<'_> {
        (**self).entry()
    }
}

impl<E: ApiError> ApiError for Box<E> {
    fn entry(&self) -> Entry<'_> {
        (**self).entry()
    }

    fn codes() -> Vec<CodeInfo> {
        E::codes()
    }
}
