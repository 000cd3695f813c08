//! `ErrorCode`: one variant per code, every answer a load from the table.

use errors_catalogue::model::{Catalogue, Entry};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, allow, derive};
use crate::docs;

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let enum_item = expand_enum(catalogue, cx);
    let accessors = expand_accessors(catalogue, cx);
    let code_impl = expand_code_impl(cx);
    let text_impls = expand_text_impls(cx);
    let serde_impls = expand_serde_impls(cx);
    quote! { #enum_item #accessors #code_impl #text_impls #serde_impls }
}

fn expand_enum(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let name = cx.ident("ErrorCode");
    let doc = format!("The codes of the catalogue {}.", docs::code(&catalogue.about.name));
    let variants = catalogue.entries.iter().map(|entry| expand_variant(catalogue, entry, cx));
    let derive = derive(&quote! {
        ::core::marker::Copy, ::core::cmp::Eq, ::core::cmp::PartialOrd, ::core::cmp::Ord, ::core::hash::Hash
    });
    let allow = allow();
    quote! {
        #[doc = #doc]
        #derive
        #allow
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

fn expand_variant(catalogue: &Catalogue, entry: &Entry, cx: &Context<'_>) -> TokenStream {
    let doc = docs::entry(catalogue, entry);
    let deprecated = expand_deprecated(entry);
    let name = cx.ident(&entry.names.variant);
    quote! { #[doc = #doc] #deprecated #name, }
}

/// `#[deprecated]` where the entry is.
pub(super) fn expand_deprecated(entry: &Entry) -> Option<TokenStream> {
    let note = docs::plain(entry.history.deprecated.as_ref()?);
    Some(quote!(#[deprecated(note = #note)]))
}

fn expand_accessors(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let names = catalogue.entries.iter().map(|entry| cx.ident(&entry.names.variant));
    let str_ty = quote!(&'static ::core::primitive::str);
    let accessors = [
        ("Whether the same request may succeed later.", quote!(retryable), quote!(::core::primitive::bool)),
        ("The HTTP status; 0 where an entry of a socket has none.", quote!(status), quote!(::core::primitive::u16)),
        ("The code, verbatim as on the wire.", quote!(code), str_ty.clone()),
        ("What to do about the error: the first of the `fixes`.", quote!(fix), quote!(::core::option::Option<#str_ty>)),
        (
            "Everything that can be done about the error, in the order of the catalogue.",
            quote!(fixes),
            quote!(&'static [#str_ty]),
        ),
        ("The key of the category.", quote!(category), quote!(::core::option::Option<#str_ty>)),
        ("How loudly the error should be reported.", quote!(severity), quote!(#rt::Severity)),
        (
            "What the documentation says of the code, in Markdown.",
            quote!(description),
            quote!(::core::option::Option<#str_ty>),
        ),
        ("Where the code is documented.", quote!(docs_url), quote!(::core::option::Option<#str_ty>)),
    ];
    let accessors = accessors.into_iter().map(|(doc, name, ty)| {
        quote! {
            #[doc = #doc]
            #[must_use]
            pub const fn #name(self) -> #ty { self.info().#name() }
        }
    });
    let allow = allow();
    quote! {
        #allow
        impl ErrorCode {
            /// All codes, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[#(ErrorCode::#names,)*];

            /// Everything that the catalogue says of the code.
            #[must_use]
            pub const fn info(self) -> #rt::CodeInfo { __CODES.at(self as ::core::primitive::u16) }

            #(#accessors)*

            /// The message for end users, with its placeholders as they are: `{limit}`.
            #[must_use]
            pub const fn user_message(self) -> ::core::option::Option<#str_ty> {
                match self.info().user_message() {
                    ::core::option::Option::Some(text) => ::core::option::Option::Some(text.source()),
                    ::core::option::Option::None => ::core::option::Option::None,
                }
            }

            /// The code with this spelling or this alias.
            #[must_use]
            pub const fn from_code(code: &::core::primitive::str) -> ::core::option::Option<Self> {
                match __CODES.position(code) {
                    ::core::option::Option::Some(index) => {
                        ::core::option::Option::Some(Self::ALL[index as ::core::primitive::usize])
                    }
                    ::core::option::Option::None => ::core::option::Option::None,
                }
            }
        }
    }
}

fn expand_code_impl(cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    quote! {
        impl #rt::Code for ErrorCode {
            fn catalogue() -> &'static #rt::Catalogue { &__CATALOGUE }
            fn index(self) -> ::core::primitive::usize { self as ::core::primitive::usize }
            fn from_index(index: ::core::primitive::usize) -> ::core::option::Option<Self> {
                Self::ALL.get(index).copied()
            }
        }
    }
}

fn expand_text_impls(cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    quote! {
        impl ::core::fmt::Debug for ErrorCode {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { f.pad(self.info().name()) }
        }
        impl ::core::fmt::Display for ErrorCode {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { f.pad(self.code()) }
        }
        impl ::core::convert::AsRef<::core::primitive::str> for ErrorCode {
            fn as_ref(&self) -> &::core::primitive::str { self.code() }
        }
        impl ::core::str::FromStr for ErrorCode {
            type Err = #rt::UnknownCode;
            fn from_str(code: &::core::primitive::str) -> ::core::result::Result<Self, #rt::UnknownCode> {
                #rt::__private::parse_code(code)
            }
        }
        impl<'a> ::core::convert::TryFrom<&'a ::core::primitive::str> for ErrorCode {
            type Error = #rt::UnknownCode;
            fn try_from(code: &'a ::core::primitive::str) -> ::core::result::Result<Self, #rt::UnknownCode> {
                #rt::__private::parse_code(code)
            }
        }
    }
}

fn expand_serde_impls(cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let serde = quote!(#rt::__private::serde_core);
    quote! {
        impl #serde::Serialize for ErrorCode {
            fn serialize<S: #serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                #rt::__private::serialize_code(*self, serializer)
            }
        }
        impl<'de> #serde::Deserialize<'de> for ErrorCode {
            fn deserialize<D: #serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                #rt::__private::deserialize_code(deserializer)
            }
        }
    }
}
