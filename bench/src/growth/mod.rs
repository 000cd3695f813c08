//! Growth: on ten times of each thing, no command may take much more than ten times the instructions.
//!
//! `cargo run --release -p bench -- growth` prints what grew faster; `growth` is counted, so it is the same on a busy machine.

mod catalogues;
mod documents;
mod mistakes;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use crate::measure::{Outcome, run};
use crate::workshop::{Workshop, root};

/// How much more ten times of a dimension may take: what is sorted or hashed takes a little more than ten times, and what
/// looks at each pair of things about a hundred times.
const MOST: f64 = 14.0;
/// Instructions that are no growth: tables that are made anew when they are full.
const SLACK: f64 = 3e6;

/// A file's name and text; the first file is the one that commands are given.
type Files = Vec<(String, String)>;

/// One thing that a catalogue or document can have much of.
pub(super) struct Dimension {
    name: &'static str,
    /// How many of it are counted, and then ten times as many.
    size: usize,
    files: fn(usize) -> Files,
}

/// A command, with what stands for its files: `@` the grown catalogue, `%` one with a single of each thing.
type Arguments = &'static [&'static str];

/// The work of the macro, which is not a command of `errors`: this program does it.
pub(crate) const EXPAND: &str = "expand";

/// Commands for catalogues without mistakes.
const COMMANDS: [Arguments; 12] = [
    &[EXPAND, "@"],
    &["check", "@"],
    &["check", "held.yaml"],
    &["diff", "@", "@"],
    &["diff", "@", "%"],
    &["docs", "@", "--format", "html"],
    &["openapi", "@"],
    &["export", "--to", "typescript", "@"],
    &["export", "--to", "python", "@"],
    &["export", "--to", "csharp", "@"],
    &["lock", "@", "-o", "-"],
    &["import", "openapi", "openapi.yaml"],
];
/// Commands for catalogues with mistakes.
const CHECKS: [Arguments; 1] = [&["check", "@", "--format", "sarif"]];
/// Commands for `OpenAPI` documents.
const IMPORTS: [Arguments; 1] = [&["import", "openapi", "@"]];
/// Commands for a catalogue and a document.
const MERGES: [Arguments; 1] = [&["openapi", "@", "--into", "openapi.yaml"]];

/// A command on a dimension of two sizes.
struct Case {
    name: String,
    arguments: Arguments,
    folders: [PathBuf; 2],
    main: String,
}

/// Counts all, and fails with what grows faster than it may.
pub(crate) fn growth(shop: &Workshop) -> Outcome<()> {
    let errors = build()?;
    let folder = shop.path("growth");
    let mut cases = Vec::new();
    for (dimensions, commands) in groups() {
        for dimension in dimensions {
            cases.extend(prepare(&errors, &folder, dimension, commands)?);
        }
    }
    let starts = starts(&errors, &folder)?;
    let count = |case: &Case| -> Outcome<Option<String>> {
        let start = starts.iter().find(|(it, _)| *it == case.arguments[0]).map_or(0.0, |(_, start)| *start);
        let [small, large] = [&case.folders[0], &case.folders[1]].map(|folder| instructions(&errors, folder, case));
        // What is refused at once takes less than the smallest catalogue does.
        let (small, large) = ((small? - start).max(0.0), (large? - start).max(0.0));
        println!("{}: {:.1} million instructions, then {:.1}", case.name, small / 1e6, large / 1e6);
        let is_more = large > MOST * small + SLACK;
        Ok(is_more.then(|| format!("{} takes {:.1} times as much", case.name, large / small.max(1.0))))
    };
    let findings = on_each_core(&cases, &count)?;
    if findings.is_empty() { Ok(()) } else { Err(findings.join("\n").into()) }
}

/// Dimensions, with the commands that are counted on them.
fn groups() -> [(&'static [Dimension], &'static [Arguments]); 4] {
    [(catalogues::ALL, &COMMANDS), (mistakes::ALL, &CHECKS), (documents::ALL, &IMPORTS), (documents::MERGED, &MERGES)]
}

/// The command, as users have it.
fn build() -> Outcome<PathBuf> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    run(cargo.args(["build", "--release", "--quiet", "--locked", "-p", "errors-cli"]).current_dir(root()))?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target.canonicalize()?.join("release/errors"))
}

