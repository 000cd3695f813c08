//! The retrying client makes the attempts that each catalogue's policy says, with the clock paused.
//!
//! Connections are not kept, so that no timer but the client's own can move the clock.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod raw;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use errors_runtime::{ApiError, CallError, Code, RemoteError, RequestBuilderExt, RetryPolicy};
use errors_wire::example::Samples;
use errors_wire::specs::{self, SPECS, molroo, problem};
use reqwest::{Client, Method};
use tokio::time::Instant;

use raw::{Server, response, response_of};

/// The longest wait that a server is granted unless the caller says otherwise.
const MAX_WAIT: Duration = Duration::from_secs(300);

fn client() -> Client {
    Client::builder().pool_max_idle_per_host(0).build().unwrap()
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// Timers fire at most a few milliseconds late.
fn assert_gaps(gaps: &[Duration], bounds: &[(f64, f64)], context: &str) {
    assert_eq!(gaps.len(), bounds.len(), "{context}: {gaps:?}");
    for (gap, (least, most)) in gaps.iter().zip(bounds) {
        assert!((seconds(*least)..=seconds(*most + 0.01)).contains(gap), "{context}: {gaps:?}, not {bounds:?}");
    }
}

/// Asks until the answer is final; gives back the last error and the rests between the attempts.
async fn ask<C: Code>(answer: Vec<u8>) -> (RemoteError<C>, Vec<Duration>) {
    let server = Server::answering(move |_| answer.clone()).await;
    match client().get(&server.url).with_retries::<C>().send().await {
        Err(CallError::Api(remote)) => (remote, server.gaps()),
        other => panic!("{other:?}"),
    }
}

/// The rests that an entry's own words ask for.
fn expected(error: &dyn ApiError, policy: &RetryPolicy) -> Vec<(f64, f64)> {
    let default = policy.default_retry_after().filter(|_| error.status() == 429);
    rests(error.retryable(), error.retry_after().or(default), policy)
}

/// The least and the most of each rest, in seconds.
fn rests(retryable: bool, told: Option<Duration>, policy: &RetryPolicy) -> Vec<(f64, f64)> {
    if !retryable || told.is_some_and(|delay| delay > MAX_WAIT) {
        return Vec::new();
    }
    let bounds = |attempt| match told {
        Some(delay) => (delay.as_secs_f64(), delay.as_secs_f64()),
        None => {
            let delay = policy.delay(attempt).as_secs_f64();
            (delay * (1.0 - policy.jitter()), delay)
        }
    };
    (0..policy.max_retries()).map(bounds).collect()
}

/// Every entry of every spec, as its policy says; how many of them are retried is counted by hand.
macro_rules! assert_attempts {
    ($($test:ident: $module:ident, retried $retried:expr;)+) => { $(
        #[tokio::test(start_paused = true)]
        async fn $test() {
            use specs::$module::{CATALOGUE, ErrorCode};
            let samples = Samples::new(SPECS.iter().find(|spec| spec.catalogue.name() == CATALOGUE.name()).unwrap());
            let mut retried = Vec::new();
            for sample in samples.all() {
                let (remote, gaps) = ask::<ErrorCode>(response_of(&sample)).await;
                assert_eq!(remote.code_str(), Some(sample.code()));
                assert_gaps(&gaps, &expected(&sample, CATALOGUE.retry()), sample.code());
                if !gaps.is_empty() {
                    retried.push(sample.code());
                }
            }
            assert_eq!(retried, $retried);
        }
    )+ };
}

assert_attempts! {
    molroo_attempts: molroo, retried ["RATE_LIMIT", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE"];
    persona_sdk_attempts: persona_sdk, retried ["TOO_MANY_REQUESTS", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"];
    message_analysis_attempts: message_analysis, retried ["RATE_LIMIT_EXCEEDED", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE"];
    // Its 429 asks for an hour, which is longer than a client waits unasked.
    unleeshed_attempts: unleeshed, retried ["internal_error"];
    role_sessions_attempts: role_sessions, retried ["rate_limit_exceeded", "internal_error", "bad_gateway", "service_unavailable"];
    problem_attempts: problem, retried ["too-fast", "internal-error", "unavailable"];
}

/// The same against the example server, for each code of each spec: when it never recovers, and when it does.
macro_rules! assert_recovery {
    ($($module:ident)+) => { $({
        use specs::$module::{CATALOGUE, ErrorCode};
        let url = flaky_server().await;
        for code in ErrorCode::ALL {
            let has_delay = code.info().details().iter().any(|detail| detail.name() == "retry_after");
            let details = if has_delay { "&retry_after=2" } else { "" };
            let url = |fail, key| format!("{url}/{}/flaky/{code}?fail={fail}&key={key}{details}", CATALOGUE.name());
            let call = |fail, key| client().get(url(fail, key)).with_retries::<ErrorCode>().send();
            let before = Instant::now();
            let error = call(100, "never").await.unwrap_err();
            let elapsed = before.elapsed();
            assert_eq!(error.remote().unwrap().code_str(), Some(code.code()));
            let remote = error.remote().unwrap();
            let policy = CATALOGUE.retry();
            let rests = rests(code.retryable(), remote.retry_after(), policy);
            assert_eq!(attempt_number(&url(0, "never")).await - 1, 1 + rests.len(), "{code}");
            let (least, most) = rests.iter().fold((0.0, 0.0), |sum, rest| (sum.0 + rest.0, sum.1 + rest.1));
            assert!((seconds(least)..=seconds(most + 0.05)).contains(&elapsed), "{code}: {elapsed:?}");
            let recovers = call(2, "soon").await.is_ok();
            assert_eq!((recovers, attempt_number(&url(0, "soon")).await), if rests.is_empty() { (false, 2) } else { (true, 4) });
        }
    })+ };
}

#[tokio::test(start_paused = true)]
async fn the_example_servers_errors_are_waited_out() {
    assert_recovery! { molroo persona_sdk message_analysis unleeshed role_sessions problem }
}

async fn flaky_server() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { errors_wire::example::serve(listener).await });
    url
}

/// How often the server was asked for this key, this time included.
async fn attempt_number(url: &str) -> usize {
    let answer = client().get(url).send().await.unwrap().text().await.unwrap();
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let attempts = answer.get("attempts").unwrap_or(&answer["data"]["attempts"]);
    usize::try_from(attempts.as_u64().unwrap()).unwrap()
}

/// What the documents say, in their own numbers.
#[tokio::test(start_paused = true)]
async fn the_documents_numbers_are_kept() {
    let backoff = [(0.5, 1.0), (1.0, 2.0), (2.0, 4.0)];
    let (_, gaps) = ask::<molroo::ErrorCode>(response(503, &[], "<html>")).await;
    assert_gaps(&gaps, &backoff, "molroo: exponential, from a second");
    let (_, gaps) = ask::<molroo::ErrorCode>(response(429, &[], "")).await;
    assert_gaps(&gaps, &[(5.0, 5.0); 3], "molroo: 5 seconds if a 429 does not say");
    let (_, gaps) = ask::<molroo::ErrorCode>(response(429, &["Retry-After: 7"], "")).await;
    assert_gaps(&gaps, &[(7.0, 7.0); 3], "molroo: else what it says");
    let (_, gaps) = ask::<specs::unleeshed::ErrorCode>(response(502, &[], "")).await;
    assert_gaps(&gaps, &[(1.0, 1.0), (2.0, 2.0)], "unleeshed: 2 to the power of the attempt, 3 requests");
    let (_, gaps) = ask::<specs::unleeshed::ErrorCode>(response(429, &[], "")).await;
    assert_gaps(&gaps, &[(60.0, 60.0); 2], "unleeshed: 60 seconds if a 429 does not say");
    let (_, gaps) = ask::<specs::persona_sdk::ErrorCode>(response(507, &[], "")).await;
    assert_gaps(&gaps, &backoff, "persona-sdk: any 5xx");
    let (_, gaps) = ask::<specs::role_sessions::ErrorCode>(response(504, &[], "")).await;
    assert_gaps(&gaps, &[], "role-sessions: no 504");
}

/// The entry knows better than the status, for better and for worse.
#[tokio::test(start_paused = true)]
async fn the_code_counts_before_the_status() {
    let not_found = r#"{"error":{"code":"NOT_FOUND"}}"#;
    let (_, gaps) = ask::<molroo::ErrorCode>(response(503, &["Retry-After: 1"], not_found)).await;
    assert_gaps(&gaps, &[], "a code that is final");
    let unavailable = r#"{"error":{"code":"SERVICE_UNAVAILABLE"}}"#;
    let (_, gaps) = ask::<molroo::ErrorCode>(response(404, &["Retry-After: 1"], unavailable)).await;
    assert_gaps(&gaps, &[(1.0, 1.0); 3], "a code that is not");
    let newer = r#"{"error":{"code":"NEWER_CODE"}}"#;
    let (_, gaps) = ask::<molroo::ErrorCode>(response(503, &["Retry-After: 1"], newer)).await;
    assert_gaps(&gaps, &[(1.0, 1.0); 3], "a code that is not known");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_fine_ends_it() {
    let server = Server::answering(|n| match n {
        0 | 1 => response(503, &[], ""),
        _ => response(200, &[], "fine"),
    })
    .await;
    let answer = client().get(&server.url).with_retries::<molroo::ErrorCode>().send().await.unwrap();
    assert_eq!((answer.text().await.unwrap().as_str(), server.attempts()), ("fine", 3));
}

#[tokio::test(start_paused = true)]
async fn dates_are_measured_against_the_servers_clock() {
    let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT";
    for (retry_after, wait) in [("08:49:47", 10.0), ("08:49:07", 0.0)] {
        let retry_after = format!("Retry-After: Sun, 06 Nov 1994 {retry_after} GMT");
        let (_, gaps) = ask::<molroo::ErrorCode>(response(503, &[date, &retry_after], "")).await;
        assert_gaps(&gaps, &[(wait, wait); 3], &retry_after);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_too_long_gives_the_error_back_at_once() {
    for (retry_after, attempts) in [("300", 4), ("301", 1), ("1000000000000000000000000000000", 1)] {
        let retry_after = format!("Retry-After: {retry_after}");
        let (remote, gaps) = ask::<molroo::ErrorCode>(response(503, &[&retry_after], "")).await;
        assert_eq!((gaps.len() + 1, remote.retry_after().is_some()), (attempts, true), "{retry_after}");
    }
    let server = Server::answering(|_| response(503, &["Retry-After: 20"], "")).await;
    let limited = |limit| client().get(&server.url).with_retries::<molroo::ErrorCode>().max_wait(seconds(limit));
    let before = Instant::now();
    assert_eq!(limited(19.0).send().await.unwrap_err().remote().unwrap().retry_after(), Some(seconds(20.0)));
    assert_eq!((server.attempts(), before.elapsed() < seconds(1.0)), (1, true));
    limited(20.0).send().await.unwrap_err();
    assert_eq!(server.attempts(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_wait_limit_cuts_the_backoff() {
    let server = Server::answering(|_| response(503, &[], "")).await;
    let request = client().get(&server.url).with_retries::<specs::unleeshed::ErrorCode>();
    request.max_wait(seconds(1.5)).send().await.unwrap_err();
    assert_gaps(&server.gaps(), &[(1.0, 1.0), (1.5, 1.5)], "max_wait");
}

#[tokio::test(start_paused = true)]
async fn a_quota_is_not_retried() {
    let sample = problem::Error::quota_exceeded(problem::Plan::Free, 100, 1800);
    let (remote, gaps) = ask::<problem::ErrorCode>(response_of(&sample)).await;
    assert_eq!((remote.code(), gaps.len()), (Some(problem::ErrorCode::QuotaExceeded), 0));
    // One that its entry declares final, whatever the header says.
    let quotas = specs::message_analysis::ErrorCode::ALL.iter().filter(|code| code.status() == 429);
    for code in quotas.filter(|code| !code.retryable()) {
        let body = format!(r#"{{"error":{{"code":"{code}"}}}}"#);
        let (_, gaps) = ask::<specs::message_analysis::ErrorCode>(response(429, &["Retry-After: 1"], body)).await;
        assert_gaps(&gaps, &[], code.code());
    }
}

/// How often a request is sent to a server that is never available, or that closes each connection.
async fn attempts(method: Method, headers: &[(&str, &str)], idempotent: Option<bool>, closes: bool) -> usize {
    let server = Server::answering(move |_| if closes { Vec::new() } else { response(503, &[], "") }).await;
    let mut request = client().request(method, &server.url).body("{}");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.with_retries::<molroo::ErrorCode>();
    if let Some(idempotent) = idempotent {
        request = request.idempotent(idempotent);
    }
    let error = request.send().await.unwrap_err();
    assert_eq!(error.remote().is_none(), closes, "{error:?}");
    server.attempts()
}

#[tokio::test(start_paused = true)]
async fn only_idempotent_requests_are_sent_again() {
    for closes in [false, true] {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT, Method::DELETE] {
            assert_eq!(attempts(method.clone(), &[], None, closes).await, 4, "{method}");
            assert_eq!(attempts(method.clone(), &[], Some(false), closes).await, 1, "{method}");
        }
        for method in [Method::POST, Method::PATCH] {
            assert_eq!(attempts(method.clone(), &[], None, closes).await, 1, "{method}");
            assert_eq!(attempts(method.clone(), &[], Some(true), closes).await, 4, "{method}");
            assert_eq!(attempts(method.clone(), &[("Idempotency-Key", "k-1")], None, closes).await, 4, "{method}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_connection_is_tried_again() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for (method, least, most) in [(Method::GET, 3.5, 7.1), (Method::POST, 0.0, 0.1)] {
        let before = Instant::now();
        let error = client().request(method, &url).with_retries::<molroo::ErrorCode>().send().await.unwrap_err();
        assert!(matches!(&error, CallError::Transport(error) if error.is_connect()), "{error:?}");
        assert!((seconds(least)..=seconds(most)).contains(&before.elapsed()), "{:?}", before.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_sent_is_not_tried_again() {
    let before = Instant::now();
    for url in ["no url", "ftp://127.0.0.1/", "http://"] {
        let error = client().get(url).with_retries::<molroo::ErrorCode>().send().await.unwrap_err();
        assert!(matches!(&error, CallError::Transport(error) if error.is_builder()), "{error:?}");
    }
    let server = Server::answering(|_| response(302, &["Location: /"], "")).await;
    let error = client().get(&server.url).with_retries::<molroo::ErrorCode>().send().await.unwrap_err();
    assert!(matches!(&error, CallError::Transport(error) if error.is_redirect()), "{error:?}");
    assert_eq!((server.attempts(), before.elapsed() < seconds(0.1)), (11, true));
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_sent_once() {
    let server = Server::answering(|_| response(503, &[], "")).await;
    let body = reqwest::Body::wrap(http_body_util::Full::new(bytes::Bytes::from("{}")));
    client().put(&server.url).body(body).with_retries::<molroo::ErrorCode>().send().await.unwrap_err();
    assert_eq!(server.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_caller_sets_the_number_the_delays_and_the_sleep() {
    let server = Server::answering(|_| response(503, &[], "")).await;
    let slept = Arc::new(Mutex::new(Vec::new()));
    let sleeps = Arc::clone(&slept);
    let sleep = move |delay| {
        sleeps.lock().unwrap().push(delay);
        std::future::ready(())
    };
    let request = client().get(&server.url).with_retries::<molroo::ErrorCode>();
    request.policy(*specs::unleeshed::CATALOGUE.retry()).max_retries(6).sleep(sleep).send().await.unwrap_err();
    assert_eq!(server.attempts(), 7);
    assert_eq!(*slept.lock().unwrap(), [1.0, 2.0, 4.0, 8.0, 16.0, 30.0].map(seconds));
    client().get(&server.url).with_retries::<molroo::ErrorCode>().max_retries(0).send().await.unwrap_err();
    assert_eq!(server.attempts(), 8);
}

/// The same future runs on runtimes of many threads.
#[test]
fn calls_are_send() {
    fn assert_send(_: &impl Send) {}
    let call = client().get("http://localhost").with_retries::<molroo::ErrorCode>().send();
    assert_send(&call);
}

/// Once with a clock that nobody moves.
#[tokio::test]
async fn a_second_is_a_second() {
    let server = Server::answering(|n| match n {
        0 => response(429, &["Retry-After: 1"], r#"{"error":{"code":"RATE_LIMIT"}}"#),
        _ => response(200, &[], ""),
    })
    .await;
    let before = std::time::Instant::now();
    client().get(&server.url).with_retries::<molroo::ErrorCode>().send().await.unwrap();
    let elapsed = before.elapsed();
    assert!((seconds(1.0)..seconds(2.0)).contains(&elapsed), "{elapsed:?}");
    assert_eq!(server.attempts(), 2);
}
