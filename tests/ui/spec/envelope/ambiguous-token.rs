errors_runtime::include_error_spec!("cases/invalid/ambiguous-token.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
