//! Codes of every character that a code may have: `derive(ApiError)` finds each by its spelling, and says of an unknown one
//! what may be meant.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write as _;

use errors_tests::cargo::{runtime_as, Sandbox};

/// Spellings that share their generated name, or have that of another one, or look as if they were escaped.
const ALIKE: &[&str] = &[
    "404_BOOK",
    "404-BOOK",
    "404.BOOK",
    "404 BOOK",
    "+1",
    "-1",
    "1",
    "1.0",
    "1e3",
    "RATE_LIMIT",
    "rate_limit",
    "rate-limit",
    "RateLimit",
    "rateLimit",
    "rate limit",
    "RATE__LIMIT",
    "a-b",
    "a_2d_b",
    "a__2d__b",
    "_",
    "__",
    "___",
    "type",
    "self",
    "Self",
    "crate",
    "C1",
    "C2",
    "ErrorCode",
    "__spelling_A",
    "A",
    "é",
    "e\u{301}",
    "中文",
    "🦀",
    "a\u{200d}b",
    "İ",
    "ß",
];

/// Each character alone, at the start, inside, and at the end; what is white space outside cannot be a code.
fn spellings() -> Vec<String> {
    let characters: Vec<char> = (' '..='~').collect();
    let places = characters.iter().flat_map(|c| [format!("{c}"), format!("{c}x9"), format!("x{c}9"), format!("x9{c}")]);
    let mut all: Vec<String> = places.filter(|code| code.trim() == code && !code.is_empty()).collect();
    all.extend(ALIKE.iter().map(ToString::to_string));
    all.push("x/".repeat(100));
    all.sort();
    all.dedup();
    all
}

/// The entry of each spelling has the generated name of another one; every second has a detail.
fn catalogue(spellings: &[String]) -> String {
    let mut yaml = "catalogue: spellings\nerrors:\n".to_owned();
    for (at, code) in spellings.iter().enumerate() {
        let details = if at % 2 == 0 { ", details: { at: u16 }" } else { "" };
        let code = serde_json::to_string(code).unwrap();
        let _ =
            writeln!(yaml, "  {code}: {{ status: 400, message: Text, name: {}{details} }}", name(at, spellings.len()));
    }
    yaml
}

/// The names that the codes `C1` and `C2` would have are in use, too: by others.
fn name(at: usize, len: usize) -> String {
    format!("C{}", (at + 7) % len)
}

/// Enums of the spellings, and a function that asks each of their variants for its code.
fn program(module: &str, spellings: &[String]) -> String {
    let mut out = format!("pub mod {} {{\n", module.replace("::", "_"));
    let mut calls = String::new();
    for (number, group) in spellings.chunks(30).enumerate() {
        let _ = writeln!(out, "#[derive(Debug, errors_runtime::ApiError)]\n#[api_error(catalogue = {module})]");
        let _ = writeln!(out, "pub enum E{number} {{");
        for (at, code) in (number * 30..).zip(group) {
            let (fields, values) = if at % 2 == 0 { ("{ at: u8 }", "{ at: 7 }") } else { ("", "") };
            let _ = writeln!(out, "#[api_error(code = {code:?})] V{at} {fields},");
            let _ = writeln!(calls, "super::check(E{number}::V{at} {values}, {code:?}, {});", at % 2 == 0);
        }
        out.push_str("}\n");
    }
    out + "pub fn check() {\n" + &calls + "}\n}\n"
}

const CHECK: &str = r#"
pub fn check(error: impl errors_runtime::ApiError, code: &str, has_detail: bool) {
    assert_eq!(error.code(), code);
    let body = error.to_json();
    assert_eq!(body.ends_with("\"details\":{\"at\":7}}}"), has_detail, "{body}");
}
"#;

#[test]
fn every_spelling_is_found_in_this_crate_and_in_another() {
    let spellings = spellings();
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "spellings");
    let runtime = runtime_as("errors-runtime", "");
    sandbox.write("spellings.yaml", &catalogue(&spellings));
    let module = "pub mod errors { errors_runtime::include_error_spec!(\"../spellings.yaml\"); }\n";
    sandbox.package("spelled", "2021", &runtime);
    sandbox.write("spelled/src/lib.rs", module);
    sandbox.package("binds", "2021", &format!("{runtime}\nspelled = {{ path = \"../spelled\" }}"));
    let programs = [program("crate::errors", &spellings), program("spelled::errors", &spellings)].concat();
    let main = "fn main() { crate_errors::check(); spelled_errors::check(); }\n";
    sandbox.write("binds/src/main.rs", &format!("#![deny(warnings)]\n{module}{CHECK}{programs}{main}"));
    let _ = sandbox.cargo(&["run", "-p", "binds"]).succeeds();
}

#[test]
fn unknown_spellings_are_told_what_may_be_meant() {
    let spellings = spellings();
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "misspelled");
    sandbox.package("misspelled", "2021", &runtime_as("errors-runtime", ""));
    sandbox.write("misspelled/spellings.yaml", &catalogue(&spellings));
    let mut code = "pub mod errors { errors_runtime::include_error_spec!(\"spellings.yaml\"); }\n".to_owned();
    // A character without a width is none of what rustc prints.
    let visible = ALIKE.iter().filter(|code| !code.contains('\u{200d}'));
    let alike = visible.map(|code| format!("{code}\u{e4}"));
    let unknown: Vec<String> = (' '..='~').map(|c| format!("x{c}99")).chain(alike).collect();
    for (at, code_text) in unknown.iter().enumerate() {
        let fields = if at % 2 == 0 { "{ at: u8 }" } else { ";" };
        let keys = format!("#[api_error(catalogue = crate::errors, code = {code_text:?})]");
        let _ = writeln!(code, "#[derive(Debug, errors_runtime::ApiError)] {keys} pub struct E{at} {fields}");
    }
    sandbox.write("misspelled/src/lib.rs", &code);
    let errors = sandbox.cargo(&["check", "--message-format=json"]).fails().errors();
    for (at, code) in unknown.iter().enumerate() {
        let place = format!("--> misspelled/src/lib.rs:{}:", at + 2);
        let of_code: Vec<&String> = errors.iter().filter(|error| error.contains(&place)).collect();
        let [error] = of_code.as_slice() else { panic!("{code}: {of_code:#?}") };
        assert!(error.contains(&format!("the catalogue `spellings` has no code `{code}`")), "{error}");
        assert!(code.len() < 6 || error.contains("did you mean `"), "{error}");
    }
}
