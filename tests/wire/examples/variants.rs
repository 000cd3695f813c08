//! The errors of the catalogues in `specs/`, and of two that have one of everything, whole and broken in many ways: cases
//! like those in `tests/conformance`, too many to be committed.
//!
//! `variants FOLDER` writes a file for each catalogue, with what a client has to know of it besides.

use std::path::Path;

use errors_catalogue::body::example_body;
use errors_catalogue::model;
use errors_runtime::{ApiError, CodeInfo};
use errors_wire::conformance::{Response, SUBJECTS, Subject};
use errors_wire::example::Samples;
use serde_json::{Map, Value as Json, json};

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "variants".into());
    std::fs::create_dir_all(&folder)?;
    for subject in SUBJECTS {
        let file = Path::new(&folder).join(format!("{}.json", subject.spec.catalogue.name()));
        std::fs::write(file, document(subject).to_string())?;
    }
    Ok(())
}

fn document(subject: &Subject) -> Json {
    let samples = Samples::new(&subject.spec);
    let catalogue = subject.spec.catalogue;
    let policy = catalogue.retry();
    json!({
        "catalogue": subject.path,
        "codes": catalogue.codes().map(CodeInfo::code).collect::<Vec<_>>(),
        "close_codes": catalogue.close_codes().iter().map(|it| json!({
            "code": it.code(), "meaning": it.meaning(), "action": it.action(), "reconnect": it.reconnect().as_str(),
        })).collect::<Vec<_>>(),
        "retry": {
            "max_retries": policy.max_retries(),
            "jitter": policy.jitter(),
            "delays": (0..12).chain([5_000]).map(|it| json!([it, policy.delay(it).as_secs_f64()])).collect::<Vec<_>>(),
        },
        "cases": variants_of_all(&samples).iter().map(|variant| case(subject, &samples, variant)).collect::<Vec<_>>(),
    })
}

fn case(subject: &Subject, samples: &Samples, Variant { name, response }: &Variant) -> Json {
    let expect: Map<String, Json> =
        subject.read(samples, response).into_iter().map(|(name, answer)| (name.to_owned(), answer)).collect();
    json!({
        "name": name,
        "status": response.status,
        "headers": response.headers,
        "body": String::from_utf8_lossy(&response.body),
        "expect": expect,
    })
}

/// A response, and what is special about it.
struct Variant {
    name: String,
    response: Response,
}

impl Variant {
    fn with_body(&self, about: &str, body: String) -> Self {
        let response = Response { body: body.into_bytes(), ..self.response.clone() };
        Self { name: format!("{}, {about}", self.name), response }
    }

    fn with_headers(&self, about: &str, headers: Vec<(String, String)>) -> Self {
        let response = Response { headers, ..self.response.clone() };
        Self { name: format!("{}, {about}", self.name), response }
    }
}

fn variants_of_all(samples: &Samples) -> Vec<Variant> {
    let model = samples.model();
    let mut out = Vec::new();
    for (sample, entry) in samples.all().zip(&model.entries) {
        let headers: Vec<(String, String)> =
            sample.headers().into_iter().map(|(name, value)| (name.to_ascii_uppercase(), value)).collect();
        let status = sample.status();
        let sent = sample.envelope().with("request_id", "r-\"1\" é").to_json();
        let example = example_body(model, entry).to_string();
        for (about, headers, body) in [("as sent", headers, sent), ("by example", example_headers(), example)] {
            let response = Response { status, headers, body: body.clone().into_bytes() };
            let whole = Variant { name: format!("{} {about}", entry.code), response };
            out.extend(variants(&whole, &body, entry));
            out.push(whole);
        }
    }
    out
}

fn example_headers() -> Vec<(String, String)> {
    [("x-ratelimit-limit", "7"), ("X-RateLimit-Remaining", "-1"), ("Retry-After", "31"), ("X-Error-Code", "NEWER")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

/// A whole response, broken in many ways.
fn variants(whole: &Variant, body: &str, entry: &model::Entry) -> Vec<Variant> {
    let padded = whole.response.headers.iter().map(|(name, value)| (name.clone(), format!("\t {value}  "))).collect();
    let mut out = vec![whole.with_headers("without headers", Vec::new()), whole.with_headers("padded headers", padded)];
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
        out.extend(with_other_values(whole, &json));
        out.push(whole.with_body("spaced", format!("\u{feff} \r\n\t{json:#}\n")));
        out.push(whole.with_body("twice", body.replacen('{', &format!("{{{},", &body[1..body.len() - 1]), 1)));
        out.push(whole.with_body("escaped", escaped(body)));
    }
    out
}

/// Each value of a body replaced by others.
fn with_other_values(whole: &Variant, json: &Json) -> Vec<Variant> {
    let mut out = Vec::new();
    for pointer in pointers(json) {
        for other in [json!([1]), json!("text"), json!(-1.5), json!(300), Json::Null, json!({ "boxed": 1 }), json!("7")]
        {
            let mut changed = json.clone();
            if let Some(place) = changed.pointer_mut(&pointer) {
                *place = other.clone();
            }
            out.push(whole.with_body(&format!("{pointer} is {other}"), changed.to_string()));
        }
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
