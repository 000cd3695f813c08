//! Comparison of whole catalogues: the list of codes, and everything that applies to all of them.

use std::collections::{HashMap, HashSet};

use crate::model::{
    About, Api, Catalogue, CloseCode, Entry, Exception, Header, RateLimit, Reconnect, Retry, Status, StatusSet, Token,
    Transport, Wire,
};

use super::template::{find_header, pieces};
use super::types::{self, Known, Types};
use super::{Changes, Kind, Place, entry, envelope, index};

pub(super) fn compare(old: &Catalogue, new: &Catalogue, out: &mut Changes) {
    // Types, entries and the envelope are compared with the whole catalogue at hand.
    let Catalogue { about, wire, retry, categories, types: _, entries: _, statuses, retired, api } = old;
    let About { name, version, title, description, docs_url } = about;
    let Wire { transport, envelope: _, content_type, context, headers } = wire;
    let Api { exceptions, rate_limits, close_codes, mistakes } = api;
    let top = Place::top;
    let (before, now) = (Spellings::new(old), Spellings::new(new));
    let known = Known::new(old, new);
    let both = Types { old, new, known: &known };
    name_changed(&top("catalogue"), name, &new.about.name, out);
    out.text(Kind::CatalogueVersion, &top("version"), version, &new.about.version);
    out.text(Kind::CatalogueText, &top("title"), title, &new.about.title);
    out.text(Kind::CatalogueText, &top("description"), description, &new.about.description);
    out.text(Kind::DocsUrl, &top("docs_url"), docs_url, &new.about.docs_url);
    content_type_changed(&top("content_type"), content_type, &new.wire.content_type, out);
    compare_context(old, &top("context"), context, &new.wire.context, out);
    envelope::compare(old, new, out);
    compare_retry(&top("retry"), retry, &new.retry, out);
    compare_categories(&top("categories"), categories, &new.categories, out);
    types::compare(both, &pairs(old, &now), out);
    compare_headers(both, headers, out);
    compare_codes(both, (&before, &now), out);
    compare_statuses(both, statuses, out);
    compare_exceptions(&top("exceptions"), exceptions, &new.api.exceptions, out);
    compare_rate_limits(&top("rate_limits"), rate_limits, &new.api.rate_limits, out);
    transport_changed(&top("transport"), *transport, new.wire.transport, out);
    compare_close_codes(&top("close_codes"), close_codes, &new.api.close_codes, out);
    entry::mistakes_changed(&top("mistakes"), mistakes, &new.api.mistakes, out);
    compare_retired(new, (&before, &now), retired, out);
}

/// Reports a changed name, which no response carries.
fn name_changed(at: &Place<'_>, old: &str, new: &str, out: &mut Changes) {
    if old != new {
        let message = format!("`{old}` became `{new}`");
        out.compatible(Kind::CatalogueName, at, message, "no response carries it; is this the same API?");
    }
}

/// Reports a changed media type: clients choose how to read a body by it.
fn content_type_changed(at: &Place<'_>, old: &str, new: &str, out: &mut Changes) {
    if old != new {
        let reason = "clients choose how to read a body by its media type";
        out.breaking(Kind::ContentType, at, format!("`{old}` became `{new}`"), reason);
    }
}

/// Reports a changed transport: a client that waits for responses never sees messages, and vice versa.
fn transport_changed(at: &Place<'_>, old: Transport, new: Transport, out: &mut Changes) {
    if old != new {
        let message = format!("`{}` became `{}`", old.word(), new.word());
        out.breaking(Kind::Transport, at, message, "clients still look for errors on the old transport");
    }
}

