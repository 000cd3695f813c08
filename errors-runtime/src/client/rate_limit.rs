//! `RateLimit` and `RateLimit-Policy`: what is left of a budget, and how large it is.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::catalogue::{Catalogue, RateLimitInfo};
use crate::client::HeaderSource;
use crate::client::retry_after::capped;

/// The longest field that is read, its lines joined: 8 KiB.
const MAX_FIELD: usize = 8 * 1024;

impl Catalogue {
    /// The rate limit of this name that the catalogue documents.
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// assert!(errors::CATALOGUE.rate_limit("no such limit").is_none());
    #[doc = "```"]
    #[must_use]
    pub fn rate_limit(&self, name: &str) -> Option<&'static RateLimitInfo> {
        self.rate_limits.iter().find(|limit| limit.name == name)
    }
}

/// The rate limits of a server, from the headers `RateLimit` and `RateLimit-Policy`.
///
/// The headers are those of
/// [draft-ietf-httpapi-ratelimit-headers](https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/), which
/// are lists ([RFC 9651](https://www.rfc-editor.org/rfc/rfc9651)): of what is left, and of what is allowed. A header that is
/// malformed or longer than 8 KiB is ignored, and so is an item without its number; partition keys are not kept.
///
/// # Examples
///
/// ```
/// use core::time::Duration;
/// use errors_runtime::RateLimit;
///
/// let limit = RateLimit::read(&[
///     ("RateLimit", r#""minute";r=12;t=40, "day";r=900"#),
///     ("RateLimit-Policy", r#""minute";q=60;w=60, "day";q=1000;w=86400"#),
/// ]).unwrap();
/// assert_eq!(limit.remaining(), Some(12));
/// assert_eq!(limit.reset(), Some(Duration::from_secs(40)));
///
/// let policy = limit.policy("day").unwrap();
/// assert_eq!((policy.quota(), policy.window()), (1000, Some(Duration::from_secs(86_400))));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimit {
    limits: Vec<ServiceLimit>,
    policies: Vec<QuotaPolicy>,
}

impl RateLimit {
    /// Reads both headers of a response, be it an error or a success; `None` where neither says anything.
    #[must_use]
    pub fn read(headers: &(impl HeaderSource + ?Sized)) -> Option<Self> {
        Self::from_headers(&headers)
    }

    pub(crate) fn from_headers(headers: &dyn HeaderSource) -> Option<Self> {
        let limits = items(headers, "ratelimit", ServiceLimit::of);
        let policies = items(headers, "ratelimit-policy", QuotaPolicy::of);
        (!limits.is_empty() || !policies.is_empty()).then_some(Self { limits, policies })
    }

    /// The remaining budget of each limit, in the server's order.
    #[must_use]
    pub fn limits(&self) -> &[ServiceLimit] {
        &self.limits
    }

    /// The budget that each policy allows, in the server's order.
    #[must_use]
    pub fn policies(&self) -> &[QuotaPolicy] {
        &self.policies
    }

    /// The first policy of this name. A limit has the name of its policy.
    #[must_use]
    pub fn policy(&self, name: &str) -> Option<&QuotaPolicy> {
        self.policies.iter().find(|policy| policy.name() == name)
    }

    /// The remaining budget of the limit with the least left.
    #[must_use]
    pub fn remaining(&self) -> Option<u64> {
        self.tightest().map(ServiceLimit::remaining)
    }

    /// The time from the response until the limit with the least left is filled up again.
    #[must_use]
    pub fn reset(&self) -> Option<Duration> {
        self.tightest()?.reset
    }

    /// The limit with the least left; of two with the same left, the one that lasts longer.
    fn tightest(&self) -> Option<&ServiceLimit> {
        self.limits.iter().min_by_key(|limit| (limit.remaining, core::cmp::Reverse(limit.reset)))
    }
}

/// The remaining part of one budget: an item of `RateLimit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLimit {
    name: Box<str>,
    remaining: u64,
    reset: Option<Duration>,
}

impl ServiceLimit {
    /// The name of its policy.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The remaining budget (`r`), in the unit of the policy.
    #[must_use]
    pub fn remaining(&self) -> u64 {
        self.remaining
    }

