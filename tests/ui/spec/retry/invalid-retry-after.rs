errors_runtime::include_error_spec!("cases/invalid/invalid-retry-after.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
