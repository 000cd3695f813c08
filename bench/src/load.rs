//! Error responses per second of axum.

use std::process::Command;

use crate::calls::figures;
use crate::measure::{Outcome, run};
use crate::table::Table;
use crate::workshop::{Profile, Workshop};

/// The table; its target is what the peer's rate over ours may be.
pub(crate) fn table(shop: &Workshop) -> Outcome<()> {
    let rates = figures(&run(&mut Command::new(shop.build("load", Profile::Release)?))?)?;
    let mut table = Table::new("axum under load, µs per response over loopback, by hand `(StatusCode, Json(body))`");
    for body in ["plain", "details"] {
        let micros = |side: &str| rates.get(&format!("/{body}/{side}")).map_or(f64::NAN, |rate| 1e6 / rate);
        table.beside(format!("{body} body"), micros("ours"), micros("hand"), 1.0);
    }
    println!("{table}");
    Ok(())
}
