//! `errors schema`: generates the JSON Schema of the catalogue language from the word lists of the reader.
//!
//! A text is any scalar except null, as for the reader: `version: 1.2` is valid. Checks beyond the structure, such as
//! placeholders without a detail, are left to `errors check`.

use errors_catalogue::words::{
    self, Generic, Lint, Place, Reconnect, Scalar, Sdk, Section, Severity, Token, Transport,
};
use serde_json::{Map, Value, json};

use crate::outcome::{Failure, Outcome};
use crate::output::Destination;

#[derive(clap::Args)]
#[command(after_help = "\
Editors with a YAML language server complete and check a catalogue that starts with
    # yaml-language-server: $schema=catalogue.schema.json
where the path is that of the generated file.")]
pub(crate) struct Arguments {
    /// Generate the schema of a fragment, a file that a catalogue includes, instead
    #[arg(long)]
    fragment: bool,
    #[command(flatten)]
    target: Destination,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let schema = if arguments.fragment { fragment() } else { catalogue() };
    arguments.target.put(&format!("{schema:#}\n"))
}

/// Returns the schema of a catalogue.
fn catalogue() -> Value {
    let mut root = document("A catalogue of API errors", &words::CATALOGUE, catalogue_key);
    root.extend(object(json!({
        // Fragments may provide the codes.
        "anyOf": [{ "required": ["errors"] }, { "required": ["include"] }],
        "if": is_message(),
        "else": { "properties": { "errors": { "additionalProperties": { "required": ["status"] } } } },
    })));
    root.extend(definitions());
    Value::Object(root)
}

/// Returns the schema of a fragment; the catalogue that includes it determines if its codes need a status.
fn fragment() -> Value {
    let mut root = document("A fragment of a catalogue of API errors", &words::FRAGMENT, catalogue_key);
    root.extend(definitions());
    Value::Object(root)
}

fn document(title: &str, section: &Section, key: fn(&str) -> Value) -> Map<String, Value> {
    let head = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title });
    let mut root = object(head);
    root.extend(object(mapping(section, key)));
    root
}

/// Matches catalogues of messages, whose entries need no status.
fn is_message() -> Value {
    json!({
        "anyOf": [
            { "required": ["close_codes"] },
            { "required": ["transport"], "properties": { "transport": { "const": Transport::Message.word() } } },
        ],
    })
}

/// Builds `$defs`: the sections below the top, then values that several keys share.
fn definitions() -> Map<String, Value> {
    let sections = json!({
        "retry": mapping(&words::RETRY, retry_key),
        "entry": mapping(&words::ENTRY, entry_key),
        "detail": mapping(&words::DETAIL, detail_key),
        "mistake": mapping(&words::MISTAKE, mistake_key),
        "status": mapping(&words::STATUS, status_key),
        "rate_limit": mapping(&words::RATE_LIMIT, rate_limit_key),
        "close_code": mapping(&words::CLOSE_CODE, close_code_key),
    });
    let values = json!({
        "text": { "type": ["string", "number", "boolean"] },
        "texts": { "anyOf": [reference("text"), { "type": "array", "items": reference("text") }] },
        "name": { "type": ["string", "number", "boolean"], "minLength": 1 },
        "words": { "type": ["string", "number", "boolean"], "pattern": r"\S" },
        "duration": { "type": "string", "pattern": DURATION },
        "status_set": status_set(),
        "type": type_text(),
        "shape": shape(),
        "headers": headers(),
        "exception": exception(),
        "lints": lints(),
        "mistakes": { "type": "array", "items": reference("mistake") },
        "envelope": envelope(),
        "part": part(),
    });
    let mut defs = object(sections);
    defs.extend(object(values));
    object(json!({ "$defs": defs }))
}

/// Describes a mapping with the keys of a section and no others.
fn mapping(section: &Section, key: fn(&str) -> Value) -> Value {
    let properties: Map<String, Value> = section.keys.iter().map(|name| ((*name).to_owned(), key(name))).collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": section.required,
        "properties": properties,
    })
}

