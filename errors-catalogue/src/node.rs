//! Conversion of YAML text to a tree with places. The only file that depends on the YAML library.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as YamlSpan, StrInput, StructureStyle};

use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::source::{Source, Span, Spanned};
use crate::syntax;

/// The deepest nesting that is read.
pub const MAX_NESTING: usize = 32;

/// A value as written, and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub kind: Kind,
    /// The place.
    pub span: Span,
}

/// The kinds of YAML values.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A scalar with its escapes resolved; `plain` if it had no quotes and was not a block.
    Scalar {
        /// The text.
        text: String,
        /// True if it may represent null, a bool or a number.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in the order of the file, duplicates included; `flow` when written in braces.
    Map {
        /// Keys and values.
        members: Vec<(Spanned<String>, Node)>,
        /// True if it was written in braces.
        flow: bool,
    },
    /// Replaces a value that has been refused, so that it is reported only once.
    Refused,
}

/// Meaning of a plain scalar in YAML's core schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// Anything else.
    Text,
}

impl Node {
    /// The meaning of a scalar; quoted scalars and blocks are text.
    #[must_use]
    pub fn plain(&self) -> Option<Plain> {
        match &self.kind {
            Kind::Scalar { text, plain: true } => Some(resolve(text)),
            Kind::Scalar { .. } => Some(Plain::Text),
            Kind::List(_) | Kind::Map { .. } | Kind::Refused => None,
        }
    }

    /// Returns true if it is a mapping.
    #[must_use]
    pub const fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map { .. })
    }

    /// Returns true if it is null or nothing was written.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.plain() == Some(Plain::Null)
    }
}

fn resolve(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
        "true" | "True" | "TRUE" => return Plain::Bool(true),
        "false" | "False" | "FALSE" => return Plain::Bool(false),
        _ => {}
    }
    // Wider than any type of the language, so that a number out of range is reported as such and not read as a float.
    let integer = match text.get(..2) {
        Some("0x") => i128::from_str_radix(&text[2..], 16),
        Some("0o") => i128::from_str_radix(&text[2..], 8),
        _ => text.parse(),
    };
    if let Ok(integer) = integer {
        return Plain::Integer(integer);
    }
    // Rust also parses `inf`, `nan` and `infinity`, which are text in YAML.
    let numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'));
    match text.parse() {
        Ok(float) if numeric => Plain::Float(float),
        _ => Plain::Text,
    }
}

/// Reads a file as YAML: one document without anchors, aliases and tags, at most [`MAX_NESTING`] deep.
///
/// If a mistake ends the reading, the part before it is returned, with open collections closed.
/// Returns `None` if the file is empty or contains only comments.
#[must_use]
pub fn parse(source: &Source, file: usize, out: &mut Diagnostics) -> Option<Node> {
    let mut tree = Tree { source, file, open: Vec::new(), root: None, read: 0, out };
    // Anchors and aliases must arrive as events: they are refused at their place, and never expanded, which could make a
    // small file huge.
    let options = granit_parser::options! { emit_anchor_events: true, emit_unresolved_aliases: true };
    let parser: Parser<'_, StrInput<'_>> = Parser::new_from_str_with_options(source.text(), options);
    let mut documents = 0_usize;
    for event in parser {
        let go_on = match event {
            Ok((Event::DocumentStart(..), span)) => {
                documents += 1;
                documents == 1 || tree.refuse_document(&span)
            }
            Ok((event, span)) => tree.take(event, &span),
            Err(error) => tree.refuse_syntax(&error),
        };
        if !go_on {
            break;
        }
    }
    tree.finish()
}

/// The tree under construction: `open` holds the collections that are not closed yet, innermost last.
struct Tree<'a> {
    source: &'a Source,
    file: usize,
    open: Vec<Open>,
    root: Option<Node>,
    /// End of the last event.
    read: usize,
    out: &'a mut Diagnostics,
}

struct Open {
    node: Node,
    /// A key whose value has not been read yet.
    key: Option<Spanned<String>>,
}

