//! The catalogue as written: each value is in its place, but not yet checked against any other.

use crate::diagnostic::Diagnostics;
use crate::node::Node;
use crate::read::{Map, Reader};
use crate::source::{Span, Spanned};
use crate::words::{self, Lint, Place, Reconnect, Sdk, Severity, Transport};

/// A text and its place.
pub type Text = Spanned<String>;

/// A catalogue file or a fragment, as written.
#[derive(Debug, Default)]
pub struct Document {
    pub name: Option<Text>,
    pub version: Option<Text>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub docs_url: Option<Text>,
    pub envelope: Option<Node>,
    pub content_type: Option<Text>,
    pub context: Vec<Text>,
    pub retry: Retry,
    pub categories: Option<Vec<(Text, Text)>>,
    pub types: Vec<TypeDef>,
    pub errors: Vec<Entry>,
    /// True if `errors` was written as anything but a mapping.
    pub broken_errors: bool,
    /// True if `types` was written as anything but a mapping.
    pub broken_types: bool,
    pub statuses: Vec<Status>,
    pub exceptions: Vec<(Text, Exception)>,
    pub headers: Vec<(Text, Text)>,
    pub rate_limits: Vec<RateLimit>,
    pub transport: Option<Spanned<Transport>>,
    pub close_codes: Option<Vec<CloseCode>>,
    pub mistakes: Vec<Mistake>,
    pub retired: Vec<(Text, Text)>,
    pub lints: Vec<Lint>,
    pub include: Vec<Text>,
}

/// `retry`.
#[derive(Debug, Default)]
pub struct Retry {
    pub statuses: Option<Vec<Text>>,
    pub max_retries: Option<Spanned<u64>>,
    pub initial_delay: Option<Text>,
    pub multiplier: Option<Spanned<f64>>,
    pub max_delay: Option<Text>,
    pub jitter: Option<Spanned<f64>>,
    pub default_retry_after: Option<Text>,
}

/// A shape under `types`.
#[derive(Debug)]
pub struct TypeDef {
    pub name: Text,
    pub shape: Shape,
}

/// Content of a shape.
#[derive(Debug)]
pub enum Shape {
    /// A list of strings.
    Enum(Vec<Text>),
    /// Field names and their types.
    Struct(Vec<(Text, Text)>),
}

/// A code under `errors`.
#[derive(Debug)]
pub struct Entry {
    pub code: Text,
    pub status: Option<Spanned<u64>>,
    pub title: Option<Text>,
    pub message: Option<Text>,
    pub fixes: Vec<Text>,
    pub category: Option<Text>,
    pub description: Option<Text>,
    pub causes: Vec<Text>,
    pub mistakes: Vec<Mistake>,
    pub user_message: Option<Text>,
    pub severity: Option<Severity>,
    pub retryable: Option<bool>,
    pub retry_after: Option<Text>,
    pub headers: Vec<(Text, Text)>,
    pub details: Vec<Detail>,
    /// True if `details` was written as anything but a mapping.
    pub broken_details: bool,
    pub docs_url: Option<Text>,
    pub exception: Option<Exception>,
    pub aliases: Vec<Text>,
    pub deprecated: Option<Text>,
    pub since: Option<Text>,
    pub name: Option<Text>,
    pub lints: Vec<Lint>,
    /// True if `status` was written, valid or not.
    pub has_status: bool,
}

/// A detail of an entry.
#[derive(Debug)]
pub struct Detail {
    pub name: Text,
    pub ty: Option<Text>,
    pub description: Option<Text>,
    pub example: Option<Node>,
    pub place: Place,
}

/// A common mistake and what to do instead.
#[derive(Clone, Debug)]
pub struct Mistake {
    pub mistake: String,
    pub fix: String,
}

/// An SDK exception: one name, or one by SDK.
#[derive(Clone, Debug)]
pub enum Exception {
    /// The same in every SDK.
    Name(Text),
    /// Each SDK its own.
    BySdk(Vec<(Sdk, Text)>),
}

/// Documentation shared by all errors of a status.
#[derive(Debug)]
pub struct Status {
    pub status: Text,
    pub meaning: Option<Text>,
    pub description: Option<Text>,
    pub causes: Vec<Text>,
    pub fixes: Vec<Text>,
    pub user_message: Option<Text>,
    pub fallback: Option<Text>,
}

/// A documented rate limit.
#[derive(Debug)]
pub struct RateLimit {
    pub name: Text,
    pub limit: Option<Spanned<u64>>,
    pub window: Option<Text>,
    pub scope: Option<Text>,
    pub applies_to: Option<Text>,
}

