errors_runtime::include_error_spec!("cases/invalid/unknown-key.yaml");
fn main() {}
