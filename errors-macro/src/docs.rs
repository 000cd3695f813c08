//! Documentation of generated items, built from the catalogue's texts.
//!
//! The texts are prose that was not written for rustdoc: nothing in them becomes a test, HTML, an image, or a link that
//! is broken or could run code in the reader's page.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use errors_catalogue::body;
use errors_catalogue::model::{Catalogue, Detail, Entry, Place};
use errors_catalogue::shown::{is_link, visible};

/// The documentation of a code, shown on its variants.
pub(crate) fn entry(catalogue: &Catalogue, entry: &Entry) -> String {
    let mut out = headline(entry);
    let _ = write!(out, "\n\n> {}", plain(&entry.wire.message.source));
    let retry = format!("Retry: {}", entry.retry_advice_text(code));
    for paragraph in [entry.prose.description.as_deref().map(markdown), fixes(entry), Some(retry), causes(entry)] {
        let _ = paragraph.map(|paragraph| write!(out, "\n\n{paragraph}"));
    }
    if let Some(url) = &entry.prose.docs_url {
        let _ = write!(out, "\n\nDocumentation: {}", plain(url));
    }
    let _ = write!(out, "\n\n```json\n{}\n```", block(&body::example_body(catalogue, entry).to_pretty()));
    out
}

/// A text of several lines without anything that steers its reader.
fn block(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\t') { c } else { visible(c) }).collect()
}

fn headline(entry: &Entry) -> String {
    let mut out = code(&entry.code);
    if let Some(status) = entry.wire.status {
        let _ = write!(out, ": {status} {}", plain(&entry.wire.title));
    }
    if let Some(since) = &entry.history.since {
        let _ = write!(out, " (since {})", plain(since));
    }
    out
}

fn fixes(entry: &Entry) -> Option<String> {
    match entry.prose.fixes.as_slice() {
        [] => None,
        [fix] => Some(format!("Fix: {}", plain(fix))),
        fixes => Some(format!("Fix:\n{}", bullets(fixes))),
    }
}

fn causes(entry: &Entry) -> Option<String> {
    (!entry.prose.causes.is_empty()).then(|| format!("Causes:\n{}", bullets(&entry.prose.causes)))
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

/// The place of a detail that the example body does not show.
fn place(place: Place) -> Option<&'static str> {
    match place {
        Place::Body => None,
        Place::Header => Some("in a header"),
        Place::Message => Some("in the message only"),
    }
}

/// A text in backquotes, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let flat: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { visible(c) }).collect();
    let longest = flat.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    if longest > 0 { format!("{ticks} {flat} {ticks}") } else { format!("{ticks}{flat}{ticks}") }
}

/// Plain text, not Markdown, on one line. Code in backquotes stays and URLs become links. Only what must be escaped is,
/// because rustc prints the note of a deprecated item as it is.
pub(crate) fn plain(text: &str) -> String {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(visible).collect();
    let line = inlines(&flat, |scan| scan.code().or_else(|| scan.url()).unwrap_or_else(|| scan.sign(is_markup)));
    let digits = run_of(&line, |c| c.is_ascii_digit());
    match line[digits..].split(' ').next().unwrap_or_default() {
        "." | ")" if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        word if digits == 0 && starts_block(word) => format!("\\{line}"),
        _ => line,
    }
}

/// Returns true if the first word of a paragraph would make it a heading, a list, a quote or a rule.
fn starts_block(word: &str) -> bool {
    let is_made_of = |sign: char| !word.is_empty() && word.chars().all(|c| c == sign);
    word.starts_with('>') || matches!(word, "+" | "*") || is_made_of('#') || is_made_of('-')
}

/// Returns true if the character means something in Markdown between what stands before and after it.
fn is_markup(scan: &Scan<'_>, c: char) -> bool {
    let after = scan.rest[c.len_utf8()..].chars().next();
    let (before, next) = (scan.before.unwrap_or(' '), after.unwrap_or(' '));
    match c {
        '[' | '`' => true,
        '*' => !(before.is_whitespace() && next.is_whitespace()),
        '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
        '~' => !(before.is_whitespace() && next.is_alphanumeric()),
        '<' => next.is_ascii_alphabetic() || "/!?".contains(next),
        '&' => is_entity(scan.rest),
        '\\' => after.is_none_or(|next| next.is_ascii_punctuation()) || leading_url(&scan.rest[1..]).is_some(),
        _ => false,
    }
}

fn is_entity(text: &str) -> bool {
    let name = text[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.starts_with(';')
}

/// A line of Markdown that is read from left to right.
struct Scan<'a> {
    rest: &'a str,
    /// The character before the rest.
    before: Option<char>,
    /// For each number of backquotes, the length of the text from the last such run to the end.
    closing: HashMap<usize, usize>,
}

/// A piece of a line as it is written, and how long it was.
type Piece = (String, usize);

