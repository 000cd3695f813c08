//! `errors openapi`: generates OpenAPI components for the errors of a catalogue.
//!
//! ```text
//! Catalogue ──components──▶ Components ──alone──▶ a document of their own
//!                                      └──merge──▶ the existing document
//! ```
#![expect(clippy::doc_markdown, reason = "OpenAPI is a name, and the help has no backquotes")]

mod components;
mod dialect;
mod headers;
mod merge;
mod shape;
pub(crate) mod value;

use std::path::{Path, PathBuf};

use errors_catalogue::Checked;
use errors_catalogue::model::Catalogue;
use serde_json::{Map, Value, json};

use self::components::{Components, components};
use self::dialect::Dialect;
use crate::outcome::{Failure, Outcome};
use crate::output::{Destination, json as json_text, load};
use crate::yaml;

#[derive(clap::Args)]
#[command(after_help = "\
Refer to the responses, one for each status, from your operations:
    \"429\": { $ref: \"#/components/responses/Acme429\" }

The output is JSON if the path of -o (without it, that of --into) ends in .json, else YAML. With --into, everything else
in the document is kept, in its order, except comments, anchors, the style of quotes and digits beyond 64 bits.
Components of an earlier run, marked with x-errors-catalogue, are replaced. To change a document in place, name it twice:
    errors openapi errors.yaml --into api.yaml -o api.yaml")]
pub(crate) struct Arguments {
    /// The catalogue
    #[arg(default_value = "errors.yaml")]
    file: PathBuf,
    /// The version of OpenAPI; default: the version of the document to merge into, else 3.1
    #[arg(long, value_enum, value_name = "VERSION")]
    openapi: Option<Dialect>,
    /// Merge into this OpenAPI document, YAML or JSON, and write the merged document
    #[arg(long, value_name = "PATH")]
    into: Option<PathBuf>,
    #[command(flatten)]
    target: Destination,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { file, openapi, into, target } = arguments;
    // Before the catalogue: a large document takes most memory while it is read.
    let document = into.as_deref().map(merge::read).transpose()?;
    let Checked { catalogue, files, .. } = load(file)?;
    let named = target.file().or(into.as_deref());
    let text = match document {
        None => {
            let dialect = openapi.unwrap_or(Dialect::V31);
            write(alone(&catalogue, dialect, components(&catalogue, dialect)), named)
        }
        Some(document) => {
            let dialect = document.dialect(*openapi)?;
            let merge = document.merge(&catalogue.about.name)?;
            let merged = merge.finish(components(&catalogue, dialect))?;
            if is_json(named) { write(yaml::to_json(merged), named) } else { yaml::to_string(merged) }
        }
    };
    target.put_beside(&files, &text?)
}

/// Builds the document of a catalogue, in the newest dialect.
pub(crate) fn document(catalogue: &Catalogue) -> Value {
    alone(catalogue, Dialect::V31, components(catalogue, Dialect::V31))
}

/// Builds a document with only the components.
fn alone(catalogue: &Catalogue, dialect: Dialect, components: Components) -> Value {
    let title = catalogue.about.title.clone().unwrap_or_else(|| format!("Errors of {}", catalogue.about.name));
    let mut info = Map::from_iter([("title".to_owned(), json!(title))]);
    info.extend(catalogue.about.description.as_ref().map(|text| ("description".to_owned(), json!(text))));
    info.insert("version".to_owned(), json!(catalogue.about.version.as_deref().unwrap_or("0.0.0")));
    let Components { schemas, responses } = components;
    let mut parts = Map::from_iter([("schemas".to_owned(), Value::Object(schemas))]);
    if !responses.is_empty() {
        parts.insert("responses".to_owned(), Value::Object(responses));
    }
    json!({
        "openapi": dialect.version(),
        "info": info,
        "servers": [{ "url": "/" }],
        "paths": {},
        "components": parts,
    })
}

fn is_json(path: Option<&Path>) -> bool {
    path.and_then(Path::extension).is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn write(document: Value, named: Option<&Path>) -> Result<String, String> {
    if is_json(named) { Ok(json_text(&document)) } else { yaml::to_string(yaml::from_json(document)) }
}
