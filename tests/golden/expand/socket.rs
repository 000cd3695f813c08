mod __catalogue {
    ///The codes of the catalogue `socket`.
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
        ///`UNKNOWN_ROOM`
        ///
        ///> There is no room {room}
        ///
        ///Retry: no, the same request fails again
        ///
        ///```json
        ///{
        ///  "type": "error",
        ///  "code": "UNKNOWN_ROOM",
        ///  "message": "There is no room {room}",
        ///  "details": {
        ///    "room": "{room}"
        ///  }
        ///}
        ///```
        UnknownRoom,
    }
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    impl ErrorCode {
        /// All codes, in the order of the catalogue.
        pub const ALL: &'static [Self] = &[ErrorCode::UnknownRoom];
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
    ///The WebSocket close codes of the catalogue `socket` ([RFC 6455 section 7.4](https://www.rfc-editor.org/rfc/rfc6455#section-7.4)).
    #[::core::prelude::v1::derive(
        ::core::clone::Clone,
        ::core::cmp::PartialEq,
        ::core::fmt::Debug,
        ::core::marker::Copy,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash
    )]
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    #[non_exhaustive]
    pub enum CloseCode {
        ///1000: Normal closure
        ///
        ///Reconnect: no
        NormalClosure,
        ///1006: Abnormal closure (no close frame)
        ///
        ///Action: Reconnect with backoff
        ///
        ///Reconnect: yes, after the delays of the retry policy
        AbnormalClosure,
        ///4000: Restart
        ///
        ///Reconnect: yes, at once
        ServerRestart,
    }
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    impl CloseCode {
        /// All close codes, in the order of the catalogue.
        pub const ALL: &'static [Self] = &[Self::NormalClosure, Self::AbnormalClosure, Self::ServerRestart];
        /// Everything that the catalogue says of the close code.
        #[must_use]
        pub const fn info(self) -> &'static ::errors_runtime::CloseCodeInfo {
            &__CLOSE_CODES[self as ::core::primitive::usize]
        }
        /// The number in the close frame.
        #[must_use]
        pub const fn code(self) -> ::core::primitive::u16 {
            self.info().code()
        }
        /// What the close code means.
        #[must_use]
        pub const fn meaning(self) -> &'static ::core::primitive::str {
            self.info().meaning()
        }
        /// What to do about it, in words.
        #[must_use]
        pub const fn action(self) -> ::core::option::Option<&'static ::core::primitive::str> {
            self.info().action()
        }
        /// Whether and how a client should connect again.
        #[must_use]
        pub const fn reconnect(self) -> ::errors_runtime::Reconnect {
            self.info().reconnect()
        }
        /// Whether an endpoint may send the code: 1005, 1006 and 1015 only report what happened, 1004 has no meaning yet
        /// ([RFC 6455 section 7.4.1](https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1)).
        #[must_use]
        pub const fn is_sendable(self) -> ::core::primitive::bool {
            self.info().is_sendable()
        }
        /// The close code of this number.
        #[must_use]
        pub const fn from_code(code: ::core::primitive::u16) -> ::core::option::Option<Self> {
            match code {
                1000 => ::core::option::Option::Some(Self::NormalClosure),
                1006 => ::core::option::Option::Some(Self::AbnormalClosure),
                4000 => ::core::option::Option::Some(Self::ServerRestart),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl ::core::fmt::Display for CloseCode {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "{} {}", self.code(), self.meaning())
        }
    }
    impl ::core::convert::TryFrom<::core::primitive::u16> for CloseCode {
        type Error = ::core::primitive::u16;
        fn try_from(code: ::core::primitive::u16) -> ::core::result::Result<Self, ::core::primitive::u16> {
            Self::from_code(code).ok_or(code)
        }
    }
    const __ROWS : & [:: core :: primitive :: u8] = b"\0\0\0\0\x0C\0\0\0\x17\0\0\0.\0\0\0.\0\0\0.\0\0\0.\0\0\0.\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\0\0\0\0\0\0\x92\0\0\0\x92\0\0\0\x92\0\0\0\x92\0\0\0\x92\0\0\0\x92\0\0\0\x92\0\0\0\x92\0\0\0\x02\0\0\0\x02\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" ;
    const __INDEX: &[::core::primitive::u8] = b"\x01\0\0\0";
    static __CODES: ::errors_runtime::__private::Codes = ::errors_runtime::__private::Codes {
        rows: ::errors_runtime::__private::chunks(__ROWS),
        texts: "UNKNOWN_ROOMUnknownRoomThere is no room {room}\u{1} !\"{\"type\":\"error\",\"code\":\"UNKNOWN_ROOM\",\"message\":\"There is no room \u{3}  4\",\"details\":{\"room\":\u{2}  \"}}",
        parts: &[
            ::errors_runtime::__private::Part::text("There is no room "),
            ::errors_runtime::__private::Part::detail(0),
        ],
        fixes: &[],
        headers: &[],
        details: &[::errors_runtime::DetailInfo {
            name: "room",
            field: "",
            ty: "string",
            place: ::errors_runtime::Place::Body,
            textual: true,
            optional: false,
            description: ::core::option::Option::None,
        }],
        titles: &[""],
        categories: &[""],
        versions: &[""],
        delays: &[::errors_runtime::__private::RetryAfter::Unspecified],
        aliases: &[],
        index: ::errors_runtime::__private::chunks(__INDEX),
    };
    static __CLOSE_CODES: [::errors_runtime::CloseCodeInfo; 3] = [
        ::errors_runtime::CloseCodeInfo {
            code: 1000,
            name: "NormalClosure",
            meaning: "Normal closure",
            action: ::core::option::Option::None,
            reconnect: ::errors_runtime::Reconnect::Never,
        },
        ::errors_runtime::CloseCodeInfo {
            code: 1006,
            name: "AbnormalClosure",
            meaning: "Abnormal closure (no close frame)",
            action: ::core::option::Option::Some("Reconnect with backoff"),
            reconnect: ::errors_runtime::Reconnect::Backoff,
        },
        ::errors_runtime::CloseCodeInfo {
            code: 4000,
            name: "ServerRestart",
            meaning: "Restart",
            action: ::core::option::Option::None,
            reconnect: ::errors_runtime::Reconnect::Immediately,
        },
    ];
    pub(super) static __CATALOGUE: ::errors_runtime::Catalogue = ::errors_runtime::Catalogue {
        name: "socket",
        version: ::core::option::Option::None,
        title: ::core::option::Option::None,
        content_type: "application/json",
        envelope: ::errors_runtime::__private::Node::Object(&[
            ::errors_runtime::__private::Member::Key {
                key: "type",
                presence: ::errors_runtime::__private::Presence::Always,
                value: ::errors_runtime::__private::Node::Str("error"),
            },
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
    ///The catalogue `socket` as data: its codes, its retry policy, and what it says of the API as a whole.
    #[allow(dead_code)]
    pub static CATALOGUE: &::errors_runtime::Catalogue = &__CATALOGUE;
    #[doc(hidden)]
    #[allow(non_upper_case_globals, unused_imports, deprecated, dead_code, clippy::unreadable_literal)]
    pub mod __codes {
        pub use super::ErrorCode::*;
        pub use super::{__runtime, CATALOGUE as __CATALOGUE};
        pub const UnknownRoom: ::errors_runtime::__private::CodeWithDetails<
            ((::errors_runtime::__private::String,),),
            5629513029503597678,
        > = ::errors_runtime::__private::CodeWithDetails::new(0, &[0]);
        pub mod __by_spelling {
            pub use super::UnknownRoom as __spelling_UNKNOWN__ROOM;
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
pub use __catalogue::{CATALOGUE, CloseCode, ErrorCode};
///The errors of the catalogue `socket`, with their details.
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
#[non_exhaustive]
pub enum Error {
    ///`UNKNOWN_ROOM`
    ///
    ///> There is no room {room}
    ///
    ///Retry: no, the same request fails again
    ///
    ///```json
    ///{
    ///  "type": "error",
    ///  "code": "UNKNOWN_ROOM",
    ///  "message": "There is no room {room}",
    ///  "details": {
    ///    "room": "{room}"
    ///  }
    ///}
    ///```
    UnknownRoom {
        ///`room` on the wire
        room: ::errors_runtime::__private::String,
    },
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl Error {
    ///An error with the code `UNKNOWN_ROOM`.
    #[must_use]
    pub fn unknown_room(room: impl ::core::convert::Into<::errors_runtime::__private::String>) -> Self {
        Error::UnknownRoom { room: ::core::convert::Into::into(room) }
    }
    /// The code of this error.
    #[must_use]
    pub const fn error_code(&self) -> ErrorCode {
        match self {
            Error::UnknownRoom { .. } => ErrorCode::UnknownRoom,
        }
    }
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl ::core::clone::Clone for Error {
    fn clone(&self) -> Self {
        match self {
            Error::UnknownRoom { room: field_0 } => Error::UnknownRoom { room: ::core::clone::Clone::clone(field_0) },
        }
    }
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl ::errors_runtime::Details for Error {
    fn detail(&self, index: ::core::primitive::usize) -> ::errors_runtime::Value<'_> {
        match self {
            Error::UnknownRoom { room: field_0 } => ::errors_runtime::__private::detail_at(&[field_0], index),
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
                ErrorCode::UnknownRoom => Error::UnknownRoom { room: remote.required("room")? },
            })
        }
        match read(&remote) {
            ::core::option::Option::Some(error) => ::core::result::Result::Ok(error),
            ::core::option::Option::None => ::core::result::Result::Err(remote),
        }
    }
}
