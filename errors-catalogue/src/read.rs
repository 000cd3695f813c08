//! The reader of nodes: converts a node to the type that the language expects, or reports what it found instead.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::document::{Shape, Text};
use crate::node::{Kind, Node, Plain};
use crate::source::{Span, Spanned};
use crate::syntax;
use crate::words::{self, Section};

/// Reads nodes and collects what is wrong with them.
pub(crate) struct Reader<'a> {
    out: &'a mut Diagnostics,
}

/// A mapping with known keys.
pub(crate) struct Map<'n> {
    members: Vec<(&'n Text, &'n Node)>,
    /// Known keys that unknown keys were probably meant to be.
    meant: Vec<&'static str>,
    broken: bool,
}

impl<'n> Map<'n> {
    /// Replaces a node that is not a mapping, so that everything in it reads as absent.
    pub(crate) const fn broken() -> Self {
        Self { members: Vec::new(), meant: Vec::new(), broken: true }
    }

    pub(crate) const fn is_broken(&self) -> bool {
        self.broken
    }

    /// Returns true if the key exists, or seems to, misspelt or merged, which has been reported.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some() || self.meant.contains(&key) || self.get(MERGE).is_some()
    }

    /// Returns true if the value of `key` is not a mapping.
    pub(crate) fn is_broken_at(&self, key: &str) -> bool {
        self.get(key).is_some_and(|node| !node.is_map())
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.members.iter().find(|(name, _)| name.value == key).map(|&(_, node)| node)
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn new(out: &'a mut Diagnostics) -> Self {
        Self { out }
    }

    /// A mapping with the keys of `section`; `place` is where a missing key is reported.
    pub(crate) fn map<'n>(&mut self, node: &'n Node, section: &'static Section, place: Span) -> Option<Map<'n>> {
        let members = self.members(node, section.example)?;
        let is_flow = matches!(node.kind, Kind::Map { flow: true, .. });
        let meant = self.check_keys(&members, section, is_flow);
        let map = Map { members, meant, broken: false };
        for required in section.required {
            if !map.has(required) {
                self.out.push(missing_key(required, section, place));
            }
        }
        Some(map)
    }

    /// Reports unknown keys and returns the close known ones. The known keys are listed only once.
    fn check_keys(
        &mut self,
        members: &[(&Text, &Node)],
        section: &'static Section,
        is_flow: bool,
    ) -> Vec<&'static str> {
        let unknown = members.iter().filter(|(key, _)| !section.keys.contains(&key.value.as_str()));
        let mut is_listed = false;
        let mut meant = Vec::new();
        for (key, node) in unknown.filter(|(key, node)| !(key.value == MERGE && matches!(node.kind, Kind::Refused))) {
            let problem = Diagnostic::new(Rule::UnknownKey, format!("unknown key `{}` in {}", key.value, section.what));
            let close = self.out.closest(&key.value, section.keys.iter().copied());
            meant.extend(close);
            self.out.push(match (misplaced(key, node, section, is_flow), close) {
                (Some(label), _) => problem.at(key.span, label),
                (None, Some(close)) => problem.at(key.span, format!("did you mean `{close}`?")),
                (None, None) if std::mem::replace(&mut is_listed, true) => problem.at(key.span, "no such key"),
                (None, None) => problem.at(key.span, "no such key").help(format!(
                    "the keys of {} are: {}",
                    section.what,
                    section.keys.join(", ")
                )),
            });
        }
        meant
    }

    /// A mapping with any keys, each once; `example` is shown if the node is not a mapping.
    pub(crate) fn members<'n>(&mut self, node: &'n Node, example: &str) -> Option<Vec<(&'n Text, &'n Node)>> {
        let raw = self.raw_members(node, example)?;
        let mut seen: HashMap<&str, Span> = HashMap::with_capacity(raw.len());
        let mut members = Vec::with_capacity(raw.len());
        for (key, node) in raw {
            if let Some(&first) = seen.get(key.value.as_str()) {
                self.out.push(duplicate_key(key, first));
                continue;
            }
            seen.insert(&key.value, key.span);
            members.push((key, node));
        }
        Some(members)
    }

    /// A mapping with any keys, duplicates included.
    pub(crate) fn raw_members<'n>(&mut self, node: &'n Node, example: &str) -> Option<Vec<(&'n Text, &'n Node)>> {
        match &node.kind {
            Kind::Map { members, .. } => Some(members.iter().map(|(key, node)| (key, node)).collect()),
            _ => self.expected("a mapping", node, &format!("write it as `{example}`")),
        }
    }

    /// A text: any scalar but null, as it was written.
    pub(crate) fn text(&mut self, node: &Node) -> Option<Text> {
        match &node.kind {
            Kind::Scalar { .. } if node.is_null() => {
                self.expected("text", node, "write the text here, in quotes if it starts with `#`")
            }
            Kind::Scalar { text, .. } => Some(Spanned::new(text.clone(), node.span)),
            Kind::Map { members, flow: true } if members.iter().all(|(_, value)| value.is_null()) => {
                self.out.push(unquoted_braces(node.span, members));
                None
            }
            _ => self.expected("text", node, "write a single text here"),
        }
    }

    /// The reason why a lint is allowed: a non-empty text.
    pub(crate) fn reason(&mut self, node: &Node) -> Option<Text> {
        let text = self.text(node)?;
        if text.value.trim().is_empty() {
            let problem = Diagnostic::new(Rule::InvalidText, "a reason cannot be empty");
            self.out.push(problem.at(text.span, "say why this lint is allowed"));
            return None;
        }
        Some(text)
    }

    /// The text of a type.
    pub(crate) fn ty(&mut self, node: &Node) -> Option<Text> {
        match &node.kind {
            Kind::List(_) => self.expected("a type", node, "write a list as `list<string>`"),
            Kind::Map { members, .. } if !members.iter().all(|(_, value)| value.is_null()) => {
                self.expected("a type", node, "give this shape a name under `types`, and write the name here")
            }
            _ => self.text(node),
        }
    }

    /// One text, or a list of texts.
    pub(crate) fn texts(&mut self, node: &Node) -> Vec<Text> {
        match &node.kind {
            Kind::List(items) => items.iter().filter_map(|item| self.text(item)).collect(),
            _ => self.text(node).into_iter().collect(),
        }
    }

    pub(crate) fn list<T>(&mut self, node: &Node, mut read: impl FnMut(&mut Self, &Node) -> Option<T>) -> Vec<T> {
        match &node.kind {
            Kind::List(items) => items.iter().filter_map(|item| read(self, item)).collect(),
            _ => self.expected("a list", node, &list_advice(node)).unwrap_or_default(),
        }
    }

    /// A whole number; `range` describes the allowed values if the number is negative.
    pub(crate) fn number(&mut self, node: &Node, range: &str) -> Option<Spanned<u64>> {
        match node.plain() {
            Some(Plain::Integer(number)) => match u64::try_from(number) {
                Ok(number) => Some(Spanned::new(number, node.span)),
                Err(_) => self.out_of_range(node, range),
            },
            _ => self.expected("a whole number", node, &number_advice(node)),
        }
    }

    fn out_of_range<T>(&mut self, node: &Node, range: &str) -> Option<T> {
        self.out.push(
            Diagnostic::new(Rule::NumberOutOfRange, "this number is out of range")
                .at(node.span, format!("expected {range}")),
        );
        None
    }

    fn float(&mut self, node: &Node) -> Option<Spanned<f64>> {
        match node.plain() {
            #[expect(clippy::cast_precision_loss, reason = "a factor; nobody writes one above 2^53")]
            Some(Plain::Integer(number)) => Some(Spanned::new(number as f64, node.span)),
            Some(Plain::Float(number)) => Some(Spanned::new(number, node.span)),
            _ => self.expected("a number", node, &number_advice(node)),
        }
    }

    fn bool(&mut self, node: &Node) -> Option<bool> {
        match node.plain() {
            Some(Plain::Bool(value)) => Some(value),
            _ => self.expected("`true` or `false`", node, bool_advice(node)),
        }
    }

    /// One of the words of a list.
    pub(crate) fn word<T: Copy>(&mut self, text: &Text, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let found = all.iter().copied().find(|&candidate| word(candidate) == text.value);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|&candidate| word(candidate)).collect();
            let diagnostic = Diagnostic::new(Rule::UnknownWord, format!("unknown word `{}`", text.value))
                .help(format!("the allowed words are: {}", words.join(", ")));
            let label = did_you_mean(self.out, &text.value, words).unwrap_or_else(|| "not an allowed word".to_owned());
            self.out.push(diagnostic.at(text.span, label));
        }
        found
    }

    /// A list of strings, or a mapping of fields and their types.
    pub(crate) fn shape(&mut self, node: &Node) -> Option<Shape> {
        match &node.kind {
            Kind::List(items) if items.is_empty() => {
                self.expected("at least one value", node, "write them as `[free, pro]`")
            }
            Kind::List(_) => Some(Shape::Enum(self.texts(node))),
            Kind::Map { .. } => {
                let members = self.members(node, words::example("types"))?;
                let field = |(name, node): (&Text, &Node)| Some((name.clone(), self.ty(node)?));
                Some(Shape::Struct(members.into_iter().filter_map(field).collect()))
            }
            Kind::Scalar { .. } | Kind::Refused => {
                self.expected("a list of strings (an enum) or a mapping of fields (a struct)", node, SHAPES)
            }
        }
    }

    fn pairs(&mut self, node: &Node, example: &str) -> Option<Vec<(Text, Text)>> {
        let members = self.members(node, example)?;
        Some(members.into_iter().filter_map(|(key, node)| Some((key.clone(), self.text(node)?))).collect())
    }

    /// Reports a node of the wrong kind; `advice` says what to write instead.
    fn expected<T>(&mut self, wanted: &str, node: &Node, advice: &str) -> Option<T> {
        let found = match &node.kind {
            Kind::Refused => return None,
            Kind::List(items) if items.is_empty() => "an empty list",
            Kind::List(_) => "a list",
            Kind::Map { .. } => "a mapping",
            Kind::Scalar { .. } => match node.plain()? {
                Plain::Null => "nothing",
                Plain::Bool(_) => "a bool",
                Plain::Integer(_) => "a whole number",
                Plain::Float(_) => "a decimal number",
                Plain::Text => "text",
            },
        };
        self.out
            .push(Diagnostic::new(Rule::WrongType, format!("expected {wanted}, found {found}")).at(node.span, advice));
        None
    }

    pub(crate) fn text_at(&mut self, map: &Map<'_>, key: &str) -> Option<Text> {
        map.get(key).and_then(|node| self.text(node))
    }

    pub(crate) fn texts_at(&mut self, map: &Map<'_>, key: &str) -> Vec<Text> {
        map.get(key).map(|node| self.texts(node)).unwrap_or_default()
    }

    pub(crate) fn number_at(&mut self, map: &Map<'_>, key: &str, range: &str) -> Option<Spanned<u64>> {
        map.get(key).and_then(|node| self.number(node, range))
    }

    pub(crate) fn float_at(&mut self, map: &Map<'_>, key: &str) -> Option<Spanned<f64>> {
        map.get(key).and_then(|node| self.float(node))
    }

    pub(crate) fn bool_at(&mut self, map: &Map<'_>, key: &str) -> Option<bool> {
        map.get(key).and_then(|node| self.bool(node))
    }

    pub(crate) fn pairs_at(&mut self, map: &Map<'_>, key: &str) -> Option<Vec<(Text, Text)>> {
        map.get(key).and_then(|node| self.pairs(node, words::example(key)))
    }

    /// Names and their texts; a name is kept even if its text cannot be read.
    pub(crate) fn names_at(&mut self, map: &Map<'_>, key: &str) -> Option<Vec<(Text, Text)>> {
        let members = map.get(key).and_then(|node| self.members(node, words::example(key)))?;
        let mut name = |(key, node): (&Text, &Node)| {
            let text = self.text(node).unwrap_or_else(|| Spanned::new(String::new(), node.span));
            (key.clone(), text)
        };
        Some(members.into_iter().map(&mut name).collect())
    }

    pub(crate) fn word_at<T: Copy>(
        &mut self,
        map: &Map<'_>,
        key: &str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        Some(self.spanned_word_at(map, key, all, word)?.value)
    }

    pub(crate) fn spanned_word_at<T: Copy>(
        &mut self,
        map: &Map<'_>,
        key: &str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<Spanned<T>> {
        let text = self.text_at(map, key)?;
        Some(Spanned::new(self.word(&text, all, word)?, text.span))
    }

    pub(crate) fn section_at<'n>(&mut self, map: &Map<'n>, key: &str, section: &'static Section) -> Option<Map<'n>> {
        map.get(key).and_then(|node| self.map(node, section, node.span))
    }

    /// Every member of the mapping under `key`, read by `read`.
    pub(crate) fn each_at<T>(
        &mut self,
        map: &Map<'_>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Text, &Node) -> Option<T>,
    ) -> Vec<T> {
        let members = map.get(key).and_then(|node| self.members(node, words::example(key))).unwrap_or_default();
        members.into_iter().filter_map(|(key, node)| read(self, key, node)).collect()
    }
}

