//! What `errors-runtime` makes of many responses, whole and broken, as JSON: what clients in other languages have to make
//! of them, too.
//!
//! Prints one line for each catalogue of `specs/`, and for the two that have one of everything.

use std::io::Write as _;

use errors_catalogue::body::example_body;
use errors_catalogue::model::{self, Exception, Place, Sdk, StatusSet};
use errors_runtime::{ApiError, Code, CodeInfo, RemoteError, Severity};
use errors_wire::example::Samples;
use errors_wire::specs::{self, Spec};
use serde_json::{Map, Value as Json, json};

mod rich {
    errors_runtime::include_error_spec!("../hygiene/rich.yaml");
}

mod tour {
    errors_runtime::include_error_spec!("../cases/valid/tour.yaml");
}

fn main() -> std::io::Result<()> {
    let rich = Spec { catalogue: rich::CATALOGUE, yaml: include_str!("../../hygiene/rich.yaml") };
    let tour = Spec { catalogue: tour::CATALOGUE, yaml: include_str!("../../cases/valid/tour.yaml") };
    let mut out = std::io::stdout().lock();
    for spec in specs::SPECS.iter().copied().chain([rich, tour]) {
        let text = match spec.catalogue.name() {
            "molroo" => decoded::<specs::molroo::ErrorCode>(&spec),
            "molroo-socket" => decoded::<specs::molroo_socket::ErrorCode>(&spec),
            "persona-sdk" => decoded::<specs::persona_sdk::ErrorCode>(&spec),
            "message-analysis" => decoded::<specs::message_analysis::ErrorCode>(&spec),
            "unleeshed" => decoded::<specs::unleeshed::ErrorCode>(&spec),
            "role-sessions" => decoded::<specs::role_sessions::ErrorCode>(&spec),
            "problem" => decoded::<specs::problem::ErrorCode>(&spec),
            "rich" => decoded::<rich::ErrorCode>(&spec),
            "tour" => decoded::<tour::ErrorCode>(&spec),
            unknown => return Err(std::io::Error::other(format!("`{unknown}` is missing in this list"))),
        };
        writeln!(out, "{text}")?;
    }
    Ok(())
}