impl Tree<'_> {
    /// Takes one event; `false` ends the reading.
    fn take(&mut self, event: Event<'_>, at: &YamlSpan) -> bool {
        if let Some(tag) = at.tag_span() {
            self.refuse_tag(&tag);
        }
        let span = self.span(at);
        self.read = span.end;
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                self.add(Node { kind: Kind::Scalar { text: text.into_owned(), plain }, span });
                true
            }
            Event::SequenceStart(..) => self.push(Kind::List(Vec::new()), span),
            Event::MappingStart(style, ..) => {
                self.push(Kind::Map { members: Vec::new(), flow: style == StructureStyle::Flow }, span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(span.end);
                true
            }
            Event::Anchor(..) => {
                self.refuse_anchor(span);
                true
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse_alias(span);
                self.add(Node { kind: Kind::Refused, span });
                true
            }
            _ => true,
        }
    }

    fn push(&mut self, kind: Kind, span: Span) -> bool {
        if self.open.len() == MAX_NESTING {
            self.refuse_nesting(span);
            return false;
        }
        self.open.push(Open { node: Node { kind, span }, key: None });
        true
    }

    fn close(&mut self, end: usize) {
        if let Some(mut open) = self.open.pop() {
            open.node.span.end = end.max(open.node.span.start);
            self.add(open.node);
        }
    }

    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.node.kind {
            Kind::List(items) => items.push(node),
            Kind::Map { members, .. } => match open.key.take() {
                Some(key) => members.push((key, node)),
                None => match node.kind {
                    Kind::Scalar { text, .. } => open.key = Some(Spanned::new(text, node.span)),
                    Kind::List(_) | Kind::Map { .. } | Kind::Refused => {
                        self.out.push_end(
                            Diagnostic::new(Rule::WrongType, "a key must be text")
                                .at(node.span, "this key is a list or a mapping"),
                        );
                        // An empty key keeps keys and values in pairs.
                        open.key = Some(Spanned::new(String::new(), node.span));
                    }
                },
            },
            Kind::Scalar { .. } | Kind::Refused => {}
        }
    }

    fn finish(mut self) -> Option<Node> {
        // Collections are only open here if a mistake ended the reading. A key without a value gets null.
        while let Some(open) = self.open.last_mut() {
            let end = open.node.span.end;
            if open.key.is_some() {
                let span = Span { file: self.file, start: end, end };
                self.add(Node { kind: Kind::Scalar { text: String::new(), plain: true }, span });
            }
            self.close(end);
        }
        // The parser reports an empty document as a null without extent; a written `null` has one.
        self.root.filter(|root| !(root.is_null() && root.span.start == root.span.end))
    }

    fn span(&self, span: &YamlSpan) -> Span {
        let len = self.source.text().len();
        let range = span.byte_range().unwrap_or(0..0);
        let start = range.start.min(len);
        Span { file: self.file, start, end: range.end.clamp(start, len) }
    }

    fn refuse_document(&mut self, at: &YamlSpan) -> bool {
        self.out.push(
            Diagnostic::new(Rule::SeveralDocuments, "a catalogue is one YAML document")
                .at(self.span(at), "a second document starts here")
                .help("give each catalogue its own file, or list fragments under `include`"),
        );
        false
    }

    /// Returns true if more text follows on the line, so that the mark was meant as part of it.
    fn starts_text(&self, span: Span) -> bool {
        // Do not scan the whole line: it can be as long as the file and have many marks, which would be quadratic.
        let next = self.source.text()[span.end..].chars().find(|c| *c == '\n' || !c.is_whitespace());
        next.is_some_and(|next| !matches!(next, '\n' | ',' | ']' | '}' | '#' | '{' | '[' | ':'))
    }

    /// Returns true if the error is a consequence of a mark on the same line that has been refused.
    fn follows_refused(&self, span: Span) -> bool {
        let refused = self.out.last().filter(|last| matches!(last.rule(), Rule::Alias | Rule::Anchor | Rule::Tag));
        let line = |at: usize| self.source.position(at).line;
        let place = refused.and_then(Diagnostic::span).filter(|place| place.file == span.file);
        place.is_some_and(|place| line(place.start) == line(span.start))
    }

    fn refuse_anchor(&mut self, span: Span) {
        let label = if self.starts_text(span) { "remove the anchor, or quote the text" } else { "remove the anchor" };
        self.out.push(
            Diagnostic::new(Rule::Anchor, "anchors are not part of the catalogue language")
                .at(span, label)
                .help("put texts shared by entries under `statuses`, types shared by details under `types`, and entries shared by catalogues in a fragment (`include`)"),
        );
    }

    fn refuse_alias(&mut self, span: Span) {
        let label = if self.starts_text(span) { "quote this text" } else { "write the value here" };
        self.out.push(
            Diagnostic::new(Rule::Alias, "aliases are not part of the catalogue language")
                .at(span, label)
                .help("put texts shared by entries under `statuses`, types shared by details under `types`, and entries shared by catalogues in a fragment (`include`); a text that starts with `*` needs quotes"),
        );
    }

    fn refuse_tag(&mut self, tag: &YamlSpan) {
        let span = self.span(tag);
        let is_own = !self.source.text()[span.start..].starts_with("!!");
        let is_text = is_own && self.starts_text(span);
        let label = if is_text { "remove the tag, or quote the text" } else { "remove the tag" };
        self.out.push(
            Diagnostic::new(Rule::Tag, "tags are not part of the catalogue language")
                .at(span, label)
                .help("write the type of a detail as `type: u32`, and define your own types under `types`; a text that starts with `!` needs quotes"),
        );
    }

    fn refuse_nesting(&mut self, span: Span) {
        self.out.push_end(
            Diagnostic::new(Rule::NestingTooDeep, format!("nested more than {MAX_NESTING} levels deep"))
                .at(span, "this level is too deep")
                .help("flatten this value, or look for unclosed brackets"),
        );
    }

    /// The first tab of the indentation: the parser stops after all of them.
    fn tab_before(&self, span: Span) -> Span {
        let text = self.source.text();
        let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        match text[line..span.start].find('\t') {
            Some(at) => Span { start: line + at, end: line + at + 1, ..span },
            None => span,
        }
    }

    fn refuse_braces(&self, span: Span, at: usize, value: &str) -> Diagnostic {
        let start = self.source.text()[..span.start].rfind('\n').map_or(0, |at| at + 1) + at;
        Diagnostic::new(Rule::UnquotedBraces, "an unquoted text cannot start with `{`")
            .at(Span { start, end: start + value.len(), ..span }, "YAML reads the braces as a mapping")
            .help(format!("quote this text: {}", syntax::quoted(value)))
    }

    /// Describes any other syntax error; often the cause is a bracket or a quote that is still open.
    fn syntax(&self, span: Span, kind: &ErrorKind) -> Diagnostic {
        let open = self.open.last().map(|open| open.node.span.start);
        let bracket = open.filter(|&start| self.source.text()[start..].starts_with(['[', '{']));
        let opened = self.open_quote(kind, span).or_else(|| bracket.map(|start| (start, "opened here and not closed")));
        let reason = syntax::reason(self.source, span.start, opened.is_some());
        let diagnostic =
            Diagnostic::new(Rule::Syntax, format!("this is not YAML: {kind}")).at(span, reason.label).help(reason.help);
        match opened {
            Some((start, label)) => diagnostic.at(Span { start, end: start + 1, ..span }, label),
            None => diagnostic,
        }
    }

    /// The first quote after the last event, if the parser stopped inside a quoted text.
    fn open_quote(&self, kind: &ErrorKind, span: Span) -> Option<(usize, &'static str)> {
        let is_within = matches!(
            kind,
            ErrorKind::InvalidQuotedScalarIndent
                | ErrorKind::UnclosedQuotedScalar
                | ErrorKind::DocumentIndicatorInQuotedScalar
        );
        let unread = self.source.text().get(self.read..span.start).filter(|_| is_within)?;
        unread.find(['"', '\'']).map(|at| (self.read + at, "this quote is not closed"))
    }

    fn refuse_syntax(&mut self, error: &ScanError) -> bool {
        let start = error.marker().byte_offset().unwrap_or(0).min(self.source.text().len());
        // The offset may lie inside a character.
        let start = (0..=start).rev().find(|&at| self.source.text().is_char_boundary(at)).unwrap_or(0);
        let span = Span { file: self.file, start, end: start };
        let line = self.source.line(self.source.position(start).line);
        let diagnostic = match error.kind() {
            ErrorKind::RecursionLimitExceeded => {
                self.refuse_nesting(span);
                return false;
            }
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart => {
                Diagnostic::new(Rule::Tab, "YAML does not allow tabs for indentation")
                    .at(self.tab_before(span), "this is a tab")
                    .help("use spaces")
            }
            // One mistake, one message: the mark is reported, and its removal may also cure this error.
            _ if self.follows_refused(span) => {
                self.out.end();
                return false;
            }
            kind => match braced_text(line) {
                Some((at, value)) => self.refuse_braces(span, at, value),
                None => self.syntax(span, kind),
            },
        };
        self.out.push_end(diagnostic);
        false
    }
}

/// The value of a line that starts with a brace, as in `message: {limit} requests`, and its offset in the line.
fn braced_text(line: &str) -> Option<(usize, &str)> {
    let value = line.split_once(": ")?.1.trim();
    let is_text = value.starts_with('{') && !value.ends_with('}') && value.contains('}');
    is_text.then(|| (line.trim_end().len() - value.len(), value))
}
