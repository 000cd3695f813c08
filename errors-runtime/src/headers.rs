//! Where a client's response headers come from, and what may stand in a server's.

use alloc::vec::Vec;

/// The headers of a response.
///
/// Implemented for slices, vectors and arrays of name and value pairs.
///
/// # Examples
///
/// ```
/// use errors_runtime::HeaderSource;
///
/// let headers = [("Retry-After", "30")];
/// assert_eq!(HeaderSource::get(&headers, "retry-after"), Some(&b"30"[..]));
/// ```
pub trait HeaderSource {
    /// The first value of a header, whose name is matched without regard to case.
    fn get(&self, name: &str) -> Option<&[u8]>;
}

fn find<'h>(mut headers: impl Iterator<Item = (&'h str, &'h [u8])>, name: &str) -> Option<&'h [u8]> {
    headers.find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

impl<N: AsRef<str>, V: AsRef<[u8]>> HeaderSource for [(N, V)] {
    fn get(&self, name: &str) -> Option<&[u8]> {
        find(self.iter().map(|(name, value)| (name.as_ref(), value.as_ref())), name)
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> HeaderSource for Vec<(N, V)> {
    fn get(&self, name: &str) -> Option<&[u8]> {
        HeaderSource::get(self.as_slice(), name)
    }
}

/// The only implementation for arrays, so that `&[]` needs no type.
impl<const N: usize> HeaderSource for [(&str, &str); N] {
    fn get(&self, name: &str) -> Option<&[u8]> {
        HeaderSource::get(self.as_slice(), name)
    }
}

impl<H: HeaderSource + ?Sized> HeaderSource for &H {
    fn get(&self, name: &str) -> Option<&[u8]> {
        H::get(self, name)
    }
}

/// Whether this can be sent as a header's value without loss
/// ([RFC 9110 section 5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)): visible ASCII, with spaces and tabs
/// inside only.
pub(crate) fn is_field_value(value: &str) -> bool {
    let value = value.as_bytes();
    let is_inner = |byte: &u8| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\t');
    value.iter().all(is_inner) && value.trim_ascii().len() == value.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_field_values() {
        for good in ["", "a", "a b", "a\tb", "!~", "\"x\""] {
            assert!(is_field_value(good), "{good:?}");
        }
        for bad in [" ", " a", "a ", "a\tb\t", "a\r\nSet-Cookie: b", "ä", "\0", "a\x7f"] {
            assert!(!is_field_value(bad), "{bad:?}");
        }
    }

    #[test]
    fn the_first_of_a_name_counts() {
        let headers = [("a", "1"), ("A", "2")];
        assert_eq!(HeaderSource::get(&headers, "A"), Some(&b"1"[..]));
        assert_eq!(HeaderSource::get(&headers[1..], "a"), Some(&b"2"[..]));
        assert_eq!(HeaderSource::get(&alloc::vec![("a", b"1")], "b"), None);
    }
}
