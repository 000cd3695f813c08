//! Generated catalogues: read without a word, compiled under every lint, and held to the laws, all of them in one program.
//!
//! `GENERATED_CATALOGUES=1000` makes more of them, `GENERATED_SEED=7` makes others.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;

use errors_catalogue::body::{example_body, example_message};
use errors_catalogue::json::Json;
use errors_catalogue::model::{Catalogue, Entry, Envelope, Fill, Header, Member, Part, Place, Scalar, Token, Type};
use errors_catalogue::words::{self, Generic, Lint, Reconnect, Sdk, Section, Severity, SECTIONS};
use errors_catalogue::Loaded;
use errors_tests::cargo::{runtime_as, Run, Sandbox};
use errors_tests::generate::{catalogues, yaml, Generated, FRAGMENT};
use errors_tests::{path, read};
use proptest::prelude::{any, prop_assert_eq, proptest};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_yaml::Value;

const COUNT: usize = 300;

fn number(name: &str, default: usize) -> usize {
    env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// The batch, the same on each run.
fn batch() -> Vec<Generated> {
    let (count, seed) = (number("GENERATED_CATALOGUES", COUNT), number("GENERATED_SEED", 1));
    println!("GENERATED_CATALOGUES={count} GENERATED_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(seed as u64).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..count).map(|_| catalogues().new_tree(&mut runner).unwrap().current()).collect()
}

/// One of the batch: its module, and what the reader made of it.
struct Case {
    module: String,
    generated: Generated,
    loaded: Loaded,
}

impl Case {
    /// Writes the files to the crate, and reads them there.
    fn new(sandbox: &Sandbox, at: usize, generated: Generated) -> Self {
        let module = format!("c{at}");
        sandbox.write(&format!("generated/{module}/errors.yaml"), &yaml(&generated.catalogue));
        if let Some(fragment) = &generated.fragment {
            sandbox.write(&format!("generated/{module}/{FRAGMENT}"), &yaml(fragment));
        }
        let file = sandbox.path(&format!("generated/{module}/errors.yaml"));
        let loaded = errors_catalogue::lock::load(&file, &format!("{module}/errors.yaml"));
        Self { module, generated, loaded }
    }

    fn catalogue(&self) -> &Catalogue {
        &self.loaded.catalogue
    }

    /// The entry with the values that its error is made with.
    fn sampled(&self, entry: &Entry) -> Entry {
        let mut entry = entry.clone();
        for detail in &mut entry.wire.details {
            detail.example = self.generated.samples.get(&(entry.code.clone(), detail.name.clone())).cloned();
        }
        entry
    }

    /// The module, and the function that tries it.
    fn program(&self) -> String {
        let Self { module, .. } = self;
        let mut out =
            format!("/// Generated.\npub mod {module} {{ err::include_error_spec!(\"{module}/errors.yaml\"); }}\n");
        let _ = writeln!(out, "#[allow(deprecated)]\nfn try_{module}() {{");
        let entries = &self.catalogue().entries;
        let aliases = entries.iter().flat_map(|entry| entry.names.aliases.iter().map(|alias| (alias, &entry.code)));
        let retired: Vec<&String> = self.catalogue().retired.iter().map(|(code, _)| code).collect();
        let aliases: Vec<_> = aliases.collect();
        let _ = writeln!(out, "laws::codes({module}::ErrorCode::ALL, &{aliases:?}, &{retired:?});");
        for entry in entries {
            out.push_str(&self.law(&self.sampled(entry)));
        }
        for close in &self.catalogue().api.close_codes {
            let _ = writeln!(out, "laws::close!({module}::CloseCode::{}, {});", ident(&close.name), close.code);
        }
        out + "}\n"
    }

    fn law(&self, entry: &Entry) -> String {
        let catalogue = self.catalogue();
        let Self { module, .. } = self;
        let made = if entry.wire.details.is_empty() { String::new() } else { fields(entry) };
        let mut out = format!("let error = {module}::Error::{}{made};\n", ident(&entry.names.variant));
        if !entry.wire.details.is_empty() {
            let _ = writeln!(
                out,
                "assert_eq!({module}::Error::{}({}), error);",
                ident(&entry.names.constructor),
                arguments(entry)
            );
        }
        let _ = writeln!(
            out,
            "laws::error::<{module}::ErrorCode, _>(&error, &laws::Expected {{ code: {:?}, status: {}, message: {:?}, \
             body: {:?}, has_code: {}, comes_back: {} }});",
            entry.code,
            entry.wire.status.unwrap_or(0),
            example_message(catalogue, entry),
            example_body(catalogue, entry).to_string(),
            has_code(catalogue),
            has_code(catalogue) && comes_back(catalogue, entry),
        );
        out
    }
}

/// The names of generated code, raw where Rust has a keyword of the name.
fn ident(name: &str) -> String {
    const KEYWORDS: &[&str] =
        &["type", "match", "async", "gen", "try", "fn", "box", "in", "if", "do", "static", "ref", "move", "await"];
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

fn fields(entry: &Entry) -> String {
    let fields =
        entry.wire.details.iter().map(|it| format!("{}: {}", ident(&it.field), value(it.example.as_ref(), "_")));
    format!(" {{ {} }}", fields.collect::<Vec<_>>().join(", "))
}

/// Texts are given as such, because the constructor takes whatever becomes one.
fn arguments(entry: &Entry) -> String {
    let arguments = entry.wire.details.iter().map(|it| match it.ty {
        Type::Scalar(Scalar::String) => value(it.example.as_ref(), "String"),
        _ => value(it.example.as_ref(), "_"),
    });
    arguments.collect::<Vec<_>>().join(", ")
}

fn value(json: Option<&Json>, ty: &str) -> String {
    format!("laws::value::<{ty}>({:?})", json.map(Json::to_string).unwrap_or_default())
}

/// Whether a client always finds the code.
fn has_code(catalogue: &Catalogue) -> bool {
    let in_header = |header: &Header| header.value.parts == [Part::Fill(Fill::Token(Token::Code))];
    holds(&catalogue.wire.envelope, Token::Code) || catalogue.wire.headers.iter().any(in_header)
}

fn holds(envelope: &Envelope, token: Token) -> bool {
    match envelope {
        Envelope::Fill(fill) => *fill == Fill::Token(token),
        Envelope::List(items) => items.iter().any(|item| holds(item, token)),
        Envelope::Object(members) => members.iter().any(|member| match member {
            Member::Key { value, .. } => holds(value, token),
            Member::MergeDetails => token == Token::Details,
        }),
        Envelope::Literal(_) | Envelope::Text(_) => false,
    }
}

/// Whether each detail has a place where a client finds it again.
fn comes_back(catalogue: &Catalogue, entry: &Entry) -> bool {
    entry.wire.details.iter().enumerate().all(|(at, detail)| {
        let absent = detail.ty.is_optional() && detail.example == Some(Json::Null);
        let mut headers = entry.wire.headers.iter().filter(|header| header.value.uses(at));
        match detail.place {
            Place::Body => holds(&catalogue.wire.envelope, Token::Details) || (absent && headers.next().is_none()),
            Place::Message => absent && headers.next().is_none(),
            Place::Header => match &detail.example {
                Some(Json::Text(text)) => !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()),
                _ => !absent,
            },
        }
    })
}

#[test]
fn generated_catalogues_compile_and_keep_the_laws() {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "generated");
    let serde = "\nserde = { version = \"1\", default-features = false }\nserde_json = \"1\"";
    sandbox.package("generated", "2024", &(runtime_as("err", "") + serde));
    let cases: Vec<Case> =
        batch().into_iter().enumerate().map(|(at, generated)| Case::new(&sandbox, at, generated)).collect();
    let problems: Vec<String> = cases.iter().flat_map(|case| case.loaded.rendered()).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    sandbox.write("generated/src/laws.rs", &read(&path("generated/laws.rs")));
    let mut program =
        "//! Generated.\n#![deny(warnings, missing_docs, unused, rust_2018_idioms)]\nmod laws;\n".to_owned();
    program.extend(cases.iter().map(Case::program));
    let calls: Vec<String> = cases.iter().map(|case| format!("try_{}();", case.module)).collect();
    let _ = writeln!(program, "fn main() {{ {} println!(\"{} catalogues\"); }}", calls.concat(), cases.len());
    sandbox.write("generated/src/main.rs", &program);
    // Nobody builds this crate a second time.
    let mut command = sandbox.command(&["run"]);
    command.env("CARGO_INCREMENTAL", "0");
    let run = Run::of(command).succeeds();
    assert_eq!(run.stdout, format!("{} catalogues\n", cases.len()));
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_catalogue_writes_floats_as_the_wire_has_them(digits in -1_000_000..1_000_000, place in -20..20) {
        let number = f64::from(digits) * 10_f64.powi(place);
        prop_assert_eq!(Json::Float(number).to_string(), serde_json::to_string(&number).unwrap());
    }

    /// Of two texts that are as short and as near, the wire may have the other.
    #[test]
    fn a_catalogue_writes_floats_that_read_back(number in any::<f64>()) {
        let read: f64 = serde_json::from_str(&Json::Float(number).to_string()).unwrap();
        prop_assert_eq!(read.to_bits(), number.to_bits());
    }
}

/// The keys and words that a batch has used.
#[derive(Default)]
struct Used {
    keys: BTreeSet<(&'static str, String)>,
    texts: String,
}

impl Used {
    /// Notes the keys of a section, and gives what they hold.
    fn section<'v>(&mut self, section: &Section, value: &'v Value) -> impl Fn(&str) -> &'v Value {
        let mapping = value.as_mapping();
        let keys = mapping.into_iter().flatten().filter_map(|(key, _)| key.as_str());
        self.keys.extend(keys.map(|key| (section.what, key.to_owned())));
        move |key| value.get(key).unwrap_or(&Value::Null)
    }

    fn file(&mut self, section: &Section, value: &Value) {
        let get = self.section(section, value);
        drop(self.section(&words::RETRY, get("retry")));
        values(get("errors")).for_each(|entry| self.entry(entry));
        for (key, section) in
            [("statuses", &words::STATUS), ("rate_limits", &words::RATE_LIMIT), ("close_codes", &words::CLOSE_CODE)]
        {
            values(get(key)).for_each(|value| drop(self.section(section, value)));
        }
        self.mistakes(get("mistakes"));
        self.texts += &yaml(value);
    }

    fn entry(&mut self, entry: &Value) {
        let get = self.section(&words::ENTRY, entry);
        values(get("details")).for_each(|detail| drop(self.section(&words::DETAIL, detail)));
        self.mistakes(get("mistakes"));
    }

    fn mistakes(&mut self, list: &Value) {
        list.as_sequence().into_iter().flatten().for_each(|it| drop(self.section(&words::MISTAKE, it)));
    }

    /// Whether the word stands somewhere with nothing beside it that could be part of another.
    fn has_word(&self, word: &str) -> bool {
        let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        self.texts.split(|c| !is_inner(c)).any(|found| found == word)
    }
}