/// A WebSocket close code.
#[derive(Debug)]
pub struct CloseCode {
    pub code: Text,
    pub meaning: Option<Text>,
    pub action: Option<Text>,
    pub reconnect: Option<Reconnect>,
    pub name: Option<Text>,
}

/// Reads a catalogue.
pub fn read_catalogue(root: &Node, out: &mut Diagnostics) -> Document {
    let mut reader = Reader::new(out);
    let Some(map) = reader.map(root, &words::CATALOGUE, start_of(root)) else {
        return Document::default();
    };
    Document {
        name: reader.text_at(&map, "catalogue"),
        version: reader.text_at(&map, "version"),
        title: reader.text_at(&map, "title"),
        description: reader.text_at(&map, "description"),
        docs_url: reader.text_at(&map, "docs_url"),
        envelope: map.get("envelope").cloned(),
        content_type: reader.text_at(&map, "content_type"),
        context: reader.texts_at(&map, "context"),
        retry: read_retry(&mut reader, &map),
        statuses: reader.each_at(&map, "statuses", read_status),
        exceptions: reader
            .each_at(&map, "exceptions", |reader, key, node| Some((key.clone(), read_exception(reader, node)?))),
        headers: reader.pairs_at(&map, "headers").unwrap_or_default(),
        rate_limits: reader.each_at(&map, "rate_limits", read_rate_limit),
        transport: reader.spanned_word_at(&map, "transport", Transport::ALL, Transport::word),
        close_codes: map.get("close_codes").map(|_| reader.each_at(&map, "close_codes", read_close_code)),
        mistakes: read_mistakes(&mut reader, &map),
        lints: read_lints(&mut reader, &map),
        include: reader.texts_at(&map, "include"),
        ..read_shared(&mut reader, &map)
    }
}

/// Reads a fragment.
pub fn read_fragment(root: &Node, out: &mut Diagnostics) -> Document {
    let mut reader = Reader::new(out);
    match reader.map(root, &words::FRAGMENT, start_of(root)) {
        Some(map) => read_shared(&mut reader, &map),
        None => Document::default(),
    }
}

/// The first byte of the file's value: the place to report a key that is missing at the top level.
fn start_of(root: &Node) -> Span {
    Span { end: root.span.start, ..root.span }
}

/// Reads the keys that a catalogue and a fragment have in common.
fn read_shared(reader: &mut Reader<'_>, map: &Map<'_>) -> Document {
    Document {
        categories: reader.names_at(map, "categories"),
        types: reader.each_at(map, "types", |reader, name, node| Some(read_type(reader, name, node))),
        errors: read_errors(reader, map),
        broken_errors: map.is_broken_at("errors"),
        broken_types: map.is_broken_at("types"),
        retired: reader.pairs_at(map, "retired").unwrap_or_default(),
        ..Document::default()
    }
}

fn read_retry(reader: &mut Reader<'_>, map: &Map<'_>) -> Retry {
    let Some(map) = reader.section_at(map, "retry", &words::RETRY) else { return Retry::default() };
    Retry {
        statuses: map.get("statuses").map(|node| reader.list(node, Reader::text)),
        max_retries: reader.number_at(&map, "max_retries", "0 to 1000"),
        initial_delay: reader.text_at(&map, "initial_delay"),
        multiplier: reader.float_at(&map, "multiplier"),
        max_delay: reader.text_at(&map, "max_delay"),
        jitter: reader.float_at(&map, "jitter"),
        default_retry_after: reader.text_at(&map, "default_retry_after"),
    }
}

fn read_type(reader: &mut Reader<'_>, name: &Text, node: &Node) -> TypeDef {
    // A type whose shape cannot be read is there nevertheless for the details that use it.
    let shape = reader.shape(node).unwrap_or(Shape::Enum(Vec::new()));
    TypeDef { name: name.clone(), shape }
}

