//! Headers: names and values that HTTP can carry (RFC 9110, sections 5.1 and 5.5).

use std::collections::{HashMap, HashSet};

use super::Check;
use super::envelope::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::document::{self, Document, Text};
use crate::model::{Entry, Fill, Header, Part, Template, Token};
use crate::read::{did_you_mean_between, duplicate_key};
use crate::source::Span;
use crate::template;

/// Headers of the connection (RFC 9110, section 7.6.1) and of the body, which the server's framework writes.
const FRAMEWORK_HEADERS: &[&str] = &[
    "connection",
    "content-digest",
    "content-encoding",
    "content-length",
    "content-md5",
    "content-range",
    "digest",
    "etag",
    "host",
    "keep-alive",
    "last-modified",
    "proxy-connection",
    "repr-digest",
    "te",
    "trailer",
    "transfer-encoding",
    "unencoded-digest",
    "upgrade",
];

/// The longest value that the runtime sends.
const MAX_VALUE: usize = 8 * 1024;

const JSON_MEDIA_TYPE: &str = "application/json";
const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

impl Check<'_> {
    /// The media type of the body.
    pub(super) fn content_type(&mut self, text: Option<&Text>, envelope: &Checked) -> String {
        match text {
            Some(text) if text.value.contains('/') && is_value(&text.value) => text.value.clone(),
            Some(text) => {
                self.out.push(
                    Diagnostic::new(Rule::InvalidHeaderValue, format!("`{}` is not a media type", text.value))
                        .at(text.span, "expected a type such as `application/json`"),
                );
                JSON_MEDIA_TYPE.to_owned()
            }
            None if envelope.is_problem() => PROBLEM_MEDIA_TYPE.to_owned(),
            None => JSON_MEDIA_TYPE.to_owned(),
        }
    }

    /// Headers of every error. They cannot use details because each code has its own.
    pub(super) fn catalogue_headers(&mut self, headers: &[(Text, Text)]) -> Vec<Header> {
        self.headers(headers, &HashMap::new(), |name, span, out| {
            let fill = header_fill(name);
            if fill.is_none() {
                let problem = unknown_header_token(out, name, span);
                out.push(problem);
            }
            fill
        })
    }

    pub(super) fn headers(
        &mut self,
        headers: &[(Text, Text)],
        catalogue: &HashMap<String, Span>,
        mut resolve: impl FnMut(&str, Span, &mut Diagnostics) -> Option<Part>,
    ) -> Vec<Header> {
        let mut kept = Vec::new();
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (name, value) in headers {
            let template = template::parse(value, self.sources, self.out, &mut resolve);
            let valid =
                self.header_name(name) && self.forbidden_header(name) && self.header_is_new(name, catalogue, &mut seen);
            if let Some(value) = template.filter(|template| valid && self.header_value(value, template)) {
                kept.push(Header { name: name.value.clone(), value });
            }
        }
        kept
    }

    /// Checks that a header name is a token.
    fn header_name(&mut self, name: &Text) -> bool {
        let is_token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        let valid = !name.value.is_empty() && name.value.bytes().all(is_token);
        if !valid {
            self.out.push(
                Diagnostic::new(Rule::InvalidHeaderName, format!("`{}` is not a header name", name.value))
                    .at(name.span, "expected ASCII letters, digits and `-`"),
            );
        }
        valid
    }

    /// Rejects headers that an error cannot set, or that have their own key.
    fn forbidden_header(&mut self, name: &Text) -> bool {
        let help = match name.value.to_ascii_lowercase().as_str() {
            "retry-after" => "set it with `retry_after: 60s` or `retry_after: $detail`",
            "content-type" => "set it with `content_type` at the top of the catalogue",
            lower if FRAMEWORK_HEADERS.contains(&lower) => "the server sets it for the connection or the body",
            _ => return true,
        };
        self.out.push(
            Diagnostic::new(Rule::ForbiddenHeader, format!("`{}` cannot be set here", name.value))
                .at(name.span, "an error cannot set this header")
                .help(help),
        );
        false
    }

    /// Rejects a header that is set twice: HTTP ignores the case of names.
    fn header_is_new(
        &mut self,
        name: &Text,
        catalogue: &HashMap<String, Span>,
        seen: &mut HashMap<String, Span>,
    ) -> bool {
        let lower = name.value.to_ascii_lowercase();
        let first = catalogue.get(&lower).copied().unwrap_or_else(|| *seen.entry(lower).or_insert(name.span));
        if first != name.span {
            self.out.push(duplicate_key(name, first).help("header names are not case-sensitive"));
        }
        first == name.span
    }

    /// Checks that the fixed parts of a header value are at most 8 KiB of visible ASCII, with spaces inside only.
    fn header_value(&mut self, text: &Text, template: &Template) -> bool {
        let fixed = template.parts.iter().map(|part| if let Part::Text(text) = part { text.as_str() } else { "" });
        let is_tight = template.source.trim_matches([' ', '\t']) == template.source;
        let is_valid = is_tight && !template.parts.is_empty() && fixed.clone().all(is_value);
        let len = fixed.map(str::len).sum();
        if !is_valid || len > MAX_VALUE {
            self.out.push(
                Diagnostic::new(Rule::InvalidHeaderValue, "this is not a header value").at(text.span, expected(len)),
            );
            return false;
        }
        true
    }
}

/// Place of each header by its lower-case name; the last one if a header is written twice.
pub(super) fn by_name(headers: &[(Text, Text)]) -> HashMap<String, Span> {
    headers.iter().map(|(name, _)| (name.value.to_ascii_lowercase(), name.span)).collect()
}

