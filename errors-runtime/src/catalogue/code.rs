//! Codes: the generated `ErrorCode` enums seen as one trait.

use alloc::string::String;
use core::fmt::{self, Debug, Display};
use core::hash::Hash;

use crate::catalogue::{Catalogue, Severity};
use crate::catalogue::{CodeInfo, Codes};
use crate::value::Escaped;

/// The codes of one catalogue, for code that works with any: every generated `ErrorCode` implements it.
///
/// `ErrorCode` has the same methods itself, most of them `const`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use errors_runtime::Code;
///
/// fn first_fix<C: Code>(code: &str) -> Option<&'static str> {
///     C::from_code(code)?.fix()
/// }
///
/// assert_eq!(first_fix::<errors::ErrorCode>("RATE_LIMIT"), Some("Back off and retry"));
/// assert_eq!(first_fix::<errors::ErrorCode>("UNAUTHORIZED"), None);
#[doc = "```"]
pub trait Code: Copy + Eq + Hash + Debug + Display + Send + Sync + 'static {
    /// The catalogue that these are the codes of.
    fn catalogue() -> &'static Catalogue;

    /// The position of the code in its catalogue, counted from 0.
    fn index(self) -> usize;

    /// The code at a position in the catalogue, `None` past the last.
    fn from_index(index: usize) -> Option<Self>;

    /// The code with this spelling or this alias.
    #[must_use]
    fn from_code(code: &str) -> Option<Self> {
        Self::from_index(Self::catalogue().codes.position(code)?.into())
    }

    /// Everything that the catalogue says of the code.
    fn info(self) -> CodeInfo {
        Self::catalogue().codes().nth(self.index()).unwrap_or(Codes::NONE.at(0))
    }

    /// The code, verbatim as on the wire.
    fn code(self) -> &'static str {
        self.info().code()
    }

    /// The HTTP status; 0 where an entry of a socket has none.
    fn status(self) -> u16 {
        self.info().status()
    }

    /// Returns true if the same request may succeed later.
    fn retryable(self) -> bool {
        self.info().retryable()
    }

    /// The recommended fix: the first of the `fixes`.
    fn fix(self) -> Option<&'static str> {
        self.info().fix()
    }

    /// Everything that can be done about the error, in the order of the catalogue.
    fn fixes(self) -> &'static [&'static str] {
        self.info().fixes()
    }

    /// The key of the category.
    fn category(self) -> Option<&'static str> {
        self.info().category()
    }

    /// The severity to report the error with.
    fn severity(self) -> Severity {
        self.info().severity()
    }

    /// The description of the code, in Markdown.
    fn description(self) -> Option<&'static str> {
        self.info().description()
    }

    /// The URL of the code's documentation.
    fn docs_url(self) -> Option<&'static str> {
        self.info().docs_url()
    }
}

/// The error of parsing a text as an `ErrorCode`: the catalogue has no such code.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// let error = "RATE_LIMITS".parse::<errors::ErrorCode>().unwrap_err();
/// assert_eq!(error.as_str(), "RATE_LIMITS");
/// assert_eq!(error.to_string(), "unknown code `RATE_LIMITS`");
#[doc = "```"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    text: String,
    cut: bool,
}

impl UnknownCode {
    /// The most bytes of the text that are kept.
    pub const MAX_LEN: usize = 128;

    #[doc(hidden)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        let kept = crate::value::prefix(text, Self::MAX_LEN);
        Self { text: kept.into(), cut: kept.len() < text.len() }
    }

    /// The text, at most [`MAX_LEN`](Self::MAX_LEN) bytes of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown code `{}{}`", Escaped(&self.text), if self.cut { "…" } else { "" })
    }
}

impl core::error::Error for UnknownCode {}
