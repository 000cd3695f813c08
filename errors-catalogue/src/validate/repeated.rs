//! Limit on texts that are written once but repeated for every code: in its body, its documentation and the generated
//! code.

use super::Check;
use super::entry::Common;
use super::types::named;
use crate::body::MAX_EXAMPLE;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::{Entry, Text};
use crate::json::Json;
use crate::model::{Envelope, Member, Shape, TypeDef};

/// Maximum number of bytes that all codes together may repeat: a long envelope and many codes would multiply.
pub const MAX_REPEATED: usize = 64 << 20;

/// Amount of text that the codes have repeated so far.
pub(super) struct Repeated {
    /// The bytes that each code repeats.
    each: usize,
    /// The bytes of an example of each type.
    examples: Vec<usize>,
    sum: usize,
}

impl Repeated {
    pub(super) fn new(common: &Common<'_>) -> Self {
        let url = common.docs_url.map_or(0, |url| url.source.len());
        let headers = common.sent.iter().map(|header| header.name.len() + header.value.source.len());
        let each = of_envelope(&common.envelope.root) + url + headers.sum::<usize>();
        Self { each, examples: example_lens(common.types.shapes()), sum: 0 }
    }

    /// Counts a code; returns false once the limit is exceeded.
    fn has_room(&mut self, entry: &Entry, common: &Common<'_>) -> bool {
        let shared = entry.status.as_ref().and_then(|status| common.statuses.get(&u16::try_from(status.value).ok()?));
        let inherited = shared.map_or(0, |shared| {
            let fixes = if entry.fixes.is_empty() { len(&shared.fixes) } else { 0 };
            let causes = if entry.causes.is_empty() { len(&shared.causes) } else { 0 };
            let user_message = if entry.user_message.is_none() { len(shared.user_message.as_slice()) } else { 0 };
            fixes + causes + user_message
        });
        let without_example = entry.details.iter().filter(|detail| detail.example.is_none());
        let examples = without_example.filter_map(|detail| common.types.named_in(&detail.ty.as_ref()?.value));
        self.sum += self.each + inherited + examples.map(|at| self.examples[at]).sum::<usize>();
        self.sum <= MAX_REPEATED
    }
}

impl Check<'_> {
    /// Returns true while the codes repeat no more than they may; reports the first code over the limit.
    pub(super) fn is_within_repeat_limit(
        &mut self,
        entry: &Entry,
        common: &Common<'_>,
        repeated: &mut Repeated,
    ) -> bool {
        let was_exceeded = repeated.sum > MAX_REPEATED;
        if repeated.has_room(entry, common) {
            return true;
        }
        if !was_exceeded {
            self.out.push(
                Diagnostic::new(Rule::TooMuchRepeated, "the codes repeat more than 64 MiB of shared text")
                    .at(entry.code.span, "this code exceeds the limit")
                    .help("each code repeats the envelope, the headers and the `docs_url` of the catalogue, the texts of its status, and the fields of its types: shorten them, or use fewer codes"),
            );
        }
        false
    }
}

fn len(texts: &[Text]) -> usize {
    texts.iter().map(|text| text.value.len()).sum()
}

fn of_envelope(node: &Envelope) -> usize {
    const VALUE: usize = 8;
    match node {
        Envelope::Literal(Json::Text(text)) => text.len() + VALUE,
        Envelope::Literal(_) | Envelope::Fill(_) => VALUE,
        Envelope::Text(template) => template.source.len() + VALUE,
        Envelope::List(items) => items.iter().map(of_envelope).sum::<usize>() + VALUE,
        Envelope::Object(members) => members.iter().map(of_member).sum::<usize>() + VALUE,
    }
}

fn of_member(member: &Member) -> usize {
    match member {
        Member::Key { key, value, .. } => key.len() + of_envelope(value),
        Member::MergeDetails => 0,
    }
}

/// Length of a type's example, and of the longest name or word in it.
#[derive(Clone, Copy, Default)]
struct Length {
    all: usize,
    longest: usize,
}

impl Length {
    fn and(self, other: Self) -> Self {
        Self { all: self.all.saturating_add(other.all), longest: self.longest.max(other.longest) }
    }

    fn of(text: &str) -> Self {
        Self { all: 2 * text.len() + 8, longest: 2 * text.len() }
    }

    /// Applies the limit on examples of nested structs.
    fn cut(self) -> Self {
        Self { all: self.all.min(MAX_EXAMPLE + self.longest), ..self }
    }
}

fn example_lens(types: &[TypeDef]) -> Vec<usize> {
    let mut known = vec![None; types.len()];
    (0..types.len()).map(|at| example_len(at, types, &mut known).all).collect()
}

/// Length of a type's example. The recursion is as deep as types may be nested.
fn example_len(at: usize, types: &[TypeDef], known: &mut [Option<Length>]) -> Length {
    if let Some(length) = known[at] {
        return length;
    }
    // A reference back to this type ends the example.
    known[at] = Some(Length::default());
    let length = match &types[at].shape {
        Shape::Enum(values) => values.first().map(|(value, _)| Length::of(value)).unwrap_or_default(),
        Shape::Struct(fields) => fields.iter().fold(Length::default(), |sum, field| {
            let inner = named(&field.ty).map(|next| example_len(next, types, known));
            sum.and(Length::of(&field.name)).and(inner.unwrap_or_default())
        }),
    };
    known[at] = Some(length.cut());
    length.cut()
}
