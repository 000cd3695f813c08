//! `run do CASE COUNT` for callgrind, `run time` for the clock, `run agree` for what has to be the same, `run sizes` for the types.
#![forbid(unsafe_code)]

use std::time::Instant;

use run::{Case, cases};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["names"] => cases().iter().for_each(|(name, _)| println!("{name}")),
        ["do", name, count] => repeat(name, count.parse().expect("a number")),
        ["time"] => time(cases()),
        ["sizes"] => run::sizes().iter().for_each(|(name, size)| println!("{name} {size}")),
        ["agree"] => run::lookup::agree(),
        other => panic!("unknown: {other:?}"),
    }
}

fn repeat(name: &str, count: usize) {
    if let Some((_, mut many)) = cases().into_iter().find(|(it, _)| *it == name) {
        many(count);
    }
}

/// Many short rounds: what else runs on the machine then spoils few of them.
const ROUNDS: usize = 501;
const NANOS: f64 = 1e5;

/// Nanoseconds for each case: the median of rounds in which all take turns.
fn time(mut cases: Vec<Case>) {
    let counts: Vec<usize> = cases.iter_mut().map(fitting).collect();
    let mut rounds = vec![Vec::new(); cases.len()];
    for _ in 0..ROUNDS {
        for ((case, count), times) in cases.iter_mut().zip(&counts).zip(&mut rounds) {
            times.push(nanos(case, *count));
        }
    }
    for ((name, _), mut times) in cases.into_iter().zip(rounds) {
        times.sort_by(f64::total_cmp);
        println!("{name} {}", times[ROUNDS / 2]);
    }
}

/// How often a case has to be done to take long enough.
fn fitting(case: &mut Case) -> usize {
    let mut count = 1;
    while nanos(case, count) * (count as f64) < NANOS {
        count *= 2;
    }
    count
}

fn nanos(case: &mut Case, count: usize) -> f64 {
    let start = Instant::now();
    (case.1)(count);
    start.elapsed().as_nanos() as f64 / count as f64
}
