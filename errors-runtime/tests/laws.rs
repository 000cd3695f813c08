//! The laws of the crate, over generated catalogues, values and bodies.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so")]

#[path = "laws/counting.rs"]
mod counting;

use core::cell::Cell;
use core::fmt;
use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet};

use errors_runtime::__private::{self, Json, Member, Node, Part, Presence, RetryAfter, Token};
use errors_runtime::{
    ApiError, Catalogue, Code, CodeInfo, DetailInfo, Details, Entry, Envelope, HeaderInfo, MAX_RETRY_AFTER, Place,
    RemoteError, RetryPolicy, Severity, StatusInfo, Text, ToValue, Value,
};
use errors_tests::packed::{Row, pack};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

// The code type, whose catalogue is the one that a test is about.

thread_local! {
    static CATALOGUE: Cell<Option<&'static Catalogue>> = const { Cell::new(None) };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct AnyCode(usize);

impl Code for AnyCode {
    fn catalogue() -> &'static Catalogue {
        CATALOGUE.get().unwrap()
    }

    fn index(self) -> usize {
        self.0
    }

    fn from_index(index: usize) -> Option<Self> {
        (index < Self::catalogue().codes().len()).then_some(Self(index))
    }
}

impl fmt::Display for AnyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

type Remote = RemoteError<AnyCode>;

// The values of details.

#[derive(Clone, Debug)]
enum Given {
    Bool(bool),
    U8(u8),
    U64(u64),
    I64(i64),
    F64(f64),
    Str(String),
    OptStr(Option<String>),
    OptU32(Option<u32>),
    Json(Json),
    OptJson(Option<Json>),
    List(Vec<Option<String>>),
    Map(BTreeMap<String, i16>),
}

impl Given {
    fn as_dyn(&self) -> &dyn ToValue {
        match self {
            Self::Bool(it) => it,
            Self::U8(it) => it,
            Self::U64(it) => it,
            Self::I64(it) => it,
            Self::F64(it) => it,
            Self::Str(it) => it,
            Self::OptStr(it) => it,
            Self::OptU32(it) => it,
            Self::Json(it) => it,
            Self::OptJson(it) => it,
            Self::List(it) => it,
            Self::Map(it) => it,
        }
    }

    /// What the wire holds, by a way of its own.
    fn json(&self) -> Json {
        match self {
            Self::Bool(it) => (*it).into(),
            Self::U8(it) => (*it).into(),
            Self::U64(it) => (*it).into(),
            Self::I64(it) => (*it).into(),
            Self::F64(it) => (*it).into(),
            Self::Str(it) => it.clone().into(),
            Self::OptStr(it) => it.clone().into(),
            Self::OptU32(it) => (*it).into(),
            Self::Json(it) => it.clone(),
            Self::OptJson(it) => it.clone().into(),
            Self::List(it) => it.clone().into(),
            Self::Map(it) => Json::Object(it.iter().map(|(key, it)| (key.clone(), (*it).into())).collect()),
        }
    }

    fn optional(&self) -> bool {
        matches!(self, Self::OptStr(_) | Self::OptU32(_) | Self::OptJson(_))
    }

    fn textual(&self) -> bool {
        matches!(self, Self::Str(_) | Self::OptStr(_))
    }

    fn fits_a_header(&self) -> bool {
        !matches!(self, Self::Json(_) | Self::OptJson(_) | Self::List(_) | Self::Map(_))
    }

    fn is_absent(&self) -> bool {
        self.optional() && self.json().is_null()
    }

    /// Whether JSON can say the value; it has no infinities.
    fn is_sayable(&self) -> bool {
        !matches!(self, Self::F64(it) if !it.is_finite())
    }

