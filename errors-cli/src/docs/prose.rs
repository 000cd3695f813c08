//! The Markdown of descriptions as blocks of the page.
//!
//! Only safe parts are shown: HTML becomes text, links lead to the web, to a mailbox or within the page, images become
//! their description.

use errors_catalogue::shown::is_link;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::page::{Block, Inline, Row, Table};

/// The limit for containers inside each other; deeper ones are shown at this level.
const MAX_DEPTH: usize = 12;

/// Reads the Markdown of a description.
pub(super) fn read(markdown: &str) -> Vec<Block> {
    let mut reader = Reader { open: vec![Open::default()], too_deep: 0 };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reader.event(event);
    }
    while reader.open.len() > 1 {
        reader.close();
    }
    reader.close_paragraph();
    reader.open.pop().map(|open| open.blocks).unwrap_or_default()
}

/// Returns the first paragraph of a description, for a table; a heading only if there is nothing else.
pub(super) fn summary(markdown: &str) -> Vec<Inline> {
    let paragraphs = read(markdown).into_iter().filter_map(|block| match block {
        Block::Paragraph(line) => Some(line),
        _ => None,
    });
    paragraphs.min_by_key(|line| matches!(line.as_slice(), [Inline::Strong(_)])).unwrap_or_default()
}

/// A container that has started and not ended.
#[derive(Default)]
struct Open {
    kind: Kind,
    blocks: Vec<Block>,
    line: Vec<Inline>,
    items: Vec<Vec<Block>>,
    code: String,
    cells: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
}

#[derive(Default)]
enum Kind {
    #[default]
    Page,
    Paragraph,
    /// A heading, shown as bold text: a real one would break the outline of the page.
    Heading,
    Quote,
    List(Option<u64>),
    Item,
    Table,
    /// A row; the first one is the head of the table.
    Row,
    Cell,
    /// A block of code with its info string.
    Code(String),
    /// HTML, shown as text.
    Html,
    Strong,
    Emphasis,
    Link(String),
    /// A container that is shown without its frame.
    Plain,
}

struct Reader {
    open: Vec<Open>,
    /// The number of open tags that are too deep to have a container.
    too_deep: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.line(Inline::Code(text.into_string())),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.line(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            // Extensions that are off.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if self.too_deep > 0 || self.open.len() + depth_within(&tag) > MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { .. } => Kind::Heading,
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(String::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code(info.replace('`', "")),
            Tag::HtmlBlock => Kind::Html,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Item,
            Tag::Table(_) => Kind::Table,
            Tag::TableHead | Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::Strong => Kind::Strong,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Link { dest_url, .. } if is_safe(&dest_url) => Kind::Link(dest_url.into_string()),
            _ => Kind::Plain,
        };
        if is_block(&kind) {
            self.close_paragraph();
        }
        self.open.push(Open { kind, ..Open::default() });
    }

    fn end(&mut self, _tag: TagEnd) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else {
            self.close();
        }
    }

    fn close(&mut self) {
        self.close_paragraph();
        let Some(open) = self.open.pop() else { return };
        let Open { kind, blocks, line, items, code, cells, rows } = open;
        match kind {
            Kind::Page | Kind::Paragraph | Kind::Html => self.blocks(blocks),
            Kind::Heading => self.heading(blocks),
            Kind::Quote => self.block(Block::Quote(blocks)),
            Kind::List(start) => self.block(Block::List { start, items }),
            Kind::Item => match self.open.last_mut() {
                Some(list) if matches!(list.kind, Kind::List(_)) => list.items.push(blocks),
                _ => self.blocks(blocks),
            },
            Kind::Table => self.table(rows),
            Kind::Row => self.last(|table| table.rows.push(cells)),
            Kind::Cell => self.last(|row| row.cells.push(line)),
            Kind::Code(language) => self.block(Block::Code { language, text: code }),
            Kind::Strong => self.line(Inline::Strong(line)),
            Kind::Emphasis => self.line(Inline::Emphasis(line)),
            Kind::Link(to) => self.line(Inline::Link { to, text: line }),
            Kind::Plain => line.into_iter().for_each(|inline| self.line(inline)),
        }
    }

    /// Turns the open line into a paragraph if its container holds blocks.
    fn close_paragraph(&mut self) {
        if let Some(open) = self.open.last_mut()
            && !open.line.is_empty()
            && is_block(&open.kind)
        {
            let line = std::mem::take(&mut open.line);
            open.blocks.push(Block::Paragraph(line));
        }
    }

    fn heading(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.block(match block {
                Block::Paragraph(line) => Block::Paragraph(vec![Inline::Strong(line)]),
                other => other,
            });
        }
    }

    fn table(&mut self, rows: Vec<Vec<Vec<Inline>>>) {
        let mut rows = rows.into_iter();
        let head = rows.next().unwrap_or_default().iter().map(|title| plain(title)).collect();
        self.block(Block::Table(Table { head, rows: rows.map(Row::new).collect() }));
    }

    fn text(&mut self, text: &str) {
        let Some(open) = self.open.last_mut() else { return };
        match (&open.kind, open.line.last_mut()) {
            (Kind::Code(_), _) => open.code.push_str(text),
            (_, Some(Inline::Text(before))) => before.push_str(text),
            _ => open.line.push(Inline::Text(text.to_owned())),
        }
    }

    fn line(&mut self, inline: Inline) {
        self.last(|open| open.line.push(inline));
    }

    fn block(&mut self, block: Block) {
        self.close_paragraph();
        self.last(|open| open.blocks.push(block));
    }

    fn last(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.last_mut() {
            change(open);
        }
    }

    fn blocks(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.block(block);
        }
    }
}

const fn is_block(kind: &Kind) -> bool {
    !matches!(kind, Kind::Cell | Kind::Strong | Kind::Emphasis | Kind::Link(_) | Kind::Plain)
}

/// Returns the number of nested containers that a tag requires.
const fn depth_within(tag: &Tag<'_>) -> usize {
    if matches!(tag, Tag::Table(_)) { 2 } else { 0 }
}

/// Returns the text of a line, without markup.
fn plain(line: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Strong(line) | Inline::Emphasis(line) | Inline::Link { text: line, .. } => plain(line),
        Inline::Break => " ".to_owned(),
    };
    line.iter().map(piece).collect()
}

/// Returns true if a link leads to the web, to a mailbox or elsewhere on the page.
fn is_safe(url: &str) -> bool {
    url.starts_with('#') || is_link(url)
}
