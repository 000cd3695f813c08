//! What the errors of this project cost, beside what a user would pick instead.
//!
//! `cargo run --release -p bench -- all` prints every table, the name of a table prints that one; `quick` compares what
//! can be counted with the committed figures, `write` commits new ones.
#![forbid(unsafe_code)]
#![allow(clippy::cast_precision_loss, reason = "no figure here comes near 2^52")]
#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "generated texts are small, and their lines read better whole"
)]

mod builds;
mod calls;
mod codes;
mod counts;
mod growth;
mod hand;
mod load;
mod measure;
mod peers;
mod sizes;
mod table;
mod workshop;
mod wrapper;
mod yaml;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use crate::measure::Outcome;
use crate::workshop::Workshop;

fn main() -> ExitCode {
    let outcome = match env::var_os(wrapper::LOG) {
        Some(log) => wrapper::wrap(Path::new(&log)),
        None => bench(&env::args().skip(1).collect::<Vec<_>>()),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

/// Does with a catalogue what the macro does, as the child of [`growth`].
fn expand(file: &str) -> Outcome<ExitCode> {
    errors_targets::run("tokens", &std::fs::read(file)?);
    Ok(ExitCode::SUCCESS)
}

/// What the driver can do in its workspace.
type Task = fn(&Workshop) -> Outcome<()>;

/// What can be asked for.
const TASKS: [(&str, Task); 9] = [
    ("all", all),
    ("quick", counts::quick),
    ("write", counts::write),
    ("cold", builds::cold),
    ("check", builds::check),
    ("calls", calls::tables),
    ("sizes", sizes::table),
    ("load", load::table),
    ("growth", growth::growth),
];

fn bench(arguments: &[String]) -> Outcome<ExitCode> {
    if let [growth::EXPAND, file] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return expand(file);
    }
    let [name] = arguments else { return Ok(usage()) };
    let Some((_, task)) = TASKS.iter().find(|(it, _)| it == name) else { return Ok(usage()) };
    task(&Workshop::new()?)?;
    Ok(ExitCode::SUCCESS)
}

fn usage() -> ExitCode {
    eprintln!("usage: bench {}", TASKS.map(|(name, _)| name).join(" | "));
    ExitCode::from(2)
}

fn all(shop: &Workshop) -> Outcome<()> {
    [calls::tables, sizes::table, load::table, builds::cold, builds::check].iter().try_for_each(|table| table(shop))
}
