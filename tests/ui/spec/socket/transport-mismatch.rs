errors_runtime::include_error_spec!("cases/invalid/transport-mismatch.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
