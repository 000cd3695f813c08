//! What the bodies have in common: which of their members is the code, the message, a context, and which are details.

use serde_json::Value;

use super::Notes;
use super::bodies::{Body, Media};
use super::document::Document;
use super::schema::{Schema, constant, non_null, object};

/// A member of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `$code` and the like: the token's name.
    Token(&'static str),
    /// A value that the server adds.
    Context,
}

/// Where each value of a body stands.
#[derive(Default)]
pub(super) struct Layout {
    pub(super) roles: Vec<(Vec<String>, Role)>,
    /// The object of the details; they are merged into it where it has other members.
    pub(super) details: Option<Vec<String>>,
    pub(super) merges: bool,
}

impl Layout {
    pub(super) fn place_of(&self, token: &str) -> Option<&[String]> {
        let found = self.roles.iter().find(|(_, role)| matches!(role, Role::Token(name) if *name == token));
        found.map(|(path, _)| path.as_slice())
    }

    pub(super) fn role(&self, path: &[String]) -> Option<Role> {
        self.roles.iter().find(|(place, _)| place == path).map(|(_, role)| *role)
    }

    /// Whether the member at a path has a role, or a member somewhere within it.
    pub(super) fn has_role_within(&self, path: &[String]) -> bool {
        self.roles.iter().any(|(place, _)| place.starts_with(path))
    }

    /// Whether what stands at a path is an object around other parts of the envelope.
    pub(super) fn leads_on(&self, path: &[String]) -> bool {
        let is_around = |place: &Vec<String>| place.starts_with(path) && place != path;
        self.has_role_within(path) || self.details.as_ref().is_some_and(is_around)
    }

    /// Beside other members of the envelope, a detail is what is none of them.
    pub(super) fn is_detail(&self, document: &Document, member: &Member<'_>) -> bool {
        let path = self.details.iter().flatten().chain([&member.name]).cloned().collect::<Vec<_>>();
        let is_literal = self.merges && member.schema.is_some_and(|schema| constant(document, schema).is_some());
        !is_literal && !self.has_role_within(&path)
    }

    fn has_context(&self, name: &str) -> bool {
        let has_name = |path: &Vec<String>| path.last().is_some_and(|last| last == name);
        self.roles.iter().any(|(path, role)| *role == Role::Context && has_name(path))
    }
}

/// Spellings of what bodies say, in lower case without `_` and `-`.
const TOKENS: &[(&str, &[&str])] = &[
    ("code", &["code", "errorcode", "errcode", "errorkey", "reason", "error", "name", "type"]),
    ("message", &["message", "msg", "errormessage", "detail", "errordescription", "description", "error", "text"]),
    ("status", &["status", "statuscode", "httpstatus", "httpcode", "code"]),
    ("title", &["title"]),
    ("category", &["category"]),
    ("severity", &["severity", "level"]),
    ("retryable", &["retryable", "isretryable", "canretry", "retry"]),
    ("retry_after", &["retryafter", "retryafterseconds"]),
    ("fix", &["fix", "hint", "suggestion", "resolution", "help"]),
    ("user_message", &["usermessage", "displaymessage"]),
    ("docs_url", &["docsurl", "docs", "docurl", "documentationurl", "moreinfo", "helpurl", "link"]),
];
const CONTEXTS: &[&str] =
    &["requestid", "traceid", "correlationid", "instance", "timestamp", "path", "spanid", "transactionid"];
const DETAILS: &[&str] = &["details", "data", "params", "parameters", "meta", "metadata", "context", "extra", "info"];

pub(super) fn spelling(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// Whether a member of this name could be the token.
pub(super) fn is_named(name: &str, token: &str) -> bool {
    TOKENS.iter().any(|(known, names)| *known == token && names.contains(&spelling(name).as_str()))
}

/// The name of a context, from that of its member: `request_id` for `requestId`.
pub(super) fn context_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && out.ends_with(char::is_lowercase) {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out.replace('-', "_")
}

/// How deep the envelope is looked into.
const MAX_DEPTH: usize = 4;

/// A value of a body: its schema, if there is one, and its example.
#[derive(Clone)]
pub(super) struct Member<'d> {
    pub(super) name: String,
    pub(super) schema: Option<&'d Value>,
    pub(super) example: Option<&'d Value>,
}

/// The members of the object at a path of a body.
pub(super) fn members_at<'d>(document: &'d Document, body: &Body<'d>, path: &[String]) -> Vec<Member<'d>> {
    let mut schema = body.schema.clone();
    let mut example = body.example;
    for name in path {
        let inner = schema.properties.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
        schema = inner.map(|value| object(document, non_null(document, value))).unwrap_or_default();
        example = example.and_then(|example| example.get(name));
    }
    members(&schema, example)
}

