//! The code or detail that a misspelt name is close to.

use crate::catalogue::{CodeInfo, Codes, DetailInfo};

/// The code whose spelling is a few letters away.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the macro refuses catalogues with more codes")]
pub(super) const fn closest_code(codes: &'static Codes, code: &str) -> Option<&'static str> {
    let mut best = None;
    let mut least = 1 + code.len() / 3;
    let mut index = 0;
    while index < codes.len() {
        let other = codes.at(index as u16).code();
        let difference = difference(other.as_bytes(), code.as_bytes());
        if difference <= least {
            least = difference.saturating_sub(1);
            best = Some(other);
        }
        index += 1;
    }
    best
}

/// The number of bytes between the common start and the common end of two texts, ignoring case.
///
/// It takes one pass, because rustc interprets it for each of up to 65,000 codes: [`distance`] would take the square of the
/// length for each.
#[inline]
const fn difference(left: &[u8], right: &[u8]) -> usize {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let mut start = 0;
    while start < short.len() && same_letter(short[start], long[start]) {
        start += 1;
    }
    let mut end = 0;
    while end < short.len() - start && same_letter(short[short.len() - 1 - end], long[long.len() - 1 - end]) {
        end += 1;
    }
    long.len() - start - end
}

/// Returns true for equal bytes and for a letter in either case; a few signs count as equal, too, which only suggests more.
#[inline]
const fn same_letter(left: u8, right: u8) -> bool {
    left | 0x20 == right | 0x20
}

/// The detail whose name is a few letters away.
#[inline]
pub(super) const fn closest_detail(info: CodeInfo, field: &str) -> Option<&'static DetailInfo> {
    let mut best = None;
    let mut least = 1 + field.len() / 3;
    let mut index = 0;
    while index < info.details().len() {
        let distance = distance(info.details()[index].field().as_bytes(), field.as_bytes());
        if distance <= least {
            least = distance.saturating_sub(1);
            best = Some(&info.details()[index]);
        }
        index += 1;
    }
    best
}

/// The number of letters to insert, delete or replace: Levenshtein's distance, with one row of its table.
///
/// Names of over 32 letters are far from everything, because a row in a constant has a fixed size.
#[inline]
const fn distance(left: &[u8], right: &[u8]) -> usize {
    const MOST: usize = 32;
    if left.len() > MOST || right.len() > MOST {
        return usize::MAX;
    }
    let mut row = [0; MOST + 1];
    let mut column = 0;
    while column <= right.len() {
        row[column] = column;
        column += 1;
    }
    let mut line = 0;
    while line < left.len() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        let mut column = 0;
        while column < right.len() {
            let replaced = diagonal + (left[line] != right[column]) as usize;
            diagonal = row[column + 1];
            row[column + 1] = smaller(replaced, smaller(row[column + 1], row[column]) + 1);
            column += 1;
        }
        line += 1;
    }
    row[right.len()]
}

#[inline]
const fn smaller(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}
