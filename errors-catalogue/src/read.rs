//! The reader of nodes: takes a node for what the language wants there, or says what it is instead.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Shape, Text};
use crate::node::{Kind, Node, Plain};
use crate::source::{Span, Spanned};
use crate::suggest;
use crate::words::Section;

/// Reads nodes and collects what is wrong with them.
pub(crate) struct Reader<'a> {
    out: &'a mut Diagnostics,
}

/// A mapping with known keys.
pub(crate) struct Map<'n> {
    members: Vec<(&'n Text, &'n Node)>,
    /// Keys that unknown ones were meant for, as far as can be told.
    meant: Vec<&'static str>,
    broken: bool,
}

impl<'n> Map<'n> {
    /// Stands for a mapping that is none, so that what hangs on it reads as absent.
    pub(crate) const fn broken() -> Self {
        Self { members: Vec::new(), meant: Vec::new(), broken: true }
    }

    pub(crate) const fn is_broken(&self) -> bool {
        self.broken
    }

    /// Whether the key is there, or seems to be, misspelt: that was said.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some() || self.meant.contains(&key)
    }

    /// Whether something else than a mapping stands under `key`.
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
        let members = self.members(node)?;
        let meant = members.iter().filter_map(|(key, _)| self.check_known(key, section)).collect();
        let map = Map { members, meant, broken: false };
        for required in section.required {
            if !map.has(required) {
                self.out.push(missing_key(required, section, place));
            }
        }
        Some(map)
    }

    /// An unknown key, with the key that it was meant for where one is near.
    fn check_known(&mut self, key: &Text, section: &'static Section) -> Option<&'static str> {
        if section.keys.contains(&key.value.as_str()) {
            return None;
        }
        let diagnostic = Diagnostic::new(Code::UnknownKey, format!("unknown key `{}` in {}", key.value, section.what));
        let close = suggest::closest(&key.value, section.keys.iter().copied());
        self.out.push(match close {
            Some(close) => diagnostic.at(key.span, format!("did you mean `{close}`?")),
            None => diagnostic.at(key.span, "no such key").help(format!(
                "{} may have: {}",
                section.what,
                section.keys.join(", ")
            )),
        });
        close
    }

    /// A mapping with any keys, each once.
    pub(crate) fn members<'n>(&mut self, node: &'n Node) -> Option<Vec<(&'n Text, &'n Node)>> {
        let raw = self.raw_members(node)?;
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
    pub(crate) fn raw_members<'n>(&mut self, node: &'n Node) -> Option<Vec<(&'n Text, &'n Node)>> {
        match &node.kind {
            Kind::Map { members, .. } => Some(members.iter().map(|(key, node)| (key, node)).collect()),
            _ => self.expected("a mapping", node),
        }
    }

    /// A text: any scalar but null, as it was written.
    pub(crate) fn text(&mut self, node: &Node) -> Option<Text> {
        match &node.kind {
            Kind::Scalar { .. } if node.is_null() => self.expected("text", node),
            Kind::Scalar { text, .. } => Some(Spanned::new(text.clone(), node.span)),
            Kind::Map { flow: true, .. } => {
                self.out.push(unquoted_braces(node.span));
                None
            }
            _ => self.expected("text", node),
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
            _ => self.expected("a list", node).unwrap_or_default(),
        }
    }

    pub(crate) fn number(&mut self, node: &Node) -> Option<Spanned<u64>> {
        match node.plain() {
            Some(Plain::Integer(number)) => match u64::try_from(number) {
                Ok(number) => Some(Spanned::new(number, node.span)),
                Err(_) => self.out_of_range(node),
            },
            _ => self.expected("a whole number", node),
        }
    }

    fn out_of_range<T>(&mut self, node: &Node) -> Option<T> {
        self.out.push(
            Diagnostic::new(Code::NumberOutOfRange, "this number is out of range")
                .at(node.span, "expected 0 or more, below 2^64"),
        );
        None
    }

    fn float(&mut self, node: &Node) -> Option<Spanned<f64>> {
        match node.plain() {
            #[expect(clippy::cast_precision_loss, reason = "a factor; nobody writes one above 2^53")]
            Some(Plain::Integer(number)) => Some(Spanned::new(number as f64, node.span)),
            Some(Plain::Float(number)) => Some(Spanned::new(number, node.span)),
            _ => self.expected("a number", node),
        }
    }

    fn bool(&mut self, node: &Node) -> Option<bool> {
        match node.plain() {
            Some(Plain::Bool(value)) => Some(value),
            _ => self.expected("`true` or `false`", node),
        }
    }

    /// One of the words of a list.
    pub(crate) fn word<T: Copy>(&mut self, text: &Text, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let found = all.iter().copied().find(|&candidate| word(candidate) == text.value);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|&candidate| word(candidate)).collect();
            let diagnostic =
                Diagnostic::new(Code::UnknownWord, format!("`{}` is none of the choices here", text.value))
                    .help(format!("the choices are: {}", words.join(", ")));
            let label = did_you_mean(&text.value, words).unwrap_or_else(|| "not one of them".to_owned());
            self.out.push(diagnostic.at(text.span, label));
        }
        found
    }

    /// A list of strings, or a mapping of fields and their types.
    pub(crate) fn shape(&mut self, node: &Node) -> Option<Shape> {
        match &node.kind {
            Kind::List(items) if items.is_empty() => self.expected("at least one value", node),
            Kind::List(_) => Some(Shape::Enum(self.texts(node))),
            Kind::Map { .. } => Some(Shape::Struct(self.pairs(node)?)),
            Kind::Scalar { .. } | Kind::Refused => {
                self.expected("a list of strings (an enum) or a mapping of fields (a struct)", node)
            }
        }
    }

    fn pairs(&mut self, node: &Node) -> Option<Vec<(Text, Text)>> {
        let members = self.members(node)?;
        Some(members.into_iter().filter_map(|(key, node)| Some((key.clone(), self.text(node)?))).collect())
    }

    fn expected<T>(&mut self, wanted: &str, node: &Node) -> Option<T> {
        let found = match &node.kind {
            Kind::Refused => return None,
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
        self.out.push(
            Diagnostic::new(Code::WrongType, format!("expected {wanted}, found {found}"))
                .at(node.span, format!("expected {wanted}")),
        );
        None
    }

    pub(crate) fn text_at(&mut self, map: &Map<'_>, key: &str) -> Option<Text> {
        map.get(key).and_then(|node| self.text(node))
    }

    pub(crate) fn texts_at(&mut self, map: &Map<'_>, key: &str) -> Vec<Text> {
        map.get(key).map(|node| self.texts(node)).unwrap_or_default()
    }

    pub(crate) fn number_at(&mut self, map: &Map<'_>, key: &str) -> Option<Spanned<u64>> {
        map.get(key).and_then(|node| self.number(node))
    }

    pub(crate) fn float_at(&mut self, map: &Map<'_>, key: &str) -> Option<Spanned<f64>> {
        map.get(key).and_then(|node| self.float(node))
    }

    pub(crate) fn bool_at(&mut self, map: &Map<'_>, key: &str) -> Option<bool> {
        map.get(key).and_then(|node| self.bool(node))
    }

    pub(crate) fn pairs_at(&mut self, map: &Map<'_>, key: &str) -> Option<Vec<(Text, Text)>> {
        map.get(key).and_then(|node| self.pairs(node))
    }

    /// Names and their texts; a name whose text cannot be read is there all the same.
    pub(crate) fn names_at(&mut self, map: &Map<'_>, key: &str) -> Option<Vec<(Text, Text)>> {
        let members = map.get(key).and_then(|node| self.members(node))?;
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
        let text = self.text_at(map, key)?;
        self.word(&text, all, word)
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
        let members = map.get(key).and_then(|node| self.members(node)).unwrap_or_default();
        members.into_iter().filter_map(|(key, node)| read(self, key, node)).collect()
    }
}

/// The label of an unknown word that is close to a known one.
pub(crate) fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    suggest::closest(word, candidates).map(|close| format!("did you mean `{close}`?"))
}

fn missing_key(key: &str, section: &Section, place: Span) -> Diagnostic {
    let label = match key {
        "catalogue" => "a catalogue starts with its name: `catalogue: acme`".to_owned(),
        _ => format!("{} needs `{key}`", section.what),
    };
    Diagnostic::new(Code::MissingKey, format!("missing key `{key}`")).at(place, label)
}

pub(crate) fn duplicate_key(key: &Text, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, format!("duplicate key `{}`", key.value))
        .at(key.span, "given a second time")
        .at(first, "first given here")
}

fn unquoted_braces(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnquotedBraces, "expected text, found a mapping in braces")
        .at(span, "quote this message")
        .help("YAML reads an unquoted `{…}` at the start of a value as a mapping: put the text in quotes")
}
