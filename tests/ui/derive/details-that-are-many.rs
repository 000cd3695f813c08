pub mod errors { errors_runtime::include_error_spec!("ui/derive/details.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
enum ChatError {
    Eight { password: String },
    Nine { password: String },
}

fn main() {}
