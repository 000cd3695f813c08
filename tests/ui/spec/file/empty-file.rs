errors_runtime::include_error_spec!("cases/invalid/empty-file.yaml");
fn main() {}
