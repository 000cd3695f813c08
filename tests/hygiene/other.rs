//! Hands its own dependency on.
#![deny(warnings, missing_docs)]
pub use errors_runtime;
pub extern crate errors_runtime as runtime_crate;
