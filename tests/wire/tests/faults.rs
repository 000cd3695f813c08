//! Whatever a peer does, a call ends in a typed error, within its limits and in time.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod raw;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use errors_runtime::{CallError, MAX_BODY, MAX_RETRY_AFTER, RemoteError, RequestBuilderExt, ResponseExt};
use errors_wire::specs::molroo::ErrorCode;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::sleep;

use raw::{Server, read_request, response};

const LIMITED: &str = r#"{"error":{"code":"RATE_LIMIT","status":429,"message":"Too many"}}"#;

/// What one try ends in.
async fn call(url: &str) -> CallError<ErrorCode> {
    let client = reqwest::Client::builder().timeout(Duration::from_millis(1500)).build().unwrap();
    client.get(url).with_retries().max_retries(0).send().await.unwrap_err()
}

async fn remote(answer: impl Into<Vec<u8>>) -> RemoteError<ErrorCode> {
    let answer = answer.into();
    match call(&closing(answer).await.url).await {
        CallError::Api(remote) => remote,
        CallError::Transport(error) => panic!("{error:?}"),
    }
}

async fn refused(answer: impl Into<Vec<u8>>) -> reqwest::Error {
    let answer = answer.into();
    match call(&closing(answer).await.url).await {
        CallError::Transport(error) => error,
        CallError::Api(remote) => panic!("{remote:?}"),
    }
}

/// Answers once and closes.
async fn closing(answer: Vec<u8>) -> Server {
    Server::serving(move |mut stream, requests| {
        let answer = answer.clone();
        async move {
            read_request(&mut stream).await;
            requests.count();
            stream.write_all(&answer).await.ok();
            stream.shutdown().await.ok();
        }
    })
    .await
}

fn head(status: u16, headers: &str) -> String {
    format!("HTTP/1.1 {status} Any\r\n{headers}\r\n")
}

#[tokio::test]
async fn a_body_that_stops_costs_the_rest() {
    for kept in [0, 1, 20, 30, 45, LIMITED.len()] {
        let body = &LIMITED[..kept];
        for framing in
            [format!("Content-Length: 1000\r\n\r\n{body}"), format!("Transfer-Encoding: chunked\r\n\r\n400\r\n{body}")]
        {
            let answer = format!("HTTP/1.1 429 Any\r\nRetry-After: 3\r\n{framing}");
            let remote = remote(answer).await;
            assert_eq!((remote.status(), remote.retry_after()), (429, Some(Duration::from_secs(3))));
            assert_eq!((remote.body(), remote.retryable()), (body, true));
        }
    }
    let remote = remote(format!("{}{}", head(429, "Content-Length: 1000\r\n"), &LIMITED[..30])).await;
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
}

#[tokio::test]
async fn a_broken_chunk_costs_the_rest() {
    let chunk = format!("{:x}\r\n{LIMITED}\r\n", LIMITED.len());
    let remote = remote(format!("{}{chunk}zz\r\nx", head(429, "Transfer-Encoding: chunked\r\n"))).await;
    assert_eq!((remote.code(), remote.body()), (Some(ErrorCode::RateLimit), LIMITED));
}

/// Sends one byte a second after the start of an answer.
async fn trickling(start: String) -> Server {
    Server::serving(move |mut stream, _| {
        let start = start.clone();
        async move {
            read_request(&mut stream).await;
            stream.write_all(start.as_bytes()).await.ok();
            for _ in 0..60 {
                sleep(Duration::from_secs(1)).await;
                if stream.write_all(b" ").await.is_err() {
                    break;
                }
            }
        }
    })
    .await
}

