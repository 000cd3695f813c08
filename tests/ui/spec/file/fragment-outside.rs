errors_runtime::include_error_spec!("cases/invalid/fragment-outside.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
