//! What the verdicts promise: where nothing breaks, a client of the old catalogue reads what the new one sends.
//!
//! Both are the runtime's: the server writes the response, and the client decodes it and reads each detail into its
//! declared type, as generated code does.

use errors_catalogue::diff::{Verdict, diff};
use errors_catalogue::json::Json;
use errors_catalogue::model::{Catalogue, Detail, Entry, Place, Scalar, Shape, Type};
use proptest::prelude::*;

use super::wire::{Received, Wire};

/// The value of a type that is hardest to read as another.
fn extreme(catalogue: &Catalogue, ty: &Type) -> Json {
    match ty {
        Type::Optional(_) => Json::Null,
        Type::List(inner) => Json::List(vec![extreme(catalogue, inner)]),
        Type::Map(inner) => Json::Map(vec![("key".to_owned(), extreme(catalogue, inner))]),
        Type::Named(at) => match &catalogue.types[*at].shape {
            Shape::Enum(values) => Json::Text(values.last().unwrap().0.clone()),
            Shape::Struct(fields) => Json::Map(
                fields
                    .iter()
                    .map(|field| (field.name.clone(), extreme(catalogue, &field.ty)))
                    .filter(|(_, value)| *value != Json::Null)
                    .collect(),
            ),
        },
        Type::Scalar(Scalar::String) => Json::Text("text".to_owned()),
        Type::Scalar(Scalar::Bool) => Json::Bool(true),
        Type::Scalar(Scalar::F64) => Json::Float(0.5),
        Type::Scalar(Scalar::Json) => Json::List(vec![Json::Bool(true)]),
        Type::Scalar(number) => match number.word() {
            "i8" => Json::Signed(i64::from(i8::MIN)),
            "i16" => Json::Signed(i64::from(i16::MIN)),
            "i32" => Json::Signed(i64::from(i32::MIN)),
            "i64" => Json::Signed(i64::MIN),
            unsigned => Json::Unsigned(u64::MAX >> (64 - unsigned[1..].parse::<u32>().unwrap())),
        },
    }
}

/// What an old client loses of the errors that it knows.
fn losses(old: &Catalogue, new: &Catalogue) -> Vec<String> {
    let (today, tomorrow) = (Wire::new(old, old), Wire::new(old, new));
    let mut losses = Vec::new();
    for (at, entry) in old.entries.iter().enumerate() {
        let is_heir = |it: &Entry| it.code == entry.code || it.aliases.contains(&entry.code);
        match new.entries.iter().position(is_heir) {
            Some(heir) => {
                let (before, after) = (today.send(at, entry), tomorrow.send(heir, &new.entries[heir]));
                losses.extend(lost(entry, &before, &after).into_iter().map(|what| format!("{what} of {}", entry.code)));
            }
            None => losses.push(format!("{} is never sent", entry.code)),
        }
    }
    losses
}

/// What the client had of the response before, and does not have after.
fn lost(entry: &Entry, before: &Received<'_>, after: &Received<'_>) -> Vec<String> {
    let (old, new) = (&before.remote, &after.remote);
    let kept = [
        ("the code", old.code() == new.code()),
        ("the code's text", old.code_str().is_none() || new.code_str().is_some()),
        ("the status", old.status() == new.status()),
        ("the message", old.message().is_none() || new.message().is_some()),
        ("whether to retry", old.retryable() == new.retryable()),
        ("the delay", old.retry_after().is_none() || new.retry_after().is_some()),
    ];
    let facts = kept.iter().filter(|(_, kept)| !kept).map(|(what, _)| (*what).to_owned());
    let unread = |detail: &&Detail| !after.reads(detail) && (before.reads(detail) || after.tells(detail));
    facts.chain(entry.details.iter().filter(unread).map(|detail| detail.name.clone())).collect()
}

/// A small catalogue, as choices that a change can alter one by one.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    envelope: usize,
    types: usize,
    codes: Vec<CodeChoices>,
}

