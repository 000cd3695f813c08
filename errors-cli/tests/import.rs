//! `errors import openapi`: reads the output of `errors openapi` back, and turns other documents into catalogues.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::assert_golden;
use errors_catalogue::Loaded;
use errors_catalogue::body::example_message;
use errors_catalogue::model::{Catalogue, Detail, Entry, Place, Shape, Type};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn errors(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errors"));
    command.current_dir(root()).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

fn import(document: &str) -> String {
    let output = errors(&["import", "openapi", "-"], document);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn checked(text: &str) -> Loaded {
    let loaded = errors_catalogue::check("errors.yaml", text);
    assert_eq!(loaded.rendered().collect::<Vec<_>>(), [""; 0], "{text}");
    loaded
}

/// Returns a document with these responses of one operation, and these components.
fn document(responses: &str, components: &str) -> String {
    let head = "openapi: 3.1.0\ninfo: { title: Test, version: '1' }\n";
    format!("{head}paths: {{ /a: {{ get: {{ responses: {{ {responses} }} }} }} }}\ncomponents: {{ {components} }}\n")
}

/// Imports a document; returns the catalogue, which must have no errors, with its notes.
fn import_of(responses: &str, components: &str) -> String {
    let text = import(&document(responses, components));
    checked(&text);
    text
}

#[track_caller]
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part}:\n{text}");
    }
}

/// Spells a type with its definitions instead of names.
fn spelt(catalogue: &Catalogue, ty: &Type, depth: usize) -> String {
    match ty {
        _ if depth == 0 => "…".to_owned(),
        Type::Scalar(scalar) => scalar.word().to_owned(),
        Type::List(inner) => format!("list<{}>", spelt(catalogue, inner, depth - 1)),
        Type::Map(inner) => format!("map<{}>", spelt(catalogue, inner, depth - 1)),
        Type::Optional(inner) => format!("{}?", spelt(catalogue, inner, depth)),
        Type::Named(at) => match &catalogue.types[*at].shape {
            Shape::Enum(words) => format!("{:?}", words.iter().map(|(word, _)| word).collect::<Vec<_>>()),
            Shape::Struct(fields) => {
                let field = |field: &errors_catalogue::model::Field| {
                    format!("{}: {}", field.name, spelt(catalogue, &field.ty, depth - 1))
                };
                format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
        },
    }
}

fn body_details<'a>(catalogue: &'a Catalogue, entry: &'a Entry) -> Vec<(&'a str, String)> {
    let in_body = |detail: &&Detail| detail.place == Place::Body;
    let details = entry.wire.details.iter().filter(in_body);
    details.map(|detail| (detail.name.as_str(), spelt(catalogue, &detail.ty, 4))).collect()
}

/// Asserts that codes, statuses, messages and details of bodies are the same. Messages with a description beside them,
/// and details outside of the body, only survive in examples.
fn assert_comes_back(original: &Catalogue, imported: &Catalogue) {
    let codes = |catalogue: &Catalogue| catalogue.entries.iter().map(|entry| entry.code.clone()).collect::<Vec<_>>();
    let (mut expected, mut found) = (codes(original), codes(imported));
    expected.sort();
    found.sort();
    assert_eq!(expected, found);
    for entry in &original.entries {
        let other = imported.entries.iter().find(|other| other.code == entry.code).unwrap();
        assert_eq!(entry.wire.status, other.wire.status, "{}", entry.code);
        assert_eq!(example_message(original, entry), example_message(imported, other), "{}", entry.code);
        if entry.prose.description.is_none()
            && entry.wire.details.iter().all(|d| d.place == Place::Body && d.example.is_some())
        {
            assert_eq!(entry.wire.message.source, other.wire.message.source, "{}", entry.code);
        }
        if holds_details(original) {
            assert_eq!(body_details(original, entry), body_details(imported, other), "{}", entry.code);
        }
        assert_eq!(entry.history.deprecated.is_some(), other.history.deprecated.is_some(), "{}", entry.code);
    }
}

/// Returns true if the envelope has a place for details; otherwise `OpenAPI` does not have them.
fn holds_details(catalogue: &Catalogue) -> bool {
    let text = format!("{:?}", catalogue.wire.envelope);
    text.contains("MergeDetails") || text.contains("Token(Details)")
}

