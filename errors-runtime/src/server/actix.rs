//! Responses of actix-web.

use alloc::borrow::Cow;
use alloc::boxed::Box;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, ResponseError};

use crate::server::ApiError;
use crate::server::Envelope;
use crate::server::respond::Parts;

/// The status of an error's response.
#[must_use]
pub fn actix_status<'e>(error: &'e (dyn ApiError + 'e)) -> StatusCode {
    to_status(error.status())
}

/// The response of an error.
#[must_use]
pub fn actix_response<'e>(error: &'e (dyn ApiError + 'e)) -> HttpResponse {
    error.envelope().into()
}

fn to_status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The whole response of an error, with the context that a handler added.
impl From<Envelope<'_>> for HttpResponse {
    fn from(envelope: Envelope<'_>) -> Self {
        let Parts { status, content_type, headers, body } = Parts::new(&envelope);
        let body = match body {
            Cow::Borrowed(body) => Bytes::from_static(body.as_bytes()),
            Cow::Owned(body) => Bytes::from(body),
        };
        let mut response = HttpResponse::with_body(to_status(status), BoxBody::new(body));
        if let Ok(value) = HeaderValue::from_str(content_type) {
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        for (name, value) in headers {
            if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// Errors of several enums, boxed.
macro_rules! boxed {
    ($($object:ty),*) => { $(
        impl ResponseError for Box<$object> {
            fn status_code(&self) -> StatusCode {
                actix_status(&**self)
            }

            fn error_response(&self) -> HttpResponse {
                actix_response(&**self)
            }
        }
    )* };
}

boxed! { dyn ApiError, dyn ApiError + Send, dyn ApiError + Send + Sync }