/// Compares contexts, which clients read from the body: one without a place there was never visible.
fn compare_context(catalogue: &Catalogue, at: &Place<'_>, old: &[String], new: &[String], out: &mut Changes) {
    for gone in old.iter().filter(|name| !new.contains(name)) {
        let sent = catalogue.wire.envelope.holds(|fill| catalogue.fill_name(fill) == gone);
        let message = format!("`{gone}` is gone");
        if sent {
            out.breaking(Kind::ContextGone, at, message, "clients that read it find nothing");
        } else {
            out.compatible(Kind::ContextGone, at, message, "the body never contained it");
        }
    }
    for added in new.iter().filter(|name| !old.contains(name)) {
        out.compatible(Kind::ContextAdded, at, format!("`{added}` is new"), "clients ignore values they do not know");
    }
}

/// Compares retired codes: one that is no longer listed may be reused. A code that is reused is reported with the
/// codes.
fn compare_retired(
    new: &Catalogue,
    (before, now): (&Spellings<'_>, &Spellings<'_>),
    old: &[(String, String)],
    out: &mut Changes,
) {
    let top = Place::top("retired");
    for (code, reason) in old {
        match now.retired.get(code.as_str()) {
            Some((_, other)) => out.text(Kind::Retired, &top.key(code), reason, other),
            None if now.codes.contains_key(code.as_str()) => {}
            None => {
                let message = format!("`{code}` is no longer retired");
                let reason = "the code could be reused, and old clients would still give it its old meaning";
                out.breaking(Kind::RetiredGone, &top.key(code), message, reason);
            }
        }
    }
    for (code, _) in new.retired.iter().filter(|(code, _)| !before.is_retired(code)) {
        out.documentation(Kind::Retired, &top.key(code), "the code is retired", "the effect is reported at the code");
    }
}

/// Compares the retry policy: old clients keep the numbers they were built with, and only wait for a different time.
fn compare_retry(at: &Place<'_>, old: &Retry, new: &Retry, out: &mut Changes) {
    let Retry { statuses, max_retries, initial_delay, multiplier, max_delay, jitter, default_retry_after } = old;
    compare_retry_statuses(&at.key("statuses"), statuses, &new.statuses, out);
    let mut number = |key: &str, is_same: bool| {
        if !is_same {
            let reason = "old clients keep the number they were built with, and nothing breaks";
            out.compatible(Kind::RetryNumber, &at.key(key), "number changed", reason);
        }
    };
    number("max_retries", *max_retries == new.max_retries);
    number("initial_delay", *initial_delay == new.initial_delay);
    number("multiplier", multiplier.to_bits() == new.multiplier.to_bits());
    number("max_delay", *max_delay == new.max_delay);
    number("jitter", jitter.to_bits() == new.jitter.to_bits());
    number("default_retry_after", *default_retry_after == new.default_retry_after);
}

/// Compares the statuses to retry, which apply to responses whose code a client does not know.
fn compare_retry_statuses(at: &Place<'_>, old: &[u16], new: &[u16], out: &mut Changes) {
    for gone in old.iter().filter(|status| !new.contains(status)) {
        let message = format!("{gone} is no longer retried");
        out.breaking(Kind::RetryStatusGone, at, message, "old clients keep retrying in vain");
    }
    for added in new.iter().filter(|status| !old.contains(status)) {
        let message = format!("{added} is now retried");
        out.compatible(Kind::RetryStatusAdded, at, message, "old clients do not retry, as before");
    }
}

/// Compares the list of categories; the categories of entries are compared with the entries.
fn compare_categories(at: &Place<'_>, old: &[(String, String)], new: &[(String, String)], out: &mut Changes) {
    let reason = "the effect on each error is reported at its code";
    let (before, now) = (index(old, |(key, _)| key), index(new, |(key, _)| key));
    for (key, title) in old {
        match now.get(key) {
            Some((_, now)) => out.text(Kind::CategoryTitle, &at.key(key), title, now),
            None => out.compatible(Kind::CategoryGone, &at.key(key), "the category is gone", reason),
        }
    }
    for (key, _) in new.iter().filter(|(key, _)| !before.contains_key(key)) {
        out.compatible(Kind::CategoryAdded, &at.key(key), "the category is new", reason);
    }
}

