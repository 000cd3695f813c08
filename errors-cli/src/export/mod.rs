//! `errors export`: generates the client side of a catalogue in other languages than Rust.
//!
//! ```text
//! Catalogue ──client──▶ Client ──write──▶ one self-contained file
//! ```
//!
//! `client` selects everything that a client needs and settles all names, once; the writers only know the syntax of
//! their language. The parts that are the same for every catalogue are files of that language in this folder.

mod client;
mod csharp;
mod python;
mod text;
mod typescript;

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use errors_catalogue::Checked;

use self::client::Client;
pub(crate) use self::client::Language;
use crate::outcome::{Failure, Outcome};
use crate::output::{Destination, load};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The catalogue
    #[arg(default_value = "errors.yaml")]
    file: PathBuf,
    /// The language of the client
    #[arg(long, value_name = "LANGUAGE", value_parser = language())]
    to: &'static dyn Target,
    #[command(flatten)]
    target: Destination,
}

/// A target language of clients.
pub(crate) trait Target: Sync {
    /// Facts and names of the language.
    fn language(&self) -> &'static Language;

    /// Writes the file of a client.
    fn write(&self, client: &Client) -> String;
}

/// All languages, in the order of the help and of tables.
pub(crate) const TARGETS: &[&dyn Target] = &[&python::Python, &typescript::Typescript, &csharp::Csharp];

/// Parses the word of `--to`.
fn language() -> impl TypedValueParser<Value = &'static dyn Target> {
    let values = TARGETS.iter().map(|target| {
        let Language { name, title, about, file_ending, .. } = target.language();
        PossibleValue::new(*name).help(format!("{title} {about} (.{file_ending})"))
    });
    PossibleValuesParser::new(values).try_map(|name| {
        let target = TARGETS.iter().find(|target| target.language().name == name);
        target.copied().ok_or("unknown language")
    })
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Checked { catalogue, files, .. } = load(&arguments.file)?;
    let target = arguments.to;
    let text = target.write(&client::client(&catalogue, target.language()));
    arguments.target.put_beside(&files, &text)
}
