//! Changes of catalogues: for each kind a pair of catalogues and the verdict.

use errors_catalogue::diff::Verdict::{Breaking, Compatible, Documentation};
use errors_catalogue::diff::{Kind, Verdict};

/// The kind, the verdict, and what stands at the top of the old and of the new catalogue.
type Case = (Kind, Verdict, &'static str, &'static str);

/// What stands beside `errors`.
const TOP: &[Case] = &[
    (Kind::CatalogueVersion, Documentation, "version: 1.0.0", "version: 1.1.0"),
    (Kind::CatalogueText, Documentation, "title: Acme", "title: Acme errors"),
    (Kind::DocsUrl, Documentation, "docs_url: 'https://a.dev/{code}'", "docs_url: 'https://b.dev/{code}'"),
    (
        Kind::DocsUrl,
        Breaking,
        "{ envelope: problem, docs_url: 'https://a.dev/' }",
        "{ envelope: problem, docs_url: 'https://b.dev/' }",
    ),
    (
        Kind::DocsUrl,
        Breaking,
        "{ envelope: { c: $code, d: $docs_url }, docs_url: 'https://a.dev/' }",
        "envelope: { c: $code, d: $docs_url }",
    ),
    (
        Kind::DocsUrl,
        Documentation,
        "{ envelope: { c: $code, d: $docs_url }, docs_url: 'https://a.dev/' }",
        "{ envelope: { c: $code, d: $docs_url }, docs_url: 'https://b.dev/' }",
    ),
    (Kind::DocsUrl, Documentation, "docs_url: 'https://a.dev/'", ""),
    (Kind::ContentType, Breaking, "", "content_type: application/problem+json"),
    (Kind::Transport, Breaking, "", "transport: message"),
    (Kind::ContextAdded, Compatible, "", "context: [request_id]"),
    (Kind::ContextGone, Compatible, "context: [request_id]", ""),
    (Kind::ContextGone, Breaking, "{ context: [id], envelope: { c: $code, id: $id } }", "envelope: { c: $code }"),
    (Kind::EnvelopeValueAdded, Compatible, "envelope: { c: $code }", "envelope: { c: $code, m: $message }"),
    (Kind::EnvelopeValueAdded, Compatible, "envelope: { c: $code }", "envelope: { c: $code, ok: false }"),
    (Kind::EnvelopeValueGone, Breaking, "envelope: { c: $code, m: $message }", "envelope: { c: $code }"),
    (Kind::EnvelopeValueGone, Breaking, "envelope: { c: $code, m: $message }", "envelope: { c: $code, m: text }"),
    (Kind::EnvelopeValueMoved, Breaking, "envelope: { c: $code }", "envelope: { error: { c: $code } }"),
    (Kind::EnvelopeValueMoved, Breaking, "envelope: [$code, $message]", "envelope: [$message, $code]"),
    (Kind::EnvelopeValueMoved, Breaking, "envelope: { c: $code, d: $details }", "envelope: { c: $code, <<: $details }"),
    (Kind::EnvelopeText, Breaking, "envelope: { c: 'urn:{code}' }", "envelope: { c: 'urn:acme:{code}' }"),
    (Kind::EnvelopeLiteral, Breaking, "envelope: { type: error, c: $code }", "envelope: { c: $code }"),
    (Kind::EnvelopeLiteral, Breaking, "envelope: { ok: false, c: $code }", "envelope: { ok: no, c: $code }"),
    (Kind::EnvelopeLiteral, Breaking, "envelope: { c: $code, a: [] }", "envelope: { c: $code }"),
    (Kind::EnvelopeLiteral, Breaking, "envelope: { c: $code, a: {} }", "envelope: { c: $code }"),
    (Kind::EnvelopePresence, Compatible, "envelope: { c: $code, m: $message }", "envelope: { c: $code, m?: $message }"),
    (Kind::EnvelopePresence, Breaking, "envelope: { c: $code, f: $fix }", "envelope: { c: $code, f?: $fix }"),
    (Kind::EnvelopePresence, Compatible, "envelope: { c: $code, f?: $fix }", "envelope: { c: $code, f: $fix }"),
    (Kind::EnvelopePresence, Breaking, "envelope: { c: $code, d: $details }", "envelope: { c: $code, d?: $details }"),
    (
        Kind::EnvelopePresence,
        Breaking,
        "envelope: { c: $code, a: { f?: $fix } }",
        "envelope: { c: $code, a?: { f?: $fix } }",
    ),
    (
        Kind::EnvelopePresence,
        Compatible,
        "envelope: { c: $code, a: { f: $fix } }",
        "envelope: { c: $code, a?: { f: $fix } }",
    ),
    (
        Kind::EnvelopePresence,
        Compatible,
        "envelope: { c: $code, a: { f?: $fix, m?: $message } }",
        "envelope: { c: $code, a?: { f?: $fix, m?: $message } }",
    ),
    (Kind::EnvelopePresence, Breaking, "envelope: { c: $code, a: null }", "envelope: { c: $code, a?: null }"),
    (Kind::EnvelopePresence, Compatible, "envelope: { c: $code, a: 1 }", "envelope: { c: $code, a?: 1 }"),
    (
        Kind::EnvelopePresence,
        Compatible,
        "{ context: [id], envelope: { c: $code, f?: $fix } }",
        "{ context: [id], envelope: { c: $code, f?id: $fix } }",
    ),
    (
        Kind::EnvelopePresence,
        Breaking,
        "{ context: [a, b], envelope: { c: $code, f?a: $fix } }",
        "{ context: [a, b], envelope: { c: $code, f?b: $fix } }",
    ),
    (Kind::RetryStatusAdded, Compatible, "retry: { statuses: [429] }", "retry: { statuses: [429, 503] }"),
    (Kind::RetryStatusGone, Breaking, "retry: { statuses: [429, 503] }", "retry: { statuses: [429] }"),
    (Kind::RetryNumber, Compatible, "retry: { max_retries: 3 }", "retry: { max_retries: 5 }"),
    (Kind::RetryNumber, Compatible, "retry: { initial_delay: 1s }", "retry: { initial_delay: 2s }"),
    (Kind::RetryNumber, Compatible, "retry: { default_retry_after: 5s }", ""),
    (Kind::CategoryAdded, Compatible, "categories: { a: A }", "categories: { a: A, b: B }"),
    (Kind::CategoryGone, Compatible, "categories: { a: A, b: B }", "categories: { a: A }"),
    (Kind::CategoryTitle, Documentation, "categories: { a: A }", "categories: { a: Another }"),
    (Kind::TypeAdded, Compatible, "", "types: { Plan: [free, pro] }"),
    (Kind::TypeGone, Compatible, "types: { Plan: [free, pro] }", ""),
    (Kind::HeaderAdded, Compatible, "", "headers: { X-Code: '{code}' }"),
    (Kind::HeaderGone, Breaking, "headers: { X-Code: '{code}' }", ""),
    (Kind::HeaderValue, Breaking, "headers: { X-Code: '{code}' }", "headers: { X-Code: 'acme/{code}' }"),
    (
        Kind::StatusText,
        Documentation,
        "statuses: { 404: { meaning: Gone } }",
        "statuses: { 404: { meaning: Not here } }",
    ),
    (Kind::StatusText, Documentation, "statuses: { 409: { causes: [A race] } }", ""),
    (Kind::Fallback, Compatible, "", "statuses: { 404: { fallback: A } }"),
    (Kind::Fallback, Breaking, "statuses: { 404: { fallback: A } }", ""),
    (Kind::Exception, Compatible, "", "exceptions: { 5xx: ServerError }"),
    (Kind::Exception, Breaking, "exceptions: { 5xx: ServerError }", "exceptions: { 5xx: ServerFault }"),
    (Kind::RateLimitAdded, Compatible, "", "rate_limits: { chat: { limit: 60, window: 1m } }"),
    (Kind::RateLimitGone, Compatible, "rate_limits: { chat: { limit: 60, window: 1m } }", ""),
    (
        Kind::RateLimitNumbers,
        Breaking,
        "rate_limits: { chat: { limit: 60, window: 1m } }",
        "rate_limits: { chat: { limit: 50, window: 1m } }",
    ),
    (
        Kind::RateLimitNumbers,
        Breaking,
        "rate_limits: { chat: { limit: 60, window: 1m } }",
        "rate_limits: { chat: { limit: 60, window: 2m } }",
    ),
    (
        Kind::RateLimitNumbers,
        Compatible,
        "rate_limits: { chat: { limit: 60, window: 1m } }",
        "rate_limits: { chat: { limit: 70, window: 1m } }",
    ),
    (
        Kind::RateLimitNumbers,
        Compatible,
        "rate_limits: { chat: { limit: 60, window: 1m } }",
        "rate_limits: { chat: { limit: 60, window: 30s } }",
    ),
    (
        Kind::RateLimitNumbers,
        Compatible,
        "rate_limits: { chat: { limit: 60, window: 1m } }",
        "rate_limits: { chat: { limit: 120, window: 2m } }",
    ),
    (
        Kind::RateLimitNumbers,
        Breaking,
        "rate_limits: { chat: { limit: 60, window: 1m } }",
        "rate_limits: { chat: { limit: 50, window: 10s } }",
    ),
    (
        Kind::RateLimitText,
        Documentation,
        "rate_limits: { chat: { limit: 60, window: 1m } }",
        "rate_limits: { chat: { limit: 60, window: 1m, scope: Per key } }",
    ),
    (Kind::Retired, Documentation, "", "retired: { OLD: gone in 1.2 }"),
    (Kind::Retired, Documentation, "retired: { OLD: gone in 1.2 }", "retired: { OLD: gone in 1.3 }"),
    (Kind::RetiredGone, Breaking, "retired: { OLD: gone in 1.2 }", ""),
];