const DURATION: &str = r"^[0-9]+\s*(ms|s|m|h|d)$";
/// RFC 9110, section 5.6.2.
const HEADER_NAME: &str = r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$";
const ANY_STATUS: &str = "^[1-5][0-9][0-9]$";
const ERROR_STATUSES: &str = "^([45][0-9][0-9]|4xx|5xx)$";
/// Suggestions of editors for a status.
const USUAL_STATUSES: [u16; 11] = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504];
const CLOSE_CODES: &str = "^(10(0[0-9]|1[0-5])|[34][0-9][0-9][0-9])$";

fn catalogue_key(key: &str) -> Value {
    match key {
        "catalogue" => {
            let name = json!({ "type": "string", "pattern": "^[a-z][a-z0-9_-]*$" });
            described("The catalogue's name: a lower-case letter, then lower-case letters, digits, `_`, `-`.", &name)
        }
        "version" => text("The catalogue's version."),
        "title" => text("The title of the documentation."),
        "description" => text("Markdown, for documentation."),
        "docs_url" => text("Where a code is documented; `{code}` is filled in."),
        "envelope" => refer("envelope", &envelope_description()),
        "content_type" => {
            text("The media type of the body: `application/json`, or `application/problem+json` for problem details.")
        }
        "context" => refer("texts", "Names that the server may add; each is then a token of the envelope."),
        "retry" => refer("retry", "How a client should retry."),
        "categories" => members("A category's key and its title.", &reference("text")),
        "types" => members(
            "Types for details: a list of strings is an enum, a mapping of fields a struct.",
            &reference("shape"),
        ),
        "errors" => members("A code, as it is on the wire, and its entry.", &reference("entry")),
        "statuses" => numbered(
            "Defaults and documentation for all errors with an HTTP status, 100 to 599.",
            ANY_STATUS,
            &reference("status"),
        ),
        "exceptions" => numbered(
            "The exception of generated SDKs for a status, or for a class such as `5xx`.",
            ERROR_STATUSES,
            &reference("exception"),
        ),
        "headers" => refer("headers", "Sent with every error; `{code}` and `{status}` are filled in."),
        "rate_limits" => members("A limit's name and the limit, for documentation.", &reference("rate_limit")),
        "transport" => words(
            "How errors travel: as responses (the default), or as messages of a WebSocket, a queue or an event stream, which \
             need no status. `close_codes` imply `message`.",
            Transport::ALL,
            Transport::word,
        ),
        "close_codes" => {
            numbered("WebSocket close codes: 1000 to 1015, or 3000 to 4999.", CLOSE_CODES, &reference("close_code"))
        }
        "mistakes" => refer("mistakes", "Common mistakes that belong to no code."),
        "retired" => {
            members("Codes that must not be used again, each with a note on what replaced it.", &reference("text"))
        }
        "lints" => refer("lints", "Lints that are allowed in the whole catalogue, each with its reason."),
        "include" => refer("texts", "Paths of fragments, relative to this file."),
        _ => Value::Null,
    }
}

fn retry_key(key: &str) -> Value {
    match key {
        "statuses" => described(
            "The statuses to retry, `4xx` and `5xx` among them; default: 408, 425, 429, 500, 502, 503, 504.",
            &json!({ "type": "array", "items": reference("status_set") }),
        ),
        "max_retries" => described(
            "The number of retries after the first attempt; default: 3.",
            &json!({ "type": "integer", "minimum": 0, "maximum": 1000 }),
        ),
        "initial_delay" => refer("duration", "The delay before the first retry; default: `1s`."),
        "multiplier" => described(
            "The factor from one delay to the next; default: 2.",
            &json!({ "type": "number", "minimum": 1, "maximum": 1000 }),
        ),
        "max_delay" => refer("duration", "The longest delay; default: `30s`."),
        "jitter" => described(
            "Each delay is multiplied by a random factor between 1 − jitter and 1; default: 0.5.",
            &json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        ),
        "default_retry_after" => refer("duration", "The wait after a 429 that carries no Retry-After."),
        _ => Value::Null,
    }
}

