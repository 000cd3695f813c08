//! A draft ▶ a catalogue without errors: what the language rejects is renamed or dropped, and noted.

use std::collections::{BTreeSet, HashMap, HashSet};

use errors_catalogue::diagnostic::{Diagnostic, Rule};
use errors_catalogue::{Loaded, MAX_DETAILS, MAX_HEADERS, MAX_VALUES};
use serde_json::{Map, Value, json};

use super::Notes;
use crate::outcome::Failure;
use crate::yaml;

/// The limit for attempts; each attempt removes at least one error.
const MAX_ROUNDS: usize = 100;

/// Returns the YAML of the draft, without the parts that the language rejects.
pub(super) fn repair(mut draft: Value, notes: &mut Notes) -> Result<String, Failure> {
    for _ in 0..MAX_ROUNDS {
        let text = yaml::to_string(yaml::from_json(draft.clone()))?;
        let loaded = errors_catalogue::check_uncut("errors.yaml", &text);
        if loaded.diagnostics.is_empty() {
            return Ok(text);
        }
        let mut round = Round::new(&draft);
        for (diagnostic, path) in loaded.diagnostics.iter().zip(paths(&loaded)).rev() {
            round.mend(&mut draft, &path, diagnostic, notes);
        }
        round.sweep(&mut draft, &mut Vec::new());
    }
    Err(Failure::Usage("cannot create a catalogue from this document".to_owned()))
}

/// Finds the keys that lead to the place of each diagnostic, from the indentation of the generated YAML.
fn paths(loaded: &Loaded) -> Vec<Vec<String>> {
    let lines: Vec<Option<usize>> = loaded.diagnostics.iter().map(|diagnostic| line_of(loaded, diagnostic)).collect();
    let mut paths = HashMap::from([(None, Vec::new())]);
    let mut path: Vec<(usize, String)> = Vec::new();
    let wanted: BTreeSet<usize> = lines.iter().copied().flatten().collect();
    for number in 1..=wanted.last().copied().unwrap_or_default() {
        let line = loaded.sources.first().map_or("", |source| source.line(number));
        let indent = line.len() - line.trim_start().len();
        if let Some(key) = key_of(line.trim_start()) {
            path.retain(|(outer, _)| *outer < indent);
            path.push((indent, key));
        }
        if wanted.contains(&number) {
            paths.insert(Some(number), path.iter().map(|(_, key)| key.clone()).collect());
        }
    }
    lines.iter().map(|line| paths[line].clone()).collect()
}

fn line_of(loaded: &Loaded, diagnostic: &Diagnostic) -> Option<usize> {
    let span = diagnostic.span()?;
    Some(loaded.sources.get(span.file)?.position(span.start).line)
}

fn key_of(line: &str) -> Option<String> {
    let end = line.find(": ").or_else(|| line.strip_suffix(':').map(str::len))?;
    match serde_yaml::from_str(&line[..end]).ok()? {
        serde_yaml::Value::String(key) => Some(key),
        serde_yaml::Value::Number(key) => Some(key.to_string()),
        _ => None,
    }
}

/// The result of one look at the draft.
struct Round {
    /// The positions of the codes.
    numbers: HashMap<String, usize>,
    /// The paths to remove, all at the end: a removal moves everything after it.
    gone: HashSet<Vec<String>>,
}

impl Round {
    fn new(draft: &Value) -> Self {
        let codes = draft.get("errors").and_then(Value::as_object).into_iter().flat_map(Map::keys);
        Self { numbers: codes.cloned().zip(1..).collect(), gone: HashSet::new() }
    }

