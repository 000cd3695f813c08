//! The differences between OpenAPI 3.1 (JSON Schema 2020-12) and 3.0 (its own subset).

use clap::ValueEnum;
use serde_json::{Map, Value, json};

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Dialect {
    /// Uses JSON Schema 2020-12
    #[value(name = "3.1")]
    V31,
    /// For tools that do not support 3.1 yet
    #[value(name = "3.0")]
    V30,
}

impl Dialect {
    /// Returns the value of the field `openapi`.
    pub(super) const fn version(self) -> &'static str {
        match self {
            Self::V31 => "3.1.0",
            Self::V30 => "3.0.3",
        }
    }

    /// Returns the dialect of a document with this version.
    pub(super) fn of(version: &str) -> Option<Self> {
        match version.strip_prefix("3.")?.split('.').next()? {
            "0" => Some(Self::V30),
            "1" | "2" => Some(Self::V31),
            _ => None,
        }
    }

    /// Describes a constant bool, number or string.
    pub(super) fn constant(self, value: &Value) -> Value {
        let ty = match value {
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::Null => return self.null(),
            _ => "string",
        };
        match self {
            Self::V31 => json!({ "type": ty, "const": value }),
            Self::V30 => json!({ "type": ty, "enum": [value] }),
        }
    }

    /// Describes `null`; 3.0 has no such type.
    pub(super) fn null(self) -> Value {
        match self {
            Self::V31 => json!({ "type": "null" }),
            Self::V30 => json!({ "type": "object", "nullable": true, "enum": [null] }),
        }
    }

    /// Describes the schema, or `null`.
    pub(super) fn nullable(self, schema: Value) -> Value {
        let Value::Object(mut members) = schema else { return schema };
        let is_any = !["type", "$ref", "allOf", "anyOf"].iter().any(|key| members.contains_key(*key));
        let is_closed = members.contains_key("enum") || members.contains_key("const");
        match (self, members.get("type").and_then(Value::as_str).map(str::to_owned)) {
            _ if is_any => Value::Object(members),
            (_, Some(_)) if is_closed => json!({ "anyOf": [members, self.null()] }),
            (Self::V31, Some(ty)) => {
                members.insert("type".to_owned(), json!([ty, "null"]));
                Value::Object(members)
            }
            (Self::V30, Some(_)) => {
                members.insert("nullable".to_owned(), json!(true));
                Value::Object(members)
            }
            (_, None) => json!({ "anyOf": [members, self.null()] }),
        }
    }

    /// Describes an array with these items, in order; 3.0 can only say which items there are.
    pub(super) fn tuple(self, items: Vec<Value>) -> Value {
        let count = items.len();
        if items.is_empty() {
            return json!({ "type": "array", "items": {}, "maxItems": 0 });
        }
        // Moved in, because nested lists would be copied once per level.
        let (key, items) = match self {
            Self::V31 => ("prefixItems", Value::Array(items)),
            Self::V30 => ("items", Value::Object(Map::from_iter([("anyOf".to_owned(), Value::Array(items))]))),
        };
        let mut out = Map::from_iter([("type".to_owned(), json!("array")), (key.to_owned(), items)]);
        if self == Self::V31 {
            out.insert("items".to_owned(), json!(false));
        }
        out.extend([("minItems".to_owned(), json!(count)), ("maxItems".to_owned(), json!(count))]);
        Value::Object(out)
    }

    /// Adds description and example to a schema. Because 3.0 ignores everything beside a `$ref`, it gets an `allOf`.
    pub(super) fn annotated(self, schema: Value, description: Option<&str>, example: Option<&Value>) -> Value {
        if description.is_none() && example.is_none() {
            return schema;
        }
        let mut out = Map::new();
        match schema {
            Value::Object(members) if self == Self::V30 && members.contains_key("$ref") => {
                out.insert("allOf".to_owned(), json!([members]));
            }
            Value::Object(members) => out = members,
            other => return other,
        }
        out.extend(description.map(|text| ("description".to_owned(), json!(text))));
        out.extend(example.map(|value| match self {
            Self::V31 => ("examples".to_owned(), json!([value])),
            Self::V30 => ("example".to_owned(), value.clone()),
        }));
        Value::Object(out)
    }
}
