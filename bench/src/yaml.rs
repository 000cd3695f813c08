//! The codes as a catalogue.

use crate::codes::{CATEGORIES, Code};

/// A comment and a description that only documentation shows: neither may be found in what is built.
pub(crate) const MARKERS: [&str; 2] = ["marker-of-a-comment-q7x", "marker-of-a-cause-k3v"];

/// The whole file.
pub(crate) fn catalogue(codes: &[Code]) -> String {
    let categories: String = CATEGORIES.iter().map(|(key, title)| format!("  {key}: {title}\n")).collect();
    let entries: String = codes.iter().map(entry).collect();
    format!("# {}\ncatalogue: bench\ncontext: [request_id]\ncategories:\n{categories}errors:\n{entries}", MARKERS[0])
}

fn entry(code: &Code) -> String {
    let Code { code, variant: _, status, message, fix, category, severity, retryable: _, description, details } = code;
    let mut text = format!("  {code}:\n    status: {status}\n    message: \"{message}\"\n    fix: {fix}\n");
    text += &format!("    category: {category}\n");
    if *severity == "critical" {
        text += &format!("    severity: {severity}\n    causes: [{}]\n", MARKERS[1]);
    }
    if let Some(description) = description {
        text += &format!("    description: {description}\n");
    }
    if !details.is_empty() {
        text += "    details:\n";
    }
    for detail in *details {
        text += &format!("      {}: {}\n", detail.name, detail.declared);
    }
    text
}
