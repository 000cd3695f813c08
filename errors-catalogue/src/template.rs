//! Texts with `{placeholders}`.

use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::document::Text;
use crate::model::{Part, Template};
use crate::source::{Source, Span};

/// Maximum number of placeholders in a text.
pub const MAX_PLACEHOLDERS: usize = 256;

/// Splits a text at its placeholders; `resolve` returns the meaning of each, or reports it and returns `None`.
///
/// Returns `None` if anything was reported.
pub(crate) fn parse(
    text: &Text,
    sources: &[Source],
    out: &mut Diagnostics,
    mut resolve: impl FnMut(&str, Span, &mut Diagnostics) -> Option<Part>,
) -> Option<Template> {
    let mut parts = Parts::default();
    let mut valid = true;
    let mut count = 0;
    let mut place = None;
    let mut rest = text.value.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, found) = rest.split_at(at);
        parts.text(before);
        if found.starts_with("{{") || found.starts_with("}}") {
            parts.text(&found[..1]);
            rest = &found[2..];
            continue;
        }
        let offset = text.value.len() - found.len();
        // Search for the text once, not for each of its placeholders.
        let place = *place.get_or_insert_with(|| Written::find(text, sources));
        let Some(end) = placeholder_end(found) else {
            out.push(malformed(place.part(offset, 1), found));
            return None;
        };
        let span = place.part(offset, end + 1);
        count += 1;
        if count > MAX_PLACEHOLDERS {
            out.push(too_many_placeholders(span));
            return None;
        }
        match resolve(&found[1..end], span, out) {
            Some(part) => parts.push(part),
            None => valid = false,
        }
        rest = &found[end + 1..];
    }
    parts.text(rest);
    valid.then(|| Template { source: text.value.clone(), parts: parts.list })
}

#[derive(Default)]
struct Parts {
    list: Vec<Part>,
}

impl Parts {
    fn text(&mut self, text: &str) {
        match self.list.last_mut() {
            _ if text.is_empty() => {}
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.list.push(Part::Text(text.to_owned())),
        }
    }

    fn push(&mut self, part: Part) {
        match part {
            Part::Text(text) => self.text(&text),
            filled => self.list.push(filled),
        }
    }
}

/// End of the placeholder that `text` starts with, if there is one.
fn placeholder_end(text: &str) -> Option<usize> {
    let end = text.strip_prefix('{')?.find(['{', '}'])? + 1;
    (text[end..].starts_with('}') && end > 1).then_some(end)
}

fn malformed(span: Span, found: &str) -> Diagnostic {
    let label = match found.chars().next() {
        Some('{') if found.starts_with("{}") => "an empty placeholder",
        Some('{') => "this brace opens a placeholder that is not closed",
        _ => "this brace closes nothing",
    };
    Diagnostic::new(Rule::MalformedTemplate, "malformed placeholder")
        .at(span, label)
        .help("`{name}` fills in a detail; `{{` and `}}` are literal braces")
}

fn too_many_placeholders(span: Span) -> Diagnostic {
    Diagnostic::new(Rule::TooManyPlaceholders, format!("more than {MAX_PLACEHOLDERS} placeholders in one text"))
        .at(span, "this one is over the limit")
        .help("send a list of values as one detail of the type `list<…>` in the body")
}

/// Place of a text.
#[derive(Clone, Copy)]
pub(crate) struct Written {
    whole: Span,
    /// Start of the text, if the file contains it verbatim.
    start: Option<usize>,
}

impl Written {
    pub(crate) fn find(text: &Text, sources: &[Source]) -> Self {
        let whole = text.span;
        let written = sources.get(whole.file).and_then(|source| source.text().get(whole.start..whole.end));
        let start = written.and_then(|written| written.find(&text.value)).map(|at| whole.start + at);
        Self { whole, start }
    }

    /// The place of a part of the text, or of the whole text if that is unknown.
    pub(crate) fn part(self, offset: usize, len: usize) -> Span {
        let start = self.start.map(|start| start + offset);
        start.map_or(self.whole, |start| Span { start, end: start + len, ..self.whole })
    }
}
