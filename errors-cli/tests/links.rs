//! A checkout of an untrusted branch: targets of links and includes outside of it are neither shown nor written.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SECRET: &str = "token-7be1d0";

const CATALOGUE: &str = "catalogue: acme\nerrors:\n  A: { status: 404, message: a }\n";

/// A foreign repository, beside a folder with secrets.
struct Checkout(PathBuf);

impl Checkout {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("errors-links-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let checkout = Self(folder);
        checkout.write("../home/secrets.yaml", SECRET);
        checkout.write("../home/hidden-name.yaml", SECRET);
        checkout.write("../home/notes.md", SECRET);
        checkout.write(".git/config", SECRET);
        checkout.write("errors.yaml", CATALOGUE);
        checkout
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join("repo").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.0.join("repo")).unwrap();
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn link(&self, name: &str, target: &str) {
        let _ = fs::remove_file(self.path(name));
        symlink(target, self.path(name)).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errors"));
        command.current_dir(self.path("")).env("SECRET", SECRET).args(arguments);
        command
    }

    /// Returns the output of a command on both streams, and its exit code; asserts that the secret is not in it.
    fn run(&self, arguments: &[&str]) -> (String, Option<i32>) {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        let text = String::from_utf8([stdout, stderr].concat()).unwrap();
        for secret in [SECRET, "hidden-name", "root:"] {
            assert!(!text.contains(secret), "{arguments:?}: {text}");
        }
        (text, status.code())
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Every command that reads a catalogue.
const COMMANDS: &[&[&str]] = &[
    &["check", "errors.yaml"],
    &["check", "errors.yaml", "--format", "json"],
    &["check", "errors.yaml", "--format", "github"],
    &["check", "errors.yaml", "--format", "sarif"],
    &["explain", "A", "errors.yaml"],
    &["docs", "errors.yaml"],
    &["docs", "errors.yaml", "--format", "html"],
    &["openapi", "errors.yaml"],
    &["export", "errors.yaml", "--to", "python"],
    &["lock", "errors.yaml"],
    &["lock", "errors.yaml", "--check"],
    &["serve", "errors.yaml", "--port", "0"],
    &["diff", "errors.yaml", "errors.yaml"],
];

const TARGETS: &[&str] =
    &["/proc/self/environ", "/etc/passwd", "../../home/secrets.yaml", "../home/secrets.yaml", ".git/config"];

/// Targets of writes: only files of the test, which a bug in the command may damage.
const OWN_TARGETS: &[&str] = &["../home/secrets.yaml", ".git/config"];

#[test]
fn no_command_shows_the_target_of_a_fragment() {
    let checkout = Checkout::new("fragment");
    for target in TARGETS {
        checkout.link("part.yaml", target);
        let up = format!("../../../../../../../../..{target}");
        for include in ["part.yaml", if target.starts_with('/') { &up } else { target }] {
            checkout.write("errors.yaml", &format!("{CATALOGUE}include: [{include}]\n"));
            for command in COMMANDS {
                let (text, code) = checkout.run(command);
                assert!(code == Some(1) && text.contains("-> errors.yaml:4:11"), "{command:?}: {text}");
            }
        }
    }
}

#[test]
fn no_command_shows_the_target_of_the_catalogue() {
    let checkout = Checkout::new("catalogue");
    for target in TARGETS.iter().chain(&["/absent", "../home/absent.yaml", "../home", "/dev/zero"]) {
        checkout.link("errors.yaml", target);
        for command in COMMANDS {
            let (text, code) = checkout.run(command);
            assert!(code == Some(1) && text.contains("`errors.yaml` is "), "{command:?} {target}: {code:?} {text}");
        }
    }
    checkout.link("specs", "../home");
    for name in ["specs/secrets.yaml", "specs/secret.yaml", "specs"] {
        let (text, code) = checkout.run(&["check", name]);
        assert!(code == Some(1) && text.contains("leads outside its repository"), "{text}");
    }
}

#[test]
fn no_command_shows_the_target_of_the_lock() {
    let checkout = Checkout::new("lock");
    for target in OWN_TARGETS {
        checkout.link("errors.yaml.lock", target);
        let (text, code) = checkout.run(&["check", "errors.yaml"]);
        assert!(code == Some(1) && text.contains("`errors.yaml.lock` is "), "{text}");
        for command in [&["lock", "errors.yaml"][..], &["lock", "errors.yaml", "--check"]] {
            let (text, code) = checkout.run(command);
            assert!(code == Some(1) && text.contains("`errors.yaml.lock` is "), "{text}");
        }
    }
    assert_eq!(fs::read_to_string(checkout.path(".git/config")).unwrap(), SECRET);
}

#[test]
fn refuses_outputs_through_links_that_lead_out() {
    let checkout = Checkout::new("output");
    checkout.write("token.txt", SECRET);
    for target in OWN_TARGETS.iter().chain(&["../home/notes.md", "../home/absent.md", "token.txt"]) {
        checkout.link("out.md", target);
        for more in [&[][..], &["--check"]] {
            let (text, code) = checkout.run(&[&["docs", "errors.yaml", "-o", "out.md"], more].concat());
            assert!(code == Some(2) && text.contains("`out.md` is "), "{text}");
        }
        checkout.link("api.yaml", target);
        for command in [&["openapi", "errors.yaml", "--into", "api.yaml"][..], &["import", "openapi", "api.yaml"]] {
            let (text, code) = checkout.run(command);
            assert!(code == Some(2) && text.contains("`api.yaml` is "), "{text}");
        }
    }
    assert_eq!(fs::read_to_string(checkout.path("../home/notes.md")).unwrap(), SECRET);
    assert!(!checkout.path("../home/absent.md").exists());
    checkout.write("docs/out.md", "");
    checkout.link("out.md", "docs/out.md");
    assert_eq!(checkout.run(&["docs", "errors.yaml", "-o", "out.md"]).1, Some(0));
    assert!(fs::read_to_string(checkout.path("docs/out.md")).unwrap().contains("acme"));
}

#[test]
fn accepts_the_paths_of_standard_input_and_output() {
    let checkout = Checkout::new("streams");
    let mut command = checkout.command(&["docs", "/dev/stdin", "-o", "/dev/stdout"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(CATALOGUE.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && String::from_utf8(output.stdout).unwrap().contains("acme"));
    let bash = format!("{} check <(cat errors.yaml)", env!("CARGO_BIN_EXE_errors"));
    let run = Command::new("bash").args(["-c", &bash]).current_dir(checkout.path("")).output().unwrap();
    assert!(run.status.success(), "{run:?}");
}

#[test]
fn accepts_any_name_of_a_regular_file() {
    let checkout = Checkout::new("names");
    for name in ["catalogue", "catalogue.txt", ".catalogue"] {
        fs::copy(checkout.path("errors.yaml"), checkout.path(name)).unwrap();
        assert_eq!(checkout.run(&["check", name]).1, Some(0), "{name}");
    }
    let elsewhere = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/molroo.yaml");
    assert_eq!(checkout.run(&["check", elsewhere.to_str().unwrap()]).1, Some(0));
}
