errors_runtime::include_error_spec!("cases/invalid/duplicate-name.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
