//! Everything that `errors-runtime` finds in a response, as JSON: exported clients have to find the same.

use std::time::Duration;

use errors_catalogue::model::{self, Exception, Place, Sdk, StatusSet};
use errors_runtime::{ApiError, Code, CodeInfo, Details, QuotaPolicy, RateLimit, RemoteError, ServiceLimit, Severity};
use serde_json::{Map, Value as Json, json};

use crate::example::Samples;
use crate::specs::{self, Spec};

mod forms {
    errors_runtime::include_error_spec!("../conformance/forms.yaml");
}

mod quiet {
    errors_runtime::include_error_spec!("../conformance/quiet.yaml");
}

mod rate_limit {
    errors_runtime::include_error_spec!("fixtures/rate_limit.yaml");
}

mod rich {
    errors_runtime::include_error_spec!("../hygiene/rich.yaml");
}

mod tour {
    errors_runtime::include_error_spec!("../../errors-catalogue/tests/cases/valid/tour.yaml");
}

/// A response as a client receives it.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The HTTP status; 0 for a message of a socket.
    pub status: u16,
    /// Names and values, in order.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body.
    pub body: Vec<u8>,
}

/// The answers for one response by name; those that say nothing are left out.
pub type Found = Vec<(&'static str, Json)>;

/// A catalogue, and what reads its responses.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// The file, from the root of the repository.
    pub path: &'static str,
    /// The catalogue in it.
    pub spec: Spec,
    read: fn(&Samples, &Response) -> Found,
}

impl Subject {
    /// The answers of the runtime for a response.
    #[must_use]
    pub fn read(&self, samples: &Samples, response: &Response) -> Found {
        (self.read)(samples, response)
    }
}

macro_rules! subjects {
    ($($path:literal: $($module:ident)::+;)+) => {
        /// Every catalogue that the tests read responses of.
        pub static SUBJECTS: &[Subject] = &[$(Subject {
            path: $path,
            spec: Spec {
                catalogue: $($module)::+::CATALOGUE,
                yaml: include_str!(concat!("../../../", $path)),
            },
            read: read::<$($module)::+::ErrorCode, $($module)::+::Error>,
        },)+];
    };
}

subjects! {
    "specs/molroo.yaml": specs::molroo;
    "specs/molroo-socket.yaml": specs::molroo_socket;
    "specs/persona-sdk.yaml": specs::persona_sdk;
    "specs/message-analysis.yaml": specs::message_analysis;
    "specs/unleeshed.yaml": specs::unleeshed;
    "specs/role-sessions.yaml": specs::role_sessions;
    "specs/problem.yaml": specs::problem;
    "errors-catalogue/tests/cases/valid/tour.yaml": tour;
    "tests/conformance/forms.yaml": forms;
    "tests/conformance/quiet.yaml": quiet;
    "tests/hygiene/rich.yaml": rich;
    "tests/wire/fixtures/rate_limit.yaml": rate_limit;
}

fn read<C, E>(samples: &Samples, response: &Response) -> Found
where
    C: Code,
    E: ApiError + Details + TryFrom<RemoteError<C>>,
{
    let Response { status, headers, body } = response;
    let remote = RemoteError::<C>::decode(*status, headers, body);
    let model = samples.model();
    let entry = remote.info().and_then(|info| model.entries.iter().find(|entry| entry.code == info.code()));
    let typed = typed_details(samples, entry, &remote);
    let mut found = vec![
        ("code", json!(remote.info().map(CodeInfo::code).or(remote.code_str()))),
        ("received", json!(remote.code_str().filter(|code| remote.info().is_some_and(|info| info.code() != *code)))),
        ("known", json!(remote.info().is_some())),
        ("class", class_names(model, entry, *status)),
        ("message", json!(remote.message())),
        ("text", text(&remote)),
        ("untyped", untyped_details(model, &typed, &remote)),
        ("context", context(model, &remote)),
        ("retryable", json!(remote.retryable())),
        ("retry_after_ms", json!(remote.retry_after().map(milliseconds))),
        ("fixes", json!(fixes(&remote))),
        ("user_message", json!(remote.user_message())),
        ("severity", json!(remote.severity().map(Severity::as_str))),
        ("category", json!(remote.category())),
        ("docs_url", json!(remote.docs_url())),
        ("rate_limit", json!(remote.rate_limit().map(limits))),
        ("kept", json!(Some(remote.body().len()).filter(|len| *len != body.len()))),
    ];
    found.extend(encoded::<C, E>(model, &typed, &remote));
    found.push(("details", Json::Object(typed)));
    found.retain(|(_, answer)| !says_nothing(answer));
    found
}

