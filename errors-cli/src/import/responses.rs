//! The error responses of a document: of its operations, then components that no operation uses.

use std::collections::HashSet;

use serde_json::Value;

use super::Notes;
use super::document::Document;

/// A response and its place.
pub(super) struct Sighting<'d> {
    /// The place, for notes: `GET /pets, 404`.
    pub(super) place: String,
    pub(super) status: Seen,
    pub(super) response: &'d Value,
}

/// The status, as far as the place of a response tells it.
#[derive(Clone, Copy)]
pub(super) enum Seen {
    Status(u16),
    /// A class of statuses: 4 for `4XX`.
    Class(u16),
    Unknown,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(super) fn sightings<'d>(document: &'d Document, notes: &mut Notes) -> Vec<Sighting<'d>> {
    let mut out = Vec::new();
    let mut used = HashSet::new();
    for section in ["/paths", "/webhooks", "/components/pathItems"] {
        for (path, item) in document.members(section) {
            let Some(item) = document.resolve(item) else {
                notes.add(format!("{path} does not resolve in this document"));
                continue;
            };
            for method in METHODS {
                let Some(operation) = item.get(method) else { continue };
                let responses = operation.get("responses").and_then(Value::as_object);
                for (status, response) in responses.into_iter().flatten() {
                    used.extend(document.resolve(response).map(std::ptr::from_ref));
                    let place = format!("{} {path}, {status}", method.to_uppercase());
                    out.extend(sighting(document, place, seen(status), response, notes));
                }
            }
        }
    }
    for (name, response) in document.members("/components/responses") {
        if !document.resolve(response).is_some_and(|response| used.contains(&std::ptr::from_ref(response))) {
            out.extend(sighting(document, format!("the response {name}"), seen_in_name(name), response, notes));
        }
    }
    out
}

fn sighting<'d>(
    document: &'d Document,
    place: String,
    status: Option<Seen>,
    response: &'d Value,
    notes: &mut Notes,
) -> Option<Sighting<'d>> {
    let status = status?;
    let Some(response) = document.resolve(response) else {
        notes.add(format!("{place}: the reference does not resolve in this document"));
        return None;
    };
    Some(Sighting { place, status, response })
}

/// Parses a status; `None` if it is not an error.
fn seen(status: &str) -> Option<Seen> {
    match status {
        "default" => Some(Seen::Unknown),
        "4XX" | "4xx" => Some(Seen::Class(4)),
        "5XX" | "5xx" => Some(Seen::Class(5)),
        number => number.parse().ok().filter(|status| (400..600).contains(status)).map(Seen::Status),
    }
}

/// Parses the status at the end of a component's name, such as `Acme429`.
fn seen_in_name(name: &str) -> Option<Seen> {
    let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    match name[name.len() - digits..].parse::<u16>() {
        Ok(status @ 400..=599) => Some(Seen::Status(status)),
        Ok(100..=399) => None,
        _ => Some(Seen::Unknown),
    }
}
