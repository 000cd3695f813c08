//! `errors lock`: its output, and the place of each refused change.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::assert_golden;

const CATALOGUE: &str = "\
catalogue: acme
version: 1.4.0
include: [common.yaml]
envelope:
  error: { code: $code, message: $message, details?: $details }
errors:
  RATE_LIMIT:
    status: 429
    message: Too many requests
    fix: Back off
    retry_after: $wait
    headers: { X-Limit: '{limit}' }
    aliases: [TOO_MANY]
    details:
      wait: u32
      limit: { type: u32, in: header }
  GONE:
    status: 410
    message: It was here once
retired:
  OLD: replaced by GONE
";

const FRAGMENT: &str = "\
types:
  Region: { name: string, zone: string }
errors:
  REGION_DOWN:
    status: 503
    message: The region {region} is down
    exception: RegionError
    details:
      region: string
      others: list<Region>
";

/// A folder with a catalogue, its fragment and its lock, for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join("lock").join(name));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0).unwrap();
        folder.write("errors.yaml", CATALOGUE);
        folder.write("common.yaml", FRAGMENT);
        folder
    }

    /// Creates a folder with a released catalogue.
    fn released(name: &str) -> Self {
        let folder = Self::new(name);
        assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(0));
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{from} is not in {text}");
        self.write(name, &text.replace(from, to));
    }

    fn errors(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_errors")).args(arguments).current_dir(&self.0).output().unwrap()
    }

    /// Returns the exit code and output of `errors check`.
    fn check(&self) -> (Option<i32>, String) {
        let output = self.errors(&["check", "errors.yaml"]);
        (output.status.code(), stdout(&output))
    }

    fn assert_accepted(&self) {
        let (code, text) = self.check();
        assert_eq!(code, Some(0), "{text}");
    }

    /// Asserts that there is one error, of the rule `breaks-lock`, at the place.
    fn assert_refused(&self, place: &str, message: &str) {
        let (code, text) = self.check();
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains("1 catalogue: 1 error"), "{text}");
        assert!(text.starts_with(&format!("error[breaks-lock]: {message}")), "{text}");
        assert_eq!(text.split("--> ").nth(1).and_then(|rest| rest.lines().next()), Some(place), "{text}");
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn lock_matches_golden_and_is_a_catalogue() {
    let folder = Folder::released("writes");
    assert_golden("lock.yaml", &folder.read("errors.yaml.lock"));
    folder.assert_accepted();
    assert_eq!(folder.errors(&["check", "errors.yaml.lock"]).status.code(), Some(0));
    assert_eq!(stdout(&folder.errors(&["diff", "errors.yaml.lock", "errors.yaml"])), "no changes\n");
}

