//! The WebSocket: sends the frame of an error, or closes with a code, depending on the path.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, State};
use axum::response::Response;

use super::Mock;
use super::sample::{Parameters, Refusal, sample};

/// The time for the peer to close as well.
const CLOSING: Duration = Duration::from_secs(5);

/// The number of bytes that a close frame has for the reason (RFC 6455, section 5.5).
const MAX_REASON: usize = 123;

/// The end of a connection.
enum Ending {
    /// With a close frame.
    Frame(CloseFrame),
    /// With a close frame without a code, which the peer reads as 1005.
    Bare,
    /// Without a close frame, which the peer reads as 1006.
    Cut,
}

/// Sends the frame of an error, then waits for the peer to close.
pub(super) async fn send(
    State(mock): State<Arc<Mock>>,
    Path(code): Path<String>,
    Query(parameters): Query<Parameters>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Refusal> {
    let frame = sample(&mock, &code, &parameters)?.body().to_string();
    Ok(upgrade.on_upgrade(async |mut socket| {
        if socket.send(Message::text(frame)).await.is_ok() {
            drain(&mut socket).await;
        }
    }))
}

/// Closes with a code.
pub(super) async fn close(
    State(mock): State<Arc<Mock>>,
    Path(code): Path<String>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Refusal> {
    let ending = ending(&mock, &code).map_err(Refusal::BadRequest)?;
    Ok(upgrade.on_upgrade(async |socket| end(socket, ending).await))
}

fn ending(mock: &Mock, code: &str) -> Result<Ending, String> {
    let number: u16 = code.parse().map_err(|_| format!("`{code}` is not a close code"))?;
    match number {
        1005 => Ok(Ending::Bare),
        1006 => Ok(Ending::Cut),
        1000..=1003 | 1007..=1014 | 3000..=4999 => Ok(Ending::Frame(close_frame(mock, number))),
        _ => Err(format!("a server cannot close with {number}: expected 1000 to 1014, except 1004, or 3000 to 4999")),
    }
}

/// Returns the close frame of a code, with its meaning as the reason.
fn close_frame(mock: &Mock, code: u16) -> CloseFrame {
    let known = mock.catalogue.api.close_codes.iter().find(|known| known.code == code);
    let meaning = known.map(|known| known.meaning.as_str()).unwrap_or_default();
    let fits = |end: &usize| meaning.is_char_boundary(*end);
    let end = (0..=meaning.len().min(MAX_REASON)).rev().find(fits).unwrap_or_default();
    CloseFrame { code, reason: meaning[..end].into() }
}

async fn end(mut socket: WebSocket, ending: Ending) {
    let frame = match ending {
        Ending::Frame(frame) => Some(frame),
        Ending::Bare => None,
        Ending::Cut => return,
    };
    if socket.send(Message::Close(frame)).await.is_ok() {
        let _ = tokio::time::timeout(CLOSING, drain(&mut socket)).await;
    }
}

/// Reads until the peer has closed.
async fn drain(socket: &mut WebSocket) {
    while let Some(Ok(_)) = socket.recv().await {}
}