fn entry_key(key: &str) -> Value {
    match key {
        "status" => described(
            "The HTTP status, 400 to 599; messages have none.",
            &json!({ "type": "integer", "minimum": 400, "maximum": 599, "examples": USUAL_STATUSES }),
        ),
        "title" => text("The value of `$title`; default: the reason phrase of the status."),
        "message" => refer("words", "The message; `{detail}` is filled in."),
        "fix" => refer("texts", "What to do about it: one text or several."),
        "category" => text("One of `categories`."),
        "description" => text("Markdown, for documentation."),
        "causes" => refer("texts", "What can cause it, for documentation."),
        "mistakes" => refer("mistakes", "Common mistakes that lead to it, for documentation."),
        "user_message" => refer("words", "The message for end users; `{detail}` is filled in."),
        "severity" => words("Default: `warning` for 4xx, `error` for 5xx.", Severity::ALL, Severity::word),
        "retryable" => described(
            "True if a retry can succeed; default: true if `status` is in `retry.statuses`.",
            &json!({ "type": "boolean" }),
        ),
        "retry_after" => described(
            "The Retry-After header: `$detail` that counts seconds, or a duration such as `60s`.",
            &json!({ "anyOf": [{ "type": "string", "pattern": r"^\$." }, reference("duration")] }),
        ),
        "headers" => refer("headers", "Sent with this error; `{detail}`, `{code}` and `{status}` are filled in."),
        "details" => members(
            "Typed values that travel with the error: a type, or a mapping with `type`.",
            // Suggestions come from both; with `if`, editors suggest nothing for an empty value.
            &json!({ "anyOf": [reference("type"), reference("detail")] }),
        ),
        "docs_url" => text("Where this code is documented; `{code}` is filled in."),
        "exception" => refer("exception", "The exception of generated SDKs; default: that of the status."),
        "aliases" => refer("texts", "Older spellings that clients still accept."),
        "deprecated" => text("What to use instead."),
        "since" => text("The version that introduced the code."),
        "name" => refer("name", "The generated Rust identifier; default: the code in UpperCamelCase."),
        "lints" => refer("lints", "Lints that are allowed for this code, each with its reason."),
        _ => Value::Null,
    }
}

fn detail_key(key: &str) -> Value {
    match key {
        "type" => refer("type", "A type of the language, or one of `types`; a trailing `?` makes it optional."),
        "description" => text("What it means, for documentation."),
        "example" => described("A value of the type, for documentation and example bodies.", &json!({})),
        "in" => words("Where the detail travels; default: `body`.", Place::ALL, Place::word),
        _ => Value::Null,
    }
}

fn mistake_key(key: &str) -> Value {
    match key {
        "mistake" => text("What people do."),
        "fix" => text("What to do instead."),
        _ => Value::Null,
    }
}

fn status_key(key: &str) -> Value {
    match key {
        "meaning" => text("The heading of the status."),
        "description" => text("Markdown, for documentation."),
        "causes" => refer("texts", "What can cause it, for entries without their own."),
        "fix" => refer("texts", "What to do about it, for entries without their own."),
        "user_message" => text("The message for end users, for entries without their own."),
        "fallback" => text("The code that replaces errors of this status from the framework."),
        _ => Value::Null,
    }
}

fn rate_limit_key(key: &str) -> Value {
    match key {
        "limit" => described("The number of requests.", &json!({ "type": "integer", "minimum": 0 })),
        "window" => refer("duration", "The time span of the limit."),
        "scope" => text("The unit that the limit applies to, such as an API key."),
        "applies_to" => text("The endpoints that the limit applies to."),
        _ => Value::Null,
    }
}

fn close_code_key(key: &str) -> Value {
    match key {
        "meaning" => refer("name", "The meaning of the code."),
        "action" => text("What to do about it."),
        "reconnect" => words("When clients connect again; default: `never`.", Reconnect::ALL, Reconnect::word),
        "name" => refer("name", "The generated Rust identifier; default: the meaning in UpperCamelCase."),
        _ => Value::Null,
    }
}

