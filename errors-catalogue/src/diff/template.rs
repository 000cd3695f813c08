//! Templates whose placeholders are names instead of positions, so that those of two catalogues can be compared.

use crate::model::{Catalogue, Entry, Envelope, Fill, Header, Member, Part, Place, RetryAfter, Template, Token};

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Detail(&'a str),
    Fill(&'a str),
}

/// The pieces of an entry's template.
pub(super) fn pieces<'a>(catalogue: &'a Catalogue, entry: Option<&'a Entry>, template: &'a Template) -> Vec<Piece<'a>> {
    let details = entry.map_or(&[][..], |entry| &entry.details);
    let piece = |part: &'a Part| match part {
        Part::Text(text) => Piece::Text(text),
        Part::Detail(at) => Piece::Detail(details.get(*at).map_or("", |detail| &detail.name)),
        Part::Fill(fill) => Piece::Fill(fill_name(catalogue, *fill)),
    };
    template.parts.iter().map(piece).collect()
}

/// A value of the envelope, as the catalogue spells it.
pub(super) fn fill_name(catalogue: &Catalogue, fill: Fill) -> &str {
    match fill {
        Fill::Token(token) => token.word(),
        Fill::ProblemType => PROBLEM_TYPE,
        Fill::Context(at) => catalogue.context.get(at).map_or("", String::as_str),
    }
}

/// No context has this name, for it is no identifier.
pub(super) const PROBLEM_TYPE: &str = "problem type";

/// Whether responses carry a value in the body or in a header of every error.
#[must_use]
pub fn carries(catalogue: &Catalogue, token: Token) -> bool {
    let is_token = |fill: Fill| fill == Fill::Token(token);
    let in_headers = catalogue.headers.iter().any(|header| mentions(&header.value, is_token));
    in_headers || in_envelope(&catalogue.envelope, &is_token)
}

fn mentions(template: &Template, wanted: impl Fn(Fill) -> bool) -> bool {
    template.parts.iter().any(|part| matches!(part, Part::Fill(fill) if wanted(*fill)))
}

/// Whether the body has a place for a value, details that are merged included.
pub(super) fn in_envelope(node: &Envelope, wanted: &impl Fn(Fill) -> bool) -> bool {
    match node {
        Envelope::Literal(_) => false,
        Envelope::Fill(fill) => wanted(*fill),
        Envelope::Text(template) => mentions(template, wanted),
        Envelope::List(items) => items.iter().any(|item| in_envelope(item, wanted)),
        Envelope::Object(members) => members.iter().any(|member| match member {
            Member::Key { value, .. } => in_envelope(value, wanted),
            Member::MergeDetails => wanted(Fill::Token(Token::Details)),
        }),
    }
}

/// Whether a client can read a detail by itself: it is in the body, or a header holds it, `Retry-After` among them.
pub(super) fn travels(catalogue: &Catalogue, entry: &Entry, name: &str) -> bool {
    let Some(at) = entry.details.iter().position(|detail| detail.name == name) else { return false };
    let is_delay = entry.status.is_some() && entry.retry_after == RetryAfter::Detail(at);
    in_body(catalogue, entry, at) || is_delay || entry.headers.iter().any(|header| header.value.uses(at))
}

/// Whether the body has the detail at a position.
pub(super) fn in_body(catalogue: &Catalogue, entry: &Entry, at: usize) -> bool {
    entry.details[at].place == Place::Body && carries(catalogue, Token::Details)
}

/// Names of headers have no case.
pub(super) fn find_header<'a>(headers: &'a [Header], name: &str) -> Option<&'a Header> {
    headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))
}
