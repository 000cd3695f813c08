//! What is measured at run time: a case for each thing that ours does and for what stands in its place.
#![forbid(unsafe_code)]

pub mod hand;
pub mod lookup;
#[path = "generated/specs.rs"]
mod specs;

pub mod bodies {
    //! The catalogue of the bodies.
    errors_runtime::include_error_spec!("errors.yaml");
}

use std::hint::black_box;

use bodies::{Error, ErrorCode};
use errors_runtime::{ApiError, RemoteError};

pub use crate::specs::sizes;

/// The body of the error with three details.
pub const BODY: &str = r#"{"error":{"code":"USED_UP","message":"Too many requests: 100 per minute","details":{"limit":100,"remaining":0,"window":"minute"}}}"#;

/// A thing that can be done any number of times.
pub type Case = (&'static str, Box<dyn FnMut(usize)>);

/// Does something so many times; the closure is inlined, so that the loop is all that comes on top.
pub fn case<T>(name: &'static str, mut once: impl FnMut() -> T + 'static) -> Case {
    let many = move |count: usize| {
        for _ in 0..count {
            black_box(once());
        }
    };
    (name, Box::new(many))
}

/// Every case.
#[must_use]
pub fn cases() -> Vec<Case> {
    let groups = [accessors(), bodies_without_details(), bodies_with_details(), decoding(), pages(), lookup::cases()];
    groups.into_iter().flatten().collect()
}

fn accessors() -> Vec<Case> {
    use lookup::ours_1000::ErrorCode;
    let code = ErrorCode::ALL[500];
    vec![
        case("accessor.status", move || black_box(code).status()),
        case("accessor.code", move || black_box(code).code()),
        case("accessor.fix", move || black_box(code).fix()),
        case("accessor.retryable", move || black_box(code).retryable()),
        case("accessor.severity", move || black_box(code).severity()),
    ]
}

fn bodies_without_details() -> Vec<Case> {
    let mut hand = Vec::with_capacity(512);
    vec![
        case("plain.to_body", || black_box(&Error::InternalError).envelope().to_body()),
        case("plain.hand", move || {
            hand.clear();
            let inner = hand::Inner { code: hand::Code::InternalError, message: "Unexpected server error", details: None };
            serde_json::to_writer(&mut hand, &hand::Body { error: black_box(inner) })
        }),
    ]
}

fn used_up() -> Error {
    Error::used_up(100, 0, "minute")
}

fn used_up_by_hand() -> hand::UsedUp {
    hand::UsedUp(hand::Details { limit: 100, remaining: 0, window: "minute".to_owned() })
}

/// The body that hand-written code gives.
pub fn write_by_hand(error: &hand::UsedUp, message: &str, out: &mut Vec<u8>) {
    out.clear();
    let inner = hand::Inner { code: hand::Code::UsedUp, message, details: Some(&error.0) };
    let _ = serde_json::to_writer(out, &hand::Body { error: inner });
}

fn bodies_with_details() -> Vec<Case> {
    let buffer = || Vec::<u8>::with_capacity(512);
    let (mut ours, mut envelope, mut hand, mut ready) = (buffer(), buffer(), buffer(), buffer());
    let (error, same, by_hand) = (used_up(), used_up(), used_up_by_hand());
    let again = by_hand.clone();
    let message = by_hand.to_string();
    vec![
        case("details.write_json", move || {
            ours.clear();
            black_box(&error).envelope().write_json(&mut ours);
        }),
        case("details.envelope", move || {
            envelope.clear();
            serde_json::to_writer(&mut envelope, &black_box(&same).envelope())
        }),
        case("details.hand", move || write_by_hand(black_box(&by_hand), &by_hand.to_string(), &mut hand)),
        case("details.hand_ready", move || write_by_hand(black_box(&again), &message, &mut ready)),
    ]
}

fn decoding() -> Vec<Case> {
    vec![
        case("decode.ours", || RemoteError::<ErrorCode>::decode(429, &[], black_box(BODY))),
        case("decode.typed", || Error::try_from(RemoteError::<ErrorCode>::decode(429, &[], black_box(BODY)))),
        case("decode.hand", || serde_json::from_slice::<hand::Remote>(black_box(BODY.as_bytes()))),
    ]
}

/// A page of 64 KiB, as a proxy sends it.
#[must_use]
pub fn page() -> String {
    let mut page = "<html><head><title>502 Bad Gateway</title></head><body>".to_owned();
    while page.len() < 64 * 1024 {
        page.push_str("<p>The server behind this one did not answer in time.</p>\n");
    }
    page
}

fn pages() -> Vec<Case> {
    let (ours, peer) = (page(), page());
    vec![
        case("page.ours", move || RemoteError::<ErrorCode>::decode(502, &[], black_box(&ours))),
        case("page.memchr", move || memchr::memchr(b'\0', black_box(peer.as_bytes()))),
    ]
}
