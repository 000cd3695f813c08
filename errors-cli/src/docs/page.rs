//! A page before it becomes Markdown or HTML: texts and their roles, not escaped yet.

use std::fmt::Write as _;

/// The whole page.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) sections: Vec<Section>,
    /// The statuses of the codes, lowest first.
    pub(super) statuses: Vec<u16>,
    /// Keys and titles of the categories that have codes.
    pub(super) categories: Vec<(String, String)>,
}

/// A part of the page with a heading.
pub(super) struct Section {
    pub(super) anchor: String,
    pub(super) title: String,
    /// The level of the heading: 2 or 3; codes are one level below.
    pub(super) level: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) codes: Vec<CodeCard>,
}

/// The card of a code.
pub(super) struct CodeCard {
    pub(super) anchor: String,
    pub(super) code: String,
    pub(super) status: Option<u16>,
    pub(super) title: String,
    /// A key of the catalogue's categories.
    pub(super) category: Option<String>,
    pub(super) deprecated: bool,
    pub(super) retryable: bool,
    /// Older spellings, which links may still use.
    pub(super) older_anchors: Vec<String>,
    pub(super) blocks: Vec<Block>,
}

/// A paragraph or another block.
pub(super) enum Block {
    Paragraph(Vec<Inline>),
    /// A label of the next block.
    Label(&'static str),
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    Code {
        language: String,
        text: String,
    },
    /// Names and their descriptions.
    Facts(Vec<(&'static str, Vec<Inline>)>),
    Table(Table),
    Rule,
}

/// A table; the first column identifies the row.
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Default)]
pub(super) struct Row {
    pub(super) anchor: Option<String>,
    /// The anchor of the code that the row represents: both are shown and hidden together.
    pub(super) stands_for: Option<String>,
    pub(super) cells: Vec<Vec<Inline>>,
}

/// A piece of a line.
#[derive(Clone)]
pub(super) enum Inline {
    Text(String),
    Code(String),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Link {
        to: String,
        text: Vec<Inline>,
    },
    /// A new line in the same paragraph.
    Break,
}

impl Table {
    /// Creates a table without empty columns; `None` without rows.
    pub(super) fn block(head: &[&str], mut rows: Vec<Row>) -> Option<Block> {
        if rows.is_empty() {
            return None;
        }
        let used: Vec<bool> =
            (0..head.len()).map(|at| rows.iter().any(|row| row.cells.get(at).is_some_and(|c| !c.is_empty()))).collect();
        for row in &mut rows {
            let mut used = used.iter();
            row.cells.retain(|_| used.next() == Some(&true));
        }
        let head = head.iter().zip(&used).filter(|(_, used)| **used).map(|(title, _)| (*title).to_owned()).collect();
        Some(Block::Table(Self { head, rows }))
    }
}

impl Row {
    pub(super) fn new(cells: Vec<Vec<Inline>>) -> Self {
        Self { cells, ..Self::default() }
    }
}

/// Splits a text that is not Markdown, but may have code in backquotes.
pub(super) fn text(text: &str) -> Vec<Inline> {
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return vec![Inline::Text(text.to_owned())];
    }
    let piece = |(at, piece): (usize, &&str)| match at % 2 {
        0 => Inline::Text((*piece).to_owned()),
        _ => Inline::Code((*piece).to_owned()),
    };
    pieces.iter().enumerate().filter(|(_, piece)| !piece.is_empty()).map(piece).collect()
}

/// Creates a line of text, empty for `None`.
pub(super) fn optional(content: Option<&String>) -> Vec<Inline> {
    content.map(|content| text(content)).unwrap_or_default()
}

/// Creates code in a line.
pub(super) fn code(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Code(text.into())]
}

/// Creates a link to a code of the page.
pub(super) fn code_link(code: &str) -> Vec<Inline> {
    vec![Inline::Link { to: format!("#{}", anchor(code)), text: self::code(code) }]
}

/// Joins pieces, each on its line.
pub(super) fn lines(pieces: impl IntoIterator<Item = Vec<Inline>>) -> Vec<Inline> {
    joined(pieces, &Inline::Break)
}

/// Joins pieces with a separator.
pub(super) fn joined(pieces: impl IntoIterator<Item = Vec<Inline>>, between: &Inline) -> Vec<Inline> {
    let mut out = Vec::new();
    for piece in pieces {
        if !out.is_empty() {
            out.push(between.clone());
        }
        out.extend(piece);
    }
    out
}

/// Returns the anchor of a code: the code itself, so that it is as stable as the code. Characters that a URL fragment
/// cannot hold are percent-encoded, in the link and in the id: browsers look for the id as written first.
pub(super) fn anchor(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    for byte in code.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b':' | b'/' | b'@' | b'+' => {
                out.push(byte.into());
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Returns any other anchor: the tilde separates it from all codes.
pub(super) fn page_anchor(words: &str) -> String {
    format!("~{}", anchor(words))
}
