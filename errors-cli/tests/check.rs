//! `errors check`: each lint finds its case and can be allowed; each format has a golden run.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::path::Path;
use std::process::{Command, Output};

use common::assert_golden;
use errors_catalogue::lint::{self, Lint};

/// A catalogue with one finding for each lint, and the line of the finding.
const FOUND: &[(Lint, usize, &str)] = &[
    (Lint::MissingFix, 3, "errors:\n  A: { status: 400, message: a }\n"),
    (Lint::MissingRetryAfter, 3, "errors:\n  A: { status: 429, message: a, fix: f }\n"),
    (Lint::RetryableClientError, 3, "errors:\n  A: { status: 409, message: a, fix: f, retryable: true }\n"),
    (Lint::MissingWwwAuthenticate, 3, "errors:\n  A: { status: 401, message: a, fix: f }\n"),
    (
        Lint::MixedCodeStyles,
        4,
        "errors:\n  A_B: { status: 400, message: a, fix: f }\n  c_d: { status: 400, message: a, fix: f }\n",
    ),
    (
        Lint::MessagePunctuation,
        5,
        "errors:\n  A: { status: 400, message: a, fix: f }\n  B: { status: 400, message: b, fix: f }\n  \
         C: { status: 400, message: c., fix: f }\n",
    ),
    (
        Lint::UnusedDetail,
        4,
        "envelope: { m: $message }\nerrors:\n  A: { status: 400, message: a, fix: f, details: { d: u8 } }\n",
    ),
    (
        Lint::UnusedDetail,
        3,
        "errors:\n  A: { status: 400, message: a, fix: f, details: { d: { type: u8, in: message } } }\n",
    ),
    (
        Lint::MessagePunctuation,
        5,
        "errors:\n  A: { status: 400, message: a., fix: f }\n  B: { status: 400, message: b., fix: f }\n  \
         C: { status: 400, message: c, fix: f }\n",
    ),
    (
        Lint::ServerErrorDetails,
        3,
        "errors:\n  A: { status: 500, message: \"a {d}\", fix: f, details: { d: string } }\n",
    ),
    (
        Lint::UnfilledToken,
        3,
        "context: [id]\nenvelope: { c: $code, d: { e: ['at $id'] } }\nerrors:\n  A: { status: 400, message: a, fix: f }\n",
    ),
    (
        Lint::UnfilledToken,
        2,
        "envelope: { c: $code, t: 'see $details, $' }\nerrors:\n  A: { status: 400, message: a, fix: f }\n",
    ),
    (Lint::TrailingLineBreak, 5, "errors:\n  A:\n    status: 400\n    message: |\n      a\n    fix: f\n"),
    (Lint::TrailingLineBreak, 5, "errors:\n  A:\n    status: 400\n    message: >+ # a > b\n\n      a.\n\n    fix: f\n"),
    (Lint::TrailingLineBreak, 6, "errors:\n  A:\n    status: 400\n    message:\n      \"a\\n\"\n    fix: f\n"),
    (Lint::TrailingLineBreak, 3, "errors:\n  A: { status: 400, message: a, fix: [f, \"g\\n\"] }\n"),
    (Lint::TrailingLineBreak, 3, "errors:\n  A: { status: 400, message: a, fix: f, user_message: \"u\\r\" }\n"),
    (Lint::TrailingLineBreak, 3, "errors:\n  A: { status: 400, message: a, fix: f, title: \"t\\n\" }\n"),
    (Lint::TrailingLineBreak, 4, "errors:\n  A: { status: 400, message: a }\nstatuses: { 400: { fix: \"f\\n\" } }\n"),
    (
        Lint::TrailingLineBreak,
        2,
        "categories: { c: \"C\\n\" }\nerrors:\n  A: { status: 400, message: a, fix: f, category: c }\n",
    ),
    (
        Lint::TrailingLineBreak,
        2,
        "close_codes: { 4001: { meaning: \"m\\n\" } }\nerrors:\n  A: { message: a, fix: f }\n",
    ),
    (Lint::ActiveContentType, 2, "content_type: text/html\nerrors:\n  A: { status: 400, message: a, fix: f }\n"),
];

