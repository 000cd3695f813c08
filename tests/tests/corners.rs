//! Small catalogues whose shape is out of the ordinary, and what a server and a client make of them.

use errors_runtime::{ApiError, Code, HeaderSource, RateLimit, Reconnect, RemoteError, Severity};
use serde_json::{json, Value};

mod plain {
    errors_runtime::include_error_spec!("corners/plain.yaml");
}
mod list {
    errors_runtime::include_error_spec!("corners/list.yaml");
}
mod merged {
    errors_runtime::include_error_spec!("corners/merged.yaml");
}
mod header {
    errors_runtime::include_error_spec!("corners/header.yaml");
}
mod told {
    errors_runtime::include_error_spec!("corners/told.yaml");
}
mod codeless {
    errors_runtime::include_error_spec!("corners/codeless.yaml");
}
mod second {
    errors_runtime::include_error_spec!("corners/second.yaml");
}

fn limit<C: Code>(body: &str) -> (Option<C>, Option<u32>) {
    let remote = RemoteError::<C>::decode(400, &[], body);
    (remote.code(), remote.detail("limit"))
}

#[test]
fn a_status_tells_the_code_only_where_no_response_can() {
    fn code_of_a_page<C: Code>() -> Option<C> {
        RemoteError::decode(400, &[], "<html>").code()
    }
    assert_eq!(code_of_a_page::<list::ErrorCode>(), None);
    assert_eq!(code_of_a_page::<merged::ErrorCode>(), None);
    assert_eq!(code_of_a_page::<header::ErrorCode>(), None);
    assert_eq!(code_of_a_page::<codeless::ErrorCode>(), Some(codeless::ErrorCode::Any));
}

