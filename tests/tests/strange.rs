//! A project that is set up as few are, from the crates as they would be published.
//!
//! The packages are unpacked into a workspace in a subfolder of a repository, the other dependencies are vendored, no
//! registry is known, and a warning is an error. One program links two libraries of one catalogue, which lies outside of the
//! workspace, once behind a link to the file and once behind a link to its folder. The repository is built in two folders, of
//! which one has spaces and letters beyond ASCII in its name and is read-only.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::ffi::OsStr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use errors_tests::cargo::{Run, Sandbox};

/// In the order in which they are published.
const PUBLISHED: &[&str] = &["errors-catalogue", "errors-table", "errors-macro", "errors-runtime", "errors-cli"];

const PRINTED: &str = r#"{"error":{"code":"NOT_FOUND","message":"Kein Eintrag für Übersicht","details":{"name":"Übersicht"}}}
Some(NotFound { name: "Übersicht" })
It was here once
"#;

#[test]
fn a_project_from_the_packages_is_built_anywhere_and_the_same_everywhere() {
    let sandbox = sandbox();
    let read_only = Project::new(&sandbox, "Ein Ordner/Übersicht 世界");
    let plain = read_only.copy("plain");
    change_mode("a-w", &read_only.root);
    let sources = listing(&read_only.root);

    let (here, there) = (read_only.build(), plain.build());
    assert_eq!(listing(&read_only.root), sources, "a build writes beside its sources");
    change_mode("u+w", &read_only.root);
    assert_eq!(here.printed(), PRINTED);
    assert_eq!(here.names(), there.names());
    for (one, other) in here.files.iter().zip(&there.files) {
        assert!(fs::read(one).unwrap() == fs::read(other).unwrap(), "{} depends on the folder", one.display());
    }

    let catalogue = plain.root.join("api/errors.yaml");
    fs::write(&catalogue, errors_tests::read(&catalogue).replace("Kein Eintrag", "Nichts")).unwrap();
    assert_eq!(plain.build().printed(), PRINTED.replace("Kein Eintrag", "Nichts"));
}

fn sandbox() -> Sandbox {
    let tmp = env!("CARGO_TARGET_TMPDIR");
    let earlier = Path::new(tmp).join("sandbox/strange");
    if earlier.exists() {
        change_mode("u+w", &earlier);
    }
    Sandbox::new(tmp, "strange")
}

fn change_mode(mode: &str, path: &Path) {
    tool("chmod", &["-R", mode], &[path]);
}

fn tool(name: &str, options: &[&str], paths: &[&Path]) {
    let mut command = Command::new(name);
    command.args(options).args(paths);
    let _ = Run::of(command).succeeds();
}

/// Each file below a folder, with its size and time.
fn listing(folder: &Path) -> Vec<(PathBuf, u64, i64)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let data = entry.metadata().unwrap();
        files.push((entry.path(), data.size(), data.mtime_nsec()));
        if data.is_dir() {
            files.extend(listing(&entry.path()));
        }
    }
    files
}

/// Links stay links.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    tool("cp", &["-R"], &[from, to]);
}

/// Packs what is published, and unpacks it.
fn pack(sandbox: &Sandbox, into: &Path) {
    let mut command = sandbox.command(&["package", "--no-verify", "--allow-dirty", "--locked"]);
    for name in PUBLISHED {
        command.args(["-p", name]);
    }
    command.current_dir(errors_tests::root());
    let _ = Run::of(command).succeeds();
    for name in PUBLISHED {
        let (folder, package) = (into.join(name), sandbox.target(&format!("package/{name}-0.1.0.crate")));
        fs::create_dir_all(&folder).unwrap();
        // Cargo takes sources for old by their time, and that of a package is always the same.
        tool("tar", &["-xmz", "--strip-components=1", "-f"], &[&package, Path::new("-C"), &folder]);
    }
}

/// A repository, and where its builds go.
struct Project<'s> {
    sandbox: &'s Sandbox,
    root: PathBuf,
    target: PathBuf,
}

impl<'s> Project<'s> {
    /// The repository with its packages and all that it depends on.
    fn new(sandbox: &'s Sandbox, folder: &str) -> Self {
        let project = Self::in_folder(sandbox, folder);
        copy(&errors_tests::path("strange"), &project.root);
        pack(sandbox, &project.root.join("rust/packages"));
        fs::copy(errors_tests::root().join("Cargo.lock"), project.root.join("rust/Cargo.lock")).unwrap();
        let config = Run::of(project.command(&["vendor"])).succeeds().stdout;
        sandbox.write(&format!("{folder}/rust/.cargo/config.toml"), &config);
        project
    }

    fn in_folder(sandbox: &'s Sandbox, folder: &str) -> Self {
        let target = sandbox.target("strange").join(folder.rsplit('/').next().unwrap_or(folder));
        Self { sandbox, root: sandbox.path(folder), target }
    }

    fn copy(&self, folder: &str) -> Self {
        let copied = Self::in_folder(self.sandbox, folder);
        copy(&self.root, &copied.root);
        copied
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.sandbox.command(arguments);
        command.current_dir(self.root.join("rust")).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// Builds with what is in the repository alone.
    fn build(&self) -> Built {
        // The target folder has sources, too: what build scripts write.
        let remap = |from: &Path, to| format!("--remap-path-prefix={}={to}", from.display());
        let flags =
            ["-Dwarnings".to_owned(), remap(&self.root, "/project"), remap(&self.target, "/target")].join("\x1f");
        let mut command = self.command(&["build", "--frozen", "--message-format=json"]);
        command.env("CARGO_ENCODED_RUSTFLAGS", flags).env("CARGO_HOME", self.sandbox.path("home"));
        let run = Run::of(command).succeeds();
        let files = |name| run.artifacts(name).into_iter().flat_map(|artifact| artifact.files);
        Built { files: ["errors_runtime", "server", "client", "app"].into_iter().flat_map(files).collect() }
    }
}

/// The libraries, and the program at the end.
struct Built {
    files: Vec<PathBuf>,
}

impl Built {
    fn names(&self) -> Vec<&OsStr> {
        self.files.iter().filter_map(|file| file.file_name()).collect()
    }

    fn printed(&self) -> String {
        Run::of(Command::new(self.files.last().unwrap())).succeeds().stdout
    }
}
