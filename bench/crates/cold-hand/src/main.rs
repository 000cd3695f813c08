//! A small server's errors, by hand.
#[allow(dead_code)]
mod errors;

fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    let code = errors::ErrorCode::from_code(&text).map_or(404, errors::ErrorCode::status);
    let body = errors::Body::from(&errors::Error::AccountAddressNotFound);
    println!("{code} {}", serde_json::to_string(&body).unwrap_or_default());
}
