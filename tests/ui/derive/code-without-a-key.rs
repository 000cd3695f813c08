pub mod errors { errors_runtime::include_error_spec!("ui/derive/errors.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
enum ChatError {
    #[api_error("INTERNAL_ERROR")]
    Database,
}

fn main() {}
