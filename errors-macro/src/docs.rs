//! Documentation of generated items, made of the catalogue's texts.
//!
//! The texts are somebody's prose, not rustdoc's: nothing in them becomes a test, a link that leads nowhere, or HTML.

use std::fmt::Write as _;

use errors_catalogue::body;
use errors_catalogue::model::{Catalogue, Detail, Entry, RetryAfter};

/// What is known of a code: shown on its variants.
pub(crate) fn entry(catalogue: &Catalogue, entry: &Entry) -> String {
    let mut out = headline(entry);
    let _ = write!(out, "\n\n> {}", plain(&entry.message.source));
    for paragraph in [entry.description.as_deref().map(markdown), fixes(entry), Some(retry(entry)), causes(entry)] {
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

fn retry(entry: &Entry) -> String {
    if !entry.retryable {
        return "Retry: no".to_owned();
    }
    match entry.retry_after {
        RetryAfter::Unspecified => "Retry: yes, after the delays of the retry policy".to_owned(),
        RetryAfter::Fixed(delay) => format!("Retry: yes, after {} seconds", body::whole_seconds(delay)),
        RetryAfter::Detail(at) => format!("Retry: yes, after {} seconds", code(&entry.details[at].name)),
    }
}

/// A field of a variant.
pub(crate) fn detail(detail: &Detail) -> String {
    let mut out = match &detail.description {
        Some(description) => markdown(description),
        None => format!("{} on the wire", code(&detail.name)),
    };
    if let Some(example) = &detail.example {
        let _ = write!(out, "; for example {}", code(&example.to_string()));
    }
    out
}

/// A text in backquotes, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let flat = text.replace(char::is_control, " ");
    if flat.contains('`') { format!("`` {flat} ``") } else { format!("`{flat}`") }
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
    let mut fenced = false;
    for line in text.trim().lines() {
        let trimmed = line.trim_start();
        if let Some(info) = trimmed.strip_prefix("```") {
            let language = if fenced { "" } else { fence_language(info.trim()) };
            let _ = writeln!(out, "```{language}");
            fenced = !fenced;
        } else if fenced {
            let _ = writeln!(out, "{line}");
        } else {
            let indent = (line.len() - trimmed.len()).min(3);
            let _ = writeln!(out, "{:indent$}{}", "", markdown_line(trimmed));
        }
    }
    if fenced {
        out.push_str("```");
    }
    out.truncate(out.trim_end().len());
    out
}

/// A language that rustdoc does not take for Rust, and so for a test.
fn fence_language(info: &str) -> &str {
    match info {
        "json" | "yaml" | "http" | "js" | "javascript" | "ts" | "typescript" | "python" | "sh" | "bash" | "html"
        | "xml" => info,
        _ => "text",
    }
}

/// Escapes what is not between backquotes.
fn markdown_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    for (number, piece) in line.split('`').enumerate() {
        if number > 0 {
            out.push('`');
        }
        let is_code = number % 2 == 1;
        out.push_str(&if is_code { piece.to_owned() } else { markdown_text(piece) });
    }
    out
}

/// `[text](https://…)` stays a link; other brackets, and angle brackets, are text.
fn markdown_text(text: &str) -> String {
    let Some((before, label, url, after)) = first_link(text) else { return escape(text, |c| "<[]".contains(c)) };
    format!("{}[{}]({url}){}", markdown_text(before), escape(label, |c| "<[]".contains(c)), markdown_text(after))
}

fn first_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = text.find("](http")?;
    let start = text[..middle].rfind('[')?;
    let end = middle + text[middle..].find(')')?;
    Some((&text[..start], &text[start + 1..middle], &text[middle + 2..end], &text[end + 1..]))
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
        assert_eq!(markdown("a\n\n    indented"), "a\n\n   indented");
        assert_eq!(markdown("<b> [x] `[y] <z>`"), r"\<b> \[x\] `[y] <z>`");
        assert_eq!(markdown("[docs](https://a.b) [no]"), r"[docs](https://a.b) \[no\]");
    }
}