    /// The time from the response until the budget is filled up again (`t`), at most
    /// [`MAX_RETRY_AFTER`](crate::MAX_RETRY_AFTER).
    #[must_use]
    pub fn reset(&self) -> Option<Duration> {
        self.reset
    }

    fn of(item: &Item<'_>) -> Option<Self> {
        let reset = item.number("t").map(|seconds| capped(Duration::from_secs(seconds)));
        Some(Self { name: item.name()?, remaining: item.number("r")?, reset })
    }
}

/// The size of one budget: an item of `RateLimit-Policy`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaPolicy {
    name: Box<str>,
    quota: u64,
    unit: Option<Box<str>>,
    window: Option<Duration>,
}

impl QuotaPolicy {
    /// The policy's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The budget within the window (`q`).
    #[must_use]
    pub fn quota(&self) -> u64 {
        self.quota
    }

    /// The unit that is counted (`qu`): `requests` unless the server says otherwise.
    #[must_use]
    pub fn unit(&self) -> &str {
        self.unit.as_deref().unwrap_or("requests")
    }

    /// The time that the quota is for (`w`).
    #[must_use]
    pub fn window(&self) -> Option<Duration> {
        self.window
    }

    fn of(item: &Item<'_>) -> Option<Self> {
        let unit = item.text("qu").map(Box::from);
        let window = item.number("w").map(Duration::from_secs);
        Some(Self { name: item.name()?, quota: item.number("q")?, unit, window })
    }
}

/// The items of a field that `of` understands; none of a field that is malformed.
fn items<T>(headers: &dyn HeaderSource, name: &str, of: impl Fn(&Item<'_>) -> Option<T>) -> Vec<T> {
    let Some(field) = field(headers, name).filter(|field| !field.is_empty()) else {
        return Vec::new();
    };
    list(&field).unwrap_or_default().iter().filter_map(of).collect()
}

/// A list may be spread over several lines (RFC 9651 section 3.1), and a broken line breaks them all (section 4.2).
fn field(headers: &dyn HeaderSource, name: &str) -> Option<String> {
    let mut field = Some(String::new());
    headers.each(name, &mut |line| field = join(field.take(), line));
    field
}

fn join(field: Option<String>, line: &[u8]) -> Option<String> {
    let mut field = field?;
    let line = core::str::from_utf8(line).ok().filter(|line| line.is_ascii())?.trim_matches(is_space);
    if field.len() + line.len() > MAX_FIELD {
        return None;
    }
    if !field.is_empty() && !line.is_empty() {
        field.push(',');
    }
    field.push_str(line);
    Some(field)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// An item of a list, with its parameters.
struct Item<'f> {
    value: Bare<'f>,
    parameters: Vec<(&'f str, Bare<'f>)>,
}

/// A bare item; `Other` has the types that rate limits do not use.
enum Bare<'f> {
    Integer(i64),
    Text(Cow<'f, str>),
    Other,
}

impl Item<'_> {
    /// Drafts differ in whether a name is a string or a token.
    fn name(&self) -> Option<Box<str>> {
        match &self.value {
            Bare::Text(name) => Some(Box::from(&**name)),
            _ => None,
        }
    }

    /// Of two parameters with one name, the last one counts (RFC 9651 section 4.2.3.2).
    fn parameter(&self, name: &str) -> Option<&Bare<'_>> {
        self.parameters.iter().rev().find(|(it, _)| *it == name).map(|(_, value)| value)
    }

    fn number(&self, name: &str) -> Option<u64> {
        match self.parameter(name)? {
            Bare::Integer(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.parameter(name)? {
            Bare::Text(text) => Some(text),
            _ => None,
        }
    }
}

// The parsers of RFC 9651 section 4.2, without inner lists. Each takes ASCII and gives back what is left of it.

fn list(field: &str) -> Option<Vec<Item<'_>>> {
    let mut items = Vec::new();
    if field.is_empty() {
        return Some(items);
    }
    let mut rest = field;
    loop {
        let (next, after) = item(rest)?;
        items.push(next);
        let after = after.trim_start_matches(is_space);
        if after.is_empty() {
            return Some(items);
        }
        rest = after.strip_prefix(',')?.trim_start_matches(is_space);
    }
}

