//! Files that are written as a whole: one that is there keeps its text until the new one is complete.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file. A link stays one, and what is no file, such as a pipe, is written to.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    match fs::canonicalize(path) {
        // Standard output may be a file, which others go on writing to.
        Ok(there) if there.is_file() && !path.starts_with("/dev") => replace(&there, text),
        _ => fs::write(path, text),
    }
}

/// Falls back to writing in place where no other file can take the name: a container may mount a single one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A file that may not be written is not to be replaced either.
    let old = OpenOptions::new().write(true).open(path)?.metadata()?;
    let Ok((new, mut file)) = Beside::create(path, &old) else { return fs::write(path, text) };
    file.write_all(text.as_bytes())?;
    drop(file);
    fs::rename(&new.0, path).or_else(|_| {
        drop(new);
        fs::write(path, text)
    })
}

/// A new file in the same folder, which goes if it does not get the other's name.
struct Beside(PathBuf);

impl Beside {
    /// With the owner and the permissions of the old one.
    fn create(path: &Path, old: &Metadata) -> io::Result<(Self, File)> {
        let name = path.file_name().unwrap_or_default().display();
        let new = path.with_file_name(format!(".{name}.{}", std::process::id()));
        let file = File::create_new(&new)?;
        let new = Self(new);
        give(&file, old)?;
        file.set_permissions(old.permissions())?;
        Ok((new, file))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(unix)]
fn give(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    fchown(file, Some(old.uid()), Some(old.gid()))
}

#[cfg(not(unix))]
fn give(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
