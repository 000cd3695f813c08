//! What `include_error_spec!` writes, written by hand: the crate through its public door.

use core::time::Duration;

use errors_runtime::{ApiError, Code, CodeInfo, Place, Reconnect, RemoteError, RetryPolicy, Severity, UnknownCode};

use errors::{CATALOGUE, Error, ErrorCode, Plan, Violation};

#[allow(unreachable_pub, clippy::enum_variant_names, clippy::many_single_char_names, reason = "as it is generated")]
mod errors {
    use core::fmt;
    use core::str::FromStr;
    use core::time::Duration;
    use std::sync::LazyLock;

    use errors_runtime::__private::{
        self, Box, Fields, Json, Member, Node, Part, Presence, RetryAfter, Token, serde_core,
    };
    use errors_runtime::{
        ApiError, Catalogue, CloseCodeInfo, Code, CodeInfo, DetailInfo, Details, Entry, HeaderInfo, Place,
        RateLimitInfo, Reconnect, RemoteError, RetryPolicy, Severity, StatusInfo, Text, ToValue, UnknownCode, Value,
    };
    use errors_tests::packed::{Row, pack};

    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum ErrorCode {
        Unauthorized,
        RateLimit,
        ValidationError,
        Unavailable,
        InternalError,
    }

    const fn detail(name: &'static str, ty: &'static str, place: Place) -> DetailInfo {
        DetailInfo { name, field: name, ty, place, textual: false, optional: false, description: None }
    }

