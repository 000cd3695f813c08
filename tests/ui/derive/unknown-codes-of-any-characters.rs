pub mod errors { errors_runtime::include_error_spec!("ui/derive/errors.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
enum ChatError {
    #[api_error(code = "404_BOK")]
    Book,
    #[api_error(code = "billing/card.declined:v3")]
    Declined { reason: String },
    #[api_error(code = "+1-2 ütf/8")]
    Other { field: u8 },
}

fn main() {}
