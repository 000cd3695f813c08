//! The catalogues in `specs/` say what the documents of their APIs say: rows of tables, fixes, numbers, printed bodies.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::time::Duration;

use errors_runtime::{ApiError, Catalogue, Code, Reconnect, RemoteError, Severity};
use serde_json::Value;

/// `molroo.yaml`
pub mod molroo {
    errors_runtime::include_error_spec!("../specs/molroo.yaml");
}
/// `molroo-socket.yaml`
pub mod socket {
    errors_runtime::include_error_spec!("../specs/molroo-socket.yaml");
}
/// `persona-sdk.yaml`
pub mod persona {
    errors_runtime::include_error_spec!("../specs/persona-sdk.yaml");
}
/// `message-analysis.yaml`
pub mod analysis {
    errors_runtime::include_error_spec!("../specs/message-analysis.yaml");
}
/// `unleeshed.yaml`
pub mod unleeshed {
    errors_runtime::include_error_spec!("../specs/unleeshed.yaml");
}
/// `role-sessions.yaml`
pub mod sessions {
    errors_runtime::include_error_spec!("../specs/role-sessions.yaml");
}
/// `problem.yaml`
pub mod problem {
    errors_runtime::include_error_spec!("../specs/problem.yaml");
}

/// Code, status and the fixes of one entry.
type Row = (&'static str, u16, &'static [&'static str]);

fn assert_rows(catalogue: &Catalogue, expected: &[Row]) {
    let actual: Vec<Row> = catalogue.codes().map(|info| (info.code(), info.status(), info.fixes())).collect();
    for row in expected {
        assert!(actual.contains(row), "{}: expected {row:?} among {actual:#?}", catalogue.name());
    }
    assert_eq!(actual.len(), expected.len(), "{}: {actual:#?}", catalogue.name());
}

/// The body of an error, compared with JSON as the document prints it: to the byte, white space apart.
fn assert_body(actual: &str, printed: &str) {
    let mut squeezed = String::new();
    let mut in_text = false;
    for c in printed.chars() {
        in_text ^= c == '"';
        if in_text || !c.is_whitespace() {
            squeezed.push(c);
        }
    }
    assert_eq!(actual, squeezed);
}

#[test]
fn molroo_has_every_row() {
    assert_rows(
        molroo::CATALOGUE,
        &[
            ("UNAUTHORIZED", 401, &["Check Authorization: Bearer <key> header"]),
            ("FORBIDDEN", 403, &["Verify key permissions in Dashboard"]),
            ("VALIDATION_ERROR", 400, &["Check field types, required fields, ranges"]),
            ("INVALID_PERSONA", 400, &["Ensure all HEXACO values are between 0-1"]),
            ("INVALID_APPRAISAL", 400, &["Check ranges: goal_relevance [0,1], goal_congruence [-1,1], etc."]),
            ("INVALID_VAD", 400, &["V: [-1,1], A: [0,1], D: [-1,1]"]),
            ("INVALID_PRESET", 400, &["Use a valid preset: companion, mentor, rival, stoic, creative, professional"]),
            ("NOT_FOUND", 404, &["Verify the ID exists and belongs to your account"]),
            ("RATE_LIMIT", 429, &["Back off and retry with exponential delay"]),
            ("INTERNAL_ERROR", 500, &["Retry after a short delay; contact support if persistent"]),
            ("SERVICE_UNAVAILABLE", 503, &["Check status page; retry later"]),
        ],
    );
}

#[test]
fn molroo_retries_as_documented() {
    let retry = molroo::CATALOGUE.retry();
    assert_eq!((retry.max_retries(), retry.initial_delay()), (3, Duration::from_secs(1)));
    assert_eq!((retry.multiplier(), retry.max_delay(), retry.jitter()), (2.0, Duration::from_secs(30), 0.5));
    assert_eq!(retry.statuses(), [429, 500, 503]);
    let error = molroo::Error::rate_limit(7);
    assert_eq!(error.headers(), [("Retry-After", "7".to_owned())]);
    let unsaid = RemoteError::<molroo::ErrorCode>::decode(429, &[], r#"{"error":{"code":"RATE_LIMIT"}}"#);
    assert_eq!(unsaid.retry_after(), Some(Duration::from_secs(5)));
}

#[test]
fn molroo_mistakes_are_listed() {
    let loaded = load("molroo");
    let of =
        |code: &str| loaded.entries.iter().find(|entry| entry.code == code).map(|entry| entry.prose.mistakes.len());
    for code in ["VALIDATION_ERROR", "INVALID_PERSONA", "NOT_FOUND", "INVALID_APPRAISAL", "INVALID_PRESET"] {
        assert_eq!(of(code), Some(1), "{code}");
    }
    assert_eq!(loaded.api.mistakes.len(), 1);
    assert_eq!(load("molroo-socket").entries[0].prose.mistakes.len(), 1);
}

#[test]
fn role_sessions_best_practices_are_listed() {
    let fixes: Vec<String> = load("role-sessions").api.mistakes.into_iter().map(|it| it.fix).collect();
    for word in ["status code before processing", "exponential backoff", "request_id", "user messaging", "client-side"]
    {
        assert_eq!(fixes.iter().filter(|fix| fix.contains(word)).count(), 1, "{word}");
    }
    assert_eq!(fixes.len(), 5);
}

fn load(name: &str) -> errors_catalogue::model::Catalogue {
    let path = errors_tests::root().join(format!("specs/{name}.yaml"));
    let loaded = errors_catalogue::lock::load(&path, name);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.rendered().collect::<Vec<_>>());
    loaded.catalogue
}

#[test]
fn molroo_bodies() {
    assert_body(
        &molroo::Error::ValidationError.to_json(),
        r#"{
          "error": {
            "code": "VALIDATION_ERROR",
            "status": 400,
            "message": "Request body failed validation"
          }
        }"#,
    );
    assert_body(
        &socket::Error::invalid_message("Unknown message type: foo").to_json(),
        r#"{
          "type": "error",
          "code": "INVALID_MESSAGE",
          "message": "Unknown message type: foo"
        }"#,
    );
}

