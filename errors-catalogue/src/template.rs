//! Texts with `{placeholders}`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Text;
use crate::model::{Part, Template};
use crate::source::{Source, Span};

/// Splits a text at its placeholders; `resolve` says what each stands for, or reports it and says nothing.
///
/// `None` when anything was reported.
pub(crate) fn parse(
    text: &Text,
    sources: &[Source],
    out: &mut Diagnostics,
    mut resolve: impl FnMut(&str, Span, &mut Diagnostics) -> Option<Part>,
) -> Option<Template> {
    let mut parts = Parts::default();
    let mut valid = true;
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
        let Some(end) = placeholder_end(found) else {
            out.push(malformed(inner_span(text, sources, offset, 1), found));
            return None;
        };
        let span = inner_span(text, sources, offset, end + 1);
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

/// Where the placeholder that `text` starts with ends, if it is one.
fn placeholder_end(text: &str) -> Option<usize> {
    let end = text.strip_prefix('{')?.find(['{', '}'])? + 1;
    (text[end..].starts_with('}') && end > 1).then_some(end)
}

fn malformed(span: Span, found: &str) -> Diagnostic {
    let label = match found.chars().next() {
        Some('{') if found.starts_with("{}") => "an empty placeholder",
        Some('{') => "this brace opens a placeholder that does not end",
        _ => "this brace closes nothing",
    };
    Diagnostic::new(Code::MalformedTemplate, "malformed placeholder")
        .at(span, label)
        .help("`{name}` fills in a detail; `{{` and `}}` are braces")
}

/// The place of a part of a text, where the file holds the text letter by letter; else the place of all of it.
pub(crate) fn inner_span(text: &Text, sources: &[Source], offset: usize, len: usize) -> Span {
    let written = sources.get(text.span.file).and_then(|source| source.text().get(text.span.start..text.span.end));
    match written.and_then(|written| written.find(&text.value)) {
        Some(at) => {
            let start = text.span.start + at + offset;
            Span { start, end: start + len, ..text.span }
        }
        None => text.span,
    }
}
