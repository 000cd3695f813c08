//! The values that details and context carry, whatever their Rust type.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;

use crate::value::json;

/// The value of a detail or of a context, borrowed from the error where that is possible.
///
/// Its [`Display`](fmt::Display) is what messages and headers hold: a text as it is, null as nothing, lists, maps and
/// JSON in compact JSON. As JSON, a float that is not finite is `null`.
///
/// # Examples
///
/// ```
/// use errors_runtime::Value;
///
/// assert_eq!(Value::from("a b").to_string(), "a b");
/// assert_eq!(Value::from(100_u32).to_string(), "100");
/// assert_eq!(Value::Null.to_string(), "");
/// assert_eq!(Value::List(vec![Value::from("a"), Value::Null]).to_string(), r#"["a",null]"#);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Nothing: an optional detail that is absent.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer of an unsigned type.
    Unsigned(u64),
    /// An integer of a signed type.
    Signed(i64),
    /// A floating-point number.
    Float(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// Any JSON: the type `json`.
    Json(Cow<'a, Json>),
    /// A list.
    List(Vec<Value<'a>>),
    /// A map, or the fields of a struct: names and values, in order.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl Value<'_> {
    /// The same value, borrowing nothing: texts and JSON that were borrowed are copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use errors_runtime::Value;
    ///
    /// let kept: Value<'static> = {
    ///     let text = String::from("minute");
    ///     Value::from(&text).into_owned()
    /// };
    /// assert_eq!(kept, Value::from("minute"));
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        let text = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Unsigned(value) => Value::Unsigned(value),
            Self::Signed(value) => Value::Signed(value),
            Self::Float(value) => Value::Float(value),
            Self::Text(value) => Value::Text(text(value)),
            Self::Json(json) => Value::Json(Cow::Owned(json.into_owned())),
            Self::List(items) => Value::List(items.into_iter().map(Value::into_owned).collect()),
            Self::Map(members) => {
                Value::Map(members.into_iter().map(|(key, value)| (text(key), value.into_owned())).collect())
            }
        }
    }

    /// The same value, borrowed from this one.
    #[cfg(feature = "tower")]
    pub(crate) fn reborrow(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Unsigned(value) => Value::Unsigned(*value),
            Self::Signed(value) => Value::Signed(*value),
            Self::Float(value) => Value::Float(*value),
            Self::Text(text) => Value::from(&**text),
            Self::Json(json) => Value::Json(Cow::Borrowed(json)),
            Self::List(items) => Value::List(items.iter().map(Value::reborrow).collect()),
            Self::Map(members) => {
                Value::Map(members.iter().map(|(key, value)| (Cow::Borrowed(&**key), value.reborrow())).collect())
            }
        }
    }

    /// Returns true if this is [`Null`](Self::Null) or the JSON `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Json(json) => json.is_null(),
            _ => false,
        }
    }

    /// Returns true if a `key?` of the envelope is left out for this value: null or an empty object.
    pub(crate) fn is_absent(&self) -> bool {
        match self {
            Self::Map(members) => members.is_empty(),
            Self::Json(json) => json.as_object().map_or_else(|| json.is_null(), serde_json::Map::is_empty),
            _ => self.is_null(),
        }
    }

    /// The value as a count of whole seconds; only details of unsigned types are such.
    pub(crate) const fn as_seconds(&self) -> Option<u64> {
        match self {
            Self::Unsigned(seconds) => Some(*seconds),
            _ => None,
        }
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Bool(value) => fmt::Display::fmt(value, f),
            Self::Unsigned(value) => fmt::Display::fmt(value, f),
            Self::Signed(value) => fmt::Display::fmt(value, f),
            Self::Float(value) => fmt::Display::fmt(value, f),
            Self::Text(text) => f.write_str(text),
            Self::Json(json) => match &**json {
                Json::Null => Ok(()),
                Json::String(text) => f.write_str(text),
                other => write!(f, "{other}"),
            },
            Self::List(_) | Self::Map(_) => f.write_str(&json::to_string(self)),
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Unsigned(value) => serializer.serialize_u64(*value),
            Self::Signed(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Json(json) => json.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Converts into [`Value`] for types that hold nothing borrowed.
macro_rules! from_copy {
    ($($type:ty => $variant:ident),* $(,)?) => {
        $(
            impl From<$type> for Value<'_> {
                fn from(value: $type) -> Self {
                    Self::$variant(value.into())
                }
            }

            impl ToValue for $type {
                fn to_value(&self) -> Value<'_> {
                    Value::from(*self)
                }
            }
        )*
    };
}

