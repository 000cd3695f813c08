//! An OpenAPI document: its JSON, and what its references lead to.

use serde_json::{Map, Value};

/// A document whose version is known.
pub(super) struct Document {
    root: Value,
}

/// How many references may follow each other; a longer chain is a ring.
const MAX_REFERENCES: usize = 32;

impl Document {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut yaml: serde_yaml::Value =
            serde_yaml::from_str(text).map_err(|error| format!("cannot be read: {error}"))?;
        // In JSON, `<<` may be a member like any other.
        yaml.apply_merge().ok();
        let root = to_json(yaml);
        match root.get("openapi").and_then(Value::as_str) {
            Some(version) if version.starts_with("3.") => Ok(Self { root }),
            Some(version) => Err(format!("is OpenAPI `{version}`, expected 3")),
            None => Err("is no OpenAPI document of version 3: it has no `openapi: 3.…`".to_owned()),
        }
    }

    pub(super) const fn root(&self) -> &Value {
        &self.root
    }

    /// The members of an object at this JSON pointer.
    pub(super) fn members(&self, pointer: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.root.pointer(pointer).and_then(Value::as_object).into_iter().flatten()
    }

    /// What stands there, references followed; `None` where one leads out of the document, nowhere, or in a ring.
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

    /// What a schema adds its own properties to: the target of a reference beside them.
    pub(super) fn base<'d>(&'d self, schema: &'d Value) -> Option<&'d Value> {
        self.target(schema.get("$ref")?.as_str()?)
    }
}

/// The target of a `$ref`; a schema with properties beside it is one of its own.
pub(super) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str).filter(|_| value.get("properties").is_none())
}

/// The last word of a reference: the name of a component.
pub(super) fn reference_name(value: &Value) -> Option<&str> {
    reference(value)?.rsplit('/').next()
}

/// A pointer in a URL may have its characters percent-encoded.
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

/// JSON has text keys only: the status `404:` is `"404"`.
fn to_json(value: serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Mapping(members) => {
            let members = members.into_iter().filter_map(|(key, value)| Some((to_key(key)?, to_json(value))));
            Value::Object(members.collect::<Map<_, _>>())
        }
        serde_yaml::Value::Sequence(items) => Value::Array(items.into_iter().map(to_json).collect()),
        serde_yaml::Value::Tagged(tagged) => to_json(tagged.value),
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}

fn to_key(key: serde_yaml::Value) -> Option<String> {
    match key {
        serde_yaml::Value::String(key) => Some(key),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
