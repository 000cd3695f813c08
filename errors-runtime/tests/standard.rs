//! The wire against its standards, a test for each clause: RFC 9457 (problem details), RFC 9110 (HTTP), RFC 6455
//! (WebSocket), and the draft of the rate limit fields.
#![cfg(all(feature = "macros", feature = "std"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so")]

use std::time::{Duration, SystemTime};

use errors_runtime::{ApiError, MAX_CLOSE_REASON, MAX_RETRY_AFTER, RateLimit, RemoteError};
use serde_json::{Value, json};

mod problem {
    errors_runtime::include_error_spec!("../specs/problem.yaml");
}
mod headers {
    errors_runtime::include_error_spec!("tests/standard/headers.yaml");
}
mod socket {
    errors_runtime::include_error_spec!("tests/standard/close-codes.yaml");
}

use problem::{Error, ErrorCode};

type Remote = RemoteError<ErrorCode>;

// RFC 9457: problem details

/// A problem that this client knows, with every member.
fn known() -> Error {
    Error::quota_exceeded(problem::Plan::Free, 100, 1800)
}

/// The body of a problem after a change to it.
fn changed(problem: &Error, change: impl FnOnce(&mut Value)) -> Remote {
    let body = problem.envelope().with("instance", "/messages/7").to_json();
    let mut body = serde_json::from_str(&body).unwrap();
    change(&mut body);
    Remote::decode(problem.status(), &problem.headers(), body.to_string())
}

/// Nothing of the other members is lost.
fn assert_costs_itself(member: &str, wrong: &Value) {
    let remote = changed(&known(), |body| body[member] = wrong.clone());
    let seen = format!("{member}: {wrong}");
    assert_eq!((remote.status(), remote.code()), (429, Some(ErrorCode::QuotaExceeded)), "{seen}");
    let message = (member != "detail").then(|| known().message().into_owned());
    assert_eq!(remote.message(), message.as_deref(), "{seen}");
    if member != "instance" {
        assert_eq!(remote.context("instance").as_deref(), Some("/messages/7"), "{seen}");
    }
    assert_eq!(remote.detail("limit"), Some(100), "{seen}");
    assert_eq!(Error::try_from(remote), Ok(known()), "{seen}");
}

fn no_strings() -> [Value; 6] {
    [json!(null), json!(true), json!(5), json!(["a"]), json!({ "a": "b" }), json!([[{ "detail": "deep" }]])]
}

#[test]
fn rfc9457_section_3_the_media_type_is_problem_json() {
    assert_eq!(problem::CATALOGUE.content_type(), "application/problem+json");
}

#[test]
fn rfc9457_section_3_1_1_type_of_the_wrong_type_is_ignored() {
    for wrong in no_strings() {
        assert_costs_itself("type", &wrong);
        // What the body says of a code that this client does not know is all that there is.
        let newer = changed(&known(), |body| (body["code"], body["type"]) = (json!("newer"), wrong.clone()));
        assert_eq!((newer.code_str(), newer.docs_url()), (Some("newer"), None), "{wrong}");
    }
    let newer = changed(&known(), |body| {
        (body["code"], body["type"]) = (json!("newer"), json!("https://example.com/newer"));
    });
    assert_eq!(newer.docs_url(), Some("https://example.com/newer"));
}

#[test]
fn rfc9457_section_3_1_1_an_absent_type_is_about_blank() {
    for absent in [false, true] {
        let remote = changed(&Error::not_found("message"), |body| {
            assert_eq!(body["type"], "about:blank");
            if absent {
                body.as_object_mut().unwrap().remove("type");
            }
        });
        assert_eq!((remote.code(), remote.docs_url()), (Some(ErrorCode::NotFound), None));
    }
}

#[test]
fn rfc9457_section_3_1_2_status_of_the_wrong_type_is_ignored() {
    for wrong in [json!("429"), json!(-1), json!(4.5), json!(1e300)].into_iter().chain(no_strings()) {
        assert_costs_itself("status", &wrong);
    }
}

#[test]
fn rfc9457_section_3_1_2_status_is_the_one_of_the_response() {
    let sent: Value = serde_json::from_str(&known().to_json()).unwrap();
    assert_eq!(sent["status"], known().status());
    // Where the two differ, an intermediary has changed the response's, which is what counts.
    assert_eq!(changed(&known(), |body| body["status"] = json!(200)).status(), 429);
}

#[test]
fn rfc9457_section_3_1_3_title_of_the_wrong_type_is_ignored() {
    for wrong in no_strings() {
        assert_costs_itself("title", &wrong);
    }
}

#[test]
fn rfc9457_section_3_1_4_detail_of_the_wrong_type_is_ignored() {
    for wrong in no_strings() {
        assert_costs_itself("detail", &wrong);
    }
}

