//! `errors diff`: a golden run in each format, and what it exits with. The verdicts have their tests beside the rules.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the command in the folder of the fixtures.
fn errors(arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    Command::new(env!("CARGO_BIN_EXE_errors")).args(arguments).current_dir(folder).output().unwrap()
}

fn assert_golden(name: &str, output: &Output) {
    let actual = String::from_utf8(output.stdout.clone()).unwrap();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected, actual, "{} differs; look at it, then set UPDATE_GOLDEN=1", path.display());
}

#[test]
fn prints_each_format() {
    for format in ["text", "json", "markdown"] {
        let output = errors(&["diff", "old.yaml", "new.yaml", "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_golden(&format!("diff.{format}"), &output);
    }
}

#[test]
fn helps() {
    assert_golden("diff.help", &errors(&["diff", "--help"]));
}

#[test]
fn exits_by_what_breaks() {
    let code = |arguments: &[&str]| errors(arguments).status.code();
    assert_eq!(code(&["diff", "old.yaml", "old.yaml"]), Some(0));
    assert_eq!(code(&["diff", "old.yaml", "compatible.yaml"]), Some(0));
    assert_eq!(code(&["diff", "compatible.yaml", "old.yaml"]), Some(1));
    assert_eq!(code(&["diff", "old.yaml", "no-such-file.yaml"]), Some(2));
    assert_eq!(code(&["diff", "old.yaml"]), Some(2));
}

#[test]
fn says_that_nothing_changed() {
    let output = errors(&["diff", "old.yaml", "old.yaml"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "no changes\n");
}
