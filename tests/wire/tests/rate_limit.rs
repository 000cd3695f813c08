//! Rate limits: constants of the catalogue, fields on the wire, and what a client reads of them.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod raw;

use std::time::Duration;

use errors_runtime::{ApiError, RateLimit, RemoteError, ResponseExt};
use errors_wire::specs::{persona_sdk, role_sessions};

use raw::{Server, response, response_of};

mod errors {
    errors_runtime::include_error_spec!("fixtures/rate_limit.yaml");
}
use errors::{CATALOGUE, Error, ErrorCode};

async fn remote(answer: Vec<u8>) -> RemoteError<ErrorCode> {
    let server = Server::answering(move |_| answer.clone()).await;
    reqwest::get(&server.url).await.unwrap().error_for_code().await.unwrap_err()
}

#[test]
fn limits_are_constants() {
    let limit = CATALOGUE.rate_limit("default").unwrap();
    assert_eq!((limit.limit(), limit.window(), limit.scope()), (100, Duration::from_secs(60), Some("Per API key")));
    assert!(CATALOGUE.rate_limit("DEFAULT").is_none());
    let chat = persona_sdk::CATALOGUE.rate_limit("chat").unwrap();
    assert_eq!((chat.limit(), chat.window().as_secs(), chat.name()), (60, 60, "chat"));
    for limit in persona_sdk::CATALOGUE.rate_limits() {
        assert_eq!(persona_sdk::CATALOGUE.rate_limit(limit.name()).unwrap().limit(), limit.limit());
    }
}

#[tokio::test]
async fn the_two_fields_are_written_and_read() {
    let error = Error::rate_limit("default", 0, 30, 100, 60);
    let headers = error.headers();
    let value = |name: &str| headers.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| &**value);
    assert_eq!(value("RateLimit"), Some(r#""default";r=0;t=30"#));
    assert_eq!(value("RateLimit-Policy"), Some(r#""default";q=100;w=60, "burst";q=5;w=1;qu="requests""#));
    let remote = remote(response_of(&error)).await;
    let limit = remote.rate_limit().unwrap();
    assert_eq!((limit.remaining(), limit.reset()), (Some(0), Some(Duration::from_secs(30))));
    let policies: Vec<_> = limit.policies().iter().map(|it| (it.name(), it.quota(), it.window(), it.unit())).collect();
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    assert_eq!(policies, [("default", 100, seconds(60), "requests"), ("burst", 5, seconds(1), "requests")]);
    assert_eq!(limit.limits()[0].name(), limit.policy("default").unwrap().name());
    assert_eq!(remote.retry_after(), seconds(30));
    assert_eq!(Error::try_from(remote).unwrap(), error);
}

#[tokio::test]
async fn errors_without_the_fields_have_no_limit() {
    assert!(remote(response_of(&Error::NotFound)).await.rate_limit().is_none());
}

#[tokio::test]
async fn fields_of_several_lines_are_one_list() {
    let lines = ["RateLimit: \"a\";r=3", "X-Other: 1", "ratelimit: \"b\";r=1;t=9"];
    let remote = remote(response(429, &lines, "")).await;
    let limit = remote.rate_limit().unwrap();
    assert_eq!((limit.limits().len(), limit.remaining(), limit.reset()), (2, Some(1), Some(Duration::from_secs(9))));
}

/// A malformed field costs itself: neither the other field nor the error.
#[tokio::test]
async fn malformed_fields_are_ignored() {
    let good = r#"RateLimit-Policy: "a";q=5"#;
    for malformed in
        ["limit=1, remaining=2", "\"a;r=1", "\"a\";r=1,", "\"a\";r=1.5", "\"a\";r=-1", "(\"a\");r=1", "\u{fc};r=1"]
    {
        let line = format!("RateLimit: {malformed}");
        let remote = remote(response(429, &[&line, good], r#"{"error":{"code":"RATE_LIMIT"}}"#)).await;
        assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
        let limit = remote.rate_limit().unwrap();
        assert_eq!((limit.remaining(), limit.policies()[0].quota()), (None, 5), "{malformed}");
        assert!(remote_of(&[&line]).await.rate_limit().is_none());
    }
    let long = format!("RateLimit: \"a\";r=1;x=\"{}\"", "x".repeat(9000));
    assert!(remote_of(&[&long]).await.rate_limit().is_none());
}

async fn remote_of(headers: &[&str]) -> RemoteError<ErrorCode> {
    remote(response(429, headers, "")).await
}

#[tokio::test]
async fn successful_responses_have_limits_too() {
    let server = Server::answering(|_| response(200, &["RateLimit: \"a\";r=3;t=1"], "")).await;
    let response = reqwest::get(&server.url).await.unwrap();
    assert_eq!(RateLimit::read(response.headers()).unwrap().remaining(), Some(3));
}

/// The older headers are details like any other.
#[tokio::test]
async fn x_rate_limit_headers_are_details() {
    let sent = role_sessions::Error::rate_limit_exceeded(7, "1 hour", 9, 3, 12);
    let answer = response_of(&sent);
    let server = Server::answering(move |_| answer.clone()).await;
    let response = reqwest::get(&server.url).await.unwrap();
    let remote = response.error_for_code::<role_sessions::ErrorCode>().await.unwrap_err();
    assert!(remote.rate_limit().is_none());
    assert_eq!(role_sessions::Error::try_from(remote).unwrap(), sent);
}