#[test]
fn reads_the_output_of_openapi_back() {
    let files = std::fs::read_dir(root().join("specs")).unwrap().map(|file| file.unwrap().path());
    let mut count = 0;
    for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
        let original = errors_catalogue::lock::load(&path, "original.yaml").catalogue;
        // A socket has no responses to import.
        if original.entries.iter().all(|entry| entry.wire.status.is_none()) {
            continue;
        }
        for version in ["3.1", "3.0"] {
            let written = errors(&["openapi", path.to_str().unwrap(), "--openapi", version], "");
            let text = import(&String::from_utf8(written.stdout).unwrap());
            assert_comes_back(&original, &checked(&text).catalogue);
            count += 1;
        }
    }
    assert_eq!(count, 12);
}

#[test]
fn imports_a_foreign_document() {
    let document = std::fs::read_to_string(root().join("errors-cli/tests/import/petstore.yaml")).unwrap();
    let text = import(&document);
    assert_golden("import.yaml", &text);
    let catalogue = checked(&text).catalogue;
    let codes = ["type", "42_name", "pet_exists", "slow_down", "pet_missing", "pet_sold", "pet_gone"];
    for code in codes {
        assert!(catalogue.entries.iter().any(|entry| entry.code == code), "{code}:\n{text}");
    }
    let as_json = serde_json::to_string(
        &serde_yaml::from_str::<serde_yaml::Value>(
            &document
                .replace("200:", "'200':")
                .replace(" 400:", " '400':")
                .replace(" 409:", " '409':")
                .replace(" 429:", " '429':")
                .replace(" 404:", " '404':")
                .replace(" 410:", " '410':"),
        )
        .unwrap(),
    )
    .unwrap();
    assert_eq!(import(&as_json), text, "JSON is read as well");
}

#[test]
fn notes_are_comments_and_on_standard_error() {
    let document = std::fs::read_to_string(root().join("errors-cli/tests/import/petstore.yaml")).unwrap();
    let output = errors(&["import", "openapi", "-"], &document);
    let (text, notes) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(notes.lines().count() >= 4, "{notes}");
    for note in notes.lines() {
        let comment = format!("\n# - {}\n", note.strip_prefix("note: ").unwrap());
        assert!(text.contains(&comment), "{note}");
    }
}

#[test]
fn rejects_invalid_documents() {
    for (text, problem) in [
        ("[", "error: `-` cannot be read: "),
        ("swagger: '2.0'", "error: `-` is not an OpenAPI 3 document"),
        ("openapi: 2.0.0", "error: `-` is OpenAPI `2.0.0`, expected 3"),
        ("openapi: 3.1.0\npaths: {}", "error: `-` has no error responses"),
    ] {
        let output = errors(&["import", "openapi", "-"], text);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).starts_with(problem), "{output:?}");
    }
}

#[test]
fn keeps_responses_without_a_body() {
    let text = import_of(
        "'404': { description: Gone, content: { application/json: { schema: { $ref: 'other.json#/Foo' } } } },
         '451': { description: Banned, content: { application/json: {} } }",
        "",
    );
    assert_has(
        &text,
        &[
            "NOT_FOUND:\n    status: 404\n    message: Gone\n",
            "UNAVAILABLE_FOR_LEGAL_REASONS:\n    status: 451\n    message: Banned\n",
            "# - GET /a, 404: `other.json#/Foo` does not resolve in this document\n",
            "# - GET /a, 451: the body is not described\n",
        ],
    );
}

#[test]
fn a_known_status_wins_over_one_that_is_made_up_and_an_example_over_a_word() {
    let failure = "schemas: { Failure: { type: object, properties: {
        code: { type: string, enum: [ODD, LATE, BROKEN, GONE] }, message: { type: string } } } }";
    let text = import_of(
        "default: { description: Whatever, content: { application/json: { schema: { $ref: '#/components/schemas/Failure' } } } },
         4XX: { description: Any other, content: { application/json: { schema: { $ref: '#/components/schemas/Failure' } } } },
         5XX: { description: We broke, content: { application/json: {
           schema: { $ref: '#/components/schemas/Failure' }, example: { code: BROKEN, message: It broke } } } },
         410: { description: No more, content: { application/json: {
           schema: { properties: { code: { const: GONE }, message: { type: string } } } } } },
         404: { description: Late, content: { application/json: {
           schema: { $ref: '#/components/schemas/Failure' }, example: { code: LATE, message: It is late } } } }",
        failure,
    );
    assert_has(
        &text,
        &[
            "errors:\n  ODD:\n    status: 400\n    message: Any other\n",
            "  LATE:\n    status: 404\n    message: It is late\n    description: Late\n",
            "  BROKEN:\n    status: 500\n    message: It broke\n    description: We broke\n",
            "  GONE:\n    status: 410\n    message: No more\n\n",
        ],
    );
    let notes = text.lines().filter(|line| line.starts_with("# -"));
    let expected = [
        "# - GET /a, 5XX: unknown status; 500 is a placeholder",
        "# - GET /a, 4XX: unknown status; 400 is a placeholder",
    ];
    assert_eq!(notes.collect::<Vec<_>>(), expected);
}