    fn rows() -> [Row; 5] {
        [
            Row {
                code: "UNAUTHORIZED",
                name: "Unauthorized",
                status: 401,
                title: "Unauthorized",
                message: Text::plain("Sign in first"),
                fixes: &["Send an API key", "Renew the key"],
                severity: Severity::Warning,
                body: Some(r#"{"error":{"code":"UNAUTHORIZED","status":401,"message":"Sign in first"}}"#),
                ..Row::default()
            },
            Row {
                code: "RATE_LIMIT",
                name: "RateLimit",
                status: 429,
                title: "Too Many Requests",
                message: Text {
                    source: "Too many requests: {limit} per {window}",
                    parts: &[Part::Text("Too many requests: "), Part::Detail(1), Part::Text(" per "), Part::Detail(2)],
                },
                user_message: Some(Text {
                    source: "Wait {retry_after} seconds",
                    parts: &[Part::Text("Wait "), Part::Detail(0), Part::Text(" seconds")],
                }),
                category: Some("limits"),
                severity: Severity::Warning,
                retryable: true,
                retry_after: RetryAfter::Detail(0),
                headers: vec![
                    HeaderInfo {
                        name: "Retry-After",
                        value: Text { source: "{retry_after}", parts: &[Part::Detail(0)] },
                    },
                    HeaderInfo {
                        name: "X-RateLimit-Remaining",
                        value: Text { source: "{remaining}", parts: &[Part::Detail(3)] },
                    },
                    HeaderInfo {
                        name: "X-RateLimit-Policy",
                        value: Text {
                            source: "{limit};burst={burst}",
                            parts: &[Part::Detail(1), Part::Text(";burst="), Part::Detail(5)],
                        },
                    },
                    HeaderInfo {
                        name: "X-Plan",
                        value: Text { source: "plan={plan}", parts: &[Part::Text("plan="), Part::Detail(4)] },
                    },
                ],
                details: vec![
                    detail("retry_after", "u32", Place::Body),
                    detail("limit", "u32", Place::Body),
                    DetailInfo { textual: true, ..detail("window", "string", Place::Body) },
                    detail("remaining", "u32", Place::Header),
                    DetailInfo { textual: true, optional: true, ..detail("plan", "Plan?", Place::Header) },
                    DetailInfo { optional: true, ..detail("burst", "u32?", Place::Header) },
                ],
                docs_url: Some("https://docs.acme.dev/limits"),
                ..Row::default()
            },
            Row {
                code: "VALIDATION_ERROR",
                name: "ValidationError",
                status: 422,
                title: "Unprocessable Content",
                message: Text::plain("Invalid \"input\""),
                severity: Severity::Warning,
                details: vec![
                    detail("violations", "list<Violation>", Place::Body),
                    DetailInfo { optional: true, ..detail("hint", "string?", Place::Body) },
                    detail("extra", "json", Place::Body),
                ],
                ..Row::default()
            },
            Row {
                code: "UNAVAILABLE",
                name: "Unavailable",
                status: 503,
                title: "Service Unavailable",
                message: Text::plain("Try again later"),
                retryable: true,
                severity: Severity::Error,
                retry_after: RetryAfter::Fixed(Duration::from_millis(1500)),
                headers: vec![HeaderInfo { name: "Retry-After", value: Text::plain("2") }],
                body: Some(r#"{"error":{"code":"UNAVAILABLE","status":503,"message":"Try again later"}}"#),
                ..Row::default()
            },
            Row {
                code: "INTERNAL_ERROR",
                name: "InternalError",
                status: 500,
                title: "Internal Server Error",
                message: Text::plain("Something went wrong"),
                severity: Severity::Critical,
                body: Some(r#"{"error":{"code":"INTERNAL_ERROR","status":500,"message":"Something went wrong"}}"#),
                ..Row::default()
            },
        ]
    }
    static __ALIASES: [(&str, u16); 1] = [("RATE_LIMITED", 1)];
    static LIMITS: [RateLimitInfo; 1] = [RateLimitInfo {
        name: "chat",
        limit: 60,
        window: Duration::from_secs(60),
        scope: Some("Per API key"),
        applies_to: None,
    }];
    static __CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue {
        name: "acme",
        version: Some("1.0.0"),
        title: Some("Acme API errors"),
        content_type: "application/json",
        envelope: Node::Object(&[
            Member::Key {
                key: "error",
                presence: Presence::Always,
                value: Node::Object(&[
                    Member::Key { key: "code", presence: Presence::Always, value: Node::Token(Token::Code) },
                    Member::Key { key: "status", presence: Presence::Always, value: Node::Token(Token::Status) },
                    Member::Key { key: "message", presence: Presence::Always, value: Node::Token(Token::Message) },
                    Member::Key { key: "details", presence: Presence::IfValue, value: Node::Token(Token::Details) },
                ]),
            },
            Member::Key { key: "request_id", presence: Presence::IfValue, value: Node::Token(Token::Context(0)) },
        ]),
        context: &["request_id"],
        headers: &[HeaderInfo {
            name: "X-Error-Code",
            value: Text { source: "{code}", parts: &[Part::Token(Token::Code)] },
        }],
        codes: pack(&rows(), &__ALIASES),
        categories: &[("limits", "Rate limiting")],
        statuses: &[
            StatusInfo { status: 500, meaning: None, fixes: &[], fallback: Some(4) },
            StatusInfo { status: 502, meaning: None, fixes: &["Try later"], fallback: None },
        ],
        retry: RetryPolicy { default_retry_after: Some(Duration::from_secs(5)), ..RetryPolicy::DEFAULT },
        rate_limits: &LIMITS,
        close_codes: &[CloseCodeInfo {
            code: 1008,
            name: "PolicyViolation",
            meaning: "Policy violation",
            action: None,
            reconnect: Reconnect::Never,
        }],
        retired: &[("OLD_LIMIT", "replaced by RATE_LIMIT")],
    });
    pub static CATALOGUE: LazyLock<&Catalogue> = LazyLock::new(|| &__CATALOGUE);

    impl ErrorCode {
        pub const ALL: &'static [Self] =
            &[Self::Unauthorized, Self::RateLimit, Self::ValidationError, Self::Unavailable, Self::InternalError];

        pub fn info(self) -> CodeInfo {
            Code::info(self)
        }

        pub fn code(self) -> &'static str {
            self.info().code()
        }

        pub fn from_code(code: &str) -> Option<Self> {
            Code::from_code(code)
        }
    }

    impl Code for ErrorCode {
        fn catalogue() -> &'static Catalogue {
            &__CATALOGUE
        }

        fn index(self) -> usize {
            self as usize
        }

        fn from_index(index: usize) -> Option<Self> {
            Self::ALL.get(index).copied()
        }
    }

