//! The static tables: the rows of the codes, the envelope, the retry policy, and the rest of `CATALOGUE`.

use errors_catalogue::json::Json;
use errors_catalogue::model::{About, Api, Catalogue, Envelope, Member, Presence, RateLimit, Retry, Status, Wire};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::values::{expand_duration, expand_fill, expand_header, expand_template};
use super::{Context, close_code, number, option, option_text, rows};
use crate::docs;

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let codes = rows::expand(catalogue, cx);
    let close_codes = expand_close_codes(catalogue, cx);
    let table = expand_catalogue(catalogue, cx);
    let name = cx.ident("CATALOGUE");
    let doc = format!(
        "The catalogue {} as data: its codes, its retry policy, and what it says of the API as a whole.",
        docs::code(&catalogue.about.name)
    );
    quote! {
        #codes
        #close_codes
        pub(super) static __CATALOGUE: #rt::Catalogue = #table;
        #[doc = #doc]
        #[allow(dead_code)]
        pub static #name: &#rt::Catalogue = &__CATALOGUE;
    }
}

fn expand_envelope(node: &Envelope, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let node = match node {
        Envelope::Literal(json) => expand_literal(json),
        Envelope::Fill(fill) => {
            let token = expand_fill(*fill, cx);
            quote!(Token(#token))
        }
        Envelope::Text(template) => {
            let text = expand_template(template, cx);
            quote!(Text(#text))
        }
        Envelope::List(items) => {
            let items = items.iter().map(|item| expand_envelope(item, cx));
            quote!(List(&[#(#items),*]))
        }
        Envelope::Object(members) => {
            let members = members.iter().map(|member| expand_member(member, cx));
            quote!(Object(&[#(#members),*]))
        }
    };
    quote!(#rt::__private::Node::#node)
}

/// Literals of the envelope are scalars; what has parts is a node of its own.
fn expand_literal(json: &Json) -> TokenStream {
    match json {
        Json::Bool(value) => quote!(Bool(#value)),
        Json::Unsigned(value) => {
            let value = number(*value);
            quote!(Unsigned(#value))
        }
        Json::Signed(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(Signed(#value))
        }
        Json::Float(value) => {
            let value = Literal::f64_suffixed(*value);
            quote!(Float(#value))
        }
        Json::Text(text) => quote!(Str(#text)),
        Json::Null | Json::List(_) | Json::Map(_) => quote!(Null),
    }
}

fn expand_member(member: &Member, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    match member {
        Member::MergeDetails => quote!(#rt::__private::Member::MergeDetails),
        Member::Key { key, presence, value } => {
            let presence = match presence {
                Presence::Always => quote!(Always),
                Presence::IfValue => quote!(IfValue),
                Presence::IfValueOrContext(at) => {
                    let at = number(*at);
                    quote!(IfValueOrContext(#at))
                }
            };
            let value = expand_envelope(value, cx);
            quote! {
                #rt::__private::Member::Key {
                    key: #key, presence: #rt::__private::Presence::#presence, value: #value
                }
            }
        }
    }
}

fn expand_close_codes(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let count = number(catalogue.api.close_codes.len());
    let rows = close_code::expand_table(&catalogue.api.close_codes, cx);
    quote!(static __CLOSE_CODES: [#rt::CloseCodeInfo; #count] = #rows;)
}

fn expand_catalogue(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let Catalogue { about, wire, retry, categories, types: _, entries: _, statuses, retired, api } = catalogue;
    let About { name, version, title, description: _, docs_url: _ } = about;
    let Wire { transport: _, envelope, content_type, context, headers } = wire;
    let Api { exceptions: _, rate_limits, close_codes: _, mistakes: _ } = api;
    let version = option_text(version.as_deref());
    let title = option_text(title.as_deref());
    let envelope = expand_envelope(envelope, cx);
    let headers = headers.iter().map(|header| expand_header(header, cx));
    let categories = categories.iter().map(|(key, title)| quote!((#key, #title)));
    let statuses = statuses.iter().map(|status| expand_status(status, cx));
    let retry = expand_retry(retry, cx);
    let rate_limits = rate_limits.iter().map(|limit| expand_rate_limit(limit, cx));
    let retired = retired.iter().map(|(code, reason)| quote!((#code, #reason)));
    quote! {
        #rt::Catalogue {
            name: #name,
            version: #version,
            title: #title,
            content_type: #content_type,
            envelope: #envelope,
            context: &[#(#context),*],
            headers: &[#(#headers),*],
            codes: &__CODES,
            categories: &[#(#categories),*],
            statuses: &[#(#statuses),*],
            retry: #retry,
            rate_limits: &[#(#rate_limits),*],
            close_codes: &__CLOSE_CODES,
            retired: &[#(#retired),*],
        }
    }
}

fn expand_status(status: &Status, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let Status { status, meaning, description: _, causes: _, fixes, user_message: _, fallback } = status;
    let status = number(*status);
    let meaning = option_text(meaning.as_deref());
    let fallback = option(fallback.map(|at| {
        let at = number(at);
        quote!(#at)
    }));
    quote!(#rt::StatusInfo { status: #status, meaning: #meaning, fixes: &[#(#fixes),*], fallback: #fallback })
}

fn expand_retry(retry: &Retry, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let Retry { statuses, max_retries, initial_delay, multiplier, max_delay, jitter, default_retry_after } = retry;
    let statuses = statuses.iter().map(|status| number(*status));
    let max_retries = number(*max_retries);
    let initial_delay = expand_duration(*initial_delay);
    let max_delay = expand_duration(*max_delay);
    let default_retry_after = option(default_retry_after.map(expand_duration));
    quote! {
        #rt::RetryPolicy {
            statuses: &[#(#statuses),*],
            max_retries: #max_retries,
            initial_delay: #initial_delay,
            multiplier: #multiplier,
            max_delay: #max_delay,
            jitter: #jitter,
            default_retry_after: #default_retry_after,
        }
    }
}

fn expand_rate_limit(limit: &RateLimit, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let RateLimit { name, limit, window, scope, applies_to } = limit;
    let limit = number(*limit);
    let window = expand_duration(*window);
    let scope = option_text(scope.as_deref());
    let applies_to = option_text(applies_to.as_deref());
    quote! {
        #rt::RateLimitInfo { name: #name, limit: #limit, window: #window, scope: #scope, applies_to: #applies_to }
    }
}
