errors_runtime::include_error_spec!("cases/invalid/close-code-out-of-range.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
