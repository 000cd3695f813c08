//! Compact JSON, written straight into a sink and byte for byte as `serde_json` writes it.

use alloc::vec::Vec;
use core::fmt::{self, Write};

use crate::value::Value;

/// Bytes as a sink of text.
pub(crate) struct Bytes<'a>(pub(crate) &'a mut Vec<u8>);

impl Write for Bytes<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// The inside of a JSON string: what is written is escaped.
pub(crate) struct Escaped<'a, W: ?Sized>(pub(crate) &'a mut W);

impl<W: Write + ?Sized> Write for Escaped<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        contents(self.0, text)
    }
}

pub(crate) fn value<W: Write + ?Sized>(out: &mut W, value: &Value<'_>) -> fmt::Result {
    match value {
        Value::Null => out.write_str("null"),
        Value::Bool(value) => boolean(out, *value),
        Value::Unsigned(value) => write!(out, "{value}"),
        Value::Signed(value) => write!(out, "{value}"),
        Value::Float(value) => float(out, *value),
        Value::Text(value) => string(out, value),
        Value::Json(value) => write!(out, "{value}"),
        Value::List(items) => list(out, items),
        Value::Map(members) => object(out, members.iter().map(|(key, value)| (&**key, value))),
    }
}

pub(crate) fn boolean<W: Write + ?Sized>(out: &mut W, value: bool) -> fmt::Result {
    out.write_str(if value { "true" } else { "false" })
}

/// A float in its shortest form that reads back as the same number; what JSON cannot say is `null`.
pub(crate) fn float<W: Write + ?Sized>(out: &mut W, value: f64) -> fmt::Result {
    match serde_json::Number::from_f64(value) {
        Some(number) => write!(out, "{number}"),
        None => out.write_str("null"),
    }
}

pub(crate) fn string<W: Write + ?Sized>(out: &mut W, text: &str) -> fmt::Result {
    out.write_char('"')?;
    contents(out, text)?;
    out.write_char('"')
}

fn list<W: Write + ?Sized>(out: &mut W, items: &[Value<'_>]) -> fmt::Result {
    out.write_char('[')?;
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            out.write_char(',')?;
        }
        value(out, item)?;
    }
    out.write_char(']')
}

fn object<'v, W: Write + ?Sized>(out: &mut W, members: impl Iterator<Item = (&'v str, &'v Value<'v>)>) -> fmt::Result {
    out.write_char('{')?;
    for (position, (key, member)) in members.enumerate() {
        if position > 0 {
            out.write_char(',')?;
        }
        string(out, key)?;
        out.write_char(':')?;
        value(out, member)?;
    }
    out.write_char('}')
}

/// Writes runs that need no escape whole: in most texts that is everything.
fn contents<W: Write + ?Sized>(out: &mut W, text: &str) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        let (run, tail) = rest.split_at(at);
        out.write_str(run)?;
        let mut tail = tail.chars();
        if let Some(special) = tail.next() {
            escape(out, special)?;
        }
        rest = tail.as_str();
    }
    out.write_str(rest)
}

fn escape<W: Write + ?Sized>(out: &mut W, special: char) -> fmt::Result {
    match special {
        '"' => out.write_str("\\\""),
        '\\' => out.write_str("\\\\"),
        '\u{8}' => out.write_str("\\b"),
        '\t' => out.write_str("\\t"),
        '\n' => out.write_str("\\n"),
        '\u{c}' => out.write_str("\\f"),
        '\r' => out.write_str("\\r"),
        control => write!(out, "\\u{:04x}", u32::from(control)),
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    fn written(it: &Value<'_>) -> String {
        let mut out = String::new();
        value(&mut out, it).unwrap();
        out
    }

    #[test]
    fn escapes_as_serde_json_does() {
        let all: String = (0..0x300).filter_map(char::from_u32).chain("😀\u{2028}".chars()).collect();
        assert_eq!(written(&Value::from(&*all)), serde_json::to_string(&all).unwrap());
        assert_eq!(written(&Value::from("")), "\"\"");
        assert_eq!(written(&Value::from("\"")), r#""\"""#);
    }

    #[test]
    fn floats_are_as_serde_json_has_them() {
        for float in [0.0, -0.0, 1.0, 0.1, 1e21, 1e-7, 1.5e300, f64::MIN_POSITIVE, f64::MAX] {
            assert_eq!(written(&Value::Float(float)), serde_json::to_string(&float).unwrap());
        }
        for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(written(&Value::Float(float)), "null");
        }
    }
}
