//! Components ▶ an existing document: components of an earlier run are replaced, everything else is kept.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use serde_yaml::{Mapping, Value as Yaml};

use super::components::{Components, MARK};
use super::dialect::Dialect;
use crate::output::refuse_link;
use crate::yaml;

/// A document to merge into.
pub(super) struct Document<'p> {
    root: Yaml,
    path: &'p Path,
}

/// Reads an OpenAPI document.
pub(super) fn read(path: &Path) -> Result<Document<'_>, String> {
    refuse_link(path)?;
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read `{shown}`: {error}"))?;
    let root = yaml::read(&text).map_err(|error| format!("cannot read `{shown}`: {error}"))?;
    Ok(Document { root, path })
}

impl<'p> Document<'p> {
    /// Returns the dialect of the document; a requested one must be the same.
    pub(super) fn dialect(&self, asked: Option<Dialect>) -> Result<Dialect, String> {
        let shown = self.path.display();
        let version = self
            .version()
            .ok_or_else(|| format!("`{shown}` is not an OpenAPI 3 document: it has no `openapi: 3.…`"))?;
        let found = Dialect::of(&version)
            .ok_or_else(|| format!("`{shown}`: expected OpenAPI 3.0, 3.1 or 3.2, found `{version}`"))?;
        match asked {
            Some(asked) if asked != found => Err(format!("`{shown}` is `openapi: {version}`: omit `--openapi`")),
            _ => Ok(found),
        }
    }

    /// Returns the version; `3.1` without quotes is a number.
    fn version(&self) -> Option<String> {
        match self.root.get("openapi")? {
            Yaml::String(version) => Some(version.clone()),
            Yaml::Number(version) => Some(version.to_string()),
            _ => None,
        }
    }

    /// Takes out the components to merge into, and empties those of an earlier run for the catalogue.
    pub(super) fn merge(mut self, catalogue: &'p str) -> Result<Merge<'p>, String> {
        let path = self.path;
        let parts = self.parts()?;
        let schemas = Section::take(parts, "schemas", path)?.emptied(catalogue);
        let responses = Section::take(parts, "responses", path)?.emptied(catalogue);
        Ok(Merge { document: self, catalogue, schemas, responses })
    }

    /// Returns the mapping `components`, which is added at the end if it is absent.
    fn parts(&mut self) -> Result<&mut Mapping, String> {
        let no_mapping = || format!("`{}`: `components` is not a mapping", self.path.display());
        let members = self.root.as_mapping_mut().ok_or_else(no_mapping)?;
        let slot = members.entry(Yaml::from("components")).or_insert(Yaml::Null);
        if slot.is_null() {
            *slot = Yaml::Mapping(Mapping::new());
        }
        slot.as_mapping_mut().ok_or_else(no_mapping)
    }

    fn refuse_dangling(&self, gone: &HashSet<String>) -> Result<(), String> {
        let mut dangling = Vec::new();
        references(&self.root, gone, &mut dangling);
        let mut seen = HashSet::new();
        dangling.retain(|reference| seen.insert(*reference));
        if dangling.is_empty() {
            return Ok(());
        }
        let shown = self.path.display();
        Err(format!("`{shown}` refers to errors that the catalogue no longer has: {}", dangling.join(", ")))
    }
}

/// A document whose components have been taken out, to merge others into them.
pub(super) struct Merge<'c> {
    document: Document<'c>,
    catalogue: &'c str,
    schemas: Section,
    responses: Section,
}

impl Merge<'_> {
    /// Adds the components of the catalogue to the document.
    pub(super) fn finish(mut self, components: Components) -> Result<Yaml, String> {
        let Components { schemas, responses } = components;
        let clashes = [self.schemas.fill(schemas), self.responses.fill(responses)].concat();
        self.refuse_clashes(&clashes)?;
        let parts = self.document.parts()?;
        let gone = [self.schemas.put(parts), self.responses.put(parts)].into_iter().flatten().collect();
        self.document.refuse_dangling(&gone)?;
        Ok(self.document.root)
    }

    fn refuse_clashes(&self, clashes: &[String]) -> Result<(), String> {
        if clashes.is_empty() {
            return Ok(());
        }
        Err(format!(
            "`{}` has components of these names that did not come from the catalogue `{}`: {}; rename them, or remove them",
            self.document.path.display(),
            self.catalogue,
            clashes.join(", ")
        ))
    }
}

/// The components of one kind.
struct Section {
    kind: &'static str,
    components: Mapping,
    /// The names from an earlier run that this run did not write.
    earlier: HashSet<String>,
}

impl Section {
    fn take(parts: &mut Mapping, kind: &'static str, path: &Path) -> Result<Self, String> {
        let components = match parts.get_mut(kind).map(std::mem::take) {
            None | Some(Yaml::Null) => Mapping::new(),
            Some(Yaml::Mapping(components)) => components,
            Some(_) => return Err(format!("`{}`: `components.{kind}` is not a mapping", path.display())),
        };
        Ok(Self { kind, components, earlier: HashSet::new() })
    }

    /// Empties the components of an earlier run; `null` keeps their places.
    fn emptied(mut self, catalogue: &str) -> Self {
        for (key, component) in &mut self.components {
            let is_ours = component.get(MARK).and_then(Yaml::as_str) == Some(catalogue);
            if let Some(name) = key.as_str().filter(|_| is_ours) {
                self.earlier.insert(name.to_owned());
                *component = Yaml::Null;
            }
        }
        self
    }

    /// Adds the new components; returns the names that another author uses.
    fn fill(&mut self, new: Map<String, Value>) -> Vec<String> {
        let mut clashes = Vec::new();
        for (name, component) in new {
            if !self.earlier.remove(&name) && self.components.contains_key(&name) {
                clashes.push(format!("components.{}.{name}", self.kind));
            } else {
                self.components.insert(Yaml::from(name), yaml::from_json(component));
            }
        }
        clashes
    }

    /// Puts the components back; returns the references to components that are gone.
    fn put(self, parts: &mut Mapping) -> Vec<String> {
        let Self { kind, mut components, earlier } = self;
        components.retain(|key, _| !key.as_str().is_some_and(|name| earlier.contains(name)));
        if !components.is_empty() || parts.contains_key(kind) {
            parts.insert(Yaml::from(kind), Yaml::Mapping(components));
        }
        earlier.into_iter().map(|name| format!("#/components/{kind}/{name}")).collect()
    }
}

/// Finds references to removed components, under `$ref` and in the `mapping` of a discriminator.
fn references<'d>(node: &'d Yaml, gone: &HashSet<String>, out: &mut Vec<&'d str>) {
    match node {
        Yaml::String(text) if gone.contains(text) => out.push(text),
        Yaml::Mapping(members) => members.values().for_each(|value| references(value, gone, out)),
        Yaml::Sequence(items) => items.iter().for_each(|item| references(item, gone, out)),
        _ => {}
    }
}
