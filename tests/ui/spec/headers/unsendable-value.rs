errors_runtime::include_error_spec!("cases/invalid/unsendable-value.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
