//! The envelope: conversion of its example to a tree of literals and values.

use std::collections::{HashMap, HashSet};

use super::Check;
use crate::answers::casing;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::{Detail, Text};
use crate::json::Json;
use crate::model::{Envelope, Fill, Member, Part, Place, Presence, Token};
use crate::node::{Kind, Node, Plain};
use crate::read::{did_you_mean, did_you_mean_between, duplicate_key};
use crate::source::{Span, Spanned};
use crate::template;

/// The checked envelope, with the facts that the checks of entries need.
pub(crate) struct Checked {
    pub(crate) root: Envelope,
    /// `envelope: problem`.
    is_problem: bool,
    /// The keys beside `<<: $details`, with their places where the catalogue wrote them.
    merged_beside: Option<HashMap<String, Option<Span>>>,
}

/// Spelling of a value.
struct Spelling {
    signs: [&'static str; 2],
    /// A value that cannot have this spelling.
    left_out: Option<Token>,
    /// Help on writing the delimiters literally.
    literal: &'static str,
}

/// A value as a whole: `$code`.
const WHOLE: Spelling = Spelling { signs: ["$", ""], left_out: None, literal: "`$$` is a literal `$`" };

/// A value within a text, `{code}`; details are not text.
const WITHIN: Spelling =
    Spelling { signs: ["{", "}"], left_out: Some(Token::Details), literal: "`{{` and `}}` are literal braces" };

const PROBLEM: &str = "problem";
const INSTANCE: &str = "instance";

impl Checked {
    pub(super) fn context_with_problem(&self, mut context: Vec<String>) -> Vec<String> {
        if self.is_problem && !context.iter().any(|name| name == INSTANCE) {
            context.push(INSTANCE.to_owned());
        }
        context
    }

    pub(super) const fn is_problem(&self) -> bool {
        self.is_problem
    }
}

/// Values found in the envelope so far.
struct Walk<'c> {
    context: &'c [String],
    /// The places where each fill is a whole value.
    places: Vec<(Fill, Span)>,
    /// Fills within texts.
    mentioned: Vec<Fill>,
    merged_beside: Option<HashMap<String, Option<Span>>>,
    broken: bool,
}

