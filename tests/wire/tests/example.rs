//! The example server over loopback: every code of every catalogue, details by query, errors that go away.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;

use errors_runtime::{ApiError, Code, MAX_BODY, Place, RemoteError};
use errors_wire::example;
use errors_wire::specs::{self, SPECS};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A server of one test, and a client of it.
struct Site {
    root: String,
    client: reqwest::Client,
}

impl Site {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async { example::serve(listener).await });
        Self { root, client: reqwest::Client::new() }
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.root)).send().await.unwrap()
    }

    async fn json(&self, path: &str) -> (u16, Value) {
        let response = self.get(path).await;
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }
}

async fn decode<C: Code>(response: Response) -> RemoteError<C> {
    let status = response.status().as_u16();
    let headers: Vec<(String, Vec<u8>)> =
        response.headers().iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect();
    let body = response.bytes().await.unwrap();
    assert!(body.len() < MAX_BODY);
    RemoteError::decode(status, &headers, body)
}

/// Whether every detail can be read back.
fn is_readable(code: impl Code) -> bool {
    code.info().details().iter().all(|detail| detail.place() != Place::Message)
}

/// What any response of a code has in common.
fn assert_answers<C: Code>(code: C, response: &Response) {
    assert_eq!(response.status().as_u16(), code.status(), "{code}");
    assert_eq!(response.headers()["content-type"], C::catalogue().content_type(), "{code}");
    assert!(response.headers().contains_key("x-request-id"), "{code}");
}

/// Every error arrives as what a handler would have returned: the typed error, its body and its headers.
macro_rules! assert_codes_arrive {
    ($($test:ident: $module:ident, typed $typed:literal;)+) => { $(
        #[tokio::test]
        async fn $test() {
            use specs::$module::{CATALOGUE, Error, ErrorCode};
            let site = Site::open().await;
            let mut typed = 0;
            for (code, method) in ErrorCode::ALL.iter().flat_map(|code| [(*code, Method::GET), (*code, Method::POST)]) {
                let url = format!("{}/{}/{code}", site.root, CATALOGUE.name());
                let response = site.client.request(method, url).header("x-request-id", "r-1").send().await.unwrap();
                assert_answers(code, &response);
                let headers = response.headers().clone();
                let remote = decode::<ErrorCode>(response).await;
                assert_eq!(remote.code(), Some(code), "{remote:?}");
                let declares_id = CATALOGUE.context().contains(&"request_id");
                assert_eq!(remote.context("request_id").as_deref(), declares_id.then_some("r-1"), "{code}");
                let Ok(error) = Error::try_from(remote.clone()) else {
                    assert!(!is_readable(code), "{remote:?}");
                    continue;
                };
                assert_eq!(remote.body(), error.envelope().with("request_id", "r-1").to_json());
                for (name, value) in error.headers() {
                    assert_eq!(headers[name], value, "{code}");
                }
                typed += 1;
            }
            assert_eq!(typed, $typed * 2);
        }
    )+ };
}

assert_codes_arrive! {
    molroo_arrives: molroo, typed 11;
    persona_sdk_arrives: persona_sdk, typed 3;
    message_analysis_arrives: message_analysis, typed 9;
    unleeshed_arrives: unleeshed, typed 5;
    role_sessions_arrives: role_sessions, typed 9;
    problem_arrives: problem, typed 5;
}

#[tokio::test]
async fn socket_codes_have_no_status_of_their_own() {
    let site = Site::open().await;
    let (status, body) = site.json("/molroo-socket/INVALID_MESSAGE?reason=Not%20now").await;
    assert_eq!((status, body), (500, json!({ "type": "error", "code": "INVALID_MESSAGE", "message": "Not now" })));
}