/// The shape of a type that a detail has.
const SHAPES: &[Case] = &[
    (Kind::TypeShape, Breaking, "[free, pro]", "{ name: string }"),
    (Kind::EnumValueAdded, Compatible, "[free]", "[free, pro]"),
    (Kind::EnumValueGone, Compatible, "[free, pro]", "[free]"),
    (Kind::FieldAdded, Compatible, "{ a: u8 }", "{ a: u8, b: u8 }"),
    (Kind::FieldGone, Breaking, "{ a: u8, b: u8 }", "{ a: u8 }"),
    (Kind::FieldType, Breaking, "{ a: u8 }", "{ a: u16 }"),
    (Kind::FieldType, Compatible, "{ a: u16 }", "{ a: u8 }"),
    (Kind::FieldOptional, Breaking, "{ a: u8 }", "{ a: 'u8?' }"),
    (Kind::FieldRequired, Compatible, "{ a: 'u8?' }", "{ a: u8 }"),
];

/// The codes: what stands under `errors`.
const ERRORS: &[Case] = &[
    (
        Kind::CodeAdded,
        Compatible,
        "A: { status: 404, message: m }",
        "{ A: { status: 404, message: m }, B: { status: 404, message: m } }",
    ),
    (
        Kind::CodeGone,
        Breaking,
        "{ A: { status: 404, message: m }, B: { status: 404, message: m } }",
        "A: { status: 404, message: m }",
    ),
    (Kind::CodeRenamed, Breaking, "A: { status: 404, message: m }", "B: { status: 404, message: m, aliases: [A] }"),
    (Kind::CodeRenamed, Breaking, "A: { status: 404, message: m }", "B: { status: 404, message: m }"),
    (Kind::CodeRenamed, Breaking, "A: { status: 404, message: m }", "B: { status: 404, message: n, name: A }"),
    (Kind::CodeGone, Breaking, "A: { status: 404, message: m }", "B: { status: 409, message: m }"),
    (
        Kind::CodeGone,
        Breaking,
        "A: { status: 404, message: m }",
        "B: { status: 404, message: m }, C: { status: 404, message: m }",
    ),
    (Kind::CodeGone, Breaking, "A: { status: 404, message: m }", "B: { status: 404, message: m, details: { d: u8 } }"),
    (
        Kind::CodeRenamed,
        Compatible,
        "A: { status: 404, message: m, aliases: [B] }",
        "B: { status: 404, message: m, aliases: [A] }",
    ),
    (
        Kind::CodeMerged,
        Breaking,
        "{ A: { status: 404, message: m }, B: { status: 404, message: m } }",
        "B: { status: 404, message: m, aliases: [A] }",
    ),
    (
        Kind::CodeReused,
        Breaking,
        "A: { status: 404, message: m, aliases: [B] }",
        "{ A: { status: 404, message: m }, B: { status: 404, message: m } }",
    ),
    (Kind::AliasAdded, Compatible, "A: { status: 404, message: m }", "A: { status: 404, message: m, aliases: [B] }"),
    (
        Kind::CodeGone,
        Breaking,
        "A: { status: 404, message: m, name: N }, B: { status: 404, message: m }",
        "C: { status: 404, message: m }",
    ),
    (Kind::AliasGone, Breaking, "A: { status: 404, message: m, aliases: [B] }", "A: { status: 404, message: m }"),
];

