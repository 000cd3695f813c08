//! Responses ▶ bodies: the properties of each alternative of a response, with its examples.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::Notes;
use super::document::{Document, reference, reference_name};
use super::examples::{Example, assigned, examples, own_examples};
use super::responses::{Seen, Sighting};
use super::schema::{MAX_DEPTH, Schema, object};

/// One body of a response.
#[derive(Clone)]
pub(super) struct Body<'d> {
    pub(super) place: String,
    pub(super) status: Seen,
    pub(super) response: &'d Value,
    /// The number of bodies of the response.
    pub(super) alternatives: usize,
    /// The name of the component, or of the example.
    pub(super) name: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    pub(super) media: Media,
    pub(super) schema: Rc<Schema<'d>>,
    pub(super) example: Option<&'d Value>,
}

/// The kind of a body, from its media type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    /// No JSON, or not described.
    None,
    Json,
    /// RFC 9457.
    Problem,
}

/// The limit for alternatives of one response.
const MAX_ALTERNATIVES: usize = 20_000;

pub(super) fn bodies<'d>(document: &'d Document, sightings: &[Sighting<'d>], notes: &mut Notes) -> Vec<Body<'d>> {
    sightings.iter().flat_map(|sighting| of_response(document, sighting, notes)).collect()
}

fn of_response<'d>(document: &'d Document, sighting: &Sighting<'d>, notes: &mut Notes) -> Vec<Body<'d>> {
    let contents = json_contents(sighting.response);
    if contents.is_empty() {
        notes.add(format!("{}: no JSON body, so its code is a placeholder", sighting.place));
        return vec![bare(sighting)];
    }
    let of_content = |(media_type, media)| of_media(document, sighting, media_type, media, notes);
    let mut out: Vec<_> = contents.into_iter().flat_map(of_content).collect();
    let alternatives = out.len();
    for body in &mut out {
        body.alternatives = alternatives;
    }
    out
}

/// Returns the JSON media types with different descriptions.
fn json_contents(response: &Value) -> Vec<(&str, &Value)> {
    let mut known = HashSet::new();
    let content = response.get("content").and_then(Value::as_object).into_iter().flatten();
    let json = content.filter(|(media_type, media)| is_json(media_type) && known.insert(*media));
    json.map(|(media_type, media)| (media_type.as_str(), media)).collect()
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json" | "*/*") || essence.ends_with("+json")
}

/// Creates a body from the response alone, without its content.
fn bare<'d>(sighting: &Sighting<'d>) -> Body<'d> {
    Body {
        place: sighting.place.clone(),
        status: sighting.status,
        response: sighting.response,
        alternatives: 1,
        name: None,
        title: None,
        description: text_at(sighting.response, "description"),
        deprecated: false,
        media: Media::None,
        schema: Rc::default(),
        example: None,
    }
}

fn of_media<'d>(
    document: &'d Document,
    sighting: &Sighting<'d>,
    media_type: &str,
    media: &'d Value,
    notes: &mut Notes,
) -> Vec<Body<'d>> {
    let alternatives = alternatives(document, sighting, media, notes);
    let (of_each, of_none) = assigned(document, &alternatives, examples(document, media));
    let shown = alternatives.iter().zip(of_each);
    let mut out: Vec<_> = shown.flat_map(|(alternative, shown)| of_alternative(sighting, alternative, shown)).collect();
    out.extend(of_none.into_iter().map(|example| of_example(bare(sighting), example)));
    if out.is_empty() {
        notes.add(format!("{}: the body is not described", sighting.place));
        out.push(bare(sighting));
    }
    for body in &mut out {
        body.media = media_of(body, media_type);
    }
    out
}

fn alternatives<'d>(
    document: &'d Document,
    sighting: &Sighting<'d>,
    media: &'d Value,
    notes: &mut Notes,
) -> Vec<Alternative<'d>> {
    let mut spread = Spread { document, found: Vec::new(), schemas: HashMap::new(), left: MAX_ALTERNATIVES };
    if let Some(schema) = media.get("schema") {
        spread.spread(schema, 0);
    }
    let out = spread.found;
    for target in out.iter().filter_map(|alternative| reference(alternative.value)) {
        notes.add(format!("{}: `{target}` does not resolve in this document", sighting.place));
    }
    out
}

fn media_of(body: &Body<'_>, media_type: &str) -> Media {
    if media_type.starts_with("application/problem+json") {
        Media::Problem
    } else if body.schema.properties.is_empty() && body.example.is_none() {
        Media::None
    } else {
        Media::Json
    }
}

/// Creates a body for each example of an alternative; one if there is no example.
fn of_alternative<'d>(
    sighting: &Sighting<'d>,
    alternative: &Alternative<'d>,
    mut shown: Vec<Example<'d>>,
) -> Vec<Body<'d>> {
    let body = described(sighting, alternative);
    if shown.is_empty() {
        shown = own_examples(alternative.value);
    }
    if shown.is_empty() {
        return vec![body];
    }
    shown.into_iter().map(|example| of_example(body.clone(), example)).collect()
}

fn described<'d>(sighting: &Sighting<'d>, alternative: &Alternative<'d>) -> Body<'d> {
    let bare = bare(sighting);
    Body {
        name: alternative.name.map(str::to_owned),
        title: text_at(alternative.value, "title"),
        description: text_at(alternative.value, "description").or(bare.description),
        deprecated: alternative.value.get("deprecated") == Some(&Value::Bool(true)),
        schema: Rc::clone(&alternative.schema),
        ..bare
    }
}

/// Creates the body of an example; its name is more specific than that of the component.
fn of_example<'d>(body: Body<'d>, (name, example): Example<'d>) -> Body<'d> {
    Body { name: name.map(str::to_owned).or(body.name), example: Some(example), ..body }
}

/// A possible schema of a body.
pub(super) struct Alternative<'d> {
    name: Option<&'d str>,
    pub(super) value: &'d Value,
    pub(super) schema: Rc<Schema<'d>>,
}

/// The alternatives found so far, including nested ones.
struct Spread<'d> {
    document: &'d Document,
    found: Vec<Alternative<'d>>,
    /// The schemas read so far: many alternatives may be the same.
    schemas: HashMap<*const Value, Rc<Schema<'d>>>,
    /// The remaining number of schemas to read: schemas that refer to each other have very many.
    left: usize,
}

impl<'d> Spread<'d> {
    /// Collects the alternatives: those of `oneOf` and `anyOf`; everything else is one, including a dangling reference.
    fn spread(&mut self, value: &'d Value, depth: usize) {
        let name = reference_name(value);
        let value = self.document.resolve(value).unwrap_or(value);
        let several = ["oneOf", "anyOf"].iter().find_map(|key| value.get(key)?.as_array());
        match several {
            Some(several) if depth < MAX_DEPTH && value.get("properties").is_none() => {
                for one in several {
                    if self.left == 0 {
                        return;
                    }
                    self.left -= 1;
                    self.spread(one, depth + 1);
                }
            }
            _ => {
                let read = || Rc::new(object(self.document, value));
                let schema = Rc::clone(self.schemas.entry(value).or_insert_with(read));
                self.found.push(Alternative { name, value, schema });
            }
        }
    }
}

pub(super) fn text_at(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
