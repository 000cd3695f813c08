//! Hostile texts in every field of a catalogue that takes one, and what a harmless text would have given in their place.
//!
//! The command's own tests use this file, too: what is said of a terminal or of a page is said once.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "a test that cannot go on has failed"
)]

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value};

/// The texts that hostile ones are compared with: the first is that of an older catalogue.
pub const HARMLESS: [&str; 2] = ["An older text", "A harmless text"];

/// Fields that take any text.
const TEXTS: [&str; 5] = ["TEXT", "FILLED", "LITERAL", "PROSE", "DETAIL"];

/// Fields that may refuse a text: then they are harmless, and the diagnostics quote it.
const NAMES: [&str; 6] = ["NAME", "PART", "GONE", "OLDER", "MEMBER", "VALUE"];

/// All hostile texts, with their names.
///
/// # Panics
/// When the file of the texts holds something else.
#[must_use]
pub fn texts() -> Vec<(String, String)> {
    let texts: Map<String, Value> = serde_json::from_str(&template("texts.json")).expect("the texts are an object");
    texts.into_iter().map(|(name, text)| (name, text.as_str().expect("a text").to_owned())).collect()
}

fn template(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/hostile").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A catalogue with the text in all fields that are not Markdown.
#[must_use]
pub fn plain(text: &str) -> String {
    catalogue(text, &["TEXT", "FILLED", "LITERAL", "DETAIL"])
}

/// A catalogue with the text in all fields that are Markdown.
#[must_use]
pub fn prose(text: &str) -> String {
    catalogue(text, &["PROSE"])
}

/// A catalogue with the text in all fields.
#[must_use]
pub fn everywhere(text: &str) -> String {
    catalogue(text, &TEXTS)
}

/// A catalogue with the text in the fields of one kind, and in the names that may have it.
///
/// # Panics
/// When a text that should be taken is refused.
#[must_use]
pub fn catalogue(text: &str, fields: &[&str]) -> String {
    let mut hostile = fields.to_vec();
    hostile.extend(NAMES.iter().filter(|name| mistakes(&with(text, &[name])).is_empty()));
    let catalogue = with(text, &hostile);
    let mistakes = mistakes(&catalogue);
    assert!(mistakes.is_empty(), "{text:?}\n{}", mistakes.join("\n"));
    catalogue
}

fn mistakes(catalogue: &str) -> Vec<String> {
    errors_catalogue::check("hostile.yaml", catalogue).rendered().collect()
}

fn with(text: &str, hostile: &[&str]) -> String {
    let value = |marker: &str| {
        let chosen = if hostile.contains(&marker) { text } else { HARMLESS[1] };
        (TEXTS.contains(&marker) || NAMES.contains(&marker)).then(|| value_of(marker, chosen))
    };
    filled(&template("errors.yaml"), value)
}

/// Catalogues whose mistakes quote the text.
#[must_use]
pub fn broken(text: &str) -> [String; 2] {
    let quote = |marker: &str| (marker == "TEXT").then(|| quoted(text));
    ["broken.yaml", "absent.yaml"].map(|name| filled(&template(name), quote))
}

fn value_of(marker: &str, text: &str) -> String {
    match marker {
        "LITERAL" if text.starts_with('$') => quoted(&format!("${text}")),
        "FILLED" | "LITERAL" | "VALUE" => quoted(&text.replace('{', "{{").replace('}', "}}")),
        "PART" => quoted(&format!("part {text}")),
        "GONE" | "OLDER" => quoted(&format!("{text} {marker}")),
        _ => quoted(text),
    }
}

/// The template with a value for each word in capitals that has one, comments left out.
fn filled(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    for line in template.lines().filter(|line| !line.starts_with('#')) {
        let mut rest = line;
        while !rest.is_empty() {
            let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
            let (word, after) = rest.split_at(length.max(rest.chars().next().map_or(1, char::len_utf8)));
            out.push_str(&value(word).unwrap_or_else(|| word.to_owned()));
            rest = after;
        }
        out.push('\n');
    }
    out
}

/// A text in quotes as any reader of YAML has it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if u32::from(c) > 0xffff => write!(out, "\\U{:08x}", u32::from(c)).unwrap(),
            c => write!(out, "\\u{:04x}", u32::from(c)).unwrap(),
        }
    }
    out + "\""
}

