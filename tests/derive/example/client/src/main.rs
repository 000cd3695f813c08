//! A client: it knows the catalogue, and nothing of the server. It reads answers and prints what it makes of them.
#![deny(warnings, missing_docs, rust_2018_idioms, unused_qualifications, clippy::pedantic)]

use std::io::BufRead;

use acme_errors::runtime::RemoteError;
use acme_errors::{Error, ErrorCode, Plan};

fn advise(remote: RemoteError<ErrorCode>) -> String {
    let retryable = remote.retryable();
    match Error::try_from(remote) {
        Ok(Error::RateLimit { retry_after, limit, window, .. }) => format!("wait {retry_after}s: {limit} per {window}"),
        Ok(Error::SessionNotFound { session_id }) => format!("create {session_id}"),
        Ok(Error::PlanRequired { plan: Plan::Pro }) => "buy pro".to_owned(),
        Ok(other) => format!("{}, {}", other.error_code(), if retryable { "again" } else { "give up" }),
        Err(remote) => format!("unknown: {}", remote.body()),
    }
}

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let Some((status, body)) = line.split_once(' ') else { continue };
        let status = status.parse().unwrap_or(500);
        println!("{}", advise(RemoteError::decode(status, &[], body)));
    }
}
