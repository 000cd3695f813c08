//! Schemas ▶ types of the language; objects and enums become types of their own.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::document::{Document, reference_name};
use super::schema::{non_null, object};

/// The types of the catalogue so far.
pub(super) struct Types<'d> {
    document: &'d Document,
    pub(super) shapes: Map<String, Value>,
    /// The schema of each type, and its name.
    made: HashMap<&'d Value, String>,
    /// The last number appended to each name.
    numbers: HashMap<String, usize>,
    /// The types under construction: a reference back to one of them must end.
    open: Vec<String>,
}

/// The limit for types inside each other.
const MAX_DEPTH: usize = 8;

/// The limit for structs inside each other: with a list or map between them, the language has no more levels.
const MAX_SHAPES: usize = 15;

impl<'d> Types<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document, shapes: Map::new(), made: HashMap::new(), numbers: HashMap::new(), open: Vec::new() }
    }

    /// Returns the type of a member; it ends in `?` if the member is optional or nullable.
    pub(super) fn member(&mut self, name: &str, schema: &'d Value, is_required: bool) -> String {
        let ty = self.ty(name, schema, 0);
        let may_end = self.open.contains(&ty);
        let is_optional = !is_required || may_end || is_nullable(self.document, schema);
        if is_optional && ty != "json" { format!("{ty}?") } else { ty }
    }

    fn ty(&mut self, name: &str, schema: &'d Value, depth: usize) -> String {
        let name = reference_name(schema).unwrap_or(name);
        let schema = non_null(self.document, schema);
        let name = reference_name(schema).unwrap_or(name).to_owned();
        if depth > MAX_DEPTH {
            return "json".to_owned();
        }
        match type_of(schema).as_deref() {
            Some("string") => self.string(&name, schema),
            Some("integer") => integer(schema).to_owned(),
            Some("number") => "f64".to_owned(),
            Some("boolean") => "bool".to_owned(),
            Some("array") => match schema.get("items").filter(|items| items.is_object()) {
                Some(items) => format!("list<{}>", self.inner(&singular(&name), items, depth)),
                None => "list<json>".to_owned(),
            },
            Some("object") => self.object(&name, schema, depth),
            _ => self.open_enum(&name, schema),
        }
    }

    /// Returns the type inside a list or map, which may be nullable, too.
    fn inner(&mut self, name: &str, schema: &'d Value, depth: usize) -> String {
        let ty = self.ty(name, schema, depth + 1);
        if is_nullable(self.document, schema) && ty != "json" { format!("{ty}?") } else { ty }
    }

    fn string(&mut self, name: &str, schema: &'d Value) -> String {
        let words: Vec<&str> =
            schema.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        if words.len() < 2 {
            return "string".to_owned();
        }
        let words = json!(words);
        self.shape(name, schema, |_| words)
    }

    /// Returns the words of an `anyOf` of words and any string: an enum that may grow.
    fn open_enum(&mut self, name: &str, schema: &'d Value) -> String {
        let parts = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array());
        let parts: Vec<&'d Value> = parts.into_iter().flatten().collect();
        let is_text = |part: &&Value| part.get("type").and_then(Value::as_str) == Some("string");
        match parts.iter().find(|part| part.get("enum").is_some()) {
            Some(words) if parts.iter().all(is_text) => {
                let words = words.get("enum").cloned().unwrap_or_default();
                self.shape(name, schema, |_| words)
            }
            _ => "json".to_owned(),
        }
    }

    fn object(&mut self, name: &str, schema: &'d Value, depth: usize) -> String {
        let fields = object(self.document, schema);
        if !fields.properties.is_empty() {
            return self.shape(name, schema, |types| {
                let field = |(name, value): &(&'d str, &'d Value)| {
                    let ty = types.member(name, value, fields.required.contains(name));
                    ((*name).to_owned(), json!(ty))
                };
                Value::Object(fields.properties.iter().map(field).collect())
            });
        }
        match schema
            .get("additionalProperties")
            .filter(|inner| inner.as_object().is_some_and(|inner| !inner.is_empty()))
        {
            Some(inner) => format!("map<{}>", self.inner(&singular(name), inner, depth)),
            None => "json".to_owned(),
        }
    }

    /// Returns the type of a schema, created once.
    fn shape(&mut self, name: &str, schema: &'d Value, make: impl FnOnce(&mut Self) -> Value) -> String {
        if let Some(name) = self.made.get(schema) {
            return name.clone();
        }
        if self.open.len() == MAX_SHAPES {
            return "json".to_owned();
        }
        let name = self.free_name(name);
        self.made.insert(schema, name.clone());
        self.shapes.insert(name.clone(), Value::Null);
        self.open.push(name.clone());
        let shape = make(self);
        self.open.pop();
        self.shapes.insert(name.clone(), shape);
        name
    }

    fn free_name(&mut self, name: &str) -> String {
        let ident = errors_catalogue::variant_name(name);
        let ident: String = ident.chars().filter(char::is_ascii_alphanumeric).collect();
        let ident = match ident.as_str() {
            "" | "Error" | "ErrorCode" | "CloseCode" => format!("{ident}Shape"),
            _ if ident.starts_with(|c: char| c.is_ascii_digit()) => format!("Shape{ident}"),
            _ => ident,
        };
        let mut free = ident.clone();
        let number = self.numbers.entry(ident.clone()).or_insert(1);
        while self.shapes.contains_key(&free) {
            *number += 1;
            free = format!("{ident}{number}");
        }
        free
    }
}

