//! The items of the generated module `__codes`: one per code with details, and one per name that is no longer current.
//!
//! Each kind of item has the same methods, so that the derive writes the same calls whatever a name leads to. The generated
//! `ErrorCode` has them, too: its variants are the items of the codes without details.

use core::marker::PhantomData;

use super::checks::{require_all_details, require_these_details};
use super::mistakes::wrong_spelling;
use crate::catalogue::{CodeInfo, Codes};

/// A code that has details.
///
/// `T` is their declared types in groups of at most eight, sorted by the names of their fields. `NAMES` is the
/// fingerprint of those names: a variant with the same one has the same fields, and no name needs to be compared. rustc
/// interprets constants, slowly: one comparison of numbers per variant replaces one of texts per field.
#[derive(Debug)]
pub struct CodeWithDetails<T, const NAMES: u64> {
    position: u16,
    /// The position of each detail among the sorted fields.
    pub(super) order: &'static [u16],
    /// `fn() -> T` rather than `T`: the item is `Send` and `Sync` whatever its types are.
    types: PhantomData<fn() -> T>,
}

// Written out: derived impls would ask for `T: Clone` and `T: Copy`.
impl<T, const NAMES: u64> Clone for CodeWithDetails<T, NAMES> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, const NAMES: u64> Copy for CodeWithDetails<T, NAMES> {}

impl<T, const NAMES: u64> CodeWithDetails<T, NAMES> {
    /// The code at a position of the catalogue.
    ///
    /// The table is not a field, but an argument of each method: rustc would walk through all of it to see that the
    /// constant is valid.
    #[must_use]
    pub const fn new(position: u16, order: &'static [u16]) -> Self {
        Self { position, order, types: PhantomData }
    }

    /// The row of the code.
    #[must_use]
    pub const fn __info(self, codes: &'static Codes) -> CodeInfo {
        codes.at(self.position)
    }

    /// The position of the code, for a variant without details.
    ///
    /// # Panics
    /// In the compiler, with a detail that is missing.
    #[must_use]
    #[track_caller]
    pub const fn __without_details(self, codes: &'static Codes) -> u16 {
        require_all_details(self.__info(codes), "")
    }

    /// Returns true if a variant whose fields have this fingerprint has all details and nothing else.
    #[must_use]
    pub const fn __has_fields(self, names: u64) -> bool {
        names == NAMES
    }

    /// The position of the code, for a variant with these fields, separated by spaces, and their fingerprint.
    ///
    /// # Panics
    /// In the compiler, with a detail that is missing or unknown.
    #[must_use]
    #[track_caller]
    pub const fn __with_fields(self, codes: &'static Codes, names: u64, fields: &str) -> u16 {
        if names == NAMES { self.position } else { require_these_details(self.__info(codes), fields) }
    }
}

/// An older name of a code, or the name that its spelling would give it.
///
/// Without the item, rustc would report a name that it cannot find; with it, the error says the current name.
#[derive(Clone, Copy, Debug)]
pub struct OtherName {
    written: &'static str,
    current: &'static str,
}

impl OtherName {
    /// The name that was written, and the current one.
    #[must_use]
    pub const fn new(written: &'static str, current: &'static str) -> Self {
        Self { written, current }
    }

    /// Refuses the name.
    ///
    /// # Panics
    /// In the compiler, with the current name.
    #[must_use]
    #[track_caller]
    pub const fn __info(self, _: &'static Codes) -> CodeInfo {
        wrong_spelling(self.written, self.current)
    }

    /// Refuses the name.
    ///
    /// # Panics
    /// In the compiler, with the current name.
    #[must_use]
    #[track_caller]
    pub const fn __without_details(self, _: &'static Codes) -> u16 {
        wrong_spelling(self.written, self.current)
    }

    /// Never evaluated: `__info` comes first and refuses the name.
    #[must_use]
    pub const fn __has_fields(self, _: u64) -> bool {
        false
    }

    /// Refuses the name.
    ///
    /// # Panics
    /// In the compiler, with the current name.
    #[must_use]
    #[track_caller]
    pub const fn __with_fields(self, _: &'static Codes, _: u64, _: &str) -> u16 {
        wrong_spelling(self.written, self.current)
    }
}

/// The item of a spelling that the catalogue does not have.
///
/// Its position is never used: [`require_current_spelling`](super::require_current_spelling) refuses the spelling first.
pub const UNKNOWN_CODE: CodeWithDetails<(), 0> = CodeWithDetails::new(0, &[]);
