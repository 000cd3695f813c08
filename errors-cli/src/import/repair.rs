//! A draft ▶ a catalogue without mistakes: what the language refuses is renamed or left out, and noted.

use std::collections::{BTreeSet, HashMap};

use errors_catalogue::Loaded;
use errors_catalogue::diagnostic::{Diagnostic, Rule};
use serde_json::{Value, json};

use super::Notes;
use crate::outcome::Failure;
use crate::yaml;

/// How often a draft is looked at; each time at least one thing that is wrong goes.
const MAX_ROUNDS: usize = 100;

/// The YAML of the draft, as far as the language has it.
pub(super) fn repair(mut draft: Value, notes: &mut Notes) -> Result<String, Failure> {
    for _ in 0..MAX_ROUNDS {
        let text = yaml::to_string(yaml::from_json(draft.clone()))?;
        let loaded = errors_catalogue::check_uncut("errors.yaml", &text);
        if loaded.diagnostics.is_empty() {
            return Ok(text);
        }
        // From the last place on, so that the paths of those before it stay as they are.
        for (diagnostic, path) in loaded.diagnostics.iter().zip(paths(&loaded)).rev() {
            mend(&mut draft, &path, diagnostic, notes);
        }
    }
    Err(Failure::Usage("no catalogue can be made of this document".to_owned()))
}

/// For each diagnostic the keys that lead to its place, read from the indentation that the writer gives them.
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

/// Renames what can be renamed, and takes out the smallest part that can go.
fn mend(draft: &mut Value, path: &[String], diagnostic: &Diagnostic, notes: &mut Notes) {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["errors", code] if is_about_names(diagnostic.rule()) && draft["errors"][code].get("name").is_none() => {
            let number = draft["errors"].as_object().and_then(|errors| errors.keys().position(|key| key == code));
            draft["errors"][*code]["name"] = json!(format!("Code{}", number.unwrap_or_default() + 1));
            return;
        }
        ["errors", code, "message"] => {
            let message = draft["errors"][code]["message"].as_str().unwrap_or_default().to_owned();
            let plain = message.replace(['{', '}'], "").trim().to_owned();
            let plain = if plain.is_empty() { "An error".to_owned() } else { plain };
            if plain == message {
                remove(draft, &path[..2]);
            } else {
                draft["errors"][*code]["message"] = json!(plain);
            }
        }
        ["errors", _, "details", _, "example", ..] => remove(draft, &path[..5]),
        ["errors", _, "details", ..] => remove(draft, &path[..path.len().min(4)]),
        ["errors" | "types", _, ..] => remove(draft, &path[..path.len().min(3)]),
        ["envelope", ..] => {
            draft["envelope"] = json!({ "error": { "code": "$code", "message": "$message", "details?": "$details" } });
        }
        ["catalogue"] => draft["catalogue"] = json!("api"),
        [key, ..] => remove(draft, &[key]),
        [] => {}
    }
    notes.add(format!("{}: {} ({})", path.join("."), diagnostic.message(), diagnostic.rule().word()));
}

const fn is_about_names(rule: Rule) -> bool {
    matches!(rule, Rule::InvalidName | Rule::DuplicateName | Rule::ReservedName)
}

/// Takes a member out; an object that is empty then goes as well.
fn remove(value: &mut Value, path: &[&str]) {
    let (Some((key, inner)), Value::Object(members)) = (path.split_first(), value) else { return };
    let is_gone = match (inner, members.get_mut(*key)) {
        ([], _) | (_, None) => true,
        (inner, Some(value)) => {
            remove(value, inner);
            value.as_object().is_none_or(serde_json::Map::is_empty)
        }
    };
    if is_gone {
        members.shift_remove(*key);
    }
}
