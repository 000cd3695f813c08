//! The headers of a response that covers several entries.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use errors_catalogue::body::whole_seconds;
use errors_catalogue::model::{Catalogue, Entry, Header, Part, RetryAfter};
use serde_json::{Map, Value, json};

use super::shape::fixed_text;
use super::value::{Values, to_value};

/// A header of one entry or of several.
struct Sent {
    name: String,
    /// The possible values, if each of them is known.
    constants: Vec<String>,
    schemas: Vec<Value>,
    description: Option<String>,
    example: Option<Value>,
    /// The number of entries that always send it.
    always: usize,
}

/// Describes the headers of these entries' errors; headers that all of them always send are required.
pub(super) fn headers(catalogue: &Catalogue, values: &Values, entries: &[&Entry]) -> Map<String, Value> {
    let mut all: Vec<Sent> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        for sent in entry_headers(catalogue, values, entry) {
            let place = *places.entry(sent.name.to_ascii_lowercase()).or_insert(all.len());
            match all.get_mut(place) {
                Some(other) => other.join(sent),
                None => all.push(sent),
            }
        }
    }
    all.into_iter().map(|sent| (sent.name.clone(), sent.into_header(values, entries.len()))).collect()
}

fn entry_headers(catalogue: &Catalogue, values: &Values, entry: &Entry) -> Vec<Sent> {
    let of_entry = |header: &&Header| !entry.wire.headers.iter().any(|own| own.name.eq_ignore_ascii_case(&header.name));
    let shared = catalogue.wire.headers.iter().filter(of_entry);
    let named = entry.wire.headers.iter().chain(shared).map(|header| named_header(values, entry, header));
    retry_after(entry).into_iter().chain(named).collect()
}

fn retry_after(entry: &Entry) -> Option<Sent> {
    let (example, is_always) = match entry.retry.retry_after {
        RetryAfter::Unspecified => return None,
        RetryAfter::Fixed(duration) => (Some(json!(whole_seconds(duration))), true),
        RetryAfter::Detail(at) => {
            let detail = &entry.wire.details[at];
            (detail.example.as_ref().map(to_value), !detail.ty.is_optional())
        }
    };
    Some(Sent {
        name: "Retry-After".to_owned(),
        constants: Vec::new(),
        schemas: vec![json!({ "type": "integer", "minimum": 0 })],
        description: Some("Seconds to wait before the next attempt".to_owned()),
        example,
        always: usize::from(is_always),
    })
}

fn named_header(values: &Values, entry: &Entry, header: &Header) -> Sent {
    let used = || {
        header.value.parts.iter().filter_map(|part| match part {
            Part::Detail(at) => entry.wire.details.get(*at),
            Part::Text(_) | Part::Fill(_) => None,
        })
    };
    let is_always = !used().any(|detail| detail.ty.is_optional());
    let mut sent = Sent {
        name: header.name.clone(),
        constants: Vec::new(),
        schemas: Vec::new(),
        description: None,
        example: None,
        always: usize::from(is_always),
    };
    match (header.value.parts.as_slice(), used().next()) {
        ([Part::Detail(_)], Some(detail)) => {
            sent.schemas.push(values.present(&detail.ty));
            sent.description.clone_from(&detail.description);
            sent.example = detail.example.as_ref().map(to_value);
        }
        _ => match fixed_text(&header.value, entry) {
            Some(text) => sent.constants.push(text),
            None => sent.schemas.push(json!({ "type": "string" })),
        },
    }
    sent
}

impl Sent {
    fn join(&mut self, other: Self) {
        let Self { name: _, constants, schemas, description, example, always } = other;
        append(&mut self.constants, constants);
        append(&mut self.schemas, schemas);
        self.description = self.description.take().or(description);
        self.example = self.example.take().or(example);
        self.always += always;
    }

    fn into_header(self, values: &Values, entries: usize) -> Value {
        let Self { name: _, mut constants, mut schemas, description, example, always } = self;
        keep_first(&mut constants);
        keep_first(&mut schemas);
        match constants.as_slice() {
            [] => {}
            [one] => schemas.push(values.dialect.constant(&json!(one))),
            several => schemas.push(json!({ "type": "string", "enum": several })),
        }
        let schema = if schemas.len() == 1 { schemas.remove(0) } else { json!({ "anyOf": schemas }) };
        let mut out = Map::new();
        out.extend(description.map(|text| ("description".to_owned(), json!(text))));
        out.insert("required".to_owned(), json!(always == entries));
        out.insert("schema".to_owned(), schema);
        out.extend(example.map(|value| ("example".to_owned(), value)));
        Value::Object(out)
    }
}

/// Appends an item unless it equals the last one; [`keep_first`] finds the other duplicates.
fn append<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if list.last() != Some(&item) {
            list.push(item);
        }
    }
}

/// Keeps the first of equal items.
fn keep_first<T: Eq + Hash + Clone>(list: &mut Vec<T>) {
    let mut seen = HashSet::new();
    list.retain(|item| seen.insert(item.clone()));
}
