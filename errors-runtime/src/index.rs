//! From a code to its position: a hash table that is built at compile time.
//!
//! Open addressing with linear probing over the codes, then the aliases. A slot holds 0 where it is empty, else the
//! key's number plus one: key `k` is `codes[k]`, and past the codes `aliases[k - codes.len()]`.

use crate::catalogue::CodeInfo;

/// Builds the table; `M` is a power of two and at least twice the number of keys.
#[must_use]
pub const fn index<const M: usize>(codes: &[CodeInfo], aliases: &[(&str, u16)]) -> [u16; M] {
    let mut table = [0; M];
    let mut key = 0;
    while key < codes.len() + aliases.len() && key < u16::MAX as usize {
        let mut slot = slot_of(key_text(key, codes, aliases), M);
        let mut probes = 0;
        while probes < M {
            if table[slot] == 0 {
                table[slot] = number(key);
                break;
            }
            slot = (slot + 1) & (M - 1);
            probes += 1;
        }
        key += 1;
    }
    table
}

/// The position in `codes` of a code or of the code that an alias stands for.
#[must_use]
pub const fn lookup(code: &str, codes: &[CodeInfo], aliases: &[(&str, u16)], index: &[u16]) -> Option<u16> {
    let mut slot = slot_of(code, index.len());
    let mut probes = 0;
    while probes < index.len() && index[slot] != 0 {
        let key = index[slot] as usize - 1;
        if same(code.as_bytes(), key_text(key, codes, aliases).as_bytes()) {
            return Some(position(key, codes, aliases));
        }
        slot = (slot + 1) & (index.len() - 1);
        probes += 1;
    }
    None
}

const fn key_text<'a>(key: usize, codes: &[CodeInfo], aliases: &[(&'a str, u16)]) -> &'a str {
    if key < codes.len() { codes[key].code } else { aliases[key - codes.len()].0 }
}

const fn position(key: usize, codes: &[CodeInfo], aliases: &[(&str, u16)]) -> u16 {
    if key < codes.len() { number(key) - 1 } else { aliases[key - codes.len()].1 }
}

#[allow(clippy::cast_possible_truncation, reason = "`index` stops at `u16::MAX` keys")]
const fn number(key: usize) -> u16 {
    key as u16 + 1
}

#[allow(clippy::cast_possible_truncation, reason = "the mask keeps fewer bits than `usize` has")]
const fn slot_of(text: &str, len: usize) -> usize {
    hash(text.as_bytes()) as usize & len.wrapping_sub(1)
}

/// Eight bytes at a time through a multiply whose halves are folded together: cheap to evaluate in the compiler,
/// where every loop turn counts, and a handful of instructions at run time.
const fn hash(bytes: &[u8]) -> u64 {
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

    static CODES: [CodeInfo; 3] = [
        CodeInfo { code: "A", ..CodeInfo::EMPTY },
        CodeInfo { code: "RATE_LIMIT_EXCEEDED_FOR_KEY", ..CodeInfo::EMPTY },
        CodeInfo { code: "RATE_LIMIT_EXCEEDED_FOR_IP", ..CodeInfo::EMPTY },
    ];
    static ALIASES: [(&str, u16); 1] = [("OLD", 2)];
    static INDEX: [u16; 8] = index(&CODES, &ALIASES);

    fn find(code: &str) -> Option<u16> {
        lookup(code, &CODES, &ALIASES, &INDEX)
    }

    #[test]
    fn finds_codes_and_aliases() {
        assert_eq!(find("A"), Some(0));
        assert_eq!(find("RATE_LIMIT_EXCEEDED_FOR_KEY"), Some(1));
        assert_eq!(find("RATE_LIMIT_EXCEEDED_FOR_IP"), Some(2));
        assert_eq!(find("OLD"), Some(2));
    }

    #[test]
    fn finds_nothing_else() {
        for other in ["", "a", "AA", "RATE_LIMIT_EXCEEDED_FOR_KEZ", "OLD ", "OL"] {
            assert_eq!(find(other), None, "{other}");
        }
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        assert_eq!(lookup("A", &CODES, &ALIASES, &[]), None);
        assert_eq!(index::<0>(&[], &[]).len(), 0);
    }

    #[test]
    fn a_full_table_ends() {
        let table: [u16; 2] = index(&CODES, &ALIASES);
        assert_eq!(lookup("nothing", &CODES, &ALIASES, &table), None);
    }

    #[test]
    fn spreads_numbered_codes() {
        let hashes: alloc::collections::BTreeSet<u64> =
            (0..10_000).map(|n| hash(alloc::format!("CODE_{n}").as_bytes()) & 0x7fff).collect();
        assert!(hashes.len() > 8_000, "{} of 10000 slots", hashes.len());
    }
}
