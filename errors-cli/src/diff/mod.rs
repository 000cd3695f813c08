//! `errors diff`: lists the effects of a catalogue's changes on clients that were built with the old one.

mod report;

use std::path::PathBuf;

use clap::ValueEnum;
use errors_catalogue::diff::{Change, Verdict, diff};
use errors_catalogue::model::Catalogue;

use crate::outcome::{Failure, Outcome};
use crate::output::{lines, load, print};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The catalogue that clients were built with
    old: PathBuf,
    /// The catalogue that servers will use
    new: PathBuf,
    /// Output format of the changes
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Text for people
    Text,
    /// A JSON list of objects
    Json,
    /// Markdown tables, for a pull request or release notes
    Markdown,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (old, new) = (load(&arguments.old)?, load(&arguments.new)?);
    let changes = changes(&old.catalogue, &new.catalogue);
    print(&match arguments.format {
        Format::Text => lines(&report::text(&changes)),
        Format::Json => report::json(&changes),
        Format::Markdown => report::markdown(&changes),
    })?;
    let breaks = changes.iter().any(|change| change.verdict == Verdict::Breaking);
    Ok(if breaks { Outcome::Findings } else { Outcome::Fine })
}

/// Returns all changes, sorted: breaking ones first, the catalogue's before those of codes, then by code.
fn changes(old: &Catalogue, new: &Catalogue) -> Vec<Change> {
    let mut changes = diff(old, new);
    changes.sort_by(|a, b| (a.verdict, a.at.code()).cmp(&(b.verdict, b.at.code())));
    changes
}
