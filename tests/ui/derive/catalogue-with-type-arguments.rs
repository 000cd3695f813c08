pub mod errors { errors_runtime::include_error_spec!("ui/derive/errors.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = errors<'a, T: Clone>)]
enum ChatError {
    Unauthorized,
}

fn main() {}
