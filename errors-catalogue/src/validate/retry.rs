//! The retry policy, durations and `retry_after`.

use std::collections::HashSet;
use std::time::Duration;

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::{self, Text};
use crate::model::{Detail, Retry, RetryAfter, Scalar, StatusSet, Type};
use crate::read::did_you_mean_between;
use crate::source::Spanned;
use crate::suggest;

/// Default retry policy.
const STATUSES: [u16; 7] = [408, 425, 429, 500, 502, 503, 504];
const UNITS: [(&str, u64); 5] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
const MAX_DURATION: u64 = 366 * 86_400_000;

impl Check<'_> {
    pub(super) fn retry(&mut self, retry: &document::Retry) -> Retry {
        Retry {
            statuses: match &retry.statuses {
                Some(statuses) => {
                    let sets = statuses.iter().filter_map(|status| self.status_set(status));
                    // Keep each status once: every entry searches this list.
                    let mut known = HashSet::new();
                    sets.flat_map(StatusSet::statuses).filter(|status| known.insert(*status)).collect()
                }
                None => STATUSES.to_vec(),
            },
            max_retries: self.max_retries(retry.max_retries.as_ref()),
            initial_delay: self.duration_or(retry.initial_delay.as_ref(), Duration::from_secs(1)),
            multiplier: self.factor(retry.multiplier.as_ref(), 2.0, 1.0, 1_000.0),
            max_delay: self.duration_or(retry.max_delay.as_ref(), Duration::from_secs(30)),
            jitter: self.factor(retry.jitter.as_ref(), 0.5, 0.0, 1.0),
            default_retry_after: retry.default_retry_after.as_ref().and_then(|text| self.duration(text)),
        }
    }

    fn max_retries(&mut self, number: Option<&Spanned<u64>>) -> u32 {
        const MAX: u32 = 1_000;
        let Some(number) = number else { return 3 };
        match u32::try_from(number.value) {
            Ok(value) if value <= MAX => value,
            _ => {
                self.out.push(
                    Diagnostic::new(Rule::NumberOutOfRange, "this number is out of range")
                        .at(number.span, format!("expected 0 to {MAX}")),
                );
                MAX
            }
        }
    }

    fn factor(&mut self, number: Option<&Spanned<f64>>, default: f64, least: f64, most: f64) -> f64 {
        let Some(number) = number else { return default };
        if (least..=most).contains(&number.value) {
            return number.value;
        }
        self.out.push(
            Diagnostic::new(Rule::NumberOutOfRange, "this number is out of range")
                .at(number.span, format!("expected {least} to {most}")),
        );
        default
    }

    fn duration_or(&mut self, text: Option<&Text>, default: Duration) -> Duration {
        text.and_then(|text| self.duration(text)).unwrap_or(default)
    }

    /// A whole number and a unit: `500ms`, `60s`, `1m`, `2h`, `1d`.
    pub(super) fn duration(&mut self, text: &Text) -> Option<Duration> {
        let duration = parse_duration(&text.value);
        if duration.is_none() {
            self.out.push(invalid_duration(text));
        }
        duration
    }

    /// Reads `retry_after`: a duration, or a detail that counts seconds.
    pub(super) fn retry_after(&mut self, text: &Text, details: &[Detail]) -> RetryAfter {
        let Some(name) = text.value.strip_prefix('$') else {
            return match parse_duration(&text.value) {
                Some(duration) => RetryAfter::Fixed(duration),
                None => self.invalid_retry_after(text, &no_wait(&text.value, details), None),
            };
        };
        let Some(at) = details.iter().position(|detail| detail.name == name) else {
            let names: Vec<&str> = details.iter().map(|detail| detail.name.as_str()).collect();
            let meant = did_you_mean_between(self.out, name, names.iter().copied(), ["$", ""]);
            let label = meant.unwrap_or_else(|| "no such detail".to_owned());
            let help = format!("the details of this entry are: {}", suggest::list(&names));
            return self.invalid_retry_after(text, &label, (!names.is_empty()).then_some(help));
        };
        match details[at].ty.required() {
            Type::Scalar(Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64) => RetryAfter::Detail(at),
            _ => {
                let label =
                    format!("`{name}` is {}, expected u8, u16, u32 or u64: whole seconds", details[at].declared);
                self.invalid_retry_after(text, &label, None)
            }
        }
    }

    fn invalid_retry_after(&mut self, text: &Text, label: &str, help: Option<String>) -> RetryAfter {
        let message = format!("`{}` does not say how long to wait", text.value);
        let diagnostic = Diagnostic::new(Rule::InvalidRetryAfter, message).at(text.span, label);
        self.out.push(match help {
            Some(help) => diagnostic.help(help),
            None => {
                diagnostic.help("write `retry_after: 60s`, or `retry_after: $name` for a detail that counts seconds")
            }
        });
        RetryAfter::Unspecified
    }
}

fn parse_duration(text: &str) -> Option<Duration> {
    let (number, factor) = split_duration(text)?;
    let millis = number.parse::<u64>().ok()?.checked_mul(factor)?;
    (millis <= MAX_DURATION).then(|| Duration::from_millis(millis))
}

/// The digits, and how many milliseconds the unit has.
fn split_duration(text: &str) -> Option<(&str, u64)> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit.trim_start())?;
    (!number.is_empty()).then_some((number, *factor))
}

/// Units as people write them.
const LONG_UNITS: [(&str, &[&str]); 5] = [
    ("ms", &["msec", "millis", "millisecond", "milliseconds"]),
    ("s", &["sec", "secs", "second", "seconds"]),
    ("m", &["min", "mins", "minute", "minutes"]),
    ("h", &["hr", "hrs", "hour", "hours"]),
    ("d", &["day", "days"]),
];

/// The probable duration, if the unit is missing or has a longer name.
fn meant_duration(text: &str) -> Option<String> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let unit = unit.trim().to_ascii_lowercase();
    match (number, unit.as_str()) {
        ("", _) if unit.is_empty() => None,
        (number, "") => Some(format!("{number}s")),
        (number, unit) => {
            let (short, _) = LONG_UNITS.iter().find(|(short, long)| *short == unit || long.contains(&unit))?;
            Some(format!("{}{short}", if number.is_empty() { "1" } else { number }))
        }
    }
}

/// Probable intention of an invalid `retry_after`.
fn no_wait(text: &str, details: &[Detail]) -> String {
    let name = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let meant = details.iter().find(|detail| detail.name == name).map(|detail| format!("${}", detail.name));
    match meant.or_else(|| meant_duration(text)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "neither a duration such as `60s` nor a `$detail`".to_owned(),
    }
}

fn invalid_duration(text: &Text) -> Diagnostic {
    let label = if split_duration(&text.value).is_some() {
        "the longest duration is `366d`".to_owned()
    } else if let Some(meant) = meant_duration(&text.value) {
        format!("did you mean `{meant}`?")
    } else {
        "expected a whole number and a unit: `500ms`, `60s`, `1m`, `2h`, `1d`".to_owned()
    };
    let message = match text.value.as_str() {
        "" => "a duration cannot be empty".to_owned(),
        text => format!("`{text}` is not a duration"),
    };
    Diagnostic::new(Rule::InvalidDuration, message).at(text.span, label)
}
