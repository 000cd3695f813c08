//! The members of bodies, by the paths that lead to them.

use std::collections::HashSet;

use serde_json::Value;

use super::bodies::Body;
use super::document::Document;
use super::schema::{Schema, non_null, object};

/// A value of a body: its schema, if there is one, and its example.
#[derive(Clone)]
pub(super) struct Member<'d> {
    pub(super) name: String,
    pub(super) schema: Option<&'d Value>,
    pub(super) example: Option<&'d Value>,
}

/// The members of the object at a path of a body.
pub(super) fn members_at<'d>(document: &'d Document, body: &Body<'d>, path: &[String]) -> Vec<Member<'d>> {
    let mut schema = body.schema.clone();
    let mut example = body.example;
    for name in path {
        let inner = schema.properties.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
        schema = inner.map(|value| object(document, non_null(document, value))).unwrap_or_default();
        example = example.and_then(|example| example.get(name));
    }
    members(&schema, example)
}

/// The member at a path of a body.
pub(super) fn member_at<'d>(document: &'d Document, body: &Body<'d>, place: &[String]) -> Option<Member<'d>> {
    let (name, path) = place.split_last()?;
    members_at(document, body, path).into_iter().find(|member| member.name == *name)
}

fn members<'d>(schema: &Schema<'d>, example: Option<&'d Value>) -> Vec<Member<'d>> {
    let shown = |name: &str| example.and_then(|example| example.get(name));
    let mut out: Vec<Member<'d>> = schema
        .properties
        .iter()
        .map(|(name, schema)| Member { name: (*name).to_owned(), schema: Some(schema), example: shown(name) })
        .collect();
    for (name, value) in example.and_then(Value::as_object).into_iter().flatten() {
        if !out.iter().any(|member| member.name == *name) {
            out.push(Member { name: name.clone(), schema: None, example: Some(value) });
        }
    }
    out
}

/// The names that any of the bodies has at a path.
pub(super) fn names_at(document: &Document, bodies: &[&Body<'_>], path: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let names = bodies.iter().flat_map(|body| members_at(document, body, path)).map(|member| member.name);
    names.filter(|name| seen.insert(name.clone())).collect()
}