#[test]
fn molroo_socket_has_every_row() {
    assert_rows(
        socket::CATALOGUE,
        &[
            ("INVALID_MESSAGE", 0, &["Check message format and type field"]),
            (
                "UNAUTHORIZED",
                0,
                &["Reconnect with a valid API key", "Close the connection and reconnect with a fresh token"],
            ),
            ("SESSION_NOT_FOUND", 0, &["Verify session ID or create a new session"]),
            ("RATE_LIMIT", 0, &["Throttle message frequency"]),
        ],
    );
    assert!(socket::ErrorCode::ALL.iter().all(|code| !code.retryable()), "the guide says so of none");
    let rows: Vec<_> = socket::CloseCode::ALL
        .iter()
        .map(|code| (code.code(), code.meaning(), code.action(), code.reconnect(), code.is_sendable()))
        .collect();
    assert_eq!(
        rows,
        [
            (1000, "Normal closure", Some("None"), Reconnect::Never, true),
            (1001, "Server going away (restart)", Some("Reconnect after short delay"), Reconnect::Backoff, true),
            (1006, "Abnormal closure (no close frame)", Some("Reconnect with backoff"), Reconnect::Backoff, false),
            (1008, "Policy violation", Some("Check your API key and usage"), Reconnect::Never, true),
            (1011, "Server error", Some("Reconnect with backoff"), Reconnect::Backoff, true),
        ]
    );
    assert_eq!(socket::CloseCode::from_code(1006), Some(socket::CloseCode::AbnormalClosure));
    assert_eq!(socket::CloseCode::from_code(1007), None);
}

#[test]
fn persona_sdk_has_every_row() {
    const UNAUTHORIZED: &str =
        "For web API: check Authorization: Bearer header. For SDK: check X-API-Key and X-LLM-API-Key headers.";
    assert_rows(
        persona::CATALOGUE,
        &[
            (
                "BAD_REQUEST",
                400,
                &["Check the request body matches the expected schema. Verify UUID format for persona and machine IDs."],
            ),
            ("UNAUTHORIZED", 401, &[UNAUTHORIZED]),
            (
                "FORBIDDEN",
                403,
                &["Ensure you own the persona and it is published. Use personas.list() to see accessible personas."],
            ),
            (
                "NOT_FOUND",
                404,
                &["Verify the ID exists. For sessions, use get_session() to check before sending messages."],
            ),
            (
                "TOO_MANY_REQUESTS",
                429,
                &["Wait for the Retry-After header duration. SDKs auto-retry with exponential backoff."],
            ),
            (
                "INTERNAL_SERVER_ERROR",
                500,
                &["Retry the request. If persistent, check your LLM provider's status page. SDKs auto-retry on 5xx errors."],
            ),
            ("SERVICE_UNAVAILABLE", 503, &["Retry after a short delay. SDKs handle this automatically."]),
        ],
    );
    let statuses: Vec<u16> = persona::CATALOGUE.statuses().iter().map(errors_runtime::StatusInfo::status).collect();
    assert_eq!(statuses, [200, 204, 400, 401, 403, 404, 429, 500, 503]);
    assert_eq!(persona::CATALOGUE.retry().max_retries(), 3);
    assert!((500..=599).chain([429]).all(|status| persona::CATALOGUE.retry().retries_status(status)));
}

