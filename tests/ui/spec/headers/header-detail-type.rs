errors_runtime::include_error_spec!("cases/invalid/header-detail-type.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
