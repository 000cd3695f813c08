//! `__codes`: one item per code for `derive(ApiError)` to name, with the declared types of its details.

use errors_catalogue::model::{Catalogue, Detail, Entry};
use errors_catalogue::variant_name;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::expand_ty;
use super::{Context, number};

/// How many types stand in one group; as the runtime has it.
pub(crate) const GROUP: usize = 8;

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    // The module names each thing of the one around it: a code may be named like any of them.
    let cx = &Context { runtime: rt, names: cx.names, types: quote!(super::) };
    let with_details = catalogue.entries.iter().enumerate().filter(|(_, entry)| !entry.details.is_empty());
    let detailed = with_details.map(|(at, entry)| expand_detailed(catalogue, at, entry, cx));
    let others = expand_other_spellings(catalogue, cx);
    let questions = expand_questions(cx);
    quote! {
        #[doc(hidden)]
        #[allow(non_upper_case_globals, unused_imports, deprecated, dead_code, clippy::unreadable_literal)]
        pub mod __codes {
            pub use super::ErrorCode::*;
            pub use super::{CATALOGUE as __CATALOGUE, __runtime};
            #(#detailed)*
            #others
        }
        #[doc(hidden)]
        #[allow(unused_imports)]
        pub mod __runtime { pub use #rt::*; }
        #questions
    }
}

/// Codes without details answer what `Detailed` answers.
fn expand_questions(cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    quote! {
        #[doc(hidden)]
        #[allow(dead_code)]
        impl ErrorCode {
            #[must_use]
            pub const fn __info(self, _: &'static #rt::__private::Codes) -> #rt::CodeInfo { self.info() }
            #[must_use]
            pub const fn __alone(self, _: &'static #rt::__private::Codes) -> ::core::primitive::u16 {
                self as ::core::primitive::u16
            }
            #[must_use]
            pub const fn __named(self, _: ::core::primitive::u64) -> ::core::primitive::bool { false }
            #[must_use]
            #[track_caller]
            pub const fn __with(
                self,
                _: &'static #rt::__private::Codes,
                _: ::core::primitive::u64,
                fields: &::core::primitive::str,
            ) -> ::core::primitive::u16 {
                #rt::__private::exactly(self.info(), fields)
            }
            #[must_use]
            pub const fn __by_code(self) -> Self { self }
        }
    }
}

fn expand_detailed(catalogue: &Catalogue, at: usize, entry: &Entry, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let name = cx.ident(&entry.name);
    let at = number(at);
    let ty = expand_detailed_ty(catalogue, entry, cx);
    let sorted = sorted(entry);
    let order = entry.details.iter().map(|detail| {
        let at = sorted.iter().position(|other| other.field == detail.field).unwrap_or_default();
        Literal::usize_unsuffixed(at)
    });
    quote! {
        pub const #name: #ty = #rt::__private::Detailed::new(#at, &[#(#order),*]);
    }
}

fn expand_detailed_ty(catalogue: &Catalogue, entry: &Entry, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let sorted = sorted(entry);
    let groups = sorted.chunks(GROUP).map(|group| {
        let types = group.iter().map(|detail| expand_ty(catalogue, &detail.ty, cx));
        quote!((#(#types,)*))
    });
    let names = fingerprint(sorted.iter().map(|detail| detail.field.as_str()));
    quote!(#rt::__private::Detailed<(#(#groups,)*), #names>)
}

fn sorted(entry: &Entry) -> Vec<&Detail> {
    let mut details: Vec<&Detail> = entry.details.iter().collect();
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

/// Codes whose name does not follow from their spelling, and aliases: a derive that spells them finds the item, and the
/// item says how the code is spelt today.
fn expand_other_spellings(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let mut taken: std::collections::HashSet<String> =
        catalogue.entries.iter().map(|entry| entry.name.clone()).collect();
    let spellings = catalogue.entries.iter().flat_map(|entry| {
        let own = std::iter::once(&entry.code).chain(&entry.aliases);
        own.map(move |spelling| (variant_name(spelling), entry))
    });
    let others = spellings.filter(|(name, _)| taken.insert(name.clone()) && syn::parse_str::<syn::Ident>(name).is_ok());
    others.map(|(other, entry)| expand_other_name(catalogue, &other, entry, cx)).collect()
}

fn expand_other_name(catalogue: &Catalogue, other: &str, entry: &Entry, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let current = &entry.name;
    let (name, item) = (cx.ident(current), cx.ident(other));
    let code =
        if entry.details.is_empty() { quote!(super::ErrorCode) } else { expand_detailed_ty(catalogue, entry, cx) };
    quote! {
        pub const #item: #rt::__private::OtherName<#code> = #rt::__private::OtherName::new(#name, #other, #current);
    }
}