/// Keeps duplicate codes for the check of codes, which knows what they clash with.
fn read_errors(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<Entry> {
    let Some(members) = map.get("errors").and_then(|node| reader.raw_members(node, words::example("errors"))) else {
        return Vec::new();
    };
    members.iter().map(|(code, node)| read_entry(reader, code, node)).collect()
}

fn read_entry(reader: &mut Reader<'_>, code: &Text, node: &Node) -> Entry {
    let map = reader.map(node, &words::ENTRY, code.span).unwrap_or_else(Map::broken);
    Entry {
        code: code.clone(),
        status: reader.number_at(&map, "status", "400 to 599: an error's status"),
        title: reader.text_at(&map, "title"),
        message: reader.text_at(&map, "message"),
        fixes: reader.texts_at(&map, "fix"),
        category: reader.text_at(&map, "category"),
        description: reader.text_at(&map, "description"),
        causes: reader.texts_at(&map, "causes"),
        mistakes: read_mistakes(reader, &map),
        user_message: reader.text_at(&map, "user_message"),
        severity: reader.word_at(&map, "severity", Severity::ALL, Severity::word),
        retryable: reader.bool_at(&map, "retryable"),
        retry_after: reader.text_at(&map, "retry_after"),
        headers: reader.pairs_at(&map, "headers").unwrap_or_default(),
        details: reader.each_at(&map, "details", |reader, name, node| Some(read_detail(reader, name, node))),
        broken_details: map.is_broken_at("details"),
        docs_url: reader.text_at(&map, "docs_url"),
        exception: map.get("exception").and_then(|node| read_exception(reader, node)),
        aliases: reader.texts_at(&map, "aliases"),
        deprecated: reader.text_at(&map, "deprecated"),
        since: reader.text_at(&map, "since"),
        name: reader.text_at(&map, "name"),
        lints: read_lints(reader, &map),
        has_status: map.has("status") || map.is_broken(),
    }
}

/// A detail whose type cannot be read keeps its name, so that placeholders still find it.
fn read_detail(reader: &mut Reader<'_>, name: &Text, node: &Node) -> Detail {
    let bare = Detail { name: name.clone(), ty: None, description: None, example: None, place: Place::Body };
    if !node.is_map() {
        return Detail { ty: reader.ty(node), ..bare };
    }
    let Some(map) = reader.map(node, &words::DETAIL, name.span) else { return bare };
    Detail {
        ty: map.get("type").and_then(|node| reader.ty(node)),
        description: reader.text_at(&map, "description"),
        example: map.get("example").cloned(),
        place: reader.word_at(&map, "in", Place::ALL, Place::word).unwrap_or(Place::Body),
        ..bare
    }
}

/// The lints that are allowed; the reason is for people.
fn read_lints(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<Lint> {
    reader.each_at(map, "lints", |reader, lint, reason| {
        let allowed = reader.word(lint, Lint::ALL, Lint::word);
        reader.reason(reason).and(allowed)
    })
}

fn read_mistakes(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<Mistake> {
    map.get("mistakes").map(|node| reader.list(node, read_mistake)).unwrap_or_default()
}

fn read_mistake(reader: &mut Reader<'_>, node: &Node) -> Option<Mistake> {
    let map = reader.map(node, &words::MISTAKE, node.span)?;
    let mistake = reader.text_at(&map, "mistake")?.value;
    let fix = reader.text_at(&map, "fix")?.value;
    Some(Mistake { mistake, fix })
}

fn read_exception(reader: &mut Reader<'_>, node: &Node) -> Option<Exception> {
    if !node.is_map() {
        return reader.text(node).map(Exception::Name);
    }
    let mut names = Vec::new();
    for (sdk, node) in reader.members(node, words::example("exception"))? {
        let sdk = reader.word(sdk, Sdk::ALL, Sdk::word);
        let name = reader.text(node);
        names.extend(sdk.zip(name));
    }
    Some(Exception::BySdk(names))
}

fn read_status(reader: &mut Reader<'_>, status: &Text, node: &Node) -> Option<Status> {
    let map = reader.map(node, &words::STATUS, status.span)?;
    Some(Status {
        status: status.clone(),
        meaning: reader.text_at(&map, "meaning"),
        description: reader.text_at(&map, "description"),
        causes: reader.texts_at(&map, "causes"),
        fixes: reader.texts_at(&map, "fix"),
        user_message: reader.text_at(&map, "user_message"),
        fallback: reader.text_at(&map, "fallback"),
    })
}

fn read_rate_limit(reader: &mut Reader<'_>, name: &Text, node: &Node) -> Option<RateLimit> {
    let map = reader.map(node, &words::RATE_LIMIT, name.span)?;
    Some(RateLimit {
        name: name.clone(),
        limit: reader.number_at(&map, "limit", "0 or more, below 2^64"),
        window: reader.text_at(&map, "window"),
        scope: reader.text_at(&map, "scope"),
        applies_to: reader.text_at(&map, "applies_to"),
    })
}

fn read_close_code(reader: &mut Reader<'_>, code: &Text, node: &Node) -> Option<CloseCode> {
    let map = reader.map(node, &words::CLOSE_CODE, code.span)?;
    Some(CloseCode {
        code: code.clone(),
        meaning: reader.text_at(&map, "meaning"),
        action: reader.text_at(&map, "action"),
        reconnect: reader.word_at(&map, "reconnect", Reconnect::ALL, Reconnect::word),
        name: reader.text_at(&map, "name"),
    })
}