#[test]
fn persona_sdk_limits_and_exceptions() {
    let limits: Vec<_> = persona::CATALOGUE.rate_limits().iter().map(|limit| (limit.limit(), limit.scope())).collect();
    let expected = [(10, "Per IP"), (60, "Per IP"), (120, "Per IP"), (30, "Per API key"), (60, "Per API key")];
    assert_eq!(limits, expected.map(|(limit, scope)| (limit, Some(scope))));
    assert!(persona::CATALOGUE.rate_limits().iter().all(|limit| limit.window() == Duration::from_secs(60)));
    let exceptions: Vec<String> =
        load("persona-sdk").entries.iter().map(|entry| format!("{:?}", entry.names.exception)).collect();
    for (entry, name) in exceptions.iter().zip([
        "BadRequest",
        "Authentication",
        "Forbidden",
        "NotFound",
        "RateLimit",
        "Server",
        "Server",
    ]) {
        assert!(entry.contains(&format!("{name}Error")) && entry.contains(&format!("{name}Exception")), "{entry}");
    }
}

#[test]
fn persona_sdk_codes_come_from_the_status() {
    let error = persona::Error::InternalServerError;
    let remote = RemoteError::<persona::ErrorCode>::decode(500, &[], error.to_json());
    assert_eq!(remote.code(), Some(persona::ErrorCode::InternalServerError));
    assert_body(
        &persona::Error::bad_request("A human-readable description of what went wrong").to_json(),
        r#"{
        "error": {
        "message": "A human-readable description of what went wrong"
        }
        }"#,
    );
}

#[test]
fn message_analysis_has_every_row() {
    const WAIT: &[&str] = &["Wait for the rate limit to reset or upgrade your plan."];
    assert_rows(
        analysis::CATALOGUE,
        &[
            ("INVALID_INPUT", 400, &[]),
            ("UNAUTHORIZED", 401, &["Add your API key to the X-API-Key header."]),
            ("FORBIDDEN", 403, &["Check that your API key is correct and not revoked."]),
            ("CONTENT_BLOCKED", 422, &[]),
            ("RATE_LIMIT_EXCEEDED", 429, WAIT),
            ("DAILY_QUOTA_EXCEEDED", 429, WAIT),
            ("MONTHLY_QUOTA_EXCEEDED", 429, WAIT),
            ("INTERNAL_ERROR", 500, &[]),
            ("SERVICE_UNAVAILABLE", 503, &[]),
        ],
    );
}

#[test]
fn message_analysis_bodies() {
    assert_body(
        &analysis::Error::Unauthorized.to_json(),
        r#"{
          "success": false,
          "error": {
            "code": "UNAUTHORIZED",
            "message": "A valid API key must be supplied in the x-api-key header."
          }
        }"#,
    );
    assert_body(
        &analysis::Error::Forbidden.to_json(),
        r#"{ "success": false, "error": { "code": "FORBIDDEN", "message": "Invalid API key." } }"#,
    );
    assert_body(
        &analysis::Error::daily_quota_exceeded(100, 120, "free").to_json(),
        r#"{
          "success": false,
          "error": {
            "code": "DAILY_QUOTA_EXCEEDED",
            "message": "Daily request limit exceeded. You've used 120 of 100 requests for today.",
            "details": {
              "daily_limit": 100,
              "daily_usage": 120,
              "plan": "free"
            }
          }
        }"#,
    );
    let id = "d6a8f6f2-3b5a-4f0a-81ab-1b4a4c9dd5ea";
    assert_body(
        &analysis::Error::InternalError.envelope().with("request_id", id).to_json(),
        r#"{
          "success": false,
          "data": null,
          "error": {
            "code": "INTERNAL_ERROR",
            "message": "Server error",
            "details": {}
          },
          "meta": {
            "request_id": "d6a8f6f2-3b5a-4f0a-81ab-1b4a4c9dd5ea"
          }
        }"#,
    );
}

