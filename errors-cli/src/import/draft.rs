//! Bodies ▶ a draft of the catalogue; `repair` handles names that the language rejects.

use errors_catalogue::MAX_HEADERS;
use serde_json::{Map, Value, json};

use super::bodies::{Body, text_at};
use super::codes::{codes, note_lost};
use super::document::Document;
use super::envelope::{contexts, envelope};
use super::join::join;
use super::layout::layouts;
use super::members::{Member, members, object_at};
use super::responses::Seen;
use super::schema::{constant, non_null};
use super::types::{Types, type_of_example};
use super::values::{Values, reason};
use super::words::{is_shallow, spelling};
use super::{Notes, list};

/// The parts of the draft so far.
struct Draft<'d, 'n> {
    document: &'d Document,
    values: Values<'d>,
    types: Types<'d>,
    categories: Map<String, Value>,
    errors: Map<String, Value>,
    notes: &'n mut Notes,
}

pub(super) fn draft<'d>(document: &'d Document, bodies: &[Body<'d>], notes: &mut Notes) -> Value {
    let list = list::list_errors(document, bodies, notes);
    let bodies = list.as_deref().unwrap_or(bodies);
    let values = Values { document, layouts: layouts(document, bodies, notes) };
    let coded: Vec<_> = bodies.iter().map(|body| (body, codes(&values, body, notes))).collect();
    let mut draft =
        Draft { document, values, types: Types::new(document), categories: Map::new(), errors: Map::new(), notes };
    draft.bodies(&coded);
    note_lost(&draft.values, bodies, &draft.errors, draft.notes);
    let Draft { values: Values { layouts, .. }, types, categories, errors, notes, .. } = draft;
    let errors = in_order(errors, coded.iter().flat_map(|(_, codes)| codes));
    let mut out = head(document);
    let contexts = contexts(layouts.of(layouts.most));
    if !contexts.is_empty() {
        out.insert("context".to_owned(), json!(contexts));
    }
    let envelope = envelope(document, &layouts, bodies, notes);
    out.insert("envelope".to_owned(), if list.is_some() { list::in_list(&envelope) } else { envelope });
    for (key, section) in [("categories", categories), ("types", types.shapes), ("errors", errors)] {
        if !section.is_empty() {
            out.insert(key.to_owned(), Value::Object(section));
        }
    }
    Value::Object(out)
}

fn head(document: &Document) -> Map<String, Value> {
    let info = document.root().get("info").unwrap_or(&Value::Null);
    let title = text_at(info, "title");
    let slug = slug(title.as_deref().unwrap_or_default());
    let mut out = Map::from_iter([("catalogue".to_owned(), json!(slug))]);
    out.extend(text_at(info, "version").map(|version| ("version".to_owned(), json!(version))));
    out.extend(title.map(|title| ("title".to_owned(), json!(title))));
    out
}

/// Converts a title to a name: `Acme API` to `acme-api`.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    let slug = slug.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    if slug.is_empty() { "api".to_owned() } else { slug.to_owned() }
}

/// Returns the entries in the order in which the document first names their codes.
fn in_order<'c>(mut errors: Map<String, Value>, codes: impl Iterator<Item = &'c String>) -> Map<String, Value> {
    codes.filter_map(|code| errors.remove_entry(code)).collect()
}

/// Returns a sort key, the most certain body first: a code of its own before words of an enum, which responses may
/// share; then the source of the status; then an example.
fn doubts(values: &Values<'_>, body: &Body<'_>, codes: &[String]) -> (bool, u8, bool) {
    let of_status = match (values.said_status(body), body.status) {
        (Some(_), _) => 0,
        (None, Seen::Class(_)) => 1,
        (None, _) => 2,
    };
    (codes.len() > 1, of_status, body.example.is_none())
}

/// The members of an entry except its headers, and its details.
type EntryParts = (Map<String, Value>, Map<String, Value>);