/// Compares the headers of every error; a header that every entry now has itself is not lost.
fn compare_headers(catalogues: Types<'_>, old: &[Header], out: &mut Changes) {
    let Types { old: before, new: now, .. } = catalogues;
    for Header { name, value } in old {
        let at = Place::top("headers").key(name);
        let is_same =
            |entry: Option<&Entry>, header: &Header| pieces(before, None, value) == pieces(now, entry, &header.value);
        let has_own = |entry: &Entry| find_header(&entry.wire.headers, name).is_some_and(|it| is_same(Some(entry), it));
        match find_header(&now.wire.headers, name) {
            Some(header) => entry::header_value_changed(&at, is_same(None, header), out),
            None if now.entries.iter().all(has_own) => {}
            None => entry::header_gone(&at, out),
        }
    }
    for header in now.wire.headers.iter().filter(|header| find_header(old, &header.name).is_none()) {
        entry::header_added(&Place::top("headers").key(&header.name), out);
    }
}

/// The codes of a catalogue by spelling, with aliases separate.
struct Spellings<'a> {
    codes: HashMap<&'a str, &'a Entry>,
    aliases: HashMap<&'a str, &'a Entry>,
    retired: HashMap<&'a str, &'a (String, String)>,
}

impl<'a> Spellings<'a> {
    fn new(catalogue: &'a Catalogue) -> Self {
        let codes = catalogue.entries.iter().map(|entry| (entry.code.as_str(), entry)).collect();
        let aliases =
            catalogue.entries.iter().flat_map(|entry| entry.names.aliases.iter().map(move |it| (it.as_str(), entry)));
        let retired = index(&catalogue.retired, |(code, _)| code.as_str());
        Self { codes, aliases: aliases.collect(), retired }
    }

    fn is_retired(&self, code: &str) -> bool {
        self.retired.contains_key(code)
    }

    fn has(&self, spelling: &str) -> bool {
        self.codes.contains_key(spelling) || self.aliases.contains_key(spelling)
    }
}

/// Pairs of entries that both catalogues send, under the same code or another.
fn pairs<'a>(old: &'a Catalogue, now: &Spellings<'a>) -> Vec<(&'a Entry, &'a Entry)> {
    let successor = |code: &str| now.codes.get(code).or_else(|| now.aliases.get(code)).copied();
    old.entries.iter().filter_map(|entry| Some((entry, successor(&entry.code)?))).collect()
}

fn compare_codes(both: Types<'_>, (before, now): (&Spellings<'_>, &Spellings<'_>), out: &mut Changes) {
    let Types { old, new, known } = both;
    let renamed_without_alias = renamed_without_alias((old, before), (new, now));
    let mut renamed: HashSet<&str> = HashSet::new();
    for entry in &old.entries {
        let code = entry.code.as_str();
        if let Some(same) = now.codes.get(code) {
            compare_pair(both, entry, same, (before, now), out);
        } else if let Some(successor) = now.aliases.get(code) {
            if before.codes.contains_key(successor.code.as_str()) {
                code_merged(entry, successor, out);
                continue;
            }
            renamed.insert(&successor.code);
            code_renamed(entry, successor, out);
            compare_pair(both, entry, successor, (before, now), out);
        } else if let Some(successor) = renamed_without_alias.get(code)
            && renamed.insert(&successor.code)
        {
            code_renamed_without_alias(entry, successor, out);
            compare_pair(both, entry, successor, (before, now), out);
        } else {
            code_gone(now, entry, out);
        }
    }
    let by_status = if known.old.contains(Token::Code) { HashMap::new() } else { by_status(old) };
    for entry in &new.entries {
        if !before.codes.contains_key(entry.code.as_str()) {
            let read_as = entry.wire.status.and_then(|status| by_status.get(&status).copied().flatten());
            code_added(before, entry, read_as, renamed.contains(entry.code.as_str()), out);
        }
    }
}

