//! axum and actix-web send the same bytes for the same error: every entry of every catalogue, over loopback.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod loopback;

use std::fmt;
use std::rc::Rc;

use actix_web::{ResponseError, web};
use axum::Router;
use axum::routing::get as on_get;
use errors_runtime::{ApiError, Catalogue, Code, RemoteError};
use errors_wire::specs;
use loopback::{Answer, get, listen, logged, serve, serve_actix};

/// What a handler may return, whichever catalogue it is of.
type AnyError = Box<dyn ApiError + Send + Sync>;

/// The example of every entry, as the generated error. A detail that is only in the message cannot be read back from an
/// example body; those errors are in `more`.
fn examples<C: Code, E>(yaml: &str, more: &[E]) -> Vec<E>
where
    E: ApiError + Clone + TryFrom<RemoteError<C>>,
{
    let loaded = errors_catalogue::lock::load(std::path::Path::new(yaml), yaml);
    let example = |info: errors_runtime::CodeInfo| {
        let entry = loaded.catalogue.entries.iter().find(|entry| entry.code == info.code()).unwrap();
        let body = errors_catalogue::body::example_body(&loaded.catalogue, entry).to_string();
        let headers = example_headers(&loaded.catalogue, entry);
        E::try_from(RemoteError::decode(info.status(), &headers, body)).unwrap_or_else(|_| {
            let known = more.iter().find(|error| error.code() == info.code());
            known.unwrap_or_else(|| panic!("{} of {yaml} needs an example here", info.code())).clone()
        })
    };
    C::catalogue().codes().map(example).collect()
}

fn example_headers(
    catalogue: &errors_catalogue::model::Catalogue,
    entry: &errors_catalogue::model::Entry,
) -> Vec<(String, String)> {
    use errors_catalogue::model::{Part, RetryAfter};
    let fill = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Detail(at) => entry.wire.details[*at].example.as_ref().unwrap().to_text(),
        Part::Fill(_) => entry.code.clone(),
    };
    let headers = catalogue.wire.headers.iter().chain(&entry.wire.headers);
    let mut headers: Vec<_> =
        headers.map(|header| (header.name.clone(), header.value.parts.iter().map(fill).collect())).collect();
    if let RetryAfter::Detail(at) = entry.retry.retry_after {
        headers.push(("Retry-After".to_owned(), fill(&Part::Detail(at))));
    }
    headers
}

/// Serves the examples of one catalogue in both frameworks: the errors as generated, without a box around them.
macro_rules! assert_same {
    ($($test:ident: $module:ident, $yaml:literal, $more:expr;)+) => { $(
        #[tokio::test]
        async fn $test() {
            fn errors() -> Vec<specs::$module::Error> {
                use specs::$module::Error;
                examples::<specs::$module::ErrorCode, Error>(concat!("../../specs/", $yaml, ".yaml"), &$more)
            }
            fn configure(app: &mut web::ServiceConfig) {
                for error in errors() {
                    let path = format!("/{}", error.code());
                    app.route(&path, web::get().to(move || {
                        let error = error.clone();
                        async move { Err::<&'static str, _>(error) }
                    }));
                }
            }
            let mut router = Router::new();
            for error in errors() {
                let path = format!("/{}", error.code());
                router = router.route(&path, on_get(async move || Err::<(), _>(error)));
            }
            let (axum, actix) = (serve(router).await, serve_actix(configure));
            for error in errors() {
                let path = format!("/{}", error.code());
                let answer = get(axum, &path).await;
                assert_eq!(without_head(answer.clone()), without_head(get(actix, &path).await));
                assert_is(&answer, &error, specs::$module::CATALOGUE);
                assert_eq!(http::Response::from(error).body().as_ref(), answer.body.as_bytes());
            }
        }
    )+ };
}

fn without_head(answer: Answer) -> Answer {
    Answer { head: String::new(), ..answer }
}

/// The answer has all that the error is, and nothing else.
fn assert_is(answer: &Answer, error: &dyn ApiError, catalogue: &Catalogue) {
    assert_eq!(answer.status, if error.status() == 0 { 500 } else { error.status() }, "{error:?}");
    assert_eq!(answer.body, error.to_json());
    let mut headers = error.headers();
    headers.push(("content-type", catalogue.content_type().to_owned()));
    headers.push(("content-length", answer.body.len().to_string()));
    let mut headers: Vec<_> = headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    headers.sort();
    assert_eq!(answer.headers, headers, "{error:?}");
}

assert_same! {
    molroo_is_the_same: molroo, "molroo", [];
    molroo_socket_is_the_same: molroo_socket, "molroo-socket", [Error::invalid_message("Unknown message type: foo")];
    persona_sdk_is_the_same: persona_sdk, "persona-sdk", [
        Error::bad_request("No \"name\""),
        Error::unauthorized("Unknown key"),
        Error::forbidden("Not published — ünpublished"),
        Error::not_found("No such persona"),
    ];
    message_analysis_is_the_same: message_analysis, "message-analysis", [];
    unleeshed_is_the_same: unleeshed, "unleeshed", [
        Error::invalid_request("content", "length", "Content must be between 10 and 500 characters"),
    ];
    role_sessions_is_the_same: role_sessions, "role-sessions", [Error::session_not_found("123")];
    problem_is_the_same: problem, "problem", [
        Error::out_of_credit(30, vec!["/account/12345".to_owned()], 50),
        Error::not_found("message"),
    ];
}

/// A cause that must not get out.
#[derive(Debug)]
struct Cause(&'static str);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Cause {}

/// Of a user's own, with all that a type can have.
#[derive(Debug, ApiError)]
#[api_error(catalogue = specs::message_analysis)]
enum Own<'a, T>
where
    T: fmt::Debug + 'static,
{
    #[api_error(code = "INTERNAL_ERROR")]
    Broken(#[source] Cause),
    DailyQuotaExceeded {
        daily_limit: u32,
        daily_usage: u32,
        plan: &'a str,
        #[api_error(private)]
        _secret: T,
    },
}

/// Neither `Send` nor `Sync`, and displayed by somebody else.
#[derive(Debug, ApiError)]
#[api_error(catalogue = specs::message_analysis, code = "SERVICE_UNAVAILABLE", display = false)]
struct Local {
    #[api_error(private)]
    cause: Rc<Cause>,
}

impl fmt::Display for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "local: {}", self.cause)
    }
}

