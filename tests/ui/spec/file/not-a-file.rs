errors_runtime::include_error_spec!("cases/invalid/fragments");
fn main() {}
