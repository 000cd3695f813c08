errors_runtime::include_error_spec!("cases/many.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
