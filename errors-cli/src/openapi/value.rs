//! The schemas of values: details, types, and JSON in a catalogue.

use errors_catalogue::json::Json;
use errors_catalogue::model::{Detail, Field, Scalar, Shape, Type, TypeDef};
use serde_json::{Map, Value, json};

use super::dialect::Dialect;

/// Writes the schemas of values; knows the component names of the catalogue's types.
pub(super) struct Values {
    pub(super) dialect: Dialect,
    pub(super) type_names: Vec<String>,
}

impl Values {
    /// Returns the schema of a value that is present.
    pub(super) fn present(&self, ty: &Type) -> Value {
        match ty {
            Type::Scalar(scalar) => scalar_schema(*scalar),
            Type::List(inner) => json!({ "type": "array", "items": self.value(inner) }),
            Type::Map(inner) => json!({ "type": "object", "additionalProperties": self.value(inner) }),
            Type::Optional(inner) => self.present(inner),
            Type::Named(at) => schema_reference(&self.type_names[*at]),
        }
    }

    /// Returns the schema of a value that is `null` if it is absent.
    fn value(&self, ty: &Type) -> Value {
        let schema = self.present(ty);
        if ty.is_optional() { self.dialect.nullable(schema) } else { schema }
    }

    /// Returns the schema of a detail, with its description and example.
    pub(super) fn detail(&self, detail: &Detail) -> Value {
        let example = detail.example.as_ref().map(to_value);
        self.dialect.annotated(self.present(&detail.ty), detail.description.as_deref(), example.as_ref())
    }

    /// Returns the schema of a type of the catalogue.
    pub(super) fn type_def(&self, def: &TypeDef) -> Value {
        match &def.shape {
            // Open: a newer server may send words that this catalogue does not have yet.
            Shape::Enum(values) => {
                let words: Vec<&str> = values.iter().map(|(word, _)| word.as_str()).collect();
                json!({ "anyOf": [{ "type": "string", "enum": words }, { "type": "string" }] })
            }
            Shape::Struct(fields) => self.fields(fields),
        }
    }

    fn fields(&self, fields: &[Field]) -> Value {
        let properties = fields.iter().map(|field| (field.name.clone(), self.value(&field.ty))).collect();
        let required: Vec<String> =
            fields.iter().filter(|field| !field.ty.is_optional()).map(|field| field.name.clone()).collect();
        object(properties, &required)
    }
}

/// Builds the schema of an object; a newer server may send other members. 3.0 rejects an empty `required`.
pub(super) fn object(properties: Map<String, Value>, required: &[String]) -> Value {
    let mut out = Map::from_iter([("type".to_owned(), json!("object"))]);
    if !required.is_empty() {
        out.insert("required".to_owned(), json!(required));
    }
    if !properties.is_empty() {
        out.insert("properties".to_owned(), Value::Object(properties));
    }
    Value::Object(out)
}

pub(super) fn schema_reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn scalar_schema(scalar: Scalar) -> Value {
    match scalar {
        Scalar::String => json!({ "type": "string" }),
        Scalar::Bool => json!({ "type": "boolean" }),
        Scalar::U8 => json!({ "type": "integer", "format": "uint8", "minimum": 0, "maximum": u8::MAX }),
        Scalar::U16 => json!({ "type": "integer", "format": "uint16", "minimum": 0, "maximum": u16::MAX }),
        Scalar::U32 => json!({ "type": "integer", "format": "uint32", "minimum": 0, "maximum": u32::MAX }),
        Scalar::I8 => json!({ "type": "integer", "format": "int8", "minimum": i8::MIN, "maximum": i8::MAX }),
        Scalar::I16 => json!({ "type": "integer", "format": "int16", "minimum": i16::MIN, "maximum": i16::MAX }),
        Scalar::I32 => json!({ "type": "integer", "format": "int32" }),
        // Many readers parse numbers as doubles, which cannot hold bounds of 64 bits.
        Scalar::U64 => json!({ "type": "integer", "format": "uint64", "minimum": 0 }),
        Scalar::I64 => json!({ "type": "integer", "format": "int64" }),
        Scalar::F64 => json!({ "type": "number", "format": "double" }),
        Scalar::Json => json!({}),
    }
}

/// Converts the catalogue's JSON to that of `serde_json`.
pub(crate) fn to_value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => json!(value),
        Json::Unsigned(number) => json!(number),
        Json::Signed(number) => json!(number),
        Json::Float(number) => json!(number),
        Json::Text(text) => json!(text),
        Json::List(items) => items.iter().map(to_value).collect(),
        Json::Map(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), to_value(value))).collect())
        }
    }
}