impl<'d> Draft<'d, '_> {
    /// Adds bodies, the most certain first: later ones only add what is still unknown.
    fn bodies(&mut self, coded: &[(&Body<'d>, Vec<String>)]) {
        let mut coded: Vec<_> = coded.iter().collect();
        coded.sort_by_cached_key(|(body, codes)| doubts(&self.values, body, codes));
        for (body, codes) in coded {
            // The content is read once per body: a large one may have many codes.
            let mut parts = None;
            for code in codes {
                if !self.errors.contains_key(code) {
                    let parts = parts.get_or_insert_with(|| self.entry_parts(body)).clone();
                    self.add(body, code, parts);
                    continue;
                }
                self.note_other_status(body, code);
                // The content of a body with several codes is not specific to one of them.
                if codes.len() == 1 {
                    self.join(body, code);
                }
            }
        }
    }

    fn add(&mut self, body: &Body<'d>, code: &str, parts: EntryParts) {
        self.note_status(body);
        let entry = self.entry(body, code, parts);
        self.errors.insert(code.to_owned(), Value::Object(entry));
    }

    fn join(&mut self, body: &Body<'d>, code: &str) {
        let parts = self.entry_parts(body);
        let entry = self.entry(body, code, parts);
        join(&mut self.errors[code], entry, &format!("{}: `{code}`", body.place), self.notes);
    }

    fn note_other_status(&mut self, body: &Body<'d>, code: &str) {
        let kept = &self.errors[code]["status"];
        if self.values.said_status(body).is_some_and(|status| *kept != status) {
            self.notes.add(format!("{}: `{code}` also has another status; kept {kept}", body.place));
        }
    }

    fn note_status(&mut self, body: &Body<'d>) {
        if self.values.said_status(body).is_none() {
            let status = self.values.status(body);
            self.notes.add(format!("{}: unknown status; {status} is a placeholder", body.place));
        }
    }

    fn entry(&mut self, body: &Body<'d>, code: &str, (mut out, mut details): EntryParts) -> Map<String, Value> {
        self.headers(body, code, &mut details, &mut out);
        if !details.is_empty() {
            out.insert("details".to_owned(), Value::Object(details));
        }
        out
    }

    /// Returns the members that are the same for each code of a body.
    fn entry_parts(&mut self, body: &Body<'d>) -> EntryParts {
        let status = self.values.status(body);
        let details = self.details(body);
        let (description, deprecated) = split_deprecated(body.description.clone().unwrap_or_default());
        let message = self.message(body, &description, &details, status);
        let mut out = Map::from_iter([("status".to_owned(), json!(status)), ("message".to_owned(), json!(message))]);
        let mut put = |key: &str, value: Option<Value>| out.extend(value.map(|value| (key.to_owned(), value)));
        put("title", self.values.text(body, "title").filter(|title| *title != reason(status)).map(Value::from));
        put("fix", self.values.text(body, "fix").map(Value::from));
        let category = self.values.text(body, "category");
        if let Some(category) = category {
            self.categories.entry(category.to_owned()).or_insert_with(|| json!(category));
        }
        put("category", category.map(Value::from));
        let is_other = !description.is_empty() && description != message && description != reason(status);
        put("description", is_other.then(|| json!(description)));
        put("user_message", self.values.text(body, "user_message").map(escaped).map(Value::from));
        put("severity", self.values.text(body, "severity").map(Value::from));
        put("retryable", self.values.value(body, "retryable").filter(|value| value.is_boolean()).cloned());
        put(
            "docs_url",
            self.values.text(body, "docs_url").filter(|url| *url != "about:blank").map(escaped).map(Value::from),
        );
        let deprecated = deprecated.or_else(|| body.deprecated.then(|| "the document names no replacement".to_owned()));
        put("deprecated", deprecated.map(Value::from));
        (out, details)
    }

    /// Returns the message of the example, or the description if the example is that text with values filled in.
    fn message(&self, body: &Body<'d>, description: &str, details: &Map<String, Value>, status: u16) -> String {
        let shown = self.values.text(body, "message").map(str::trim);
        let filled = fill(description, details);
        match shown {
            Some(shown) if filled.as_deref() == Some(shown) => description.to_owned(),
            Some(shown) => escaped(shown),
            None if description.is_empty() => reason(status).to_owned(),
            None if filled.is_some() => description.to_owned(),
            None => escaped(description),
        }
    }

    fn details(&mut self, body: &Body<'d>) -> Map<String, Value> {
        let layout = self.values.layouts.of(body.media);
        let Some(path) = layout.details.clone() else { return Map::new() };
        let (schema, example) = object_at(self.document, body, &path);
        let members: Vec<Member<'d>> =
            members(&schema, example).into_iter().filter(|member| layout.is_detail(self.document, member)).collect();
        let detail = |member: Member<'d>| {
            let is_required = schema.required.contains(member.name.as_str());
            (member.name.clone(), self.detail(&member, is_required))
        };
        members.into_iter().map(detail).collect()
    }

    fn detail(&mut self, member: &Member<'d>, is_required: bool) -> Value {
        let shown = member.example.filter(|example| self.is_shallow(&member.name, example));
        let Some(schema) = member.schema else {
            let example = shown.unwrap_or(&Value::Null);
            return json!({ "type": type_of_example(example), "example": example });
        };
        let ty = self.types.member(&member.name, schema, is_required);
        let mut out = Map::from_iter([("type".to_owned(), json!(ty))]);
        let inner = non_null(self.document, schema);
        let description = text_at(schema, "description").or_else(|| text_at(inner, "description"));
        out.extend(description.map(|text| ("description".to_owned(), json!(text))));
        let own = || schema.get("example").or_else(|| schema.get("examples")?.get(0));
        let own = own().filter(|example| self.is_shallow(&member.name, example));
        let example = own.or(shown).filter(|example| !example.is_null());
        out.extend(example.map(|example| ("example".to_owned(), example.clone())));
        Value::Object(out)
    }

    fn is_shallow(&mut self, name: &str, example: &Value) -> bool {
        let is_shallow = is_shallow(example);
        if !is_shallow {
            self.notes.add(format!("the example of {name} is nested too deep and is left out"));
        }
        is_shallow
    }

    fn headers(&mut self, body: &Body<'d>, code: &str, details: &mut Map<String, Value>, out: &mut Map<String, Value>) {
        let headers = body.response.get("headers").and_then(Value::as_object);
        let mut fixed = Map::new();
        if headers.is_some_and(|headers| headers.len() > MAX_HEADERS) {
            self.notes.add(format!("{}: all headers but the first {MAX_HEADERS} are left out", body.place));
        }
        for (name, header) in headers.into_iter().flatten().take(MAX_HEADERS) {
            let Some(header) = self.document.resolve(header) else { continue };
            let schema = header.get("schema").unwrap_or(&Value::Null);
            if name.eq_ignore_ascii_case("retry-after") {
                self.retry_after(body, header, details, out);
            } else if let Some(Value::String(value)) = constant(self.document, schema) {
                fixed.insert(name.clone(), json!(if value == code { "{code}".to_owned() } else { escaped(value) }));
            } else if !name.eq_ignore_ascii_case("content-type") {
                self.notes.add(format!("{}: the content of the header {name} is unknown", body.place));
            }
        }
        if !fixed.is_empty() {
            out.insert("headers".to_owned(), Value::Object(fixed));
        }
    }

    /// Adds Retry-After: a detail that counts seconds is its value; otherwise the header gets a detail of its own.
    fn retry_after(
        &mut self,
        body: &Body<'d>,
        header: &Value,
        details: &mut Map<String, Value>,
        out: &mut Map<String, Value>,
    ) {
        if body.alternatives > 1
            && header.get("required") != Some(&json!(true))
            && !details.keys().any(|name| is_wait(name))
        {
            self.notes.add(format!("{}: unknown which of its errors send Retry-After", body.place));
            return;
        }
        let is_unsigned =
            |detail: &Value| detail["type"].as_str().is_some_and(|ty| ty.starts_with('u') || ty.starts_with("i64"));
        let known = details.iter_mut().find(|(name, detail)| is_wait(name) && is_unsigned(detail));
        let name = match known {
            Some((name, detail)) => {
                let unsigned = detail["type"].as_str().unwrap_or_default().replace("i64", "u32");
                detail["type"] = json!(unsigned);
                name.clone()
            }
            None => {
                let mut detail = json!({ "type": "u32", "in": "header" });
                let example = header.get("example").or_else(|| header.get("schema")?.get("example"));
                if let Some(example) = example.filter(|example| example.is_u64()) {
                    detail["example"] = example.clone();
                }
                details.insert("retry_after".to_owned(), detail);
                "retry_after".to_owned()
            }
        };
        out.insert("retry_after".to_owned(), json!(format!("${name}")));
    }
}

