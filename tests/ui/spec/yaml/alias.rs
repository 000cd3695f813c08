errors_runtime::include_error_spec!("cases/invalid/alias.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
