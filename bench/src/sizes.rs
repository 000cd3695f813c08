//! Sizes: of types, of what a code adds to a binary, and that the YAML is in none.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::calls::{Figures, figures};
use crate::codes::{Code, codes};
use crate::measure::{Outcome, run};
use crate::table::Table;
use crate::workshop::{GROWTH, Profile, Workshop};
use crate::yaml::MARKERS;

/// Bytes of the types of each catalogue in specs/.
pub(crate) fn of_types(shop: &Workshop) -> Outcome<Figures> {
    figures(&run(Command::new(shop.build("run", Profile::Release)?).arg("sizes"))?)
}

/// Bytes that a code adds to a release binary of the default profile, its texts not counted.
pub(crate) fn growth(shop: &Workshop) -> Outcome<f64> {
    let [small, large] = GROWTH.map(|size| shop.build(&format!("size-{size}"), Profile::Release));
    let bytes = length(&large?)? - length(&small?)?;
    let texts = GROWTH.map(|size| text_bytes(&codes(size)));
    Ok((bytes - (texts[1] - texts[0])) / (GROWTH[1] - GROWTH[0]) as f64)
}

fn length(file: &Path) -> Outcome<f64> {
    Ok(fs::metadata(file)?.len() as f64)
}

/// Bytes of the distinct texts of a program: what the author wrote, the names, and the bodies that depend on no detail.
fn text_bytes(codes: &[Code]) -> f64 {
    let mut texts = BTreeSet::new();
    for code in codes {
        texts.extend([&code.code, &code.variant, &code.message, &code.fix].map(String::clone));
        texts.extend(code.description.clone());
        texts.extend(code.details.is_empty().then(|| body(code)));
    }
    texts.iter().map(String::len).sum::<usize>() as f64
}

fn body(code: &Code) -> String {
    format!(r#"{{"error":{{"code":"{}","message":"{}"}}}}"#, code.code, code.message)
}

/// Where a comment of the YAML is found, and where a text that only the documentation shows is found outside of it.
pub(crate) fn leaks(shop: &Workshop) -> Outcome<Vec<String>> {
    let binary = shop.build(&format!("size-{}", GROWTH[1]), Profile::Release)?;
    let mut found = holds(&binary, &MARKERS)?;
    for library in libraries(&shop.path("target/release/deps"), &format!("libsize_{}-", GROWTH[1]))? {
        found.extend(holds(&library, &MARKERS[..1])?);
    }
    Ok(found)
}

fn libraries(folder: &Path, prefix: &str) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            found.push(entry.path());
        }
    }
    if found.is_empty() { Err(format!("no {prefix}*.rlib in {}", folder.display()).into()) } else { Ok(found) }
}

fn holds(file: &Path, markers: &[&str]) -> Outcome<Vec<String>> {
    let bytes = fs::read(file)?;
    let is_in = |marker: &&&str| bytes.windows(marker.len()).any(|it| it == marker.as_bytes());
    Ok(markers.iter().filter(is_in).map(|marker| format!("{marker} in {}", file.display())).collect())
}

/// The table.
pub(crate) fn table(shop: &Workshop) -> Outcome<()> {
    let mut table = Table::new("Sizes, bytes");
    for (name, bytes) in of_types(shop)? {
        let most = if name.starts_with("ErrorCode") { 2.0 } else { 32.0 };
        table.alone(format!("`{name}`"), bytes, most);
    }
    table.alone("release binary, default profile: growth per code beyond its texts", growth(shop)?, 250.0);
    let leaks = leaks(shop)?;
    table.alone("places where YAML is found in a binary or in metadata", leaks.len() as f64, 0.0);
    println!("{table}");
    for leak in leaks {
        println!("{leak}");
    }
    Ok(())
}
