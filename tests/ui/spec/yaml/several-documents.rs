errors_runtime::include_error_spec!("cases/invalid/several-documents.yaml");
fn main() { let _ = (ErrorCode::NotFound, Error::NotFound); }
