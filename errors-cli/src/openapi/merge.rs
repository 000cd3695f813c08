//! Components ▶ a document that is there already: what an earlier run wrote is replaced, everything else is kept.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use serde_yaml::{Mapping, Value as Yaml};

use super::components::{Components, MARK};
use super::dialect::Dialect;
use super::is_json;
use crate::yaml;

/// Reads an OpenAPI document.
pub(super) fn read(path: &Path) -> Result<Yaml, String> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read `{shown}`: {error}"))?;
    let document = if is_json(Some(path)) {
        serde_json::from_str(&text).map_err(|error| unreadable(&error)).and_then(|json| yaml::from_json(&json))
    } else {
        yaml::read(&text)
    };
    document.map_err(|error| format!("cannot read `{shown}`: {error}"))
}

fn unreadable(error: &serde_json::Error) -> String {
    let error = error.to_string();
    let is_number = error.starts_with("number out of range");
    let help = if is_number { ": 64 bits do not hold it, so write it as a text or leave it out" } else { "" };
    format!("{error}{help}")
}

/// The dialect that the document is written in; one that was asked for has to be the same.
pub(super) fn dialect(document: &Yaml, path: &Path, asked: Option<Dialect>) -> Result<Dialect, String> {
    let shown = path.display();
    let version = document.get("openapi").and_then(Yaml::as_str);
    let found = match version {
        Some(version) => Dialect::of(version)
            .ok_or_else(|| format!("`{shown}`: expected OpenAPI 3.0, 3.1 or 3.2, found `{version}`"))?,
        None => return Err(format!("`{shown}` is no OpenAPI document of version 3: it has no `openapi: 3.…`")),
    };
    match asked {
        Some(asked) if asked != found => {
            Err(format!("`{shown}` says `openapi: {}`: leave out `--openapi`", version.unwrap_or_default()))
        }
        _ => Ok(found),
    }
}

/// The document with the components of a catalogue.
pub(super) fn merge(mut document: Yaml, path: &Path, catalogue: &str, components: Components) -> Result<Yaml, String> {
    let Components { schemas, responses } = components;
    let mut merge = Merge { catalogue, clashes: Vec::new(), gone: HashSet::new() };
    let parts = section(&mut document, "components", path)?;
    for (kind, new) in [("schemas", schemas), ("responses", responses)] {
        let old = match parts.get(kind) {
            None | Some(Yaml::Null) => Mapping::new(),
            Some(Yaml::Mapping(old)) => old.clone(),
            Some(_) => return Err(format!("`{}`: `components.{kind}` is no mapping", path.display())),
        };
        let merged = merge.kind(kind, old, new)?;
        if !merged.is_empty() {
            parts.insert(Yaml::from(kind), Yaml::Mapping(merged));
        }
    }
    merge.finish(&document, path)?;
    Ok(document)
}

/// The mapping under a key of the document; an absent one is added at the end.
fn section<'d>(document: &'d mut Yaml, key: &str, path: &Path) -> Result<&'d mut Mapping, String> {
    let no_mapping = || format!("`{}`: `{key}` is no mapping", path.display());
    let slot = document.as_mapping_mut().ok_or_else(no_mapping)?.entry(Yaml::from(key)).or_insert(Yaml::Null);
    if slot.is_null() {
        *slot = Yaml::Mapping(Mapping::new());
    }
    slot.as_mapping_mut().ok_or_else(no_mapping)
}

struct Merge<'c> {
    catalogue: &'c str,
    /// Components with a name that is wanted and an author that is not this command.
    clashes: Vec<String>,
    /// What an earlier run wrote and the catalogue has no more, as references spell it.
    gone: HashSet<String>,
}

impl Merge<'_> {
    fn kind(&mut self, kind: &str, old: Mapping, mut new: Map<String, Value>) -> Result<Mapping, String> {
        let mut out = Mapping::new();
        for (key, component) in old {
            let name = key.as_str().unwrap_or_default().to_owned();
            let is_ours = component.get(MARK).and_then(Yaml::as_str) == Some(self.catalogue);
            match new.shift_remove(&name) {
                Some(replacement) if is_ours => {
                    out.insert(key, yaml::from_json(&replacement)?);
                }
                Some(_) => self.clashes.push(format!("components.{kind}.{name}")),
                None if is_ours => {
                    self.gone.insert(format!("#/components/{kind}/{name}"));
                }
                None => {
                    out.insert(key, component);
                }
            }
        }
        for (name, component) in new {
            out.insert(Yaml::from(name), yaml::from_json(&component)?);
        }
        Ok(out)
    }

    fn finish(&self, document: &Yaml, path: &Path) -> Result<(), String> {
        let shown = path.display();
        if !self.clashes.is_empty() {
            return Err(format!(
                "`{shown}` has components of these names that did not come from the catalogue `{}`: {}; rename them, or \
                 remove them",
                self.catalogue,
                self.clashes.join(", ")
            ));
        }
        let mut dangling = Vec::new();
        self.references(document, &mut dangling);
        if dangling.is_empty() {
            return Ok(());
        }
        Err(format!("`{shown}` refers to errors that the catalogue no longer has: {}", dangling.join(", ")))
    }

    /// References to what is gone.
    fn references(&self, node: &Yaml, out: &mut Vec<String>) {
        match node {
            Yaml::Mapping(members) => {
                let reference = node.get("$ref").and_then(Yaml::as_str).filter(|text| self.gone.contains(*text));
                out.extend(reference.filter(|text| !out.iter().any(|seen| seen == text)).map(str::to_owned));
                members.values().for_each(|value| self.references(value, out));
            }
            Yaml::Sequence(items) => items.iter().for_each(|item| self.references(item, out)),
            _ => {}
        }
    }
}

/// The document as JSON, where keys are texts: `200:` is `"200":`.
pub(super) fn to_json(document: Yaml) -> Value {
    match document {
        Yaml::Mapping(members) => {
            Value::Object(members.into_iter().map(|(key, value)| (key_text(key), to_json(value))).collect())
        }
        Yaml::Sequence(items) => items.into_iter().map(to_json).collect(),
        Yaml::Tagged(tagged) => to_json(tagged.value),
        scalar => serde_json::to_value(scalar).unwrap_or(Value::Null),
    }
}

fn key_text(key: Yaml) -> String {
    match key {
        Yaml::String(text) => text,
        Yaml::Number(number) => number.to_string(),
        Yaml::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}
