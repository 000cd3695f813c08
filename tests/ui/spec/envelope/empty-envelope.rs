errors_runtime::include_error_spec!("cases/invalid/empty-envelope.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