/// Content that identifies an entry independently of its code.
type Content<'a> = (Option<u16>, &'a str, Vec<(&'a str, &'a str)>);

fn content(entry: &Entry) -> Content<'_> {
    let details = entry.wire.details.iter().map(|detail| (detail.name.as_str(), detail.declared.as_str()));
    (entry.wire.status, &entry.wire.message.source, details.collect())
}

/// The entries by content; `None` if several have the same.
fn by_content<'a>(entries: &[&'a Entry]) -> HashMap<Content<'a>, Option<&'a Entry>> {
    let mut found = HashMap::new();
    for entry in entries {
        found.entry(content(entry)).and_modify(|it| *it = None).or_insert(Some(*entry));
    }
    found
}

/// Maps removed codes to the new codes that generate the same name, or that alone have the same status, message and
/// details.
fn renamed_without_alias<'a>(
    (old, before): (&'a Catalogue, &Spellings<'a>),
    (new, now): (&'a Catalogue, &Spellings<'a>),
) -> HashMap<&'a str, &'a Entry> {
    let is_known = |code: &String| before.has(code);
    let is_new = |entry: &&Entry| !is_known(&entry.code) && !entry.names.aliases.iter().any(is_known);
    let added: Vec<&Entry> = new.entries.iter().filter(is_new).collect();
    let removed = old.entries.iter().filter(|entry| !now.has(&entry.code) && !now.is_retired(&entry.code));
    let removed: Vec<&Entry> = removed.collect();
    let by_name: HashMap<&str, &Entry> = added.iter().map(|entry| (entry.names.variant.as_str(), *entry)).collect();
    let (removed_by_content, added_by_content) = (by_content(&removed), by_content(&added));
    // Both sides must be unique: of several equal entries it is not known which one was renamed.
    let with_same_content = |entry: &Entry| {
        let content = content(entry);
        removed_by_content.get(&content).copied().flatten()?;
        added_by_content.get(&content).copied().flatten()
    };
    let successor =
        |entry: &Entry| by_name.get(entry.names.variant.as_str()).copied().or_else(|| with_same_content(entry));
    removed.iter().filter_map(|entry| Some((entry.code.as_str(), successor(entry)?))).collect()
}

fn compare_pair(
    both: Types<'_>,
    entry: &Entry,
    same: &Entry,
    (before, now): (&Spellings<'_>, &Spellings<'_>),
    out: &mut Changes,
) {
    let at = Place::entry(&same.code).key("aliases");
    aliases_gone(&at, entry, same, now, out);
    aliases_added(&at, entry, same, before, out);
    entry::compare(both, entry, same, out);
}

/// Reports a removed code: clients that handle it never receive it again, retired or not.
fn code_gone(now: &Spellings<'_>, old: &Entry, out: &mut Changes) {
    let at = Place::entry(&old.code);
    let retired = now.is_retired(&old.code);
    let message = if retired { "the code is retired" } else { "the code is gone and not listed under `retired`" };
    out.breaking(Kind::CodeGone, &at, message, "clients that handle it never receive it again");
    for alias in old.names.aliases.iter().filter(|alias| retired && !now.is_retired(alias)) {
        let message = format!("`{alias}` was an alias of the retired code but is not retired itself");
        let reason = "it could be reused: list it under `retired` too";
        out.breaking(Kind::AliasGone, &at.key("aliases"), message, reason);
    }
}

/// Reports a renamed code with an alias. An old client treats the new spelling as unknown, unless an earlier release
/// made it an alias. New clients know both.
fn code_renamed(old: &Entry, new: &Entry, out: &mut Changes) {
    let (at, message) = (Place::entry(&new.code), format!("`{}` was renamed to `{}`", old.code, new.code));
    if old.names.aliases.contains(&new.code) {
        let reason = "old clients know the new spelling because it was an alias";
        out.compatible(Kind::CodeRenamed, &at, message, reason);
    } else {
        let reason = "old clients do not know the new spelling; the alias only helps new clients with old servers";
        out.breaking(Kind::CodeRenamed, &at, message, reason);
    }
}

