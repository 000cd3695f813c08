#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]
#![forbid(unsafe_code)]

//! API errors from one YAML catalogue: typed enums, envelopes on the wire, and retry advice.
//!
//! A catalogue says once what an API's errors are:
//!
#![doc = "```yaml"]
#![doc = include_str!("../errors.yaml")]
#![doc = "```"]
//!
//! `include_error_spec!("errors.yaml")` makes it `ErrorCode`, `Error` and `CATALOGUE`:
//!
#![cfg_attr(feature = "macros", doc = "```")]
#![cfg_attr(not(feature = "macros"), doc = "```ignore")]
//! pub mod errors {
//!     errors_runtime::include_error_spec!("errors.yaml");
//! }
//!
//! use core::time::Duration;
//! use errors::{Error, ErrorCode};
//! use errors_runtime::{ApiError, RemoteError};
//!
//! // A server
//! let error = Error::rate_limit(30, 100, "minute");
//! assert_eq!(error.to_string(), "Too many requests: 100 per minute");
//! assert_eq!(error.status(), 429);
//! assert_eq!(error.headers(), [("Retry-After", "30".to_owned())]);
//! let body = error.envelope().with("request_id", "r-1").to_json();
//! assert_eq!(body, concat!(
//!     r#"{"error":{"code":"RATE_LIMIT","message":"Too many requests: 100 per minute","#,
//!     r#""details":{"retry_after":30,"limit":100,"window":"minute"}},"request_id":"r-1"}"#,
//! ));
//!
//! // A client
//! let remote = RemoteError::<ErrorCode>::decode(429, &error.headers(), body);
//! assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
//! assert_eq!(remote.detail::<u32>("limit"), Some(100));
//! assert_eq!(remote.context("request_id").as_deref(), Some("r-1"));
//! assert_eq!(remote.retry_after(), Some(Duration::from_secs(30)));
//! assert_eq!(Error::try_from(remote), Ok(error));
#![doc = "```"]
//!
//! - [`Code`] and [`ApiError`] are what all codes and all errors have in common.
//! - [`Envelope`] is the body of a response: for any serde format, and as JSON.
//! - [`RemoteError`] is what a client makes of a response, be it whole, cut, or an HTML page from a proxy.
//! - [`RetryPolicy`] has the delays between tries.
//! - [`RateLimit`] is what a server says of its limits in `RateLimit` and `RateLimit-Policy`.
//! - [`Catalogue`] and [`CodeInfo`] are the catalogue itself, as data.
//!
//! # Features
//!
//! - `std` (default): `Retry-After` as an HTTP-date, and random jitter. Without it the crate needs `alloc` only.
//! - `macros` (default): `include_error_spec!` and `derive(ApiError)`.
//! - `test-kit`: `assert_api_error!` and `assert_all_codes_reachable!`.
//! - `http`: [`Envelope`] as a whole `http::Response<Bytes>`, and every error into one; `RemoteError` from the types of
//!   the `http` crate.
//! - `axum`: every error is an `IntoResponse`.
//! - `actix-web`: every error is a `ResponseError`.
//! - `tower`: `ErrorLayer`, which adds request ids, replaces what a framework says itself, and logs causes.
//! - `tracing`: what `ErrorLayer` logs, and headers that had to be left out.
//! - `uuid`: `Uuid` fits the details of type `string`.
//! - `backon`: `RetryPolicy` as a `BackoffBuilder`.
//! - `reqwest`: `RemoteError` from responses, and requests that are retried by the catalogue's policy.

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "actix-web")]
mod actix;
mod api_error;
#[cfg(feature = "axum")]
mod axum;
#[cfg(feature = "backon")]
mod backoff;
mod catalogue;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod client;
mod close;
mod code;
mod derive;
mod envelope;
mod fits;
mod headers;
mod holes;
#[cfg(feature = "http")]
mod http;
mod index;
mod json;
mod private;
mod rate_limit;
mod remote;
mod respond;
mod retry;
mod retry_after;
mod scan;
#[cfg(feature = "tower")]
mod snapshot;
mod table;
#[cfg(feature = "test-kit")]
mod test_kit;
mod text;
#[cfg(feature = "tower")]
mod tower;
mod value;

