//! The Markdown of descriptions as blocks of the page.
//!
//! Only what a page can show safely comes through: HTML is text, links lead to the web or to a mailbox, images are their
//! description.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::page::{Block, Inline};

/// Containers within containers; what is deeper is shown at this level.
const MAX_DEPTH: usize = 12;

/// Reads the Markdown of a description.
pub(super) fn read(markdown: &str) -> Vec<Block> {
    let mut reader = Reader { open: vec![Open::default()], too_deep: 0 };
    for event in Parser::new_ext(markdown, Options::empty()) {
        reader.event(event);
    }
    while reader.open.len() > 1 {
        reader.close();
    }
    reader.close_paragraph();
    reader.open.pop().map(|open| open.blocks).unwrap_or_default()
}

/// The first paragraph of a description, for a table.
pub(super) fn summary(markdown: &str) -> Vec<Inline> {
    let first = read(markdown).into_iter().find_map(|block| match block {
        Block::Paragraph(line) => Some(line),
        _ => None,
    });
    first.unwrap_or_default()
}

/// What has been started and not ended.
#[derive(Default)]
struct Open {
    kind: Kind,
    blocks: Vec<Block>,
    line: Vec<Inline>,
    items: Vec<Vec<Block>>,
    code: String,
}

#[derive(Default)]
enum Kind {
    #[default]
    Page,
    Paragraph,
    /// A heading of its own would break the outline of the page.
    Heading,
    Quote,
    List(Option<u64>),
    Item,
    Code,
    /// HTML, shown as it is written.
    Html,
    Strong,
    Emphasis,
    Link(String),
    /// What is shown without its frame.
    Plain,
}

struct Reader {
    open: Vec<Open>,
    /// Starts without a place of their own.
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
        if self.open.len() > MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { .. } => Kind::Heading,
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => Kind::Code,
            Tag::HtmlBlock => Kind::Html,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Item,
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
        let Open { kind, blocks, line, items, code } = open;
        match kind {
            Kind::Page | Kind::Paragraph | Kind::Html => self.blocks(blocks),
            Kind::Heading => self.heading(blocks),
            Kind::Quote => self.block(Block::Quote(blocks)),
            Kind::List(start) => self.block(Block::List { start, items }),
            Kind::Item => match self.open.last_mut() {
                Some(list) if matches!(list.kind, Kind::List(_)) => list.items.push(blocks),
                _ => self.blocks(blocks),
            },
            Kind::Code => self.block(Block::Code { language: "", text: code }),
            Kind::Strong => self.line(Inline::Strong(line)),
            Kind::Emphasis => self.line(Inline::Emphasis(line)),
            Kind::Link(to) => self.line(Inline::Link { to, text: line }),
            Kind::Plain => line.into_iter().for_each(|inline| self.line(inline)),
        }
    }

    /// What stands in a line becomes a paragraph where its container holds blocks.
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

    fn text(&mut self, text: &str) {
        let Some(open) = self.open.last_mut() else { return };
        match (&open.kind, open.line.last_mut()) {
            (Kind::Code, _) => open.code.push_str(text),
            (_, Some(Inline::Text(before))) => before.push_str(text),
            _ => open.line.push(Inline::Text(text.to_owned())),
        }
    }

    fn line(&mut self, inline: Inline) {
        if let Some(open) = self.open.last_mut() {
            open.line.push(inline);
        }
    }

    fn block(&mut self, block: Block) {
        self.close_paragraph();
        if let Some(open) = self.open.last_mut() {
            open.blocks.push(block);
        }
    }

    fn blocks(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.block(block);
        }
    }
}

const fn is_block(kind: &Kind) -> bool {
    !matches!(kind, Kind::Strong | Kind::Emphasis | Kind::Link(_) | Kind::Plain)
}

/// Whether a link leads to the web or to a mailbox: anything else could run in the reader's page.
pub(super) fn is_safe(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https" | "mailto"))
}
