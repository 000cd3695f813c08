//! The comparison of two catalogues: a verdict for each kind of change, and what the verdicts promise.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod property;
mod wire;

use errors_catalogue::diff::Verdict::{Breaking, Compatible};
use errors_catalogue::diff::{Change, Kind, Verdict, diff};
use errors_tests::changes::{cases, entry, whole};

fn changes(old: &str, new: &str) -> Vec<Change> {
    let check = |text: &str| {
        let loaded = errors_catalogue::check("errors.yaml", text);
        assert!(loaded.diagnostics.is_empty(), "{text}\n{}", loaded.rendered().collect::<String>());
        loaded.catalogue
    };
    let mut changes = diff(&check(old), &check(new));
    changes.sort_by_key(|change| change.verdict);
    changes
}

fn texts(changes: &[Change]) -> String {
    let lines = changes.iter().map(|it| format!("{} {}: {}", it.verdict.word(), it.at, it.message));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn judges_each_kind_of_change() {
    let mut wrong = Vec::new();
    for (kind, verdict, old, new) in cases() {
        let changes = changes(&old, &new);
        // The worst comes first. What else a change brings with it may not be worse than what it is about.
        let found = changes.iter().find(|it| it.kind == kind).map(|it| it.verdict);
        let beside = |it: &&Change| !matches!(it.kind, Kind::GeneratedName | Kind::DetailPlace);
        let worst = changes.iter().filter(beside).map(|it| it.verdict).min();
        if found != Some(verdict) || worst.is_some_and(|worst| worst < verdict) {
            wrong.push(format!("{kind:?} {verdict:?}\n{old}\n{new}\n{}", texts(&changes)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn has_a_case_for_each_kind() {
    let cases = cases();
    for kind in Kind::ALL {
        assert!(cases.iter().any(|(it, ..)| it == kind), "{kind:?} has no case");
    }
}

#[test]
fn finds_nothing_between_a_catalogue_and_itself() {
    for (_, _, old, new) in cases() {
        for text in [old, new] {
            assert!(changes(&text, &text).is_empty(), "{text}");
        }
    }
}

/// The numbers that a type holds without losing a digit, as powers of two.
const NUMBERS: &[(&str, i32, i32)] = &[
    ("u8", 0, 8),
    ("u16", 0, 16),
    ("u32", 0, 32),
    ("u64", 0, 64),
    ("i8", 7, 7),
    ("i16", 15, 15),
    ("i32", 31, 31),
    ("i64", 63, 63),
    ("f64", 53, 53),
];

#[test]
fn a_number_is_read_as_one_of_a_wider_range() {
    for (old, low, high) in NUMBERS {
        for (new, lowest, highest) in NUMBERS.iter().filter(|(new, ..)| new != old) {
            let make = |name: &str| entry(&format!("details: {{ d: {name} }}"));
            let fits = lowest <= low && highest <= high && *new != "f64";
            let expected = if fits { Compatible } else { Breaking };
            let found = changes(&make(old), &make(new));
            let verdicts: Vec<(Kind, Verdict)> = found.iter().map(|it| (it.kind, it.verdict)).collect();
            assert_eq!(verdicts, [(Kind::DetailType, expected)], "{old} became {new}");
        }
    }
}

#[test]
fn an_exception_is_compared_within_its_language() {
    let (old, new) = (entry("exception: { python: KeyError }"), entry("exception: { typescript: KeyError }"));
    let found: Vec<(String, Verdict)> =
        changes(&old, &new).into_iter().map(|it| (it.at.to_string(), it.verdict)).collect();
    let place = |language: &str| format!("errors.A.exception.{language}");
    assert_eq!(found, [(place("python"), Breaking), (place("typescript"), Compatible)]);
}

#[test]
fn a_header_of_every_error_that_each_entry_sends_by_itself_is_not_lost() {
    let old = whole("headers: { X-Code: '{code}' }\nerrors: { A: { status: 404, message: m } }");
    let new = whole("errors: { A: { status: 404, message: m, headers: { X-Code: '{code}' } } }");
    assert!(changes(&old, &new).iter().all(|it| it.verdict != Breaking));
}