    /// Whether the detail comes back as generated code reads it.
    fn comes_back(&self, remote: &Remote, name: &str) -> bool {
        match self {
            Self::Bool(it) => remote.required(name) == Some(*it),
            Self::U8(it) => remote.required(name) == Some(*it),
            Self::U64(it) => remote.required(name) == Some(*it),
            Self::I64(it) => remote.required(name) == Some(*it),
            Self::F64(it) => remote.required::<f64>(name).map(f64::to_bits) == Some(it.to_bits()),
            Self::Str(it) => remote.required::<String>(name).as_ref() == Some(it),
            Self::OptStr(it) => remote.optional::<String>(name).as_ref() == Some(it),
            Self::OptU32(it) => remote.optional::<u32>(name).as_ref() == Some(it),
            Self::Json(it) => remote.required::<Json>(name).as_ref() == Some(it),
            Self::OptJson(it) => remote.optional::<Json>(name) == Some(it.clone().filter(|it| !it.is_null())),
            Self::List(it) => remote.required::<Vec<Option<String>>>(name).as_ref() == Some(it),
            Self::Map(it) => remote.required::<BTreeMap<String, i16>>(name).as_ref() == Some(it),
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,8}",
        "[\\x00-\\x7f]{0,8}",
        any::<String>(),
        select(vec!["\"", "\\", "\u{2028}", "}", "\"d0\":", "{\"k0\":1}", "😀"]).prop_map(String::from),
    ]
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Json::from),
            btree_map("[a-c]{0,2}", inner, 0..3).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

fn given() -> impl Strategy<Value = Given> {
    prop_oneof![
        any::<bool>().prop_map(Given::Bool),
        any::<u8>().prop_map(Given::U8),
        any::<u64>().prop_map(Given::U64),
        any::<i64>().prop_map(Given::I64),
        any::<f64>().prop_map(Given::F64),
        select(vec![f64::NAN, f64::INFINITY, -0.0, 1e21, 5.0]).prop_map(Given::F64),
        text().prop_map(Given::Str),
        proptest::option::of(text()).prop_map(Given::OptStr),
        proptest::option::of(any::<u32>()).prop_map(Given::OptU32),
        json().prop_map(Given::Json),
        proptest::option::of(json()).prop_map(Given::OptJson),
        vec(proptest::option::of(text()), 0..3).prop_map(Given::List),
        btree_map(text(), any::<i16>(), 0..3).prop_map(Given::Map),
    ]
}

// Catalogues.

/// An envelope before the tokens are dealt.
#[derive(Clone, Debug)]
enum Shape {
    Literal(u8, String),
    Slot,
    Text(String, String),
    List(Vec<Shape>),
    Object(Vec<(u8, Shape)>, bool),
}

fn shape() -> impl Strategy<Value = Shape> {
    let leaf = prop_oneof![
        1 => (any::<u8>(), text()).prop_map(|(kind, text)| Shape::Literal(kind, text)),
        4 => Just(Shape::Slot),
        1 => (text(), text()).prop_map(|(before, after)| Shape::Text(before, after)),
    ];
    let tree = leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Shape::List),
            3 => (vec((any::<u8>(), inner), 0..6), any::<bool>())
                .prop_map(|(members, merges)| Shape::Object(members, merges)),
        ]
    });
    (vec((any::<u8>(), tree), 1..8), any::<bool>()).prop_map(|(members, merges)| Shape::Object(members, merges))
}

#[derive(Clone, Debug)]
struct Spec {
    codes: Vec<(String, u16)>,
    aliases: Vec<String>,
    shape: Shape,
    deck: Vec<Token>,
    details: Vec<(Given, bool, String)>,
    message: Vec<Option<String>>,
    user_message: bool,
    facts: (bool, bool, bool, bool),
    retry_after: Option<Duration>,
    has_code_header: bool,
    has_retry_header: bool,
    context: Vec<(usize, Json)>,
}

const TOKENS: [Token; 15] = [
    Token::Code,
    Token::Status,
    Token::Message,
    Token::Details,
    Token::Category,
    Token::Severity,
    Token::Retryable,
    Token::RetryAfter,
    Token::Fix,
    Token::UserMessage,
    Token::Title,
    Token::DocsUrl,
    Token::ProblemType,
    Token::Context(0),
    Token::Context(1),
];
const CONTEXT: [&str; 2] = ["c0", "c1"];