/// Three responses of RFC 9457, of which one has an object with a name.
const PROBLEMS: &str = "
    402: { description: Pay, content: { application/problem+json: { schema: { properties: {
      type: { const: 'https://bank.example/pay' }, detail: { type: string }, tree: { properties: { name: { type: string } } } } } } } },
    403: { description: No, content: { application/problem+json: { example: { title: Not you, detail: It is not yours } } } },
    404: { description: Gone, content: { application/problem+json: { example: { title: Not there, detail: It is not there } } } }";

#[test]
fn responses_without_a_problem_do_not_affect_others() {
    let others = [
        "401: { description: No token }",
        "413: { description: Large, content: { text/plain: { schema: { type: string } } } }",
        "409: { description: Odd, content: { application/json: { example: { code: ODD, message: It is odd, data: { count: 1 } } } } }",
    ];
    let text = import_of(&[PROBLEMS, others[0], others[1], others[2]].join(", "), "");
    assert_has(
        &text,
        &[
            "envelope: problem\n",
            "message: It is not there\n    title: Not there\n",
            "  ODD:\n    status: 409\n    message: It is odd\n    description: Odd\n    details:\n      count:\n",
            "# - GET /a, 409: the body has another structure than most, and gets their envelope\n",
        ],
    );
    assert_eq!(text.matches("has another structure").count(), 1, "{text}");
}

#[test]
fn a_problem_among_other_bodies_keeps_its_message() {
    let plain = "{ content: { application/json: { schema: { properties: { code: { type: string }, msg: { type: string } } } } } }";
    let problem = "{ content: { application/problem+json: { example: { code: ODD, detail: It is odd, count: 1 } } } }";
    let text = import_of(&format!("404: {plain}, 405: {plain}, 409: {problem}"), "");
    assert_has(
        &text,
        &[
            "envelope:\n  code: $code\n  msg: $message\n",
            "  ODD:\n    status: 409\n    message: It is odd\n    details:\n      count:\n",
            "# - GET /a, 409: the body has another structure than most, and gets their envelope\n",
        ],
    );
}

#[test]
fn object_of_one_body_is_not_in_the_envelope() {
    let one = "{ content: { application/json: { schema: { properties: {
        message: { type: string }, tree: { properties: { name: { type: string }, level: { type: string } } } } } } } }";
    let other = "{ content: { application/json: { example: { message: It is odd } } } }";
    let text = import_of(&format!("404: {one}, 405: {other}, 406: {other}"), "");
    assert_has(&text, &["envelope:\n  message: $message\n  '<<': $details\n", "      tree:\n        type: Tree?\n"]);
}

/// A response whose body is this example.
fn shown(status: u16, example: &str) -> String {
    format!("{status}: {{ content: {{ application/json: {{ example: {example} }} }} }}")
}

#[test]
fn one_odd_code_does_not_affect_others() {
    let odd = [
        shown(400, "{ code: auth/user-not-found, message: No user }"),
        shown(401, "{ code: 'acme:odd', message: Odd }"),
        shown(402, "{ code: '1001', message: A number in quotes }"),
        shown(403, "{ code: TWO WORDS, message: Two words }"),
        shown(404, "{ code: 1002, message: A number }"),
    ];
    let text = import_of(&odd.join(", "), "");
    assert_has(
        &text,
        &[
            "envelope:\n  code: $code\n  message: $message\n",
            "  auth/user-not-found:\n    status: 400\n",
            "  acme:odd:\n    status: 401\n",
            "  '1001':\n    status: 402\n",
            "  TWO WORDS:\n    status: 403\n",
            "  NOT_FOUND:\n    status: 404\n    message: A number\n",
            "# - GET /a, 403: code does not look like a code\n",
            "# - GET /a, 404: code does not look like a code\n",
        ],
    );
    assert_eq!(text.matches("does not look like").count(), 2, "{text}");
}

