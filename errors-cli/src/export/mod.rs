//! `errors export`: the client's half of a catalogue, in other languages than Rust.
//!
//! ```text
//! Catalogue ──client──▶ Client ──write──▶ one file that stands on its own
//! ```
//!
//! What a client needs and what everything in it is called is decided once, in `client`; the writers only know how their
//! language spells it. The part of a file that is the same for every catalogue stands in a file of that language here.
#![expect(dead_code, reason = "the writers follow")]

mod client;
