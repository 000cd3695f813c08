//! The table of the codes, packed: one byte string for the rows, one text for all texts, and a few lists.
//!
//! The layout is the runtime's, see `table.rs` there. Written as literals of structs, a thousand rows would take the
//! compiler longer than everything else in the module.

use errors_catalogue::body;
use errors_catalogue::model::{Catalogue, Entry, Header, Part, RetryAfter, Severity, Template};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tables::{expand_detail, expand_header, expand_parts, expand_retry_after, source};
use super::{Context, bodies, index, number};

/// `__CODES`.
pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let mut table = Table::new(cx);
    for entry in &catalogue.entries {
        table.push(catalogue, entry, cx);
    }
    table.close();
    table.expand(catalogue, cx)
}

/// How many texts a row has.
const TEXTS: usize = 8;

struct Table {
    rows: Vec<u8>,
    texts: String,
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
            rows: Vec::new(),
            texts: String::new(),
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
        let Entry {
            code,
            name,
            constructor: _,
            status,
            title,
            message,
            fixes,
            category,
            description,
            causes: _,
            mistakes: _,
            user_message,
            severity,
            retryable,
            retry_after,
            headers,
            details,
            docs_url,
            exception: _,
            aliases: _,
            deprecated,
            since,
        } = entry;
        let body = bodies::body(catalogue, entry);
        self.push_texts([
            Some(code),
            Some(name),
            Some(source(message)),
            user_message.as_ref().map(source),
            description.as_deref(),
            docs_url.as_deref(),
            deprecated.as_deref(),
            body.as_deref(),
        ]);
        self.begin(self.parts.len());
        self.parts.extend(expand_parts(message, cx));
        self.begin(self.parts.len());
        self.parts.extend(user_message.iter().flat_map(|message| expand_parts(message, cx)));
        self.begin(self.fixes.len());
        self.fixes.extend(fixes.iter().map(|fix| quote!(#fix)));
        self.begin(self.headers.len());
        self.headers.extend(headers.iter().map(|header| expand_header(header, cx)));
        self.headers.extend(expand_retry_header(entry, cx));
        self.begin(self.details.len());
        self.details.extend(details.iter().map(|detail| expand_detail(catalogue, detail, cx)));
        self.pair(status.unwrap_or(0), flags(*severity, *retryable));
        let (title, category) = (self.titles.of_text(Some(title)), self.categories.of_text(category.as_deref()));
        self.pair(title, category);
        let (since, delay) = (self.versions.of_text(since.as_deref()), self.delay(*retry_after, cx));
        self.pair(since, delay);
    }

    fn push_texts(&mut self, texts: [Option<&str>; TEXTS]) {
        for text in texts {
            self.begin(self.texts.len());
            self.texts.push_str(text.unwrap_or_default());
        }
    }

    /// One number: where the row's part of a text or list begins.
    fn begin(&mut self, at: usize) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.rows.extend(at.to_le_bytes());
    }

    /// Two halves of one number.
    fn pair(&mut self, low: u16, high: u16) {
        self.rows.extend(low.to_le_bytes());
        self.rows.extend(high.to_le_bytes());
    }

    fn delay(&mut self, retry_after: RetryAfter, cx: &Context<'_>) -> u16 {
        match expand_retry_after(retry_after, cx) {
            None => 0,
            Some(delay) => self.delays.of(delay),
        }
    }

    /// The row after the last: where all parts end.
    fn close(&mut self) {
        self.push_texts([None; TEXTS]);
        let (parts, fixes) = (self.parts.len(), self.fixes.len());
        for end in [parts, parts, fixes, self.headers.len(), self.details.len(), 0, 0, 0] {
            self.begin(end);
        }
    }

    fn expand(self, catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
        let rt = cx.runtime;
        let Self { rows, texts, parts, fixes, headers, details, titles, categories, versions, delays } = self;
        let rows = Literal::byte_string(&rows);
        let (titles, categories, versions, delays) = (titles.items, categories.items, versions.items, delays.items);
        let aliases = catalogue.entries.iter().enumerate().flat_map(|(at, entry)| {
            let at = number(at);
            entry.aliases.iter().map(move |alias| quote!((#alias, #at)))
        });
        let index = Literal::byte_string(&index::of(catalogue));
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

/// A list of what many rows have in common; its first item stands for nothing.
struct Shared {
    items: Vec<TokenStream>,
    positions: std::collections::HashMap<String, u16>,
}

impl Shared {
    fn new(nothing: TokenStream) -> Self {
        let positions = std::iter::once((nothing.to_string(), 0)).collect();
        Self { items: vec![nothing], positions }
    }

    fn of_text(&mut self, text: Option<&str>) -> u16 {
        self.of(text.map_or_else(|| quote!(""), |text| quote!(#text)))
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

/// The lowest bit says whether a retry can help, the others are the severity.
fn flags(severity: Severity, retryable: bool) -> u16 {
    let severity = match severity {
        Severity::Info => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
        Severity::Critical => 3,
    };
    severity << 1 | u16::from(retryable)
}

/// `Retry-After` is a header like others, for the writer as for the reader.
fn expand_retry_header(entry: &Entry, cx: &Context<'_>) -> Option<TokenStream> {
    let value = match entry.retry_after {
        RetryAfter::Unspecified => return None,
        RetryAfter::Fixed(duration) => Template::plain(&body::whole_seconds(duration).to_string()),
        RetryAfter::Detail(at) => {
            Template { source: format!("{{{}}}", entry.details[at].name), parts: vec![Part::Detail(at)] }
        }
    };
    Some(expand_header(&Header { name: "Retry-After".to_owned(), value }, cx))
}
