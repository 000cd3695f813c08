//! Texts with placeholders: filling them, and reading them back.

use core::fmt::{self, Write};

use crate::catalogue::{Part, Text};
use crate::value::Value;

impl Text {
    /// The parts that are not literal text.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = Part> + use<> {
        self.parts.iter().copied().filter(|part| !matches!(part, Part::Text(_)))
    }

    /// All parts; a text without placeholders is one.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Part> + use<> {
        let whole = self.parts.is_empty().then_some(Part::Text(self.source));
        self.parts.iter().copied().chain(whole)
    }

    /// Writes the text with each placeholder's value in its place.
    pub(crate) fn fill<'v, W: Write + ?Sized>(&self, out: &mut W, value_of: impl Fn(Part) -> Value<'v>) -> fmt::Result {
        if self.parts.is_empty() {
            return out.write_str(self.source);
        }
        for part in self.parts {
            match part {
                Part::Text(text) => out.write_str(text)?,
                placeholder => match value_of(*placeholder) {
                    Value::Text(text) => out.write_str(&text)?,
                    Value::Unsigned(value) => out.write_str(itoa::Buffer::new().format(value))?,
                    value => write!(out, "{value}")?,
                },
            }
        }
        Ok(())
    }

    /// The part of a filled text where the template has `wanted`.
    ///
    /// A placeholder reaches to the first occurrence of the literal after it, the last one to the end.
    pub(crate) fn capture<'t>(&self, filled: &'t str, wanted: Part) -> Option<&'t str> {
        let mut rest = filled;
        let mut open = None;
        let mut captured = None;
        for (position, part) in self.parts.iter().enumerate() {
            let Part::Text(literal) = part else {
                // Two placeholders side by side cannot be told apart.
                if open.replace(*part).is_some() {
                    return None;
                }
                continue;
            };
            let (before, after) = match open {
                None => ("", rest.strip_prefix(literal)?),
                Some(_) if position + 1 == self.parts.len() => (rest.strip_suffix(literal)?, ""),
                Some(_) => rest.split_once(literal)?,
            };
            if open.take() == Some(wanted) {
                captured = Some(before);
            }
            rest = after;
        }
        match open {
            Some(part) if part == wanted => Some(rest),
            _ => captured,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Part = Part::Detail(0);
    const B: Part = Part::Detail(1);

    fn text(parts: &'static [Part]) -> Text {
        Text { source: "", parts }
    }

    #[test]
    fn captures_between_literals() {
        let it = text(&[Part::Text("<"), A, Part::Text(";w="), B, Part::Text(">")]);
        assert_eq!(it.capture("<10;w=60>", A), Some("10"));
        assert_eq!(it.capture("<10;w=6>0>", B), Some("6>0"));
        assert_eq!(it.capture("10;w=60>", A), None);
        assert_eq!(it.capture("<10;w=60", B), None);
        assert_eq!(it.capture("<10>", A), None);
        assert_eq!(it.capture("", A), None);
    }

    #[test]
    fn captures_a_bare_placeholder() {
        assert_eq!(text(&[A]).capture("", A), Some(""));
        assert_eq!(text(&[A]).capture("x y", A), Some("x y"));
        assert_eq!(text(&[A]).capture("x y", B), None);
    }

    #[test]
    fn does_not_guess_between_neighbours() {
        assert_eq!(text(&[A, B]).capture("12", A), None);
    }

    #[test]
    fn plain_text_captures_nothing() {
        assert_eq!(Text::plain("x").capture("x", A), None);
    }
}
