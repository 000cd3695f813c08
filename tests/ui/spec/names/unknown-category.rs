errors_runtime::include_error_spec!("cases/invalid/unknown-category.yaml");
fn main() {}
