//! What the fuzzers found, replayed without them: every committed input, by the functions that the fuzzers call.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use errors_catalogue::words::{Generic, Lint, Place, Reconnect, SECTIONS, Scalar, Sdk, Section, Severity, Token};
use errors_targets::{TARGETS, run};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of a folder and of the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.map(|it| it.unwrap().path()).partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| self::files(folder)));
    files.sort();
    files
}

fn replay(target: &str, folder: &str) {
    let files = files(&root().join(folder));
    assert!(!files.is_empty(), "{folder} is empty");
    for file in files {
        // Seen in the output of a test that fails.
        println!("{}", file.display());
        run(target, &fs::read(file).unwrap());
    }
}

#[test]
fn every_corpus_holds() {
    for (target, _) in TARGETS {
        replay(target, &format!("fuzz/corpus/{target}"));
    }
}

#[test]
fn every_seed_holds() {
    for target in ["catalogue", "tokens"] {
        replay(target, "specs");
        replay(target, "errors-catalogue/tests/cases");
    }
    replay("derive_text", "tests/ui/derive");
}

/// Each target has its program, its line in the manifest and its corpus, and there are no others.
#[test]
fn every_target_is_complete() {
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let stems = |folder: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        entries.map(|it| it.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    };
    assert_eq!(stems("fuzz/fuzz_targets"), names);
    assert_eq!(stems("fuzz/corpus"), names);
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for name in &names {
        assert!(manifest.contains(&format!("\nname = \"{name}\"\n")), "{name} is not in fuzz/Cargo.toml");
        let program = fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(program.contains(&format!("errors_targets::run(\"{name}\", data)")), "{name} runs another target");
    }
}

#[test]
fn the_dictionary_has_every_word_of_the_language() {
    let dictionary = fs::read_to_string(root().join("fuzz/catalogue.dict")).unwrap();
    let missing: Vec<&str> =
        words().into_iter().filter(|word| !dictionary.contains(&format!("\n\"{word}\"\n"))).collect();
    assert!(missing.is_empty(), "add to fuzz/catalogue.dict: {missing:#?}");
}

fn words() -> BTreeSet<&'static str> {
    let keys = SECTIONS.iter().flat_map(|Section { keys, .. }| keys.iter().copied());
    let mut words: BTreeSet<&str> = keys.collect();
    words.extend(Scalar::ALL.iter().map(|it| it.word()));
    words.extend(Generic::ALL.iter().map(|it| it.word()));
    words.extend(Token::ALL.iter().map(|it| it.word()));
    words.extend(Severity::ALL.iter().map(|it| it.word()));
    words.extend(Place::ALL.iter().map(|it| it.word()));
    words.extend(Reconnect::ALL.iter().map(|it| it.word()));
    words.extend(Sdk::ALL.iter().map(|it| it.word()));
    words.extend(Lint::ALL.iter().map(|it| it.word()));
    words
}
