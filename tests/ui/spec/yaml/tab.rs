errors_runtime::include_error_spec!("cases/invalid/tab.yaml");
fn main() {}
