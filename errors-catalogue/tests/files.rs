//! The files that the reader opens: those of the catalogue's own tree, each once, and together within the limit.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use errors_catalogue::Loaded;
use errors_catalogue::files::{MAX_BYTES, MAX_FRAGMENTS};

const SECRET: &str = "token-9d41c7";

const ERRORS: &str = "errors: { NOT_FOUND: { status: 404, message: Nothing is here } }\n";

/// A folder outside of every repository, with a secret in it; it goes when it is dropped.
struct Temp(PathBuf);

impl Temp {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("errors-files-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let temp = Self(folder);
        temp.write("secret.yaml", SECRET);
        temp.write("secrets/environ", SECRET);
        temp
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    /// A catalogue at `name` that includes a fragment, once or several times.
    fn catalogue(&self, name: &str, includes: &[&str]) {
        self.write(name, catalogue(includes));
    }

    fn fragment(&self, name: &str, code: &str) {
        self.write(name, format!("errors: {{ {code}: {{ status: 409, message: No }} }}\n"));
    }

    #[cfg(unix)]
    fn link(&self, name: &str, target: impl AsRef<Path>) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, self.path(name)).unwrap();
    }

    fn load(&self, name: &str) -> Loaded {
        errors_catalogue::lock::load(&self.path(name), name)
    }

    /// The rules that a catalogue breaks, when nothing of the secret is shown or kept.
    fn rules(&self, name: &str) -> Vec<&'static str> {
        let loaded = self.load(name);
        let shown = format!("{loaded:?} {}", loaded.rendered().collect::<String>());
        assert!(!shown.contains(SECRET), "{shown}");
        loaded.diagnostics.iter().map(|problem| problem.rule().word()).collect()
    }

    /// The rules that a catalogue with this one fragment breaks.
    fn including(&self, name: &str, include: &str) -> Vec<&'static str> {
        self.catalogue(name, &[include]);
        self.rules(name)
    }
}