from_copy! {
    bool => Bool, u8 => Unsigned, u16 => Unsigned, u32 => Unsigned, u64 => Unsigned,
    i8 => Signed, i16 => Signed, i32 => Signed, i64 => Signed, f64 => Float,
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<Json> for Value<'_> {
    fn from(json: Json) -> Self {
        Self::Json(Cow::Owned(json))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A type whose values can be those of a detail.
///
/// # Examples
///
/// ```
/// use errors_runtime::{ToValue, Value};
///
/// assert_eq!(Some(5_u8).to_value(), Value::Unsigned(5));
/// assert_eq!(None::<String>.to_value(), Value::Null);
/// ```
pub trait ToValue {
    /// The value, borrowed where that is possible.
    fn to_value(&self) -> Value<'_>;
}

impl ToValue for str {
    fn to_value(&self) -> Value<'_> {
        Value::from(self)
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value<'_> {
        Value::from(self.as_str())
    }
}

impl ToValue for Cow<'_, str> {
    fn to_value(&self) -> Value<'_> {
        Value::from(&**self)
    }
}

impl ToValue for Json {
    fn to_value(&self) -> Value<'_> {
        Value::Json(Cow::Borrowed(self))
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

impl<T: ToValue + ?Sized> ToValue for Box<T> {
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value<'_> {
        self.as_slice().to_value()
    }
}

impl<T: ToValue + ?Sized> ToValue for Arc<T> {
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for [T] {
    fn to_value(&self) -> Value<'_> {
        Value::List(self.iter().map(ToValue::to_value).collect())
    }
}

impl<T: ToValue, const N: usize> ToValue for [T; N] {
    fn to_value(&self) -> Value<'_> {
        self.as_slice().to_value()
    }
}

/// Numbers that are never zero, as the numbers that they are.
macro_rules! non_zero {
    ($($type:ty),*) => { $(
        impl ToValue for core::num::NonZero<$type> {
            fn to_value(&self) -> Value<'_> {
                Value::from(self.get())
            }
        }
    )* };
}

non_zero! { u8, u16, u32, u64, i8, i16, i32, i64 }

#[cfg(feature = "uuid")]
impl ToValue for uuid::Uuid {
    fn to_value(&self) -> Value<'_> {
        let mut buffer = uuid::Uuid::encode_buffer();
        Value::from(String::from(&*self.hyphenated().encode_lower(&mut buffer)))
    }
}

impl<T: ToValue> ToValue for BTreeMap<String, T> {
    fn to_value(&self) -> Value<'_> {
        Value::Map(self.iter().map(|(key, value)| (Cow::Borrowed(key.as_str()), value.to_value())).collect())
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;
    use alloc::vec;

    use super::*;

    #[test]
    fn null_and_empty_objects_are_absent() {
        for absent in [Value::Null, Value::Json(Cow::Owned(Json::Null)), Value::Map(Vec::new())] {
            assert!(absent.is_absent(), "{absent:?}");
        }
        assert!(Value::from(serde_json::json!({})).is_absent());
        for present in [Value::from(""), Value::from(0_u8), Value::List(Vec::new()), Value::from(Json::Bool(false))] {
            assert!(!present.is_absent(), "{present:?}");
        }
    }

    #[test]
    fn text_is_plain_and_composites_are_json() {
        let map = BTreeMap::from([(String::from("a\""), vec![1.5, f64::NAN])]);
        assert_eq!(map.to_value().to_string(), r#"{"a\"":[1.5,null]}"#);
        assert_eq!(Value::from(serde_json::json!("a\"")).to_string(), "a\"");
        assert_eq!(Value::from(serde_json::json!([null])).to_string(), "[null]");
        assert_eq!(Value::from(Json::Null).to_string(), "");
        assert_eq!((Value::from(true).to_string(), Value::from(-5_i8).to_string()), ("true".into(), "-5".into()));
        assert_eq!(Value::from(5.0).to_string(), "5");
    }

    fn every_kind() -> Value<'static> {
        Value::List(vec![
            Value::Null,
            Value::Bool(true),
            Value::Unsigned(1),
            Value::Signed(-1),
            Value::Float(0.5),
            Value::from("a"),
            Value::from(serde_json::json!({ "a": [1] })),
            Value::Map(vec![(Cow::Borrowed("b"), Value::from(String::from("c")))]),
        ])
    }

    #[test]
    fn an_owned_value_is_the_same() {
        assert_eq!(every_kind().into_owned(), every_kind());
    }

    #[cfg(feature = "tower")]
    #[test]
    fn a_reborrowed_value_is_the_same() {
        assert_eq!(every_kind().reborrow(), every_kind());
    }

    #[test]
    fn pointers_have_the_value_they_point_to() {
        let text: Box<str> = "a".into();
        assert_eq!(text.to_value(), Value::from("a"));
        assert_eq!((&&Cow::Borrowed("a")).to_value(), Value::from("a"));
        assert_eq!(Some(Box::new(1_i16)).to_value(), Value::Signed(1));
        assert_eq!(Value::from(None::<&str>), Value::Null);
    }
}