fn item(text: &str) -> Option<(Item<'_>, &str)> {
    let (value, mut rest) = bare(text)?;
    let mut parameters = Vec::new();
    while let Some(after) = rest.strip_prefix(';') {
        let (name, after) = key(after.trim_start_matches(' '))?;
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => bare(after)?,
            None => (Bare::Other, after),
        };
        parameters.push((name, value));
        rest = after;
    }
    Some((Item { value, parameters }, rest))
}

fn key(text: &str) -> Option<(&str, &str)> {
    let first = |byte: u8| byte.is_ascii_lowercase() || byte == b'*';
    let inner = |byte: u8| first(byte) || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'.');
    first(*text.as_bytes().first()?).then(|| run(text, inner))
}

fn bare(text: &str) -> Option<(Bare<'_>, &str)> {
    match *text.as_bytes().first()? {
        b'-' | b'0'..=b'9' => number(text),
        b'"' => string(text.strip_prefix('"')?),
        b'*' | b'a'..=b'z' | b'A'..=b'Z' => Some(token(text)),
        b':' => bytes(text.strip_prefix(':')?),
        b'?' => Some((Bare::Other, text.strip_prefix("?0").or_else(|| text.strip_prefix("?1"))?)),
        b'@' => date(text.strip_prefix('@')?),
        b'%' => display_string(text.strip_prefix("%\"")?),
        _ => None,
    }
}

fn number(text: &str) -> Option<(Bare<'_>, &str)> {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (digits, rest) = run(unsigned, is_digit);
    if let Some(rest) = rest.strip_prefix('.') {
        let (fraction, rest) = run(rest, is_digit);
        let fits = (1..=12).contains(&digits.len()) && (1..=3).contains(&fraction.len());
        return fits.then_some((Bare::Other, rest));
    }
    let (whole, rest) = text.split_at_checked(text.len() - rest.len())?;
    (1..=15).contains(&digits.len()).then_some((Bare::Integer(whole.parse().ok()?), rest))
}

fn string(text: &str) -> Option<(Bare<'_>, &str)> {
    let (plain, mut rest) = run(text, is_string_byte);
    let mut value = Cow::Borrowed(plain);
    loop {
        if let Some(rest) = rest.strip_prefix('"') {
            return Some((Bare::Text(value), rest));
        }
        let escaped = rest.strip_prefix('\\')?;
        let (escaped, after) = escaped.split_at_checked(1).filter(|(it, _)| matches!(*it, "\"" | "\\"))?;
        let (plain, after) = run(after, is_string_byte);
        let value = value.to_mut();
        value.push_str(escaped);
        value.push_str(plain);
        rest = after;
    }
}

fn is_string_byte(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')
}

fn token(text: &str) -> (Bare<'_>, &str) {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~:/".contains(&byte);
    let (token, rest) = run(text, inner);
    (Bare::Text(Cow::Borrowed(token)), rest)
}

