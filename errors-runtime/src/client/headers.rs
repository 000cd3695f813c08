//! Headers of a response, as a client reads them.

use alloc::vec::Vec;

/// The headers of a response, as [`RemoteError::decode`](crate::RemoteError::decode) reads them.
///
/// Slices, vectors and arrays of pairs of name and value are such, and with the feature `http` so is `http::HeaderMap`.
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
    /// The first value of the header of this name; upper and lower case are the same.
    fn get(&self, name: &str) -> Option<&[u8]>;

    /// Calls `visit` with each value of the header of this name, in order.
    ///
    /// By default with the first only: override it where a header can be there several times.
    fn each(&self, name: &str, visit: &mut dyn FnMut(&[u8])) {
        if let Some(value) = self.get(name) {
            visit(value);
        }
    }
}

fn named<'h, N: AsRef<str>, V: AsRef<[u8]>>(headers: &'h [(N, V)], name: &str) -> impl Iterator<Item = &'h [u8]> {
    let named = headers.iter().filter(move |(it, _)| it.as_ref().eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.as_ref())
}

impl<N: AsRef<str>, V: AsRef<[u8]>> HeaderSource for [(N, V)] {
    fn get(&self, name: &str) -> Option<&[u8]> {
        named(self, name).next()
    }

    fn each(&self, name: &str, visit: &mut dyn FnMut(&[u8])) {
        named(self, name).for_each(visit);
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> HeaderSource for Vec<(N, V)> {
    fn get(&self, name: &str) -> Option<&[u8]> {
        HeaderSource::get(self.as_slice(), name)
    }

    fn each(&self, name: &str, visit: &mut dyn FnMut(&[u8])) {
        self.as_slice().each(name, visit);
    }
}

/// Arrays have this implementation only, so that `&[]` needs no type.
impl<const N: usize> HeaderSource for [(&str, &str); N] {
    fn get(&self, name: &str) -> Option<&[u8]> {
        HeaderSource::get(self.as_slice(), name)
    }

    fn each(&self, name: &str, visit: &mut dyn FnMut(&[u8])) {
        self.as_slice().each(name, visit);
    }
}

impl<H: HeaderSource + ?Sized> HeaderSource for &H {
    fn get(&self, name: &str) -> Option<&[u8]> {
        H::get(self, name)
    }

    fn each(&self, name: &str, visit: &mut dyn FnMut(&[u8])) {
        H::each(self, name, visit);
    }
}

#[cfg(feature = "http")]
impl HeaderSource for ::http::HeaderMap {
    fn get(&self, name: &str) -> Option<&[u8]> {
        Some(self.get(name)?.as_bytes())
    }

    fn each(&self, name: &str, visit: &mut dyn FnMut(&[u8])) {
        self.get_all(name).iter().for_each(|value| visit(value.as_bytes()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_name_counts() {
        let headers = [("a", "1"), ("A", "2")];
        assert_eq!(HeaderSource::get(&headers, "A"), Some(&b"1"[..]));
        assert_eq!(HeaderSource::get(&headers[1..], "a"), Some(&b"2"[..]));
        assert_eq!(HeaderSource::get(&alloc::vec![("a", b"1")], "b"), None);
    }

    fn all_of(headers: &(impl HeaderSource + ?Sized), name: &str) -> Vec<Vec<u8>> {
        let mut values = Vec::new();
        headers.each(name, &mut |value| values.push(value.to_vec()));
        values
    }

    #[test]
    fn each_line_of_a_name_is_shown() {
        let headers = [("a", "1"), ("b", "2"), ("A", "3")];
        assert_eq!(all_of(&headers, "A"), [b"1", b"3"]);
        assert_eq!(all_of(&headers.to_vec(), "a"), all_of(&&headers[..], "a"));
        assert_eq!(all_of(&headers, "c"), [[0_u8; 0]; 0]);
    }

    #[cfg(feature = "http")]
    #[test]
    fn header_maps_are_headers() {
        let mut headers = ::http::HeaderMap::new();
        for (name, value) in [("Retry-After", "1"), ("X-Other", "2"), ("retry-after", "3")] {
            headers.append(name, value.parse().unwrap());
        }
        assert_eq!(HeaderSource::get(&headers, "Retry-After"), Some(&b"1"[..]));
        assert_eq!(all_of(&headers, "RETRY-AFTER"), [b"1", b"3"]);
        assert_eq!(HeaderSource::get(&headers, "no name: at all"), None);
    }
}
