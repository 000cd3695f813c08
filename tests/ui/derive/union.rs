pub mod errors { errors_runtime::include_error_spec!("ui/derive/errors.yaml"); }

#[derive(errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
union Internal { code: u32, status: u32 }

fn main() {}
