//! Errors arrive at reqwest's clients, and at others, as what the handler returned.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod raw;

use std::collections::HashMap;
use std::error::Error as _;

use axum::extract::Path;
use axum::routing::get;
use errors_runtime::{ApiError, CallError, Code, Place, RemoteError, ResponseExt};
use errors_wire::example::Samples;
use errors_wire::specs::{self, SPECS, molroo, molroo_socket};
use tokio::net::TcpListener;

use raw::{Server, response};

async fn serve(router: axum::Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    url
}

fn samples(name: &str) -> Samples {
    Samples::new(SPECS.iter().find(|spec| spec.catalogue.name() == name).unwrap())
}

/// A handler returns the typed error, axum answers with it, a socket later the client has it again.
macro_rules! assert_errors_arrive {
    ($($test:ident: $module:ident, typed $typed:literal, untyped $untyped:literal;)+) => { $(
        #[tokio::test]
        async fn $test() {
            use specs::$module::{CATALOGUE, Error, ErrorCode};
            let samples = samples(CATALOGUE.name());
            let returned: HashMap<String, Error> = samples.all().filter_map(|sample| {
                let remote = RemoteError::<ErrorCode>::decode(sample.status(), &sample.headers(), sample.to_json());
                Some((sample.code().to_owned(), Error::try_from(remote).ok()?))
            }).collect();
            let errors = returned.clone();
            let handler = move |Path(code): Path<String>| async move { Err::<(), _>(errors[&code].clone()) };
            let url = serve(axum::Router::new().route("/{code}", get(handler))).await;
            let client = reqwest::Client::new();
            let mut untyped = 0;
            for code in ErrorCode::ALL {
                let Some(error) = returned.get(code.code()) else {
                    // What travels within the message only does not come back.
                    assert!(code.info().details().iter().any(|detail| detail.place() == Place::Message), "{code}");
                    untyped += 1;
                    continue;
                };
                let response = client.get(format!("{url}/{code}")).send().await.unwrap();
                let remote = response.error_for_code::<ErrorCode>().await.unwrap_err();
                assert_eq!((remote.status(), remote.code()), (code.status(), Some(*code)));
                assert_eq!(remote.message().unwrap_or(&error.message()), error.message());
                assert_eq!((remote.retryable(), remote.retry_after()), (error.retryable(), told(error, code)), "{code}");
                assert_eq!(&Error::try_from(remote).unwrap(), error);
            }
            assert_eq!((returned.len(), untyped), ($typed, $untyped));
        }
    )+ };
}

/// The error's own delay, else that of a 429 which has none.
fn told(error: &dyn ApiError, code: &impl Code) -> Option<std::time::Duration> {
    fn policy<C: Code>(_: &C) -> Option<std::time::Duration> {
        C::catalogue().retry().default_retry_after()
    }
    error.retry_after().or_else(|| policy(code).filter(|_| error.status() == 429))
}

assert_errors_arrive! {
    molroo_errors_arrive: molroo, typed 11, untyped 0;
    persona_sdk_errors_arrive: persona_sdk, typed 3, untyped 4;
    message_analysis_errors_arrive: message_analysis, typed 9, untyped 0;
    unleeshed_errors_arrive: unleeshed, typed 5, untyped 1;
    role_sessions_errors_arrive: role_sessions, typed 9, untyped 1;
    problem_errors_arrive: problem, typed 5, untyped 2;
}

/// What cannot be typed again still has its status, code, message and delay.
#[tokio::test]
async fn every_error_of_every_spec_arrives_over_a_raw_socket() {
    macro_rules! check {
        ($($module:ident)+) => { $(
            for sample in samples(specs::$module::CATALOGUE.name()).all() {
                let bytes = raw::response_of(&sample);
                let server = Server::answering(move |_| bytes.clone()).await;
                let response = reqwest::get(&server.url).await.unwrap();
                let remote = response.error_for_code::<specs::$module::ErrorCode>().await.unwrap_err();
                assert_eq!(remote.code_str(), Some(sample.code()));
                assert_eq!(remote.body(), sample.to_json());
                let local = RemoteError::decode(sample.status(), &sample.headers(), sample.to_json());
                assert_eq!(remote, local);
            }
        )+ };
    }
    check! { molroo persona_sdk message_analysis unleeshed role_sessions problem }
}

