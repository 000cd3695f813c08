//! The cases in `tests/conformance` are what the runtime finds in responses, and each step of `docs/decoder.md` has one.
//!
//! A case is written by hand without its `expect`; `UPDATE_GOLDEN=1` writes that.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use errors_wire::conformance::{Response, SUBJECTS, Subject};
use errors_wire::example::Samples;
use serde_json::{Map, Value as Json, json};

/// The answers in the order in which they are written.
const ORDER: [&str; 20] = [
    "code",
    "received",
    "known",
    "typed",
    "encodes_again",
    "class",
    "message",
    "text",
    "details",
    "untyped",
    "context",
    "retryable",
    "retry_after_ms",
    "rate_limit",
    "fixes",
    "user_message",
    "severity",
    "category",
    "docs_url",
    "kept",
];

/// The longest line of a file of cases, unless one value is longer.
const WIDTH: usize = 120;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of cases, in the order of their names.
fn files() -> Vec<(PathBuf, Map<String, Json>)> {
    let folder = fs::read_dir(root().join("tests/conformance")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), serde_json::from_slice(&fs::read(path).unwrap()).unwrap())).collect()
}

fn cases(file: &Map<String, Json>) -> impl Iterator<Item = &Map<String, Json>> {
    file["cases"].as_array().unwrap().iter().map(|case| case.as_object().unwrap())
}

fn text(value: &Json) -> String {
    value.as_str().unwrap().to_owned()
}

fn response(case: &Map<String, Json>) -> Response {
    let headers = case.get("headers").and_then(Json::as_array).into_iter().flatten();
    Response {
        status: u16::try_from(case["status"].as_u64().unwrap()).unwrap(),
        headers: headers.map(|header| (text(&header[0]), text_of_parts(&header[1]))).collect(),
        body: body(case),
    }
}

/// The bytes of a body that is not UTF-8 are in `hex`.
fn body(case: &Map<String, Json>) -> Vec<u8> {
    match (case.get("body"), case.get("hex")) {
        (Some(body), None) => text_of_parts(body).into_bytes(),
        (None, Some(hex)) => bytes(&text(hex)),
        (None, None) => Vec::new(),
        both => panic!("{both:?}"),
    }
}

/// A text, or a list of texts and of texts with how often each is repeated.
fn text_of_parts(written: &Json) -> String {
    let part = |part: &Json| match part {
        Json::Array(repeated) => text(&repeated[0]).repeat(usize::try_from(repeated[1].as_u64().unwrap()).unwrap()),
        once => text(once),
    };
    match written {
        Json::Array(parts) => parts.iter().map(part).collect(),
        whole => text(whole),
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().filter(|digit| *digit != ' ').collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap()).collect()
}

fn subject(file: &Map<String, Json>) -> &'static Subject {
    let path = text(&file["catalogue"]);
    SUBJECTS.iter().find(|subject| subject.path == path).unwrap_or_else(|| panic!("add `{path}` to SUBJECTS"))
}

#[test]
fn responses_are_read_as_committed() {
    let mut differing = Vec::new();
    for (path, mut file) in files() {
        let subject = subject(&file);
        let samples = Samples::new(&subject.spec);
        for case in file["cases"].as_array_mut().unwrap() {
            let case = case.as_object_mut().unwrap();
            let found: Vec<_> = found(subject, &samples, case);
            let expect =
                Json::Object(found.iter().map(|(name, answer)| ((*name).to_owned(), answer.clone())).collect());
            if case.get("expect") != Some(&expect) {
                let name = path.file_stem().unwrap().display();
                differing.push(format!(
                    "{name}: {}: {expect:#}\nis not {:#}",
                    case["name"],
                    case.get("expect").unwrap_or(&Json::Null)
                ));
            }
            case.insert("expect".to_owned(), expect);
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(path, written(&file)).unwrap();
        }
    }
    if std::env::var_os("UPDATE_GOLDEN").is_none() {
        assert!(differing.is_empty(), "{}\nlook at it, then set UPDATE_GOLDEN=1", differing.join("\n"));
    }
}

