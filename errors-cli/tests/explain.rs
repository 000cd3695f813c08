//! `errors explain` of rules: the texts are those of the manual, the examples those of the cases.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::assert_golden;
use errors_catalogue::Loaded;
use errors_catalogue::diagnostic::{Diagnostic, Rule};
use errors_catalogue::lint::{self, Lint};
use serde_json::{Map, Value, json};

/// The limit for examples; a longer one does not help.
const MOST_LINES: usize = 40;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn explain(arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errors"));
    let output = command.current_dir(root()).arg("explain").args(arguments).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// Returns the cells after the name of a rule or lint in the manual's table.
fn row(manual: &str, name: &str) -> Vec<String> {
    let line = manual.lines().rfind(|line| line.starts_with(&format!("| `{name}` |")));
    let line = line.unwrap_or_else(|| panic!("the manual has no line for {name}"));
    line.trim_matches('|').split(" | ").skip(1).map(|cell| cell.trim().to_owned()).collect()
}

/// Returns each finding of a catalogue: its rule, and the output of `check`.
fn findings(loaded: Loaded) -> Vec<(&'static str, String)> {
    let found: Vec<_> = match loaded.checked() {
        Ok(checked) => {
            let shown = |it: &lint::Finding| (it.rule().word(), "warning", it.render(&checked.sources));
            lint::lint(&checked).iter().map(shown).collect()
        }
        Err(loaded) => {
            let shown = |it: &Diagnostic| (it.rule().word(), "error", it.render(&loaded.sources));
            loaded.diagnostics.iter().map(shown).collect()
        }
    };
    found.into_iter().map(|(rule, level, text)| (rule, format!("{level}[{rule}]: {text}"))).collect()
}

fn load(folder: &str, rule: &str) -> Option<(String, Loaded)> {
    let file = root().join("errors-catalogue/tests/cases").join(folder).join(format!("{rule}.yaml"));
    let text = std::fs::read_to_string(&file).ok()?;
    Some((text, errors_catalogue::lock::load(&file, "errors.yaml")))
}

/// Returns the case of a rule and its findings, if the case is a short catalogue on its own.
fn case(rule: &str) -> Option<(String, String)> {
    let (text, loaded) = load("invalid", rule).or_else(|| load("lints", rule))?;
    let says: Vec<String> =
        findings(loaded).into_iter().filter(|(found, _)| *found == rule).map(|(_, text)| text).collect();
    assert!(!says.is_empty(), "the example of {rule} breaks another rule");
    let is_short = text.lines().count() <= MOST_LINES && !text.trim().is_empty();
    let is_portable = !says.join("\n").contains(root().to_str().unwrap());
    (is_short && is_portable).then(|| (text, says.join("\n\n")))
}

/// Returns the same catalogue without the mistake.
fn corrected(rule: &str) -> String {
    let (text, loaded) =
        load("corrected", rule).unwrap_or_else(|| panic!("no errors-catalogue/tests/cases/corrected/{rule}.yaml"));
    assert!(loaded.diagnostics.is_empty(), "{rule}: {:?}", loaded.rendered().collect::<Vec<_>>());
    assert!(findings(loaded).iter().all(|(found, _)| *found != rule), "{rule} is not corrected");
    text
}

fn rules() -> Vec<Value> {
    let manual = std::fs::read_to_string(root().join("specs/README.md")).unwrap();
    let rules = Rule::ALL.iter().map(|code| code.word()).chain(Lint::ALL.iter().map(|lint| lint.word()));
    let rule = |rule: &str| {
        let cells = row(&manual, rule);
        let mut out = Map::from_iter([("rule".to_owned(), json!(rule)), ("means".to_owned(), json!(cells[0]))]);
        out.extend(cells.get(1).map(|fix| ("fix".to_owned(), json!(fix))));
        if let Some((example, says)) = case(rule) {
            out.insert("example".to_owned(), json!(example));
            out.insert("says".to_owned(), json!(says));
            out.insert("corrected".to_owned(), json!(corrected(rule)));
        }
        Value::Object(out)
    };
    rules.map(rule).collect()
}

#[test]
fn rules_match_the_manual_and_the_cases() {
    let rules = rules();
    let bare: Vec<&str> =
        rules.iter().filter(|rule| rule.get("example").is_none()).map(|rule| rule["rule"].as_str().unwrap()).collect();
    // A short text cannot show a problem of a whole file, or a limit.
    let (whole, too_many): (Vec<&str>, Vec<&str>) = bare.into_iter().partition(|rule| !rule.starts_with("too-"));
    assert_eq!(whole, ["missing-file", "file-too-large", "not-utf8", "empty-file"]);
    assert_eq!(too_many.len(), 7);
    assert_golden("../../src/rules.json", &format!("{:#}\n", Value::Array(rules)));
}

#[test]
fn explains_every_rule_and_lint() {
    let rules = Rule::ALL.iter().map(|code| code.word()).chain(Lint::ALL.iter().map(|lint| lint.word()));
    for rule in rules {
        let (text, code) = explain(&[rule]);
        assert_eq!(code, Some(0), "{rule}");
        assert!(text.starts_with(&format!("{rule}: ")) && text.len() > rule.len() + 20, "{text}");
    }
}

#[test]
fn explains_a_rule_only_without_a_catalogue() {
    let (text, _) = explain(&["unknown-category"]);
    assert_golden("explain.rule", &text);
    assert_eq!(explain(&["unknown-category", "specs/molroo.yaml"]).1, Some(2));
    let misspelt = |folder: &Path| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_errors")).current_dir(folder).args(["explain", "unknown-kye"]).output();
        String::from_utf8(output.unwrap().stderr).unwrap()
    };
    assert_eq!(misspelt(&root()), "error: no rule `unknown-kye`: did you mean `unknown-key`?\n");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explain-beside");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(root().join("specs/molroo.yaml"), folder.join("errors.yaml")).unwrap();
    let beside = "error: no code `unknown-kye` in the catalogue `molroo`: did you mean the rule `unknown-key`?\n";
    assert_eq!(misspelt(&folder), beside);
    assert!(explain(&["out-of-credit", "specs/problem.yaml"]).0.starts_with("out-of-credit: 403"));
}

#[test]
fn shows_the_names_of_details_without_an_example() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("explain-no-example.yaml");
    let details = "{ limit: u32, window: { type: string, example: minute } }";
    let entry = format!("{{ status: 429, message: '{{limit}} per {{window}}', details: {details} }}");
    std::fs::write(&file, format!("catalogue: acme\nerrors:\n  BUSY: {entry}\n")).unwrap();
    let (text, _) = explain(&["BUSY", file.to_str().unwrap()]);
    assert!(text.starts_with("BUSY: 429 Too Many Requests\n\n  {limit} per minute\n"), "{text}");
}
