pub mod errors { errors_runtime::include_error_spec!("ui/derive/errors.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
enum ChatError {
    RateLimit { limits: u32, window: String },
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
    #[api_error(code = "INTERNAL_ERROR")]
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
    #[api_error(code = "INTERNAL_ERROR")]
    Case40,
    #[api_error(code = "INTERNAL_ERROR")]
    Case41,
    #[api_error(code = "INTERNAL_ERROR")]
    Case42,
    #[api_error(code = "INTERNAL_ERROR")]
    Case43,
    #[api_error(code = "INTERNAL_ERROR")]
    Case44,
    #[api_error(code = "INTERNAL_ERROR")]
    Case45,
    #[api_error(code = "INTERNAL_ERROR")]
    Case46,
    #[api_error(code = "INTERNAL_ERROR")]
    Case47,
    #[api_error(code = "INTERNAL_ERROR")]
    Case48,
    #[api_error(code = "INTERNAL_ERROR")]
    Case49,
    #[api_error(code = "INTERNAL_ERROR")]
    Case50,
    #[api_error(code = "INTERNAL_ERROR")]
    Case51,
    #[api_error(code = "INTERNAL_ERROR")]
    Case52,
    #[api_error(code = "INTERNAL_ERROR")]
    Case53,
    #[api_error(code = "INTERNAL_ERROR")]
    Case54,
    #[api_error(code = "INTERNAL_ERROR")]
    Case55,
    #[api_error(code = "INTERNAL_ERROR")]
    Case56,
    #[api_error(code = "INTERNAL_ERROR")]
    Case57,
    #[api_error(code = "INTERNAL_ERROR")]
    Case58,
    #[api_error(code = "INTERNAL_ERROR")]
    Case59,
    #[api_error(code = "INTERNAL_ERROR")]
    Case60,
    #[api_error(code = "INTERNAL_ERROR")]
    Case61,
    #[api_error(code = "INTERNAL_ERROR")]
    Case62,
    #[api_error(code = "INTERNAL_ERROR")]
    Case63,
    #[api_error(code = "INTERNAL_ERROR")]
    Case64,
    #[api_error(code = "INTERNAL_ERROR")]
    Case65,
    #[api_error(code = "INTERNAL_ERROR")]
    Case66,
    #[api_error(code = "INTERNAL_ERROR")]
    Case67,
    #[api_error(code = "INTERNAL_ERROR")]
    Case68,
    #[api_error(code = "INTERNAL_ERROR")]
    Case69,
    SessionNotFound,
    RateLimited { limit: u32, window: String },
    #[api_error(code = "INTERNAL_ERROR")]
    Case70,
    #[api_error(code = "RATE_LIMIT")]
    Busy { limit: u32, windows: String },
    #[api_error(code = "INTERNAL_ERROR")]
    Case71,
}

fn main() {}
