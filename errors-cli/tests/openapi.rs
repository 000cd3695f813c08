//! `errors openapi`: its output, the parts of an existing document that it keeps, and the verdict of a validator.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::assert_golden;
use serde_json::{Value, json};

const TOUR: &str = "errors-catalogue/tests/cases/valid/tour.yaml";
const MOLROO: &str = "specs/molroo.yaml";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs the command; returns standard output, standard error and the exit code.
fn errors(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_errors")).current_dir(root()).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn openapi(arguments: &[&str]) -> String {
    let (out, err, code) = errors(&[&["openapi"], arguments].concat());
    assert_eq!(code, Some(0), "{err}");
    out
}

fn parse(yaml: &str) -> Value {
    serde_yaml::from_str(yaml).unwrap()
}

/// A file of one test; removed with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("errors-openapi-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.0).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn output_matches_golden() {
    assert_golden("openapi-tour-3.1.yaml", &openapi(&[TOUR]));
    assert_golden("openapi-tour-3.0.yaml", &openapi(&[TOUR, "--openapi", "3.0"]));
    assert_golden("openapi-molroo-3.1.yaml", &openapi(&[MOLROO]));
}

#[test]
fn code_is_a_constant_and_details_are_typed() {
    let document = parse(&openapi(&[TOUR]));
    let details = "/components/schemas/TourRateLimitError/properties/error/properties/details";
    assert_eq!(document.pointer(&format!("{details}/required")), Some(&json!(["retry_after", "limit", "window"])));
    let code = "/components/schemas/TourRateLimitError/properties/error/properties/code";
    assert_eq!(document.pointer(code), Some(&json!({ "type": "string", "const": "RATE_LIMIT" })));
    let older = parse(&openapi(&[TOUR, "--openapi", "3.0"]));
    assert_eq!(older.pointer(code), Some(&json!({ "type": "string", "enum": ["RATE_LIMIT"] })));
}

#[test]
fn optional_members_are_not_required() {
    let document = parse(&openapi(&["specs/role-sessions.yaml"]));
    let error = &document["components"]["schemas"]["RoleSessionsForbiddenError"]["properties"]["error"];
    assert_eq!(error["required"], json!(["code", "message"]));
    assert!(error["properties"]["details"]["properties"]["request_id"].is_object());
}

#[test]
fn headers_of_all_errors_of_a_status_are_required() {
    let document = parse(&openapi(&[TOUR]));
    let headers = &document["components"]["responses"]["Tour429"]["headers"];
    assert_eq!(headers["Retry-After"]["required"], json!(true));
    assert_eq!(headers["X-RateLimit-Limit"]["schema"]["format"], json!("uint32"));
    assert_eq!(headers["X-Error-Code"]["schema"]["const"], json!("RATE_LIMIT"));
}

#[test]
fn bodies_without_a_code_can_match_several_entries() {
    let document = parse(&openapi(&["specs/persona-sdk.yaml"]));
    assert!(document["components"]["schemas"]["PersonaSdkError"]["anyOf"].is_array());
    let tour = parse(&openapi(&[TOUR]));
    assert!(tour["components"]["schemas"]["TourError"]["oneOf"].is_array());
}

const API: &str = "\
openapi: 3.0.3
info: { title: Tour, version: '1.10' }
x-zebra: first
paths:
  /tours:
    get:
      responses:
        200: { description: Fine }
        429: { $ref: '#/components/responses/Tour429' }
x-after: [1, 2.5, null, 'yes']
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Zoo: { type: string }
    Apple: { type: integer }
tags: [{ name: tours }]
";

