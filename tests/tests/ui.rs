//! What must not compile, and what rustc then says: the text, the place, and nothing besides.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use errors_tests::cargo::{runtime_as, Sandbox};
use errors_tests::{read, root};

/// A path below the cases of the reader, which the macro reports in the same words.
fn cases(name: &str) -> PathBuf {
    root().join("errors-catalogue/tests/cases").join(name)
}

/// The macro looks for catalogues in the folder above the cases, while trybuild compiles its programs in one of its own.
#[test]
fn mistakes_are_explained() {
    std::env::set_var("CARGO_MANIFEST_DIR_OVERRIDE", cases(".."));
    trybuild::TestCases::new().compile_fail("ui/spec/*/*.rs");
}

/// The place of each mistake of `cases/eight`.
const EIGHT: [&str; 8] = [
    "errors.yaml:6:14",
    "errors.yaml:16:15",
    "errors.yaml:19:34",
    "errors.yaml:25:5",
    "errors.yaml:27:13",
    "common.yaml:2:3",
    "common.yaml:8:18",
    "common.yaml:13:14",
];

#[test]
fn eight_mistakes_in_two_files_are_eight_errors_beside_codes_that_resolve() {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "eight");
    sandbox.package("eight", "2021", &runtime_as("errors-runtime", ""));
    for file in ["errors.yaml", "common.yaml"] {
        sandbox.write(&format!("eight/{file}"), &read(&cases("eight").join(file)));
    }
    let code = "errors_runtime::include_error_spec!(\"errors.yaml\");\n\
        pub fn valid() -> [Error; 3] { [Error::not_found(\"978\"), Error::OutOfStock, Error::Timeout] }\n\
        pub const CODES: [ErrorCode; 3] = [ErrorCode::NotFound, ErrorCode::OutOfStock, ErrorCode::Timeout];\n";
    sandbox.write("eight/src/lib.rs", code);
    let errors = sandbox.cargo(&["check", "--message-format=json"]).fails().errors();
    let problems: Vec<&String> = errors.iter().filter(|error| !error.contains("could not compile")).collect();
    let places: Vec<&str> = problems.iter().map(|error| place(error)).collect();
    assert_eq!(places, EIGHT, "{errors:#?}");
    for problem in problems {
        assert!(problem.contains("--> eight/src/lib.rs:1:37"), "{problem}");
    }
}

/// Every case as a module of one crate: each gives its own error, and what is generated beside it gives none.
#[test]
fn a_broken_catalogue_draws_no_errors_in_generated_code() {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "broken");
    sandbox.package("broken", "2021", &runtime_as("errors-runtime", ""));
    let mut code = String::new();
    let names = copy_cases(&sandbox.path("broken/cases"));
    for (number, name) in names.iter().enumerate() {
        let call = format!("errors_runtime::include_error_spec!(\"cases/{name}\");");
        let _ = writeln!(code, "pub mod case{number} {{ {call} }}");
    }
    sandbox.write("broken/src/lib.rs", &code);
    let errors = sandbox.cargo(&["check", "--message-format=json"]).fails().errors();
    for (number, name) in names.iter().enumerate() {
        let call = format!("--> broken/src/lib.rs:{}:", number + 1);
        let of_case: Vec<&String> = errors.iter().filter(|error| error.contains(&call)).collect();
        assert_eq!(of_case.len(), 1, "{name}: {of_case:#?}");
    }
    let others = errors.iter().filter(|error| !error.contains("include_error_spec!("));
    assert!(others.clone().all(|error| error.contains("aborting due to")), "{:#?}", others.collect::<Vec<_>>());
}

/// Copies the cases with their fragments and locks, byte for byte; the names of the cases.
fn copy_cases(to: &Path) -> Vec<String> {
    fs::create_dir_all(to.join("fragments")).unwrap();
    let mut names = Vec::new();
    for folder in ["", "fragments/"] {
        for entry in fs::read_dir(cases("invalid").join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_file() {
                fs::copy(entry.path(), to.join(&name)).unwrap();
                names.push(name);
            }
        }
    }
    names.retain(|name| !name.contains('/') && Path::new(name).extension().is_some_and(|ending| ending == "yaml"));
    names.sort();
    names
}

/// The first place of a message, as editors find it.
fn place(error: &str) -> &str {
    let (_, rest) = error.split_once("--> ").expect("an error has a place");
    rest.lines().next().expect("a line")
}
