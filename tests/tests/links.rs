//! Links lead somewhere: in what the repository has for people to read, and in the pages that rustdoc makes of the crates.

use std::path::Path;

use errors_tests::links::dead_links;
use errors_tests::{read, root};

/// What is read where it lies, in the repository.
const PAGES: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/decoder.md",
    "docs/stability.md",
    "specs/README.md",
    "bench/README.md",
    "fuzz/README.md",
    "errors-catalogue/README.md",
    "errors-cli/README.md",
    "errors-macro/README.md",
    "errors-runtime/README.md",
    "errors-table/README.md",
    "tests/README.md",
];

#[test]
fn links_between_pages_lead_to_files_and_headings() {
    for page in PAGES {
        for link in links(&read(&root().join(page))) {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target =
                if path.is_empty() { root().join(page) } else { root().join(page).with_file_name("").join(path) };
            assert!(target.exists(), "{page}: {link}");
            assert!(anchor.is_empty() || anchors(&read(&target)).any(|it| it == anchor), "{page}: {link}");
        }
    }
}

/// The targets of links within the repository; blocks of code have none.
fn links(markdown: &str) -> Vec<String> {
    let text: String = markdown.split("```").step_by(2).collect();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.starts_with("http")).map(str::to_owned).collect()
}

/// The anchors that GitHub gives to headings.
fn anchors(markdown: &str) -> impl Iterator<Item = String> + '_ {
    let headings =
        markdown.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#').trim());
    headings.map(|heading| {
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    })
}

/// rustdoc asks about links of items that it can name; those that lead into crates without pages it leaves as they are.
#[test]
#[ignore = "needs the pages that `.ci/run` makes before"]
fn links_of_the_crates_documentation_lead_somewhere() {
    let docs = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("doc");
    for name in ["errors_catalogue", "errors_macro", "errors_runtime"] {
        let dead = dead_links(&docs.join(name));
        assert!(dead.is_empty(), "{}", dead.join("\n"));
    }
}
