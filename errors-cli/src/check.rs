//! `errors check`: reports the errors that fail a build, and lints.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use errors_catalogue::diagnostic::{self, Diagnostic, Omitted};
use errors_catalogue::lint::{self, Lint};
use errors_catalogue::shown::terminal;
use errors_catalogue::source::Source;
use errors_catalogue::{Checked, Loaded};
use serde_json::{Value, json};

use crate::outcome::{Failure, Outcome};
use crate::output::{self, lines, missing, print, print_error};

#[derive(clap::Args)]
#[command(after_help = "`errors explain RULE` describes the rule or lint of a finding, with an example.")]
pub(crate) struct Arguments {
    /// The catalogues
    #[arg(default_value = "errors.yaml", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Output format of the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 for this lint, too; `warnings` means all of them
    #[arg(long, value_name = "LINT", value_parser = parse_deny)]
    deny: Vec<Deny>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Text, as the compiler prints errors
    Text,
    /// A JSON list of objects
    Json,
    /// Annotations for GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

#[derive(Clone, Copy)]
enum Deny {
    Warnings,
    Lint(Lint),
}

fn parse_deny(word: &str) -> Result<Deny, String> {
    if word == "warnings" {
        return Ok(Deny::Warnings);
    }
    Lint::from_word(word).map(Deny::Lint).ok_or_else(|| {
        let words: Vec<&str> = Lint::ALL.iter().map(|lint| lint.word()).collect();
        format!("the lints are: warnings, {}", words.join(", "))
    })
}

/// An error or a lint, ready to print.
struct Finding {
    /// The rule; `None` if findings are only counted.
    rule: Option<&'static str>,
    is_error: bool,
    message: String,
    rendered: String,
    /// The number of findings that this represents.
    count: usize,
    place: Option<Place>,
}

struct Place {
    file: String,
    line: usize,
    column: usize,
    end_column: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (mut files, mut absent) = (Vec::new(), Vec::new());
    for file in &arguments.files {
        match missing(file) {
            Some(problem) => absent.push(problem),
            None => files.push(file.as_path()),
        }
    }
    let outcome = if files.is_empty() { Outcome::Fine } else { report(&files, arguments)? };
    let Some(last) = absent.pop() else { return Ok(outcome) };
    for problem in &absent {
        print_error(problem);
    }
    Err(Failure::Usage(last))
}

fn report(files: &[&Path], arguments: &Arguments) -> Result<Outcome, Failure> {
    let findings: Vec<Finding> = files.iter().flat_map(|file| check(file, &arguments.deny)).collect();
    print(&match arguments.format {
        Format::Text => lines(&text(&findings, files.len())),
        Format::Json => output::json(&json_list(&findings)),
        Format::Github => findings.iter().map(github).collect(),
        Format::Sarif => output::json(&sarif(&findings)),
    })?;
    Ok(if findings.iter().any(|finding| finding.is_error) { Outcome::Findings } else { Outcome::Fine })
}

fn check(file: &Path, deny: &[Deny]) -> Vec<Finding> {
    match errors_catalogue::lock::load(file, &file.display().to_string()).checked() {
        Ok(checked) => warnings(&checked, deny),
        Err(loaded) => mistakes(&loaded),
    }
}

fn mistakes(loaded: &Loaded) -> Vec<Finding> {
    let shown = loaded.diagnostics.iter().map(|it| finding(it, it.rule().word(), true, &loaded.sources));
    shown.chain(more(&loaded.omitted, &loaded.sources, |_| true)).collect()
}

fn warnings(checked: &Checked, deny: &[Deny]) -> Vec<Finding> {
    let mut lints = lint::lint(checked);
    let omitted = diagnostic::cut(&mut lints);
    let is_denied = |lint: Lint| {
        deny.iter().any(|deny| match deny {
            Deny::Warnings => true,
            Deny::Lint(denied) => *denied == lint,
        })
    };
    let shown = lints.iter().map(|it| finding(it, it.rule().word(), is_denied(it.rule()), &checked.sources));
    shown.chain(more(&omitted, &checked.sources, is_denied)).collect()
}

fn finding<R: Copy>(diagnostic: &Diagnostic<R>, rule: &'static str, is_error: bool, sources: &[Source]) -> Finding {
    Finding {
        rule: Some(rule),
        is_error,
        message: diagnostic.message().to_owned(),
        rendered: diagnostic.render(sources),
        count: 1,
        place: diagnostic.span().and_then(|span| {
            let source: &Source = sources.get(span.file)?;
            let start = source.position(span.start);
            let covered = source.text().get(span.start..span.end)?.lines().next().unwrap_or_default();
            let end_column = start.column + covered.chars().count();
            Some(Place { file: source.name().to_owned(), line: start.line, column: start.column, end_column })
        }),
    }
}

/// Counts the findings of each file that are not shown, errors and warnings separately.
fn more<R: Copy>(omitted: &[Omitted<R>], sources: &[Source], is_error: impl Fn(R) -> bool) -> Vec<Finding> {
    let mut counts: BTreeMap<(usize, bool), usize> = BTreeMap::new();
    for Omitted { file, rule, count } in omitted {
        *counts.entry((*file, is_error(*rule))).or_default() += count;
    }
    let more = |((file, is_error), count): ((usize, bool), usize)| {
        let name = sources.get(file).map_or("", Source::name);
        let message = format!("… and {count} more in `{name}`");
        Finding { rule: None, is_error, rendered: message.clone(), message, count, place: None }
    };
    counts.into_iter().map(more).collect()
}

const fn level(finding: &Finding) -> &'static str {
    if finding.is_error { "error" } else { "warning" }
}

