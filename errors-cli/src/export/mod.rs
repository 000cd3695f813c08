//! `errors export`: the client's half of a catalogue, in other languages than Rust.
//!
//! ```text
//! Catalogue ──client──▶ Client ──write──▶ one file that stands on its own
//! ```
//!
//! What a client needs and what everything in it is called is decided once, in `client`; the writers only know how their
//! language spells it. The part of a file that is the same for every catalogue stands in a file of that language here.

mod client;
mod csharp;
mod python;
mod text;
mod typescript;

use std::path::PathBuf;

use clap::ValueEnum;
use errors_catalogue::Loaded;

use crate::output::{Target, load};
use crate::{Failure, Outcome};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The catalogue
    #[arg(default_value = "errors.yaml")]
    file: PathBuf,
    /// The language of the client
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    to: To,
    #[command(flatten)]
    target: Target,
}

#[derive(Clone, Copy, ValueEnum)]
enum To {
    /// TypeScript for ES2020 or newer, in Node and browsers, one module
    Typescript,
    /// Python 3.9 or newer, one module
    Python,
    /// C# 7.3 or newer and Unity, one file
    Csharp,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Loaded { catalogue, files, .. } = load(&arguments.file)?;
    let text = match arguments.to {
        To::Typescript => typescript::write(&catalogue),
        To::Python => python::write(&catalogue),
        To::Csharp => csharp::write(&catalogue),
    };
    arguments.target.put_beside(&files, &text)
}