fn spec() -> impl Strategy<Value = Spec> {
    let names = btree_set("[A-Z][A-Z_0-9]{0,20}", 1..10).prop_map(Vec::from_iter).prop_shuffle();
    let codes = (names, vec(select(vec![0_u16, 400, 429, 503]), 10), 0..3_usize);
    let entry = (
        vec((given(), any::<bool>(), "[!-~]{0,3}"), 0..6),
        vec(proptest::option::of(text()), 0..4),
        any::<bool>(),
        any::<(bool, bool, bool, bool)>(),
        proptest::option::of((0..100_000_u64).prop_map(Duration::from_millis)),
    );
    let envelope = (shape(), Just(TOKENS.to_vec()).prop_shuffle());
    let context_value = prop_oneof![
        Just(Json::Null),
        any::<u64>().prop_map(Json::from),
        any::<bool>().prop_map(Json::from),
        text().prop_map(Json::from),
        Just(Json::Object(serde_json::Map::new())),
    ];
    let wire = (any::<bool>(), any::<bool>(), vec((0..3_usize, context_value), 0..3));
    (codes, entry, envelope, wire).prop_map(|(codes, entry, (shape, deck), wire)| {
        let (mut names, statuses, aliases) = codes;
        let aliases = names.split_off(names.len() - aliases.min(names.len() - 1));
        let (details, message, user_message, facts, retry_after) = entry;
        let (has_code_header, has_retry_header, context) = wire;
        Spec {
            codes: names.into_iter().zip(statuses).collect(),
            aliases,
            shape,
            deck,
            details,
            message,
            user_message,
            facts,
            retry_after,
            has_code_header,
            has_retry_header,
            context,
        }
    })
}

fn leak<T>(items: Vec<T>) -> &'static [T] {
    Vec::leak(items)
}

fn leak_str(text: &str) -> &'static str {
    Box::leak(text.into())
}

/// Deals the tokens of a deck, each once, to the slots of a shape.
struct Dealer {
    deck: Vec<Token>,
    keys: usize,
    /// Where a token stands alone behind a key.
    keyed: Vec<(Token, String)>,
    dealt: Vec<Token>,
}

impl Dealer {
    fn deal(&mut self) -> Option<Token> {
        let token = self.deck.pop()?;
        self.dealt.push(token);
        Some(token)
    }

    fn node(&mut self, shape: &Shape) -> Node {
        match shape {
            Shape::Literal(kind, text) => literal(*kind, text),
            Shape::Slot => self.deal().map_or(Node::Null, Node::Token),
            Shape::Text(before, after) => self.text(before, after),
            Shape::List(items) => Node::List(leak(items.iter().map(|it| self.node(it)).collect())),
            Shape::Object(members, merges) => self.object(members, *merges),
        }
    }

    fn text(&mut self, before: &str, after: &str) -> Node {
        match self.deal() {
            None => Node::Str(leak_str(before)),
            // Details are no text.
            Some(Token::Details) => Node::Token(Token::Details),
            Some(token) => Node::Text(Text {
                source: "",
                parts: leak(vec![Part::Text(leak_str(before)), Part::Token(token), Part::Text(leak_str(after))]),
            }),
        }
    }

    fn object(&mut self, members: &[(u8, Shape)], merges: bool) -> Node {
        let mut all = Vec::new();
        for (presence, shape) in members {
            let presence = match presence % 4 {
                0 => Presence::Always,
                1 | 2 => Presence::IfValue,
                _ => Presence::IfValueOrContext(u16::from(presence / 4 % 2)),
            };
            let key = format!("k{}", self.keys);
            self.keys += 1;
            let value = self.node(shape);
            if let Node::Token(token) = value {
                self.keyed.push((token, key.clone()));
            }
            all.push(Member::Key { key: leak_str(&key), presence, value });
        }
        if merges && let Some(at) = self.deck.iter().position(|it| *it == Token::Details) {
            self.dealt.push(self.deck.remove(at));
            all.insert(all.len() / 2, Member::MergeDetails);
        }
        Node::Object(leak(all))
    }
}

fn literal(kind: u8, text: &str) -> Node {
    match kind % 6 {
        0 => Node::Null,
        1 => Node::Bool(kind > 100),
        2 => Node::Unsigned(kind.into()),
        3 => Node::Signed(-i64::from(kind)),
        4 => Node::Float(f64::from(kind) / 8.0),
        _ => Node::Str(leak_str(text)),
    }
}

/// A catalogue, an error of its first entry, and the context that a server adds.
struct World {
    spec: Spec,
    catalogue: &'static Catalogue,
    keyed: Vec<(Token, String)>,
    dealt: Vec<Token>,
}

impl World {
    fn new(spec: Spec) -> Self {
        let deck = spec.deck.clone();
        let mut dealer = Dealer { deck, keys: 0, keyed: Vec::new(), dealt: Vec::new() };
        let envelope: &'static Node = Box::leak(Box::new(dealer.node(&spec.shape)));
        let Dealer { keyed, dealt, .. } = dealer;
        let catalogue = catalogue(&spec, envelope, None);
        let mut world = Self { spec, catalogue, keyed, dealt };
        if world.spec.details.is_empty() {
            let body = serde_json::to_string(&world.bare().envelope()).unwrap();
            world.catalogue = self::catalogue(&world.spec, envelope, Some(leak_str(&body)));
        }
        CATALOGUE.set(Some(world.catalogue));
        world
    }