#[test]
fn unleeshed_has_every_row() {
    assert_rows(
        unleeshed::CATALOGUE,
        &[
            (
                "unauthorized",
                401,
                &[
                    "Ensure X-Api-Key header is present",
                    "Check the key hasn’t been revoked",
                    "Verify the key format (pk_live_...)",
                ],
            ),
            (
                "not_licensed",
                403,
                &["Check your licensed personas with GET /personas", "Contact support to license additional personas"],
            ),
            (
                "invalid_request",
                400,
                &[
                    "Check request body matches schema",
                    "Ensure required fields are present",
                    "Validate content length limits",
                ],
            ),
            (
                "rate_limit_exceeded",
                429,
                &["Wait for retry_after seconds", "Implement request queuing", "Contact support for higher limits"],
            ),
            ("not_found", 404, &["Check resource ID"]),
            ("internal_error", 500, &["Retry with backoff"]),
        ],
    );
    let user_messages: Vec<_> =
        unleeshed::ErrorCode::ALL.iter().map(|code| (code.code(), code.user_message().unwrap())).collect();
    assert_eq!(
        user_messages,
        [
            ("unauthorized", "Authentication failed. Please contact support."),
            ("not_licensed", "This content is not available."),
            ("invalid_request", "Invalid request. Please check your input."),
            ("rate_limit_exceeded", "Too many requests. Please wait a moment."),
            ("not_found", "Content not found."),
            ("internal_error", "Something went wrong. Please try again."),
        ]
    );
    let alerts = unleeshed::ErrorCode::ALL.iter().filter(|code| code.severity() == Severity::Critical);
    assert_eq!(alerts.map(|code| code.code()).collect::<Vec<_>>(), ["unauthorized", "internal_error"]);
    let statuses: Vec<_> = unleeshed::CATALOGUE.statuses().iter().map(|s| (s.status(), s.meaning().unwrap())).collect();
    assert_eq!(
        statuses,
        [
            (400, "Bad Request"),
            (401, "Unauthorized"),
            (403, "Forbidden"),
            (404, "Not Found"),
            (429, "Rate Limited"),
            (500, "Server Error"),
        ]
    );
}

#[test]
fn unleeshed_makes_three_requests() {
    let retry = unleeshed::CATALOGUE.retry();
    assert_eq!((retry.max_retries(), retry.initial_delay()), (2, Duration::from_secs(1)));
    assert_eq!((retry.multiplier(), retry.max_delay(), retry.jitter()), (2.0, Duration::from_secs(30), 0.0));
}

#[test]
fn unleeshed_says_what_stands_in_for_a_commentary_and_who_is_alerted() {
    let loaded = load("unleeshed");
    let of =
        |code: &str| loaded.entries.iter().find(|entry| entry.code == code).unwrap().prose.description.clone().unwrap();
    assert!(of("rate_limit_exceeded").contains("`Please try again in a few minutes`"));
    assert!(of("not_found").contains("`Commentary not found`"));
    let all = loaded.about.description.unwrap();
    assert!(all.contains("`Unable to load commentary. Please try again.`") && all.contains("severity `high`"), "{all}");
}

#[test]
fn an_api_that_takes_bearer_tokens_has_no_header_of_its_own_for_them() {
    for (name, bearer, own) in [
        ("molroo", true, false),
        ("persona-sdk", true, true),
        ("message-analysis", false, true),
        ("unleeshed", false, true),
        ("role-sessions", false, true),
    ] {
        let text = errors_tests::read(&errors_tests::root().join(format!("specs/{name}.yaml")));
        let (_, reason) = text.split_once("\n  missing-www-authenticate:").unwrap();
        let says = |word: &str| reason.contains(word);
        assert_eq!(
            (says("`Authorization: Bearer`"), says(" of its own") || says(" of their own")),
            (bearer, own),
            "{name}"
        );
    }
}

