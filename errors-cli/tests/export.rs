//! `errors export`: the client that it writes, in each language. That the clients compile and do what they say is tried in
//! tests/wire/clients.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::assert_golden;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn export(catalogue: &str, language: &str) -> String {
    let command = ["export", catalogue, "--to", language];
    let output = Command::new(env!("CARGO_BIN_EXE_errors")).current_dir(root()).args(command).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn writes_csharp() {
    assert_golden("export/molroo.cs", &export("specs/molroo.yaml", "csharp"));
    assert_golden("export/rich.cs", &export("tests/hygiene/rich.yaml", "csharp"));
}
