//! What users wait for: cold builds, the check of the generated module, and the rebuild after an edit.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::time::SystemTime;

use crate::measure::{Outcome, cpu_seconds, median, run};
use crate::table::Table;
use crate::workshop::{Profile, SIZES, Workshop};
use crate::wrapper;

const COLD_ROUNDS: usize = 3;
const SIDES: [&str; 2] = ["ours", "hand"];

/// Builds from an empty target folder.
pub(crate) fn cold(shop: &Workshop) -> Outcome<()> {
    run(&mut shop.cargo(&["fetch", "--quiet"])?)?;
    let mut table = Table::new("Cold build, CPU s of the whole cargo tree");
    let mut costs = Vec::new();
    for profile in [Profile::Dev, Profile::Release] {
        let mut seconds = [Vec::new(), Vec::new()];
        for _ in 0..COLD_ROUNDS {
            for (side, seconds) in SIDES.iter().zip(&mut seconds) {
                let (took, crates) = cold_build(shop, side, profile)?;
                seconds.push(took);
                costs.push((profile, *side, crates));
            }
        }
        let [ours, hand] = seconds.map(median);
        table.beside(format!("`cargo build`, profile {}", profile.name()), ours, hand, 1.0);
    }
    let count = |side: &str| costs.iter().find(|it| it.1 == side).map_or(0.0, |it| packages(&it.2));
    table.beside("crates, the own one included", count("ours"), count("hand"), None);
    println!("{table}");
    crate_costs(&costs);
    Ok(())
}

/// Each crate of a build, with its CPU seconds.
type Crates = Vec<(String, f64)>;

fn cold_build(shop: &Workshop, side: &str, profile: Profile) -> Outcome<(f64, Crates)> {
    let target = shop.path("target/cold");
    remove(&target)?;
    forget(shop)?;
    let package = format!("cold-{side}");
    let mut cargo = shop.cargo(&["build", "--quiet", "--offline", "-p", &package, "--profile", profile.name()])?;
    let took = cpu_seconds(cargo.env("CARGO_TARGET_DIR", &target))?;
    Ok((took, wrapper::read(&shop.log())?))
}

fn packages(crates: &Crates) -> f64 {
    crates.iter().filter(|(name, _)| name != "build_script_build").count() as f64
}

fn crate_costs(costs: &[(Profile, &str, Crates)]) {
    println!(
        "\n| crate (median CPU s) | ours, dev | ours, release | hand, dev | hand, release |\n|---|--:|--:|--:|--:|"
    );
    let mut rows: BTreeMap<&str, [Vec<f64>; 4]> = BTreeMap::new();
    for (profile, side, crates) in costs {
        let column = usize::from(*profile == Profile::Release) + 2 * usize::from(*side == "hand");
        for (name, seconds) in crates {
            rows.entry(name).or_default()[column].push(*seconds);
        }
    }
    for (name, columns) in rows {
        let columns =
            columns.map(|seconds| if seconds.is_empty() { String::new() } else { format!("{:.2}", median(seconds)) });
        println!("| {name} | {} |", columns.join(" | "));
    }
}

/// `cargo check` of the module, what it depends on checked before.
pub(crate) fn check(shop: &Workshop) -> Outcome<()> {
    let mut table = Table::new("`cargo check` of the module, CPU s of its own rustc, dev profile");
    let mut per_code = Vec::new();
    for size in SIZES {
        let [ours, hand] = check_size(shop, size)?;
        table.beside(format!("{size} codes"), ours, hand, (size == 1_000).then_some(0.25));
        per_code.push(ours / size as f64);
    }
    if let [_, middle, large] = per_code.as_slice() {
        table.beside("ours, ms per code: 10,000 beside 1,000", large * 1e3, middle * 1e3, 1.3);
    }
    for verb in ["check", "build"] {
        let [ours, hand] = edits(shop, verb)?;
        table.beside(format!("one message of 1,000 edited, incremental `cargo {verb}`"), ours, hand, None);
    }
    println!("{table}");
    Ok(())
}

/// How often each is checked; by hand, 10,000 codes take more than a minute.
const fn rounds(size: usize, side: &str) -> usize {
    match (size, side.as_bytes()) {
        (10_000, b"hand") => 1,
        (10_000, _) => 3,
        _ => 7,
    }
}

fn check_size(shop: &Workshop, size: usize) -> Outcome<[f64; 2]> {
    // What they stand on, and for ours the proc macro.
    run(&mut shop.cargo(&["check", "--quiet", "-p", "check-ours-100", "-p", "check-hand-100"])?)?;
    let mut seconds = [Vec::new(), Vec::new()];
    for round in 0..rounds(size, "ours") {
        for (side, seconds) in SIDES.iter().zip(&mut seconds) {
            if round < rounds(size, side) {
                remove(&shop.path("target/debug/incremental"))?;
                seconds.push(rustc_seconds(shop, "check", &format!("check-{side}-{size}"))?);
            }
        }
    }
    Ok(seconds.map(median))
}

/// The time that rustc takes for a package that is out of date.
fn rustc_seconds(shop: &Workshop, verb: &str, package: &str) -> Outcome<f64> {
    touch(shop, package)?;
    forget(shop)?;
    run(&mut shop.cargo(&[verb, "--quiet", "-p", package])?)?;
    let name = package.replace('-', "_");
    let found = wrapper::read(&shop.log())?.into_iter().find(|(it, _)| *it == name);
    Ok(found.ok_or_else(|| format!("{package} was not compiled"))?.1)
}

const EDITS: usize = 5;
/// What the message of one code says.
const EDITED: &str = "The address of the billing is missing";

/// What it takes to compile the module again when one message has changed.
fn edits(shop: &Workshop, verb: &str) -> Outcome<[f64; 2]> {
    let files = ["check-ours-1000/errors.yaml", "check-hand-1000/src/lib.rs"];
    let texts = [fs::read_to_string(shop.path(files[0]))?, fs::read_to_string(shop.path(files[1]))?];
    let mut seconds = [Vec::new(), Vec::new()];
    // The first one fills the incremental cache.
    for round in 0..=EDITS {
        for at in 0..SIDES.len() {
            shop.write(files[at], &texts[at].replace(EDITED, &format!("{EDITED} {round}")))?;
            let took = rustc_seconds(shop, verb, &format!("check-{}-1000", SIDES[at]))?;
            seconds[at].extend((round > 0).then_some(took));
        }
    }
    for (file, text) in files.iter().zip(&texts) {
        shop.write(file, text)?;
    }
    Ok(seconds.map(median))
}

fn touch(shop: &Workshop, package: &str) -> Outcome<()> {
    let file = File::options().append(true).open(shop.path(package).join("src/lib.rs"))?;
    Ok(file.set_modified(SystemTime::now())?)
}

fn forget(shop: &Workshop) -> Outcome<()> {
    Ok(fs::write(shop.log(), "")?)
}

fn remove(folder: &std::path::Path) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}
