//! The common structure of bodies: which members are the code, the message or a context value, and which are details.

use std::collections::HashMap;
use std::rc::Rc;

use errors_catalogue::MAX_CONTEXTS;
use serde_json::Value;

use super::Notes;
use super::bodies::{Body, Media};
use super::document::Document;
use super::members::{Member, grouped, member_at, members};
use super::schema::{Schema, constant, non_null, object};
use super::words::{TOKENS, fits, is_context, is_details, spelling};

/// A member of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The name of a token, without its `$`.
    Token(&'static str),
    /// A value that the server adds.
    Context,
}

/// The places of the values of a body.
#[derive(Default)]
pub(super) struct Layout {
    pub(super) roles: Vec<(Vec<String>, Role)>,
    /// The object of the details; they are merged into it if it has other members.
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

    /// Returns true if the member at a path, or a member inside it, has a role.
    pub(super) fn has_role_within(&self, path: &[String]) -> bool {
        self.roles.iter().any(|(place, _)| place.starts_with(path))
    }

    /// Returns true if the value at a path is an object around other parts of the envelope.
    pub(super) fn leads_on(&self, path: &[String]) -> bool {
        let is_around = |place: &Vec<String>| place.starts_with(path) && place != path;
        self.has_role_within(path) || self.details.as_ref().is_some_and(is_around)
    }

