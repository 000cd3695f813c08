//! `-o` of every command that reads a catalogue: files that it must not overwrite.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CATALOGUE: &str = "catalogue: acme\ninclude: [parts/more.yaml]\nerrors:\n  A: { status: 404, message: a }\n";
const FRAGMENT: &str = "errors:\n  B: { status: 409, message: b }\n";

/// Every command that reads a catalogue and has `-o`.
const COMMANDS: &[&[&str]] = &[
    &["docs", "errors.yaml"],
    &["export", "errors.yaml", "--to", "python"],
    &["openapi", "errors.yaml"],
    &["lock", "errors.yaml"],
];

/// A folder with a catalogue and its fragment, for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join("output").join(name));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(folder.0.join("parts")).unwrap();
        fs::write(folder.0.join("errors.yaml"), CATALOGUE).unwrap();
        fs::write(folder.0.join("parts/more.yaml"), FRAGMENT).unwrap();
        folder
    }

    fn errors(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_errors")).current_dir(&self.0).args(arguments).output().unwrap()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn refuses(&self, command: &[&str], output: &str) {
        let run = self.errors(&[command, &["-o", output]].concat());
        let message = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{command:?} -o {output}: {message}");
        assert_eq!(
            message,
            format!("error: `{output}` is an input of this command: name another file after `--output`\n")
        );
        assert_eq!((self.read("errors.yaml"), self.read("parts/more.yaml")), (CATALOGUE.into(), FRAGMENT.into()));
    }
}

#[test]
fn refuses_to_overwrite_the_catalogue_and_its_fragments() {
    let folder = Folder::new("own");
    for command in COMMANDS {
        for output in ["errors.yaml", "./parts/../errors.yaml", "parts/more.yaml"] {
            folder.refuses(command, output);
        }
    }
}

#[cfg(unix)]
#[test]
fn refuses_to_write_through_a_link_to_the_catalogue() {
    let folder = Folder::new("link");
    std::os::unix::fs::symlink("errors.yaml", folder.0.join("link.md")).unwrap();
    folder.refuses(COMMANDS[0], "link.md");
}

#[test]
fn writes_and_compares_other_files() {
    let folder = Folder::new("others");
    for command in COMMANDS {
        for _ in 0..2 {
            assert_eq!(folder.errors(&[command, &["-o", "out"][..]].concat()).status.code(), Some(0), "{command:?}");
        }
        assert!(folder.read("out").contains("acme"), "{command:?}");
        assert_eq!(folder.errors(&[command, &["-o", "out", "--check"][..]].concat()).status.code(), Some(0));
    }
}

#[test]
fn writes_to_standard_output_for_a_dash() {
    let folder = Folder::new("dash");
    for command in COMMANDS.iter().chain([&["schema"][..]].iter()) {
        let run = folder.errors(&[command, &["-o", "-"][..]].concat());
        assert_eq!((run.status.code(), run.stdout.is_empty()), (Some(0), false), "{command:?}");
        let check = folder.errors(&[command, &["-o", "-", "--check"][..]].concat());
        let says = "error: `--check` compares with a file, but `-` is standard output\n";
        assert_eq!((check.status.code(), check.stderr.as_slice()), (Some(2), says.as_bytes()), "{command:?}");
    }
    assert!(!folder.0.join("-").exists());
}

#[test]
fn a_binary_file_differs() {
    let folder = Folder::new("bytes");
    fs::write(folder.0.join("out"), b"\xff\n").unwrap();
    let run = folder.errors(&["docs", "errors.yaml", "-o", "out", "--check"]);
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    assert!(String::from_utf8(run.stdout).unwrap().contains("\n-\u{fffd}\n"));
}