/// Catalogues that look similar to the case of a lint, without findings.
const FINE: &[&str] = &[
    "errors:\n  A: { status: 400, message: a, fix: f, details: { d: u8 } }\n",
    "envelope: { m: $message }\nerrors:\n  A: { status: 400, message: 'a {d}', fix: f, details: { d: u8 } }\n",
    "envelope: { m: $message }\nerrors:\n  A: { status: 400, message: a, fix: f, user_message: 'b {d}', details: { d: u8 } }\n",
    "envelope: { m: $message }\nerrors:\n  A: { status: 400, message: a, fix: f, headers: { X-D: '{d}' }, details: { d: u8 } }\n",
    "envelope: { m: $message }\nerrors:\n  A: { status: 429, message: a, fix: f, retry_after: $d, details: { d: u8 } }\n",
    "envelope: [$code, [$details]]\nerrors:\n  A: { status: 400, message: a, fix: f, details: { d: u8 } }\n",
    "envelope: { c: $code, <<: $details }\nerrors:\n  A: { status: 400, message: a, fix: f, details: { d: u8 } }\n",
    "errors:\n  A: { status: 400, message: a., fix: f }\n  B: { status: 400, message: b, fix: f }\n",
    "errors:\n  A:\n    status: 400\n    message: |-\n      a\n      b\n    fix: >-\n      f\n    description: |\n      d\n",
    "envelope: { c: $code, t: $$message, u: 'costs $5, $no and {message}' }\nerrors:\n  A: { status: 400, message: a, fix: f }\n",
];

/// Media types that browsers run, in several spellings.
const ACTIVE: [&str; 14] = [
    "text/html",
    "Text/HTML; charset=utf-8",
    "application/xhtml+xml",
    "image/svg+xml",
    "text/xml",
    "application/xml",
    "application/problem+xml",
    "text/javascript",
    "application/x-ecmascript",
    "text/javascript1.5",
    "multipart/x-mixed-replace; boundary=a",
    "application/pdf",
    "*/*",
    "application/json;, text/html",
];

const INACTIVE: [&str; 6] = [
    "application/json; charset=utf-8",
    "application/problem+json",
    "application/vnd.xml+json; profile=html",
    "text/plain",
    "application/octet-stream",
    "application/vnd.acme.v1",
];

#[test]
fn finds_content_types_that_browsers_run() {
    let found = |ty: &str| {
        findings(&format!("content_type: {ty:?}\nerrors:\n  A: {{ status: 400, message: a, fix: f }}\n"))
            .contains(&(Lint::ActiveContentType, 2))
    };
    for (types, is_active) in [(&ACTIVE[..], true), (&INACTIVE[..], false)] {
        for ty in types {
            assert_eq!(found(ty), is_active, "{ty}");
        }
    }
}

#[test]
fn finds_nothing_in_similar_catalogues() {
    for text in FINE {
        assert_eq!(findings(text), [], "{text}");
    }
}

/// Two codes of each style, and a word that fits it.
const STYLES: &[[&str; 3]] = &[
    ["RATE_LIMIT", "NOT_FOUND", "TIMEOUT"],
    ["RATE-LIMIT", "NOT-FOUND", "TIMEOUT"],
    ["rate_limit", "not_found", "timeout"],
    ["rate-limit", "not-found", "timeout"],
    ["rateLimit", "notFound", "timeout"],
    ["RateLimit", "NotFound", "Timeout"],
    ["Rate-Limit", "Not-Found", "Timeout"],
    ["rate limit", "not-found_here", "timeout"],
    ["limit.rate_of_day", "place/not_found", "timeout"],
    ["limit.rateOfDay", "place:notFound", "limit.passed"],
    ["LIMIT.RATE", "PLACE.NOT_FOUND", "TIMEOUT"],
];

fn entry((at, code): (usize, &&str)) -> String {
    format!("  {code:?}: {{ status: 400, message: m, fix: f, name: E{at} }}\n")
}

fn styles_differ(codes: &[&str]) -> bool {
    !odd_codes(codes).is_empty()
}

