//! The errors of the API, for its server and for its clients.
#![deny(missing_docs)]

errors_runtime::include_error_spec!("errors.yaml");

/// The runtime, so that nobody has to name it beside this crate.
pub use errors_runtime as runtime;
