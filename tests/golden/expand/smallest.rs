mod __catalogue {
    ///The codes of the catalogue `smallest`.
    #[::core::prelude::v1::derive(
        ::core::clone::Clone,
        ::core::cmp::PartialEq,
        ::core::marker::Copy,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash
    )]
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    #[non_exhaustive]
    pub enum ErrorCode {
        ///`NOT_FOUND`: 404 Not Found
        ///
        ///> Nothing is here
        ///
        ///Retry: no, the same request fails again
        ///
        ///```json
        ///{
        ///  "error": {
        ///    "code": "NOT_FOUND",
        ///    "message": "Nothing is here"
        ///  }
        ///}
        ///```
        NotFound,
    }
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    impl ErrorCode {
        /// All codes, in the order of the catalogue.
        pub const ALL: &'static [Self] = &[ErrorCode::NotFound];
        /// Everything that the catalogue says of the code.
        #[must_use]
        pub const fn info(self) -> ::errors_runtime::CodeInfo {
            __CODES.at(self as ::core::primitive::u16)
        }
        ///Whether the same request may succeed later.
        #[must_use]
        pub const fn retryable(self) -> ::core::primitive::bool {
            self.info().retryable()
        }
        ///The HTTP status; 0 where an entry of a socket has none.
        #[must_use]
        pub const fn status(self) -> ::core::primitive::u16 {
            self.info().status()
        }
        ///The code, verbatim as on the wire.
        #[must_use]
        pub const fn code(self) -> &'static ::core::primitive::str {
            self.info().code()
        }
        ///What to do about the error: the first of the `fixes`.
        #[must_use]
        pub const fn fix(self) -> ::core::option::Option<&'static ::core::primitive::str> {
            self.info().fix()
        }
        ///Everything that can be done about the error, in the order of the catalogue.
        #[must_use]
        pub const fn fixes(self) -> &'static [&'static ::core::primitive::str] {
            self.info().fixes()
        }
        ///The key of the category.
        #[must_use]
        pub const fn category(self) -> ::core::option::Option<&'static ::core::primitive::str> {
            self.info().category()
        }
        ///How loudly the error should be reported.
        #[must_use]
        pub const fn severity(self) -> ::errors_runtime::Severity {
            self.info().severity()
        }
        ///What the documentation says of the code, in Markdown.
        #[must_use]
        pub const fn description(self) -> ::core::option::Option<&'static ::core::primitive::str> {
            self.info().description()
        }
        ///Where the code is documented.
        #[must_use]
        pub const fn docs_url(self) -> ::core::option::Option<&'static ::core::primitive::str> {
            self.info().docs_url()
        }
        /// The message for end users, with its placeholders as they are: `{limit}`.
        #[must_use]
        pub const fn user_message(self) -> ::core::option::Option<&'static ::core::primitive::str> {
            match self.info().user_message() {
                ::core::option::Option::Some(text) => ::core::option::Option::Some(text.source()),
                ::core::option::Option::None => ::core::option::Option::None,
            }
        }
        /// The code with this spelling or this alias.
        #[must_use]
        pub const fn from_code(code: &::core::primitive::str) -> ::core::option::Option<Self> {
            match __CODES.position(code) {
                ::core::option::Option::Some(index) => {
                    ::core::option::Option::Some(Self::ALL[index as ::core::primitive::usize])
                }
                ::core::option::Option::None => ::core::option::Option::None,
            }
        }
    }
    impl ::errors_runtime::Code for ErrorCode {
        fn catalogue() -> &'static ::errors_runtime::Catalogue {
            &__CATALOGUE
        }
        fn index(self) -> ::core::primitive::usize {
            self as ::core::primitive::usize
        }
        fn from_index(index: ::core::primitive::usize) -> ::core::option::Option<Self> {
            Self::ALL.get(index).copied()
        }
    }
    impl ::core::fmt::Debug for ErrorCode {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.info().name())
        }
    }
    impl ::core::fmt::Display for ErrorCode {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.code())
        }
    }
    impl ::core::convert::AsRef<::core::primitive::str> for ErrorCode {
        fn as_ref(&self) -> &::core::primitive::str {
            self.code()
        }
    }
    impl ::core::str::FromStr for ErrorCode {
        type Err = ::errors_runtime::UnknownCode;
        fn from_str(code: &::core::primitive::str) -> ::core::result::Result<Self, ::errors_runtime::UnknownCode> {
            ::errors_runtime::__private::parse_code(code)
        }
    }
    impl<'a> ::core::convert::TryFrom<&'a ::core::primitive::str> for ErrorCode {
        type Error = ::errors_runtime::UnknownCode;
        fn try_from(code: &'a ::core::primitive::str) -> ::core::result::Result<Self, ::errors_runtime::UnknownCode> {
            ::errors_runtime::__private::parse_code(code)
        }
    }
    impl ::errors_runtime::__private::serde_core::Serialize for ErrorCode {
        fn serialize<S: ::errors_runtime::__private::serde_core::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            ::errors_runtime::__private::serialize_code(*self, serializer)
        }
    }
    impl<'de> ::errors_runtime::__private::serde_core::Deserialize<'de> for ErrorCode {
        fn deserialize<D: ::errors_runtime::__private::serde_core::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            ::errors_runtime::__private::deserialize_code(deserializer)
        }
    }
    const __ROWS : & [:: core :: primitive :: u8] = b"\0\0\0\0\t\0\0\0\x11\0\0\0 \0\0\0 \0\0\0 \0\0\0 \0\0\0 \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x94\x01\x02\0\x01\0\0\0\0\0\0\0Z\0\0\0Z\0\0\0Z\0\0\0Z\0\0\0Z\0\0\0Z\0\0\0Z\0\0\0Z\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" ;
    const __INDEX: &[::core::primitive::u8] = b"\0\0\x01\0";
    static __CODES: ::errors_runtime::__private::Codes = ::errors_runtime::__private::Codes {
        rows: ::errors_runtime::__private::chunks(__ROWS),
        texts: "NOT_FOUNDNotFoundNothing is here{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"Nothing is here\"}}",
        parts: &[],
        fixes: &[],
        headers: &[],
        details: &[],
        titles: &["", "Not Found"],
        categories: &[""],
        versions: &[""],
        delays: &[::errors_runtime::__private::RetryAfter::Unspecified],
        aliases: &[],
        index: ::errors_runtime::__private::chunks(__INDEX),
    };
    static __CLOSE_CODES: [::errors_runtime::CloseCodeInfo; 0] = [];
    pub(super) static __CATALOGUE: ::errors_runtime::Catalogue = ::errors_runtime::Catalogue {
        name: "smallest",
        version: ::core::option::Option::None,
        title: ::core::option::Option::None,
        content_type: "application/json",
        envelope: ::errors_runtime::__private::Node::Object(&[::errors_runtime::__private::Member::Key {
            key: "error",
            presence: ::errors_runtime::__private::Presence::Always,
            value: ::errors_runtime::__private::Node::Object(&[
                ::errors_runtime::__private::Member::Key {
                    key: "code",
                    presence: ::errors_runtime::__private::Presence::Always,
                    value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Code),
                },
                ::errors_runtime::__private::Member::Key {
                    key: "message",
                    presence: ::errors_runtime::__private::Presence::Always,
                    value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Message),
                },
                ::errors_runtime::__private::Member::Key {
                    key: "details",
                    presence: ::errors_runtime::__private::Presence::IfValue,
                    value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Details),
                },
            ]),
        }]),
        context: &[],
        headers: &[],
        codes: &__CODES,
        categories: &[],
        statuses: &[],
        retry: ::errors_runtime::RetryPolicy {
            statuses: &[408, 425, 429, 500, 502, 503, 504],
            max_retries: 3,
            initial_delay: ::core::time::Duration::from_secs(1),
            multiplier: 2f64,
            max_delay: ::core::time::Duration::from_secs(30),
            jitter: 0.5f64,
            default_retry_after: ::core::option::Option::None,
        },
        rate_limits: &[],
        close_codes: &__CLOSE_CODES,
        retired: &[],
    };
    ///The catalogue `smallest` as data: its codes, its retry policy, and what it says of the API as a whole.
    #[allow(dead_code)]
    pub static CATALOGUE: &::errors_runtime::Catalogue = &__CATALOGUE;
    #[doc(hidden)]
    #[allow(non_upper_case_globals, unused_imports, deprecated, dead_code, clippy::unreadable_literal)]
    pub mod __codes {
        pub use super::ErrorCode::*;
        pub use super::{__runtime, CATALOGUE as __CATALOGUE};
        pub mod __by_spelling {
            pub use super::NotFound as __spelling_NOT__FOUND;
        }
    }
    #[doc(hidden)]
    #[allow(unused_imports)]
    pub mod __runtime {
        pub use ::errors_runtime::*;
    }
    #[doc(hidden)]
    #[allow(dead_code)]
    impl ErrorCode {
        #[must_use]
        pub const fn __info(self, _: &'static ::errors_runtime::__private::Codes) -> ::errors_runtime::CodeInfo {
            self.info()
        }
        #[must_use]
        pub const fn __without_details(self, _: &'static ::errors_runtime::__private::Codes) -> ::core::primitive::u16 {
            self as ::core::primitive::u16
        }
        #[must_use]
        pub const fn __has_fields(self, _: ::core::primitive::u64) -> ::core::primitive::bool {
            false
        }
        #[must_use]
        #[track_caller]
        pub const fn __with_fields(
            self,
            _: &'static ::errors_runtime::__private::Codes,
            _: ::core::primitive::u64,
            fields: &::core::primitive::str,
        ) -> ::core::primitive::u16 {
            ::errors_runtime::__private::require_these_details(self.info(), fields)
        }
    }
}
#[doc(hidden)]
#[allow(unused_imports)]
pub use __catalogue::__codes;
#[allow(unused_imports)]
pub use __catalogue::{CATALOGUE, ErrorCode};
///The errors of the catalogue `smallest`, with their details.
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
#[non_exhaustive]
pub enum Error {
    ///`NOT_FOUND`: 404 Not Found
    ///
    ///> Nothing is here
    ///
    ///Retry: no, the same request fails again
    ///
    ///```json
    ///{
    ///  "error": {
    ///    "code": "NOT_FOUND",
    ///    "message": "Nothing is here"
    ///  }
    ///}
    ///```
    NotFound,
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl Error {
    /// The code of this error.
    #[must_use]
    pub const fn error_code(&self) -> ErrorCode {
        match self {
            Error::NotFound => ErrorCode::NotFound,
        }
    }
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl Error {
    const fn __plain(code: ErrorCode) -> Self {
        match code {
            _ => Error::NotFound,
        }
    }
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl ::core::clone::Clone for Error {
    fn clone(&self) -> Self {
        match self {
            _ => Error::__plain(self.error_code()),
        }
    }
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl ::errors_runtime::Details for Error {
    fn detail(&self, _: ::core::primitive::usize) -> ::errors_runtime::Value<'_> {
        match self {
            _ => ::errors_runtime::Value::Null,
        }
    }
}
impl ::errors_runtime::ApiError for Error {
    fn entry(&self) -> ::errors_runtime::Entry<'_> {
        ::errors_runtime::Entry::new(&__catalogue::__CATALOGUE, self.error_code().info(), self)
    }
    fn codes() -> ::errors_runtime::__private::Vec<::errors_runtime::CodeInfo> {
        ::core::iter::Iterator::collect(__catalogue::__CATALOGUE.codes())
    }
}
impl ::core::fmt::Debug for Error {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::errors_runtime::__private::debug_error(::errors_runtime::ApiError::entry(self), f)
    }
}
impl ::core::cmp::PartialEq for Error {
    fn eq(&self, other: &Self) -> ::core::primitive::bool {
        ::errors_runtime::__private::is_same_error(
            ::errors_runtime::ApiError::entry(self),
            ::errors_runtime::ApiError::entry(other),
        )
    }
}
impl ::core::fmt::Display for Error {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(&::errors_runtime::ApiError::entry(self), f)
    }
}
impl ::core::error::Error for Error {}
::errors_runtime::__impl_responses! { [] [Error] [] }
impl ::core::convert::From<&Error> for ErrorCode {
    fn from(error: &Error) -> Self {
        error.error_code()
    }
}
/// The error that a client received, typed again; the remote error itself where its code is not known, or a detail
/// is missing or of another type.
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl ::core::convert::TryFrom<::errors_runtime::RemoteError<ErrorCode>> for Error {
    type Error = ::errors_runtime::RemoteError<ErrorCode>;
    fn try_from(
        remote: ::errors_runtime::RemoteError<ErrorCode>,
    ) -> ::core::result::Result<Self, ::errors_runtime::RemoteError<ErrorCode>> {
        fn read(remote: &::errors_runtime::RemoteError<ErrorCode>) -> ::core::option::Option<Error> {
            ::core::option::Option::Some(match remote.code()? {
                code => Error::__plain(code),
            })
        }
        match read(&remote) {
            ::core::option::Option::Some(error) => ::core::result::Result::Ok(error),
            ::core::option::Option::None => ::core::result::Result::Err(remote),
        }
    }
}