#[test]
fn finds_each_mix_of_two_styles() {
    for (at, [one, other, word]) in STYLES.iter().enumerate() {
        assert!(!styles_differ(&[word, one, "404", other, "4_0-4", "\u{5931}\u{8d25}"]), "{one} {other}");
        for [foreign, ..] in &STYLES[at + 1..] {
            assert!(styles_differ(&["404", one, foreign]), "{one} {foreign}");
        }
    }
}

#[test]
fn one_word_only_tells_its_case() {
    for word in ["timeout", "TIMEOUT", "Timeout"] {
        for [one, _, fits] in STYLES {
            let is_alike = word.starts_with(char::is_uppercase) == fits.starts_with(char::is_uppercase)
                && word.ends_with(char::is_uppercase) == fits.ends_with(char::is_uppercase);
            assert_eq!(styles_differ(&[one, word]), !is_alike, "{one} {word}");
        }
    }
}

/// Catalogues of messages.
const SOCKETS: [&str; 2] = ["close_codes: { 4001: { meaning: Gone } }", "transport: message"];

#[test]
fn messages_get_no_lints_about_headers() {
    for socket in SOCKETS {
        let text = format!(
            "catalogue: acme\n{socket}\nerrors:\n  A: {{ status: 429, message: a, fix: f }}\n  \
             B: {{ status: 401, message: b, fix: f, details: {{ d: {{ type: u8, in: message }} }} }}\n"
        );
        let checked = errors_catalogue::check("errors.yaml", &text).checked().unwrap();
        let found = lint::lint(&checked);
        let lints: Vec<Lint> = found.iter().map(lint::Finding::rule).collect();
        assert_eq!(lints, [Lint::MissingRetryAfter, Lint::UnusedDetail], "{socket}");
        for finding in found {
            let said = finding.render(&checked.sources);
            assert!(!said.to_lowercase().contains("header"), "{said}");
        }
    }
}

/// Returns the lines of the odd codes among these, counted from 1.
fn odd_codes(codes: &[&str]) -> Vec<usize> {
    let entries: String = codes.iter().enumerate().map(entry).collect();
    findings(&format!("errors:\n{entries}")).iter().map(|(_, line)| line - 2).collect()
}

#[test]
fn finds_codes_outside_of_the_main_style() {
    assert_eq!(odd_codes(&["notfound", "UNAUTHORIZED"]), [2]);
    assert_eq!(odd_codes(&["notFound", "NotThere", "notfound.thing"]), [2, 3]);
    assert_eq!(odd_codes(&["a-b", "timeout", "a_b", "c_d"]), [1]);
    assert_eq!(odd_codes(&["A_B", "timeout", "gone", "c_d"]), [1]);
    assert_eq!(odd_codes(&["a_b", "A_B", "c-d", "C_D", "e_f"]), [2, 3, 4]);
}

fn findings(text: &str) -> Vec<(Lint, usize)> {
    let loaded = errors_catalogue::check("errors.yaml", &format!("catalogue: acme\n{text}"));
    let checked = loaded.checked().unwrap_or_else(|loaded| panic!("{}", loaded.rendered().collect::<String>()));
    let line = |finding: &lint::Finding| checked.sources[0].position(finding.span().unwrap().start).line;
    lint::lint(&checked).iter().map(|finding| (finding.rule(), line(finding))).collect()
}

#[test]
fn each_lint_finds_its_case_and_nothing_else() {
    for (lint, line, text) in FOUND {
        assert_eq!(findings(text), [(*lint, *line)], "{lint:?}");
    }
    assert!(Lint::ALL.iter().all(|lint| FOUND.iter().any(|(found, ..)| found == lint)), "a lint has no case");
}

#[test]
fn checks_a_long_line_of_errors() {
    const COUNT: usize = 200_000;
    let fixes = "\"f\\n\", ".repeat(COUNT);
    let text = format!("catalogue: acme\nerrors:\n  A: {{ status: 400, message: a, fix: [{fixes}] }}\n");
    assert_eq!(lint::lint(&errors_catalogue::check("errors.yaml", &text).checked().unwrap()).len(), COUNT);
}

