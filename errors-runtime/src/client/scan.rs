//! A tolerant reader of error bodies: finds the values of an envelope in a body that may be cut or wrong.
//!
//! A JSON parser gives all or nothing; this one walks the body along the envelope's template, notes where each value
//! stands, and stops at the first place that it cannot read, keeping what was complete before. It recurses along the
//! template only, never along the input. Whether a value is well-formed is checked when it is read.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ptr;

use serde_json::Value as Json;

use crate::catalogue::{Member, Node, Token};
use crate::value::json;

/// A stretch of the body.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    start: usize,
    end: usize,
}

impl Span {
    pub(crate) fn of(self, body: &str) -> &str {
        // Both ends stand beside ASCII, so that they are boundaries.
        body.get(self.start..self.end).unwrap_or_default()
    }
}

/// The text of a JSON string: a stretch of the body where it has no escapes.
#[derive(Clone)]
pub(crate) enum Text {
    Plain(Span),
    Decoded(Box<str>),
}

impl Text {
    pub(crate) fn of<'t>(&'t self, body: &'t str) -> &'t str {
        match self {
            Self::Plain(span) => span.of(body),
            Self::Decoded(text) => text,
        }
    }
}

/// A JSON string as written in the body, its quotes included.
struct Quoted {
    span: Span,
    has_escapes: bool,
}

impl Quoted {
    /// The text; `None` if an escape is not valid.
    #[inline]
    fn read(&self, body: &str) -> Option<Text> {
        if self.has_escapes {
            return decode(self.span.of(body));
        }
        Some(Text::Plain(Span { start: self.span.start + 1, end: self.span.end - 1 }))
    }
}

#[cold]
fn decode(string: &str) -> Option<Text> {
    match string.parse().ok()? {
        Json::String(text) => Some(Text::Decoded(text.into_boxed_str())),
        _ => None,
    }
}

/// The value of a token, or of a text that holds tokens.
#[derive(Clone)]
pub(crate) struct Leaf {
    pub(crate) place: &'static Node,
    pub(crate) value: Span,
    pub(crate) text: Option<Text>,
}

/// A member of the details.
#[derive(Clone)]
pub(crate) struct Detail {
    pub(crate) name: Text,
    pub(crate) value: Span,
}

/// The values found, in the order of the body.
#[derive(Clone, Default)]
pub(crate) struct Found {
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) details: Vec<Detail>,
}

impl Found {
    /// Drops what an earlier member of the same name held: the last one counts.
    fn forget(&mut self, place: &Node) {
        self.leaves.retain(|leaf| !holds(place, leaf.place));
        if !self.details.is_empty() && holds_details(place) {
            self.details.clear();
        }
    }
}

fn holds(node: &Node, place: &Node) -> bool {
    ptr::eq(node, place) || children(node).any(|child| holds(child, place))
}

fn holds_details(node: &Node) -> bool {
    match node {
        Node::Token(Token::Details) => true,
        Node::Object(members) if merges(members) => true,
        _ => children(node).any(holds_details),
    }
}

fn merges(members: &[Member]) -> bool {
    members.iter().any(|member| matches!(member, Member::MergeDetails))
}

fn children(node: &Node) -> impl Iterator<Item = &Node> {
    let (items, members): (&[Node], &[Member]) = match node {
        Node::List(items) => (items, &[]),
        Node::Object(members) => (&[], members),
        _ => (&[], &[]),
    };
    items.iter().chain(members.iter().filter_map(|member| match member {
        Member::Key { value, .. } => Some(value),
        Member::MergeDetails => None,
    }))
}

/// Finds the envelope's values in a body.
pub(crate) fn scan(body: &str, envelope: &'static Node) -> Found {
    // Some servers write a byte order mark, which JSON does not allow.
    let start = if body.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut scanner = Scanner { body, at: start, is_inside: false, found: Found::default() };
    scanner.skip_space();
    if scanner.peek().is_some_and(|first| fits(envelope, first)) {
        scanner.found.leaves = Vec::with_capacity(4);
        // Where the scan ended early, what was found before stays.
        let _ = scanner.value(envelope);
    }
    scanner.found
}

/// Returns true if a value that begins with this byte can match this node of the template.
const fn fits(node: &Node, first: u8) -> bool {
    match node {
        Node::Object(_) | Node::Token(Token::Details) => first == b'{',
        Node::List(_) => first == b'[',
        Node::Text(_) => first == b'"',
        Node::Token(_) => true,
        // Literals tell nothing about the error: they are passed over.
        _ => false,
    }
}

/// The template's member of this name, and its position.
fn member_of(members: &'static [Member], name: &str) -> Option<(usize, &'static Node)> {
    members.iter().enumerate().find_map(|(position, member)| match member {
        Member::Key { key, value, .. } if *key == name => Some((position, value)),
        _ => None,
    })
}

/// The members of an object that were there before; from the 65th on, members share bits.
#[derive(Default)]
struct Seen(u64);

impl Seen {
    fn again(&mut self, position: usize) -> bool {
        let bit = 1 << (position % 64);
        let again = self.0 & bit != 0;
        self.0 |= bit;
        again
    }
}