#[tokio::test]
async fn parameters_are_details() {
    let site = Site::open().await;
    let limited = site.get("/molroo/RATE_LIMIT?retry_after=2").await;
    assert_eq!(limited.headers()["retry-after"], "2");
    let url = "/role-sessions/rate_limit_exceeded?limit=7&window=1%20hour&retry_after=9&remaining=3&reset=12";
    let remote = decode::<specs::role_sessions::ErrorCode>(site.get(url).await).await;
    let expected = specs::role_sessions::Error::rate_limit_exceeded(7, "1 hour", 9, 3, 12);
    assert_eq!(specs::role_sessions::Error::try_from(remote).unwrap(), expected);
    let (_, body) = site.json("/persona-sdk/NOT_FOUND?reason=5").await;
    assert_eq!(body, json!({ "error": { "message": "5" } }));
    let (_, body) = site.json("/problem/out-of-credit?cost=-9&accounts=[%22/a%22]").await;
    assert_eq!(
        (&body["detail"], &body["accounts"]),
        (&json!("Your current balance is 30, but that costs -9."), &json!(["/a"]))
    );
    let (_, body) = site.json("/problem/quota-exceeded?plan=galactic").await;
    assert_eq!(body["plan"], "galactic");
}

#[tokio::test]
async fn keeps_structs_in_the_order_of_their_declaration() {
    let site = Site::open().await;
    let url = "/problem/validation-error?errors=[{%22pointer%22:%22%23/a%22,%22detail%22:%22no%22}]";
    let body = site.get(url).await.text().await.unwrap();
    assert!(body.ends_with(r##""errors":[{"detail":"no","pointer":"#/a"}]}"##), "{body}");
}

#[tokio::test]
async fn explains_what_it_refuses() {
    let site = Site::open().await;
    for (path, status, problem) in [
        ("/molroo/RATE_LIMIT?retry_after=soon", 400, "`retry_after` is a u32, and `soon` is none"),
        ("/molroo/RATE_LIMIT?retry_after=-1", 400, "`retry_after` is a u32, and `-1` is none"),
        ("/molroo/RATE_LIMIT?retry_after=4294967296", 400, "`retry_after` is a u32, and `4294967296` is none"),
        ("/molroo/RATE_LIMIT?request_id=r-1", 400, "`RATE_LIMIT` has no detail `request_id`"),
        ("/molroo/RATE_LIMIT?wait=1", 400, "`RATE_LIMIT` has no detail `wait`"),
        ("/problem/out-of-credit?accounts=[1]", 400, "`accounts` is a list<string>, and `[1]` is none"),
        ("/problem/validation-error?errors=[{}]", 400, "`errors` is a list<Violation>, and `[{}]` is none"),
        ("/molroo/flaky/RATE_LIMIT?fail=few", 400, "`fail` is a count, and `few` is none"),
        ("/molroo/NOPE", 404, "`molroo` has no code `NOPE`; `/molroo` lists them"),
        ("/molroo/flaky/NOPE", 404, "`molroo` has no code `NOPE`; `/molroo` lists them"),
        ("/nope", 404, "there is no catalogue `nope`; `/` lists them"),
        ("/nope/NOPE", 404, "there is no catalogue `nope`; `/` lists them"),
        ("/molroo/a/b/c", 404, "there is nothing here; `/` lists the catalogues"),
    ] {
        assert_eq!(site.json(path).await, (status, json!({ "problem": problem })), "{path}");
    }
}

#[tokio::test]
async fn fails_as_often_as_asked_for_each_key() {
    let site = Site::open().await;
    for (path, statuses) in [
        ("/molroo/flaky/RATE_LIMIT?fail=2&key=k&retry_after=1", [429, 429, 200, 200]),
        ("/molroo/flaky/RATE_LIMIT?fail=1&key=l", [429, 200, 200, 200]),
        ("/molroo/flaky/INTERNAL_ERROR?fail=2&key=k", [500, 500, 200, 200]),
        ("/persona-sdk/flaky/BAD_REQUEST?fail=0&key=k", [200; 4]),
        ("/problem/flaky/unavailable", [503, 503, 200, 200]),
    ] {
        for (attempt, expected) in (1..).zip(statuses) {
            let (status, body) = site.json(path).await;
            assert_eq!(status, expected, "{path}: {body}");
            if status == 200 {
                assert_eq!(body, json!({ "ok": true, "attempts": attempt }), "{path}");
            }
        }
    }
    let response = site.client.post(format!("{}/molroo/flaky/RATE_LIMIT?key=p&retry_after=7", site.root)).send();
    assert_eq!(response.await.unwrap().headers()["retry-after"], "7");
}

#[tokio::test]
async fn bodies_without_a_request_id_are_those_of_the_documents() {
    let site = Site::open().await;
    for (path, status, printed) in [
        (
            "/role-sessions/invalid_parameters",
            400,
            r#"{"error":{"code":"invalid_parameters","message":"The 'role_id' field is required","details":{"field":"role_id","requirement":"required"}}}"#,
        ),
        (
            "/role-sessions/invalid_api_key",
            401,
            r#"{"error":{"code":"invalid_api_key","message":"The provided API key is invalid or has been revoked"}}"#,
        ),
        (
            "/role-sessions/session_not_found",
            404,
            r#"{"error":{"code":"session_not_found","message":"Session with ID '123' does not exist"}}"#,
        ),
        (
            "/message-analysis/UNAUTHORIZED",
            401,
            r#"{"success":false,"error":{"code":"UNAUTHORIZED","message":"A valid API key must be supplied in the x-api-key header."}}"#,
        ),
        (
            "/message-analysis/flaky/FORBIDDEN",
            403,
            r#"{"success":false,"error":{"code":"FORBIDDEN","message":"Invalid API key."}}"#,
        ),
    ] {
        let response = site.get(&format!("{path}?request_id=null")).await;
        assert!(response.headers().contains_key("x-request-id"));
        assert_eq!((response.status().as_u16(), response.text().await.unwrap().as_str()), (status, printed), "{path}");
    }
    let (_, body) = site.json("/role-sessions/internal_error?request_id=req_abc123xyz").await;
    assert_eq!(body["error"]["details"], json!({ "request_id": "req_abc123xyz" }));
}

#[tokio::test]
async fn a_success_has_the_style_of_its_document() {
    let site = Site::open().await;
    let request = site.client.get(format!("{}/message-analysis/flaky/FORBIDDEN?fail=0", site.root));
    let body = request.header("x-request-id", "r-1").send().await.unwrap().text().await.unwrap();
    let expected = json!({ "success": true, "data": { "attempts": 1 }, "meta": { "request_id": "r-1" } });
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), expected);
    let (_, body) = site.json("/unleeshed/flaky/not_found?fail=0").await;
    assert_eq!(body, json!({ "success": true, "data": { "attempts": 1 } }));
}

