//! The files that may be read: the one named by the caller, its lock, and the fragments of its own tree.
//!
//! A catalogue may come from a stranger. Paths in it, and links in its repository, are followed only within bounds:
//! each step of a path is compared with them before any system call. A file outside is therefore never revealed, not
//! even its existence.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf, Prefix};

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Text;
use crate::source::Span;
use crate::{absolute_path, is_absolute, suggest};

/// All files of a catalogue have at most this many bytes together: 16 MiB.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A catalogue has at most this many fragments.
pub const MAX_FRAGMENTS: usize = 1_000;

/// Maximum number of steps of one path, including those of its links: longer than any path, so only loops exceed it.
const MAX_STEPS: usize = 512;

/// Maximum number of folder entries that are searched for a suggestion.
const MAX_LISTED: usize = 1_000;

/// Finds a catalogue named by the caller; a link must lead to a YAML file inside the repository that contains the link.
///
/// # Errors
/// Returns a diagnostic without a place if the file does not exist or may not be read.
pub fn find_catalogue(path: &Path, name: &str) -> Result<PathBuf, Diagnostic> {
    find(path, name, "`.yaml` or `.yml`", is_yaml)
}

/// Finds a file named by the caller; a link must lead to a file with the same extension inside the repository that
/// contains the link.
///
/// # Errors
/// Returns a diagnostic without a place if the file does not exist or may not be read.
pub fn find_file(path: &Path, name: &str) -> Result<PathBuf, Diagnostic> {
    let ending = path.extension();
    find(path, name, "the same extension", |real| ending.is_some() && real.extension() == ending)
}

fn find(path: &Path, name: &str, endings: &str, fits: impl Fn(&Path) -> bool) -> Result<PathBuf, Diagnostic> {
    if is_stream(path) {
        return Ok(path.to_owned());
    }
    let absolute = std::path::absolute(path).map_err(|error| unreadable(path, name, &error))?;
    let found = Walk::new(PathBuf::new(), &absolute, Vec::new()).finish();
    let Found { real, is_link } = found.map_err(|stop| match stop {
        Stop::Outside => outside(format!("`{name}` is reached through a link that leads outside its repository"))
            .help("files outside are not read: replace the link with its target, or name the target directly"),
        Stop::Missing { folder } => missing(path, name, &yaml_files(&folder)),
        Stop::System(error) => unreadable(path, name, &error),
    })?;
    check_kind(&real, path, name)?;
    if is_link && !fits(&real) {
        return Err(outside(format!("`{name}` is a link to a file with a different extension"))
            .help(format!("point it to a file that ends in {endings}, or replace the link with the file")));
    }
    Ok(real)
}

/// Returns true for the standard streams, which only a command line can name; on Linux they are links to pipes.
fn is_stream(path: &Path) -> bool {
    let is_beside = |folder: &&str| path.parent() == Some(Path::new(folder));
    ["/dev", "/dev/fd", "/proc/self/fd"].iter().any(is_beside) && path.exists()
}

/// The tree that a catalogue takes its fragments from.
pub(crate) struct Tree<'a> {
    name: &'a str,
    /// The catalogue's folder, and the folder of the target if the catalogue is a link.
    folders: Vec<Folder>,
    bounds: Vec<PathBuf>,
    /// Place of each inclusion by real path; `None` for the catalogue itself.
    seen: HashMap<PathBuf, Option<Span>>,
}

struct Folder {
    path: PathBuf,
    real: PathBuf,
}

/// A file that a catalogue may include.
pub(crate) struct Fragment {
    /// Path as written in the catalogue.
    pub(crate) path: PathBuf,
    /// Name in diagnostics.
    pub(crate) name: String,
    /// Path without links.
    pub(crate) real: PathBuf,
}

impl<'a> Tree<'a> {
    /// The tree of the catalogue named `path`, whose path without links is `real`.
    ///
    /// Some build systems create a folder with a link for each file: both ends of such a link count.
    pub(crate) fn of(path: &Path, name: &'a str, real: &Path) -> Self {
        let folder = Folder { path: parent(path).to_owned(), real: real_path(&beside(path)) };
        let behind = real_path(&beside(real));
        let mut folders = vec![folder];
        if folders[0].real != behind {
            folders.push(Folder { path: behind.clone(), real: behind });
        }
        let bounds = folders.iter().map(|folder| root_of(&folder.real)).collect();
        Self { name, folders, bounds, seen: HashMap::from([(real_path(real), None)]) }
    }

    /// Finds a fragment, unless it may not be read or has been found before.
    pub(crate) fn find(&mut self, include: &Text) -> Result<Fragment, Diagnostic> {
        if is_absolute(&include.value) {
            let problem = absolute_path(&include.value, "the file that includes it");
            return Err(problem.at(include.span, "this path starts at the root of a disk"));
        }
        let fragment = self.find_within(&include.value);
        let fragment = fragment.map_err(|problem| {
            let is_refused = problem.rule() == Rule::FragmentOutside;
            problem.at(include.span, if is_refused { "this is not read" } else { "looked for beside this file" })
        })?;
        self.include_once(include, fragment.real.clone())?;
        Ok(fragment)
    }

