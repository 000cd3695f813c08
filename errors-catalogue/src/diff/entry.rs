//! Comparison of one code: the effect of its new form on an old client that knows it.

use crate::model::{
    Catalogue, Detail, Entry, EntryHistory, EntryNames, EntryProse, EntryRetry, EntryWire, Exception, Header, Mistake,
    Place as DetailPlace, RetryAfter, Sdk, Severity, Template, Token,
};

use super::template::{Piece, find_header, is_readable, pieces};
use super::types::{self, TypeChange, Types};
use super::{Changes, Kind, Place, index};

/// The entry in both catalogues, possibly renamed.
#[derive(Clone, Copy)]
struct Pair<'a> {
    types: Types<'a>,
    old: &'a Entry,
    new: &'a Entry,
}

pub(super) fn compare(types: Types<'_>, old: &Entry, new: &Entry, out: &mut Changes) {
    // The code and its aliases are compared with those of all entries; a constructor is named after its variant.
    let Entry { code: _, names, wire, prose, retry, history } = old;
    let EntryNames { variant, constructor: _, exception, aliases: _ } = names;
    let EntryWire { status, title, message, category, severity, headers, details } = wire;
    let EntryProse { description, fixes, causes, mistakes, user_message, docs_url } = prose;
    let EntryRetry { retryable, retry_after } = retry;
    let EntryHistory { since, deprecated } = history;
    let pair = Pair { types, old, new };
    let at = Place::entry(&new.code);
    out.generated_name(&at.key("name"), variant, &new.names.variant);
    status_changed(&at.key("status"), *status, new.wire.status, out);
    out.text(Kind::Title, &at.key("title"), title, &new.wire.title);
    message_changed(pair, &at.key("message"), message, out);
    fix_changed(pair, &at.key("fix"), fixes, out);
    category_changed(pair, &at.key("category"), category.as_deref(), out);
    user_message_changed(pair, &at.key("user_message"), user_message.as_ref(), out);
    severity_changed(&at.key("severity"), *severity, new.wire.severity, out);
    retryable_changed(&at.key("retryable"), *retryable, new.retry.retryable, out);
    retry_after_changed(pair, &at.key("retry_after"), *retry_after, out);
    compare_headers(pair, &at.key("headers"), headers, out);
    compare_details(pair, &at.key("details"), details, out);
    docs_url_changed(pair, &at.key("docs_url"), docs_url.as_deref(), out);
    exception_changed(&at.key("exception"), exception.as_ref(), new.names.exception.as_ref(), out);
    deprecated_changed(&at.key("deprecated"), deprecated.as_deref(), new.history.deprecated.as_deref(), out);
    out.text(Kind::EntryText, &at.key("description"), description, &new.prose.description);
    out.text(Kind::EntryText, &at.key("causes"), causes, &new.prose.causes);
    out.text(Kind::EntryText, &at.key("since"), since, &new.history.since);
    mistakes_changed(&at.key("mistakes"), mistakes, &new.prose.mistakes, out);
}

/// Reports a changed status: clients, proxies and retry policies act on it before they read the body. An error without
/// one was a message, where no client read a status.
fn status_changed(at: &Place<'_>, old: Option<u16>, new: Option<u16>, out: &mut Changes) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(old), Some(new)) => {
            let reason = "clients and proxies act on the status before they read the body";
            out.breaking(Kind::Status, at, format!("{old} became {new}"), reason);
        }
        (Some(old), None) => {
            out.breaking(Kind::Status, at, format!("{old} is gone"), "clients that read the status find nothing");
        }
        (None, Some(new)) => {
            out.compatible(
                Kind::Status,
                at,
                format!("the status is now {new}"),
                "clients expect no status and read the code",
            );
        }
        (None, None) => {}
    }
}

/// Compares messages. The wording is for people and not promised, but a value that only the message carried is lost
/// with its placeholder.
fn message_changed(pair: Pair<'_>, at: &Place<'_>, message: &Template, out: &mut Changes) {
    let old = pieces(pair.types.old, Some(pair.old), message);
    let new = pieces(pair.types.new, Some(pair.new), &pair.new.wire.message);
    if old == new {
        return;
    }
    out.text(Kind::Message, at, &message.source, &pair.new.wire.message.source);
    for piece in old.iter().filter(|piece| !new.contains(piece)) {
        if let Piece::Detail(name) = piece {
            placeholder_gone(pair, at, name, out);
        }
    }
}