    fn bare(&self) -> AnyError<'_> {
        AnyError { catalogue: self.catalogue, values: &self.spec.details }
    }

    fn envelope<'e>(&self, error: &'e AnyError<'_>) -> Envelope<'e> {
        let mut envelope = error.envelope();
        for (index, value) in &self.spec.context {
            envelope = envelope.with(CONTEXT.get(*index).unwrap_or(&"undeclared"), value.clone());
        }
        envelope
    }

    fn context(&self, index: usize) -> Option<&Json> {
        self.spec.context.iter().rev().find(|(it, _)| *it == index).map(|(_, value)| value)
    }

    fn json(&self) -> String {
        self.envelope(&self.bare()).to_json()
    }

    fn info(&self) -> CodeInfo {
        self.catalogue.codes().next().unwrap()
    }

    /// What `remote.code()` is for a whole response.
    fn expected_code(&self) -> Option<AnyCode> {
        let status = self.info().status();
        let same = self.catalogue.codes().filter(|it| it.status() == status).count();
        let carried = self.dealt.contains(&Token::Code) || self.spec.has_code_header;
        let falls_back = status == 429 && self.spec.facts.3;
        (carried || falls_back || (status != 0 && same == 1)).then_some(AnyCode(0))
    }

    /// The details that the body holds.
    fn body_details(&self) -> impl Iterator<Item = (&'static DetailInfo, &Given)> {
        let all = self.info().details().iter().zip(self.spec.details.iter().map(|(it, ..)| it));
        all.filter(|(info, given)| {
            info.place() == Place::Body && !given.is_absent() && self.dealt.contains(&Token::Details)
        })
    }
}

struct AnyError<'a> {
    catalogue: &'static Catalogue,
    values: &'a [(Given, bool, String)],
}

impl Details for AnyError<'_> {
    fn detail(&self, index: usize) -> Value<'_> {
        let values: Vec<&dyn ToValue> = self.values.iter().map(|(it, ..)| it.as_dyn()).collect();
        __private::detail_at(&values, index)
    }
}

impl ApiError for AnyError<'_> {
    fn entry(&self) -> Entry<'_> {
        Entry::new(self.catalogue, self.catalogue.codes().next().unwrap(), self)
    }
}

impl fmt::Debug for AnyError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.entry(), f)
    }
}

impl fmt::Display for AnyError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.entry(), f)
    }
}

impl core::error::Error for AnyError<'_> {}

fn catalogue(spec: &Spec, envelope: &'static Node, body: Option<&'static str>) -> &'static Catalogue {
    let plain =
        spec.codes.iter().skip(1).map(|(code, status)| Row { code: leak_str(code), status: *status, ..Row::default() });
    let rows: Vec<Row> = core::iter::once(entry(spec, body)).chain(plain).collect();
    let aliases = leak(spec.aliases.iter().map(|alias| (leak_str(alias), 0)).collect());
    let code_header = HeaderInfo { name: "X-Code", value: Text { source: "", parts: &[Part::Token(Token::Code)] } };
    let fallback = spec.facts.3.then_some(0);
    let status = StatusInfo { status: 429, meaning: None, fixes: &["wait"], fallback };
    Box::leak(Box::new(Catalogue {
        name: "any",
        version: None,
        title: None,
        content_type: "application/json",
        // Nodes are not `Clone`; an object of one list holds the leaked one in its place.
        envelope: match envelope {
            Node::Object(members) => Node::Object(members),
            _ => Node::Null,
        },
        context: &CONTEXT,
        headers: leak(spec.has_code_header.then_some(code_header).into_iter().collect()),
        codes: pack(&rows, aliases),
        categories: &[],
        statuses: leak(vec![status]),
        retry: RetryPolicy::DEFAULT,
        rate_limits: &[],
        close_codes: &[],
        retired: &[],
    }))
}

fn entry(spec: &Spec, body: Option<&'static str>) -> Row {
    let (code, status) = &spec.codes[0];
    let (has_fix, has_category, has_docs, retryable) = spec.facts;
    let message = template(spec);
    let retry_after = retry_after(spec);
    Row {
        code: leak_str(code),
        name: "First",
        status: *status,
        title: if *status == 0 { "" } else { "Title" },
        message,
        user_message: spec.user_message.then_some(message),
        fixes: if has_fix { &["fix \"it\"", "or not"] } else { &[] },
        category: has_category.then_some("category"),
        severity: Severity::Critical,
        retryable,
        retry_after,
        headers: headers(spec, retry_after),
        details: detail_infos(spec),
        docs_url: has_docs.then_some("https://docs.acme.dev/#code"),
        body,
    }
}

