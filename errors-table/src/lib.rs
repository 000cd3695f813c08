//! The packed table of a catalogue's codes: the layout of a row, the hash index, and the packer.
//!
//! `include_error_spec!` packs a table at compile time and `errors-runtime` reads it; both take the layout from here. Users
//! depend on `errors-runtime` instead: any release may change this crate.
//!
//! A row is a few little-endian numbers. The texts of all rows are concatenated into one, and so are the items of each
//! kind of list: a column holds the position where its part begins, and the part ends where the next part of that kind
//! begins, in the next column or in the next row. One more row closes the last one. A code therefore costs one row and
//! its texts, without a relocation, and the compiler sees a handful of literals whatever the number of codes.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod index;
mod layout;
mod pack;
pub mod severity;

pub use index::{Probe, hash, same, slots};
pub use layout::{ROW, Row, RowView};
pub use pack::{Packed, Packer};
