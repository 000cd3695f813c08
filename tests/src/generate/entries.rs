//! Entries: codes in every spelling, with any of their keys.

use std::fmt::Write as _;

use errors_catalogue::words::{Lint, Severity};
use serde_yaml::{Mapping, Value};

use super::details::{Type, NAMES};
use super::{map, put, Writer, TEXTS};

/// Codes whose Rust names are taken by something else in most modules.
const CODES: &[&str] = &[
    "type",
    "Result",
    "OPTION",
    "none",
    "Some",
    "Ok",
    "Err",
    "string",
    "Vec",
    "ERROR",
    "ErrorCode",
    "match",
    "async",
    "gen",
    "Box",
    "core",
    "Catalogue",
    "Serialize",
    "try",
    "CloseCode",
    "ALL",
    "u8",
];

/// Of these, the ones whose constructor would hide a method of `Error`.
const NEEDS_NAME: &[&str] = &["ErrorCode"];

/// A detail as the rest of its entry needs it.
struct Detail {
    name: &'static str,
    ty: Type,
    place: Option<&'static str>,
}

impl Writer<'_> {
    /// So many entries; `first` tells their codes from those of another file.
    pub(super) fn entries(&mut self, first: usize, count: usize) -> Value {
        let mut out = Mapping::new();
        for at in first..first + count {
            let code = self.code(at);
            let entry = self.entry(at, &code);
            put(&mut out, &code, entry);
        }
        Value::Mapping(out)
    }

    fn code(&mut self, at: usize) -> String {
        let code = match self.dice.below(8) {
            0 => format!("code-{at}"),
            1 => format!("some.code {at}"),
            2 => format!("codeNumber{at}"),
            3 if !self.headers_have_codes => format!("{at}: größe \"{at}\""),
            4 | 5 => (*self.dice.pick(CODES)).to_owned(),
            _ => format!("CODE_{at}"),
        };
        let is_new = self.codes.iter().all(|(other, _)| *other != code);
        if is_new {
            code
        } else {
            format!("CODE_{at}")
        }
    }

    fn entry(&mut self, at: usize, code: &str) -> Value {
        let mut out = Mapping::new();
        let status = *self.dice.pick(&[429_u16, 404, 503, 400, 499, 599, 401]);
        let status = Some(status).filter(|_| !self.is_message || self.dice.chance(30));
        if let Some(status) = status {
            put(&mut out, "status", status);
        }
        let details = self.details();
        let message = self.template(&details);
        put(&mut out, "message", message);
        self.maybe(&mut out, 15, "title", Self::text);
        self.maybe(&mut out, 30, "fix", Self::fix);
        let category = |it: &mut Self| match it.categories.len() {
            0 => "free".into(),
            _ => it.dice.pick(&it.categories.clone()).clone().into(),
        };
        self.maybe(&mut out, 40, "category", category);
        self.maybe(&mut out, 20, "description", Self::text);
        self.maybe(&mut out, 20, "causes", Self::texts);
        self.maybe(&mut out, 20, "mistakes", Self::mistakes);
        self.maybe(&mut out, 30, "user_message", |it| it.template(&details));
        self.maybe(&mut out, 20, "severity", |it| it.dice.pick(Severity::ALL).word().into());
        self.maybe(&mut out, 20, "retryable", |it| it.dice.chance(50).into());
        self.retry_after(&mut out, &details);
        self.headers(&mut out, code, &details);
        self.put_details(&mut out, code, &details);
        self.maybe(&mut out, 15, "docs_url", |_| "https://docs.example/own?{code}".into());
        self.maybe(&mut out, 20, "exception", Self::exception);
        self.maybe(&mut out, 20, "aliases", |_| vec![format!("OLDER_{at}"), format!("{at} \"older\" é")].into());
        self.maybe(&mut out, 15, "deprecated", Self::text);
        self.maybe(&mut out, 15, "since", Self::text);
        self.maybe(&mut out, 10, "lints", |it| map([(it.dice.pick(Lint::ALL).word(), "because".into())]));
        if NEEDS_NAME.contains(&code) || !code.is_ascii() || self.dice.chance(10) {
            put(&mut out, "name", format!("Named{at}"));
        }
        self.codes.push((code.to_owned(), status));
        Value::Mapping(out)
    }

    fn details(&mut self) -> Vec<Detail> {
        let first = self.dice.below(NAMES.len());
        let names = NAMES.iter().cycle().skip(first).take(self.dice.below(6)).copied();
        let taken = self.taken.clone();
        let free = names.filter(|name| !taken.contains(name));
        free.map(|name| self.new_detail(name)).collect()
    }

    fn new_detail(&mut self, name: &'static str) -> Detail {
        let ty = self.ty();
        let place = match self.dice.below(6) {
            0 if self.types.fits_header(&ty) => Some("header"),
            1 => Some("message"),
            2 => Some("body"),
            _ => None,
        };
        Detail { name, ty, place }
    }

    fn put_details(&mut self, out: &mut Mapping, code: &str, details: &[Detail]) {
        let mut all = Mapping::new();
        for Detail { name, ty, place } in details {
            let sample = self.sample(ty);
            let detail = self.detail(ty, *place, &sample);
            put(&mut all, name, detail);
            self.samples.insert((code.to_owned(), (*name).to_owned()), sample);
        }
        if !details.is_empty() {
            put(out, "details", Value::Mapping(all));
        }
    }

    /// A text with braces and with any of the details.
    fn template(&mut self, details: &[Detail]) -> Value {
        let mut text = self.dice.pick(TEXTS).to_string();
        for detail in details {
            if self.dice.chance(50) {
                let _ = write!(text, " {{{{{{{0}}}}}}} {{{0}}}", detail.name);
            }
        }
        text.into()
    }

    /// A duration, or a detail that counts seconds.
    fn retry_after(&mut self, out: &mut Mapping, details: &[Detail]) {
        let counts = details.iter().find(|detail| detail.ty.is_unsigned());
        match counts {
            Some(detail) if self.dice.chance(50) => put(out, "retry_after", format!("${}", detail.name)),
            _ => self.maybe(out, 15, "retry_after", Self::duration),
        }
    }

    /// Each detail that travels in a header has one; others may have one, too. A code goes with them if it is ASCII.
    fn headers(&mut self, out: &mut Mapping, code: &str, details: &[Detail]) {
        let mut headers = Mapping::new();
        let last = if code.is_ascii() { "{{{d}}};{code}" } else { "{{{d}}};{status}" };
        for (at, detail) in details.iter().enumerate() {
            if detail.place == Some("header") || (self.types.fits_header(&detail.ty) && self.dice.chance(15)) {
                let form = *self.dice.pick(&["{d}", "a={d}", "{d} left", last]);
                put(&mut headers, &format!("X-Detail-{at}"), form.replace("{d}", &format!("{{{}}}", detail.name)));
            }
        }
        if self.dice.chance(10) {
            put(&mut headers, "WWW-Authenticate", "Bearer realm=\"a\"");
        }
        if !headers.is_empty() {
            put(out, "headers", Value::Mapping(headers));
        }
    }

    /// Headers of every error, before there is one.
    pub(super) fn catalogue_headers(&mut self) -> Option<Value> {
        let headers = [("X-Error-Code", "{code}"), ("X-All", "{status}; {severity}, {retryable}: {category}")];
        let chosen: Mapping = headers
            .iter()
            .filter(|_| self.dice.chance(25))
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect();
        self.headers_have_codes = chosen.contains_key("X-Error-Code");
        (!chosen.is_empty()).then_some(Value::Mapping(chosen))
    }
}
