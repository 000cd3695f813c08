//! The changes as text, JSON and Markdown.

use serde_json::{Value, json};

use errors_catalogue::diff::{Change, Verdict};

/// One paragraph a change, then the counts.
pub(super) fn text(changes: &[Change]) -> String {
    let shown = |change: &Change| {
        let Change { kind, verdict, at, message, reason } = change;
        format!("{}[{}]: {}: {message}\n    {reason}\n\n", verdict.word(), kind.word(), at)
    };
    let shown: String = changes.iter().map(shown).collect();
    format!("{shown}{}\n", summary(changes))
}

/// A list of objects.
pub(super) fn json(changes: &[Change]) -> String {
    let shown = |change: &Change| {
        let Change { kind, verdict, at, message, reason } = change;
        json!({
            "kind": kind.word(),
            "verdict": verdict.word(),
            "code": at.code(),
            "path": at.to_string(),
            "message": message,
            "reason": reason,
        })
    };
    format!("{:#}\n", changes.iter().map(shown).collect::<Value>())
}

/// One table a verdict.
pub(super) fn markdown(changes: &[Change]) -> String {
    let tables: String = Verdict::ALL.into_iter().filter_map(|verdict| table(changes, verdict)).collect();
    format!("{tables}{}\n", summary(changes))
}

fn table(changes: &[Change], verdict: Verdict) -> Option<String> {
    let rows: String = changes.iter().filter(|change| change.verdict == verdict).map(row).collect();
    let title = match verdict {
        Verdict::Breaking => "Breaking changes",
        Verdict::Compatible => "Compatible changes",
        Verdict::Documentation => "Documentation",
    };
    let head = format!("## {title}\n\n| Where | What | Why it matters, or does not |\n| --- | --- | --- |\n");
    (!rows.is_empty()).then(|| format!("{head}{rows}\n"))
}

fn row(change: &Change) -> String {
    format!("| {} | {} | {} |\n", code_span(&change.at.to_string()), cell(&change.message), cell(change.reason))
}

/// A path in backquotes; a code that has one itself is fenced by two.
fn code_span(path: &str) -> String {
    let fenced = if path.contains('`') { format!("`` {path} ``") } else { format!("`{path}`") };
    cell(&fenced)
}

/// A bar would end the cell and a line break the table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

fn summary(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no changes".to_owned();
    }
    let count = |verdict| changes.iter().filter(|change| change.verdict == verdict).count();
    let [breaking, compatible, documentation] = Verdict::ALL.map(count);
    format!("{breaking} breaking, {compatible} compatible, {documentation} documentation")
}