impl Check<'_> {
    /// Checks the names that the server may add: unique identifiers that are not tokens.
    pub(super) fn context(&mut self, names: &[Text]) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for name in names {
            let snake = casing::is_identifier(&name.value) && !name.value.bytes().any(|b| b.is_ascii_uppercase());
            let problem = if Token::from_word(&name.value).is_some() {
                "the envelope already has a value of this name"
            } else if !seen.insert(&name.value) {
                "listed a second time"
            } else {
                // Keep an invalid name too, because the envelope may use it.
                kept.push(name.value.clone());
                if snake {
                    continue;
                }
                match name.value.as_str() {
                    "self" | "super" | "crate" => "this name is reserved in Rust",
                    _ => "expected a lower-case letter, then lower-case letters, digits and `_`",
                }
            };
            self.out.push(
                Diagnostic::new(Rule::InvalidContext, format!("`{}` cannot be a context", name.value))
                    .at(name.span, problem),
            );
        }
        kept
    }

    pub(super) fn envelope(&mut self, node: Option<&Node>, context: &[String]) -> Checked {
        let Some(node) = node else {
            return Checked { root: default_envelope(), is_problem: false, merged_beside: None };
        };
        if matches!(&node.kind, Kind::Scalar { text, .. } if text == PROBLEM) {
            return problem(context);
        }
        let mut walk = Walk { context, places: Vec::new(), mentioned: Vec::new(), merged_beside: None, broken: false };
        let root = self.envelope_node(node, &mut walk);
        self.ambiguous_token(&walk);
        self.empty_envelope(node, &walk);
        Checked { root, is_problem: false, merged_beside: walk.merged_beside }
    }

    fn envelope_node(&mut self, node: &Node, walk: &mut Walk<'_>) -> Envelope {
        match &node.kind {
            Kind::Scalar { text, .. } => self.envelope_scalar(node, &Spanned::new(text.clone(), node.span), walk),
            Kind::List(items) => Envelope::List(items.iter().map(|item| self.envelope_node(item, walk)).collect()),
            Kind::Map { members, .. } => self.envelope_object(members, walk),
            Kind::Refused => walk.broken(),
        }
    }

    fn envelope_scalar(&mut self, node: &Node, text: &Text, walk: &mut Walk<'_>) -> Envelope {
        if node.plain() != Some(Plain::Text) {
            return Envelope::Literal(self.envelope_literal(node, walk));
        }
        if let Some(name) = text.value.strip_prefix('$') {
            if name.starts_with('$') {
                return Envelope::Literal(Json::Text(name.to_owned()));
            }
            return match self.fill(name, text.span, walk.context, &WHOLE) {
                Some(fill) => {
                    walk.places.push((fill, text.span));
                    Envelope::Fill(fill)
                }
                None => walk.broken(),
            };
        }
        self.envelope_text(text, walk)
    }

    fn envelope_literal(&mut self, node: &Node, walk: &mut Walk<'_>) -> Json {
        Json::from_node(node).unwrap_or_else(|| {
            walk.broken = true;
            self.out.push(
                Diagnostic::new(Rule::NumberOutOfRange, "JSON readers cannot represent this number")
                    .at(node.span, "quote it to send it as a string"),
            );
            Json::Null
        })
    }

    /// A string with `{code}` and the like filled in as text.
    fn envelope_text(&mut self, text: &Text, walk: &mut Walk<'_>) -> Envelope {
        let context = walk.context;
        let mut mentioned = Vec::new();
        let template = template::parse(text, self.sources, self.out, |name, span, out| {
            let fill = Check { sources: self.sources, out }.text_fill(name, span, context)?;
            mentioned.push(fill);
            Some(Part::Fill(fill))
        });
        walk.mentioned.extend(mentioned);
        match template {
            Some(template) => match template.as_plain() {
                Some(plain) => Envelope::Literal(Json::Text(plain.to_owned())),
                None => Envelope::Text(template),
            },
            None => walk.broken(),
        }
    }

    fn envelope_object(&mut self, members: &[(Text, Node)], walk: &mut Walk<'_>) -> Envelope {
        let mut seen: HashMap<String, Span> = HashMap::new();
        let mut out = Vec::new();
        let mut merges = false;
        for (key, node) in members {
            if key.value == "<<" {
                merges |= self.merge(node, walk);
                out.push(Member::MergeDetails);
                continue;
            }
            self.is_line(key, "a member of the body");
            let (name, presence) = self.presence(key, walk);
            if let Some(first) = seen.get(&name) {
                self.out.push(duplicate_key(key, *first));
                continue;
            }
            seen.insert(name.clone(), key.span);
            out.push(Member::Key { key: name, presence, value: self.envelope_node(node, walk) });
        }
        if merges {
            walk.merged_beside = Some(seen.into_iter().map(|(key, span)| (key, Some(span))).collect());
        }
        Envelope::Object(out)
    }

    /// `<<` merges the details and nothing else.
    fn merge(&mut self, node: &Node, walk: &mut Walk<'_>) -> bool {
        if matches!(&node.kind, Kind::Scalar { text, .. } if text == "$details") {
            walk.places.push((Fill::Token(Token::Details), node.span));
            return true;
        }
        walk.broken = true;
        self.out.push(
            Diagnostic::new(Rule::InvalidMerge, "only details can be merged into the envelope")
                .at(node.span, "write `<<: $details`"),
        );
        false
    }

    /// `key`, `key?` or `key?context`.
    fn presence(&mut self, key: &Text, walk: &mut Walk<'_>) -> (String, Presence) {
        let Some((name, context)) = key.value.rsplit_once('?') else {
            return (key.value.clone(), Presence::Always);
        };
        if context.is_empty() {
            return (name.to_owned(), Presence::IfValue);
        }
        let presence = match walk.context.iter().position(|declared| declared == context) {
            Some(at) => Presence::IfValueOrContext(at),
            None => {
                walk.broken = true;
                self.unknown_context(context, key, walk.context);
                Presence::IfValue
            }
        };
        (name.to_owned(), presence)
    }

    fn unknown_context(&mut self, name: &str, key: &Text, context: &[String]) {
        let label = did_you_mean(self.out, name, context.iter().map(String::as_str))
            .unwrap_or_else(|| "the name after `?` must be a context".to_owned());
        self.out.push(
            Diagnostic::new(Rule::UnknownToken, format!("unknown context `{name}`"))
                .at(key.span, label)
                .help(format!("declare it: `context: [{name}]`")),
        );
    }

    /// A token within a text; details are not text.
    fn text_fill(&mut self, name: &str, span: Span, context: &[String]) -> Option<Fill> {
        if name == Token::Details.word() {
            self.out.push(
                Diagnostic::new(Rule::UnknownToken, "details cannot be part of a text")
                    .at(span, "write `$details` as the whole value"),
            );
            return None;
        }
        self.fill(name, span, context, &WITHIN)
    }

    fn fill(&mut self, name: &str, span: Span, context: &[String], spelling: &Spelling) -> Option<Fill> {
        let token = Token::from_word(name).map(Fill::Token);
        let fill = token.or_else(|| context.iter().position(|declared| declared == name).map(Fill::Context));
        if fill.is_none() {
            let [open, close] = spelling.signs;
            let spelt = |name: &str| format!("{open}{name}{close}");
            let tokens = Token::ALL.iter().filter(|token| Some(**token) != spelling.left_out).map(|token| token.word());
            let known: Vec<&str> = tokens.chain(context.iter().map(String::as_str)).collect();
            let meant = did_you_mean_between(self.out, name, known.iter().copied(), spelling.signs);
            let label = meant.unwrap_or_else(|| "no such value".to_owned());
            let known: Vec<String> = known.into_iter().map(spelt).collect();
            self.out.push(
                Diagnostic::new(Rule::UnknownToken, format!("unknown envelope value `{}`", spelt(name)))
                    .at(span, label)
                    .help(format!(
                        "the values are: {}; declare values that the server adds, as in `context: [request_id]`; {}",
                        known.join(", "),
                        spelling.literal
                    )),
            );
        }
        fill
    }

    /// Checks that each value has one place, or a reader could not tell which one to use.
    fn ambiguous_token(&mut self, walk: &Walk<'_>) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for (fill, span) in &walk.places {
            let name = fill.name(walk.context);
            if let Some(first) = seen.get(name) {
                self.out.push(
                    Diagnostic::new(Rule::AmbiguousToken, format!("the envelope has two places for `${name}`"))
                        .at(*span, "the second place")
                        .at(*first, "the first place")
                        .help("keep one of them: a client reads the value back from its place"),
                );
            } else {
                seen.insert(name, *span);
            }
        }
    }

    /// Checks that a body says what happened.
    fn empty_envelope(&mut self, node: &Node, walk: &Walk<'_>) {
        let wanted = [Token::Code, Token::Message, Token::Status].map(Fill::Token);
        let says = walk.places.iter().map(|(fill, _)| fill).chain(&walk.mentioned).any(|fill| wanted.contains(fill));
        if !says && !walk.broken {
            self.out.push(
                Diagnostic::new(Rule::EmptyEnvelope, "the envelope contains neither code nor message nor status")
                    .at(node.span, "add at least one of `$code`, `$message`, `$status`")
                    .help("write values with `$`, as in the default `error: { code: $code, message: $message }`; for RFC 9457, write `envelope: problem`"),
            );
        }
    }

    /// Rejects a merged detail with the name of a key beside it.
    pub(super) fn merge_collision(&mut self, detail: &Detail, envelope: &Checked) {
        let Some(beside) = &envelope.merged_beside else { return };
        if detail.place != Place::Body {
            return;
        }
        let Some((key, place)) = beside.get_key_value(&detail.name.value) else { return };
        let mut diagnostic =
            Diagnostic::new(Rule::MergeCollision, format!("the detail `{key}` collides with the envelope's `{key}`"))
                .at(detail.name.span, "details are merged beside that key");
        diagnostic = match place {
            Some(span) => diagnostic.at(*span, "the key in the envelope"),
            None => diagnostic.help("the members of RFC 9457 are: type, title, status, detail, instance, code"),
        };
        self.out.push(diagnostic.help("rename the detail, or send it `in: header` or `in: message`"));
    }
}

