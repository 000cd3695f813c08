//! An OpenAPI document: its JSON, and the targets of its references.

use serde_json::Value;

use super::schema::{United, united};
use crate::yaml;

/// A document of a known version.
pub(super) struct Document {
    root: Value,
    united: United,
}

/// The limit for references that follow each other; a longer chain is a cycle.
const MAX_REFERENCES: usize = 32;

impl Document {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let root = yaml::to_json(yaml::read(text).map_err(|error| format!("cannot be read: {error}"))?);
        // Without quotes, `3.1` is a number.
        let version =
            root.get("openapi").map(|version| version.as_str().map_or_else(|| version.to_string(), str::to_owned));
        match version {
            Some(version) if version.starts_with("3.") => {
                let document = Self { root, united: United::default() };
                let united = united(&document);
                Ok(Self { united, ..document })
            }
            Some(version) => Err(format!("is OpenAPI `{version}`, expected 3")),
            None => Err("is not an OpenAPI 3 document: it has no `openapi: 3.…`".to_owned()),
        }
    }

    pub(super) const fn root(&self) -> &Value {
        &self.root
    }

    /// Returns the enum that the codes of a schema's alternatives form together.
    pub(super) fn united(&self, schema: &Value, name: &str) -> Option<&Value> {
        self.united.get(&std::ptr::from_ref(schema))?.get(name)
    }

    /// Returns the members of the object at a JSON pointer.
    pub(super) fn members(&self, pointer: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.root.pointer(pointer).and_then(Value::as_object).into_iter().flatten()
    }

    /// Follows references; returns `None` if one leads out of the document, nowhere, or into a cycle.
    pub(super) fn resolve<'d>(&'d self, value: &'d Value) -> Option<&'d Value> {
        let mut value = value;
        for _ in 0..MAX_REFERENCES {
            match reference(value) {
                None => return Some(value),
                Some(target) => value = self.target(target)?,
            }
        }
        None
    }

    fn target(&self, reference: &str) -> Option<&Value> {
        self.root.pointer(&decoded(reference.strip_prefix('#')?))
    }

    /// Returns the schema that a schema extends: the target of a reference beside its own properties.
    pub(super) fn base<'d>(&'d self, schema: &'d Value) -> Option<&'d Value> {
        self.target(schema.get("$ref")?.as_str()?)
    }
}

/// Returns the target of a `$ref`; a schema with properties beside the `$ref` is a schema of its own.
pub(super) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str).filter(|_| value.get("properties").is_none())
}

/// Returns the last segment of a reference: the name of a component.
pub(super) fn reference_name(value: &Value) -> Option<&str> {
    reference(value)?.rsplit('/').next()
}

/// Decodes a pointer in a URL, which may be percent-encoded.
fn decoded(pointer: &str) -> String {
    let mut parts = pointer.split('%');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                out.extend_from_slice(&part.as_bytes()[2..]);
            }
            None => out.extend_from_slice(format!("%{part}").as_bytes()),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
