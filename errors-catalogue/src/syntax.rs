//! Reasons why a text is not YAML: common mistakes, recognised from the line where the parser stopped.
//!
//! The parser's own message describes the state of its grammar, which rarely names the mistake.

use crate::source::Source;

/// A label for the place, and a help text.
pub(crate) struct Reason {
    pub(crate) label: String,
    pub(crate) help: String,
}

/// Finds the reason from the line; `at` is the byte where the parser stopped, and `in_brackets` is true between
/// brackets or quotes that were opened before.
pub(crate) fn reason(source: &Source, at: usize, in_brackets: bool) -> Reason {
    let place = source.position(at);
    let line = source.line(place.line);
    let before_len = line.char_indices().nth(place.column - 1).map_or(line.len(), |(at, _)| at);
    let (before, rest) = line.split_at(before_len);
    let above = (1..place.line).rev().map(|number| source.line(number)).find(|line| is_content(line));
    let here = Here { line, before, rest, above: above.unwrap_or_default() };
    // A conflict marker or odd space explains any error on its line. Between brackets or quotes, indentation and keys say
    // nothing, so the other reasons only apply to blocks.
    conflict(&here)
        .or_else(|| odd_space(&here))
        .or_else(|| if in_brackets { None } else { in_block(&here) })
        .unwrap_or_else(|| new("the parser stops here", GENERAL))
}

const GENERAL: &str = "a text that holds `: ` or ` #`, or starts with one of `*&!|>'\"%@[]{},`, needs quotes; every quote and bracket must be closed";

fn is_content(line: &str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#')
}

/// The line, split where the parser stopped, and the nearest line above it that is not a comment.
struct Here<'t> {
    line: &'t str,
    before: &'t str,
    rest: &'t str,
    above: &'t str,
}

fn new(label: impl Into<String>, help: impl Into<String>) -> Reason {
    Reason { label: label.into(), help: help.into() }
}

fn in_block(here: &Here<'_>) -> Option<Reason> {
    // The most specific first: each reason assumes that those before it do not apply.
    no_key_above(here)
        .or_else(|| colon_within(here))
        .or_else(|| indented_further(here))
        .or_else(|| reserved_start(here))
        .or_else(|| behind_quotes(here))
        .or_else(|| stray_bracket(here))
        .or_else(|| no_key(here))
        .or_else(|| odd_indent(here))
        .or_else(|| item_beside_key(here))
        .or_else(|| no_key_above_a_comment(here))
}

/// A conflict marker left by version control.
fn conflict(here: &Here<'_>) -> Option<Reason> {
    let is_marker = ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| here.line.starts_with(marker));
    is_marker.then(|| {
        new(
            "this is a leftover merge conflict marker",
            "keep one side, and remove the lines that start with `<<<<<<<`, `=======`, `>>>>>>>`",
        )
    })
}

/// Unicode space that YAML reads as letters, often copied from a web page.
fn odd_space(here: &Here<'_>) -> Option<Reason> {
    let is_odd = |c: &char| (c.is_whitespace() && !c.is_ascii()) || matches!(c, '\u{200b}' | '\u{feff}');
    let found = here.above.chars().chain(here.line.chars()).find(is_odd)?;
    let help = format!(
        "this line or the one above has a special space that YAML reads as a letter, U+{:04X}: write a plain space",
        u32::from(found)
    );
    Some(new("the parser stops here", help))
}

/// `message: Not found: look elsewhere`
fn colon_within(here: &Here<'_>) -> Option<Reason> {
    // The parser stops at the second colon: the text starts after the first one.
    let (_, value) = here.before.split_once(": ").filter(|_| here.rest.starts_with(':'))?;
    let whole = here.line[here.before.len() - value.len()..].trim();
    let label = "YAML reads the text before this colon as a key";
    Some(new(label, format!("quote this text: {}", quoted(whole))))
}

fn indented_further(here: &Here<'_>) -> Option<Reason> {
    let is_deeper = indent(here.line) > indent(here.above) && here.rest.starts_with(':');
    is_deeper.then(|| new("this line is indented deeper than the one above", SAME_COLUMN))
}

const SAME_COLUMN: &str = "the keys of one mapping start in the same column";

/// Characters reserved by YAML.
fn reserved_start(here: &Here<'_>) -> Option<Reason> {
    let starts_value = here.before.trim_end().ends_with(':');
    // `-` and `?` are only reserved at the start of a value; elsewhere they start an item or a key.
    let is_reserved = |first: &char| matches!(first, '@' | '`' | '%') || (starts_value && matches!(first, '-' | '?'));
    let first = here.rest.chars().next().filter(is_reserved)?;
    let label = format!("a text that starts with {first} needs quotes");
    Some(new(label, format!("quote this text: {}", quoted(here.rest.trim()))))
}

/// `message: "x" is unknown`, `message: 'don't'`
fn behind_quotes(here: &Here<'_>) -> Option<Reason> {
    let is_behind = here.before.trim_end().ends_with(['"', '\'']) && !here.rest.trim().is_empty();
    is_behind.then(|| {
        let help =
            "put the whole text in quotes; inside '…' write an apostrophe twice, inside \"…\" write a quote as \\\"";
        new("the quoted text ends before this", help)
    })
}

fn stray_bracket(here: &Here<'_>) -> Option<Reason> {
    let first = here.rest.chars().next().filter(|first| matches!(first, '}' | ']'))?;
    Some(new("this closes nothing", format!("remove the `{first}`, or quote the text that contains it")))
}

/// `catalogue = acme`, a text that continues on the next line, so that the parser stops at the colon there.
fn no_key_above(here: &Here<'_>) -> Option<Reason> {
    (here.rest.starts_with(':') && !has_key(here.above)).then(|| new("the parser stops here", KEY_ABOVE))
}

/// The same above a comment, which ends such a text, so that the parser stops at the start of a line.
fn no_key_above_a_comment(here: &Here<'_>) -> Option<Reason> {
    (here.before.trim().is_empty() && !has_key(here.above)).then(|| new("the parser stops here", KEY_ABOVE))
}

const KEY_ABOVE: &str = "the line above has no key: a key is followed by `: `";

fn has_key(line: &str) -> bool {
    let line = line.trim();
    line.contains(": ") || line.ends_with(':') || line.starts_with('-')
}

fn no_key(here: &Here<'_>) -> Option<Reason> {
    let help =
        "a key is followed by `: `; a multi-line text starts with `|` or `>` and is indented deeper than its key";
    (!has_key(here.line) && here.before.trim().is_empty()).then(|| new("this line has no key", help))
}

fn odd_indent(here: &Here<'_>) -> Option<Reason> {
    let is_odd = here.before.trim().is_empty() && indent(here.line) != indent(here.above);
    is_odd.then(|| new("this line is indented differently from those above", SAME_COLUMN))
}

/// `- a` above `b: c`, or below.
fn item_beside_key(here: &Here<'_>) -> Option<Reason> {
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let is_mixed = indent(here.line) == indent(here.above) && is_item(here.line) != is_item(here.above);
    is_mixed.then(|| {
        new(
            "a list item and a mapping key start in the same column",
            "indent list items deeper than the key of the list, and align the keys of an item with its first key",
        )
    })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The text in quotes of a kind that needs no escapes if possible.
pub(crate) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}