#[test]
fn constant_message_belongs_to_its_entry() {
    let constant = "404: { content: { application/json: { schema: { properties: {
        code: { const: GONE }, message: { const: Nothing here } } } } } }";
    let nullable = "406: { content: { application/json: { schema: { properties: {
        code: { const: NONE }, message: { type: [string, 'null'] } } } } } }";
    let text = import_of(&format!("{constant}, {nullable}, {}", shown(400, "{ code: BAD, message: Bad mail }")), "");
    assert_has(
        &text,
        &[
            "envelope:\n  code: $code\n  message: $message\n",
            "  GONE:\n    status: 404\n    message: Nothing here\n",
            "  BAD:\n    status: 400\n    message: Bad mail\n",
        ],
    );
    assert!(!text.contains("# -"), "{text}");
}

#[test]
fn placeholder_envelope_notes_omitted_members() {
    let text = import_of(&shown(404, "{ what: [1], where: { line: 3 } }"), "");
    assert_has(
        &text,
        &[
            "envelope:\n  code: $code\n  message: $message\n",
            "# - the envelope is a placeholder\n",
            "# - the member what of 1 bodies is omitted\n",
            "# - the member where of 1 bodies is omitted\n",
        ],
    );
}

#[test]
fn a_detail_that_is_a_text_or_a_list_is_the_message() {
    let invalid = "{ content: { application/json: { schema: { properties: { detail: { type: array, items: { type: object } } } } } } }";
    let text = import_of(&format!("422: {invalid}, 423: {invalid}, {}", shown(404, "{ detail: No item 3 }")), "");
    assert_has(
        &text,
        &[
            "envelope:\n  detail: $message\n",
            "  NOT_FOUND:\n    status: 404\n    message: No item 3\n",
            "# - GET /a, 422: detail does not look like a message\n",
        ],
    );
}

#[test]
fn a_list_of_errors_is_an_envelope_of_a_list() {
    let schema = "{ properties: { jsonapi: { type: object }, errors: { type: array, items: {
        properties: { code: { type: string }, detail: { type: string }, meta: { properties: { id: { type: integer } } } } } } } }";
    let text = import_of(
        &format!(
            "404: {{ content: {{ application/vnd.api+json: {{ schema: {schema}, example: {{ errors: [
               {{ code: A_MISSING, detail: No a }}, {{ code: B_MISSING, detail: No b }} ] }} }} }} }},
             410: {{ content: {{ application/vnd.api+json: {{ schema: {schema} }} }} }}"
        ),
        "",
    );
    assert_has(
        &text,
        &[
            "envelope:\n  errors:\n  - code: $code\n    detail: $message\n    meta?: $details\n",
            "  A_MISSING:\n    status: 404\n    message: No a\n",
            "  B_MISSING:\n    status: 404\n    message: No b\n",
            "  GONE:\n    status: 410\n",
            "      id:\n        type: i64?\n",
            "# - the member jsonapi beside the list of errors is omitted\n",
        ],
    );
}

#[test]
fn keys_beside_a_reference_are_read() {
    let text = import_of(
        "404: { description: Gone, content: { application/json: { schema: {
           $ref: '#/components/schemas/Failure', required: [field],
           properties: { code: { $ref: '#/components/schemas/Code', const: GONE }, field: { type: string } } } } } }",
        "schemas: { Code: { type: string }, Failure: { properties: { code: { type: string }, message: { type: string } } } }",
    );
    assert_has(
        &text,
        &[
            "envelope:\n  code: $code\n  message: $message\n  '<<': $details\n",
            "  GONE:\n    status: 404\n    message: Gone\n    details:\n      field:\n        type: string\n",
        ],
    );
}

#[test]
fn details_of_alternatives_are_optional() {
    let text = import_of(
        "410: { description: Gone, content: { application/json: { schema: { properties: {
           code: { const: GONE }, message: { type: string }, details: { required: [all], properties: { all: { type: string } }, oneOf: [
             { required: [left], properties: { left: { type: string }, both: { type: string } } },
             { properties: { right: { type: number }, both: { type: integer } } } ] } } } } } }",
        "",
    );
    let details = "      all:\n        type: string\n      left:\n        type: string?\n      both:\n        type: json\n      \
                   right:\n        type: f64?\n";
    assert_has(&text, &["  details?: $details\n", details]);
}

