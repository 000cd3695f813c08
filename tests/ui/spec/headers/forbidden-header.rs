errors_runtime::include_error_spec!("cases/invalid/forbidden-header.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
