errors_runtime::include_error_spec!("cases/invalid/missing-file.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
