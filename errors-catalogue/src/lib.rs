//! The catalogue language: YAML text in, a checked [`Catalogue`](model::Catalogue) out, and every problem with its place.
//!
//! ```text
//! Source ──parse──▶ Node ──read──▶ Document ──validate──▶ Catalogue
//! ```
//!
//! Each arrow is one function. Problems are collected in [`Diagnostics`](diagnostic::Diagnostics); everything valid is
//! kept in the catalogue, so that a build with one mistake shows one error.
//!
//! The macros of `errors-runtime` and the command `errors` are built on this crate. To use a catalogue, depend on
//! `errors-runtime` instead: these types follow the language, and any release may change them.
//!
//! # Examples
//!
//! ```
//! let text = "catalogue: acme\nerrors:\n  NOT_FOUND: { status: 404, message: Nothing is here }\n";
//! let loaded = errors_catalogue::check("errors.yaml", text);
//! let catalogue = loaded.checked().expect("the catalogue has no mistakes").catalogue;
//! assert_eq!(catalogue.entries[0].names.variant, "NotFound");
//! ```
#![forbid(unsafe_code)]

pub mod answers;
pub mod body;
pub mod diagnostic;
pub mod diff;
#[expect(missing_docs, reason = "fields are named after the keys that the manual explains")]
pub mod document;
pub mod files;
pub mod json;
#[cfg(feature = "lints")]
pub mod lint;
mod load;
pub mod lock;
pub mod model;
pub mod node;
mod phrases;
mod read;
pub mod shown;
pub mod source;
pub mod suggest;
mod syntax;
mod template;
pub mod typed;
mod validate;
pub mod words;

use std::path::Path;

use diagnostic::{Diagnostic, Rule};
pub use load::{Checked, Loaded, check, check_uncut, load};
pub use phrases::reason_phrase;
pub use template::MAX_PLACEHOLDERS;
pub use validate::{
    MAX_CODES, MAX_CONTEXTS, MAX_DETAILS, MAX_HEADERS, MAX_REPEATED, MAX_TYPE_DEPTH, MAX_VALUES, OPEN_VARIANT,
};

/// The generated name of a code that has no `name:` of its own: `RateLimit` for `RATE_LIMIT`.
#[must_use]
pub fn variant_name(code: &str) -> String {
    answers::casing::upper_camel(code)
}

/// Returns true if a path is absolute on any platform: Windows forms count everywhere.
#[must_use]
pub fn is_absolute(path: &str) -> bool {
    Path::new(path).is_absolute() || path.starts_with(['/', '\\']) || path.get(1..2) == Some(":")
}

/// Diagnostic for an absolute path, which must be relative to `base`.
#[must_use]
pub fn absolute_path(path: &str, base: &str) -> Diagnostic {
    Diagnostic::new(Rule::AbsolutePath, format!("`{path}` is an absolute path"))
        .help(format!("write it relative to {base}, so that it works on every machine"))
}
