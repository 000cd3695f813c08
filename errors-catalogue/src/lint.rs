//! Warnings about a valid catalogue: one function per lint.
//!
//! `lints:` in the catalogue or in an entry allows one, with a reason.

use std::collections::HashSet;
use std::slice;

use crate::Checked;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Entry, Text};
use crate::model::{self, Catalogue, Envelope, Fill, Header, Member, Part, Place, RetryAfter, Token};
use crate::node::{Kind, Node};
use crate::source::Span;
pub use crate::words::Lint;

/// A finding of a lint.
pub type Finding = Diagnostic<Lint>;

/// All findings, sorted by place.
#[must_use]
pub fn lint(loaded: &Checked) -> Vec<Finding> {
    let written = loaded.documents.iter().flat_map(|document| &document.errors);
    let entries: Vec<Pair<'_>> =
        written.zip(&loaded.catalogue.entries).map(|(written, checked)| Pair { written, checked }).collect();
    let api = Api::new(&loaded.catalogue);
    let mut out: Vec<Finding> = entries.iter().flat_map(|entry| of_entry(entry, &api, loaded)).collect();
    out.extend(mixed_code_styles(&without(&entries, Lint::MixedCodeStyles)));
    out.extend(message_punctuation(&without(&entries, Lint::MessagePunctuation)));
    let envelopes = loaded.documents.iter().filter_map(|document| document.envelope.as_ref());
    out.extend(envelopes.flat_map(|envelope| unfilled_tokens(envelope, &loaded.catalogue)));
    out.extend(loaded.documents.iter().flat_map(shared_lines).filter_map(|text| trailing_line_break(text, loaded)));
    out.extend(loaded.documents.iter().filter_map(active_content_type));
    let allowed: HashSet<Lint> = loaded.documents.iter().flat_map(|document| &document.lints).copied().collect();
    out.retain(|finding| !allowed.contains(&finding.rule()));
    out.sort_by_key(Diagnostic::span);
    out
}

/// Findings for one entry, except those of lints that it allows.
fn of_entry(entry: &Pair<'_>, api: &Api, loaded: &Checked) -> Vec<Finding> {
    let found = [
        missing_fix(entry),
        missing_retry_after(entry, api),
        retryable_client_error(entry),
        missing_www_authenticate(entry, api),
        server_error_details(entry),
    ];
    let broken = lines_of(entry.written).filter_map(|text| trailing_line_break(text, loaded));
    let found = found.into_iter().flatten().chain(unused_details(entry, api)).chain(broken);
    found.filter(|finding| !entry.allows(finding.rule())).collect()
}

/// Findings between entries: an entry that allows the lint neither gets a finding nor causes one.
fn without<'e, 'a>(entries: &'e [Pair<'a>], lint: Lint) -> Vec<&'e Pair<'a>> {
    entries.iter().filter(|entry| !entry.allows(lint)).collect()
}

/// An entry as written, and as checked.
struct Pair<'a> {
    written: &'a Entry,
    checked: &'a model::Entry,
}

impl Pair<'_> {
    fn code(&self) -> &Text {
        &self.written.code
    }

    fn allows(&self, lint: Lint) -> bool {
        self.written.lints.contains(&lint)
    }
}

/// Facts about all entries, computed once.
struct Api {
    /// True if errors are messages, which have no headers.
    is_message: bool,
    /// True if the body has a place for details.
    has_details: bool,
    /// True if every error sends `WWW-Authenticate`.
    asks_for_credentials: bool,
}

impl Api {
    fn new(catalogue: &Catalogue) -> Self {
        Self {
            is_message: catalogue.is_message(),
            has_details: has_details(&catalogue.wire.envelope),
            asks_for_credentials: asks_for_credentials(&catalogue.wire.headers),
        }
    }
}

fn asks_for_credentials(headers: &[Header]) -> bool {
    headers.iter().any(|header| header.name.eq_ignore_ascii_case("www-authenticate"))
}

