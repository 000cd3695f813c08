//! `errors diff`: what a change of a catalogue does to the clients that were built with the old one.

#[cfg(test)]
mod cases;
mod catalogue;
mod entry;
mod envelope;
#[cfg(test)]
mod property;
mod report;
mod template;
mod types;

use std::path::PathBuf;

use clap::ValueEnum;
use errors_catalogue::model::Catalogue;

use crate::output::{load, print};
use crate::{Failure, Outcome};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The catalogue that clients were built with
    old: PathBuf,
    /// The catalogue that servers will use
    new: PathBuf,
    /// How changes are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// A list of objects
    Json,
    /// Tables, for a pull request or release notes
    Markdown,
}

/// What a change does to a client that was built with the old catalogue, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// It may fail, or act on what is no longer so.
    Breaking,
    /// It reads all that it read before.
    Compatible,
    /// Nothing but texts for people.
    Documentation,
}

impl Verdict {
    const ALL: [Self; 3] = [Self::Breaking, Self::Compatible, Self::Documentation];

    const fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Compatible => "compatible",
            Self::Documentation => "documentation",
        }
    }
}

/// Defines the kinds of changes with the words that reports have for them.
macro_rules! kinds {
    ($($kind:ident = $word:literal,)+) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Kind { $($kind,)+ }

        impl Kind {
            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$kind,)+];

            const fn word(self) -> &'static str {
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
}

/// One difference, judged.
#[derive(Debug)]
struct Change {
    kind: Kind,
    verdict: Verdict,
    at: Place,
    /// What is different.
    message: String,
    /// What that means to clients, and so why the verdict is this one.
    reason: &'static str,
}

/// Where in the catalogue, in the words of its keys: `errors.RATE_LIMIT.details.limit`.
#[derive(Clone, Debug)]
struct Place {
    code: Option<String>,
    path: String,
}

impl Place {
    fn top(key: &str) -> Self {
        Self { code: None, path: key.to_owned() }
    }

    fn entry(code: &str) -> Self {
        Self { code: Some(code.to_owned()), path: format!("errors.{code}") }
    }

    fn key(&self, key: &str) -> Self {
        Self { code: self.code.clone(), path: format!("{}.{key}", self.path) }
    }
}

/// The changes found so far.
#[derive(Debug, Default)]
struct Changes {
    list: Vec<Change>,
}

impl Changes {
    fn breaking(&mut self, kind: Kind, at: &Place, message: impl Into<String>, reason: &'static str) {
        self.push(Verdict::Breaking, kind, at, message.into(), reason);
    }

    fn compatible(&mut self, kind: Kind, at: &Place, message: impl Into<String>, reason: &'static str) {
        self.push(Verdict::Compatible, kind, at, message.into(), reason);
    }

    fn documentation(&mut self, kind: Kind, at: &Place, message: impl Into<String>, reason: &'static str) {
        self.push(Verdict::Documentation, kind, at, message.into(), reason);
    }

    fn push(&mut self, verdict: Verdict, kind: Kind, at: &Place, message: String, reason: &'static str) {
        self.list.push(Change { kind, verdict, at: at.clone(), message, reason });
    }

    /// A text for people that no program acts on.
    fn text<T: PartialEq + ?Sized>(&mut self, kind: Kind, at: &Place, old: &T, new: &T) {
        if old != new {
            self.documentation(kind, at, "the text is another", "people read it, programs do not");
        }
    }

    /// The name that generated Rust has: nothing on the wire, and whoever writes it in source is told by the compiler.
    fn generated_name(&mut self, at: &Place, old: &str, new: &str) {
        if old != new {
            self.compatible(
                Kind::GeneratedName,
                at,
                format!("the generated name `{old}` is now `{new}`"),
                "it is not on the wire; Rust code that writes the name has to be changed when it is next built",
            );
        }
    }
}

/// All changes: the breaking first, the catalogue's before its codes', codes by their spelling.
fn diff(old: &Catalogue, new: &Catalogue) -> Vec<Change> {
    let mut out = Changes::default();
    catalogue::compare(old, new, &mut out);
    out.list.sort_by(|a, b| (a.verdict, &a.at.code).cmp(&(b.verdict, &b.at.code)));
    out.list
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (old, new) = (load(&arguments.old)?, load(&arguments.new)?);
    let changes = diff(&old.catalogue, &new.catalogue);
    print(&match arguments.format {
        Format::Text => report::text(&changes),
        Format::Json => report::json(&changes),
        Format::Markdown => report::markdown(&changes),
    })?;
    let breaks = changes.iter().any(|change| change.verdict == Verdict::Breaking);
    Ok(if breaks { Outcome::Findings } else { Outcome::Fine })
}
