//! Diagnostics: one type from the first byte to the last check, and the only renderer of its text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::shown::{is_command, steers, terminal};
use crate::source::{Source, Span};
use crate::suggest;
use crate::words::words;

words! {
    /// The rule that a diagnostic comes from; the word is the name of its case and of its line in the manual.
    pub enum Rule {
        /// The file does not exist.
        MissingFile = "missing-file",
        /// The path is absolute.
        AbsolutePath = "absolute-path",
        /// A fragment or a link leads to a file that may not be read.
        FragmentOutside = "fragment-outside",
        /// The path leads to something other than a regular file.
        NotAFile = "not-a-file",
        /// The file cannot be read.
        UnreadableFile = "unreadable-file",
        /// The files of the catalogue exceed 16 MiB together.
        FileTooLarge = "file-too-large",
        /// The file is not UTF-8.
        NotUtf8 = "not-utf8",
        /// The file is empty.
        EmptyFile = "empty-file",
        /// The text is not YAML.
        Syntax = "syntax",
        /// A tab where YAML requires spaces.
        Tab = "tab",
        /// An unquoted text starts with a brace.
        UnquotedBraces = "unquoted-braces",
        /// The file has more than one document.
        SeveralDocuments = "several-documents",
        /// `&name`.
        Anchor = "anchor",
        /// `*name`.
        Alias = "alias",
        /// `!name`.
        Tag = "tag",
        /// More than 32 levels.
        NestingTooDeep = "nesting-too-deep",
        /// A key appears twice.
        DuplicateKey = "duplicate-key",
        /// A key that the language does not have.
        UnknownKey = "unknown-key",
        /// A required key is missing.
        MissingKey = "missing-key",
        /// A value of another kind is expected.
        WrongType = "wrong-type",
        /// A number is out of its range.
        NumberOutOfRange = "number-out-of-range",
        /// A word that is not in the list of choices.
        UnknownWord = "unknown-word",
        /// A text is empty or contains control characters where it may not.
        InvalidText = "invalid-text",
        /// The catalogue's name is not `[a-z][a-z0-9_-]*`.
        InvalidCatalogueName = "invalid-catalogue-name",
        /// A fragment is included twice, or there are too many.
        InvalidInclude = "invalid-include",
        /// More codes than an index can hold.
        TooManyCodes = "too-many-codes",
        /// More details in an entry, or fields in a struct, than rustc compiles well.
        TooManyDetails = "too-many-details",
        /// More values in an enum than rustc compiles well.
        TooManyValues = "too-many-values",
        /// More headers than a response may have.
        TooManyHeaders = "too-many-headers",
        /// More contexts than a body may have.
        TooManyContexts = "too-many-contexts",
        /// The codes repeat more text than a program should hold.
        TooMuchRepeated = "too-much-repeated",
        /// More placeholders in a text than rustc compiles well.
        TooManyPlaceholders = "too-many-placeholders",
        /// A code is already taken.
        DuplicateCode = "duplicate-code",
        /// Two codes, types, details or values give the same generated name.
        DuplicateName = "duplicate-name",
        /// A name does not give a Rust identifier.
        InvalidName = "invalid-name",
        /// The generated name is reserved by the generated code.
        ReservedName = "reserved-name",
        /// A status outside 400..=599.
        StatusOutOfRange = "status-out-of-range",
        /// A category that is not listed.
        UnknownCategory = "unknown-category",
        /// A fallback that is not a code of the catalogue, or has a different status.
        InvalidFallback = "invalid-fallback",
        /// A type that does not exist.
        UnknownType = "unknown-type",
        /// A type that cannot be read.
        InvalidType = "invalid-type",
        /// A type that contains itself without `list`, `map` or `?`.
        RecursiveType = "recursive-type",
        /// Shapes nested deeper than rustc can compile.
        TypesTooDeep = "types-too-deep",
        /// An example that does not match the detail's type.
        InvalidExample = "invalid-example",
        /// Unbalanced braces in a text.
        MalformedTemplate = "malformed-template",
        /// A placeholder that is not a detail.
        UnknownPlaceholder = "unknown-placeholder",
        /// `retry_after` that is neither a duration nor an unsigned-integer detail.
        InvalidRetryAfter = "invalid-retry-after",
        /// A duration that cannot be read.
        InvalidDuration = "invalid-duration",
        /// A header name that is not valid HTTP.
        InvalidHeaderName = "invalid-header-name",
        /// A static header value that is not valid HTTP.
        InvalidHeaderValue = "invalid-header-value",
        /// A header that belongs to the connection or the body, or that another key sets.
        ForbiddenHeader = "forbidden-header",
        /// An `in: header` detail that no header uses.
        UnusedHeaderDetail = "unused-header-detail",
        /// An `in: header` detail whose type has no text form that can be read back.
        HeaderDetailType = "header-detail-type",
        /// A code, or another value of the catalogue, that a header sends but HTTP cannot carry.
        UnsendableValue = "unsendable-value",
        /// A name in `context` that cannot be used.
        InvalidContext = "invalid-context",
        /// A `$token` that does not exist.
        UnknownToken = "unknown-token",
        /// An envelope that contains neither code nor message nor status.
        EmptyEnvelope = "empty-envelope",
        /// Two places for one token.
        AmbiguousToken = "ambiguous-token",
        /// `<<` with anything but `$details`.
        InvalidMerge = "invalid-merge",
        /// A merged detail has the name of a key beside it.
        MergeCollision = "merge-collision",
        /// A close code that is not 1000..=1015 or 3000..=4999.
        CloseCodeOutOfRange = "close-code-out-of-range",
        /// `transport: http` beside `close_codes`.
        TransportMismatch = "transport-mismatch",
        /// A change that breaks the release recorded in the lock.
        BreaksLock = "breaks-lock",
    }
}

