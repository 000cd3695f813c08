//! `Error`: one variant per code, its details as fields.

use std::collections::HashMap;

use errors_catalogue::model::{Catalogue, Detail, Entry, Scalar, Shape, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::error_code::expand_deprecated;
use super::types::{expand_boxed_ty, expand_ty};
use super::{Context, allow};
use crate::docs;

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let mut sizes = Sizes { catalogue, known: HashMap::new() };
    let variants: Vec<Variant<'_>> = catalogue.entries.iter().map(|entry| Variant::new(&mut sizes, entry)).collect();
    let enum_item = expand_enum(catalogue, &variants, cx);
    let constructors = expand_constructors(catalogue, &variants, cx);
    let plain = expand_plain(&variants, cx);
    let clone = expand_clone(&variants, cx);
    let details_impl = expand_details_impl(&variants, cx);
    let error_impls = expand_error_impls(cx);
    let try_from = expand_try_from(&variants, cx);
    quote! { #enum_item #constructors #plain #clone #details_impl #error_impls #try_from }
}

/// An entry with the fields of its variant.
struct Variant<'a> {
    entry: &'a Entry,
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    detail: &'a Detail,
    boxed: bool,
}

/// The most bytes that a variant's fields may take: with the discriminant, `Error` stays within 64.
const MAX_FIELDS: usize = 56;
const POINTER: usize = 8;

impl<'a> Variant<'a> {
    /// The largest fields are boxed until the variant is small enough.
    fn new(sizes: &mut Sizes<'_>, entry: &'a Entry) -> Self {
        let mut fields: Vec<Field<'a>> =
            entry.wire.details.iter().map(|detail| Field { detail, boxed: false }).collect();
        let mut sizes: Vec<usize> = entry.wire.details.iter().map(|detail| sizes.of(&detail.ty, 0)).collect();
        while sizes.iter().sum::<usize>() > MAX_FIELDS {
            let Some((at, &largest)) = sizes.iter().enumerate().max_by_key(|&(at, size)| (*size, at)) else { break };
            if largest <= POINTER {
                break;
            }
            sizes[at] = POINTER;
            fields[at].boxed = true;
        }
        Self { entry, fields }
    }
}

/// Upper bounds for the sizes of types on a 64-bit machine, alignment included.
struct Sizes<'a> {
    catalogue: &'a Catalogue,
    /// Sizes by shape and depth of nesting: otherwise, shapes that hold each other would be measured over and over.
    known: HashMap<(usize, usize), usize>,
}

impl Sizes<'_> {
    fn of(&mut self, ty: &Type, depth: usize) -> usize {
        const TEXT: usize = 24;
        const JSON: usize = 72;
        match ty {
            Type::Scalar(Scalar::String) | Type::List(_) => TEXT,
            Type::Scalar(Scalar::Json) => JSON,
            Type::Map(_) => TEXT + POINTER,
            Type::Scalar(Scalar::U64 | Scalar::I64 | Scalar::F64) => 8,
            Type::Scalar(Scalar::U32 | Scalar::I32) => 4,
            Type::Scalar(_) => 2,
            Type::Optional(inner) => {
                let size = self.of(inner, depth);
                match **inner {
                    Type::Scalar(Scalar::String | Scalar::Bool) | Type::List(_) => size,
                    _ => 2 * size.min(POINTER) + size.saturating_sub(POINTER),
                }
            }
            Type::Named(at) => match &self.catalogue.types[*at].shape {
                Shape::Enum(_) => TEXT,
                Shape::Struct(fields) => self.of_struct(*at, fields, depth),
            },
        }
    }

    fn of_struct(&mut self, at: usize, fields: &[errors_catalogue::model::Field], depth: usize) -> usize {
        const DEEP: usize = 1_000;
        if depth > 4 {
            return DEEP;
        }
        if let Some(size) = self.known.get(&(at, depth)) {
            return *size;
        }
        let sum: usize = fields.iter().map(|field| self.of(&field.ty, depth + 1)).sum();
        let size = sum.next_multiple_of(POINTER);
        self.known.insert((at, depth), size);
        size
    }
}

