//! Comparison of envelopes: a client reads a body of the new envelope with the paths of the old one.

use std::collections::{HashMap, HashSet};

use crate::json::Json;
use crate::model::{Catalogue, Entry, Envelope, Fill, Member, Place as DetailPlace, Presence, RetryAfter, Token};

use super::template::{Piece, pieces};
use super::{Changes, ENVELOPE, Kind, Place, Step};

/// The key that merges details; no member has it.
const MERGE: &str = "<<";

/// Value at the end of a path.
#[derive(Clone, Debug, PartialEq)]
enum Leaf<'a> {
    Literal(&'a Json),
    /// An empty object or array.
    Empty,
    Value(&'a str),
    Text(Vec<Piece<'a>>),
}

/// A key of the envelope, and the condition for writing it.
struct Key<'a> {
    path: Place<'a>,
    presence: Presence,
    value: &'a Envelope,
}

/// A flattened envelope.
struct Layout<'a> {
    catalogue: &'a Catalogue,
    leaves: Vec<(Place<'a>, Leaf<'a>)>,
    keys: Vec<Key<'a>>,
}

/// A layout with its leaves and keys indexed by path.
struct Indexed<'l, 'a> {
    layout: &'l Layout<'a>,
    leaves: HashMap<&'l Place<'a>, &'l Leaf<'a>>,
    /// Path of each value that is not part of a text.
    values: HashMap<&'a str, &'l Place<'a>>,
    keys: HashMap<&'l Place<'a>, &'l Key<'a>>,
}

impl<'l, 'a> Indexed<'l, 'a> {
    fn new(layout: &'l Layout<'a>) -> Self {
        // Insert backwards, so that the first of several equal keys wins.
        let leaves = layout.leaves.iter().rev();
        let values = leaves.clone().filter_map(|(path, leaf)| match leaf {
            Leaf::Value(value) => Some((*value, path)),
            _ => None,
        });
        Self {
            layout,
            leaves: leaves.clone().map(|(path, leaf)| (path, leaf)).collect(),
            values: values.collect(),
            keys: layout.keys.iter().rev().map(|key| (&key.path, key)).collect(),
        }
    }

    fn at(&self, path: &Place<'_>) -> Option<&'l Leaf<'a>> {
        self.leaves.get(path).copied()
    }
}

/// The names of details that are merged, and the object that they are merged into.
struct Merged<'l, 'a> {
    beside: Option<&'l [Step<'a>]>,
    details: HashSet<&'a str>,
}

impl<'l, 'a> Merged<'l, 'a> {
    fn new(layout: &'l Layout<'a>) -> Self {
        let beside = layout.leaves.iter().find_map(|(path, _)| path.0.strip_suffix(&[Step::Key(MERGE)]));
        let entries = beside.map_or(&[][..], |_| &layout.catalogue.entries);
        let details = entries.iter().flat_map(|entry| &entry.wire.details).map(|detail| detail.name.as_str());
        Self { beside, details: details.collect() }
    }

    /// Returns true if a new path starts with the name of a detail in the object that details are merged into.
    fn hides_detail(&self, path: &Place<'_>) -> bool {
        let below = self.beside.and_then(|beside| path.0.strip_prefix(beside));
        matches!(below, Some([Step::Key(key), ..]) if self.details.contains(key))
    }
}

impl<'a> Layout<'a> {
    fn new(catalogue: &'a Catalogue) -> Self {
        let mut layout = Self { catalogue, leaves: Vec::new(), keys: Vec::new() };
        layout.walk(&Place::top(ENVELOPE), &catalogue.wire.envelope);
        layout
    }

    fn walk(&mut self, path: &Place<'a>, node: &'a Envelope) {
        let leaf = match node {
            Envelope::List(items) if !items.is_empty() => {
                return items.iter().enumerate().for_each(|(at, item)| self.walk(&path.then(Step::Item(at)), item));
            }
            Envelope::Object(members) if !members.is_empty() => {
                return members.iter().for_each(|member| self.member(path, member));
            }
            Envelope::List(_) | Envelope::Object(_) => Leaf::Empty,
            Envelope::Literal(json) => Leaf::Literal(json),
            Envelope::Fill(fill) => Leaf::Value(self.catalogue.fill_name(*fill)),
            Envelope::Text(template) => Leaf::Text(pieces(self.catalogue, None, template)),
        };
        self.leaves.push((path.clone(), leaf));
    }

