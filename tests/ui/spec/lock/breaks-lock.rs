errors_runtime::include_error_spec!("cases/invalid/breaks-lock.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
