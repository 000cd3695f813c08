//! The list of codes of the mock API, as JSON.

use errors_catalogue::body::Sample;
use errors_catalogue::json::Json;
use errors_catalogue::model::{Catalogue, CloseCode, Detail, Entry};
use serde_json::{Value, json};

use crate::openapi::value::to_value;

pub(super) fn catalogue(catalogue: &Catalogue) -> Value {
    let errors: Vec<Value> = catalogue.entries.iter().map(|entry| error(catalogue, entry)).collect();
    json!({
        "catalogue": catalogue.about.name,
        "title": catalogue.about.title,
        "content_type": catalogue.wire.content_type,
        "context": catalogue.wire.context,
        "errors": errors,
        "close_codes": catalogue.api.close_codes.iter().map(close_code).collect::<Vec<_>>(),
    })
}

fn error(catalogue: &Catalogue, entry: &Entry) -> Value {
    let sample = Sample::new(catalogue, entry);
    let details = entry.wire.details.iter().zip(sample.details());
    json!({
        "code": entry.code,
        "href": format!("/errors/{}", percent_encoded(&entry.code)),
        "status": entry.wire.status,
        "message": sample.message(),
        "fix": entry.prose.fixes,
        "retryable": entry.retry.retryable,
        "details": details.map(|(known, value)| detail(known, value)).collect::<Vec<_>>(),
    })
}

fn detail(detail: &Detail, value: &Json) -> Value {
    json!({
        "name": detail.name,
        "type": detail.declared,
        "in": detail.place.word(),
        "description": detail.description,
        "value": to_value(value),
    })
}

fn close_code(known: &CloseCode) -> Value {
    json!({
        "code": known.code,
        "href": format!("/socket/close/{}", known.code),
        "meaning": known.meaning,
        "action": known.action,
        "reconnect": known.reconnect.word(),
    })
}

/// Percent-encodes a code for a path: codes may contain any character.
fn percent_encoded(code: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    code.bytes().map(byte).collect()
}
