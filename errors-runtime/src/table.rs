//! The packed table of a catalogue's codes, and the view of one of its rows.
//!
//! A row is sixteen 32-bit numbers, least byte first. The texts and lists of all rows stand one after the other in one
//! text and a few lists: a column holds where a row's part begins, and the part ends where the next one begins, in
//! the next column of the kind or in the next row. One row more closes the last one.
//!
//! So a code costs 64 bytes, its texts and no relocation, and the compiler sees a handful of literals, whatever the
//! number of codes.

use core::fmt;

use crate::catalogue::{DetailInfo, HeaderInfo, Part, RetryAfter, Severity, Text};
use crate::index;

/// Bytes of a row.
pub const ROW: usize = 64;

/// Columns whose parts are in `texts`.
const CODE: usize = 0;
const NAME: usize = 1;
const MESSAGE: usize = 2;
const USER_MESSAGE: usize = 3;
const DESCRIPTION: usize = 4;
const DOCS_URL: usize = 5;
const DEPRECATED: usize = 6;
const BODY: usize = 7;
/// Columns whose parts are in `parts`.
const MESSAGE_PARTS: usize = 8;
const USER_MESSAGE_PARTS: usize = 9;
/// Columns of a list each.
const FIXES: usize = 10;
const HEADERS: usize = 11;
const DETAILS: usize = 12;
/// Two numbers each: the status and the flags, and positions in the lists of what many rows have in common.
const STATUS_AND_FLAGS: usize = 13;
const TITLE_AND_CATEGORY: usize = 14;
const SINCE_AND_DELAY: usize = 15;

/// Of the flags: the severity's number is in the bits above.
const RETRYABLE: usize = 1;

/// All codes of a catalogue.
#[doc(hidden)]
#[derive(Debug)]
pub struct Codes {
    /// One per code, and the one that closes the last.
    pub rows: &'static [[u8; ROW]],
    pub texts: &'static str,
    pub parts: &'static [Part],
    pub fixes: &'static [&'static str],
    pub headers: &'static [HeaderInfo],
    pub details: &'static [DetailInfo],
    /// The first of each of these lists stands for nothing.
    pub titles: &'static [&'static str],
    pub categories: &'static [&'static str],
    pub versions: &'static [&'static str],
    pub delays: &'static [RetryAfter],
    /// Older spellings, with the position of the code they stand for.
    pub aliases: &'static [(&'static str, u16)],
    /// Hash table over the codes, then the aliases; see `index`.
    pub index: &'static [[u8; 2]],
}

impl Codes {
    /// No codes; the view of its first row has nothing to say.
    pub(crate) const NONE: &Self = &Self {
        rows: &[[0; ROW]; 2],
        texts: "",
        parts: &[],
        fixes: &[],
        headers: &[],
        details: &[],
        titles: &[""],
        categories: &[""],
        versions: &[""],
        delays: &[RetryAfter::Unspecified],
        aliases: &[],
        index: &[],
    };

    /// How many codes there are.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// The code at a position below [`len`](Self::len).
    #[must_use]
    #[inline]
    pub const fn at(&'static self, position: u16) -> CodeInfo {
        CodeInfo { codes: self, position }
    }

    /// The position of the code that is spelt so, or that has such an alias.
    #[must_use]
    pub const fn position(&'static self, code: &str) -> Option<u16> {
        index::lookup(code, self)
    }

    /// All codes, in order.
    pub(crate) fn iter(&'static self) -> impl DoubleEndedIterator<Item = CodeInfo> + ExactSizeIterator + Clone {
        #[expect(clippy::cast_possible_truncation, reason = "the macro refuses catalogues with more codes")]
        let len = self.len() as u16;
        (0..len).map(|position| self.at(position))
    }
}

