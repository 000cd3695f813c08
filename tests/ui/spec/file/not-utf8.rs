errors_runtime::include_error_spec!("cases/invalid/not-utf8.yaml");
fn main() {}