#[tokio::test]
async fn request_ids_are_echoed_or_made() {
    let site = Site::open().await;
    let send = async |id: &str| {
        let request = site.client.get(format!("{}/message-analysis/FORBIDDEN", site.root)).header("x-request-id", id);
        let response = request.send().await.unwrap();
        let header = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert_eq!(body["meta"]["request_id"], header);
        header
    };
    assert_eq!(send("d6a8f6f2").await, "d6a8f6f2");
    let made: BTreeSet<String> = [send("").await, send("a b").await, send(&"x".repeat(129)).await].into();
    assert_eq!(made.len(), 3);
    for id in made {
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
    }
}

#[tokio::test]
async fn lists_catalogues_and_codes() {
    let site = Site::open().await;
    let (status, index) = site.json("/").await;
    let listed: BTreeSet<&str> =
        index["catalogues"].as_array().unwrap().iter().map(|it| it["href"].as_str().unwrap()).collect();
    let expected: Vec<String> = SPECS.iter().map(|spec| format!("/{}", spec.catalogue.name())).collect();
    assert_eq!((status, listed), (200, expected.iter().map(String::as_str).collect()));
    for spec in SPECS {
        let (_, listing) = site.json(&format!("/{}", spec.catalogue.name())).await;
        let rows = listing["codes"].as_array().unwrap();
        assert_eq!(rows.len(), spec.catalogue.codes().len());
        for (row, info) in rows.iter().zip(spec.catalogue.codes()) {
            assert_eq!((&row["code"], &row["retryable"]), (&json!(info.code()), &json!(info.retryable())));
            assert_eq!(
                (row["status"].as_u64().unwrap_or(0), &row["fix"]),
                (info.status().into(), &json!(info.fixes()))
            );
            let details = row["details"].as_array().unwrap();
            assert_eq!(details.len(), info.details().len());
            assert!(details.iter().all(|detail| !detail["example"].is_null()), "{row}");
        }
    }
    let (_, molroo) = site.json("/molroo").await;
    let limit = &molroo["codes"][8];
    assert_eq!((&limit["message"], &limit["retry_after"]), (&json!("Too many requests"), &json!(5)));
    assert_eq!(
        limit["details"],
        json!([{
            "name": "retry_after", "type": "u32", "in": "header", "description": "Seconds to wait", "example": 5
        }])
    );
}
