errors_runtime::include_error_spec!("cases/invalid/duplicate-code.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
