//! The checks of spellings and names of fields, which rustc runs while it evaluates the constants of a derive.
//!
//! Functions here are written for the interpreter of constants: `while` instead of iterators, because trait methods are not
//! `const`, and positions instead of allocations.
//!
//! Every function on the way from the constant to a panic has `#[track_caller]`. The place of the panic is then that of the
//! outermost call, which the derive writes with the span of the user's token; without it, the error would point into this
//! file. `#[inline]` keeps a user's build from compiling what only constants call.

use super::mistakes::{missing_detail, unknown_code, unknown_detail, wrong_spelling};
use super::text::{has_word, same, split_word};
use crate::catalogue::{Catalogue, CodeInfo};

/// Refuses a spelling that is not the current one of the code.
///
/// # Panics
/// In the compiler, with the code that is or may be meant.
#[track_caller]
#[inline]
pub const fn require_current_spelling(catalogue: &'static Catalogue, info: CodeInfo, code: &str) {
    if !same(code, info.code()) {
        match catalogue.codes.position(code) {
            Some(position) => wrong_spelling(code, catalogue.codes.at(position).code()),
            None => unknown_code(catalogue, code),
        }
    }
}

/// The position of the code of a variant whose fields, separated by spaces, include all of its details.
///
/// A field that is not a detail was refused before: reporting the detail that it was meant for as missing would report
/// one mistake twice.
///
/// # Panics
/// In the compiler, with the detail that is missing.
#[must_use]
#[track_caller]
#[inline]
pub const fn require_all_details(info: CodeInfo, fields: &str) -> u16 {
    let mut index = 0;
    while index < info.details().len() {
        if !has_word(fields, info.details()[index].field()) {
            missing_detail(info, &info.details()[index]);
        }
        index += 1;
    }
    info.position()
}

/// The position of the code of a variant whose fields, separated by spaces, are exactly its details.
///
/// # Panics
/// In the compiler, with the detail that is unknown or missing.
#[must_use]
#[track_caller]
#[inline]
pub const fn require_these_details(info: CodeInfo, fields: &str) -> u16 {
    let mut rest = fields;
    while !rest.is_empty() {
        let (field, more) = split_word(rest);
        require_known_detail(info, field);
        rest = more;
    }
    require_all_details(info, fields)
}

/// Refuses a field that is not a detail.
///
/// # Panics
/// In the compiler, with the detail that may be meant.
#[track_caller]
#[inline]
pub const fn require_known_detail(info: CodeInfo, field: &str) {
    if find(info, field).is_none() {
        unknown_detail(info, field);
    }
}

/// The position of the detail with the name of a field; 0 where there is none, which is reported at the field.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the macro refuses codes with more details")]
#[inline]
pub const fn detail_position(info: CodeInfo, field: &str) -> u16 {
    match find(info, field) {
        Some(index) => index as u16,
        None => 0,
    }
}

#[inline]
const fn find(info: CodeInfo, field: &str) -> Option<usize> {
    let mut index = 0;
    while index < info.details().len() {
        if same(info.details()[index].field(), field) {
            return Some(index);
        }
        index += 1;
    }
    None
}