fn singular(name: &str) -> String {
    name.strip_suffix('s').filter(|name| !name.is_empty()).unwrap_or(name).to_owned()
}

/// Returns the type of the value that is not null; without `type`, other keys imply it.
fn type_of(schema: &Value) -> Option<String> {
    let named = match schema.get("type") {
        Some(Value::String(ty)) => Some(ty.clone()),
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).find(|ty| *ty != "null").map(str::to_owned),
        _ => None,
    };
    let implied = || {
        let keys =
            [("properties", "object"), ("allOf", "object"), ("additionalProperties", "object"), ("items", "array")];
        keys.iter().find(|(key, _)| schema.get(key).is_some()).map(|(_, ty)| (*ty).to_owned())
    };
    named.or_else(implied)
}

fn is_nullable(document: &Document, schema: &Value) -> bool {
    let schema = document.resolve(schema).unwrap_or(schema);
    let in_types = schema.get("type").and_then(Value::as_array).is_some_and(|types| types.contains(&json!("null")));
    in_types || schema.get("nullable") == Some(&json!(true)) || has_null_part(document, schema)
}

fn has_null_part(document: &Document, schema: &Value) -> bool {
    schema.get("allOf").is_none() && !std::ptr::eq(non_null(document, schema), schema)
}

fn integer(schema: &Value) -> &'static str {
    let from_zero = schema.get("minimum").and_then(Value::as_i64).is_some_and(|minimum| minimum >= 0);
    match schema.get("format").and_then(Value::as_str) {
        Some("uint8") => "u8",
        Some("uint16") => "u16",
        Some("uint32") => "u32",
        Some("uint64") => "u64",
        Some("int8") => "i8",
        Some("int16") => "i16",
        Some("int32") if from_zero => "u32",
        Some("int32") => "i32",
        _ if from_zero => "u64",
        _ => "i64",
    }
}

/// Returns the type of an example without a schema.
pub(super) fn type_of_example(example: &Value) -> String {
    match example {
        Value::String(_) => "string".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        Value::Number(number) if number.is_f64() => "f64".to_owned(),
        Value::Number(_) => "i64".to_owned(),
        Value::Array(items) => {
            // Each item is converted once; otherwise nested lists would be converted again at each level.
            let mut types = items.iter().map(type_of_example);
            let first = types.next().filter(|first| types.all(|ty| ty == *first));
            format!("list<{}>", first.as_deref().unwrap_or("json"))
        }
        Value::Null | Value::Object(_) => "json".to_owned(),
    }
}
