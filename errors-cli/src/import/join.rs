//! Two sightings of one code ▶ one entry.

use serde_json::{Map, Value, json};

use super::Notes;

/// Adds the information that only the second sighting has; differences are noted as those of `whose`.
pub(super) fn join(known: &mut Value, mut other: Map<String, Value>, whose: &str, notes: &mut Notes) {
    let Value::Object(known) = known else { return };
    let details = joined(take_details(known), take_details(&mut other));
    for (key, value) in other {
        let kept = known.entry(&key).or_insert_with(|| value.clone());
        if matches!(key.as_str(), "message" | "title" | "docs_url") && *kept != value {
            notes.add(format!("{whose} also has another {key}: {}", value.as_str().unwrap_or_default()));
        }
    }
    if !details.is_empty() {
        known.insert("details".to_owned(), Value::Object(details));
    }
}

fn take_details(entry: &mut Map<String, Value>) -> Map<String, Value> {
    match entry.shift_remove("details") {
        Some(Value::Object(details)) => details,
        _ => Map::new(),
    }
}

/// Joins details; one that is missing on one side is optional.
fn joined(mut first: Map<String, Value>, mut second: Map<String, Value>) -> Map<String, Value> {
    for (name, detail) in &mut first {
        if second.shift_remove(name).is_none() {
            make_optional(detail);
        }
    }
    second.values_mut().for_each(make_optional);
    first.extend(second);
    first
}

/// Makes a detail optional, except one in a header: an unknown value omits the whole header.
fn make_optional(detail: &mut Value) {
    let ty = detail["type"].as_str().unwrap_or_default();
    if detail.get("in").is_none() && ty != "json" && !ty.ends_with('?') {
        detail["type"] = json!(format!("{ty}?"));
    }
}
