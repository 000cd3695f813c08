//! The static tables: one row per code, the envelope, the retry policy, and what else `CATALOGUE` tells.

use std::time::Duration;

use errors_catalogue::body;
use errors_catalogue::json::Json;
use errors_catalogue::model::{
    Catalogue, Detail, Entry, Envelope, Fill, Header, Member, Part, Place, Presence, RateLimit, Retry, RetryAfter,
    Scalar, Severity, Shape, Status, Template, Token, Type,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Context, close_code, number, option, option_text};

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let codes = expand_codes(catalogue, cx);
    let aliases = expand_aliases(catalogue, cx);
    let close_codes = expand_close_codes(catalogue, cx);
    let table = expand_catalogue(catalogue, cx);
    let name = cx.ident("CATALOGUE");
    quote! {
        #codes
        #aliases
        #close_codes
        static __CATALOGUE: #rt::Catalogue = #table;
        /// The whole catalogue.
        #[allow(dead_code)]
        pub static #name: &#rt::Catalogue = &__CATALOGUE;
    }
}

fn expand_codes(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let count = number(catalogue.entries.len());
    let rows = catalogue.entries.iter().map(|entry| expand_row(catalogue, entry, cx));
    quote!(static __CODES: [#rt::CodeInfo; #count] = [#(#rows,)*];)
}

/// The row of a code: what the entry does not say is left to `EMPTY`.
fn expand_row(catalogue: &Catalogue, entry: &Entry, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
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
    let status = number(status.unwrap_or(0));
    let message = expand_template(message, cx);
    let severity = expand_severity(*severity);
    let headers: Vec<TokenStream> =
        headers.iter().map(|header| expand_header(header, cx)).chain(expand_retry_header(entry, cx)).collect();
    let details: Vec<TokenStream> = details.iter().map(|detail| expand_detail(catalogue, detail, cx)).collect();
    let text = |key: &str, text: Option<&str>| {
        let key = cx.ident(key);
        text.map(|text| quote!(#key: ::core::option::Option::Some(#text),))
    };
    let optional: TokenStream = [
        (!fixes.is_empty()).then(|| quote!(fixes: &[#(#fixes),*],)),
        text("category", category.as_deref()),
        text("description", description.as_deref()),
        user_message.as_ref().map(|message| {
            let message = option(Some(expand_template(message, cx)));
            quote!(user_message: #message,)
        }),
        retryable.then(|| quote!(retryable: true,)),
        expand_retry_after(*retry_after, cx).map(|retry_after| quote!(retry_after: #retry_after,)),
        (!headers.is_empty()).then(|| quote!(headers: &[#(#headers),*],)),
        (!details.is_empty()).then(|| quote!(details: &[#(#details),*],)),
        text("docs_url", docs_url.as_deref()),
        text("deprecated", deprecated.as_deref()),
        text("since", since.as_deref()),
        text("body", body::static_body(catalogue, entry).as_deref()),
    ]
    .into_iter()
    .flatten()
    .collect();
    quote! {
        #rt::CodeInfo {
            code: #code, name: #name, status: #status, title: #title, message: #message,
            severity: #rt::Severity::#severity, #optional ..#rt::CodeInfo::EMPTY
        }
    }
}

fn expand_severity(severity: Severity) -> TokenStream {
    match severity {
        Severity::Info => quote!(Info),
        Severity::Warning => quote!(Warning),
        Severity::Error => quote!(Error),
        Severity::Critical => quote!(Critical),
    }
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

fn expand_header(header: &Header, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let Header { name, value } = header;
    let value = expand_template(value, cx);
    quote!(#rt::HeaderInfo { name: #name, value: #value })
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

/// A template without placeholders is its text; the others are split here, once.
fn expand_template(template: &Template, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    if let Some(text) = template.as_plain() {
        return quote!(#rt::Text::plain(#text));
    }
    let source = &template.source;
    let parts = template.parts.iter().map(|part| match part {
        Part::Text(text) => quote!(#rt::__private::Part::Text(#text)),
        Part::Detail(at) => {
            let at = number(*at);
            quote!(#rt::__private::Part::Detail(#at))
        }
        Part::Fill(fill) => {
            let token = expand_fill(*fill, cx);
            quote!(#rt::__private::Part::Token(#token))
        }
    });
    quote!(#rt::Text { source: #source, parts: &[#(#parts),*] })
}

fn expand_fill(fill: Fill, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let token = match fill {
        Fill::ProblemType => quote!(ProblemType),
        Fill::Context(at) => {
            let at = number(at);
            quote!(Context(#at))
        }
        Fill::Token(token) => match token {
            Token::Code => quote!(Code),
            Token::Status => quote!(Status),
            Token::Message => quote!(Message),
            Token::Details => quote!(Details),
            Token::Category => quote!(Category),
            Token::Severity => quote!(Severity),
            Token::Retryable => quote!(Retryable),
            Token::RetryAfter => quote!(RetryAfter),
            Token::Fix => quote!(Fix),
            Token::UserMessage => quote!(UserMessage),
            Token::Title => quote!(Title),
            Token::DocsUrl => quote!(DocsUrl),
        },
    };
    quote!(#rt::__private::Token::#token)
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

fn expand_aliases(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let positions = catalogue.entries.iter().enumerate();
    let aliases: Vec<TokenStream> = positions
        .flat_map(|(at, entry)| {
            let at = number(at);
            entry.aliases.iter().map(move |alias| quote!((#alias, #at)))
        })
        .collect();
    let count = number(aliases.len());
    let slots = number(((catalogue.entries.len() + aliases.len()) * 2).next_power_of_two());
    quote! {
        static __ALIASES: [(&::core::primitive::str, ::core::primitive::u16); #count] = [#(#aliases),*];
        static __INDEX: [::core::primitive::u16; #slots] = #rt::__private::index(&__CODES, &__ALIASES);
    }
}

fn expand_close_codes(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let count = number(catalogue.close_codes.len());
    let rows = close_code::expand_table(&catalogue.close_codes, cx);
    quote!(static __CLOSE_CODES: [#rt::CloseCodeInfo; #count] = #rows;)
}

fn expand_catalogue(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let Catalogue {
        name,
        version,
        title,
        description: _,
        docs_url: _,
        envelope,
        content_type,
        context,
        retry,
        categories,
        types: _,
        entries: _,
        statuses,
        exceptions: _,
        headers,
        rate_limits,
        close_codes: _,
        mistakes: _,
        retired,
    } = catalogue;
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
            aliases: &__ALIASES,
            index: &__INDEX,
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

fn expand_duration(duration: Duration) -> TokenStream {
    if duration.subsec_millis() == 0 {
        let seconds = number(duration.as_secs());
        return quote!(::core::time::Duration::from_secs(#seconds));
    }
    let millis = number(duration.as_millis());
    quote!(::core::time::Duration::from_millis(#millis))
}