/// Texts, and where there is none the next detail.
fn template(spec: &Spec) -> Text {
    let mut details = 0..u16::try_from(spec.details.len()).unwrap();
    let parts = spec.message.iter().filter_map(|part| match part {
        Some(text) => Some(Part::Text(leak_str(text))),
        None => details.next().map(Part::Detail),
    });
    Text { source: "plain \"text\"", parts: leak(parts.collect()) }
}

fn retry_after(spec: &Spec) -> RetryAfter {
    let is_unsigned =
        |(given, ..): &(Given, bool, String)| matches!(given, Given::U8(_) | Given::U64(_) | Given::OptU32(_));
    match (spec.details.iter().position(is_unsigned), spec.retry_after) {
        (Some(index), None) => RetryAfter::Detail(u16::try_from(index).unwrap()),
        (None, Some(delay)) => RetryAfter::Fixed(delay),
        _ => RetryAfter::Unspecified,
    }
}

fn detail_infos(spec: &Spec) -> Vec<DetailInfo> {
    let info = |(index, (given, in_header, _)): (usize, &(Given, bool, String))| DetailInfo {
        name: leak_str(&format!("d{index}")),
        field: "",
        ty: "",
        place: if *in_header && given.fits_a_header() { Place::Header } else { Place::Body },
        textual: given.textual(),
        optional: given.optional(),
        description: None,
    };
    spec.details.iter().enumerate().map(info).collect()
}

fn headers(spec: &Spec, retry_after: RetryAfter) -> Vec<HeaderInfo> {
    let mut headers = Vec::new();
    if spec.has_retry_header {
        let value = match retry_after {
            RetryAfter::Unspecified => None,
            RetryAfter::Detail(index) => Some(Text { source: "", parts: leak(vec![Part::Detail(index)]) }),
            RetryAfter::Fixed(delay) => Some(Text::plain(leak_str(&ceil(delay).to_string()))),
        };
        headers.extend(value.map(|value| HeaderInfo { name: "Retry-After", value }));
    }
    for (index, (given, in_header, around)) in spec.details.iter().enumerate() {
        if *in_header && given.fits_a_header() {
            let parts = vec![
                Part::Text(leak_str(around)),
                Part::Detail(u16::try_from(index).unwrap()),
                Part::Text(leak_str(around)),
            ];
            let name = leak_str(&format!("X-D{index}"));
            headers.push(HeaderInfo { name, value: Text { source: "", parts: leak(parts) } });
        }
    }
    headers
}

fn ceil(delay: Duration) -> u64 {
    delay.as_millis().div_ceil(1000).try_into().unwrap()
}

// The body once more, by the words of the manual.

impl World {
    fn expected(&self, node: &Node) -> Json {
        match node {
            Node::Null => Json::Null,
            Node::Bool(it) => (*it).into(),
            Node::Unsigned(it) => (*it).into(),
            Node::Signed(it) => (*it).into(),
            Node::Float(it) => (*it).into(),
            Node::Str(it) => (*it).into(),
            Node::Text(text) => {
                let [Part::Text(before), Part::Token(token), Part::Text(after)] = text.parts else {
                    unreachable!();
                };
                format!("{before}{}{after}", words(&self.expected_token(*token))).into()
            }
            Node::Token(token) => self.expected_token(*token),
            Node::List(items) => items.iter().map(|it| self.expected(it)).collect(),
            Node::Object(members) => self.expected_object(members),
        }
    }

    fn expected_object(&self, members: &[Member]) -> Json {
        let mut object = serde_json::Map::new();
        for member in members {
            let Member::Key { key, presence, value } = member else {
                object.extend(self.expected_details());
                continue;
            };
            let value = self.expected(value);
            let empty = value.is_null() || value == Json::Object(serde_json::Map::new());
            let written = match presence {
                Presence::Always => true,
                Presence::IfValue => !empty,
                Presence::IfValueOrContext(index) => !empty || self.context((*index).into()).is_some(),
            };
            if written {
                object.insert((*key).into(), value);
            }
        }
        object.into()
    }

