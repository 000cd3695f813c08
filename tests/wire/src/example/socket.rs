//! The WebSocket of `molroo-socket`: errors as messages, and close codes on demand.
//!
//! | message | answer |
//! |---|---|
//! | `{"type":"ping"}` | `{"type":"pong"}` |
//! | `{"type":"error","code":"RATE_LIMIT"}` | that error; other members are its details: `"reason":"…"` |
//! | `{"type":"close","code":1008,"reason":"…"}` | a close frame with that code |
//! | `{"type":"drop"}` | the end of the connection, without a close frame: what a client sees as 1006 |
//! | anything else | `INVALID_MESSAGE` |

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use errors_runtime::{ApiError, RemoteError};
use serde_json::{Map, Value};

use super::Server;
use super::sample::Samples;
use crate::specs::molroo_socket::{CATALOGUE, CloseCode, Error, ErrorCode};

/// No message of this protocol is longer.
const MAX_MESSAGE: usize = 64 * 1024;

/// How long the peer has for its half of the closing handshake.
const CLOSING: Duration = Duration::from_secs(2);

/// The longest reason of a close frame: 125 bytes of a control frame (RFC 6455 section 5.5), two of them the code.
const MAX_REASON: usize = 123;

pub(super) async fn upgrade(State(server): State<Arc<Server>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(MAX_MESSAGE).on_upgrade(|socket| converse(socket, server))
}

async fn converse(mut socket: WebSocket, server: Arc<Server>) {
    let Some(samples) = server.catalogues.get(CATALOGUE.name()) else { return };
    while let Some(Ok(message)) = socket.recv().await {
        let answer = match message {
            Message::Text(text) => answer(samples, &text),
            Message::Binary(_) => invalid("Messages are text"),
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => continue,
        };
        let sent = match answer {
            Answer::Text(text) => socket.send(Message::text(text)).await,
            Answer::Close(frame) => return close(socket, frame).await,
            Answer::Drop => return,
        };
        if sent.is_err() {
            return;
        }
    }
}

/// Sends the close frame and waits for the peer's.
async fn close(mut socket: WebSocket, frame: CloseFrame) {
    let _ = socket.send(Message::Close(Some(frame))).await;
    let _ = tokio::time::timeout(CLOSING, async { while let Some(Ok(_)) = socket.recv().await {} }).await;
}

enum Answer {
    Text(String),
    Close(CloseFrame),
    Drop,
}

fn invalid(reason: impl Into<String>) -> Answer {
    Answer::Text(Error::invalid_message(reason).to_json())
}

fn answer(samples: &Samples, text: &str) -> Answer {
    let Ok(Value::Object(message)) = serde_json::from_str(text) else { return invalid("Malformed JSON") };
    match message.get("type").and_then(Value::as_str) {
        Some("ping") => Answer::Text(r#"{"type":"pong"}"#.to_owned()),
        Some("error") => answer_error(samples, text, &message),
        Some("close") => answer_close(&message),
        Some("drop") => Answer::Drop,
        Some(unknown) => invalid(format!("Unknown message type: {unknown}")),
        None => invalid("Missing message type"),
    }
}

/// The peer's error, decoded as any error of the catalogue is, and sent back.
fn answer_error(samples: &Samples, text: &str, message: &Map<String, Value>) -> Answer {
    let remote = RemoteError::<ErrorCode>::decode(0, &[], text);
    let Some(mut error) = remote.code().and_then(|code| samples.find(code.code())) else {
        return invalid(format!("Unknown error code: {}", remote.code_str().unwrap_or_default()));
    };
    let details = message.iter().filter(|(name, _)| !matches!(name.as_str(), "type" | "code" | "message"));
    for (name, value) in details {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if let Err(problem) = error.set(name, &text) {
            return invalid(problem);
        }
    }
    Answer::Text(error.to_json())
}

fn answer_close(message: &Map<String, Value>) -> Answer {
    let Some(code) = message.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok()) else {
        return invalid("Missing close code");
    };
    if !is_sendable(code) {
        return invalid(format!("Close code may not be sent: {code}"));
    }
    let meaning = || CloseCode::from_code(code).map(CloseCode::meaning);
    let reason = message.get("reason").and_then(Value::as_str).or_else(meaning).unwrap_or_default();
    Answer::Close(CloseFrame { code, reason: cut(reason).into() })
}

/// The codes that RFC 6455 (section 7.4) and its registry give to endpoints.
const fn is_sendable(code: u16) -> bool {
    matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999)
}

/// As much of the reason as a close frame holds, in whole characters.
fn cut(reason: &str) -> &str {
    let fits = |end: &usize| reason.is_char_boundary(*end);
    let end = (0..=reason.len().min(MAX_REASON)).rev().find(fits).unwrap_or_default();
    reason.get(..end).unwrap_or_default()
}
