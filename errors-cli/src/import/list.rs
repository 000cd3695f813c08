//! Bodies that are a list of errors, such as those of JSON:API: the catalogue describes an error in the list.

use std::rc::Rc;

use serde_json::{Value, json};

use super::Notes;
use super::bodies::{Body, Media};
use super::document::Document;
use super::members::{member_at, members_at};
use super::schema::{non_null, object};
use super::words::is_named;

/// The member that is the list.
const LIST: &str = "errors";

/// Returns the errors of the lists; `None` if most bodies are not lists.
pub(super) fn list_errors<'d>(document: &'d Document, bodies: &[Body<'d>], notes: &mut Notes) -> Option<Vec<Body<'d>>> {
    let said = bodies.iter().filter(|body| body.media != Media::None);
    let (lists, others): (Vec<_>, Vec<_>) = said.partition(|body| is_list(document, body));
    if lists.len() <= others.len() {
        return None;
    }
    for member in lists.iter().flat_map(|body| members_at(document, body, &[])).filter(|member| member.name != LIST) {
        notes.add(format!("the member {} beside the list of errors is omitted", member.name));
    }
    Some(bodies.iter().flat_map(|body| errors_or_itself(document, body)).collect())
}

pub(super) fn in_list(envelope: &Value) -> Value {
    json!({ LIST: [envelope] })
}

/// Returns true if a list in the body describes the error, and no member beside it does.
fn is_list(document: &Document, body: &Body<'_>) -> bool {
    let says_it = |name: &str| ["code", "message", "status", "title"].iter().any(|token| is_named(name, token));
    let says_it_itself = members_at(document, body, &[]).iter().any(|member| says_it(&member.name));
    body.media == Media::Json && !says_it_itself && !errors(document, body).is_empty()
}

fn errors_or_itself<'d>(document: &'d Document, body: &Body<'d>) -> Vec<Body<'d>> {
    let errors = errors(document, body);
    if errors.is_empty() { vec![body.clone()] } else { errors }
}

/// Returns the errors of the example; without one, their schema.
fn errors<'d>(document: &'d Document, body: &Body<'d>) -> Vec<Body<'d>> {
    let Some(list) = member_at(document, body, &[LIST.to_owned()]) else { return Vec::new() };
    let items = list.schema.and_then(|schema| non_null(document, schema).get("items"));
    let schema = Rc::new(items.map(|items| object(document, non_null(document, items))).unwrap_or_default());
    let error = |example| Body { schema: Rc::clone(&schema), example, ..body.clone() };
    let shown = list.example.and_then(Value::as_array).into_iter().flatten().filter(|example| example.is_object());
    let errors: Vec<_> = shown.map(|example| error(Some(example))).collect();
    if errors.is_empty() && !schema.properties.is_empty() { vec![error(None)] } else { errors }
}