fn placeholder_gone(pair: Pair<'_>, at: &Place<'_>, name: &str, out: &mut Changes) {
    let message = format!("the placeholder `{{{name}}}` is gone");
    if is_readable(&pair.types.known.new, pair.new, name) {
        let reason = "the detail is still sent as a value, and the message is for people";
        out.documentation(Kind::MessagePlaceholderGone, at, message, reason);
    } else {
        let reason = "the message was, or would now be, the only place with the detail's value";
        out.breaking(Kind::MessagePlaceholderGone, at, message, reason);
    }
}

/// Reports a changed optional text for people: removing it breaks clients only if the body carried it.
fn optional_text(kind: Kind, at: &Place<'_>, sent: bool, (had, has): (bool, bool), out: &mut Changes) {
    if had && !has && sent {
        out.breaking(kind, at, "the text is gone", "the response carried it, and clients that show it find nothing");
    } else {
        out.documentation(kind, at, "text changed", "people read it, programs do not");
    }
}

/// Compares fixes: clients that know the code have the fix in their own catalogue; the others use the response.
fn fix_changed(pair: Pair<'_>, at: &Place<'_>, old: &[String], out: &mut Changes) {
    let new = &pair.new.prose.fixes;
    if old != new {
        let sent = pair.types.known.old.contains(Token::Fix);
        optional_text(Kind::Fix, at, sent, (!old.is_empty(), !new.is_empty()), out);
    }
}

/// Compares messages for end users: as with fixes, removing one breaks clients only if the response carried it.
fn user_message_changed(pair: Pair<'_>, at: &Place<'_>, old: Option<&Template>, out: &mut Changes) {
    let new = pair.new.prose.user_message.as_ref();
    let old_pieces = old.map(|old| pieces(pair.types.old, Some(pair.old), old));
    let new_pieces = new.map(|new| pieces(pair.types.new, Some(pair.new), new));
    if old_pieces != new_pieces {
        let sent = pair.types.known.old.contains(Token::UserMessage);
        optional_text(Kind::UserMessage, at, sent, (old.is_some(), new.is_some()), out);
    }
}

/// Compares categories: a client that does not know a code uses its category, if the response carries it; one that
/// knows the code uses its own catalogue.
fn category_changed(pair: Pair<'_>, at: &Place<'_>, old: Option<&str>, out: &mut Changes) {
    let new = pair.new.wire.category.as_deref();
    let none = "none";
    let message = format!("{} became {}", old.unwrap_or(none), new.unwrap_or(none));
    if old == new {
    } else if old.is_some() && pair.types.known.old.contains(Token::Category) {
        out.breaking(Kind::Category, at, message, "the response carries it, and clients group errors by it");
    } else {
        out.compatible(
            Kind::Category,
            at,
            message,
            "responses did not carry it; clients keep the one they were built with",
        );
    }
}

/// Compares severities, which only control how an error is reported.
fn severity_changed(at: &Place<'_>, old: Severity, new: Severity, out: &mut Changes) {
    if old != new {
        let message = format!("{} became {}", old.word(), new.word());
        out.compatible(Kind::Severity, at, message, "it only changes how clients report the error");
    }
}

/// Compares the advice to retry. A client that knows the code follows its own catalogue: it would keep retrying what
/// can no longer succeed. One that gives up although a retry could help behaves as before.
fn retryable_changed(at: &Place<'_>, old: bool, new: bool, out: &mut Changes) {
    match (old, new) {
        (true, false) => {
            out.breaking(Kind::Retryable, at, "a retry no longer helps", "old clients keep retrying in vain");
        }
        (false, true) => {
            out.compatible(Kind::Retryable, at, "a retry can now help", "old clients do not retry, as before");
        }
        _ => {}
    }
}