#[test]
fn each_lint_can_be_allowed_with_a_reason() {
    for (lint, _, text) in FOUND {
        assert_eq!(findings(&format!("{text}lints: {{ {}: because }}\n", lint.word())), [], "{lint:?}");
    }
}

#[test]
fn entries_allow_lints_for_themselves_only() {
    let text = "errors:\n  A: { status: 400, message: a, lints: { missing-fix: because } }\n  B: { status: 400, message: b }\n";
    assert_eq!(findings(text), [(Lint::MissingFix, 4)]);
}

const ALLOWS: &str = "lints: { mixed-code-styles: legacy, message-punctuation: legacy }";

#[test]
fn entries_that_allow_a_lint_are_not_compared() {
    let entries = |written: [(&str, &str, &str); 3]| {
        let entry =
            |(code, message, rest)| format!("  {code}: {{ status: 400, message: {message}, fix: f, {rest} }}\n");
        findings(&format!("errors:\n{}", written.map(entry).concat()))
    };
    assert_eq!(entries([("A_ONE", "a", ""), ("b_two", "b.", ALLOWS), ("C_THREE", "c", "")]), []);
    assert_eq!(entries([("A_ONE", "a.", ALLOWS), ("b_two", "b", ""), ("c_three", "c", "")]), []);
    let styles = [(Lint::MixedCodeStyles, 5)];
    assert_eq!(entries([("A_ONE", "a", ALLOWS), ("b_two", "b", ""), ("c-three", "c", "")]), styles);
    assert_eq!(entries([("A_ONE", "a", ""), ("b_two", "b", ALLOWS), ("c-three", "c", "")]), styles);
}

#[test]
fn catalogues_with_errors_are_not_linted() {
    let loaded = errors_catalogue::check("errors.yaml", "catalogue: acme\nerrors:\n  A: { status: 200, message: a }\n");
    assert_eq!(loaded.checked().unwrap_err().diagnostics.len(), 1);
}