#[test]
fn writes_the_same_from_any_folder_and_to_output() {
    let folder = Folder::released("elsewhere");
    let path = folder.0.join("errors.yaml");
    let output = folder.errors(&["lock", path.to_str().unwrap(), "-o", "released.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(folder.read("released.yaml"), folder.read("errors.yaml.lock"));
}

/// Breaking edits: the file, the old and new text, and the expected place and message.
const BREAKING: &[(&str, &str, &str, &str, &str)] = &[
    (
        "errors.yaml",
        "status: 410",
        "status: 404",
        "errors.yaml:18:13",
        "`errors.GONE.status` differs from the release: 410 became 404",
    ),
    ("errors.yaml", "      wait: u32\n", "      wait: u64\n", "errors.yaml:15:13", "`errors.RATE_LIMIT.details.wait`"),
    ("errors.yaml", "details?: $details", "more?: $details", "errors.yaml:5:3", "`envelope.error.details`"),
    ("errors.yaml", "message: $message", "message: { text: $message }", "errors.yaml:5:25", "`envelope.error.message`"),
    ("errors.yaml", "    aliases: [TOO_MANY]\n", "", "errors.yaml:7:3", "`errors.RATE_LIMIT.aliases`"),
    ("errors.yaml", "'{limit}'", "'{limit} left'", "errors.yaml:12:25", "`errors.RATE_LIMIT.headers.X-Limit`"),
    ("errors.yaml", "fix: Back off", "retryable: false", "errors.yaml:10:16", "`errors.RATE_LIMIT.retryable`"),
    (
        "errors.yaml",
        "  GONE:\n    status: 410\n    message: It was here once\n",
        "",
        "errors.yaml:6:1",
        "`errors.GONE` differs from the release: the code is gone",
    ),
    (
        "errors.yaml",
        "retired:\n  OLD: replaced by GONE\n",
        "  OLD: { status: 410, message: Back again }\n",
        "errors.yaml:20:3",
        "`errors.OLD` differs from the release: the code was retired",
    ),
    (
        "errors.yaml",
        "catalogue: acme",
        "catalogue: other",
        "errors.yaml:1:12",
        "the lock belongs to another catalogue: `acme`",
    ),
    (
        "errors.yaml",
        "version: 1.4.0",
        "version: 1.5.0\nretry: { statuses: [408, 429, 5xx] }",
        "errors.yaml:3:10",
        "`retry.statuses`",
    ),
    ("common.yaml", "zone: string", "zone: string?", "common.yaml:2:33", "`types.Region.zone`"),
    (
        "common.yaml",
        "      region: string\n",
        "      region: { type: string, in: message }\n",
        "common.yaml:9:35",
        "`errors.REGION_DOWN.details.region.in`",
    ),
    (
        "common.yaml",
        "exception: RegionError",
        "exception: AreaError",
        "common.yaml:7:16",
        "`errors.REGION_DOWN.exception`",
    ),
];

#[test]
fn rejects_breaking_changes_at_their_place() {
    for (number, (file, from, to, place, message)) in BREAKING.iter().enumerate() {
        let folder = Folder::released(&format!("breaking-{number}"));
        folder.edit(file, from, to);
        folder.assert_refused(place, message);
    }
}

#[test]
fn rejects_breaking_changes_in_fragments() {
    let folder = Folder::new("section-of-both");
    folder.edit("errors.yaml", "errors:\n", "types: { Own: { name: string } }\nerrors:\n");
    assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(0));
    folder.edit("common.yaml", "zone: string", "zone: u8");
    folder.assert_refused("common.yaml:2:33", "`types.Region.zone`");
}

#[test]
fn rejects_breaking_changes_in_lists_at_the_item() {
    let folder = Folder::new("list");
    folder.edit("errors.yaml", "  error: {", "  errors: [one, { text: '{code}' }, two]\n  error: {");
    assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(0));
    folder.edit("errors.yaml", "'{code}'", "'urn:{code}'");
    folder.assert_refused("errors.yaml:5:25", "`envelope.errors[1].text`");
}

/// Compatible edits of the catalogue: the old and new text.
const ACCEPTED: &[(&str, &str)] = &[
    ("message: Too many requests", "message: Far too many requests"),
    ("wait: u32", "wait: u16"),
    ("aliases: [TOO_MANY]", "aliases: [TOO_MANY, TOO_FAST]"),
    ("retired:\n", "  NEW: { status: 400, message: This is new }\nretired:\n"),
    ("  GONE:\n    status: 410\n    message: It was here once\nretired:\n", "retired:\n  GONE: nobody asked\n"),
];

#[test]
fn accepts_compatible_changes_and_retired_codes() {
    for (number, (from, to)) in ACCEPTED.iter().enumerate() {
        let folder = Folder::released(&format!("accepted-{number}"));
        folder.edit("errors.yaml", from, to);
        folder.assert_accepted();
    }
}

#[test]
fn rejects_reused_retired_code() {
    let folder = Folder::released("reused");
    folder.edit(
        "errors.yaml",
        "  GONE:\n    status: 410\n    message: It was here once\nretired:\n",
        "retired:\n  GONE: no\n",
    );
    assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(0));
    folder.edit("errors.yaml", "retired:\n  GONE: no\n", "  GONE: { status: 410, message: Here again }\nretired:\n");
    folder.assert_refused("errors.yaml:17:3", "`errors.GONE` differs from the release: the code was retired");
}

#[test]
fn accepts_breaking_changes_in_a_major_version() {
    let cases = [
        ("1.4.0", "1.5.0", false),
        ("1.4.0", "2.0.0", true),
        ("1.4.0", "2.0.0-rc.1", true),
        ("1.4.0", "0.9.0", false),
        ("1.9", "1.10", false),
        ("9.0.0", "10.0.0", true),
        ("0.3.1", "0.3.9", false),
        ("0.3.1", "0.4.0", true),
        ("0.3.1", "1.0.0", true),
        ("0.0.1", "0.0.2", true),
        ("v1.4.0", "v2.0.0", true),
        ("one", "two", false),
    ];
    for (number, (released, now, accepted)) in cases.into_iter().enumerate() {
        let folder = Folder::new(&format!("version-{number}"));
        folder.edit("errors.yaml", "version: 1.4.0", &format!("version: \"{released}\""));
        assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(0));
        folder.edit("errors.yaml", released, now);
        folder.edit("errors.yaml", "status: 410", "status: 404");
        assert_eq!(folder.check().0, Some(i32::from(!accepted)), "{released} to {now}");
        assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(i32::from(!accepted)));
    }
}

