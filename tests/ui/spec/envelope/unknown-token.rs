errors_runtime::include_error_spec!("cases/invalid/unknown-token.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
