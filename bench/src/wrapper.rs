//! This binary in place of rustc (`RUSTC_WRAPPER`): notes the CPU time of each crate.

use std::env;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::measure::{Outcome, children_seconds};

/// The variable that says where to note it.
pub(crate) const LOG: &str = "BENCH_RUSTC_LOG";

/// Runs rustc as cargo asked for.
pub(crate) fn wrap(log: &Path) -> Outcome<ExitCode> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let (rustc, arguments) = arguments.split_first().ok_or("cargo names rustc")?;
    let status = Command::new(rustc).args(as_released(arguments)).status()?;
    if let Some(name) = crate_name(arguments) {
        let seconds = children_seconds()?;
        let mut file = OpenOptions::new().append(true).create(true).open(log)?;
        file.write_all(format!("{name} {seconds}\n").as_bytes())?;
    }
    Ok(ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1)))
}

/// How cargo compiles what users have from a registry: nothing of it incrementally, its lints capped.
///
/// The peers come from there, and ours by its path, which would have it pay for both in a dev build.
fn as_released(arguments: &[OsString]) -> Vec<OsString> {
    if !crate_name(arguments).is_some_and(|name| name.starts_with("errors_")) {
        return arguments.to_vec();
    }
    let incremental = arguments.iter().position(|it| it.to_string_lossy().starts_with("incremental="));
    let is_kept = |at: &usize| incremental.is_none_or(|value| *at != value && at + 1 != value);
    let kept = (0..arguments.len()).filter(is_kept).map(|at| arguments[at].clone());
    kept.chain(["--cap-lints".into(), "allow".into()]).collect()
}

/// The crate that is compiled; none where cargo asks rustc about itself.
fn crate_name(arguments: &[OsString]) -> Option<&str> {
    let at = arguments.iter().position(|it| it == "--crate-name")?;
    arguments.get(at + 1)?.to_str().filter(|name| *name != "___")
}

/// What was noted: each crate with its seconds.
pub(crate) fn read(log: &Path) -> Outcome<Vec<(String, f64)>> {
    fs::read_to_string(log)?.lines().map(line).collect()
}

fn line(line: &str) -> Outcome<(String, f64)> {
    let (name, seconds) = line.split_once(' ').ok_or("a name and a number")?;
    Ok((name.to_owned(), seconds.parse()?))
}
