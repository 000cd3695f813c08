//! Comparison of two catalogues: the effect of each change on clients that were built with the old one.
//!
//! ```
//! use errors_catalogue::diff::{Verdict, diff};
//!
//! let catalogue = |status| {
//!     let text = format!("catalogue: acme\nerrors:\n  GONE: {{ status: {status}, message: Nothing is here }}\n");
//!     errors_catalogue::check("errors.yaml", &text).catalogue
//! };
//! let changes = diff(&catalogue(404), &catalogue(410));
//! assert_eq!(changes[0].verdict, Verdict::Breaking);
//! assert_eq!(changes[0].at.to_string(), "errors.GONE.status");
//! ```

mod catalogue;
mod entry;
mod envelope;
mod template;
mod types;

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use crate::model::Catalogue;

/// Effect of a change on a client that was built with the old catalogue, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The client may fail, or act on outdated facts.
    Breaking,
    /// The client reads everything that it read before.
    Compatible,
    /// Only texts for people changed.
    Documentation,
}

impl Verdict {
    /// All verdicts, the worst first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Compatible, Self::Documentation];

    /// Spelling in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Compatible => "compatible",
            Self::Documentation => "documentation",
        }
    }
}

/// Defines the kinds of changes with their spelling in reports.
macro_rules! kinds {
    ($($kind:ident = $word:literal,)+) => {
        /// A kind of change.
        #[expect(missing_docs, reason = "the word of a kind explains it")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($kind,)+ }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)+];

            /// Spelling in reports.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)+ }
            }
        }
    };
}

kinds! {
    CatalogueName = "catalogue-name",
    CatalogueVersion = "catalogue-version",
    CatalogueText = "catalogue-text",
    DocsUrl = "docs-url",
    ContentType = "content-type",
    Transport = "transport",
    ContextAdded = "context-added",
    ContextGone = "context-gone",
    EnvelopeValueAdded = "envelope-value-added",
    EnvelopeValueGone = "envelope-value-gone",
    EnvelopeValueMoved = "envelope-value-moved",
    EnvelopeText = "envelope-text",
    EnvelopeLiteral = "envelope-literal",
    EnvelopePresence = "envelope-presence",
    RetryStatusAdded = "retry-status-added",
    RetryStatusGone = "retry-status-gone",
    RetryNumber = "retry-number",
    CategoryAdded = "category-added",
    CategoryGone = "category-gone",
    CategoryTitle = "category-title",
    TypeAdded = "type-added",
    TypeGone = "type-gone",
    TypeShape = "type-shape",
    EnumValueAdded = "enum-value-added",
    EnumValueGone = "enum-value-gone",
    FieldAdded = "field-added",
    FieldGone = "field-gone",
    FieldType = "field-type",
    FieldOptional = "field-optional",
    FieldRequired = "field-required",
    CodeAdded = "code-added",
    CodeGone = "code-gone",
    CodeRenamed = "code-renamed",
    CodeMerged = "code-merged",
    CodeReused = "code-reused",
    AliasAdded = "alias-added",
    AliasGone = "alias-gone",
    Status = "status",
    Retryable = "retryable",
    RetryAfter = "retry-after",
    HeaderAdded = "header-added",
    HeaderGone = "header-gone",
    HeaderValue = "header-value",
    DetailAdded = "detail-added",
    DetailGone = "detail-gone",
    DetailType = "detail-type",
    DetailOptional = "detail-optional",
    DetailRequired = "detail-required",
    DetailPlace = "detail-place",
    DetailText = "detail-text",
    Message = "message",
    MessagePlaceholderGone = "message-placeholder-gone",
    Title = "title",
    Fix = "fix",
    UserMessage = "user-message",
    Category = "category",
    Severity = "severity",
    Exception = "exception",
    Deprecated = "deprecated",
    EntryText = "entry-text",
    GeneratedName = "generated-name",
    StatusText = "status-text",
    Fallback = "fallback",
    RateLimitAdded = "rate-limit-added",
    RateLimitGone = "rate-limit-gone",
    RateLimitNumbers = "rate-limit-numbers",
    RateLimitText = "rate-limit-text",
    CloseCodeAdded = "close-code-added",
    CloseCodeGone = "close-code-gone",
    Reconnect = "reconnect",
    CloseCodeText = "close-code-text",
    Retired = "retired",
    RetiredGone = "retired-gone",
}

