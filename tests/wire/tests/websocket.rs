//! The socket catalogue over a real WebSocket: axum on one side, tungstenite on the other.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::time::Duration;

use errors_runtime::{Reconnect, RemoteError};
use errors_wire::example;
use errors_wire::specs::molroo_socket::{CloseCode, Error, ErrorCode};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// For what the server would answer at once, if at all.
const PATIENCE: Duration = Duration::from_secs(10);

struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}/molroo/ws", listener.local_addr().unwrap());
        tokio::spawn(async { example::serve(listener).await });
        Self(tokio_tungstenite::connect_async(url).await.unwrap().0)
    }

    /// The text that answers a message.
    async fn ask(&mut self, message: impl Into<Message>) -> String {
        self.0.send(message.into()).await.unwrap();
        self.next().await.unwrap().unwrap().into_text().unwrap().to_string()
    }

    async fn next(&mut self) -> Option<Result<Message, tungstenite::Error>> {
        timeout(PATIENCE, self.0.next()).await.unwrap()
    }

    /// What the error that answers a message is to a client.
    async fn refused(&mut self, message: impl Into<Message>) -> RemoteError<ErrorCode> {
        RemoteError::decode(0, &[], self.ask(message).await)
    }

    /// The close frame that answers a message, and then nothing.
    async fn closed(mut self, message: Value) -> Option<CloseFrame> {
        self.0.send(Message::text(message.to_string())).await.unwrap();
        let frame = match self.next().await {
            Some(Ok(Message::Close(frame))) => frame,
            Some(Err(_)) | None => return None,
            Some(Ok(other)) => panic!("{other:?}"),
        };
        assert!(self.next().await.is_none_or(|end| end.is_err()));
        frame
    }
}

fn reason(remote: &RemoteError<ErrorCode>) -> &str {
    assert_eq!(remote.code(), Some(ErrorCode::InvalidMessage), "{remote:?}");
    remote.message().unwrap()
}

#[tokio::test]
async fn malformed_messages_are_answered() {
    let mut client = Client::open().await;
    for (message, expected) in [
        ("not JSON", "Malformed JSON"),
        ("", "Malformed JSON"),
        ("[]", "Malformed JSON"),
        (r#"{"type":"ping""#, "Malformed JSON"),
        ("{}", "Missing message type"),
        (r#"{"type":1}"#, "Missing message type"),
        (r#"{"type":"foo"}"#, "Unknown message type: foo"),
        (r#"{"type":"error"}"#, "Unknown error code: "),
        (r#"{"type":"error","code":"NOPE"}"#, "Unknown error code: NOPE"),
        (r#"{"type":"error","code":"RATE_LIMIT","limit":5}"#, "`RATE_LIMIT` has no detail `limit`"),
        (r#"{"type":"close"}"#, "Missing close code"),
        (r#"{"type":"close","code":70000}"#, "Missing close code"),
    ] {
        assert_eq!(reason(&client.refused(message).await), expected, "{message}");
    }
    let binary = Message::binary(br#"{"type":"ping"}"#.to_vec());
    assert_eq!(reason(&client.refused(binary).await), "Messages are text");
    // It is still the same connection.
    assert_eq!(client.ask(r#"{"type":"ping"}"#).await, r#"{"type":"pong"}"#);
}

#[tokio::test]
async fn errors_travel_both_ways() {
    let mut client = Client::open().await;
    for code in ErrorCode::ALL {
        // The client's message is an error of the catalogue, as the server's answer is.
        let sent = json!({ "type": "error", "code": code }).to_string();
        let remote = client.refused(sent).await;
        assert_eq!(remote.code(), Some(*code), "{remote:?}");
        assert_eq!((remote.retryable(), remote.fixes()), (code.retryable(), code.fixes()));
        match Error::try_from(remote) {
            Ok(error) => assert_eq!(error.error_code(), *code),
            Err(remote) => assert_eq!(reason(&remote), "Unknown message type: foo"),
        }
    }
    let custom = r#"{"type":"error","code":"INVALID_MESSAGE","message":"mine","reason":"\"quoted\""}"#;
    assert_eq!(reason(&client.refused(custom).await), r#""quoted""#);
}

#[tokio::test]
async fn closes_with_the_code_that_was_asked_for() {
    for code in CloseCode::ALL.iter().filter(|code| code.is_sendable()) {
        let frame = Client::open().await.closed(json!({ "type": "close", "code": code.code() })).await.unwrap();
        let received = CloseCode::from_code(frame.code.into()).unwrap();
        assert_eq!((received, received.reconnect()), (*code, code.reconnect()));
        assert_eq!(frame.reason.as_str(), code.meaning());
    }
    assert_eq!(CloseCode::from_code(1008).unwrap().reconnect(), Reconnect::Never);
    assert_eq!(CloseCode::from_code(1011).unwrap().reconnect(), Reconnect::Backoff);
    let frame = Client::open().await.closed(json!({ "type": "close", "code": 4999, "reason": "bye" })).await.unwrap();
    assert_eq!((u16::from(frame.code), frame.reason.as_str()), (4999, "bye"));
    assert_eq!(CloseCode::from_code(4999), None);
}

#[tokio::test]
async fn refuses_codes_that_may_not_be_sent() {
    let mut client = Client::open().await;
    for code in [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] {
        let remote = client.refused(json!({ "type": "close", "code": code }).to_string()).await;
        assert_eq!(reason(&remote), format!("Close code may not be sent: {code}"));
    }
    assert_eq!(client.ask(r#"{"type":"ping"}"#).await, r#"{"type":"pong"}"#);
}

#[tokio::test]
async fn cuts_reasons_to_what_a_close_frame_holds() {
    for (given, expected) in [
        ("r".repeat(123), "r".repeat(123)),
        ("r".repeat(124), "r".repeat(123)),
        // 41 characters of three bytes, and one that does not fit whole.
        ("€".repeat(42), "€".repeat(41)),
        (format!("rr{}", "€".repeat(41)), format!("rr{}", "€".repeat(40))),
    ] {
        let frame = Client::open().await.closed(json!({ "type": "close", "code": 1000, "reason": given })).await;
        assert_eq!(frame.unwrap().reason.as_str(), expected);
    }
}

#[tokio::test]
async fn an_end_without_a_frame_is_abnormal() {
    let frame = Client::open().await.closed(json!({ "type": "drop" })).await;
    assert_eq!(frame, None);
    let closure = CloseCode::AbnormalClosure;
    assert_eq!((closure.code(), closure.is_sendable(), closure.reconnect()), (1006, false, Reconnect::Backoff));
}

#[tokio::test]
async fn the_client_may_close_first() {
    let mut client = Client::open().await;
    let frame = CloseFrame { code: 1000.into(), reason: "done".into() };
    client.0.close(Some(frame)).await.unwrap();
    assert!(matches!(client.next().await, Some(Ok(Message::Close(_)))));
    assert!(client.next().await.is_none());
}
