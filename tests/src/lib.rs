//! What the tests share.
#![forbid(unsafe_code)]

pub mod cargo;
pub mod changes;
pub mod choices;
pub mod generate;
pub mod hostile;
pub mod links;
pub mod packed;

use std::path::{Path, PathBuf};

/// A path below the folder of the tests.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    path("..")
}

/// Reads a file that a test needs.
///
/// # Panics
/// When it is not there.
#[must_use]
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares a text with a committed file, or writes the file where `UPDATE_GOLDEN` is set.
///
/// # Panics
/// When they differ.
pub fn assert_golden(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, actual).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(expected, actual, "{} differs; look at it, then set UPDATE_GOLDEN=1", path.display());
}
