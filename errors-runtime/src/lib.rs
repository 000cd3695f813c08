#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]
#![forbid(unsafe_code)]

//! API errors from one YAML catalogue: typed enums, envelopes on the wire, and retry advice.
//!
//! A catalogue is a YAML file that says once what the errors of an API are:
//!
#![doc = "```yaml"]
#![doc = include_str!("../errors.yaml")]
#![doc = "```"]
//!
//! `include_error_spec!("errors.yaml")` generates `ErrorCode`, `Error` and `CATALOGUE` from it, for the server, for its
//! Rust clients, or for a crate that both depend on:
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
//! // The server: a variant per code, its details as fields.
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
//! // The client: what came over the wire, whatever came over the wire.
//! let remote = RemoteError::<ErrorCode>::decode(429, &error.headers(), body);
//! assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
//! assert_eq!(remote.detail::<u32>("limit"), Some(100));
//! assert_eq!(remote.context("request_id").as_deref(), Some("r-1"));
//! assert_eq!(remote.retry_after(), Some(Duration::from_secs(30)));
//! assert_eq!(Error::try_from(remote), Ok(error));
#![doc = "```"]
//!
//! # Where to look
//!
#![cfg_attr(feature = "macros", doc = "- [`include_error_spec!`] says what is generated from a catalogue.")]
#![cfg_attr(feature = "macros", doc = "- [`derive(ApiError)`](macro@ApiError) binds your own enum or struct to one.")]
//! - [`ApiError`](trait@ApiError) is the trait of errors that a server can send, and [`Envelope`] is the body, to which
//!   a request id can be added.
//! - [`RemoteError`] is an error response as a client reads it, be it whole, cut, or an HTML page from a proxy.
//! - [`RetryPolicy`] has the delays between tries, and [`RateLimit`] reads how much of a rate limit is left.
//! - [`Catalogue`], [`CodeInfo`] and [`Code`] are the catalogue as data, for documentation, metrics and generic code.
//!
//! The language of catalogues has its own manual, `specs/README.md` in the repository.
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | catalogue | one YAML file: the codes of one API and how they look on the wire |
//! | code | the string that a program matches on, as the catalogue spells it: `RATE_LIMIT` |
//! | entry | what the catalogue says of one code: status, message, fix, retry, details … |
//! | detail | a typed value of an entry, such as `limit`; details are public, they travel on the wire |
//! | envelope | the shape of the body, given once for all errors of the catalogue |
//! | context | a value that the server adds and the error does not know, such as `request_id` |
//!
//! # Features
//!
//! - `std` (default): `Retry-After` as an HTTP-date, and random jitter. Without it the crate needs `alloc` only.
//! - `macros` (default): `include_error_spec!` and `derive(ApiError)`.
//! - `test-kit`: the assertions `assert_api_error!` and `assert_all_codes_reachable!`.
//! - `http`: every error, and an [`Envelope`] with context, becomes an `http::Response<Bytes>`; [`RemoteError`] reads the
//!   types of the crate `http`.
//! - `axum`: every error is an `IntoResponse`.
//! - `actix-web`: every error is a `ResponseError`.
//! - `tower`: `ErrorLayer`, which adds request ids, replaces the errors that a framework makes itself, and catches panics.
//! - `tracing`: `ErrorLayer` logs causes, and headers that had to be left out are logged.
//! - `reqwest`: `RemoteError` from responses, and requests that are retried by the catalogue's policy.
//! - `backon`: [`RetryPolicy`] as a `BackoffBuilder`.
//! - `uuid`: a `Uuid` fits a detail of the type `string`.

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod catalogue;
mod client;
mod derive;
mod server;
#[cfg(feature = "test-kit")]
mod test_kit;
mod value;

