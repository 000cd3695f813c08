errors_runtime::include_error_spec!("cases/invalid/invalid-duration.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