/// One entry of status 404, apart from its status and message.
const ENTRY: &[Case] = &[
    (Kind::RetryAfter, Compatible, "", "retry_after: 60s"),
    (Kind::RetryAfter, Compatible, "retry_after: 30s", "retry_after: 60s"),
    (
        Kind::RetryAfter,
        Compatible,
        "{ retry_after: $d, details: { d: u32 } }",
        "{ retry_after: 60s, details: { d: u32 } }",
    ),
    (Kind::RetryAfter, Breaking, "retry_after: 60s", ""),
    (Kind::RetryAfter, Breaking, "retry_after: 60s", "{ retry_after: $d, details: { d: 'u32?' } }"),
    (
        Kind::RetryAfter,
        Breaking,
        "{ retry_after: $d, details: { d: 'u32?', e: 'u32?' } }",
        "{ retry_after: $e, details: { d: 'u32?', e: 'u32?' } }",
    ),
    (
        Kind::RetryAfter,
        Breaking,
        "{ retry_after: $a, details: { a: { type: u8, in: message } } }",
        "{ retry_after: 60s, details: { a: { type: u8, in: message } } }",
    ),
    (
        Kind::RetryAfter,
        Compatible,
        "{ retry_after: $a, details: { a: { type: u8, in: message } } }",
        "{ retry_after: 60s, details: { a: u8 } }",
    ),
    (
        Kind::DetailType,
        Breaking,
        "{ retry_after: $a, details: { a: { type: u8, in: message } } }",
        "{ retry_after: $a, details: { a: { type: u16, in: message } } }",
    ),
    (
        Kind::DetailOptional,
        Breaking,
        "{ retry_after: $a, details: { a: { type: u8, in: message } } }",
        "{ retry_after: $a, details: { a: { type: 'u8?', in: message } } }",
    ),
    (Kind::Retryable, Breaking, "retryable: true", "retryable: false"),
    (Kind::Retryable, Compatible, "retryable: false", "retryable: true"),
    (Kind::HeaderAdded, Compatible, "", "headers: { X-A: b }"),
    (Kind::HeaderGone, Breaking, "headers: { X-A: b }", ""),
    (
        Kind::HeaderValue,
        Breaking,
        "{ headers: { X-A: '{d}' }, details: { d: u8 } }",
        "{ headers: { X-A: '{d} s' }, details: { d: u8 } }",
    ),
    (Kind::HeaderValue, Breaking, "headers: { X-A: b }", "headers: { X-A: c }"),
    (Kind::DetailAdded, Compatible, "", "details: { d: u8 }"),
    (Kind::DetailAdded, Compatible, "", "details: { d: 'u8?' }"),
    (Kind::DetailGone, Breaking, "details: { d: u8 }", ""),
    (Kind::DetailGone, Breaking, "details: { d: 'u8?' }", ""),
    (Kind::DetailGone, Compatible, "details: { d: { type: u8, in: message } }", ""),
    (Kind::DetailType, Breaking, "details: { d: u8 }", "details: { d: u32 }"),
    (Kind::DetailType, Compatible, "details: { d: u32 }", "details: { d: u8 }"),
    (Kind::DetailType, Breaking, "details: { d: u32 }", "details: { d: string }"),
    (Kind::DetailType, Breaking, "details: { d: f64 }", "details: { d: u64 }"),
    (Kind::DetailType, Compatible, "details: { d: json }", "details: { d: list<u8> }"),
    (Kind::DetailType, Breaking, "details: { d: 'list<u8>' }", "details: { d: 'list<u8?>' }"),
    (Kind::DetailType, Compatible, "details: { d: 'list<u16>' }", "details: { d: 'list<u8>' }"),
    (Kind::DetailType, Compatible, "details: { d: 'map<u16>' }", "details: { d: 'map<u8>' }"),
    (
        Kind::DetailType,
        Compatible,
        "details: { d: { type: u8, in: message } }",
        "details: { d: { type: string, in: message } }",
    ),
    (Kind::DetailType, Breaking, "details: { d: { type: 'u8?', in: message } }", "details: { d: string }"),
    (Kind::DetailOptional, Breaking, "details: { d: u8 }", "details: { d: 'u8?' }"),
    (Kind::DetailRequired, Compatible, "details: { d: 'u8?' }", "details: { d: u8 }"),
    (
        Kind::DetailPlace,
        Breaking,
        "{ headers: { X-A: '{d}' }, details: { d: u8 } }",
        "{ headers: { X-A: '{d}' }, details: { d: { type: u8, in: header } } }",
    ),
    (
        Kind::DetailPlace,
        Compatible,
        "{ headers: { X-A: '{d}' }, details: { d: { type: u8, in: header } } }",
        "{ headers: { X-A: '{d}' }, details: { d: u8 } }",
    ),
    (Kind::DetailPlace, Compatible, "details: { d: { type: u8, in: message } }", "details: { d: u8 }"),
    (Kind::DetailPlace, Breaking, "details: { d: u8 }", "details: { d: { type: u8, in: message } }"),
    (Kind::DetailText, Documentation, "details: { d: u8 }", "details: { d: { type: u8, description: How many } }"),
    (Kind::DetailText, Documentation, "details: { d: u8 }", "details: { d: { type: u8, example: 3 } }"),
    (Kind::Title, Documentation, "title: Gone", "title: Lost"),
    (Kind::Fix, Documentation, "fix: Look again", "fix: Look elsewhere"),
    (Kind::UserMessage, Documentation, "user_message: Sorry", ""),
    (Kind::Severity, Compatible, "severity: info", "severity: critical"),
    (Kind::Exception, Compatible, "", "exception: NotFoundError"),
    (Kind::Exception, Breaking, "exception: NotFoundError", "exception: MissingError"),
    (Kind::Exception, Breaking, "exception: { python: KeyError }", ""),
    (Kind::Deprecated, Compatible, "", "deprecated: use B"),
    (Kind::Deprecated, Compatible, "deprecated: use B", ""),
    (Kind::Deprecated, Documentation, "deprecated: use B", "deprecated: use C"),
    (Kind::EntryText, Documentation, "description: Old", "description: New"),
    (Kind::EntryText, Documentation, "causes: [One]", "causes: [Another]"),
    (Kind::EntryText, Documentation, "since: 1.0.0", "since: 1.1.0"),
    (Kind::EntryText, Documentation, "mistakes: [{ mistake: One, fix: Two }]", ""),
    (Kind::GeneratedName, Compatible, "name: Missing", "name: Lost"),
];