/// Asserts that a terminal shows the output as text, and the runner of a build obeys no line of it.
///
/// # Panics
/// When a line does more.
pub fn assert_terminal_is_safe(what: &str, output: &str) {
    for line in output.split('\n') {
        let acts = line.chars().find(|c| errors_catalogue::shown::steers(*c));
        assert_eq!(acts, None, "{what}: {line:?}");
        let start = line.trim_start();
        assert!(!start.starts_with("::") || start.starts_with("::: "), "{what}: {line:?}");
        let mut pieces = line.split("##").skip(1).map(|rest| rest.trim_start_matches(char::is_alphabetic));
        assert!(!pieces.any(|rest| rest.starts_with('[')), "{what}: {line:?}");
    }
}

/// The tags of a page, as a browser would take them, with the names of their attributes and where links lead.
///
/// # Panics
/// When a tag does not end.
#[must_use]
pub fn tags(html: &str) -> Vec<Tag> {
    let is_start = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    html.split('<').skip(1).filter(is_start).map(Tag::read).collect()
}

/// A tag of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name, with the `/` of one that ends.
    pub name: String,
    /// Names and values.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    fn read(text: &str) -> Self {
        let end = text.find(|c: char| c.is_whitespace() || c == '>').expect("a tag ends");
        let (name, mut rest) = text.split_at(end);
        let mut attributes = Vec::new();
        while let Some((attribute, after)) = attribute(rest) {
            attributes.push(attribute);
            rest = after;
        }
        Self { name: name.to_ascii_lowercase(), attributes }
    }

    fn leads_to(&self, attribute: &str, file: &str) -> bool {
        self.get(attribute)
            .is_some_and(|to| to == file || to.strip_prefix(file).is_some_and(|rest| rest.starts_with('#')))
    }

    /// The value of an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn attribute(text: &str) -> Option<((String, String), &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| c.is_whitespace() || "=>".contains(c))?;
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return None;
    }
    let (value, rest) = match rest.strip_prefix("=\"") {
        Some(quoted) => quoted.split_once('"')?,
        None => ("", rest),
    };
    Some(((name.to_ascii_lowercase(), value.to_owned()), rest))
}

/// Tags that a description in Markdown may have, and those of code and links, which any text may have.
const MARKDOWN: &str =
    "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul div span";

/// Asserts that a page has the tags of another, except for what Markdown may add to it, and no attribute or link that the
/// other could not have.
///
/// # Panics
/// When there is more.
pub fn assert_page_is_safe(what: &str, page: &str, harmless: &str) {
    let expected = tags(harmless);
    let is_known = |name: &str| expected.iter().any(|tag| tag.attributes.iter().any(|(known, _)| known == name));
    for tag in tags(page) {
        let name = tag.name.trim_start_matches('/');
        let is_markup = MARKDOWN.split(' ').any(|known| known == name);
        assert!(is_markup || expected.iter().any(|known| known.name == tag.name), "{what}: {tag:?}");
        for (attribute, _) in &tag.attributes {
            assert!(is_known(attribute) || matches!(&**attribute, "start" | "rel" | "/"), "{what}: {tag:?}");
        }
        if let Some(to) = tag.get("href").or_else(|| tag.get("src")) {
            let (file, _) = to.split_once('#').unwrap_or((to, ""));
            let is_ours = expected.iter().any(|tag| ["href", "src"].iter().any(|key| tag.leads_to(key, file)));
            assert!(is_ours || to.starts_with('#') || errors_catalogue::shown::is_link(to), "{what}: {tag:?}");
        }
    }
    let steers = page.chars().find(|c| *c != '\n' && *c != '\t' && errors_catalogue::shown::steers(*c));
    assert_eq!(steers, None, "{what}");
}

/// Asserts that a page has the very tags of another, except for code and links to the web, which a plain text may have.
///
/// # Panics
/// When a tag is missing, or is one too many.
pub fn assert_same_tags(what: &str, page: &str, harmless: &str) {
    assert_page_is_safe(what, page, harmless);
    let structure = |page: &str| {
        let tags = tags(page).into_iter().map(|tag| tag.name);
        tags.filter(|name| !matches!(name.trim_start_matches('/'), "a" | "code" | "wbr")).collect::<Vec<_>>()
    };
    assert_same(what, &structure(page), &structure(harmless));
}

/// Asserts that two lists are the same, and shows where they begin to differ.
///
/// # Panics
/// When they are not.
pub fn assert_same(what: &str, found: &[String], expected: &[String]) {
    let at = found.iter().zip(expected).take_while(|(found, expected)| found == expected).count();
    let around = |list: &[String]| list.iter().skip(at.saturating_sub(5)).take(12).cloned().collect::<Vec<_>>();
    assert_eq!(around(found), around(expected), "{what}, around the piece {at}");
}
