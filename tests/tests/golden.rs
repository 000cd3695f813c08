//! The committed expansions compile, warning-free, with every lint on that a strict crate would set.
#![deny(warnings, missing_docs, missing_debug_implementations, rust_2018_idioms, unreachable_pub, clippy::pedantic)]
#![allow(
    clippy::allow_attributes_without_reason,
    clippy::type_complexity,
    reason = "generated code, which no lint of a user's reaches"
)]

// The test that writes the files formats them, in the style of another edition.
/// One code, nothing else.
#[rustfmt::skip]
#[path = "../golden/expand/smallest.rs"]
pub mod smallest;
/// What only messages have.
#[rustfmt::skip]
#[path = "../golden/expand/socket.rs"]
pub mod socket;
/// One of everything that responses have.
#[rustfmt::skip]
#[path = "../golden/expand/tour.rs"]
pub mod tour;

use errors_runtime::{ApiError, RemoteError};

#[test]
fn golden_code_works() {
    assert_eq!(smallest::ErrorCode::ALL.len(), 1);
    assert_eq!(smallest::ErrorCode::from_code("NOT_FOUND"), Some(smallest::ErrorCode::NotFound));
    assert_eq!(tour::ErrorCode::from_code("TOO_MANY"), Some(tour::ErrorCode::RateLimit));
    assert_eq!(socket::CloseCode::from_code(4000), Some(socket::CloseCode::ServerRestart));
    let error = tour::Error::rate_limit(30, 100, "1m", 0);
    let remote = RemoteError::decode(error.status(), &error.headers(), error.to_json());
    assert_eq!(tour::Error::try_from(remote), Ok(error));
}

#[test]
fn errors_compare_and_show_as_derives_would() {
    let error = tour::Error::rate_limit(30, 100, "1m", 0);
    assert_eq!(format!("{error:?}"), r#"RateLimit { retry_after: 30, limit: 100, window: "1m", remaining: 0 }"#);
    assert_eq!(format!("{:?}", tour::Error::Unauthorized), "Unauthorized");
    assert_eq!(error, error.clone());
    assert_ne!(error, tour::Error::rate_limit(30, 100, "1m", 1));
    assert_ne!(error, tour::Error::Unauthorized);
}
