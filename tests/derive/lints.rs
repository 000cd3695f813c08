//! Enums of every form, with every lint that a careful crate denies, and the runtime under another name.
#![deny(warnings, missing_docs, unused, rust_2018_idioms, future_incompatible)]
#![deny(missing_debug_implementations, unreachable_pub, unused_qualifications, single_use_lifetimes, unused_lifetimes)]
#![deny(trivial_casts, trivial_numeric_casts, keyword_idents, unused_results, let_underscore_drop, unit_bindings)]
#![deny(non_ascii_idents, explicit_outlives_requirements, redundant_lifetimes, variant_size_differences)]
#![forbid(unsafe_code)]

/// The catalogue.
pub mod errors {
    err::include_error_spec!("../errors.yaml");
}

/// A cause.
#[derive(Debug)]
pub struct Cause;

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("cause")
    }
}

impl std::error::Error for Cause {}

/// Unit, tuple and named variants.
#[derive(Debug, err::ApiError)]
#[api_error(catalogue = crate::errors)]
#[non_exhaustive]
pub enum Forms {
    /// A unit.
    Unauthorized,
    /// Named.
    SessionNotFound {
        /// The session.
        session_id: String,
    },
    /// Other names.
    #[api_error(code = "RATE_LIMIT", message = "{limit}")]
    Busy {
        /// Seconds.
        retry_after: u8,
        /// Requests.
        limit: u16,
        /// A time.
        window: &'static str,
        /// Who.
        #[api_error(private)]
        account: u8,
    },
    /// A tuple.
    #[api_error(code = InternalError)]
    Database(#[from] Cause),
    /// One more, and an old code.
    #[api_error(code = "INTERNAL_ERROR")]
    Other(#[source] Option<Box<dyn std::error::Error + Send + Sync>>, #[api_error(private)] u8),
    /// Another error.
    #[api_error(transparent)]
    Generated(#[from] errors::Error),
}

/// An old code.
#[derive(Debug, err::ApiError)]
#[api_error(catalogue = errors, crate = err)]
#[allow(deprecated, reason = "the code is an old one")]
pub struct Quota;

/// Details in a tuple.
#[derive(Debug, err::ApiError)]
#[api_error(catalogue = self::errors, code = "ID", crate = ::err)]
pub struct Id<'a>(#[api_error(detail = id)] &'a str);

impl<'a> Id<'a> {
    /// Makes one.
    #[must_use]
    pub const fn new(id: &'a str) -> Self {
        Self(id)
    }
}

/// Transparent only.
#[derive(Debug, err::ApiError)]
#[api_error(crate = err)]
pub enum Either<A, B>
where
    A: err::ApiError,
    B: err::ApiError,
{
    /// One.
    #[api_error(transparent)]
    Left(A),
    /// The other.
    #[api_error(transparent)]
    Right(B),
}

/// One per code and detail, in a function, where names come from the function.
#[must_use]
pub fn inside() -> u16 {
    mod errors {
        err::include_error_spec!("../errors.yaml");
    }

    #[derive(Debug, err::ApiError)]
    #[api_error(catalogue = errors)]
    enum Local {
        Unauthorized,
    }

    err::ApiError::status(&Local::Unauthorized)
}
