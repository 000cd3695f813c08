//! `-o` of every command that reads a catalogue: which files it does not touch, and how it writes the others.
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
            format!("error: `{output}` is a file of the catalogue: name another one after `--output`\n")
        );
        assert_eq!((self.read("errors.yaml"), self.read("parts/more.yaml")), (CATALOGUE.into(), FRAGMENT.into()));
    }

    /// What a shell does in the folder.
    #[cfg(unix)]
    fn shell(&self, script: &str) -> Output {
        let script = format!("errors=\"$0\"; {script}");
        Command::new("sh").current_dir(&self.0).args(["-c", &script, env!("CARGO_BIN_EXE_errors")]).output().unwrap()
    }

    #[cfg(unix)]
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(&self.0).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn the_catalogue_and_its_fragments_are_not_written_over() {
    let folder = Folder::new("own");
    for command in COMMANDS {
        for output in ["errors.yaml", "./parts/../errors.yaml", "parts/more.yaml"] {
            folder.refuses(command, output);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_the_catalogue_is_not_written_through() {
    let folder = Folder::new("link");
    std::os::unix::fs::symlink("errors.yaml", folder.0.join("link.md")).unwrap();
    folder.refuses(COMMANDS[0], "link.md");
}

#[test]
fn other_files_are_written_and_compared() {
    let folder = Folder::new("others");
    for command in COMMANDS {
        for _ in 0..2 {
            assert_eq!(folder.errors(&[command, &["-o", "out"][..]].concat()).status.code(), Some(0), "{command:?}");
        }
        assert!(folder.read("out").contains("acme"), "{command:?}");
        assert_eq!(folder.errors(&[command, &["-o", "out", "--check"][..]].concat()).status.code(), Some(0));
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_whole_where_the_disk_is_full() {
    let folder = Folder::new("full");
    fs::write(folder.0.join("api.yaml"), "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n").unwrap();
    let before = folder.read("api.yaml");
    let run =
        folder.shell("trap '' XFSZ; ulimit -f 1; exec \"$errors\" openapi errors.yaml --into api.yaml -o api.yaml");
    assert_eq!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(folder.read("api.yaml"), before);
    assert_eq!(folder.names(), ["api.yaml", "errors.yaml", "parts"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_permissions_and_its_links() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("kept");
    let page = folder.0.join("parts/page.md");
    fs::write(&page, "old").unwrap();
    fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("parts/page.md", folder.0.join("link.md")).unwrap();
    assert_eq!(folder.errors(&["docs", "errors.yaml", "-o", "link.md"]).status.code(), Some(0));
    assert!(fs::symlink_metadata(folder.0.join("link.md")).unwrap().is_symlink());
    assert!(folder.read("parts/page.md").contains("acme"));
    assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_to() {
    let folder = Folder::new("devices");
    let printed = folder.errors(&["docs", "errors.yaml"]).stdout;
    assert_eq!(folder.errors(&["docs", "errors.yaml", "-o", "/dev/stdout"]).stdout, printed);
    let run = folder.shell("\"$errors\" docs errors.yaml -o /dev/stdout > page.md");
    assert_eq!((run.status.code(), folder.read("page.md").as_bytes()), (Some(0), &*printed));
    assert_eq!(folder.shell("mkfifo pipe; cat pipe & \"$errors\" docs errors.yaml -o pipe; wait").stdout, printed);
}
