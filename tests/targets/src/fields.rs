//! Header lines ▶ how long to wait and what is left of a budget.

use std::time::Duration;

use errors_runtime::{HeaderSource, MAX_RETRY_AFTER, RateLimit, RemoteError, ServiceLimit};

use crate::response;

mod errors {
    errors_runtime::include_error_spec!("../../specs/molroo.yaml");
}

pub(crate) fn read(data: &[u8]) {
    let (headers, _) = response::head(data);
    let remote = RemoteError::<errors::ErrorCode>::decode(429, &headers, "");
    assert_eq!(remote.rate_limit(), RateLimit::read(&headers).as_ref());
    if let Some(limit) = remote.rate_limit() {
        assert_rate_limit(limit);
    }
    assert!(remote.retry_after().is_none_or(|delay| delay <= MAX_RETRY_AFTER));
    if let Some(delay) = seconds(&headers) {
        assert_eq!(remote.retry_after(), Some(delay));
    }
}

/// What a `Retry-After` of seconds says.
fn seconds(headers: &[(String, &[u8])]) -> Option<Duration> {
    let value = std::str::from_utf8(HeaderSource::get(headers, "Retry-After")?).ok()?.trim_ascii();
    let digits = value.trim_start_matches('0');
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = if digits.len() > 10 { u64::MAX } else { format!("0{digits}").parse().unwrap_or_default() };
    Some(Duration::from_secs(seconds).min(MAX_RETRY_AFTER))
}

/// What was read stays the same when it is written and read again.
fn assert_rate_limit(limit: &RateLimit) {
    let limits: Vec<String> = limit
        .limits()
        .iter()
        .map(|it| {
            assert!(it.reset().is_none_or(|reset| reset <= MAX_RETRY_AFTER));
            let reset = it.reset().map(|reset| format!(";t={}", reset.as_secs())).unwrap_or_default();
            format!("{};r={}{reset}", quoted(it.name()), it.remaining())
        })
        .collect();
    let policies: Vec<String> = limit
        .policies()
        .iter()
        .map(|it| {
            let window = it.window().map(|window| format!(";w={}", window.as_secs())).unwrap_or_default();
            format!("{};q={};qu={}{window}", quoted(it.name()), it.quota(), quoted(it.unit()))
        })
        .collect();
    let written = [("RateLimit", limits.join(", ")), ("RateLimit-Policy", policies.join(","))];
    let again = RateLimit::read(&written[..]);
    assert!(again.as_ref().is_some_and(|again| is_same(again, limit)), "{limit:?} becomes {again:?}");
    assert_eq!(limit.remaining(), limit.limits().iter().map(ServiceLimit::remaining).min());
}

/// A unit that is written out is no other than the one that is meant.
fn is_same(left: &RateLimit, right: &RateLimit) -> bool {
    let units = |limit: &RateLimit| -> Vec<_> {
        limit
            .policies()
            .iter()
            .map(|it| (it.name().to_owned(), it.quota(), it.unit().to_owned(), it.window()))
            .collect()
    };
    left.limits() == right.limits() && units(left) == units(right)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