/// Warns about an error without a fix: clients do not know what to do.
fn missing_fix(entry: &Pair<'_>) -> Option<Finding> {
    entry.checked.prose.fixes.is_empty().then(|| {
        Diagnostic::new(Lint::MissingFix, format!("`{}` has no fix", entry.checked.code))
            .at(entry.code().span, "what should a caller do?")
            .help("add `fix` here, or for the whole status under `statuses`")
    })
}

/// Warns about a 429 or 503 without a delay: clients do not know how long to wait.
fn missing_retry_after(entry: &Pair<'_>, api: &Api) -> Option<Finding> {
    let label = if api.is_message { "how long should a caller wait?" } else { "no Retry-After header is sent" };
    let asks_to_wait = matches!(entry.checked.wire.status, Some(429 | 503)) && entry.checked.retry.retryable;
    (asks_to_wait && entry.checked.retry.retry_after == RetryAfter::Unspecified).then(|| {
        Diagnostic::new(Lint::MissingRetryAfter, format!("`{}` does not say how long to wait", entry.checked.code))
            .at(entry.code().span, label)
            .help("write `retry_after: 60s`, or `retry_after: $detail` for a detail that counts seconds")
    })
}

/// Warns about a retryable 4xx: the same request fails again, unless the status says that waiting helps.
fn retryable_client_error(entry: &Pair<'_>) -> Option<Finding> {
    let status = entry.checked.wire.status.filter(|status| (400..500).contains(status))?;
    (entry.checked.retry.retryable && !matches!(status, 408 | 425 | 429)).then(|| {
        Diagnostic::new(Lint::RetryableClientError, format!("`{}` is a retryable {status}", entry.checked.code))
            .at(entry.code().span, "clients will resend a request that was wrong")
            .help("remove the status from `retry.statuses`, or write `retryable: false`")
    })
}

/// Warns about a 401 that does not name the accepted scheme (RFC 9110, section 15.5.2).
fn missing_www_authenticate(entry: &Pair<'_>, api: &Api) -> Option<Finding> {
    let sent = api.asks_for_credentials || asks_for_credentials(&entry.checked.wire.headers);
    (entry.checked.wire.status == Some(401) && !sent && !api.is_message).then(|| {
        Diagnostic::new(Lint::MissingWwwAuthenticate, format!("`{}` sends no WWW-Authenticate", entry.checked.code))
            .at(entry.code().span, "RFC 9110 asks for it on every 401")
            .help("write `headers: { WWW-Authenticate: Bearer }`")
    })
}

/// Warns about a 5xx message with details, which exposes the server's internals.
fn server_error_details(entry: &Pair<'_>) -> Option<Finding> {
    let is_server_error = entry.checked.wire.status.is_some_and(|status| status >= 500);
    let has_details = entry.checked.wire.message.parts.iter().any(|part| matches!(part, Part::Detail(_)));
    let message = entry.written.message.as_ref().filter(|_| is_server_error && has_details)?;
    Some(
        Diagnostic::new(Lint::ServerErrorDetails, format!("the message of `{}` exposes details", entry.checked.code))
            .at(message.span, "a 5xx message should not expose the server's internals")
            .help("use a fixed message, and log what happened"),
    )
}

/// Warns about a detail that is never sent.
fn unused_details(entry: &Pair<'_>, api: &Api) -> Vec<Finding> {
    let unused = entry.checked.wire.details.iter().enumerate().filter(|(at, detail)| {
        let in_body = detail.place == Place::Body && api.has_details;
        !in_body && !is_filled_in(entry.checked, *at)
    });
    unused
        .filter_map(|(_, detail)| entry.written.details.iter().find(|written| written.name.value == detail.name))
        .map(|written| unused_detail(&written.name, api))
        .collect()
}

fn unused_detail(name: &Text, api: &Api) -> Finding {
    let (label, help) = if api.is_message {
        ("it is in neither the message frame nor a text", "add `$details` to the envelope, or use it in the message")
    } else {
        (
            "it is not in the body, a text or a header",
            "add `$details` to the envelope, use it in the message, or send it `in: header`",
        )
    };
    Diagnostic::new(Lint::UnusedDetail, format!("the detail `{}` is never sent", name.value))
        .at(name.span, label)
        .help(help)
}

