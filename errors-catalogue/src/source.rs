//! Text with places: files as they were read, and spans that point into them.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;

/// The largest catalogue or fragment that is read, in bytes: 16 MiB.
pub const MAX_FILE: u64 = 16 * 1024 * 1024;

/// A file of a catalogue: its name as shown to people, and its text without a byte order mark.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

/// A range of bytes in one of the files of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// 0 for the catalogue, then the fragments in the order they were read.
    pub file: usize,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a place to a value.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A line and a column, both counted from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl Source {
    /// Takes a text as a file; a byte order mark is left out.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.to_owned(), text, line_starts }
    }

    /// The file's name, as diagnostics show it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of a byte.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        let before = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        Position { line, column: before + 1 }
    }

    /// The text of a line, counted from 1, without its line break.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        let start = self.line_starts.get(line - 1).copied().unwrap_or(self.text.len());
        let end = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

/// Reads a file's bytes.
///
/// # Errors
/// A diagnostic without a place when the file is missing, no file, larger than [`MAX_FILE`] or unreadable.
pub(crate) fn read(path: &Path, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let bytes = read_bytes(path).map_err(|error| unreadable(path, name, &error))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_large(name));
    }
    Ok(bytes)
}

pub(crate) fn too_large(name: &str) -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge, format!("`{name}` is larger than 16 MiB"))
        .help("split it into fragments and list them under `include`")
}

/// Takes bytes as the text of file number `file`; where they are not UTF-8, the diagnostic says from which byte on.
pub(crate) fn decode(name: &str, bytes: Vec<u8>, file: usize) -> (Source, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (Source::new(name, &text), None),
        Err(error) => {
            let text = String::from_utf8_lossy(error.as_bytes());
            let source = Source::new(name, &text);
            let byte_order_mark = text.len() - source.text.len();
            let start = error.utf8_error().valid_up_to() - byte_order_mark;
            let is_utf16 = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
            let label = if is_utf16 { "this starts a file in UTF-16" } else { "the first byte that is not" };
            let problem = Diagnostic::new(Code::NotUtf8, format!("`{name}` is not UTF-8"))
                .at(Span { file, start, end: start }, label)
                .help("save the file as UTF-8");
            (source, Some(problem))
        }
    }
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, name: &str, error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => missing(path, name),
        io::ErrorKind::IsADirectory => {
            Diagnostic::new(Code::NotAFile, format!("`{name}` is a directory")).help("name the YAML file inside it")
        }
        _ => Diagnostic::new(Code::UnreadableFile, format!("cannot read `{name}`: {error}")),
    }
}

fn missing(path: &Path, name: &str) -> Diagnostic {
    let tried = path.display().to_string();
    let mut diagnostic = Diagnostic::new(Code::MissingFile, format!("no file `{name}`"));
    if tried != name {
        diagnostic = diagnostic.help(format!("tried `{tried}`"));
    }
    let names = yaml_files_beside(path);
    let wanted = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    match suggest::closest(wanted, names.iter().map(String::as_str)) {
        Some(close) => diagnostic.help(format!("did you mean `{close}`, in the same folder?")),
        None if names.is_empty() => diagnostic,
        None => diagnostic.help(format!("YAML files in that folder: {}", suggest::list(&names))),
    }
}

fn yaml_files_beside(path: &Path) -> Vec<String> {
    let is_yaml = |name: &String| Path::new(name).extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    let folder = path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let entries = folder.map(fs::read_dir).into_iter().flatten().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(is_yaml).collect();
    names.sort();
    names
}
