errors_runtime::include_error_spec!("cases/invalid/tag.yaml");
fn main() {}