/// Describes `429`, or a class: `5xx`.
fn status_set() -> Value {
    json!({
        "anyOf": [
            { "type": "integer", "minimum": 400, "maximum": 599 },
            { "enum": ["4xx", "5xx"] },
            { "type": "string", "pattern": "^[45][0-9][0-9]$" },
        ],
    })
}

/// Describes a type as text. Matching brackets are beyond a pattern; the first branch is for completion.
fn type_text() -> Value {
    let generics = spelt(Generic::ALL, Generic::word).join("|");
    let pattern = format!(r"^(({generics})\s*<\s*)*[^\s<>?]+(\s*\??\s*>)*\s*\??$");
    json!({
        "anyOf": [{ "enum": spelt(Scalar::ALL, Scalar::word) }, { "type": "string", "pattern": pattern }],
    })
}

fn shape() -> Value {
    json!({
        "if": { "type": "array" },
        "then": { "minItems": 1, "items": reference("text") },
        "else": { "type": "object", "additionalProperties": reference("type") },
    })
}

fn headers() -> Value {
    json!({
        "type": "object",
        "patternProperties": { HEADER_NAME: reference("text") },
        "additionalProperties": false,
    })
}

fn exception() -> Value {
    let names: Map<String, Value> =
        Sdk::ALL.iter().map(|sdk| (sdk.word().to_owned(), text("The name in this language."))).collect();
    json!({
        "if": { "type": "object" },
        "then": { "properties": names, "additionalProperties": false },
        "else": reference("text"),
    })
}

fn lints() -> Value {
    let reasons: Map<String, Value> =
        Lint::ALL.iter().map(|lint| (lint.word().to_owned(), refer("words", "The reason."))).collect();
    json!({ "type": "object", "properties": reasons, "additionalProperties": false })
}

/// Describes a mapping, `problem`, or any other JSON that holds a value.
fn envelope() -> Value {
    json!({
        "anyOf": [
            { "type": "object", "additionalProperties": reference("part") },
            { "const": "problem" },
            { "type": "array", "items": reference("part") },
            { "type": "string", "pattern": r"^\$.|\{" },
        ],
    })
}

/// Describes a value in the envelope: anything. The other branches are for completion.
fn part() -> Value {
    json!({
        "anyOf": [
            { "enum": tokens() },
            { "type": "object", "additionalProperties": reference("part") },
            { "type": "array", "items": reference("part") },
            {},
        ],
    })
}

fn tokens() -> Vec<String> {
    Token::ALL.iter().map(|token| format!("${}", token.word())).collect()
}

fn envelope_description() -> String {
    let tokens: Vec<String> = tokens().iter().map(|token| format!("`{token}`")).collect();
    format!(
        "The body, by example, or `problem` for RFC 9457. These stand for values: {}, and the names of `context`. A key \
         that ends in `?` is left out when its value is null or an empty object; `<<: $details` merges the details.",
        tokens.join(", ")
    )
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn described(description: &str, schema: &Value) -> Value {
    let mut out = object(json!({ "description": description }));
    out.extend(object(schema.clone()));
    Value::Object(out)
}

fn refer(name: &str, description: &str) -> Value {
    described(description, &reference(name))
}

fn text(description: &str) -> Value {
    refer("text", description)
}

/// Describes a mapping with the catalogue's own names as keys.
fn members(description: &str, value: &Value) -> Value {
    described(description, &json!({ "type": "object", "additionalProperties": value }))
}

/// Describes a mapping whose keys are numbers; JSON spells keys as strings.
fn numbered(description: &str, pattern: &str, value: &Value) -> Value {
    described(
        description,
        &json!({ "type": "object", "patternProperties": { pattern: value }, "additionalProperties": false }),
    )
}

fn words<T: Copy>(description: &str, all: &[T], word: fn(T) -> &'static str) -> Value {
    described(description, &json!({ "enum": spelt(all, word) }))
}

fn spelt<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&one| word(one)).collect()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
