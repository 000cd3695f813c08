//! `errors.yaml.lock`: the released surface, itself a catalogue, and the check of a catalogue against it.

mod places;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::diff::{Change, Kind, Verdict, diff};
use crate::files;
use crate::load::{Loaded, Loader};
use crate::model::Catalogue;
use crate::node::Node;
use places::Places;

/// Reads and checks a catalogue as [`load`](crate::load) does, and compares it with its lock, if there is one.
///
/// Diagnostics call the file `name`.
#[must_use]
pub fn load(path: &Path, name: &str) -> Loaded {
    let mut loader = Loader::default();
    let documents = loader.root(path, name, files::find_catalogue(path, name));
    let catalogue = loader.validate(&documents);
    compare(&mut loader, path, name, &catalogue);
    loader.loaded(catalogue, documents)
}

/// Compares a valid catalogue with its lock: it may still break the release.
fn compare(loader: &mut Loader, path: &Path, name: &str, catalogue: &Catalogue) {
    if !loader.out.is_empty() {
        return;
    }
    let (path, name) = (path_of(path), format!("{name}.lock"));
    let found = files::find_file(&path, &name);
    if found.as_ref().is_err_and(|problem| problem.rule() == Rule::MissingFile) {
        return;
    }
    let own = loader.roots.len();
    let documents = loader.root(&path, &name, found);
    let released = loader.validate(&documents);
    if !loader.out.is_empty() {
        return loader.out.help_all(RESTORE);
    }
    let (new, old) = loader.roots.split_at(own);
    let (new, released) = (Side { catalogue, roots: new }, Side { catalogue: &released, roots: old });
    check(&new, &released, &mut loader.out);
}

/// Path of a catalogue's lock: the file beside it with `.lock` appended to its name.
#[must_use]
pub fn path_of(catalogue: &Path) -> PathBuf {
    let mut name = catalogue.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// Help for a lock that is not a valid catalogue.
const RESTORE: &str = "`errors lock` wrote this file: take it from version control again, or use the newer `errors` that wrote it; \
     or delete it and run `errors lock`";

/// A catalogue, and its files as they were written.
struct Side<'a> {
    catalogue: &'a Catalogue,
    roots: &'a [Node],
}

/// Reports changes that break the release, unless a new major version allows them.
fn check(new: &Side<'_>, released: &Side<'_>, out: &mut Diagnostics) {
    let version = |side: &Side<'_>| side.catalogue.about.version.as_deref().and_then(series);
    let released_series = version(released);
    if released_series.is_some_and(|released| version(new).is_some_and(|new| new > released)) {
        return;
    }
    if new.catalogue.about.name != released.catalogue.about.name {
        return out.push(another_catalogue(new, released));
    }
    let mut changes = diff(released.catalogue, new.catalogue);
    let retired: HashSet<&str> = new.catalogue.retired.iter().map(|(code, _)| code.as_str()).collect();
    changes.retain(|change| breaks(change, &retired));
    if !changes.is_empty() {
        let (places, lock) = (Places::new(new.roots), Places::new(released.roots));
        for change in &changes {
            out.push(broken(change, &places, &lock, released_series));
        }
    }
}

/// Returns true if a change breaks the release; retiring a code is the documented way to remove it, and does not.
fn breaks(change: &Change, retired: &HashSet<&str>) -> bool {
    let is_retired = || change.at.code().is_some_and(|code| retired.contains(code));
    change.verdict == Verdict::Breaking && !(change.kind == Kind::CodeGone && is_retired())
}

fn another_catalogue(new: &Side<'_>, released: &Side<'_>) -> Diagnostic {
    let (name, other) = (&new.catalogue.about.name, &released.catalogue.about.name);
    let problem = Diagnostic::new(Rule::BreaksLock, format!("the lock belongs to another catalogue: `{other}`"))
        .help("restore the name of the catalogue; if this is another API, delete the lock and run `errors lock`");
    let label = format!("this is `{name}`");
    let key = ["catalogue".to_owned()];
    at_both(problem, (&Places::new(new.roots), &label), &Places::new(released.roots), &key)
}

fn broken(change: &Change, new: &Places<'_>, released: &Places<'_>, series: Option<Series>) -> Diagnostic {
    let Change { kind, verdict: _, at, message, reason } = change;
    let keep = match (kind, at.code()) {
        (Kind::CodeGone, Some(code)) => format!("list it under `retired`, as in `{code}: what replaces it`"),
        (Kind::CodeRenamed | Kind::CodeMerged, _) => {
            "change it back, or list the old spelling under `retired`".to_owned()
        }
        _ => "change it back".to_owned(),
    };
    let problem = Diagnostic::new(Rule::BreaksLock, format!("`{at}` differs from the release: {message}"))
        .help(format!("{keep}; or {}", raise(series)));
    at_both(problem, (new, reason), released, at.steps())
}

/// The place in the catalogue, and the one in the lock if it is still there.
fn at_both(
    problem: Diagnostic,
    (new, label): (&Places<'_>, &str),
    released: &Places<'_>,
    steps: &[String],
) -> Diagnostic {
    let problem = match new.nearest(steps) {
        Some(place) => problem.at(place.span, label),
        None => problem,
    };
    match released.nearest(steps).filter(|place| place.depth == steps.len()) {
        Some(place) => problem.at(place.span, "the released form"),
        None => problem,
    }
}

fn raise(released: Option<Series>) -> String {
    match released {
        Some([0, 0, patch]) => format!("raise the version to 0.0.{}", patch.saturating_add(1)),
        Some([0, minor, _]) => format!("raise the version to 0.{}.0", minor.saturating_add(1)),
        Some([major, ..]) => format!("raise the version to {}.0.0", major.saturating_add(1)),
        None => "delete the lock, which has no version to raise, and run `errors lock`".to_owned(),
    }
}

/// The part of a version that stays the same in compatible releases.
type Series = [u64; 3];

/// Follows Cargo's rule: the first number that is not 0, and those before it.
fn series(version: &str) -> Option<Series> {
    let numbers = version.strip_prefix('v').unwrap_or(version).split(['-', '+']).next()?;
    let mut numbers = numbers.split('.').map(str::parse::<u64>);
    let mut next = || numbers.next().unwrap_or(Ok(0)).ok();
    Some(match (next()?, next()?, next()?) {
        (0, 0, patch) => [0, 0, patch],
        (0, minor, _) => [0, minor, 0],
        (major, ..) => [major, 0, 0],
    })
}
