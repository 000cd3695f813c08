//! What the server says of its catalogues.

use errors_runtime::{ApiError, Catalogue, Place};
use serde_json::{Value as Json, json};

use super::sample::{Sample, Samples};

/// All catalogues, each with where its codes are listed.
pub(super) fn catalogues<'a>(all: impl Iterator<Item = &'a Samples>) -> Json {
    let rows = all.map(Samples::catalogue).map(|catalogue| {
        let name = catalogue.name();
        json!({ "catalogue": name, "title": catalogue.title(), "href": format!("/{name}") })
    });
    json!({ "catalogues": rows.collect::<Vec<_>>() })
}

/// One catalogue: its codes, and what a client needs besides them.
pub(super) fn catalogue(samples: &Samples) -> Json {
    let catalogue = samples.catalogue();
    json!({
        "catalogue": catalogue.name(),
        "title": catalogue.title(),
        "content_type": catalogue.content_type(),
        "context": catalogue.context(),
        "retry": retry(catalogue),
        "codes": samples.all().map(|sample| code(&sample)).collect::<Vec<_>>(),
        "close_codes": close_codes(catalogue),
    })
}

fn retry(catalogue: &Catalogue) -> Json {
    let retry = catalogue.retry();
    json!({
        "statuses": retry.statuses(),
        "max_retries": retry.max_retries(),
        "initial_delay": retry.initial_delay().as_secs_f64(),
        "multiplier": retry.multiplier(),
        "max_delay": retry.max_delay().as_secs_f64(),
        "jitter": retry.jitter(),
        "default_retry_after": retry.default_retry_after().map(|delay| delay.as_secs_f64()),
    })
}

fn code(sample: &Sample<'_>) -> Json {
    let info = sample.info();
    json!({
        "code": info.code(),
        // A socket's codes have none.
        "status": Some(info.status()).filter(|status| *status != 0),
        "message": sample.message(),
        "fix": info.fixes(),
        "user_message": sample.user_message(),
        "severity": info.severity().as_str(),
        "retryable": info.retryable(),
        "retry_after": sample.retry_after().map(|delay| delay.as_secs()),
        "details": details(sample),
    })
}

fn details(sample: &Sample<'_>) -> Vec<Json> {
    let details = sample.info().details().iter().zip(sample.values());
    let rows = details.map(|(detail, value)| {
        json!({
            "name": detail.name(),
            "type": detail.ty(),
            "in": place(detail.place()),
            "description": detail.description(),
            "example": serde_json::to_value(value).unwrap_or_default(),
        })
    });
    rows.collect()
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Header => "header",
        Place::Message => "message",
        _ => "body",
    }
}

fn close_codes(catalogue: &Catalogue) -> Vec<Json> {
    let rows = catalogue.close_codes().iter().map(|info| {
        json!({
            "code": info.code(),
            "meaning": info.meaning(),
            "action": info.action(),
            "reconnect": info.reconnect().as_str(),
            "sendable": info.is_sendable(),
        })
    });
    rows.collect()
}
