//! Limits of a catalogue, so that rustc's memory and time grow no faster than the file.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Span;

/// Maximum number of levels of a type: nested structs, and each `list`, `map` and `?` in between.
///
/// rustc gives up at 128 levels, each `map` takes two, and the types around an error need some too.
pub const MAX_TYPE_DEPTH: usize = 32;
/// Maximum number of details in an entry, and of fields in a struct.
pub const MAX_DETAILS: usize = 256;
/// Maximum number of values in an enum: rustc compiles the comparison with them in time that grows faster than their
/// number.
pub const MAX_VALUES: usize = 1_000;
/// Maximum number of headers in an entry, and in the catalogue.
pub const MAX_HEADERS: usize = 64;
/// Maximum number of contexts in a catalogue.
pub const MAX_CONTEXTS: usize = 64;

/// A limit on the items of one list or mapping, and what to do about it.
pub(super) struct Limit {
    pub(super) most: usize,
    rule: Rule,
    what: &'static str,
    help: &'static str,
}

pub(super) const DETAILS: Limit = Limit {
    most: MAX_DETAILS,
    rule: Rule::TooManyDetails,
    what: "details in one entry",
    help: "group related details in a struct under `types`, or send a `map<…>`",
};
pub(super) const FIELDS: Limit = Limit {
    most: MAX_DETAILS,
    rule: Rule::TooManyDetails,
    what: "fields in one struct",
    help: "group related fields in another struct, or send a `map<…>`",
};
pub(super) const VALUES: Limit = Limit {
    most: MAX_VALUES,
    rule: Rule::TooManyValues,
    what: "values in one enum",
    help: "use `string` if programs need not know each value",
};
pub(super) const HEADERS: Limit = Limit {
    most: MAX_HEADERS,
    rule: Rule::TooManyHeaders,
    what: "headers in one place",
    help: "send values in the body, as details; servers and proxies refuse responses with many headers",
};
pub(super) const CONTEXTS: Limit = Limit {
    most: MAX_CONTEXTS,
    rule: Rule::TooManyContexts,
    what: "contexts",
    help: "use one context that is an object with all of them",
};

impl Check<'_> {
    /// The items up to the limit.
    pub(super) fn at_most<'t, T>(&mut self, limit: &Limit, items: &'t [T], place: impl Fn(&T) -> Span) -> &'t [T] {
        let Some(first) = items.get(limit.most) else { return items };
        self.out.push(
            Diagnostic::new(limit.rule, format!("more than {} {}", limit.most, limit.what))
                .at(place(first), format!("the first of {} over the limit", items.len() - limit.most))
                .help(limit.help),
        );
        &items[..limit.most]
    }
}
