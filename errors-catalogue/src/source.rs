//! Text with places: files as they were read, and spans that point into them.

use crate::diagnostic::{Diagnostic, Rule};

/// A file of a catalogue: its name as shown to people, and its text without a byte order mark.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    /// Number of characters that begin before each block. Counting from the start of a line would be quadratic because
    /// a line can be as long as the file.
    before_blocks: Vec<usize>,
}

/// Number of bytes in a block.
const BLOCK: usize = 1024;

/// A range of bytes in one of the files of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// 0 for the catalogue, then the fragments in the order they were read.
    pub file: usize,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Place in the files.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Attaches a place to a value.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A line and a column, both counted from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl Source {
    /// Creates a file from a text, without its byte order mark.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let before_blocks = before_blocks(text.as_bytes());
        Self { name: name.to_owned(), text, line_starts, before_blocks }
    }

    /// The file's name, as diagnostics show it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of a byte.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        Position { line, column: self.chars_before(offset) - self.chars_before(self.line_starts[line - 1]) + 1 }
    }

    /// Number of characters that begin before a byte.
    fn chars_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = offset / BLOCK;
        self.before_blocks[block] + chars(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// Text before a byte on its line.
    pub(crate) fn before(&self, offset: usize) -> &str {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        self.text.get(self.line_starts[line - 1]..offset).unwrap_or_default()
    }

    /// The text of a line, counted from 1, without its line break.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        let start = self.line_starts.get(line - 1).copied().unwrap_or(self.text.len());
        let end = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

fn before_blocks(text: &[u8]) -> Vec<usize> {
    let mut count = 0;
    let blocks = text.chunks(BLOCK).map(|block| {
        count += chars(block);
        count
    });
    std::iter::once(0).chain(blocks).collect()
}

/// Number of characters that begin in these bytes.
fn chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

/// Decodes bytes as the text of file number `file`; the diagnostic points at the first byte that is not UTF-8.
pub(crate) fn decode(name: &str, bytes: Vec<u8>, file: usize) -> (Source, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (Source::new(name, &text), None),
        Err(error) => {
            let text = String::from_utf8_lossy(error.as_bytes());
            let source = Source::new(name, &text);
            let byte_order_mark = text.len() - source.text.len();
            let start = error.utf8_error().valid_up_to() - byte_order_mark;
            let is_utf16 = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
            let label = if is_utf16 { "this is the start of a UTF-16 file" } else { "the first invalid byte" };
            let problem = Diagnostic::new(Rule::NotUtf8, format!("`{name}` is not UTF-8"))
                .at(Span { file, start, end: start }, label)
                .help("save the file as UTF-8");
            (source, Some(problem))
        }
    }
}
