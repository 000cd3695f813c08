//! Destinations of a command's text: standard output, a file, or a comparison with an existing file.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use errors_catalogue::diagnostic::Rule;
use errors_catalogue::shown::{self, terminal};
use errors_catalogue::{Checked, Loaded, files};
use serde_json::Value;
use similar::TextDiff;

use crate::outcome::{Failure, Outcome};

/// Options of every command that writes a file.
#[derive(clap::Args)]
pub(crate) struct Destination {
    /// Write to this file instead of standard output; `-` is standard output
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Compare with the existing file instead of writing it: print a diff and exit with 1 if they differ
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
}

impl Destination {
    /// [Puts](Self::put) a text that was built from files, and refuses to overwrite any of them.
    pub(crate) fn put_beside(&self, sources: &[PathBuf], text: &str) -> Result<Outcome, Failure> {
        match self.file().filter(|file| is_one_of(file, sources)) {
            Some(file) => Err(Failure::Usage(format!(
                "`{}` is an input of this command: name another file after `--output`",
                file.display()
            ))),
            None => self.put(text),
        }
    }

    /// Returns the output file; `None` is standard output.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Prints, writes or compares the text.
    pub(crate) fn put(&self, text: &str) -> Result<Outcome, Failure> {
        match self.file() {
            None if self.check => {
                Err(Failure::Usage("`--check` compares with a file, but `-` is standard output".to_owned()))
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

/// Prints a text for people; its lines are the command's own, but parts of them may come from untrusted files.
pub(crate) fn show(text: &str) -> Result<(), Failure> {
    print(&lines(text))
}

/// Makes each line of a text safe for terminals and build logs: no line controls the terminal, and none is a command to
/// the CI runner, which looks for `::` after white space, too.
pub(crate) fn lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

fn line(text: &str) -> String {
    let shown = terminal(text);
    let start = shown.len() - shown.trim_start().len();
    // `:::` is how the compiler marks a second place; it is not a command.
    if shown[start..].starts_with("::") && !shown[start..].starts_with(":::") {
        return format!("{}\\u{{3a}}{}", &shown[..start], &shown[start + 1..]);
    }
    shown
}

/// Makes a file name safe to print in a line.
pub(crate) fn named(path: &Path) -> String {
    terminal(&path.display().to_string())
}

/// Formats JSON on several lines: the same value to every reader, with escapes for everything that a terminal or a CI
/// runner acts on.
pub(crate) fn json(value: &Value) -> String {
    let mut out = String::new();
    // Such characters occur only inside strings.
    for c in format!("{value:#}\n").replace("##", "#\\u0023").chars() {
        if shown::steers(c) && c != '\n' {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Prints why a command failed, on one line, whatever names and texts the message contains.
pub(crate) fn print_error(problem: &str) {
    eprintln!("error: {}", terminal(problem));
}

/// Writes to standard output; a closed pipe is not a failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Usage(format!("cannot write: {error}")))
        }
        _ => Ok(()),
    }
}

/// Refuses a path that a link leads out of the repository: its target is neither shown nor overwritten.
pub(crate) fn refuse_link(path: &Path) -> Result<(), String> {
    match files::find_file(path, &path.display().to_string()) {
        Err(problem) if problem.rule() == Rule::FragmentOutside => Err(problem.render(&[])),
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
    show(&difference(&named(path), &String::from_utf8_lossy(&there), text))?;
    Ok(Outcome::Findings)
}

/// Computes a unified diff by lines, in which other line endings than a line feed are visible.
fn difference(name: &str, old: &str, new: &str) -> String {
    let mut out = format!("--- {name}\n+++ {name} (generated)\n");
    for hunk in TextDiff::from_lines(old, new).unified_diff().iter_hunks() {
        let _ = writeln!(out, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let line = change.value().strip_suffix('\n');
            let end = if line.is_none() { "\n\\ No newline at end of file" } else { "" };
            let _ = writeln!(out, "{}{}{end}", change.tag(), terminal(line.unwrap_or(change.value())));
        }
    }
    out
}

/// Loads a catalogue that must be free of errors; otherwise prints them. The catalogue may break its lock.
pub(crate) fn load(path: &Path) -> Result<Checked, Failure> {
    if let Some(problem) = missing(path) {
        return Err(Failure::Usage(problem));
    }
    let loaded = match errors_catalogue::load(path, &path.display().to_string()).checked() {
        Ok(checked) => return Ok(checked),
        Err(loaded) => loaded,
    };
    let problems = loaded.rendered().chain(more(&loaded));
    let problems: Vec<String> = problems.map(|problem| format!("error: {problem}\n")).collect();
    eprintln!("{}", lines(&problems.join("\n")));
    Err(Failure::Mistakes(format!("`{}` has errors: correct them first", path.display())))
}

/// Returns a line with the number of problems that are not shown.
pub(crate) fn more(loaded: &Loaded) -> Option<String> {
    let more = loaded.problems() - loaded.diagnostics.len();
    (more > 0).then(|| format!("… and {more} more"))
}

/// Returns advice for a path without a file. The reader's own message is for the macro, which looks beside Cargo.toml;
/// the reader explains paths that must not be followed.
pub(crate) fn missing(path: &Path) -> Option<String> {
    let problem = files::find_catalogue(path, &path.display().to_string()).err()?;
    if problem.rule() != Rule::MissingFile && !(problem.rule() == Rule::NotAFile && path.is_dir()) {
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