/// A response, and what is special about it.
struct Response {
    about: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

fn decoded<C: Code>(spec: &Spec) -> Json {
    let samples = Samples::new(spec);
    let model = errors_catalogue::check(spec.catalogue.name(), spec.yaml).catalogue;
    let responses = responses(&samples, &model);
    let catalogue = spec.catalogue;
    let policy = catalogue.retry();
    json!({
        "catalogue": catalogue.name(),
        "codes": catalogue.codes().map(CodeInfo::code).collect::<Vec<_>>(),
        "close_codes": catalogue.close_codes().iter().map(|it| json!({
            "code": it.code(), "meaning": it.meaning(), "action": it.action(), "reconnect": it.reconnect().as_str(),
        })).collect::<Vec<_>>(),
        "retry": {
            "max_retries": policy.max_retries(),
            "jitter": policy.jitter(),
            "delays": (0..12).chain([5_000]).map(|it| json!([it, policy.delay(it).as_secs_f64()])).collect::<Vec<_>>(),
        },
        "cases": responses.iter().map(|response| case::<C>(&samples, &model, response)).collect::<Vec<_>>(),
    })
}

fn case<C: Code>(samples: &Samples, model: &model::Catalogue, response: &Response) -> Json {
    let Response { about, status, headers, body } = response;
    let remote = RemoteError::<C>::decode(*status, headers, body);
    let entry = remote.info().and_then(|info| model.entries.iter().find(|entry| entry.code == info.code()));
    let code = remote.info().map(CodeInfo::code).or(remote.code_str());
    let plain = if *status == 0 { "unknown error".to_owned() } else { format!("status {status}") };
    let context = model.wire.context.iter().filter_map(|name| Some((name.clone(), Json::from(remote.context(name)?))));
    json!({
        "about": about,
        "status": status,
        "headers": headers,
        "body": body,
        "expected": {
            "code": code,
            "known": remote.info().is_some(),
            "class": class_names(model, entry, *status),
            "message": remote.message().or(code).unwrap_or(&plain),
            "details": entry.map_or_else(|| json!([]), |entry| details(samples, entry, &remote)),
            "retryable": remote.retryable(),
            "retry_after": remote.retry_after().map(|delay| delay.as_secs_f64()),
            "fixes": fixes(&remote),
            "user_message": remote.user_message(),
            "severity": remote.severity().map(Severity::as_str),
            "category": remote.category(),
            "docs_url": remote.docs_url(),
            "context": context.collect::<Map<_, _>>(),
            "kept": remote.body().len(),
        },
    })
}

/// Every fix of the code, else the one of the body, else those of the status.
fn fixes<C: Code>(remote: &RemoteError<C>) -> Vec<&str> {
    let first = remote.fix();
    let all = remote.fixes();
    if all.first().copied() == first { all.to_vec() } else { first.into_iter().collect() }
}

/// The details that are there and of their type, each with its name on the wire and in code.
fn details<C: Code>(samples: &Samples, entry: &model::Entry, remote: &RemoteError<C>) -> Json {
    let readable = entry.wire.details.iter().filter(|detail| detail.place != Place::Message);
    let found = readable.filter_map(|detail| {
        let value = samples.read(detail, remote.detail(&detail.name)?)?;
        Some(json!({ "name": detail.name, "ident": detail.field, "value": value }))
    });
    found.collect()
}

/// What the catalogue calls the exception, for each language.
fn class_names(model: &model::Catalogue, entry: Option<&model::Entry>, status: u16) -> Json {
    let names =
        [(Sdk::Python, "Error"), (Sdk::Typescript, "Error"), (Sdk::Csharp, "Exception")].map(|(sdk, suffix)| {
            let written = match entry {
                Some(entry) => entry.names.exception.as_ref(),
                None => exception_of(model, status),
            };
            let named = written.and_then(|exception| match exception {
                Exception::Name(name) => Some(name.clone()),
                Exception::BySdk(names) => names.iter().find(|(of, _)| *of == sdk).map(|(_, name)| name.clone()),
            });
            let own = entry.map(|entry| {
                entry.names.variant.strip_suffix("Error").unwrap_or(&entry.names.variant).to_owned() + suffix
            });
            (sdk.word().to_owned(), Json::from(named.or(own)))
        });
    Json::Object(names.into_iter().collect())
}

fn exception_of(model: &model::Catalogue, status: u16) -> Option<&Exception> {
    let of = |wanted: StatusSet| model.api.exceptions.iter().find(|(set, _)| *set == wanted).map(|(_, name)| name);
    of(StatusSet::One(status)).or_else(|| of(StatusSet::Class(status / 100)))
}

fn responses(samples: &Samples, model: &model::Catalogue) -> Vec<Response> {
    let mut out = Vec::new();
    for (sample, entry) in samples.all().zip(&model.entries) {
        let headers: Vec<(String, String)> =
            sample.headers().into_iter().map(|(name, value)| (name.to_ascii_uppercase(), value)).collect();
        let sent = Response {
            about: entry.code.clone(),
            status: sample.status(),
            headers,
            body: sample.envelope().with("request_id", "r-\"1\" é").to_json(),
        };
        let example = Response {
            about: format!("{} by example", entry.code),
            headers: example_headers(),
            body: example_body(model, entry).to_string(),
            ..sent.clone_head()
        };
        for whole in [sent, example] {
            out.extend(variants(&whole, entry));
            out.push(whole);
        }
    }
    out.extend(of_nobody());
    out
}

impl Response {
    fn clone_head(&self) -> Self {
        Self { about: self.about.clone(), status: self.status, headers: self.headers.clone(), body: String::new() }
    }