#[test]
fn resolves_merge_keys() {
    let text = import_of(
        "404: &err { description: Gone, content: { application/json: { example: { code: A_B, message: hello } } } },
         410: { <<: *err, description: Merged }",
        "",
    );
    assert_has(&text, &["# - GET /a, 410: `A_B` also has another status; kept 404\n"]);
}

#[test]
fn a_component_is_used_however_its_reference_is_written() {
    let text = import_of(
        "418: { $ref: '#/components/responses/Tea%20pot%20404' }",
        "responses: { Tea pot 404: { description: Short, content: { application/json: { example: { code: TEA, message: Tea } } } } }",
    );
    assert_has(&text, &["  TEA:\n    status: 418\n"]);
    assert!(!text.contains("# -"), "{text}");
}

#[test]
fn reads_each_json_content_once() {
    let plain = "{ schema: { properties: { code: { const: TWO }, message: { type: string } } } }";
    let text = import_of(
        &format!(
            "413: {{ description: Large, content: {{ application/hal+json: {{ example: {{ code: ONE, message: It is one }} }},
               application/json: {plain}, application/vnd.a+json: {plain} }} }}"
        ),
        "",
    );
    assert_has(&text, &["  ONE:\n    status: 413\n    message: It is one\n", "  TWO:\n    status: 413\n"]);
    let one = format!(
        "413: {{ headers: {{ Retry-After: {{}} }}, content: {{ application/json: {plain}, text/json: {plain} }} }}"
    );
    assert_has(&import_of(&one, ""), &["    retry_after: $retry_after\n"]);
}

#[test]
fn details_missing_from_a_body_are_optional() {
    let text = import_of(
        "404: { content: { application/json: { examples: {
           pet: { value: { code: MISSING, message: No pet 7, details: { id: 1, pet: 7 } } },
           store: { value: { code: MISSING, message: No store 9, details: { id: 2, store: '9' } } } } } } }",
        "",
    );
    assert_has(
        &text,
        &[
            "      id:\n        type: i64\n",
            "      pet:\n        type: i64?\n",
            "      store:\n        type: string?\n",
            "# - GET /a, 404: `MISSING` also has another message: No store 9\n",
        ],
    );
}

#[test]
fn last_segment_of_a_problem_type_is_its_code() {
    let text = import_of(
        "403: { content: { application/problem+json: { examples: {
           frozen: { value: { type: 'https://bank.example/probs/account-frozen', title: Frozen, detail: It is frozen } },
           limit: { value: { type: 'urn:bank:limit-exceeded', title: Limit, detail: It is too much } },
           other: { value: { type: 'about:blank', title: Other, detail: It is odd } } } } } }",
        "",
    );
    assert_has(
        &text,
        &[
            "  account-frozen:\n    status: 403\n    message: It is frozen\n    title: Frozen\n",
            "  limit-exceeded:\n    status: 403\n    message: It is too much\n    title: Limit\n    docs_url: urn:bank:",
            "  FORBIDDEN:\n    status: 403\n    message: It is odd\n    title: Other\n",
            "# - GET /a, 403: no code was found; `account-frozen` is the last segment of its type\n",
        ],
    );
}

#[test]
fn the_wait_of_retry_after_has_no_example_of_its_own() {
    let response = |example: &str| {
        format!("503: {{ description: Wait, headers: {{ Retry-After: {{ schema: {{ type: integer }} {example} }} }} }}")
    };
    assert_has(&import_of(&response(""), ""), &["        type: u32\n        in: header\n\n"]);
    assert_has(&import_of(&response(", example: 7"), ""), &["        in: header\n        example: 7\n"]);
}

#[test]
fn a_list_beside_a_title_is_a_detail() {
    let body = "{ title: Not valid, status: 422, errors: [{ field: name, reason: empty }] }";
    let text = import_of(&shown(422, body), "");
    assert_has(&text, &["envelope:\n  title?: $title\n  status: $status\n  '<<': $details\n", "      errors:\n"]);
}

#[test]
fn reads_a_byte_order_mark_and_a_version_without_quotes() {
    let document = document("404: { description: Gone }", "");
    let version = document.lines().find(|line| line.starts_with("openapi:")).unwrap();
    let other = format!("\u{feff}{}", document.replace(version, "openapi: 3.1"));
    assert_eq!(import(&other), import(&document));
}