impl Drop for Temp {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn catalogue(includes: &[&str]) -> String {
    let includes: Vec<String> = includes.iter().map(|include| format!("  - {include}\n")).collect();
    format!("catalogue: acme\ninclude:\n{}{ERRORS}", includes.concat())
}

const NONE: [&str; 0] = [];
const OUTSIDE: [&str; 1] = ["fragment-outside"];

#[test]
fn rejects_fragment_outside_the_folder() {
    let temp = Temp::new("folder");
    temp.fragment("api/parts/common.yaml", "A");
    for include in [
        "../secret.yaml",
        "parts/../../secret.yaml",
        "../absent.yaml",
        "../a/b.yaml",
        "..",
        "../../../proc/self/environ",
    ] {
        assert_eq!(temp.including("api/errors.yaml", include), OUTSIDE, "{include}");
    }
    for include in ["parts/common.yaml", "./parts/../parts/common.yaml", "../api/parts/common.yaml"] {
        assert_eq!(temp.including("api/errors.yaml", include), NONE, "{include}");
    }
}

#[test]
fn hides_whether_a_file_outside_exists() {
    let temp = Temp::new("oracle");
    let mut answers = ["../secret.yaml", "../absent.yaml", "../secrets", "../secret.yaml/x"].map(|include| {
        temp.catalogue("api/errors.yaml", &[include]);
        let answer: String = temp.load("api/errors.yaml").rendered().collect();
        let marks = "^".repeat(include.len());
        assert!(answer.contains(&marks), "{answer}");
        answer.replace(include, "…").replace(&marks, "^")
    });
    answers.sort();
    assert_eq!(answers.first(), answers.last());
}

#[test]
fn shares_fragments_within_the_nearest_repository() {
    for is_worktree in [false, true] {
        let temp = Temp::new(&format!("repository-{is_worktree}"));
        temp.fragment("repo/common.yaml", "A");
        temp.fragment("common.yaml", "B");
        assert_eq!(temp.including("repo/services/a/errors.yaml", "../../common.yaml"), OUTSIDE);
        // A worktree has a file of this name.
        temp.write(if is_worktree { "repo/.git" } else { "repo/.git/HEAD" }, "gitdir: elsewhere\n");
        assert_eq!(temp.including("repo/services/a/errors.yaml", "../../common.yaml"), NONE);
        assert_eq!(temp.including("repo/services/a/errors.yaml", "../../../common.yaml"), OUTSIDE);
        temp.write(".git", "gitdir: elsewhere\n");
        assert_eq!(temp.including("repo/services/a/errors.yaml", "../../../common.yaml"), OUTSIDE);
    }
}

#[test]
fn shares_fragments_within_a_package_without_repository() {
    let temp = Temp::new("package");
    temp.write("krate/Cargo.toml", "[package]\n");
    temp.write("krate/member/Cargo.toml", "[package]\n");
    temp.fragment("krate/common.yaml", "A");
    assert_eq!(temp.including("krate/member/api/errors.yaml", "../../common.yaml"), NONE);
    assert_eq!(temp.including("krate/member/api/errors.yaml", "../../../secret.yaml"), OUTSIDE);
}

#[test]
fn rejects_other_endings() {
    let temp = Temp::new("endings");
    for name in [".npmrc", "token.txt", "key", "yaml", "a.yaml.lock", "a.YAML", "a.yaml~"] {
        temp.write(name, SECRET);
        assert_eq!(temp.including("errors.yaml", name), OUTSIDE, "{name}");
    }
    for (name, code) in [("a.yaml", "A"), ("b.yml", "B")] {
        temp.fragment(name, code);
        assert_eq!(temp.including("errors.yaml", name), NONE, "{name}");
    }
}

#[test]
fn counts_one_file_under_several_spellings_once() {
    let temp = Temp::new("spellings");
    temp.fragment("parts/a.yaml", "A");
    for again in ["parts/a.yaml", "./parts/a.yaml", "parts/../parts/a.yaml", "parts//a.yaml", "parts/./a.yaml"] {
        temp.catalogue("errors.yaml", &["parts/a.yaml", again]);
        assert_eq!(temp.rules("errors.yaml"), ["invalid-include"], "{again}");
        assert_eq!(temp.load("errors.yaml").files.len(), 2, "{again}");
    }
    for itself in ["errors.yaml", "./errors.yaml", "parts/../errors.yaml"] {
        assert_eq!(temp.including("errors.yaml", itself), ["invalid-include"], "{itself}");
    }
    let text = catalogue(&["text.yaml"]);
    temp.write("text.yaml", &text);
    let loaded = errors_catalogue::check(temp.path("text.yaml").to_str().unwrap(), &text);
    assert_eq!(loaded.diagnostics[0].message(), "`text.yaml` is the catalogue itself");
}

#[test]
fn rejects_files_over_16_mib_together() {
    let temp = Temp::new("together");
    let text = catalogue(&["a.yaml", "b.yaml"]);
    temp.write("errors.yaml", &text);
    // Spaces, for a NUL would be a mistake of its own.
    let spaces = |count: u64| " ".repeat(usize::try_from(count).unwrap());
    let rest = MAX_BYTES / 2 - text.len() as u64;
    for (more, is_refused) in [(0, false), (1, true)] {
        temp.write("a.yaml", spaces(MAX_BYTES / 2));
        temp.write("b.yaml", spaces(rest + more));
        assert_eq!(temp.rules("errors.yaml").contains(&"file-too-large"), is_refused, "{more}");
    }
    // A terabyte of zeros, which takes no room on the disk.
    fs::File::create(temp.path("a.yaml")).unwrap().set_len(1 << 40).unwrap();
    assert!(temp.rules("errors.yaml").contains(&"file-too-large"));
}

#[test]
fn counts_the_lock_among_the_files() {
    let temp = Temp::new("lock-size");
    let comment = format!("#{}\n", " ".repeat(usize::try_from(MAX_BYTES / 2).unwrap()));
    let text = format!("catalogue: acme\n{ERRORS}{comment}");
    temp.write("errors.yaml", &text);
    assert_eq!(temp.rules("errors.yaml"), NONE);
    temp.write("errors.yaml.lock", &text);
    assert_eq!(temp.rules("errors.yaml"), ["file-too-large"]);
}

#[test]
fn rejects_more_than_1_000_fragments() {
    let temp = Temp::new("many");
    let names: Vec<String> = (0..=MAX_FRAGMENTS).map(|number| format!("f{number}.yaml")).collect();
    for (number, name) in names.iter().enumerate() {
        temp.write(name, format!("categories: {{ c{number}: C }}\n"));
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    temp.catalogue("errors.yaml", &names[..MAX_FRAGMENTS]);
    assert_eq!(temp.rules("errors.yaml"), NONE);
    temp.catalogue("errors.yaml", &names);
    assert_eq!(temp.rules("errors.yaml"), ["invalid-include"]);
}

/// A text stands at the place that its name says, whether or not there is a file.
#[test]
fn text_has_the_same_bounds_as_a_file() {
    let temp = Temp::new("text");
    temp.fragment("api/common.yaml", "A");
    let rules = |folder: &str, include: &str| {
        let name = temp.path(folder).join("errors.yaml");
        let loaded = errors_catalogue::check(name.to_str().unwrap(), &catalogue(&[include]));
        assert!(!format!("{loaded:?}").contains(SECRET));
        loaded.diagnostics.iter().map(|problem| problem.rule().word()).collect::<Vec<_>>()
    };
    assert_eq!(rules("api", "common.yaml"), NONE);
    assert_eq!(rules("api", "../secret.yaml"), OUTSIDE);
    assert_eq!(rules("nowhere", "../secret.yaml"), OUTSIDE);
    assert_eq!(rules("nowhere", "common.yaml"), ["missing-file"]);
    // Beside the tests, in this repository.
    for include in ["../../../../../../../proc/self/environ", "../../../../../../../etc/passwd"] {
        let loaded = errors_catalogue::check("errors.yaml", &catalogue(&[include]));
        assert_eq!(loaded.diagnostics[0].rule().word(), "fragment-outside", "{include}");
    }
}

#[test]
fn drops_trailing_slash_from_watched_path() {
    let temp = Temp::new("slash");
    temp.fragment("common.yaml", "A");
    assert_eq!(temp.including("errors.yaml", "common.yaml/"), NONE);
    assert!(temp.load("errors.yaml").files[1].to_str().unwrap().ends_with("common.yaml"));
}

#[cfg(unix)]
mod links {
    use super::*;

    #[test]
    fn fragment_is_where_its_links_lead() {
        let temp = Temp::new("links");
        temp.fragment("api/parts/common.yaml", "A");
        temp.link("api/out.yaml", "../secret.yaml");
        temp.link("api/far.yaml", "/proc/self/environ");
        temp.link("api/dangling.yaml", "../absent.yaml");
        temp.link("api/chain.yaml", "hop.yaml");
        temp.link("api/hop.yaml", temp.path("secret.yaml"));
        temp.link("api/up", "..");
        temp.link("api/root", "/");
        temp.write("api/token.txt", SECRET);
        temp.link("api/renamed.yaml", "token.txt");
        let outside =
            ["out.yaml", "far.yaml", "dangling.yaml", "chain.yaml", "up/secret.yaml", "root/proc/self/environ"];
        for include in outside.into_iter().chain(["renamed.yaml", "parts/../up/secret.yaml", "root/../etc/passwd"]) {
            assert_eq!(temp.including("api/errors.yaml", include), OUTSIDE, "{include}");
        }
        temp.link("api/in.yaml", "parts/common.yaml");
        temp.link("api/absolute.yaml", temp.path("api/parts/common.yaml"));
        temp.link("api/named-otherwise", "parts/common.yaml");
        temp.link("api/around", "../api/parts");
        for include in
            ["in.yaml", "absolute.yaml", "named-otherwise", "around/common.yaml", "around/../parts/common.yaml"]
        {
            assert_eq!(temp.including("api/errors.yaml", include), NONE, "{include}");
        }
        temp.catalogue("api/errors.yaml", &["parts/common.yaml", "in.yaml"]);
        assert_eq!(temp.rules("api/errors.yaml"), ["invalid-include"]);
    }

    #[test]
    fn rejects_circular_links() {
        let temp = Temp::new("circle");
        temp.link("a.yaml", "b.yaml");
        temp.link("b.yaml", "./a.yaml");
        temp.link("deeper", "deeper/deeper");
        for include in ["a.yaml", "deeper/x.yaml"] {
            assert_eq!(temp.including("errors.yaml", include), ["unreadable-file"], "{include}");
        }
        assert_eq!(temp.rules("a.yaml"), ["unreadable-file"]);
    }

    /// Whatever opens a FIFO waits for a writer that never comes.
    #[test]
    fn opens_only_regular_files() {
        let temp = Temp::new("fifo");
        assert!(std::process::Command::new("mkfifo").arg(temp.path("pipe.yaml")).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(temp.path("socket.yaml")).unwrap();
        temp.link("link.yaml", "pipe.yaml");
        for include in ["pipe.yaml", "socket.yaml", "link.yaml"] {
            assert_eq!(temp.including("errors.yaml", include), ["not-a-file"], "{include}");
            assert_eq!(temp.rules(include), ["not-a-file"], "{include}");
        }
        temp.catalogue("errors.yaml", &[]);
        temp.write("errors.yaml", format!("catalogue: acme\n{ERRORS}"));
        fs::rename(temp.path("pipe.yaml"), temp.path("errors.yaml.lock")).unwrap();
        assert_eq!(temp.rules("errors.yaml"), ["not-a-file"]);
    }

    #[test]
    fn linked_catalogue_stays_in_its_repository() {
        let temp = Temp::new("catalogue-link");
        temp.write("repo/.git/config", SECRET);
        temp.write("repo/token.txt", SECRET);
        temp.write("repo/shared/real.yaml", format!("catalogue: acme\n{ERRORS}"));
        temp.link("repo/out.yaml", "../secret.yaml");
        temp.link("repo/far.yaml", "/proc/self/environ");
        temp.link("repo/dangling.yaml", "../absent.yaml");
        temp.link("repo/config.yaml", ".git/config");
        temp.link("repo/token.yaml", "token.txt");
        temp.link("repo/specs", "..");
        temp.link("repo/root", "/");
        for name in [
            "out.yaml",
            "far.yaml",
            "dangling.yaml",
            "config.yaml",
            "token.yaml",
            "specs/secret.yaml",
            "root/etc/x.yaml",
        ] {
            assert_eq!(temp.rules(&format!("repo/{name}")), OUTSIDE, "{name}");
            assert!(temp.load(&format!("repo/{name}")).files.is_empty(), "{name}");
        }
        temp.link("repo/api/errors.yaml", "../shared/real.yaml");
        temp.link("repo/link-to-folder", "shared");
        for name in ["repo/api/errors.yaml", "repo/link-to-folder/real.yaml"] {
            assert_eq!(temp.rules(name), NONE, "{name}");
        }
        // The folder that a link leads out to is not listed for a misspelt name either.
        let answer: String = temp.load("repo/specs/secrte.yaml").rendered().collect();
        assert!(!answer.contains("secret.yaml"), "{answer}");
    }

    #[test]
    fn linked_lock_stays_in_its_repository() {
        let temp = Temp::new("lock-link");
        temp.write("repo/.git/HEAD", "");
        temp.write("repo/errors.yaml", format!("catalogue: acme\n{ERRORS}"));
        temp.write("repo/token.txt", SECRET);
        temp.write("secret.lock", SECRET);
        for target in ["../secret.lock", "/proc/self/environ", "token.txt", "../absent.lock"] {
            temp.link("repo/errors.yaml.lock", target);
            assert_eq!(temp.rules("repo/errors.yaml"), OUTSIDE, "{target}");
            fs::remove_file(temp.path("repo/errors.yaml.lock")).unwrap();
        }
        temp.write("repo/released.lock", "catalogue: acme\nerrors: { GONE: { status: 404, message: Nothing } }\n");
        temp.link("repo/errors.yaml.lock", "released.lock");
        assert_eq!(temp.rules("repo/errors.yaml"), ["breaks-lock"]);
    }

    /// Without a repository too: a link that leads to no file says nothing of the folder that it leads to.
    #[test]
    fn hides_files_beside_the_target_of_a_link() {
        let temp = Temp::new("listing");
        temp.link("api/errors.yaml", "../secrte.yaml");
        let answer: String = temp.load("api/errors.yaml").rendered().collect();
        assert!(answer.starts_with("no file") && !answer.contains("secret.yaml"), "{answer}");
    }

    #[test]
    fn text_ignores_a_link_in_its_place() {
        let temp = Temp::new("text-link");
        temp.write("repo/.git/HEAD", "");
        temp.link("repo/errors.yaml", "../home.yaml");
        temp.write("home.yaml", "");
        for include in ["secret.yaml", "../secret.yaml"] {
            let name = temp.path("repo/errors.yaml");
            let loaded = errors_catalogue::check(name.to_str().unwrap(), &catalogue(&[include]));
            assert!(!format!("{loaded:?}").contains(SECRET), "{include}");
            assert_eq!(loaded.files.len(), 1, "{include}");
        }
    }

    /// Bazel builds in a folder of links to the real files; there is no repository around it.
    #[test]
    fn reads_a_tree_of_links() {
        let temp = Temp::new("sandbox");
        temp.write("real/repo/.git/HEAD", "");
        temp.catalogue("real/repo/api/errors.yaml", &["../common.yaml"]);
        temp.fragment("real/repo/common.yaml", "A");
        temp.write("real/repo/api/errors.yaml.lock", format!("catalogue: acme\n{ERRORS}"));
        for name in ["api/errors.yaml", "api/errors.yaml.lock", "common.yaml"] {
            temp.link(&format!("sandbox/{name}"), temp.path("real/repo").join(name));
        }
        assert_eq!(temp.rules("sandbox/api/errors.yaml"), NONE);
        assert_eq!(temp.load("sandbox/api/errors.yaml").files.len(), 3);
        // The fragment of the real tree counts, whatever lies at its place among the links.
        fs::remove_file(temp.path("sandbox/common.yaml")).unwrap();
        temp.link("sandbox/common.yaml", temp.path("secret.yaml"));
        assert_eq!(temp.rules("sandbox/api/errors.yaml"), NONE);
        let watched = temp.load("sandbox/api/errors.yaml").files[1].canonicalize().unwrap();
        assert_eq!(watched, temp.path("real/repo/common.yaml").canonicalize().unwrap());
        temp.link("sandbox/token.yaml", temp.path("secrets/environ"));
        assert_eq!(temp.rules("sandbox/token.yaml"), OUTSIDE);
    }

    #[test]
    fn accepts_any_name_behind_linked_folders() {
        let temp = Temp::new("named");
        temp.write("real/repo/.git/HEAD", "");
        temp.write("real/repo/catalogue", format!("catalogue: acme\n{ERRORS}"));
        temp.link("home", "real");
        assert_eq!(temp.rules("real/repo/catalogue"), NONE);
        assert_eq!(temp.rules("home/repo/catalogue"), NONE);
    }
}
