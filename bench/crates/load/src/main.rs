//! Error responses per second: a handler with ours beside one by hand, over loopback, in turns.
#![forbid(unsafe_code)]

mod errors {
    errors_runtime::include_error_spec!("errors.yaml");
}

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use errors::Error;
use serde::Serialize;

#[derive(Serialize)]
struct Body {
    error: Inner,
}

#[derive(Serialize)]
struct Inner {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Details>,
}

#[derive(Serialize)]
struct Details {
    limit: u32,
    remaining: u32,
    window: String,
}

async fn plain_ours() -> Error {
    Error::InternalError
}

async fn details_ours() -> Error {
    Error::used_up(100, 0, "minute")
}

async fn plain_hand() -> (StatusCode, Json<Body>) {
    let inner = Inner { code: "INTERNAL_ERROR", message: "Unexpected server error".to_owned(), details: None };
    (StatusCode::INTERNAL_SERVER_ERROR, Json(Body { error: inner }))
}

async fn details_hand() -> (StatusCode, Json<Body>) {
    let details = Details { limit: 100, remaining: 0, window: "minute".to_owned() };
    let message = format!("Too many requests: {} per {}", details.limit, details.window);
    (StatusCode::TOO_MANY_REQUESTS, Json(Body { error: Inner { code: "USED_UP", message, details: Some(details) } }))
}

const PATHS: [&str; 4] = ["/plain/ours", "/plain/hand", "/details/ours", "/details/hand"];
const ROUNDS: usize = 75;
const CLIENTS: usize = 8;
const ROUND: Duration = Duration::from_millis(100);

fn main() {
    let address = serve();
    assert_eq!(response(address, "/plain/ours"), response(address, "/plain/hand"));
    assert_eq!(response(address, "/details/ours"), response(address, "/details/hand"));
    let mut rates = PATHS.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (path, rates) in PATHS.iter().zip(&mut rates) {
            rates.push(rate(address, path));
        }
    }
    for (path, mut rates) in PATHS.iter().zip(rates) {
        rates.sort_by(f64::total_cmp);
        println!("{path} {}", rates[ROUNDS / 2]);
    }
}

/// Starts the server on a thread of its own, which ends with the process.
fn serve() -> SocketAddr {
    let routes = Router::new()
        .route("/plain/ours", get(plain_ours))
        .route("/plain/hand", get(plain_hand))
        .route("/details/ours", get(details_ours))
        .route("/details/hand", get(details_hand));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its address");
    listener.set_nonblocking(true).expect("a listener for tokio");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build().expect("tokio");
    std::thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, routes).await.expect("a server");
        });
    });
    address
}

/// Responses per second to clients that ask again as soon as they are answered.
fn rate(address: SocketAddr, path: &'static str) -> f64 {
    let clients: Vec<_> = (0..CLIENTS).map(|_| std::thread::spawn(move || client(address, path))).collect();
    let answered: u32 = clients.into_iter().map(|client| client.join().expect("a client")).sum();
    f64::from(answered) / ROUND.as_secs_f64()
}

fn client(address: SocketAddr, path: &str) -> u32 {
    let (mut stream, request) = connect(address, path);
    let mut buffer = [0; 4096];
    let (start, mut answered) = (Instant::now(), 0);
    while start.elapsed() < ROUND {
        stream.write_all(request.as_bytes()).expect("a request");
        // A response of a few hundred bytes is sent, and over loopback received, in one piece.
        assert_ne!(stream.read(&mut buffer).expect("a response"), 0);
        answered += 1;
    }
    answered
}

fn connect(address: SocketAddr, path: &str) -> (TcpStream, String) {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_nodelay(true).expect("no delay");
    (stream, format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
}

/// The response but for its date, its headers in order.
fn response(address: SocketAddr, path: &str) -> Vec<String> {
    let (mut stream, request) = connect(address, path);
    stream.write_all(request.as_bytes()).expect("a request");
    let mut buffer = [0; 4096];
    let read = stream.read(&mut buffer).expect("a response");
    let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
    text.lines().filter(|line| !line.starts_with("date:")).map(ToOwned::to_owned).collect()
}
