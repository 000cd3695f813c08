//! What each fuzz target does with its bytes: `fuzz/` feeds them from libFuzzer, `tests/replay.rs` from the committed corpora.
//!
//! A target fails by a panic, which says what does not hold.
#![forbid(unsafe_code)]

mod catalogue;
mod comparison;
mod declaration;
mod fields;
mod invariants;
mod response;
mod tokens;

// The macro crate's own modules, by path: its items can be called from no other crate.
#[path = "../../../errors-macro/src/derive/mod.rs"]
mod derive;
#[path = "../../../errors-macro/src/docs.rs"]
mod docs;
#[path = "../../../errors-macro/src/expand/mod.rs"]
mod expand;
#[path = "../../../errors-macro/src/report.rs"]
mod report;

/// A target, by its name.
pub type Target = (&'static str, fn(&[u8]));

/// Every target; each has a program in `fuzz/fuzz_targets` and a corpus in `fuzz/corpus`.
pub const TARGETS: &[Target] = &[
    ("catalogue", catalogue::check),
    ("tokens", tokens::expand),
    ("diff", comparison::compare),
    ("derive_text", declaration::derive_text),
    ("derive_shape", declaration::derive_shape),
    ("response", response::decode),
    ("fields", fields::read),
];

/// Runs the target of this name.
///
/// # Panics
/// When something does not hold, or there is no such target.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, target) = target.unwrap_or_else(|| panic!("no target `{name}`"));
    target(data);
}
