//! Errors by the hundred thousand leave nothing behind. Alone in its process, whose memory is measured.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod raw;

use errors_runtime::{ApiError, RemoteError, ResponseExt};
use errors_wire::specs::role_sessions::{Error, ErrorCode};

use raw::{Server, response_of};

const CONNECTIONS: usize = 8;

/// Resident memory in KiB; `None` where the system does not say.
fn resident() -> Option<usize> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(statm.split(' ').nth(1)?.parse::<usize>().ok()? * 4)
}

/// Each task asks over the connections that its client keeps.
async fn decode(url: &str, count: usize) {
    let client = reqwest::Client::new();
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (client, url) = (client.clone(), url.to_owned());
            tokio::spawn(async move {
                for _ in 0..count / CONNECTIONS {
                    let response = client.get(&url).send().await.unwrap();
                    let remote: RemoteError<ErrorCode> = response.error_for_code().await.unwrap_err();
                    assert_eq!(remote.code(), Some(ErrorCode::RateLimitExceeded));
                    assert!(Error::try_from(remote).is_ok());
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_thousand_errors_leave_nothing_behind() {
    let answer = response_of(&Error::rate_limit_exceeded(7, "1 hour", 9, 3, 12) as &dyn ApiError);
    let server = Server::answering(move |_| answer.clone()).await;
    decode(&server.url, 10_000).await;
    let before = resident();
    decode(&server.url, 100_000).await;
    let after = resident();
    assert_eq!(server.attempts(), 110_000);
    if let (Some(before), Some(after)) = (before, after) {
        // The server's own list of times grows by 1.6 MB, twice that while it moves.
        assert!(after < before + 8 * 1024, "{before} KiB grew to {after} KiB");
    }
}