/// Runs the command in the folder of the fixtures.
fn errors(arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    Command::new(env!("CARGO_BIN_EXE_errors")).args(arguments).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn formats_match_golden() {
    for format in ["text", "json", "github", "sarif"] {
        let output = errors(&["check", "mistakes.yaml", "lints.yaml", "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_golden(&format!("check.{format}"), &stdout(&output));
    }
}

/// Returns the `uri` of a file with a finding.
#[cfg(unix)]
fn uri(file: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("uris");
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, "catalogue: acme\nerrors:\n  A: { status: 400, message: a }\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_errors"));
    let output = command.args(["check", "--format", "sarif", file]).current_dir(folder).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = &report["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    place["artifactLocation"]["uri"].as_str().unwrap().to_owned()
}

#[cfg(unix)]
#[test]
fn sarif_paths_are_uri_references() {
    assert_eq!(uri("./a-b_c.d/~e$&'()*+;=@!.yaml"), "./a-b_c.d/~e$&'()*+;=@!.yaml");
    assert_eq!(uri("sp ace%20ü/m#1,x:y?.yaml"), "sp%20ace%2520%C3%BC/m%231,x%3Ay%3F.yaml");
    assert_eq!(uri("c:[\\].yaml"), "c%3A%5B%5C%5D.yaml");
}

#[cfg(unix)]
#[test]
fn sarif_paths_that_are_not_unicode_are_relative() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let mut command = Command::new(env!("CARGO_BIN_EXE_errors"));
    let output = command.arg("check").arg(OsStr::from_bytes(b"no\xff.yaml")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("no file `no\u{fffd}.yaml`") && !said.contains("Cargo.toml"), "{said}");
}

#[test]
fn exit_code_tells_findings() {
    let code = |arguments: &[&str]| errors(arguments).status.code();
    assert_eq!(code(&["check", "lints.yaml"]), Some(0));
    assert_eq!(code(&["check", "lints.yaml", "--deny", "warnings"]), Some(1));
    assert_eq!(code(&["check", "lints.yaml", "--deny", "missing-fix"]), Some(1));
    assert_eq!(code(&["check", "lints.yaml", "--deny", "unused-detail"]), Some(0));
    assert_eq!(code(&["check", "lints.yaml", "--deny", "nonsense"]), Some(2));
}

#[test]
fn checks_the_files_beside_a_missing_one() {
    let output = errors(&["check", "no-such-file.yaml", "lints.yaml", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).ends_with("\n1 catalogue: 0 errors, 3 warnings\n"), "{output:?}");
    let said = |file| {
        format!("error: no file `{file}`: name the catalogue; YAML files in that folder: lints.yaml, mistakes.yaml\n")
    };
    assert_eq!(String::from_utf8_lossy(&output.stderr), said("no-such-file.yaml") + &said("."));
}

#[test]
fn errors_exit_with_1_and_a_missing_file_with_2() {
    for before in [
        &["check"][..],
        &["explain", "A"],
        &["docs"],
        &["export", "--to", "python"],
        &["lock"],
        &["openapi"],
        &["diff", "lints.yaml"],
        &["serve", "--port", "0"],
    ] {
        let run = |file| errors(&[before, &[file]].concat());
        let mistakes = run("mistakes.yaml");
        assert_eq!(mistakes.status.code(), Some(1), "{before:?}");
        for file in ["no-such-file.yaml", "."] {
            let missing = run(file);
            assert_eq!((missing.status.code(), missing.stdout.as_slice()), (Some(2), &b""[..]), "{before:?}");
            let says = format!(
                "error: no file `{file}`: name the catalogue; YAML files in that folder: lints.yaml, mistakes.yaml\n"
            );
            assert_eq!(String::from_utf8_lossy(&missing.stderr), says);
        }
    }
    let docs = errors(&["docs", "mistakes.yaml"]).stderr;
    assert!(String::from_utf8_lossy(&docs).ends_with("has errors: correct them first\n"));
}

#[test]
fn defaults_to_the_catalogue_in_the_current_folder() {
    for command in [
        &["check"][..],
        &["docs"],
        &["explain", "A"],
        &["export", "--to", "python"],
        &["lock"],
        &["openapi"],
        &["serve"],
    ] {
        let output = errors(command);
        let said = [output.stdout, output.stderr].concat();
        assert!(String::from_utf8_lossy(&said).contains(": no file `errors.yaml`"), "{command:?}");
    }
}

#[test]
fn explains_codes_aliases_and_retired_ones() {
    let output = errors(&["explain", "TOO_MANY", "../../../errors-catalogue/tests/cases/valid/tour.yaml"]);
    assert_eq!(output.status.code(), Some(0));
    assert_golden("explain", &stdout(&output));
    let retired = errors(&["explain", "OLD_LIMIT", "../../../errors-catalogue/tests/cases/valid/tour.yaml"]);
    assert_eq!(stdout(&retired), "OLD_LIMIT is retired: replaced by RATE_LIMIT in 1.2.0\n");
    let unknown = errors(&["explain", "RATE_LIMT", "../../../errors-catalogue/tests/cases/valid/tour.yaml"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean `RATE_LIMIT`?"));
}

#[test]
fn init_writes_a_starter_and_never_overwrites() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("init");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("errors.yaml");
    let _ = std::fs::remove_file(&path);
    let name = path.to_str().unwrap();
    assert_eq!(errors(&["init", name]).status.code(), Some(0));
    assert_golden("../../src/starter.yaml", &std::fs::read_to_string(&path).unwrap());
    assert_eq!(errors(&["check", name, "--deny", "warnings"]).status.code(), Some(0));
    assert_eq!(errors(&["init", name]).status.code(), Some(2), "a file that is there is kept");
    assert_eq!(errors(&["init", name, "--check"]).status.code(), Some(0));
    std::fs::write(&path, "catalogue: acme\n").unwrap();
    let differs = errors(&["init", name, "--check"]);
    assert!(stdout(&differs).contains("\n-catalogue: acme\n"), "{differs:?}");
    assert_eq!(differs.status.code(), Some(1));
    assert_golden("../../src/starter.yaml", &stdout(&errors(&["init", "-"])));
}