fn expand_enum(catalogue: &Catalogue, variants: &[Variant<'_>], cx: &Context<'_>) -> TokenStream {
    let name = cx.ident("Error");
    let doc = format!("The errors of the catalogue {}, with their details.", docs::code(&catalogue.about.name));
    let variants = variants.iter().map(|variant| expand_variant(catalogue, variant, cx));
    let allow = allow();
    quote! {
        #[doc = #doc]
        #allow
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

fn expand_variant(catalogue: &Catalogue, variant: &Variant<'_>, cx: &Context<'_>) -> TokenStream {
    let Variant { entry, fields } = variant;
    let doc = docs::entry(catalogue, entry);
    let deprecated = expand_deprecated(entry);
    let name = cx.ident(&entry.names.variant);
    let fields = fields.iter().map(|field| {
        let doc = docs::detail(field.detail);
        let name = cx.ident(&field.detail.field);
        let ty = expand_field_ty(catalogue, field, cx);
        quote!(#[doc = #doc] #name: #ty,)
    });
    let body = (!variant.fields.is_empty()).then(|| quote!({ #(#fields)* }));
    quote! { #[doc = #doc] #deprecated #name #body, }
}

fn expand_field_ty(catalogue: &Catalogue, field: &Field<'_>, cx: &Context<'_>) -> TokenStream {
    if field.boxed {
        expand_boxed_ty(catalogue, &field.detail.ty, cx)
    } else {
        expand_ty(catalogue, &field.detail.ty, cx)
    }
}

fn expand_constructors(catalogue: &Catalogue, variants: &[Variant<'_>], cx: &Context<'_>) -> TokenStream {
    let constructors = with_fields(variants).map(|variant| expand_constructor(catalogue, variant, cx));
    let names = variants.iter().map(|variant| cx.ident(&variant.entry.names.variant));
    let patterns = variants.iter().map(|variant| expand_any_pattern(variant, cx));
    let allow = allow();
    quote! {
        #allow
        impl Error {
            #(#constructors)*

            /// The code of this error.
            #[must_use]
            pub const fn error_code(&self) -> ErrorCode {
                match self { #(#patterns => ErrorCode::#names,)* }
            }
        }
    }
}

fn expand_any_pattern(variant: &Variant<'_>, cx: &Context<'_>) -> TokenStream {
    let name = cx.ident(&variant.entry.names.variant);
    let rest = (!variant.fields.is_empty()).then(|| quote!({ .. }));
    quote!(Error::#name #rest)
}

fn expand_constructor(catalogue: &Catalogue, variant: &Variant<'_>, cx: &Context<'_>) -> TokenStream {
    let doc = format!("An error with the code {}.", docs::code(&variant.entry.code));
    let deprecated = expand_deprecated(variant.entry);
    let constructor = cx.ident(&variant.entry.names.constructor);
    let name = cx.ident(&variant.entry.names.variant);
    let names: Vec<_> = variant.fields.iter().map(|field| cx.ident(&field.detail.field)).collect();
    let types = variant.fields.iter().map(|field| expand_argument_ty(catalogue, field, cx));
    let values = variant.fields.iter().map(|field| expand_argument(field, cx));
    quote! {
        #[doc = #doc]
        #deprecated
        #[must_use]
        pub fn #constructor(#(#names: #types),*) -> Self { Error::#name { #(#names: #values,)* } }
    }
}

fn expand_argument_ty(catalogue: &Catalogue, field: &Field<'_>, cx: &Context<'_>) -> TokenStream {
    let ty = expand_ty(catalogue, &field.detail.ty, cx);
    if is_text(&field.detail.ty) { quote!(impl ::core::convert::Into<#ty>) } else { ty }
}

/// `String`, and enums, which a text can become.
fn is_text(ty: &Type) -> bool {
    *ty == Type::Scalar(Scalar::String)
}

fn expand_argument(field: &Field<'_>, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let name = cx.ident(&field.detail.field);
    let value = if is_text(&field.detail.ty) { quote!(::core::convert::Into::into(#name)) } else { quote!(#name) };
    match (field.boxed, field.detail.ty.is_optional()) {
        (false, _) => value,
        (true, false) => quote!(#rt::__private::Box::new(#value)),
        (true, true) => quote!(#value.map(#rt::__private::Box::new)),
    }
}

/// Generates `Error::__plain`, the error of a code without details; its callers have arms for all other codes.
///
/// `Clone` and the way back from the wire share it, and `PartialEq` and `Debug` go through the details: derives would
/// write an arm per code into each.
fn expand_plain(variants: &[Variant<'_>], cx: &Context<'_>) -> Option<TokenStream> {
    let mut plain = variants.iter().filter(|variant| variant.fields.is_empty());
    let first = cx.ident(&plain.next()?.entry.names.variant);
    let others = plain.map(|variant| cx.ident(&variant.entry.names.variant));
    let allow = allow();
    Some(quote! {
        #allow
        impl Error {
            const fn __plain(code: ErrorCode) -> Self {
                match code { #(ErrorCode::#others => Error::#others,)* _ => Error::#first }
            }
        }
    })
}

fn expand_clone(variants: &[Variant<'_>], cx: &Context<'_>) -> TokenStream {
    let arms = with_fields(variants).map(|variant| {
        let name = cx.ident(&variant.entry.names.variant);
        let fields: Vec<_> = variant.fields.iter().map(|field| cx.ident(&field.detail.field)).collect();
        let values: Vec<_> = field_numbers(variant).collect();
        quote! {
            Error::#name { #(#fields: #values),* } => Error::#name { #(#fields: ::core::clone::Clone::clone(#values)),* },
        }
    });
    let rest = has_plain(variants).then(|| quote!(_ => Error::__plain(self.error_code()),));
    let allow = allow();
    quote! {
        #allow
        impl ::core::clone::Clone for Error {
            fn clone(&self) -> Self {
                match self { #(#arms)* #rest }
            }
        }
    }
}

fn with_fields<'v>(variants: &'v [Variant<'v>]) -> impl Iterator<Item = &'v Variant<'v>> {
    variants.iter().filter(|variant| !variant.fields.is_empty())
}

fn has_plain(variants: &[Variant<'_>]) -> bool {
    variants.iter().any(|variant| variant.fields.is_empty())
}

/// Names for what the fields hold: those of the fields may be anything.
fn field_numbers(variant: &Variant<'_>) -> impl Iterator<Item = Ident> + use<> {
    (0..variant.fields.len()).map(|at| format_ident!("field_{at}"))
}

fn expand_details_impl(variants: &[Variant<'_>], cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let arms: Vec<_> = with_fields(variants)
        .map(|variant| {
            let name = cx.ident(&variant.entry.names.variant);
            let fields = variant.fields.iter().map(|field| cx.ident(&field.detail.field));
            let values: Vec<_> = field_numbers(variant).collect();
            quote!(Error::#name { #(#fields: #values),* } => #rt::__private::detail_at(&[#(#values),*], index),)
        })
        .collect();
    let rest = has_plain(variants).then(|| quote!(_ => #rt::Value::Null,));
    let index = if arms.is_empty() { quote!(_) } else { quote!(index) };
    let allow = allow();
    quote! {
        #allow
        impl #rt::Details for Error {
            fn detail(&self, #index: ::core::primitive::usize) -> #rt::Value<'_> {
                match self { #(#arms)* #rest }
            }
        }
    }
}

fn expand_error_impls(cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    quote! {
        impl #rt::ApiError for Error {
            fn entry(&self) -> #rt::Entry<'_> { #rt::Entry::new(&__catalogue::__CATALOGUE, self.error_code().info(), self) }
            fn codes() -> #rt::__private::Vec<#rt::CodeInfo> {
                ::core::iter::Iterator::collect(__catalogue::__CATALOGUE.codes())
            }
        }
        impl ::core::fmt::Debug for Error {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #rt::__private::debug_error(#rt::ApiError::entry(self), f)
            }
        }
        impl ::core::cmp::PartialEq for Error {
            fn eq(&self, other: &Self) -> ::core::primitive::bool {
                #rt::__private::is_same_error(#rt::ApiError::entry(self), #rt::ApiError::entry(other))
            }
        }
        impl ::core::fmt::Display for Error {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&#rt::ApiError::entry(self), f)
            }
        }
        impl ::core::error::Error for Error {}
        #rt::__impl_responses! { [] [Error] [] }
        impl ::core::convert::From<&Error> for ErrorCode {
            fn from(error: &Error) -> Self { error.error_code() }
        }
    }
}

/// The way back: a typed error where the wire carried every detail, else the remote error as it was.
fn expand_try_from(variants: &[Variant<'_>], cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let arms = with_fields(variants).map(|variant| expand_read(variant, cx));
    let rest = has_plain(variants).then(|| quote!(code => Error::__plain(code),));
    let remote = quote!(#rt::RemoteError<ErrorCode>);
    let allow = allow();
    quote! {
        /// The error that a client received, typed again; the remote error itself where its code is not known, or a detail
        /// is missing or of another type.
        #allow
        impl ::core::convert::TryFrom<#remote> for Error {
            type Error = #remote;
            fn try_from(remote: #remote) -> ::core::result::Result<Self, #remote> {
                fn read(remote: &#remote) -> ::core::option::Option<Error> {
                    ::core::option::Option::Some(match remote.code()? { #(#arms)* #rest })
                }
                match read(&remote) {
                    ::core::option::Option::Some(error) => ::core::result::Result::Ok(error),
                    ::core::option::Option::None => ::core::result::Result::Err(remote),
                }
            }
        }
    }
}

fn expand_read(variant: &Variant<'_>, cx: &Context<'_>) -> TokenStream {
    let name = cx.ident(&variant.entry.names.variant);
    let fields = variant.fields.iter().map(|field| {
        let name = cx.ident(&field.detail.field);
        let key = &field.detail.name;
        let read = if field.detail.ty.is_optional() { quote!(optional) } else { quote!(required) };
        quote!(#name: remote.#read(#key)?)
    });
    // In a block of its own, where rustc drops what was read before the return of a `?` in one place. Without it, each
    // return drops all fields that come before, in memory that grows with the square of their number.
    quote!(ErrorCode::#name => { Error::#name { #(#fields),* } },)
}