/// The label of an unknown word that is close to a known one.
pub(crate) fn did_you_mean<'a>(
    out: &Diagnostics,
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    did_you_mean_between(out, word, candidates, ["", ""])
}

/// The same for a word between delimiters, such as the braces of a placeholder.
pub(crate) fn did_you_mean_between<'a>(
    out: &Diagnostics,
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    [open, close]: [&str; 2],
) -> Option<String> {
    out.closest(word, candidates).map(|meant| format!("did you mean `{open}{meant}{close}`?"))
}

fn missing_key(key: &str, section: &Section, place: Span) -> Diagnostic {
    let label = match key {
        "catalogue" => "a catalogue starts with its name: `catalogue: acme`".to_owned(),
        _ => format!("{} needs `{key}`", section.what),
    };
    Diagnostic::new(Rule::MissingKey, format!("missing key `{key}`")).at(place, label)
}

pub(crate) fn duplicate_key(key: &Text, first: Span) -> Diagnostic {
    Diagnostic::new(Rule::DuplicateKey, format!("duplicate key `{}`", key.value))
        .at(key.span, "defined again here")
        .at(first, "first defined here")
        .help("keep one of them")
}

/// Reports `{limit}` that was meant as a text.
fn unquoted_braces(span: Span, members: &[(Text, Node)]) -> Diagnostic {
    let names: Vec<&str> = members.iter().map(|(name, _)| name.value.as_str()).collect();
    Diagnostic::new(Rule::UnquotedBraces, "expected text, found a mapping in braces")
        .at(span, format!("quote this text: {}", syntax::quoted(&format!("{{{}}}", names.join(", ")))))
        .help("YAML reads an unquoted `{…}` at the start of a value as a mapping")
}

