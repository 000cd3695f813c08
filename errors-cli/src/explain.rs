//! `errors explain`: explains a code of a catalogue or a rule of the language, like `rustc --explain`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use errors_catalogue::body::{self, Sample};
use errors_catalogue::diagnostic::Rule;
use errors_catalogue::json::Json;
use errors_catalogue::lint::Lint;
use errors_catalogue::model::{Catalogue, Entry};
use errors_catalogue::shown::terminal;
use errors_catalogue::suggest;
use serde_json::Value;

use crate::outcome::{Failure, Outcome};
use crate::output::{load, missing, show};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A code or one of its aliases; without FILE, also a rule that `check` reports, such as unknown-category
    code: String,
    /// The catalogue [default: errors.yaml]
    file: Option<PathBuf>,
}

/// The rules: text from the manual, a case that breaks each, and the same case corrected. A test generates the file,
/// because files outside of this crate are not in its package.
const RULES: &str = include_str!("rules.json");

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let text = match (&arguments.file, rule(&arguments.code)?) {
        (None, Some(rule)) => explain_rule(&rule),
        (file, _) => {
            let close = closest_rule(&arguments.code).filter(|_| file.is_none());
            let file = file.as_deref().unwrap_or(Path::new("errors.yaml"));
            if let Some(close) = close.filter(|_| missing(file).is_some()) {
                return Err(Failure::Usage(format!("no rule `{}`: did you mean `{close}`?", arguments.code)));
            }
            explain(&load(file)?.catalogue, &arguments.code, close)?
        }
    };
    show(&text).map(|()| Outcome::Fine)
}

/// Returns the rule or lint with the closest name.
fn closest_rule(name: &str) -> Option<&'static str> {
    let rules = Rule::ALL.iter().map(|rule| rule.word()).chain(Lint::ALL.iter().map(|lint| lint.word()));
    suggest::closest(name, rules)
}

/// Finds a rule of the language or a lint by name.
fn rule(name: &str) -> Result<Option<Value>, String> {
    let rules: Vec<Value> = serde_json::from_str(RULES).map_err(|error| format!("cannot read the rules: {error}"))?;
    Ok(rules.into_iter().find(|rule| rule["rule"] == name))
}

fn explain_rule(rule: &Value) -> String {
    let text = |key: &str| rule[key].as_str().map(str::to_owned);
    let mut out = format!("{}: {}\n", text("rule").unwrap_or_default(), text("means").unwrap_or_default());
    section(&mut out, "Fix", text("fix").as_slice());
    section(&mut out, "Example", text("example").as_slice());
    section(&mut out, "Output of `errors check`", text("says").as_slice());
    section(&mut out, "Corrected", text("corrected").as_slice());
    out
}

fn explain(catalogue: &Catalogue, code: &str, rule: Option<&str>) -> Result<String, String> {
    let is_meant = |entry: &&Entry| entry.code == code || entry.names.aliases.iter().any(|alias| alias == code);
    if let Some(entry) = catalogue.entries.iter().find(is_meant) {
        return Ok(explain_entry(catalogue, entry));
    }
    if let Some((_, reason)) = catalogue.retired.iter().find(|(retired, _)| retired == code) {
        return Ok(format!("{} is retired: {}\n", terminal(code), terminal(reason)));
    }
    let codes: Vec<&str> = catalogue.entries.iter().map(|entry| entry.code.as_str()).collect();
    let missing = format!("no code `{code}` in the catalogue `{}`", catalogue.about.name);
    Err(match (suggest::closest(code, codes.iter().copied()), rule) {
        (Some(close), _) => format!("{missing}: did you mean `{close}`?"),
        (None, Some(rule)) => format!("{missing}: did you mean the rule `{rule}`?"),
        (None, None) => format!("{missing}; it has: {}", suggest::list(&codes)),
    })
}

fn explain_entry(catalogue: &Catalogue, entry: &Entry) -> String {
    let mut out = entry.code.clone();
    if let Some(status) = entry.wire.status {
        let _ = write!(out, ": {status} {}", terminal(&entry.wire.title));
    }
    let _ = write!(out, "\n\n{}\n", indented(&message(catalogue, entry)));
    section(&mut out, "Deprecated", entry.history.deprecated.as_slice());
    section(&mut out, "Description", entry.prose.description.as_slice());
    section(&mut out, "Causes", &entry.prose.causes);
    section(&mut out, "Fix", &entry.prose.fixes);
    let mistakes: Vec<String> =
        entry.prose.mistakes.iter().map(|mistake| format!("{}: {}", mistake.mistake, mistake.fix)).collect();
    section(&mut out, "Common mistakes", &mistakes);
    section(&mut out, "Retry", &[entry.retry_advice_text(|name| format!("`{name}`"))]);
    section(&mut out, "Documentation", entry.prose.docs_url.as_slice());
    let _ = write!(out, "\nExample body\n\n{}\n", indented(&body::example_body(catalogue, entry).to_pretty()));
    out
}

/// Returns the message with the examples of the details; a detail without an example is its name in braces.
fn message(catalogue: &Catalogue, entry: &Entry) -> String {
    let mut sample = Sample::new(catalogue, entry);
    for (at, detail) in entry.wire.details.iter().enumerate().filter(|(_, detail)| detail.example.is_none()) {
        sample.set_detail(at, Json::Text(format!("{{{}}}", detail.name)));
    }
    sample.message()
}

fn section(out: &mut String, title: &str, texts: &[String]) {
    if texts.is_empty() {
        return;
    }
    let _ = write!(out, "\n{title}\n\n");
    let bullet = if texts.len() > 1 { "- " } else { "" };
    for text in texts {
        let _ = writeln!(out, "{}", indented(&format!("{bullet}{}", text.trim_end().trim_start_matches('\n'))));
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
