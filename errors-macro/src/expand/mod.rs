//! Checked model ▶ tokens. Nothing here can fail.

mod bodies;
mod close_code;
pub(crate) mod codes;
mod error;
mod error_code;
mod rows;
mod tables;
mod types;
mod values;

use std::path::PathBuf;

use errors_catalogue::model::{
    Catalogue, Entry, EntryHistory, EntryNames, EntryProse, EntryRetry, EntryWire, RetryAfter, Severity, Template,
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// Settings that every generator needs beside the model.
pub(crate) struct Context<'a> {
    /// The path of the runtime crate.
    pub(crate) runtime: &'a TokenStream,
    /// The span of generated names: the path literal, so that editors lead there.
    pub(crate) names: Span,
    /// The path from the generated item to the catalogue's types: empty, or `super::`.
    pub(crate) types: TokenStream,
}

/// The keywords of all editions that can be raw identifiers. Asking syn costs a token stream for each of the names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

impl Context<'_> {
    /// An identifier, raw where Rust has a keyword of the name.
    fn ident(&self, name: &str) -> Ident {
        if KEYWORDS.contains(&name) { Ident::new_raw(name, self.names) } else { Ident::new(name, self.names) }
    }
}

/// Generates all items.
///
/// Items that `__codes` names are in one module with it: a path in a nested module reaches the items of the enclosing
/// module, but not those of a function body. `Error` stays outside, so that messages show its short path.
pub(crate) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    if catalogue.entries.is_empty() {
        return expand(&with_stand_in(catalogue), cx);
    }
    let error_code = error_code::expand(catalogue, cx);
    let types = types::expand(catalogue, cx);
    let error = error::expand(catalogue, cx);
    let close_code = close_code::expand(catalogue, cx);
    let tables = tables::expand(catalogue, cx);
    let codes = codes::expand(catalogue, cx);
    let names = expand_names(catalogue, cx);
    quote! {
        mod __catalogue { #error_code #types #close_code #tables #codes }
        #names
        #error
    }
}

/// Each name is imported by itself, so that an item beside it with the same name is an error.
fn expand_names(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let close_code = (!catalogue.api.close_codes.is_empty()).then_some("CloseCode");
    let types = catalogue.types.iter().map(|def| def.ident.as_str());
    let names = ["ErrorCode", "CATALOGUE"].into_iter().chain(close_code).chain(types).map(|name| cx.ident(name));
    quote! {
        #[allow(unused_imports)]
        pub use __catalogue::{#(#names),*};
        #[doc(hidden)]
        #[allow(unused_imports)]
        pub use __catalogue::__codes;
    }
}

/// Adds an entry to a broken catalogue without valid ones, so that the enums are not empty; nobody can name it.
fn with_stand_in(catalogue: &Catalogue) -> Catalogue {
    let entry = Entry {
        code: String::new(),
        names: EntryNames {
            variant: "__NoValidEntry".to_owned(),
            constructor: String::new(),
            exception: None,
            aliases: Vec::new(),
        },
        wire: EntryWire {
            status: None,
            title: String::new(),
            message: Template::plain(""),
            category: None,
            severity: Severity::Error,
            headers: Vec::new(),
            details: Vec::new(),
        },
        prose: EntryProse {
            description: None,
            fixes: Vec::new(),
            causes: Vec::new(),
            mistakes: Vec::new(),
            user_message: None,
            docs_url: None,
        },
        retry: EntryRetry { retryable: false, retry_after: RetryAfter::Unspecified },
        history: EntryHistory { since: None, deprecated: None },
    };
    Catalogue { entries: vec![entry], ..catalogue.clone() }
}

/// Makes the compiler watch the files; the function inside keeps their bytes out of metadata and binary.
pub(crate) fn expand_tracking(files: &[PathBuf]) -> TokenStream {
    let watched = files.iter().filter_map(|file| file.to_str());
    quote! {
        const _: () = {
            #[allow(dead_code)]
            fn track() {
                #(let _: &[::core::primitive::u8] = ::core::include_bytes!(#watched);)*
            }
        };
    }
}

/// Lints that generated items may trip where a crate denies warnings: items that it does not use, and deprecated codes.
fn allow() -> TokenStream {
    quote!(#[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery)])
}

/// The derives that all generated types have in common, by full path.
fn derive(more: &TokenStream) -> TokenStream {
    quote!(#[::core::prelude::v1::derive(::core::clone::Clone, ::core::cmp::PartialEq, #more)])
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

fn option_text(text: Option<&str>) -> TokenStream {
    option(text.map(|text| quote!(#text)))
}

fn number(number: impl TryInto<u64>) -> Literal {
    Literal::u64_unsuffixed(number.try_into().unwrap_or(u64::MAX))
}
