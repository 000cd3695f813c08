//! Every response names its request: by the id that came with it, or by a new one.

use std::hash::{BuildHasher, Hasher, RandomState};

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// The id of the request that is being answered.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) String);

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Longer ids are replaced: they would be in every body and every log line.
const MAX_LEN: usize = 128;

/// Reads or makes the id, and sends it back.
pub(super) async fn assign(mut request: Request, next: Next) -> Response {
    let id = request.headers().get(HEADER).and_then(readable).unwrap_or_else(random);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

fn readable(value: &HeaderValue) -> Option<String> {
    let text = value.to_str().ok()?;
    let is_readable = (1..=MAX_LEN).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    is_readable.then(|| text.to_owned())
}

/// A version 4 UUID; the standard library's only source of randomness is the keys of its hash maps.
fn random() -> String {
    let random = || RandomState::new().build_hasher().finish();
    let (high, low) = (random(), random());
    let (version, variant) = (0x4000 | (high & 0x0fff), 0x8000 | (low >> 48 & 0x3fff));
    format!(
        "{:08x}-{:04x}-{version:04x}-{variant:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        low & 0xffff_ffff_ffff
    )
}
