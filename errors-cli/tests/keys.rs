//! Completeness: each key of the language changes every output, or is listed here as left out, with the reason.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use errors_catalogue::words::{
    CATALOGUE, CLOSE_CODE, DETAIL, ENTRY, FRAGMENT, MISTAKE, RATE_LIMIT, RETRY, SECTIONS, STATUS,
};

/// A section of the language, a key, and its value before and after; an empty value is a missing key.
type Sample = (&'static str, &'static str, &'static str, &'static str);

const C: &str = CATALOGUE.what;
const E: &str = ENTRY.what;
const D: &str = DETAIL.what;
const M: &str = MISTAKE.what;
const R: &str = RETRY.what;
const S: &str = STATUS.what;
const L: &str = RATE_LIMIT.what;
const W: &str = CLOSE_CODE.what;

const SAMPLES: &[Sample] = &[
    (C, "catalogue", "acme", "other"),
    (C, "version", "", "1.2.3"),
    (C, "title", "", "Titled"),
    (C, "description", "", "Described"),
    (C, "docs_url", "", "'https://docs.example/{code}'"),
    (C, "envelope", "", "{ key: $code, text: $message }"),
    (C, "content_type", "", "application/vnd.acme+json"),
    (C, "context", "", "[request_id]"),
    (C, "retry", "", "{ max_retries: 9 }"),
    (C, "categories", "", "{ c: Titled }"),
    (C, "types", "", "{ Plan: [free, pro] }"),
    (
        C,
        "errors",
        "{ A: { status: 429, message: m } }",
        "{ A: { status: 429, message: m }, B: { status: 410, message: b } }",
    ),
    (C, "statuses", "", "{ 429: { meaning: Meant } }"),
    (C, "exceptions", "", "{ 429: SlowDown }"),
    (C, "headers", "", "{ X-Code: '{code}' }"),
    (C, "rate_limits", "", "{ chat: { limit: 60, window: 1m } }"),
    (C, "transport", "", "message"),
    (C, "close_codes", "", "{ 4001: { meaning: Expired } }"),
    (C, "mistakes", "", "[{ mistake: Polling, fix: Webhooks }]"),
    (C, "retired", "", "{ OLD: it went }"),
    (C, "lints", "", "{ missing-fix: later }"),
    (C, "include", "", "[more.yaml]"),
    (E, "status", "429", "503"),
    (E, "title", "", "Titled"),
    (E, "message", "m", "Worded"),
    (E, "fix", "", "Mend it"),
    (E, "category", "", "c"),
    (E, "description", "", "Described"),
    (E, "causes", "", "[A cause]"),
    (E, "mistakes", "", "[{ mistake: Polling, fix: Webhooks }]"),
    (E, "user_message", "", "For users"),
    (E, "severity", "", "critical"),
    (E, "retryable", "", "false"),
    (E, "retry_after", "", "77s"),
    (E, "headers", "", "{ X-Code: '{code}' }"),
    (E, "details", "", "{ limit: u32 }"),
    (E, "docs_url", "", "https://docs.example/a"),
    (E, "exception", "", "SlowDown"),
    (E, "aliases", "", "[OLDER]"),
    (E, "deprecated", "", "use B"),
    (E, "since", "", "1.2.3"),
    (E, "name", "", "Renamed"),
    (E, "lints", "", "{ missing-fix: later }"),
    (D, "type", "u32", "string"),
    (D, "description", "", "Described"),
    (D, "example", "", "77"),
    (D, "in", "", "message"),
    (M, "mistake", "Polling", "Guessing"),
    (M, "fix", "Webhooks", "Reading"),
    (R, "statuses", "", "[503]"),
    (R, "max_retries", "", "9"),
    (R, "initial_delay", "", "7s"),
    (R, "multiplier", "", "1.5"),
    (R, "max_delay", "", "77s"),
    (R, "jitter", "", "0.25"),
    (R, "default_retry_after", "", "77s"),
    (S, "meaning", "", "Meant"),
    (S, "description", "", "Described"),
    (S, "causes", "", "[A cause]"),
    (S, "fix", "", "Mend it"),
    (S, "user_message", "", "For users"),
    (S, "fallback", "", "A"),
    (L, "limit", "60", "61"),
    (L, "window", "1m", "2m"),
    (L, "scope", "", "a key"),
    (L, "applies_to", "", "all routes"),
    (W, "meaning", "Expired", "Gone"),
    (W, "action", "", "Log in"),
    (W, "reconnect", "", "backoff"),
    (W, "name", "", "Renamed"),
];

const CLIENTS: [&str; 3] = ["python", "typescript", "csharp"];
const PEOPLE: &str = "programs do not act on it";
const RUST: &str = "names Rust items alone";
const ABOUT_THE_FILE: &str = "is about the file, not about the API";
const IN_RESPONSES: &str = "OpenAPI describes the responses, and no response carries it by itself";
const WHERE_USED: &str = "is said where an entry or the envelope uses it";
const IN_DOCS: &str = "is in the documentation, which clients link to";