/// Writes a line piece by piece; `next` takes at least one character.
fn inlines(line: &str, next: impl Fn(&Scan<'_>) -> Piece) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut scan = Scan { rest: line, before: None, closing: closing_backquotes(line) };
    while !scan.rest.is_empty() {
        let (text, length) = next(&scan);
        out.push_str(&text);
        let (read, rest) = scan.rest.split_at(length);
        scan.before = read.chars().next_back();
        scan.rest = rest;
    }
    out
}

fn closing_backquotes(line: &str) -> HashMap<usize, usize> {
    let mut closing = HashMap::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let ticks = run(&rest[at..], '`');
        closing.insert(ticks, rest.len() - at);
        rest = &rest[at + ticks..];
    }
    closing
}

impl Scan<'_> {
    /// Code between backquotes, as it stands; the other end has as many of them.
    fn code(&self) -> Option<Piece> {
        let ticks = Some(run(self.rest, '`')).filter(|ticks| *ticks > 0)?;
        if self.closing.get(&ticks).is_none_or(|from| *from >= self.rest.len()) {
            return Some(self.backquotes());
        }
        let mut at = ticks;
        loop {
            at += self.rest[at..].find('`')?;
            let closing = run(&self.rest[at..], '`');
            at += closing;
            if closing == ticks {
                return Some((self.rest[..at].to_owned(), at));
            }
        }
    }

    /// Backquotes that are themselves.
    fn backquotes(&self) -> Piece {
        let ticks = run(self.rest, '`');
        ("\\`".repeat(ticks), ticks)
    }

    /// A URL, in angle brackets.
    fn url(&self) -> Option<Piece> {
        leading_url(self.rest).map(|url| (format!("<{url}>"), url.len()))
    }

    /// `[text](https://…)`.
    fn link(&self) -> Option<Piece> {
        let Link { label, target, length } = Link::read(self.rest)?;
        let leads = is_link(target) && !target.contains(|c: char| c.is_whitespace() || "<>`\\".contains(c));
        leads.then(|| (format!("[{}]({target})", description(label)), length))
    }

    /// The description of an image: nothing is loaded.
    fn image(&self) -> Option<Piece> {
        let Link { label, length, .. } = Link::read(self.rest.strip_prefix('!')?)?;
        Some((description(label), length + 1))
    }

    /// A sign that the author escaped.
    fn escaped(&self) -> Option<Piece> {
        let sign = self.rest.strip_prefix('\\')?.chars().next()?;
        sign.is_ascii_punctuation().then(|| (self.rest[..2].to_owned(), 2))
    }

    /// A character, escaped where it is markup.
    fn sign(&self, is_markup: impl Fn(&Scan<'_>, char) -> bool) -> Piece {
        let c = self.rest.chars().next().unwrap_or_default();
        let escape = if is_markup(self, c) { "\\" } else { "" };
        (format!("{escape}{c}"), c.len_utf8())
    }
}

/// A link or an image without its `!`.
struct Link<'a> {
    label: &'a str,
    target: &'a str,
    length: usize,
}

impl<'a> Link<'a> {
    /// Neither part holds brackets, so that a line is not read again from each of them.
    fn read(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('[')?;
        let label = &inner[..inner.find(|c| "[]`\\".contains(c))?];
        let target = inner[label.len()..].strip_prefix("](")?;
        let target = &target[..closing_parenthesis(target)?];
        Some(Self { label, target, length: label.len() + target.len() + "[]()".len() })
    }
}

/// The text of a link or an image.
fn description(label: &str) -> String {
    inlines(label, |scan| scan.sign(is_unsafe))
}

/// Returns true if the character could be more than Markdown: HTML, a link, code without an end, or one that steers.
fn is_unsafe(scan: &Scan<'_>, c: char) -> bool {
    "<[]`".contains(c) || ["&#", "&lrm;", "&rlm;"].iter().any(|entity| scan.rest.starts_with(entity))
}

