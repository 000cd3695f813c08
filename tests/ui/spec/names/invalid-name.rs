errors_runtime::include_error_spec!("cases/invalid/invalid-name.yaml");
fn main() {}
