//! What a team writes by hand for the two errors of `errors.yaml`.

use serde::{Deserialize, Serialize};

/// The codes, as a client knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    /// Of a server.
    InternalError,
    /// Of a client.
    UsedUp,
}

/// The details of `USED_UP`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Requests in the window.
    pub limit: u32,
    /// Requests that are left.
    pub remaining: u32,
    /// The window.
    pub window: String,
}

/// The error, as a server makes it.
#[derive(Clone, Debug, thiserror::Error)]
#[error("Too many requests: {} per {}", .0.limit, .0.window)]
pub struct UsedUp(pub Details);

/// A body with details.
#[derive(Debug, Serialize)]
pub struct Body<'a> {
    /// The one member.
    pub error: Inner<'a>,
}

/// What is in it.
#[derive(Debug, Serialize)]
pub struct Inner<'a> {
    /// The code.
    pub code: Code,
    /// The message.
    pub message: &'a str,
    /// The details.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<&'a Details>,
}

/// The same body, as a client reads it.
#[derive(Debug, Deserialize)]
pub struct Remote {
    /// The one member.
    pub error: RemoteInner,
}

/// What is in it.
#[derive(Debug, Deserialize)]
pub struct RemoteInner {
    /// The code.
    pub code: Code,
    /// The message.
    pub message: String,
    /// The details.
    pub details: Details,
}