/// One problem of a catalogue, found by a rule: a [`Rule`], or a lint.
#[derive(Clone, Debug)]
pub struct Diagnostic<R = Rule> {
    rule: R,
    message: String,
    labels: Vec<Label>,
    help: Vec<String>,
}

/// A place and a text about it.
#[derive(Clone, Debug)]
struct Label {
    span: Span,
    text: String,
}

impl<R: Copy> Diagnostic<R> {
    /// A problem without a place yet.
    #[must_use]
    pub fn new(rule: R, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), labels: Vec::new(), help: Vec::new() }
    }

    /// Adds a place: the first is where the problem is, others are what it clashes with.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> R {
        self.rule
    }

    /// The problem, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The place of the problem, if it has one.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }

    /// The file that it counts towards: that of its place, else the catalogue.
    fn file(&self) -> usize {
        self.span().map_or(0, |span| span.file)
    }

    /// All places: that of the problem, then those it clashes with.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.labels.iter().map(|label| label.span)
    }

    /// The message, the snippets and the help, as they are shown everywhere.
    #[must_use]
    pub fn render(&self, sources: &[Source]) -> String {
        let lines = self.labels.iter().map(|label| line_of(label, sources)).max().unwrap_or(0);
        let gutter = lines.to_string().len();
        let mut out = terminal(&self.message);
        for (number, label) in self.labels.iter().enumerate() {
            let (arrow, mark) = if number == 0 { ("-->", '^') } else { (":::", '-') };
            render_label(&mut out, label, sources, gutter, arrow, mark);
        }
        for help in &self.help {
            let _ = write!(out, "\n{:gutter$} = help: {}", "", terminal(help));
        }
        out
    }
}

/// Maximum number of problems shown for one file; the others are counted.
pub const MAX_SHOWN: usize = 200;

/// Problems of one rule in one file that are only counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Omitted<R = Rule> {
    /// The number of the file.
    pub file: usize,
    /// The rule.
    pub rule: R,
    /// The number of problems.
    pub count: usize,
}

/// Sorts problems by place, and keeps the first [`MAX_SHOWN`] of each file; the others are removed and counted.
pub fn cut<R: Copy + Ord>(list: &mut Vec<Diagnostic<R>>) -> Vec<Omitted<R>> {
    let mut counts = Counts::new();
    cut_into(list, &mut counts);
    omitted(counts)
}

/// Number of removed problems, by file and rule.
type Counts<R> = BTreeMap<(usize, R), usize>;

fn cut_into<R: Copy + Ord>(list: &mut Vec<Diagnostic<R>>, counts: &mut Counts<R>) {
    list.sort_by_key(Diagnostic::span);
    let mut shown: BTreeMap<usize, usize> = BTreeMap::new();
    list.retain(|diagnostic| {
        let shown = shown.entry(diagnostic.file()).or_default();
        *shown += 1;
        let is_shown = *shown <= MAX_SHOWN;
        if !is_shown {
            *counts.entry((diagnostic.file(), diagnostic.rule)).or_default() += 1;
        }
        is_shown
    });
}

fn omitted<R: Copy>(counts: Counts<R>) -> Vec<Omitted<R>> {
    counts.into_iter().map(|((file, rule), count)| Omitted { file, rule, count }).collect()
}

/// The problems of a catalogue. Once there are many, only the first of each file are kept and the others are counted.
#[derive(Debug)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    counts: Counts<Rule>,
    /// Number of problems to hold before those that will not be shown are removed.
    room: usize,
    pushed: usize,
    ended_early: bool,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self { list: Vec::new(), counts: Counts::new(), room: ROOM, pushed: 0, ended_early: false }
    }
}

/// Number of problems to hold in addition to those shown, so that sorting stays rare.
const ROOM: usize = 4 * MAX_SHOWN;

