errors_runtime::include_error_spec!("cases/valid/smalest.yaml");
fn main() {}
