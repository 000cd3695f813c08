//! A workspace below the target folder: copies of `bench/crates`, and what is generated into them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::codes::{Code, codes};
use crate::measure::{Outcome, run};
use crate::{hand, peers, wrapper, yaml};

/// The workspace.
pub(crate) struct Workshop {
    dir: PathBuf,
}

/// How cargo is to build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

impl Profile {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    const fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// The sizes at which everything is compiled.
pub(crate) const SIZES: [usize; 3] = [100, 1_000, 10_000];
/// Two catalogues whose binaries are compared: a thousand codes apart.
pub(crate) const GROWTH: [usize; 2] = [100, 1_100];
/// How many codes a small service has.
const SMALL: usize = 12;

impl Workshop {
    /// Makes the workspace anew; what was compiled in it stays.
    pub(crate) fn new() -> Outcome<Self> {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let workshop = Self { dir: target.join("bench") };
        copy(&crates(), &workshop.dir)?;
        let manifest = fs::read_to_string(workshop.path("Cargo.toml"))?;
        let runtime = root().join("errors-runtime").canonicalize()?;
        let manifest = manifest.replace("../../errors-runtime", &runtime.display().to_string());
        workshop.write("Cargo.toml", &manifest)?;
        workshop.generate()?;
        Ok(workshop)
    }

    fn generate(&self) -> Outcome<()> {
        self.generate_cold()?;
        self.generate_run()?;
        SIZES.into_iter().try_for_each(|size| self.generate_check(&codes(size)))?;
        GROWTH.into_iter().try_for_each(|size| self.generate_size(&codes(size)))
    }

    fn generate_cold(&self) -> Outcome<()> {
        let codes = codes(SMALL);
        self.write("cold-ours/errors.yaml", &yaml::catalogue(&codes))?;
        self.write("cold-hand/src/errors.rs", &hand::module(&codes))
    }

    fn generate_run(&self) -> Outcome<()> {
        let all = SIZES.map(codes);
        for (size, codes) in SIZES.iter().zip(&all) {
            self.write(&format!("run/{size}.yaml"), &yaml::catalogue(codes))?;
        }
        let [small, middle, _] = &all;
        let phf: String = all.iter().map(|codes| peers::phf_map(codes)).collect();
        self.write("run/src/generated/phf.rs", &phf)?;
        self.write("run/src/generated/strum.rs", &(peers::strum_enum(small) + &peers::strum_enum(middle)))?;
        self.write("run/src/generated/hand_100.rs", &hand::module(small))?;
        self.generate_specs()?;
        self.write("run/src/generated/bodies_100.txt", &peers::bodies(small))
    }

    /// The catalogues of real APIs, and the sizes of their types.
    fn generate_specs(&self) -> Outcome<()> {
        copy(&root().join("specs"), &self.path("run/specs"))?;
        let mut modules = String::new();
        let mut sizes = String::new();
        for spec in specs()? {
            let module = spec.replace('-', "_");
            modules += &format!("mod {module} {{ errors_runtime::include_error_spec!(\"specs/{spec}.yaml\"); }}\n");
            sizes += &format!("        (\"ErrorCode.{spec}\", size_of::<{module}::ErrorCode>()),\n");
            sizes += &format!("        (\"Result.{spec}\", size_of::<Result<(), {module}::Error>>()),\n");
        }
        let head = "//! Sizes of the types of real catalogues, in bytes.\n\n";
        let list = format!(
            "\n/// All sizes.\n#[must_use]\npub fn sizes() -> Vec<(&'static str, usize)> {{\n    vec![\n{sizes}    ]\n}}\n"
        );
        self.write("run/src/generated/specs.rs", &(head.to_owned() + &modules + &list))
    }

    fn generate_check(&self, codes: &[Code]) -> Outcome<()> {
        let size = codes.len();
        self.package(&format!("check-ours-{size}"), OURS, "errors_runtime::include_error_spec!(\"errors.yaml\");\n")?;
        self.write(&format!("check-ours-{size}/errors.yaml"), &yaml::catalogue(codes))?;
        self.package(&format!("check-hand-{size}"), HAND, &hand::module(codes))
    }

    fn generate_size(&self, codes: &[Code]) -> Outcome<()> {
        let name = format!("size-{}", codes.len());
        self.package(&name, OURS, "errors_runtime::include_error_spec!(\"errors.yaml\");\n")?;
        self.write(&format!("{name}/errors.yaml"), &yaml::catalogue(codes))?;
        self.write(&format!("{name}/src/main.rs"), &SIZE_MAIN.replace("NAME", &name.replace('-', "_")))
    }

    fn package(&self, name: &str, dependencies: &str, source: &str) -> Outcome<()> {
        let head = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n");
        self.write(&format!("{name}/Cargo.toml"), &(head + dependencies))?;
        self.write(&format!("{name}/src/lib.rs"), source)
    }

    /// A file or folder of the workspace.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Writes a file where its text differs, so that nothing is compiled again for nothing.
    pub(crate) fn write(&self, name: &str, text: &str) -> Outcome<()> {
        let path = self.path(name);
        fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return Ok(());
        }
        Ok(fs::write(path, text)?)
    }

    /// Cargo in the workspace, with a target folder of its own, each crate's time noted in the log.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Outcome<Command> {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&self.dir).env("CARGO_TARGET_DIR", self.path("target"));
        command.env("RUSTC_WRAPPER", env::current_exe()?).env(wrapper::LOG, self.log());
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_INCREMENTAL", "RUSTC_WORKSPACE_WRAPPER"] {
            command.env_remove(name);
        }
        Ok(command)
    }

    /// Where the times of the crates are noted.
    pub(crate) fn log(&self) -> PathBuf {
        self.path("rustc.log")
    }

    /// Builds a package and gives the path of its binary of that name.
    pub(crate) fn build(&self, package: &str, profile: Profile) -> Outcome<PathBuf> {
        run(&mut self.cargo(&["build", "--quiet", "-p", package, "--profile", profile.name()])?)?;
        Ok(self.path("target").join(profile.folder()).join(package))
    }
}

const OURS: &str = "errors-runtime.workspace = true\n";
const HAND: &str =
    "serde.workspace = true\nserde_json.workspace = true\nstrum.workspace = true\nthiserror.workspace = true\n";

/// A program that uses all there is: tables, messages, bodies, and the way back.
const SIZE_MAIN: &str = "use NAME::{Error, ErrorCode};
use errors_runtime::{ApiError, RemoteError};

fn main() {
    let body = std::env::args().nth(1).unwrap_or_default();
    let remote = RemoteError::<ErrorCode>::decode(400, &[], &body);
    println!(\"{:?}\", remote.code().map(|code| (code, code.status(), code.fix(), code.description())));
    if let Ok(error) = Error::try_from(remote) {
        println!(\"{error} {} {:?}\", error.to_json(), error.clone());
    }
}
";

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The crates that are measured, as they are in the repository.
pub(crate) fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("crates")
}

/// The names of the catalogues in `specs/`, in order.
fn specs() -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("specs"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".yaml").map(ToOwned::to_owned));
    }
    names.sort();
    Ok(names)
}

/// Copies a folder, files that are the same already left alone.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else if fs::read(entry.path())? != fs::read(&target).unwrap_or_default() {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
