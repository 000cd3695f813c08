pub mod errors { errors_runtime::include_error_spec!("ui/derive/details.yaml"); }

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = crate::errors)]
enum ChatError {
    #[api_error(code = Short)]
    LetterLess { windw: String },
    #[api_error(code = Short)]
    LetterMore { winddow: String },
    #[api_error(code = Short)]
    StartMissing { indow: String },
    #[api_error(code = Short)]
    HalfOfTheLetters { winter: String },
    #[api_error(code = Short)]
    MoreThanHalf { wisest: String },
    #[api_error(code = Short)]
    StartTooFarAway { dow: String },
    #[api_error(code = Short)]
    StartTooLong { past_window: String },
    #[api_error(code = Long)]
    NameOf32Letters { seconds_until_the_window_is_oven: String },
    #[api_error(code = Long)]
    NameOf33LettersForOneOf32 { seconds_until_the_windows_is_over: String },
    #[api_error(code = Longer)]
    NameOf32LettersForOneOf33 { seconds_until_the_window_is_over: String },
}

fn main() {}