/// The answers for a case; exceptions only where the case is about them.
fn found(subject: &Subject, samples: &Samples, case: &Map<String, Json>) -> Vec<(&'static str, Json)> {
    let about_classes = steps(case).iter().any(|step| step.starts_with("11."));
    let mut found = subject.read(samples, &response(case));
    found.retain(|(name, _)| *name != "class" || about_classes);
    found
}

#[test]
fn each_case_has_a_name_of_its_own() {
    for (path, file) in files() {
        let mut names = BTreeSet::new();
        for case in cases(&file) {
            assert!(names.insert(text(&case["name"])), "{}: {}", path.display(), case["name"]);
        }
    }
}

#[test]
fn each_step_has_a_case_and_each_case_a_step() {
    let algorithm = fs::read_to_string(root().join("docs/decoder.md")).unwrap();
    let step_of = |line: &str| Some(line.strip_prefix("- **")?.split_once("**")?.0.to_owned());
    let numbered = |step: &String| step.starts_with(|first: char| first.is_ascii_digit());
    let described: BTreeSet<String> = algorithm.lines().filter_map(step_of).filter(numbered).collect();
    let files = files();
    let tried: BTreeSet<String> = files.iter().flat_map(|(_, file)| cases(file).flat_map(steps)).collect();
    assert!(described.len() > 30, "{described:?}");
    assert_eq!(described.difference(&tried).collect::<Vec<_>>(), [""; 0], "steps without a case");
    assert_eq!(tried.difference(&described).collect::<Vec<_>>(), [""; 0], "cases of steps that there are not");
    for (path, file) in &files {
        assert!(cases(file).all(|case| !steps(case).is_empty()), "{}", path.display());
    }
}

fn steps(case: &Map<String, Json>) -> Vec<String> {
    case["steps"].as_array().unwrap().iter().map(text).collect()
}

/// A file of cases as text: what comes in and what is found in it, on lines of their own, all in ASCII.
fn written(file: &Map<String, Json>) -> String {
    let cases: Vec<String> = cases(file).map(written_case).collect();
    let text = format!(
        "{{\n  \"catalogue\": {},\n  \"about\": {},\n  \"cases\": [\n{}\n  ]\n}}\n",
        file["catalogue"],
        file["about"],
        cases.join(",\n")
    );
    text.chars().fold(String::new(), |text, c| text + &escaped(c))
}

/// A character as JSON in ASCII: one that cannot be seen would be lost on a reader.
fn escaped(c: char) -> String {
    let units = c.encode_utf16(&mut [0; 2]).iter().fold(String::new(), |text, unit| text + &format!("\\u{unit:04x}"));
    if c.is_ascii() { c.to_string() } else { units }
}

fn written_case(case: &Map<String, Json>) -> String {
    let order = ["name", "steps", "status", "headers", "body", "hex", "expect"];
    assert!(case.keys().all(|key| order.contains(&key.as_str())), "{case:?}");
    let inputs = order.iter().filter(|key| **key != "expect").filter_map(|key| Some((*key, case.get(*key)?)));
    let answers = ORDER.iter().filter_map(|key| Some((*key, case["expect"].get(*key)?)));
    format!(
        "    {{\n{},\n      \"expect\": {{\n{}\n      }}\n    }}",
        folded("      ", inputs),
        folded("        ", answers)
    )
}

/// Members of an object, on lines as long as they may be.
fn folded<'j>(indent: &str, members: impl Iterator<Item = (&'j str, &'j Json)>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (name, value) in members {
        let member = format!("{}: {value}", json!(name));
        match lines.last_mut() {
            Some(line) if line.len() + member.len() + 3 <= WIDTH => *line = format!("{line}, {member}"),
            _ => lines.push(format!("{indent}{member}")),
        }
    }
    lines.join(",\n")
}
