//! Responses of axum, by way of axum-core.

use alloc::boxed::Box;

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};

use crate::server::ApiError;
use crate::server::Envelope;
use crate::server::http::http_response;

/// The response of an error.
#[must_use]
pub fn axum_response<'e>(error: &'e (dyn ApiError + 'e)) -> Response {
    http_response(error).map(Body::from)
}

/// The whole response of an error, with the context that a handler added.
impl IntoResponse for Envelope<'_> {
    fn into_response(self) -> Response {
        Envelope::into_response(self).map(Body::from)
    }
}

/// Errors of several enums, boxed.
macro_rules! boxed {
    ($($object:ty),*) => { $(
        impl IntoResponse for Box<$object> {
            fn into_response(self) -> Response {
                axum_response(&*self)
            }
        }
    )* };
}

boxed! { dyn ApiError, dyn ApiError + Send, dyn ApiError + Send + Sync }