#[test]
fn rfc9457_section_3_1_5_instance_of_the_wrong_type_is_ignored() {
    for wrong in no_strings() {
        assert_costs_itself("instance", &wrong);
        let remote = changed(&known(), |body| body["instance"] = wrong.clone());
        assert_eq!(remote.context("instance"), None, "{wrong}");
    }
}

#[test]
fn rfc9457_section_3_1_absent_members_cost_themselves() {
    for member in ["type", "status", "title", "detail", "instance"] {
        let remote = changed(&known(), |body| drop(body.as_object_mut().unwrap().remove(member).unwrap()));
        assert_eq!(remote.message().is_none(), member == "detail");
        assert_eq!(remote.context("instance").is_none(), member == "instance");
        assert_eq!(Error::try_from(remote), Ok(known()), "{member}");
    }
}

#[test]
fn rfc9457_section_3_2_unknown_extension_members_are_ignored() {
    let remote = changed(&known(), |body| {
        for (name, value) in [("trace", json!({ "detail": "inner", "code": "inner" })), ("balance", json!([1]))] {
            body[name] = value;
        }
    });
    assert_eq!(Error::try_from(remote), Ok(known()));
}

#[test]
fn rfc9457_section_3_2_an_extension_member_of_the_wrong_type_costs_itself() {
    for wrong in [json!("100"), json!(-100), json!(1.5), json!(null), json!([100]), json!({ "limit": 100 })] {
        let remote = changed(&known(), |body| body["limit"] = wrong.clone());
        assert_eq!((remote.code(), remote.detail::<u32>("limit")), (Some(ErrorCode::QuotaExceeded), None), "{wrong}");
        assert_eq!(remote.detail::<String>("plan").as_deref(), Some("free"));
        assert_eq!(remote.message(), Some(&*known().message()));
        // A typed error has all of its details, or is none.
        assert!(Error::try_from(remote).is_err(), "{wrong}");
    }
}

#[test]
fn rfc9457_section_4_2_1_the_title_of_about_blank_is_the_phrase_of_the_status() {
    let body: Value = serde_json::from_str(&Error::not_found("message").to_json()).unwrap();
    assert_eq!((&body["type"], &body["title"]), (&json!("about:blank"), &json!("Not Found")));
}

// RFC 9110: HTTP

/// The delay of an error for which the catalogue has no advice.
fn delay(headers: &[(&str, &str)]) -> Option<Duration> {
    Remote::decode(500, headers, Error::InternalError.to_json()).retry_after()
}

#[allow(clippy::unnecessary_wraps, reason = "what it is compared with may be none")]
fn seconds(seconds: u64) -> Option<Duration> {
    Some(Duration::from_secs(seconds))
}

const DATE: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");

#[test]
fn rfc9110_section_5_1_names_of_fields_have_no_case() {
    for name in ["Retry-After", "retry-after", "RETRY-AFTER"] {
        assert_eq!(delay(&[(name, "7")]), seconds(7), "{name}");
    }
}

#[test]
fn rfc9110_section_5_5_white_space_around_a_value_is_no_part_of_it() {
    for value in [" 7", "7\t", " \t7 \t"] {
        assert_eq!(delay(&[("Retry-After", value)]), seconds(7), "{value:?}");
    }
    let date = [("Retry-After", " Sun, 06 Nov 1994 08:50:07 GMT\t"), ("Date", "\tSun, 06 Nov 1994 08:49:37 GMT ")];
    assert_eq!(delay(&date), seconds(30));
}

#[test]
fn rfc9110_section_5_5_a_value_is_visible_ascii_or_is_not_sent() {
    let sent = |tag: &str| headers::Error::tagged(tag).headers();
    for good in ["a", "a b", "a  b", "!~", "\"x\"", "a, b; c=d"] {
        assert_eq!(sent(good), [("X-Tag", good.to_owned())]);
    }
    let controls = (0..=0x1f_u8).chain([0x7f]).map(|byte| format!("a{}b", char::from(byte)));
    let others = ["ä", "a\u{85}b", "a\u{2028}b", "😀", "a\r\nSet-Cookie: b=c", "a\r\n\r\n<html>"].map(str::to_owned);
    for bad in controls.chain(others) {
        assert_eq!(sent(&bad), [], "{bad:?}");
    }
}

#[test]
fn rfc9110_section_5_5_a_value_with_white_space_around_it_is_not_sent() {
    // It would come back as another one.
    for bad in [" ", "\t", " a", "a ", "a\tb\t"] {
        assert_eq!(headers::Error::tagged(bad).headers(), [], "{bad:?}");
    }
}

#[test]
fn rfc9110_section_5_4_a_value_has_at_most_8_kib() {
    // Servers and proxies limit the lines of a head, and refuse the whole response for one.
    for (len, lines) in [(8 * 1024, 1), (8 * 1024 + 1, 0), (1 << 20, 0)] {
        assert_eq!(headers::Error::tagged("x".repeat(len)).headers().len(), lines, "{len}");
    }
}

