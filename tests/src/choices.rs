//! Small catalogues as choices that a change can alter one by one.

use errors_catalogue::words::Place;
use proptest::prelude::*;

/// A small catalogue, as choices that a change can alter one by one.
#[derive(Clone, Debug)]
pub struct Choices {
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
    /// The catalogue's text.
    #[must_use]
    pub fn yaml(&self) -> String {
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

/// Choices of all kinds.
pub fn choices() -> impl Strategy<Value = Choices> {
    (0..ENVELOPES.len(), 0..TYPES.len(), prop::collection::vec(code(), 1..4))
        .prop_map(|(envelope, types, codes)| Choices { envelope, types, codes })
}

/// A few changes: each takes one choice of another catalogue.
#[must_use]
pub fn mutated(old: &Choices, other: &Choices, changes: &[(usize, usize)]) -> Choices {
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