/// The member at a path of a body.
pub(super) fn member_at<'d>(document: &'d Document, body: &Body<'d>, place: &[String]) -> Option<Member<'d>> {
    let (name, path) = place.split_last()?;
    members_at(document, body, path).into_iter().find(|member| member.name == *name)
}

fn members<'d>(schema: &Schema<'d>, example: Option<&'d Value>) -> Vec<Member<'d>> {
    let shown = |name: &str| example.and_then(|example| example.get(name));
    let mut out: Vec<Member<'d>> = schema
        .properties
        .iter()
        .map(|(name, schema)| Member { name: (*name).to_owned(), schema: Some(schema), example: shown(name) })
        .collect();
    for (name, value) in example.and_then(Value::as_object).into_iter().flatten() {
        if !out.iter().any(|member| member.name == *name) {
            out.push(Member { name: name.clone(), schema: None, example: Some(value) });
        }
    }
    out
}

/// Where the values of each body stand: those of RFC 9457 say it themselves, the others by what they have in common.
pub(super) struct Layouts {
    plain: Layout,
    problem: Layout,
    /// What most bodies are; the envelope is theirs.
    pub(super) most: Media,
}

impl Layouts {
    pub(super) fn of(&self, media: Media) -> &Layout {
        if media == Media::Problem { &self.problem } else { &self.plain }
    }
}

pub(super) fn layouts(document: &Document, bodies: &[Body<'_>], notes: &mut Notes) -> Layouts {
    let plain = of_media(bodies, Media::Json);
    let most = if of_media(bodies, Media::Problem).len() > plain.len() { Media::Problem } else { Media::Json };
    Layouts { plain: layout(document, &plain, notes), problem: problem(), most }
}

pub(super) fn of_media<'b, 'd>(bodies: &'b [Body<'d>], media: Media) -> Vec<&'b Body<'d>> {
    bodies.iter().filter(|body| body.media == media).collect()
}

