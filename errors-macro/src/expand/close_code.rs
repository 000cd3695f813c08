//! `CloseCode`: where the catalogue lists WebSocket close codes.

use errors_catalogue::model::{Catalogue, CloseCode, Reconnect};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, allow, derive, number, option_text};
use crate::docs;

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    if catalogue.api.close_codes.is_empty() {
        return TokenStream::new();
    }
    let enum_item = expand_enum(catalogue, cx);
    let accessors = expand_accessors(&catalogue.api.close_codes, cx);
    quote! { #enum_item #accessors }
}

fn expand_enum(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let name = cx.ident("CloseCode");
    let doc = format!(
        "The WebSocket close codes of the catalogue {} ([RFC 6455 section 7.4](https://www.rfc-editor.org/rfc/rfc6455#section-7.4)).",
        docs::code(&catalogue.about.name)
    );
    let docs = catalogue.api.close_codes.iter().map(docs_of);
    let names = catalogue.api.close_codes.iter().map(|code| cx.ident(&code.name));
    let derive = derive(&quote! {
        ::core::fmt::Debug, ::core::marker::Copy, ::core::cmp::Eq, ::core::cmp::PartialOrd, ::core::cmp::Ord,
        ::core::hash::Hash
    });
    let allow = allow();
    quote! {
        #[doc = #doc]
        #derive
        #allow
        #[non_exhaustive]
        pub enum #name { #(#[doc = #docs] #names,)* }
    }
}

fn docs_of(code: &CloseCode) -> String {
    let action = code.action.as_ref().map(|action| format!("\n\nAction: {}", docs::plain(action)));
    let reconnect = match code.reconnect {
        Reconnect::Never => "no",
        Reconnect::Backoff => "yes, after the delays of the retry policy",
        Reconnect::Immediately => "yes, at once",
    };
    format!("{}: {}{}\n\nReconnect: {reconnect}", code.code, docs::plain(&code.meaning), action.unwrap_or_default())
}

fn expand_accessors(codes: &[CloseCode], cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let names: Vec<_> = codes.iter().map(|code| cx.ident(&code.name)).collect();
    let numbers = codes.iter().map(|code| number(code.code));
    let allow = allow();
    quote! {
        #allow
        impl CloseCode {
            /// All close codes, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[#(Self::#names,)*];

            /// Everything that the catalogue says of the close code.
            #[must_use]
            pub const fn info(self) -> &'static #rt::CloseCodeInfo { &__CLOSE_CODES[self as ::core::primitive::usize] }

            /// The number in the close frame.
            #[must_use]
            pub const fn code(self) -> ::core::primitive::u16 { self.info().code() }

            /// What the close code means.
            #[must_use]
            pub const fn meaning(self) -> &'static ::core::primitive::str { self.info().meaning() }

            /// What to do about it, in words.
            #[must_use]
            pub const fn action(self) -> ::core::option::Option<&'static ::core::primitive::str> { self.info().action() }

            /// Whether and how a client should connect again.
            #[must_use]
            pub const fn reconnect(self) -> #rt::Reconnect { self.info().reconnect() }

            /// Whether an endpoint may send the code: 1005, 1006 and 1015 only report what happened, 1004 has no meaning yet
            /// ([RFC 6455 section 7.4.1](https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1)).
            #[must_use]
            pub const fn is_sendable(self) -> ::core::primitive::bool { self.info().is_sendable() }

            /// The close code of this number.
            #[must_use]
            pub const fn from_code(code: ::core::primitive::u16) -> ::core::option::Option<Self> {
                match code {
                    #(#numbers => ::core::option::Option::Some(Self::#names),)*
                    _ => ::core::option::Option::None,
                }
            }
        }
        impl ::core::fmt::Display for CloseCode {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::write!(f, "{} {}", self.code(), self.meaning())
            }
        }
        impl ::core::convert::TryFrom<::core::primitive::u16> for CloseCode {
            type Error = ::core::primitive::u16;
            fn try_from(code: ::core::primitive::u16) -> ::core::result::Result<Self, ::core::primitive::u16> {
                Self::from_code(code).ok_or(code)
            }
        }
    }
}

/// The table of close codes.
pub(super) fn expand_table(codes: &[CloseCode], cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let rows = codes.iter().map(|row| {
        let CloseCode { code, name, meaning, action, reconnect } = row;
        let code = number(*code);
        let action = option_text(action.as_deref());
        let reconnect = match reconnect {
            Reconnect::Never => quote!(Never),
            Reconnect::Backoff => quote!(Backoff),
            Reconnect::Immediately => quote!(Immediately),
        };
        quote! {
            #rt::CloseCodeInfo {
                code: #code, name: #name, meaning: #meaning, action: #action, reconnect: #rt::Reconnect::#reconnect,
            }
        }
    });
    quote!([#(#rows),*])
}