/// YAML's merge key, which the language supports only in the envelope.
const MERGE: &str = "<<";

const SHAPES: &str = "write `[free, pro]` or `{ line: u32, text: string }`";

/// Probable mistake behind an unknown key that is not close to any known one.
fn misplaced(key: &Text, node: &Node, section: &Section, is_flow: bool) -> Option<&'static str> {
    let is_top = section.keys.contains(&"errors");
    match &node.kind {
        _ if is_top && matches!(key.value.as_str(), "openapi" | "swagger") => {
            Some("to create a catalogue from an OpenAPI description, use `errors import openapi`")
        }
        Kind::Map { members, .. } => {
            let is_entry = members.iter().any(|(key, _)| matches!(key.value.as_str(), "status" | "message"));
            (is_entry && is_top).then_some("an entry goes under `errors`: indent it")
        }
        _ => {
            let has_no_value = node.is_null() && node.span.start == node.span.end;
            (has_no_value && is_flow).then_some("inside braces, a text with a comma needs quotes")
        }
    }
}

fn list_advice(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { text, .. } if !node.is_null() => format!("put it in brackets: `[{text}]`"),
        Kind::Map { .. } => "start each item with `- `, or put the items in brackets".to_owned(),
        _ => "put the items in brackets, or start each one with `- `".to_owned(),
    }
}

/// Advice for a number in quotes, or followed by other text.
fn number_advice(node: &Node) -> String {
    let Kind::Scalar { text, plain } = &node.kind else { return "write one number".to_owned() };
    let (digits, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    match digits {
        "" => "write a number".to_owned(),
        _ if !plain && rest.is_empty() => "remove the quotes".to_owned(),
        _ if rest.starts_with('.') => "write it without a fraction".to_owned(),
        _ if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => "write a number".to_owned(),
        digits => format!("write only the number: `{digits}`"),
    }
}

/// Advice for the words that YAML 1.1 reads as `true` and `false`, as most libraries still do.
fn bool_advice(node: &Node) -> &'static str {
    let Kind::Scalar { text, .. } = &node.kind else { return "write one of them" };
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "on" | "1" | "true" => "did you mean `true`?",
        "no" | "n" | "off" | "0" | "false" | "never" => "did you mean `false`?",
        _ => "write one of them",
    }
}