    fn member(&mut self, path: &Place<'a>, member: &'a Member) {
        match member {
            Member::MergeDetails => self.leaves.push((path.key(MERGE), Leaf::Value(Token::Details.word()))),
            Member::Key { key, presence, value } => {
                let path = path.key(key);
                self.walk(&path, value);
                self.keys.push(Key { path, presence: *presence, value });
            }
        }
    }
}

pub(super) fn compare(old: &Catalogue, new: &Catalogue, out: &mut Changes) {
    let layouts = (Layout::new(old), Layout::new(new));
    let (old, new) = (Indexed::new(&layouts.0), Indexed::new(&layouts.1));
    // Old clients only know the paths of the old envelope; those of the new one matter where they hide a detail.
    for (path, leaf) in &old.layout.leaves {
        match leaf {
            Leaf::Value(value) => value_gone(&new, path, value, out),
            Leaf::Text(_) => text_changed(&new, path, leaf, out),
            Leaf::Literal(_) | Leaf::Empty => literal_changed(&new, path, leaf, out),
        }
    }
    let merged = Merged::new(old.layout);
    for (path, leaf) in &new.layout.leaves {
        value_added(&old, &merged, path, leaf, out);
    }
    let absent = may_be_absent(new.layout.catalogue);
    for key in &old.layout.keys {
        presence_changed((old.layout, &new), &absent, key, out);
    }
}

/// Reports a removed value: a client looks for it at its old path and nowhere else.
fn value_gone(new: &Indexed<'_, '_>, path: &Place<'_>, value: &str, out: &mut Changes) {
    if new.at(path) == Some(&Leaf::Value(value)) {
        return;
    }
    match new.values.get(value) {
        Some(now) => out.breaking(
            Kind::EnvelopeValueMoved,
            path,
            format!("`${value}` moved to `{}`", now.path()),
            "clients look for it in its old place",
        ),
        None => out.breaking(
            Kind::EnvelopeValueGone,
            path,
            format!("`${value}` is gone from the body"),
            "clients that read it find nothing, or a different value",
        ),
    }
}

/// Reports a changed text: a client splits it by the literals around its values.
fn text_changed(new: &Indexed<'_, '_>, path: &Place<'_>, leaf: &Leaf<'_>, out: &mut Changes) {
    if new.at(path) != Some(leaf) {
        out.breaking(
            Kind::EnvelopeText,
            path,
            "the text around the values changed or is gone",
            "clients find the values by the text around them",
        );
    }
}

/// Reports a changed constant: clients use members such as `type: error` or `success: false` to recognise an error.
fn literal_changed(new: &Indexed<'_, '_>, path: &Place<'_>, leaf: &Leaf<'_>, out: &mut Changes) {
    if new.at(path) != Some(leaf) {
        out.breaking(
            Kind::EnvelopeLiteral,
            path,
            "a fixed value changed or is gone",
            "clients use it to tell errors from other bodies",
        );
    }
}

/// Reports a new member. Clients ignore unknown members, except beside merged details: there they are read as details,
/// and hide a detail of the same name that is sent elsewhere.
fn value_added(old: &Indexed<'_, '_>, merged: &Merged<'_, '_>, path: &Place<'_>, leaf: &Leaf<'_>, out: &mut Changes) {
    // A moved value is reported at its old path.
    let moved = matches!(leaf, Leaf::Value(value) if old.values.contains_key(value));
    if moved || old.at(path).is_some() {
        return;
    }
    if merged.hides_detail(path) {
        out.breaking(
            Kind::EnvelopeValueAdded,
            path,
            "the member has the name of a detail",
            "clients read members beside merged details as details, and mistake this member for that detail",
        );
    } else {
        out.compatible(Kind::EnvelopeValueAdded, path, "the member is new", "clients ignore unknown members");
    }
}

