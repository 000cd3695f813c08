//! Where a path leads in the files of a catalogue.

use std::collections::HashMap;

use crate::diff::{ENVELOPE, ERRORS};
use crate::document::Text;
use crate::node::{Kind, Node};
use crate::source::Span;

type Member = (Text, Node);

/// The files, and the entries of all of them by their codes.
pub(super) struct Places<'a> {
    roots: &'a [Node],
    entries: HashMap<&'a str, &'a Member>,
}

/// The end of a path, or its last step that is there.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// How many steps led here.
    pub(super) depth: usize,
    /// The value if it is a scalar, else its key.
    pub(super) span: Span,
}

impl<'a> Places<'a> {
    pub(super) fn new(roots: &'a [Node]) -> Self {
        let errors = roots.iter().filter_map(|root| find(members(root), ERRORS, same));
        let entries = errors.flat_map(|(_, errors)| members(errors));
        Self { roots, entries: entries.map(|entry| (entry.0.value.as_str(), entry)).collect() }
    }

    /// The place that a path leads to, as far as it leads; the catalogue's name stands for the file.
    pub(super) fn nearest(&self, steps: &[String]) -> Option<Place> {
        let entry = steps.get(1).filter(|_| steps[0] == ERRORS).map(|code| self.entries.get(code.as_str()));
        let place = match entry {
            Some(Some((code, node))) => Some(walk(node, Place { depth: 2, span: code.span }, steps)),
            Some(None) => self.deepest(&steps[..1]),
            None => self.deepest(steps),
        };
        place.or_else(|| Some(Place { depth: 0, ..self.deepest(&["catalogue".to_owned()])? }))
    }

    fn deepest(&self, steps: &[String]) -> Option<Place> {
        let places = self.roots.iter().map(|root| walk(root, Place { depth: 0, span: root.span }, steps));
        places
            .filter(|place| place.depth > 0)
            .reduce(|first, place| if place.depth > first.depth { place } else { first })
    }
}

/// Goes on from a place to the end of the path, or as far as it leads.
fn walk(mut node: &Node, mut place: Place, steps: &[String]) -> Place {
    let is_meant = if steps[0] == ENVELOPE { with_presence } else { same };
    while let Some(step) = steps.get(place.depth) {
        let (key, next) = match &node.kind {
            Kind::List(items) => match position(step).and_then(|at| items.get(at)) {
                Some(item) => (item.span, item),
                None => break,
            },
            _ => match find(members(node), step, is_meant) {
                Some((key, value)) => (key.span, value),
                None => break,
            },
        };
        let span = if matches!(next.kind, Kind::Scalar { .. }) { next.span } else { key };
        place = Place { depth: place.depth + 1, span };
        node = next;
    }
    place
}

fn members(node: &Node) -> &[Member] {
    match &node.kind {
        Kind::Map { members, .. } => members,
        _ => &[],
    }
}

fn find<'a>(members: &'a [Member], step: &str, is_meant: fn(&str, &str) -> bool) -> Option<&'a Member> {
    members.iter().find(|(key, _)| is_meant(&key.value, step))
}

fn same(key: &str, step: &str) -> bool {
    key == step
}

/// A key of the envelope may say when it is written: `details?`, `details?request_id`.
fn with_presence(key: &str, step: &str) -> bool {
    key.rsplit_once('?').map_or(key, |(name, _)| name) == step
}

/// `[2]`
fn position(step: &str) -> Option<usize> {
    step.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}
