//! A server of every catalogue in `specs/`: `cargo run --example server -- --port 8080`.
//!
//! ```sh
//! curl -i localhost:8080/molroo/RATE_LIMIT?retry_after=2
//! curl -i 'localhost:8080/molroo/flaky/RATE_LIMIT?fail=2&key=k'
//! ```
//!
//! `errors_wire::example` has the table of its routes.

use std::process::ExitCode;

use tokio::net::TcpListener;

const USAGE: &str = "usage: server [--port PORT]   (default 8080; 0 takes a free one)";

#[tokio::main]
async fn main() -> ExitCode {
    let Some(port) = port(&std::env::args().skip(1).collect::<Vec<_>>()) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(port).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn port(arguments: &[String]) -> Option<u16> {
    match arguments {
        [] => Some(8080),
        [flag, port] if flag == "--port" => port.parse().ok(),
        _ => None,
    }
}

async fn run(port: u16) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("listening on {}", listener.local_addr()?);
    errors_wire::example::serve(listener).await
}
