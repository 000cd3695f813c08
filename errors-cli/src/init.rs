//! `errors init`: creates a starter catalogue.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::outcome::{Failure, Outcome};
use crate::output::{Destination, named, show};

/// The starter catalogue; a test checks it like any other.
const STARTER: &str = include_str!("starter.yaml");

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file to create; an existing file is never overwritten
    #[arg(default_value = "errors.yaml")]
    path: PathBuf,
    /// Compare with the existing file instead of writing it: print a diff and exit with 1 if they differ
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let target = Destination { output: Some(arguments.path.clone()), check: arguments.check };
    match target.file().filter(|_| !target.check) {
        Some(path) => write(path),
        None => target.put(STARTER),
    }
}

fn write(path: &Path) -> Result<Outcome, Failure> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(STARTER.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!("`{}` already exists, and was not overwritten", path.display()),
        _ => format!("cannot write `{}`: {error}", path.display()),
    })?;
    let name = named(Path::new(path.file_name().unwrap_or_default()));
    show(&format!(
        "wrote `{}`; where it is beside Cargo.toml, use it from Rust as `pub mod errors {{ errors_runtime::include_error_spec!(\"{name}\"); }}`\n",
        named(path)
    ))?;
    Ok(Outcome::Fine)
}

#[cfg(test)]
mod tests {
    #[test]
    fn starter_has_no_findings() {
        let loaded = errors_catalogue::check("errors.yaml", super::STARTER);
        let checked = loaded.checked().unwrap_or_else(|loaded| panic!("{}", loaded.rendered().collect::<String>()));
        let findings = errors_catalogue::lint::lint(&checked);
        assert!(findings.is_empty(), "{findings:?}");
    }
}
