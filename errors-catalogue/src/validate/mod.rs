//! Document ▶ checked catalogue: one function per rule, all problems in one pass.
//!
//! Anything that a rule refuses is left out of the catalogue, so that the valid rest can still be used.

mod codes;
mod components;
mod entry;
mod envelope;
mod foreign;
mod headers;
mod limits;
mod repeated;
mod retry;
mod socket;
mod status;
mod types;

use std::collections::HashMap;

use crate::answers::casing;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::document::{Document, Text};
use crate::model::{About, Api, Catalogue, RateLimit, Wire};
use crate::source::{Source, Span};

use headers::Fills;

pub use codes::MAX_CODES;
pub(crate) use headers::is_sendable;
pub use limits::{MAX_CONTEXTS, MAX_DETAILS, MAX_HEADERS, MAX_TYPE_DEPTH, MAX_VALUES};
pub use repeated::MAX_REPEATED;
pub use types::OPEN_VARIANT;
pub(crate) use types::Types;

/// Maximum number of bytes in a name: compilers of other languages have their own limits.
const MAX_NAME: usize = 200;

/// State shared by all rules.
pub(crate) struct Check<'a> {
    pub(crate) sources: &'a [Source],
    pub(crate) out: &'a mut Diagnostics,
}

/// Checks a catalogue and its fragments; the catalogue comes first.
pub(crate) fn validate(documents: &[Document], sources: &[Source], out: &mut Diagnostics) -> Catalogue {
    let mut check = Check { sources, out };
    let main = &documents[0];
    let context = check.at_most(&limits::CONTEXTS, &main.context, |name| name.span);
    let context = check.context(context);
    let categories = check.categories(documents);
    let category_keys = categories.iter().flatten().map(|(key, ..)| key.as_str()).collect();
    let shared = main.statuses.iter().rev().filter_map(|status| Some((number(&status.status.value)?, status)));
    let types = check.types(documents);
    let envelope = check.envelope(main.envelope.as_ref(), &context);
    let context = envelope.context_with_problem(context);
    let retry = check.retry(&main.retry);
    let main_headers = check.at_most(&limits::HEADERS, &main.headers, |(name, _)| name.span);
    let headers = check.catalogue_headers(main_headers);
    let exceptions = check.exceptions(&main.exceptions);
    let docs_url = check.docs_url(main.docs_url.as_ref());
    let transport = check.transport(main);
    let common = entry::Common {
        categories: &categories,
        category_keys,
        types: &types,
        envelope: &envelope,
        retry: &retry,
        statuses: shared.collect(),
        exceptions: &exceptions,
        headers: headers::by_name(main_headers),
        sent: &headers,
        docs_url: docs_url.as_ref(),
        transport,
    };
    let entries = check.entries(documents, &common);
    check.missing_errors(documents);
    Fills::new(documents, &headers).unsendable_values(&entries, check.out);
    let statuses = check.statuses(&main.statuses, documents, &entries);
    Catalogue {
        about: About {
            name: check.name(main.name.as_ref()),
            version: text(main.version.as_ref()),
            title: text(main.title.as_ref()),
            description: text(main.description.as_ref()),
            docs_url: text(main.docs_url.as_ref()),
        },
        wire: Wire {
            transport,
            content_type: check.content_type(main.content_type.as_ref(), &envelope),
            envelope: envelope.root,
            context,
            headers,
        },
        retry,
        categories: categories.unwrap_or_default().into_iter().map(|(key, title, _)| (key, title)).collect(),
        types: types.into_model(),
        entries,
        statuses,
        api: Api {
            exceptions,
            rate_limits: check.rate_limits(&main.rate_limits),
            close_codes: check.close_codes(main.close_codes.as_deref().unwrap_or_default()),
            mistakes: main.mistakes.clone(),
        },
        retired: retired(documents),
    }
}

fn retired(documents: &[Document]) -> Vec<(String, String)> {
    let written = documents.iter().flat_map(|document| &document.retired);
    written.map(|(code, reason)| (code.value.clone(), reason.value.clone())).collect()
}

