errors_runtime::include_error_spec!(errors.yaml);
fn main() {}
