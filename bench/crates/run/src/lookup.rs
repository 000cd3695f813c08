//! From a text to a code, at three sizes; the modules are generated beside this file.

use std::hint::black_box;

use errors_runtime::{ApiError, RemoteError};

use crate::{Case, case};

macro_rules! ours {
    ($($name:ident $file:literal)*) => { $(
        pub mod $name {
            //! Ours.
            errors_runtime::include_error_spec!($file);
        }
    )* };
}
ours! { ours_100 "100.yaml" ours_1000 "1000.yaml" ours_10000 "10000.yaml" }

#[allow(missing_docs, dead_code)]
#[path = "generated/hand_100.rs"]
pub mod hand_100;
#[path = "generated/phf.rs"]
mod phf_maps;
#[path = "generated/strum.rs"]
mod strum_enums;

/// Look-ups of texts that take turns, none of them known where one letter is wrong.
macro_rules! lookups {
    ($cases:ident, $codes:expr, $($kind:literal $look_up:expr;)*) => { $(
        let (hits, misses): (Vec<&'static str>, Vec<String>) = ($codes, $codes.into_iter().map(misspelt).collect());
        let (mut hit, mut miss) = (turns(hits.len()), turns(misses.len()));
        $cases.push(case(concat!($kind, ".hit"), move || ($look_up)(black_box(hits[hit()]))));
        $cases.push(case(concat!($kind, ".miss"), move || ($look_up)(black_box(misses[miss()].as_str()))));
    )* };
}

/// All look-ups.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    lookups! { cases, codes(ours_100::ErrorCode::ALL),
        "from_code.ours.100" ours_100::ErrorCode::from_code;
        "from_code.phf.100" |code: &str| phf_maps::MAP_100.get(code).copied();
        "from_code.strum.100" |code: &str| code.parse::<strum_enums::Code100>().ok();
    }
    lookups! { cases, codes(ours_1000::ErrorCode::ALL),
        "from_code.ours.1000" ours_1000::ErrorCode::from_code;
        "from_code.phf.1000" |code: &str| phf_maps::MAP_1000.get(code).copied();
        "from_code.strum.1000" |code: &str| code.parse::<strum_enums::Code1000>().ok();
    }
    lookups! { cases, codes(ours_10000::ErrorCode::ALL),
        "from_code.ours.10000" ours_10000::ErrorCode::from_code;
        "from_code.phf.10000" |code: &str| phf_maps::MAP_10000.get(code).copied();
    }
    cases
}

fn codes<C: errors_runtime::Code>(all: &[C]) -> Vec<&'static str> {
    all.iter().map(|code| code.code()).collect()
}

fn misspelt(code: &str) -> String {
    let (head, last) = code.split_at(code.len() - 1);
    format!("{head}{}", if last == "X" { "Y" } else { "X" })
}

/// Positions in turn, far enough apart that neighbours are not hot.
fn turns(len: usize) -> impl FnMut() -> usize {
    let mut at = 0;
    move || {
        at += 37;
        if at >= len {
            at -= len;
        }
        at
    }
}

/// Both sides have to say the same of every code, or the comparison is void.
///
/// # Panics
/// Where they differ.
pub fn agree() {
    for code in ours_100::ErrorCode::ALL {
        let hand = hand_100::ErrorCode::from_code(code.code()).expect("a code");
        assert_eq!((code.code(), code.status(), code.retryable()), (hand.code(), hand.status(), hand.retryable()));
        assert_eq!((code.fix(), code.category()), (Some(hand.fix()), Some(hand.category())));
        assert_eq!(code.description(), hand.description());
        assert_eq!(format!("{:?}", code.severity()), format!("{:?}", hand.severity()));
    }
    let bodies: Vec<&str> = include_str!("generated/bodies_100.txt").lines().collect();
    assert_eq!(bodies.len(), ours_100::ErrorCode::ALL.len());
    bodies.into_iter().for_each(same_error);
}

/// An error as a client sends it back: the typed error, its message, and its body again.
fn same_error(body: &str) {
    let remote = RemoteError::<ours_100::ErrorCode>::decode(0, &[], body);
    let ours = ours_100::Error::try_from(remote).unwrap_or_else(|_| panic!("ours cannot read {body}"));
    let hand: hand_100::RemoteBody = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error} in {body}"));
    assert_eq!(ours.to_string(), hand.error.to_string());
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let again = serde_json::to_string(&hand_100::Body::from(&hand.error)).expect("a body");
    assert_eq!(json(&ours.to_json()), json(&again));
}