/// Writes the files of both sizes; what other commands make of them, too.
fn prepare(errors: &Path, folder: &Path, dimension: &Dimension, commands: &[Arguments]) -> Outcome<Vec<Case>> {
    let Dimension { name, size, files } = dimension;
    let single = write(&folder.join(name).join("1"), &files(1))?;
    let mut folders = Vec::new();
    for size in [*size, 10 * size] {
        let folder = folder.join(name).join(size.to_string());
        let main = write(&folder, &files(size))?;
        if commands.contains(&COMMANDS[2]) {
            fs::copy(single.0.join(&single.1), folder.join("held.yaml"))?;
            fs::copy(folder.join(&main.1), folder.join("held.yaml.lock"))?;
            run(Command::new(errors).args(["openapi", &main.1, "-o", "openapi.yaml"]).current_dir(&folder))?;
        }
        folders.push(main);
    }
    let [(small, main), (large, _)] = <[_; 2]>::try_from(folders).map_err(|_| "two sizes")?;
    let case = |arguments: &Arguments| Case {
        name: format!("{name}: {}", arguments.join(" ")),
        arguments,
        folders: [small.clone(), large.clone()],
        main: main.clone(),
    };
    Ok(commands.iter().map(case).collect())
}

/// Writes files; gives their folder and the name of the first.
fn write(folder: &Path, files: &Files) -> Outcome<(PathBuf, String)> {
    fs::create_dir_all(folder)?;
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    let (main, _) = files.first().ok_or("a dimension has a file")?;
    Ok((folder.to_owned(), main.clone()))
}

/// Instructions of each command on the smallest catalogue.
fn starts(errors: &Path, folder: &Path) -> Outcome<Vec<(&'static str, f64)>> {
    let (folder, main) = write(&folder.join("start"), &catalogues::smallest())?;
    run(Command::new(errors).args(["openapi", &main, "-o", "openapi.yaml"]).current_dir(&folder))?;
    let mut starts: Vec<(&'static str, f64)> = Vec::new();
    for arguments in COMMANDS {
        if !starts.iter().any(|(command, _)| *command == arguments[0]) {
            let folders = [folder.clone(), folder.clone()];
            let case = Case { name: "start".to_owned(), arguments, folders, main: main.clone() };
            starts.push((arguments[0], instructions(errors, &folder, &case)?));
        }
    }
    Ok(starts)
}

/// All instructions of a run.
fn instructions(errors: &Path, folder: &Path, case: &Case) -> Outcome<f64> {
    let program = if case.arguments[0] == EXPAND { env::current_exe()? } else { errors.to_owned() };
    let mut command = Command::new("valgrind");
    command.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", "--read-inline-info=no"]);
    command.arg(program).current_dir(folder).stdout(Stdio::null());
    command.args(case.arguments.iter().map(|argument| match *argument {
        "@" => case.main.clone(),
        "%" => format!("../1/{}", case.main),
        other => other.to_owned(),
    }));
    let output = command.output();
    let output =
        output.map_err(|error| format!("valgrind counts the instructions, and has to be installed: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let count =
        text.lines().rev().find_map(|line| line.split_once("I   refs:")?.1.trim().replace(',', "").parse().ok());
    // Usage is 2; a panic is 101, a crash has none.
    let is_crash = output.status.code().is_none_or(|code| code > 2);
    match count {
        Some(count) if !is_crash => Ok(count),
        _ => Err(format!("{}: no count: {}", case.name, &text[text.len().saturating_sub(2_000)..]).into()),
    }
}

/// Counts the cases, as many at a time as there are cores.
fn on_each_core(cases: &[Case], count: &(impl Fn(&Case) -> Outcome<Option<String>> + Sync)) -> Outcome<Vec<String>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (next, findings) = (Mutex::new(cases.iter()), Mutex::new(Vec::new()));
    let take = || next.lock().ok().and_then(|mut cases| cases.next());
    let work = || {
        while let Some(case) = take() {
            let finding = count(case).unwrap_or_else(|error| Some(error.to_string()));
            if let Ok(mut findings) = findings.lock() {
                findings.extend(finding);
            }
        }
    };
    thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
    findings.into_inner().map_err(|error| error.to_string().into())
}
