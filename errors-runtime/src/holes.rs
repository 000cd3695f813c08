//! Bodies that were made at compile time, but for the details.
//!
//! Such a body is pieces of a hole and the text after it. A piece begins with the kind of its hole, the detail's position,
//! and the text's length in two digits of base 64; the first one has no hole. The macro writes them.

use alloc::vec::Vec;

use crate::api_error::Details;
use crate::json;

/// Kinds of holes; JSON has no controls as they are.
const START: u8 = 1;
const VALUE: u8 = 2;
const TEXT: u8 = 3;

/// The digit that is nought.
const ZERO: u8 = b' ';

/// Whether a body has holes.
pub(crate) const fn has_holes(body: &str) -> bool {
    matches!(body.as_bytes(), [START, ..])
}

/// Writes a body with the details in its holes.
pub(crate) fn write(out: &mut Vec<u8>, body: &str, details: &dyn Details) {
    let mut rest = body.as_bytes();
    while let [kind, position, high, low, after @ ..] = rest {
        let detail = || details.detail(digit(*position));
        match *kind {
            VALUE => json::owned(out, detail()),
            TEXT => json::contents(out, detail()),
            _ => {}
        }
        let (text, next) = after.split_at_checked(digit(*high) * 64 + digit(*low)).unwrap_or((after, &[]));
        out.extend_from_slice(text);
        rest = next;
    }
}

fn digit(byte: u8) -> usize {
    usize::from(byte.wrapping_sub(ZERO))
}
