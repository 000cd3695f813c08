//! What the tests over loopback and the example server share.
#![forbid(unsafe_code)]

pub mod conformance;
pub mod example;
pub mod specs;
