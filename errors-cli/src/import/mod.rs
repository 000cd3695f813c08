//! `errors import openapi`: creates a starter catalogue from the error responses of an OpenAPI document.
//!
//! ```text
//! document ──responses──▶ Sighting ──bodies──▶ Body ──draft──▶ YAML ──repair──▶ a catalogue without errors
//! ```
#![expect(clippy::doc_markdown, reason = "OpenAPI is a name, and the help has no backquotes")]

mod bodies;
mod codes;
mod document;
mod draft;
mod envelope;
mod examples;
mod join;
mod layout;
mod list;
mod members;
mod repair;
mod responses;
mod schema;
mod types;
mod values;
mod words;

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use self::document::Document;
use crate::outcome::{Failure, Outcome};
use crate::output::{Destination, refuse_link};
use crate::yaml;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    from: From,
}

#[derive(Subcommand)]
enum From {
    /// An OpenAPI document, 3.0 or 3.1: its 4xx, 5xx and default responses
    #[command(after_help = "\
Codes come from const, enum and the examples of bodies, messages from examples, details and their types from schemas.
The envelope is the common structure of the bodies. Everything that was not understood is listed on standard error and
in comments at the end of the catalogue. Review the result before you release it: it is a starting point.")]
    Openapi(Openapi),
}

#[derive(clap::Args)]
struct Openapi {
    /// The document, YAML or JSON; `-` is standard input
    file: PathBuf,
    #[command(flatten)]
    target: Destination,
}

/// Notes about everything that was not understood, each once, in the order of the document.
#[derive(Default)]
struct Notes {
    notes: Vec<String>,
    known: HashSet<String>,
}

impl Notes {
    fn add(&mut self, note: impl Into<String>) {
        let note = yaml::comment(&note.into());
        if self.known.insert(note.clone()) {
            self.notes.push(note);
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let From::Openapi(Openapi { file, target }) = &arguments.from;
    let document = Document::parse(&read(file)?).map_err(|problem| format!("`{}` {problem}", file.display()))?;
    let mut notes = Notes::default();
    let sightings = responses::sightings(&document, &mut notes);
    let bodies = bodies::bodies(&document, &sightings, &mut notes);
    if bodies.is_empty() {
        return Err(Failure::Usage(format!("`{}` has no error responses", file.display())));
    }
    let draft = draft::draft(&document, &bodies, &mut notes);
    let catalogue = repair::repair(draft, &mut notes)?;
    for note in &notes.notes {
        eprintln!("note: {note}");
    }
    target.put_beside(std::slice::from_ref(file), &with_notes(catalogue, &notes))
}

fn read(path: &Path) -> Result<String, String> {
    if path == Path::new("-") {
        let mut text = String::new();
        let read = std::io::stdin().lock().read_to_string(&mut text);
        return read.map(|_| text).map_err(|error| format!("cannot read standard input: {error}"));
    }
    refuse_link(path)?;
    std::fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

fn with_notes(mut catalogue: String, notes: &Notes) -> String {
    if !notes.notes.is_empty() {
        catalogue.push_str("\n# Not understood, or unknown:\n");
        catalogue.extend(notes.notes.iter().map(|note| format!("# - {note}\n")));
    }
    catalogue
}