#[test]
fn rfc9110_section_10_2_3_retry_after_is_a_number_of_seconds() {
    for (value, expected) in [("0", 0), ("120", 120), ("0120", 120)] {
        assert_eq!(delay(&[("Retry-After", value)]), seconds(expected), "{value}");
    }
}

#[test]
fn rfc9110_section_10_2_3_a_number_too_large_is_the_longest_delay() {
    for value in ["2678401", "18446744073709551615", "18446744073709551616", &"9".repeat(500)] {
        assert_eq!(delay(&[("Retry-After", value)]), Some(MAX_RETRY_AFTER), "{value}");
    }
}

#[test]
fn rfc9110_section_10_2_3_what_is_neither_number_nor_date_is_ignored() {
    for garbage in ["", " ", "-1", "+1", "1.5", "1 2", "1, 2", "soon", "٣", "1s", "0x10", "Sun, 06 Nov", "GMT"] {
        assert_eq!(delay(&[("Retry-After", garbage)]), None, "{garbage:?}");
    }
    let bytes: &[(&str, &[u8])] = &[("Retry-After", b"\xff7")];
    assert_eq!(Remote::decode(500, bytes, "").retry_after(), None);
    // Ignored is as good as absent: the catalogue's own advice stands.
    let advised = Remote::decode(503, &[("Retry-After", "soon")], Error::Unavailable.to_json());
    assert_eq!(advised.retry_after(), seconds(120));
}

