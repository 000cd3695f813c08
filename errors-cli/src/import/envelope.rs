//! Bodies and the places of their values ▶ the `envelope` of the catalogue, and its context values.

use serde_json::{Map, Value, json};

use super::Notes;
use super::bodies::{Body, Media};
use super::document::Document;
use super::draft::escaped;
use super::layout::{Layout, Layouts, Role, of_media};
use super::members::{Member, grouped, members_at};
use super::schema::constant;
use super::words::{context_name, is_shallow};

pub(super) fn contexts(layout: &Layout) -> Vec<String> {
    let contexts = layout.roles.iter().filter(|(_, role)| *role == Role::Context);
    contexts.filter_map(|(path, _)| path.last().map(|name| context_name(name))).collect()
}

pub(super) fn envelope(document: &Document, layouts: &Layouts, bodies: &[Body<'_>], notes: &mut Notes) -> Value {
    for other in bodies.iter().filter(|body| body.media != Media::None && body.media != layouts.most) {
        notes.add(format!("{}: the body has another structure than most, and gets their envelope", other.place));
    }
    let layout = layouts.of(layouts.most);
    if layouts.most == Media::Problem {
        return json!("problem");
    }
    let bodies = of_media(bodies, layouts.most);
    let mut envelope = Writer { document, layout, bodies: &bodies, notes }.object(&mut Vec::new());
    if layout.roles.is_empty() {
        notes.add("the envelope is a placeholder");
        envelope["code"] = reference("code");
        envelope["message"] = reference("message");
    }
    envelope
}

struct Writer<'a, 'd> {
    document: &'d Document,
    layout: &'a Layout,
    bodies: &'a [&'a Body<'d>],
    notes: &'a mut Notes,
}

impl<'d> Writer<'_, 'd> {
    fn object(&mut self, path: &mut Vec<String>) -> Value {
        let mut out = Map::new();
        for (name, members) in self.members(path) {
            path.push(name);
            out.extend(self.member(path, &members));
            path.pop();
        }
        if self.layout.merges && self.layout.details.as_ref() == Some(path) {
            out.insert("<<".to_owned(), json!("$details"));
        }
        Value::Object(out)
    }

    /// Collects the members of all bodies at a path, by name.
    fn members(&self, path: &[String]) -> Vec<(String, Vec<Member<'d>>)> {
        let members = self.bodies.iter().flat_map(|body| members_at(self.document, body, path));
        grouped(members.map(|member| (member.name.clone(), member)))
    }

    /// Returns the key and content of a member; `None` for a detail, and if it is not understood.
    fn member(&mut self, path: &mut Vec<String>, members: &[Member<'d>]) -> Option<(String, Value)> {
        let name = path.last()?.clone();
        let optional = format!("{name}?");
        match self.layout.role(path) {
            Some(Role::Token(token @ ("code" | "message" | "status"))) => Some((name, reference(token))),
            Some(Role::Token(token)) => Some((optional, reference(token))),
            Some(Role::Context) => Some((optional, reference(&context_name(&name)))),
            None if !self.layout.merges && self.layout.details.as_ref() == Some(path) => {
                Some((optional, reference("details")))
            }
            None if self.layout.leads_on(path) => Some((name, self.object(path))),
            None => Some((name, self.literal(path, members)?)),
        }
    }

    /// Returns a member that is not a token: constant, a detail, or not understood.
    fn literal(&mut self, path: &[String], members: &[Member<'d>]) -> Option<Value> {
        let constants: Vec<&Value> =
            members.iter().filter_map(|member| constant(self.document, member.schema?)).collect();
        if let Some(first) = constants.first()
            && constants.len() == members.len()
            && constants.iter().all(|value| value == first)
            && is_shallow(first)
        {
            return Some(verbatim(first));
        }
        let is_in_details =
            self.layout.merges && self.layout.details.as_deref() == path.split_last().map(|(_, outer)| outer);
        if !is_in_details || !constants.is_empty() {
            self.notes.add(format!("the member {} of {} bodies is omitted", path.join("."), self.bodies.len()));
        }
        None
    }
}

fn reference(token: &str) -> Value {
    json!(format!("${token}"))
}

/// Writes a constant as a literal, even if it looks like a token.
fn verbatim(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(escaped(&text.replace('$', "$$"))),
        other => other.clone(),
    }
}