#[test]
fn unleeshed_bodies() {
    assert_body(
        &unleeshed::Error::Unauthorized.to_json(),
        r#"{
          "success": false,
          "error": { "code": "unauthorized", "message": "Invalid or missing API key" }
        }"#,
    );
    assert_body(
        &unleeshed::Error::not_licensed("persona-abc...").to_json(),
        r#"{
          "success": false,
          "error": {
            "code": "not_licensed",
            "message": "No active license for persona",
            "details": { "persona_id": "persona-abc..." }
          }
        }"#,
    );
    assert_body(
        &unleeshed::Error::invalid_request("content", "length", "Content must be between 10 and 500 characters")
            .to_json(),
        r#"{
          "success": false,
          "error": {
            "code": "invalid_request",
            "message": "Content must be between 10 and 500 characters",
            "details": { "field": "content", "constraint": "length" }
          }
        }"#,
    );
    let error = unleeshed::Error::rate_limit_exceeded(3600, 1000, 0);
    assert_body(
        &error.to_json(),
        r#"{
          "success": false,
          "error": {
            "code": "rate_limit_exceeded",
            "message": "Rate limit exceeded",
            "details": { "retry_after": 3600, "limit": 1000, "remaining": 0 }
          }
        }"#,
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    let unsaid = RemoteError::<unleeshed::ErrorCode>::decode(429, &[], "");
    assert_eq!(unsaid.retry_after(), Some(Duration::from_secs(60)));
}

#[test]
fn role_sessions_has_every_row() {
    let rows: Vec<_> = sessions::CATALOGUE.codes().map(|info| (info.code(), info.status())).collect();
    assert_eq!(
        rows,
        [
            ("invalid_parameters", 400),
            ("invalid_api_key", 401),
            ("forbidden", 403),
            ("session_not_found", 404),
            ("conflict", 409),
            ("unprocessable_entity", 422),
            ("rate_limit_exceeded", 429),
            ("internal_error", 500),
            ("bad_gateway", 502),
            ("service_unavailable", 503),
        ]
    );
    let meanings: Vec<_> = sessions::CATALOGUE.statuses().iter().map(|s| (s.status(), s.meaning().unwrap())).collect();
    assert_eq!(
        meanings,
        [
            (400, "Bad Request"),
            (401, "Unauthorized"),
            (403, "Forbidden"),
            (404, "Not Found"),
            (409, "Conflict"),
            (422, "Unprocessable Entity"),
            (429, "Too Many Requests"),
            (500, "Internal Server Error"),
            (502, "Bad Gateway"),
            (503, "Service Unavailable"),
        ]
    );
    for (status, fix) in [
        (400, "Check that all required fields are provided and properly formatted."),
        (401, "Ensure your x-api-key header is present and contains a valid API key."),
        (404, "Verify that the resource ID (e.g., session_id) is correct."),
        (422, "Check that your request data meets all validation requirements."),
        (429, "Please wait before retrying."),
        (500, "If this persists, please contact support."),
        (503, "Please try again later."),
    ] {
        let code = sessions::ErrorCode::ALL.iter().find(|code| code.status() == status).unwrap();
        assert_eq!(code.fixes(), [fix], "{status}");
    }
}

#[test]
fn role_sessions_bodies_and_headers() {
    assert_body(
        &sessions::Error::invalid_parameters("role_id", "required").to_json(),
        r#"{
          "error": {
            "code": "invalid_parameters",
            "message": "The 'role_id' field is required",
            "details": { "field": "role_id", "requirement": "required" }
          }
        }"#,
    );
    assert_body(
        &sessions::Error::InvalidApiKey.to_json(),
        r#"{
          "error": {
            "code": "invalid_api_key",
            "message": "The provided API key is invalid or has been revoked"
          }
        }"#,
    );
    assert_body(
        &sessions::Error::session_not_found("123").to_json(),
        r#"{ "error": { "code": "session_not_found", "message": "Session with ID '123' does not exist" } }"#,
    );
    let limited = sessions::Error::rate_limit_exceeded(100, "1 minute", 60, 0, 1_735_689_660);
    assert_body(
        &limited.to_json(),
        r#"{
          "error": {
            "code": "rate_limit_exceeded",
            "message": "API rate limit exceeded. Please wait 60 seconds before retrying.",
            "details": { "limit": 100, "window": "1 minute", "retry_after": 60 }
          }
        }"#,
    );
    let headers = limited.headers();
    for expected in [
        ("X-RateLimit-Limit", "100"),
        ("X-RateLimit-Remaining", "0"),
        ("X-RateLimit-Reset", "1735689660"),
        ("Retry-After", "60"),
    ] {
        assert!(headers.iter().any(|(name, value)| (*name, value.as_str()) == expected), "{expected:?} in {headers:?}");
    }
    assert_body(
        &sessions::Error::InternalError.envelope().with("request_id", "req_abc123xyz").to_json(),
        r#"{
          "error": {
            "code": "internal_error",
            "message": "An unexpected error occurred. Please try again or contact support if the issue persists.",
            "details": { "request_id": "req_abc123xyz" }
          }
        }"#,
    );
}

