//! `errors docs`: generates the documentation page of a catalogue, for the users of the API.
//!
//! ```text
//! Catalogue ──describe──▶ Page ──write──▶ Markdown or HTML
//! ```
//!
//! `describe` decides the content of the page, once; the writers know nothing of catalogues and escape every text.

mod describe;
mod html;
pub(crate) mod markdown;
mod page;
mod prose;

use std::path::PathBuf;

use clap::ValueEnum;
use errors_catalogue::model::Catalogue;
pub(crate) use html::POLICY as PAGE_POLICY;

use crate::outcome::{Failure, Outcome};
use crate::output::{Destination, load};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The catalogue
    #[arg(default_value = "errors.yaml")]
    file: PathBuf,
    /// Output format of the page
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    #[command(flatten)]
    target: Destination,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A page to read beside the code
    Markdown,
    /// A self-contained page with search and filters, which loads nothing
    Html,
}

/// Returns the HTML page of a catalogue.
pub(crate) fn html_page(catalogue: &Catalogue) -> String {
    html::write(&describe::describe(catalogue))
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let loaded = load(&arguments.file)?;
    let page = describe::describe(&loaded.catalogue);
    let text = match arguments.format {
        Format::Markdown => markdown::write(&page),
        Format::Html => html::write(&page),
    };
    arguments.target.put_beside(&loaded.files, &text)
}
