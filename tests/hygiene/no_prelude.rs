//! Nothing is in scope but what the crate names itself.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, unused, rust_2018_idioms, future_incompatible)]

/// The rich catalogue.
pub mod errors {
    ::err::include_error_spec!("../rich.yaml");
}

/// A socket's.
pub mod socket {
    ::err::include_error_spec!("../socket.yaml");
}

/// Without a detail.
pub mod units {
    ::err::include_error_spec!("../units.yaml");
}