    fn find_within(&self, include: &str) -> Result<Fragment, Diagnostic> {
        let name = parent(Path::new(self.name)).join(include).display().to_string();
        for folder in &self.folders {
            let path = folder.path.join(include);
            match Walk::new(folder.real.clone(), Path::new(include), self.bounds.clone()).finish() {
                Ok(Found { real, .. }) => return fragment(path, name, &real),
                Err(Stop::Missing { folder }) => return Err(missing(&path, &name, &yaml_files(&folder))),
                Err(Stop::System(error)) => return Err(unreadable(&path, &name, &error)),
                Err(Stop::Outside) => {}
            }
        }
        Err(outside(format!("`{include}` is outside the catalogue's folder and its repository"))
            .help("files outside are not read: move the file into the catalogue's folder or below it")
            .help("catalogues of one repository may share fragments; the repository is the nearest folder above that contains `.git`"))
    }

    /// Rejects a file included twice; it may have several spellings, such as a leading `./` or a link.
    fn include_once(&mut self, include: &Text, real: PathBuf) -> Result<(), Diagnostic> {
        let first = match self.seen.entry(real) {
            Entry::Vacant(entry) => {
                entry.insert(Some(include.span));
                return Ok(());
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        let problem = |message| Diagnostic::new(Rule::InvalidInclude, message).at(include.span, "remove this line");
        Err(match first {
            Some(first) => problem(format!("`{}` is included twice", include.value)).at(first, "the same file"),
            None => problem(format!("`{}` is the catalogue itself", include.value)),
        })
    }
}

fn fragment(path: PathBuf, name: String, real: &Path) -> Result<Fragment, Diagnostic> {
    check_kind(real, &path, &name)?;
    if !is_yaml(real) {
        let message = format!("`{name}` is not a fragment: its name does not end in `.yaml` or `.yml`");
        return Err(outside(message).help("rename the file or, for a link, its target"));
    }
    Ok(Fragment { path, name, real: real_path(real) })
}

fn outside(message: String) -> Diagnostic {
    Diagnostic::new(Rule::FragmentOutside, message)
}

/// The folder of a file; that of a bare name is the current one.
fn beside(file: &Path) -> PathBuf {
    Path::new(".").join(parent(file))
}

fn parent(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}

/// The path of a catalogue given as text: that of the file with this name if it may be read, else one in its folder.
pub(crate) fn place_of(path: &Path, name: &str) -> PathBuf {
    let in_folder = || real_path(&beside(path)).join(path.file_name().unwrap_or_default());
    find_catalogue(path, name).unwrap_or_else(|_| in_folder())
}

/// The canonical path, which has the letter case of the file system; the absolute path if the file is missing.
fn real_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// The folder that bounds reading: the repository; else the outermost package, as in a registry or an image built
/// without `.git`; else the folder itself.
fn root_of(folder: &Path) -> PathBuf {
    let package = || folder.ancestors().filter(|above| above.join("Cargo.toml").is_file()).last();
    repository(folder).or_else(package).unwrap_or(folder).to_owned()
}

/// The nearest folder, from this one upwards, that contains `.git`: a folder, or a file in a worktree.
fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|above| above.join(".git").symlink_metadata().is_ok())
}

fn is_yaml(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    name.ends_with(b".yaml") || name.ends_with(b".yml")
}

/// Refuses anything but a regular file without opening it: a FIFO would never end, and opening a device may have
/// effects.
fn check_kind(real: &Path, path: &Path, name: &str) -> Result<(), Diagnostic> {
    let metadata = fs::metadata(real).map_err(|error| unreadable(path, name, &error))?;
    if metadata.is_dir() {
        return Err(
            Diagnostic::new(Rule::NotAFile, format!("`{name}` is a directory")).help("name the YAML file inside it")
        );
    }
    if !metadata.is_file() {
        return Err(Diagnostic::new(Rule::NotAFile, format!("`{name}` is not a regular file"))
            .help("FIFOs, sockets and devices are not read: name a YAML file"));
    }
    Ok(())
}

/// A path that is being resolved, link by link.
struct Walk {
    real: PathBuf,
    /// The remaining steps, the next one last.
    rest: Vec<Step>,
    /// The folders to stay in, if any.
    bounds: Vec<PathBuf>,
    is_link: bool,
}

enum Step {
    Prefix(PathBuf),
    Root,
    Up,
    Into(OsString),
}

struct Found {
    real: PathBuf,
    /// True if the last step of the path itself is a link.
    is_link: bool,
}

