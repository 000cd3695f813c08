//! JSON in a catalogue: literals of the envelope, examples, and the bodies built from them.

use std::fmt::Write as _;

use crate::node::{Kind, Node, Plain};

/// A JSON value; objects keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number, 0 or more.
    Unsigned(u64),
    /// A whole number below 0.
    Signed(i64),
    /// Any other finite number.
    Float(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Map(Vec<(String, Json)>),
}

impl Json {
    /// Converts a YAML value; `None` for a number that JSON readers cannot represent.
    #[must_use]
    pub fn from_node(node: &Node) -> Option<Self> {
        Some(match &node.kind {
            Kind::Refused => Self::Null,
            Kind::List(items) => Self::List(items.iter().map(Self::from_node).collect::<Option<_>>()?),
            Kind::Map { members, .. } => Self::Map(
                members
                    .iter()
                    .map(|(key, node)| Some((key.value.clone(), Self::from_node(node)?)))
                    .collect::<Option<_>>()?,
            ),
            Kind::Scalar { text, .. } => match node.plain()? {
                Plain::Null => Self::Null,
                Plain::Bool(value) => Self::Bool(value),
                Plain::Integer(number) => Self::from_integer(number)?,
                Plain::Float(number) => Self::Float(number).finite()?,
                Plain::Text => Self::Text(text.clone()),
            },
        })
    }

    fn from_integer(number: i128) -> Option<Self> {
        match u64::try_from(number) {
            Ok(number) => Some(Self::Unsigned(number)),
            Err(_) => i64::try_from(number).ok().map(Self::Signed),
        }
    }

    fn finite(self) -> Option<Self> {
        match self {
            Self::Float(number) if !number.is_finite() => None,
            value => Some(value),
        }
    }

    /// The value as filled into a text: strings without quotes, null as nothing, lists and objects as JSON.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) => text.clone(),
            // In a text, write numbers as people do: without `.0` and without an exponent.
            Self::Float(number) => number.to_string(),
            other => other.to_string(),
        }
    }

    /// The value on several lines, two spaces a level.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        self.write_pretty(&mut out, 0);
        out
    }

    fn write_pretty(&self, out: &mut String, level: usize) {
        match self {
            Self::List(items) if !items.is_empty() => {
                write_lines(out, level, ('[', ']'), items, |out, item| item.write_pretty(out, level + 1));
            }
            Self::Map(members) if !members.is_empty() => {
                write_lines(out, level, ('{', '}'), members, |out, (key, value)| {
                    write_text(out, key);
                    out.push_str(": ");
                    value.write_pretty(out, level + 1);
                });
            }
            other => other.write(out),
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Unsigned(number) => write_display(out, number),
            Self::Signed(number) => write_display(out, number),
            Self::Float(number) => write_float(out, *number),
            Self::Text(text) => write_text(out, text),
            Self::List(items) => write_parts(out, ('[', ']'), items, |out, item| item.write(out)),
            Self::Map(members) => write_parts(out, ('{', '}'), members, |out, (key, value)| {
                write_text(out, key);
                out.push(':');
                value.write(out);
            }),
        }
    }
}

/// The shortest text that parses to the same number, with `.0` or an exponent, as `serde_json` writes it: exponents
/// have a sign, and a number whose first digit is in the fifth decimal place has no exponent.
fn write_float(out: &mut String, number: f64) {
    let text = format!("{number:?}");
    match text.split_once('e') {
        Some((_, "-5")) => write_display(out, &number),
        Some((digits, exponent)) if !exponent.starts_with('-') => {
            write_display(out, &format_args!("{digits}e+{exponent}"));
        }
        _ => out.push_str(&text),
    }
}

/// JSON without white space.
impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

fn write_display(out: &mut String, value: &dyn std::fmt::Display) {
    let _ = write!(out, "{value}");
}

fn write_parts<T>(out: &mut String, (open, close): (char, char), parts: &[T], mut write: impl FnMut(&mut String, &T)) {
    out.push(open);
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        write(out, part);
    }
    out.push(close);
}

fn write_lines<T>(
    out: &mut String,
    level: usize,
    (open, close): (char, char),
    parts: &[T],
    mut write: impl FnMut(&mut String, &T),
) {
    out.push(open);
    for (number, part) in parts.iter().enumerate() {
        out.push_str(if number > 0 { ",\n" } else { "\n" });
        out.push_str(&"  ".repeat(level + 1));
        write(out, part);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(level));
    out.push(close);
}

/// A JSON string, with the escapes of RFC 8259 section 7 that are required.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' => write_display(out, &format_args!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