/// Binds an enum or a struct of your own to the codes of a catalogue, each code and each detail checked by rustc.
///
/// It implements the trait [`ApiError`](trait@ApiError), `Display` with the message, [`Error`](core::error::Error), `From`
/// for a field with `#[from]`, and the responses of the frameworks whose features are on. It reads no file: it names items
/// of the module that [`include_error_spec!`] generated, in this crate or in another one.
///
/// # Examples
///
/// ```
/// mod errors {
///     errors_runtime::include_error_spec!("errors.yaml");
/// }
/// mod db {
///     # use std::fmt;
///     /// An error of the database driver.
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
///     // Named as a code is, with its details as fields: nothing has to be said.
///     SessionNotFound { session_id: String },
///     // Another name, another name of a field, other types that fit the declared ones.
///     #[api_error(code = "RATE_LIMIT", message = "{limit} messages per {window} are enough")]
///     Busy {
///         retry_after: std::num::NonZeroU32,
///         limit: u16,
///         #[api_error(detail = window)]
///         per: &'static str,
///         #[api_error(private)]
///         account: String,
///     },
///     // The cause is for logs: neither the body nor the message has it.
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
/// | `#[api_error(private)]` | never | never; a `message` that names it does not compile | yes | no |
/// | `#[source]`, `#[from]` | never | never | yes | yes |
/// | the field of a `transparent` variant | as that error says | as that error says | yes | its source |
///
/// # Attributes
///
/// All are in `#[api_error(…)]`, except `#[source]` and `#[from]`.
///
/// | on | key | meaning |
/// |---|---|---|
/// | enum, struct | `catalogue = path` | the module with `include_error_spec!`, `self` where that is called beside the type; needed unless every variant is `transparent` |
/// | | `crate = path` | the path of this crate, where all variants are `transparent` and it is not `::errors_runtime` |
/// | | `display = false` | leaves `Display`, `Error` and `From` to thiserror or to you |
/// | variant, struct | `code = "RATE_LIMIT"`, `code = RateLimit` | the code as the catalogue spells it, or its generated name; by default the one whose generated name is that of the variant or struct |
/// | | `message = "…{detail}…"` | a message instead of the catalogue's |
/// | | `transparent` | the only field is itself an `ApiError`, which gives the code, the details and the message |
/// | field | `detail = name` | the detail that the field is, where it has another name or none |
/// | | `private` | the field is not a detail: it stays inside the process |
/// | | `#[source]` | the field is the cause: an error, a boxed one, or an `Option` of those |
/// | | `#[from]` | the field is the cause, and `From` makes the variant from it |
///
/// A field may have any type that [`Fits`] the declared one: `&str` for `string`, `u8` for `u32`, `Option<T>` for `T?`.
///
/// # Beside thiserror
///
/// With `#[derive(thiserror::Error, ApiError)]` and `display = false`, thiserror implements `Display`, `Error` and `From`,
/// and both derives read `#[source]` and `#[from]`. What thiserror displays is for logs: the body keeps the catalogue's
/// message.
#[cfg(feature = "macros")]
pub use errors_macro::ApiError;

pub use crate::catalogue::{
    Catalogue, CloseCodeInfo, Code, CodeInfo, Delays, DetailInfo, HeaderInfo, MAX_CLOSE_REASON, Place, RateLimitInfo,
    Reconnect, RetryPolicy, Severity, StatusInfo, Text, UnknownCode,
};
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use crate::client::{CallError, RequestBuilderExt, ResponseExt, Retry};
pub use crate::client::{HeaderSource, MAX_BODY, MAX_RETRY_AFTER, QuotaPolicy, RateLimit, RemoteError, ServiceLimit};
pub use crate::server::{ApiError, Details, Entry, Envelope};
#[cfg(feature = "tower")]
pub use crate::server::{ErrorBody, ErrorFuture, ErrorLayer, ErrorService, KeepBody, Snapshot};
pub use crate::value::{Fits, ToValue, Value};