    impl fmt::Debug for ErrorCode {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.info().name())
        }
    }

    impl fmt::Display for ErrorCode {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.pad(self.code())
        }
    }

    impl FromStr for ErrorCode {
        type Err = UnknownCode;

        fn from_str(code: &str) -> Result<Self, UnknownCode> {
            __private::parse_code(code)
        }
    }

    impl serde_core::Serialize for ErrorCode {
        fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            __private::serialize_code(*self, serializer)
        }
    }

    impl<'de> serde_core::Deserialize<'de> for ErrorCode {
        fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            __private::deserialize_code(deserializer)
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Plan {
        Free,
        Pro,
        Other(String),
    }

    impl ToValue for Plan {
        fn to_value(&self) -> Value<'_> {
            Value::from(match self {
                Self::Free => "free",
                Self::Pro => "pro",
                Self::Other(text) => text.as_str(),
            })
        }
    }

    impl<'de> serde_core::Deserialize<'de> for Plan {
        fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = __private::deserialize_text(deserializer)?;
            Ok(match text.as_str() {
                "free" => Self::Free,
                "pro" => Self::Pro,
                _ => Self::Other(text),
            })
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Violation {
        pub field: String,
        pub constraint: Option<String>,
        pub inner: Option<Box<Violation>>,
    }

    impl ToValue for Violation {
        fn to_value(&self) -> Value<'_> {
            __private::struct_value(&[
                ("field", false, &self.field),
                ("constraint", true, &self.constraint),
                ("inner", true, &self.inner),
            ])
        }
    }

    impl<'de> serde_core::Deserialize<'de> for Violation {
        fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut fields = <Fields as serde_core::Deserialize>::deserialize(deserializer)?;
            Ok(Self {
                field: fields.required("field")?,
                constraint: fields.optional("constraint")?,
                inner: fields.optional("inner")?,
            })
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Error {
        Unauthorized,
        RateLimit {
            retry_after: u32,
            limit: u32,
            window: String,
            remaining: u32,
            plan: Option<Plan>,
            burst: Option<u32>,
        },
        ValidationError {
            violations: Vec<Violation>,
            hint: Option<String>,
            extra: Json,
        },
        Unavailable,
        InternalError,
    }

    impl Error {
        pub const fn error_code(&self) -> ErrorCode {
            match self {
                Self::Unauthorized => ErrorCode::Unauthorized,
                Self::RateLimit { .. } => ErrorCode::RateLimit,
                Self::ValidationError { .. } => ErrorCode::ValidationError,
                Self::Unavailable => ErrorCode::Unavailable,
                Self::InternalError => ErrorCode::InternalError,
            }
        }
    }

    impl Details for Error {
        fn detail(&self, index: usize) -> Value<'_> {
            match self {
                Self::RateLimit { retry_after: a, limit: b, window: c, remaining: d, plan: e, burst: f } => {
                    __private::detail_at(&[a, b, c, d, e, f], index)
                }
                Self::ValidationError { violations: a, hint: b, extra: c } => __private::detail_at(&[a, b, c], index),
                _ => Value::Null,
            }
        }
    }

    impl ApiError for Error {
        fn entry(&self) -> Entry<'_> {
            Entry::new(&__CATALOGUE, self.error_code().info(), self)
        }
    }

    impl fmt::Display for Error {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            fmt::Display::fmt(&ApiError::entry(self), f)
        }
    }

    impl core::error::Error for Error {}

    impl TryFrom<RemoteError<ErrorCode>> for Error {
        type Error = RemoteError<ErrorCode>;

        fn try_from(remote: RemoteError<ErrorCode>) -> Result<Self, RemoteError<ErrorCode>> {
            let read = || {
                Some(match remote.code()? {
                    ErrorCode::Unauthorized => Self::Unauthorized,
                    ErrorCode::RateLimit => Self::RateLimit {
                        retry_after: remote.required("retry_after")?,
                        limit: remote.required("limit")?,
                        window: remote.required("window")?,
                        remaining: remote.required("remaining")?,
                        plan: remote.optional("plan")?,
                        burst: remote.optional("burst")?,
                    },
                    ErrorCode::ValidationError => Self::ValidationError {
                        violations: remote.required("violations")?,
                        hint: remote.optional("hint")?,
                        extra: remote.required("extra")?,
                    },
                    ErrorCode::Unavailable => Self::Unavailable,
                    ErrorCode::InternalError => Self::InternalError,
                })
            };
            read().ok_or(remote)
        }
    }
}

fn rate_limit() -> Error {
    Error::RateLimit {
        retry_after: 30,
        limit: 100,
        window: "1 minute".into(),
        remaining: 0,
        plan: Some(Plan::Pro),
        burst: None,
    }
}

fn validation_error() -> Error {
    let inner = Violation { field: "b".into(), constraint: None, inner: None };
    let outer = Violation { field: "a\n\u{1}é".into(), constraint: Some("max".into()), inner: Some(Box::new(inner)) };
    Error::ValidationError { violations: vec![outer], hint: None, extra: serde_json::json!({ "a": [1, 2.5, null] }) }
}

