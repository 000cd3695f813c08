//! From a code to its position: a hash table with open addressing and linear probing.
//!
//! The keys are the codes, then the aliases. A slot holds 0 where it is empty, else the key's number plus one. There are a
//! power of two slots, at least twice as many as keys, so that a search soon meets an empty one.

use alloc::vec;
use alloc::vec::Vec;

/// The slots of these keys, two bytes each.
///
/// # Examples
///
/// ```
/// use errors_table::{Probe, slots};
///
/// let slots = slots(["NOT_FOUND", "GONE"]);
/// let (slots, _) = slots.as_chunks();
/// assert_eq!(Probe::new(b"GONE", slots).next(slots), Some(1));
/// ```
///
/// # Panics
///
/// If there are 65,535 keys or more.
#[must_use]
pub fn slots<'a>(keys: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let keys: Vec<&str> = keys.into_iter().collect();
    assert!(keys.len() < usize::from(u16::MAX), "slots have two bytes");
    let mut slots = vec![[0; 2]; (keys.len() * 2).next_power_of_two()];
    for (number, key) in (1_u16..).zip(keys) {
        let mut probe = Probe::new(key.as_bytes(), &slots);
        while probe.next(&slots).is_some() {}
        slots[probe.slot] = number.to_le_bytes();
    }
    slots.into_flattened()
}

/// A search in the slots: the keys that may be the one looked for, in turn.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    slot: usize,
    left: usize,
}

impl Probe {
    /// Starts a search.
    #[must_use]
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the mask keeps fewer bits than `usize` has")]
    pub const fn new(key: &[u8], slots: &[[u8; 2]]) -> Self {
        // One before the first slot: each step goes on by one.
        Self { slot: (hash(key) as usize).wrapping_sub(1), left: slots.len() }
    }

    /// The number of the next key to compare, or `None` where the key is not there.
    #[inline]
    pub const fn next(&mut self, slots: &[[u8; 2]]) -> Option<u16> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        self.slot = self.slot.wrapping_add(1) & (slots.len() - 1);
        u16::from_le_bytes(slots[self.slot]).checked_sub(1)
    }
}

/// Eight bytes at a time through a multiplication whose halves are folded together: a handful of instructions.
#[must_use]
#[inline]
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

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves of the product are used")]
const fn mix(word: u64) -> u64 {
    let product = (word ^ 0x9e37_79b9_7f4a_7c15) as u128 * 0xd6e8_feb8_6659_fd93;
    product as u64 ^ (product >> 64) as u64
}

/// The first eight bytes as one number; a pattern, because the slice's methods take the compiler much longer.
#[inline]
const fn split_word(bytes: &[u8]) -> Option<(u64, &[u8])> {
    match bytes {
        [b0, b1, b2, b3, b4, b5, b6, b7, rest @ ..] => {
            Some((u64::from_le_bytes([*b0, *b1, *b2, *b3, *b4, *b5, *b6, *b7]), rest))
        }
        _ => None,
    }
}

/// Compares byte strings in constants, where `==` is not yet available.
#[must_use]
#[inline]
pub const fn same(left: &[u8], right: &[u8]) -> bool {
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
    fn finds_nothing_without_slots() {
        assert_eq!(Probe::new(b"A", &[]).next(&[]), None);
    }

    #[test]
    fn a_full_table_ends_the_search() {
        let slots = [1_u16, 2].map(u16::to_le_bytes);
        let mut probe = Probe::new(b"A", &slots);
        let mut found = [probe.next(&slots), probe.next(&slots)];
        found.sort();
        assert_eq!((found, probe.next(&slots)), ([Some(0), Some(1)], None));
    }

    #[test]
    fn finds_each_of_many_keys() {
        let keys: Vec<alloc::string::String> = (0..1_000).map(|n| alloc::format!("CODE_{n}")).collect();
        let bytes = slots(keys.iter().map(alloc::string::String::as_str));
        let slots = bytes.as_chunks().0;
        for (number, key) in (0..).zip(&keys) {
            let mut probe = Probe::new(key.as_bytes(), slots);
            while probe.next(slots).expect("the key is there") != number {}
        }
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
