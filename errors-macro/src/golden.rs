//! Compares the macro's output for committed catalogues with committed Rust, which the tests of the workspace compile.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proc_macro2::Span;
use quote::quote;

use crate::expand::{self, Context};

#[test]
fn tour() {
    assert_expansion("tour");
}

#[test]
fn socket() {
    assert_expansion("socket");
}

#[test]
fn smallest() {
    assert_expansion("smallest");
}

fn assert_expansion(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let file = root.join(format!("errors-catalogue/tests/cases/valid/{name}.yaml"));
    let loaded = errors_catalogue::lock::load(&file, name);
    let problems: Vec<String> = loaded.rendered().collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let cx = Context { runtime: &quote!(::errors_runtime), names: Span::call_site(), types: quote!() };
    let actual = rustfmt(&expand::expand(&loaded.catalogue, &cx).to_string());
    let golden = root.join(format!("tests/golden/expand/{name}.rs"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap_or_default();
    assert!(expected == actual, "{} differs; look at it, then set UPDATE_GOLDEN=1", golden.display());
}

fn rustfmt(source: &str) -> String {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config", "max_width=120,normalize_doc_attributes=true"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(source.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}