/// A byte string as rows, or as the slots of an index.
#[doc(hidden)]
#[must_use]
pub const fn chunks<const N: usize>(bytes: &'static [u8]) -> &'static [[u8; N]] {
    bytes.as_chunks().0
}

/// An entry of a catalogue: everything that it says of one code.
///
/// # Examples
///
/// ```
/// mod errors {
///     errors_runtime::include_error_spec!("errors.yaml");
/// }
///
/// let info = errors::ErrorCode::RateLimit.info();
/// assert_eq!((info.code(), info.status(), info.details().len()), ("RATE_LIMIT", 429, 3));
/// assert_eq!(errors::CATALOGUE.find("RATE_LIMIT"), Some(info));
/// ```
#[derive(Clone, Copy)]
pub struct CodeInfo {
    codes: &'static Codes,
    position: u16,
}

impl CodeInfo {
    /// The entry's position in the catalogue.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn position(self) -> u16 {
        self.position
    }

    /// The code, verbatim as in the catalogue and on the wire.
    #[must_use]
    #[inline]
    pub const fn code(self) -> &'static str {
        self.text(CODE)
    }

    /// The name of the generated variant.
    #[must_use]
    #[inline]
    pub const fn name(self) -> &'static str {
        self.text(NAME)
    }

    /// The HTTP status; 0 where an entry of a socket has none.
    #[must_use]
    #[inline]
    pub const fn status(self) -> u16 {
        low(self.row(), STATUS_AND_FLAGS)
    }

    /// The entry's `title`, else the reason phrase of its status; empty where an entry of a socket has neither.
    #[must_use]
    #[inline]
    pub const fn title(self) -> &'static str {
        self.codes.titles[low(self.row(), TITLE_AND_CATEGORY) as usize]
    }

    /// The message, with its placeholders as they are: `{limit}`.
    #[must_use]
    #[inline]
    pub const fn message(self) -> Text {
        Text { source: self.text(MESSAGE), parts: self.parts(MESSAGE_PARTS) }
    }

    /// The message for end users, with its placeholders as they are.
    #[must_use]
    #[inline]
    pub const fn user_message(self) -> Option<Text> {
        match self.optional_text(USER_MESSAGE) {
            Some(source) => Some(Text { source, parts: self.parts(USER_MESSAGE_PARTS) }),
            None => None,
        }
    }

    /// What to do about the error: the first of the [`fixes`](Self::fixes).
    #[must_use]
    #[inline]
    pub const fn fix(self) -> Option<&'static str> {
        match self.fixes() {
            [first, ..] => Some(first),
            [] => None,
        }
    }

    /// Everything that can be done about the error, in the order of the catalogue.
    #[must_use]
    #[inline]
    pub const fn fixes(self) -> &'static [&'static str] {
        between(self.codes.fixes, self.list(FIXES))
    }

    /// The key of the category.
    #[must_use]
    #[inline]
    pub const fn category(self) -> Option<&'static str> {
        if_any(self.codes.categories[high(self.row(), TITLE_AND_CATEGORY) as usize])
    }

    /// What the documentation says of the code, in Markdown.
    #[must_use]
    #[inline]
    pub const fn description(self) -> Option<&'static str> {
        self.optional_text(DESCRIPTION)
    }

    /// How loudly the error should be reported.
    #[must_use]
    #[inline]
    pub const fn severity(self) -> Severity {
        match self.flags() >> 1 {
            0 => Severity::Info,
            1 => Severity::Warning,
            2 => Severity::Error,
            _ => Severity::Critical,
        }
    }

    /// Whether the same request may succeed later.
    #[must_use]
    #[inline]
    pub const fn retryable(self) -> bool {
        self.flags() & RETRYABLE != 0
    }

    /// The entry's own headers, `Retry-After` among them.
    #[must_use]
    #[inline]
    pub const fn headers(self) -> &'static [HeaderInfo] {
        between(self.codes.headers, self.list(HEADERS))
    }

    /// The declared details, in the order of the catalogue.
    #[must_use]
    #[inline]
    pub const fn details(self) -> &'static [DetailInfo] {
        between(self.codes.details, self.list(DETAILS))
    }

    /// Where the code is documented.
    #[must_use]
    #[inline]
    pub const fn docs_url(self) -> Option<&'static str> {
        self.optional_text(DOCS_URL)
    }

    /// What to use instead, where the code is deprecated.
    #[must_use]
    #[inline]
    pub const fn deprecated(self) -> Option<&'static str> {
        self.optional_text(DEPRECATED)
    }

    /// The version that brought the code.
    #[must_use]
    #[inline]
    pub const fn since(self) -> Option<&'static str> {
        if_any(self.codes.versions[low(self.row(), SINCE_AND_DELAY) as usize])
    }

    /// Where the entry's retry delay comes from.
    #[inline]
    pub(crate) const fn retry_after(self) -> RetryAfter {
        self.codes.delays[high(self.row(), SINCE_AND_DELAY) as usize]
    }

    /// The whole JSON body where it depends on no detail, made at compile time (without context).
    #[inline]
    pub(crate) const fn body(self) -> Option<&'static str> {
        if_any(part_of(self.codes.texts, number(self.row(), BODY), number(self.next_row(), CODE)))
    }

    #[inline]
    const fn row(self) -> &'static [u8; ROW] {
        &self.codes.rows[self.position as usize]
    }

    #[inline]
    const fn next_row(self) -> &'static [u8; ROW] {
        &self.codes.rows[self.position as usize + 1]
    }

    #[inline]
    const fn flags(self) -> usize {
        high(self.row(), STATUS_AND_FLAGS) as usize
    }

    /// A text that ends where the text of the next column begins.
    #[inline]
    const fn text(self, column: usize) -> &'static str {
        let row = self.row();
        part_of(self.codes.texts, number(row, column), number(row, column + 1))
    }

    #[inline]
    const fn optional_text(self, column: usize) -> Option<&'static str> {
        if_any(self.text(column))
    }

    #[inline]
    const fn parts(self, column: usize) -> &'static [Part] {
        let end = if column == MESSAGE_PARTS {
            number(self.row(), USER_MESSAGE_PARTS)
        } else {
            number(self.next_row(), MESSAGE_PARTS)
        };
        between(self.codes.parts, (number(self.row(), column), end))
    }

    #[inline]
    const fn list(self, column: usize) -> (usize, usize) {
        (number(self.row(), column), number(self.next_row(), column))
    }
}