/// Compares sources of the delay. The source does not matter while `Retry-After` or the body carries the delay. A
/// message whose body does not carry it has no other place: its clients keep reading the source they know.
fn retry_after_changed(pair: Pair<'_>, at: &Place<'_>, old: RetryAfter, out: &mut Changes) {
    let (before, now) = (source(pair.old, old), source(pair.new, pair.new.retry.retry_after));
    let message = format!("{before} became {now}");
    let is_sent = pair.new.wire.status.is_some() || pair.types.known.new.contains(Token::RetryAfter);
    if before == now {
    } else if old == RetryAfter::Unspecified {
        out.compatible(Kind::RetryAfter, at, message, "clients that did not look for a delay behave as before");
    } else if pair.new.retry.retry_after == RetryAfter::Unspecified {
        out.breaking(Kind::RetryAfter, at, message, "responses no longer carry the delay");
    } else if may_be_absent(pair.new, pair.new.retry.retry_after) && !may_be_absent(pair.old, old) {
        out.breaking(Kind::RetryAfter, at, message, "a response without the detail carries no delay");
    } else if is_sent && misread_delay(pair, old) {
        out.breaking(
            Kind::RetryAfter,
            at,
            message,
            "clients read the detail from `Retry-After`, which now holds a different value",
        );
    } else if is_sent {
        out.compatible(Kind::RetryAfter, at, message, "responses still carry the delay");
    } else {
        out.breaking(
            Kind::RetryAfter,
            at,
            message,
            "responses do not carry the delay, and old clients read it from the old source",
        );
    }
}

fn may_be_absent(entry: &Entry, delay: RetryAfter) -> bool {
    matches!(delay, RetryAfter::Detail(at) if entry.wire.details[at].ty.is_optional())
}

/// Returns true if clients may read the old detail from `Retry-After`, because the body, which they try first, may lack
/// it.
fn misread_delay(pair: Pair<'_>, old: RetryAfter) -> bool {
    let RetryAfter::Detail(at) = old else { return false };
    let Some(now) = pair.new.wire.details.iter().position(|detail| detail.name == pair.old.wire.details[at].name)
    else {
        return false;
    };
    let is_there = pair.types.known.new.has_in_body(pair.new, now) && !pair.new.wire.details[now].ty.is_optional();
    pair.old.wire.status.is_some() && !is_there
}

fn source(entry: &Entry, retry_after: RetryAfter) -> String {
    match retry_after {
        RetryAfter::Unspecified => "no advice".to_owned(),
        RetryAfter::Fixed(delay) => format!("{delay:?}"),
        RetryAfter::Detail(at) => format!("`${}`", entry.wire.details[at].name),
    }
}

/// Compares an entry's headers; a header that all errors now have is not lost.
fn compare_headers(pair: Pair<'_>, at: &Place<'_>, old: &[Header], out: &mut Changes) {
    for Header { name, value } in old {
        let at = at.key(name);
        let own = find_header(&pair.new.wire.headers, name);
        let Some(now) = own.or_else(|| find_header(&pair.types.new.wire.headers, name)) else {
            header_gone(&at, out);
            continue;
        };
        let before = pieces(pair.types.old, Some(pair.old), value);
        header_value_changed(&at, before == pieces(pair.types.new, Some(pair.new), &now.value), out);
    }
    for new in &pair.new.wire.headers {
        if find_header(old, &new.name).or_else(|| find_header(&pair.types.old.wire.headers, &new.name)).is_none() {
            header_added(&at.key(&new.name), out);
        }
    }
}

/// Reports a removed header: clients may read any header that was sent.
pub(super) fn header_gone(at: &Place<'_>, out: &mut Changes) {
    out.breaking(Kind::HeaderGone, at, "the header is gone", "clients that read it find nothing");
}

/// Reports a changed header value: clients split it by the text around its placeholders, or compare it as a whole.
pub(super) fn header_value_changed(at: &Place<'_>, is_same: bool, out: &mut Changes) {
    if !is_same {
        out.breaking(Kind::HeaderValue, at, "value changed", "clients parse it in its old form");
    }
}

