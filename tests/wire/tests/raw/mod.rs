//! Servers that answer byte for byte what a test tells them, and remember when they were asked.
#![allow(dead_code, reason = "each test needs a part of it")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use errors_runtime::ApiError;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

/// A server on a port of its own, for as long as the test's runtime lives.
pub(crate) struct Server {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Instant>>>,
}

impl Server {
    /// Answers request number n, counted from 0, with the bytes of `answer(n)`; no bytes close the connection.
    pub(crate) async fn answering(answer: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let answer = Arc::new(answer);
        Self::serving(move |mut stream, requests| {
            let answer = Arc::clone(&answer);
            async move {
                while read_request(&mut stream).await {
                    let bytes = answer(requests.count());
                    if bytes.is_empty() || stream.write_all(&bytes).await.is_err() {
                        break;
                    }
                }
            }
        })
        .await
    }

    /// Hands each connection to `serve`.
    pub(crate) async fn serving<F: Future<Output = ()> + Send + 'static>(
        serve: impl Fn(TcpStream, Requests) -> F + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::default();
        let seen = Requests(Arc::clone(&requests));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, seen.clone()));
            }
        });
        Self { url, requests }
    }

    /// How often it was asked.
    pub(crate) fn attempts(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// How long it had rest between the requests.
    pub(crate) fn gaps(&self) -> Vec<Duration> {
        self.requests.lock().unwrap().windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// When the requests came.
#[derive(Clone)]
pub(crate) struct Requests(Arc<Mutex<Vec<Instant>>>);

impl Requests {
    /// Notes a request; gives back how many came before it.
    pub(crate) fn count(&self) -> usize {
        let mut requests = self.0.lock().unwrap();
        requests.push(Instant::now());
        requests.len() - 1
    }
}

/// Reads one request with its body; `false` where the client has gone.
pub(crate) async fn read_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    let mut bytes = [0; 4096];
    while !is_complete(&request) {
        match stream.read(&mut bytes).await {
            Ok(read @ 1..) => request.extend_from_slice(&bytes[..read]),
            _ => return false,
        }
    }
    true
}

fn is_complete(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    request.len() - end - 4 >= length.unwrap_or(0)
}

/// A response: headers as lines without their ends.
pub(crate) fn response(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status} Any\r\nContent-Length: {}\r\n", body.len()).into_bytes();
    for header in headers {
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    bytes
}

/// The response that an error is.
pub(crate) fn response_of(error: &dyn ApiError) -> Vec<u8> {
    let headers: Vec<_> = error.headers().into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let headers: Vec<_> = headers.iter().map(String::as_str).collect();
    response(error.status(), &headers, error.to_json())
}
