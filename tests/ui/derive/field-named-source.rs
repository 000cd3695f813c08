pub mod errors {
    errors_runtime::include_error_spec!("derive/errors.yaml");
}

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
pub enum Error {
    #[api_error(code = "INTERNAL_ERROR")]
    Database { source: std::io::Error },
}

fn main() {}
