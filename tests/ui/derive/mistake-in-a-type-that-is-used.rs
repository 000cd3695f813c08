pub mod errors { errors_runtime::include_error_spec!("ui/derive/errors.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
enum ChatError {
    SessionNotFound(String),
    #[api_error(code = "INTERNAL_ERROR")]
    Database(#[from] std::fmt::Error),
    #[api_error(transparent)]
    Auth(#[from] errors::Error),
}

fn used() -> Result<String, ChatError> {
    let error = errors_runtime::ApiError::to_json(&ChatError::SessionNotFound(String::new()));
    Err(errors::Error::Unauthorized)?;
    Err(std::fmt::Error)?;
    Ok(error)
}

fn main() {
    let error: Result<String, Box<dyn std::error::Error>> = used().map_err(Into::into);
    println!("{error:?}");
}
