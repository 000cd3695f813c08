//! Documentation of generated items, made of the catalogue's texts.
//!
//! The texts are somebody's prose, not rustdoc's: nothing in them becomes a test, a link that leads nowhere, or HTML.

use std::fmt::{self, Write as _};

use errors_catalogue::body;
use errors_catalogue::model::{Catalogue, Detail, Entry, Place};

/// What is known of a code: shown on its variants.
pub(crate) fn entry(catalogue: &Catalogue, entry: &Entry) -> String {
    let mut out = headline(entry);
    let _ = write!(out, "\n\n> {}", plain(&entry.message.source));
    let retry = format!("Retry: {}", entry.retry_advice_text(code));
    for paragraph in [entry.description.as_deref().map(markdown), fixes(entry), Some(retry), causes(entry)] {
        let _ = paragraph.map(|paragraph| write!(out, "\n\n{paragraph}"));
    }
    if let Some(url) = &entry.docs_url {
        let _ = write!(out, "\n\nDocumentation: {}", plain(url));
    }
    let _ = write!(out, "\n\n```json\n{}\n```", body::example_body(catalogue, entry).to_pretty());
    out
}

fn headline(entry: &Entry) -> String {
    let mut out = code(&entry.code);
    if let Some(status) = entry.status {
        let _ = write!(out, ": {status} {}", plain(&entry.title));
    }
    if let Some(since) = &entry.since {
        let _ = write!(out, " (since {})", plain(since));
    }
    out
}

fn fixes(entry: &Entry) -> Option<String> {
    match entry.fixes.as_slice() {
        [] => None,
        [fix] => Some(format!("Fix: {}", plain(fix))),
        fixes => Some(format!("Fix:\n{}", bullets(fixes))),
    }
}

fn causes(entry: &Entry) -> Option<String> {
    (!entry.causes.is_empty()).then(|| format!("Causes:\n{}", bullets(&entry.causes)))
}

fn bullets(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|text| format!("\n- {}", plain(text))).collect();
    items.concat()
}

/// A field of a variant.
pub(crate) fn detail(detail: &Detail) -> String {
    let mut out = match &detail.description {
        Some(description) => markdown(description),
        None => format!("{} on the wire", code(&detail.name)),
    };
    // A sentence does not go on after a list or a block of code.
    let is_sentence = !out.contains('\n');
    if let Some(example) = &detail.example {
        let joint = if is_sentence { "; for example" } else { "\n\nFor example" };
        let _ = write!(out, "{joint} {}", code(&example.to_string()));
    }
    if let Some(place) = place(detail.place) {
        let joint = if is_sentence || detail.example.is_some() { " " } else { "\n\n" };
        let _ = write!(out, "{joint}({place})");
    }
    out
}

/// Where a detail is that the example body does not show.
fn place(place: Place) -> Option<&'static str> {
    match place {
        Place::Body => None,
        Place::Header => Some("in a header"),
        Place::Message => Some("in the message only"),
    }
}

/// A text in backquotes, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let flat = text.replace(char::is_control, " ");
    let longest = flat.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    if longest > 0 { format!("{ticks} {flat} {ticks}") } else { format!("{ticks}{flat}{ticks}") }
}

/// A text that is no Markdown: signs that would be are escaped, URLs are links, line breaks are spaces.
pub(crate) fn plain(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = escape(&flat, |c| "\\`*_[]<>~|&$".contains(c));
    if flat.starts_with(['#', '+', '-', '=']) {
        out.insert(0, '\\');
    }
    out
}

/// Escapes the signs that `is_sign` names outside URLs, and puts URLs in angle brackets.
fn escape(text: &str, is_sign: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(url) = leading_url(rest) {
            let _ = write!(out, "<{url}>");
            rest = &rest[url.len()..];
            continue;
        }
        if is_sign(c) {
            out.push('\\');
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The URL that the text starts with, without the punctuation after it.
fn leading_url(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || "<>()[]\"'`".contains(c)).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']))
}

/// Markdown of the catalogue as rustdoc may have it: fences are no tests, indented text is no code, HTML is text,
/// brackets are links only with a URL.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut fence: Option<Fence<'_>> = None;
    for line in text.trim().lines() {
        let (markers, rest) = block_markers(line);
        match &fence {
            Some(open) if open.is_closed_by(line) => {
                let _ = writeln!(out, "{}", open.signs);
                fence = None;
            }
            Some(_) => {
                let _ = writeln!(out, "{line}");
            }
            None => {
                fence = Fence::open(rest);
                let _ = match &fence {
                    // Outside of its list or quote, where its end does not hang on the lines around it.
                    Some(open) if !markers.trim().is_empty() => write!(out, "{markers}\n\n{open}"),
                    Some(open) => write!(out, "{open}"),
                    None => writeln!(out, "{markers}{}", markdown_line(rest)),
                };
            }
        }
    }
    if let Some(open) = fence {
        out.push_str(open.signs);
    }
    out.truncate(out.trim_end().len());
    out
}

/// The start of a block of code.
struct Fence<'a> {
    signs: &'a str,
    language: &'a str,
}

impl<'a> Fence<'a> {
    fn open(line: &'a str) -> Option<Self> {
        let sign = line.chars().next().filter(|sign| "`~".contains(*sign))?;
        let (signs, info) = line.split_at(run(line, sign));
        let is_fence = signs.len() >= 3 && !(sign == '`' && info.contains('`'));
        is_fence.then(|| Self { signs, language: fence_language(info.trim()) })
    }

