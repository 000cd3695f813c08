//! Texts for people, and parts of texts.

use core::fmt::{self, Write};

/// Text that somebody else wrote, for people: what would start another line, steer a terminal or turn the direction of
/// text around is escaped.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if steers(c) {
                write!(f, "{}", c.escape_default())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// Controls, ends of lines, and marks of direction (UAX 9, section 2).
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The longest start of a text that has at most `len` bytes.
pub(crate) fn prefix(text: &str, len: usize) -> &str {
    if text.len() <= len {
        return text;
    }
    // A character has at most four bytes, so that one of the last four places is a boundary.
    (len.saturating_sub(3)..=len).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_between_characters() {
        assert_eq!(prefix("äöü", 3), "ä");
        assert_eq!(prefix("😀😀", 7), "😀");
        assert_eq!(prefix("😀", 3), "");
        assert_eq!(prefix("abc", 3), "abc");
        assert_eq!(prefix("abc", 2), "ab");
    }
}
