//! Assertions for the tests of crates that make errors.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use serde_json::Value as Json;

use crate::catalogue::Code;
use crate::catalogue::CodeInfo;
use crate::server::ApiError;
use crate::value::{ToValue, Value};

/// Asserts that an error has this code, and that the details that are listed have these values.
///
/// A detail has the name of its generated field. Details that are not listed may have any value, and numbers are compared
/// whatever their types.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use errors::{Error, ErrorCode};
/// use errors_runtime::assert_api_error;
///
/// let error = Error::rate_limit(30, 100, "minute");
/// assert_api_error!(error, ErrorCode::RateLimit);
/// assert_api_error!(error, ErrorCode::RateLimit, retry_after = 30, window = "minute");
#[doc = "```"]
///
/// # Panics
///
/// When the code or a detail differs, or the code has no such detail: with what differs, and the body.
#[cfg_attr(docsrs, doc(cfg(feature = "test-kit")))]
#[macro_export]
macro_rules! assert_api_error {
    ($error:expr, $code:expr $(, $detail:ident = $value:expr)* $(,)?) => {
        $crate::__private::assert_error(
            &$error,
            $code,
            &[$((::core::stringify!($detail), &$value as &dyn $crate::ToValue)),*],
        )
    };
}

/// Asserts that for each code of a catalogue one of these types has an error, except for the codes listed after `except`.
///
/// The types are enums and structs that derive [`ApiError`](macro@crate::ApiError), or generated `Error`s. The codes behind
/// a `transparent` variant count as well. Whether the errors are ever made is not checked.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use errors::ErrorCode;
/// use errors_runtime::{ApiError, assert_all_codes_reachable};
///
/// #[derive(Debug, ApiError)]
/// #[api_error(catalogue = errors)]
/// enum AuthError {
///     Unauthorized,
/// }
///
/// #[derive(Debug, ApiError)]
/// #[api_error(catalogue = errors)]
/// enum ChatError {
///     SessionNotFound { session_id: String },
///     RateLimit { retry_after: u32, limit: u32, window: String },
///     #[api_error(transparent)]
///     Auth(#[from] AuthError),
/// }
///
/// assert_all_codes_reachable!(ErrorCode, ChatError; except ErrorCode::InternalError);
#[doc = "```"]
///
/// # Panics
///
/// When no type has one of the codes, or a type has one that is excepted: with those codes.
#[cfg_attr(docsrs, doc(cfg(feature = "test-kit")))]
#[macro_export]
macro_rules! assert_all_codes_reachable {
    ($code:ty, $($error:ty),+ $(,)? $(; except $($except:expr),+ $(,)?)?) => {
        $crate::__private::assert_reachable::<$code>(
            &[$(<$error as $crate::ApiError>::codes()),+],
            &[$($($except),+)?],
        )
    };
}

/// Implements `assert_api_error!`.
///
/// # Panics
/// When the error is another one.
#[track_caller]
pub fn assert_error<C: Code>(error: &dyn ApiError, code: C, details: &[(&str, &dyn ToValue)]) {
    let mut differences = String::new();
    if error.code() == code.code() {
        for (name, expected) in details {
            compare(error, name.trim_start_matches("r#"), &expected.to_value(), &mut differences);
        }
    } else {
        let _ = write!(differences, "\n  code: expected `{}`, got `{}`", code.code(), error.code());
    }
    assert!(differences.is_empty(), "the error is another one:{differences}\n  body: {}", error.to_json());
}

fn compare(error: &dyn ApiError, name: &str, expected: &Value<'_>, out: &mut String) {
    let entry = error.entry();
    let details = entry.info().details();
    let Some(index) = details.iter().position(|detail| detail.field() == name) else {
        let names: Vec<&str> = details.iter().map(crate::catalogue::DetailInfo::field).collect();
        let _ = write!(out, "\n  `{}` has no detail `{name}`; it has: {}", error.code(), names.join(", "));
        return;
    };
    let (expected, actual) = (json(expected), json(&entry.detail(u16::try_from(index).unwrap_or(u16::MAX))));
    if expected != actual {
        let _ = write!(out, "\n  detail `{name}`: expected {expected}, got {actual}");
    }
}

/// As on the wire, where a number has no type.
fn json(value: &Value<'_>) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}

/// Implements `assert_all_codes_reachable!`.
///
/// # Panics
/// When a code is not among those of the types, or is although it is excepted.
#[track_caller]
pub fn assert_reachable<C: Code>(types: &[Vec<CodeInfo>], except: &[C]) {
    let catalogue = C::catalogue();
    let is_reachable = |info: &CodeInfo| types.iter().flatten().any(|other| other == info);
    let is_excepted = |info: &CodeInfo| except.iter().any(|code| code.info() == *info);
    let missing = list(catalogue.codes().filter(|info| !is_reachable(info) && !is_excepted(info)));
    assert!(missing.is_empty(), "codes of the catalogue `{}` that no type has: {missing}", catalogue.name());
    let needless = list(catalogue.codes().filter(|info| is_reachable(info) && is_excepted(info)));
    assert!(needless.is_empty(), "codes that are excepted though a type has them: {needless}");
}

fn list(codes: impl Iterator<Item = CodeInfo>) -> String {
    let codes: Vec<&str> = codes.map(CodeInfo::code).collect();
    codes.join(", ")
}
