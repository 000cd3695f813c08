//! The side that returns an error: what is asked of it, its body, and its responses, one file per framework.
//!
//! | file | job |
//! |---|---|
//! | `api_error` | the trait that every error implements, and an error's values |
//! | `envelope`, `holes` | the body |
//! | `respond` | status, headers and body of a response, for all frameworks |
//! | `snapshot` | what stays of an error beside its response, for the layer and for logs |
//! | `http`, `axum`, `actix`, `tower` | the frameworks |

#[cfg(feature = "actix-web")]
mod actix;
mod api_error;
#[cfg(feature = "axum")]
mod axum;
mod envelope;
mod holes;
#[cfg(feature = "http")]
mod http;
mod respond;
#[cfg(feature = "tower")]
mod snapshot;
#[cfg(feature = "tower")]
mod tower;

#[cfg(feature = "actix-web")]
pub use actix::{actix_response, actix_status};
pub use api_error::{ApiError, Details, Entry};
#[cfg(feature = "axum")]
pub use axum::axum_response;
pub use envelope::Envelope;
#[cfg(feature = "http")]
pub use http::http_response;
#[cfg(feature = "tower")]
pub use snapshot::Snapshot;
#[cfg(feature = "tower")]
pub use tower::{ErrorBody, ErrorFuture, ErrorLayer, ErrorService, KeepBody};