#[derive(Clone, Debug)]
struct CodeChoices {
    code: usize,
    alias: usize,
    status: usize,
    details: Vec<(usize, usize, usize)>,
    header: usize,
    retry: usize,
}

const ENVELOPES: [&str; 10] = [
    "{ code: $code, message: $message, details: $details }",
    "{ code: $code, message: $message, details?: $details }",
    "{ code: $code, message: $message, details?: $details, status: $status }",
    "{ type: error, code: $code, <<: $details }",
    "{ type: error, code: $code, message: $message, <<: $details }",
    "{ code: $code, <<: $details }",
    "{ code: $code, d0: extra, <<: $details }",
    "[$code, $message, $details]",
    "{ error: { code: $code, message: $message }, retryable: $retryable }",
    "{ message: $message, details: $details }",
];
const TYPES: [&str; 4] = [
    "{ Plan: [free, pro], Row: { a: u8, b: 'string?' } }",
    "{ Plan: [free, pro, team], Row: { a: u8, b: string } }",
    "{ Plan: [free], Row: { a: u16, b: 'string?' } }",
    "{ Plan: [free, pro], Row: { a: u8, b: 'string?', c: Plan } }",
];
const DETAIL_TYPES: [&str; 14] =
    ["u8", "u16", "u32", "u64", "i8", "i16", "f64", "string", "Plan", "bool", "json", "Row", "list<u8>", "list<Row?>"];
const IN_HEADER: usize = 10;
const UNSIGNED: usize = 4;
const CODES: [&str; 4] = ["A", "B", "C", "D"];
const HEADERS: [&str; 3] = ["{NAME}", "{NAME} left", "static"];

impl Choices {
    pub(crate) fn yaml(&self) -> String {
        let mut seen = Vec::new();
        let mut entries = Vec::new();
        for it in &self.codes {
            if !seen.contains(&CODES[it.code]) {
                seen.push(CODES[it.code]);
                entries.push(it);
            }
        }
        let entries: String = entries.into_iter().map(|it| it.yaml(&mut seen)).collect();
        let Self { envelope, types, .. } = self;
        format!("catalogue: acme\nenvelope: {}\ntypes: {}\nerrors:\n{entries}", ENVELOPES[*envelope], TYPES[*types])
    }
}

impl CodeChoices {
    fn yaml(&self, seen: &mut Vec<&str>) -> String {
        let Self { code, alias, status, details, header, retry } = self;
        let mut out = format!("  {}:\n    status: {}\n    message: m\n", CODES[*code], 404 + status);
        if let Some(alias) = CODES.get(*alias).filter(|alias| !seen.contains(alias)) {
            seen.push(alias);
            out.extend([format!("    aliases: [{alias}]\n")]);
        }
        let in_header = details.first().is_some_and(|(ty, _, place)| *place == 1 && *ty < IN_HEADER);
        let listed: Vec<String> = details
            .iter()
            .enumerate()
            .map(|(at, (ty, optional, place))| {
                let place = match place {
                    1 if at == 0 && in_header => Place::Header,
                    2 => Place::Message,
                    _ => Place::Body,
                };
                let mark = if *optional == 0 { "?" } else { "" };
                format!("      d{at}: {{ type: '{}{mark}', in: {} }}\n", DETAIL_TYPES[*ty], place.word())
            })
            .collect();
        match retry {
            1 => out.push_str("    retry_after: 7s\n"),
            2 if details.first().is_some_and(|(ty, ..)| *ty < UNSIGNED) => out.push_str("    retry_after: $d0\n"),
            3 if details.get(1).is_some_and(|(ty, ..)| *ty < UNSIGNED) => out.push_str("    retry_after: $d1\n"),
            _ => {}
        }
        if !listed.is_empty() {
            out.extend([format!("    details:\n{}", listed.concat())]);
        }
        if in_header {
            out.extend([format!("    headers: {{ X-D: '{}' }}\n", HEADERS[header % 2].replace("NAME", "d0"))]);
        } else if *header == 2 {
            out.extend([format!("    headers: {{ X-D: {} }}\n", HEADERS[2])]);
        }
        out
    }
}