/// Reports a new header, which no client reads yet.
pub(super) fn header_added(at: &Place<'_>, out: &mut Changes) {
    out.compatible(Kind::HeaderAdded, at, "the header is new", "clients ignore unknown headers");
}

fn compare_details(pair: Pair<'_>, at: &Place<'_>, old: &[Detail], out: &mut Changes) {
    let before = index(old, |detail| detail.name.as_str());
    let now = index(&pair.new.wire.details, |detail| detail.name.as_str());
    for old in old {
        let at = at.key(&old.name);
        match now.get(old.name.as_str()) {
            Some(new) => compare_detail(pair, &at, old, new, out),
            None => detail_gone(pair, &at, old, out),
        }
    }
    for new in pair.new.wire.details.iter().filter(|new| !before.contains_key(new.name.as_str())) {
        detail_added(&at.key(&new.name), new, out);
    }
}

/// Reports a removed detail: a client that reads it finds nothing, and one that reads the whole error fails.
fn detail_gone(pair: Pair<'_>, at: &Place<'_>, old: &Detail, out: &mut Changes) {
    if is_readable(&pair.types.known.old, pair.old, &old.name) {
        out.breaking(Kind::DetailGone, at, "the detail is gone", "clients that read it find nothing");
    } else {
        out.compatible(Kind::DetailGone, at, "the detail is gone", NEVER_SENT);
    }
}

const NEVER_SENT: &str = "no response carried it as a separate value";

/// Reports a new detail: old clients read the details they know; servers must provide the new one.
fn detail_added(at: &Place<'_>, new: &Detail, out: &mut Changes) {
    let what = if new.ty.is_optional() { "the optional detail is new" } else { "the required detail is new" };
    out.compatible(Kind::DetailAdded, at, what, "clients ignore unknown details");
}

fn compare_detail(pair: Pair<'_>, at: &Place<'_>, old: &Detail, new: &Detail, out: &mut Changes) {
    let Detail { name, field, ty, declared, description, example, place } = old;
    out.generated_name(at, field, &new.field);
    out.text(Kind::DetailText, &at.key("description"), description, &new.description);
    out.text(Kind::DetailText, &at.key("example"), example, &new.example);
    place_changed(pair, &at.key("in"), (*place, new.place), name, out);
    if !is_readable(&pair.types.known.new, pair.new, name) {
        return unsent_detail_changed(pair, at, old, new, out);
    }
    types::type_changed(Kind::DetailType, at, pair.types.type_change(ty, &new.ty), (declared, &new.declared), out);
    if is_readable(&pair.types.known.old, pair.old, name) {
        types::optional((Kind::DetailOptional, Kind::DetailRequired), at, ty, &new.ty, out);
    }
}

/// Reports a changed detail that no response carries as a separate value: nobody reads it, whatever its type.
fn unsent_detail_changed(pair: Pair<'_>, at: &Place<'_>, old: &Detail, new: &Detail, out: &mut Changes) {
    if pair.types.type_change(&old.ty, &new.ty) != TypeChange::None || old.ty.is_optional() != new.ty.is_optional() {
        let message = format!("`{}` became `{}`", old.declared, new.declared);
        out.compatible(Kind::DetailType, at, message, NEVER_SENT);
    }
}

/// Reports a moved detail. A client that reads a detail from the body does not look elsewhere, unless it uses our
/// runtime. From a header, whose removal is reported separately, it may move into the body, where clients look first;
/// moving out of the message only adds information.
fn place_changed(
    pair: Pair<'_>,
    at: &Place<'_>,
    (old, new): (DetailPlace, DetailPlace),
    name: &str,
    out: &mut Changes,
) {
    let message = format!("`{}` became `{}`", old.word(), new.word());
    if old == new {
    } else if !is_readable(&pair.types.known.old, pair.old, name) {
        out.compatible(Kind::DetailPlace, at, message, NEVER_SENT);
    } else if old != DetailPlace::Body && new != DetailPlace::Body && is_readable(&pair.types.known.new, pair.new, name)
    {
        out.compatible(Kind::DetailPlace, at, message, "it is in a header, and changes to headers are reported there");
    } else if new == DetailPlace::Body && is_readable(&pair.types.known.new, pair.new, name) {
        out.compatible(Kind::DetailPlace, at, message, "clients also look for details in the body");
    } else {
        out.breaking(Kind::DetailPlace, at, message, "clients look for it in its old place");
    }
}

