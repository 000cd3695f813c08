//! Responses of the crate `http`, for hyper, poem, salvo, lambda and whoever else speaks it.

use alloc::borrow::Cow;
use alloc::boxed::Box;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use crate::server::ApiError;
use crate::server::Envelope;
use crate::server::respond::Parts;

impl Envelope<'_> {
    /// The whole response: status, `Content-Type`, headers and body.
    ///
    /// An entry of a socket, which has no status, becomes a 500. A header whose value is not valid is left out and, with
    /// the feature `tracing`, logged. A body that was made at compile time is not copied.
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// use errors::Error;
    /// use errors_runtime::ApiError;
    ///
    /// let error = Error::rate_limit(30, 100, "minute");
    /// let response = error.envelope().with("request_id", "r-1").into_response();
    /// assert_eq!(response.status(), 429);
    /// assert_eq!(response.headers()["Content-Type"], "application/json");
    /// assert_eq!(response.headers()["Retry-After"], "30");
    /// assert!(response.body().ends_with(br#""request_id":"r-1"}"#));
    #[doc = "```"]
    #[must_use]
    pub fn into_response(self) -> Response<Bytes> {
        let response = respond(&self);
        #[cfg(feature = "tower")]
        let response = with_extension(response, crate::server::Snapshot::of(&self, None));
        response
    }
}

/// The response of an error; the layer of the feature `tower` finds the error's sources beside it.
#[must_use]
pub fn http_response<'e>(error: &'e (dyn ApiError + 'e)) -> Response<Bytes> {
    let envelope = error.envelope();
    let response = respond(&envelope);
    #[cfg(feature = "tower")]
    let response = with_extension(response, crate::server::Snapshot::of(&envelope, error.source()));
    response
}

#[cfg(feature = "tower")]
fn with_extension(mut response: Response<Bytes>, snapshot: crate::server::Snapshot) -> Response<Bytes> {
    response.extensions_mut().insert(snapshot);
    response
}

fn respond(envelope: &Envelope<'_>) -> Response<Bytes> {
    let Parts { status, content_type, headers, body } = Parts::new(envelope);
    let mut response = Response::new(to_bytes(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Ok(value) = HeaderValue::from_str(content_type) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    for (name, value) in headers {
        if let Some((name, value)) = to_header(name, &value) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

pub(crate) fn to_bytes(body: Cow<'static, str>) -> Bytes {
    match body {
        Cow::Borrowed(body) => Bytes::from_static(body.as_bytes()),
        Cow::Owned(body) => Bytes::from(body),
    }
}

/// The header of an envelope: its name was checked with the catalogue, its value when it was filled in.
pub(crate) fn to_header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok())
}

impl From<Envelope<'_>> for Response<Bytes> {
    fn from(envelope: Envelope<'_>) -> Self {
        envelope.into_response()
    }
}

/// Errors of several enums, boxed.
macro_rules! from_boxed {
    ($($object:ty),*) => { $(
        impl From<Box<$object>> for Response<Bytes> {
            fn from(error: Box<$object>) -> Self {
                http_response(&*error)
            }
        }
    )* };
}

from_boxed! { dyn ApiError, dyn ApiError + Send, dyn ApiError + Send + Sync }
