//! What a program spends at run time: instructions by callgrind, nanoseconds by the clock, allocations.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::measure::{Outcome, run};
use crate::table::Table;
use crate::workshop::{Profile, Workshop};

/// A figure for each case.
pub(crate) type Figures = BTreeMap<String, f64>;

/// Makes sure that both sides say the same.
pub(crate) fn agree(shop: &Workshop) -> Outcome<()> {
    run(Command::new(shop.build("run", Profile::Release)?).arg("agree"))?;
    Ok(())
}

/// How often each case is done under callgrind.
const COUNT: f64 = 1_000.0;

/// Instructions of each case, once.
pub(crate) fn instructions(shop: &Workshop) -> Outcome<Figures> {
    let binary = shop.build("run", Profile::Release)?;
    let start = callgrind(&binary, "nothing", 0.0)?;
    let names = run(Command::new(&binary).arg("names"))?;
    let once = |name: &str| Ok((name.to_owned(), ((callgrind(&binary, name, COUNT)? - start) / COUNT).max(0.0)));
    names.lines().map(once).collect()
}

/// All instructions of a run.
fn callgrind(binary: &Path, case: &str, count: f64) -> Outcome<f64> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(binary).args(["do", case]);
    let output = command.arg(count.to_string()).output();
    let output =
        output.map_err(|error| format!("valgrind counts the instructions, and has to be installed: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let collected = text.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    collected.ok_or_else(|| format!("callgrind says no count of {case}: {text}").into())
}

/// Allocations of each case, once.
pub(crate) fn allocations(shop: &Workshop) -> Outcome<Figures> {
    shop.build("run", Profile::Release)?;
    figures(&run(&mut Command::new(shop.path("target/release/allocations")))?)
}

/// Nanoseconds of each case: medians of rounds in turn.
fn nanoseconds(shop: &Workshop) -> Outcome<Figures> {
    figures(&run(Command::new(shop.build("run", Profile::Release)?).arg("time"))?)
}

/// Lines of a name and a figure.
pub(crate) fn figures(text: &str) -> Outcome<Figures> {
    let line = |line: &str| {
        let (name, figure) = line.rsplit_once(' ').ok_or_else(|| format!("no figure in `{line}`"))?;
        Ok((name.to_owned(), figure.parse()?))
    };
    text.lines().map(line).collect()
}

/// What stands beside what, and the most that the ratio may be.
const PAIRS: [(&str, &str, &str, Option<f64>); 8] = [
    ("body without details", "plain.to_body", "plain.hand", None),
    ("three details: `write_json`", "details.write_json", "details.hand", Some(0.6)),
    ("three details: `write_json`, peer's message made before", "details.write_json", "details.hand_ready", None),
    ("three details: `Envelope` through serde", "details.envelope", "details.hand", Some(1.2)),
    (
        "three details: `Envelope` through serde, peer's message made before",
        "details.envelope",
        "details.hand_ready",
        None,
    ),
    ("`RemoteError::decode`", "decode.ours", "decode.hand", Some(1.0)),
    ("`RemoteError::decode` and `Error::try_from`", "decode.typed", "decode.hand", None),
    ("64 KiB of HTML beside memchr over it", "page.ours", "page.memchr", Some(2.0)),
];

/// The tables of all that can be called.
pub(crate) fn tables(shop: &Workshop) -> Outcome<()> {
    agree(shop)?;
    let figures = [("instructions, callgrind", instructions(shop)?), ("ns, medians", nanoseconds(shop)?)];
    for (unit, figures) in &figures {
        println!("{}", lookups(unit, figures)?);
    }
    for (unit, figures) in &figures {
        println!("{}", bodies(unit, figures)?);
    }
    println!("{}", accessors(&figures[0].1));
    println!("{}", allocation_table(&allocations(shop)?));
    Ok(())
}

fn figure(figures: &Figures, name: &str) -> Outcome<f64> {
    figures.get(name).copied().ok_or_else(|| format!("`{name}` was not measured").into())
}

fn lookups(unit: &str, figures: &Figures) -> Outcome<Table> {
    let mut table = Table::new(format!("`from_code`, {unit}"));
    for (peer, target) in [("phf", Some(1.0)), ("strum", None)] {
        for name in figures.keys().filter(|name| name.starts_with("from_code.ours")) {
            let beside = name.replace("ours", peer);
            if let Some(other) = figures.get(&beside) {
                let what = name.trim_start_matches("from_code.ours.").replace('.', " codes, ");
                table.beside(format!("{what}, beside {peer}"), figure(figures, name)?, *other, target);
            }
        }
    }
    Ok(table)
}

fn bodies(unit: &str, figures: &Figures) -> Outcome<Table> {
    let mut table = Table::new(format!("Bodies and decoding, {unit}"));
    for (what, ours, peer, target) in PAIRS {
        table.beside(what, figure(figures, ours)?, figure(figures, peer)?, target);
    }
    Ok(table)
}

fn accessors(figures: &Figures) -> Table {
    let mut table = Table::new("Accessors, instructions with the loop around them");
    for (name, count) in figures.iter().filter(|(name, _)| name.starts_with("accessor.")) {
        table.alone(format!("`{}()`", name.trim_start_matches("accessor.")), *count, None);
    }
    table
}

fn allocation_table(figures: &Figures) -> Table {
    let mut table = Table::new("Allocations");
    for (name, count) in
        figures.iter().filter(|(name, _)| !name.starts_with("from_code") && !name.starts_with("accessor"))
    {
        table.alone(format!("`{name}`"), *count, (name == "plain.to_body").then_some(0.0));
    }
    table
}