fn is_filled_in(entry: &model::Entry, at: usize) -> bool {
    entry.wire.message.uses(at)
        || entry.prose.user_message.as_ref().is_some_and(|message| message.uses(at))
        || entry.wire.headers.iter().any(|header| header.value.uses(at))
        || entry.retry.retry_after == RetryAfter::Detail(at)
}

fn has_details(envelope: &Envelope) -> bool {
    match envelope {
        Envelope::Fill(fill) => *fill == Fill::Token(Token::Details),
        Envelope::List(items) => items.iter().any(has_details),
        Envelope::Object(members) => members.iter().any(|member| match member {
            Member::MergeDetails => true,
            Member::Key { value, .. } => has_details(value),
        }),
        Envelope::Literal(_) | Envelope::Text(_) => false,
    }
}

/// Warns about `$message` inside a longer text: it is a value only if it is the whole text.
fn unfilled_tokens(envelope: &Node, catalogue: &Catalogue) -> Vec<Finding> {
    match &envelope.kind {
        Kind::Scalar { text, .. } => unfilled_token(text, envelope, catalogue).into_iter().collect(),
        Kind::List(items) => items.iter().flat_map(|item| unfilled_tokens(item, catalogue)).collect(),
        Kind::Map { members, .. } => members.iter().flat_map(|(_, value)| unfilled_tokens(value, catalogue)).collect(),
        Kind::Refused => Vec::new(),
    }
}

fn unfilled_token(text: &str, node: &Node, catalogue: &Catalogue) -> Option<Finding> {
    let is_known = |name: &&str| Token::from_word(name).is_some() || catalogue.wire.context.iter().any(|it| it == name);
    let behind_dollars = text.split('$').skip(1).map(leading_name);
    let name = behind_dollars.filter(is_known).find(|_| !text.starts_with('$'))?;
    let help = match name {
        "details" => "details are not text: write `$details` as the whole value".to_owned(),
        name => format!("inside a text, write `{{{name}}}`"),
    };
    Some(
        Diagnostic::new(Lint::UnfilledToken, format!("`${name}` is sent literally here"))
            .at(node.span, "`$` names a value only if it is the whole text")
            .help(help),
    )
}

fn leading_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The texts of an entry that are shown as one line; a `description` is Markdown.
fn lines_of(entry: &Entry) -> impl Iterator<Item = &Text> {
    let single = [&entry.title, &entry.message, &entry.user_message, &entry.deprecated];
    single.into_iter().flatten().chain(&entry.fixes).chain(&entry.causes)
}

/// The same texts of a document outside its entries.
fn shared_lines(document: &Document) -> impl Iterator<Item = &Text> {
    let lists = document.statuses.iter().flat_map(|it| it.fixes.iter().chain(&it.causes));
    let of_statuses = document.statuses.iter().flat_map(|it| [&it.meaning, &it.user_message]);
    let of_codes = document.close_codes.iter().flatten().flat_map(|it| [&it.meaning, &it.action]);
    let categories = document.categories.iter().flatten().map(|(_, title)| title);
    document.title.iter().chain(categories).chain(lists).chain(of_statuses.chain(of_codes).flatten())
}

/// Warns about `message: |`, which keeps the line break at the end of the block and sends it to clients.
fn trailing_line_break(text: &Text, loaded: &Checked) -> Option<Finding> {
    text.value.ends_with(['\n', '\r']).then(|| {
        let mark = block_mark(text.span, loaded.sources[text.span.file].text());
        Diagnostic::new(Lint::TrailingLineBreak, "this text ends in a line break")
            .at(mark.unwrap_or(text.span), "the line break is part of the text")
            .help("write `|-` instead of `|`, and `>-` instead of `>`; in quotes, remove the last `\\n`")
    })
}

