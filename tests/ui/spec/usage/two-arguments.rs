errors_runtime::include_error_spec!("cases/valid/smallest.yaml", "cases/valid/tour.yaml");
fn main() {}
