//! The table of the codes, packed: one byte string for the rows, one text for all texts, and a few lists.
//!
//! Written as literals of structs, a thousand rows would take the compiler longer than everything else in the module.

use errors_catalogue::body;
use errors_catalogue::model::{
    Catalogue, Detail, Entry, EntryHistory, EntryNames, EntryProse, EntryRetry, EntryWire, Header, Part, Place,
    RetryAfter, Scalar, Severity, Shape, Template, Type,
};
use errors_table::{Packed, Packer, Row, severity, slots};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::values::{expand_duration, expand_header, expand_parts, source};
use super::{Context, bodies, number, option_text};

/// `__CODES`.
pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let mut table = Table::new(cx);
    for entry in &catalogue.entries {
        table.push(catalogue, entry, cx);
    }
    table.expand(catalogue, cx)
}

struct Table {
    packer: Packer,
    parts: Vec<TokenStream>,
    fixes: Vec<TokenStream>,
    headers: Vec<TokenStream>,
    details: Vec<TokenStream>,
    titles: Shared,
    categories: Shared,
    versions: Shared,
    delays: Shared,
}

impl Table {
    fn new(cx: &Context<'_>) -> Self {
        let rt = cx.runtime;
        let unspecified = quote!(#rt::__private::RetryAfter::Unspecified);
        Self {
            packer: Packer::default(),
            parts: Vec::new(),
            fixes: Vec::new(),
            headers: Vec::new(),
            details: Vec::new(),
            titles: Shared::new(quote!("")),
            categories: Shared::new(quote!("")),
            versions: Shared::new(quote!("")),
            delays: Shared::new(unspecified),
        }
    }

    fn push(&mut self, catalogue: &Catalogue, entry: &Entry, cx: &Context<'_>) {
        let Entry { code, names, wire, prose, retry, history } = entry;
        let EntryNames { variant, constructor: _, exception: _, aliases: _ } = names;
        let EntryWire { status, title, message, category, severity, headers, details } = wire;
        let EntryProse { description, fixes, causes: _, mistakes: _, user_message, docs_url } = prose;
        let EntryRetry { retryable, retry_after } = retry;
        let EntryHistory { since, deprecated } = history;
        let body = bodies::body(catalogue, entry);
        self.packer.push(&Row {
            code,
            name: variant,
            message: source(message),
            user_message: user_message.as_ref().map_or("", source),
            description: text(description.as_ref()),
            docs_url: text(docs_url.as_ref()),
            deprecated: text(deprecated.as_ref()),
            body: text(body.as_ref()),
            message_parts: append(&mut self.parts, expand_parts(message, cx)),
            user_message_parts: append(&mut self.parts, user_message.iter().flat_map(|text| expand_parts(text, cx))),
            fixes: append(&mut self.fixes, fixes.iter().map(|fix| quote!(#fix))),
            headers: append(&mut self.headers, expand_headers(entry, headers, cx)),
            details: append(&mut self.details, details.iter().map(|detail| expand_detail(catalogue, detail, cx))),
            status: status.unwrap_or(0),
            flags: severity::flags(severity_number(*severity), *retryable),
            title: self.titles.of_text(title),
            category: self.categories.of_text(text(category.as_ref())),
            since: self.versions.of_text(text(since.as_ref())),
            delay: delay(&mut self.delays, *retry_after, cx),
        });
    }

    fn expand(self, catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
        let rt = cx.runtime;
        let Self { packer, parts, fixes, headers, details, titles, categories, versions, delays } = self;
        let Packed { rows, texts } = packer.finish();
        let rows = Literal::byte_string(&rows);
        let (titles, categories, versions, delays) = (titles.items, categories.items, versions.items, delays.items);
        let aliases = catalogue.entries.iter().enumerate().flat_map(|(at, entry)| {
            let at = number(at);
            entry.names.aliases.iter().map(move |alias| quote!((#alias, #at)))
        });
        let codes = catalogue.entries.iter().map(|entry| entry.code.as_str());
        let older = catalogue.entries.iter().flat_map(|entry| &entry.names.aliases).map(String::as_str);
        let index = Literal::byte_string(&slots(codes.chain(older)));
        quote! {
            const __ROWS: &[::core::primitive::u8] = #rows;
            const __INDEX: &[::core::primitive::u8] = #index;
            static __CODES: #rt::__private::Codes = #rt::__private::Codes {
                rows: #rt::__private::chunks(__ROWS),
                texts: #texts,
                parts: &[#(#parts),*],
                fixes: &[#(#fixes),*],
                headers: &[#(#headers),*],
                details: &[#(#details),*],
                titles: &[#(#titles),*],
                categories: &[#(#categories),*],
                versions: &[#(#versions),*],
                delays: &[#(#delays),*],
                aliases: &[#(#aliases),*],
                index: #rt::__private::chunks(__INDEX),
            };
        }
    }
}

/// A list of what many rows have in common; its first item means that there is none.
struct Shared {
    items: Vec<TokenStream>,
    positions: std::collections::HashMap<String, u16>,
}

impl Shared {
    fn new(nothing: TokenStream) -> Self {
        let positions = std::iter::once((nothing.to_string(), 0)).collect();
        Self { items: vec![nothing], positions }
    }

    fn of_text(&mut self, text: &str) -> u16 {
        self.of(quote!(#text))
    }

    /// The position of the item; a catalogue has fewer codes than these numbers reach.
    fn of(&mut self, item: TokenStream) -> u16 {
        let next = u16::try_from(self.items.len()).unwrap_or(0);
        *self.positions.entry(item.to_string()).or_insert_with(|| {
            self.items.push(item);
            next
        })
    }
}

fn delay(delays: &mut Shared, retry_after: RetryAfter, cx: &Context<'_>) -> u16 {
    match expand_retry_after(retry_after, cx) {
        None => 0,
        Some(delay) => delays.of(delay),
    }
}

/// An absent text is empty in the table.
fn text(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

/// Appends to a list and returns how many items that were.
fn append(list: &mut Vec<TokenStream>, items: impl IntoIterator<Item = TokenStream>) -> usize {
    let before = list.len();
    list.extend(items);
    list.len() - before
}

const fn severity_number(severity: Severity) -> u16 {
    match severity {
        Severity::Info => severity::INFO,
        Severity::Warning => severity::WARNING,
        Severity::Error => severity::ERROR,
        Severity::Critical => severity::CRITICAL,
    }
}

fn expand_headers(entry: &Entry, headers: &[Header], cx: &Context<'_>) -> Vec<TokenStream> {
    let own = headers.iter().map(|header| expand_header(header, cx));
    own.chain(expand_retry_header(entry, cx)).collect()
}

/// `Retry-After` is a header like others, for the writer as for the reader.
fn expand_retry_header(entry: &Entry, cx: &Context<'_>) -> Option<TokenStream> {
    let value = match entry.retry.retry_after {
        RetryAfter::Unspecified => return None,
        RetryAfter::Fixed(duration) => Template::plain(&body::whole_seconds(duration).to_string()),
        RetryAfter::Detail(at) => {
            Template { source: format!("{{{}}}", entry.wire.details[at].name), parts: vec![Part::Detail(at)] }
        }
    };
    Some(expand_header(&Header { name: "Retry-After".to_owned(), value }, cx))
}

fn expand_retry_after(retry_after: RetryAfter, cx: &Context<'_>) -> Option<TokenStream> {
    let rt = cx.runtime;
    match retry_after {
        RetryAfter::Unspecified => None,
        RetryAfter::Detail(at) => {
            let at = number(at);
            Some(quote!(#rt::__private::RetryAfter::Detail(#at)))
        }
        RetryAfter::Fixed(duration) => {
            let duration = expand_duration(duration);
            Some(quote!(#rt::__private::RetryAfter::Fixed(#duration)))
        }
    }
}

fn expand_detail(catalogue: &Catalogue, detail: &Detail, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let Detail { name, field, ty, declared, description, example: _, place } = detail;
    let place = match place {
        Place::Body => quote!(Body),
        Place::Header => quote!(Header),
        Place::Message => quote!(Message),
    };
    let textual = is_textual(catalogue, ty);
    let optional = ty.is_optional();
    let description = option_text(description.as_deref());
    let field = if field == name { "" } else { field };
    quote! {
        #rt::DetailInfo {
            name: #name, field: #field, ty: #declared, place: #rt::Place::#place, textual: #textual, optional: #optional,
            description: #description,
        }
    }
}

fn is_textual(catalogue: &Catalogue, ty: &Type) -> bool {
    match ty.required() {
        Type::Scalar(scalar) => *scalar == Scalar::String,
        Type::Named(at) => matches!(catalogue.types[*at].shape, Shape::Enum(_)),
        Type::List(_) | Type::Map(_) | Type::Optional(_) => false,
    }
}