fn is_wait(name: &str) -> bool {
    matches!(spelling(name).as_str(), "retryafter" | "retryafterseconds" | "waitseconds" | "resetin" | "retryin")
}

/// Splits a description as written by `errors openapi` for a deprecated code.
fn split_deprecated(description: String) -> (String, Option<String>) {
    match description.rsplit_once("\n\nDeprecated: ") {
        Some((description, instead)) => (description.to_owned(), Some(instead.to_owned())),
        None => match description.strip_prefix("Deprecated: ") {
            Some(instead) => (String::new(), Some(instead.to_owned())),
            None => (description, None),
        },
    }
}

/// Escapes the braces of a text.
pub(super) fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Fills the examples of the details into a text; `None` if a brace is not one of their placeholders.
fn fill(template: &str, details: &Map<String, Value>) -> Option<String> {
    let template = template.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut parts = template.split('{');
    let mut out = parts.next().filter(|text| !text.contains('}'))?.to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').filter(|(_, rest)| !rest.contains('}'))?;
        match details.get(name)?.get("example") {
            Some(Value::String(text)) => out.push_str(text),
            Some(Value::Number(number)) if number.is_f64() => out.push_str(&number.as_f64()?.to_string()),
            Some(other) => out.push_str(&other.to_string()),
            None => return None,
        }
        out.push_str(rest);
    }
    Some(out.replace('\u{1}', "{").replace('\u{2}', "}"))
}