#[test]
fn rfc9110_section_10_2_3_a_date_counts_from_the_date_of_the_response() {
    let at = |time: &str| delay(&[("Retry-After", &format!("Sun, 06 Nov 1994 {time} GMT")), DATE]);
    assert_eq!(at("08:50:07"), seconds(30));
    assert_eq!(at("08:49:37"), seconds(0));
    assert_eq!(at("08:49:07"), seconds(0));
    assert_eq!(delay(&[("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), DATE]), Some(MAX_RETRY_AFTER));
}

#[test]
fn rfc9110_section_10_2_3_a_date_counts_from_now_where_the_response_has_none() {
    let past = "Sun, 06 Nov 1994 08:49:37 GMT";
    assert_eq!(delay(&[("Retry-After", past)]), seconds(0));
    assert_eq!(delay(&[("Retry-After", past), ("Date", "?")]), seconds(0));
    let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
    assert!((seconds(60)..=seconds(100)).contains(&delay(&[("Retry-After", &soon)])));
}

#[test]
fn rfc9110_section_5_6_7_imf_fixdate_is_read() {
    assert_eq!(delay(&[("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT"), DATE]), seconds(30));
}

#[test]
fn rfc9110_section_5_6_7_rfc850_date_is_read() {
    assert_eq!(delay(&[("Retry-After", "Sunday, 06-Nov-94 08:50:07 GMT"), DATE]), seconds(30));
}

#[test]
fn rfc9110_section_5_6_7_asctime_date_is_read() {
    assert_eq!(delay(&[("Retry-After", "Sun Nov  6 08:50:07 1994"), DATE]), seconds(30));
    assert_eq!(delay(&[("Retry-After", "Wed Nov 16 08:49:37 1994"), DATE]), seconds(10 * 24 * 60 * 60));
}

#[test]
fn rfc9110_section_5_6_7_no_other_form_is_read() {
    for garbage in [
        "Sun, 06 Nov 1994 08:50:07",
        "Sun, 06 Nov 1994 08:50:07 CET",
        "Sun, 06 Nov 1994 08:50:07 +0000",
        "Sun, 99 Nov 1994 08:50:07 GMT",
        "Sun, 06 Nov 1994 24:61:61 GMT",
        "1994-11-06T08:50:07Z",
        "06 Nov 1994 08:50:07 GMT",
    ] {
        assert_eq!(delay(&[("Retry-After", garbage), DATE]), None, "{garbage}");
    }
}

// RFC 6455: WebSocket

use socket::CloseCode;

/// The numbers of close frames that may be sent.
fn sendable() -> Vec<u16> {
    let frames = CloseCode::ALL.iter().filter_map(|code| code.info().frame("bye"));
    frames.map(|(code, _)| code).collect()
}

#[test]
fn rfc6455_section_7_4_1_what_is_defined_can_be_sent() {
    for code in (1000..=1003).chain(1007..=1014) {
        assert!(sendable().contains(&code), "{code}");
    }
}

#[test]
fn rfc6455_section_7_4_1_what_is_reserved_is_not_sent() {
    for code in [1004, 1005, 1006, 1015] {
        let code = CloseCode::from_code(code).unwrap();
        assert_eq!((code.is_sendable(), code.info().frame("bye")), (false, None), "{code}");
    }
}

#[test]
fn rfc6455_section_7_4_2_registered_and_private_codes_can_be_sent() {
    for code in [3000, 3999, 4000, 4999] {
        assert!(sendable().contains(&code), "{code}");
    }
}

#[test]
fn rfc6455_section_7_4_2_codes_outside_of_the_ranges_are_nobodys() {
    for code in [0, 999, 1016, 2999, 5000, u16::MAX] {
        assert_eq!(CloseCode::from_code(code), None, "{code}");
    }
}

#[test]
fn rfc6455_section_5_5_a_reason_has_at_most_123_bytes() {
    for filler in ["a", "é", "€", "🦀"] {
        let long = filler.repeat(200);
        let (_, reason) = CloseCode::NormalClosure.info().frame(&long).unwrap();
        assert!(reason.len() <= MAX_CLOSE_REASON && reason.len() + filler.len() > MAX_CLOSE_REASON, "{filler}");
        // Cut between characters: what is left is UTF-8 (section 5.5.1).
        assert!(long.starts_with(reason));
    }
    assert_eq!(MAX_CLOSE_REASON, 123);
    let whole = "é".repeat(61) + "a";
    assert_eq!(CloseCode::NormalClosure.info().frame(&whole), Some((1000, &*whole)));
}

#[test]
fn rfc6455_section_5_5_1_a_reason_may_be_empty() {
    assert_eq!(CloseCode::NormalClosure.info().frame(""), Some((1000, "")));
}

// draft-ietf-httpapi-ratelimit-headers

fn policy(field: &str) -> Option<(String, u64, Option<Duration>, String)> {
    let limit = RateLimit::read(&[("RateLimit-Policy", field)])?;
    let [policy] = limit.policies() else { panic!("{limit:?}") };
    Some((policy.name().to_owned(), policy.quota(), policy.window(), policy.unit().to_owned()))
}

fn service(field: &str) -> Option<(String, u64, Option<Duration>)> {
    let limit = RateLimit::read(&[("RateLimit", field)])?;
    let [service] = limit.limits() else { panic!("{limit:?}") };
    Some((service.name().to_owned(), service.remaining(), service.reset()))
}

#[test]
fn ratelimit_draft_a_policy_has_a_quota_and_may_have_a_window_and_a_unit() {
    let of = |window, unit: &str| Some(("a".to_owned(), 100, window, unit.to_owned()));
    assert_eq!(policy(r#""a";q=100"#), of(None, "requests"));
    assert_eq!(policy(r#""a";q=100;w=60"#), of(seconds(60), "requests"));
    assert_eq!(policy(r#""a";q=100;w=60;qu="content-bytes";pk=:cHs=:;x-own=?1"#), of(seconds(60), "content-bytes"));
    for without in [r#""a""#, r#""a";w=60"#, r#""a";q=-1"#, r#""a";q="100""#, r#""a";q=1.5"#] {
        assert_eq!(policy(without), None, "{without}");
    }
}

#[test]
fn ratelimit_draft_a_limit_has_a_remainder_and_may_have_a_reset() {
    assert_eq!(service(r#""a";r=5"#), Some(("a".to_owned(), 5, None)));
    assert_eq!(service(r#""a";r=0;t=30;pk=:cHs=:"#), Some(("a".to_owned(), 0, seconds(30))));
    for without in [r#""a""#, r#""a";t=30"#, r#""a";r=-1"#, r#""a";r=?0"#] {
        assert_eq!(service(without), None, "{without}");
    }
}

#[test]
fn a_field_of_eight_kibibytes_is_read_and_a_longer_one_is_not() {
    let padded = |len: usize| format!("\"a\";{}r=5", " ".repeat(len - 7));
    assert_eq!(service(&padded(8192)), Some(("a".to_owned(), 5, None)));
    assert_eq!(RateLimit::read(&[("RateLimit", &*padded(8193))]), None);
}

#[test]
fn ratelimit_draft_what_is_written_is_read() {
    let error = headers::Error::limited("per minute", 0, 30);
    let remote = RemoteError::<headers::ErrorCode>::decode(429, &error.headers(), error.to_json());
    let limit = remote.rate_limit().unwrap();
    assert_eq!((limit.limits()[0].name(), limit.remaining(), limit.reset()), ("per minute", Some(0), seconds(30)));
    assert_eq!(headers::Error::try_from(remote), Ok(error));
}

#[test]
fn ratelimit_draft_retry_after_comes_before_reset() {
    let field = ("RateLimit", r#""a";r=0;t=30"#);
    assert_eq!(delay(&[field, ("Retry-After", "7")]), seconds(7));
    // The reset of a window is no advice to wait: the server did not say that it is the reason.
    assert_eq!(delay(&[field]), None);
}
