//! Valid catalogues from bytes: every key and every type of the language, in any company.
//!
//! Bytes choose, as in a fuzzer: no bytes choose what is first everywhere, and fewer bytes make a smaller catalogue.

mod details;
mod dice;
mod entries;
mod envelope;

use std::collections::BTreeMap;

use errors_catalogue::json::Json;
use errors_catalogue::words::{Lint, Reconnect};
use proptest::prelude::{any, Strategy};
use serde_yaml::{Mapping, Value};

use self::details::Types;
use self::dice::Dice;

/// The name of the file that a catalogue may include.
pub const FRAGMENT: &str = "common.yaml";

/// A catalogue, and what its errors may hold.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The catalogue, as a tree.
    pub catalogue: Value,
    /// The fragment that it includes.
    pub fragment: Option<Value>,
    /// A value of each detail, by code and name.
    pub samples: BTreeMap<(String, String), Json>,
}

/// Catalogues of all sizes.
pub fn catalogues() -> impl Strategy<Value = Generated> {
    proptest::collection::vec(any::<u8>(), 0..1500).prop_map(|bytes| Generated::from_bytes(&bytes))
}

impl Generated {
    /// The catalogue that the bytes choose.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut writer = Writer::new(Dice::new(bytes));
        let catalogue = writer.catalogue();
        let fragment = writer.fragment.map(Value::Mapping);
        Self { catalogue: Value::Mapping(catalogue), fragment, samples: writer.samples }
    }
}

/// A tree as YAML.
///
/// # Panics
/// Never: keys are texts and numbers.
#[must_use]
pub fn yaml(tree: &Value) -> String {
    serde_yaml::to_string(tree).unwrap_or_else(|error| panic!("{error}"))
}

/// Texts that are awkward somewhere: in YAML, in Rust, in Markdown, in JSON.
const TEXTS: &[&str] = &[
    "Try again",
    "Grüße, 世界 😀",
    "say \"it\" with \\ and '",
    "- no list: # no comment",
    "<b>bold</b> & [link] `tick` *star*",
    "    four spaces\n\n```rust\nnot::compiled(\n```\n",
    "two\nlines\r\n",
    "true",
    "0x1F",
    "*/ /* // #![no_std]",
    "\u{2028}\u{feff}\u{7f}",
    "$code",
    "# heading\n\n| a | b |\n|---|\n[^1]: x",
];

/// What the parts of a catalogue have to know of each other while they are written.
struct Writer<'d> {
    dice: Dice<'d>,
    types: Types,
    categories: Vec<String>,
    is_message: bool,
    /// Whether every code travels in a header, where letters beyond ASCII are refused.
    headers_have_codes: bool,
    /// Names that no detail may take, because they stand beside `<<: $details`.
    taken: Vec<&'static str>,
    /// Codes by status, for fallbacks.
    codes: Vec<(String, Option<u16>)>,
    fragment: Option<Mapping>,
    samples: BTreeMap<(String, String), Json>,
}

impl<'d> Writer<'d> {
    fn new(dice: Dice<'d>) -> Self {
        let types = Types::default();
        let (categories, taken, codes, samples) = Default::default();
        Self {
            dice,
            types,
            categories,
            is_message: false,
            headers_have_codes: false,
            taken,
            codes,
            fragment: None,
            samples,
        }
    }

    fn text(&mut self) -> Value {
        Value::from(*self.dice.pick(TEXTS))
    }

    fn texts(&mut self) -> Value {
        let count = 1 + self.dice.below(3);
        Value::Sequence((0..count).map(|_| self.text()).collect())
    }

    /// A text, or several.
    fn fix(&mut self) -> Value {
        if self.dice.chance(50) {
            self.texts()
        } else {
            self.text()
        }
    }

    fn duration(&mut self) -> Value {
        Value::from(*self.dice.pick(&["1s", "500ms", "90s", "5m", "2h", "366d", "0s", "1500ms"]))
    }

    /// Writes a key in so many of a hundred catalogues.
    fn maybe(&mut self, out: &mut Mapping, percent: usize, key: &str, write: impl FnOnce(&mut Self) -> Value) {
        if self.dice.chance(percent) {
            let value = write(self);
            put(out, key, value);
        }
    }

    fn catalogue(&mut self) -> Mapping {
        let mut out = Mapping::new();
        self.is_message = self.dice.chance(20);
        put(&mut out, "catalogue", *self.dice.pick(&["acme", "a-1_b", "x"]));
        self.maybe(&mut out, 30, "version", |_| "1.0".into());
        self.maybe(&mut out, 30, "title", Self::text);
        self.maybe(&mut out, 30, "description", Self::text);
        self.maybe(&mut out, 30, "docs_url", |_| "https://docs.example/{code}?a=b&c#{code}".into());
        self.envelope(&mut out);
        self.maybe(&mut out, 15, "content_type", |_| "application/vnd.acme+json; v=1".into());
        self.maybe(&mut out, 40, "retry", Self::retry);
        self.maybe(&mut out, 40, "categories", |it| it.categories(&["limits", "Auth Z", "x.y"]));
        self.maybe(&mut out, 60, "types", |it| it.type_defs(&["Plan", "row", "Option", "Leaf2"]));
        let headers = self.catalogue_headers();
        self.maybe(&mut out, 20, "include", |it| {
            it.fragment();
            Value::Sequence(vec![FRAGMENT.into()])
        });
        let count = 1 + self.dice.below(4);
        let errors = self.entries(0, count);
        put(&mut out, "errors", errors);
        self.maybe(&mut out, 40, "statuses", Self::statuses);
        self.maybe(&mut out, 30, "exceptions", |it| map([("404", "NotFoundError".into()), ("5xx", it.exception())]));
        if let Some(headers) = headers {
            put(&mut out, "headers", headers);
        }
        self.maybe(&mut out, 30, "rate_limits", Self::rate_limits);
        if self.is_message {
            put(&mut out, "transport", "message");
            self.maybe(&mut out, 80, "close_codes", Self::close_codes);
        } else {
            self.maybe(&mut out, 20, "transport", |_| "http".into());
        }
        self.maybe(&mut out, 20, "mistakes", Self::mistakes);
        self.maybe(&mut out, 30, "retired", |it| map([("OLD_1", it.text()), ("old two", it.text())]));
        self.maybe(&mut out, 20, "lints", Self::lints);
        out
    }

