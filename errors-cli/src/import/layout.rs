//! What the bodies have in common: which of their members is the code, the message, a context, and which are details.

use super::Notes;
use super::bodies::{Body, Media};
use super::document::Document;
use super::members::{Member, member_at, members_at, names_at};
use super::schema::constant;
use super::words::{TOKENS, fits, is_context, is_details, spelling};

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

/// How deep the envelope is looked into.
const MAX_DEPTH: usize = 4;

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

/// What the bodies have in common.
fn layout(document: &Document, bodies: &[&Body<'_>], notes: &mut Notes) -> Layout {
    let mut finder = Finder { document, bodies, objects: vec![Vec::new()], layout: Layout::default() };
    finder.find_objects(&mut Vec::new());
    finder.find_tokens();
    finder.note_odd(notes);
    finder.find_contexts();
    finder.find_details();
    finder.layout
}

/// RFC 9457: the details stand beside its own members.
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
    /// The objects that may be part of the envelope, the outer before the inner.
    objects: Vec<Vec<String>>,
    layout: Layout,
}

impl Finder<'_, '_> {
    /// Where all bodies but one lack an object, it belongs to what that one says; of two bodies, either may be it.
    fn find_objects(&mut self, path: &mut Vec<String>) {
        if path.len() == MAX_DEPTH {
            return;
        }
        for name in names_at(self.document, self.bodies, path) {
            path.push(name);
            let is_object = |body: &Body<'_>| !members_at(self.document, body, path).is_empty();
            let count = self.bodies.iter().filter(|body| is_object(body)).count();
            if is_in_details(path) && count > 0 {
                self.objects.push(path.clone());
            } else if count > 1 || count == 1 && self.bodies.len() < 3 {
                self.objects.push(path.clone());
                self.find_objects(path);
            }
            path.pop();
        }
    }

    /// Looks for each token in all bodies; the first name in the lists that fits wins, the outer object before the inner.
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

    /// Where enough bodies have a value of this name that can be what the name says.
    fn place_of(&self, token: &str, wanted: &str, is_enough: fn(&[Option<bool>]) -> bool) -> Option<Vec<String>> {
        let outer = self.objects.iter().filter(|path| !is_in_details(path));
        let mut places = outer.filter_map(|path| {
            let name = names_at(self.document, self.bodies, path).into_iter().find(|name| spelling(name) == wanted)?;
            Some([path.as_slice(), &[name]].concat())
        });
        places.find(|place| !self.layout.has_role_within(place) && is_enough(&self.fits(token, place)))
    }

    /// For each body that has a member there, whether it can be the token.
    fn fits(&self, token: &str, place: &[String]) -> Vec<Option<bool>> {
        let found = self.bodies.iter().filter_map(|body| member_at(self.document, body, place));
        found.map(|member| fits(self.document, token, &member)).collect()
    }

    /// Names the bodies that have something else where others have a token.
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
        for path in &self.objects {
            for name in names_at(self.document, self.bodies, path).into_iter().filter(|name| is_context(name)) {
                let place = [path.as_slice(), std::slice::from_ref(&name)].concat();
                if self.layout.role(&place).is_none() && !self.layout.has_context(&name) {
                    self.layout.roles.push((place, Role::Context));
                }
            }
        }
    }

    /// The details have an object of their own, or stand beside the code.
    fn find_details(&mut self) {
        let own = self.objects.iter().find(|path| is_in_details(path)).cloned();
        self.layout.merges = own.is_none();
        let beside = ["code", "message", "status"].iter().find_map(|token| self.layout.place_of(token));
        self.layout.details = own.or_else(|| Some(beside?.split_last()?.1.to_vec()));
    }
}

fn is_in_details(path: &[String]) -> bool {
    path.last().is_some_and(|name| is_details(name))
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
