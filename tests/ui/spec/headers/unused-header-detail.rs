errors_runtime::include_error_spec!("cases/invalid/unused-header-detail.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