fn all_errors() -> [Error; 5] {
    [Error::Unauthorized, rate_limit(), validation_error(), Error::Unavailable, Error::InternalError]
}

fn received(error: &Error) -> RemoteError<ErrorCode> {
    RemoteError::decode(error.status(), &error.headers(), error.to_json())
}

fn decode(status: u16, body: &str) -> RemoteError<ErrorCode> {
    RemoteError::decode(status, &[], body)
}

#[test]
fn writes_the_envelope() {
    assert_eq!(
        rate_limit().to_json(),
        r#"{"error":{"code":"RATE_LIMIT","status":429,"message":"Too many requests: 100 per 1 minute","details":{"retry_after":30,"limit":100,"window":"1 minute"}}}"#,
    );
    assert_eq!(
        validation_error().envelope().with("request_id", 7_u8).to_json(),
        concat!(
            r#"{"error":{"code":"VALIDATION_ERROR","status":422,"message":"Invalid \"input\"","details":{"#,
            r#""violations":[{"field":"a\n\u0001é","constraint":"max","inner":{"field":"b"}}],"#,
            r#""extra":{"a":[1,2.5,null]}}},"request_id":7}"#,
        ),
    );
}

#[test]
fn every_way_of_writing_agrees() {
    for error in all_errors() {
        let json = error.to_json();
        assert_eq!(json, serde_json::to_string(&error.envelope()).unwrap());
        assert_eq!(json, error.envelope().to_body());
        let mut bytes = b"> ".to_vec();
        error.envelope().write_json(&mut bytes);
        assert_eq!(bytes, [b"> ", json.as_bytes()].concat());
    }
}

#[test]
fn an_error_without_details_has_a_static_body() {
    let envelope = Error::Unauthorized.envelope().with("undeclared", "secret").to_json();
    assert_eq!(Some(&*envelope), Error::Unauthorized.envelope().static_body());
    let with_context = Error::Unauthorized.envelope().with("request_id", "r-1");
    assert_eq!(with_context.static_body(), None);
    assert_eq!(
        with_context.to_json(),
        r#"{"error":{"code":"UNAUTHORIZED","status":401,"message":"Sign in first"},"request_id":"r-1"}"#,
    );
    assert_eq!(rate_limit().envelope().static_body(), None);
}

#[test]
fn decoding_gives_the_error_back() {
    for error in all_errors() {
        assert_eq!(Error::try_from(received(&error)), Ok(error));
    }
}

#[test]
fn writes_headers() {
    let header = |name, value: &str| (name, value.to_owned());
    assert_eq!(
        rate_limit().headers(),
        [
            header("X-Error-Code", "RATE_LIMIT"),
            header("Retry-After", "30"),
            header("X-RateLimit-Remaining", "0"),
            header("X-RateLimit-Policy", "100;burst="),
            header("X-Plan", "plan=pro"),
        ],
    );
    assert_eq!(Error::Unavailable.headers(), [header("X-Error-Code", "UNAVAILABLE"), header("Retry-After", "2")],);
}

#[test]
fn leaves_out_headers_that_have_nothing_or_nothing_valid_to_say() {
    for plan in [None, Some(Plan::Other("a\r\nSet-Cookie: b".into())), Some(Plan::Other("é".into()))] {
        let Error::RateLimit { retry_after, limit, window, remaining, burst, .. } = rate_limit() else {
            unreachable!();
        };
        let error = Error::RateLimit { retry_after, limit, window, remaining, plan, burst };
        let names: Vec<_> = error.headers().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["X-Error-Code", "Retry-After", "X-RateLimit-Remaining", "X-RateLimit-Policy"]);
    }
}