    fn expected_details(&self) -> serde_json::Map<String, Json> {
        let details = self.info().details().iter().zip(&self.spec.details);
        details
            .filter(|(info, (given, ..))| info.place() == Place::Body && !given.is_absent())
            .map(|(info, (given, ..))| (info.name().to_owned(), given.json()))
            .collect()
    }

    fn expected_token(&self, token: Token) -> Json {
        let (info, error) = (self.info(), self.bare());
        match token {
            Token::Code => info.code().into(),
            Token::Status | Token::Title if info.status() == 0 => Json::Null,
            Token::Status => info.status().into(),
            Token::Message => error.to_string().into(),
            Token::Details => self.expected_details().into(),
            Token::Category => info.category().into(),
            Token::Severity => "critical".into(),
            Token::Retryable => info.retryable().into(),
            Token::RetryAfter => error.retry_after().map(ceil_any).into(),
            Token::Fix => info.fix().into(),
            Token::UserMessage => info.user_message().map(|_| error.to_string()).into(),
            Token::Title => "Title".into(),
            Token::DocsUrl => info.docs_url().into(),
            Token::ProblemType => info.docs_url().unwrap_or("about:blank").into(),
            Token::Context(index) => self.context(index.into()).cloned().into(),
        }
    }
}

fn ceil_any(delay: Duration) -> u64 {
    delay.as_secs() + u64::from(delay.subsec_nanos() > 0)
}