    /// At least as many of the same signs, and nothing else but the mark of a quote.
    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end();
        line.starts_with(self.signs) && line.bytes().all(|byte| byte == self.signs.as_bytes()[0])
    }
}

impl fmt::Display for Fence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}{}", self.signs, self.language)
    }
}

/// How often the text starts with the sign.
fn run(text: &str, sign: char) -> usize {
    text.len() - text.trim_start_matches(sign).len()
}

/// A language that rustdoc does not take for Rust, and so for a test.
fn fence_language(info: &str) -> &str {
    match info {
        "json" | "yaml" | "http" | "js" | "javascript" | "ts" | "typescript" | "python" | "sh" | "bash" | "html"
        | "xml" => info,
        _ => "text",
    }
}

/// Indentation and the marks of quotes and lists, with too few spaces for a block of code, and what follows them.
fn block_markers(line: &str) -> (String, &str) {
    let mut rest = line.trim_start();
    let mut markers = " ".repeat((line.len() - rest.len()).min(3));
    while let Some(marker) = block_marker(rest) {
        markers.push_str(marker);
        markers.push(' ');
        rest = rest[marker.len()..].trim_start();
    }
    (markers, rest)
}

/// `>`, `-`, `*`, `+`, `1.` or `1)`; those of lists need a space.
fn block_marker(line: &str) -> Option<&str> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = match line[digits..].chars().next()? {
        '>' if digits == 0 => return Some(">"),
        '-' | '*' | '+' if digits == 0 => 1,
        '.' | ')' if digits > 0 => digits + 1,
        _ => return None,
    };
    line[length..].starts_with([' ', '\t']).then(|| &line[..length])
}

/// Escapes what is neither between backquotes, nor a link with a URL, nor escaped already.
fn markdown_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let (text, length) = inline_code(rest)
            .or_else(|| inline_link(rest))
            .or_else(|| leading_url(rest).map(|url| (format!("<{url}>"), url.len())))
            .or_else(|| escaped(rest))
            .unwrap_or_else(|| (escape(&rest[..c.len_utf8()], |c| "<[]`".contains(c)), c.len_utf8()));
        out.push_str(&text);
        rest = &rest[length..];
    }
    out
}

/// Code between backquotes, as it stands, and its length; the other end has as many of them.
fn inline_code(text: &str) -> Option<(String, usize)> {
    let ticks = Some(run(text, '`')).filter(|ticks| *ticks > 0)?;
    let mut at = ticks;
    loop {
        at += text[at..].find('`')?;
        let closing = run(&text[at..], '`');
        at += closing;
        if closing == ticks {
            return Some((text[..at].to_owned(), at));
        }
    }
}

/// `[text](https://…)`, and its length.
fn inline_link(text: &str) -> Option<(String, usize)> {
    let (label, target) = text.strip_prefix('[')?.split_once("](http")?;
    let target = &text[text.len() - target.len() - "http".len()..];
    let length = text.len() - target.len() + link_end(target)?;
    let is_plain = !label.contains(['[', ']', '`', '\\']);
    let link = || format!("[{}]{}", label.replace('<', "\\<"), &text[label.len() + 2..length]);
    is_plain.then(|| (link(), length))
}

/// Where the URL of a link and its parenthesis end.
fn link_end(target: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in target.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at + 1),
            ')' => depth -= 1,
            '<' | '>' | '`' | '\\' => return None,
            _ if c.is_whitespace() => return None,
            _ => {}
        }
    }
    None
}

/// A sign that the author escaped.
fn escaped(text: &str) -> Option<(String, usize)> {
    let sign = text.strip_prefix('\\')?.chars().next()?;
    sign.is_ascii_punctuation().then(|| (text[..2].to_owned(), 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_no_markdown() {
        assert_eq!(plain("a_b *c* [d] <e>"), r"a\_b \*c\* \[d\] \<e\>");
        assert_eq!(plain("see https://a.b/c_d."), "see <https://a.b/c_d>.");
        assert_eq!(plain("# no\n title"), r"\# no title");
    }

    #[test]
    fn markdown_makes_no_tests_links_or_html() {
        assert_eq!(markdown("```\nlet x;\n"), "```text\nlet x;\n```");
        assert_eq!(markdown("```rust\nx\n```"), "```text\nx\n```");
        assert_eq!(markdown("~~~\n```\n~~~"), "~~~text\n```\n~~~");
        assert_eq!(markdown("- ```\n  x\n  ```\n<b>"), "- \n\n```text\n  x\n```\n\\<b>");
        assert_eq!(markdown("> -     x"), "> - x");
        assert_eq!(markdown("a\n\n    indented"), "a\n\n   indented");
        assert_eq!(markdown("<b> [x] `[y] <z>`"), r"\<b> \[x\] `[y] <z>`");
        assert_eq!(markdown("[docs](https://a.b/(c)) [no]"), r"[docs](https://a.b/(c)) \[no\]");
        assert_eq!(markdown("[no](http://a b) [no](http://"), r"\[no\](<http://a> b) \[no\](<http://>");
        assert_eq!(markdown(r"\<id> \[x] `` ` <y> `` ` <z>"), r"\<id> \[x\] `` ` <y> `` \` \<z>");
    }

    #[test]
    fn code_may_hold_backquotes() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
    }
}
