//! Guarantees of the lock: it is a catalogue, and comparing with it equals comparing with the released catalogue.

use std::path::Path;

use errors_catalogue::Loaded;
use errors_catalogue::diff::{Verdict, diff};
use errors_catalogue::model::Catalogue;
use errors_tests::changes;
use errors_tests::choices::{choices, mutated};
use proptest::prelude::*;

fn valid(name: &str, text: &str) -> Loaded {
    let loaded = errors_catalogue::check(name, text);
    assert!(loaded.diagnostics.is_empty(), "{}\n{text}", loaded.rendered().collect::<Vec<_>>().join("\n"));
    loaded
}

/// Writes the lock, and loads it.
fn locked(loaded: &Loaded) -> (String, Loaded) {
    let text = super::text(&loaded.catalogue, Path::new("errors.yaml")).unwrap();
    let released = valid("errors.yaml.lock", &text);
    (text, released)
}

/// Describes the differences between two catalogues that matter to programs.
fn differences(old: &Catalogue, new: &Catalogue) -> Vec<String> {
    let changes = diff(old, new).into_iter().filter(|change| change.verdict != Verdict::Documentation);
    changes.map(|it| format!("{}[{}] {}: {}", it.verdict.word(), it.kind.word(), it.at, it.message)).collect()
}

/// Asserts that the lock keeps everything that programs depend on, and that locking the lock changes nothing.
fn assert_kept(loaded: &Loaded) {
    let (text, released) = locked(loaded);
    assert_eq!(differences(&released.catalogue, &loaded.catalogue), [""; 0], "{text}");
    assert_eq!(differences(&loaded.catalogue, &released.catalogue), [""; 0], "{text}");
    assert_eq!(locked(&released).0, text);
}

/// Loads the YAML files of a folder of the workspace.
fn catalogues(folder: &str) -> Vec<Loaded> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|ending| ending == "yaml"));
    files.map(|file| errors_catalogue::load(&file, &file.display().to_string())).collect()
}

#[test]
fn keeps_every_spec_and_every_word_of_the_language() {
    let all: Vec<Loaded> = ["specs", "errors-catalogue/tests/cases/valid"].into_iter().flat_map(catalogues).collect();
    assert!(all.len() >= 9, "{}", all.len());
    all.iter().for_each(assert_kept);
}

#[test]
fn keeps_every_example_of_the_manual() {
    let manual = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/README.md")).unwrap();
    let examples: Vec<&str> = manual.split("```yaml\n").skip(1).filter_map(|text| text.split("```").next()).collect();
    assert!(examples.len() >= 10, "{}", examples.len());
    for text in examples {
        assert_kept(&valid("README.md", text));
    }
}

/// Comparing with the lock gives the same verdicts as comparing with the catalogue.
#[test]
fn shows_every_kind_of_change() {
    for (kind, _, old, new) in changes::cases() {
        let (old, new) = (valid("errors.yaml", &old), valid("errors.yaml", &new));
        let (text, released) = locked(&old);
        let (direct, through) =
            (differences(&old.catalogue, &new.catalogue), differences(&released.catalogue, &new.catalogue));
        assert_eq!(direct, through, "{kind:?}\n{text}");
        assert_kept(&old);
    }
}

/// Texts that YAML readers take for something else. The line separators U+0085, U+2028 and U+2029 are not included: the
/// writer treats them as line breaks, YAML 1.2 does not.
const ODD: &[&str] = &[
    "",
    " ",
    "~",
    "null",
    "true",
    "no",
    "1",
    "+1",
    "-1",
    "1_000",
    "0x1f",
    "0o17",
    "017",
    "1e3",
    ".5",
    "5.",
    ".inf",
    "-",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "'",
    "\"",
    "\\",
    "\\n",
    "{",
    "}",
    "{{",
    "{a}",
    "[a]",
    "$",
    "$a",
    "$$",
    "$code",
    "\n",
    "a\nb",
    "a\n",
    "\n a",
    "a\n\n\nb ",
    "\t",
    "a\tb",
    " a",
    "a ",
    "---",
    "...",
    "<<",
    "?",
    "? a",
    "=",
    "é",
    "日本",
    "🦀",
    "\u{a0}",
    "\u{feff}",
    "\u{7f}",
    "\r",
    "a\r\nb",
    "2024-01-01",
    "12:30",
    "a,b",
    "key?",
    "problem",
];

fn odd() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(ODD), 1..4).prop_map(|parts| parts.concat())
}

/// Generates a catalogue with odd texts, written as JSON, which is YAML.
fn odd_catalogue(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| serde_json::to_string(text).unwrap()).collect();
    let escaped = serde_json::to_string(&format!("m{}", texts[0].replace('{', "{{").replace('}', "}}"))).unwrap();
    let [_, fix, literal, key, reason, code, user_message, ..] = quoted.as_slice() else { unreachable!() };
    format!(
        "{{catalogue: acme, envelope: {{code: $code, literal: {literal}, {key}: $fix}}, errors: {{A: {{status: 404, \
         message: {escaped}, fix: [{fix}, {key}], deprecated: {reason}, aliases: [{code}], headers: {{X-A: {code}}}}}}}, \
         statuses: {{404: {{user_message: {user_message}, fallback: A}}}}, retired: {{OLD: {reason}}}, \
         categories: {{{key}: {fix}}}}}"
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, max_global_rejects: 40_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keeps_texts_that_yaml_would_read_as_something_else(texts in prop::collection::vec(odd(), 7..8)) {
        let loaded = errors_catalogue::check("errors.yaml", &odd_catalogue(&texts));
        prop_assume!(loaded.diagnostics.is_empty());
        assert_kept(&loaded);
        let (text, released) = locked(&loaded);
        prop_assert_eq!(&released.catalogue.wire.envelope, &loaded.catalogue.wire.envelope, "{}", &text);
        prop_assert_eq!(&released.catalogue.retired, &loaded.catalogue.retired, "{}", &text);
        prop_assert_eq!(&released.catalogue.categories, &loaded.catalogue.categories, "{}", &text);
        let (before, after) = (&loaded.catalogue.entries[0], &released.catalogue.entries[0]);
        prop_assert_eq!(&before.wire.message.parts, &after.wire.message.parts, "{}", &text);
        prop_assert_eq!(&before.prose.fixes, &after.prose.fixes, "{}", &text);
    }

    #[test]
    fn keeps_generated_catalogues_and_shows_what_changes(
        old in choices(),
        other in choices(),
        what in prop::collection::vec((0..15_usize, 0..4_usize), 1..3),
    ) {
        let new = mutated(&old, &other, &what).yaml();
        let (old, new) = (errors_catalogue::check("errors.yaml", &old.yaml()), errors_catalogue::check("errors.yaml", &new));
        prop_assume!(old.diagnostics.is_empty() && new.diagnostics.is_empty());
        assert_kept(&old);
        let (text, released) = locked(&old);
        let direct = differences(&old.catalogue, &new.catalogue);
        prop_assert_eq!(direct, differences(&released.catalogue, &new.catalogue), "{}", text);
    }
}
