//! The public items of the runtime, all features on, as they are committed: a change of them is seen in a review.
//!
//! `public-api` reads the JSON of one rustdoc, that of the toolchain which `.ci/run` has; so this runs there, and by
//! `cargo test -p errors-tests --test public_api -- --ignored`. `UPDATE_GOLDEN=1` writes the file.
#![cfg(unix)]

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use errors_tests::cargo::Run;
use errors_tests::{assert_golden, path, root};
use public_api::Builder;

/// Of the compiler, not of the crate: what no stable program can name.
const UNSTABLE: &[&str] = &["core::marker::Freeze", "core::marker::UnsafeUnpin"];

#[test]
#[ignore = "needs the rustdoc whose JSON `public-api` reads"]
fn the_public_items_of_the_runtime_are_the_committed_ones() {
    let api = Builder::from_rustdoc_json(json()).omit_blanket_impls(true).omit_auto_derived_impls(true).build();
    let api = api.unwrap_or_else(|error| panic!("another version of `public-api` reads this rustdoc: {error}"));
    let lines = api.items().map(|item| format!("{item}\n"));
    let listed: String = lines.filter(|line| !UNSTABLE.iter().any(|unstable| line.contains(unstable))).collect();
    assert_golden(&root().join("errors-runtime/public-api.txt"), &listed);
}

/// What rustdoc says of the runtime, made with the dependencies that the lints have compiled.
fn json() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("");
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["rustdoc", "-p", "errors-runtime", "--all-features", "--lib", "--locked"]);
    command.args(["--", "-Zunstable-options", "--output-format=json"]);
    command.current_dir(root()).env("CARGO_TARGET_DIR", &target).env("RUSTDOC", path("rustdoc.sh"));
    let _ = Run::of(command).succeeds();
    target.join("doc/errors_runtime.json")
}
