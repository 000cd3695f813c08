//! All kinds of items, with every lint that a careful crate denies.
#![deny(warnings, missing_docs, unused, rust_2018_idioms, future_incompatible)]
#![deny(missing_debug_implementations, unreachable_pub, unused_qualifications, single_use_lifetimes, unused_lifetimes)]
#![deny(trivial_casts, trivial_numeric_casts, keyword_idents, unused_results, let_underscore_drop, unit_bindings)]
#![forbid(unsafe_code)]

/// The rich catalogue.
pub mod errors {
    err::include_error_spec!("../rich.yaml");
}

/// The same once more in the same crate.
pub mod twice {
    err::include_error_spec!("../rich.yaml");
}

/// A socket's.
pub mod socket {
    err::include_error_spec!("../socket.yaml");
}

/// Without a detail.
pub mod units {
    err::include_error_spec!("../units.yaml");
}

/// Modules that hold nothing else.
pub mod nested {
    /// The second.
    pub mod deep {
        /// The third.
        pub mod errors {
            err::include_error_spec!("../rich.yaml",);
        }
    }
}

/// In a private module, as a binary has it.
mod private {
    err::include_error_spec!("../units.yaml");
}

/// Uses what a user would.
#[must_use]
pub fn used() -> (errors::Error, twice::ErrorCode, nested::deep::errors::ErrorCode, socket::CloseCode, u16) {
    let error = errors::Error::rate_limit(1, 2, "minute", 3, "hint");
    let private = private::ErrorCode::Unit.status();
    (error, twice::ErrorCode::Some, nested::deep::errors::ErrorCode::Type, socket::CloseCode::NormalBClosure, private)
}
