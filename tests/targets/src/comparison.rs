//! Two catalogues ▶ what changed between them. A line of `=====` parts the old one from the new one.

use errors_catalogue::diff::{Change, diff};
use errors_catalogue::model::Catalogue;

use crate::invariants::loaded;

const PARTING: &str = "\n=====\n";

pub(crate) fn compare(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (old, new) = text.split_once(PARTING).unwrap_or((text, text));
    let (old, new) = (loaded(old.as_bytes()).catalogue, loaded(new.as_bytes()).catalogue);
    assert_same(&old, &old.clone());
    assert_same(&new, &new.clone());
    let changes = diff(&old, &new);
    assert_eq!(shown(&changes), shown(&diff(&old, &new)), "the same comparison has another result");
    // A broken catalogue may be without entries, and then nothing has the headers that a whole one would name for each.
    if !old.entries.is_empty() && !new.entries.is_empty() {
        assert_eq!(changes.is_empty(), diff(&new, &old).is_empty(), "a change has no way back: {changes:?}");
    }
    for Change { at, message, .. } in &changes {
        assert!(!at.steps().is_empty() && !message.is_empty(), "a change without place or text: {changes:?}");
    }
}

fn assert_same(one: &Catalogue, other: &Catalogue) {
    let changes = diff(one, other);
    assert!(changes.is_empty(), "a catalogue differs from itself: {changes:?}");
}

fn shown(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{change:?} {}", change.at)).collect()
}
