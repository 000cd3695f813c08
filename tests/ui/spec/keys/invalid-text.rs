errors_runtime::include_error_spec!("cases/invalid/invalid-text.yaml");
fn main() {}
