//! `ErrorLayer` around a real axum server: whatever goes wrong, what leaves is the catalogue's, and causes stay inside.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod loopback;

use std::fmt;
use std::net::SocketAddr;
use std::panic::panic_any;
use std::time::Duration;

use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderName, Request, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get as on_get, post as on_post};
use axum::{Extension, Json, Router};
use bytes::Bytes;
use errors_runtime::{ApiError, ErrorLayer, KeepBody, Snapshot};
use errors_wire::specs;
use http_body::Body as _;
use loopback::{Answer, get, listen, logged, send, serve};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::{Layer, ServiceExt};
use tracing::Level;

/// An entry for each error that a framework makes.
pub mod errors {
    errors_runtime::include_error_spec!("tests/layer.yaml");
}

/// Details beside the code.
pub mod merged {
    errors_runtime::include_error_spec!("tests/merged.yaml");
}

use errors::{CATALOGUE, Error};

async fn serve_layered(router: Router) -> SocketAddr {
    listen();
    serve(router.layer(ErrorLayer::new(CATALOGUE))).await
}

fn assert_code(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.json()["error"]["code"], code, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"), "{answer:?}");
    assert_eq!(answer.header("content-length"), Some(&*answer.body.len().to_string()), "{answer:?}");
    assert_eq!(answer.json()["request_id"].as_str(), answer.header("x-request-id"), "{answer:?}");
}

// Request ids

#[tokio::test]
async fn a_request_id_is_kept_from_request_to_response() {
    let handler = on_get(async |headers: HeaderMap| headers["x-request-id"].to_str().unwrap().to_owned());
    let router = Router::new().route("/", handler).route("/bad", on_get(async || Err::<(), _>(Error::BadRequest)));
    let server = serve_layered(router).await;
    let longest = "x".repeat(128);
    for id in ["r-1", "!~", &longest] {
        let header = format!("X-Request-Id: {id}\r\n");
        let answer = send(server, "GET /", &header, "").await;
        assert_eq!((answer.status, &*answer.body, answer.header("x-request-id")), (200, id, Some(id)));
        let answer = send(server, "GET /bad", &header, "").await;
        assert_code(&answer, 400, "BAD_REQUEST");
        assert_eq!(answer.header("x-request-id"), Some(id));
    }
}

#[tokio::test]
async fn a_request_id_that_is_missing_or_not_valid_is_made() {
    let handler = on_get(async |headers: HeaderMap| headers["x-request-id"].to_str().unwrap().to_owned());
    let server = serve_layered(Router::new().route("/", handler)).await;
    let mut seen = std::collections::BTreeSet::new();
    let too_long = "x".repeat(129);
    for id in [None, None, Some(""), Some("a b"), Some("ä"), Some("a\tb"), Some(&*too_long)] {
        let header = id.map(|id| format!("X-Request-Id: {id}\r\n")).unwrap_or_default();
        let answer = send(server, "GET /", &header, "").await;
        let made = answer.header("x-request-id").unwrap();
        assert!(made.len() == 32 && made.bytes().all(|byte| byte.is_ascii_hexdigit()), "{made}");
        assert_eq!(answer.body, made);
        assert!(seen.insert(made.to_owned()));
    }
}

#[tokio::test]
async fn a_request_and_a_response_have_one_id_each() {
    let ids = |headers: &HeaderMap| -> Vec<String> {
        headers.get_all("x-request-id").iter().map(|id| id.to_str().unwrap().to_owned()).collect()
    };
    let handler = on_get(async move |headers: HeaderMap| ids(&headers).join(" "));
    let twice = [("x-request-id", "c"), ("x-request-id", "d")];
    let two = on_get(async move || (axum::response::AppendHeaders(twice), Error::BadRequest));
    let server = serve_layered(Router::new().route("/", handler).route("/two", two)).await;
    for first in ["a", "no id"] {
        let answer = send(server, "GET /", &format!("X-Request-Id: {first}\r\nX-Request-Id: b\r\n"), "").await;
        assert_eq!(Some(&*answer.body), answer.header("x-request-id"), "{answer:?}");
        assert_eq!(answer.body == "a", first == "a", "{answer:?}");
    }
    let answer = get(server, "/two").await;
    assert_code(&answer, 400, "BAD_REQUEST");
    assert_eq!(answer.head.matches("x-request-id: ").count(), 1, "{answer:?}");
}

