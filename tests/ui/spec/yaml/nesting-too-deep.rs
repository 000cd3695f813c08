errors_runtime::include_error_spec!("cases/invalid/nesting-too-deep.yaml");
fn main() {}
