errors_runtime::include_error_spec!("cases/invalid/unquoted-braces.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
