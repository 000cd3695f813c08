//! Sizes: of catalogues, of the enums that they become, and of the places where they are used.

use std::fmt::Write as _;
use std::mem::size_of;
use std::process::Command;

use errors_tests::cargo::{runtime_as, Sandbox};

macro_rules! catalogues {
    ($($module:ident: $path:literal),* $(,)?) => {
        $(#[allow(dead_code, reason = "only the sizes are looked at")] mod $module {
            errors_runtime::include_error_spec!($path);
        })*
        /// Name, size of `ErrorCode`, size of `Error`.
        const SIZES: &[(&str, usize, usize)] =
            &[$((stringify!($module), size_of::<$module::ErrorCode>(), size_of::<$module::Error>())),*];
    };
}

catalogues! {
    molroo: "../specs/molroo.yaml",
    molroo_socket: "../specs/molroo-socket.yaml",
    persona_sdk: "../specs/persona-sdk.yaml",
    message_analysis: "../specs/message-analysis.yaml",
    unleeshed: "../specs/unleeshed.yaml",
    role_sessions: "../specs/role-sessions.yaml",
    problem: "../specs/problem.yaml",
    large: "hygiene/large.yaml",
}

#[test]
fn enums_of_every_catalogue_are_small() {
    for (name, error_code, error) in SIZES {
        assert_eq!(*error_code, 1, "ErrorCode of {name}");
        assert!(*error <= 64, "Error of {name} has {error} bytes");
    }
}

#[test]
fn every_spec_is_measured() {
    let specs = std::fs::read_dir(errors_tests::root().join("specs")).unwrap();
    let names = specs.map(|spec| spec.unwrap().file_name().into_string().unwrap());
    for name in names.filter_map(|name| Some(name.strip_suffix(".yaml")?.replace('-', "_"))) {
        assert!(SIZES.iter().any(|(module, ..)| *module == name), "{name} is not in the list above");
    }
}

#[test]
fn boxed_details_read_and_print_like_others() {
    let error = large::Error::texts("a", "b", "c", "d", "e", "f", "g");
    let body = errors_runtime::ApiError::to_json(&error);
    assert!(body.contains(r#""details":{"a":"a","b":"b","c":"c","d":"d","e":"e","f":"f","g":"g"}"#), "{body}");
    let remote = errors_runtime::RemoteError::decode(500, &[] as &[(&str, &str)], body);
    assert_eq!(large::Error::try_from(remote), Ok(error));
}

/// A catalogue of so many codes, with aliases, details and all the other keys that a real one has.
fn generated(codes: usize) -> String {
    let mut yaml = "catalogue: generated\ndocs_url: https://docs.example/{code}\nerrors:\n".to_owned();
    for at in 0..codes {
        let _ = write!(
            yaml,
            "  CODE_{at}:
    status: {}
    message: \"Message {at}: {{number}}\"
    fix: Fix number {at}
    description: Sent when {at} happens.
    aliases: [old code {at}]
    details: {{ number: u32, text: string }}
",
            400 + at % 200
        );
    }
    yaml
}

#[test]
fn five_thousand_codes_compile_and_are_found() {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "scale");
    sandbox.package("scale", "2021", &runtime_as("err", ""));
    sandbox.write("scale/src/main.rs", &errors_tests::read(&errors_tests::path("hygiene/scale.rs")));
    for (name, codes) in [("huge", 5_000), ("one_byte", 256), ("two_bytes", 257)] {
        sandbox.write(&format!("scale/{name}.yaml"), &generated(codes));
    }
    let run = sandbox.cargo(&["run"]).succeeds();
    assert_eq!(run.stdout, "5000 codes\n");
}

#[test]
fn paths_may_hold_spaces_and_letters_beyond_ascii() {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "ein Ordner für Größe (日本)");
    sandbox.package("spaces", "2021", &runtime_as("err", ""));
    sandbox
        .write("spaces/alle Kataloge/Fehler & 'ü'.yaml", "catalogue: a\nerrors: { A: { status: 400, message: ü } }\n");
    let main = "mod errors { err::include_error_spec!(\"alle Kataloge/Fehler & 'ü'.yaml\"); }
        fn main() { println!(\"{}\", errors::Error::A); }";
    sandbox.write("spaces/src/main.rs", main);
    assert_eq!(sandbox.cargo(&["run"]).succeeds().stdout, "ü\n");
}

#[test]
fn needs_no_standard_library() {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "no-std");
    for catalogue in ["rich.yaml", "socket.yaml"] {
        sandbox.write(catalogue, &errors_tests::read(&errors_tests::path("hygiene").join(catalogue)));
    }
    let features = ", default-features = false, features = [\"macros\"]";
    sandbox.package("no-std", "2024", &runtime_as("err", features));
    sandbox.write("no-std/src/lib.rs", &errors_tests::read(&errors_tests::path("hygiene/no_std.rs")));
    let _ = sandbox.cargo(&["check"]).succeeds();
    for target in bare_targets() {
        let _ = sandbox.cargo(&["check", "--target", &target]).succeeds();
    }
}

/// The installed targets that have no operating system.
fn bare_targets() -> Vec<String> {
    let installed = Command::new("rustup").args(["target", "list", "--installed"]).output();
    let text = installed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().filter(|target| target.contains("-none")).map(str::to_owned).collect()
}
