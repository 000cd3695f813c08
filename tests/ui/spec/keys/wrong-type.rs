errors_runtime::include_error_spec!("cases/invalid/wrong-type.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
