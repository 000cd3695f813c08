//! Advice about waiting, in words.

use std::time::Duration;

use crate::model::{Entry, RetryAfter};

/// A piece of advice, for the reader's medium to format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words<'a> {
    /// Plain text.
    Text(String),
    /// The name of a detail.
    Detail(&'a str),
    /// The words "retry policy", which a page can link to it.
    Policy,
}

impl Entry {
    /// Tells people whether to send the same request again, and when: a phrase such as "yes, after 30 s".
    #[must_use]
    pub fn retry_advice(&self) -> Vec<Words<'_>> {
        let text = |text: &str| Words::Text(text.to_owned());
        match self.retry.retry_after {
            _ if !self.retry.retryable && self.wire.status == Some(429) => {
                vec![text("no, not before the limit allows requests again")]
            }
            _ if !self.retry.retryable => vec![text("no, the same request fails again")],
            RetryAfter::Unspecified => vec![text("yes, after the delays of the "), Words::Policy],
            RetryAfter::Fixed(delay) => vec![Words::Text(format!("yes, after {}", duration(delay)))],
            RetryAfter::Detail(at) => {
                vec![text("yes, after "), Words::Detail(&self.wire.details[at].name), text(" seconds")]
            }
        }
    }

    /// The advice on one line of text, with the name of a detail as `code` writes it.
    #[must_use]
    pub fn retry_advice_text(&self, code: impl Fn(&str) -> String) -> String {
        let word = |words| match words {
            Words::Text(text) => text,
            Words::Detail(name) => code(name),
            Words::Policy => "retry policy".to_owned(),
        };
        self.retry_advice().into_iter().map(word).collect()
    }
}

/// A duration for people, exact, in the largest unit without a remainder: `2 h`, `5 min`, `1.5 s`, `250 ms`.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// assert_eq!(errors_catalogue::answers::duration(Duration::from_millis(1500)), "1.5 s");
/// assert_eq!(errors_catalogue::answers::duration(Duration::from_secs(300)), "5 min");
/// ```
#[must_use]
pub fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0 if duration.subsec_nanos() > 0 => format!("{} ms", duration.as_secs_f64() * 1000.0),
        _ if duration.subsec_nanos() > 0 => format!("{} s", duration.as_secs_f64()),
        0 => "0 s".to_owned(),
        seconds if seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
        seconds if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}
