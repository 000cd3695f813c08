errors_runtime::include_error_spec!("cases/invalid/syntax.yaml");
fn main() {}
