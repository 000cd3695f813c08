//! Places of paths in the files of a catalogue.

use std::collections::HashMap;

use crate::diff::ENVELOPE;
use crate::document::Text;
use crate::node::{Kind, Node};
use crate::source::Span;

type Member = (Text, Node);

/// The members of all files, looked up by what holds them and their key.
pub(super) struct Places<'a> {
    members: HashMap<(Holder<'a>, &'a str), &'a Member>,
}

/// Container of a member.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Holder<'a> {
    /// Any of the files, which are one catalogue.
    File,
    /// The mapping under a top-level key of any of the files.
    Section(&'a str),
    /// A nested mapping, by its place.
    Mapping(Span),
}

/// The end of a path, or its last existing step.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Number of steps that led here.
    pub(super) depth: usize,
    /// The value if it is a scalar, else its key.
    pub(super) span: Span,
}

impl<'a> Places<'a> {
    pub(super) fn new(roots: &'a [Node]) -> Self {
        let mut places = Self { members: HashMap::new() };
        for root in roots {
            places.note(Holder::File, root, same);
            for (key, section) in members(root) {
                let name = if key.value == ENVELOPE { without_presence } else { same };
                places.note(Holder::Section(&key.value), section, name);
                places.note_within(section, name);
            }
        }
        places
    }

    fn note(&mut self, holder: Holder<'a>, node: &'a Node, name: fn(&str) -> &str) {
        for member in members(node) {
            self.members.entry((holder, name(&member.0.value))).or_insert(member);
        }
    }

    /// Collects everything below a node.
    fn note_within(&mut self, node: &'a Node, name: fn(&str) -> &str) {
        let items = if let Kind::List(items) = &node.kind { items.as_slice() } else { &[] };
        for inner in members(node).iter().map(|(_, inner)| inner).chain(items) {
            self.note(Holder::Mapping(inner.span), inner, name);
            self.note_within(inner, name);
        }
    }

    /// The place that a path leads to, or the last existing step on the way; the catalogue's name represents the file.
    pub(super) fn nearest(&self, steps: &'a [String]) -> Option<Place> {
        match self.walk(steps) {
            Some(place) => Some(place),
            None => {
                let name = self.members.get(&(Holder::File, "catalogue"))?;
                Some(Place { depth: 0, span: name.1.span })
            }
        }
    }

    fn walk(&self, steps: &'a [String]) -> Option<Place> {
        let mut found: Option<(Place, &Node)> = None;
        for (at, step) in steps.iter().enumerate() {
            let holder = match (at, found) {
                (1, _) => Holder::Section(&steps[0]),
                (_, Some((_, node))) => Holder::Mapping(node.span),
                (_, None) => Holder::File,
            };
            let item = found.and_then(|(_, node)| item(node, step));
            let member = || self.members.get(&(holder, step.as_str())).map(|(key, value)| (key.span, value));
            let Some((key, node)) = item.map(|item| (item.span, item)).or_else(member) else { break };
            let span = if matches!(node.kind, Kind::Scalar { .. }) { node.span } else { key };
            found = Some((Place { depth: at + 1, span }, node));
        }
        found.map(|(place, _)| place)
    }
}

fn members(node: &Node) -> &[Member] {
    match &node.kind {
        Kind::Map { members, .. } => members,
        _ => &[],
    }
}

/// The item of a list that a step such as `[2]` names.
fn item<'n>(node: &'n Node, step: &str) -> Option<&'n Node> {
    let Kind::List(items) = &node.kind else { return None };
    items.get(step.strip_prefix('[')?.strip_suffix(']')?.parse::<usize>().ok()?)
}

fn same(key: &str) -> &str {
    key
}

/// Strips the condition of an envelope key: `details?`, `details?request_id`.
fn without_presence(key: &str) -> &str {
    key.rsplit_once('?').map_or(key, |(name, _)| name)
}
