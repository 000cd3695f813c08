errors_runtime::include_error_spec!("cases/invalid/malformed-template.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
