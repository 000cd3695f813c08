//! Where a command's text goes: standard output, a file, or a comparison with the file that is there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use errors_catalogue::Loaded;
use similar::TextDiff;

use crate::{Failure, Outcome};

/// Options of every command that writes a file.
#[derive(clap::Args)]
pub(crate) struct Target {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Compare with the file instead of writing it: print a diff and exit with 1 when they differ
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
}

impl Target {
    /// Prints, writes or compares the text.
    pub(crate) fn put(&self, text: &str) -> Result<Outcome, Failure> {
        match &self.output {
            None => print(text).map(|()| Outcome::Fine),
            Some(path) if self.check => compare(path, text),
            Some(path) => {
                fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
                Ok(Outcome::Fine)
            }
        }
    }
}

/// Writes to standard output; a reader that has gone away is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot write: {error}")),
        _ => Ok(()),
    }
}

fn compare(path: &Path, text: &str) -> Result<Outcome, Failure> {
    let there = match fs::read_to_string(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("cannot read {}: {error}", path.display())),
    };
    if there == text {
        return Ok(Outcome::Fine);
    }
    let name = path.display().to_string();
    let diff = TextDiff::from_lines(there.as_str(), text);
    print(&diff.unified_diff().header(&name, &format!("{name} (as it would be written)")).to_string())?;
    Ok(Outcome::Findings)
}

/// Reads a catalogue that has to be without mistakes; they are printed otherwise. It may break its lock.
pub(crate) fn load(path: &Path) -> Result<Loaded, Failure> {
    let loaded = errors_catalogue::load_unlocked(path, &path.display().to_string());
    if loaded.diagnostics.is_empty() {
        return Ok(loaded);
    }
    let problems: Vec<String> = loaded.rendered().map(|problem| format!("error: {problem}\n")).collect();
    eprintln!("{}", problems.join("\n"));
    Err(format!("{} has to be without mistakes here", path.display()))
}
