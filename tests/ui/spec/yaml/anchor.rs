errors_runtime::include_error_spec!("cases/invalid/anchor.yaml");
fn main() {}