    /// Returns true for a detail: a member that has no other role in the envelope.
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

/// The depth to which the envelope is searched.
const MAX_DEPTH: usize = 4;
/// The limit for members of nested objects.
const MAX_MEMBERS: usize = 1_000_000;

/// Finds the values of each body: by definition for RFC 9457, by their common structure for others.
pub(super) struct Layouts {
    plain: Layout,
    problem: Layout,
    /// The kind of most bodies, which determines the envelope.
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

/// Finds the common structure of bodies.
fn layout(document: &Document, bodies: &[&Body<'_>], notes: &mut Notes) -> Layout {
    let mut finder = Finder {
        document,
        bodies,
        objects: Vec::new(),
        schemas: HashMap::new(),
        left: MAX_MEMBERS,
        layout: Layout::default(),
    };
    let roots: Vec<_> = bodies.iter().map(|body| (Rc::clone(&body.schema), body.example)).collect();
    finder.find_objects(&mut Vec::new(), &roots, true);
    finder.find_tokens();
    finder.note_odd(notes);
    finder.find_contexts();
    finder.find_details();
    finder.layout
}

/// Returns the layout of RFC 9457: the details are beside its own members.
fn problem() -> Layout {
    let tokens =
        [("type", "docs_url"), ("title", "title"), ("status", "status"), ("detail", "message"), ("code", "code")];
    let mut roles: Vec<_> = tokens.map(|(name, token)| (vec![name.to_owned()], Role::Token(token))).into();
    roles.push((vec!["instance".to_owned()], Role::Context));
    Layout { roles, details: Some(Vec::new()), merges: true }
}

struct Finder<'a, 'd> {
    document: &'d Document,
    bodies: &'a [&'a Body<'d>],
    /// The objects that may be part of the envelope, outer before inner.
    objects: Vec<Object>,
    /// The members of the schemas read so far.
    schemas: HashMap<*const Value, Rc<Schema<'d>>>,
    /// The remaining number of members to read: objects that refer to each other have very many.
    left: usize,
    layout: Layout,
}

/// An object inside the bodies.
struct Object {
    path: Vec<String>,
    /// The names that any of the bodies has there, each with its spelling.
    names: Vec<(String, String)>,
}

/// A place of a body: a schema, and the value of its example.
type Found<'d> = (Rc<Schema<'d>>, Option<&'d Value>);

impl<'d> Finder<'_, 'd> {
    /// Adds an object, and the objects inside it that may be part of the envelope.
    fn find_objects(&mut self, path: &mut Vec<String>, found: &[Found<'d>], is_around: bool) {
        let members = found.iter().flat_map(|(schema, example)| members(schema, *example));
        let within = grouped(members.map(|member| (member.name.clone(), (self.read(member.schema), member.example))));
        let names = within.iter().map(|(name, _)| (name.clone(), spelling(name))).collect();
        let read = within.iter().flat_map(|(_, found)| found).map(|(schema, _)| 1 + schema.properties.len());
        self.left = self.left.saturating_sub(read.sum());
        self.objects.push(Object { path: path.clone(), names });
        if !is_around || path.len() == MAX_DEPTH || self.left == 0 {
            return;
        }
        for (name, found) in within {
            path.push(name);
            self.find_object(path, &found);
            path.pop();
        }
    }

    /// Returns the schema of a member, if it is an object.
    fn read(&mut self, schema: Option<&'d Value>) -> Rc<Schema<'d>> {
        let Some(schema) = schema.map(|schema| non_null(self.document, schema)) else { return Rc::default() };
        let read = || Rc::new(object(self.document, schema));
        Rc::clone(self.schemas.entry(schema).or_insert_with(read))
    }

    /// Adds a nested object, unless all bodies but one lack it: then it is specific to that body. Of two bodies, either
    /// may have it.
    fn find_object(&mut self, path: &mut Vec<String>, found: &[Found<'d>]) {
        let has_members = |(schema, example): &&Found<'d>| {
            let shown = example.and_then(Value::as_object);
            !schema.properties.is_empty() || shown.is_some_and(|shown| !shown.is_empty())
        };
        let count = found.iter().filter(has_members).count();
        if is_in_details(path) && count > 0 {
            self.find_objects(path, found, false);
        } else if count > 1 || count == 1 && self.bodies.len() < 3 {
            self.find_objects(path, found, true);
        }
    }

    /// Looks for each token in all bodies; the first matching name in the lists wins, outer objects before inner ones.
    fn find_tokens(&mut self) {
        for (token, names) in TOKENS {
            let find = |is_enough| names.iter().find_map(|name| self.place_of(token, name, is_enough));
            let place = match *token {
                "message" => find(most).or_else(|| find(some)),
                _ => find(most),
            };
            self.layout.roles.extend(place.map(|place| (place, Role::Token(token))));
        }
    }

    /// Returns the place where enough bodies have a fitting value of this name.
    fn place_of(&self, token: &str, wanted: &str, is_enough: fn(&[Option<bool>]) -> bool) -> Option<Vec<String>> {
        let outer = self.objects.iter().filter(|object| !is_in_details(&object.path));
        let mut places = outer.filter_map(|Object { path, names }| {
            let (name, _) = names.iter().find(|(_, spelling)| spelling == wanted)?;
            Some([path.as_slice(), std::slice::from_ref(name)].concat())
        });
        places.find(|place| !self.layout.has_role_within(place) && is_enough(&self.fits(token, place)))
    }

    /// Tells for each body that has the member if it can be the token.
    fn fits(&self, token: &str, place: &[String]) -> Vec<Option<bool>> {
        let found = self.bodies.iter().filter_map(|body| member_at(self.document, body, place));
        found.map(|member| fits(self.document, token, &member)).collect()
    }

    /// Notes the bodies that have something else at the place of a token.
    fn note_odd(&self, notes: &mut Notes) {
        for (place, role) in &self.layout.roles {
            let Role::Token(token) = role else { continue };
            for body in self.bodies {
                let member = member_at(self.document, body, place);
                if member.and_then(|member| fits(self.document, token, &member)) == Some(false) {
                    notes.add(format!("{}: {} does not look like a {token}", body.place, place.join(".")));
                }
            }
        }
    }

    fn find_contexts(&mut self) {
        let names = self.objects.iter().flat_map(|object| object.names.iter().map(|(name, _)| (&object.path, name)));
        for (path, name) in names.filter(|(_, name)| is_context(name)) {
            let place = [path.as_slice(), std::slice::from_ref(name)].concat();
            let is_new = self.layout.role(&place).is_none() && !self.layout.has_context(name);
            if is_new && self.layout.roles.len() < MAX_CONTEXTS {
                self.layout.roles.push((place, Role::Context));
            }
        }
    }

    /// Finds the details: in an object of their own, or beside the code.
    fn find_details(&mut self) {
        let own = self.objects.iter().map(|object| &object.path).find(|path| is_in_details(path)).cloned();
        self.layout.merges = own.is_none();
        let beside = ["code", "message", "status"].iter().find_map(|token| self.layout.place_of(token));
        self.layout.details = own.or_else(|| Some(beside?.split_last()?.1.to_vec()));
    }
}

fn is_in_details(path: &[String]) -> bool {
    path.last().is_some_and(|name| is_details(name))
}

/// Returns true if more bodies have a fitting value than an unfitting one.
fn most(fits: &[Option<bool>]) -> bool {
    let count = |wanted| fits.iter().filter(|fits| **fits == Some(wanted)).count();
    count(false) == 0 || count(false) < count(true)
}

/// Finds a message: any text is better than none.
fn some(fits: &[Option<bool>]) -> bool {
    fits.iter().any(|fits| *fits != Some(false))
}