impl std::error::Error for Local {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.cause)
    }
}

/// Of another type.
#[derive(Debug, ApiError)]
enum Either {
    #[api_error(transparent)]
    Generated(specs::molroo::Error),
}

const SECRET: &str = "servers-secret-dsn";

/// The same errors again, by number, in whichever framework.
fn own(at: usize) -> Own<'static, &'static str> {
    match at {
        0 => Own::Broken(Cause(SECRET)),
        _ => Own::DailyQuotaExceeded { daily_limit: 1, daily_usage: 2, plan: "free", _secret: SECRET },
    }
}

fn boxed() -> AnyError {
    Box::new(own(0))
}

#[tokio::test]
async fn errors_of_a_users_own_are_the_same_and_keep_their_causes() {
    fn configure(app: &mut web::ServiceConfig) {
        app.route("/own/{at}", web::get().to(async |at: web::Path<usize>| Err::<&'static str, _>(own(*at))));
        let local = async || Err::<&'static str, _>(Local { cause: Rc::new(Cause(SECRET)) });
        app.route("/local", web::get().to(local));
        let either = async || Err::<&'static str, _>(Either::Generated(specs::molroo::Error::rate_limit(7)));
        app.route("/either", web::get().to(either));
        app.route("/boxed", web::get().to(async || Err::<&'static str, _>(boxed())));
        let with = async || actix_web::HttpResponse::from(own(0).envelope().with("request_id", "r-1"));
        app.route("/with", web::get().to(with));
    }
    listen();
    let router = Router::new()
        .route("/own/{at}", on_get(async |at: axum::extract::Path<usize>| Err::<(), _>(own(*at))))
        .route("/local", on_get(async || Err::<(), _>(Local { cause: Rc::new(Cause(SECRET)) })))
        .route("/either", on_get(async || Err::<(), _>(Either::Generated(specs::molroo::Error::rate_limit(7)))))
        .route("/boxed", on_get(async || Err::<(), _>(boxed())))
        .route(
            "/with",
            on_get(async || axum::response::IntoResponse::into_response(own(0).envelope().with("request_id", "r-1"))),
        );
    let (axum, actix) = (serve(router).await, serve_actix(configure));
    for (path, status, body) in [
        ("/own/0", 500, own(0).to_json()),
        ("/own/1", 429, own(1).to_json()),
        ("/local", 503, specs::message_analysis::Error::ServiceUnavailable.to_json()),
        ("/either", 429, specs::molroo::Error::rate_limit(7).to_json()),
        ("/boxed", 500, own(0).to_json()),
        ("/with", 500, own(0).envelope().with("request_id", "r-1").to_json()),
    ] {
        let answer = get(axum, path).await;
        assert_eq!(without_head(answer.clone()), without_head(get(actix, path).await));
        assert_eq!((answer.status, &answer.body), (status, &body), "{path}");
        assert!(!format!("{answer:?}").contains(SECRET), "{answer:?}");
    }
    assert_eq!(get(axum, "/either").await.header("retry-after"), Some("7"));
    assert!(logged(SECRET).is_empty(), "{:?}", logged(SECRET));
}

/// What a middleware of actix-web asks the error, without its response.
#[test]
fn actix_is_told_the_status_of_an_error() {
    let statuses = [own(0).status_code(), own(1).status_code(), boxed().status_code()];
    assert_eq!(statuses.map(|status| status.as_u16()), [500, 429, 500]);
}

#[test]
fn a_body_that_was_made_at_compile_time_is_not_copied() {
    let envelope = specs::molroo::Error::NotFound;
    let made = envelope.envelope().static_body().unwrap();
    assert_eq!(envelope.envelope().into_response().body().as_ptr(), made.as_ptr());
}

/// The crate has the older names of the two that RFC 9110 renamed, and names for one that is unused and one that is obsolete.
#[test]
fn reason_phrases_are_those_that_are_registered() {
    for status in 400..600 {
        let registered = match (status, http::StatusCode::from_u16(status).unwrap().canonical_reason()) {
            (413, _) => "Content Too Large",
            (422, _) => "Unprocessable Content",
            (_, Some(phrase)) if !matches!(status, 418 | 510) => phrase,
            _ if status < 500 => "Client Error",
            _ => "Server Error",
        };
        assert_eq!(errors_catalogue::reason_phrase(status), registered, "{status}");
    }
}