/// Reports a renamed code without an alias, which would at least help new clients.
fn code_renamed_without_alias(old: &Entry, new: &Entry, out: &mut Changes) {
    let message = format!("`{}` was renamed to `{}` without an alias", old.code, new.code);
    let reason = "no client knows both spellings; an alias would help new clients with old servers";
    out.breaking(Kind::CodeRenamed, &Place::entry(&new.code), message, reason);
}

/// Reports a code that became an alias of another: clients handle the two differently.
fn code_merged(old: &Entry, new: &Entry, out: &mut Changes) {
    let message = format!("the code became an alias of `{}`", new.code);
    let reason = "clients that handle it never receive it again, and receive the other code instead";
    out.breaking(Kind::CodeMerged, &Place::entry(&old.code), message, reason);
}

/// Reports a new code. A client treats an unknown code by its status. It is misled if it knows the spelling with
/// another meaning, or if only the status distinguishes codes and it knows another code of that status.
fn code_added(before: &Spellings<'_>, new: &Entry, read_as: Option<&Entry>, renamed: bool, out: &mut Changes) {
    let at = Place::entry(&new.code);
    let reused = "old clients read the code with its old meaning";
    if let Some(other) = before.aliases.get(new.code.as_str()).filter(|other| !new.names.aliases.contains(&other.code))
    {
        let message = format!("the code was an alias of `{}`", other.code);
        out.breaking(Kind::CodeReused, &at, message, reused);
    } else if before.is_retired(&new.code) {
        out.breaking(Kind::CodeReused, &at, "the code was retired", reused);
    } else if renamed {
    } else if let Some(other) = read_as {
        let message = format!("the code is new and has the same status as `{}`", other.code);
        let reason = "responses carry no code: old clients read the error as the one they know for this status";
        out.breaking(Kind::CodeAdded, &at, message, reason);
    } else {
        let reason = "clients that do not know it use its status, message and retry advice";
        out.compatible(Kind::CodeAdded, &at, "the code is new", reason);
    }
}

/// The entry that a client reads from a status if responses carry no code: the fallback, else the only entry.
fn by_status(catalogue: &Catalogue) -> HashMap<u16, Option<&Entry>> {
    let mut found = HashMap::new();
    for entry in &catalogue.entries {
        if let Some(status) = entry.wire.status {
            found.entry(status).and_modify(|it| *it = None).or_insert(Some(entry));
        }
    }
    let fallbacks = catalogue.statuses.iter().filter_map(|it| Some((it.status, catalogue.entries.get(it.fallback?)?)));
    found.extend(fallbacks.map(|(status, entry)| (status, Some(entry))));
    found
}

/// Reports removed aliases: stored errors and older servers use the old spelling, which new clients no longer know.
fn aliases_gone(at: &Place<'_>, old: &Entry, new: &Entry, now: &Spellings<'_>, out: &mut Changes) {
    let kept: HashSet<&String> = new.names.aliases.iter().collect();
    for alias in
        old.names.aliases.iter().filter(|alias| !kept.contains(alias) && !now.codes.contains_key(alias.as_str()))
    {
        let message = format!("`{alias}` is no longer an alias");
        out.breaking(
            Kind::AliasGone,
            at,
            message,
            "new clients do not recognise the code in older servers and stored errors",
        );
    }
}