fn code() -> impl Strategy<Value = CodeChoices> {
    let details = prop::collection::vec((0..DETAIL_TYPES.len(), 0..4_usize, 0..4_usize), 0..4);
    (0..CODES.len(), 0..CODES.len() * 2, 0..3_usize, details, 0..3_usize, 0..5_usize).prop_map(
        |(code, alias, status, details, header, retry)| CodeChoices { code, alias, status, details, header, retry },
    )
}

pub(crate) fn choices() -> impl Strategy<Value = Choices> {
    (0..ENVELOPES.len(), 0..TYPES.len(), prop::collection::vec(code(), 1..4))
        .prop_map(|(envelope, types, codes)| Choices { envelope, types, codes })
}

/// A few changes: each takes one choice of another catalogue.
pub(crate) fn mutated(old: &Choices, other: &Choices, changes: &[(usize, usize)]) -> Choices {
    let mut new = old.clone();
    for (what, at) in changes {
        let at = at % new.codes.len();
        let from = &other.codes[at % other.codes.len()];
        let to = &mut new.codes[at];
        match what {
            0 => new.envelope = other.envelope,
            1 => new.types = other.types,
            2 => new.codes.push(from.clone()),
            3 => (to.alias, to.code) = (to.code, from.code),
            4 => to.alias = from.alias,
            5 => to.header = from.header,
            6 => to.details.extend(from.details.first()),
            7 => detail(to, at, |it| it.0 = (it.0 + 1) % DETAIL_TYPES.len()),
            8 => detail(to, at, |it| it.0 = it.0.saturating_sub(1)),
            9 => detail(to, at, |it| it.0 = from.details.first().map_or(it.0, |from| from.0)),
            10 => detail(to, at, |it| it.1 = from.details.first().map_or(it.1, |from| from.1)),
            11 => detail(to, at, |it| it.2 = from.details.first().map_or(it.2, |from| from.2)),
            12 => (to.code, to.alias) = (to.alias % CODES.len(), to.code),
            13 => to.retry = from.retry,
            _ => to.status = from.status,
        }
    }
    new
}

/// Alters one detail.
fn detail(code: &mut CodeChoices, at: usize, alter: impl FnOnce(&mut (usize, usize, usize))) {
    let count = code.details.len().max(1);
    if let Some(detail) = code.details.get_mut(at % count) {
        alter(detail);
    }
}

/// The catalogue, if it is one; merged details may collide with the envelope.
fn catalogue(choices: &Choices) -> Option<Catalogue> {
    let loaded = errors_catalogue::check("errors.yaml", &choices.yaml());
    let mut catalogue = loaded.diagnostics.is_empty().then_some(loaded.catalogue)?;
    let whole = catalogue.clone();
    for detail in catalogue.entries.iter_mut().flat_map(|entry| &mut entry.details) {
        detail.example = Some(extreme(&whole, &detail.ty));
    }
    Some(catalogue)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, max_global_rejects: 40_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn old_clients_lose_nothing_by_what_is_compatible(
        old in choices(),
        other in choices(),
        changes in prop::collection::vec((0..15_usize, 0..4_usize), 1..3),
    ) {
        let new = mutated(&old, &other, &changes);
        let (Some(before), Some(after)) = (catalogue(&old), catalogue(&new)) else { return Err(TestCaseError::reject("no catalogue")); };
        let changes = diff(&before, &after);
        if changes.iter().all(|change| change.verdict != Verdict::Breaking) {
            let losses = losses(&before, &after);
            prop_assert!(losses.is_empty(), "{losses:?}\n{}\n{}\n{changes:#?}", old.yaml(), new.yaml());
        }
    }
}
