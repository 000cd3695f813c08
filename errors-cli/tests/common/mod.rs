//! Helpers of the command's tests.

use std::path::Path;

/// Compares a text with a file below `tests/golden`, or writes the file if `UPDATE_GOLDEN` is set.
pub(crate) fn assert_golden(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected, actual, "{} differs; look at it, then set UPDATE_GOLDEN=1", path.display());
}