#[test]
fn refuses_to_overwrite_the_document() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("import-own.yaml");
    let text = document("404: { description: Gone }", "");
    std::fs::write(&file, &text).unwrap();
    let file = file.to_str().unwrap();
    let output = errors(&["import", "openapi", file, "-o", file], "");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(std::fs::read_to_string(file).unwrap(), text);
}

#[test]
fn an_example_of_a_code_does_not_hide_the_other_words_of_its_enum() {
    let text = import_of(
        "409: { content: { application/json: { schema: { properties: {
           code: { type: string, enum: [CONFLICT, LOCKED, STALE], example: CONFLICT }, message: { type: string } } } } } }",
        "",
    );
    assert_has(
        &text,
        &["  CONFLICT:\n    status: 409\n", "  LOCKED:\n    status: 409\n", "  STALE:\n    status: 409\n"],
    );
}

#[test]
fn a_constant_beside_the_reference_to_an_enum_is_the_code() {
    let text = import_of(
        "404: { content: { application/json: { schema: { properties: {
           code: { $ref: '#/components/schemas/Code', const: GONE }, message: { type: string } } } } } }",
        "schemas: { Code: { type: string, enum: [GONE, LATE] } }",
    );
    assert_has(&text, &["  GONE:\n"]);
    assert!(!text.contains("  LATE:"), "{text}");
}

#[test]
fn notes_enum_values_without_a_response() {
    let schema =
        "schema: { properties: { code: { type: string, enum: [ONE, TWO, LOCKED] }, message: { type: string } } }";
    let response = |status: u16, code: &str| {
        let example = format!("example: {{ code: {code}, message: It is so }}");
        format!("{status}: {{ content: {{ application/json: {{ {schema}, {example} }} }} }}")
    };
    let text = import_of(&format!("{}, {}", response(404, "ONE"), response(409, "TWO")), "");
    assert_has(&text, &["  ONE:\n", "  TWO:\n", "# - no response has the enum value `LOCKED` as its code\n"]);
    assert_eq!(text.matches("the enum value").count(), 1, "{text}");
}

#[test]
fn reads_json_as_json() {
    let text = import(
        "\u{feff}\n{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {\"/a\": {\"get\": {\"responses\": {
            \"404\": {\"content\": {\"application/json\": {\"example\": {\"code\": \"GONE\", \"message\": \"m \\ud83d\\ude00\"}}}}}}}}}",
    );
    assert_has(&text, &["m \u{1f600}"]);
    let flow = "{ openapi: 3.1.0, paths: { /a: { get: { responses: { 404: { description: Gone } } } } } }";
    assert_has(&import(flow), &["  NOT_FOUND:\n    status: 404\n"]);
}

#[test]
fn application_numbers_are_not_statuses() {
    let text = import_of(
        &[shown(400, "{ code: 10001, message: No name }"), shown(404, "{ code: 20001, message: No such thing }")]
            .join(", "),
        "",
    );
    assert!(!text.contains("$status"), "{text}");
    let text = import_of(&shown(404, "{ code: 404, message: No such thing }"), "");
    assert_has(&text, &["  code: $status\n"]);
}

/// A response whose body has this schema.
fn described(status: u16, schema: &str) -> String {
    format!("{status}: {{ description: Bad, content: {{ application/json: {{ schema: {schema} }} }} }}")
}

#[test]
fn keeps_codes_of_nested_alternatives() {
    let alternatives = "oneOf: [ { properties: { code: { const: LOCKED }, by: { type: string } } },
        { properties: { code: { enum: [STALE, OLD] }, message: { type: string } } } ]";
    let base = "{ properties: { code: { type: string }, message: { type: string } } }";
    for schema in [
        format!("{{ allOf: [ {base}, {{ {alternatives} }} ] }}"),
        format!("{{ properties: {{ message: {{ type: string }} }}, {alternatives} }}"),
        format!("{{ properties: {{ error: {{ {alternatives} }} }} }}"),
    ] {
        let text = import_of(&described(409, &schema), "");
        assert_has(&text, &["code: $code\n", "  LOCKED:\n    status: 409\n", "  STALE:\n", "  OLD:\n", "      by:\n"]);
        assert!(!text.contains("# -"), "{text}");
    }
}

#[test]
fn alternatives_with_any_code_make_no_enum() {
    let schema = "{ properties: { message: { type: string } }, oneOf: [
        { properties: { code: { const: LOCKED } } }, { properties: { code: { type: string } } } ] }";
    assert!(!import_of(&described(409, schema), "").contains("LOCKED"));
}
