//! `errors lock`: writes down what was released, so that a change which breaks it is refused where it is made.

mod surface;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use errors_catalogue::model::Catalogue;
use errors_catalogue::{Loaded, lock};

use crate::outcome::{Failure, Outcome};
use crate::output::{Destination, load, more, named, show};
use crate::yaml;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The catalogue that is released
    #[arg(default_value = "errors.yaml")]
    file: PathBuf,
    /// Write to this file instead of FILE.lock, over whatever it holds; - is standard output
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Compare with the file instead of writing it: print a diff and exit with 1 when they differ
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { file, output, check } = arguments;
    let loaded = load(file)?;
    let text = text(&loaded.catalogue, file)?;
    let held_to_lock = errors_catalogue::lock::load(file, &file.display().to_string());
    if !held_to_lock.diagnostics.is_empty() {
        return refuse(&held_to_lock, file);
    }
    let output = output.clone().unwrap_or_else(|| lock::path_of(file));
    Destination { output: Some(output), check: *check }.put_beside(&loaded.files, &text)
}

/// The lock of a catalogue that has no mistakes.
fn text(catalogue: &Catalogue, file: &Path) -> Result<String, Failure> {
    let name = yaml::comment(&file.file_name().unwrap_or_default().display().to_string());
    let surface = yaml::to_string(surface::surface(catalogue).into())?;
    Ok(format!("# The released surface of {name}, written by `errors lock`; not to be edited.\n{surface}"))
}

fn refuse(loaded: &Loaded, file: &Path) -> Result<Outcome, Failure> {
    let problems = loaded.diagnostics.iter().zip(loaded.rendered());
    let shown = problems.map(|(it, text)| format!("error[{}]: {text}\n\n", it.rule().word()));
    let problems: Vec<String> = shown.chain(more(loaded).map(|more| format!("error: {more}\n\n"))).collect();
    let lock = lock::path_of(file);
    show(&format!("{}`{}` is left as it is; delete it to begin anew\n", problems.concat(), named(&lock)))?;
    Ok(Outcome::Findings)
}
