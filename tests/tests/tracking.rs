//! A catalogue is a source file: cargo rebuilds when it changes and not else, and nothing of its bytes is in the output.
//!
//! The crate here is the downstream crate of anybody: outside our workspace, the runtime renamed, no other dependency,
//! and no build script but where it makes the catalogue.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errors_tests::cargo::{runtime_as, Run, Sandbox};

/// In no generated item, for it stands in comments.
const MARKER: &str = "marker-6b1f0e2c";

const CATALOGUE: &str = "
# marker-6b1f0e2c: a comment of the catalogue
catalogue: downstream
include: [parts/common.yaml] # marker-6b1f0e2c
errors:
  RATE_LIMIT:
    status: 429
    message: \"Too many requests: {limit} per minute\"
    fix: Slow down
    details: { limit: u32 }
";

const FRAGMENT: &str = "
# marker-6b1f0e2c
errors:
  INTERNAL_ERROR: { status: 500, message: Something went wrong }
";

const MAIN: &str = r#"
mod errors {
    err::include_error_spec!("api/errors.yaml");
}

fn main() {
    let error = errors::Error::rate_limit(5);
    println!("{error}");
    println!("{}", errors::Error::InternalError);
    println!("{}", err::ApiError::to_json(&error));
}
"#;

const LIBRARY: &str = "pub mod errors { err::include_error_spec!(\"api/errors.yaml\"); }\n";

/// A crate of its own for each test, for they run at the same time and break theirs.
struct Downstream {
    sandbox: Sandbox,
    name: &'static str,
}

impl Downstream {
    fn new(name: &'static str) -> Self {
        let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), name);
        sandbox.package(name, "2021", &runtime_as("err", ""));
        let downstream = Self { sandbox, name };
        downstream.write("src/main.rs", MAIN);
        downstream.write("api/errors.yaml", CATALOGUE);
        downstream.write("api/parts/common.yaml", FRAGMENT);
        downstream
    }

    fn write(&self, name: &str, text: &str) {
        self.sandbox.write(&format!("{}/{name}", self.name), text);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.sandbox.path(&format!("{}/{name}", self.name))
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = errors_tests::read(&self.path(name));
        assert!(text.contains(from), "{text}");
        self.write(name, &text.replace(from, to));
    }

    fn build(&self) -> Run {
        self.sandbox.cargo(&["build", "-p", self.name, "--message-format=json"])
    }

    /// The compiler itself, for a library that knows the runtime; what cargo tells it is left out.
    fn rustc(&self) -> Command {
        let build = self.build().succeeds();
        let mut runtime = build.artifacts("errors_runtime").remove(0).files.into_iter();
        let runtime = runtime.find(|file| file.extension().is_some_and(|extension| extension == "rlib")).unwrap();
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args(["--crate-name=repro", "--crate-type=lib", "--edition=2021"]);
        rustc.arg(format!("--extern=err={}", runtime.display()));
        // Where cargo leaves the libraries of dependencies.
        rustc.arg(format!("-Ldependency={}", runtime.with_file_name("").display()));
        rustc.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_DIR_OVERRIDE");
        rustc
    }

    /// Builds, says whether rustc had to run, and what the program prints.
    fn run(&self) -> (bool, String) {
        let build = self.build().succeeds();
        let [program] = build.artifacts(self.name).try_into().unwrap_or_else(|_| panic!("{}", build.stdout));
        let printed = Run::of(Command::new(&program.files[0])).succeeds().stdout;
        (!program.fresh, printed)
    }

    fn assert_rebuilt(&self, expected: &str) {
        let (rebuilt, printed) = self.run();
        assert!(rebuilt && printed.contains(expected), "rebuilt: {rebuilt}\n{printed}");
        self.assert_fresh();
    }

    fn assert_fresh(&self) {
        let (rebuilt, printed) = self.run();
        assert!(!rebuilt, "rebuilt without a change\n{printed}");
    }
}