/// Rank of how often a key is written, given the same value.
const fn frequency(presence: Presence) -> u8 {
    match presence {
        Presence::IfValue => 0,
        Presence::IfValueOrContext(_) => 1,
        Presence::Always => 2,
    }
}

/// Reports a changed condition. A key that is written more often adds null or `{}`, which is read as absent. One that
/// is written less often breaks clients that expect it, unless its value is never absent, such as a code or a message.
fn presence_changed(
    (old, new): (&Layout<'_>, &Indexed<'_, '_>),
    absent: &HashSet<Token>,
    key: &Key<'_>,
    out: &mut Changes,
) {
    // A key that is gone is reported with its leaves.
    let Some(now) = new.keys.get(&key.path) else { return };
    if presence_name(old, key.presence) == presence_name(new.layout, now.presence) {
        return;
    }
    let at = &key.path;
    // The same rank, but not the same presence: the context has changed, and neither key is written whenever the other is.
    let other_context = frequency(now.presence) == frequency(key.presence);
    if frequency(now.presence) > frequency(key.presence) {
        let reason = "clients read null and `{}` as absent";
        out.compatible(Kind::EnvelopePresence, at, "the key is written more often", reason);
    } else if other_context || may_lack_value(absent, now.value) {
        let reason = "clients that expect the key find nothing";
        out.breaking(Kind::EnvelopePresence, at, "the key is left out more often", reason);
    } else {
        let reason = "its value is never absent, so the key is always written";
        out.compatible(Kind::EnvelopePresence, at, "the key may be left out", reason);
    }
}

/// A presence with the name of its context, which may have a different position in the other catalogue; `Some("")` has
/// none.
fn presence_name<'a>(layout: &Layout<'a>, presence: Presence) -> Option<&'a str> {
    match presence {
        Presence::Always => None,
        Presence::IfValue => Some(""),
        Presence::IfValueOrContext(at) => Some(layout.catalogue.fill_name(Fill::Context(at))),
    }
}

/// The values that at least one error of the catalogue lacks.
fn may_be_absent(catalogue: &Catalogue) -> HashSet<Token> {
    let is_absent = |token: &Token| catalogue.entries.iter().any(|entry| token_may_be_absent(*token, entry));
    Token::ALL.iter().copied().filter(is_absent).collect()
}

/// Returns true if at least one error has no value here.
fn may_lack_value(absent: &HashSet<Token>, node: &Envelope) -> bool {
    match node {
        Envelope::Literal(json) => *json == Json::Null,
        Envelope::Text(_) | Envelope::List(_) | Envelope::Fill(Fill::ProblemType) => false,
        Envelope::Object(members) => members.iter().all(|member| match member {
            Member::MergeDetails => absent.contains(&Token::Details),
            Member::Key { presence, value, .. } => *presence != Presence::Always && may_lack_value(absent, value),
        }),
        Envelope::Fill(Fill::Context(_)) => true,
        Envelope::Fill(Fill::Token(token)) => absent.contains(token),
    }
}

fn token_may_be_absent(token: Token, entry: &Entry) -> bool {
    match token {
        Token::Code | Token::Message | Token::Severity | Token::Retryable => false,
        Token::Status => entry.wire.status.is_none(),
        Token::Title => entry.wire.title.is_empty(),
        Token::Details => may_lack_details(entry),
        Token::Category => entry.wire.category.is_none(),
        Token::Fix => entry.prose.fixes.is_empty(),
        Token::UserMessage => entry.prose.user_message.is_none(),
        Token::DocsUrl => entry.prose.docs_url.is_none(),
        Token::RetryAfter => match entry.retry.retry_after {
            RetryAfter::Unspecified => true,
            RetryAfter::Fixed(_) => false,
            RetryAfter::Detail(at) => entry.wire.details[at].ty.is_optional(),
        },
    }
}

fn may_lack_details(entry: &Entry) -> bool {
    entry.wire.details.iter().all(|detail| detail.place != DetailPlace::Body || detail.ty.is_optional())
}
