//! Values that a response carries.

use std::collections::HashSet;

use crate::model::{
    Catalogue, Entry, Envelope, Exception, Fill, Member, Part, Place, RetryAfter, Sdk, Template, Token, Transport,
};

impl Catalogue {
    /// Returns true if errors are messages of a WebSocket, a queue or a stream, which have no headers and need no
    /// status.
    #[must_use]
    pub const fn is_message(&self) -> bool {
        matches!(self.wire.transport, Transport::Message)
    }

    /// Returns true if responses carry a value in the body, or in a header of every error.
    #[must_use]
    pub fn carries(&self, token: Token) -> bool {
        self.carried().contains(token)
    }

    /// All values that responses carry in this way. Callers with questions about many details compute it once.
    #[must_use]
    pub fn carried(&self) -> Carried {
        let mut tokens = HashSet::new();
        let mut note = |fill: Fill| tokens.extend(if let Fill::Token(token) = fill { Some(token) } else { None });
        self.wire.headers.iter().for_each(|header| header.value.each_fill(&mut note));
        self.wire.envelope.each_fill(&mut note);
        Carried { tokens, has_headers: !self.is_message() }
    }

    /// The value's name in the catalogue.
    #[must_use]
    pub fn fill_name(&self, fill: Fill) -> &str {
        fill.name(&self.wire.context)
    }
}

/// Values that responses carry in the body, or in a header of every error.
#[derive(Debug)]
pub struct Carried {
    tokens: HashSet<Token>,
    has_headers: bool,
}

impl Carried {
    /// Returns true if the value is carried.
    #[must_use]
    pub fn contains(&self, token: Token) -> bool {
        self.tokens.contains(&token)
    }

    /// Returns true if the body has the detail at a position.
    #[must_use]
    pub fn has_in_body(&self, entry: &Entry, at: usize) -> bool {
        entry.wire.details[at].place == Place::Body && self.contains(Token::Details)
    }

    /// Returns true if a client can read the detail as a separate value: from the body, or from a header, including
    /// `Retry-After`.
    #[must_use]
    pub fn sends(&self, entry: &Entry, at: usize) -> bool {
        let is_delay = self.has_headers && entry.retry.retry_after == RetryAfter::Detail(at);
        self.has_in_body(entry, at) || is_delay || entry.wire.headers.iter().any(|header| header.value.uses(at))
    }
}

impl Fill {
    /// The value's name: that of its token without `$`, or of the context. The `type` of RFC 9457 has a name with a space,
    /// which no token and no context has.
    #[must_use]
    pub fn name(self, context: &[String]) -> &str {
        match self {
            Self::Token(token) => token.word(),
            Self::ProblemType => "problem type",
            Self::Context(at) => context.get(at).map_or("", String::as_str),
        }
    }
}

impl Template {
    fn each_fill(&self, note: &mut impl FnMut(Fill)) {
        self.parts.iter().for_each(|part| {
            if let Part::Fill(fill) = part {
                note(*fill);
            }
        });
    }
}

impl Envelope {
    /// Returns true if the envelope is that of RFC 9457, written `envelope: problem`.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        self.holds(|fill| fill == Fill::ProblemType)
    }

    /// Returns true if the body has a place for a wanted value, including merged details.
    pub(crate) fn holds(&self, wanted: impl Fn(Fill) -> bool) -> bool {
        let mut found = false;
        self.each_fill(&mut |fill| found |= wanted(fill));
        found
    }

    fn each_fill(&self, note: &mut impl FnMut(Fill)) {
        match self {
            Self::Literal(_) => {}
            Self::Fill(fill) => note(*fill),
            Self::Text(template) => template.each_fill(note),
            Self::List(items) => items.iter().for_each(|item| item.each_fill(note)),
            Self::Object(members) => members.iter().for_each(|member| match member {
                Member::Key { value, .. } => value.each_fill(note),
                Member::MergeDetails => note(Fill::Token(Token::Details)),
            }),
        }
    }
}

impl Exception {
    /// The exception's name in the SDK of a language, if it has one there.
    #[must_use]
    pub fn name_in(&self, sdk: Sdk) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::BySdk(names) => names.iter().find(|(of, _)| *of == sdk).map(|(_, name)| name.as_str()),
        }
    }
}
