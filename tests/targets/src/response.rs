//! The bytes of a response ▶ what a client makes of it, for catalogues with envelopes of every form.
//!
//! An input reads like HTTP: the number of a catalogue and a status, a line for each header, an empty line, the body.

use std::fmt::Debug;

use errors_runtime::{ApiError, Code, CodeInfo, Details, MAX_BODY, MAX_RETRY_AFTER, Place, RemoteError, Value};

/// A module for each catalogue, and the list of them.
macro_rules! catalogues {
    ($($module:ident: $path:literal;)+) => {
        $(mod $module { errors_runtime::include_error_spec!($path); })+

        const CATALOGUES: &[fn(&Response<'_>)] = &[$(assert_laws::<$module::ErrorCode, $module::Error>,)+];
    };
}

catalogues! {
    molroo: "../../specs/molroo.yaml";
    molroo_socket: "../../specs/molroo-socket.yaml";
    persona_sdk: "../../specs/persona-sdk.yaml";
    message_analysis: "../../specs/message-analysis.yaml";
    unleeshed: "../../specs/unleeshed.yaml";
    role_sessions: "../../specs/role-sessions.yaml";
    problem: "../../specs/problem.yaml";
    tour: "../../errors-catalogue/tests/cases/valid/tour.yaml";
    list: "list.yaml";
}

struct Response<'d> {
    status: u16,
    headers: Vec<(String, &'d [u8])>,
    body: &'d [u8],
}

pub(crate) fn decode(data: &[u8]) {
    let (first, rest) = line(data);
    let (Some((catalogue, status)), (headers, body)) = (first.split_first(), head(rest)) else { return };
    let Some(assert_laws) = CATALOGUES.get(usize::from(catalogue.wrapping_sub(b'0'))) else { return };
    let status = str::from_utf8(status).ok().and_then(|text| text.trim().parse().ok()).unwrap_or_default();
    assert_laws(&Response { status, headers, body });
}

/// Up to the end of the line, and behind it.
fn line(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[]),
    }
}

/// The headers, and what is behind them.
pub(crate) fn head(mut data: &[u8]) -> (Vec<(String, &[u8])>, &[u8]) {
    let mut headers = Vec::new();
    loop {
        let (header, rest) = line(data);
        data = rest;
        if header.is_empty() {
            return (headers, data);
        }
        let at = header.iter().position(|byte| *byte == b':').unwrap_or(header.len());
        let value = header.get(at + 1..).unwrap_or_default();
        headers.push((String::from_utf8_lossy(&header[..at]).into_owned(), value));
    }
}

fn assert_laws<C, E>(response: &Response<'_>)
where
    C: Code,
    E: ApiError + Details + Debug + PartialEq + TryFrom<RemoteError<C>, Error = RemoteError<C>>,
{
    let Response { status, headers, body } = response;
    let remote = RemoteError::<C>::decode(*status, headers, body);
    assert_eq!(remote.status(), *status);
    assert!(remote.body().len() <= MAX_BODY, "{} bytes are kept", remote.body().len());
    assert!(remote.retry_after().is_none_or(|delay| delay <= MAX_RETRY_AFTER));
    assert_told(&remote);
    match E::try_from(remote.clone()) {
        Ok(error) => assert_comes_back::<C, E>(&error, &remote),
        Err(same) => assert_eq!(same, remote),
    }
}

/// Every question has an answer, and those that hang together agree.
fn assert_told<C: Code>(remote: &RemoteError<C>) {
    assert_eq!(remote.code().map(Code::code), remote.info().map(CodeInfo::code));
    if let (Some(told), Some(code)) = (remote.code_str(), remote.code()) {
        assert_eq!(C::from_code(told), Some(code), "`{told}` is another code");
    }
    for detail in C::catalogue().codes().flat_map(CodeInfo::details) {
        let whole = remote.detail::<serde_json::Value>(detail.name());
        let _ = (remote.detail::<String>(detail.name()), remote.detail::<f64>(detail.name()));
        assert!(whole.is_none_or(|json| !json.is_null()), "a null is no detail");
    }
    for name in C::catalogue().context() {
        let _ = remote.context(name);
    }
    let _ = (remote.message(), remote.user_message(), remote.retryable(), remote.rate_limit(), remote.fix());
    let _ = (remote.severity(), remote.category(), remote.docs_url(), remote.fixes());
    assert!(!remote.to_string().is_empty() && !format!("{remote:?}").is_empty());
}

/// What was read whole is written whole, and read again.
fn assert_comes_back<C, E>(error: &E, remote: &RemoteError<C>)
where
    C: Code,
    E: ApiError + Details + Debug + PartialEq + TryFrom<RemoteError<C>, Error = RemoteError<C>>,
{
    let (body, headers) = (error.to_json(), error.headers());
    assert_eq!(Some(error.code()), remote.code().map(Code::code));
    assert!(serde_json::from_str::<serde_json::Value>(&body).is_ok(), "{body:?} is no JSON");
    assert_eq!(serde_json::to_string(&error.envelope()).ok().as_ref(), Some(&body));
    for (name, value) in &headers {
        assert!(value.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~')), "{name}: {value:?}");
    }
    if body.len() > MAX_BODY {
        return;
    }
    let again = RemoteError::<C>::decode(error.status(), &headers, &body);
    match E::try_from(again) {
        Ok(again) => assert_eq!(&again, error),
        Err(again) => assert!(loses_a_header(error), "{error:?} is lost in {again:?} with {headers:?}"),
    }
}

/// Whether a detail that travels in a header alone has a text that no header can hold, or none at all.
fn loses_a_header(error: &(impl ApiError + Details)) -> bool {
    let headers = error.headers();
    let details = error.entry().info().details().iter().enumerate();
    details.filter(|(_, detail)| detail.place() == Place::Header).any(|(index, _)| match error.detail(index) {
        Value::Text(text) => !headers.iter().any(|(_, value)| value.contains(&*text)),
        _ => false,
    })
}