#[test]
fn merges_and_keeps_everything_else() {
    let api = Scratch::new("api.yaml", API);
    let path = api.path();
    assert_eq!(openapi(&[TOUR, "--into", path, "-o", path]), "");
    let before: serde_yaml::Value = serde_yaml::from_str(API).unwrap();
    let after: serde_yaml::Value = serde_yaml::from_str(&api.text()).unwrap();
    let keys = |value: &serde_yaml::Value| value.as_mapping().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&before), keys(&after));
    for key in ["openapi", "info", "x-zebra", "paths", "x-after", "tags"] {
        assert_eq!(before[key], after[key], "{key}");
    }
    assert_eq!(before["components"]["securitySchemes"], after["components"]["securitySchemes"]);
    assert_eq!(keys(&after["components"]["schemas"])[..2], keys(&before["components"]["schemas"])[..]);
    let code = &after["components"]["schemas"]["TourRateLimitError"]["properties"]["error"]["properties"]["code"];
    assert_eq!(code["enum"][0], "RATE_LIMIT", "the document says 3.0");

    let first = api.text();
    openapi(&[TOUR, "--into", path, "-o", path]);
    assert_eq!(api.text(), first, "a second time changes nothing");
    let check = errors(&["openapi", TOUR, "--into", path, "-o", path, "--check"]);
    assert_eq!((check.0.as_str(), check.2), ("", Some(0)));
}

#[test]
fn keeps_quotes_for_older_readers() {
    let api = Scratch::new("texts.yaml", &API.replace("'1.10'", "'2024-01-01'"));
    let merged = openapi(&[TOUR, "--into", api.path()]);
    assert!(merged.contains("  version: '2024-01-01'\n"), "{merged}");
    assert!(merged.contains("- 2.5\n- null\n- 'yes'\n"), "{merged}");
}

const MERGE_KEYS: &str = "\
openapi: 3.1.0
info: { title: T, version: '1' }
x-base: &base { a: base, b: base }
x-middle: &middle { <<: *base, b: middle, c: middle }
x-low: { first: low, <<: *middle, c: low, last: low }
x-two: { <<: [{ a: one }, *middle] }
x-text: { '<<': no merge }
paths: {}
";

