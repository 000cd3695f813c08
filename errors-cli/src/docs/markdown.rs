//! A page as Markdown, with GitHub's tables.

use std::fmt::Write as _;

use errors_catalogue::shown::{is_command, steers, visible};

use super::page::{Block, CodeCard, Inline, Page, Row, Section, Table, code, text};

/// Writes the page.
pub(super) fn write(page: &Page) -> String {
    let mut out = format!("# {}\n", line(&page.title));
    for section in &page.sections {
        write_section(&mut out, section);
    }
    out
}

fn write_section(out: &mut String, section: &Section) {
    let Section { anchor, title, level, blocks, codes } = section;
    let _ = write!(out, "\n<a id=\"{anchor}\"></a>\n\n{} {}\n", "#".repeat(*level), line(title));
    write_blocks(out, blocks);
    for card in codes {
        write_card(out, card, level + 1);
    }
}

fn write_card(out: &mut String, card: &CodeCard, level: usize) {
    let CodeCard { anchor, code, status, title, deprecated, older_anchors, blocks, .. } = card;
    let _ = write!(out, "\n<a id=\"{anchor}\"></a>");
    for older in older_anchors {
        let _ = write!(out, "<a id=\"{older}\"></a>");
    }
    let _ = write!(out, "\n\n{} {}", "#".repeat(level), code_span(code));
    if let Some(status) = status {
        let _ = write!(out, " · {status} {}", line(title));
    }
    out.push_str(if *deprecated { " · deprecated\n" } else { "\n" });
    write_blocks(out, blocks);
}

fn write_blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        out.push('\n');
        write_block(out, block);
    }
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(line) => {
            let _ = writeln!(out, "{}", at_line_start(&inlines(line, "<br>")));
        }
        Block::Label(label) => {
            let _ = writeln!(out, "**{label}**");
        }
        Block::List { start, items } => write_list(out, *start, items),
        Block::Quote(blocks) => indent(out, &joined(blocks), "> ", "> "),
        Block::Code { language, text } => write_code(out, language, text),
        // Another bullet than lists have; otherwise it would continue a list before it.
        Block::Facts(facts) => {
            for (name, line) in facts {
                let _ = writeln!(out, "* {name}: {}", inlines(line, ", "));
            }
        }
        Block::Table(table) => write_table(out, table),
        Block::Rule => out.push_str("---\n"),
    }
}

fn joined(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (number, block) in blocks.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        write_block(&mut out, block);
    }
    out
}

fn write_list(out: &mut String, start: Option<u64>, items: &[Vec<Block>]) {
    for (number, item) in (0u64..).zip(items) {
        let marker = start.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start.saturating_add(number)));
        indent(out, &joined(item), &marker, &" ".repeat(marker.len()));
    }
}

fn indent(out: &mut String, text: &str, first: &str, other: &str) {
    for (number, line) in text.lines().enumerate() {
        let prefix = if number == 0 { first } else { other };
        let _ = writeln!(out, "{}", format!("{prefix}{line}").trim_end());
    }
}

fn write_code(out: &mut String, language: &str, text: &str) {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    let _ = writeln!(out, "{fence}{}", escaped(language));
    for line in text.trim_end_matches('\n').split('\n') {
        let text = code_text(line);
        // A line that a CI runner takes for a command.
        let is_command = text.trim_start().starts_with("::");
        let _ = writeln!(out, "{}", if is_command { text.replacen(':', NOT_SHOWN, 1) } else { text });
    }
    let _ = writeln!(out, "{fence}");
}

/// The replacement of characters that must not be shown.
const NOT_SHOWN: &str = "\u{fffd}";

/// Writes a line inside code, where nothing can be escaped: [`NOT_SHOWN`] replaces characters that control a reader or
/// start a command.
fn code_text(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        match c {
            '\t' => out.push(c),
            '#' if is_command(&line[at..]) => out.push_str(NOT_SHOWN),
            c => out.push(visible(c)),
        }
    }
    out
}

fn write_table(out: &mut String, table: &Table) {
    let head: Vec<String> = table.head.iter().map(|title| escaped(title)).collect();
    let _ = writeln!(out, "| {} |", head.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(table.head.len()));
    for Row { anchor, cells, .. } in &table.rows {
        out.push('|');
        for (number, cell) in cells.iter().enumerate() {
            out.push(' ');
            if let Some(anchor) = anchor.as_ref().filter(|_| number == 0) {
                let _ = write!(out, "<a id=\"{anchor}\"></a>");
            }
            let _ = write!(out, "{} |", table_cell(cell));
        }
        out.push('\n');
    }
}

/// Writes a text that is not Markdown as a cell of a table.
pub(crate) fn text_cell(content: &str) -> String {
    table_cell(&text(content))
}

/// Writes a name as a cell of a table.
pub(crate) fn code_cell(name: &str) -> String {
    table_cell(&code(name))
}

/// Writes a cell. A bar ends it even inside code; outside of code, [`escaped`] has already escaped it.
fn table_cell(cell: &[Inline]) -> String {
    inlines_with(cell, "<br>", |code| code_span(code).replace('|', "\\|"))
}

fn inlines(line: &[Inline], line_break: &str) -> String {
    inlines_with(line, line_break, code_span)
}

fn inlines_with(line: &[Inline], line_break: &str, code: fn(&str) -> String) -> String {
    let inner = |line| inlines_with(line, line_break, code);
    let mut out = String::new();
    for inline in line {
        match inline {
            Inline::Text(text) => out.push_str(&escaped(text)),
            Inline::Code(text) => out.push_str(&code(text)),
            Inline::Strong(line) => out.extend(["**", &inner(line), "**"]),
            Inline::Emphasis(line) => out.extend(["*", &inner(line), "*"]),
            Inline::Link { to, text } => {
                // After `!`, a link would be an image.
                if out.ends_with('!') {
                    out.insert(out.len() - 1, '\\');
                }
                out.extend(["[", &inner(text), "](", &url(to), ")"]);
            }
            Inline::Break => out.push_str(line_break),
        }
    }
    out
}

/// Writes a text as a line of its own.
fn line(text: &str) -> String {
    at_line_start(&escaped(text))
}

/// Escapes the start of a paragraph, so that it does not become a list, heading, quote or code.
fn at_line_start(line: &str) -> String {
    let line = line.trim_start_matches(' ');
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match line[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some('#' | '+' | '-' | '=' | '>') if digits == 0 => format!("\\{line}"),
        Some(':') if line.starts_with("::") => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// Escapes Markdown's special characters, except underscores inside words, which need none.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if after.is_alphanumeric() || after == '#' => out.push_str("&amp;"),
            '_' if before.is_alphanumeric() && after.is_alphanumeric() => out.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(visible(c)),
        }
        before = c;
    }
    out
}

/// Writes code between more backquotes than it contains in a row.
fn code_span(text: &str) -> String {
    let text = code_text(&text.replace(['\n', '\r', '\t'], " "));
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or_default()
}

/// Escapes the target of a link, so that nothing ends it early.
fn url(to: &str) -> String {
    let mut out = String::with_capacity(to.len());
    for c in to.chars() {
        match c {
            c if steers(c) || matches!(c, ' ' | '(' | ')' | '<' | '>' | '\\' | '|' | '`' | '"') => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
            c => out.push(c),
        }
    }
    out
}
