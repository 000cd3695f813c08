//! The side that receives an error: what a response says, when to try again, and the clients that do.
//!
//! | file | job |
//! |---|---|
//! | `remote` | a response as an error of the catalogue |
//! | `scan` | one pass over the body along the envelope |
//! | `headers`, `retry_after`, `rate_limit` | what the headers say |
//! | `backoff`, `reqwest` | retries with backon and with reqwest |

#[cfg(feature = "backon")]
mod backoff;
mod headers;
mod rate_limit;
mod remote;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod reqwest;
mod retry_after;
mod scan;

pub use headers::HeaderSource;
pub use rate_limit::{QuotaPolicy, RateLimit, ServiceLimit};
pub use remote::{MAX_BODY, RemoteError};
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use reqwest::{CallError, RequestBuilderExt, ResponseExt, Retry};
pub use retry_after::MAX_RETRY_AFTER;