fn words(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

// Reading what is left of a body.

type Check = dyn Fn(&Remote) -> Option<bool>;

/// A member of the body that a client asks for.
struct Wanted {
    /// As it stands in the body.
    member: String,
    key_len: usize,
    /// Whether what was read is what was sent; `None` where nothing was.
    check: Box<Check>,
}

impl World {
    fn wanted(&self) -> Vec<Wanted> {
        let details = self.body_details().map(|(info, given)| {
            let (name, json) = (info.name(), given.json());
            Wanted::new(name, &json.clone(), move |it| Some(it.required::<Json>(name)? == json))
        });
        let (code, message) = (self.info().code(), self.bare().to_string());
        let tokens = self.keyed.iter().filter_map(move |(token, key)| match token {
            Token::Code => Some(Wanted::new(key, &code.into(), move |it| Some(it.code_str()? == code))),
            Token::Message => {
                let text = message.clone();
                Some(Wanted::new(key, &message.clone().into(), move |it| Some(it.message()? == text)))
            }
            _ => None,
        });
        details.chain(tokens).collect()
    }
}

impl Wanted {
    fn new(key: &str, value: &Json, check: impl Fn(&Remote) -> Option<bool> + 'static) -> Self {
        Self { member: format!("\"{key}\":{value}"), key_len: key.len() + 3, check: Box::new(check) }
    }

    fn start(&self, body: &str) -> usize {
        body.find(&self.member).unwrap()
    }

    /// Where the member is complete: a number or a word only when something follows it.
    fn end(&self, body: &str) -> usize {
        let closed = self.member.ends_with(['"', '}', ']']);
        self.start(body) + self.member.len() + usize::from(!closed)
    }
}

fn touch(remote: &Remote) {
    let _ = (remote.code(), remote.code_str(), remote.message(), remote.info(), remote.body());
    let _ = (remote.retryable(), remote.retry_after(), remote.fix(), remote.fixes());
    let _ = (remote.user_message(), remote.severity(), remote.category(), remote.docs_url());
    let _ = (remote.to_string(), format!("{remote:?}"));
    for name in ["d0", "d1", "d2", "k0", ""] {
        let _ = (remote.detail::<Json>(name), remote.detail::<String>(name), remote.context(name));
        let _ = (remote.required::<u32>(name), remote.optional::<u32>(name));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_is_what_serde_json_writes(spec in spec()) {
        let world = World::new(spec);
        let error = world.bare();
        let envelope = world.envelope(&error);
        let json = envelope.to_json();
        prop_assert_eq!(&json, &serde_json::to_string(&envelope).unwrap());
        let mut bytes = Vec::new();
        envelope.write_json(&mut bytes);
        prop_assert_eq!(json.as_bytes(), bytes);
        let expected = world.expected(&world.catalogue.envelope);
        prop_assert_eq!(serde_json::from_str::<Json>(&json).unwrap(), expected.clone());
        prop_assert_eq!(serde_json::to_value(&envelope).unwrap(), expected);
    }

    #[test]
    fn a_format_that_counts_beforehand_is_told_how_many_members_follow(spec in spec()) {
        let world = World::new(spec);
        let error = world.bare();
        prop_assert_eq!(counting::count(&world.envelope(&error)).map_err(|error| error.to_string()), Ok(()));
    }

    #[test]
    fn a_static_body_is_the_body(spec in spec()) {
        let world = World::new(Spec { details: Vec::new(), ..spec });
        let error = world.bare();
        let body = error.envelope().static_body().unwrap();
        prop_assert_eq!(body, error.to_json());
        prop_assert_eq!(body, serde_json::to_string(&error.envelope()).unwrap());
        let adds_context = world.context(0).is_some() || world.context(1).is_some();
        prop_assert_eq!(world.envelope(&error).static_body().is_none(), adds_context);
    }

    #[test]
    fn what_is_sent_is_received(spec in spec()) {
        let world = World::new(spec);
        let error = world.bare();
        let headers = error.headers();
        let remote = Remote::decode(error.status(), &headers, world.json());
        prop_assert_eq!(remote.status(), error.status());
        prop_assert_eq!(remote.code(), world.expected_code());
        for (info, given) in world.body_details().filter(|(_, given)| given.is_sayable()) {
            prop_assert!(given.comes_back(&remote, info.name()), "{}", info.name());
        }
        if world.dealt.contains(&Token::Message) {
            prop_assert_eq!(remote.message().unwrap_or_default(), error.message());
        }
        for (index, name) in CONTEXT.iter().enumerate() {
            let sent = world.dealt.contains(&Token::Context(u16::try_from(index).unwrap()));
            if let Some(value) = world.context(index).filter(|it| sent && !it.is_null()) {
                let absent = *value == Json::Object(serde_json::Map::new());
                prop_assert!(absent || remote.context(name).unwrap_or_default() == words(value));
            }
        }
        if remote.code().is_some() {
            prop_assert_eq!(remote.retryable(), error.retryable());
            let of_status = (error.status() == 429).then_some("wait");
            prop_assert_eq!(remote.fix(), error.fix().or(of_status));
        }
    }

    #[test]
    fn details_in_headers_are_received(spec in spec()) {
        let world = World::new(Spec { has_code_header: true, ..spec });
        let error = world.bare();
        let headers = error.headers();
        let remote = Remote::decode(error.status(), &headers, world.json());
        for (info, (given, ..)) in world.info().details().iter().zip(&world.spec.details) {
            let name = format!("X-{}", info.name().to_uppercase());
            let sent = headers.iter().any(|(it, _)| *it == name);
            if info.place() == Place::Header && given.is_sayable() && (sent || given.is_absent()) {
                prop_assert!(given.comes_back(&remote, info.name()), "{}", info.name());
            }
        }
    }

    #[test]
    fn the_retry_delay_is_received(spec in spec()) {
        let world = World::new(spec);
        let error = world.bare();
        let remote = Remote::decode(error.status(), &error.headers(), world.json());
        let carried = world.spec.has_retry_header || world.keyed.iter().any(|(it, _)| *it == Token::RetryAfter);
        let in_body = match retry_after(&world.spec) {
            RetryAfter::Detail(index) => world.body_details().any(|(info, _)| {
                info.name() == world.info().details()[usize::from(index)].name()
            }),
            _ => true,
        };
        if carried || (remote.code().is_some() && in_body) {
            let sent = error.retry_after().map(|it| ceil_any(it).min(MAX_RETRY_AFTER.as_secs()));
            prop_assert_eq!(remote.retry_after().map(ceil_any), sent);
        }
    }

    #[test]
    fn a_newer_server_is_taken_at_its_word(spec in spec()) {
        let world = World::new(spec);
        let (error, body) = (world.bare(), world.json());
        let older = Spec { codes: vec![("~".into(), 599)], aliases: Vec::new(), details: Vec::new(), ..world.spec.clone() };
        CATALOGUE.set(Some(catalogue(&older, &world.catalogue.envelope, None)));
        let remote = Remote::decode(503, &error.headers(), body);
        prop_assert_eq!(remote.code(), None);
        let says = |token| world.keyed.iter().any(|(it, _)| *it == token);
        let carries = says(Token::Code) || world.spec.has_code_header;
        prop_assert!(!carries || remote.code_str() == Some(error.code()));
        prop_assert!(!says(Token::Retryable) || remote.retryable() == error.retryable());
        prop_assert!(world.dealt.contains(&Token::Retryable) || remote.retryable());
        prop_assert!(!says(Token::Severity) || remote.severity() == Some(Severity::Critical));
        prop_assert!(!says(Token::Fix) || remote.fix() == error.fix());
        prop_assert!(!says(Token::Category) || remote.category() == error.category());
        prop_assert!(!says(Token::UserMessage) || remote.user_message() == error.user_message());
        let links = says(Token::DocsUrl) || says(Token::ProblemType);
        prop_assert!(!links || remote.docs_url() == error.docs_url());
        if says(Token::RetryAfter) {
            let sent = error.retry_after().map(|it| ceil_any(it).min(MAX_RETRY_AFTER.as_secs()));
            prop_assert_eq!(remote.retry_after().map(ceil_any), sent);
        }
        for (info, given) in world.body_details().filter(|(_, given)| given.is_sayable()) {
            prop_assert!(given.comes_back(&remote, info.name()), "{}", info.name());
        }
    }

    #[test]
    fn no_bytes_panic(
        spec in spec(),
        status: u16,
        headers in vec((select(vec!["retry-after", "date", "X-Code", "X-D0", "X-D1"]), vec(any::<u8>(), 0..12)), 0..4),
        noise in vec(any::<u8>(), 0..64),
        edits in vec((any::<Index>(), select(b"\"\\{}[]:,0n \xff".to_vec()), 0..3_u8), 1..6),
    ) {
        let world = World::new(spec);
        let mut body = world.json().into_bytes();
        for (at, byte, edit) in edits {
            let at = at.index(body.len());
            match edit {
                0 => body[at] = byte,
                1 => body.insert(at, byte),
                _ => drop(body.drain(at..(at + 3).min(body.len() - 1).max(at))),
            }
        }
        for body in [noise, body] {
            let remote = Remote::decode(status, &headers, body);
            prop_assert_eq!(remote.status(), status);
            touch(&remote);
        }
    }

    #[test]
    fn a_cut_body_keeps_what_was_complete(spec in spec(), cuts in vec(any::<Index>(), 8)) {
        let world = World::new(spec);
        let body = world.json();
        let wanted = world.wanted();
        let edges = wanted.iter().flat_map(|it| [it.end(&body), it.end(&body) - 1]);
        let anywhere = cuts.iter().map(|cut| cut.index(body.len() + 1));
        for cut in edges.chain(anywhere) {
            let remote = Remote::decode(500, &[], &body.as_bytes()[..cut]);
            for it in &wanted {
                let complete = it.end(&body) <= cut;
                let right = (it.check)(&remote).unwrap_or(!complete);
                prop_assert!(right, "{} cut at {cut} of {body}", it.member);
            }
            touch(&remote);
        }
    }

    #[test]
    fn a_wrong_type_costs_one_member(spec in spec(), wrong in select(vec![r#"[{"}":"]"}]"#, "{}", "\"\\ud800\"", "truf", "1e999"])) {
        let world = World::new(spec);
        let body = world.json();
        let wanted = world.wanted();
        for (position, replaced) in wanted.iter().enumerate() {
            let start = replaced.start(&body);
            let value = start + replaced.key_len..start + replaced.member.len();
            let mut broken = body.clone();
            broken.replace_range(value, wrong);
            let remote = Remote::decode(500, &[], &broken);
            for (other, it) in wanted.iter().enumerate() {
                prop_assert!(other == position || (it.check)(&remote) == Some(true), "{} in {broken}", it.member);
            }
            touch(&remote);
        }
    }

    #[test]
    fn codes_and_aliases_are_found_and_nothing_else(spec in spec(), others in vec("[A-Z][A-Z_0-9]{0,20}|.*", 8)) {
        let world = World::new(spec);
        let codes: Vec<_> = world.catalogue.codes().map(CodeInfo::code).collect();
        for (index, code) in codes.iter().enumerate() {
            prop_assert_eq!(AnyCode::from_code(code), Some(AnyCode(index)));
        }
        for alias in &world.spec.aliases {
            prop_assert_eq!(AnyCode::from_code(alias), Some(AnyCode(0)));
        }
        let known: BTreeSet<_> = codes.into_iter().chain(world.spec.aliases.iter().map(String::as_str)).collect();
        for other in others.iter().filter(|it| !known.contains(it.as_str())) {
            prop_assert_eq!(AnyCode::from_code(other), None);
            prop_assert!(world.catalogue.find(other).is_none());
        }
    }
}
