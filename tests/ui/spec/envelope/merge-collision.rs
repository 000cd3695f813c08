errors_runtime::include_error_spec!("cases/invalid/merge-collision.yaml");
fn main() {}