#[test]
fn resolves_merge_keys() {
    let api = Scratch::new("merge-keys.yaml", MERGE_KEYS);
    let merged = openapi(&[TOUR, "--into", api.path()]);
    let document = parse(&merged);
    assert_eq!(document["x-low"].to_string(), r#"{"first":"low","c":"low","last":"low","b":"middle","a":"base"}"#);
    assert_eq!(document["x-two"].to_string(), r#"{"a":"one","b":"middle","c":"middle"}"#);
    assert!(merged.contains("x-text:\n  '<<': no merge\n"), "{merged}");
    let json = Scratch::new("merge-keys.json", "");
    openapi(&[TOUR, "--into", api.path(), "-o", json.path()]);
    assert_eq!(serde_json::from_str::<Value>(&json.text()).unwrap(), document);
}

#[test]
fn json_has_no_merge_keys() {
    let document = r#"{ "openapi": "3.1.0", "x-a": { "<<": { "a": 1 } } }"#;
    let api = Scratch::new("no-merge-keys.json", document);
    openapi(&[TOUR, "--into", api.path(), "-o", api.path()]);
    assert_eq!(parse(&api.text())["x-a"], json!({ "<<": { "a": 1 } }));
}

#[test]
fn names_the_invalid_number() {
    let api = Scratch::new("number.json", "{\n\"openapi\": \"3.1.0\",\n\"x-a\": 1e400\n}");
    let (_, message, code) = errors(&["openapi", TOUR, "--into", api.path()]);
    let says = "number out of range at line 3 column 12: 64 bits do not hold it, so write it as a text or leave it out";
    assert_eq!((code, message), (Some(2), format!("error: cannot read `{}`: {says}\n", api.path())));
}

#[test]
fn names_the_integer_beyond_64_bits() {
    let api = Scratch::new("wide.yaml", "openapi: 3.1.0\nx-a: 18446744073709551616\n");
    let (_, message, code) = errors(&["openapi", TOUR, "--into", api.path()]);
    let says = "at line 2 column 6: 64 bits do not hold it, so write it as a text or leave it out\n";
    assert_eq!(code, Some(2));
    assert!(message.ends_with(says), "{message}");
}

#[test]
fn reads_documents_with_a_byte_order_mark() {
    for (name, text) in
        [("bom.yaml", "\u{feff}openapi: 3.1.0\npaths: {}\n"), ("bom.json", "\u{feff}{ \"openapi\": \"3.1.0\" }")]
    {
        let api = Scratch::new(name, text);
        openapi(&[TOUR, "--into", api.path(), "-o", api.path()]);
        assert_eq!(parse(&api.text())["openapi"], json!("3.1.0"));
    }
}

#[test]
fn reads_numeric_and_two_part_versions() {
    for version in ["3.1", "'3.1'", "3.0", "'3.0'"] {
        let api = Scratch::new("short.yaml", &format!("openapi: {version}\npaths: {{}}\n"));
        let merged = openapi(&[TOUR, "--into", api.path()]);
        assert!(merged.starts_with(&format!("openapi: {version}\n")), "{merged}");
        let code =
            &parse(&merged)["components"]["schemas"]["TourRateLimitError"]["properties"]["error"]["properties"]["code"];
        assert_eq!(code.get("const").is_some(), version.contains("3.1"), "{version}");
    }
}

#[test]
fn standard_output_is_json_if_the_document_is() {
    let api = Scratch::new("dash.json", "{ \"openapi\": \"3.1.0\" }");
    let merged = openapi(&[TOUR, "--into", api.path(), "-o", "-"]);
    assert!(serde_json::from_str::<Value>(&merged).is_ok(), "{merged}");
}

#[test]
fn bodies_that_are_a_list_can_match_several_entries_in_3_0() {
    let list = "catalogue: acme\ncontext: [id]\nenvelope: [{ c: $code }, $id]\nerrors:\n  \
                A: { status: 404, message: x }\n  B: { status: 404, message: x }\n";
    let list = Scratch::new("list.yaml", list);
    for (version, key) in [("3.0", "anyOf"), ("3.1", "oneOf")] {
        let document = parse(&openapi(&[list.path(), "--openapi", version]));
        assert!(document["components"]["schemas"]["AcmeError"][key].is_array(), "{version}");
        let response = &document["components"]["responses"]["Acme404"]["content"]["application/json"];
        assert!(response["schema"][key].is_array(), "{version}");
    }
}

#[test]
fn names_the_duplicate_key() {
    let api = Scratch::new("twice.json", "{\n\"openapi\": \"3.1.0\",\n\"x-a\": { \"b\": 1, \"b\": 2 }\n}");
    let (_, message, code) = errors(&["openapi", TOUR, "--into", api.path()]);
    let says = "duplicate entry with key \"b\" at line 3 column 20";
    assert_eq!((code, message), (Some(2), format!("error: cannot read `{}`: {says}\n", api.path())));
}

#[test]
fn merging_replaces_and_drops_its_components() {
    let old = Scratch::new(
        "old.yaml",
        "catalogue: acme\nerrors:\n  A: { status: 404, message: x }\n  B: { status: 409, message: x }\n",
    );
    let new = Scratch::new("new.yaml", "catalogue: acme\nerrors:\n  A: { status: 410, message: y }\n");
    let api = Scratch::new("replaced.yaml", "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n");
    openapi(&[old.path(), "--into", api.path(), "-o", api.path()]);
    openapi(&[new.path(), "--into", api.path(), "-o", api.path()]);
    let components = &parse(&api.text())["components"];
    let names = |kind: &str| components[kind].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names("schemas"), ["AcmeAError", "AcmeError"]);
    assert_eq!(names("responses"), ["Acme410"]);
}

#[test]
fn merging_drops_the_last_response() {
    let http = Scratch::new("http.yaml", "catalogue: acme\nerrors:\n  A: { status: 404, message: x }\n");
    let socket = "catalogue: acme\ntransport: message\nerrors:\n  A: { message: x }\n";
    let socket = Scratch::new("socket.yaml", socket);
    let api = Scratch::new("last.yaml", "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n");
    openapi(&[http.path(), "--into", api.path(), "-o", api.path()]);
    openapi(&[socket.path(), "--into", api.path(), "-o", api.path()]);
    assert_eq!(parse(&api.text())["components"]["responses"], json!({}));
}

#[test]
fn refuses_to_leave_dangling_references() {
    let used = API.replace("Tour429", "Tour499");
    let there = "  responses:\n    Tour499: { description: Old, x-errors-catalogue: tour }\n";
    let api = Scratch::new("dangling.yaml", &used.replace("tags:", &format!("{there}tags:")));
    let (_, message, code) = errors(&["openapi", TOUR, "--into", api.path()]);
    assert_eq!(code, Some(2));
    assert!(message.contains("#/components/responses/Tour499"), "{message}");
}

#[test]
fn refuses_to_overwrite_foreign_components() {
    let api = Scratch::new("clash.yaml", &API.replace("Zoo:", "TourPlan:"));
    let before = api.text();
    let (_, message, code) = errors(&["openapi", TOUR, "--into", api.path(), "-o", api.path()]);
    assert_eq!(code, Some(2));
    assert!(message.contains("components.schemas.TourPlan"), "{message}");
    assert_eq!(api.text(), before);
}

#[test]
fn rejects_another_version_than_that_of_the_document() {
    let api = Scratch::new("version.yaml", API);
    let (_, message, code) = errors(&["openapi", TOUR, "--into", api.path(), "--openapi", "3.1"]);
    assert_eq!(code, Some(2));
    assert!(message.contains("omit `--openapi`"), "{message}");
    let swagger = Scratch::new("swagger.yaml", "swagger: '2.0'\n");
    assert_eq!(errors(&["openapi", TOUR, "--into", swagger.path()]).2, Some(2));
}

#[test]
fn writes_json_for_json_paths() {
    let api = Scratch::new("out.json", "");
    openapi(&[TOUR, "-o", api.path()]);
    let written: Value = serde_json::from_str(&api.text()).unwrap();
    assert_eq!(written, parse(&openapi(&[TOUR])));
    let yaml = Scratch::new("in.yaml", API);
    openapi(&[TOUR, "--into", yaml.path(), "-o", api.path()]);
    let merged: Value = serde_json::from_str(&api.text()).unwrap();
    assert_eq!(merged["paths"]["/tours"]["get"]["responses"]["200"]["description"], json!("Fine"));
    openapi(&[TOUR, "--into", api.path(), "-o", api.path()]);
    assert_eq!(serde_json::from_str::<Value>(&api.text()).unwrap(), merged);
}

const VALIDATE: &str = "
import json, sys
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
document = json.load(sys.stdin)
validate(document)
if document['openapi'].startswith('3.1'):
    for response in document['components'].get('responses', {}).values():
        for media in response['content'].values():
            schema = dict(media['schema'], components=document['components'])
            for code, example in media['examples'].items():
                problems = [e.json_path + ': ' + e.message for e in Draft202012Validator(schema).iter_errors(example['value'])]
                assert not problems, (code, problems)
";

/// Needs the Python packages `openapi-spec-validator` and `jsonschema`; `PYTHON` names the interpreter.
#[test]
fn independent_validator_accepts_every_spec() {
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let probe = ["-c", "import openapi_spec_validator, jsonschema"];
    let there = Command::new(&python).args(probe).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        eprintln!("skipped: Python with the package openapi-spec-validator is not installed");
        return;
    }
    let specs = std::fs::read_dir(root().join("specs")).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = specs.filter(|path| path.extension().is_some_and(|it| it == "yaml")).collect();
    files.extend(
        ["tour.yaml", "smallest.yaml"].map(|name| root().join("errors-catalogue/tests/cases/valid").join(name)),
    );
    for file in files {
        for version in ["3.1", "3.0"] {
            let document = parse(&openapi(&[file.to_str().unwrap(), "--openapi", version])).to_string();
            let mut validator = Command::new(&python).args(["-c", VALIDATE]).stdin(Stdio::piped()).spawn().unwrap();
            validator.stdin.take().unwrap().write_all(document.as_bytes()).unwrap();
            assert!(validator.wait().unwrap().success(), "{} in {version}", file.display());
            println!("{} in {version}: valid", file.display());
        }
    }
}
