//! A request ▶ the error of its response: the code from the path, details and context values from the query.

use errors_catalogue::body::Sample;
use errors_catalogue::json::Json;
use errors_catalogue::model::{Catalogue, Detail, Entry, Scalar, Shape, Type};
use errors_catalogue::suggest;
use errors_catalogue::typed::typed;
use serde_json::Value;

use super::Mock;

/// The names and values of a query, in order.
pub(super) type Parameters = Vec<(String, String)>;

/// A rejected request, with the reason.
pub(super) enum Refusal {
    NotFound(String),
    BadRequest(String),
    WrongMethod,
}

/// Builds the error of a code or alias, with the parameters as details and context values, and examples for the rest.
pub(super) fn sample<'m>(mock: &'m Mock, code: &str, parameters: &Parameters) -> Result<Sample<'m>, Refusal> {
    let catalogue = &mock.catalogue;
    let entry = find(catalogue, code).ok_or_else(|| Refusal::NotFound(unknown_code(catalogue, code)))?;
    let mut sample = Sample::new(catalogue, entry);
    let request = mock.next_request();
    for (at, name) in catalogue.wire.context.iter().enumerate() {
        sample.set_context(at, Some(Json::Text(format!("{name}-{request}"))));
    }
    for (name, text) in parameters {
        set(&mut sample, catalogue, name, text).map_err(Refusal::BadRequest)?;
    }
    Ok(sample)
}

fn find<'m>(catalogue: &'m Catalogue, code: &str) -> Option<&'m Entry> {
    let is_alias = |entry: &&Entry| entry.names.aliases.iter().any(|alias| alias == code);
    let mut entries = catalogue.entries.iter();
    entries.find(|entry| entry.code == code).or_else(|| catalogue.entries.iter().find(is_alias))
}

fn unknown_code(catalogue: &Catalogue, code: &str) -> String {
    let known = catalogue.entries.iter().map(|entry| entry.code.as_str());
    let what_to_do = did_you_mean(code, known).unwrap_or_else(|| "`/errors` lists them".to_owned());
    format!("`{}` has no code `{code}`: {what_to_do}", catalogue.about.name)
}

fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    suggest::closest(name, known).map(|close| format!("did you mean `{close}`?"))
}

/// Sets the detail or context value of this name.
fn set(sample: &mut Sample<'_>, catalogue: &Catalogue, name: &str, text: &str) -> Result<(), String> {
    let entry = sample.entry();
    if let Some(at) = entry.wire.details.iter().position(|detail| detail.name == name) {
        let value = read(catalogue, &entry.wire.details[at], text)?;
        sample.set_detail(at, value);
        return Ok(());
    }
    match catalogue.wire.context.iter().position(|context| context == name) {
        Some(at) => {
            sample.set_context(at, (text != "null").then(|| Json::Text(text.to_owned())));
            Ok(())
        }
        None => Err(unknown_parameter(catalogue, entry, name)),
    }
}

fn unknown_parameter(catalogue: &Catalogue, entry: &Entry, name: &str) -> String {
    let details = entry.wire.details.iter().map(|detail| detail.name.as_str());
    let known: Vec<&str> = details.chain(catalogue.wire.context.iter().map(String::as_str)).collect();
    let what_to_do = did_you_mean(name, known.iter().copied()).unwrap_or_else(|| match known.as_slice() {
        [] => "it has none".to_owned(),
        known => format!("it has: {}", known.join(", ")),
    });
    format!("`{}` has no detail `{name}`: {what_to_do}", entry.code)
}

/// Parses the value of a detail: texts as they are, everything else as JSON.
fn read(catalogue: &Catalogue, detail: &Detail, text: &str) -> Result<Json, String> {
    let is_absent = detail.ty.is_optional() && text == "null";
    let json = match is_absent {
        true => Some(Json::Null),
        false if is_textual(catalogue, &detail.ty) => Some(Json::Text(text.to_owned())),
        false => serde_json::from_str(text).ok().map(from_value),
    };
    let refused = || format!("`{}` is a `{}`, but `{text}` is not one", detail.name, detail.declared);
    json.and_then(|json| typed(&detail.ty, &catalogue.types, json)).ok_or_else(refused)
}

fn is_textual(catalogue: &Catalogue, ty: &Type) -> bool {
    match ty.required() {
        Type::Scalar(scalar) => *scalar == Scalar::String,
        Type::Named(at) => matches!(catalogue.types[*at].shape, Shape::Enum(_)),
        _ => false,
    }
}

/// Converts JSON to the catalogue's own type.
fn from_value(value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(value),
        Value::Number(number) => from_number(&number),
        Value::String(text) => Json::Text(text),
        Value::Array(items) => Json::List(items.into_iter().map(from_value).collect()),
        Value::Object(members) => Json::Map(members.into_iter().map(|(key, value)| (key, from_value(value))).collect()),
    }
}

fn from_number(number: &serde_json::Number) -> Json {
    let whole = number.as_u64().map(Json::Unsigned).or_else(|| number.as_i64().map(Json::Signed));
    whole.or_else(|| number.as_f64().map(Json::Float)).unwrap_or(Json::Null)
}
