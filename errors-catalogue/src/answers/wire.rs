//! Values that a response carries.

use crate::model::{
    Catalogue, Entry, Envelope, Exception, Fill, Member, Part, Place, RetryAfter, Sdk, Template, Token, Transport,
};

impl Catalogue {
    /// Returns true if errors are messages of a WebSocket, a queue or a stream: they have no headers, and need no status.
    #[must_use]
    pub const fn is_message(&self) -> bool {
        matches!(self.transport, Transport::Message)
    }

    /// Returns true if responses carry a value in the body, or in a header of every error.
    #[must_use]
    pub fn carries(&self, token: Token) -> bool {
        let is_token = |fill: Fill| fill == Fill::Token(token);
        let in_headers = self.headers.iter().any(|header| header.value.mentions(is_token));
        in_headers || self.envelope.holds(&is_token)
    }

    /// The value's name in the catalogue.
    #[must_use]
    pub fn fill_name(&self, fill: Fill) -> &str {
        fill.name(&self.context)
    }

    /// Returns true if the body has the detail at a position.
    #[must_use]
    pub fn has_in_body(&self, entry: &Entry, at: usize) -> bool {
        entry.details[at].place == Place::Body && self.carries(Token::Details)
    }

    /// Returns true if a client can read the detail by itself: it is in the body, or a header holds it, `Retry-After`
    /// among them.
    #[must_use]
    pub fn sends_detail(&self, entry: &Entry, at: usize) -> bool {
        let is_delay = !self.is_message() && entry.retry_after == RetryAfter::Detail(at);
        self.has_in_body(entry, at) || is_delay || entry.headers.iter().any(|header| header.value.uses(at))
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
    /// Returns true if one of the values that are filled in is a wanted one.
    pub(crate) fn mentions(&self, wanted: impl Fn(Fill) -> bool) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Fill(fill) if wanted(*fill)))
    }
}

impl Envelope {
    /// Returns true if the envelope is that of RFC 9457, which `envelope: problem` stands for.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        self.holds(&|fill| fill == Fill::ProblemType)
    }

    /// Returns true if the body has a place for a wanted value, details that are merged included.
    pub(crate) fn holds(&self, wanted: &impl Fn(Fill) -> bool) -> bool {
        match self {
            Self::Literal(_) => false,
            Self::Fill(fill) => wanted(*fill),
            Self::Text(template) => template.mentions(wanted),
            Self::List(items) => items.iter().any(|item| item.holds(wanted)),
            Self::Object(members) => members.iter().any(|member| match member {
                Member::Key { value, .. } => value.holds(wanted),
                Member::MergeDetails => wanted(Fill::Token(Token::Details)),
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