/// Whole catalogues, after their names.
const WHOLE: &[Case] = &[
    (
        Kind::CodeAdded,
        Breaking,
        "envelope: { m: $message }\nerrors: { A: { status: 404, message: m } }",
        "envelope: { m: $message }\nerrors: { A: { status: 404, message: m }, B: { status: 404, message: m } }",
    ),
    (
        Kind::CodeAdded,
        Breaking,
        "envelope: { m: $message }\nstatuses: { 404: { fallback: B } }\nerrors: { A: { status: 404, message: m }, B: { status: 404, message: m } }",
        "envelope: { m: $message }\nstatuses: { 404: { fallback: B } }\nerrors: { A: { status: 404, message: m }, B: { status: 404, message: m }, C: { status: 404, message: m } }",
    ),
    (
        Kind::CodeReused,
        Breaking,
        "retired: { B: gone }\nerrors: { A: { status: 404, message: m } }",
        "errors: { A: { status: 404, message: m }, B: { status: 404, message: m } }",
    ),
    (
        Kind::CodeGone,
        Breaking,
        "errors: { A: { status: 404, message: m }, B: { status: 404, message: m } }",
        "retired: { B: gone }\nerrors: { A: { status: 404, message: m } }",
    ),
    (
        Kind::Status,
        Breaking,
        "errors: { A: { status: 404, message: m } }",
        "errors: { A: { status: 410, message: m } }",
    ),
    (
        Kind::Status,
        Compatible,
        "transport: message\nenvelope: { c: $code }\nerrors: { A: { message: m } }",
        "transport: message\nenvelope: { c: $code }\nerrors: { A: { status: 404, message: m } }",
    ),
    (
        Kind::RetryAfter,
        Breaking,
        "transport: message\nenvelope: { c: $code }\nerrors: { A: { message: m, retry_after: 30s } }",
        "transport: message\nenvelope: { c: $code }\nerrors: { A: { message: m, retry_after: 60s } }",
    ),
    (
        Kind::EnvelopeValueAdded,
        Breaking,
        "envelope: { c: $code, <<: $details }\nerrors: { A: { status: 404, message: m, headers: { X-A: '{d}' }, details: { d: { type: u8, in: header } } } }",
        "envelope: { c: $code, d: true, <<: $details }\nerrors: { A: { status: 404, message: m, headers: { X-A: '{d}' }, details: { d: { type: u8, in: header } } } }",
    ),
    (
        Kind::DetailType,
        Compatible,
        "envelope: { c: $code }\nerrors: { A: { status: 404, message: m, details: { d: u8 } } }",
        "envelope: { c: $code }\nerrors: { A: { status: 404, message: m, details: { d: string } } }",
    ),
    (
        Kind::DetailType,
        Compatible,
        "types: { P: [a] }\nerrors: { A: { status: 404, message: m, details: { d: string } } }",
        "types: { P: [a] }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
    ),
    (
        Kind::DetailType,
        Compatible,
        "types: { P: [a] }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { P: [a] }\nerrors: { A: { status: 404, message: m, details: { d: string } } }",
    ),
    (
        Kind::DetailType,
        Breaking,
        "types: { P: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: string } } }",
        "types: { P: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
    ),
    (
        Kind::DetailType,
        Breaking,
        "types: { P: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { P: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: string } } }",
    ),
    (
        Kind::DetailType,
        Compatible,
        "types: { P: [a] }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { Q: [b] }\nerrors: { A: { status: 404, message: m, details: { d: Q } } }",
    ),
    (
        Kind::DetailType,
        Breaking,
        "types: { P: [a] }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { Q: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: Q } } }",
    ),
    (
        Kind::DetailType,
        Compatible,
        "types: { P: { a: u16, b: 'u8?' } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { Q: { b: u8, a: u8, c: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: Q } } }",
    ),
    (
        Kind::DetailType,
        Breaking,
        "types: { P: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { Q: { a: 'u8?' } }\nerrors: { A: { status: 404, message: m, details: { d: Q } } }",
    ),
    (
        Kind::DetailType,
        Breaking,
        "types: { P: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { Q: { b: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: Q } } }",
    ),
    (
        Kind::DetailType,
        Breaking,
        "types: { P: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { Q: { a: string } }\nerrors: { A: { status: 404, message: m, details: { d: Q } } }",
    ),
    (
        Kind::DetailType,
        Compatible,
        "types: { P: { a: u8, next: 'P?' } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { Q: { a: u8, next: 'Q?' } }\nerrors: { A: { status: 404, message: m, details: { d: Q } } }",
    ),
    (
        Kind::FieldGone,
        Breaking,
        "types: { P: { a: u8, b: u8 }, Q: { p: 'map<P>' } }\nerrors: { A: { status: 404, message: m, details: { d: Q } } }",
        "types: { P: { a: u8 }, Q: { p: 'map<P>' } }\nerrors: { B: { status: 404, message: m, details: { d: Q }, aliases: [A] } }",
    ),
    (
        Kind::FieldGone,
        Compatible,
        "types: { P: { a: u8, b: u8 } }\nerrors: { A: { status: 404, message: m } }",
        "types: { P: { a: u8 } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
    ),
    (
        Kind::FieldGone,
        Compatible,
        "types: { P: { a: u8, b: 'u8?' } }\nerrors: { A: { status: 404, message: m, details: { d: P } } }",
        "types: { P: { c: u8 }, Q: { a: u8, b: 'u8?' } }\nerrors: { A: { status: 404, message: m, details: { d: Q } }, B: { status: 404, message: m, details: { d: P } } }",
    ),
    (
        Kind::EnvelopePresence,
        Compatible,
        "envelope: { c: $code, d: $details }\nerrors: { A: { status: 404, message: m, details: { d: u8 } } }",
        "envelope: { c: $code, d?: $details }\nerrors: { A: { status: 404, message: m, details: { d: u8 } } }",
    ),
    (
        Kind::EnvelopePresence,
        Breaking,
        "envelope: { c: $code, d: $details }\nerrors: { A: { status: 404, message: m, details: { d: 'u8?' } } }",
        "envelope: { c: $code, d?: $details }\nerrors: { A: { status: 404, message: m, details: { d: 'u8?' } } }",
    ),
    (
        Kind::DocsUrl,
        Documentation,
        "docs_url: 'https://a.dev/'\nerrors: { A: { status: 404, message: m } }",
        "docs_url: 'https://a.dev/'\nerrors: { A: { status: 404, message: m, docs_url: 'https://b.dev/' } }",
    ),
    (
        Kind::Message,
        Documentation,
        "errors: { A: { status: 404, message: One } }",
        "errors: { A: { status: 404, message: Two } }",
    ),
    (
        Kind::MessagePlaceholderGone,
        Documentation,
        "errors: { A: { status: 404, message: 'No {d}', details: { d: u8 } } }",
        "errors: { A: { status: 404, message: Nothing, details: { d: u8 } } }",
    ),
    (
        Kind::MessagePlaceholderGone,
        Breaking,
        "errors: { A: { status: 404, message: 'No {d}', details: { d: { type: u8, in: message } } } }",
        "errors: { A: { status: 404, message: Nothing } }",
    ),
    (
        Kind::AliasGone,
        Breaking,
        "errors: { A: { status: 404, message: m, aliases: [Z] }, B: { status: 500, message: n } }",
        "retired: { A: gone }\nerrors: { B: { status: 500, message: n, aliases: [Z] } }",
    ),
    (
        Kind::RetiredGone,
        Breaking,
        "retired: { A: gone }\nerrors: { B: { status: 404, message: m } }",
        "errors: { B: { status: 404, message: m, aliases: [A] } }",
    ),
    (
        Kind::DetailPlace,
        Compatible,
        "errors: { A: { status: 503, message: 'In {d}', retry_after: $d, details: { d: { type: u8, in: message } } } }",
        "errors: { A: { status: 503, message: 'In {d}', retry_after: $d, details: { d: { type: u8, in: header } } } }",
    ),
    (
        Kind::MessagePlaceholderGone,
        Documentation,
        "errors: { A: { status: 503, message: 'In {d}', retry_after: $d, details: { d: { type: u8, in: message } } } }",
        "errors: { A: { status: 503, message: Later, retry_after: $d, details: { d: { type: u8, in: message } } } }",
    ),
    (
        Kind::Fix,
        Breaking,
        "envelope: { c: $code, f: $fix }\nerrors: { A: { status: 404, message: m, fix: Look } }",
        "envelope: { c: $code, f: $fix }\nerrors: { A: { status: 404, message: m } }",
    ),
    (
        Kind::Fix,
        Documentation,
        "envelope: { c: $code, f: $fix }\nerrors: { A: { status: 404, message: m, fix: Look } }",
        "envelope: { c: $code, f: $fix }\nerrors: { A: { status: 404, message: m, fix: Search } }",
    ),
    (
        Kind::Fix,
        Documentation,
        "headers: { X-Code: '{code}' }\nerrors: { A: { status: 404, message: m, fix: Look } }",
        "headers: { X-Code: '{code}' }\nerrors: { A: { status: 404, message: m } }",
    ),
    (
        Kind::UserMessage,
        Breaking,
        "envelope: { c: $code, u: $user_message }\nerrors: { A: { status: 404, message: m, user_message: Sorry } }",
        "envelope: { c: $code, u: $user_message }\nerrors: { A: { status: 404, message: m } }",
    ),
    (
        Kind::Category,
        Compatible,
        "categories: { a: A, b: B }\nerrors: { A: { status: 404, message: m, category: a } }",
        "categories: { a: A, b: B }\nerrors: { A: { status: 404, message: m, category: b } }",
    ),
    (
        Kind::Category,
        Breaking,
        "envelope: { c: $code, g: $category }\ncategories: { a: A, b: B }\nerrors: { A: { status: 404, message: m, category: a } }",
        "envelope: { c: $code, g: $category }\ncategories: { a: A, b: B }\nerrors: { A: { status: 404, message: m, category: b } }",
    ),
    (
        Kind::Category,
        Breaking,
        "headers: { X-Group: '{category}' }\ncategories: { a: A, b: B }\nerrors: { A: { status: 404, message: m, category: a } }",
        "headers: { X-Group: '{category}' }\ncategories: { a: A, b: B }\nerrors: { A: { status: 404, message: m, category: b } }",
    ),
    (
        Kind::Fallback,
        Breaking,
        "statuses: { 404: { fallback: A } }\nerrors: { A: { status: 404, message: m }, B: { status: 404, message: m } }",
        "statuses: { 404: { fallback: B } }\nerrors: { A: { status: 404, message: m }, B: { status: 404, message: m } }",
    ),
    (Kind::CloseCodeAdded, Compatible, SOCKET, CLOSING),
    (Kind::CloseCodeGone, Breaking, CLOSING, SOCKET),
    (Kind::CloseCodeText, Documentation, CLOSING, CLOSING_OTHERWISE),
    (Kind::Reconnect, Breaking, CLOSING, CLOSING_FOR_EVER),
    (Kind::Reconnect, Compatible, CLOSING_FOR_EVER, CLOSING),
];

