//! `__codes`: one item per code for `derive(ApiError)` to name, with the declared types of its details.

use std::fmt::Write;

use errors_catalogue::model::{Catalogue, Detail, Entry};
use errors_catalogue::variant_name;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::types::expand_ty;
use super::{Context, number};

/// The number of types in a group, and of groups in a block; the runtime uses the same number.
pub(crate) const GROUP: usize = 8;
/// The number of types in a block; a code has at most eight blocks, which hold more details than a code may have.
pub(crate) const BLOCK: usize = GROUP * GROUP;

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    // The module names each thing of the one around it: a code may be named like any of them.
    let cx = &Context { runtime: rt, names: cx.names, types: quote!(super::) };
    let with_details = catalogue.entries.iter().enumerate().filter(|(_, entry)| !entry.wire.details.is_empty());
    let detailed = with_details.map(|(at, entry)| expand_detailed(catalogue, at, entry, cx));
    let others = expand_other_names(catalogue, cx);
    let by_spelling = expand_by_spelling(catalogue, cx);
    let methods = expand_methods(cx);
    quote! {
        #[doc(hidden)]
        #[allow(non_upper_case_globals, unused_imports, deprecated, dead_code, clippy::unreadable_literal)]
        pub mod __codes {
            pub use super::ErrorCode::*;
            pub use super::{CATALOGUE as __CATALOGUE, __runtime};
            #(#detailed)*
            #others
            #by_spelling
        }
        #[doc(hidden)]
        #[allow(unused_imports)]
        pub mod __runtime { pub use #rt::*; }
        #methods
    }
}

/// The methods of `CodeWithDetails` for codes without details: variants of `ErrorCode` are their items in `__codes`.
fn expand_methods(cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    quote! {
        #[doc(hidden)]
        #[allow(dead_code)]
        impl ErrorCode {
            #[must_use]
            pub const fn __info(self, _: &'static #rt::__private::Codes) -> #rt::CodeInfo { self.info() }
            #[must_use]
            pub const fn __without_details(self, _: &'static #rt::__private::Codes) -> ::core::primitive::u16 {
                self as ::core::primitive::u16
            }
            #[must_use]
            pub const fn __has_fields(self, _: ::core::primitive::u64) -> ::core::primitive::bool { false }
            #[must_use]
            #[track_caller]
            pub const fn __with_fields(
                self,
                _: &'static #rt::__private::Codes,
                _: ::core::primitive::u64,
                fields: &::core::primitive::str,
            ) -> ::core::primitive::u16 {
                #rt::__private::require_these_details(self.info(), fields)
            }
        }
    }
}

fn expand_detailed(catalogue: &Catalogue, at: usize, entry: &Entry, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let name = cx.ident(&entry.names.variant);
    let at = number(at);
    let ty = expand_detailed_ty(catalogue, entry, cx);
    let sorted = sorted(entry);
    let order = entry.wire.details.iter().map(|detail| {
        let at = sorted.iter().position(|other| other.field == detail.field).unwrap_or_default();
        Literal::usize_unsuffixed(at)
    });
    quote! {
        pub const #name: #ty = #rt::__private::CodeWithDetails::new(#at, &[#(#order),*]);
    }
}

fn expand_detailed_ty(catalogue: &Catalogue, entry: &Entry, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let sorted = sorted(entry);
    let group = |group: &[&Detail]| {
        let types = group.iter().map(|detail| expand_ty(catalogue, &detail.ty, cx));
        quote!((#(#types,)*))
    };
    let block = |block: &[&Detail]| {
        let groups = block.chunks(GROUP).map(group);
        quote!((#(#groups,)*))
    };
    let types = if sorted.len() <= GROUP { block(&sorted) } else { expand_blocks(sorted.chunks(BLOCK).map(block)) };
    let names = fingerprint(sorted.iter().map(|detail| detail.field.as_str()));
    quote!(#rt::__private::CodeWithDetails<#types, #names>)
}

fn expand_blocks(blocks: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!((#(#blocks,)*))
}

fn sorted(entry: &Entry) -> Vec<&Detail> {
    let mut details: Vec<&Detail> = entry.wire.details.iter().collect();
    details.sort_by_key(|detail| &detail.field);
    details
}

/// A number for sorted names: FNV-1a, 64 bits.
///
/// The names are the ones of one program, so nobody gains from finding two lists with one number.
pub(crate) fn fingerprint<'n>(sorted: impl Iterator<Item = &'n str>) -> Literal {
    let bytes = sorted.flat_map(|name| name.bytes().chain([0]));
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    Literal::u64_unsuffixed(hash)
}

/// Names that follow from the spelling of a code or an alias and are not those of an entry: a derive that uses one finds
/// the item, which reports the current name.
fn expand_other_names(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let mut taken: std::collections::HashSet<String> =
        catalogue.entries.iter().map(|entry| entry.names.variant.clone()).collect();
    let names = spellings(catalogue).map(|(spelling, entry)| (variant_name(spelling), &entry.names.variant));
    let others = names.filter(|(other, _)| taken.insert(other.clone()) && syn::parse_str::<Ident>(other).is_ok());
    let others = others.map(|(other, name)| {
        let item = cx.ident(&other);
        quote! { pub const #item: #rt::__private::OtherName = #rt::__private::OtherName::new(#other, #name); }
    });
    others.collect()
}

/// The item of each code and alias by its spelling: the name that would follow from it may be another entry's, or none.
fn expand_by_spelling(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let items = spellings(catalogue).map(|(spelling, entry)| {
        let (name, item) = (cx.ident(&entry.names.variant), spelling_ident(spelling, cx.names));
        quote!(#name as #item)
    });
    quote! { pub mod __by_spelling { pub use super::{#(#items),*}; } }
}

fn spellings(catalogue: &Catalogue) -> impl Iterator<Item = (&String, &Entry)> {
    catalogue.entries.iter().flat_map(|entry| {
        let own = std::iter::once(&entry.code).chain(&entry.names.aliases);
        own.map(move |spelling| (spelling, entry))
    })
}

/// The identifier for the spelling of a code: a different one for each spelling, whatever characters it has.
pub(crate) fn spelling_ident(spelling: &str, span: Span) -> Ident {
    let mut name = "__spelling_".to_owned();
    for c in spelling.chars() {
        match c {
            '_' => name.push_str("__"),
            'a'..='z' | 'A'..='Z' | '0'..='9' => name.push(c),
            other => drop(write!(name, "_{:x}_", u32::from(other))),
        }
    }
    Ident::new(&name, span)
}
