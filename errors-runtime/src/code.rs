//! Codes: the generated `ErrorCode` enums seen as one trait.

use alloc::string::String;
use core::fmt::{self, Debug, Display};
use core::hash::Hash;

use crate::catalogue::{Catalogue, Severity};
use crate::table::{CodeInfo, Codes};

/// The codes of one catalogue; implemented by every generated `ErrorCode`.
pub trait Code: Copy + Eq + Hash + Debug + Display + Send + Sync + 'static {
    /// The catalogue that the codes are of.
    fn catalogue() -> &'static Catalogue;

    /// The position of the code in its catalogue, counted from 0.
    fn index(self) -> usize;

    /// The code at a position of the catalogue.
    fn from_index(index: usize) -> Option<Self>;

    /// The code that is spelled like this, aliases included.
    #[must_use]
    fn from_code(code: &str) -> Option<Self> {
        Self::from_index(Self::catalogue().codes.position(code)?.into())
    }

    /// What the catalogue says of the code.
    fn info(self) -> CodeInfo {
        Self::catalogue().codes().nth(self.index()).unwrap_or(Codes::NONE.at(0))
    }

    /// The code, verbatim as on the wire.
    fn code(self) -> &'static str {
        self.info().code()
    }

    /// The HTTP status, or 0 where an entry of a socket has none.
    fn status(self) -> u16 {
        self.info().status()
    }

    /// Whether the same request may succeed later.
    fn retryable(self) -> bool {
        self.info().retryable()
    }

    /// What to do about it: the first fix.
    fn fix(self) -> Option<&'static str> {
        self.info().fix()
    }

    /// All fixes, in the catalogue's order.
    fn fixes(self) -> &'static [&'static str] {
        self.info().fixes()
    }

    /// The category.
    fn category(self) -> Option<&'static str> {
        self.info().category()
    }

    /// How loudly the error should be reported.
    fn severity(self) -> Severity {
        self.info().severity()
    }

    /// The documentation, as Markdown.
    fn description(self) -> Option<&'static str> {
        self.info().description()
    }

    /// Where the code is documented.
    fn docs_url(self) -> Option<&'static str> {
        self.info().docs_url()
    }
}

/// A text that is no code of the catalogue.
///
/// Keeps at most [`UnknownCode::MAX_LEN`] bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    text: String,
    cut: bool,
}

impl UnknownCode {
    /// The longest text that is kept, in bytes.
    pub const MAX_LEN: usize = 128;

    #[doc(hidden)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        let kept = crate::text::prefix(text, Self::MAX_LEN);
        Self { text: kept.into(), cut: kept.len() < text.len() }
    }

    /// The text, cut if it was longer than [`UnknownCode::MAX_LEN`].
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown code `{}{}`", self.text, if self.cut { "…" } else { "" })
    }
}

impl core::error::Error for UnknownCode {}
