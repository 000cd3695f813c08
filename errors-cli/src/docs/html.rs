//! A page as one HTML file that loads nothing: style and script are inline, and a policy forbids everything else.

use std::fmt::Write as _;

use errors_catalogue::shown::{is_command, visible};

use super::page::{Block, CodeCard, Inline, Page, Row, Section, Table};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The policy of the page: it may load nothing.
pub(crate) const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The rows of one table: browsers skip the rendering of blocks out of sight, but not of rows or tables.
const ROWS: usize = 100;

/// Writes the page.
pub(super) fn write(page: &Page) -> String {
    let mut out = String::new();
    let title = escaped(&page.title);
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<a class=\"skip\" href=\"#~main\">Skip to the content</a>\n<header>\n<h1>{title}</h1>\n"
    );
    write_filter(&mut out, page);
    out.push_str("</header>\n");
    write_contents(&mut out, page);
    out.push_str("<main id=\"~main\" tabindex=\"-1\">\n");
    for section in &page.sections {
        write_section(&mut out, section);
    }
    let _ = write!(out, "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

/// Writes search and filters; the script shows them, because they do not work without it.
fn write_filter(out: &mut String, page: &Page) {
    out.push_str(
        "<form role=\"search\" aria-label=\"Codes\" id=\"~filter\" autocomplete=\"off\" hidden>\n\
         <div class=\"field wide\"><label for=\"~search\">Search</label>\
         <input type=\"search\" id=\"~search\" spellcheck=\"false\"></div>\n",
    );
    let classes = [4, 5].into_iter().filter(|class| page.statuses.iter().any(|status| status / 100 == *class));
    let mut statuses: Vec<(String, String)> = classes.map(|class| (class.to_string(), format!("{class}xx"))).collect();
    statuses.extend(page.statuses.iter().map(|status| (status.to_string(), status.to_string())));
    write_select(out, "~by-status", "Status", &statuses);
    write_select(out, "~by-category", "Category", &page.categories);
    out.push_str(
        "<button type=\"reset\">Clear</button>\n<p id=\"~count\" role=\"status\" aria-live=\"polite\"></p>\n</form>\n",
    );
}

fn write_select(out: &mut String, id: &str, label: &str, options: &[(String, String)]) {
    if options.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "<div class=\"field\"><label for=\"{id}\">{label}</label><select id=\"{id}\"><option value=\"\">All</option>"
    );
    for (value, title) in options {
        let _ = write!(out, "<option value=\"{}\">{}</option>", escaped(value), escaped(title));
    }
    out.push_str("</select></div>\n");
}

fn write_contents(out: &mut String, page: &Page) {
    out.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    for Section { anchor, title, level, .. } in &page.sections {
        let _ =
            writeln!(out, "<li class=\"level-{level}\"><a href=\"#{}\">{}</a></li>", escaped(anchor), escaped(title));
    }
    out.push_str("</ul>\n</nav>\n");
}

fn write_section(out: &mut String, section: &Section) {
    let Section { anchor, title, level, blocks, codes } = section;
    let anchor = escaped(anchor);
    let kind = if codes.is_empty() { "" } else { " class=\"codes\"" };
    let _ = writeln!(
        out,
        "<section{kind} aria-labelledby=\"{anchor}\">\n<h{level} id=\"{anchor}\">{}</h{level}>",
        escaped(title)
    );
    write_blocks(out, blocks);
    for card in codes {
        write_card(out, card, level + 1);
    }
    out.push_str("</section>\n");
}

fn write_card(out: &mut String, card: &CodeCard, level: usize) {
    let CodeCard { anchor, code, status, title, category, deprecated, retryable, older_anchors, blocks } = card;
    let anchor = escaped(anchor);
    let _ = write!(out, "<article class=\"code\" id=\"{anchor}\"");
    if let Some(status) = status {
        let _ = write!(out, " data-status=\"{status}\"");
    }
    if let Some(category) = category {
        let _ = write!(out, " data-category=\"{}\"", escaped(category));
    }
    out.push_str(">\n");
    for older in older_anchors {
        let _ = write!(out, "<span id=\"{}\"></span>", escaped(older));
    }
    let _ = write!(
        out,
        "<h{level}><a href=\"#{anchor}\"><code>{}</code></a></h{level}>\n<p class=\"badges\">",
        escaped(code)
    );
    if let Some(status) = status {
        let class = status / 100;
        let _ = write!(out, "<span class=\"badge status-{class}\">{status} {}</span>", escaped(title));
    }
    for (word, shown) in [("retryable", *retryable), ("deprecated", *deprecated)] {
        if shown {
            let _ = write!(out, " <span class=\"badge {word}\">{word}</span>");
        }
    }
    out.push_str("</p>\n");
    write_blocks(out, blocks);
    out.push_str("</article>\n");
}

