//! `errors diff`: a golden run in each format, and its exit codes. Verdicts are tested beside the rules.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::assert_golden;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the command in the folder of the fixtures.
fn errors(arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    Command::new(env!("CARGO_BIN_EXE_errors")).args(arguments).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn formats_match_golden() {
    for format in ["text", "json", "markdown"] {
        let output = errors(&["diff", "old.yaml", "new.yaml", "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_golden(&format!("diff.{format}"), &stdout(&output));
    }
}

#[test]
fn exit_code_tells_breaking_changes() {
    let code = |arguments: &[&str]| errors(arguments).status.code();
    assert_eq!(code(&["diff", "old.yaml", "old.yaml"]), Some(0));
    assert_eq!(code(&["diff", "old.yaml", "compatible.yaml"]), Some(0));
    assert_eq!(code(&["diff", "compatible.yaml", "old.yaml"]), Some(1));
    assert_eq!(code(&["diff", "old.yaml", "no-such-file.yaml"]), Some(2));
    assert_eq!(code(&["diff", "old.yaml"]), Some(2));
}

#[test]
fn reports_no_changes() {
    let output = errors(&["diff", "old.yaml", "old.yaml"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "no changes\n");
}