const SOCKET: &str = "transport: message\nenvelope: { c: $code }\nerrors: { A: { message: m } }";
const CLOSING: &str = "transport: message\nenvelope: { c: $code }\nerrors: { A: { message: m } }
close_codes: { 4000: { meaning: Idle, reconnect: backoff } }";
const CLOSING_OTHERWISE: &str = "transport: message\nenvelope: { c: $code }\nerrors: { A: { message: m } }
close_codes: { 4000: { meaning: Idle for long, reconnect: backoff } }";
const CLOSING_FOR_EVER: &str = "transport: message\nenvelope: { c: $code }\nerrors: { A: { message: m } }
close_codes: { 4000: { meaning: Idle, reconnect: never } }";

/// A flow mapping or a line of a block mapping, as what stands within braces.
fn inner(text: &str) -> &str {
    text.strip_prefix("{ ").and_then(|text| text.strip_suffix(" }")).filter(|_| !text.contains(" }, B")).unwrap_or(text)
}

fn top(text: &str) -> String {
    let comma = if text.is_empty() { "" } else { ", " };
    format!("{{ catalogue: acme, errors: {{ A: {{ status: 404, message: m }} }}{comma}{} }}", inner(text))
}

fn shape(text: &str) -> String {
    format!(
        "{{ catalogue: acme, types: {{ P: {text} }}, errors: {{ A: {{ status: 404, message: m, details: {{ d: 'list<P?>' }} }} }} }}"
    )
}

