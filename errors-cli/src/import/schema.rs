//! What a schema says: the properties of an object, and the only value of a constant.

use std::collections::HashSet;

use serde_json::Value;

use super::document::Document;

/// An object's properties, whatever they were put together from.
#[derive(Clone, Default)]
pub(super) struct Schema<'d> {
    pub(super) properties: Vec<(&'d str, &'d Value)>,
    pub(super) required: Vec<&'d str>,
}

/// How deep schemas are followed into each other.
const MAX_DEPTH: usize = 16;

/// The schema of a property that alternatives describe in several ways.
static ANYTHING: Value = Value::Bool(true);

/// The properties of an object, those of its parts among them.
pub(super) fn object<'d>(document: &'d Document, value: &'d Value) -> Schema<'d> {
    let mut schema = Schema::default();
    Collector { document, seen: HashSet::new() }.collect(value, 0, &mut schema);
    schema
}

struct Collector<'d> {
    document: &'d Document,
    /// Schemas that are part of this one, each of which is looked at once.
    seen: HashSet<*const Value>,
}

impl<'d> Collector<'d> {
    fn collect(&mut self, value: &'d Value, depth: usize, out: &mut Schema<'d>) {
        let Some(value) = self.document.resolve(value).filter(|_| depth < MAX_DEPTH) else { return };
        if !self.seen.insert(value) {
            return;
        }
        let parts = value.get("allOf").and_then(Value::as_array).into_iter().flatten();
        for part in self.document.base(value).into_iter().chain(parts) {
            self.collect(part, depth + 1, out);
        }
        for (name, property) in value.get("properties").and_then(Value::as_object).into_iter().flatten() {
            // A later part says more of a property than an earlier one.
            *out.property(name, property) = property;
        }
        let required = value.get("required").and_then(Value::as_array).into_iter().flatten();
        out.required.extend(required.filter_map(Value::as_str));
        self.collect_alternatives(value, depth, out);
    }

    /// What only alternatives say need not be there.
    fn collect_alternatives(&mut self, value: &'d Value, depth: usize, out: &mut Schema<'d>) {
        let mut either = Schema::default();
        for alternative in ["oneOf", "anyOf"].iter().filter_map(|key| value.get(key)?.as_array()).flatten() {
            let mut one = Schema::default();
            self.collect(alternative, depth + 1, &mut one);
            for (name, property) in one.properties {
                let known = either.property(name, property);
                if *known != property {
                    *known = &ANYTHING;
                }
            }
        }
        for (name, property) in either.properties {
            out.property(name, property);
        }
    }
}

impl<'d> Schema<'d> {
    /// The property of this name; this one where there is none yet.
    fn property(&mut self, name: &'d str, property: &'d Value) -> &mut &'d Value {
        let known = self.properties.iter().position(|(known, _)| *known == name);
        let at = known.unwrap_or_else(|| {
            self.properties.push((name, property));
            self.properties.len() - 1
        });
        &mut self.properties[at].1
    }
}

/// The only value that a schema allows.
pub(super) fn constant<'d>(document: &'d Document, schema: &'d Value) -> Option<&'d Value> {
    own_constant(schema).or_else(|| own_constant(non_null(document, schema)))
}

fn own_constant(schema: &Value) -> Option<&Value> {
    let only = |values: &'_ Value| values.as_array().is_some_and(|values| values.len() == 1);
    schema.get("const").or_else(|| schema.get("enum").filter(|values| only(values))?.get(0))
}

/// What is there of a schema that may be `null`, too.
pub(super) fn non_null<'d>(document: &'d Document, schema: &'d Value) -> &'d Value {
    let schema = document.resolve(schema).unwrap_or(schema);
    // Beside a `$ref`, 3.0 ignores everything, and so an `allOf` of one holds it.
    if let Some([only]) = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice)
        && schema.get("properties").is_none()
        && only != schema
    {
        return document.resolve(only).unwrap_or(only);
    }
    let several = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array());
    let is_null = |part: &&Value| {
        part.get("type").and_then(Value::as_str) == Some("null")
            || part.get("enum") == Some(&Value::Array(vec![Value::Null]))
    };
    let mut rest = several.into_iter().flatten().filter(|part| !is_null(part));
    match (rest.next(), rest.next()) {
        (Some(only), None) => document.resolve(only).unwrap_or(only),
        _ => schema,
    }
}
