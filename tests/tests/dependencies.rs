//! What the published crates depend on, held to `deny.toml` without cargo-deny, whose installation takes longer than all else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::Command;

use errors_tests::cargo::Run;
use errors_tests::{read, root};
use serde_json::Value;

#[test]
fn licences_are_those_of_the_list_and_the_list_has_no_others() {
    let deny = deny();
    let allowed: BTreeSet<&str> =
        deny["licenses"]["allow"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    let mut used = BTreeSet::new();
    for package in dependencies() {
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("{} has no licence", package["name"]));
        let terms = accepted(licence, &allowed);
        used.extend(terms.unwrap_or_else(|term| panic!("{} needs {term}, by its licence {licence}", package["name"])));
    }
    assert_eq!(used, allowed.iter().map(|it| (*it).to_owned()).collect());
}

/// The allowed licences that each term of an SPDX expression offers, or the first term that offers none.
fn accepted(licence: &str, allowed: &BTreeSet<&str>) -> Result<BTreeSet<String>, String> {
    let mut used = BTreeSet::new();
    for term in licence.split(" AND ") {
        let choices = term.trim_matches(['(', ')']).split(" OR ").flat_map(|choice| choice.split('/'));
        let choices: Vec<_> = choices.map(str::trim).filter(|choice| allowed.contains(choice)).collect();
        if choices.is_empty() {
            return Err(term.to_owned());
        }
        used.extend(choices.into_iter().map(str::to_owned));
    }
    Ok(used)
}

#[test]
fn expressions_of_licences_are_read() {
    let allowed = BTreeSet::from(["MIT", "Zlib"]);
    let of = |licence| accepted(licence, &allowed).map(|used| used.into_iter().collect::<Vec<_>>().join(" "));
    assert_eq!(of("MIT/Apache-2.0"), Ok("MIT".to_owned()));
    assert_eq!(of("(GPL-3.0 OR MIT) AND Zlib"), Ok("MIT Zlib".to_owned()));
    assert_eq!(of("MIT AND GPL-3.0"), Err("GPL-3.0".to_owned()));
}

#[test]
fn crates_are_there_once_but_for_those_with_a_reason() {
    let mut versions = BTreeMap::<String, Vec<String>>::new();
    for package in dependencies() {
        let text = |key: &str| package[key].as_str().unwrap().to_owned();
        versions.entry(text("name")).or_default().push(text("version"));
    }
    let twice: BTreeSet<String> =
        versions.into_iter().filter(|(_, versions)| versions.len() > 1).map(|(name, _)| name).collect();
    let deny = deny();
    let skipped = deny["bans"]["skip"].as_array().unwrap().iter();
    let skipped = skipped.map(|it| it["crate"].as_str().unwrap().split('@').next().unwrap().to_owned());
    assert_eq!(twice, skipped.collect());
}

fn deny() -> toml::Table {
    read(&root().join("deny.toml")).parse().unwrap()
}

/// All that a published crate is built with on this platform, every feature on.
fn dependencies() -> Vec<Value> {
    let metadata = metadata();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let nodes: BTreeMap<&str, &Value> = nodes.iter().map(|node| (node["id"].as_str().unwrap(), node)).collect();
    let packages = metadata["packages"].as_array().unwrap();
    let is_ours = |package: &&Value| package["source"].is_null() && package["publish"].is_null();
    let mut open: Vec<&str> = packages.iter().filter(is_ours).map(|package| package["id"].as_str().unwrap()).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(built_with(nodes[id]));
        }
    }
    packages.iter().filter(|package| found.contains(package["id"].as_str().unwrap())).cloned().collect()
}

fn built_with(node: &Value) -> impl Iterator<Item = &str> {
    let is_built = |kind: &Value| kind["kind"] != "dev";
    let dependencies = node["deps"].as_array().into_iter().flatten();
    let built =
        dependencies.filter(move |it| it["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(is_built)));
    built.filter_map(|it| it["pkg"].as_str())
}

fn metadata() -> Value {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--print", "host-tuple"]);
    let host = Run::of(rustc).succeeds().stdout;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["metadata", "--format-version=1", "--all-features", "--offline", "--locked", "--filter-platform"]);
    cargo.arg(host.trim()).current_dir(root());
    serde_json::from_str(&Run::of(cargo).succeeds().stdout).unwrap()
}