fn errors(text: &str) -> String {
    let braced = if text.starts_with('{') { text.to_owned() } else { format!("{{ {text} }}") };
    format!("{{ catalogue: acme, errors: {braced} }}")
}

/// A catalogue with this in its only entry.
#[must_use]
pub fn entry(text: &str) -> String {
    let comma = if text.is_empty() { "" } else { ", " };
    format!("{{ catalogue: acme, errors: {{ A: {{ status: 404, message: m{comma}{} }} }} }}", inner(text))
}

/// A catalogue with this below its name.
#[must_use]
pub fn whole(text: &str) -> String {
    format!("catalogue: acme\n{text}\n")
}

/// Makes a catalogue of a case's text.
type Make = fn(&str) -> String;

/// Every case, with whole catalogues.
#[must_use]
pub fn cases() -> Vec<(Kind, Verdict, String, String)> {
    let tables: [(&[Case], Make); 5] = [(TOP, top), (SHAPES, shape), (ERRORS, errors), (ENTRY, entry), (WHOLE, whole)];
    let name = (Kind::CatalogueName, Compatible, top(""), top("").replace("acme", "other"));
    let all = tables.iter().flat_map(|(cases, make)| {
        cases.iter().map(move |(kind, verdict, old, new)| (*kind, *verdict, make(old), make(new)))
    });
    all.chain([name]).collect()
}