#[test]
fn answers_from_the_catalogue() {
    let error: Box<dyn ApiError> = Box::new(rate_limit());
    assert_eq!(error.code(), "RATE_LIMIT");
    assert_eq!(error.status(), 429);
    assert_eq!(error.to_string(), "Too many requests: 100 per 1 minute");
    assert_eq!(error.message(), error.to_string());
    assert_eq!(error.user_message().as_deref(), Some("Wait 30 seconds"));
    assert_eq!(error.category(), Some("limits"));
    assert_eq!(error.severity(), Severity::Warning);
    assert_eq!(error.docs_url(), Some("https://docs.acme.dev/limits"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert!(error.retryable());
    assert_eq!(Error::Unavailable.retry_after(), Some(Duration::from_millis(1500)));
    assert_eq!(Error::Unauthorized.fix(), Some("Send an API key"));
    assert_eq!(Error::Unauthorized.fixes().len(), 2);
    assert_eq!((&&Error::Unauthorized).code(), "UNAUTHORIZED");
    assert_eq!(
        format!("{:?}", Error::Unauthorized.entry()),
        r#"Entry { code: "UNAUTHORIZED", message: "Sign in first", .. }"#
    );
}

#[test]
fn the_catalogue_is_data() {
    assert_eq!(CATALOGUE.name(), "acme");
    assert_eq!(CATALOGUE.find("RATE_LIMITED").map(CodeInfo::code), Some("RATE_LIMIT"));
    assert!(CATALOGUE.find("rate_limit").is_none());
    assert_eq!(CATALOGUE.fallback(500).map(CodeInfo::name), Some("InternalError"));
    assert!(CATALOGUE.fallback(502).is_none() && CATALOGUE.fallback(404).is_none());
    let info = ErrorCode::RateLimit.info();
    assert_eq!(info.message().source(), "Too many requests: {limit} per {window}");
    assert_eq!(info.details()[3].place(), Place::Header);
    assert_eq!(CATALOGUE.close_codes()[0].reconnect(), Reconnect::Never);
    assert_eq!(CATALOGUE.rate_limits()[0].window(), Duration::from_secs(60));
    assert_eq!(CATALOGUE.retry().statuses(), RetryPolicy::DEFAULT.statuses());
    assert_eq!(CATALOGUE.retry().default_retry_after(), Some(Duration::from_secs(5)));
}

#[test]
fn codes_are_strings() {
    let constant = ErrorCode::from_code("RATE_LIMITED");
    assert_eq!(constant, Some(ErrorCode::RateLimit));
    for code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_code(code.code()), Some(*code));
        assert_eq!(<ErrorCode as Code>::from_code(code.code()), Some(*code));
        assert_eq!(code.to_string().parse(), Ok(*code));
        let json = serde_json::to_string(code).unwrap();
        assert_eq!(json, format!("\"{code}\""));
        assert_eq!(serde_json::from_str::<ErrorCode>(&json).unwrap(), *code);
    }
    let unknown: Result<ErrorCode, UnknownCode> = "NOPE".parse();
    assert_eq!(unknown.unwrap_err().to_string(), "unknown code `NOPE`");
    let long = "é".repeat(1000).parse::<ErrorCode>().unwrap_err();
    assert_eq!(long.as_str().len(), UnknownCode::MAX_LEN);
    assert!(long.to_string().ends_with("…`"));
    let error = serde_json::from_str::<ErrorCode>("\"NOPE\"").unwrap_err();
    assert!(error.to_string().starts_with("unknown code `NOPE`"), "{error}");
    let error = serde_json::from_str::<ErrorCode>("5").unwrap_err();
    assert!(error.to_string().contains("a code of the catalogue `acme`"), "{error}");
}

#[test]
fn a_client_reads_everything() {
    let error = rate_limit();
    let body = error.envelope().with("request_id", "r-\"1\"").to_json();
    let remote = RemoteError::<ErrorCode>::decode(429, &error.headers(), &body);
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    assert_eq!(remote.code_str(), Some("RATE_LIMIT"));
    assert_eq!(remote.message(), Some("Too many requests: 100 per 1 minute"));
    assert_eq!(remote.detail::<u32>("limit"), Some(100));
    assert_eq!(remote.detail::<u32>("remaining"), Some(0));
    assert_eq!(remote.detail::<Plan>("plan"), Some(Plan::Pro));
    assert_eq!(remote.detail::<u32>("window"), None);
    assert_eq!(remote.detail::<String>("missing"), None);
    assert_eq!(remote.context("request_id").as_deref(), Some("r-\"1\""));
    assert_eq!(remote.context("undeclared"), None);
    assert_eq!(remote.retry_after(), Some(Duration::from_secs(30)));
    assert_eq!(remote.user_message().as_deref(), Some("Wait 30 seconds"));
    assert_eq!(remote.category(), Some("limits"));
    assert_eq!(remote.severity(), Some(Severity::Warning));
    assert_eq!(remote.fixes(), error.fixes());
    assert_eq!(received(&Error::Unauthorized).fixes(), ["Send an API key", "Renew the key"]);
    assert_eq!(received(&Error::InternalError).fixes(), Error::InternalError.fixes());
    assert_eq!(remote.body(), body);
    assert!(remote.retryable());
    assert_eq!(remote.clone(), remote);
    assert_eq!(remote.to_string(), "429 RATE_LIMIT: Too many requests: 100 per 1 minute");
}

