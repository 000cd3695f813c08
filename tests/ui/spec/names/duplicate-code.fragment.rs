errors_runtime::include_error_spec!("cases/invalid/duplicate-code.fragment.yaml");
fn main() { let _ = (ErrorCode::InternalError, Error::InternalError); }