#[tokio::test]
async fn the_names_and_the_ids_can_be_others() {
    let layer = ErrorLayer::new(specs::problem::CATALOGUE)
        .request_id_header(HeaderName::from_static("x-trace"))
        .request_id_context("instance")
        .make_request_id(|| "/trace/1".to_owned());
    let handler = on_get(async || Err::<(), _>(specs::problem::Error::InternalError));
    let server = serve(Router::new().route("/", handler).layer(layer)).await;
    let answer = get(server, "/").await;
    assert_eq!((answer.header("x-trace"), answer.header("x-request-id")), (Some("/trace/1"), None));
    assert_eq!(answer.json()["instance"], "/trace/1");
    // A maker whose ids are not valid is not asked twice.
    let layer = ErrorLayer::new(CATALOGUE).make_request_id(|| "a\r\nb".to_owned());
    let server = serve(Router::new().layer(layer)).await;
    let answer = get(server, "/").await;
    assert_eq!(answer.header("x-request-id").map(str::len), Some(32), "{answer:?}");
}

#[tokio::test]
async fn an_id_that_the_response_has_is_the_one_that_counts() {
    let router = Router::new().route("/", on_get(async || ([("x-request-id", "upstream")], Error::BadRequest)));
    let answer = send(serve_layered(router).await, "GET /", "X-Request-Id: mine\r\n", "").await;
    assert_code(&answer, 400, "BAD_REQUEST");
    assert_eq!(answer.header("x-request-id"), Some("upstream"));
}

// What a framework makes

#[tokio::test]
async fn errors_of_the_framework_become_the_catalogues() {
    let slow = async || tokio::time::sleep(Duration::from_secs(60)).await;
    let timeout =
        tower_http::timeout::TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_millis(20));
    let router = Router::new()
        .route("/json", on_post(async |_: Json<Value>| "ok"))
        .route("/typed", on_post(async |_: Json<u8>| "ok"))
        .layer(DefaultBodyLimit::max(16))
        .merge(Router::new().route("/slow", on_get(slow)).layer(timeout));
    let server = serve_layered(router).await;
    let json = "Content-Type: application/json\r\n";

    assert_code(&get(server, "/nowhere").await, 404, "NOT_FOUND");
    let wrong_method = get(server, "/json").await;
    assert_code(&wrong_method, 405, "METHOD");
    assert_eq!(wrong_method.header("allow"), Some("POST"));
    assert_code(&send(server, "POST /json", "", "{}").await, 415, "MEDIA");
    assert_code(&send(server, "POST /json", json, &"[".repeat(17)).await, 413, "BIG");
    assert_code(&send(server, "POST /json", json, "{").await, 400, "BAD_REQUEST");
    assert_code(&send(server, "POST /typed", json, "\"x\"").await, 422, "INVALID");
    assert_code(&get(server, "/slow").await, 408, "TIMEOUT");
    assert_eq!(send(server, "POST /json", json, "{}").await.body, "ok");
}

#[tokio::test]
async fn what_a_fallback_does_not_know_is_left_out() {
    let answer = get(serve_layered(Router::new()).await, "/nowhere").await;
    let error = answer.json()["error"].clone();
    assert_eq!(error, json!({ "code": "NOT_FOUND", "status": 404, "message": "Nothing is there" }));
    let router = Router::new().route("/", on_post(async |_: Json<Value>| "ok"));
    let answer = send(serve_layered(router).await, "POST /", "", "{}").await;
    assert_eq!(answer.json()["error"]["details"], Value::Null);
    let router = Router::new().route("/", on_get(async || StatusCode::GONE)).layer(ErrorLayer::new(merged::CATALOGUE));
    assert_eq!(get(serve(router).await, "/").await.body, r#"{"code":"GONE"}"#);
}

#[tokio::test]
async fn what_no_entry_can_stand_for_stays_as_it_is() {
    let router = Router::new()
        .route("/none", on_get(async || (StatusCode::IM_A_TEAPOT, "teapot")))
        .route("/strict", on_get(async || (StatusCode::FAILED_DEPENDENCY, "strict")))
        .route("/two", on_get(async || (StatusCode::PRECONDITION_REQUIRED, "two")));
    let server = serve_layered(router).await;
    for (path, body) in [("/none", "teapot"), ("/strict", "strict"), ("/two", "two")] {
        let answer = get(server, path).await;
        assert_eq!((&*answer.body, answer.header("content-type")), (body, Some("text/plain; charset=utf-8")));
        assert!(answer.header("x-request-id").is_some());
    }
}

#[tokio::test]
async fn headers_stay_unless_they_describe_the_old_body() {
    let headers = [
        ("www-authenticate", "Bearer"),
        ("set-cookie", "a=b"),
        ("etag", "\"1\""),
        ("content-encoding", "gzip"),
        ("content-language", "de"),
        ("content-type", "text/html"),
    ];
    let router = Router::new()
        .route("/401", on_get(async move || (StatusCode::UNAUTHORIZED, headers, "<html>")))
        .route("/429", on_get(async || (StatusCode::TOO_MANY_REQUESTS, "plain")))
        .route("/429/soon", on_get(async || (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "1")], "plain")));
    let server = serve_layered(router).await;
    let answer = get(server, "/401").await;
    assert_code(&answer, 401, "UNAUTHORIZED");
    assert_eq!((answer.header("www-authenticate"), answer.header("set-cookie")), (Some("Bearer"), Some("a=b")));
    for name in ["etag", "content-encoding", "content-language"] {
        assert_eq!(answer.header(name), None, "{name}");
    }
    assert_eq!(get(server, "/429").await.header("retry-after"), Some("60"));
    assert_eq!(get(server, "/429/soon").await.header("retry-after"), Some("1"));
}

