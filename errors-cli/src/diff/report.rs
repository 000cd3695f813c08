//! The changes as text, JSON and Markdown.

use serde_json::json;

use errors_catalogue::diff::{Change, Verdict};
use errors_catalogue::shown::terminal;

use crate::docs::markdown::{code_cell, text_cell};
use crate::output;

/// Formats one paragraph for each change, then the counts.
pub(super) fn text(changes: &[Change]) -> String {
    let shown = |change: &Change| {
        let Change { kind, verdict, at, message, reason } = change;
        let (at, message) = (terminal(&at.to_string()), terminal(message));
        format!("{}[{}]: {at}: {message}\n    {reason}\n\n", verdict.word(), kind.word())
    };
    let shown: String = changes.iter().map(shown).collect();
    format!("{shown}{}\n", summary(changes))
}

/// Formats a list of objects.
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
    output::json(&changes.iter().map(shown).collect())
}

/// Formats one table for each verdict.
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
    let head = format!("## {title}\n\n| Where | Change | Reason |\n| --- | --- | --- |\n");
    (!rows.is_empty()).then(|| format!("{head}{rows}\n"))
}

fn row(change: &Change) -> String {
    format!(
        "| {} | {} | {} |\n",
        code_cell(&change.at.to_string()),
        text_cell(&change.message),
        text_cell(change.reason)
    )
}

fn summary(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no changes".to_owned();
    }
    let count = |verdict| changes.iter().filter(|change| change.verdict == verdict).count();
    let [breaking, compatible, documentation] = Verdict::ALL.map(count);
    format!("{breaking} breaking, {compatible} compatible, {documentation} documentation")
}
