//! Hostile texts in every field of a catalogue, in what rustc and rustdoc make of the generated module.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use errors_tests::cargo::{runtime_as, Run, Sandbox};
use errors_tests::hostile::{
    assert_page_is_safe, assert_same_tags, assert_terminal_is_safe, catalogue, texts, HARMLESS,
};

/// The fields that are text to Rust, and those that are Markdown.
const KINDS: [(&str, &[&str]); 2] = [("plain", &["TEXT", "FILLED", "LITERAL"]), ("prose", &["PROSE", "DETAIL"])];

/// A crate with a module for each text and kind of field, named by the text's number; `h` has the harmless ones.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "hostile");
    sandbox.package("hostile", "2024", &runtime_as("errors-runtime", ""));
    let harmless = ("h".to_owned(), HARMLESS[1].to_owned());
    let numbered = texts().into_iter().enumerate().map(|(number, (_, text))| (format!("t{number}"), text));
    let mut source = "//! Hostile texts.\n".to_owned();
    for (number, text) in numbered.chain([harmless]) {
        for (kind, fields) in KINDS {
            let name = format!("{kind}_{number}");
            sandbox.write(&format!("hostile/{name}.yaml"), &catalogue(&text, fields));
            let _ = writeln!(
                source,
                "/// A module.\npub mod {name} {{ errors_runtime::include_error_spec!(\"{name}.yaml\"); }}\n\
                 /// Uses what is deprecated.\npub const {}: {name}::ErrorCode = {name}::ErrorCode::Hostile;",
                name.to_uppercase()
            );
        }
    }
    sandbox.write("hostile/src/lib.rs", &source);
    sandbox
}

/// The pages of a module, by their names.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let page = |file: &Path| Some((file.file_name()?.to_str()?.to_owned(), std::fs::read_to_string(file).ok()?));
    files.filter_map(|file| page(&file)).filter(|(name, _)| name != "sidebar-items.js").collect()
}

#[test]
fn rustdoc_and_rustc_show_what_a_harmless_text_would_have_given() {
    let sandbox = sandbox();
    let doc = sandbox.cargo(&["doc", "--no-deps", "-p", "hostile"]).succeeds();
    assert_terminal_is_safe("cargo doc", &doc.stderr);
    let check = sandbox.cargo(&["check", "-p", "hostile"]).succeeds();
    assert!(
        check.stderr.contains(&format!("`plain_h::__catalogue::ErrorCode::Hostile`: {}", HARMLESS[1])),
        "{}",
        check.stderr
    );
    assert_terminal_is_safe("cargo check", &check.stderr);
    let root = sandbox.target("doc/hostile");
    for (number, (what, _)) in texts().into_iter().enumerate() {
        for (kind, _) in KINDS {
            let [harmless, hostile] =
                ["h".to_owned(), format!("t{number}")].map(|it| pages(&root.join(format!("{kind}_{it}"))));
            assert_eq!(harmless.keys().collect::<Vec<_>>(), hostile.keys().collect::<Vec<_>>(), "{what}");
            for (name, page) in &hostile {
                let (what, harmless) = (format!("{what} in {name}, {kind}"), &harmless[name]);
                if kind == "plain" {
                    assert_same_tags(&what, page, harmless);
                } else {
                    assert_page_is_safe(&what, page, harmless);
                }
            }
        }
    }
}

#[test]
fn the_compiler_s_words_about_a_broken_catalogue_are_lines_of_a_terminal() {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "hostile-broken");
    sandbox.package("broken", "2024", &runtime_as("errors-runtime", ""));
    let mut source = String::new();
    for (number, (_, text)) in texts().into_iter().enumerate() {
        for (at, broken) in errors_tests::hostile::broken(&text).iter().enumerate() {
            sandbox.write(&format!("broken/t{number}{at}.yaml"), broken);
            let _ = writeln!(
                source,
                "pub mod t{number}{at} {{ errors_runtime::include_error_spec!(\"t{number}{at}.yaml\"); }}"
            );
        }
    }
    sandbox.write("broken/src/lib.rs", &source);
    let Run { stderr, .. } = sandbox.cargo(&["check", "-p", "broken"]).fails();
    assert!(stderr.matches("error: ").count() > 37 * 10);
    assert_terminal_is_safe("cargo check", &stderr);
}
