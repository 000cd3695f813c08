//! Texts in constants: compared, split and put together without an allocator.

use crate::catalogue::CodeInfo;

/// Compares in a loop, because `==` of texts is not `const`.
#[inline]
pub(super) const fn same(left: &str, right: &str) -> bool {
    errors_table::same(left.as_bytes(), right.as_bytes())
}

/// Returns true if one of the words is this one.
#[inline]
pub(super) const fn has_word(text: &str, word: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let (first, more) = split_word(rest);
        if same(first, word) {
            return true;
        }
        rest = more;
    }
    false
}

/// The text before the first space, and the text after it.
#[inline]
pub(super) const fn split_word(text: &str) -> (&str, &str) {
    let mut at = 0;
    while at < text.len() {
        if text.as_bytes()[at] == b' ' {
            return (text.split_at(at).0, text.split_at(at + 1).1);
        }
        at += 1;
    }
    (text, "")
}

/// A text that is put together in the compiler.
///
/// A piece that no longer fits is left out: `panic!` in a constant takes one `&str`, which cannot grow, and an index past
/// the end would replace the message by rustc's own about this file.
pub(super) struct Message {
    bytes: [u8; 512],
    len: usize,
}

impl Message {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { bytes: [0; 512], len: 0 }
    }

    #[inline]
    pub(super) const fn text(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        if self.len + bytes.len() <= self.bytes.len() {
            let mut at = 0;
            while at < bytes.len() {
                self.bytes[self.len + at] = bytes[at];
                at += 1;
            }
            self.len += bytes.len();
        }
        self
    }

    #[inline]
    pub(super) const fn quote(self, text: &str) -> Self {
        self.text("`").text(text).text("`")
    }

    /// The details of a code, or the first few of many.
    #[inline]
    pub(super) const fn known_details(mut self, info: CodeInfo) -> Self {
        const SHOWN: usize = 8;
        let details = info.details();
        self = self.text(if details.is_empty() { ", which has none" } else { ", which has " });
        let mut index = 0;
        while index < details.len() && index < SHOWN {
            self = self.text(if index == 0 { "" } else { ", " }).quote(details[index].field());
            index += 1;
        }
        if details.len() > SHOWN { self.text(" and more") } else { self }
    }

    #[inline]
    pub(super) const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}