/// A cursor over the body. Its methods give `None` where the body is cut or malformed, and then the scan ends.
struct Scanner<'b> {
    body: &'b str,
    at: usize,
    /// True once a container of the template was opened: all that follows is in one.
    is_inside: bool,
    found: Found,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.body.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn rest(&self) -> &[u8] {
        self.body.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Goes on to the first byte that passes, or to the end.
    fn seek(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.rest();
        self.at += rest.iter().position(|byte| wanted(*byte)).unwrap_or(rest.len());
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
        }
        found
    }

    fn value(&mut self, node: &'static Node) -> Option<()> {
        if !fits(node, self.peek()?) {
            // Another value than expected must not hide those after it.
            return self.skip().map(drop);
        }
        match node {
            Node::Object(members) => self.object(members),
            Node::Token(Token::Details) => self.object(&[Member::MergeDetails]),
            Node::List(items) => self.list(items),
            _ => self.leaf(node),
        }
    }

    fn leaf(&mut self, place: &'static Node) -> Option<()> {
        let (value, text) = match self.peek()? {
            b'"' => {
                let string = self.string()?;
                (string.span, string.read(self.body))
            }
            _ => (self.skip()?, None),
        };
        self.found.leaves.push(Leaf { place, value, text });
        Some(())
    }

    fn object(&mut self, members: &'static [Member]) -> Option<()> {
        self.open();
        let mut seen = Seen::default();
        while !self.eat(b'}') {
            let key = self.key()?;
            self.member(members, key, &mut seen)?;
            self.separator(b'}')?;
        }
        Some(())
    }

    fn member(&mut self, members: &'static [Member], key: Option<Text>, seen: &mut Seen) -> Option<()> {
        self.skip_space();
        if let Some((position, node)) = key.as_ref().and_then(|key| member_of(members, key.of(self.body))) {
            if seen.again(position) {
                self.found.forget(node);
            }
            return self.value(node);
        }
        let value = self.skip()?;
        if let Some(name) = key.filter(|_| merges(members)) {
            self.found.details.push(Detail { name, value });
        }
        Some(())
    }

    fn list(&mut self, items: &'static [Node]) -> Option<()> {
        self.open();
        let mut items = items.iter();
        while !self.eat(b']') {
            match items.next() {
                Some(item) => self.value(item)?,
                None => self.skip().map(drop)?,
            }
            self.separator(b']')?;
        }
        Some(())
    }

    fn open(&mut self) {
        self.at += 1;
        self.is_inside = true;
        self.skip_space();
    }

    /// A key with its colon; the inner `None` is a key that cannot be decoded.
    #[allow(clippy::option_option, reason = "outside: the scan ends; inside: this key is passed over")]
    fn key(&mut self) -> Option<Option<Text>> {
        let key = self.string()?;
        self.skip_space();
        self.eat(b':').then(|| key.read(self.body))
    }

    /// A comma, or the end of the container, which stays to be read.
    fn separator(&mut self, end: u8) -> Option<()> {
        self.skip_space();
        if self.eat(b',') {
            self.skip_space();
            return Some(());
        }
        (self.peek()? == end).then_some(())
    }

    /// Passes over any value, which must be complete.
    fn skip(&mut self) -> Option<Span> {
        match self.peek()? {
            b'"' => Some(self.string()?.span),
            b'{' | b'[' => self.container(),
            _ => self.scalar(),
        }
    }

    fn string(&mut self) -> Option<Quoted> {
        let start = self.at;
        let mut has_escapes = false;
        if !self.eat(b'"') {
            return None;
        }
        loop {
            self.at += json::run(self.rest());
            match self.next()? {
                b'"' => return Some(Quoted { span: Span { start, end: self.at }, has_escapes }),
                b'\\' => {
                    has_escapes = true;
                    // Whatever is escaped, a quote above all, does not end the string.
                    self.next()?;
                }
                // Control characters are not valid, but harmless here.
                _ => {}
            }
        }
    }

    /// Counts the depth instead of recursing, because the input decides it. Kinds of brackets need not match.
    fn container(&mut self) -> Option<Span> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            self.seek(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']'));
            match self.peek()? {
                b'"' => self.string().map(|_| ())?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                _ => {
                    depth -= 1;
                    self.at += 1;
                }
            }
            if depth == 0 {
                return Some(Span { start, end: self.at });
            }
        }
    }

    /// A number or a word. One that ends with the body may be cut, unless it is the whole body.
    fn scalar(&mut self) -> Option<Span> {
        let start = self.at;
        self.seek(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r'));
        let complete = self.at > start && (!self.is_inside || self.peek().is_some());
        complete.then_some(Span { start, end: self.at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static MESSAGE: Node = Node::Token(Token::Message);
    static PAIR: Node = Node::List(&[Node::Token(Token::Code), Node::Token(Token::Message)]);

    fn values<'b>(body: &'b str, envelope: &'static Node) -> Vec<&'b str> {
        scan(body, envelope).leaves.iter().map(|leaf| leaf.value.of(body)).collect()
    }

    #[test]
    fn a_body_may_be_a_single_value() {
        assert_eq!(values(" \"oops\" ", &MESSAGE), ["\"oops\""]);
        assert_eq!(values("42", &MESSAGE), ["42"]);
        assert!(values("\"oop", &MESSAGE).is_empty());
        assert!(values("", &MESSAGE).is_empty());
    }

    #[test]
    fn a_list_is_read_by_position() {
        assert_eq!(values(r#"["A","b",3]"#, &PAIR), ["\"A\"", "\"b\""]);
        assert_eq!(values(r#"["A","b"#, &PAIR), ["\"A\""]);
        assert_eq!(values("[ 1 , 2", &PAIR), ["1"]);
        assert!(values(r#"{"0":"A"}"#, &PAIR).is_empty());
        assert!(values("[]", &PAIR).is_empty());
    }

    #[test]
    fn the_scan_ends_where_the_body_is_malformed() {
        assert_eq!(values(r#"["A" "b"]"#, &PAIR), ["\"A\""]);
        assert!(values(r#"[,"A"]"#, &PAIR).is_empty());
        assert!(values(r#"["A\"#, &PAIR).is_empty());
    }
}
