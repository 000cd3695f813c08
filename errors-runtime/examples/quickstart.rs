//! A catalogue at work: `cargo run --example quickstart`.
//!
//! The server's half prints what the catalogue knows and what it sends; the client's half decodes it again, and what no
//! catalogue promises: a code from a newer server, and a proxy's HTML page.

use errors_runtime::{ApiError, RemoteError};

mod errors {
    errors_runtime::include_error_spec!("../specs/role-sessions.yaml");
}
use errors::{CATALOGUE, Error, ErrorCode};

fn main() {
    print_codes();
    let sent = [
        Error::invalid_parameters("role_id", "required"),
        Error::session_not_found("123"),
        Error::rate_limit_exceeded(100, "1 minute", 60, 0, 1_735_689_660),
        Error::InternalError,
    ];
    for error in &sent {
        print_travel(error);
    }
    print_strangers();
    print_retries();
}

fn print_codes() {
    println!("The codes of `{}`\n", CATALOGUE.name());
    println!("{:<22} {:<6} {:<9} fix", "code", "status", "retryable");
    for code in ErrorCode::ALL {
        let retryable = if code.retryable() { "yes" } else { "no" };
        println!("{:<22} {:<6} {:<9} {}", code, code.status(), retryable, code.fix().unwrap_or("-"));
    }
}

/// What the server sends, and what the client makes of it.
fn print_travel(error: &Error) {
    let body = error.envelope().with("request_id", "req_abc123xyz").to_json();
    println!("\nServer: {error:?}");
    println!("  {} {body}", error.status());
    for (name, value) in error.headers() {
        println!("  {name}: {value}");
    }
    print_received(&RemoteError::decode(error.status(), &error.headers(), body));
}

fn print_strangers() {
    println!("\nA code that only a newer server knows");
    let body = r#"{"error":{"code":"plan_expired","message":"Your plan has expired","details":{"plan":"pro"}}}"#;
    print_received(&RemoteError::decode(402, &[], body));
    println!("\nA proxy's page");
    print_received(&RemoteError::decode(502, &[("Retry-After", "20")], "<html><h1>502 Bad Gateway</h1></html>"));
}

fn print_received(remote: &RemoteError<ErrorCode>) {
    println!("Client: {remote}");
    println!("  code {:?}, spelt {:?}", remote.code(), remote.code_str());
    if let Some(id) = remote.context("request_id") {
        println!("  request id {id}");
    }
    if let Some(limit) = remote.detail::<u32>("limit") {
        println!("  limit {limit} per {}", remote.detail::<String>("window").unwrap_or_default());
    }
    match (remote.retryable(), remote.retry_after()) {
        (true, Some(delay)) => println!("  retry in {} s", delay.as_secs()),
        (true, None) => println!("  retry after the policy's delay"),
        (false, _) => println!("  no retry; {}", remote.fix().unwrap_or("no fix is known")),
    }
    match Error::try_from(remote.clone()) {
        Ok(error) => println!("  typed: {error:?}"),
        Err(_) => println!("  no typed error: the code is not known, or a detail was not on the wire"),
    }
}

fn print_retries() {
    let policy = CATALOGUE.retry();
    println!("\nThe retry policy: {} retries, each after", policy.max_retries());
    for (attempt, jittered) in (0..).zip(policy.delays()) {
        println!("  {:?} at most, this time {jittered:.2?}", policy.delay(attempt));
    }
}