/// The `|` or `>` at the end of the line above a block.
fn block_mark(block: Span, source: &str) -> Option<Span> {
    // Only white space may be between the two: a long line with many texts must not be searched for each of them.
    let above = source[..block.start].trim_end();
    source[above.len()..block.start].find('\n')?;
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let header = above[start..].split(" #").next()?.trim_end();
    let mark = header.trim_end_matches(|c: char| c == '+' || c.is_ascii_digit());
    mark.ends_with(['|', '>']).then(|| Span { start: start + mark.len() - 1, end: start + header.len(), ..block })
}

/// Warns about media types that browsers execute: in a page or a script, a value of the body is code of its sender.
fn active_content_type(document: &Document) -> Option<Finding> {
    let text = document.content_type.as_ref().filter(|text| is_active(&text.value))?;
    Some(
        Diagnostic::new(Lint::ActiveContentType, format!("browsers may run a body of type `{}`", text.value))
            .at(text.span, "a value in the body could be a script")
            .help("write `application/json`, or a type that ends in `+json`"),
    )
}

/// Parts of the names of media types that browsers show as a page, run as a script, or look into to find out
/// (<https://mimesniff.spec.whatwg.org>, sections 4.6 and 7).
const ACTIVE: [&str; 11] =
    ["html", "xml", "xsl", "javascript", "ecmascript", "jscript", "livescript", "mixed-replace", "pdf", "unknown", "*"];

/// Returns true if browsers may run this; they use the last of several types separated by commas.
fn is_active(content_type: &str) -> bool {
    let essences = content_type.split(',').filter_map(|ty| ty.split(';').next());
    let mut essences = essences.map(|essence| essence.trim().to_ascii_lowercase());
    essences.any(|it| !it.ends_with("+json") && ACTIVE.iter().any(|part| it.contains(part)))
}

/// The capitals of a code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Case {
    Upper,
    StartsLower,
    StartsUpper,
}

/// The mark that separates two words of a code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Joint {
    Underscore,
    Hyphen,
    Capital,
    Other,
}

/// True if the code has namespaces.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Level {
    Top,
    Within,
}

/// A way to spell all codes of an API.
type Style = (Case, Joint, Level);

const CASES: &[Case] = &[Case::Upper, Case::StartsLower, Case::StartsUpper];
const JOINTS: &[Joint] = &[Joint::Underscore, Joint::Hyphen, Joint::Capital, Joint::Other];
const LEVELS: &[Level] = &[Level::Top, Level::Within];
const NAMESPACE_ENDS: [char; 3] = ['.', '/', ':'];

/// The styles that a code fits: all for a number or for letters without case; those of its case for a single word.
fn styles(code: &str) -> Vec<Style> {
    if !code.contains(is_cased) {
        return product(CASES, JOINTS, LEVELS);
    }
    let case = case(code);
    let joint = joint(code, case);
    let level = level(code, joint);
    product(&[case], joint.as_ref().map_or(JOINTS, slice::from_ref), level.as_ref().map_or(LEVELS, slice::from_ref))
}

fn product(cases: &[Case], joints: &[Joint], levels: &[Level]) -> Vec<Style> {
    let of_case = |case| joints.iter().flat_map(move |&joint| levels.iter().map(move |&level| (case, joint, level)));
    cases.iter().copied().flat_map(of_case).collect()
}

fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

fn case(code: &str) -> Case {
    match code.chars().find(|&c| is_cased(c)) {
        Some(first) if first.is_lowercase() => Case::StartsLower,
        _ if code.contains(char::is_lowercase) => Case::StartsUpper,
        _ => Case::Upper,
    }
}

/// The mark between the words of a code; `None` for a single word.
fn joint(code: &str, case: Case) -> Option<Joint> {
    let is_other = |c: char| !c.is_alphanumeric() && !NAMESPACE_ENDS.contains(&c) && c != '_' && c != '-';
    let joints = [
        (Joint::Underscore, code.contains('_')),
        (Joint::Hyphen, code.contains('-')),
        (Joint::Capital, has_inner_capital(code, case)),
        (Joint::Other, code.contains(is_other)),
    ];
    let found: Vec<Joint> = joints.into_iter().filter_map(|(joint, is_there)| is_there.then_some(joint)).collect();
    match found[..] {
        [] => None,
        [joint] => Some(joint),
        _ => Some(Joint::Other),
    }
}

