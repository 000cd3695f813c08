//! What the verdicts promise: where nothing breaks, a client of the old catalogue reads what the new one sends.
//!
//! Both are the runtime's: the server writes the response, and the client decodes it and reads each detail into its
//! declared type, as generated code does.

use errors_catalogue::diff::{Verdict, diff};
use errors_catalogue::json::Json;
use errors_catalogue::model::{Catalogue, Detail, Entry, Scalar, Shape, Type};
use errors_tests::choices::{Choices, choices, mutated};
use proptest::prelude::*;

use crate::wire::{Received, Wire};

/// The value of a type that is hardest to read as another.
fn extreme(catalogue: &Catalogue, ty: &Type) -> Json {
    match ty {
        Type::Optional(_) => Json::Null,
        Type::List(inner) => Json::List(vec![extreme(catalogue, inner)]),
        Type::Map(inner) => Json::Map(vec![("key".to_owned(), extreme(catalogue, inner))]),
        Type::Named(at) => match &catalogue.types[*at].shape {
            Shape::Enum(values) => Json::Text(values.last().unwrap().0.clone()),
            Shape::Struct(fields) => Json::Map(
                fields
                    .iter()
                    .map(|field| (field.name.clone(), extreme(catalogue, &field.ty)))
                    .filter(|(_, value)| *value != Json::Null)
                    .collect(),
            ),
        },
        Type::Scalar(Scalar::String) => Json::Text("text".to_owned()),
        Type::Scalar(Scalar::Bool) => Json::Bool(true),
        Type::Scalar(Scalar::F64) => Json::Float(0.5),
        Type::Scalar(Scalar::Json) => Json::List(vec![Json::Bool(true)]),
        Type::Scalar(number) => match number.word() {
            "i8" => Json::Signed(i64::from(i8::MIN)),
            "i16" => Json::Signed(i64::from(i16::MIN)),
            "i32" => Json::Signed(i64::from(i32::MIN)),
            "i64" => Json::Signed(i64::MIN),
            unsigned => Json::Unsigned(u64::MAX >> (64 - unsigned[1..].parse::<u32>().unwrap())),
        },
    }
}

/// What an old client loses of the errors that it knows.
fn losses(old: &Catalogue, new: &Catalogue) -> Vec<String> {
    let (today, tomorrow) = (Wire::new(old, old), Wire::new(old, new));
    let mut losses = Vec::new();
    for (at, entry) in old.entries.iter().enumerate() {
        let is_heir = |it: &Entry| it.code == entry.code || it.names.aliases.contains(&entry.code);
        match new.entries.iter().position(is_heir) {
            Some(heir) => {
                let (before, after) = (today.send(at, entry), tomorrow.send(heir, &new.entries[heir]));
                losses.extend(lost(entry, &before, &after).into_iter().map(|what| format!("{what} of {}", entry.code)));
            }
            None => losses.push(format!("{} is never sent", entry.code)),
        }
    }
    losses
}

/// What the client had of the response before, and does not have after.
fn lost(entry: &Entry, before: &Received<'_>, after: &Received<'_>) -> Vec<String> {
    let (old, new) = (&before.remote, &after.remote);
    let kept = [
        ("the code", old.code() == new.code()),
        ("the code's text", old.code_str().is_none() || new.code_str().is_some()),
        ("the status", old.status() == new.status()),
        ("the message", old.message().is_none() || new.message().is_some()),
        ("whether to retry", old.retryable() == new.retryable()),
        ("the delay", old.retry_after().is_none() || new.retry_after().is_some()),
    ];
    let facts = kept.iter().filter(|(_, kept)| !kept).map(|(what, _)| (*what).to_owned());
    let unread = |detail: &&Detail| !after.reads(detail) && (before.reads(detail) || after.tells(detail));
    facts.chain(entry.wire.details.iter().filter(unread).map(|detail| detail.name.clone())).collect()
}

/// The catalogue, if it is one; merged details may collide with the envelope.
fn catalogue(choices: &Choices) -> Option<Catalogue> {
    let loaded = errors_catalogue::check("errors.yaml", &choices.yaml());
    let mut catalogue = loaded.diagnostics.is_empty().then_some(loaded.catalogue)?;
    let whole = catalogue.clone();
    for detail in catalogue.entries.iter_mut().flat_map(|entry| &mut entry.wire.details) {
        detail.example = Some(extreme(&whole, &detail.ty));
    }
    Some(catalogue)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, max_global_rejects: 40_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn old_clients_lose_nothing_by_what_is_compatible(
        old in choices(),
        other in choices(),
        changes in prop::collection::vec((0..15_usize, 0..4_usize), 1..3),
    ) {
        let new = mutated(&old, &other, &changes);
        let (Some(before), Some(after)) = (catalogue(&old), catalogue(&new)) else { return Err(TestCaseError::reject("no catalogue")); };
        let changes = diff(&before, &after);
        if changes.iter().all(|change| change.verdict != Verdict::Breaking) {
            let losses = losses(&before, &after);
            prop_assert!(losses.is_empty(), "{losses:?}\n{}\n{}\n{changes:#?}", old.yaml(), new.yaml());
        }
    }
}