/// Headers that say something of the bytes of a body, which are wrong beside other bytes.
const OF_THE_BYTES: [&str; 12] = [
    "content-digest",
    "content-encoding",
    "content-md5",
    "content-range",
    "digest",
    "etag",
    "last-modified",
    "repr-digest",
    "trailer",
    "transfer-encoding",
    "unencoded-digest",
    "content-length",
];

/// Headers that say what the text of a body is, which stay beside the same text.
const OF_THE_TEXT: [&str; 4] = ["accept-ranges", "content-disposition", "content-language", "content-location"];

/// The headers that the layer leaves of a response which had all of these, with the length 1.
async fn left_of(answer: impl IntoResponse) -> HeaderMap {
    let mut response = answer.into_response();
    for name in OF_THE_BYTES.into_iter().chain(OF_THE_TEXT).chain(["cache-control"]) {
        response.headers_mut().insert(name, "1".parse().unwrap());
    }
    let mut response = Some(response);
    let service = tower::service_fn(|_: Request<Body>| {
        std::future::ready(Ok::<_, std::convert::Infallible>(response.take().unwrap()))
    });
    let service = ErrorLayer::new(CATALOGUE).layer(service);
    service.oneshot(Request::new(Body::empty())).await.unwrap().into_parts().0.headers
}

#[tokio::test]
async fn a_rewritten_body_loses_what_described_the_old_bytes() {
    // With context added, and replaced.
    let rewritten = [left_of(Error::BadRequest).await, left_of((StatusCode::UNAUTHORIZED, "<html>")).await];
    for (headers, text_stays) in rewritten.iter().zip([true, false]) {
        for name in OF_THE_BYTES {
            assert!(headers.get(name).is_none_or(|value| name == "content-length" && value != "1"), "{name}");
        }
        for name in OF_THE_TEXT {
            assert_eq!(headers.contains_key(name), text_stays, "{name}");
        }
        assert_eq!(headers["cache-control"], "1");
    }
    let kept = left_of((StatusCode::UNAUTHORIZED, Extension(KeepBody), "<html>")).await;
    assert!(OF_THE_BYTES.iter().all(|name| kept[*name] == "1"), "{kept:?}");
    // RFC 9110, section 15.5.17: here it says how long the resource is.
    assert_eq!(left_of(Error::Range).await["content-range"], "1");
    assert_eq!(left_of((StatusCode::RANGE_NOT_SATISFIABLE, "plain")).await["content-range"], "1");
}

#[tokio::test]
async fn head_has_the_headers_of_get_and_no_body() {
    let router = Router::new().route("/", on_get(async || Err::<(), _>(Error::BadRequest)));
    let server = serve_layered(router).await;
    for (path, status) in [("/", 400), ("/nowhere", 404)] {
        let id = "X-Request-Id: r-1\r\n";
        let head = send(server, &format!("HEAD {path}"), id, "").await;
        let full = send(server, &format!("GET {path}"), id, "").await;
        assert_eq!((head.status, &*head.body), (status, ""));
        assert_eq!(head.headers, full.headers);
    }
    // Not every transport drops such a body itself.
    let service = tower::service_fn(async |_: Request<Body>| {
        Ok::<_, std::convert::Infallible>(Error::BadRequest.into_response())
    });
    let request = Request::head("/").body(Body::empty()).unwrap();
    let response = ErrorLayer::new(CATALOGUE).layer(service).oneshot(request).await.unwrap();
    assert!(response.body().is_end_stream() && response.headers().contains_key(header::CONTENT_LENGTH));
}