pub(crate) fn text(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

pub(crate) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// A category with the place where it is listed.
pub(crate) type Category = (String, String, Span);

impl Check<'_> {
    /// Checks the name of the catalogue: `[a-z][a-z0-9_-]*`.
    fn name(&mut self, name: Option<&Text>) -> String {
        let Some(name) = name else { return String::new() };
        let first = name.value.starts_with(|c: char| c.is_ascii_lowercase());
        let rest = name.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
        if !(first && rest) {
            self.out.push(
                Diagnostic::new(Rule::InvalidCatalogueName, format!("`{}` is not a valid catalogue name", name.value))
                    .at(name.span, "expected a lower-case letter, then lower-case letters, digits, `_` and `-`"),
            );
        }
        name.value.clone()
    }

    /// Checks that the catalogue has at least one code.
    fn missing_errors(&mut self, documents: &[Document]) {
        if documents.iter().all(|document| document.errors.is_empty() && !document.broken_errors)
            && let Some(name) = &documents[0].name
        {
            self.out.push(
                Diagnostic::new(Rule::MissingKey, "missing key `errors`")
                    .at(name.span, "a catalogue needs at least one code")
                    .help("add one: `errors: { NOT_FOUND: { status: 404, message: Nothing is here } }`"),
            );
        }
    }

    /// Checks that each category is listed once over all files.
    fn categories(&mut self, documents: &[Document]) -> Option<Vec<Category>> {
        let mut listed: Option<Vec<Category>> = None;
        let mut places: HashMap<&str, Span> = HashMap::new();
        for (key, title) in documents.iter().filter_map(|document| document.categories.as_ref()).flatten() {
            match places.insert(&key.value, key.span) {
                Some(first) => self.out.push(crate::read::duplicate_key(key, first)),
                None => {
                    self.is_line(key, "a category");
                    listed.get_or_insert_default().push((key.value.clone(), title.value.clone(), key.span));
                }
            }
        }
        let any_section = documents.iter().any(|document| document.categories.is_some());
        listed.or_else(|| any_section.then(Vec::new))
    }

    /// Checks a name on the wire or in an output, such as a code or a category: one line, neither empty nor too long.
    pub(crate) fn is_line(&mut self, text: &Text, what: &str) -> bool {
        let (problem, label) = match text.value.as_str() {
            "" => ("it is empty", "write its name"),
            value if value.chars().any(char::is_control) => ("it contains control characters", "remove them"),
            value if value.len() > MAX_NAME => ("it is longer than 200 bytes", "shorten it"),
            value if value.trim() != value => ("it starts or ends with white space", "remove the white space"),
            _ => return true,
        };
        self.out
            .push(Diagnostic::new(Rule::InvalidText, format!("this cannot be {what}: {problem}")).at(text.span, label));
        false
    }

    /// Checks that a generated name is a Rust identifier.
    pub(crate) fn is_identifier(&mut self, name: &str, text: &Text, help: &str) -> bool {
        casing::is_identifier(name) || self.no_identifier(name, text, help)
    }

    pub(crate) fn no_identifier(&mut self, name: &str, text: &Text, help: &str) -> bool {
        self.out.push(
            Diagnostic::new(Rule::InvalidName, format!("`{}` does not give a Rust identifier", text.value))
                .at(text.span, why_no_identifier(name))
                .help(help),
        );
        false
    }

    fn rate_limits(&mut self, limits: &[crate::document::RateLimit]) -> Vec<RateLimit> {
        limits
            .iter()
            .filter_map(|limit| {
                let window = limit.window.as_ref().and_then(|window| self.duration(window));
                self.is_line(&limit.name, "a rate limit");
                Some(RateLimit {
                    name: limit.name.value.clone(),
                    limit: limit.limit.as_ref()?.value,
                    window: window?,
                    scope: text(limit.scope.as_ref()),
                    applies_to: text(limit.applies_to.as_ref()),
                })
            })
            .collect()
    }
}

/// Parses a number that every YAML reader reads alike: `0503` is a different key from `503`, and to some readers the
/// number 323.
fn number(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.starts_with(|first: char| matches!(first, '1'..='9')))
}

/// Reason why a generated name is not an identifier.
fn why_no_identifier(name: &str) -> String {
    if name.is_empty() {
        return "this gives an empty name: names are built from ASCII letters and digits".to_owned();
    }
    let rule = if !casing::is_ascii_name(name) {
        "and a name may contain only ASCII letters, digits and `_`"
    } else if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        "which is reserved in Rust"
    } else {
        "and a name must start with a letter"
    };
    format!("this gives `{name}`, {rule}")
}

/// Names in one generated namespace, each of which may be used once.
pub(crate) struct Names<'a> {
    what: &'static str,
    help: &'static str,
    taken: HashMap<String, &'a Text>,
}

impl<'a> Names<'a> {
    /// Creates an empty namespace of `what`; `help` says how to resolve a conflict.
    pub(crate) fn new(what: &'static str, help: &'static str) -> Self {
        Self { what, help, taken: HashMap::new() }
    }

    /// Claims a generated name; rejects one that another code, detail, type or value already has.
    pub(crate) fn claim(&mut self, name: &str, text: &'a Text, out: &mut Diagnostics) -> bool {
        let Some(first) = self.taken.get(name) else {
            self.taken.insert(name.to_owned(), text);
            return true;
        };
        out.push(
            Diagnostic::new(
                Rule::DuplicateName,
                format!("`{}` and `{}` give the same {}: `{name}`", first.value, text.value, self.what),
            )
            .at(text.span, format!("this also gives `{name}`"))
            .at(first.span, format!("this gives `{name}`"))
            .help(self.help),
        );
        false
    }
}
