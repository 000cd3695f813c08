//! The figures that are counted, not timed, beside the committed ones: worse by more than one in twenty fails.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::calls::{self, Figures};
use crate::measure::{Outcome, run};
use crate::sizes;
use crate::workshop::{Workshop, crates};

/// How much worse a figure may be.
const TOLERANCE: f64 = 1.05;
/// What is not ours is printed in the tables, and free to change.
const PEERS: [&str; 5] = [".hand", ".hand_ready", ".phf", ".strum", ".memchr"];

/// Compares with the committed figures.
pub(crate) fn quick(shop: &Workshop) -> Outcome<()> {
    calls::agree(shop)?;
    let committed = read()?;
    let counted = count(shop)?;
    let worse: Vec<String> = counted.iter().filter_map(|(name, figure)| compare(name, *figure, &committed)).collect();
    let gone = committed.keys().filter(|name| !counted.contains_key(*name));
    let gone: Vec<String> = gone.map(|name| format!("`{name}` is committed and was not counted")).collect();
    let leaks = sizes::leaks(shop)?;
    let findings: Vec<String> = [worse, gone, leaks].concat();
    if findings.is_empty() {
        return Ok(());
    }
    let advice =
        "look for what changed; if it has to be so, `cargo run --release -p bench -- write` commits the new figures";
    Err(format!("{}\n{advice}", findings.join("\n")).into())
}

fn compare(name: &str, figure: f64, committed: &Figures) -> Option<String> {
    let Some(before) = committed.get(name) else {
        return Some(format!("`{name}` is {figure} and is not committed"));
    };
    println!("{name}: {figure}, committed {before}");
    (figure > before * TOLERANCE).then(|| format!("`{name}` was {before} and is {figure}"))
}

/// Commits the figures of this machine, and the versions of the crates that they were taken with.
pub(crate) fn write(shop: &Workshop) -> Outcome<()> {
    let counted = count(shop)?;
    let lines: String = counted.iter().map(|(name, figure)| format!("\"{name}\" = {figure}\n")).collect();
    let rustc = run(Command::new("rustc").arg("--version"))?;
    fs::write(file(), format!("# What ours costs, counted with {}\n{lines}", rustc.trim()))?;
    fs::copy(shop.path("Cargo.lock"), crates().join("Cargo.lock"))?;
    Ok(())
}

fn count(shop: &Workshop) -> Outcome<Figures> {
    let mut counted = Figures::new();
    counted.extend(prefixed("instructions", calls::instructions(shop)?));
    counted.extend(prefixed("allocations", calls::allocations(shop)?));
    counted.extend(prefixed("bytes", sizes::of_types(shop)?));
    counted.insert("bytes.growth_per_code".to_owned(), sizes::growth(shop)?.round());
    Ok(counted)
}

fn prefixed(kind: &str, figures: Figures) -> Figures {
    let ours = figures
        .into_iter()
        .filter(|(name, _)| !PEERS.iter().any(|peer| format!("{name}.").contains(&format!("{peer}."))));
    ours.map(|(name, figure)| (format!("{kind}.{name}"), figure.round())).collect()
}

fn file() -> PathBuf {
    crates().join("../counts.toml")
}

fn read() -> Outcome<Figures> {
    let text = fs::read_to_string(file())?;
    let lines = text.lines().filter(|line| !line.starts_with('#')).map(|line| line.replace(['"', '='], ""));
    let lines: Vec<String> = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    calls::figures(&lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fails_what_is_more_than_a_twentieth_worse() {
        let committed = Figures::from([("a".to_owned(), 100.0), ("none".to_owned(), 0.0)]);
        assert_eq!(compare("a", 105.0, &committed), None);
        assert_eq!(compare("a", 90.0, &committed), None);
        assert_eq!(compare("a", 106.0, &committed).as_deref(), Some("`a` was 100 and is 106"));
        assert_eq!(compare("none", 1.0, &committed).as_deref(), Some("`none` was 0 and is 1"));
        assert_eq!(compare("new", 1.0, &committed).as_deref(), Some("`new` is 1 and is not committed"));
    }

    #[test]
    fn keeps_ours_and_leaves_out_the_peers() {
        let figures = ["decode.ours", "decode.hand", "details.hand_ready", "from_code.phf.100.hit", "page.memchr"];
        let kept = prefixed("n", figures.map(|name| (name.to_owned(), 1.4)).into());
        assert_eq!(kept, Figures::from([("n.decode.ours".to_owned(), 1.0)]));
    }

    #[test]
    fn reads_the_committed_file() {
        assert_eq!(read().unwrap().get("bytes.ErrorCode.molroo"), Some(&1.0));
    }
}
