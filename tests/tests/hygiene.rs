//! What `include_error_spec!` generates compiles in anybody's crate: any edition, any lint, any name beside it.

use std::sync::OnceLock;

use errors_tests::cargo::{runtime_as, Run, Sandbox};
use errors_tests::links::dead_links;

/// One workspace with all crates; each test asks cargo another question about them.
fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| {
        let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "hygiene");
        for catalogue in ["rich.yaml", "socket.yaml", "units.yaml"] {
            sandbox.write(catalogue, &fixture(catalogue));
        }
        for (name, edition, source) in CRATES {
            let file = if matches!(*source, "unused.rs" | "shadowed.rs") { "main.rs" } else { "lib.rs" };
            sandbox.package(name, edition, &dependencies(source));
            sandbox.write(&format!("{name}/src/{file}"), &fixture(source));
        }
        sandbox
    })
}

/// Name, edition and source.
const CRATES: &[(&str, &str, &str)] = &[
    ("rich-2018", "2018", "rich.rs"),
    ("rich-2021", "2021", "rich.rs"),
    ("rich-2024", "2024", "rich.rs"),
    ("no-prelude-2018", "2018", "no_prelude.rs"),
    ("no-prelude-2024", "2024", "no_prelude.rs"),
    ("shadowed", "2021", "shadowed.rs"),
    ("unused", "2024", "unused.rs"),
    ("functions-2018", "2018", "functions.rs"),
    ("functions-2024", "2024", "functions.rs"),
    ("other", "2021", "other.rs"),
    ("through", "2024", "through.rs"),
];

fn dependencies(source: &str) -> String {
    match source {
        "other.rs" => runtime_as("errors-runtime", ""),
        "through.rs" => "other = { path = \"../other\" }".to_owned(),
        _ => runtime_as("err", ""),
    }
}

fn fixture(name: &str) -> String {
    errors_tests::read(&errors_tests::path("hygiene").join(name))
}

#[test]
fn compiles_beside_any_lint_edition_and_name() {
    let run = sandbox().cargo(&["check", "--workspace", "--keep-going"]).succeeds();
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
}

#[test]
fn clippy_has_nothing_to_say() {
    let groups = ["-D", "warnings", "-W", "clippy::pedantic", "-W", "clippy::nursery"];
    let restrictions = ["-W", "clippy::allow_attributes_without_reason", "-W", "clippy::unwrap_used"];
    let mut command =
        sandbox().command(&["clippy", "-p", "rich-2018", "-p", "rich-2024", "-p", "unused", "-p", "functions-2024"]);
    command.arg("--").args(groups).args(restrictions);
    let _ = Run::of(command).succeeds();
}

#[test]
fn rustdoc_has_nothing_to_say_no_text_is_html_and_links_lead_somewhere() {
    let mut command = sandbox().command(&["doc", "--no-deps", "-p", "rich-2021", "-p", "through"]);
    command.env("RUSTDOCFLAGS", "-D warnings -D rustdoc::unescaped_backticks");
    let _ = Run::of(command).succeeds();
    for page in ["ErrorCode", "Error", "Plan"] {
        let html = errors_tests::read(&sandbox().target(&format!("doc/rich_2021/errors/enum.{page}.html")));
        // The tags of rich.yaml, as somebody's browser would take them.
        for tag in ["<b>", "<c>", "<d>", "<q>", "<id>", "<dir>", "<tags>", "<script>alert", "<!-- comment"] {
            assert!(!html.contains(tag), "{tag} in the documentation of {page}");
        }
    }
    let dead = dead_links(&sandbox().target("doc/rich_2021"));
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn bodies_of_functions_and_doc_tests_may_have_a_catalogue() {
    let run = sandbox().cargo(&["test", "-p", "functions-2018", "-p", "functions-2024"]).succeeds();
    assert_eq!(run.stdout.matches("1 passed").count(), 4, "{}", run.stdout);
}

#[test]
fn texts_are_no_doctests() {
    let run = sandbox().cargo(&["test", "--doc", "-p", "rich-2021"]).succeeds();
    assert!(run.stdout.contains("running 0 tests"), "{}", run.stdout);
}
