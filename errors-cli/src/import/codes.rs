//! The codes of a body: stated, or guessed.

use serde_json::{Map, Value};

use super::Notes;
use super::bodies::{Body, Media};
use super::schema::{constant, non_null};
use super::values::{Values, reason};
use super::words::looks_like_code;

pub(super) fn codes(values: &Values<'_>, body: &Body<'_>, notes: &mut Notes) -> Vec<String> {
    let said = said(values, body);
    if said.is_empty() { vec![guessed(values, body, notes)] } else { said }
}

/// Returns the code, or all words that it can be: the example of a body selects one, the example of an enum does not.
fn said(values: &Values<'_>, body: &Body<'_>) -> Vec<String> {
    let words = words(values, body);
    let shown = values.at(body, "code").and_then(|member| member.example?.as_str());
    let is_shown = shown.is_some_and(|code| !code.trim().is_empty());
    match values.text(body, "code") {
        Some(code) if is_shown || words.len() < 2 => vec![code.to_owned()],
        _ => words.into_iter().map(str::to_owned).collect(),
    }
}

/// Returns the words of the code's enum; none if the code is a constant.
fn words<'d>(values: &Values<'d>, body: &Body<'d>) -> Vec<&'d str> {
    // A constant beside the reference to an enum is one of its words.
    let schema = values
        .at(body, "code")
        .and_then(|member| member.schema)
        .filter(|schema| constant(values.document, schema).is_none());
    let words =
        schema.map(|schema| non_null(values.document, schema)).and_then(|schema| schema.get("enum")?.as_array());
    words.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Notes the words without a body: each may be an error that the examples omit.
pub(super) fn note_lost(values: &Values<'_>, bodies: &[Body<'_>], errors: &Map<String, Value>, notes: &mut Notes) {
    for word in bodies.iter().flat_map(|body| words(values, body)).filter(|word| !errors.contains_key(*word)) {
        notes.add(format!("no response has the enum value `{word}` as its code"));
    }
}

fn guessed(values: &Values<'_>, body: &Body<'_>, notes: &mut Notes) -> String {
    if let Some(word) = word_of_type(values, body) {
        notes.add(format!("{}: no code was found; `{word}` is the last segment of its type", body.place));
        return word;
    }
    let is_code = |text: &&String| {
        looks_like_code(text) && text.chars().all(|c| !c.is_lowercase() || text.contains('_') || text.contains('-'))
    };
    if let Some(code) = [&body.title, &body.name].into_iter().flatten().find(is_code) {
        return code.clone();
    }
    let code = reason(values.status(body)).to_ascii_uppercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    notes.add(format!("{}: no code was found; `{code}` is a placeholder", body.place));
    code
}

/// Returns the last word of a problem's `type`, which is a URI.
fn word_of_type(values: &Values<'_>, body: &Body<'_>) -> Option<String> {
    let uri = values.text(body, "docs_url").filter(|uri| body.media == Media::Problem && *uri != "about:blank")?;
    uri.rsplit(['/', '#', ':']).next().filter(|word| looks_like_code(word)).map(str::to_owned)
}