impl Diagnostics {
    /// Keeps every problem, for callers that correct them.
    pub(crate) fn uncut() -> Self {
        Self { room: usize::MAX, ..Self::default() }
    }

    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        // Cut before adding, because `last` must return the new one.
        if self.list.len() >= self.room {
            cut_into(&mut self.list, &mut self.counts);
            self.room = 2 * self.list.len() + ROOM;
        }
        self.pushed += 1;
        self.list.push(diagnostic);
    }

    /// Returns true if there are no problems.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The number of problems, including those only counted.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.pushed
    }

    /// The candidate closest to a word, or none once most problems are only counted, because suggestions cost time.
    pub(crate) fn closest<'a>(&self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        if self.pushed < ROOM { suggest::closest(word, candidates) } else { None }
    }

    /// Adds a problem that ended the reading of a file: the rest of the file is unknown.
    pub(crate) fn push_end(&mut self, diagnostic: Diagnostic) {
        self.ended_early = true;
        self.push(diagnostic);
    }

    /// Records that a problem already pushed ended the reading.
    pub(crate) const fn end(&mut self) {
        self.ended_early = true;
    }

    /// The last problem pushed.
    pub(crate) fn last(&self) -> Option<&Diagnostic> {
        self.list.last()
    }

    /// Adds a line of help to each problem.
    pub(crate) fn help_all(&mut self, text: &str) {
        self.list.iter_mut().for_each(|diagnostic| diagnostic.help.push(text.to_owned()));
    }

    /// Returns true if the reading of a file ended early.
    pub(crate) const fn ended_early(&self) -> bool {
        self.ended_early
    }

    /// The problems to show, sorted by place, and the counts of the others.
    #[must_use]
    pub fn into_sorted(mut self) -> (Vec<Diagnostic>, Vec<Omitted>) {
        if self.room == usize::MAX {
            self.list.sort_by_key(Diagnostic::span);
        } else {
            cut_into(&mut self.list, &mut self.counts);
        }
        (self.list, omitted(self.counts))
    }
}

/// Maximum number of characters shown of a line.
const MAX_WIDTH: usize = 110;

fn line_of(label: &Label, sources: &[Source]) -> usize {
    sources.get(label.span.file).map_or(0, |source| source.position(label.span.start).line)
}

fn render_label(out: &mut String, label: &Label, sources: &[Source], gutter: usize, arrow: &str, mark: char) {
    let Some(source) = sources.get(label.span.file) else { return };
    let start = source.position(label.span.start);
    let line = source.line(start.line);
    let window = Window::around(line, source.before(label.span.start), start.column - 1);
    let width = underline_width(source, label.span).min(window.text.chars().count().max(1));
    let marks: String = std::iter::repeat_n(mark, width).collect();
    let name = terminal(source.name());
    let _ = write!(out, "\n{:gutter$}{arrow} {name}:{}:{}", "", start.line, start.column);
    let _ = write!(out, "\n{:gutter$} |", "");
    let _ = write!(out, "\n{:>gutter$} | {}", start.line, window.text);
    let _ = write!(out, "\n{:gutter$} | {:indent$}{marks} {}", "", "", terminal(&label.text), indent = window.column);
    out.truncate(out.trim_end().len());
}

/// Replacement for characters that cannot be shown.
const NOT_SHOWN: char = char::REPLACEMENT_CHARACTER;

/// A character of a snippet, always one column wide: control characters become their Unicode picture, others
/// [`NOT_SHOWN`].
fn pictured(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{7f}' => '\u{2421}',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(' '),
        c if steers(c) => NOT_SHOWN,
        c => c,
    }
}

/// Number of characters of the first line that the span covers, at least one and at most as many as are shown.
fn underline_width(source: &Source, span: Span) -> usize {
    let covered = source.text().get(span.start..span.end).unwrap_or_default();
    let shown = covered.char_indices().nth(MAX_WIDTH).map_or(covered, |(end, _)| &covered[..end]);
    let shown = shown.lines().next().unwrap_or_default().trim_end();
    shown.chars().count().max(1)
}

/// The part of a long line that is shown, and the column of the place in it.
struct Window {
    text: String,
    column: usize,
}

impl Window {
    /// Selects the part around a place that follows `before`, which has `column` characters.
    fn around(line: &str, before: &str, column: usize) -> Self {
        let skipped = if column > MAX_WIDTH * 2 / 3 { column - MAX_WIDTH / 3 } else { 0 };
        // Search backwards from the place: a line can be as long as the file.
        let start = if skipped == 0 { None } else { before.char_indices().rev().nth(column - skipped - 1) };
        let rest = line.get(start.map_or(0, |(at, _)| at)..).unwrap_or_default();
        let shown: String = rest.chars().take(MAX_WIDTH).collect();
        let pictured =
            shown.char_indices().map(|(at, c)| if is_command(&shown[at..]) { NOT_SHOWN } else { pictured(c) });
        Self { text: pictured.collect(), column: column - skipped }
    }
}