/// Binds a team's own enum or struct to the codes of a catalogue, each code and each detail checked by rustc.
///
/// It reads no file: it names items of the module that [`include_error_spec!`] made, in this crate or in another one.
///
/// ```
/// mod errors {
///     errors_runtime::include_error_spec!("errors.yaml");
/// }
/// mod db {
///     # use std::fmt;
///     /// What the database's driver says.
///     #[derive(Debug)]
///     pub struct Error(pub &'static str);
///     # impl fmt::Display for Error {
///     #     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.0) }
///     # }
///     # impl std::error::Error for Error {}
/// }
/// use std::error::Error as _;
///
/// use errors_runtime::ApiError;
///
/// #[derive(Debug, ApiError)]
/// #[api_error(catalogue = errors)]
/// enum ChatError {
///     // The name of a code, and its details: nothing to say.
///     SessionNotFound { session_id: String },
///     // Another name, other names of the fields, other types that stand for the declared ones.
///     #[api_error(code = "RATE_LIMIT", message = "{limit} messages per {window} are enough")]
///     Busy {
///         retry_after: std::num::NonZeroU32,
///         limit: u16,
///         #[api_error(detail = window)]
///         per: &'static str,
///         #[api_error(private)]
///         account: String,
///     },
///     // The cause is for the logs: neither the body nor the message has it.
///     #[api_error(code = "INTERNAL_ERROR")]
///     Database(#[from] db::Error),
/// }
///
/// let error = ChatError::from(db::Error("password authentication failed for user \"chat\""));
/// assert_eq!(error.status(), 500);
/// assert_eq!(error.to_string(), "Unexpected server error");
/// assert_eq!(error.to_json(), r#"{"error":{"code":"INTERNAL_ERROR","message":"Unexpected server error"}}"#);
/// assert!(error.source().is_some_and(|cause| cause.to_string().starts_with("password")));
///
/// let busy = ChatError::Busy { retry_after: 30.try_into()?, limit: 10, per: "minute", account: "a-1".to_owned() };
/// assert_eq!(busy.headers(), [("Retry-After", "30".to_owned())]);
/// assert_eq!(busy.to_string(), "10 messages per minute are enough");
/// assert!(!busy.to_json().contains("a-1"));
/// # Ok::<(), std::num::TryFromIntError>(())
/// ```
///
/// # What leaves the process
///
/// | field | body, headers | message, `Display` | `Debug` | `source()` |
/// |---|---|---|---|---|
/// | a detail | as the catalogue says | where the text names it | yes | no |
/// | `#[api_error(private)]` | never | never: not even an own `message` may name it | yes | no |
/// | `#[source]`, `#[from]` | never | never | yes | yes |
/// | the field of a `transparent` variant | as that error says | as that error says | yes | its source |
///
/// # Attributes
///
/// All in `#[api_error(…)]`, save for `#[source]` and `#[from]`.
///
/// | on | key | meaning |
/// |---|---|---|
/// | enum, struct | `catalogue = path` | the module with `include_error_spec!`; needed unless every variant is transparent |
/// | | `crate = path` | this crate, where neither the module nor `::errors_runtime` is it |
/// | | `display = false` | `Display`, `Error` and `From` are left to thiserror or to you |
/// | variant, struct | `code = "RATE_LIMIT"`, `code = RateLimit` | the code; by default the one whose generated name the variant has |
/// | | `message = "…{detail}…"` | a text in place of the catalogue's |
/// | | `transparent` | the one field is the error: its code, its details, its message |
/// | field | `detail = name` | the detail, where the field has another name or none |
/// | | `private` | no detail |
/// | | `#[source]` | the cause: an error, a boxed one, or an `Option` of those |
/// | | `#[from]` | the cause, and `From` makes the variant of it |
///
/// A field fits the type that the catalogue declares if it [`Fits`].
///
/// With thiserror on the same enum, `display = false` leaves it the message and the source; its attributes `#[source]`
/// and `#[from]` are then read by both. What thiserror displays goes to logs only: the body keeps the catalogue's message.
#[cfg(feature = "macros")]
pub use errors_macro::ApiError;