    fn fragment(&mut self) {
        let mut out = Mapping::new();
        self.maybe(&mut out, 50, "categories", |it| it.categories(&["shared", "common"]));
        self.maybe(&mut out, 50, "types", |it| it.type_defs(&["Shared", "Common"]));
        let errors = self.entries(100, 1);
        put(&mut out, "errors", errors);
        self.maybe(&mut out, 50, "retired", |it| map([("OLD_3", it.text())]));
        self.fragment = Some(out);
    }

    fn retry(&mut self) -> Value {
        let mut out = Mapping::new();
        let statuses = || Value::Sequence(vec![429.into(), "5xx".into(), 408.into()]);
        self.maybe(&mut out, 50, "statuses", |_| statuses());
        self.maybe(&mut out, 50, "max_retries", |it| it.dice.below(9).into());
        self.maybe(&mut out, 50, "initial_delay", Self::duration);
        self.maybe(&mut out, 50, "multiplier", |it| it.dice.pick(&[Value::from(2), Value::from(1.5)]).clone());
        self.maybe(&mut out, 50, "max_delay", Self::duration);
        self.maybe(&mut out, 50, "jitter", |it| it.dice.pick(&[Value::from(0), Value::from(0.25)]).clone());
        self.maybe(&mut out, 50, "default_retry_after", Self::duration);
        Value::Mapping(out)
    }

    fn categories(&mut self, keys: &[&str]) -> Value {
        self.categories.extend(keys.iter().map(|key| (*key).to_owned()));
        Value::Mapping(keys.iter().map(|key| ((*key).into(), self.text())).collect())
    }

    fn statuses(&mut self) -> Value {
        let mut out = Mapping::new();
        for status in [200_u16, 404, 429, 503] {
            if self.dice.chance(60) {
                let value = self.status(status);
                out.insert(status.into(), value);
            }
        }
        Value::Mapping(out)
    }

    fn status(&mut self, status: u16) -> Value {
        let mut out = Mapping::new();
        self.maybe(&mut out, 60, "meaning", Self::text);
        self.maybe(&mut out, 40, "description", Self::text);
        self.maybe(&mut out, 40, "causes", Self::texts);
        self.maybe(&mut out, 40, "fix", Self::fix);
        self.maybe(&mut out, 40, "user_message", Self::text);
        let fallback = self.codes.iter().find(|(_, of)| *of == Some(status)).map(|(code, _)| code.clone());
        if let Some(code) = fallback {
            self.maybe(&mut out, 60, "fallback", |_| code.into());
        }
        Value::Mapping(out)
    }

    /// A name, or one for each of some languages.
    fn exception(&mut self) -> Value {
        match self.dice.below(3) {
            0 => "ServerError".into(),
            1 => map([("python", "ServerError".into()), ("csharp", "ServerException".into())]),
            _ => map([("typescript", "ServerFault".into())]),
        }
    }

    fn rate_limits(&mut self) -> Value {
        let mut out = Mapping::new();
        put(&mut out, "limit", self.dice.below(1000));
        put(&mut out, "window", "1m");
        self.maybe(&mut out, 50, "scope", Self::text);
        self.maybe(&mut out, 50, "applies_to", Self::text);
        let name = *self.dice.pick(&["chat", "per minute", "ünï"]);
        map([(name, Value::Mapping(out))])
    }

    fn close_codes(&mut self) -> Value {
        let mut all = Mapping::new();
        for code in [1000_u16, 1005, 1006, 3000, 4999] {
            let mut out = Mapping::new();
            put(&mut out, "meaning", format!("Meaning {code} (of <this>)"));
            self.maybe(&mut out, 50, "action", Self::text);
            self.maybe(&mut out, 50, "reconnect", |it| it.dice.pick(Reconnect::ALL).word().into());
            self.maybe(&mut out, 30, "name", |_| format!("Closed{code}").into());
            if self.dice.chance(70) {
                all.insert(code.into(), Value::Mapping(out));
            }
        }
        Value::Mapping(all)
    }

    fn mistakes(&mut self) -> Value {
        let (mistake, fix) = (self.text(), self.text());
        Value::Sequence(vec![map([("mistake", mistake), ("fix", fix)])])
    }

    fn lints(&mut self) -> Value {
        let lint = self.dice.pick(Lint::ALL).word();
        map([(lint, self.text())])
    }
}

fn put(out: &mut Mapping, key: &str, value: impl Into<Value>) {
    out.insert(key.into(), value.into());
}

fn map<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Mapping(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
}