/// Keys that an output leaves out: the output, or `clients` for each exported one; the section; the keys; the reason.
const LEFT_OUT: &[(&str, &str, &[&str], &str)] = &[
    ("model", C, &["lints"], ABOUT_THE_FILE),
    ("model", E, &["lints"], ABOUT_THE_FILE),
    ("diff", C, &["lints"], ABOUT_THE_FILE),
    ("diff", E, &["lints"], ABOUT_THE_FILE),
    ("lock", C, &["title", "description", "statuses", "mistakes", "lints"], PEOPLE),
    ("lock", E, &["description", "causes", "mistakes", "since", "lints"], PEOPLE),
    ("lock", D, &["description", "example"], PEOPLE),
    ("lock", M, &["mistake", "fix"], PEOPLE),
    ("lock", S, &["meaning", "description", "causes"], PEOPLE),
    ("lock", L, &["scope", "applies_to"], PEOPLE),
    ("lock", W, &["action"], PEOPLE),
    ("docs", C, &["context", "categories"], WHERE_USED),
    ("docs", C, &["lints"], ABOUT_THE_FILE),
    ("docs", E, &["lints"], ABOUT_THE_FILE),
    ("docs", E, &["name"], RUST),
    ("docs", W, &["name"], RUST),
    ("openapi", C, &["docs_url", "context", "categories"], WHERE_USED),
    ("openapi", C, &["retry", "exceptions", "rate_limits", "mistakes", "retired"], IN_RESPONSES),
    ("openapi", C, &["transport", "close_codes"], "OpenAPI knows no messages"),
    ("openapi", C, &["lints"], ABOUT_THE_FILE),
    ("openapi", E, &["fix", "category", "user_message", "severity", "retryable", "docs_url"], WHERE_USED),
    ("openapi", E, &["causes", "mistakes", "exception", "aliases", "since"], IN_RESPONSES),
    ("openapi", E, &["lints"], ABOUT_THE_FILE),
    ("openapi", M, &["mistake", "fix"], IN_RESPONSES),
    (
        "openapi",
        R,
        &["statuses", "max_retries", "initial_delay", "multiplier", "max_delay", "jitter", "default_retry_after"],
        IN_RESPONSES,
    ),
    ("openapi", S, &["causes", "fix", "user_message", "fallback"], IN_RESPONSES),
    ("openapi", L, &["limit", "window", "scope", "applies_to"], IN_RESPONSES),
    ("openapi", W, &["meaning", "action", "reconnect", "name"], "OpenAPI knows no messages"),
    ("clients", C, &["content_type"], "a client reads the body whatever its media type is"),
    ("clients", C, &["categories"], WHERE_USED),
    ("clients", C, &["statuses", "rate_limits", "mistakes", "retired"], IN_DOCS),
    ("clients", C, &["lints"], ABOUT_THE_FILE),
    ("clients", E, &["title", "causes", "mistakes"], IN_DOCS),
    ("clients", E, &["lints"], ABOUT_THE_FILE),
    ("clients", D, &["example"], IN_DOCS),
    ("clients", M, &["mistake", "fix"], IN_DOCS),
    ("clients", S, &["meaning", "description", "causes"], IN_DOCS),
    ("clients", L, &["limit", "window", "scope", "applies_to"], IN_DOCS),
];

struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("errors-keys-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("more.yaml"), "errors: { FROM_FRAGMENT: { status: 409, message: m } }\n").unwrap();
        Self(folder)
    }

    fn errors(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_errors")).current_dir(&self.0).args(arguments).output().unwrap();
        assert!(output.status.code() != Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Returns a catalogue in which the key has the value.
fn catalogue(section: &str, key: &str, value: &str) -> String {
    let set = |defaults: &[(&str, &str)]| {
        let others = defaults.iter().filter(|(it, _)| *it != key).map(|(key, value)| format!("{key}: {value}"));
        let own = (!value.is_empty()).then(|| format!("{key}: {value}"));
        others.chain(own).collect::<Vec<_>>().join(", ")
    };
    let errors = "errors: { A: { status: 429, message: m } }";
    let two = "errors: { A: { status: 429, message: m }, B: { status: 429, message: n } }";
    match section {
        C => {
            let defaults = [("catalogue", "acme"), ("errors", "{ A: { status: 429, message: m } }")];
            format!("{{ {} }}\n", set(&defaults))
        }
        E => {
            let entry = set(&[("status", "429"), ("message", "m")]);
            format!("catalogue: acme\ncategories: {{ c: Titled }}\nerrors: {{ A: {{ {entry} }} }}\n")
        }
        D => {
            let detail = set(&[("type", "u32")]);
            format!(
                "catalogue: acme\nerrors: {{ A: {{ status: 429, message: m, details: {{ d: {{ {detail} }} }} }} }}\n"
            )
        }
        M => format!(
            "catalogue: acme\n{errors}\nmistakes: [{{ {} }}]\n",
            set(&[("mistake", "Polling"), ("fix", "Webhooks")])
        ),
        R => format!("catalogue: acme\n{errors}\nretry: {{ {} }}\n", set(&[])),
        // Two entries, so that the fallback is not the only one.
        S => format!("catalogue: acme\n{two}\nstatuses: {{ 429: {{ {} }} }}\n", set(&[])),
        L => {
            let limit = set(&[("limit", "60"), ("window", "1m")]);
            format!("catalogue: acme\n{errors}\nrate_limits: {{ chat: {{ {limit} }} }}\n")
        }
        W => format!("catalogue: acme\n{errors}\nclose_codes: {{ 4001: {{ {} }} }}\n", set(&[("meaning", "Expired")])),
        other => panic!("no catalogue for {other}"),
    }
}

/// Returns each output for a catalogue.
fn outputs(scratch: &Scratch, text: &str) -> Vec<(&'static str, String)> {
    let file = scratch.0.join("errors.yaml");
    std::fs::write(&file, text).unwrap();
    let loaded = errors_catalogue::load(&file, "errors.yaml");
    assert!(loaded.diagnostics.is_empty(), "{text}\n{}", loaded.rendered().collect::<String>());
    let mut out = vec![("model", format!("{:?}", loaded.catalogue))];
    let lock = file.with_extension("yaml.lock");
    let _ = std::fs::remove_file(&lock);
    scratch.errors(&["lock", "errors.yaml"]);
    out.push(("lock", std::fs::read_to_string(&lock).unwrap()));
    std::fs::remove_file(&lock).unwrap();
    out.push(("docs", scratch.errors(&["docs", "errors.yaml", "--format", "markdown"])));
    out.push(("openapi", scratch.errors(&["openapi", "errors.yaml"])));
    out.extend(CLIENTS.map(|language| (language, scratch.errors(&["export", "errors.yaml", "--to", language]))));
    out
}

fn is_left_out(output: &str, section: &str, key: &str) -> bool {
    LEFT_OUT.iter().any(|(it, of, keys, _)| {
        (*it == output || (*it == "clients" && CLIENTS.contains(&output))) && *of == section && keys.contains(&key)
    })
}

#[test]
fn every_output_has_every_key_or_lists_it_as_left_out() {
    let scratch = Scratch::new("outputs");
    let mut wrong = Vec::new();
    for (section, key, before, after) in SAMPLES {
        let (old, new) = (catalogue(section, key, before), catalogue(section, key, after));
        std::fs::write(scratch.0.join("old.yaml"), &old).unwrap();
        let says = outputs(&scratch, &old).into_iter().zip(outputs(&scratch, &new));
        let mut said: Vec<(&str, bool)> = says.map(|((name, old), (_, new))| (name, old != new)).collect();
        let diff = scratch.errors(&["diff", "old.yaml", "errors.yaml", "--format", "json"]);
        said.push(("diff", diff.contains("\"kind\"")));
        for (output, says) in said {
            if says == is_left_out(output, section, key) {
                wrong.push(format!("{output}: `{key}` of {section} is {}", if says { "said" } else { "left out" }));
            }
        }
    }
    assert!(wrong.is_empty(), "LEFT_OUT says otherwise:\n{}", wrong.join("\n"));
}

#[test]
fn every_key_has_a_sample_and_a_place_in_the_schema() {
    let sampled: BTreeSet<(&str, &str)> = SAMPLES.iter().map(|(section, key, ..)| (*section, *key)).collect();
    let scratch = Scratch::new("schema");
    let schema = scratch.errors(&["schema"]);
    for section in SECTIONS.iter().filter(|section| section.what != FRAGMENT.what) {
        for key in section.keys {
            assert!(sampled.contains(&(section.what, key)), "add a sample of `{key}` of {}", section.what);
            assert!(schema.contains(&format!("\"{key}\": {{")), "the schema has no `{key}`");
        }
    }
}

/// The sources that take a catalogue apart to write it elsewhere.
const WRITERS: &[&str] = &[
    "errors-catalogue/src/diff/catalogue.rs",
    "errors-catalogue/src/diff/entry.rs",
    "errors-macro/src/expand/rows.rs",
    "errors-macro/src/expand/tables.rs",
    "errors-macro/src/expand/values.rs",
    "errors-cli/src/docs/describe.rs",
    "errors-cli/src/export/client.rs",
    "errors-cli/src/lock/surface.rs",
    "errors-cli/src/openapi/components.rs",
];

/// The structs that a catalogue is built from.
const MODEL: &[&str] = &[
    "Catalogue",
    "About",
    "Wire",
    "Api",
    "Entry",
    "EntryNames",
    "EntryWire",
    "EntryProse",
    "EntryRetry",
    "EntryHistory",
    "Retry",
    "Status",
    "RateLimit",
    "CloseCode",
    "Detail",
    "Header",
];

/// Guards against `let Entry { code, .. } = entry`, which would silently ignore new fields; no lint finds it.
#[test]
fn writers_destructure_the_model_completely() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for writer in WRITERS {
        let source = std::fs::read_to_string(root.join(writer)).unwrap();
        for part in MODEL {
            let taken = source.lines().map(str::trim).filter(|line| line.starts_with(&format!("let {part} {{")));
            for line in taken {
                assert!(!line.contains(".. }"), "{writer}: {line}");
            }
        }
    }
}
