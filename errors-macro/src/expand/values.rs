//! Values that the rows of the codes and the other tables have in common: templates, headers and durations.

use std::time::Duration;

use errors_catalogue::model::{Fill, Header, Part, Template, Token};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, number};

pub(super) fn expand_header(header: &Header, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let Header { name, value } = header;
    let (source, parts) = (source(value), expand_parts(value, cx));
    quote!(#rt::HeaderInfo::new(#name, #source, &[#(#parts),*]))
}

/// A template without placeholders is its text; the others are split here, once.
pub(super) fn expand_template(template: &Template, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let source = source(template);
    let parts = expand_parts(template, cx);
    quote!(#rt::Text { source: #source, parts: &[#(#parts),*] })
}

/// The source that the runtime keeps: the template, or the text itself if nothing is filled in.
pub(super) fn source(template: &Template) -> &str {
    template.as_plain().unwrap_or(&template.source)
}

/// The parts of a template that has placeholders.
pub(super) fn expand_parts(template: &Template, cx: &Context<'_>) -> Vec<TokenStream> {
    let parts = if template.as_plain().is_some() { &[] } else { template.parts.as_slice() };
    parts.iter().map(|part| expand_part(part, cx)).collect()
}

fn expand_part(part: &Part, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    match part {
        Part::Text(text) => quote!(#rt::__private::Part::text(#text)),
        Part::Detail(at) => {
            let at = number(*at);
            quote!(#rt::__private::Part::detail(#at))
        }
        Part::Fill(fill) => {
            let token = expand_fill(*fill, cx);
            quote!(#rt::__private::Part::Token(#token))
        }
    }
}

pub(super) fn expand_fill(fill: Fill, cx: &Context<'_>) -> TokenStream {
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

pub(super) fn expand_duration(duration: Duration) -> TokenStream {
    if duration.subsec_millis() == 0 {
        let seconds = number(duration.as_secs());
        return quote!(::core::time::Duration::from_secs(#seconds));
    }
    let millis = number(duration.as_millis());
    quote!(::core::time::Duration::from_millis(#millis))
}