#[test]
fn rebuilds_when_the_catalogue_changes_and_only_then() {
    let downstream = Downstream::new("track-edits");
    downstream.assert_rebuilt("Too many requests: 5 per minute");

    downstream.edit("api/errors.yaml", "per minute", "per hour");
    downstream.assert_rebuilt("Too many requests: 5 per hour");
    assert!(downstream.run().1.contains(r#"{"error":{"code":"RATE_LIMIT","message":"Too many requests: 5 per hour""#));

    downstream.edit("api/parts/common.yaml", "Something went wrong", "Our fault");
    downstream.assert_rebuilt("Our fault");

    // The same text again, at another time: a touch.
    for file in ["api/errors.yaml", "api/parts/common.yaml"] {
        downstream.edit(file, "", "");
        downstream.assert_rebuilt("Our fault");
    }
}

#[test]
fn notices_that_the_catalogue_is_gone_and_back() {
    let downstream = Downstream::new("track-removals");
    downstream.assert_rebuilt("Too many requests: 5 per minute");
    for file in ["api/errors.yaml", "api/parts/common.yaml"] {
        // Away and back with the time it had.
        let away = downstream.path("away.yaml");
        fs::rename(downstream.path(file), &away).expect("the file is there");
        let errors = downstream.build().fails().errors();
        let name = Path::new(file).file_name().unwrap().to_str().unwrap();
        assert!(errors[0].contains(name), "{errors:#?}");
        assert!(errors.iter().all(|error| !error.contains("couldn't read")), "{errors:#?}");
        fs::rename(&away, downstream.path(file)).expect("the file is there");
        downstream.assert_rebuilt("Too many requests: 5 per minute");
    }
}

#[test]
fn notices_that_a_broken_catalogue_is_mended() {
    let downstream = Downstream::new("track-mistakes");
    downstream.edit("api/errors.yaml", "status: 429", "status: 42");
    let errors = downstream.build().fails().errors();
    assert!(errors[0].contains("errors.yaml:7:13"), "{errors:#?}");
    downstream.edit("api/errors.yaml", "status: 42", "status: 429");
    downstream.assert_rebuilt("Too many requests: 5 per minute");
}

/// The released surface of the catalogue; `OLD` was there once.
const LOCK: &str = "
# marker-6b1f0e2c
catalogue: downstream
errors:
  RATE_LIMIT:
    status: 429
    message: Too many requests
    details: { limit: u32 }
  INTERNAL_ERROR: { status: 500, message: Something went wrong }
  OLD: { status: 410, message: It was here once }
retired: {}
";

#[test]
fn holds_the_catalogue_to_its_lock_for_as_long_as_there_is_one() {
    let downstream = Downstream::new("track-lock");
    downstream.write("api/errors.yaml.lock", LOCK);
    let assert_refused = |place: &str| {
        let errors = downstream.build().fails().errors();
        assert!(errors[0].contains("differs from the release") && errors[0].contains(place), "{errors:#?}");
        assert!(errors[1..].iter().all(|error| error.contains("aborting due to")), "{errors:#?}");
    };
    assert_refused("--> api/errors.yaml:5:1");

    downstream.edit("api/errors.yaml", "errors:\n", "retired: { OLD: nobody asked }\nerrors:\n");
    downstream.assert_rebuilt("Too many requests: 5 per minute");

    downstream.edit("api/errors.yaml", "limit: u32", "limit: u64");
    assert_refused("--> api/errors.yaml:11:23");

    downstream.edit("api/errors.yaml.lock", "limit: u32", "limit: u64");
    downstream.assert_rebuilt("Too many requests: 5 per minute");

    downstream.edit("api/errors.yaml.lock", "limit: u64", "limit: u32");
    assert_refused("--> api/errors.yaml:11:23");

    downstream.edit("api/errors.yaml.lock", "limit: u32", "limit: u64");
    downstream.assert_rebuilt("Too many requests: 5 per minute");
    fs::remove_file(downstream.path("api/errors.yaml.lock")).expect("the file is there");
    downstream.assert_rebuilt("Too many requests: 5 per minute");
}

/// Copies the catalogue and its fragment, as a generator would write them.
const BUILD: &str = r#"
fn main() {
    let to = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    std::fs::create_dir_all(to.join("parts")).unwrap();
    for name in ["errors.yaml", "parts/common.yaml"] {
        std::fs::copy(format!("api/{name}"), to.join(name)).unwrap();
    }
    println!("cargo::rerun-if-changed=api");
}
"#;

#[test]
fn reads_a_catalogue_that_the_build_script_writes() {
    let downstream = Downstream::new("track-out-dir");
    downstream.edit("src/main.rs", "\"api/errors.yaml\"", "out_dir = \"errors.yaml\"");
    let errors = downstream.build().fails().errors();
    assert!(errors[0].contains("`OUT_DIR` is not set") && errors[0].contains("add a `build.rs`"), "{errors:#?}");
    assert!(errors[0].contains("--> track-out-dir/src/main.rs:3:"), "{errors:#?}");

    downstream.write("build.rs", BUILD);
    downstream.assert_rebuilt("Too many requests: 5 per minute");
    downstream.edit("api/errors.yaml", "per minute", "per hour");
    downstream.assert_rebuilt("Too many requests: 5 per hour");
    downstream.edit("api/parts/common.yaml", "Something went wrong", "Our fault");
    downstream.assert_rebuilt("Our fault");

    downstream.edit("api/errors.yaml", "status: 429", "status: 42");
    let errors = downstream.build().fails().errors();
    assert!(errors[0].contains("$OUT_DIR/errors.yaml:7:13"), "{errors:#?}");
    downstream.edit("api/errors.yaml", "status: 42", "status: 429");

    downstream.edit("src/main.rs", "\"errors.yaml\"", "\"error.yaml\"");
    let errors = downstream.build().fails().errors();
    assert!(errors[0].contains("no file `$OUT_DIR/error.yaml`"), "{errors:#?}");
    assert!(errors[0].contains("did you mean `errors.yaml`") && errors[0].contains("the build script"), "{errors:#?}");
    downstream.edit("src/main.rs", "\"error.yaml\"", "\"/errors.yaml\"");
    let errors = downstream.build().fails().errors();
    assert!(errors[0].contains("write it relative to `OUT_DIR`"), "{errors:#?}");
}

/// A compiler that another build system calls, from the folder above the crate.
#[test]
fn a_relative_folder_of_the_crate_is_that_of_the_compiler() {
    let downstream = Downstream::new("track-relative");
    downstream.write("src/lib.rs", LIBRARY);
    let compiled = |folder: Option<&str>| {
        let mut rustc = downstream.rustc();
        rustc.args(["--emit=dep-info,metadata", "track-relative/src/lib.rs"]).current_dir(downstream.path(".."));
        if let Some(folder) = folder {
            rustc.env("CARGO_MANIFEST_DIR", folder);
        }
        Run::of(rustc)
    };
    for folder in ["track-relative", "./track-relative/src/.."] {
        let _ = compiled(Some(folder)).succeeds();
        let watched = errors_tests::read(&downstream.path("../repro.d"));
        for file in ["api/errors.yaml", "api/parts/common.yaml"] {
            let file = downstream.path("").canonicalize().unwrap().join(file);
            assert!(watched.contains(file.to_str().unwrap()), "{file:?} is not in {watched}");
        }
    }
    for folder in [None, Some("")] {
        let problem = compiled(folder).fails().stderr;
        assert!(
            problem.contains("`CARGO_MANIFEST_DIR` is not set, so `api/errors.yaml` cannot be looked for"),
            "{problem}"
        );
        assert!(problem.contains("set it to the folder of Cargo.toml"), "{problem}");
    }
    let problem = compiled(Some("nowhere")).fails().stderr;
    assert!(problem.contains("`CARGO_MANIFEST_DIR` names the folder `nowhere`: "), "{problem}");
}

/// Neither the reader nor the compiler, which watches what was read, opens a file outside.
#[test]
fn a_file_outside_of_the_repository_is_not_watched() {
    let downstream = Downstream::new("track-outside");
    let mut rustc = downstream.rustc();
    let outside = std::env::temp_dir().join(format!("errors-outside-{}.yaml", std::process::id()));
    fs::write(&outside, "secret-2a9c").unwrap();
    let include = format!("{}{}", "../".repeat(32), outside.strip_prefix("/").unwrap_or(&outside).display());
    downstream.edit("api/errors.yaml", "[parts/common.yaml]", &format!("[parts/common.yaml, {include}]"));
    downstream.write("src/lib.rs", LIBRARY);
    rustc.args(["--emit=dep-info,metadata", "src/lib.rs"]).current_dir(downstream.path(""));
    rustc.env("CARGO_MANIFEST_DIR", downstream.path(""));
    let problem = Run::of(rustc).fails().stderr;
    fs::remove_file(&outside).unwrap();
    assert!(problem.contains("is outside the catalogue's folder and its repository"), "{problem}");
    assert!(!problem.contains("secret-2a9c") && !problem.contains("couldn't read"), "{problem}");
    assert_eq!(problem.matches("error: ").count(), 2, "{problem}");
}

#[test]
fn the_bytes_of_the_catalogue_are_in_no_output() {
    let downstream = Downstream::new("track-bytes");
    // A library, for the metadata, beside the program.
    downstream.write("src/lib.rs", LIBRARY);
    let build = |more: &[&str]| {
        let arguments = [&["build", "-p", downstream.name, "--message-format=json"], more].concat();
        downstream.sandbox.cargo(&arguments).succeeds()
    };
    let debug = build(&["--config", "profile.dev.debug=2", "--config", "profile.dev.incremental=false"]);
    let mut extensions = Vec::new();
    let artifacts = debug.artifacts("track_bytes").into_iter().chain(debug.artifacts("track-bytes"));
    for file in artifacts.flat_map(|artifact| artifact.files) {
        extensions.push(file.extension().unwrap_or_default().to_owned());
        assert!(!contains(&file, MARKER), "{} has a comment of the catalogue", file.display());
        assert!(contains(&file, "Too many requests: "), "{} has no message", file.display());
    }
    assert_eq!(extensions, ["rlib", "rmeta", ""].map(std::ffi::OsString::from));
}

/// rustc itself writes the folder of every crate into its metadata, unless it is remapped as below; a program has none.
#[test]
fn the_paths_of_the_catalogue_are_in_no_output() {
    let downstream = Downstream::new("track-paths");
    downstream.write("src/lib.rs", LIBRARY);
    let optimised = "profile.dev.package.track-paths.opt-level=3";
    let arguments = ["build", "-p", downstream.name, "--message-format=json", "--config", optimised];
    let build = downstream.sandbox.cargo(&arguments).succeeds();
    let artifacts = || build.artifacts("track_paths").into_iter().chain(build.artifacts("track-paths"));
    let files: Vec<PathBuf> = artifacts().flat_map(|artifact| artifact.files).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in &files {
        for path in ["errors.yaml", "common.yaml", "api/"] {
            assert!(!contains(file, path), "{} has {path}", file.display());
        }
    }
    let folder = downstream.path("");
    let program = files.iter().find(|file| file.extension().is_none()).expect("a program has no extension");
    assert!(!contains(program, folder.to_str().unwrap()), "{} has its folder", program.display());
}

fn contains(file: &Path, text: &str) -> bool {
    let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// One crate in two folders, compiled by rustc itself, which alone is in question: with
/// `--remap-path-prefix=FOLDER=/crate`, full debug information, and once optimised.
#[test]
fn the_output_does_not_depend_on_the_folder() {
    let downstream = Downstream::new("track-repro");
    for options in [["-g", "-Copt-level=0"], ["-Cdebuginfo=1", "-Copt-level=3"]] {
        let outputs = ["here", "some/where else"].map(|folder| {
            let dir = downstream.path(folder);
            for (name, text) in
                [("src/lib.rs", LIBRARY), ("api/errors.yaml", CATALOGUE), ("api/parts/common.yaml", FRAGMENT)]
            {
                downstream.write(&format!("{folder}/{name}"), text);
            }
            let mut rustc = downstream.rustc();
            rustc.args(["--emit=link,metadata", "src/lib.rs"]).args(options).current_dir(&dir);
            rustc.arg(format!("--remap-path-prefix={}=/crate", dir.display())).env("CARGO_MANIFEST_DIR", &dir);
            let _ = Run::of(rustc).succeeds();
            (fs::read(dir.join("librepro.rlib")).unwrap(), fs::read(dir.join("librepro.rmeta")).unwrap())
        });
        assert!(outputs[0] == outputs[1], "two folders give two outputs with {options:?}");
        let folder = downstream.path("here");
        assert!(!contains(&folder.join("librepro.rlib"), folder.to_str().unwrap()), "the folder is in the output");
    }
}
