//! `Retry-After`, see [RFC 9110 section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).

use core::time::Duration;

/// The longest delay that a client takes from a server: 31 days. Longer ones are cut to this.
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(31 * 24 * 60 * 60);

/// Reads a field value: seconds, or a date, which is measured against the response's `Date` where it has one.
pub(crate) fn parse(value: &[u8], date: Option<&[u8]>) -> Option<Duration> {
    let value = core::str::from_utf8(value).ok()?.trim_ascii();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // What does not fit is longer than the longest delay.
        return Some(capped(Duration::from_secs(value.parse().unwrap_or(u64::MAX))));
    }
    until(value, date).map(capped)
}

pub(crate) fn capped(delay: Duration) -> Duration {
    delay.min(MAX_RETRY_AFTER)
}

#[cfg(feature = "std")]
fn until(value: &str, date: Option<&[u8]>) -> Option<Duration> {
    let then = httpdate::parse_http_date(value).ok()?;
    let sent = date.and_then(|date| core::str::from_utf8(date).ok());
    let sent = sent.and_then(|date| httpdate::parse_http_date(date.trim_ascii()).ok());
    // A date that has passed asks for no delay.
    Some(then.duration_since(sent.or_else(now)?).unwrap_or_default())
}

#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
#[allow(clippy::unnecessary_wraps, reason = "there is not a clock on every target")]
fn now() -> Option<std::time::SystemTime> {
    Some(std::time::SystemTime::now())
}

/// The clock of `std` panics here.
#[cfg(all(feature = "std", target_family = "wasm", target_os = "unknown"))]
fn now() -> Option<std::time::SystemTime> {
    None
}

#[cfg(not(feature = "std"))]
fn until(_: &str, _: Option<&[u8]>) -> Option<Duration> {
    None
}
