//! Compact JSON, written straight into bytes and byte for byte as `serde_json` writes it.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write};

use crate::value::Value;

/// Bytes as a sink of text.
pub(crate) struct Sink<'a>(&'a mut Vec<u8>);

impl Write for Sink<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

pub(crate) fn to_string(it: &Value<'_>) -> String {
    let mut out = Vec::new();
    value(&mut out, it);
    into_text(out)
}

/// Converts written JSON to text; it always is UTF-8.
pub(crate) fn into_text(out: Vec<u8>) -> String {
    String::from_utf8(out).unwrap_or_default()
}

/// Writes any value; a float that JSON cannot express is `null`.
pub(crate) fn value(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Value::Unsigned(value) => integer(out, *value),
        Value::Signed(value) => integer(out, *value),
        Value::Float(value) => float(out, *value),
        Value::Text(value) => string(out, value),
        Value::Json(value) => display(out, value),
        Value::List(items) => list(out, items),
        Value::Map(members) => object(out, members),
    }
}

/// Writes any value; the common ones without a check whether there is anything to free afterwards.
pub(crate) fn owned(out: &mut Vec<u8>, it: Value<'_>) {
    match it {
        Value::Unsigned(number) => integer(out, number),
        Value::Text(Cow::Borrowed(text)) => string(out, text),
        other => value(out, &other),
    }
}

/// Writes a value as part of a string.
pub(crate) fn contents(out: &mut Vec<u8>, it: Value<'_>) {
    match it {
        Value::Unsigned(number) => integer(out, number),
        Value::Text(text) => inside(out, &text),
        other => escape_after(out, |out| display(out, &other)),
    }
}

pub(crate) fn integer(out: &mut Vec<u8>, value: impl itoa::Integer) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

pub(crate) fn float(out: &mut Vec<u8>, value: f64) {
    match serde_json::Number::from_f64(value) {
        Some(number) => display(out, &number),
        None => out.extend_from_slice(b"null"),
    }
}

fn display(out: &mut Vec<u8>, value: &dyn fmt::Display) {
    // Bytes take everything that is written.
    let _ = write!(Sink(out), "{value}");
}

pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    inside(out, text);
    out.push(b'"');
}

/// A string whose text is filled in; it is looked through once, when it is whole.
pub(crate) fn filled(out: &mut Vec<u8>, fill: impl FnOnce(&mut Sink<'_>) -> fmt::Result) {
    out.push(b'"');
    escape_after(out, |out| {
        // Bytes take everything that is written.
        let _ = fill(&mut Sink(out));
    });
    out.push(b'"');
}

/// Writes the start of a member, after a comma unless it is the first in its braces.
pub(crate) fn key(out: &mut Vec<u8>, name: &str) {
    separate(out, b'{');
    string(out, name);
    out.push(b':');
}

pub(crate) fn separate(out: &mut Vec<u8>, open: u8) {
    if out.last() != Some(&open) {
        out.push(b',');
    }
}

fn list(out: &mut Vec<u8>, items: &[Value<'_>]) {
    out.push(b'[');
    for item in items {
        separate(out, b'[');
        value(out, item);
    }
    out.push(b']');
}

fn object(out: &mut Vec<u8>, members: &[(Cow<'_, str>, Value<'_>)]) {
    out.push(b'{');
    for (name, member) in members {
        key(out, name);
        value(out, member);
    }
    out.push(b'}');
}

fn inside(out: &mut Vec<u8>, text: &str) {
    if is_plain(text.as_bytes()) {
        out.extend_from_slice(text.as_bytes());
    } else {
        escaped(out, text.as_bytes());
    }
}

/// Has something written, then escapes it where it needs that.
fn escape_after(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    write(out);
    if !out.get(start..).is_none_or(is_plain) {
        let text = out.split_off(start);
        escaped(out, &text);
    }
}

#[cold]
fn escaped(out: &mut Vec<u8>, text: &[u8]) {
    let mut rest = text;
    loop {
        let (plain, tail) = rest.split_at(run(rest));
        out.extend_from_slice(plain);
        let [special, after @ ..] = tail else { return };
        escape(out, *special);
        rest = after;
    }
}

fn escape(out: &mut Vec<u8>, special: u8) {
    match special {
        b'"' => out.extend_from_slice(b"\\\""),
        b'\\' => out.extend_from_slice(b"\\\\"),
        0x08 => out.extend_from_slice(b"\\b"),
        b'\t' => out.extend_from_slice(b"\\t"),
        b'\n' => out.extend_from_slice(b"\\n"),
        0x0c => out.extend_from_slice(b"\\f"),
        b'\r' => out.extend_from_slice(b"\\r"),
        control => display(out, &format_args!("\\u{control:04x}")),
    }
}

/// The number of bytes before the first that a JSON string has to escape: a quote, a backslash, a control character.
pub(crate) fn run(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks();
    for (index, word) in words.iter().enumerate() {
        let specials = specials(u64::from_le_bytes(*word));
        if specials != 0 {
            return 8 * index + specials.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, ..0x20 | b'"' | b'\\');
    8 * words.len() + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Returns true if nothing has to be escaped. The last word may overlap the one before: no byte is looked at alone.
fn is_plain(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk() else {
        return specials(short_word(bytes)) == 0;
    };
    bytes.as_chunks().0.iter().chain([last]).all(|word| specials(u64::from_le_bytes(*word)) == 0)
}

/// Fewer than eight bytes as a word.
fn short_word(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)),
        _ => bytes.iter().fold(u64::from_le_bytes(*b"        "), |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// The top bit of each special byte of eight, exact up to the first one.
///
/// A byte that is less than what is taken from it borrows; bytes past ASCII, which have the top bit, are masked out.
const fn specials(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let quotes = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslashes = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    let controls = word.wrapping_sub(ONES * 0x20);
    (quotes | backslashes | controls) & !word & (ONES * 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_as_serde_json_does() {
        let all: String = (0..0x300).filter_map(char::from_u32).chain("😀\u{2028}".chars()).collect();
        assert_eq!(to_string(&Value::from(&*all)), serde_json::to_string(&all).unwrap());
        assert_eq!(to_string(&Value::from("")), "\"\"");
        assert_eq!(to_string(&Value::from("\"")), r#""\"""#);
    }

    #[test]
    fn floats_are_as_serde_json_has_them() {
        for float in [0.0, -0.0, 1.0, 0.1, 1e21, 1e-7, 1.5e300, f64::MIN_POSITIVE, f64::MAX] {
            assert_eq!(to_string(&Value::Float(float)), serde_json::to_string(&float).unwrap());
        }
        for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(to_string(&Value::Float(float)), "null");
        }
    }
}