fn bytes(text: &str) -> Option<(Bare<'_>, &str)> {
    let (_, rest) = run(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    Some((Bare::Other, rest.strip_prefix(':')?))
}

fn date(text: &str) -> Option<(Bare<'_>, &str)> {
    match number(text)? {
        (Bare::Integer(_), rest) => Some((Bare::Other, rest)),
        _ => None,
    }
}

fn display_string(text: &str) -> Option<(Bare<'_>, &str)> {
    let (_, rest) = run(text, |byte| matches!(byte, b' '..=b'~') && byte != b'"');
    Some((Bare::Other, rest.strip_prefix('"')?))
}

/// The bytes at the start that `is_part` holds for, and the rest.
fn run(text: &str, is_part: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(|byte| !is_part(byte)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::format;
    use alloc::string::ToString;

    use super::*;

    fn limits(field: &str) -> Vec<(String, u64, Option<u64>)> {
        let read = RateLimit::read(&[("RateLimit", field)]);
        let all = read.iter().flat_map(RateLimit::limits);
        all.map(|it| (it.name().to_string(), it.remaining(), it.reset().map(|reset| reset.as_secs()))).collect()
    }

    fn one(name: &str, remaining: u64, reset: Option<u64>) -> Vec<(String, u64, Option<u64>)> {
        alloc::vec![(name.to_owned(), remaining, reset)]
    }

    #[test]
    fn reads_what_the_draft_shows() {
        assert_eq!(limits(r#""default";r=50;t=30"#), one("default", 50, Some(30)));
        assert_eq!(limits("default;r=999;pk=:cHsdsRa894==:"), one("default", 999, None));
        assert_eq!(limits(r#""a";r=1 ,	"b";r=2"#).len(), 2);
        let policy = [("RateLimit-Policy", r#""peruser";q=65535;qu="content-bytes";w=10;pk=:sdfjLJUOUH==:"#)];
        let policy = RateLimit::read(&policy).unwrap();
        let [policy] = policy.policies() else { panic!("{policy:?}") };
        assert_eq!((policy.name(), policy.quota(), policy.unit()), ("peruser", 65535, "content-bytes"));
        assert_eq!(policy.window(), Some(Duration::from_secs(10)));
    }

    #[test]
    fn reads_every_kind_of_parameter() {
        assert_eq!(limits(r#""a"; x;y=?0;z=1.5;u=@-1;v=%"f%c3%bc";w=tok/en;s="\"\\";r=1"#), one("a", 1, None));
        assert_eq!(limits(r#""say \"\\";r=1;r=2"#), one(r#"say "\"#, 2, None));
    }

    #[test]
    fn ignores_malformed_fields() {
        for field in [
            "",
            ",",
            r#""a";r=1,"#,
            ",;r=1",
            r#""a;r=1"#,
            r#""a\x";r=1"#,
            r#""a" ;r=1"#,
            r#""a";R=1"#,
            r#""a";r="#,
            r#""a";r=1 "b";r=2"#,
            r#""a";r=1;x=?2"#,
            r#""a";r=1;x=:?:"#,
            r#""a";r=1;x=1.2345"#,
            r#""a";r=1;x=@1.5"#,
            r#""a";r=1;x=%"a"#,
            r#"("a");r=1"#,
            r#""ä";r=1"#,
            "limit=10, remaining=5, reset=1",
            "50",
            r#""a";r=1234567890123456"#,
        ] {
            assert_eq!(limits(field), [], "{field:?}");
        }
        assert_eq!(RateLimit::read(&[("RateLimit", b"\xff" as &[u8])][..]), None);
    }

    #[test]
    fn ignores_items_without_their_number() {
        assert_eq!(limits(r#""a", "b";r=-1, "c";r="1", 4;r=1, "d";r=7;t=-1"#), one("d", 7, None));
    }

    #[test]
    fn the_limit_with_least_speaks_for_all() {
        let headers = [("RateLimit", r#""a";r=9;t=1, "b";r=0;t=5"#), ("ratelimit", r#""c";r=0;t=60"#)];
        let limit = RateLimit::read(&headers).unwrap();
        assert_eq!(limit.limits().len(), 3);
        assert_eq!((limit.remaining(), limit.reset()), (Some(0), Some(Duration::from_secs(60))));
    }

    #[test]
    fn holds_its_bounds() {
        let item = r#""a";r=1;t=999999999999999,"#;
        let fitting = item.repeat(MAX_FIELD / item.len());
        assert_eq!(limits(fitting.trim_end_matches(',')).len(), MAX_FIELD / item.len());
        assert_eq!(limits(fitting.trim_end_matches(','))[0].2, Some(crate::MAX_RETRY_AFTER.as_secs()));
        assert_eq!(limits(&format!("{fitting}{item}{}", &item[..item.len() - 1])), []);
        let lines: Vec<_> = (0..10_000).map(|_| ("RateLimit", "a;r=1")).collect();
        assert_eq!(RateLimit::read(&lines), None);
    }

    #[test]
    fn nothing_panics() {
        let field = r#""a\"b"; x;y=?0;z=-1.5;u=@-1;v=%"f%c3";w=tok/en;pk=:aa==:;r=1, b;r=2"#;
        for start in 0..field.len() {
            for end in start..field.len() {
                let _ = limits(&field[start..end]);
            }
            let _ = limits(&format!("{}\u{0}{}", &field[..start], &field[start..]));
        }
    }
}