/// A whole number where it is one.
fn milliseconds(delay: Duration) -> Json {
    if delay.subsec_nanos().is_multiple_of(1_000_000) {
        json!(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
    } else {
        json!(delay.as_secs_f64() * 1e3)
    }
}

fn says_nothing(answer: &Json) -> bool {
    match answer {
        Json::Null | Json::Bool(false) => true,
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The text of an exception for a response without a message.
fn text<C: Code>(remote: &RemoteError<C>) -> Json {
    let code = || remote.info().map(CodeInfo::code).or(remote.code_str());
    match (remote.message(), code(), remote.status()) {
        (Some(_), ..) => Json::Null,
        (None, Some(code), _) => json!(code),
        (None, None, 0) => json!("unknown error"),
        (None, None, status) => json!(format!("status {status}")),
    }
}

/// Every fix of the code, else the one of the body, else those of the status.
fn fixes<C: Code>(remote: &RemoteError<C>) -> Vec<&str> {
    let first = remote.fix();
    let all = remote.fixes();
    if all.first().copied() == first { all.to_vec() } else { first.into_iter().collect() }
}

/// The details that are there and of their type; a message is not read back.
fn typed_details<C: Code>(
    samples: &Samples,
    entry: Option<&model::Entry>,
    remote: &RemoteError<C>,
) -> Map<String, Json> {
    let details = entry.into_iter().flat_map(|entry| &entry.wire.details);
    let readable = details.filter(|detail| detail.place != Place::Message);
    let found =
        readable.filter_map(|detail| Some((detail.name.clone(), samples.read(detail, remote.detail(&detail.name)?)?)));
    found.collect()
}

/// The details that are there, and which this client does not know or which are of another type.
fn untyped_details<C: Code>(model: &model::Catalogue, typed: &Map<String, Json>, remote: &RemoteError<C>) -> Json {
    let declared = model.entries.iter().flat_map(|entry| &entry.wire.details).map(|detail| detail.name.as_str());
    let untyped = declared.chain(["undeclared"]).filter(|name| !typed.contains_key(*name));
    untyped.filter_map(|name| Some((name.to_owned(), remote.detail::<Json>(name)?))).collect::<Map<_, _>>().into()
}

fn context<C: Code>(model: &model::Catalogue, remote: &RemoteError<C>) -> Json {
    let found = model.wire.context.iter().filter_map(|name| Some((name.clone(), Json::from(remote.context(name)?))));
    found.collect::<Map<_, _>>().into()
}

/// The catalogue's name of the exception, for each language; null for the base of all.
fn class_names(model: &model::Catalogue, entry: Option<&model::Entry>, status: u16) -> Json {
    let written = match entry {
        Some(entry) => entry.names.exception.as_ref(),
        None => exception_of(model, status),
    };
    let sdks = [(Sdk::Python, "Error"), (Sdk::Typescript, "Error"), (Sdk::Csharp, "Exception")];
    let names = sdks.map(|(sdk, suffix)| {
        let named = written.and_then(|exception| match exception {
            Exception::Name(name) => Some(name.clone()),
            Exception::BySdk(names) => names.iter().find(|(of, _)| *of == sdk).map(|(_, name)| name.clone()),
        });
        let own = || entry.map(|entry| stem(&entry.names.variant).to_owned() + suffix);
        (sdk.word().to_owned(), Json::from(named.or_else(own)))
    });
    Json::Object(names.into_iter().collect())
}

fn stem(name: &str) -> &str {
    ["Error", "Exception"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

fn exception_of(model: &model::Catalogue, status: u16) -> Option<&Exception> {
    let of = |wanted: StatusSet| model.api.exceptions.iter().find(|(set, _)| *set == wanted).map(|(_, name)| name);
    of(StatusSet::One(status)).or_else(|| of(StatusSet::Class(status / 100)))
}

fn limits(limit: &RateLimit) -> Json {
    let seconds = |delay: Option<Duration>| delay.map(|delay| delay.as_secs());
    let left =
        |it: &ServiceLimit| json!({ "name": it.name(), "remaining": it.remaining(), "reset": seconds(it.reset()) });
    let policy = |it: &QuotaPolicy| json!({ "name": it.name(), "quota": it.quota(), "unit": it.unit(), "window": seconds(it.window()) });
    json!({
        "limits": limit.limits().iter().map(left).collect::<Vec<_>>(),
        "policies": limit.policies().iter().map(policy).collect::<Vec<_>>(),
        "remaining": limit.remaining(),
        "reset": seconds(limit.reset()),
    })
}

/// Returns if the response is an error of the generated enum, and if that encodes to the same body again.
fn encoded<C, E>(model: &model::Catalogue, typed: &Map<String, Json>, remote: &RemoteError<C>) -> Found
where
    C: Code,
    E: ApiError + Details + TryFrom<RemoteError<C>>,
{
    let Ok(error) = E::try_from(remote.clone()) else {
        return vec![("typed", json!(false))];
    };
    let entry = error.entry();
    for (index, detail) in entry.info().details().iter().enumerate() {
        let value = serde_json::to_value(error.detail(index)).unwrap_or_default();
        // Generated types read what the model's types do.
        let read = typed.get(detail.name()).unwrap_or(&Json::Null);
        assert!(detail.place() == errors_runtime::Place::Message || value == *read, "{value} is not {read}");
    }
    let envelope = model.wire.context.iter().fold(error.envelope(), |envelope, name| match remote.context(name) {
        Some(value) => envelope.with(name, value.into_owned()),
        None => envelope,
    });
    vec![("typed", json!(true)), ("encodes_again", json!(envelope.to_json() == remote.body()))]
}
