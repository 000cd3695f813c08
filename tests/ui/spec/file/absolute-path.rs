errors_runtime::include_error_spec!("/etc/acme/errors.yaml");
fn main() {}
