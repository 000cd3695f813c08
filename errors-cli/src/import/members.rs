//! The members of bodies, by path.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::bodies::Body;
use super::document::Document;
use super::schema::{Schema, non_null, object};

/// A value of a body: its schema and its example, if there are any.
#[derive(Clone)]
pub(super) struct Member<'d> {
    pub(super) name: String,
    pub(super) schema: Option<&'d Value>,
    pub(super) example: Option<&'d Value>,
}

/// Returns the members of the object at a path of a body.
pub(super) fn members_at<'d>(document: &'d Document, body: &Body<'d>, path: &[String]) -> Vec<Member<'d>> {
    let (schema, example) = object_at(document, body, path);
    members(&schema, example)
}

/// Returns the object at a path of a body: its schema, and its value in the example.
pub(super) fn object_at<'d>(
    document: &'d Document,
    body: &Body<'d>,
    path: &[String],
) -> (Rc<Schema<'d>>, Option<&'d Value>) {
    path.iter().fold((Rc::clone(&body.schema), body.example), |(schema, example), name| {
        let inner = schema.get(name).map(|value| object(document, non_null(document, value)));
        (Rc::new(inner.unwrap_or_default()), example.and_then(|example| example.get(name)))
    })
}

/// Returns the member at a path of a body.
pub(super) fn member_at<'d>(document: &'d Document, body: &Body<'d>, place: &[String]) -> Option<Member<'d>> {
    let (name, path) = place.split_last()?;
    let (schema, example) = object_at(document, body, path);
    let (schema, example) = (schema.get(name), example.and_then(|example| example.get(name)));
    (schema.is_some() || example.is_some()).then(|| Member { name: name.clone(), schema, example })
}

pub(super) fn members<'d>(schema: &Schema<'d>, example: Option<&'d Value>) -> Vec<Member<'d>> {
    let shown = |name: &str| example.and_then(|example| example.get(name));
    let mut out: Vec<Member<'d>> = schema
        .properties
        .iter()
        .map(|(name, schema)| Member { name: (*name).to_owned(), schema: Some(schema), example: shown(name) })
        .collect();
    for (name, value) in example.and_then(Value::as_object).into_iter().flatten() {
        if schema.get(name).is_none() {
            out.push(Member { name: name.clone(), schema: None, example: Some(value) });
        }
    }
    out
}

/// Groups items by name, in the order in which each name first occurs.
pub(super) fn grouped<T>(items: impl Iterator<Item = (String, T)>) -> Vec<(String, Vec<T>)> {
    let mut out: Vec<(String, Vec<T>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (name, item) in items {
        let place = *places.entry(name.clone()).or_insert(out.len());
        match out.get_mut(place) {
            Some((_, items)) => items.push(item),
            None => out.push((name, vec![item])),
        }
    }
    out
}
