//! Where a command's text goes: standard output, a file, or a comparison with the file that is there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use errors_catalogue::diagnostic::Code;
use errors_catalogue::{Loaded, files};
use similar::TextDiff;

use crate::{Failure, Outcome};

/// Options of every command that writes a file.
#[derive(clap::Args)]
pub(crate) struct Target {
    /// Write to this file instead of standard output, which is -
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Compare with the file instead of writing it: print a diff and exit with 1 when they differ
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
}

impl Target {
    /// [Puts](Self::put) a text that is made of files, and none of them in its place.
    pub(crate) fn put_beside(&self, sources: &[PathBuf], text: &str) -> Result<Outcome, Failure> {
        match self.file().filter(|file| is_one_of(file, sources)) {
            Some(file) => Err(Failure::Usage(format!(
                "`{}` is what this is made of: name another file after `--output`",
                file.display()
            ))),
            None => self.put(text),
        }
    }

    /// The file that is meant; none is standard output.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Prints, writes or compares the text.
    pub(crate) fn put(&self, text: &str) -> Result<Outcome, Failure> {
        match self.file() {
            None if self.check => {
                Err(Failure::Usage("`--check` compares with a file: `-` is standard output".to_owned()))
            }
            None => print(text).map(|()| Outcome::Fine),
            Some(path) if self.check => compare(path, text),
            Some(path) => {
                refuse_link(path)?;
                fs::write(path, text).map_err(|error| format!("cannot write `{}`: {error}", path.display()))?;
                Ok(Outcome::Fine)
            }
        }
    }
}

fn is_one_of(output: &Path, sources: &[PathBuf]) -> bool {
    let Ok(output) = fs::canonicalize(output) else { return false };
    sources.iter().any(|source| fs::canonicalize(source).is_ok_and(|source| source == output))
}

/// Writes to standard output; a reader that has gone away is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Usage(format!("cannot write: {error}")))
        }
        _ => Ok(()),
    }
}

/// Refuses a path that a link leads elsewhere: what is there is neither shown nor written over.
pub(crate) fn refuse_link(path: &Path) -> Result<(), String> {
    match files::find_file(path, &path.display().to_string()) {
        Err(problem) if problem.code() == Code::FragmentOutside => Err(problem.render(&[])),
        _ => Ok(()),
    }
}

fn compare(path: &Path, text: &str) -> Result<Outcome, Failure> {
    refuse_link(path)?;
    let there = match fs::read(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(Failure::Usage(format!("cannot read `{}`: {error}", path.display()))),
    };
    if there == text.as_bytes() {
        return Ok(Outcome::Fine);
    }
    let name = path.display().to_string();
    let there = String::from_utf8_lossy(&there);
    let diff = TextDiff::from_lines(&*there, text);
    print(&diff.unified_diff().header(&name, &format!("{name} (as it would be written)")).to_string())?;
    Ok(Outcome::Findings)
}

/// Reads a catalogue that has to be without mistakes; they are printed otherwise. It may break its lock.
pub(crate) fn load(path: &Path) -> Result<Loaded, Failure> {
    let shown = path.display();
    if let Some(problem) = missing(path) {
        return Err(Failure::Usage(problem));
    }
    let loaded = errors_catalogue::load_unlocked(path, &shown.to_string());
    if loaded.diagnostics.is_empty() {
        return Ok(loaded);
    }
    let problems: Vec<String> = loaded.rendered().map(|problem| format!("error: {problem}\n")).collect();
    eprintln!("{}", problems.join("\n"));
    Err(Failure::Mistakes(format!("`{shown}` has mistakes: correct them first")))
}

/// What to say of a path that leads to no file. The reader's own words are for the macro, which looks beside Cargo.toml;
/// of a path that may not be followed it says so itself.
pub(crate) fn missing(path: &Path) -> Option<String> {
    let problem = files::find_catalogue(path, &path.display().to_string()).err()?;
    if problem.code() != Code::MissingFile && !(problem.code() == Code::NotAFile && path.is_dir()) {
        return None;
    }
    let yaml = files::yaml_files(if path.is_dir() { path } else { folder_of(path) });
    let help = match yaml.as_slice() {
        [] => "name the catalogue, or write one with `errors init`".to_owned(),
        names => format!("name the catalogue; YAML files in that folder: {}", errors_catalogue::suggest::list(names)),
    };
    Some(format!("no file `{}`: {help}", path.display()))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
