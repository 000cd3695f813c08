//! Statuses, their documentation, and SDK exceptions by status.

use std::collections::HashMap;

use super::{Check, number, text, texts};
use crate::answers::casing;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::{self, Document, Text};
use crate::model::{Entry, Exception, Status, StatusSet};
use crate::read::did_you_mean;
use crate::source::{Span, Spanned};

impl Check<'_> {
    /// A status that an error can have: 400..=599.
    pub(super) fn error_status(&mut self, number: &Spanned<u64>) -> Option<u16> {
        match u16::try_from(number.value) {
            Ok(status @ 400..=599) => Some(status),
            _ => {
                self.status_out_of_range(
                    &number.value.to_string(),
                    number.span,
                    "expected 400 to 599: an error's status",
                );
                None
            }
        }
    }

    fn status_out_of_range(&mut self, status: &str, span: Span, expected: &str) {
        let is_number = !status.starts_with('0') && status.bytes().all(|byte| byte.is_ascii_digit());
        let message = if is_number {
            format!("status `{status}` is out of range")
        } else {
            format!("`{status}` is not a status")
        };
        self.out.push(Diagnostic::new(Rule::StatusOutOfRange, message).at(span, expected));
    }

    pub(super) fn statuses(
        &mut self,
        statuses: &[document::Status],
        documents: &[Document],
        entries: &[Entry],
    ) -> Vec<Status> {
        let errors = documents.iter().flat_map(|document| &document.errors);
        let has_status: HashMap<&str, bool> =
            errors.map(|entry| (entry.code.value.as_str(), entry.has_status)).collect();
        let by_code: HashMap<&str, usize> =
            entries.iter().enumerate().map(|(at, entry)| (entry.code.as_str(), at)).collect();
        statuses
            .iter()
            .filter_map(|written| {
                let status = self.any_status(&written.status)?;
                Some(Status {
                    status,
                    meaning: text(written.meaning.as_ref()),
                    description: text(written.description.as_ref()),
                    causes: texts(&written.causes),
                    fixes: texts(&written.fixes),
                    user_message: text(written.user_message.as_ref()),
                    fallback: written
                        .fallback
                        .as_ref()
                        .and_then(|code| self.fallback(code, status, &by_code, &has_status, entries)),
                })
            })
            .collect()
    }

    /// `statuses` documents any status, successes too.
    fn any_status(&mut self, text: &Text) -> Option<u16> {
        let status = number(&text.value).filter(|status| (100..=599).contains(status));
        if status.is_none() {
            self.status_out_of_range(&text.value, text.span, "expected a number from 100 to 599");
        }
        status
    }

    /// Checks that a fallback is a code of the same status.
    fn fallback(
        &mut self,
        code: &Text,
        status: u16,
        by_code: &HashMap<&str, usize>,
        has_status: &HashMap<&str, bool>,
        entries: &[Entry],
    ) -> Option<usize> {
        let known = by_code.get(code.value.as_str()).and_then(|&at| entries[at].wire.status);
        if known.is_none() && has_status.get(code.value.as_str()) == Some(&true) {
            // The code or its status was refused and has been reported.
            return None;
        }
        let label = match by_code.get(code.value.as_str()) {
            Some(&at) if entries[at].wire.status == Some(status) => return Some(at),
            Some(&at) => match entries[at].wire.status {
                Some(other) => format!("this code has the status {other}"),
                None => "this code has no status".to_owned(),
            },
            None => did_you_mean(self.out, &code.value, entries.iter().map(|entry| entry.code.as_str()))
                .unwrap_or_else(|| "no such code".to_owned()),
        };
        self.out.push(
            Diagnostic::new(
                Rule::InvalidFallback,
                format!("`{}` cannot be the fallback of status {status}", code.value),
            )
            .at(code.span, label)
            .help(format!("a fallback is a code under `errors` with `status: {status}`")),
        );
        None
    }

    pub(super) fn exceptions(&mut self, exceptions: &[(Text, document::Exception)]) -> Vec<(StatusSet, Exception)> {
        exceptions
            .iter()
            .filter_map(|(statuses, name)| Some((self.status_set(statuses)?, self.exception(name)?)))
            .collect()
    }

    /// A status such as 404, or a class: `4xx`, `5xx`.
    pub(super) fn status_set(&mut self, text: &Text) -> Option<StatusSet> {
        match text.value.as_str() {
            "4xx" => return Some(StatusSet::Class(4)),
            "5xx" => return Some(StatusSet::Class(5)),
            _ => {}
        }
        let status = number(&text.value).filter(|status| (400..=599).contains(status));
        if status.is_none() {
            let label = match text.value.as_str() {
                "4XX" => "did you mean `4xx`?",
                "5XX" => "did you mean `5xx`?",
                _ => "expected 400 to 599, `4xx` or `5xx`",
            };
            self.status_out_of_range(&text.value, text.span, label);
        }
        status.map(StatusSet::One)
    }

    pub(super) fn exception(&mut self, exception: &document::Exception) -> Option<Exception> {
        Some(match exception {
            document::Exception::Name(name) => Exception::Name(self.class_name(name)?),
            document::Exception::BySdk(names) => {
                Exception::BySdk(names.iter().filter_map(|(sdk, name)| Some((*sdk, self.class_name(name)?))).collect())
            }
        })
    }

    fn class_name(&mut self, name: &Text) -> Option<String> {
        if casing::is_identifier(&name.value) {
            return Some(name.value.clone());
        }
        self.out.push(
            Diagnostic::new(Rule::InvalidName, format!("`{}` is not a valid class name", name.value))
                .at(name.span, "expected letters, digits and `_`, a letter first"),
        );
        None
    }
}

/// The exception of a status: its own, or that of its class.
pub(super) fn exception_of(status: Option<u16>, exceptions: &[(StatusSet, Exception)]) -> Option<Exception> {
    let status = status?;
    let of = |wanted: StatusSet| exceptions.iter().find(|(set, _)| *set == wanted).map(|(_, name)| name.clone());
    of(StatusSet::One(status)).or_else(|| of(StatusSet::Class(status / 100)))
}
