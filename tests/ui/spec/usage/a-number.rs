errors_runtime::include_error_spec!(404);
fn main() {}