#[tokio::test]
async fn a_body_written_by_hand_is_replaced_unless_told_otherwise() {
    let hand = || (StatusCode::BAD_REQUEST, Json(json!({ "own": true })));
    let router = || {
        Router::new()
            .route("/json", on_get(async move || hand()))
            .route("/text", on_get(async || (StatusCode::BAD_REQUEST, "text")))
            .route("/kept", on_get(async move || (Extension(KeepBody), hand())))
    };
    let replacing = serve_layered(router()).await;
    assert_code(&get(replacing, "/json").await, 400, "BAD_REQUEST");
    assert_code(&get(replacing, "/text").await, 400, "BAD_REQUEST");
    assert_eq!(get(replacing, "/kept").await.body, r#"{"own":true}"#);
    let keeping = serve(router().layer(ErrorLayer::new(CATALOGUE).keep_json(true))).await;
    assert_eq!(get(keeping, "/json").await.body, r#"{"own":true}"#);
    assert_code(&get(keeping, "/text").await, 400, "BAD_REQUEST");
}

// What succeeds

/// A body that counts how often it is asked.
struct Slow {
    left: u8,
    wait: Option<std::pin::Pin<Box<tokio::time::Sleep>>>,
}

impl http_body::Body for Slow {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        use std::task::Poll;
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let wait = self.wait.get_or_insert_with(|| Box::pin(tokio::time::sleep(Duration::from_millis(150))));
        std::task::ready!(wait.as_mut().poll(cx));
        (self.wait, self.left) = (None, self.left - 1);
        Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(b"tick")))))
    }
}

#[tokio::test]
async fn a_stream_passes_piece_by_piece() {
    let router = Router::new().route("/", on_get(async || Body::new(Slow { left: 3, wait: None })));
    let server = serve_layered(router).await;
    let started = tokio::time::Instant::now();
    let mut stream = tokio::net::TcpStream::connect(server).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
    let (mut text, mut first) = (String::new(), None);
    let mut buffer = [0; 1024];
    loop {
        let len = stream.read(&mut buffer).await.unwrap();
        if len == 0 {
            break;
        }
        text.push_str(std::str::from_utf8(&buffer[..len]).unwrap());
        if text.contains("tick") {
            first.get_or_insert_with(|| started.elapsed());
        }
    }
    assert!(first.unwrap() < Duration::from_millis(290), "{first:?}");
    assert!(started.elapsed() >= Duration::from_millis(450));
    assert!(text.contains("transfer-encoding: chunked") && text.matches("tick").count() == 3, "{text}");
}

#[tokio::test]
async fn a_successful_body_keeps_its_size_and_its_type() {
    let service = tower::service_fn(async |request: Request<Body>| {
        let status = request.uri().path()[1..].parse::<u16>().unwrap();
        Ok::<_, std::convert::Infallible>(
            axum::http::Response::builder()
                .status(status)
                .body(http_body_util::Full::new(Bytes::from("four")))
                .unwrap(),
        )
    });
    let service = ErrorLayer::new(CATALOGUE).layer(service);
    for (status, size) in [(200, 4), (206, 4), (301, 4), (418, 4)] {
        let request = Request::get(format!("/{status}")).body(Body::empty()).unwrap();
        let response = service.clone().oneshot(request).await.unwrap();
        assert_eq!(response.body().size_hint().exact(), Some(size));
        assert!(!response.headers().contains_key(header::CONTENT_LENGTH));
        let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
        assert_eq!(body, "four");
    }
}

#[tokio::test]
async fn an_error_of_the_service_passes() {
    let service = tower::service_fn(async |_: Request<()>| Err::<axum::http::Response<Body>, _>("broken"));
    let outcome = ErrorLayer::new(CATALOGUE).layer(service).oneshot(Request::new(())).await;
    assert_eq!(outcome.err(), Some("broken"));
}

// Causes

/// A cause, and the cause of that.
#[derive(Debug)]
struct Cause(String, Option<Box<Cause>>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.1.as_deref().map(|cause| cause as _)
    }
}