#[tokio::test]
async fn success_is_not_touched() {
    let server = Server::answering(|_| response(201, &["X-Kept: yes"], r#"{"error":{"code":"RATE_LIMIT"}}"#)).await;
    let response = reqwest::get(&server.url).await.unwrap();
    let response = response.error_for_code::<molroo::ErrorCode>().await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["x-kept"].as_bytes()), (201, &b"yes"[..]));
    assert_eq!(response.text().await.unwrap(), r#"{"error":{"code":"RATE_LIMIT"}}"#);
}

#[tokio::test]
async fn what_is_neither_success_nor_error_is_no_success() {
    let server = Server::answering(|_| response(304, &[], "")).await;
    let response = reqwest::get(&server.url).await.unwrap();
    let remote = response.error_for_code::<molroo::ErrorCode>().await.unwrap_err();
    assert_eq!((remote.status(), remote.code(), remote.retryable()), (304, None, false));
}

#[tokio::test]
async fn a_connection_is_used_again_after_an_error() {
    let connections = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = std::sync::Arc::clone(&connections);
    let server = Server::serving(move |mut stream, requests| {
        counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async move {
            while raw::read_request(&mut stream).await {
                requests.count();
                let answer = response(404, &[], r#"{"error":{"code":"NOT_FOUND"}}"#);
                tokio::io::AsyncWriteExt::write_all(&mut stream, &answer).await.unwrap();
            }
        }
    })
    .await;
    let client = reqwest::Client::new();
    for _ in 0..20 {
        let response = client.get(&server.url).send().await.unwrap();
        let remote = response.error_for_code::<molroo::ErrorCode>().await.unwrap_err();
        assert_eq!(remote.code(), Some(molroo::ErrorCode::NotFound));
    }
    assert_eq!((server.attempts(), connections.load(std::sync::atomic::Ordering::Relaxed)), (20, 1));
}

#[tokio::test]
async fn a_call_has_one_type_of_error() {
    async fn call(url: &str) -> Result<String, CallError<molroo::ErrorCode>> {
        Ok(reqwest::get(url).await?.error_for_code().await?.text().await?)
    }
    let server = Server::answering(|n| match n {
        0 => response(200, &[], "fine"),
        _ => response(404, &[], r#"{"error":{"code":"NOT_FOUND","message":"No persona"}}"#),
    })
    .await;
    assert_eq!(call(&server.url).await.unwrap(), "fine");
    let error = call(&server.url).await.unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (Some(molroo::ErrorCode::NotFound), "404 NOT_FOUND: No persona".into())
    );
    assert!(error.source().is_none() && error.remote().is_some());
    let error = call("http://127.0.0.1:1").await.unwrap_err();
    assert!(matches!(&error, CallError::Transport(error) if error.is_connect()), "{error:?}");
    assert!(error.source().is_some() && error.remote().is_none() && error.code().is_none());
}

/// hyper's responses are `http::Response`s.
#[test]
fn http_responses_are_read_without_reqwest() {
    for sample in samples("role-sessions").all() {
        let mut response = http::Response::builder().status(sample.status());
        for (name, value) in sample.headers() {
            response = response.header(name, value);
        }
        let response = response.body(bytes::Bytes::from(sample.to_json())).unwrap();
        let remote = RemoteError::<specs::role_sessions::ErrorCode>::from_response(&response);
        assert_eq!(remote, RemoteError::decode(sample.status(), &sample.headers(), sample.to_json()));
    }
}

#[test]
fn socket_messages_are_errors_without_a_status() {
    for sample in samples("molroo-socket").all() {
        let remote = RemoteError::<molroo_socket::ErrorCode>::from_text(&sample.to_json());
        assert_eq!((remote.status(), remote.code_str()), (0, Some(sample.code())));
        assert_eq!(remote.message(), Some(&*sample.message()));
    }
    let pong = RemoteError::<molroo_socket::ErrorCode>::from_text(r#"{"type":"pong"}"#);
    assert_eq!((pong.code_str(), pong.message()), (None, None));
}

/// The pair is what both crates make their frames of, and what tungstenite lets pass.
#[test]
fn close_codes_make_frames() {
    use tokio_tungstenite::tungstenite::protocol::CloseFrame;
    let long = "Überlang ".repeat(50);
    for code in molroo_socket::CloseCode::ALL {
        let Some((number, reason)) = code.info().frame(&long) else {
            assert_eq!(code.code(), 1006);
            continue;
        };
        let axum = axum::extract::ws::CloseFrame { code: number, reason: reason.into() };
        let tungstenite = CloseFrame { code: number.into(), reason: reason.into() };
        assert!(tungstenite.code.is_allowed());
        assert_eq!((axum.code, axum.reason.as_str()), (code.code(), tungstenite.reason.as_str()));
        assert_eq!(reason.len(), if long.is_char_boundary(123) { 123 } else { 122 });
    }
}