fn closing_parenthesis(target: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in target.char_indices() {
        match c {
            '[' | ']' => return None,
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The URL that the text starts with, without the punctuation after it.
fn leading_url(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || "<>()[]\"'`".contains(c)).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']))
}

/// The length in bytes of the run of such characters at the start of the text.
fn run_of(text: &str, is_one: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(is_one).len()
}

/// The length in bytes of the run of this sign at the start of the text.
fn run(text: &str, sign: char) -> usize {
    run_of(text, |c| c == sign)
}

/// Makes the catalogue's Markdown safe for rustdoc: fences are not tests, indented text is not code, HTML is text, and
/// brackets are links only with a URL.
pub(crate) fn markdown(text: &str) -> String {
    // A carriage return alone ends a line to rustdoc.
    let text = &block(&text.replace("\r\n", "\n").replace('\r', "\n"));
    let write_line = if text.lines().any(is_under_head) { table_line } else { markdown_line };
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
                    None => writeln!(out, "{markers}{}", write_line(rest)),
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
    let digits = run_of(line, |c| c.is_ascii_digit());
    let length = match line[digits..].chars().next()? {
        '>' if digits == 0 => return Some(">"),
        '-' | '*' | '+' if digits == 0 => 1,
        '.' | ')' if digits > 0 => digits + 1,
        _ => return None,
    };
    line[length..].starts_with([' ', '\t']).then(|| &line[..length])
}

/// Escapes what is neither between backquotes, nor a link that may be one, nor escaped already.
fn markdown_line(line: &str) -> String {
    inlines(line, markdown_piece)
}

fn markdown_piece(scan: &Scan<'_>) -> Piece {
    let kept = scan.code().or_else(|| scan.image()).or_else(|| scan.link()).or_else(|| scan.url());
    kept.or_else(|| scan.escaped()).unwrap_or_else(|| scan.sign(is_unsafe))
}

/// A line of a text with a table: a bar ends a cell even between backquotes, and the rest would not be code.
fn table_line(line: &str) -> String {
    inlines(line, |scan| match scan.code() {
        // Readers do not agree on whether the second sign escapes the bar.
        Some((code, _)) if code.contains("\\\\|") => scan.backquotes(),
        Some((code, length)) => (code.replace("\\|", "|").replace('|', "\\|"), length),
        None => markdown_piece(scan),
    })
}

/// Returns true if the line may be the one below the head of a table.
fn is_under_head(line: &str) -> bool {
    let (_, rest) = block_markers(line);
    rest.contains('-') && rest.chars().all(|c| "|-: \t".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_no_markdown() {
        assert_eq!(plain("a_b _c_ *d* [e] <f>"), r"a_b \_c\_ \*d\* \[e] \<f>");
        assert_eq!(plain("see https://a.b/c_d."), "see <https://a.b/c_d>.");
        assert_eq!(
            plain("[x](javascript:alert(1)) ![y](http://a/b.png)"),
            r"\[x](javascript:alert(1)) !\[y](<http://a/b.png>)"
        );
        assert_eq!(plain("<javascript:alert(1)> &lt; `c` `d"), r"\<javascript:alert(1)> \&lt; `c` \`d");
        for (text, shown) in
            [("# no\n title", r"\# no title"), ("1. a", r"1\. a"), ("- - -", r"\- - -"), ("> a", r"\> a")]
        {
            assert_eq!(plain(text), shown);
        }
        assert_eq!(plain("a\u{1b}[0m\u{202e}b\u{2028}c"), "a\u{fffd}\\[0m\u{fffd}b c");
    }

    #[test]
    fn plain_text_is_escaped_no_more_than_it_must_be() {
        for text in [
            "use NEW_CODE instead",
            "use `NEW_CODE` (or `OLD_ONE`), in ~5 days: 3 * 4 < 13 && 1.5 > 1",
            "-5 or #7, 1.2.0 -> 2.0.0; R&D, C:\\path; a|b; 100% {x} $5 !",
        ] {
            assert_eq!(plain(text), text);
        }
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
        assert_eq!(markdown("```\nx\r```\r<b>"), "```text\nx\n```\n\\<b>");
        assert_eq!(markdown("| a |\n|---|\n| `x | <b>` `y \\| z` |"), "| a |\n|---|\n| `x \\| <b>` `y \\| z` |");
        assert_eq!(markdown("|-|\n`\\\\| <b>`"), "|-|\n\\`\\\\| \\<b>\\`");
        assert_eq!(markdown("a\u{1b}\u{202e}b\tc"), "a\u{fffd}\u{fffd}b\tc");
        assert_eq!(
            markdown("&#x202e; &rlm; &nbsp; `&#1;` [&lrm;](https://a)"),
            "\\&#x202e; \\&rlm; &nbsp; `&#1;` [\\&lrm;](https://a)"
        );
        assert_eq!(markdown("[docs](https://a.b/(c)) [no]"), r"[docs](https://a.b/(c)) \[no\]");
        assert_eq!(markdown("[no](http://a b) [no](http://"), r"\[no\](<http://a> b) \[no\](<http://>");
        assert_eq!(markdown(r"\<id> \[x] `` ` <y> `` ` <z>"), r"\<id> \[x\] `` ` <y> `` \` \<z>");
    }

    #[test]
    fn links_of_markdown_lead_to_the_web_or_a_mailbox_and_images_are_their_description() {
        for kept in ["[a](https://b/(c))", "[a](HTTP://b)", "[a](mailto:b@c.example)", "`[a](javascript:b)`"] {
            assert_eq!(markdown(kept), kept);
        }
        for refused in [
            "javascript:b",
            "JaVaScRiPt:b",
            "javascript&colon;b",
            "httpx:b",
            "data:text/html,b",
            "//b",
            "java\tscript:b",
        ] {
            assert_eq!(markdown(&format!("[a]({refused})")), format!(r"\[a\]({refused})"));
        }
        assert_eq!(markdown("<javascript:b>"), r"\<javascript:b>");
        assert_eq!(markdown("[a]: javascript:b"), r"\[a\]: javascript:b");
        assert_eq!(markdown("![p](http://host/p.png) ![<q>](x \"t\") \\![a](https://b)"), "p \\<q> \\![a](https://b)");
    }

    #[test]
    fn long_lines_are_read_once() {
        for piece in ["`", "[", "[a](", "![a](", "`` ` ", "&a"] {
            assert!(markdown(&piece.repeat(200_000)).len() >= 200_000);
        }
    }

    #[test]
    fn code_may_hold_backquotes() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
    }
}
