//! The codes of a body: what it says, or what can be guessed.

use serde_json::Value;

use super::Notes;
use super::bodies::{Body, Media};
use super::schema::non_null;
use super::values::{Values, reason};
use super::words::looks_like_code;

pub(super) fn codes(values: &Values<'_>, body: &Body<'_>, notes: &mut Notes) -> Vec<String> {
    let said = said(values, body);
    if said.is_empty() { vec![guessed(values, body, notes)] } else { said }
}

/// The code, or the words that it can be.
fn said(values: &Values<'_>, body: &Body<'_>) -> Vec<String> {
    if let Some(code) = values.text(body, "code") {
        return vec![code.to_owned()];
    }
    let schema = values.at(body, "code").and_then(|member| member.schema);
    let words =
        schema.map(|schema| non_null(values.document, schema)).and_then(|schema| schema.get("enum")?.as_array());
    words.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn guessed(values: &Values<'_>, body: &Body<'_>, notes: &mut Notes) -> String {
    if let Some(word) = word_of_type(values, body) {
        notes.add(format!("{}: no code was found, and `{word}` is the last word of its type", body.place));
        return word;
    }
    let is_code = |text: &&String| {
        looks_like_code(text) && text.chars().all(|c| !c.is_lowercase() || text.contains('_') || text.contains('-'))
    };
    if let Some(code) = [&body.title, &body.name].into_iter().flatten().find(is_code) {
        return code.clone();
    }
    let code = reason(values.status(body)).to_ascii_uppercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    notes.add(format!("{}: no code was found, and `{code}` is made up", body.place));
    code
}

/// A problem is known by its `type`, which is a URI.
fn word_of_type(values: &Values<'_>, body: &Body<'_>) -> Option<String> {
    let uri = values.text(body, "docs_url").filter(|uri| body.media == Media::Problem && *uri != "about:blank")?;
    uri.rsplit(['/', '#', ':']).next().filter(|word| looks_like_code(word)).map(str::to_owned)
}