/// Reports new aliases: an additional spelling breaks no client. An alias that was a code itself is reported there.
fn aliases_added(at: &Place<'_>, old: &Entry, new: &Entry, before: &Spellings<'_>, out: &mut Changes) {
    let known: HashSet<&String> = old.names.aliases.iter().collect();
    let added = new.names.aliases.iter().filter(|alias| !known.contains(alias));
    for alias in added.filter(|alias| !before.codes.contains_key(alias.as_str())) {
        out.compatible(
            Kind::AliasAdded,
            at,
            format!("`{alias}` is a new alias"),
            "new clients know an additional spelling",
        );
    }
}

fn compare_statuses(catalogues: Types<'_>, old: &[Status], out: &mut Changes) {
    let none = |status| Status {
        status,
        meaning: None,
        description: None,
        causes: Vec::new(),
        fixes: Vec::new(),
        user_message: None,
        fallback: None,
    };
    for before in old {
        let now = catalogues.new.statuses.iter().find(|now| now.status == before.status);
        compare_status(catalogues, before, now.unwrap_or(&none(before.status)), out);
    }
    for now in &catalogues.new.statuses {
        if old.iter().all(|before| before.status != now.status) {
            compare_status(catalogues, &none(now.status), now, out);
        }
    }
}

fn compare_status(catalogues: Types<'_>, old: &Status, new: &Status, out: &mut Changes) {
    let Status { status, meaning, description, causes, fixes, user_message, fallback } = old;
    let status = status.to_string();
    let at = Place::top("statuses").key(&status);
    out.text(Kind::StatusText, &at.key("meaning"), meaning, &new.meaning);
    out.text(Kind::StatusText, &at.key("description"), description, &new.description);
    out.text(Kind::StatusText, &at.key("causes"), causes, &new.causes);
    out.text(Kind::StatusText, &at.key("fix"), fixes, &new.fixes);
    out.text(Kind::StatusText, &at.key("user_message"), user_message, &new.user_message);
    let before = fallback.map(|at| &catalogues.old.entries[at]);
    let now = new.fallback.map(|at| &catalogues.new.entries[at]);
    fallback_changed(&at.key("fallback"), before, now, out);
}

/// Reports a changed fallback. Errors created by a framework have its code: with a different fallback, clients get a
/// different code; without one, a body that they cannot read. A renamed code is reported there.
fn fallback_changed(at: &Place<'_>, old: Option<&Entry>, new: Option<&Entry>, out: &mut Changes) {
    match (old, new) {
        (Some(old), Some(new)) if old.code != new.code && !new.names.aliases.contains(&old.code) => {
            let message = format!("`{}` became `{}`", old.code, new.code);
            out.breaking(Kind::Fallback, at, message, "errors that no handler created now have a different code");
        }
        (Some(old), None) => {
            let message = format!("`{}` is no longer the fallback", old.code);
            out.breaking(
                Kind::Fallback,
                at,
                message,
                "errors that no handler created have no code and a different body",
            );
        }
        (None, Some(new)) => {
            let message = format!("`{}` is now the fallback", new.code);
            out.compatible(Kind::Fallback, at, message, "errors that no handler created had no code before");
        }
        _ => {}
    }
}

fn compare_exceptions(
    at: &Place<'_>,
    old: &[(StatusSet, Exception)],
    new: &[(StatusSet, Exception)],
    out: &mut Changes,
) {
    let find = |list: &[(StatusSet, Exception)], set| list.iter().find(|(it, _)| *it == set).map(|(_, it)| it.clone());
    let sets = |list: &[(StatusSet, Exception)]| list.iter().map(|(set, _)| *set).collect::<Vec<_>>();
    let added = sets(new).into_iter().filter(|set| find(old, *set).is_none());
    for set in sets(old).into_iter().chain(added) {
        let key = match set {
            StatusSet::One(status) => status.to_string(),
            StatusSet::Class(class) => format!("{class}xx"),
        };
        entry::exception_changed(&at.key(&key), find(old, set).as_ref(), find(new, set).as_ref(), out);
    }
}

