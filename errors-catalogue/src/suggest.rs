//! "Did you mean": the closest word of a list, and short lists for messages.

use std::fmt::Write as _;

/// The candidate closest to `word`, if it is close enough to be meant: a few edits away, or one begins with the other.
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > MAX_LENGTH {
        return None;
    }
    let wanted = normal(word);
    let limit = (wanted.len() / 3).max(1);
    candidates
        .into_iter()
        .take(MAX_CANDIDATES)
        .filter(|candidate| candidate.len() <= MAX_LENGTH)
        .map(|candidate| (distance(&wanted, candidate, limit), candidate))
        .filter(|&(distance, candidate)| distance <= limit || is_shortened(word, candidate))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Maximum number of known words that each unknown word is compared with, so that time stays linear.
const MAX_CANDIDATES: usize = 500;
/// Maximum length of a name: comparing two takes as many steps as the product of their lengths.
const MAX_LENGTH: usize = 128;

fn is_shortened(word: &str, candidate: &str) -> bool {
    let (short, long) = if word.len() < candidate.len() { (word, candidate) } else { (candidate, word) };
    short.len() >= 3 && (long.starts_with(short) || is_abbreviated(short, long))
}

/// Returns true for `msg` and `message`: the same first letter, then consonants in order.
fn is_abbreviated(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let in_order = short.chars().all(|c| rest.any(|other| other == c));
    in_order && short.get(..1) == long.get(..1) && !short.chars().skip(1).any(|c| "aeiou".contains(c))
}

/// Lists up to twelve names and the number of the others.
#[must_use]
pub fn list<T: AsRef<str>>(names: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>) -> String {
    const SHOWN: usize = 12;
    let mut names = names.into_iter();
    let mut text = String::new();
    for name in names.by_ref().take(SHOWN) {
        text.push_str(if text.is_empty() { "" } else { ", " });
        text.push_str(name.as_ref());
    }
    if names.len() > 0 {
        let _ = write!(text, " and {} more", names.len());
    }
    text
}

/// Joins a chain of names; a long one is cut in the middle.
#[must_use]
pub(crate) fn chain(names: &[String], link: &str) -> String {
    match names {
        [first, second, .., last] if names.len() > 8 => [first.as_str(), second, "…", last].join(link),
        _ => names.join(link),
    }
}

/// Edits (insert, delete, replace, swap of neighbours) between two words, ignoring case and the separator used;
/// anything above `limit` is `limit + 1`.
fn distance(left: &[char], right: &str, limit: usize) -> usize {
    let far = limit + 1;
    if left.len().abs_diff(right.chars().count()) > limit {
        return far;
    }
    let right = normal(right);
    let mut before = vec![far; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).map(|column| column.min(far)).collect();
    let mut line = before.clone();
    for (row, &a) in left.iter().enumerate() {
        line.fill(far);
        line[0] = (row + 1).min(far);
        // What is further from the diagonal takes more edits than count.
        for column in row.saturating_sub(limit)..(row + far).min(right.len()) {
            let b = right[column];
            let mut cost = (last[column] + usize::from(a != b)).min(last[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && a == right[column - 1] && left[row - 1] == b {
                cost = cost.min(before[column - 1] + 1);
            }
            line[column + 1] = cost.min(far);
        }
        if line.iter().all(|cost| *cost == far) {
            return far;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut line);
    }
    last[right.len()]
}

fn normal(word: &str) -> Vec<char> {
    word.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_typo_swap_and_other_case() {
        let words = ["authentication", "rate_limiting", "status"];
        assert_eq!(closest("authentification", words), Some("authentication"));
        assert_eq!(closest("sattus", words), Some("status"));
        assert_eq!(closest("RATE-LIMITING", words), Some("rate_limiting"));
        assert_eq!(closest("auth", words), Some("authentication"));
        assert_eq!(closest("severity", words), None);
        assert_eq!(closest("msg", ["message", "user_message"]), Some("message"));
        assert_eq!(closest("sts", words), Some("status"));
        assert_eq!(closest("rst", ["request"]), Some("request"));
        assert_eq!(closest("out", ["outer_limit", "object"]), Some("outer_limit"));
        assert_eq!(closest("eau", ["erase_all_unused"]), None);
    }

    #[test]
    fn counts_each_edit() {
        assert_eq!(closest("window", ["wiiindow", "wyndow"]), Some("wyndow"));
        assert_eq!(closest("iwdnow", ["window", "iwdnou"]), Some("iwdnou"));
    }

    #[test]
    fn lists_twelve_names_and_counts_the_rest() {
        let names: Vec<String> = (0..14).map(|n| n.to_string()).collect();
        assert_eq!(list(&names), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more");
    }

    #[test]
    fn counts_each_swap_as_an_edit() {
        assert_eq!(closest("wnidow", ["window"]), Some("window"));
        assert_eq!(closest("iwdnow", ["window"]), Some("window"));
        assert_eq!(closest("iwdnwo", ["window"]), None);
    }

    #[test]
    fn list_of_twelve_has_no_rest() {
        let names: Vec<String> = (0..12).map(|n| n.to_string()).collect();
        assert_eq!(list(&names), names.join(", "));
    }

    #[test]
    fn cuts_chain_of_more_than_eight() {
        let names: Vec<String> = (0..10).map(|n| n.to_string()).collect();
        assert_eq!(chain(&names[..8], " "), "0 1 2 3 4 5 6 7");
        assert_eq!(chain(&names[..9], " "), "0 1 … 8");
        assert_eq!(chain(&names, " "), "0 1 … 9");
    }
}
