//! From a code to its position: a hash table that the macro fills.
//!
//! Open addressing with linear probing over the codes, then the aliases. A slot holds 0 where it is empty, else the
//! key's number plus one: key `k` is the code at `k`, and past the codes `aliases[k - codes.len()]`. There are a power
//! of two slots, at least twice as many as keys. The macro hashes as `hash` does.

use crate::table::Codes;

/// The position of a code, or of the code that an alias stands for.
pub(crate) const fn lookup(code: &str, codes: &'static Codes) -> Option<u16> {
    let index = codes.index;
    let mut slot = slot_of(code, index.len());
    let mut probes = 0;
    while probes < index.len() {
        let key = u16::from_le_bytes(index[slot]);
        if key == 0 {
            return None;
        }
        let (text, position) = entry(key - 1, codes);
        if same(code.as_bytes(), text.as_bytes()) {
            return Some(position);
        }
        slot = (slot + 1) & (index.len() - 1);
        probes += 1;
    }
    None
}

/// The spelling of a key, and the position of its code.
#[allow(clippy::cast_possible_truncation, reason = "keys are numbers of 16 bits")]
const fn entry(key: u16, codes: &'static Codes) -> (&'static str, u16) {
    let len = codes.len();
    if (key as usize) < len { (codes.at(key).code(), key) } else { codes.aliases[key as usize - len] }
}

#[allow(clippy::cast_possible_truncation, reason = "the mask keeps fewer bits than `usize` has")]
const fn slot_of(text: &str, len: usize) -> usize {
    hash(text.as_bytes()) as usize & len.wrapping_sub(1)
}

/// Eight bytes at a time through a multiply whose halves are folded together: a handful of instructions.
#[doc(hidden)]
#[must_use]
pub const fn hash(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    let mut rest = bytes;
    while let Some((word, after)) = split_word(rest) {
        state = mix(state ^ word);
        rest = after;
    }
    let mut tail = 0;
    while let [byte, after @ ..] = rest {
        tail = tail << 8 | *byte as u64;
        rest = after;
    }
    mix(state ^ tail)
}

#[allow(clippy::cast_possible_truncation, reason = "both halves of the product are used")]
const fn mix(word: u64) -> u64 {
    let product = (word ^ 0x9e37_79b9_7f4a_7c15) as u128 * 0xd6e8_feb8_6659_fd93;
    product as u64 ^ (product >> 64) as u64
}

/// The first eight bytes as one number; a pattern, because the slice's methods take the compiler much longer.
const fn split_word(bytes: &[u8]) -> Option<(u64, &[u8])> {
    match bytes {
        [b0, b1, b2, b3, b4, b5, b6, b7, rest @ ..] => {
            Some((u64::from_le_bytes([*b0, *b1, *b2, *b3, *b4, *b5, *b6, *b7]), rest))
        }
        _ => None,
    }
}

/// `==` of byte strings, which is not yet available in constants.
pub(crate) const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let (mut left, mut right) = (left, right);
    while let (Some((a, left_rest)), Some((b, right_rest))) = (split_word(left), split_word(right)) {
        if a != b {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if *a != *b {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_slots_finds_nothing() {
        assert_eq!(lookup("A", Codes::NONE), None);
    }

    #[test]
    fn compares_whole_words_and_what_is_left() {
        for (left, right) in [("", ""), ("a", "a"), ("12345678", "12345678"), ("123456789", "123456789")] {
            assert!(same(left.as_bytes(), right.as_bytes()));
        }
        for (left, right) in [("", "a"), ("a", "b"), ("12345678", "12345679"), ("123456789", "12345678A")] {
            assert!(!same(left.as_bytes(), right.as_bytes()));
        }
    }

    #[test]
    fn spreads_numbered_codes() {
        let hashes: alloc::collections::BTreeSet<u64> =
            (0..10_000).map(|n| hash(alloc::format!("CODE_{n}").as_bytes()) & 0x7fff).collect();
        assert!(hashes.len() > 8_000, "{} of 10000 slots", hashes.len());
    }
}
