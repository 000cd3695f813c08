//! A small server's errors, with ours.
mod errors {
    errors_runtime::include_error_spec!("errors.yaml");
}

use errors_runtime::ApiError;

fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    let code = errors::ErrorCode::from_code(&text).map_or(404, errors::ErrorCode::status);
    println!("{code} {}", errors::Error::AccountAddressNotFound.to_json());
}
