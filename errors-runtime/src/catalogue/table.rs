//! The packed table of a catalogue's codes, and the view of one of its rows; `errors-table` has the layout.

use core::fmt;

use errors_table::{Probe, ROW, RowView, same, severity};

use crate::catalogue::{DetailInfo, HeaderInfo, Part, RetryAfter, Severity, Text};

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
    /// The first item of each of these lists means that there is none.
    pub titles: &'static [&'static str],
    pub categories: &'static [&'static str],
    pub versions: &'static [&'static str],
    pub delays: &'static [RetryAfter],
    /// Older spellings, each with the position of its code.
    pub aliases: &'static [(&'static str, u16)],
    /// Hash table over the codes, then the aliases.
    pub index: &'static [[u8; 2]],
}

impl Codes {
    /// No codes; the view of its first row has nothing to say.
    pub(crate) const NONE: &Self = &Self {
        // One empty row, and the one that closes it: `at(0)` has to be readable.
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

    /// The number of codes.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// The code at a position below [`len`](Self::len).
    #[must_use]
    #[inline]
    pub const fn at(&'static self, position: u16) -> CodeInfo {
        CodeInfo { codes: self, position }
    }

    /// The position of the code with this spelling or this alias.
    #[must_use]
    pub const fn position(&'static self, code: &str) -> Option<u16> {
        let mut probe = Probe::new(code.as_bytes(), self.index);
        while let Some(key) = probe.next(self.index) {
            let (spelling, position) = self.key(key);
            // A probe yields each key on its way, whatever that key's hash.
            if same(code.as_bytes(), spelling.as_bytes()) {
                return Some(position);
            }
        }
        None
    }

    /// The spelling of a key of the index, and the position of its code.
    const fn key(&'static self, key: u16) -> (&'static str, u16) {
        let len = self.len();
        if (key as usize) < len { (self.at(key).code(), key) } else { self.aliases[key as usize - len] }
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
        self.text(self.row().code())
    }

    /// The name of the generated variant.
    #[must_use]
    #[inline]
    pub const fn name(self) -> &'static str {
        self.text(self.row().name())
    }

    /// The HTTP status; 0 where an entry of a socket has none.
    #[must_use]
    #[inline]
    pub const fn status(self) -> u16 {
        self.row().status()
    }

    /// The entry's `title`, else the reason phrase of its status; empty where an entry of a socket has neither.
    #[must_use]
    #[inline]
    pub const fn title(self) -> &'static str {
        self.codes.titles[self.row().title() as usize]
    }

    /// The message, with its placeholders as they are: `{limit}`.
    #[must_use]
    #[inline]
    pub const fn message(self) -> Text {
        let row = self.row();
        Text { source: self.text(row.message()), parts: between(self.codes.parts, row.message_parts()) }
    }

    /// The message for end users, with its placeholders as they are.
    #[must_use]
    #[inline]
    pub const fn user_message(self) -> Option<Text> {
        let row = self.row();
        match self.optional_text(row.user_message()) {
            Some(source) => Some(Text { source, parts: between(self.codes.parts, row.user_message_parts()) }),
            None => None,
        }
    }

    /// The recommended fix: the first of the [`fixes`](Self::fixes).
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
        between(self.codes.fixes, self.row().fixes())
    }

    /// The key of the category.
    #[must_use]
    #[inline]
    pub const fn category(self) -> Option<&'static str> {
        if_any(self.codes.categories[self.row().category() as usize])
    }

    /// The description of the code, in Markdown.
    #[must_use]
    #[inline]
    pub const fn description(self) -> Option<&'static str> {
        self.optional_text(self.row().description())
    }

    /// The severity to report the error with.
    #[must_use]
    #[inline]
    pub const fn severity(self) -> Severity {
        match severity::number(self.row().flags()) {
            severity::INFO => Severity::Info,
            severity::WARNING => Severity::Warning,
            severity::ERROR => Severity::Error,
            _ => Severity::Critical,
        }
    }

    /// Returns true if the same request may succeed later.
    #[must_use]
    #[inline]
    pub const fn retryable(self) -> bool {
        severity::is_retryable(self.row().flags())
    }

    /// The entry's own headers, `Retry-After` among them.
    #[must_use]
    #[inline]
    pub const fn headers(self) -> &'static [HeaderInfo] {
        between(self.codes.headers, self.row().headers())
    }

    /// The declared details, in the order of the catalogue.
    #[must_use]
    #[inline]
    pub const fn details(self) -> &'static [DetailInfo] {
        between(self.codes.details, self.row().details())
    }

    /// The URL of the code's documentation.
    #[must_use]
    #[inline]
    pub const fn docs_url(self) -> Option<&'static str> {
        self.optional_text(self.row().docs_url())
    }

    /// The note on what to use instead, if the code is deprecated.
    #[must_use]
    #[inline]
    pub const fn deprecated(self) -> Option<&'static str> {
        self.optional_text(self.row().deprecated())
    }

    /// The version that brought the code.
    #[must_use]
    #[inline]
    pub const fn since(self) -> Option<&'static str> {
        if_any(self.codes.versions[self.row().since() as usize])
    }

    /// The source of the entry's retry delay.
    #[inline]
    pub(crate) const fn retry_after(self) -> RetryAfter {
        self.codes.delays[self.row().delay() as usize]
    }

    /// The whole JSON body where it depends on no detail, made at compile time (without context).
    #[inline]
    pub(crate) const fn body(self) -> Option<&'static str> {
        self.optional_text(self.row().body())
    }

    #[inline]
    const fn row(self) -> RowView {
        RowView::new(self.codes.rows, self.position as usize)
    }

    #[inline]
    const fn text(self, (start, end): (usize, usize)) -> &'static str {
        part_of(self.codes.texts, start, end)
    }

    #[inline]
    const fn optional_text(self, span: (usize, usize)) -> Option<&'static str> {
        if_any(self.text(span))
    }
}

/// The part between two positions; `get` with a range is not const.
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

/// The items between two positions, as in [`part_of`].
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

/// An absent text is empty in the table.
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