#[test]
fn problems_are_rfc_9457() {
    let accounts = vec!["/account/12345".to_owned(), "/account/67890".to_owned()];
    assert_body(
        &problem::Error::out_of_credit(30, accounts, 50)
            .envelope()
            .with("instance", "/account/12345/msgs/abc")
            .to_json(),
        r#"{
          "type": "https://example.com/probs/out-of-credit",
          "title": "You do not have enough credit.",
          "status": 403,
          "detail": "Your current balance is 30, but that costs 50.",
          "instance": "/account/12345/msgs/abc",
          "code": "out-of-credit",
          "balance": 30,
          "accounts": ["/account/12345", "/account/67890"]
        }"#,
    );
    let body: Value = serde_json::from_str(&problem::Error::not_found("message").to_json()).unwrap();
    assert_eq!(body["type"], "about:blank");
}

/// What a client makes of the example that the documentation of a code shows.
fn decode_example<C: Code>(spec: &str, code: &str) -> RemoteError<C> {
    let catalogue = load(spec);
    let entry = catalogue.entries.iter().find(|entry| entry.code == code).unwrap();
    let body = errors_catalogue::body::example_body(&catalogue, entry).to_string();
    let info = C::catalogue().find(code).unwrap();
    RemoteError::decode(info.status(), &example_headers(&catalogue, entry), body)
}

fn example_headers(
    catalogue: &errors_catalogue::model::Catalogue,
    entry: &errors_catalogue::model::Entry,
) -> Vec<(String, String)> {
    use errors_catalogue::model::{Part, RetryAfter};
    let fill = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Detail(at) => entry.wire.details[*at].example.as_ref().unwrap().to_text(),
        Part::Fill(_) => entry.code.clone(),
    };
    let headers = catalogue.wire.headers.iter().chain(&entry.wire.headers);
    let mut headers: Vec<_> =
        headers.map(|header| (header.name.clone(), header.value.parts.iter().map(fill).collect())).collect();
    if let RetryAfter::Detail(at) = entry.retry.retry_after {
        headers.push(("Retry-After".to_owned(), fill(&Part::Detail(at))));
    }
    headers
}

/// Every documented example is an error, and an error that went over the wire is the same error again.
macro_rules! assert_examples_travel {
    ($($test:ident: $module:ident, $spec:literal;)+) => { $(
        #[test]
        fn $test() {
            let mut travelled = 0;
            for code in $module::ErrorCode::ALL {
                let remote = decode_example::<$module::ErrorCode>($spec, code.code());
                let Ok(error) = $module::Error::try_from(remote.clone()) else {
                    assert!(has_message_detail(*code), "{code}: {remote:?}");
                    continue;
                };
                let again = RemoteError::decode(error.status(), &error.headers(), error.to_json());
                assert_eq!($module::Error::try_from(again), Ok(error.clone()));
                assert_eq!(error.to_json(), serde_json::to_string(&error.envelope()).unwrap());
                assert_eq!(error.to_json(), remote.body());
                travelled += 1;
            }
            assert!(travelled > 0);
            assert!(std::mem::size_of::<$module::Error>() <= 64);
        }
    )+ };
}

/// A detail that is only in the message cannot be read back.
fn has_message_detail(code: impl Code) -> bool {
    code.info().details().iter().any(|detail| detail.place() == errors_runtime::Place::Message)
}

assert_examples_travel! {
    molroo_examples_travel: molroo, "molroo";
    socket_examples_travel: socket, "molroo-socket";
    persona_examples_travel: persona, "persona-sdk";
    analysis_examples_travel: analysis, "message-analysis";
    unleeshed_examples_travel: unleeshed, "unleeshed";
    sessions_examples_travel: sessions, "role-sessions";
    problem_examples_travel: problem, "problem";
}