pub use crate::api_error::{ApiError, Details, Entry};
pub use crate::catalogue::{
    Catalogue, CloseCodeInfo, DetailInfo, HeaderInfo, Place, RateLimitInfo, Reconnect, Severity, StatusInfo, Text,
};
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use crate::client::{CallError, RequestBuilderExt, ResponseExt, Retry};
pub use crate::close::MAX_CLOSE_REASON;
pub use crate::code::{Code, UnknownCode};
pub use crate::envelope::Envelope;
pub use crate::fits::Fits;
pub use crate::headers::HeaderSource;
pub use crate::rate_limit::{QuotaPolicy, RateLimit, ServiceLimit};
pub use crate::remote::{MAX_BODY, RemoteError};
pub use crate::retry::{Delays, RetryPolicy};
pub use crate::retry_after::MAX_RETRY_AFTER;
#[cfg(feature = "tower")]
pub use crate::snapshot::Snapshot;
pub use crate::table::CodeInfo;
#[cfg(feature = "tower")]
pub use crate::tower::{ErrorBody, ErrorFuture, ErrorLayer, ErrorService, KeepBody};
pub use crate::value::{ToValue, Value};

/// Turns a YAML catalogue into Rust: `ErrorCode`, `Error`, `CATALOGUE`, and `CloseCode` where it lists close codes.
///
/// The path is relative to the directory of the calling crate's `Cargo.toml`. Call it once per module; the items are
/// `pub`, in catalogue order, and documented from the catalogue. A change of the catalogue or of one of its fragments
/// rebuilds the crate, without a build script.
///
/// # Examples
///
/// ```
/// pub mod errors {
///     errors_runtime::include_error_spec!("errors.yaml");
/// }
/// use errors::{CATALOGUE, ErrorCode};
///
/// assert_eq!(CATALOGUE.name(), "acme");
/// assert_eq!(ErrorCode::ALL.len(), CATALOGUE.codes().len());
/// assert_eq!(ErrorCode::from_code("RATE_LIMIT"), Some(ErrorCode::RateLimit));
/// ```
///
/// # Errors
///
/// Every problem of the catalogue is a compile error of its own, with its file, line and column; the entries that are
/// valid are generated nevertheless.
#[cfg(feature = "macros")]
#[macro_export]
macro_rules! include_error_spec {
    ($($input:tt)*) => {
        $crate::__private::include_error_spec! { crate = $crate, $($input)* }
    };
}

/// What generated code needs; no part of the public API.
#[doc(hidden)]
pub mod __private {
    pub use alloc::boxed::Box;
    pub use alloc::collections::BTreeMap;
    pub use alloc::string::String;
    pub use alloc::vec::Vec;

    #[cfg(feature = "http")]
    pub use ::http;
    #[cfg(feature = "actix-web")]
    pub use actix_web;
    #[cfg(feature = "axum")]
    pub use axum_core;
    #[cfg(feature = "http")]
    pub use bytes::Bytes;
    #[cfg(feature = "macros")]
    pub use errors_macro::include_error_spec;
    pub use serde_core;
    pub use serde_json::Value as Json;

    #[cfg(feature = "actix-web")]
    pub use crate::actix::{actix_response, actix_status};
    #[cfg(feature = "axum")]
    pub use crate::axum::axum_response;
    pub use crate::catalogue::{Member, Node, Part, Presence, RetryAfter, Token};
    pub use crate::derive::{
        AsDynError, Detailed, Given, Misnamed, NoDetails, Numbered, OtherName, Types, codes, complete, detail, entry,
        exactly, fits, position, spelled,
    };
    #[cfg(feature = "http")]
    pub use crate::http::http_response;
    pub use crate::index::hash;
    pub use crate::private::{
        Fields, debug, deserialize_code, deserialize_text, object, parse_code, pick, same, serialize_code,
    };
    pub use crate::table::{Codes, ROW, chunks};
    #[cfg(feature = "test-kit")]
    pub use crate::test_kit::{assert_error, assert_reachable};
}

/// The README's Rust, as a test.
#[cfg(all(doctest, feature = "macros"))]
#[doc = include_str!("../../README.md")]
pub struct Readme;
