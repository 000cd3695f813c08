//! Throw-away workspaces below the target folder, compiled by the real cargo.
//!
//! They are no part of our workspace: their crates know the runtime as a user's do, by a path in their Cargo.toml. All of
//! them share one target folder, so that the runtime and the macros are compiled once.

#![allow(clippy::expect_used, reason = "a test that cannot make its workspace fails")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::Value;

/// A workspace that a test made.
pub struct Sandbox {
    dir: PathBuf,
    target: PathBuf,
}

impl Sandbox {
    /// An empty workspace; `tmp` is `env!("CARGO_TARGET_TMPDIR")`, which only tests know. Each name is one test's.
    ///
    /// # Panics
    /// When the folder cannot be written.
    #[must_use]
    pub fn new(tmp: &str, name: &str) -> Self {
        let all = Path::new(tmp).join("sandbox");
        let sandbox = Self { dir: all.join(name), target: all.join("target") };
        if sandbox.dir.exists() {
            fs::remove_dir_all(&sandbox.dir).expect("the folder of an earlier run can be removed");
        }
        // One profile for all, and without the debug information that nobody reads.
        let manifest =
            "[workspace]\nresolver = \"2\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n\n[profile.dev]\ndebug = 0\n";
        sandbox.write("Cargo.toml", manifest);
        // The versions of our workspace, which are the ones that are there without a network.
        sandbox.write("Cargo.lock", &crate::read(&crate::root().join("Cargo.lock")));
        sandbox
    }

    /// A path in the workspace.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// A path in the target folder that all workspaces share.
    #[must_use]
    pub fn target(&self, name: &str) -> PathBuf {
        self.target.join(name)
    }

    /// Writes a file, and the folders above it.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Adds a crate: its name, which is its folder too, its edition, and the rest of its Cargo.toml from
    /// `[dependencies]` on.
    pub fn package(&self, name: &str, edition: &str, dependencies: &str) {
        let mut manifest = String::new();
        let _ = write!(manifest, "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n\n");
        let _ = write!(manifest, "[dependencies]\n{dependencies}\n");
        self.write(&format!("{name}/Cargo.toml"), &manifest);
    }

    /// Runs cargo and takes what it says.
    ///
    /// # Panics
    /// When cargo cannot be started.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments))
    }

    /// Cargo in this workspace, free of what the run around it was told.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).args(["--offline", "--color=never"]);
        command.current_dir(&self.dir).env("CARGO_TARGET_DIR", &self.target).env("CARGO_TERM_QUIET", "false");
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_MANIFEST_DIR_OVERRIDE"] {
            command.env_remove(name);
        }
        command
    }
}

/// The line of `[dependencies]` that gives the runtime another name.
///
/// # Panics
/// When the runtime is not in the workspace.
#[must_use]
pub fn runtime_as(name: &str, more: &str) -> String {
    let path = crate::root().join("errors-runtime").canonicalize().expect("the runtime is in the workspace");
    format!("{name} = {{ package = \"errors-runtime\", path = '{}'{more} }}", path.display())
}

/// What a command said.
pub struct Run {
    output: Output,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// Runs a command to its end.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn of(mut command: Command) -> Self {
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { stdout: text(&output.stdout), stderr: text(&output.stderr), output }
    }

    /// The run, which has to have gone well.
    ///
    /// # Panics
    /// With all that the command said, when it failed.
    #[must_use]
    pub fn succeeds(self) -> Self {
        assert!(self.output.status.success(), "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// The run, which has to have failed.
    ///
    /// # Panics
    /// With all that the command said, when it went well.
    #[must_use]
    pub fn fails(self) -> Self {
        assert!(!self.output.status.success(), "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// The artifacts of a package, from `--message-format=json`.
    #[must_use]
    pub fn artifacts(&self, package: &str) -> Vec<Artifact> {
        let messages = self.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let of_package = messages.filter(|message| {
            message["reason"] == "compiler-artifact" && message["target"]["name"].as_str() == Some(package)
        });
        of_package.map(|message| Artifact::new(&message)).collect()
    }

    /// The whole compiler messages of level `error`, from `--message-format=json`.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        let messages = self.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let errors = messages.filter(|message| message["message"]["level"] == "error");
        errors.map(|message| message["message"]["rendered"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// What cargo made, or found made already.
pub struct Artifact {
    /// Whether it was there and up to date.
    pub fresh: bool,
    /// The files, the executable among them.
    pub files: Vec<PathBuf>,
}

impl Artifact {
    fn new(message: &Value) -> Self {
        let files = message["filenames"].as_array().into_iter().flatten();
        Self { fresh: message["fresh"] == true, files: files.filter_map(Value::as_str).map(PathBuf::from).collect() }
    }
}