#[test]
fn what_is_shown_of_a_peer_is_one_line_that_steers_no_terminal() {
    let body =
        r#"{"error":{"code":"A\r\nB","message":"x\n2026 ERROR forged \u001b[2J \u202etxt\u2066 \u0085 grüß\u200f"}}"#;
    let remote = RemoteError::<ErrorCode>::decode(404, &[], body);
    let shown = r"404 A\r\nB: x\n2026 ERROR forged \u{1b}[2J \u{202e}txt\u{2066} \u{85} grüß\u{200f}";
    assert_eq!(remote.to_string(), shown);
    assert_eq!(RemoteError::<ErrorCode>::decode(0, &[], body).to_string(), &shown[4..]);
    assert!(remote.message().is_some_and(|message| message.contains('\n')), "the message itself is as it came");
    let unknown = "A\u{1b}[2J\u{2028}".parse::<ErrorCode>().unwrap_err();
    assert_eq!(unknown.to_string(), r"unknown code `A\u{1b}[2J\u{2028}`");
}

#[test]
fn a_page_of_a_proxy_keeps_the_status_and_its_advice() {
    let headers = [("content-type", "text/html"), ("retry-after", "7")];
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let remote = RemoteError::<ErrorCode>::decode(502, &headers, page);
    assert_eq!((remote.code(), remote.code_str(), remote.message()), (None, None, None));
    assert_eq!(remote.status(), 502);
    assert!(remote.retryable());
    assert_eq!(remote.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!((remote.fix(), remote.fixes()), (Some("Try later"), &["Try later"][..]));
    assert_eq!(remote.to_string(), "status 502");
    assert_eq!(Error::try_from(remote.clone()), Err(remote));
}

#[test]
fn an_empty_body_keeps_the_code_of_the_header() {
    let remote = RemoteError::<ErrorCode>::decode(503, &[("x-error-code", "UNAVAILABLE")], "");
    assert_eq!(Error::try_from(remote), Ok(Error::Unavailable));
    let remote = RemoteError::<ErrorCode>::decode(503, &[("X-Error-Code", "")], "");
    assert_eq!(remote.code_str(), None);
    let nameless = r#"{"error":{"code":""}}"#;
    let remote = RemoteError::<ErrorCode>::decode(503, &[("X-Error-Code", "UNAVAILABLE")], nameless);
    assert_eq!(remote.code(), Some(ErrorCode::Unavailable));
}

#[test]
fn a_message_with_a_gap_is_not_shown() {
    assert_eq!(decode(429, r#"{"error":{"code":"RATE_LIMIT"}}"#).user_message(), None);
}

#[test]
fn a_header_stands_in_for_a_detail_that_was_cut_off() {
    let error = rate_limit();
    let remote = RemoteError::<ErrorCode>::decode(429, &error.headers(), r#"{"error":{"code":"RATE"#);
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    assert_eq!(remote.detail::<u32>("retry_after"), Some(30));
}

#[test]
fn a_gap_in_a_header_is_an_absent_detail() {
    let received = |policy| {
        let headers = [("X-Error-Code", "RATE_LIMIT"), ("X-RateLimit-Policy", policy)];
        RemoteError::<ErrorCode>::decode(429, &headers, "")
    };
    assert_eq!(received("9;burst=").optional::<u32>("burst"), Some(None));
    assert_eq!(received("9;burst=5").optional::<u32>("burst"), Some(Some(5)));
    assert_eq!(received("9;burst=five").optional::<u32>("burst"), None);
    assert_eq!(received("9").optional::<u32>("burst"), Some(None));
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let remote = decode(429, "\u{feff}{\"error\":{\"code\":\"RATE_LIMIT\"}}");
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
}

#[test]
fn a_newer_code_is_kept_as_text() {
    let remote = decode(418, r#"{"error":{"code":"TEAPOT","message":"short"}}"#);
    assert_eq!((remote.code(), remote.code_str()), (None, Some("TEAPOT")));
    assert!(!remote.retryable());
    assert!(decode(503, r#"{"error":{"code":"NEWER"}}"#).retryable());
}

#[test]
fn an_alias_is_the_code_it_stands_for() {
    let remote = decode(429, r#"{"error":{"code":"RATE_LIMITED"}}"#);
    assert_eq!((remote.code(), remote.code_str()), (Some(ErrorCode::RateLimit), Some("RATE_LIMITED")));
}

#[test]
fn the_retry_delay_is_looked_for_everywhere() {
    let seconds = |remote: RemoteError<ErrorCode>| remote.retry_after().map(|it| it.as_secs());
    let body = r#"{"error":{"code":"RATE_LIMIT","details":{"retry_after":12}}}"#;
    assert_eq!(seconds(RemoteError::decode(429, &[("Retry-After", "3")], body)), Some(3));
    assert_eq!(seconds(RemoteError::decode(429, &[("Retry-After", "-3")], body)), Some(12));
    assert_eq!(seconds(decode(429, r#"{"error":{"code":"RATE_LIMIT"}}"#)), Some(5));
    assert_eq!(seconds(decode(503, r#"{"error":{"code":"UNAVAILABLE"}}"#)), Some(1));
    assert_eq!(seconds(decode(429, "")), Some(5));
    assert_eq!(seconds(decode(500, "")), None);
}

#[test]
fn the_last_of_a_name_counts() {
    let remote = decode(
        429,
        r#"{"error":{"code":"UNAUTHORIZED","message":"a","details":{"limit":1,"window":"1m"}},
            "error":{"code":"NOPE","code":"RATE_LIMIT","details":{"limit":2,"limit":3}}}"#,
    );
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    assert_eq!(remote.message(), None);
    assert_eq!(remote.detail::<u32>("limit"), Some(3));
    assert_eq!(remote.detail::<String>("window"), None);
}

#[test]
fn structs_on_the_wire_may_grow() {
    let read = |json| serde_json::from_str::<Violation>(json);
    let bare = Violation { field: "a".into(), constraint: None, inner: None };
    assert_eq!(read(r#"{"field":"a"}"#).unwrap(), bare);
    assert_eq!(read(r#"{"newer":[1],"constraint":null,"field":"a"}"#).unwrap(), bare);
    assert!(read("{}").unwrap_err().to_string().contains("missing field `field`"));
    assert!(read(r#"{"field":1}"#).is_err());
    assert!(read(r#"{"field":"a","constraint":1}"#).is_err());
    assert!(read("[]").unwrap_err().to_string().contains("an object"));
}

#[test]
fn details_are_read_from_their_place_only() {
    let remote = decode(429, r#"{"limit":1,"error":{"code":"RATE_LIMIT","limit":2}}"#);
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    assert_eq!(remote.detail::<u32>("limit"), None);
}

#[test]
fn equal_responses_are_equal() {
    let plain = decode(429, r#"{"error":{"code":"RATE_LIMIT"}}"#);
    assert_eq!(plain, decode(429, r#"{"error":{"code":"RATE_LIMIT"}}"#));
    assert_ne!(plain, decode(428, plain.body()));
    assert_ne!(plain, decode(429, r#"{"error":{"code":"RATE_LIMIT" }}"#));
    for header in [("Retry-After", "1"), ("X-Error-Code", "RATE_LIMIT"), ("X-RateLimit-Remaining", "1")] {
        assert_ne!(plain, RemoteError::decode(429, &[header], plain.body()), "{header:?}");
    }
    assert_eq!(plain, RemoteError::decode(429, &[("X-Other", "1")], plain.body()));
    let remaining = |left| RemoteError::<ErrorCode>::decode(429, &[("X-RateLimit-Remaining", left)], plain.body());
    assert_eq!(remaining("1"), remaining("1"));
    assert_ne!(remaining("1"), remaining("2"));
}

#[test]
fn headers_are_bounded() {
    let long = "A".repeat(errors_runtime::MAX_BODY + 1);
    let remote = RemoteError::<ErrorCode>::decode(429, &[("X-Error-Code", long.as_str())], "");
    assert_eq!(remote.code_str(), None);
}

#[test]
fn null_is_no_context() {
    assert_eq!(decode(429, r#"{"request_id":null}"#).context("request_id"), None);
    assert_eq!(decode(429, r#"{"request_id":""}"#).context("request_id").as_deref(), Some(""));
}

#[test]
fn white_space_around_a_header_is_no_part_of_it() {
    let headers = [("X-Error-Code", " RATE_LIMIT\t"), ("X-RateLimit-Remaining", " null "), ("X-Plan", "\tplan=pro ")];
    let remote = RemoteError::<ErrorCode>::decode(429, &headers, "");
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    assert_eq!(remote.detail::<serde_json::Value>("remaining"), None);
    assert_eq!(remote.detail::<String>("plan").as_deref(), Some("pro"));
    let headers = [("X-Error-Code", "RATE_LIMIT"), ("X-RateLimit-Remaining", "\rnull\r")];
    assert_eq!(RemoteError::<ErrorCode>::decode(429, &headers, "").detail::<serde_json::Value>("remaining"), None);
}

#[test]
fn null_is_no_detail() {
    let remote = decode(429, r#"{"error":{"code":"RATE_LIMIT","details":{"limit":null}}}"#);
    assert_eq!(remote.detail::<Option<u32>>("limit"), None);
    assert_eq!(remote.required::<Option<u32>>("limit"), Some(None));
    assert_eq!(remote.optional::<u32>("limit"), Some(None));
}

#[test]
fn a_number_that_may_be_cut_is_not_read() {
    let remote = decode(429, r#"{"error":{"code":"RATE_LIMIT","details":{"limit":10,"retry_after":60"#);
    assert_eq!(remote.detail::<u32>("limit"), Some(10));
    assert_eq!(remote.detail::<u32>("retry_after"), None);
}

#[test]
fn keys_and_texts_may_be_escaped() {
    let remote =
        decode(429, r#" {"\u0065rror" : {"cod\u0065":"RATE\u005fLIMIT","details":{"lim\u0069t":9,"a\"b":1}} }"#);
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    assert_eq!(remote.detail::<u32>("limit"), Some(9));
    assert_eq!(remote.detail::<u32>("a\"b"), Some(1));
}

#[test]
fn one_wrong_type_costs_one_step() {
    let remote = decode(
        429,
        r#"{"x":[{"]":"}"}],"error":{"code":"RATE_LIMIT","message":{"text":"no"},"details":{"limit":"many","window":"1m"}}}"#,
    );
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    assert_eq!(remote.message(), None);
    assert_eq!(remote.detail::<u32>("limit"), None);
    assert_eq!(remote.detail::<String>("window").as_deref(), Some("1m"));
    assert_eq!(
        decode(429, r#"{"error":["code","RATE_LIMIT"],"request_id":5}"#).context("request_id").as_deref(),
        Some("5")
    );
}

#[test]
fn the_body_is_bounded() {
    let body = format!(r#"{{"error":{{"code":"RATE_LIMIT","message":"{}"#, "é".repeat(100_000));
    let remote = decode(429, &body);
    assert_eq!(remote.code(), Some(ErrorCode::RateLimit));
    assert!(remote.body().len() <= errors_runtime::MAX_BODY);
    assert!(remote.body().len() > errors_runtime::MAX_BODY - 2);
    assert!(body.starts_with(remote.body()));
    let long = "x".repeat(errors_runtime::MAX_BODY - 3);
    assert_eq!(decode(500, &format!("{long}😀")).body(), long);
    assert_eq!(decode(500, &format!("{long}€")).body(), format!("{long}€"));
    let noise = RemoteError::<ErrorCode>::decode(500, &[], vec![0xff; 100_000]);
    assert!(noise.body().len() <= errors_runtime::MAX_BODY);
}

#[test]
fn deep_nesting_is_no_danger() {
    let deep = format!(r#"{{"x":{},"error":{{"code":"RATE_LIMIT"}}}}"#, "[".repeat(30_000));
    assert_eq!(decode(429, &deep).code(), None);
    let deep = format!(
        r#"{{"error":{{"details":{{"limit":{}{}}},"code":"RATE_LIMIT"}}}}"#,
        "[".repeat(30_000),
        "]".repeat(30_000),
    );
    assert_eq!(decode(429, &deep).code(), Some(ErrorCode::RateLimit));
    assert_eq!(decode(429, &deep).detail::<serde_json::Value>("limit"), None);
}

#[test]
fn remote_errors_travel_between_threads() {
    fn is_error<E: std::error::Error + Clone + Send + Sync + 'static>() {}
    is_error::<RemoteError<ErrorCode>>();
    assert_eq!(size_of::<RemoteError<ErrorCode>>(), size_of::<usize>());
}