/// Compares addresses of documentation: in RFC 9457 they are the `type` that identifies a problem; elsewhere they are
/// links for people.
fn docs_url_changed(pair: Pair<'_>, at: &Place<'_>, old: Option<&str>, out: &mut Changes) {
    let new = pair.new.prose.docs_url.as_deref();
    let Types { old: old_catalogue, new: new_catalogue, known } = pair.types;
    if old == new {
    } else if known.was_problem {
        out.breaking(Kind::DocsUrl, at, "address changed", "it is the `type` that identifies a problem in RFC 9457");
    } else if old.is_some() && new.is_none() && known.old.contains(Token::DocsUrl) {
        out.breaking(
            Kind::DocsUrl,
            at,
            "the address is gone",
            "the response carried it, and clients that link to it find nothing",
        );
    } else if !(inherits(old_catalogue, pair.old) && inherits(new_catalogue, pair.new)) {
        out.documentation(Kind::DocsUrl, at, "address changed", "people follow it, programs do not");
    }
}

/// Returns true if the entry has the catalogue's address, whose change is reported only once.
fn inherits(catalogue: &Catalogue, entry: &Entry) -> bool {
    catalogue.about.docs_url.as_ref().map(|url| url.replace("{code}", &entry.code)) == entry.prose.docs_url
}

/// Compares exceptions: code that catches the old name no longer catches it, and most compilers do not notice.
pub(super) fn exception_changed(at: &Place<'_>, old: Option<&Exception>, new: Option<&Exception>, out: &mut Changes) {
    let names = |sdk: Sdk| (name_in(sdk, old), name_in(sdk, new));
    let first = names(Sdk::Python);
    if Sdk::ALL.iter().all(|sdk| names(*sdk) == first) {
        return name_changed(at, first, out);
    }
    for sdk in Sdk::ALL {
        name_changed(&at.key(sdk.word()), names(*sdk), out);
    }
}

fn name_changed(at: &Place<'_>, (old, new): (Option<&str>, Option<&str>), out: &mut Changes) {
    let message = format!("{} became {}", old.unwrap_or("none"), new.unwrap_or("none"));
    if old == new {
    } else if old.is_some() {
        let reason = "code that catches the exception by its old name no longer catches it";
        out.breaking(Kind::Exception, at, message, reason);
    } else {
        let reason = "it is not on the wire; newly exported clients use this class instead of one named after the code";
        out.compatible(Kind::Exception, at, message, reason);
    }
}

fn name_in(sdk: Sdk, exception: Option<&Exception>) -> Option<&str> {
    match exception? {
        Exception::Name(name) => Some(name),
        Exception::BySdk(names) => names.iter().find(|(it, _)| *it == sdk).map(|(_, name)| name.as_str()),
    }
}

/// Reports a changed deprecation: the code is sent as before, and only new builds warn.
fn deprecated_changed(at: &Place<'_>, old: Option<&str>, new: Option<&str>, out: &mut Changes) {
    match (old, new) {
        (None, Some(_)) => {
            let reason = "it is sent as before; code that uses it gets a warning at its next build";
            out.compatible(Kind::Deprecated, at, "the code is now deprecated", reason);
        }
        (Some(_), None) => {
            out.compatible(Kind::Deprecated, at, "the code is no longer deprecated", "it is sent as before");
        }
        _ => out.text(Kind::Deprecated, at, &old, &new),
    }
}

pub(super) fn mistakes_changed(at: &Place<'_>, old: &[Mistake], new: &[Mistake], out: &mut Changes) {
    let texts = |mistakes: &[Mistake]| -> Vec<(String, String)> {
        mistakes.iter().map(|it| (it.mistake.clone(), it.fix.clone())).collect()
    };
    out.text(Kind::EntryText, at, &texts(old), &texts(new));
}