#[tokio::test]
async fn a_body_that_trickles_ends_with_the_timeout() {
    let server = trickling(format!("{}{LIMITED}", head(429, "Content-Length: 9999\r\n"))).await;
    match call(&server.url).await {
        CallError::Api(remote) => assert_eq!(remote.code(), Some(ErrorCode::RateLimit)),
        CallError::Transport(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn a_head_that_trickles_ends_with_the_timeout() {
    let server = trickling("HTTP/1.1 429 Any\r\nX-Slow:".to_owned()).await;
    match call(&server.url).await {
        CallError::Transport(error) => assert!(error.is_timeout(), "{error:?}"),
        CallError::Api(remote) => panic!("{remote:?}"),
    }
}

/// A server of 10 GB; how much of it went out is known once it noticed that the client has gone.
async fn flooding(framing: &'static str, chunk: Vec<u8>) -> (Server, oneshot::Receiver<u64>) {
    let (sender, receiver) = oneshot::channel();
    let sender = Arc::new(std::sync::Mutex::new(Some(sender)));
    let chunk = Arc::new(chunk);
    let server = Server::serving(move |mut stream: TcpStream, _| {
        let (sender, chunk) = (Arc::clone(&sender), Arc::clone(&chunk));
        async move {
            read_request(&mut stream).await;
            stream.write_all(head(429, framing).as_bytes()).await.unwrap();
            let mut sent = 0;
            while sent < 10_000_000_000 && stream.write_all(&chunk).await.is_ok() {
                sent += chunk.len() as u64;
            }
            let sender = sender.lock().unwrap().take();
            sender.unwrap().send(sent).unwrap();
        }
    })
    .await;
    (server, receiver)
}

#[tokio::test]
async fn ten_gigabytes_are_not_read() {
    let block = format!("{LIMITED}{}", " ".repeat(64 * 1024 - LIMITED.len()));
    for (framing, chunk) in [
        ("Content-Length: 10000000000\r\n", block.clone()),
        ("Transfer-Encoding: chunked\r\n", format!("10000\r\n{block}\r\n")),
        ("", block.clone()),
    ] {
        let (server, sent) = flooding(framing, chunk.into_bytes()).await;
        let CallError::Api(remote) = call(&server.url).await else { panic!("{framing}") };
        assert_eq!((remote.code(), remote.body().len()), (Some(ErrorCode::RateLimit), MAX_BODY));
        // The rest is what the kernel's buffers hold.
        let sent = tokio::time::timeout(Duration::from_secs(5), sent).await.unwrap().unwrap();
        assert!(sent < 16 * 1024 * 1024, "{framing}: {sent}");
    }
}

#[tokio::test]
async fn a_smaller_limit_is_kept() {
    let server = Server::answering(|_| response(429, &[], format!("{LIMITED}{}", "x".repeat(100_000)))).await;
    for limit in [0, 1, 65, 66, 1000, MAX_BODY, usize::MAX] {
        let response = reqwest::get(&server.url).await.unwrap();
        let remote = response.error_for_code_within::<ErrorCode>(limit).await.unwrap_err();
        assert_eq!((remote.status(), remote.body().len()), (429, limit.min(MAX_BODY)));
    }
}

#[tokio::test]
async fn a_limit_within_a_later_chunk_is_kept() {
    let chunk = format!("{:x}\r\n{LIMITED}\r\n", LIMITED.len());
    let whole = format!("{}{}0\r\n\r\n", head(429, "Transfer-Encoding: chunked\r\n"), chunk.repeat(3));
    let server = closing(whole.into_bytes()).await;
    let response = reqwest::get(&server.url).await.unwrap();
    let limit = LIMITED.len() + 5;
    let remote = response.error_for_code_within::<ErrorCode>(limit).await.unwrap_err();
    assert_eq!(remote.body(), &LIMITED.repeat(2)[..limit]);
}

#[tokio::test]
async fn lengths_that_lie_are_no_trouble() {
    let of = |length: &str| head(429, &format!("Content-Length: {length}\r\n")) + LIMITED;
    assert_eq!(remote(of("30")).await.body(), &LIMITED[..30]);
    assert_eq!(remote(of("30")).await.code(), Some(ErrorCode::RateLimit));
    assert_eq!(remote(of("0")).await.body(), "");
    for longer in ["1000", "9223372036854775807"] {
        assert_eq!(remote(of(longer)).await.code(), Some(ErrorCode::RateLimit), "{longer}");
    }
    for none in ["-1", "many", "99999999999999999999999999", "65\r\nContent-Length: 66"] {
        assert!(refused(of(none)).await.is_request(), "{none}");
    }
}

#[tokio::test]
async fn a_thousand_headers_are_refused() {
    let headers = |count| (0..count).map(|n| format!("X-{n}: {n}\r\n")).collect::<Vec<_>>().concat();
    assert!(refused(head(429, &headers(1000))).await.is_request());
    assert_eq!(remote(head(429, &headers(80)) + LIMITED).await.code(), Some(ErrorCode::RateLimit));
}

#[tokio::test]
async fn what_is_not_http_is_refused() {
    for answer in ["", "\r\n\r\n", "SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 429 Any\r\nRetry-After"]
    {
        let error = refused(answer).await;
        assert!(error.is_request() && !error.is_timeout(), "{answer:?}: {error:?}");
    }
}

#[tokio::test]
async fn delays_that_make_no_sense_are_ignored_or_cut() {
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    let past = "Sun, 06 Nov 1994 08:49:37 GMT";
    // Ignored ones leave what the catalogue says of a 429.
    for (value, delay) in [
        ("1000000000000000000000000000000", Some(MAX_RETRY_AFTER)),
        ("-1", seconds(5)),
        ("soon", seconds(5)),
        ("", seconds(5)),
        // No HTTP, but the entry's detail is in this header, and a detail may have a fraction.
        ("1.5", Some(Duration::from_millis(1500))),
        (past, seconds(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", Some(MAX_RETRY_AFTER)),
        ("Sun, 99 Nov 9999 99:99:99 GMT", seconds(5)),
    ] {
        let remote = remote(response(429, &[&format!("Retry-After: {value}"), "Connection: close"], LIMITED)).await;
        assert_eq!((remote.code(), remote.retry_after()), (Some(ErrorCode::RateLimit), delay), "{value:?}");
    }
    let mut bytes = head(429, "Retry-After: ?\r\n").into_bytes();
    bytes.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xff);
    assert_eq!(remote(bytes).await.retry_after(), seconds(5));
}

#[tokio::test]
async fn a_proxys_page_is_an_error_of_its_status() {
    let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    let html = remote(response(502, &["Content-Type: text/html"], page)).await;
    assert_eq!((html.status(), html.code(), html.code_str(), html.message()), (502, None, None, None));
    assert_eq!(html.body(), page);
    let empty = remote(response(503, &[], "")).await;
    assert_eq!((empty.status(), empty.body(), empty.retryable()), (503, "", true));
    let mut bytes = LIMITED.replace("Too many", "?").into_bytes();
    bytes.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xff);
    let invalid = remote(response(429, &[], bytes)).await;
    assert_eq!((invalid.code(), invalid.message()), (Some(ErrorCode::RateLimit), Some("\u{fffd}")));
    let nested = remote(response(429, &[], "[".repeat(MAX_BODY))).await;
    assert_eq!((nested.status(), nested.code_str()), (429, None));
}

/// A fault of the connection is retried like any other that gives no answer, and ends.
#[tokio::test]
async fn faults_are_retried_as_often_as_the_policy_says() {
    let waited = Arc::new(AtomicU64::new(0));
    let sleeps = Arc::clone(&waited);
    let server = closing(b"HTTP/1.1 4".to_vec()).await;
    let request = reqwest::Client::new().get(&server.url).with_retries::<ErrorCode>();
    let count = move |_| {
        sleeps.fetch_add(1, Ordering::Relaxed);
        std::future::ready(())
    };
    let error = request.sleep(count).send().await.unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error:?}");
    assert_eq!((server.attempts(), waited.load(Ordering::Relaxed)), (4, 3));
}