fn compare_rate_limits(at: &Place<'_>, old: &[RateLimit], new: &[RateLimit], out: &mut Changes) {
    let (before, now) = (index(old, |limit| &limit.name), index(new, |limit| &limit.name));
    for old in old {
        let at = at.key(&old.name);
        match now.get(&old.name) {
            Some(new) => compare_rate_limit(&at, old, new, out),
            None => {
                let reason = "clients that respect it are slower than necessary";
                out.compatible(Kind::RateLimitGone, &at, "the limit is gone", reason);
            }
        }
    }
    for new in new.iter().filter(|new| !before.contains_key(&new.name)) {
        let reason = "clients that do not know it receive a 429";
        out.compatible(Kind::RateLimitAdded, &at.key(&new.name), "the limit is new", reason);
    }
}

fn compare_rate_limit(at: &Place<'_>, old: &RateLimit, new: &RateLimit, out: &mut Changes) {
    let RateLimit { name: _, limit, window, scope, applies_to } = old;
    rate_changed(at, (*limit, *window), (new.limit, new.window), out);
    out.text(Kind::RateLimitText, &at.key("scope"), scope, &new.scope);
    out.text(Kind::RateLimitText, &at.key("applies_to"), applies_to, &new.applies_to);
}

type Rate = (u64, std::time::Duration);

/// Reports changed numbers of a limit: a client that paces itself by the old ones is refused once less is allowed, at
/// once or over time.
fn rate_changed(at: &Place<'_>, old: Rate, new: Rate, out: &mut Changes) {
    let message = format!("{} in {:?} became {} in {:?}", old.0, old.1, new.0, new.1);
    let over_time = |rate: Rate, other: Rate| u128::from(rate.0).saturating_mul(other.1.as_millis());
    if old == new {
    } else if new.0 < old.0 || over_time(new, old) < over_time(old, new) {
        out.breaking(Kind::RateLimitNumbers, at, message, "clients that stay within the old limit are refused");
    } else {
        out.compatible(Kind::RateLimitNumbers, at, message, "clients within the old limit are also within the new one");
    }
}

fn compare_close_codes(at: &Place<'_>, old: &[CloseCode], new: &[CloseCode], out: &mut Changes) {
    let (before, now) = (index(old, |it| it.code), index(new, |it| it.code));
    for old in old {
        let code = old.code.to_string();
        let at = at.key(&code);
        match now.get(&old.code) {
            Some(new) => compare_close_code(&at, old, new, out),
            None => {
                let reason = "clients that handle it never receive it again";
                out.breaking(Kind::CloseCodeGone, &at, "the close code is gone", reason);
            }
        }
    }
    for new in new.iter().filter(|new| !before.contains_key(&new.code)) {
        let reason = "clients treat it as any unknown close code";
        out.compatible(Kind::CloseCodeAdded, &at.key(&new.code.to_string()), "the close code is new", reason);
    }
}

fn compare_close_code(at: &Place<'_>, old: &CloseCode, new: &CloseCode, out: &mut Changes) {
    let CloseCode { code: _, name, meaning, action, reconnect } = old;
    out.generated_name(&at.key("name"), name, &new.name);
    out.text(Kind::CloseCodeText, &at.key("meaning"), meaning, &new.meaning);
    out.text(Kind::CloseCodeText, &at.key("action"), action, &new.action);
    reconnect_changed(&at.key("reconnect"), *reconnect, new.reconnect, out);
}

/// Reports changed advice on reconnecting: an old client that reconnects too soon burdens a server that asked it to
/// wait; one that reconnects later, or not at all, behaves as before.
fn reconnect_changed(at: &Place<'_>, old: Reconnect, new: Reconnect, out: &mut Changes) {
    let message = format!("`{}` became `{}`", old.word(), new.word());
    if new < old {
        out.breaking(Kind::Reconnect, at, message, "old clients reconnect sooner than the server asks");
    } else if new > old {
        out.compatible(Kind::Reconnect, at, message, "old clients wait longer than necessary");
    }
}
