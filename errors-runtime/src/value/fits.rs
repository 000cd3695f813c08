//! Rust types that fit the types that a catalogue declares.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::num::NonZero;

use serde_json::Value as Json;

use crate::value::ToValue;

/// A type whose values can be sent where the catalogue declares the type `Declared`.
///
/// `derive(ApiError)` asks it of every field that is a detail: `&str`, `Cow<str>`, `Box<str>` and `Arc<str>` fit `String`,
/// smaller integers fit larger ones, and so on, as listed below. Implement it, beside [`ToValue`], for a type of your own.
///
/// # Examples
///
/// A number that is text on the wire fits a detail that is declared as `string`:
///
/// ```
/// use errors_runtime::{Fits, ToValue, Value};
///
/// struct SessionId(u64);
///
/// impl ToValue for SessionId {
///     fn to_value(&self) -> Value<'_> {
///         Value::from(format!("s-{}", self.0))
///     }
/// }
///
/// impl Fits<String> for SessionId {}
///
/// assert_eq!(SessionId(7).to_value(), Value::from("s-7"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stand for the type that the catalogue declares: `{Declared}`",
    label = "expected a type that stands for `{Declared}`",
    note = "the catalogue spells `String` as `string`, `Vec<T>` as `list<T>`, `BTreeMap<String, T>` as `map<T>`, `Option<T>` as `T?`"
)]
pub trait Fits<Declared>: ToValue {}

// Written out, because rustc shows the nearest of these lines where a field does not fit.
impl Fits<bool> for bool {}
impl Fits<u8> for u8 {}
impl Fits<u8> for NonZero<u8> {}
impl Fits<u16> for u8 {}
impl Fits<u16> for u16 {}
impl Fits<u16> for NonZero<u8> {}
impl Fits<u16> for NonZero<u16> {}
impl Fits<u32> for u8 {}
impl Fits<u32> for u16 {}
impl Fits<u32> for u32 {}
impl Fits<u32> for NonZero<u8> {}
impl Fits<u32> for NonZero<u16> {}
impl Fits<u32> for NonZero<u32> {}
impl Fits<u64> for u8 {}
impl Fits<u64> for u16 {}
impl Fits<u64> for u32 {}
impl Fits<u64> for u64 {}
impl Fits<u64> for NonZero<u8> {}
impl Fits<u64> for NonZero<u16> {}
impl Fits<u64> for NonZero<u32> {}
impl Fits<u64> for NonZero<u64> {}
impl Fits<i8> for i8 {}
impl Fits<i8> for NonZero<i8> {}
impl Fits<i16> for i8 {}
impl Fits<i16> for i16 {}
impl Fits<i16> for u8 {}
impl Fits<i16> for NonZero<i8> {}
impl Fits<i16> for NonZero<i16> {}
impl Fits<i16> for NonZero<u8> {}
impl Fits<i32> for i8 {}
impl Fits<i32> for i16 {}
impl Fits<i32> for i32 {}
impl Fits<i32> for u8 {}
impl Fits<i32> for u16 {}
impl Fits<i32> for NonZero<i8> {}
impl Fits<i32> for NonZero<i16> {}
impl Fits<i32> for NonZero<i32> {}
impl Fits<i32> for NonZero<u8> {}
impl Fits<i32> for NonZero<u16> {}
impl Fits<i64> for i8 {}
impl Fits<i64> for i16 {}
impl Fits<i64> for i32 {}
impl Fits<i64> for i64 {}
impl Fits<i64> for u8 {}
impl Fits<i64> for u16 {}
impl Fits<i64> for u32 {}
impl Fits<i64> for NonZero<i8> {}
impl Fits<i64> for NonZero<i16> {}
impl Fits<i64> for NonZero<i32> {}
impl Fits<i64> for NonZero<i64> {}
impl Fits<i64> for NonZero<u8> {}
impl Fits<i64> for NonZero<u16> {}
impl Fits<i64> for NonZero<u32> {}
impl Fits<f64> for f64 {}
impl Fits<Json> for Json {}
impl Fits<String> for String {}
impl Fits<String> for &str {}
impl Fits<String> for Cow<'_, str> {}
impl Fits<String> for Box<str> {}
impl Fits<String> for Arc<str> {}

#[cfg(feature = "uuid")]
impl Fits<String> for uuid::Uuid {}

impl<D, T: Fits<D>> Fits<Option<D>> for Option<T> {}
impl<D, T: Fits<D>> Fits<Vec<D>> for Vec<T> {}
impl<D, T: Fits<D>> Fits<Vec<D>> for Box<[T]> {}
impl<D, T: Fits<D>> Fits<Vec<D>> for Arc<[T]> {}
impl<D, T: Fits<D>> Fits<Vec<D>> for &[T] {}
impl<D, T: Fits<D>, const N: usize> Fits<Vec<D>> for [T; N] {}
impl<D, T: Fits<D>> Fits<BTreeMap<String, D>> for BTreeMap<String, T> {}
