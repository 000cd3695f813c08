//! Templates with names instead of positions as placeholders, so that those of two catalogues can be compared.

use crate::answers::Carried;
use crate::model::{Catalogue, Entry, Header, Part, Template};

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Detail(&'a str),
    Fill(&'a str),
}

/// The pieces of an entry's template.
pub(super) fn pieces<'a>(catalogue: &'a Catalogue, entry: Option<&'a Entry>, template: &'a Template) -> Vec<Piece<'a>> {
    let details = entry.map_or(&[][..], |entry| &entry.wire.details);
    let piece = |part: &'a Part| match part {
        Part::Text(text) => Piece::Text(text),
        Part::Detail(at) => Piece::Detail(details.get(*at).map_or("", |detail| &detail.name)),
        Part::Fill(fill) => Piece::Fill(catalogue.fill_name(*fill)),
    };
    template.parts.iter().map(piece).collect()
}

/// Returns true if a client can read a detail as a separate value: from the body, or from a header, including
/// `Retry-After`.
pub(super) fn is_readable(carried: &Carried, entry: &Entry, name: &str) -> bool {
    let Some(at) = entry.wire.details.iter().position(|detail| detail.name == name) else { return false };
    carried.sends(entry, at)
}

/// Finds a header, ignoring the case of its name.
pub(super) fn find_header<'a>(headers: &'a [Header], name: &str) -> Option<&'a Header> {
    headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))
}
