//! Links of rendered pages: whether each of them leads somewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::read;

/// The links on all pages of a folder that lead nowhere, each behind its page.
#[must_use]
pub fn dead_links(folder: &Path) -> Vec<String> {
    let mut dead = Vec::new();
    for page in pages(folder) {
        let html = read(&page);
        let links: BTreeSet<&str> = attributes(own(&html), "href").collect();
        let lost = links.into_iter().filter(|link| !is_elsewhere(link) && !leads_somewhere(&page, link));
        dead.extend(lost.map(|link| format!("{}: {link}", page.display())));
    }
    dead
}

/// All HTML below a folder.
///
/// # Panics
/// When there is none.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                pages.push(path);
            }
        }
    }
    assert!(!pages.is_empty(), "{} has no pages", folder.display());
    pages
}

/// A page without the texts of other crates, whose links rustdoc cannot follow where their pages are not made.
fn own(html: &str) -> &str {
    html.split("id=\"blanket-implementations\"").next().unwrap_or_default()
}

fn attributes<'h>(html: &'h str, name: &str) -> impl Iterator<Item = &'h str> {
    let values: Vec<&str> = html.split(&format!(" {name}=\"")).skip(1).collect();
    values.into_iter().filter_map(|rest| rest.split('"').next())
}

fn is_elsewhere(link: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| link.starts_with(scheme))
}

fn leads_somewhere(page: &Path, link: &str) -> bool {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() { page.to_owned() } else { resolve(page, path) };
    // The lines of a source have their anchors from a script.
    let is_anchored = anchor.is_empty() || !is_page(&target) || target.components().any(|it| it.as_os_str() == "src");
    target.exists() && (is_anchored || attributes(&read(&target), "id").any(|id| id == anchor))
}

fn is_page(target: &Path) -> bool {
    target.extension().is_some_and(|extension| extension == "html")
}

/// Where a link leads, and from there on where the page has moved.
fn resolve(page: &Path, path: &str) -> PathBuf {
    let target = page.with_file_name("").join(path.split('?').next().unwrap_or_default());
    let html = std::fs::read_to_string(&target).unwrap_or_default();
    match html.split_once("http-equiv=\"refresh\" content=\"0;URL=").and_then(|(_, rest)| rest.split('"').next()) {
        Some(further) => target.with_file_name("").join(further),
        None => target,
    }
}