/// Errors with causes, of each severity.
#[derive(Debug, ApiError)]
#[api_error(catalogue = errors)]
enum Own {
    Quiet(#[source] Cause),
    BadRequest(#[source] Cause),
    Internal(#[source] Cause),
    Worst(#[source] Cause),
}

#[derive(Debug, ApiError)]
enum Outer {
    #[api_error(transparent)]
    Own(Own),
}

fn cause(marker: &str) -> Cause {
    Cause(format!("outer {marker}"), Some(Box::new(Cause("inner\r\nforged=1 \u{1b}[2J\u{202e}".to_owned(), None))))
}

#[tokio::test]
async fn each_cause_is_logged_once_at_the_severity_of_its_entry() {
    let router = Router::new()
        .route("/quiet", on_get(async || Err::<(), _>(Own::Quiet(cause("mark-quiet")))))
        .route("/bad", on_get(async || Err::<(), _>(Own::BadRequest(cause("mark-bad")))))
        .route("/internal", on_get(async || Err::<(), _>(Outer::Own(Own::Internal(cause("mark-internal"))))))
        .route("/worst", on_get(async || Err::<(), _>(Own::Worst(cause("mark-worst")))));
    // Layers around layers agree, and say nothing twice.
    let server = serve_layered(router.layer(ErrorLayer::new(CATALOGUE)).layer(ErrorLayer::new(CATALOGUE))).await;
    for (path, code, status, level) in [
        ("quiet", "QUIET", 451, Level::WARN),
        ("bad", "BAD_REQUEST", 400, Level::WARN),
        ("internal", "INTERNAL", 500, Level::ERROR),
        ("worst", "WORST", 507, Level::ERROR),
    ] {
        let marker = format!("mark-{path}");
        let answer = get(server, &format!("/{path}")).await;
        assert_code(&answer, status, code);
        assert!(!format!("{answer:?}").contains(&marker));
        let lines = logged(&marker);
        assert_eq!(lines.len(), 1, "{lines:?}");
        let (line, id) = (&lines[0], answer.header("x-request-id").unwrap());
        assert_eq!(line.level, level);
        for field in [
            format!("error.code={code}\n"),
            format!("http.response.status_code={status}\n"),
            format!("request_id={id}\n"),
            format!("error.cause=outer {marker}: inner\\r\\nforged=1 \\u{{1b}}[2J\\u{{202e}}\n"),
        ] {
            assert!(line.text.contains(&field), "{field:?} in {line:?}");
        }
    }
}

#[tokio::test]
async fn what_says_nothing_new_is_not_logged() {
    let router = Router::new()
        .route("/bad", on_get(async || Err::<(), _>(Error::BadRequest)))
        .route("/internal", on_get(async || Err::<(), _>(Error::Internal)))
        .route("/text", on_get(async || (StatusCode::INTERNAL_SERVER_ERROR, "secret-of-text")));
    let server = serve_layered(router).await;
    for (path, id, lines) in [("/bad", "quiet-1", 0), ("/internal", "quiet-2", 1), ("/text", "quiet-3", 1)] {
        let answer = send(server, &format!("GET {path}"), &format!("X-Request-Id: {id}\r\n"), "").await;
        assert_eq!(logged(&format!("request_id={id}\n")).len(), lines, "{path}");
        assert!(!answer.body.contains("secret"), "{answer:?}");
    }
}

#[tokio::test]
async fn no_server_error_of_any_catalogue_shows_its_cause() {
    /// Some server error of each catalogue, each over a cause.
    macro_rules! wrapped {
        ($($module:ident: $($variant:ident)+;)+) => {{
            let mut router = Router::new();
            $({
                #[derive(Debug, ApiError)]
                #[api_error(catalogue = specs::$module)]
                enum Broken { $($variant(#[source] Cause),)+ }
                $(
                    let path = concat!("/", stringify!($module), "/", stringify!($variant));
                    let marker = concat!("marker-", stringify!($module), "-", stringify!($variant), ".");
                    let handler = on_get(async move || Err::<(), _>(Broken::$variant(cause(marker))));
                    router = router.merge(
                        Router::new().route(path, handler).layer(ErrorLayer::new(specs::$module::CATALOGUE)),
                    );
                )+
                for info in specs::$module::CATALOGUE.codes().filter(|info| info.status() >= 500) {
                    assert!([$(stringify!($variant)),+].contains(&info.name()), "{} is not tried", info.name());
                }
            })+
            let paths = [$($((stringify!($module), stringify!($variant)),)+)+];
            (router, paths)
        }};
    }
    listen();
    let (router, paths) = wrapped! {
        molroo: InternalError ServiceUnavailable;
        persona_sdk: InternalServerError ServiceUnavailable;
        message_analysis: InternalError ServiceUnavailable;
        unleeshed: InternalError;
        role_sessions: InternalError BadGateway ServiceUnavailable;
        problem: InternalError Unavailable;
    };
    let server = serve(router).await;
    for (module, variant) in paths {
        let answer = get(server, &format!("/{module}/{variant}")).await;
        assert!(answer.status >= 500, "{answer:?}");
        for text in ["marker-", "outer", "inner"] {
            assert!(!answer.head.contains(text) && !answer.body.contains(text), "{answer:?}");
        }
        let lines = logged(&format!("marker-{module}-{variant}."));
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].level <= Level::WARN, "{lines:?}");
    }
}

// Panics

fn explode(text: &str) {
    assert!(text.is_empty(), "{text}");
}

#[tokio::test]
async fn a_panic_is_the_fallback_of_500() {
    let router = Router::new()
        .route("/now", on_get(async || explode("mark-now\u{7}")))
        .route(
            "/later",
            on_get(async || {
                tokio::task::yield_now().await;
                explode("mark-later\u{7}");
            }),
        )
        .route("/fine", on_get(async || "fine"));
    let server = serve_layered(router).await;
    for path in ["now", "later"] {
        let answer = get(server, &format!("/{path}")).await;
        assert_code(&answer, 500, "INTERNAL");
        assert!(!format!("{answer:?}").contains("mark-"), "{answer:?}");
        let lines = logged(&format!("mark-{path}"));
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_eq!(lines[0].level, Level::ERROR);
        assert!(lines[0].text.contains(&format!("error.cause=panic: mark-{path}\\u{{7}}\n")), "{lines:?}");
        assert_eq!(get(server, "/fine").await.body, "fine");
    }
}

/// The payload of a panic that panics when it is dropped, with another such payload as often as it says.
struct Bomb(u8);

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.0 > 0 {
            panic_any(Self(self.0 - 1));
        }
    }
}

#[tokio::test]
async fn a_payload_that_panics_when_dropped_stays_inside() {
    for (bombs, is_sudden) in [(1, true), (1, false), (2, true), (2, false), (9, false)] {
        let service = tower::service_fn(move |_: Request<Body>| {
            if is_sudden {
                panic_any(Bomb(bombs));
            }
            async move {
                if bombs > 0 {
                    panic_any(Bomb(bombs));
                }
                Ok::<_, std::convert::Infallible>(StatusCode::OK.into_response())
            }
        });
        let response = ErrorLayer::new(CATALOGUE).layer(service).oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.extensions().get::<Snapshot>().unwrap().code(), "INTERNAL");
    }
}

/// Panics before there is anything to poll.
#[derive(Clone)]
struct Sudden;
impl tower::Service<Request<()>> for Sudden {
    type Response = axum::http::Response<Body>;
    type Error = std::convert::Infallible;
    type Future = std::future::Ready<Result<Self::Response, Self::Error>>;
    fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Ready(Ok(()))
    }
    fn call(&mut self, _: Request<()>) -> Self::Future {
        explode("mark-sudden");
        std::future::ready(Ok(Self::Response::default()))
    }
}

#[tokio::test]
async fn a_panic_before_the_future_and_without_an_entry_is_an_empty_500() {
    listen();
    // A socket's catalogue has no statuses, and so none to fall back to.
    let service = ErrorLayer::new(specs::molroo_socket::CATALOGUE).layer(Sudden);
    let response = service.oneshot(Request::new(())).await.unwrap();
    assert_eq!((response.status(), response.body().size_hint().exact()), (StatusCode::INTERNAL_SERVER_ERROR, Some(0)));
    assert_eq!(logged("mark-sudden").len(), 1);
}

// Pictures

#[tokio::test]
async fn a_response_carries_a_picture_of_its_error() {
    let response = Error::not_found("user", "Ann", None).into_response();
    let snapshot = response.extensions().get::<Snapshot>().unwrap();
    assert_eq!((snapshot.code(), snapshot.status(), snapshot.is_reported()), ("NOT_FOUND", 404, false));
    assert_eq!(snapshot.to_json(), Error::not_found("user", "Ann", None).to_json());
    assert_eq!(snapshot.to_string(), Error::not_found("user", "Ann", None).to_string());
    let response = Own::Internal(cause("outermost")).into_response();
    let snapshot = response.extensions().get::<Snapshot>().unwrap();
    assert_eq!(snapshot.causes().len(), 2);
    assert!(!format!("{snapshot:?}{snapshot}{}", snapshot.to_json()).contains("outermost"));
}

#[derive(Debug, ApiError)]
#[api_error(catalogue = errors, code = "NOT_FOUND", message = "{name} has left")]
struct Left {
    kind: &'static str,
    name: &'static str,
    hint: Option<String>,
}

#[tokio::test]
async fn a_picture_has_the_message_that_its_error_had() {
    let left = || Left { kind: "user", name: "Ann", hint: None };
    let response = left().into_response();
    let snapshot = response.extensions().get::<Snapshot>().unwrap();
    assert_eq!((snapshot.message().as_ref(), snapshot.to_json()), ("Ann has left", left().to_json()));
}

/// An error that is its own cause, and has much to say.
#[derive(Debug)]
struct Endless;

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&"ä".repeat(10_000))
    }
}