    /// Renames what can be renamed, and removes the smallest possible part of the rest.
    fn mend(&mut self, draft: &mut Value, path: &[String], diagnostic: &Diagnostic, notes: &mut Notes) {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match (path.as_slice(), diagnostic.rule()) {
            (["errors", code], Rule::InvalidName | Rule::DuplicateName | Rule::ReservedName)
                if draft["errors"][code].get("name").is_none() =>
            {
                let number = self.numbers.get(*code).copied().unwrap_or(1);
                draft["errors"][*code]["name"] = json!(format!("Code{number}"));
                return;
            }
            (path, Rule::TooManyDetails) => self.cut(draft, path, MAX_DETAILS),
            (path, Rule::TooManyHeaders) => self.cut(draft, path, MAX_HEADERS),
            (path, Rule::TooManyValues) => self.cut(draft, path, MAX_VALUES),
            (_, Rule::TypesTooDeep) => flatten(draft),
            (["errors", code, "message"], _) => {
                let message = draft["errors"][code]["message"].as_str().unwrap_or_default().to_owned();
                let plain = message.replace(['{', '}'], "").trim().to_owned();
                let plain = if plain.is_empty() { "An error".to_owned() } else { plain };
                if plain == message {
                    self.remove(draft, &path[..2]);
                } else {
                    draft["errors"][*code]["message"] = json!(plain);
                }
            }
            (["errors", _, "details", _, "example", ..], _) => self.remove(draft, &path[..5]),
            (["errors", _, "details", ..], _) => self.remove(draft, &path[..path.len().min(4)]),
            (["errors" | "types", _, ..], _) => self.remove(draft, &path[..path.len().min(3)]),
            (["envelope", ..], _) => {
                draft["envelope"] =
                    json!({ "error": { "code": "$code", "message": "$message", "details?": "$details" } });
            }
            (["catalogue"], _) => draft["catalogue"] = json!("api"),
            ([key, ..], _) => self.remove(draft, &[key]),
            ([], _) => {}
        }
        notes.add(format!("{}: {} ({})", path.join("."), diagnostic.message(), diagnostic.rule().word()));
    }

    /// Notes what is removed: the target of a path, or the last part of the path that has no members.
    fn remove(&mut self, draft: &Value, path: &[&str]) {
        let mut value = Some(draft);
        let is_object = |value: Option<&Value>| value.is_none_or(Value::is_object);
        let steps = path.iter().take_while(|key| {
            let is_within = is_object(value);
            value = value.and_then(|value| value.get(**key));
            is_within
        });
        let gone = steps.map(|key| (*key).to_owned()).collect();
        self.gone.insert(gone);
    }

    /// Truncates a list or mapping; the path leads to it or to one of its items.
    fn cut(&mut self, draft: &mut Value, path: &[&str], most: usize) {
        let pointer: String =
            path.iter().flat_map(|key| ["/".to_owned(), key.replace('~', "~0").replace('/', "~1")]).collect();
        match draft.pointer_mut(&pointer) {
            Some(Value::Array(items)) => items.truncate(most),
            _ => {
                let outer = &path[..path.len().saturating_sub(1)];
                let members = outer.iter().try_fold(&*draft, |value, key| value.get(*key)).and_then(Value::as_object);
                let names: Vec<String> = members.into_iter().flat_map(Map::keys).skip(most).cloned().collect();
                for name in names {
                    self.remove(draft, &[outer, &[name.as_str()]].concat());
                }
            }
        }
    }

    /// Removes the noted parts; an object that becomes empty is removed as well.
    fn sweep(&self, value: &mut Value, path: &mut Vec<String>) {
        let Value::Object(members) = value else { return };
        members.retain(|key, value| {
            path.push(key.clone());
            let was_empty = is_empty(value);
            // No path to remove is deeper.
            if path.len() < 5 {
                self.sweep(value, path);
            }
            let is_kept = !self.gone.contains(path) && (was_empty || !is_empty(value));
            path.pop();
            is_kept
        });
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty)
}

/// Replaces each struct inside a struct with `json`.
fn flatten(draft: &mut Value) {
    let Some(types) = draft.get_mut("types").and_then(Value::as_object_mut) else { return };
    let structs: HashSet<String> =
        types.iter().filter(|(_, shape)| shape.is_object()).map(|(name, _)| name.clone()).collect();
    let fields = types.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    for ty in fields {
        let name = ty.as_str().unwrap_or_default().trim_end_matches(['>', '?']);
        let name = name.rsplit('<').next().unwrap_or(name);
        if structs.contains(name) {
            *ty = json!("json");
        }
    }
}