#[test]
fn of_two_members_of_one_name_nothing_of_the_first_is_left() {
    let any = Some(list::ErrorCode::Any);
    assert_eq!(limit(r#"{"error":["ANY",{"limit":1}]}"#), (any, Some(1)));
    assert_eq!(limit(r#"{"error":["ANY",{"limit":1}],"error":["ANY",{}]}"#), (any, None));
    let any = Some(merged::ErrorCode::Any);
    assert_eq!(limit(r#"{"error":{"type":"urn:acme:ANY","limit":1}}"#), (any, Some(1)));
    assert_eq!(limit(r#"{"error":{"limit":1},"error":{"type":"urn:acme:ANY"}}"#), (any, None));
}

#[test]
fn members_behind_the_first_are_told_from_each_other() {
    let any = Some(second::ErrorCode::Any);
    assert_eq!(limit(r#"{"instance":"i","error":{"code":"ANY","details":{"limit":1}}}"#), (any, Some(1)));
    let twice = r#"{"instance":"i","error":{"code":"ANY","details":{"limit":1}},"error":{"code":"ANY"}}"#;
    assert_eq!(limit(twice), (any, None));
}

/// In problem details `instance` is a text; elsewhere it is a name like any other.
#[test]
fn a_context_that_is_called_instance_may_be_a_number() {
    let remote = RemoteError::<second::ErrorCode>::decode(400, &[], r#"{"instance":7,"error":{"code":"ANY"}}"#);
    assert_eq!(remote.context("instance").as_deref(), Some("7"));
}

#[test]
fn a_code_without_a_fix_has_that_of_the_status_it_came_with() {
    let remote = |status| RemoteError::<second::ErrorCode>::decode(status, &[], r#"{"error":{"code":"ANY"}}"#);
    assert_eq!((remote(429).code(), remote(429).fixes()), (Some(second::ErrorCode::Any), &["Wait"][..]));
    assert_eq!(remote(400).fixes(), [""; 0]);
}

/// A source of headers that knows how to find one, and leaves the rest to the trait.
struct OneLine(&'static str, &'static str);

impl HeaderSource for OneLine {
    fn get(&self, name: &str) -> Option<&[u8]> {
        name.eq_ignore_ascii_case(self.0).then_some(self.1.as_bytes())
    }
}

#[test]
fn a_source_of_single_headers_shows_each_of_them() {
    let headers = OneLine("RateLimit", "\"key\";r=7;t=30");
    let remote = RemoteError::<plain::ErrorCode>::decode(429, &headers, "");
    assert_eq!(remote.rate_limit().and_then(RateLimit::remaining), Some(7));
}

#[test]
fn what_the_catalogue_says_is_shown_as_it_is_written() {
    assert_eq!(second::ErrorCode::Any.info().message().to_string(), "Of {limit}");
    let reconnects = [Reconnect::Never, Reconnect::Backoff, Reconnect::Immediately];
    assert_eq!(reconnects.map(|it| it.to_string()), ["never", "backoff", "immediately"]);
}

#[test]
fn siblings_are_not_nested() {
    let objects = r#""error":{"details":{"any":[{}]}},"#.repeat(1_000);
    let body = format!(r#"{{{objects}"error":{{"code":"ANY"}}}}"#);
    assert_eq!(RemoteError::decode(400, &[], body).code(), Some(plain::ErrorCode::Any));
    let lists = r#""error":["ANY",{}],"#.repeat(1_000);
    assert_eq!(limit(&format!(r#"{{{lists}"error":["ANY",{{"limit":1}}]}}"#)), (Some(list::ErrorCode::Any), Some(1)));
}

#[test]
fn null_is_a_value_of_a_detail_that_must_be_there_and_none_of_another() {
    let error = plain::Error::any(Value::Null, None);
    assert_eq!(error.to_json(), r#"{"error":{"code":"ANY","message":"m","details":{"any":null}}}"#);
    let error = plain::Error::only(Value::Null);
    assert_eq!(error.to_json(), r#"{"error":{"code":"ONLY","message":"It is ","details":{"any":null}}}"#);
}

#[test]
fn a_detail_of_any_json_stands_in_a_text_without_quotes() {
    for (any, said) in [(json!("blue"), "It is blue"), (json!(null), "It is "), (json!([1]), "It is [1]")] {
        let error = plain::Error::only(any);
        let remote = RemoteError::<plain::ErrorCode>::decode(400, &[], error.to_json());
        assert_eq!((error.to_string().as_str(), remote.user_message().as_deref()), (said, Some(said)));
    }
}

#[test]
fn errors_are_equal_by_their_code_and_each_detail() {
    let error = |more: u8| plain::Error::any(json!(1), Some(more));
    assert_eq!(error(2), error(2));
    assert_ne!(error(2), error(3));
    assert_ne!(error(2), plain::Error::other(json!(1), Some(2)));
}

#[test]
fn a_gap_between_texts_in_a_header_is_an_absent_detail() {
    for (city, street) in [(None, Some("b")), (Some("a"), None), (Some("a"), Some("b"))] {
        let error = header::Error::any(city.map(str::to_owned), street.map(str::to_owned));
        let remote = RemoteError::decode(400, &error.headers(), error.to_json());
        assert_eq!(header::Error::try_from(remote), Ok(error));
    }
}

#[test]
fn each_severity_is_kept() {
    let severities = plain::ErrorCode::ALL.iter().map(|code| code.severity());
    assert!(severities.eq([Severity::Info, Severity::Warning, Severity::Error, Severity::Critical, Severity::Warning]));
}

/// What any code says of itself, whatever its catalogue.
fn told<C: Code>(code: C) -> String {
    let (status, retryable, severity) = (code.status(), code.retryable(), code.severity());
    let texts = [code.fix(), code.category(), code.description(), code.docs_url()];
    format!("{} {status} {retryable} {severity} {:?} {texts:?}", code.code(), code.fixes())
}

#[test]
fn a_code_says_what_the_catalogue_says() {
    let [all, none] = *told::ErrorCode::ALL else { panic!("two codes") };
    assert_eq!(
        told(all),
        "ALL 503 true critical [\"First\", \"Second\"] \
         [Some(\"First\"), Some(\"one\"), Some(\"Said at length.\"), Some(\"https://docs.acme.dev/all\")]"
    );
    assert_eq!(told(none), "NONE 404 false warning [] [None, None, None, None]");
    let history = |code: told::ErrorCode| (code.info().since(), code.info().deprecated(), code.info().description());
    assert_eq!(history(all), (Some("1.2.0"), Some("use NONE"), Some("Said at length.")));
    assert_eq!(history(none), (None, None, None));
}