fn text(findings: &[Finding], files: usize) -> String {
    let rule = |finding: &Finding| finding.rule.map(|rule| format!("[{rule}]")).unwrap_or_default();
    let shown = |finding: &Finding| format!("{}{}: {}\n\n", level(finding), rule(finding), finding.rendered);
    let shown: Vec<String> = findings.iter().map(shown).collect();
    let count = |is_error| findings.iter().filter(|it| it.is_error == is_error).map(|it| it.count).sum();
    let counts = [counted(count(true), "error"), counted(count(false), "warning")].join(", ");
    format!("{}{}: {counts}\n", shown.concat(), counted(files, "catalogue"))
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn json_list(findings: &[Finding]) -> Value {
    findings
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref();
            json!({
                "rule": finding.rule,
                "level": level(finding),
                "message": finding.message,
                "file": place.map(|place| &place.file),
                "line": place.map(|place| place.line),
                "column": place.map(|place| place.column),
                "rendered": finding.rendered,
            })
        })
        .collect()
}

/// Formats `::error file=…,line=…,col=…,title=…::message`, with the escapes of the format.
fn github(finding: &Finding) -> String {
    let place = finding.place.as_ref().map_or_else(String::new, |place| {
        format!(
            "file={},line={},col={},endColumn={},",
            property(&place.file),
            place.line,
            place.column,
            place.end_column
        )
    });
    let rule = finding.rule.unwrap_or("errors check");
    format!("::{} {place}title={rule}::{}\n", level(finding), message(&finding.rendered))
}

/// Escapes a message: the runner decodes these escapes; control characters for the terminal stay escaped.
fn message(text: &str) -> String {
    terminal(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

fn sarif(findings: &[Finding]) -> Value {
    let results: Vec<Value> = findings.iter().map(sarif_result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "errors", "version": env!("CARGO_PKG_VERSION") } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// Formats a path as a URI reference, as SARIF requires: a `:` in it would end a scheme.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    path.bytes().map(encoded).collect()
}

fn encoded(byte: u8) -> String {
    let is_kept = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=@/".contains(&byte);
    if is_kept { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

fn sarif_result(finding: &Finding) -> Value {
    let locations: Vec<Value> = finding
        .place
        .iter()
        .map(|place| {
            json!({
                "physicalLocation": {
                    "artifactLocation": { "uri": uri(&place.file) },
                    "region": { "startLine": place.line, "startColumn": place.column, "endColumn": place.end_column },
                },
            })
        })
        .collect();
    let rule = finding.rule.map(|rule| ("ruleId".to_owned(), json!(rule)));
    let others = [
        ("level".to_owned(), json!(level(finding))),
        ("message".to_owned(), json!({ "text": finding.rendered })),
        ("locations".to_owned(), json!(locations)),
    ];
    rule.into_iter().chain(others).collect()
}
