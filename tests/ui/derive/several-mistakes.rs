pub mod errors { errors_runtime::include_error_spec!("ui/derive/errors.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
enum ChatError {
    Unauthorised,
    RateLimit { limit: u32 },
    SessionNotFound { session_id: u32 },
    #[api_error(code = "INTERNAL_EROR")]
    Database,
}

fn main() {}