/// Looks for each token in all bodies; the first name in the lists that fits wins, the outer object before the inner.
fn layout(document: &Document, bodies: &[&Body<'_>], notes: &mut Notes) -> Layout {
    let mut objects = vec![Vec::new()];
    find_objects(document, bodies, &mut Vec::new(), &mut objects);
    let mut layout = Layout::default();
    find_tokens(document, bodies, &objects, &mut layout);
    note_odd(document, bodies, &layout, notes);
    find_contexts(document, bodies, &objects, &mut layout);
    find_details(&objects, &mut layout);
    layout
}

fn find_tokens(document: &Document, bodies: &[&Body<'_>], objects: &[Vec<String>], layout: &mut Layout) {
    for (token, names) in TOKENS {
        let find = |is_enough| {
            let at = |name, path| place_of(document, bodies, path, token, name, layout, is_enough);
            names.iter().find_map(|name| objects.iter().find_map(|path| at(name, path)))
        };
        let place = match *token {
            "message" => find(most).or_else(|| find(some)),
            _ => find(most),
        };
        layout.roles.extend(place.map(|place| (place, Role::Token(token))));
    }
}

/// Whether more bodies have what fits than have what does not.
fn most(fits: &[Option<bool>]) -> bool {
    let count = |wanted| fits.iter().filter(|fits| **fits == Some(wanted)).count();
    count(false) == 0 || count(false) < count(true)
}

/// Any text is better than no message.
fn some(fits: &[Option<bool>]) -> bool {
    fits.iter().any(|fits| *fits != Some(false))
}

fn find_contexts(document: &Document, bodies: &[&Body<'_>], objects: &[Vec<String>], layout: &mut Layout) {
    for path in objects {
        for name in names_at(document, bodies, path) {
            let place = [path.as_slice(), std::slice::from_ref(&name)].concat();
            let is_context = CONTEXTS.contains(&spelling(&name).as_str());
            if is_context && layout.role(&place).is_none() && !layout.has_context(&name) {
                layout.roles.push((place, Role::Context));
            }
        }
    }
}

/// RFC 9457: the details stand beside its own members.
fn problem() -> Layout {
    let tokens =
        [("type", "docs_url"), ("title", "title"), ("status", "status"), ("detail", "message"), ("code", "code")];
    let mut roles: Vec<_> = tokens.map(|(name, token)| (vec![name.to_owned()], Role::Token(token))).into();
    roles.push((vec!["instance".to_owned()], Role::Context));
    Layout { roles, details: Some(Vec::new()), merges: true }
}

/// The objects that may be part of the envelope, not of the details.
fn find_objects(document: &Document, bodies: &[&Body<'_>], path: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
    if path.len() == MAX_DEPTH {
        return;
    }
    for name in names_at(document, bodies, path) {
        path.push(name.clone());
        let count = bodies.iter().filter(|body| !members_at(document, body, path).is_empty()).count();
        if is_details(path) && count > 0 {
            out.push(path.clone());
        } else if count > 1 || count > 0 && bodies.len() < 3 {
            out.push(path.clone());
            find_objects(document, bodies, path, out);
        }
        path.pop();
    }
}

fn is_details(path: &[String]) -> bool {
    path.last().is_some_and(|name| DETAILS.contains(&spelling(name).as_str()))
}

fn names_at(document: &Document, bodies: &[&Body<'_>], path: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for body in bodies {
        for member in members_at(document, body, path) {
            if seen.insert(member.name.clone()) {
                out.push(member.name);
            }
        }
    }
    out
}

/// Where enough bodies have a value of this name that can be what the name says.
fn place_of(
    document: &Document,
    bodies: &[&Body<'_>],
    path: &[String],
    token: &str,
    wanted: &str,
    layout: &Layout,
    is_enough: fn(&[Option<bool>]) -> bool,
) -> Option<Vec<String>> {
    let name = names_at(document, bodies, path).into_iter().find(|name| spelling(name) == wanted)?;
    let place = [path, std::slice::from_ref(&name)].concat();
    let found = bodies.iter().filter_map(|body| member_at(document, body, &place));
    let fits: Vec<_> = found.map(|member| fits(document, token, &member)).collect();
    let is_free = !is_details(path) && !layout.has_role_within(&place);
    (is_free && is_enough(&fits)).then_some(place)
}

/// Names the bodies that have something else where others have a token.
fn note_odd(document: &Document, bodies: &[&Body<'_>], layout: &Layout, notes: &mut Notes) {
    for (place, role) in &layout.roles {
        let Role::Token(token) = role else { continue };
        let is_odd = |body: &Body<'_>| {
            member_at(document, body, place).and_then(|member| fits(document, token, &member)) == Some(false)
        };
        for body in bodies.iter().filter(|body| is_odd(body)) {
            let path = place.join(".");
            notes.add(format!("{}: {path} does not look like a {token}", body.place));
        }
    }
}

/// Whether a member can be what its name says; `None` where its type can, and no value is known.
fn fits(document: &Document, token: &str, member: &Member<'_>) -> Option<bool> {
    let name = spelling(&member.name);
    let fixed = member.schema.and_then(|schema| constant(document, schema));
    let is_text = |looks_right: &dyn Fn(&str) -> bool| {
        is_of(document, member, "string", &|value| value.as_str().is_some_and(looks_right))
    };
    match token {
        "status" | "retry_after" => is_of(document, member, "integer", &Value::is_number),
        "retryable" => is_of(document, member, "boolean", &Value::is_boolean),
        "code" if name.ends_with("code") || name == "errorkey" => is_text(&is_word),
        "code" => is_text(&looks_like_code),
        "message" if !matches!(name.as_str(), "message" | "msg") && fixed.is_some() => Some(false),
        _ => is_text(&|_| true),
    }
}

/// Asks the value of a member, or its type where there is none.
fn is_of(document: &Document, member: &Member<'_>, ty: &str, is_right: &dyn Fn(&Value) -> bool) -> Option<bool> {
    let value =
        member.schema.and_then(|schema| constant(document, schema)).or(member.example).filter(|value| !value.is_null());
    let declared = member.schema.map(|schema| non_null(document, schema)).and_then(|schema| schema.get("type"));
    match (value, declared) {
        (Some(value), _) => Some(is_right(value)),
        (None, Some(declared)) if !allows(declared, ty) => Some(false),
        _ => None,
    }
}

fn allows(declared: &Value, ty: &str) -> bool {
    declared == ty || declared == "null" || declared.as_array().is_some_and(|types| types.iter().any(|it| it == ty))
}

/// Codes are one word, which says what is wrong.
pub(super) fn looks_like_code(text: &str) -> bool {
    is_word(text)
        && !text.contains(['/', ':'])
        && text.contains(char::is_alphabetic)
        && !matches!(text, "error" | "about" | "string")
}

fn is_word(text: &str) -> bool {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':');
    !text.is_empty() && text.len() <= 100 && text.chars().all(is_of_word)
}

/// The details have an object of their own, or stand beside the code.
fn find_details(objects: &[Vec<String>], layout: &mut Layout) {
    let own = objects.iter().find(|path| is_details(path)).cloned();
    layout.merges = own.is_none();
    let beside = ["code", "message", "status"].iter().find_map(|token| layout.place_of(token));
    layout.details = own.or_else(|| Some(beside?.split_last()?.1.to_vec()));
}
