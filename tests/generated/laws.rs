//! What has to hold of every catalogue, whatever it says.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use err::{ApiError, Code, Details, RemoteError};
use serde_json::Value as Json;

/// A value of a detail, from its JSON.
pub fn value<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// What the catalogue says of an error, by the way of the documentation.
pub struct Expected {
    pub code: &'static str,
    pub status: u16,
    pub message: &'static str,
    pub body: &'static str,
    /// Whether the code has a place of its own on the wire.
    pub has_code: bool,
    /// Whether all details have one, too.
    pub comes_back: bool,
}

/// An error says what its entry says, in every way that there is to ask, and comes back over the wire.
pub fn error<C, E>(error: &E, expected: &Expected)
where
    C: Code,
    E: ApiError + Details + Clone + PartialEq + TryFrom<RemoteError<C>, Error = RemoteError<C>>,
{
    let Expected { code, status, message, body, has_code, comes_back } = expected;
    assert_eq!((error.code(), error.status()), (*code, *status));
    assert_eq!(error.to_string(), *message, "{code}");
    assert_eq!(error.message(), *message, "{code}");
    assert!(*error == error.clone() && !format!("{error:?}").is_empty());
    let written = error.to_json();
    let json: Json = value(&written);
    assert_eq!(json, value::<Json>(body), "{code}");
    assert_eq!(serde_json::to_string(&error.envelope()).unwrap(), written, "{code}");
    assert_eq!(serde_json::to_value(error.envelope()).unwrap(), json, "{code}");
    let headers = error.headers();
    for (name, value) in &headers {
        assert!(!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':'), "{code}: {name}");
        assert!(value.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~')), "{code}: {value:?}");
        assert_eq!(value.trim_matches([' ', '\t']), value, "{code}");
    }
    let remote = RemoteError::<C>::decode(error.status(), &headers, &written);
    assert_eq!(remote.status(), *status);
    if *has_code {
        assert_eq!(remote.code().map(Code::code), Some(*code), "{written}");
        assert_eq!(remote.retryable(), error.retryable(), "{written}");
    }
    match E::try_from(remote) {
        Ok(back) => assert!(back == *error || !comes_back, "{back:?} came back as {error:?}"),
        Err(remote) => assert!(!comes_back, "{error:?} is lost: {remote:?} {headers:?}"),
    }
}

/// A code is its text, in both directions and in every form.
pub fn codes<C>(all: &[C], aliases: &[(&str, &str)], strangers: &[&str])
where
    C: Code + Ord + Display + FromStr + for<'a> TryFrom<&'a str> + AsRef<str>,
    C: serde::Serialize + serde::de::DeserializeOwned,
    <C as FromStr>::Err: Debug,
{
    assert!(all.is_sorted() && all.len() == C::catalogue().codes().len());
    for (at, code) in all.iter().enumerate() {
        let text = code.code();
        assert_eq!((code.index(), C::from_index(at), C::from_code(text)), (at, Some(*code), Some(*code)));
        assert!(text.parse::<C>().unwrap() == *code && C::try_from(text).is_ok_and(|it| it == *code));
        assert_eq!((code.to_string().as_str(), code.as_ref()), (text, text));
        let json = serde_json::to_string(code).unwrap();
        assert_eq!((value::<String>(&json), value::<C>(&json)), (text.to_owned(), *code));
        for stranger in [format!("{text} "), format!(" {text}"), text.to_lowercase() + "_", String::new()] {
            assert_eq!(C::from_code(&stranger), None, "{stranger}");
        }
    }
    for (alias, code) in aliases {
        assert_eq!(C::from_code(alias).map(Code::code), Some(*code), "{alias}");
    }
    for stranger in strangers {
        assert!(C::from_code(stranger).is_none() && stranger.parse::<C>().is_err(), "{stranger}");
    }
}

/// A close code is its number.
macro_rules! close {
    ($code:expr, $number:literal) => {{
        let (code, number) = ($code, $number);
        assert_eq!(code.code(), number);
        assert!(TryFrom::try_from(number) == Ok(code) && code.to_string().starts_with(&number.to_string()));
        assert_eq!(code.is_sendable(), ![1004, 1005, 1006, 1015].contains(&number));
    }};
}
pub(crate) use close;