/// Checks the values that headers take from the catalogue: those that cannot be sent are known now.
pub(super) struct Fills<'a> {
    documents: &'a [Document],
    /// Places of the listed categories.
    categories: HashMap<&'a str, Span>,
    /// Values sent with every error, and the first header that sends each.
    shared: Vec<(Token, &'a Header)>,
    refused: HashSet<Span>,
}

impl<'a> Fills<'a> {
    pub(super) fn new(documents: &'a [Document], headers: &'a [Header]) -> Self {
        let listed = documents.iter().filter_map(|document| document.categories.as_ref()).flatten();
        let mut shared: Vec<_> = headers.iter().flat_map(tokens).collect();
        shared.sort_by_key(|(token, _)| token.word());
        shared.dedup_by_key(|(token, _)| *token);
        let categories = listed.map(|(key, _)| (key.value.as_str(), key.span)).collect();
        Self { documents, categories, shared, refused: HashSet::new() }
    }

    /// Checks that a code, a category, a title or a `docs_url` in a header is at most 8 KiB of visible ASCII.
    pub(super) fn unsendable_values(mut self, entries: &[Entry], out: &mut Diagnostics) {
        let written = self.documents.iter().flat_map(|document| &document.errors);
        let written: HashMap<&str, &document::Entry> = written.map(|it| (it.code.value.as_str(), it)).collect();
        for entry in entries {
            let Some(written) = written.get(entry.code.as_str()) else { continue };
            let own = entry.wire.headers.iter().flat_map(tokens);
            for (token, header) in self.shared.clone().into_iter().chain(own) {
                if value(entry, token).is_some_and(|value| !is_sendable(value)) {
                    self.unsendable_value(entry, written, token, header, out);
                }
            }
        }
    }

    /// Reports a value once, even if several headers or entries send it.
    fn unsendable_value(
        &mut self,
        entry: &Entry,
        written: &document::Entry,
        token: Token,
        header: &Header,
        out: &mut Diagnostics,
    ) {
        let place = self.value_place(written, token);
        if !self.refused.insert(place) {
            return;
        }
        let (value, what) = (value(entry, token).unwrap_or_default(), token.word());
        let named = if value.len() > MAX_VALUE { format!("this {what}") } else { format!("`{value}`") };
        out.push(
            Diagnostic::new(Rule::UnsendableValue, format!("{named} cannot be sent in the header `{}`", header.name))
                .at(place, expected(value.len()))
                .at(self.header_place(written, header), format!("`{{{what}}}` sends it"))
                .help(format!("change it, or remove `{{{what}}}` from the header")),
        );
    }

    /// Place of the value, which may be outside the entry.
    fn value_place(&self, written: &document::Entry, token: Token) -> Span {
        let place = match token {
            Token::Title => written.title.as_ref().map(|title| title.span),
            Token::Category => {
                let used = written.category.as_ref();
                used.map(|used| self.categories.get(used.value.as_str()).copied().unwrap_or(used.span))
            }
            // Point at the text itself if that is at fault, else at the code filled into it.
            Token::DocsUrl => {
                let text = written.docs_url.as_ref().or(self.documents[0].docs_url.as_ref());
                text.filter(|text| !is_sendable(&text.value)).map(|text| text.span)
            }
            _ => None,
        };
        place.unwrap_or(written.code.span)
    }

    fn header_place(&self, written: &document::Entry, header: &Header) -> Span {
        let mut all = written.headers.iter().chain(&self.documents[0].headers);
        all.find(|(name, _)| name.value == header.name).map_or(written.code.span, |(_, value)| value.span)
    }
}

/// Returns a value chosen by the author; the others are numbers and words of the language.
fn value(entry: &Entry, token: Token) -> Option<&str> {
    match token {
        Token::Code => Some(&entry.code),
        Token::Title => Some(&entry.wire.title),
        Token::Category => entry.wire.category.as_deref(),
        Token::DocsUrl => entry.prose.docs_url.as_deref(),
        _ => None,
    }
}

fn tokens(header: &Header) -> impl Iterator<Item = (Token, &Header)> {
    header.value.parts.iter().filter_map(move |part| match part {
        Part::Fill(Fill::Token(token)) => Some((*token, header)),
        _ => None,
    })
}

/// Returns true if the runtime sends this as the value of a header.
pub(crate) fn is_sendable(text: &str) -> bool {
    text.len() <= MAX_VALUE && is_value(text) && text.trim_ascii() == text
}

fn is_value(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Label for a value that cannot be sent.
const fn expected(len: usize) -> &'static str {
    if len > MAX_VALUE { "a value has at most 8 KiB" } else { "expected visible ASCII, with spaces inside only" }
}

/// The values of the envelope that a header can hold.
const HEADER_TOKENS: [Token; 7] =
    [Token::Code, Token::Status, Token::Category, Token::Severity, Token::Retryable, Token::Title, Token::DocsUrl];

pub(super) fn header_fill(name: &str) -> Option<Part> {
    HEADER_TOKENS.into_iter().find(|token| token.word() == name).map(|token| Part::Fill(Fill::Token(token)))
}

fn unknown_header_token(out: &Diagnostics, name: &str, span: Span) -> Diagnostic {
    let words = HEADER_TOKENS.map(Token::word);
    let label = did_you_mean_between(out, name, words, ["{", "}"]).unwrap_or_else(|| "no such value".to_owned());
    let words = words.map(|word| format!("{{{word}}}"));
    Diagnostic::new(Rule::UnknownPlaceholder, format!("unknown placeholder `{name}`")).at(span, label).help(format!(
        "headers of every error may contain: {}; details go into the headers of an entry",
        words.join(", ")
    ))
}
