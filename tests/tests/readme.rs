//! The README shows the catalogue that its Rust is compiled with, a diagnostic as it is printed, and commands that CI runs;
//! what other pages name is there.

use errors_tests::{read, root};

#[test]
fn shows_the_catalogue_that_its_rust_uses() {
    let readme = read(&root().join("README.md"));
    let catalogue = read(&root().join("errors-runtime/errors.yaml"));
    assert!(readme.contains(&format!("```yaml\n{catalogue}```")));
    let loaded = errors_catalogue::check("errors.yaml", &catalogue);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.rendered().collect::<Vec<_>>());
}

#[test]
fn shows_a_diagnostic_as_it_is_printed() {
    let text = "catalogue: acme\ncategories:\n  authentication: Authentication\n  rate_limiting: Rate limiting\n\
                errors:\n  A:\n    status: 400\n    message: a\n  B:\n    status: 400\n    message: b\n  C:\n    \
                status: 401\n    category: auth\n    message: c\n";
    let loaded = errors_catalogue::check("errors.yaml", text);
    // rustc indents what follows the first line by the width of `error: `.
    let printed: Vec<String> = loaded.rendered().map(|text| text.replace('\n', "\n       ")).collect();
    let readme = read(&root().join("README.md"));
    assert!(readme.contains(&format!("error: {}\n", printed[0])), "{}", printed[0]);
}

#[test]
fn its_test_command_is_the_one_that_ci_runs() {
    let readme = read(&root().join("README.md"));
    let ci = read(&root().join(".ci/run"));
    for command in ["cargo run --example quickstart", "cargo test --workspace"] {
        assert!(readme.contains(command) && ci.contains(command), "{command}");
    }
}

/// A promise that names a test which is gone is none.
#[test]
fn the_files_that_pages_name_are_there() {
    for page in ["SECURITY.md", "docs/stability.md"] {
        let text = read(&root().join(page));
        let quoted = text.split('`').skip(1).step_by(2);
        let paths: Vec<&str> = quoted.filter(|it| it.contains('/') && !it.contains(' ')).collect();
        assert!(paths.len() > 10, "{page}: {paths:?}");
        for path in paths {
            assert!(root().join(path).exists(), "{page} names {path}");
        }
    }
}
