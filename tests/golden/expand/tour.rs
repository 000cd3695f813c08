mod __catalogue {
    ///The codes of the catalogue `tour`.
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
        ///`UNAUTHORIZED`: 401 Unauthorized
        ///
        ///> Who are you?
        ///
        ///Fix:
        ///
        ///- Send a key
        ///- Check the key
        ///
        ///Retry: no, the same request fails again
        ///
        ///Documentation: <https://docs.tour.dev/errors#UNAUTHORIZED>
        ///
        ///```json
        ///{
        ///  "ok": false,
        ///  "version": 2,
        ///  "price": "$free",
        ///  "error": {
        ///    "code": "UNAUTHORIZED",
        ///    "urn": "urn:tour:error:UNAUTHORIZED",
        ///    "status": 401,
        ///    "title": "Unauthorized",
        ///    "message": "Who are you?",
        ///    "category": "authentication",
        ///    "severity": "critical",
        ///    "retryable": false,
        ///    "fix": "Send a key",
        ///    "docs": "https://docs.tour.dev/errors#UNAUTHORIZED"
        ///  },
        ///  "trace": [
        ///    null,
        ///    {}
        ///  ]
        ///}
        ///```
        Unauthorized,
        ///`RATE_LIMIT`: 429 Too Many Requests (since 1.2.0)
        ///
        ///> Too many requests: {limit} per {window}
        ///
        ///Sent when a key goes over its **budget**, see [docs](https://docs.tour.dev).
        ///
        ///Fix: Back off
        ///
        ///Retry: yes, after `retry_after` seconds
        ///
        ///Causes:
        ///
        ///- A burst from one key
        ///- A shared key
        ///
        ///Documentation: <https://docs.tour.dev/errors#RATE_LIMIT>
        ///
        ///```json
        ///{
        ///  "ok": false,
        ///  "version": 2,
        ///  "price": "$free",
        ///  "error": {
        ///    "code": "RATE_LIMIT",
        ///    "urn": "urn:tour:error:RATE_LIMIT",
        ///    "status": 429,
        ///    "title": "Too Many Requests",
        ///    "message": "Too many requests: 100 per 1m",
        ///    "category": "limits",
        ///    "severity": "warning",
        ///    "retryable": true,
        ///    "retry_after": 30,
        ///    "fix": "Back off",
        ///    "help": "Please wait 30 seconds.",
        ///    "docs": "https://docs.tour.dev/errors#RATE_LIMIT",
        ///    "details": {
        ///      "retry_after": 30,
        ///      "limit": 100,
        ///      "window": "1m"
        ///    }
        ///  },
        ///  "trace": [
        ///    null,
        ///    {}
        ///  ]
        ///}
        ///```
        RateLimit,
        ///`INVALID`: 422 Not acceptable here
        ///
        ///> {{{type}}} is not valid
        ///
        ///Retry: no, the same request fails again
        ///
        ///Documentation: <https://docs.tour.dev/errors#INVALID>
        ///
        ///```json
        ///{
        ///  "ok": false,
        ///  "version": 2,
        ///  "price": "$free",
        ///  "error": {
        ///    "code": "INVALID",
        ///    "urn": "urn:tour:error:INVALID",
        ///    "status": 422,
        ///    "title": "Not acceptable here",
        ///    "message": "{{type}} is not valid",
        ///    "severity": "warning",
        ///    "retryable": false,
        ///    "docs": "https://docs.tour.dev/errors#INVALID",
        ///    "details": {
        ///      "type": "{type}",
        ///      "violations": [
        ///        {
        ///          "field": "{field}",
        ///          "message": "{message}",
        ///          "constraint": "{constraint}"
        ///        }
        ///      ],
        ///      "plan": "free",
        ///      "scores": {
        ///        "key": 1.0
        ///      },
        ///      "matrix": [
        ///        [
        ///          1
        ///        ]
        ///      ],
        ///      "raw": {},
        ///      "retryAfter": 1
        ///    }
        ///  },
        ///  "trace": [
        ///    null,
        ///    {}
        ///  ]
        ///}
        ///```
        Invalid,
        ///`LEGACY`: 410 Gone
        ///
        ///> This is gone
        ///
        ///Retry: no, the same request fails again
        ///
        ///Documentation: <https://docs.tour.dev/legacy>
        ///
        ///```json
        ///{
        ///  "ok": false,
        ///  "version": 2,
        ///  "price": "$free",
        ///  "error": {
        ///    "code": "LEGACY",
        ///    "urn": "urn:tour:error:LEGACY",
        ///    "status": 410,
        ///    "title": "Gone",
        ///    "message": "This is gone",
        ///    "severity": "warning",
        ///    "retryable": false,
        ///    "docs": "https://docs.tour.dev/legacy"
        ///  },
        ///  "trace": [
        ///    null,
        ///    {}
        ///  ]
        ///}
        ///```
        #[deprecated(note = "use INVALID")]
        OldAndGone,
        ///`MAINTENANCE`: 503 Service Unavailable
        ///
        ///> Back soon
        ///
        ///Fix: Wait
        ///
        ///Retry: yes, after 90 s
        ///
        ///Causes:
        ///
        ///- A deployment
        ///
        ///Documentation: <https://docs.tour.dev/errors#MAINTENANCE>
        ///
        ///```json
        ///{
        ///  "ok": false,
        ///  "version": 2,
        ///  "price": "$free",
        ///  "error": {
        ///    "code": "MAINTENANCE",
        ///    "urn": "urn:tour:error:MAINTENANCE",
        ///    "status": 503,
        ///    "title": "Service Unavailable",
        ///    "message": "Back soon",
        ///    "severity": "error",
        ///    "retryable": true,
        ///    "retry_after": 90,
        ///    "fix": "Wait",
        ///    "help": "Back soon.",
        ///    "docs": "https://docs.tour.dev/errors#MAINTENANCE"
        ///  },
        ///  "trace": [
        ///    null,
        ///    {}
        ///  ]
        ///}
        ///```
        Maintenance,
    }
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    impl ErrorCode {
        /// All codes, in the order of the catalogue.
        pub const ALL: &'static [Self] = &[
            ErrorCode::Unauthorized,
            ErrorCode::RateLimit,
            ErrorCode::Invalid,
            ErrorCode::OldAndGone,
            ErrorCode::Maintenance,
        ];
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
    ///A value of the type `Plan`; one that a newer server sends and the catalogue does not list is `Unrecognized`.
    #[::core::prelude::v1::derive(
        ::core::clone::Clone,
        ::core::cmp::PartialEq,
        ::core::fmt::Debug,
        ::core::cmp::Eq,
        ::core::hash::Hash
    )]
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    #[non_exhaustive]
    pub enum Plan {
        ///`free`
        Free,
        ///`pro`
        Pro,
        ///`enterprise-plus`
        EnterprisePlus,
        /// A value that the catalogue does not list.
        Unrecognized(::errors_runtime::__private::String),
    }
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    impl Plan {
        /// The value, as on the wire.
        #[must_use]
        pub fn as_str(&self) -> &::core::primitive::str {
            match self {
                Self::Free => "free",
                Self::Pro => "pro",
                Self::EnterprisePlus => "enterprise-plus",
                Self::Unrecognized(text) => text.as_str(),
            }
        }
    }
    impl ::core::convert::From<::errors_runtime::__private::String> for Plan {
        fn from(text: ::errors_runtime::__private::String) -> Self {
            match text.as_str() {
                "free" => Self::Free,
                "pro" => Self::Pro,
                "enterprise-plus" => Self::EnterprisePlus,
                _ => Self::Unrecognized(text),
            }
        }
    }
    impl<'a> ::core::convert::From<&'a ::core::primitive::str> for Plan {
        fn from(text: &'a ::core::primitive::str) -> Self {
            ::core::convert::From::from(<::errors_runtime::__private::String as ::core::convert::From<_>>::from(text))
        }
    }
    impl ::core::fmt::Display for Plan {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::errors_runtime::ToValue for Plan {
        fn to_value(&self) -> ::errors_runtime::Value<'_> {
            ::core::convert::From::from(self.as_str())
        }
    }
    impl ::errors_runtime::Fits<Plan> for Plan {}
    impl ::errors_runtime::__private::serde_core::Serialize for Plan {
        fn serialize<S: ::errors_runtime::__private::serde_core::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            ::errors_runtime::__private::serde_core::Serialize::serialize(
                &::errors_runtime::ToValue::to_value(self),
                serializer,
            )
        }
    }
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    impl<'de> ::errors_runtime::__private::serde_core::Deserialize<'de> for Plan {
        fn deserialize<D: ::errors_runtime::__private::serde_core::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            ::errors_runtime::__private::deserialize_text(deserializer).map(::core::convert::From::from)
        }
    }
    ///A value of the type `Violation`.
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::fmt::Debug)]
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    pub struct Violation {
        ///`field` on the wire.
        pub field: ::errors_runtime::__private::String,
        ///`message` on the wire.
        pub message: ::errors_runtime::__private::String,
        ///`constraint` on the wire.
        pub constraint: ::core::option::Option<::errors_runtime::__private::String>,
        ///`parent` on the wire.
        pub parent: ::core::option::Option<::errors_runtime::__private::Box<Violation>>,
    }
    impl ::errors_runtime::ToValue for Violation {
        fn to_value(&self) -> ::errors_runtime::Value<'_> {
            ::errors_runtime::__private::struct_value(&[
                ("field", false, &self.field),
                ("message", false, &self.message),
                ("constraint", true, &self.constraint),
                ("parent", true, &self.parent),
            ])
        }
    }
    impl ::errors_runtime::Fits<Violation> for Violation {}
    impl ::errors_runtime::__private::serde_core::Serialize for Violation {
        fn serialize<S: ::errors_runtime::__private::serde_core::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            ::errors_runtime::__private::serde_core::Serialize::serialize(
                &::errors_runtime::ToValue::to_value(self),
                serializer,
            )
        }
    }
    #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
    impl<'de> ::errors_runtime::__private::serde_core::Deserialize<'de> for Violation {
        fn deserialize<D: ::errors_runtime::__private::serde_core::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            {
                let mut fields = < :: errors_runtime :: __private :: Fields as :: errors_runtime :: __private :: serde_core :: Deserialize > :: deserialize (deserializer) ? ;
                ::core::result::Result::Ok({
                    Self {
                        field: fields.required("field")?,
                        message: fields.required("message")?,
                        constraint: fields.optional("constraint")?,
                        parent: fields.optional("parent")?,
                    }
                })
            }
        }
    }
    const __ROWS : & [:: core :: primitive :: u8] = b"\0\0\0\0\x0C\0\0\0\x18\0\0\0$\0\0\0$\0\0\0$\0\0\0M\0\0\0M\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x91\x01\x06\0\x01\0\x01\0\0\0\0\0\x92\x01\0\0\x9C\x01\0\0\xA5\x01\0\0\xCC\x01\0\0\xEE\x01\0\0:\x02\0\0a\x02\0\0a\x02\0\0\0\0\0\0\x04\0\0\0\x02\0\0\0\x01\0\0\0\0\0\0\0\xAD\x01\x03\0\x02\0\x02\0\x01\0\x01\0!\x04\0\0(\x04\0\0/\x04\0\0F\x04\0\0F\x04\0\0F\x04\0\0j\x04\0\0j\x04\0\0\x07\0\0\0\n\0\0\0\x03\0\0\0\x04\0\0\0\x04\0\0\0\xA6\x01\x02\0\x03\0\0\0\0\0\0\0j\x04\0\0p\x04\0\0z\x04\0\0\x86\x04\0\0\x86\x04\0\0\x86\x04\0\0\xA2\x04\0\0\xAD\x04\0\0\n\0\0\0\n\0\0\0\x03\0\0\0\x04\0\0\0\x0C\0\0\0\x9A\x01\x02\0\x04\0\0\0\0\0\0\0\xA1\x05\0\0\xAC\x05\0\0\xB7\x05\0\0\xC0\x05\0\0\xCA\x05\0\0\xCA\x05\0\0\xF2\x05\0\0\xF2\x05\0\0\n\0\0\0\n\0\0\0\x03\0\0\0\x04\0\0\0\x0C\0\0\0\xF7\x01\x05\0\x05\0\0\0\0\0\x02\x007\x07\0\x007\x07\0\x007\x07\0\x007\x07\0\x007\x07\0\x007\x07\0\x007\x07\0\x007\x07\0\0\n\0\0\0\n\0\0\0\x04\0\0\0\x05\0\0\0\x0C\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" ;
    const __INDEX: &[::core::primitive::u8] =
        b"\x02\0\0\0\x07\0\0\0\x01\0\0\0\x04\0\0\0\0\0\0\0\x05\0\0\0\0\0\x06\0\0\0\x03\0";
    static __CODES: ::errors_runtime::__private::Codes = ::errors_runtime::__private::Codes {
        rows: ::errors_runtime::__private::chunks(__ROWS),
        texts: "UNAUTHORIZEDUnauthorizedWho are you?https://docs.tour.dev/errors#UNAUTHORIZED{\"ok\":false,\"version\":2,\"price\":\"$free\",\"error\":{\"code\":\"UNAUTHORIZED\",\"urn\":\"urn:tour:error:UNAUTHORIZED\",\"status\":401,\"title\":\"Unauthorized\",\"message\":\"Who are you?\",\"category\":\"authentication\",\"severity\":\"critical\",\"retryable\":false,\"fix\":\"Send a key\",\"docs\":\"https://docs.tour.dev/errors#UNAUTHORIZED\"},\"trace\":[null,{}]}RATE_LIMITRateLimitToo many requests: {limit} per {window}Please wait {retry_after} seconds.Sent when a key goes over its **budget**, see [docs](https://docs.tour.dev).https://docs.tour.dev/errors#RATE_LIMIT\u{1} \"N{\"ok\":false,\"version\":2,\"price\":\"$free\",\"error\":{\"code\":\"RATE_LIMIT\",\"urn\":\"urn:tour:error:RATE_LIMIT\",\"status\":429,\"title\":\"Too Many Requests\",\"message\":\"Too many requests: \u{3}! % per \u{3}\"!*\",\"category\":\"limits\",\"severity\":\"warning\",\"retryable\":true,\"retry_after\":\u{2}  F,\"fix\":\"Back off\",\"help\":\"Please wait \u{3} !5 seconds.\",\"docs\":\"https://docs.tour.dev/errors#RATE_LIMIT\",\"details\":{\"retry_after\":\u{2}  ),\"limit\":\u{2}! *,\"window\":\u{2}\" 5}},\"trace\":[null,{}]}INVALIDInvalid{{{type}}} is not validhttps://docs.tour.dev/errors#INVALIDLEGACYOldAndGoneThis is gonehttps://docs.tour.dev/legacyuse INVALID{\"ok\":false,\"version\":2,\"price\":\"$free\",\"error\":{\"code\":\"LEGACY\",\"urn\":\"urn:tour:error:LEGACY\",\"status\":410,\"title\":\"Gone\",\"message\":\"This is gone\",\"severity\":\"warning\",\"retryable\":false,\"docs\":\"https://docs.tour.dev/legacy\"},\"trace\":[null,{}]}MAINTENANCEMaintenanceBack soonBack soon.https://docs.tour.dev/errors#MAINTENANCE{\"ok\":false,\"version\":2,\"price\":\"$free\",\"error\":{\"code\":\"MAINTENANCE\",\"urn\":\"urn:tour:error:MAINTENANCE\",\"status\":503,\"title\":\"Service Unavailable\",\"message\":\"Back soon\",\"severity\":\"error\",\"retryable\":true,\"retry_after\":90,\"fix\":\"Wait\",\"help\":\"Back soon.\",\"docs\":\"https://docs.tour.dev/errors#MAINTENANCE\"},\"trace\":[null,{}]}",
        parts: &[
            ::errors_runtime::__private::Part::text("Too many requests: "),
            ::errors_runtime::__private::Part::detail(1),
            ::errors_runtime::__private::Part::text(" per "),
            ::errors_runtime::__private::Part::detail(2),
            ::errors_runtime::__private::Part::text("Please wait "),
            ::errors_runtime::__private::Part::detail(0),
            ::errors_runtime::__private::Part::text(" seconds."),
            ::errors_runtime::__private::Part::text("{"),
            ::errors_runtime::__private::Part::detail(0),
            ::errors_runtime::__private::Part::text("} is not valid"),
        ],
        fixes: &["Send a key", "Check the key", "Back off", "Wait"],
        headers: &[
            ::errors_runtime::HeaderInfo::new("WWW-Authenticate", "Bearer", &[]),
            ::errors_runtime::HeaderInfo::new(
                "X-RateLimit-Limit",
                "{limit}",
                &[::errors_runtime::__private::Part::detail(1)],
            ),
            ::errors_runtime::HeaderInfo::new(
                "X-RateLimit-Remaining",
                "{remaining}",
                &[::errors_runtime::__private::Part::detail(3)],
            ),
            ::errors_runtime::HeaderInfo::new(
                "Retry-After",
                "{retry_after}",
                &[::errors_runtime::__private::Part::detail(0)],
            ),
            ::errors_runtime::HeaderInfo::new("Retry-After", "90", &[]),
        ],
        details: &[
            ::errors_runtime::DetailInfo {
                name: "retry_after",
                field: "",
                ty: "u32",
                place: ::errors_runtime::Place::Body,
                textual: false,
                optional: false,
                description: ::core::option::Option::Some("Seconds to wait"),
            },
            ::errors_runtime::DetailInfo {
                name: "limit",
                field: "",
                ty: "u32",
                place: ::errors_runtime::Place::Body,
                textual: false,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "window",
                field: "",
                ty: "string",
                place: ::errors_runtime::Place::Body,
                textual: true,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "remaining",
                field: "",
                ty: "u32",
                place: ::errors_runtime::Place::Header,
                textual: false,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "type",
                field: "",
                ty: "string",
                place: ::errors_runtime::Place::Body,
                textual: true,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "violations",
                field: "",
                ty: "list<Violation>",
                place: ::errors_runtime::Place::Body,
                textual: false,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "plan",
                field: "",
                ty: "Plan?",
                place: ::errors_runtime::Place::Body,
                textual: true,
                optional: true,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "scores",
                field: "",
                ty: "map<f64>",
                place: ::errors_runtime::Place::Body,
                textual: false,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "matrix",
                field: "",
                ty: "list<list<i8>>",
                place: ::errors_runtime::Place::Body,
                textual: false,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "raw",
                field: "",
                ty: "json",
                place: ::errors_runtime::Place::Body,
                textual: false,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "note",
                field: "",
                ty: "string",
                place: ::errors_runtime::Place::Message,
                textual: true,
                optional: false,
                description: ::core::option::Option::None,
            },
            ::errors_runtime::DetailInfo {
                name: "retryAfter",
                field: "retry_after",
                ty: "u64?",
                place: ::errors_runtime::Place::Body,
                textual: false,
                optional: true,
                description: ::core::option::Option::None,
            },
        ],
        titles: &["", "Unauthorized", "Too Many Requests", "Not acceptable here", "Gone", "Service Unavailable"],
        categories: &["", "authentication", "limits"],
        versions: &["", "1.2.0"],
        delays: &[
            ::errors_runtime::__private::RetryAfter::Unspecified,
            ::errors_runtime::__private::RetryAfter::Detail(0),
            ::errors_runtime::__private::RetryAfter::Fixed(::core::time::Duration::from_secs(90)),
        ],
        aliases: &[("RATE_LIMITED", 1), ("TOO_MANY", 1)],
        index: ::errors_runtime::__private::chunks(__INDEX),
    };
    static __CLOSE_CODES: [::errors_runtime::CloseCodeInfo; 0] = [];
    pub(super) static __CATALOGUE: ::errors_runtime::Catalogue = ::errors_runtime::Catalogue {
        name: "tour",
        version: ::core::option::Option::Some("1.4.0"),
        title: ::core::option::Option::Some("Tour API errors"),
        content_type: "application/json",
        envelope: ::errors_runtime::__private::Node::Object(&[
            ::errors_runtime::__private::Member::Key {
                key: "ok",
                presence: ::errors_runtime::__private::Presence::Always,
                value: ::errors_runtime::__private::Node::Bool(false),
            },
            ::errors_runtime::__private::Member::Key {
                key: "version",
                presence: ::errors_runtime::__private::Presence::Always,
                value: ::errors_runtime::__private::Node::Unsigned(2),
            },
            ::errors_runtime::__private::Member::Key {
                key: "price",
                presence: ::errors_runtime::__private::Presence::Always,
                value: ::errors_runtime::__private::Node::Str("$free"),
            },
            ::errors_runtime::__private::Member::Key {
                key: "error",
                presence: ::errors_runtime::__private::Presence::Always,
                value: ::errors_runtime::__private::Node::Object(&[
                    ::errors_runtime::__private::Member::Key {
                        key: "code",
                        presence: ::errors_runtime::__private::Presence::Always,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Code),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "urn",
                        presence: ::errors_runtime::__private::Presence::Always,
                        value: ::errors_runtime::__private::Node::Text(::errors_runtime::Text {
                            source: "urn:tour:error:{code}",
                            parts: &[
                                ::errors_runtime::__private::Part::text("urn:tour:error:"),
                                ::errors_runtime::__private::Part::Token(::errors_runtime::__private::Token::Code),
                            ],
                        }),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "status",
                        presence: ::errors_runtime::__private::Presence::Always,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Status),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "title",
                        presence: ::errors_runtime::__private::Presence::Always,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Title),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "message",
                        presence: ::errors_runtime::__private::Presence::Always,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Message),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "category",
                        presence: ::errors_runtime::__private::Presence::IfValue,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Category),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "severity",
                        presence: ::errors_runtime::__private::Presence::Always,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Severity),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "retryable",
                        presence: ::errors_runtime::__private::Presence::Always,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Retryable),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "retry_after",
                        presence: ::errors_runtime::__private::Presence::IfValue,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::RetryAfter),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "fix",
                        presence: ::errors_runtime::__private::Presence::IfValue,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Fix),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "help",
                        presence: ::errors_runtime::__private::Presence::IfValue,
                        value: ::errors_runtime::__private::Node::Token(
                            ::errors_runtime::__private::Token::UserMessage,
                        ),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "docs",
                        presence: ::errors_runtime::__private::Presence::Always,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::DocsUrl),
                    },
                    ::errors_runtime::__private::Member::Key {
                        key: "details",
                        presence: ::errors_runtime::__private::Presence::IfValue,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Details),
                    },
                ]),
            },
            ::errors_runtime::__private::Member::Key {
                key: "trace",
                presence: ::errors_runtime::__private::Presence::Always,
                value: ::errors_runtime::__private::Node::List(&[
                    ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Context(0)),
                    ::errors_runtime::__private::Node::Object(&[::errors_runtime::__private::Member::Key {
                        key: "span",
                        presence: ::errors_runtime::__private::Presence::IfValue,
                        value: ::errors_runtime::__private::Node::Token(::errors_runtime::__private::Token::Context(1)),
                    }]),
                ]),
            },
            ::errors_runtime::__private::Member::Key {
                key: "extra",
                presence: ::errors_runtime::__private::Presence::IfValueOrContext(0),
                value: ::errors_runtime::__private::Node::Null,
            },
        ]),
        context: &["request_id", "span"],
        headers: &[::errors_runtime::HeaderInfo::new(
            "X-Error-Code",
            "{code}",
            &[::errors_runtime::__private::Part::Token(::errors_runtime::__private::Token::Code)],
        )],
        codes: &__CODES,
        categories: &[("authentication", "Authentication errors"), ("limits", "Limits")],
        statuses: &[
            ::errors_runtime::StatusInfo {
                status: 401,
                meaning: ::core::option::Option::Some("Unauthorized"),
                fixes: &[],
                fallback: ::core::option::Option::Some(0),
            },
            ::errors_runtime::StatusInfo {
                status: 429,
                meaning: ::core::option::Option::Some("Too Many Requests"),
                fixes: &["Wait and retry"],
                fallback: ::core::option::Option::None,
            },
            ::errors_runtime::StatusInfo {
                status: 503,
                meaning: ::core::option::Option::Some("Maintenance"),
                fixes: &["Wait"],
                fallback: ::core::option::Option::Some(4),
            },
        ],
        retry: ::errors_runtime::RetryPolicy {
            statuses: &[
                429, 500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 512, 513, 514, 515, 516, 517, 518,
                519, 520, 521, 522, 523, 524, 525, 526, 527, 528, 529, 530, 531, 532, 533, 534, 535, 536, 537, 538,
                539, 540, 541, 542, 543, 544, 545, 546, 547, 548, 549, 550, 551, 552, 553, 554, 555, 556, 557, 558,
                559, 560, 561, 562, 563, 564, 565, 566, 567, 568, 569, 570, 571, 572, 573, 574, 575, 576, 577, 578,
                579, 580, 581, 582, 583, 584, 585, 586, 587, 588, 589, 590, 591, 592, 593, 594, 595, 596, 597, 598,
                599,
            ],
            max_retries: 5,
            initial_delay: ::core::time::Duration::from_millis(250),
            multiplier: 1.5f64,
            max_delay: ::core::time::Duration::from_secs(60),
            jitter: 0.25f64,
            default_retry_after: ::core::option::Option::Some(::core::time::Duration::from_secs(5)),
        },
        rate_limits: &[::errors_runtime::RateLimitInfo {
            name: "chat",
            limit: 60,
            window: ::core::time::Duration::from_secs(60),
            scope: ::core::option::Option::Some("Per key"),
            applies_to: ::core::option::Option::Some("Messages"),
        }],
        close_codes: &__CLOSE_CODES,
        retired: &[("OLD_LIMIT", "replaced by RATE_LIMIT in 1.2.0")],
    };
    ///The catalogue `tour` as data: its codes, its retry policy, and what it says of the API as a whole.
    #[allow(dead_code)]
    pub static CATALOGUE: &::errors_runtime::Catalogue = &__CATALOGUE;
    #[doc(hidden)]
    #[allow(non_upper_case_globals, unused_imports, deprecated, dead_code, clippy::unreadable_literal)]
    pub mod __codes {
        pub use super::ErrorCode::*;
        pub use super::{__runtime, CATALOGUE as __CATALOGUE};
        pub const RateLimit: ::errors_runtime::__private::CodeWithDetails<
            ((
                ::core::primitive::u32,
                ::core::primitive::u32,
                ::core::primitive::u32,
                ::errors_runtime::__private::String,
            ),),
            4638664091539585447,
        > = ::errors_runtime::__private::CodeWithDetails::new(1, &[2, 0, 3, 1]);
        pub const Invalid: ::errors_runtime::__private::CodeWithDetails<
            ((
                ::errors_runtime::__private::Vec<::errors_runtime::__private::Vec<::core::primitive::i8>>,
                ::errors_runtime::__private::String,
                ::core::option::Option<super::Plan>,
                ::errors_runtime::__private::Json,
                ::core::option::Option<::core::primitive::u64>,
                ::errors_runtime::__private::BTreeMap<::errors_runtime::__private::String, ::core::primitive::f64>,
                ::errors_runtime::__private::String,
                ::errors_runtime::__private::Vec<super::Violation>,
            ),),
            16754434727907307483,
        > = ::errors_runtime::__private::CodeWithDetails::new(2, &[6, 7, 2, 5, 0, 3, 1, 4]);
        pub const RateLimited: ::errors_runtime::__private::OtherName =
            ::errors_runtime::__private::OtherName::new("RateLimited", "RateLimit");
        pub const TooMany: ::errors_runtime::__private::OtherName =
            ::errors_runtime::__private::OtherName::new("TooMany", "RateLimit");
        pub const Legacy: ::errors_runtime::__private::OtherName =
            ::errors_runtime::__private::OtherName::new("Legacy", "OldAndGone");
        pub mod __by_spelling {
            pub use super::{
                Invalid as __spelling_INVALID, Maintenance as __spelling_MAINTENANCE, OldAndGone as __spelling_LEGACY,
                RateLimit as __spelling_RATE__LIMIT, RateLimit as __spelling_RATE__LIMITED,
                RateLimit as __spelling_TOO__MANY, Unauthorized as __spelling_UNAUTHORIZED,
            };
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
pub use __catalogue::{CATALOGUE, ErrorCode, Plan, Violation};
///The errors of the catalogue `tour`, with their details.
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
#[non_exhaustive]
pub enum Error {
    ///`UNAUTHORIZED`: 401 Unauthorized
    ///
    ///> Who are you?
    ///
    ///Fix:
    ///
    ///- Send a key
    ///- Check the key
    ///
    ///Retry: no, the same request fails again
    ///
    ///Documentation: <https://docs.tour.dev/errors#UNAUTHORIZED>
    ///
    ///```json
    ///{
    ///  "ok": false,
    ///  "version": 2,
    ///  "price": "$free",
    ///  "error": {
    ///    "code": "UNAUTHORIZED",
    ///    "urn": "urn:tour:error:UNAUTHORIZED",
    ///    "status": 401,
    ///    "title": "Unauthorized",
    ///    "message": "Who are you?",
    ///    "category": "authentication",
    ///    "severity": "critical",
    ///    "retryable": false,
    ///    "fix": "Send a key",
    ///    "docs": "https://docs.tour.dev/errors#UNAUTHORIZED"
    ///  },
    ///  "trace": [
    ///    null,
    ///    {}
    ///  ]
    ///}
    ///```
    Unauthorized,
    ///`RATE_LIMIT`: 429 Too Many Requests (since 1.2.0)
    ///
    ///> Too many requests: {limit} per {window}
    ///
    ///Sent when a key goes over its **budget**, see [docs](https://docs.tour.dev).
    ///
    ///Fix: Back off
    ///
    ///Retry: yes, after `retry_after` seconds
    ///
    ///Causes:
    ///
    ///- A burst from one key
    ///- A shared key
    ///
    ///Documentation: <https://docs.tour.dev/errors#RATE_LIMIT>
    ///
    ///```json
    ///{
    ///  "ok": false,
    ///  "version": 2,
    ///  "price": "$free",
    ///  "error": {
    ///    "code": "RATE_LIMIT",
    ///    "urn": "urn:tour:error:RATE_LIMIT",
    ///    "status": 429,
    ///    "title": "Too Many Requests",
    ///    "message": "Too many requests: 100 per 1m",
    ///    "category": "limits",
    ///    "severity": "warning",
    ///    "retryable": true,
    ///    "retry_after": 30,
    ///    "fix": "Back off",
    ///    "help": "Please wait 30 seconds.",
    ///    "docs": "https://docs.tour.dev/errors#RATE_LIMIT",
    ///    "details": {
    ///      "retry_after": 30,
    ///      "limit": 100,
    ///      "window": "1m"
    ///    }
    ///  },
    ///  "trace": [
    ///    null,
    ///    {}
    ///  ]
    ///}
    ///```
    RateLimit {
        ///Seconds to wait; for example `30`
        retry_after: ::core::primitive::u32,
        ///`limit` on the wire; for example `100`
        limit: ::core::primitive::u32,
        ///`window` on the wire; for example `"1m"`
        window: ::errors_runtime::__private::String,
        ///`remaining` on the wire; for example `0` (in a header)
        remaining: ::core::primitive::u32,
    },
    ///`INVALID`: 422 Not acceptable here
    ///
    ///> {{{type}}} is not valid
    ///
    ///Retry: no, the same request fails again
    ///
    ///Documentation: <https://docs.tour.dev/errors#INVALID>
    ///
    ///```json
    ///{
    ///  "ok": false,
    ///  "version": 2,
    ///  "price": "$free",
    ///  "error": {
    ///    "code": "INVALID",
    ///    "urn": "urn:tour:error:INVALID",
    ///    "status": 422,
    ///    "title": "Not acceptable here",
    ///    "message": "{{type}} is not valid",
    ///    "severity": "warning",
    ///    "retryable": false,
    ///    "docs": "https://docs.tour.dev/errors#INVALID",
    ///    "details": {
    ///      "type": "{type}",
    ///      "violations": [
    ///        {
    ///          "field": "{field}",
    ///          "message": "{message}",
    ///          "constraint": "{constraint}"
    ///        }
    ///      ],
    ///      "plan": "free",
    ///      "scores": {
    ///        "key": 1.0
    ///      },
    ///      "matrix": [
    ///        [
    ///          1
    ///        ]
    ///      ],
    ///      "raw": {},
    ///      "retryAfter": 1
    ///    }
    ///  },
    ///  "trace": [
    ///    null,
    ///    {}
    ///  ]
    ///}
    ///```
    Invalid {
        ///`type` on the wire
        r#type: ::errors_runtime::__private::Box<::errors_runtime::__private::String>,
        ///`violations` on the wire
        violations: ::errors_runtime::__private::Box<::errors_runtime::__private::Vec<Violation>>,
        ///`plan` on the wire
        plan: ::core::option::Option<::errors_runtime::__private::Box<Plan>>,
        ///`scores` on the wire
        scores: ::errors_runtime::__private::Box<
            ::errors_runtime::__private::BTreeMap<::errors_runtime::__private::String, ::core::primitive::f64>,
        >,
        ///`matrix` on the wire
        matrix: ::errors_runtime::__private::Box<
            ::errors_runtime::__private::Vec<::errors_runtime::__private::Vec<::core::primitive::i8>>,
        >,
        ///`raw` on the wire
        raw: ::errors_runtime::__private::Box<::errors_runtime::__private::Json>,
        ///`note` on the wire (in the message only)
        note: ::errors_runtime::__private::Box<::errors_runtime::__private::String>,
        ///`retryAfter` on the wire
        retry_after: ::core::option::Option<::errors_runtime::__private::Box<::core::primitive::u64>>,
    },
    ///`LEGACY`: 410 Gone
    ///
    ///> This is gone
    ///
    ///Retry: no, the same request fails again
    ///
    ///Documentation: <https://docs.tour.dev/legacy>
    ///
    ///```json
    ///{
    ///  "ok": false,
    ///  "version": 2,
    ///  "price": "$free",
    ///  "error": {
    ///    "code": "LEGACY",
    ///    "urn": "urn:tour:error:LEGACY",
    ///    "status": 410,
    ///    "title": "Gone",
    ///    "message": "This is gone",
    ///    "severity": "warning",
    ///    "retryable": false,
    ///    "docs": "https://docs.tour.dev/legacy"
    ///  },
    ///  "trace": [
    ///    null,
    ///    {}
    ///  ]
    ///}
    ///```
    #[deprecated(note = "use INVALID")]
    OldAndGone,
    ///`MAINTENANCE`: 503 Service Unavailable
    ///
    ///> Back soon
    ///
    ///Fix: Wait
    ///
    ///Retry: yes, after 90 s
    ///
    ///Causes:
    ///
    ///- A deployment
    ///
    ///Documentation: <https://docs.tour.dev/errors#MAINTENANCE>
    ///
    ///```json
    ///{
    ///  "ok": false,
    ///  "version": 2,
    ///  "price": "$free",
    ///  "error": {
    ///    "code": "MAINTENANCE",
    ///    "urn": "urn:tour:error:MAINTENANCE",
    ///    "status": 503,
    ///    "title": "Service Unavailable",
    ///    "message": "Back soon",
    ///    "severity": "error",
    ///    "retryable": true,
    ///    "retry_after": 90,
    ///    "fix": "Wait",
    ///    "help": "Back soon.",
    ///    "docs": "https://docs.tour.dev/errors#MAINTENANCE"
    ///  },
    ///  "trace": [
    ///    null,
    ///    {}
    ///  ]
    ///}
    ///```
    Maintenance,
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl Error {
    ///An error with the code `RATE_LIMIT`.
    #[must_use]
    pub fn rate_limit(
        retry_after: ::core::primitive::u32,
        limit: ::core::primitive::u32,
        window: impl ::core::convert::Into<::errors_runtime::__private::String>,
        remaining: ::core::primitive::u32,
    ) -> Self {
        Error::RateLimit {
            retry_after: retry_after,
            limit: limit,
            window: ::core::convert::Into::into(window),
            remaining: remaining,
        }
    }
    ///An error with the code `INVALID`.
    #[must_use]
    pub fn invalid(
        r#type: impl ::core::convert::Into<::errors_runtime::__private::String>,
        violations: ::errors_runtime::__private::Vec<Violation>,
        plan: ::core::option::Option<Plan>,
        scores: ::errors_runtime::__private::BTreeMap<::errors_runtime::__private::String, ::core::primitive::f64>,
        matrix: ::errors_runtime::__private::Vec<::errors_runtime::__private::Vec<::core::primitive::i8>>,
        raw: ::errors_runtime::__private::Json,
        note: impl ::core::convert::Into<::errors_runtime::__private::String>,
        retry_after: ::core::option::Option<::core::primitive::u64>,
    ) -> Self {
        Error::Invalid {
            r#type: ::errors_runtime::__private::Box::new(::core::convert::Into::into(r#type)),
            violations: ::errors_runtime::__private::Box::new(violations),
            plan: plan.map(::errors_runtime::__private::Box::new),
            scores: ::errors_runtime::__private::Box::new(scores),
            matrix: ::errors_runtime::__private::Box::new(matrix),
            raw: ::errors_runtime::__private::Box::new(raw),
            note: ::errors_runtime::__private::Box::new(::core::convert::Into::into(note)),
            retry_after: retry_after.map(::errors_runtime::__private::Box::new),
        }
    }
    /// The code of this error.
    #[must_use]
    pub const fn error_code(&self) -> ErrorCode {
        match self {
            Error::Unauthorized => ErrorCode::Unauthorized,
            Error::RateLimit { .. } => ErrorCode::RateLimit,
            Error::Invalid { .. } => ErrorCode::Invalid,
            Error::OldAndGone => ErrorCode::OldAndGone,
            Error::Maintenance => ErrorCode::Maintenance,
        }
    }
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl Error {
    const fn __plain(code: ErrorCode) -> Self {
        match code {
            ErrorCode::OldAndGone => Error::OldAndGone,
            ErrorCode::Maintenance => Error::Maintenance,
            _ => Error::Unauthorized,
        }
    }
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl ::core::clone::Clone for Error {
    fn clone(&self) -> Self {
        match self {
            Error::RateLimit { retry_after: field_0, limit: field_1, window: field_2, remaining: field_3 } => {
                Error::RateLimit {
                    retry_after: ::core::clone::Clone::clone(field_0),
                    limit: ::core::clone::Clone::clone(field_1),
                    window: ::core::clone::Clone::clone(field_2),
                    remaining: ::core::clone::Clone::clone(field_3),
                }
            }
            Error::Invalid {
                r#type: field_0,
                violations: field_1,
                plan: field_2,
                scores: field_3,
                matrix: field_4,
                raw: field_5,
                note: field_6,
                retry_after: field_7,
            } => Error::Invalid {
                r#type: ::core::clone::Clone::clone(field_0),
                violations: ::core::clone::Clone::clone(field_1),
                plan: ::core::clone::Clone::clone(field_2),
                scores: ::core::clone::Clone::clone(field_3),
                matrix: ::core::clone::Clone::clone(field_4),
                raw: ::core::clone::Clone::clone(field_5),
                note: ::core::clone::Clone::clone(field_6),
                retry_after: ::core::clone::Clone::clone(field_7),
            },
            _ => Error::__plain(self.error_code()),
        }
    }
}
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
impl ::errors_runtime::Details for Error {
    fn detail(&self, index: ::core::primitive::usize) -> ::errors_runtime::Value<'_> {
        match self {
            Error::RateLimit { retry_after: field_0, limit: field_1, window: field_2, remaining: field_3 } => {
                ::errors_runtime::__private::detail_at(&[field_0, field_1, field_2, field_3], index)
            }
            Error::Invalid {
                r#type: field_0,
                violations: field_1,
                plan: field_2,
                scores: field_3,
                matrix: field_4,
                raw: field_5,
                note: field_6,
                retry_after: field_7,
            } => ::errors_runtime::__private::detail_at(
                &[field_0, field_1, field_2, field_3, field_4, field_5, field_6, field_7],
                index,
            ),
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
                ErrorCode::RateLimit => Error::RateLimit {
                    retry_after: remote.required("retry_after")?,
                    limit: remote.required("limit")?,
                    window: remote.required("window")?,
                    remaining: remote.required("remaining")?,
                },
                ErrorCode::Invalid => Error::Invalid {
                    r#type: remote.required("type")?,
                    violations: remote.required("violations")?,
                    plan: remote.optional("plan")?,
                    scores: remote.required("scores")?,
                    matrix: remote.required("matrix")?,
                    raw: remote.required("raw")?,
                    note: remote.required("note")?,
                    retry_after: remote.optional("retryAfter")?,
                },
                code => Error::__plain(code),
            })
        }
        match read(&remote) {
            ::core::option::Option::Some(error) => ::core::result::Result::Ok(error),
            ::core::option::Option::None => ::core::result::Result::Err(remote),
        }
    }
}
