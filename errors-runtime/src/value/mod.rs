//! The values of details: what a Rust type becomes, and how it is written as JSON and as text.

mod dynamic;
mod fits;
pub(crate) mod json;
mod text;

pub use dynamic::{ToValue, Value};
pub use fits::Fits;
pub(crate) use text::{Escaped, prefix};
