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

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(value: &str, date: Option<&str>) -> Option<u64> {
        parse(value.as_bytes(), date.map(str::as_bytes)).map(|delay| delay.as_secs())
    }

    #[test]
    fn reads_seconds() {
        assert_eq!(seconds("0", None), Some(0));
        assert_eq!(seconds(" 120\t", None), Some(120));
        assert_eq!(seconds("0120", None), Some(120));
    }

    #[test]
    fn ignores_garbage() {
        for garbage in ["", " ", "-1", "+1", "1.5", "1 2", "soon", "٣", "1s", "Sun, 06 Nov"] {
            assert_eq!(seconds(garbage, None), None, "{garbage:?}");
        }
        assert_eq!(parse(b"\xff", None), None);
    }

    #[test]
    fn caps_what_is_too_long() {
        let longest = Some(MAX_RETRY_AFTER.as_secs());
        assert_eq!(seconds("2678401", None), longest);
        assert_eq!(seconds("18446744073709551616", None), longest);
        assert_eq!(seconds(&"9".repeat(500), None), longest);
    }

    #[cfg(feature = "std")]
    #[test]
    fn reads_dates_against_the_date_of_the_response() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:07 GMT", date), Some(30));
        assert_eq!(seconds("Sunday, 06-Nov-94 08:50:07 GMT", date), Some(30));
        assert_eq!(seconds("Sun Nov  6 08:50:07 1994", date), Some(30));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:07 GMT", date), Some(0));
        assert_eq!(seconds("Fri, 31 Dec 9999 23:59:59 GMT", date), Some(MAX_RETRY_AFTER.as_secs()));
    }

    #[cfg(feature = "std")]
    #[test]
    fn reads_dates_against_the_clock() {
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT", None), Some(0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT", Some("?")), Some(0));
        let soon = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(100));
        assert!((90..=100).contains(&seconds(&soon, None).unwrap()));
    }
}
