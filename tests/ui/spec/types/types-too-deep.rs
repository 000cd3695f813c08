errors_runtime::include_error_spec!("cases/invalid/types-too-deep.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
