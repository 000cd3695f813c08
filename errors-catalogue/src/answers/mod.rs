//! Answers to questions about a checked catalogue, as methods of the model.
//!
//! Diagnostics, lints, documentation, exports and generated code ask here, so that no two of them can disagree.
//!
//! | file | questions |
//! |---|---|
//! | `wire` | which values does a response carry, and by which name? |
//! | `waiting` | when should a caller try again, in words? |
//! | `casing` | what is a name in Rust's and other languages' styles? |

pub mod casing;
mod waiting;
mod wire;

pub use waiting::{Words, duration};
pub use wire::Carried;
