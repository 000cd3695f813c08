//! Thousands of codes: `main` asserts what the test wants to know.
#![deny(warnings)]

use std::collections::HashMap;
use std::mem::size_of;

/// 5,000 codes.
pub mod huge {
    err::include_error_spec!("huge.yaml");
}

/// 256 codes.
pub mod one_byte {
    err::include_error_spec!("one_byte.yaml");
}

/// One more.
pub mod two_bytes {
    err::include_error_spec!("two_bytes.yaml");
}

fn main() {
    assert_eq!(size_of::<huge::ErrorCode>(), 2);
    assert_eq!(size_of::<one_byte::ErrorCode>(), 1);
    assert_eq!(size_of::<two_bytes::ErrorCode>(), 2);
    assert!(size_of::<huge::Error>() <= 64, "{}", size_of::<huge::Error>());

    assert_eq!(huge::ErrorCode::ALL.len(), 5_000);
    let mut seen = HashMap::new();
    for (at, &code) in huge::ErrorCode::ALL.iter().enumerate() {
        assert_eq!(code.code(), format!("CODE_{at}"));
        assert!(seen.insert(code.code(), code).is_none());
        for text in [format!("CODE_{at}"), format!("old code {at}")] {
            assert_eq!(huge::ErrorCode::from_code(&text), Some(code), "{text}");
            assert_eq!(text.parse(), Ok(code));
        }
        for text in [format!("CODE_{at} "), format!("code_{at}"), format!("CODE_0{at}"), format!("old code {at}x")] {
            assert_eq!(huge::ErrorCode::from_code(&text), None, "{text}");
        }
        assert_eq!(code.status(), 400 + u16::try_from(at % 200).unwrap());
    }
    let error = huge::Error::code4999(7, "text");
    assert_eq!(error.to_string(), "Message 4999: 7");
    println!("{} codes", huge::ErrorCode::ALL.len());
}