#[test]
fn advises_to_delete_a_lock_without_version() {
    let folder = Folder::new("no-version");
    folder.edit("errors.yaml", "version: 1.4.0\n", "");
    assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(0));
    folder.edit("errors.yaml", "status: 410", "status: 404");
    let (code, text) = folder.check();
    assert!(code == Some(1) && text.contains("delete the lock, which has no version to raise"), "{text}");
}

#[test]
fn refuses_to_lock_a_breaking_change() {
    let folder = Folder::released("refuses");
    let before = folder.read("errors.yaml.lock");
    folder.edit("errors.yaml", "status: 410", "status: 404");
    for arguments in [&["lock", "errors.yaml"][..], &["lock", "errors.yaml", "--check"]] {
        let output = folder.errors(arguments);
        assert_eq!(output.status.code(), Some(1));
        assert_golden("lock.refused", &stdout(&output));
    }
    assert_eq!(folder.read("errors.yaml.lock"), before);
    fs::remove_file(folder.0.join("errors.yaml.lock")).unwrap();
    assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(0));
    assert!(folder.read("errors.yaml.lock").contains("status: 404"));
}

#[test]
fn check_compares_without_writing() {
    let folder = Folder::new("check");
    let check = || folder.errors(&["lock", "errors.yaml", "--check"]);
    assert_eq!(check().status.code(), Some(1), "no lock is another lock");
    assert!(!folder.0.join("errors.yaml.lock").exists());
    assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(0));
    assert_eq!(check().status.code(), Some(0));
    folder.edit("errors.yaml", "fix: Back off", "fix: Wait");
    let output = check();
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("-    fix: Back off\n+    fix: Wait\n"), "{}", stdout(&output));
    assert!(folder.read("errors.yaml.lock").contains("Back off"));
}

#[test]
fn reports_a_malformed_lock_in_the_lock() {
    let folder = Folder::released("unreadable");
    folder.edit("errors.yaml.lock", "retry:\n", "<<<<<<< ours\nretry:\n");
    let (code, text) = folder.check();
    assert_eq!(code, Some(1));
    assert!(text.starts_with("error[syntax]: ") && text.contains("--> errors.yaml.lock:"), "{text}");
    assert!(text.contains("take it from version control again"), "{text}");
    assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(1));
    fs::remove_file(folder.0.join("errors.yaml.lock")).unwrap();
    fs::create_dir(folder.0.join("errors.yaml.lock")).unwrap();
    let (code, text) = folder.check();
    assert!(code == Some(1) && text.starts_with("error[not-a-file]: `errors.yaml.lock` is a directory"), "{text}");
}

#[test]
fn reports_errors_of_the_catalogue_first() {
    let folder = Folder::released("mistake");
    folder.edit("errors.yaml", "status: 410", "status: 10");
    let (_, text) = folder.check();
    assert!(text.starts_with("error[status-out-of-range]") && text.contains("1 catalogue: 1 error"), "{text}");
    assert_eq!(folder.errors(&["lock", "errors.yaml"]).status.code(), Some(1));
}

#[test]
fn shows_and_compares_a_catalogue_that_breaks_its_lock() {
    let folder = Folder::released("shown");
    folder.edit("errors.yaml", "status: 410", "status: 404");
    for arguments in [&["docs", "errors.yaml"][..], &["explain", "GONE", "errors.yaml"], &["openapi", "errors.yaml"]] {
        assert_eq!(folder.errors(arguments).status.code(), Some(0), "{arguments:?}");
    }
    let output = folder.errors(&["diff", "errors.yaml.lock", "errors.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("breaking[status]: errors.GONE.status: 410 became 404"), "{}", stdout(&output));
}

#[test]
fn wrong_usage_exits_with_2() {
    let folder = Folder::new("usage");
    assert_eq!(folder.errors(&["lock", "nowhere.yaml"]).status.code(), Some(2));
    assert_eq!(folder.errors(&["lock", "errors.yaml", "-o", "no/such/folder.lock"]).status.code(), Some(2));
}
