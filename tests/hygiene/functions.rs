//! In bodies, where no path leads to the items but their names:
//!
//! ```
//! err::include_error_spec!("../rich.yaml");
//!
//! #[derive(Debug, err::ApiError)]
//! #[api_error(catalogue = self)]
//! struct RateLimit {
//!     retry_after: u32,
//!     limit: u8,
//!     window: &'static str,
//!     remaining: u32,
//!     hint: &'static str,
//! }
//!
//! let error = RateLimit { retry_after: 1, limit: 2, window: "minute", remaining: 3, hint: "hint" };
//! assert_eq!(error.to_string(), Error::rate_limit(1, 2, "minute", 3, "hint").to_string());
//! ```
#![deny(warnings, missing_docs, unused, rust_2018_idioms, future_incompatible)]
#![deny(missing_debug_implementations, unreachable_pub, unused_qualifications, single_use_lifetimes, unused_lifetimes)]
#![forbid(unsafe_code)]

macro_rules! include {
    ($path:literal) => {
        err::include_error_spec!($path);
    };
}

/// A function, with a type of its own that is derived beside it.
#[must_use]
pub fn function() -> String {
    err::include_error_spec!("../rich.yaml");

    #[derive(Debug, err::ApiError)]
    #[api_error(catalogue = self)]
    enum Own {
        #[api_error(code = "RATE_LIMIT", message = "{limit}")]
        Busy {
            retry_after: u32,
            limit: u8,
            #[api_error(detail = window)]
            per: &'static str,
            remaining: u32,
            hint: &'static str,
        },
        Some,
        #[api_error(transparent)]
        Any(Error),
    }

    let busy = Own::Busy { retry_after: 1, limit: 2, per: "minute", remaining: 3, hint: "hint" };
    format!("{busy} {} {}", Own::Some, Own::Any(Error::Some))
}

/// A module in a function.
#[must_use]
pub fn module() -> u16 {
    mod errors {
        err::include_error_spec!("../units.yaml");
    }

    #[derive(Debug, err::ApiError)]
    #[api_error(catalogue = errors)]
    struct Unit;

    err::ApiError::status(&Unit)
}

/// Blocks in a function, each with a catalogue of its own.
#[must_use]
pub fn blocks() -> u16 {
    const STATUS: u16 = {
        err::include_error_spec!("../rich.yaml");
        ErrorCode::Some.status()
    };
    err::include_error_spec!("../units.yaml");
    let close = {
        err::include_error_spec!("../socket.yaml");
        CloseCode::NormalBClosure.code()
    };
    let closure = || {
        err::include_error_spec!("../rich.yaml");
        ErrorCode::Some.status()
    };
    close + closure() + STATUS + ErrorCode::Unit.status()
}

/// A module that has one, and a function in it that has another one.
pub mod around {
    err::include_error_spec!("../units.yaml");

    /// The inner one.
    #[must_use]
    pub fn inner() -> &'static str {
        err::include_error_spec!("../socket.yaml");
        let _ = CloseCode::NormalBClosure;
        CATALOGUE.name()
    }

    /// The one of the module, which a type of a function can have, too.
    #[must_use]
    pub fn outer() -> &'static str {
        #[derive(Debug, err::ApiError)]
        #[api_error(catalogue = self)]
        struct Unit;

        err::ApiError::code(&Unit)
    }
}

/// By another macro.
#[must_use]
pub const fn by_macro() -> u16 {
    include!("../units.yaml");
    ErrorCode::Unit.status()
}

impl<T> Holder<T> {
    /// A method of a type with a parameter.
    #[must_use]
    pub const fn status(&self) -> u16 {
        include!("../units.yaml");
        ErrorCode::Unit.status()
    }
}

/// A type with a parameter.
#[derive(Debug)]
pub struct Holder<T>(pub T);

/// Nothing but the call.
pub const fn empty() {
    err::include_error_spec! { "../units.yaml" }
}

#[cfg(test)]
mod tests {
    #[test]
    fn in_a_test() {
        err::include_error_spec!("../units.yaml");
        assert_eq!(err::ApiError::code(&Error::Unit), "UNIT");
        assert_eq!((super::around::inner(), super::around::outer()), ("socket", "UNIT"));
        assert_eq!(super::module() + super::by_macro() + super::Holder(()).status(), 1500);
        assert!(super::function().starts_with("2 "));
        assert!(super::blocks() > 2000);
        super::empty();
    }
}