/// Generates the errors of a YAML catalogue: `ErrorCode`, `Error`, `CATALOGUE`, the catalogue's types, and `CloseCode`
/// where it lists close codes.
///
/// The path is relative to the directory of the calling crate's `Cargo.toml`. Call it once per module or block: the items are
/// `pub`, in the order of the catalogue, and documented with what it says. When the catalogue, one of its fragments or its
/// lock changes, cargo rebuilds the crate; no build script is needed.
///
/// | item | what it is |
/// |---|---|
/// | `ErrorCode` | one variant per code; its methods are `const`, it is parsed from and shown as the code; implements [`Code`] |
/// | `Error` | one variant per code, the details as fields, and a constructor for each that has details; implements [`ApiError`](trait@ApiError) |
/// | `CATALOGUE` | everything else that the catalogue says: a [`Catalogue`] |
/// | `CloseCode` | one variant per WebSocket close code |
/// | the catalogue's `types` | structs, and enums that keep a value which they do not know |
///
/// # Examples
///
/// ```
/// pub mod errors {
///     errors_runtime::include_error_spec!("errors.yaml");
/// }
/// use errors::{CATALOGUE, Error, ErrorCode};
///
/// assert_eq!(CATALOGUE.name(), "acme");
/// assert_eq!(ErrorCode::ALL.len(), CATALOGUE.codes().len());
/// assert_eq!(ErrorCode::from_code("RATE_LIMIT"), Some(ErrorCode::RateLimit));
/// assert_eq!(Error::session_not_found("s-1").error_code(), ErrorCode::SessionNotFound);
/// ```
///
/// # A catalogue that a build script writes
///
/// `include_error_spec!(out_dir = "errors.yaml")` reads `errors.yaml` in the folder `OUT_DIR`, where `build.rs` writes it;
/// fragments and the lock are looked for beside it, so the script copies them, too.
///
/// ```no_run
/// // build.rs
/// let path = std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("errors.yaml");
/// let catalogue = "catalogue: acme\nerrors:\n  NOT_FOUND: { status: 404, message: Nothing is here }\n";
/// std::fs::write(path, catalogue).unwrap();
/// println!("cargo::rerun-if-changed=build.rs");
/// ```
///
/// # Other build systems
///
/// A build system that calls rustc without cargo sets `CARGO_MANIFEST_DIR` to the folder of `Cargo.toml`; a relative
/// path starts at the folder that rustc runs in.
///
/// # In functions
///
/// The body of a function may have a catalogue of its own, as that of a test or a documentation example. As with all
/// items of a body, no path leads to the generated ones from a module inside the body or from elsewhere. A derive beside
/// the call says `catalogue = self`; where the module around the function calls the macro as well, that is ambiguous:
/// put one of the two calls into a `mod errors`.
///
/// ```
/// use errors_runtime::ApiError;
///
/// errors_runtime::include_error_spec!("errors.yaml");
///
/// #[derive(Debug, ApiError)]
/// #[api_error(catalogue = self)]
/// struct SessionNotFound {
///     session_id: &'static str,
/// }
///
/// let error = SessionNotFound { session_id: "s-7" };
/// assert_eq!(error.message(), Error::session_not_found("s-7").message());
/// ```
///
/// # Errors
///
/// Each mistake in the catalogue is a compile error with its file, line and column; valid entries are generated all the
/// same.
#[cfg(feature = "macros")]
#[macro_export]
macro_rules! include_error_spec {
    ($($input:tt)*) => {
        $crate::__private::include_error_spec! { crate = $crate, $($input)* }
    };
}

/// Items that generated code needs; not part of the public API.
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

    pub use crate::catalogue::{Codes, Member, Node, Part, Presence, RetryAfter, Token, chunks};
    pub use crate::derive::{
        AnyType, AsDynError, CodeWithDetails, DetailTypes, Fields, NumberedEntries, OtherName, UNKNOWN_CODE,
        VariantFields, WrongFieldNames, checked_field, codes_of, debug_error, deserialize_code, deserialize_text,
        detail_at, detail_position, entry_of, is_same_error, parse_code, require_all_details, require_current_spelling,
        require_known_detail, require_these_details, serialize_code, struct_value,
    };
    #[cfg(feature = "axum")]
    pub use crate::server::axum_response;
    #[cfg(feature = "http")]
    pub use crate::server::http_response;
    #[cfg(feature = "actix-web")]
    pub use crate::server::{actix_response, actix_status};
    #[cfg(feature = "test-kit")]
    pub use crate::test_kit::{assert_error, assert_reachable};
}

/// The Rust of the READMEs, as tests.
#[cfg(all(doctest, feature = "macros"))]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../../README.md")]
pub struct Readme;
