//! The hash table from a code to its position, as the runtime's `index.rs` reads it.

use errors_catalogue::model::Catalogue;

/// The slots, two bytes each: 0 where nothing is, else the key's number plus one; the aliases follow the codes.
pub(super) fn of(catalogue: &Catalogue) -> Vec<u8> {
    let codes = catalogue.entries.iter().map(|entry| &entry.code);
    let aliases = catalogue.entries.iter().flat_map(|entry| &entry.aliases);
    let keys: Vec<&String> = codes.chain(aliases).collect();
    let len = (keys.len() * 2).next_power_of_two();
    let mut slots = vec![0_u16; len];
    for (number, key) in (1..).zip(keys) {
        let mut slot = slot_of(key, len);
        while slots[slot] != 0 {
            slot = (slot + 1) % len;
        }
        slots[slot] = number;
    }
    slots.into_iter().flat_map(u16::to_le_bytes).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the mask keeps fewer bits than `usize` has")]
fn slot_of(key: &str, len: usize) -> usize {
    hash(key.as_bytes()) as usize & (len - 1)
}

/// As the runtime hashes.
fn hash(bytes: &[u8]) -> u64 {
    let (words, tail) = bytes.as_chunks();
    let state = words.iter().fold(bytes.len() as u64, |state, word| mix(state ^ u64::from_le_bytes(*word)));
    mix(state ^ tail.iter().fold(0, |tail, byte| tail << 8 | u64::from(*byte)))
}

#[expect(clippy::cast_possible_truncation, reason = "both halves of the product are used")]
fn mix(word: u64) -> u64 {
    let product = u128::from(word ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
    product as u64 ^ (product >> 64) as u64
}
