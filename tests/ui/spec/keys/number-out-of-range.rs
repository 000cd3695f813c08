errors_runtime::include_error_spec!("cases/invalid/number-out-of-range.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