fn has_inner_capital(code: &str, case: Case) -> bool {
    match case {
        Case::Upper => false,
        Case::StartsLower => code.contains(char::is_uppercase),
        Case::StartsUpper => code.chars().zip(code.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase()),
    }
}

/// The level of a code of several words; `None` for a single word outside namespaces, which fits both levels.
fn level(code: &str, joint: Option<Joint>) -> Option<Level> {
    let is_within = code.contains(NAMESPACE_ENDS);
    if is_within { Some(Level::Within) } else { joint.map(|_| Level::Top) }
}

/// A code and the styles that it fits.
struct StyledCode<'a> {
    code: &'a Text,
    styles: Vec<Style>,
}

impl<'a> StyledCode<'a> {
    fn new(entry: &'a Pair<'_>) -> Self {
        Self { code: entry.code(), styles: styles(&entry.checked.code) }
    }

    fn is_like(&self, other: &Self) -> bool {
        self.styles.iter().any(|style| other.styles.contains(style))
    }
}

/// Warns about codes in different styles.
fn mixed_code_styles(entries: &[&Pair<'_>]) -> Vec<Finding> {
    let codes: Vec<StyledCode<'_>> = entries.iter().map(|entry| StyledCode::new(entry)).collect();
    let Some(usual) = usual_style(&codes) else { return Vec::new() };
    let (fitting, odd): (Vec<&StyledCode<'_>>, Vec<_>) = codes.iter().partition(|code| code.styles.contains(&usual));
    let fitting = first_of_each_style(fitting);
    let finding = |odd: &StyledCode<'_>| {
        let usual = fitting.iter().find(|code| !code.is_like(odd))?;
        Some(odd_style(odd.code, usual.code))
    };
    odd.into_iter().filter_map(finding).collect()
}

/// The first of the codes that fit the same styles, so that an odd code is compared with each style, not with each
/// code.
fn first_of_each_style<'c, 'a>(codes: Vec<&'c StyledCode<'a>>) -> Vec<&'c StyledCode<'a>> {
    let mut known = HashSet::new();
    codes.into_iter().filter(|code| known.insert(code.styles.as_slice())).collect()
}

/// The style that most codes fit; the first one if several are equal.
fn usual_style(codes: &[StyledCode<'_>]) -> Option<Style> {
    let mut counts: Vec<(Style, usize)> = Vec::new();
    for &style in codes.iter().flat_map(|code| &code.styles) {
        match counts.iter_mut().find(|(counted, _)| *counted == style) {
            Some((_, count)) => *count += 1,
            None => counts.push((style, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(style, _)| style)
}

fn odd_style(odd: &Text, usual: &Text) -> Finding {
    let message = format!("`{}` has a different style from `{}`", odd.value, usual.value);
    Diagnostic::new(Lint::MixedCodeStyles, message)
        .at(odd.span, "different style")
        .at(usual.span, "no other style fits more codes")
        .help("if the code is released, add the new spelling and keep the old one under `aliases`")
}

/// Warns about messages that end differently from most.
fn message_punctuation(entries: &[&Pair<'_>]) -> Vec<Finding> {
    let messages: Vec<&Text> = entries.iter().filter_map(|entry| entry.written.message.as_ref()).collect();
    let ends_in_stop = |message: &Text| message.value.trim_end().ends_with('.');
    let stopped = messages.iter().filter(|message| ends_in_stop(message)).count();
    if stopped * 2 == messages.len() {
        return Vec::new();
    }
    let most_stop = stopped * 2 > messages.len();
    let odd = messages.into_iter().filter(|message| ends_in_stop(message) != most_stop);
    let (found, usual) = if most_stop {
        ("has no full stop", "most messages end in one")
    } else {
        ("ends in a full stop", "most messages do not")
    };
    odd.map(|message| {
        Diagnostic::new(Lint::MessagePunctuation, format!("this message {found}"))
            .at(message.span, usual)
            .help("use one style for all messages: clients show them side by side")
    })
    .collect()
}
