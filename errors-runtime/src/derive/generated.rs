//! The parts of the items of `include_error_spec!` that are the same for every catalogue.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde_core::{Deserialize, Serializer};
use serde_json::Value as Json;

use crate::catalogue::{Code, UnknownCode};
use crate::server::Entry;
use crate::value::{ToValue, Value};

/// The value at a position of an error's fields.
#[must_use]
pub fn detail_at<'a>(values: &[&'a dyn ToValue], index: usize) -> Value<'a> {
    match values.get(index) {
        Some(value) => (*value).to_value(),
        None => Value::Null,
    }
}

/// A struct as a value: names, whether each is optional, and values; optional nulls are left out.
#[must_use]
pub fn struct_value<'a>(members: &[(&'static str, bool, &'a dyn ToValue)]) -> Value<'a> {
    let present = members.iter().filter_map(|(name, optional, value)| {
        let value = (*value).to_value();
        (!optional || !value.is_null()).then_some((Cow::Borrowed(*name), value))
    });
    Value::Map(present.collect())
}

/// Returns true if two errors of one catalogue have the same code and the same details.
#[must_use]
pub fn is_same_error(left: Entry<'_>, right: Entry<'_>) -> bool {
    left.info() == right.info()
        && (0..).zip(left.info().details()).all(|(index, _)| left.detail(index) == right.detail(index))
}

/// An error as a derived `Debug` would show it; optional details without their `Some`.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug_error(entry: Entry<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let details = entry.info().details();
    if details.is_empty() {
        return f.write_str(entry.info().name());
    }
    let mut out = f.debug_struct(entry.info().name());
    for (index, detail) in (0..).zip(details) {
        out.field(detail.field(), &Plain(&entry.detail(index)));
    }
    out.finish()
}

/// A value as the Rust value that it was made from.
struct Plain<'v>(&'v Value<'v>);

impl fmt::Debug for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("None"),
            Value::Bool(value) => value.fmt(f),
            Value::Unsigned(value) => value.fmt(f),
            Value::Signed(value) => value.fmt(f),
            Value::Float(value) => value.fmt(f),
            Value::Text(text) => text.fmt(f),
            Value::Json(json) => json.fmt(f),
            Value::List(items) => f.debug_list().entries(items.iter().map(Plain)).finish(),
            Value::Map(members) => {
                f.debug_map().entries(members.iter().map(|(key, value)| (key, Plain(value)))).finish()
            }
        }
    }
}

/// The code that is spelled like this.
///
/// # Errors
///
/// When the catalogue has no such code and no such alias.
pub fn parse_code<C: Code>(code: &str) -> Result<C, UnknownCode> {
    C::from_code(code).ok_or_else(|| UnknownCode::new(code))
}

/// Writes a code as its string.
///
/// # Errors
///
/// Those of the format.
pub fn serialize_code<C: Code, S: Serializer>(code: C, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.code())
}

/// Reads a code from its string.
///
/// # Errors
///
/// Those of the format, and a string that is not a code.
pub fn deserialize_code<'de, C: Code, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
    deserializer.deserialize_str(CodeVisitor(PhantomData))
}

struct CodeVisitor<C>(PhantomData<C>);

impl<C: Code> Visitor<'_> for CodeVisitor<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a code of the catalogue `{}`", C::catalogue().name())
    }

    fn visit_str<E: Error>(self, code: &str) -> Result<C, E> {
        parse_code(code).map_err(E::custom)
    }
}

/// Reads a text, for generated enums of texts.
///
/// # Errors
///
/// Those of the format.
pub fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer)
}

/// The members of a struct on the wire; unknown ones are ignored.
#[derive(Debug)]
pub struct Fields(BTreeMap<String, Json>);

impl Fields {
    /// Takes a member that must be there.
    ///
    /// # Errors
    ///
    /// When the member is missing or has another type.
    pub fn required<T: DeserializeOwned, E: Error>(&mut self, name: &'static str) -> Result<T, E> {
        match self.0.remove(name) {
            Some(value) => T::deserialize(value).map_err(E::custom),
            None => Err(E::missing_field(name)),
        }
    }

    /// Takes a member that may be missing or null.
    ///
    /// # Errors
    ///
    /// When the member has another type.
    pub fn optional<T: DeserializeOwned, E: Error>(&mut self, name: &'static str) -> Result<Option<T>, E> {
        match self.0.remove(name) {
            None | Some(Json::Null) => Ok(None),
            Some(value) => T::deserialize(value).map(Some).map_err(E::custom),
        }
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Fields(members.into_iter().collect()))
    }
}
