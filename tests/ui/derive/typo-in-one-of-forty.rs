pub mod errors { errors_runtime::include_error_spec!("ui/derive/errors.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
enum ChatError {
    #[api_error(code = "INTERNAL_ERROR")]
    Case0,
    #[api_error(code = "INTERNAL_ERROR")]
    Case1,
    #[api_error(code = "INTERNAL_ERROR")]
    Case2,
    #[api_error(code = "INTERNAL_ERROR")]
    Case3,
    #[api_error(code = "INTERNAL_ERROR")]
    Case4,
    #[api_error(code = "INTERNAL_ERROR")]
    Case5,
    #[api_error(code = "INTERNAL_ERROR")]
    Case6,
    #[api_error(code = "INTERNAL_ERROR")]
    Case7,
    #[api_error(code = "INTERNAL_ERROR")]
    Case8,
    #[api_error(code = "INTERNAL_ERROR")]
    Case9,
    #[api_error(code = "INTERNAL_ERROR")]
    Case10,
    #[api_error(code = "INTERNAL_ERROR")]
    Case11,
    #[api_error(code = "INTERNAL_ERROR")]
    Case12,
    #[api_error(code = "INTERNAL_ERROR")]
    Case13,
    #[api_error(code = "INTERNAL_ERROR")]
    Case14,
    #[api_error(code = "INTERNAL_ERROR")]
    Case15,
    #[api_error(code = "INTERNAL_ERROR")]
    Case16,
    #[api_error(code = "INTERNAL_ERROR")]
    Case17,
    #[api_error(code = "INTERNAL_ERROR")]
    Case18,
    #[api_error(code = "INTERNAL_ERROR")]
    Case19,
    #[api_error(code = "INTERNAL_ERROR")]
    Case20,
    #[api_error(code = "INTERNAL_ERROR")]
    Case21,
    #[api_error(code = "INTERNAL_ERROR")]
    Case22,
    #[api_error(code = "INTERNAL_EROR")]
    Case23,
    #[api_error(code = "INTERNAL_ERROR")]
    Case24,
    #[api_error(code = "INTERNAL_ERROR")]
    Case25,
    #[api_error(code = "INTERNAL_ERROR")]
    Case26,
    #[api_error(code = "INTERNAL_ERROR")]
    Case27,
    #[api_error(code = "INTERNAL_ERROR")]
    Case28,
    #[api_error(code = "INTERNAL_ERROR")]
    Case29,
    #[api_error(code = "INTERNAL_ERROR")]
    Case30,
    #[api_error(code = "INTERNAL_ERROR")]
    Case31,
    #[api_error(code = "INTERNAL_ERROR")]
    Case32,
    #[api_error(code = "INTERNAL_ERROR")]
    Case33,
    #[api_error(code = "INTERNAL_ERROR")]
    Case34,
    #[api_error(code = "INTERNAL_ERROR")]
    Case35,
    #[api_error(code = "INTERNAL_ERROR")]
    Case36,
    #[api_error(code = "INTERNAL_ERROR")]
    Case37,
    #[api_error(code = "INTERNAL_ERROR")]
    Case38,
    #[api_error(code = "INTERNAL_ERROR")]
    Case39,
}

fn main() {
    // What uses the type shows no errors of its own.
    let error: Result<(), ChatError> = Err(ChatError::Case0);
    let error: Box<dyn std::error::Error> = Box::new(error.unwrap_err());
    println!("{error}");
}