#[inline]
const fn number(row: &[u8; ROW], column: usize) -> usize {
    u32::from_le_bytes(row.as_chunks().0[column]) as usize
}

#[inline]
const fn low(row: &[u8; ROW], column: usize) -> u16 {
    u16::from_le_bytes(row.as_chunks().0[2 * column])
}

#[inline]
const fn high(row: &[u8; ROW], column: usize) -> u16 {
    u16::from_le_bytes(row.as_chunks().0[2 * column + 1])
}

#[inline]
const fn part_of(text: &'static str, start: usize, end: usize) -> &'static str {
    match text.split_at_checked(end) {
        Some((upto, _)) => match upto.split_at_checked(start) {
            Some((_, part)) => part,
            None => "",
        },
        None => "",
    }
}

#[inline]
const fn between<T>(list: &'static [T], (start, end): (usize, usize)) -> &'static [T] {
    match list.split_at_checked(end) {
        Some((upto, _)) => match upto.split_at_checked(start) {
            Some((_, part)) => part,
            None => &[],
        },
        None => &[],
    }
}

#[inline]
const fn if_any(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

/// Two views are equal when they are of the same entry.
impl PartialEq for CodeInfo {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.codes, other.codes) && self.position == other.position
    }
}

impl Eq for CodeInfo {}

impl fmt::Debug for CodeInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeInfo").field("code", &self.code()).field("status", &self.status()).finish_non_exhaustive()
    }
}
