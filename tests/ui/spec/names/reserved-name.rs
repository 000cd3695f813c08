errors_runtime::include_error_spec!("cases/invalid/reserved-name.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