/// The reason why a walk did not reach a file.
enum Stop {
    /// The next step is outside the bounds and was not accessed.
    Outside,
    /// The folder is within the bounds but has no such file.
    Missing {
        folder: PathBuf,
    },
    System(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl Walk {
    fn new(start: PathBuf, path: &Path, bounds: Vec<PathBuf>) -> Self {
        let mut walk = Self { real: start, rest: Vec::new(), bounds, is_link: false };
        walk.push(path);
        walk
    }

    fn push(&mut self, path: &Path) {
        self.rest.extend(path.components().rev().filter_map(|component| match component {
            Component::Prefix(prefix) => Some(Step::Prefix(match prefix.kind() {
                // Normalise as canonical paths do, because this one is compared with them.
                Prefix::Disk(letter) => format!(r"\\?\{}:", char::from(letter)).into(),
                _ => prefix.as_os_str().into(),
            })),
            Component::RootDir => Some(Step::Root),
            Component::CurDir => None,
            Component::ParentDir => Some(Step::Up),
            Component::Normal(name) => Some(Step::Into(name.to_owned())),
        }));
    }

    fn finish(mut self) -> Result<Found, Stop> {
        for _ in 0..MAX_STEPS {
            let Some(step) = self.rest.pop() else { return self.end() };
            match step {
                Step::Prefix(prefix) => self.real = prefix,
                Step::Root => self.real.push(std::path::MAIN_SEPARATOR_STR),
                Step::Up => drop(self.real.pop()),
                Step::Into(name) => self.enter(&name)?,
            }
        }
        Err(io::Error::other("the path is too long, or its links form a loop").into())
    }

    /// Enters a folder or file, which must be within the bounds or on the way down into them.
    fn enter(&mut self, name: &OsStr) -> Result<(), Stop> {
        self.real.push(name);
        if !self.may(|real, bound| real.starts_with(bound) || bound.starts_with(real)) {
            return Err(Stop::Outside);
        }
        let kind = self.real.symlink_metadata().map_err(|error| self.stop(error))?.file_type();
        if kind.is_symlink() {
            self.follow()
        } else if kind.is_dir() || self.rest.is_empty() {
            Ok(())
        } else {
            Err(io::Error::from(io::ErrorKind::NotADirectory).into())
        }
    }

    /// Follows a link. Anybody may have committed it, so the path stays in its repository from here on.
    fn follow(&mut self) -> Result<(), Stop> {
        let target = fs::read_link(&self.real)?;
        self.real.pop();
        self.is_link |= self.rest.is_empty();
        if let Some(repository) = repository(&self.real) {
            self.bounds = vec![repository.to_owned()];
        }
        self.push(&target);
        Ok(())
    }

    fn end(self) -> Result<Found, Stop> {
        if !self.may(|real, bound| real.starts_with(bound)) {
            return Err(Stop::Outside);
        }
        Ok(Found { real: self.real, is_link: self.is_link })
    }

    fn may(&self, fits: fn(&Path, &Path) -> bool) -> bool {
        self.bounds.is_empty() || self.bounds.iter().any(|bound| fits(&self.real, bound))
    }

    fn stop(&self, error: io::Error) -> Stop {
        // Files beside the target of a link are not listed.
        let is_last = self.rest.is_empty() && !self.is_link;
        match self.real.parent() {
            Some(folder) if error.kind() == io::ErrorKind::NotFound && is_last => {
                Stop::Missing { folder: folder.to_owned() }
            }
            _ => error.into(),
        }
    }
}

/// Reads the bytes of a file that was found, at most `room`.
pub(crate) fn read(real: &Path, name: &str, room: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = File::open(real).and_then(|file| file.take(room + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(real, name, &error))?;
    if bytes.len() as u64 > room { Err(too_large(name, room)) } else { Ok(bytes) }
}

/// Diagnostic for a file larger than `room`.
pub(crate) fn too_large(name: &str, room: u64) -> Diagnostic {
    let problem = if room == MAX_BYTES {
        format!("`{name}` is larger than 16 MiB")
    } else {
        format!("with `{name}`, the catalogue is larger than 16 MiB")
    };
    Diagnostic::new(Rule::FileTooLarge, problem)
        .help("fragments and the lock count too: split it into one catalogue per API")
}

fn unreadable(path: &Path, name: &str, error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => missing(path, name, &[]),
        _ => Diagnostic::new(Rule::UnreadableFile, format!("cannot read `{name}`: {error}")),
    }
}

fn missing(path: &Path, name: &str, beside: &[String]) -> Diagnostic {
    let tried = path.display().to_string();
    let mut diagnostic = Diagnostic::new(Rule::MissingFile, format!("no file `{name}`"));
    if tried != name {
        diagnostic = diagnostic.help(format!("tried `{tried}`"));
    }
    let wanted = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    match suggest::closest(wanted, beside.iter().map(String::as_str)) {
        Some(close) => diagnostic.help(format!("did you mean `{close}`, in the same folder?")),
        None if beside.is_empty() => diagnostic,
        None => diagnostic.help(format!("YAML files in that folder: {}", suggest::list(beside))),
    }
}

/// The names of the YAML files in a folder, sorted.
#[must_use]
pub fn yaml_files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().take(MAX_LISTED).flatten();
    let names = entries.map(|entry| entry.file_name()).filter(|name| is_yaml(Path::new(name)));
    let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    names
}
