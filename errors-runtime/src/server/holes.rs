//! Bodies that were made at compile time, except for the details.
//!
//! Such a body is pieces of a hole and the text after it. A piece begins with the kind of its hole, the detail's position,
//! and the text's length in two digits of base 64; the first one has no hole. The macro writes them.

use alloc::vec::Vec;

use crate::server::Details;
use crate::value::json;

/// Kinds of holes: control characters, which JSON never holds unescaped.
const START: u8 = 1;
const VALUE: u8 = 2;
const TEXT: u8 = 3;

/// The digit zero.
const ZERO: u8 = b' ';

/// Returns true if a body has holes.
pub(crate) const fn has_holes(body: &str) -> bool {
    matches!(body.as_bytes(), [START, ..])
}

/// Writes a body with the details in its holes.
pub(crate) fn write(out: &mut Vec<u8>, body: &str, details: &dyn Details) {
    let mut rest = body.as_bytes();
    while let [kind, position, high, low, after @ ..] = rest {
        let detail = || details.detail(digit(*position));
        match *kind {
            VALUE => json::owned(out, detail()),
            TEXT => json::contents(out, detail()),
            _ => {}
        }
        let (text, next) = after.split_at_checked(digit(*high) * 64 + digit(*low)).unwrap_or((after, &[]));
        out.extend_from_slice(text);
        rest = next;
    }
}

fn digit(byte: u8) -> usize {
    usize::from(byte.wrapping_sub(ZERO))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;
    use crate::value::Value;

    struct Pair;

    impl Details for Pair {
        fn detail(&self, index: usize) -> Value<'_> {
            if index == 0 { Value::from("a\"b") } else { Value::List(alloc::vec![Value::from("c\n"), Value::Null]) }
        }
    }

    fn written(body: &str) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out, body, &Pair);
        out
    }

    #[test]
    fn fills_values_and_texts() {
        let body = "\u{1}  \"{\"\u{3}  $\",1:\u{2}  !,\u{2}! !,\u{3}! !}";
        let expected = br#"{"a\"b",1:"a\"b",["c\n",null],[\"c\\n\",null]}"#;
        assert_eq!(written(body).escape_ascii().to_string(), expected.escape_ascii().to_string());
    }

    #[test]
    fn a_body_that_is_cut_is_written_as_far_as_it_goes() {
        assert_eq!(written("\u{1}  %{}"), b"{}");
        assert_eq!(written("\u{1}  !{\u{2}!"), b"{");
    }
}
