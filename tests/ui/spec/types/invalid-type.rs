errors_runtime::include_error_spec!("cases/invalid/invalid-type.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
