//! A page before it is Markdown or HTML: texts and their roles, nothing escaped yet.

use std::fmt::Write as _;

/// The whole page.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) sections: Vec<Section>,
    /// The statuses of the codes, from the lowest.
    pub(super) statuses: Vec<u16>,
    /// Keys and titles of the categories that have codes.
    pub(super) categories: Vec<(String, String)>,
}

/// A part of the page with a heading.
pub(super) struct Section {
    pub(super) anchor: String,
    pub(super) title: String,
    /// 2 or 3; codes stand one level below.
    pub(super) level: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) codes: Vec<CodeCard>,
}

/// Everything about one code.
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

/// A paragraph or what stands in the place of one.
pub(super) enum Block {
    Paragraph(Vec<Inline>),
    /// A line that names what follows.
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
    /// Names and what is said of them.
    Facts(Vec<(&'static str, Vec<Inline>)>),
    Table(Table),
    Rule,
}

/// A table; its first column is what a row is about.
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Default)]
pub(super) struct Row {
    pub(super) anchor: Option<String>,
    /// The anchor of the code that the row stands for: it is shown and hidden with it.
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
    /// A table without the columns that say nothing; `None` without rows.
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

/// A text that is no Markdown, but where people put code in backquotes all the same.
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

/// A text, or nothing.
pub(super) fn optional(content: Option<&String>) -> Vec<Inline> {
    content.map(|content| text(content)).unwrap_or_default()
}

/// Code in a line.
pub(super) fn code(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Code(text.into())]
}

/// A link to a code of the page.
pub(super) fn code_link(code: &str) -> Vec<Inline> {
    vec![Inline::Link { to: format!("#{}", anchor(code)), text: self::code(code) }]
}

/// Several pieces, each on its line.
pub(super) fn lines(pieces: impl IntoIterator<Item = Vec<Inline>>) -> Vec<Inline> {
    joined(pieces, &Inline::Break)
}

/// Several pieces with something between them.
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

/// The anchor of a code: the code itself, so that it stays as long as the code does. What a fragment of an URL cannot
/// hold is percent-encoded, in the link and in the id: browsers look for the id as written first.
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

/// The anchor of anything else: the tilde keeps it apart from all codes.
pub(super) fn page_anchor(words: &str) -> String {
    format!("~{}", anchor(words))
}
