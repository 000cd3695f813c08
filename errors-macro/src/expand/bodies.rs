//! Bodies, as far as they are known before any program runs.
//!
//! The body of an entry whose details must all be there is text with holes. It is written as pieces of a hole and the
//! text after it, each with a head of four characters: the kind of the hole, the detail's position, and the text's
//! length in two digits of base 64. The first piece has no hole, and its kind tells such a body from a whole one.

use errors_catalogue::body::{Sample, example_body, static_body};
use errors_catalogue::json::Json;
use errors_catalogue::model::{Catalogue, Entry};

/// Kinds of pieces: control characters, which JSON never holds unescaped.
const START: char = '\u{1}';
const VALUE: char = '\u{2}';
const TEXT: char = '\u{3}';

/// The mark of a detail: a number of these digits, and the detail's position in three more.
const MARK: &str = "18440000000000000";
const MARKED: u64 = 18_440_000_000_000_000_000;

/// Digits begin at the space, so that they are single bytes and not control characters.
const ZERO: u8 = b' ';
const BASE: usize = 64;

/// The body of an entry: whole, or with holes; `None` if it cannot be prepared.
pub(super) fn body(catalogue: &Catalogue, entry: &Entry) -> Option<String> {
    static_body(catalogue, entry).or_else(|| with_holes(catalogue, entry))
}

fn with_holes(catalogue: &Catalogue, entry: &Entry) -> Option<String> {
    let can_be_absent = entry.wire.details.iter().any(|detail| detail.ty.is_optional());
    if can_be_absent || example_body(catalogue, entry).to_string().contains(MARK) {
        return None;
    }
    let mut sample = Sample::new(catalogue, entry);
    for (position, number) in (0..entry.wire.details.len()).zip(MARKED..) {
        sample.set_detail(position, Json::Unsigned(number));
    }
    pieces(&sample.body().to_string())
}

fn pieces(marked: &str) -> Option<String> {
    let mut texts = marked.split(MARK);
    let first = texts.next()?;
    let mut within_string = ends_within_string(false, first);
    let mut out = piece(START, 0, first)?;
    for text in texts {
        let (position, text) = text.split_at_checked(3)?;
        let kind = if within_string { TEXT } else { VALUE };
        out.push_str(&piece(kind, position.parse().ok()?, text)?);
        within_string = ends_within_string(within_string, text);
    }
    Some(out)
}

fn ends_within_string(starts_within: bool, text: &str) -> bool {
    let mut within = starts_within;
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => within = !within,
            // An escaped quote does not end the string.
            '\\' => drop(chars.next()),
            _ => {}
        }
    }
    within
}

/// `None` where a number is too large for its digits.
fn piece(kind: char, position: usize, text: &str) -> Option<String> {
    let [position, high, low] = [digit(position)?, digit(text.len() / BASE)?, digit(text.len() % BASE)?];
    Some(format!("{kind}{position}{high}{low}{text}"))
}

fn digit(value: usize) -> Option<char> {
    let value = u8::try_from(value).ok().filter(|value| usize::from(*value) < BASE)?;
    Some(char::from(ZERO + value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_holes_in_texts_from_values() {
        let body = format!(r#"{{"a\"":"x{MARK}000","b":{MARK}001}}"#);
        let expected = concat!("\u{1}  ){\"a\\\"\":\"x", "\u{3}  &\",\"b\":", "\u{2}! !}");
        assert_eq!(pieces(&body).as_deref(), Some(expected));
    }

    #[test]
    fn a_text_has_at_most_4095_bytes() {
        assert!(pieces(&"x".repeat(4095)).is_some());
        assert_eq!(pieces(&"x".repeat(4096)), None);
    }
}
