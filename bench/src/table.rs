//! Tables in Markdown, as bench/README.md keeps them.

use std::fmt;

/// A table: what was measured, ours, the peer's, their ratio and the target.
pub(crate) struct Table {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    what: String,
    ours: f64,
    peer: Option<f64>,
    target: Option<f64>,
}

impl Table {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), rows: Vec::new() }
    }

    /// Ours beside the peer's; the target is the most that their ratio may be.
    pub(crate) fn beside(&mut self, what: impl Into<String>, ours: f64, peer: f64, target: impl Into<Option<f64>>) {
        self.rows.push(Row { what: what.into(), ours, peer: Some(peer), target: target.into() });
    }

    /// A figure that stands for itself; the target is the most that it may be.
    pub(crate) fn alone(&mut self, what: impl Into<String>, ours: f64, target: impl Into<Option<f64>>) {
        self.rows.push(Row { what: what.into(), ours, peer: None, target: target.into() });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n### {}\n\n| what | ours | peer | ratio | target | |\n|---|--:|--:|--:|--:|---|", self.title)?;
        self.rows.iter().try_for_each(|row| writeln!(f, "{row}"))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, ours, peer, target } = self;
        let ratio = peer.map(|peer| ours / peer);
        let verdict = target.map(|target| if ratio.unwrap_or(*ours) <= target { "ok" } else { "**missed**" });
        let [peer, ratio, target] = [*peer, ratio, *target].map(|figure| figure.map_or(String::new(), short));
        write!(f, "| {what} | {} | {peer} | {ratio} | {target} | {} |", short(*ours), verdict.unwrap_or_default())
    }
}

/// Three digits that count.
fn short(figure: f64) -> String {
    match figure.abs() {
        0.0 => "0".to_owned(),
        size if size >= 100.0 || figure.fract() == 0.0 => format!("{figure:.0}"),
        size if size >= 10.0 => format!("{figure:.1}"),
        size if size >= 0.1 => format!("{figure:.2}"),
        _ => format!("{figure:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_whether_a_target_holds() {
        let mut table = Table::new("t");
        table.beside("a", 3.0, 4.0, 0.75);
        table.beside("b", 4.0, 3.0, 1.0);
        table.alone("c", 33.0, 32.0);
        table.alone("d", 1.0, None);
        let text = table.to_string();
        assert!(text.contains("| a | 3 | 4 | 0.75 | 0.75 | ok |"), "{text}");
        assert!(text.contains("| b | 4 | 3 | 1.33 | 1 | **missed** |"), "{text}");
        assert!(text.contains("| c | 33 |  |  | 32 | **missed** |"), "{text}");
        assert!(text.contains("| d | 1 |  |  |  |  |"), "{text}");
    }
}