fn values(mapping: &Value) -> impl Iterator<Item = &Value> {
    mapping.as_mapping().into_iter().flatten().map(|(_, value)| value)
}

#[test]
fn the_batch_uses_every_key_and_word_of_the_language() {
    let mut used = Used::default();
    for Generated { catalogue, fragment, .. } in batch() {
        used.file(&words::CATALOGUE, &catalogue);
        if let Some(fragment) = fragment {
            used.file(&words::FRAGMENT, &fragment);
        }
    }
    let keys = SECTIONS.iter().flat_map(|section| section.keys.iter().map(|key| (section.what, (*key).to_owned())));
    let missing: Vec<_> = keys.filter(|key| !used.keys.contains(key)).collect();
    assert!(missing.is_empty(), "the generator never writes {missing:?}");
    let words = [
        Scalar::ALL.iter().map(|it| it.word()).collect::<Vec<_>>(),
        Generic::ALL.iter().map(|it| it.word()).collect(),
        Token::ALL.iter().map(|it| it.word()).collect(),
        Severity::ALL.iter().map(|it| it.word()).collect(),
        Place::ALL.iter().map(|it| it.word()).collect(),
        Reconnect::ALL.iter().map(|it| it.word()).collect(),
        Sdk::ALL.iter().map(|it| it.word()).collect(),
        Lint::ALL.iter().map(|it| it.word()).collect(),
    ];
    let missing: Vec<_> = words.into_iter().flatten().filter(|word| !used.has_word(word)).collect();
    assert!(missing.is_empty(), "the generator never writes {missing:?}");
}
