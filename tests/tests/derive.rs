//! `derive(ApiError)`: everybody's enums, and what they say on the wire.
#![deny(warnings, missing_docs, rust_2018_idioms, unreachable_pub, unused_qualifications, clippy::pedantic)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

/// The catalogue under test.
pub mod errors {
    errors_runtime::include_error_spec!("derive/errors.yaml");
}

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;
use std::num::{NonZeroI16, NonZeroU32, NonZeroU8};
use std::sync::Arc;

use errors::{ErrorCode, Plan, Violation};
use errors_runtime::{assert_all_codes_reachable, assert_api_error, ApiError, RemoteError, Severity};
use serde_json::{json, Value as Json};

/// What a database's driver says.
#[derive(Debug)]
struct Driver(&'static str);

impl fmt::Display for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl StdError for Driver {}

fn details(error: &impl ApiError) -> Json {
    let body: Json = serde_json::from_str(&error.to_json()).unwrap();
    body["error"]["details"].clone()
}

fn source(error: &dyn StdError) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

mod forms {
    use super::*;

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    #[non_exhaustive]
    enum ChatError {
        Unauthorized,
        SessionNotFound {
            session_id: String,
        },
        #[api_error(code = "RATE_LIMIT")]
        Busy {
            window: &'static str,
            retry_after: NonZeroU32,
            #[api_error(detail = limit)]
            most: u8,
        },
        #[api_error(code = RateLimit)]
        Tuple(
            #[api_error(detail = window)] &'static str,
            #[api_error(private)] &'static str,
            #[api_error(detail = retry_after)] u16,
            #[api_error(detail = limit)] u32,
        ),
        #[api_error(code = "clash.of-styles")]
        Other,
        Styled {},
        #[api_error(code = "INTERNAL_ERROR")]
        Database(#[from] Driver),
        #[api_error(code = InternalError)]
        Optional {
            #[source]
            cause: Option<Driver>,
            #[api_error(private)]
            table: &'static str,
        },
    }

    #[test]
    fn variants_are_entries() {
        let error = ChatError::SessionNotFound { session_id: "s-1".to_owned() };
        assert_eq!((error.code(), error.status()), ("SESSION_NOT_FOUND", 404));
        assert_eq!(error.to_string(), "Session s-1 does not exist");
        assert_eq!(error.message(), "Session s-1 does not exist");
        assert_eq!(details(&error), json!({ "session_id": "s-1" }));
        assert_api_error!(ChatError::Unauthorized, ErrorCode::Unauthorized);
        assert_api_error!(ChatError::Other, ErrorCode::Styled);
        assert_api_error!(ChatError::Styled {}, ErrorCode::Styled);
    }

    #[test]
    fn details_have_the_catalogues_order_and_names() {
        let busy = ChatError::Busy { window: "minute", retry_after: NonZeroU32::new(30).unwrap(), most: 9 };
        let tuple = ChatError::Tuple("minute", "secret", 30, 9);
        let body = concat!(
            r#"{"error":{"code":"RATE_LIMIT","message":"Too many requests: 9 per minute","#,
            r#""details":{"retryAfter":30,"limit":9,"window":"minute"},"retry_after":30,"#,
            r#""user_message":"Wait 30 seconds"},"request_id":"r-1"}"#,
        );
        for error in [busy, tuple] {
            assert_eq!(error.envelope().with("request_id", "r-1").to_json(), body);
            let headers = [("X-RateLimit-Limit", "9"), ("X-Code", "RATE_LIMIT"), ("Retry-After", "30")];
            let actual = error.headers();
            for header in headers {
                assert!(actual.contains(&(header.0, header.1.to_owned())), "{actual:?}");
            }
            assert_eq!(error.retry_after().unwrap().as_secs(), 30);
            assert!(error.retryable() && error.severity() == Severity::Warning);
        }
    }

    #[test]
    fn sources_are_found_and_from_makes_them() {
        let fails = || -> Result<(), ChatError> { Err(Driver("password of chat"))? };
        let error = fails().unwrap_err();
        assert_eq!(source(&error), "password of chat");
        assert_eq!(error.to_string(), "Unexpected server error");
        assert_eq!(source(&ChatError::Optional { cause: Some(Driver("down")), table: "t" }), "down");
        assert!(ChatError::Optional { cause: None, table: "t" }.source().is_none());
        assert!(ChatError::Unauthorized.source().is_none());
    }

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    struct SessionNotFound {
        session_id: Box<str>,
        #[source]
        cause: Box<dyn StdError + Send + Sync>,
    }

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors, code = "SESSION_NOT_FOUND", message = "No {session_id}, {{sorry}}")]
    struct Tuple(#[api_error(detail = session_id)] Arc<str>);

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    struct Unauthorized;

    #[derive(Debug, ApiError)]
    #[api_error(transparent)]
    struct Wrapper(#[from] Unauthorized);

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors, code = InternalError)]
    struct Optional(#[from] Option<Driver>);

    #[test]
    fn structs_are_entries() {
        let error = SessionNotFound { session_id: "s-1".into(), cause: "io".into() };
        assert_api_error!(error, ErrorCode::SessionNotFound, session_id = "s-1");
        assert_eq!(source(&error), "io");
        let error = Tuple("s-1".into());
        assert_eq!(error.to_string(), "No s-1, {sorry}");
        assert_eq!(error.message(), "No s-1, {sorry}");
        assert!(error.to_json().contains(r#""message":"No s-1, {sorry}""#));
        assert_api_error!(Unauthorized, ErrorCode::Unauthorized);
        assert_api_error!(Wrapper::from(Unauthorized), ErrorCode::Unauthorized);
        assert_eq!(source(&Optional::from(Driver("down"))), "down");
    }

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    enum Dynamic {
        #[api_error(code = "INTERNAL_ERROR")]
        Plain(#[source] Box<dyn StdError>),
        #[api_error(code = "INTERNAL_ERROR")]
        Send(#[source] Box<dyn StdError + Send>),
        #[api_error(code = "INTERNAL_ERROR")]
        Sync(#[from] Box<dyn StdError + Send + Sync>),
        #[api_error(code = "INTERNAL_ERROR")]
        Optional(#[source] Option<Box<dyn StdError + Send + Sync + 'static>>),
        #[api_error(code = "INTERNAL_ERROR")]
        Shared(#[source] Arc<Driver>),
    }

    #[test]
    fn boxed_sources_are_sources() {
        assert_eq!(source(&Dynamic::Plain("a".into())), "a");
        assert_eq!(source(&Dynamic::Send(Box::new(Driver("b")))), "b");
        assert_eq!(source(&Dynamic::from(Box::<dyn StdError + Send + Sync>::from("c"))), "c");
        assert_eq!(source(&Dynamic::Optional(Some("d".into()))), "d");
        assert!(Dynamic::Optional(None).source().is_none());
        assert_eq!(source(&Dynamic::Shared(Arc::new(Driver("e")))), "e");
    }

    #[test]
    fn errors_decode_to_what_they_were() {
        let error = ChatError::Busy { window: "minute", retry_after: NonZeroU32::new(30).unwrap(), most: 9 };
        let remote = RemoteError::<ErrorCode>::decode(error.status(), &error.headers(), error.to_json());
        assert_eq!(errors::Error::try_from(remote), Ok(errors::Error::rate_limit(30, 9, "minute")));
    }
}

mod names {
    use super::*;

    /// Names that the expansion might have taken for its own, and those of the prelude.
    mod shadows {
        #![allow(non_camel_case_types, dead_code, reason = "so that any name is in the way")]
        pub(super) mod codes {}
        pub(super) mod core {}
        pub(super) mod std {}
        pub(super) mod errors_runtime {}
        pub(super) struct Option;
        pub(super) struct Some;
        pub(super) struct Result;
        pub(super) struct Vec;
        pub(super) struct Entry;
        pub(super) struct code;
        pub(super) struct info;
        pub(super) struct inner;
        pub(super) struct index;
        pub(super) trait Display {}
    }

    mod inside {
        #[allow(unused_imports, reason = "they are there to be in the way")]
        use super::shadows::*;

        #[derive(Debug, ::errors_runtime::ApiError)]
        #[api_error(catalogue = crate::errors)]
        pub(super) enum Shadowed {
            Unauthorized,
            Invalid {
                field: &'static str,
                r#type: &'static str,
                hint: ::core::option::Option<&'static str>,
            },
            #[api_error(code = "INTERNAL_ERROR")]
            Database(#[from] super::Driver),
        }
    }

    #[test]
    fn names_in_scope_are_not_in_the_way() {
        let error = inside::Shadowed::Invalid { field: "f", r#type: "t", hint: None };
        assert_eq!(error.to_string(), "'f' of t");
        assert_api_error!(error, ErrorCode::Invalid, field = "f", r#type = "t", hint = None::<&str>);
        assert_eq!(inside::Shadowed::Unauthorized.status(), 401);
        assert_eq!(source(&inside::Shadowed::from(Driver("d"))), "d");
    }

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    enum Raw {
        #[api_error(message = "{type}, {{{field}}}")]
        Invalid { field: u8Text, r#type: String, hint: Option<String> },
        #[api_error(code = "INVALID")]
        r#Match {
            #[api_error(detail = type)]
            kind: String,
            #[api_error(detail = field)]
            r#fn: String,
            hint: Option<String>,
        },
    }

    #[allow(non_camel_case_types, reason = "an alias of any name")]
    type u8Text = String;

    #[test]
    fn keywords_are_details() {
        let error = Raw::Invalid { field: "f".into(), r#type: "t".into(), hint: Some("h".into()) };
        assert_eq!(error.to_string(), "t, {f}");
        assert_eq!(details(&error), json!({ "field": "f", "type": "t", "hint": "h" }));
        let error = Raw::r#Match { kind: "t".into(), r#fn: "f".into(), hint: None };
        assert_eq!(details(&error), json!({ "field": "f", "type": "t" }));
    }

    macro_rules! declare {
        ($name:ident, $variant:ident, $field:ident, $ty:ty, $source:ty) => {
            #[derive(Debug, ApiError)]
            #[api_error(catalogue = $crate::errors)]
            enum $name {
                $variant {
                    $field: $ty,
                },
                #[api_error(code = "SESSION_NOT_FOUND", message = "{session_id}")]
                Named {
                    session_id: $ty,
                    #[source]
                    cause: Option<$source>,
                },
                #[api_error(code = "INTERNAL_ERROR")]
                Database(#[from] $source),
                #[api_error(transparent)]
                Inner(crate::errors::Error),
            }
        };
    }

    declare!(Declared, SessionNotFound, session_id, &'static str, Driver);

    #[test]
    fn enums_made_by_macros_work() {
        assert_api_error!(Declared::SessionNotFound { session_id: "s" }, ErrorCode::SessionNotFound, session_id = "s");
        assert_eq!(source(&Declared::Named { session_id: "s", cause: Some(Driver("d")) }), "d");
        assert_eq!(source(&Declared::from(Driver("d"))), "d");
        assert_eq!(Declared::Inner(errors::Error::Unauthorized).status(), 401);
    }

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    #[allow(deprecated, reason = "the enum has an old code")]
    enum Configured {
        #[cfg(any())]
        NoSuchCode,
        #[cfg(not(any()))]
        SessionNotFound {
            #[cfg(any())]
            no_such_detail: u8,
            #[cfg(not(any()))]
            session_id: String,
            #[cfg_attr(not(any()), api_error(private))]
            note: u8,
        },
        #[cfg_attr(not(any()), api_error(code = "UNAUTHORIZED"))]
        Any,
        Quota,
    }

    #[test]
    fn what_is_configured_away_is_not_there() {
        let error = Configured::SessionNotFound { session_id: "s".into(), note: 1 };
        assert_eq!(details(&error), json!({ "session_id": "s" }));
        assert_eq!(Configured::Any.status(), 401);
        assert_eq!(Configured::Quota.code(), "QUOTA");
        assert_eq!(<Configured as ApiError>::codes().len(), 3);
    }
}

mod generics {
    use super::*;

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    enum Generic<'a, S, E, const N: usize>
    where
        S: AsRef<str> + fmt::Debug + errors_runtime::Fits<String>,
        E: StdError + 'static,
    {
        SessionNotFound {
            session_id: S,
            #[source]
            cause: E,
        },
        #[api_error(code = "INVALID")]
        Bad {
            field: &'a str,
            r#type: Cow<'a, str>,
            hint: Option<&'a str>,
            #[api_error(private)]
            bytes: [u8; N],
        },
        #[api_error(transparent)]
        Inner(errors::Error),
    }

    #[test]
    fn generics_lifetimes_and_where_clauses_work() {
        let name = String::from("field");
        let error: Generic<'_, &str, Driver, 2> =
            Generic::Bad { field: &name, r#type: Cow::Borrowed("t"), hint: Some(&name), bytes: [1, 2] };
        assert_eq!(error.to_string(), "'field' of t");
        assert_eq!(details(&error), json!({ "field": "field", "type": "t", "hint": "field" }));
        let error: Generic<'_, Box<str>, Driver, 0> =
            Generic::SessionNotFound { session_id: "s".into(), cause: Driver("d") };
        assert_eq!((error.to_string(), source(&error)), ("Session s does not exist".to_owned(), "d".to_owned()));
        let error: Generic<'_, String, Driver, 0> = Generic::Inner(errors::Error::Unauthorized);
        assert_eq!(error.status(), 401);
    }

    /// Nothing is asked of `B`: the error is one wherever `B` lets it be.
    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    enum Carrying<B> {
        #[api_error(code = "SESSION_NOT_FOUND")]
        Lost {
            session_id: String,
            #[api_error(private)]
            body: B,
        },
    }

    #[test]
    fn a_parameter_without_bounds_stays_without() {
        let session_id = "s".to_owned();
        assert_api_error!(Carrying::Lost { session_id, body: [1, 2] }, ErrorCode::SessionNotFound, session_id = "s");
    }

    #[derive(Debug, ApiError)]
    enum Either<A: ApiError, B>
    where
        B: ApiError,
    {
        #[api_error(transparent)]
        Left(A),
        #[api_error(transparent)]
        Right { inner: Box<B> },
    }

    #[derive(Debug, ApiError)]
    #[api_error(transparent)]
    struct Shared<'a>(&'a errors::Error);

    #[test]
    fn transparent_variants_need_no_catalogue() {
        let left: Either<errors::Error, errors::Error> = Either::Left(errors::Error::session_not_found("s"));
        assert_api_error!(left, ErrorCode::SessionNotFound, session_id = "s");
        assert_eq!(left.to_string(), "Session s does not exist");
        let right: Either<errors::Error, errors::Error> =
            Either::Right { inner: Box::new(errors::Error::Unauthorized) };
        assert_api_error!(right, ErrorCode::Unauthorized);
        assert_eq!(Shared(&errors::Error::Unauthorized).to_json(), errors::Error::Unauthorized.to_json());
    }
}

mod fits {
    use super::*;

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    enum Fitting<'a> {
        Scalars {
            k: Json,
            j: f64,
            i: u32,
            h: NonZeroI16,
            g: u8,
            f: i8,
            e: NonZeroU8,
            d: u16,
            c: u8,
            b: u8,
            a: bool,
        },
        Texts {
            e: &'a str,
            d: Cow<'a, str>,
            c: Box<str>,
            b: Arc<str>,
            a: String,
        },
        Lists {
            a: Vec<&'a str>,
            b: [u8; 2],
            c: &'a [u16],
            d: Box<[NonZeroU8]>,
            e: Arc<[u16]>,
            f: BTreeMap<String, Vec<Option<&'a str>>>,
            g: Option<[&'a str; 1]>,
            h: Vec<NonZeroU32>,
        },
        Shapes {
            plan: Plan,
            violations: Vec<Violation>,
            next: Option<Plan>,
        },
        Id {
            id: uuid::Uuid,
        },
    }

    #[test]
    fn any_type_that_stands_for_the_declared_one_fits() {
        let one = NonZeroU8::new(1).unwrap();
        let scalars = Fitting::Scalars {
            k: json!({ "x": [1] }),
            j: 1.5,
            i: 9,
            h: NonZeroI16::new(-8).unwrap(),
            g: 7,
            f: -6,
            e: NonZeroU8::new(5).unwrap(),
            d: 4,
            c: 3,
            b: 2,
            a: true,
        };
        let expected = r#"{"a":true,"b":2,"c":3,"d":4,"e":5,"f":-6,"g":7,"h":-8,"i":9,"j":1.5,"k":{"x":[1]}}"#;
        assert!(scalars.to_json().contains(expected), "{}", scalars.to_json());
        let texts = Fitting::Texts { e: "e", d: Cow::Borrowed("d"), c: "c".into(), b: "b".into(), a: "a".into() };
        assert_eq!(texts.to_string(), "abcde");
        let lists = Fitting::Lists {
            a: vec!["a"],
            b: [1, 2],
            c: &[3],
            d: Box::new([one]),
            e: Arc::new([4]),
            f: BTreeMap::from([("k".to_owned(), vec![Some("v"), None])]),
            g: Some(["g"]),
            h: vec![NonZeroU32::new(8).unwrap()],
        };
        let expected = json!({
            "a": ["a"], "b": [1, 2], "c": [3], "d": [1], "e": [4], "f": { "k": ["v", null] }, "g": ["g"], "h": [8],
        });
        assert_eq!(details(&lists), expected);
        let violation = Violation { field: "f".into(), r#type: None };
        let shapes = Fitting::Shapes { plan: Plan::Pro, violations: vec![violation], next: None };
        assert_eq!(details(&shapes), json!({ "plan": "pro", "violations": [{ "field": "f" }] }));
        let id = uuid::Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        assert_eq!(Fitting::Id { id }.to_string(), "01234567-89ab-cdef-0123-456789abcdef");
    }
}

mod nested {
    use super::*;

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    enum AuthError {
        Unauthorized,
        #[api_error(code = "INTERNAL_ERROR")]
        Database(#[from] Driver),
    }

    #[derive(Debug, ApiError)]
    #[api_error(catalogue = crate::errors)]
    enum ChatError {
        SessionNotFound {
            session_id: String,
        },
        #[api_error(transparent)]
        Auth(#[from] AuthError),
    }

    #[derive(Debug, ApiError)]
    enum ServerError {
        #[api_error(transparent)]
        Chat(#[from] ChatError),
        #[api_error(transparent)]
        Any(#[from] errors::Error),
    }

    #[test]
    fn transparent_is_the_error_itself() {
        let error = ServerError::from(ChatError::from(AuthError::from(Driver("secret"))));
        assert_api_error!(error, ErrorCode::InternalError);
        assert_eq!(error.to_string(), "Unexpected server error");
        assert_eq!(source(&error), "secret");
        let error = ServerError::from(ChatError::SessionNotFound { session_id: "s".into() });
        assert_api_error!(error, ErrorCode::SessionNotFound, session_id = "s");
        assert!(error.source().is_none());
    }

    #[test]
    fn codes_are_counted_through_transparent_variants() {
        let names = |codes: Vec<errors_runtime::CodeInfo>| codes.iter().map(|info| info.code()).collect::<Vec<_>>();
        assert_eq!(names(<ChatError as ApiError>::codes()), ["SESSION_NOT_FOUND", "UNAUTHORIZED", "INTERNAL_ERROR"]);
        assert_eq!(<errors::Error as ApiError>::codes().len(), ErrorCode::ALL.len());
        assert_all_codes_reachable!(ErrorCode, ServerError);
        assert_all_codes_reachable!(ErrorCode, ChatError, errors::Error,);
    }

    #[test]
    #[should_panic(
        expected = "codes of the catalogue `derive` that no type has: SCALARS, TEXTS, LISTS, SHAPES, ID, QUOTA"
    )]
    fn codes_that_no_type_has_are_named() {
        assert_all_codes_reachable!(
            ErrorCode,
            ChatError;
            except ErrorCode::RateLimit, ErrorCode::Invalid, ErrorCode::Styled,
        );
    }

    #[test]
    #[should_panic(expected = "codes that are excepted though a type has them: UNAUTHORIZED")]
    fn needless_exceptions_are_named() {
        assert_all_codes_reachable!(ErrorCode, errors::Error; except ErrorCode::Unauthorized);
    }

    #[test]
    #[should_panic(
        expected = "the error is another one:\n  code: expected `RATE_LIMIT`, got `UNAUTHORIZED`\n  body: {\"error\":{"
    )]
    fn another_code_is_shown() {
        assert_api_error!(AuthError::Unauthorized, ErrorCode::RateLimit, limit = 1);
    }

    #[test]
    #[should_panic(
        expected = "\n  detail `limit`: expected 9, got 100\n  detail `window`: expected \"hour\", got \"minute\"\n  body: {"
    )]
    fn other_details_are_shown() {
        let error = errors::Error::rate_limit(30, 100, "minute");
        assert_api_error!(error, ErrorCode::RateLimit, retry_after = 30, limit = 9, window = "hour");
    }

    #[test]
    #[should_panic(expected = "\n  `RATE_LIMIT` has no detail `retry`; it has: retry_after, limit, window\n")]
    fn a_detail_that_is_none_is_named() {
        assert_api_error!(errors::Error::rate_limit(30, 100, "minute"), ErrorCode::RateLimit, retry = 30);
    }
}

mod with_thiserror {
    use super::*;

    #[derive(Debug, thiserror::Error, ApiError)]
    #[api_error(catalogue = crate::errors, display = false)]
    enum Both {
        #[error("session {session_id} is gone, {note}")]
        SessionNotFound {
            session_id: String,
            #[api_error(private)]
            note: String,
            #[source]
            cause: Driver,
        },
        #[error("database: {0}")]
        #[api_error(code = "INTERNAL_ERROR")]
        Database(#[from] Driver),
        #[error(transparent)]
        #[api_error(transparent)]
        Inner(#[from] errors::Error),
        #[error("no")]
        Unauthorized,
    }

    #[test]
    fn the_message_for_logs_stays_in_the_logs() {
        let error = Both::SessionNotFound { session_id: "s".into(), note: "hidden".into(), cause: Driver("c") };
        assert_eq!(error.to_string(), "session s is gone, hidden");
        assert_eq!(source(&error), "c");
        assert_eq!(error.message(), "Session s does not exist");
        assert!(!error.to_json().contains("hidden"));
        let error = Both::from(Driver("password"));
        assert_eq!(
            (error.to_string(), error.message()),
            ("database: password".to_owned(), "Unexpected server error".into())
        );
        assert_api_error!(Both::from(errors::Error::Unauthorized), ErrorCode::Unauthorized);
        assert_api_error!(Both::Unauthorized, ErrorCode::Unauthorized);
    }

    /// Everything by hand.
    #[derive(ApiError)]
    #[api_error(catalogue = crate::errors, display = false)]
    struct Unauthorized;

    impl fmt::Debug for Unauthorized {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("debug")
        }
    }

    impl fmt::Display for Unauthorized {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("display")
        }
    }

    impl StdError for Unauthorized {}

    #[test]
    fn display_may_be_ones_own() {
        assert_eq!(
            format!("{Unauthorized} {Unauthorized:?} {}", Unauthorized.message()),
            "display debug Sign in first"
        );
    }
}

/// More variants than get a check of their own.
macro_rules! many {
    ($($name:ident)*) => {
        #[derive(Debug, ApiError)]
        #[api_error(catalogue = errors)]
        enum Many {
            $(#[api_error(code = "UNAUTHORIZED")] $name,)*
            #[api_error(code = "SESSION_NOT_FOUND")]
            Last { session_id: &'static str },
        }

        #[test]
        fn each_of_many_variants_is_its_entry() {
            for error in [$(Many::$name),*] {
                assert_eq!(error.code(), "UNAUTHORIZED");
            }
            assert_eq!(Many::Last { session_id: "s" }.code(), "SESSION_NOT_FOUND");
        }
    };
}

many! {
    V0 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V13 V14 V15 V16 V17 V18 V19 V20 V21 V22 V23 V24 V25 V26 V27 V28
    V29 V30 V31 V32 V33 V34 V35 V36 V37 V38 V39 V40 V41 V42 V43 V44 V45 V46 V47 V48 V49 V50 V51 V52 V53 V54
    V55 V56 V57 V58 V59 V60 V61 V62 V63 V64 V65 V66 V67 V68 V69
}

/// Crates beside ours, as users have them.
mod crates {
    use std::fmt::Write as _;
    use std::io::Write as _;
    use std::process::Stdio;

    use errors_tests::cargo::{runtime_as, Run, Sandbox};
    use errors_tests::{path, read};

    fn fixture(name: &str) -> String {
        read(&path("derive").join(name))
    }

    /// A catalogue crate, a server that has enums of its own, and a client that knows the catalogue only.
    #[test]
    fn a_client_understands_what_a_servers_own_enums_say() {
        let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "example");
        let runtime = runtime_as("errors-runtime", ", features = [\"test-kit\"]");
        sandbox.package("acme-errors", "2024", &runtime);
        sandbox.write("acme-errors/errors.yaml", &fixture("example/acme-errors/errors.yaml"));
        sandbox.write("acme-errors/src/lib.rs", &fixture("example/acme-errors/src/lib.rs"));
        for name in ["server", "client"] {
            sandbox.package(name, "2021", "acme-errors = { path = \"../acme-errors\" }");
            sandbox.write(&format!("{name}/src/main.rs"), &fixture(&format!("example/{name}/src/main.rs")));
        }
        let _ = sandbox.cargo(&["test", "-p", "server"]).succeeds();
        let server = sandbox.cargo(&["run", "-p", "server"]).succeeds();
        assert!(server.stderr.contains("password") && server.stderr.contains("a-2"), "{}", server.stderr);
        for secret in ["password", "10.0.0.7", "a-2"] {
            assert!(!server.stdout.contains(secret), "{}", server.stdout);
        }
        let mut client = sandbox.command(&["run", "-p", "client"]);
        let mut client = client.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        client.stdin.take().unwrap().write_all(server.stdout.as_bytes()).unwrap();
        let output = client.wait_with_output().unwrap();
        let expected = [
            "wait 30s: 100 per minute",
            "INTERNAL_ERROR, again",
            "create s-3",
            "UNAUTHORIZED, give up",
            "buy pro",
            "INTERNAL_ERROR, again",
        ];
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().collect::<Vec<_>>(), expected);
    }

    /// Under every edition and lint, with the runtime renamed, named by `crate`, and known through another crate only.
    #[test]
    fn compiles_beside_any_lint_edition_and_name() {
        let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "derive");
        sandbox.write("errors.yaml", &fixture("errors.yaml"));
        for edition in ["2018", "2021", "2024"] {
            let name = format!("derived-{edition}");
            sandbox.package(&name, edition, &runtime_as("err", ""));
            sandbox.write(&format!("{name}/src/lib.rs"), &fixture("lints.rs"));
        }
        let run = sandbox.cargo(&["check", "--workspace", "--keep-going"]).succeeds();
        assert!(!run.stderr.contains("warning"), "{}", run.stderr);
        let groups = ["-D", "warnings", "-W", "clippy::pedantic", "-W", "clippy::nursery"];
        let restrictions = ["-W", "clippy::allow_attributes_without_reason", "-W", "clippy::unwrap_used"];
        let mut command = sandbox.command(&["clippy", "-p", "derived-2018", "-p", "derived-2024"]);
        command.arg("--").args(groups).args(restrictions);
        let _ = Run::of(command).succeeds();
    }

    /// What a field is, and how a variant has it.
    const SOURCES: &[(&str, &str, &str)] = &[
        ("", "", ""),
        ("#[source]", "Secret", "Secret(SOURCE)"),
        ("#[source]", "Option<Secret>", "Some(Secret(SOURCE))"),
        ("#[source]", "Box<dyn std::error::Error + Send + Sync>", "Box::new(Secret(SOURCE))"),
        ("#[from]", "Secret", "Secret(SOURCE)"),
        ("#[from]", "Option<Secret>", "Some(Secret(SOURCE))"),
    ];

    /// Name, type and value.
    type Detail = (&'static str, &'static str, &'static str);

    /// Code, details, and own messages: none, and one.
    type Entry = (&'static str, &'static [Detail], [&'static str; 2]);

    const CODES: &[Entry] = &[
        ("INTERNAL_ERROR", &[], ["", ", message = \"an {{own}} one\""]),
        ("SESSION_NOT_FOUND", &[("session_id", "String", "DETAIL.to_owned()")], ["", ", message = \"{session_id}\""]),
        (
            "RATE_LIMIT",
            &[("window", "&'static str", "DETAIL"), ("limit", "u8", "1"), ("retry_after", "u16", "2")],
            ["", ", message = \"{limit}, {window}\""],
        ),
        (
            "INVALID",
            &[
                ("hint", "Option<&'static str>", "Some(DETAIL)"),
                ("field", "String", "DETAIL.into()"),
                ("r#type", "Box<str>", "DETAIL.into()"),
            ],
            ["", ", message = \"{type}\""],
        ),
    ];

    /// One choice of everything that a variant can be.
    #[derive(Clone, Copy)]
    #[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
    struct Case {
        code: usize,
        source: usize,
        has_private: bool,
        has_message: bool,
        is_tuple: bool,
        is_struct: bool,
        displays: bool,
    }

    /// Attributes, name, type and value.
    type Field = (String, &'static str, &'static str, &'static str);

    impl Case {
        fn all() -> Vec<Self> {
            let mut all = Vec::new();
            for number in 0..CODES.len() * SOURCES.len() * 32 {
                let bit = |at: usize| (number >> at) & 1 == 1;
                let rest = number / 32;
                let (code, source) = (rest % CODES.len(), rest / CODES.len());
                let case = Self {
                    code,
                    source,
                    has_private: bit(0),
                    has_message: bit(1),
                    is_tuple: bit(2),
                    is_struct: bit(3),
                    displays: bit(4),
                };
                // `From` has nothing to fill other fields with.
                let is_from = SOURCES[source].0 == "#[from]";
                if !is_from || (CODES[code].1.is_empty() && !case.has_private) {
                    all.push(case);
                }
            }
            all
        }

        /// Attributes, type and value of each field, by its name.
        fn fields(self) -> Vec<Field> {
            let mut fields = Vec::new();
            for (name, ty, value) in CODES[self.code].1 {
                let attribute = if self.is_tuple { format!("#[api_error(detail = {name})]") } else { String::new() };
                fields.push((attribute, *name, *ty, *value));
            }
            if self.has_private {
                fields.push(("#[api_error(private)]".to_owned(), "private", "String", "PRIVATE.to_owned()"));
            }
            let (attribute, ty, value) = SOURCES[self.source];
            if !ty.is_empty() {
                fields.push((attribute.to_owned(), "cause", ty, value));
            }
            fields
        }

        fn write(self, number: usize) -> String {
            let Self { code, has_private, has_message, is_tuple, is_struct, displays, source } = self;
            let fields = self.fields();
            let list = |show: &dyn Fn(&Field) -> String| fields.iter().map(show).collect::<String>();
            let (types, values) = match (fields.is_empty(), is_tuple) {
                (true, _) => (String::new(), String::new()),
                (false, true) => (
                    format!("({})", list(&|(attribute, _, ty, _)| format!("{attribute} {ty}, "))),
                    format!("({})", list(&|(.., value)| format!("{value}, "))),
                ),
                (false, false) => (
                    format!("{{ {} }}", list(&|(attribute, name, ty, _)| format!("{attribute} {name}: {ty}, "))),
                    format!("{{ {} }}", list(&|(_, name, _, value)| format!("{name}: {value}, "))),
                ),
            };
            let (code, _, messages) = CODES[code];
            let keys = format!("code = \"{code}\"{}", messages[usize::from(has_message)]);
            let derive = if displays { "" } else { "thiserror::Error, " };
            let display = if displays { "" } else { ", display = false" };
            let error = if displays { "" } else { "#[error(\"for the logs\")] " };
            let item = if is_struct {
                let end = if is_tuple || fields.is_empty() { ";" } else { "" };
                format!("#[api_error(catalogue = crate::errors{display}, {keys})] {error}struct E {types}{end}")
            } else {
                format!("#[api_error(catalogue = crate::errors{display})] enum E {{ #[api_error({keys})] {error}V {types} }}")
            };
            let path = if is_struct { "E" } else { "E::V" };
            let source = !SOURCES[source].1.is_empty();
            format!(
                "mod case_{number} {{ use crate::*; #[derive(Debug, {derive}ApiError)] {item}\n\
                 const PRIVATE: &str = \"secret-{number}-private\"; const SOURCE: &str = \"secret-{number}-source\"; const DETAIL: &str = \"public-{number}\";\n\
                 pub fn check() {{ crate::check({path} {values}, &[PRIVATE, SOURCE, DETAIL], [{has_private}, {source}]) }} }}\n",
            )
        }
    }

    /// A marker in every private field and in every source; what a client, a header or a message may see has none.
    #[test]
    fn nothing_private_leaves_the_process() {
        let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "leaks");
        let dependencies = format!(
            "{}\nserde_json = \"1\"\nthiserror = {{ version = \"2\", default-features = false }}",
            runtime_as("errors-runtime", "")
        );
        sandbox.package("leaks", "2021", &dependencies);
        sandbox.write("errors.yaml", &fixture("errors.yaml"));
        let mut code = fixture("leaks.rs");
        let cases = Case::all();
        let mut calls = String::new();
        for (number, case) in cases.iter().enumerate() {
            code.push_str(&case.write(number));
            let _ = write!(calls, "case_{number}::check(); ");
        }
        let _ = writeln!(code, "fn main() {{ {calls} println!(\"{} cases\"); }}", cases.len());
        sandbox.write("leaks/src/main.rs", &code);
        let run = sandbox.cargo(&["run", "-p", "leaks"]).succeeds();
        assert!(cases.len() > 500 && run.stdout.contains(&format!("{} cases", cases.len())), "{}", run.stdout);
    }
}
