errors_runtime::include_error_spec!("cases/invalid/invalid-include.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