impl Walk<'_> {
    /// Replaces an invalid value.
    fn broken(&mut self) -> Envelope {
        self.broken = true;
        Envelope::Literal(Json::Null)
    }
}

fn key(name: &str, presence: Presence, fill: Fill) -> Member {
    Member::Key { key: name.to_owned(), presence, value: Envelope::Fill(fill) }
}

/// `{ error: { code, message, details? } }`.
fn default_envelope() -> Envelope {
    let error = Envelope::Object(vec![
        key("code", Presence::Always, Fill::Token(Token::Code)),
        key("message", Presence::Always, Fill::Token(Token::Message)),
        key("details", Presence::IfValue, Fill::Token(Token::Details)),
    ]);
    Envelope::Object(vec![Member::Key { key: "error".to_owned(), presence: Presence::Always, value: error }])
}

/// RFC 9457, section 3: the five members, the code, and the details as extension members.
fn problem(context: &[String]) -> Checked {
    let instance = context.iter().position(|name| name == INSTANCE).unwrap_or(context.len());
    let members = vec![
        key("type", Presence::Always, Fill::ProblemType),
        key("title", Presence::Always, Fill::Token(Token::Title)),
        key("status", Presence::Always, Fill::Token(Token::Status)),
        key("detail", Presence::Always, Fill::Token(Token::Message)),
        key(INSTANCE, Presence::IfValue, Fill::Context(instance)),
        key("code", Presence::Always, Fill::Token(Token::Code)),
        Member::MergeDetails,
    ];
    let keys = ["type", "title", "status", "detail", INSTANCE, "code"];
    let merged_beside = Some(keys.iter().map(|&name| (name.to_owned(), None)).collect());
    Checked { root: Envelope::Object(members), is_problem: true, merged_beside }
}