fn write_blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        write_block(out, block);
    }
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(line) => {
            let _ = writeln!(out, "<p>{}</p>", inlines(line));
        }
        Block::Label(label) => {
            let _ = writeln!(out, "<p class=\"label\">{label}</p>");
        }
        Block::List { start, items } => write_list(out, *start, items),
        Block::Quote(blocks) => {
            out.push_str("<blockquote>\n");
            write_blocks(out, blocks);
            out.push_str("</blockquote>\n");
        }
        // Long lines are wrapped, so that no box has to be scrolled.
        Block::Code { text, .. } => {
            let _ = writeln!(out, "<pre><code>{}</code></pre>", escaped(text));
        }
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (name, line) in facts {
                let _ = writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", inlines(line));
            }
            out.push_str("</dl>\n");
        }
        Block::Table(table) => write_table(out, table),
        Block::Rule => out.push_str("<hr>\n"),
    }
}

fn write_list(out: &mut String, start: Option<u64>, items: &[Vec<Block>]) {
    let tag = if start.is_some() { "ol" } else { "ul" };
    let from = start.filter(|start| *start != 1).map(|start| format!(" start=\"{start}\"")).unwrap_or_default();
    let _ = writeln!(out, "<{tag}{from}>");
    for item in items {
        match item.as_slice() {
            [Block::Paragraph(line)] => {
                let _ = writeln!(out, "<li>{}</li>", inlines(line));
            }
            blocks => {
                out.push_str("<li>\n");
                write_blocks(out, blocks);
                out.push_str("</li>\n");
            }
        }
    }
    let _ = writeln!(out, "</{tag}>");
}

fn write_table(out: &mut String, table: &Table) {
    let kind = if table.rows.len() > ROWS { "rows many" } else { "rows" };
    for rows in table.rows.chunks(ROWS) {
        let _ = write!(out, "<div class=\"{kind}\">\n<table>\n<thead><tr>");
        for title in &table.head {
            let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(title));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            write_row(out, &table.head, row);
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }
}

/// Writes a row; on a phone it is a block, and each cell has the name of its column.
fn write_row(out: &mut String, head: &[String], row: &Row) {
    let Row { anchor, stands_for, cells } = row;
    out.push_str("<tr");
    for (name, value) in [("id", anchor), ("data-for", stands_for)] {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{}\"", escaped(value));
        }
    }
    out.push('>');
    for (title, cell) in head.iter().zip(cells) {
        let (class, title) = (cell_class(cell), escaped(title));
        let _ = write!(out, "<td{class} data-label=\"{title}\">{}</td>", inlines(cell));
    }
    out.push_str("</tr>\n");
}

/// The longest words that are not broken in a table: even seven columns of them must fit a small window.
const WORD: usize = 12;

fn cell_class(cell: &[Inline]) -> &'static str {
    match longest_word(cell) {
        0 => " class=\"empty\"",
        1..=WORD => "",
        _ => " class=\"long\"",
    }
}

fn longest_word(line: &[Inline]) -> usize {
    let longest = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => {
            text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default()
        }
        Inline::Strong(line) | Inline::Emphasis(line) | Inline::Link { text: line, .. } => longest_word(line),
        Inline::Break => 0,
    };
    line.iter().map(longest).max().unwrap_or_default()
}

fn inlines(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::Text(text) => escaped(text),
            Inline::Code(text) => format!("<code>{}</code>", escaped(text)),
            Inline::Strong(line) => format!("<strong>{}</strong>", inlines(line)),
            Inline::Emphasis(line) => format!("<em>{}</em>", inlines(line)),
            Inline::Link { to, text } if to.starts_with('#') => {
                format!("<a href=\"{}\">{}</a>", escaped(to), inlines(text))
            }
            Inline::Link { to, text } => format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escaped(to), inlines(text)),
            Inline::Break => "<br>".to_owned(),
        })
        .collect()
}

/// Escapes a text for use between tags and in quoted attributes; no line is a command to the CI runner.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '#' if is_command(&text[at..]) => out.push_str("&#35;"),
            ':' if text[at + 1..].starts_with(':') => out.push_str("&#58;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c => out.push(visible(c)),
        }
    }
    out
}