/// One difference and its verdict.
#[derive(Debug)]
pub struct Change {
    /// Kind of difference.
    pub kind: Kind,
    /// Effect on clients.
    pub verdict: Verdict,
    /// Place in the new catalogue, or in the old one if it is gone.
    pub at: Path,
    /// Description of the difference.
    pub message: String,
    /// Consequence for clients, which explains the verdict.
    pub reason: &'static str,
}

/// Path to a place in a catalogue, built from its keys: `errors.RATE_LIMIT.details.limit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(Vec<String>);

impl Path {
    /// The keys; a position in a list is a number in brackets.
    #[must_use]
    pub fn steps(&self) -> &[String] {
        &self.0
    }

    /// The code whose entry the place belongs to, if it belongs to one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.get(1).filter(|_| self.0[0] == ERRORS).map(String::as_str)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            let dot = if number == 0 || step.starts_with('[') { "" } else { "." };
            write!(f, "{dot}{step}")?;
        }
        Ok(())
    }
}

/// The key of the entries.
pub(crate) const ERRORS: &str = "errors";

/// The key of the envelope.
pub(crate) const ENVELOPE: &str = "envelope";

/// A place under comparison: a [`Path`] that borrows its text, because most places have not changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place<'a>(Vec<Step<'a>>);

/// A step from a container to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

impl<'a> Place<'a> {
    fn top(key: &'a str) -> Self {
        Self(vec![Step::Key(key)])
    }

    fn entry(code: &'a str) -> Self {
        Self(vec![Step::Key(ERRORS), Step::Key(code)])
    }

    fn key(&self, key: &'a str) -> Self {
        self.then(Step::Key(key))
    }

    fn then(&self, step: Step<'a>) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }

    fn path(&self) -> Path {
        let owned = |step: &Step<'_>| match step {
            Step::Key(key) => (*key).to_owned(),
            Step::Item(at) => format!("[{at}]"),
        };
        Path(self.0.iter().map(owned).collect())
    }
}

/// The changes found so far.
#[derive(Debug, Default)]
struct Changes {
    list: Vec<Change>,
}

impl Changes {
    fn breaking(&mut self, kind: Kind, at: &Place<'_>, message: impl Into<String>, reason: &'static str) {
        self.push(Verdict::Breaking, kind, at, message.into(), reason);
    }

    fn compatible(&mut self, kind: Kind, at: &Place<'_>, message: impl Into<String>, reason: &'static str) {
        self.push(Verdict::Compatible, kind, at, message.into(), reason);
    }

    fn documentation(&mut self, kind: Kind, at: &Place<'_>, message: impl Into<String>, reason: &'static str) {
        self.push(Verdict::Documentation, kind, at, message.into(), reason);
    }

    fn push(&mut self, verdict: Verdict, kind: Kind, at: &Place<'_>, message: String, reason: &'static str) {
        self.list.push(Change { kind, verdict, at: at.path(), message, reason });
    }

    /// Compares a text for people that no program acts on.
    fn text<T: PartialEq + ?Sized>(&mut self, kind: Kind, at: &Place<'_>, old: &T, new: &T) {
        if old != new {
            self.documentation(kind, at, "text changed", "people read it, programs do not");
        }
    }

    /// Compares a name in generated Rust: it is not on the wire, and the compiler reports its uses in source.
    fn generated_name(&mut self, at: &Place<'_>, old: &str, new: &str) {
        if old != new {
            self.compatible(
                Kind::GeneratedName,
                at,
                format!("the generated name `{old}` is now `{new}`"),
                "it is not on the wire; Rust code that uses the name must change at its next build",
            );
        }
    }
}

/// Indexes items by a key; the first of several with the same key wins.
fn index<'a, T, K: Eq + Hash>(items: &'a [T], key: impl Fn(&'a T) -> K) -> HashMap<K, &'a T> {
    items.iter().rev().map(|item| (key(item), item)).collect()
}

/// All changes, in the order of the catalogue's keys.
#[must_use]
pub fn diff(old: &Catalogue, new: &Catalogue) -> Vec<Change> {
    let mut out = Changes::default();
    catalogue::compare(old, new, &mut out);
    out.list
}
