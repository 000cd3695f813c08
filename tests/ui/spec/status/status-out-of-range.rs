errors_runtime::include_error_spec!("cases/invalid/status-out-of-range.yaml");
fn main() {}
