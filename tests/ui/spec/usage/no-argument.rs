errors_runtime::include_error_spec!();
fn main() {}