impl std::error::Error for Endless {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self)
    }
}

#[derive(Debug, ApiError)]
#[api_error(catalogue = errors, code = "INTERNAL")]
struct OfEndless(#[source] Endless);

#[test]
fn causes_have_an_end() {
    let response = OfEndless(Endless).into_response();
    let causes = response.extensions().get::<Snapshot>().unwrap().causes();
    assert_eq!((causes.len(), causes[0].len()), (32, 4096));
}

#[tokio::test]
async fn context_that_a_handler_added_stays_and_the_layers_request_id_counts() {
    async fn handler() -> axum::response::Response {
        let envelope = Error::BadRequest.envelope().with("request_id", "handlers").with("tenant", "t-1");
        IntoResponse::into_response(envelope)
    }
    let server = serve_layered(Router::new().route("/", on_get(handler))).await;
    let answer = send(server, "GET /", "X-Request-Id: r-1\r\n", "").await;
    assert_code(&answer, 400, "BAD_REQUEST");
    assert_eq!((answer.header("x-request-id"), &answer.json()["tenant"]), (Some("r-1"), &json!("t-1")));
}

#[tokio::test]
async fn a_status_that_a_handler_changed_stays() {
    let handler = on_get(async || (StatusCode::CONFLICT, Error::BadRequest));
    let answer = get(serve_layered(Router::new().route("/", handler)).await, "/").await;
    assert_code(&answer, 409, "BAD_REQUEST");
}

#[tokio::test]
async fn a_success_keeps_its_body() {
    let handler = on_get(async || (StatusCode::OK, Error::BadRequest));
    let answer = get(serve_layered(Router::new().route("/", handler)).await, "/").await;
    assert_eq!((answer.status, answer.json()), (200, serde_json::from_str(&Error::BadRequest.to_json()).unwrap()));
}

#[tokio::test]
async fn a_stand_in_may_lack_what_is_optional() {
    let router = Router::new().route("/", on_get(async || StatusCode::GONE));
    let answer = get(serve_layered(router).await, "/").await;
    assert_code(&answer, 410, "GONE");
    assert_eq!(answer.json()["error"]["message"], "It is gone");
}

#[test]
fn a_picture_keeps_a_null_that_must_be_there() {
    let error = || Error::teapot(Value::Null);
    let response = error().into_response();
    let snapshot = response.extensions().get::<Snapshot>().unwrap();
    assert_eq!((snapshot.to_json(), snapshot.to_string()), (error().to_json(), error().to_string()));
}

/// A service that takes no request yet.
#[derive(Clone)]
struct Busy;

impl tower::Service<Request<Body>> for Busy {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = std::future::Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Pending
    }

    fn call(&mut self, _: Request<Body>) -> Self::Future {
        std::future::ready(Ok(StatusCode::OK.into_response()))
    }
}

#[tokio::test]
async fn a_service_that_is_not_ready_is_not_called() {
    let mut layered = ErrorLayer::new(CATALOGUE).layer(Busy);
    let ready = tokio::time::timeout(Duration::from_millis(10), ServiceExt::<Request<Body>>::ready(&mut layered));
    assert!(ready.await.is_err());
}