    fn with_body(&self, about: &str, body: String) -> Self {
        Self { about: format!("{}, {about}", self.about), body, ..self.clone_head() }
    }
}

fn example_headers() -> Vec<(String, String)> {
    [("x-ratelimit-limit", "7"), ("X-RateLimit-Remaining", "-1"), ("Retry-After", "31"), ("X-Error-Code", "NEWER")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

/// A whole response, broken in many ways.
fn variants(whole: &Response, entry: &model::Entry) -> Vec<Response> {
    let body = &whole.body;
    let mut out = vec![Response { headers: Vec::new(), ..whole.with_body("without headers", body.clone()) }];
    let padded = whole.headers.iter().map(|(name, value)| (name.clone(), format!("\t {value}  "))).collect();
    out.push(Response { headers: padded, ..whole.with_body("padded headers", body.clone()) });
    let step = (body.len() / 24).max(1);
    out.extend(
        (0..body.len())
            .step_by(step)
            .filter_map(|end| Some(whole.with_body(&format!("cut at {end}"), body.get(..end)?.to_owned()))),
    );
    for code in entry.names.aliases.iter().map(String::as_str).chain(["BRAND_NEW", "", "constructor", "__proto__"]) {
        let changed = body.replace(&Json::from(entry.code.as_str()).to_string(), &Json::from(code).to_string());
        out.push(whole.with_body(&format!("code {code:?}"), changed));
    }
    if let Ok(json) = serde_json::from_str::<Json>(body) {
        for pointer in pointers(&json) {
            for other in
                [json!([1]), json!("text"), json!(-1.5), json!(300), Json::Null, json!({ "boxed": 1 }), json!("7")]
            {
                let mut changed = json.clone();
                if let Some(place) = changed.pointer_mut(&pointer) {
                    *place = other.clone();
                }
                out.push(whole.with_body(&format!("{pointer} is {other}"), changed.to_string()));
            }
        }
        out.push(whole.with_body("spaced", format!("\u{feff} \r\n\t{json:#}\n")));
        out.push(whole.with_body("twice", body.replacen('{', &format!("{{{},", &body[1..body.len() - 1]), 1)));
        out.push(whole.with_body("escaped", escaped(body)));
    }
    out
}

/// The places of all values, to a depth that envelopes have.
fn pointers(json: &Json) -> Vec<String> {
    let children: Vec<(String, &Json)> = match json {
        Json::Object(members) => {
            members.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Json::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    let below = |(key, value): (String, &Json)| {
        let inner = pointers(value).into_iter().map(|rest| format!("/{key}{rest}")).collect::<Vec<_>>();
        [vec![format!("/{key}")], inner].concat()
    };
    children.into_iter().flat_map(below).collect()
}

/// The same JSON, with every letter `e` within strings as an escape.
fn escaped(body: &str) -> String {
    let mut inside = false;
    let mut last = ' ';
    let mut out = String::new();
    for c in body.chars() {
        inside ^= c == '"' && last != '\\';
        match c {
            'e' if inside && last != '\\' => out.push_str("\\u0065"),
            c => out.push(c),
        }
        last = c;
    }
    out
}

/// What proxies, frameworks and broken servers send.
fn of_nobody() -> Vec<Response> {
    let bodies = [
        "",
        "<html><body><h1>502 Bad Gateway</h1></body></html>",
        "null",
        "[]",
        "42",
        "\"oops\"",
        "{",
        "{}",
        "nonsense",
        r#"{"error":null}"#,
        r#"{"error":"x"}"#,
        r#"{"error":{"code":7,"message":[]}}"#,
        r#"{"error":{"code":"A" "message":"b"}}"#,
        r#"{"error":{"code":nope,"message":"kept"}}"#,
        r#"{"error":{"code":"\ud83d\ude00","message":"\u00e9"}}"#,
        r#"{"code":"X","message":"y","detail":"z","type":"about:blank","request_id":17}"#,
        r#"{"error":{"message":"m","retryable":true,"retry_after":1.5,"severity":"critical","fix":"f","category":"c"}}"#,
    ];
    let mut out: Vec<Response> = Vec::new();
    for status in [0, 400, 401, 404, 418, 429, 500, 502, 503, 504, 599] {
        out.extend(bodies.iter().map(|body| Response {
            about: format!("{status} of nobody: {body}"),
            status,
            headers: Vec::new(),
            body: (*body).to_owned(),
        }));
    }
    out.extend(long_bodies());
    out.extend(retry_headers());
    out
}

fn long_bodies() -> Vec<Response> {
    let bodies = [
        ("deep", format!("{{\"error\":{{\"code\":{}", "[".repeat(30_000))),
        ("deep and whole", format!("{{\"error\":{{\"details\":{}{}}}}}", "[".repeat(20_000), "]".repeat(20_000))),
        ("long", format!("{{\"error\":{{\"message\":\"{}\",\"code\":\"X\"}}}}", "é€😀".repeat(10_000))),
        ("just too long", format!("{{\"error\":{{\"message\":\"m\"}},\"x\":\"{}", "😀".repeat(16_500))),
        ("long page", "<p>".repeat(40_000)),
    ];
    let response =
        |(about, body): (&str, String)| Response { about: about.to_owned(), status: 500, headers: Vec::new(), body };
    bodies.into_iter().map(response).collect()
}

fn retry_headers() -> Vec<Response> {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let values = [
        "0",
        " 120\t",
        "0120",
        "",
        "-1",
        "+1",
        "1.5",
        "1 2",
        "soon",
        "1s",
        "2678401",
        "18446744073709551616",
        "Sun, 06 Nov 1994 08:50:07 GMT",
        "Sunday, 06-Nov-94 08:50:07 GMT",
        "Sun Nov  6 08:50:07 1994",
        "Sun, 06 Nov 1994 08:49:07 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Sun, 06 Nov",
        "Sun, 06 Foo 1994 08:50:07 GMT",
        "Wed, 30 Feb 1994 08:50:07 GMT",
        "Sun, 06 Nov 1994 25:50:07 GMT",
    ];
    let response = |value: &str| Response {
        about: format!("Retry-After: {value}"),
        status: 429,
        headers: vec![("retry-AFTER".to_owned(), value.to_owned()), ("DATE".to_owned(), date.to_owned())],
        body: "{\"error\":{}}".to_owned(),
    };
    values.into_iter().map(response).collect()
}
