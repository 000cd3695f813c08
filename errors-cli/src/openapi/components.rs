//! Catalogue ▶ components: a schema for each type and each entry, a response for each status.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use errors_catalogue::answers::casing::upper_camel;
use errors_catalogue::body;
use errors_catalogue::model::{Catalogue, Entry, EntryHistory, EntryProse};
use serde_json::{Map, Value, json};

use super::dialect::Dialect;
use super::headers::headers;
use super::shape::{Shaper, holds_code};
use super::value::{Values, schema_reference, to_value};

/// The mark of generated components; its value is the catalogue.
pub(super) const MARK: &str = "x-errors-catalogue";

/// The components of a catalogue, by name.
pub(super) struct Components {
    pub(super) schemas: Map<String, Value>,
    pub(super) responses: Map<String, Value>,
}

pub(super) fn components(catalogue: &Catalogue, dialect: Dialect) -> Components {
    let prefix = upper_camel(&catalogue.about.name);
    let mut names = Names::default();
    let entry_names: Vec<String> = catalogue
        .entries
        .iter()
        .map(|entry| names.claim(&format!("{prefix}{}", error_name(&entry.names.variant))))
        .collect();
    let any_name = names.claim(&format!("{prefix}Error"));
    let type_names = catalogue.types.iter().map(|def| names.claim(&format!("{prefix}{}", def.ident))).collect();
    let values = Values { dialect, type_names };

    let mut schemas = Map::new();
    for (name, def) in values.type_names.iter().zip(&catalogue.types) {
        schemas.insert(name.clone(), marked(catalogue, values.type_def(def)));
    }
    for (name, entry) in entry_names.iter().zip(&catalogue.entries) {
        schemas.insert(name.clone(), marked(catalogue, entry_schema(catalogue, &values, entry)));
    }
    let all: Vec<&String> = entry_names.iter().collect();
    schemas.insert(any_name, marked(catalogue, any_of(catalogue, dialect, &all)));
    Components { schemas, responses: responses(catalogue, &values, &entry_names, &prefix) }
}

fn entry_schema(catalogue: &Catalogue, values: &Values, entry: &Entry) -> Value {
    // The body describes the rest; values outside of the body are not part of a response.
    let Entry { code, names: _, wire: _, prose, retry: _, history } = entry;
    let EntryProse { description, fixes: _, causes: _, mistakes: _, user_message: _, docs_url: _ } = prose;
    let EntryHistory { since: _, deprecated } = history;
    let mut out = Map::from_iter([("title".to_owned(), json!(code))]);
    let description = description.as_ref().unwrap_or(&entry.wire.message.source);
    out.insert("description".to_owned(), json!(description));
    if let Some(instead) = deprecated {
        out.insert("deprecated".to_owned(), json!(true));
        out.insert("description".to_owned(), json!(format!("{description}\n\nDeprecated: {instead}")));
    }
    if let Value::Object(body) = (Shaper { values, entry }).body(&catalogue.wire.envelope) {
        out.extend(body);
    }
    Value::Object(out)
}

/// Describes one of several entries. If no code is at a known place of the body, it can match more than one.
fn any_of(catalogue: &Catalogue, dialect: Dialect, names: &[&String]) -> Value {
    let references: Vec<Value> = names.iter().map(|name| schema_reference(name)).collect();
    let key = if holds_code(&catalogue.wire.envelope, dialect) { "oneOf" } else { "anyOf" };
    json!({ key: references })
}

fn responses(catalogue: &Catalogue, values: &Values, names: &[String], prefix: &str) -> Map<String, Value> {
    let mut by_status: BTreeMap<u16, Vec<(&String, &Entry)>> = BTreeMap::new();
    for (name, entry) in names.iter().zip(&catalogue.entries) {
        if let Some(status) = entry.wire.status {
            by_status.entry(status).or_default().push((name, entry));
        }
    }
    let response = |(status, members): (u16, Vec<(&String, &Entry)>)| {
        (format!("{prefix}{status}"), marked(catalogue, response(catalogue, values, status, &members)))
    };
    by_status.into_iter().map(response).collect()
}

fn response(catalogue: &Catalogue, values: &Values, status: u16, members: &[(&String, &Entry)]) -> Value {
    let names: Vec<&String> = members.iter().map(|(name, _)| *name).collect();
    let entries: Vec<&Entry> = members.iter().map(|(_, entry)| *entry).collect();
    let schema = match names.as_slice() {
        [one] => schema_reference(one),
        several => any_of(catalogue, values.dialect, several),
    };
    let examples: Map<String, Value> =
        entries.iter().map(|entry| (entry.code.clone(), example(catalogue, entry))).collect();
    let mut out =
        Map::from_iter([("description".to_owned(), json!(response_description(catalogue, status, &entries)))]);
    let headers = headers(catalogue, values, &entries);
    if !headers.is_empty() {
        out.insert("headers".to_owned(), Value::Object(headers));
    }
    let media = json!({ "schema": schema, "examples": examples });
    out.insert("content".to_owned(), json!({ catalogue.wire.content_type.as_str(): media }));
    Value::Object(out)
}

fn example(catalogue: &Catalogue, entry: &Entry) -> Value {
    json!({
        "summary": body::example_message(catalogue, entry),
        "value": to_value(&body::example_body(catalogue, entry)),
    })
}

/// Describes a status: its heading, or the common title of its entries, then its description in the catalogue.
fn response_description(catalogue: &Catalogue, status: u16, entries: &[&Entry]) -> String {
    let said = catalogue.statuses.iter().find(|written| written.status == status);
    let titles: HashSet<&str> = entries.iter().map(|entry| entry.wire.title.as_str()).collect();
    let shared =
        entries.first().map(|entry| entry.wire.title.clone()).filter(|title| titles.len() == 1 && !title.is_empty());
    let heading = said
        .and_then(|said| said.meaning.clone())
        .or(shared)
        .unwrap_or_else(|| format!("An error with status {status}"));
    match said.and_then(|said| said.description.as_ref()) {
        Some(description) => format!("{heading}\n\n{description}"),
        None => heading,
    }
}

fn marked(catalogue: &Catalogue, component: Value) -> Value {
    let Value::Object(mut members) = component else { return component };
    members.insert(MARK.to_owned(), json!(catalogue.about.name));
    Value::Object(members)
}

/// Unique names of components.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
}

impl Names {
    fn claim(&mut self, name: &str) -> String {
        let name = ascii(name);
        let mut free = name.clone();
        for number in 2_u32.. {
            if self.taken.insert(free.clone()) {
                break;
            }
            free = format!("{name}{number}");
        }
        free
    }
}

/// Converts a name to OpenAPI's characters: letters, digits, `.`, `-` and `_`; Rust has more letters.
fn ascii(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            out.push(c);
        } else {
            let _ = write!(out, "_u{:x}_", u32::from(c));
        }
    }
    out
}

fn error_name(name: &str) -> String {
    if name.ends_with("Error") { name.to_owned() } else { format!("{name}Error") }
}
