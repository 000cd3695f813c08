//! Spellings of values in bodies, and checks if a value fits its name.

use errors_catalogue::node::MAX_NESTING;
use serde_json::Value;

use super::document::Document;
use super::members::Member;
use super::schema::{constant, non_null};

/// Spellings of names, in lower case without `_` and `-`.
pub(super) const TOKENS: &[(&str, &[&str])] = &[
    ("code", &["code", "errorcode", "errcode", "errorkey", "reason", "error", "name", "type"]),
    ("message", &["message", "msg", "errormessage", "detail", "errordescription", "description", "error", "text"]),
    ("status", &["status", "statuscode", "httpstatus", "httpcode", "code"]),
    ("title", &["title"]),
    ("category", &["category"]),
    ("severity", &["severity", "level"]),
    ("retryable", &["retryable", "isretryable", "canretry", "retry"]),
    ("retry_after", &["retryafter", "retryafterseconds"]),
    ("fix", &["fix", "hint", "suggestion", "resolution", "help"]),
    ("user_message", &["usermessage", "displaymessage"]),
    ("docs_url", &["docsurl", "docs", "docurl", "documentationurl", "moreinfo", "helpurl", "link"]),
];
const CONTEXTS: &[&str] =
    &["requestid", "traceid", "correlationid", "instance", "timestamp", "path", "spanid", "transactionid"];
const DETAILS: &[&str] = &["details", "data", "params", "parameters", "meta", "metadata", "context", "extra", "info"];

pub(super) fn spelling(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// The nesting limit of a value in the catalogue; a few levels are around it.
const MAX_LEVELS: usize = MAX_NESTING - 8;

/// Returns true if a value is flat enough for a catalogue.
pub(super) fn is_shallow(value: &Value) -> bool {
    let mut open = vec![(value, 0)];
    while let Some((value, depth)) = open.pop() {
        if depth > MAX_LEVELS {
            return false;
        }
        open.extend(value.as_object().into_iter().flatten().map(|(_, inner)| (inner, depth + 1)));
        open.extend(value.as_array().into_iter().flatten().map(|inner| (inner, depth + 1)));
    }
    true
}

/// Returns true if a member of this name could be the token.
pub(super) fn is_named(name: &str, token: &str) -> bool {
    TOKENS.iter().any(|(known, names)| *known == token && names.contains(&spelling(name).as_str()))
}

pub(super) fn is_context(name: &str) -> bool {
    CONTEXTS.contains(&spelling(name).as_str())
}

pub(super) fn is_details(name: &str) -> bool {
    DETAILS.contains(&spelling(name).as_str())
}

/// Converts the name of a member to that of a context value: `requestId` to `request_id`.
pub(super) fn context_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && out.ends_with(char::is_lowercase) {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out.replace('-', "_")
}

/// Tells if a member fits its name; `None` if its type fits, and no value is known.
pub(super) fn fits(document: &Document, token: &str, member: &Member<'_>) -> Option<bool> {
    let name = spelling(&member.name);
    let fixed = member.schema.and_then(|schema| constant(document, schema));
    let is_text = |looks_right: &dyn Fn(&str) -> bool| {
        is_of(document, member, "string", &|value| value.as_str().is_some_and(looks_right))
    };
    match token {
        "status" => is_of(document, member, "integer", &is_status),
        "retry_after" => is_of(document, member, "integer", &Value::is_number),
        "retryable" => is_of(document, member, "boolean", &Value::is_boolean),
        "code" if name.ends_with("code") || name == "errorkey" => is_text(&is_word),
        "code" => is_text(&looks_like_code),
        "message" if !matches!(name.as_str(), "message" | "msg") && fixed.is_some() => Some(false),
        _ => is_text(&|_| true),
    }
}

/// Returns true for an HTTP status; applications also number their own errors: 10001 is not a status.
fn is_status(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| (100.0..600.0).contains(&number))
}

/// Tests the value of a member, or its type if there is no value.
fn is_of(document: &Document, member: &Member<'_>, ty: &str, is_right: &dyn Fn(&Value) -> bool) -> Option<bool> {
    let value =
        member.schema.and_then(|schema| constant(document, schema)).or(member.example).filter(|value| !value.is_null());
    let declared = member.schema.map(|schema| non_null(document, schema)).and_then(|schema| schema.get("type"));
    match (value, declared) {
        (Some(value), _) => Some(is_right(value)),
        (None, Some(declared)) if !allows(declared, ty) => Some(false),
        _ => None,
    }
}

fn allows(declared: &Value, ty: &str) -> bool {
    declared == ty || declared == "null" || declared.as_array().is_some_and(|types| types.iter().any(|it| it == ty))
}

/// Returns true for a specific word, as codes are.
pub(super) fn looks_like_code(text: &str) -> bool {
    is_word(text)
        && !text.contains(['/', ':'])
        && text.contains(char::is_alphabetic)
        && !matches!(text, "error" | "about" | "string")
}

fn is_word(text: &str) -> bool {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':');
    !text.is_empty() && text.len() <= 100 && text.chars().all(is_of_word)
}
