//! Queries on a schema: the properties of an object, and the only value of a constant.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::document::Document;
use super::words::is_named;

/// The properties of an object, from all of its parts.
#[derive(Clone, Default)]
pub(super) struct Schema<'d> {
    pub(super) properties: Vec<(&'d str, &'d Value)>,
    pub(super) required: HashSet<&'d str>,
    /// The position of each property.
    places: HashMap<&'d str, usize>,
}

/// The limit for schemas inside each other.
pub(super) const MAX_DEPTH: usize = 16;

/// The combined schema of a property that alternatives describe differently.
static ANYTHING: Value = Value::Bool(true);

/// Collects the properties of an object, including those of its parts.
pub(super) fn object<'d>(document: &'d Document, value: &'d Value) -> Schema<'d> {
    let mut schema = Schema::default();
    Collector { document, seen: HashSet::new() }.collect(value, 0, &mut schema);
    schema
}

struct Collector<'d> {
    document: &'d Document,
    /// Collects the parts of a schema, each once.
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
            // A later part is more specific than an earlier one.
            *out.property(name, property) = property;
        }
        let required = value.get("required").and_then(Value::as_array).into_iter().flatten();
        out.required.extend(required.filter_map(Value::as_str));
        self.collect_alternatives(value, depth, out);
    }

    /// Adds the properties of alternatives, which are optional.
    fn collect_alternatives(&mut self, value: &'d Value, depth: usize, out: &mut Schema<'d>) {
        let mut either = Schema::default();
        for alternative in alternatives(value) {
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
            let words = self.document.united(value, name);
            let property = words.filter(|_| std::ptr::eq(property, &raw const ANYTHING)).unwrap_or(property);
            let known = out.property(name, property);
            if words.is_some() {
                // The alternatives say which words are possible, their common parts mostly do not.
                *known = property;
            }
        }
    }
}

fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten()
}

/// Finds for schemas with alternatives, by address, the properties that may be the code: enums of the words that
/// distinguish the alternatives.
pub(super) type United = HashMap<*const Value, Map<String, Value>>;

pub(super) fn united(document: &Document) -> United {
    let mut out = United::new();
    let mut known = HashMap::new();
    let mut rest = vec![document.root()];
    while let Some(value) = rest.pop() {
        rest.extend(value.as_object().into_iter().flat_map(Map::values));
        rest.extend(value.as_array().into_iter().flatten());
        let enums = enums_of_alternatives(document, value, &mut known);
        if !enums.is_empty() {
            out.insert(value, enums);
        }
    }
    out
}

/// The properties of schemas that may be the code, by the address of the schema: many may have the same alternative.
type Known<'d> = HashMap<*const Value, Vec<(&'d str, &'d Value)>>;

fn enums_of_alternatives<'d>(document: &'d Document, schema: &'d Value, known: &mut Known<'d>) -> Map<String, Value> {
    let mut found: Vec<(&str, Option<Vec<&str>>)> = Vec::new();
    for one in alternatives(schema) {
        let one = document.resolve(one).unwrap_or(one);
        let codes =
            || object(document, one).properties.into_iter().filter(|(name, _)| is_named(name, "code")).collect();
        known.entry(one).or_insert_with(codes);
    }
    let all = alternatives(schema).map(|one| document.resolve(one).unwrap_or(one));
    for (name, property) in all.flat_map(|one| known.get(&std::ptr::from_ref(one)).into_iter().flatten()) {
        let words = words(document, property);
        match found.iter_mut().find(|(known, _)| known == name) {
            // If one of them allows any text, the words of the others are incomplete.
            Some((_, known)) => match (known.as_mut(), words) {
                (Some(known), Some(words)) => known.extend(words),
                _ => *known = None,
            },
            None => found.push((name, words)),
        }
    }
    let as_enum = |(name, words): (&str, Option<Vec<&str>>)| {
        let mut seen = HashSet::new();
        let words: Vec<_> = words?.into_iter().filter(|word| seen.insert(*word)).collect();
        Some((name.to_owned(), json!({ "type": "string", "enum": words })))
    };
    found.into_iter().filter_map(as_enum).collect()
}

/// Returns the texts that a schema allows; none if it allows any text.
fn words<'d>(document: &'d Document, schema: &'d Value) -> Option<Vec<&'d str>> {
    if let Some(only) = constant(document, schema) {
        return only.as_str().map(|only| vec![only]);
    }
    let several = non_null(document, schema).get("enum")?.as_array()?;
    Some(several.iter().filter_map(Value::as_str).collect()).filter(|words: &Vec<_>| !words.is_empty())
}

impl<'d> Schema<'d> {
    pub(super) fn get(&self, name: &str) -> Option<&'d Value> {
        self.places.get(name).map(|&at| self.properties[at].1)
    }

    /// Finds the property of this name, or adds this one.
    fn property(&mut self, name: &'d str, property: &'d Value) -> &mut &'d Value {
        let at = *self.places.entry(name).or_insert(self.properties.len());
        if at == self.properties.len() {
            self.properties.push((name, property));
        }
        &mut self.properties[at].1
    }
}

/// Returns the only value that a schema allows.
pub(super) fn constant<'d>(document: &'d Document, schema: &'d Value) -> Option<&'d Value> {
    own_constant(schema).or_else(|| own_constant(non_null(document, schema)))
}

fn own_constant(schema: &Value) -> Option<&Value> {
    let only = |values: &'_ Value| values.as_array().is_some_and(|values| values.len() == 1);
    schema.get("const").or_else(|| schema.get("enum").filter(|values| only(values))?.get(0))
}

/// Returns the schema of the value that is not `null`.
pub(super) fn non_null<'d>(document: &'d Document, schema: &'d Value) -> &'d Value {
    let schema = document.resolve(schema).unwrap_or(schema);
    // 3.0 ignores everything beside a `$ref`, so documents wrap it in an `allOf` of one.
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
