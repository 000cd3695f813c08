//! Knows the runtime through another crate only.
#![deny(warnings, missing_docs, unused, rust_2018_idioms, future_incompatible)]

/// By `pub use`.
pub mod errors {
    other::errors_runtime::include_error_spec!("../rich.yaml");
}

/// By `pub extern crate`.
pub mod socket {
    other::runtime_crate::include_error_spec!("../socket.yaml");
}
