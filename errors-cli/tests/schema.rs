//! `errors schema`: it has exactly the keys of the language, and an independent validator agrees with the reader.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::assert_golden;
use errors_catalogue::words::{self, Section};
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn errors(arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_errors")).current_dir(root()).args(arguments).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn schema(arguments: &[&str]) -> Value {
    let (text, code) = errors(&[&["schema"], arguments].concat());
    assert_eq!(code, Some(0));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn committed_schemas_are_up_to_date() {
    for (file, options) in [("specs/catalogue.schema.json", &[][..]), ("specs/fragment.schema.json", &["--fragment"])] {
        let write = [&["schema"], options].concat();
        assert_golden(&format!("../../../{file}"), &errors(&write).0);
        let check = errors(&[&write[..], &["-o", file, "--check"]].concat());
        assert_eq!(check, (String::new(), Some(0)), "{file}");
    }
}

#[test]
fn check_shows_differences() {
    let path = std::env::temp_dir().join(format!("errors-schema-{}.json", std::process::id()));
    std::fs::write(&path, "{}\n").unwrap();
    let (diff, code) = errors(&["schema", "-o", path.to_str().unwrap(), "--check"]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(code, Some(1));
    assert!(diff.contains("-{}\n"), "{diff}");
}

fn keys(section: &Value) -> BTreeSet<String> {
    section["properties"].as_object().unwrap().keys().cloned().collect()
}

/// Compares each section of the language with its place in the schema.
#[test]
fn has_exactly_the_keys_of_every_section() {
    let catalogue = schema(&[]);
    let fragment = schema(&["--fragment"]);
    let places: [(&Section, &Value); 9] = [
        (&words::CATALOGUE, &catalogue),
        (&words::FRAGMENT, &fragment),
        (&words::RETRY, &catalogue["$defs"]["retry"]),
        (&words::ENTRY, &catalogue["$defs"]["entry"]),
        (&words::DETAIL, &catalogue["$defs"]["detail"]),
        (&words::MISTAKE, &catalogue["$defs"]["mistake"]),
        (&words::STATUS, &catalogue["$defs"]["status"]),
        (&words::RATE_LIMIT, &catalogue["$defs"]["rate_limit"]),
        (&words::CLOSE_CODE, &catalogue["$defs"]["close_code"]),
    ];
    let known: BTreeSet<&str> = places.iter().map(|(section, _)| section.what).collect();
    let all: BTreeSet<&str> = words::SECTIONS.iter().map(|section| section.what).collect();
    assert_eq!(known, all, "a section without a place in the schema");
    for (section, place) in places {
        let expected: BTreeSet<String> = section.keys.iter().map(|&key| key.to_owned()).collect();
        assert_eq!(keys(place), expected, "{}", section.what);
        assert_eq!(place["required"], json!(section.required), "{}", section.what);
        assert_eq!(place["additionalProperties"], json!(false), "{}", section.what);
        for (key, schema) in place["properties"].as_object().unwrap() {
            assert!(schema["description"].is_string(), "{}: `{key}` has no description", section.what);
        }
    }
}

#[test]
fn every_reference_resolves() {
    fn walk(value: &Value, seen: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                seen.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|value| walk(value, seen));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, seen)),
            _ => {}
        }
    }
    let schema = schema(&[]);
    let mut seen = BTreeSet::new();
    walk(&schema, &mut seen);
    for reference in &seen {
        assert!(schema.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    let defined = schema["$defs"].as_object().unwrap().len();
    assert_eq!(seen.len(), defined, "something is defined and not used");
}

/// Converts YAML to JSON, whose keys are texts: `404:` becomes `"404":`, as in editors.
fn to_json(value: serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Mapping(members) => members
            .into_iter()
            .map(|(key, value)| {
                let key = match key {
                    serde_yaml::Value::String(key) => key,
                    other => serde_yaml::to_string(&other).unwrap().trim().to_owned(),
                };
                (key, to_json(value))
            })
            .collect(),
        serde_yaml::Value::Sequence(items) => items.into_iter().map(to_json).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn documents(folder: &str) -> BTreeMap<String, Value> {
    let files = std::fs::read_dir(root().join(folder)).unwrap().map(|file| file.unwrap().path());
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?;
        let document = serde_yaml::from_str(&text).ok()?;
        Some((path.file_name().unwrap().to_string_lossy().into_owned(), to_json(document)))
    };
    files.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")).filter_map(read).collect()
}

const VALIDATE: &str = "
import json, sys
from jsonschema import Draft7Validator, Draft202012Validator
work = json.load(sys.stdin)
answer = {}
for validator in (Draft202012Validator, Draft7Validator):
    schema = dict(work['schema'])
    if validator is Draft7Validator:
        del schema['$schema']
    validator.check_schema(schema)
    for name, document in work['documents'].items():
        problems = [e.json_path + ': ' + e.message for e in validator(schema).iter_errors(document)]
        answer.setdefault(name, []).append(problems)
json.dump(answer, sys.stdout)
";

/// Validates each document with Python's `jsonschema`, as draft 2020-12 and draft 7; `None` if it is not installed.
fn validate(schema: &Value, documents: &BTreeMap<String, Value>) -> Option<BTreeMap<String, Vec<Vec<String>>>> {
    let there = Command::new("python3").args(["-c", "import jsonschema"]).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        eprintln!("skipped: python3 with the package jsonschema is not installed");
        return None;
    }
    let mut python =
        Command::new("python3").args(["-c", VALIDATE]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let work = json!({ "schema": schema, "documents": documents }).to_string();
    python.stdin.take().unwrap().write_all(work.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn accepts_every_valid_catalogue() {
    let mut all = documents("specs");
    all.extend(documents("errors-catalogue/tests/cases/valid"));
    assert!(all.len() >= 9, "{}", all.len());
    let Some(answers) = validate(&schema(&[]), &all) else { return };
    for (name, answer) in answers {
        assert!(answer.iter().all(Vec::is_empty), "{name}: {answer:#?}");
    }
}

#[test]
fn accepts_every_fragment() {
    let fragments =
        documents("errors-catalogue/tests/cases/eight").into_iter().filter(|(name, _)| name == "common.yaml").collect();
    let Some(answers) = validate(&schema(&["--fragment"]), &fragments) else { return };
    assert!(answers["common.yaml"].iter().all(Vec::is_empty), "{answers:#?}");
}

/// The rules about the structure of the file.
const STRUCTURAL: &[&str] = &[
    "close-code-out-of-range",
    "empty-envelope.word",
    "invalid-catalogue-name",
    "invalid-duration",
    "invalid-header-name",
    "invalid-text",
    "missing-key",
    "number-out-of-range",
    "status-out-of-range",
    "unknown-key",
    "unknown-word",
    "wrong-type",
];

/// Exceptions: cases of structural rules that the schema cannot express. A key that JSON cannot have, or that some
/// readers take for the number without its zero, the size of a number in the envelope, the length of a duration, a
/// control character, the included file.
const BEYOND_SHAPE: &[&str] = &[
    "wrong-type.key.yaml",
    "status-out-of-range.zero.yaml",
    "close-code-out-of-range.zero.yaml",
    "number-out-of-range.json.yaml",
    "invalid-duration.long.yaml",
    "invalid-text.code.yaml",
    "invalid-text.retired.yaml",
    "unknown-key.fragment.yaml",
];

#[test]
fn rejects_wrong_structure() {
    let is_structural =
        |name: &String| STRUCTURAL.iter().any(|rule| name.starts_with(rule)) && !BEYOND_SHAPE.contains(&name.as_str());
    let cases: BTreeMap<String, Value> =
        documents("errors-catalogue/tests/cases/invalid").into_iter().filter(|(name, _)| is_structural(name)).collect();
    assert!(cases.len() >= 20, "{}: {:?}", cases.len(), cases.keys());
    let Some(answers) = validate(&schema(&[]), &cases) else { return };
    for (name, answer) in answers {
        assert!(answer.iter().all(|problems| !problems.is_empty()), "{name} passes");
    }
}
