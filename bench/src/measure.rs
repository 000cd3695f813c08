//! CPU time of child processes, and what to make of several tries.

use std::error::Error;
use std::process::Command;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// What can go wrong here ends the run, with its text.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// Runs a command to its end and gives the seconds of CPU that it took, with all that it started.
pub(crate) fn cpu_seconds(command: &mut Command) -> Outcome<f64> {
    let before = children_seconds()?;
    run(command)?;
    Ok(children_seconds()? - before)
}

/// User and system time of all children that have ended.
pub(crate) fn children_seconds() -> Outcome<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(micros as f64 / 1e6)
}

/// What a command prints; an error with all that it said where it failed.
pub(crate) fn run(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    Err(format!("{command:?} failed\n{}{}", text(&output.stdout), text(&output.stderr)).into())
}

/// The median; 0 of nothing.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
