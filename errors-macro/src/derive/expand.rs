//! Target ▶ impls. The constants that it writes are the checks that need the catalogue: rustc evaluates them.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{GenericArgument, Generics, Path, PathArguments, Type};

use super::attributes::CodeRef;
use super::target::{Entry, Kind, Member, Piece, Target, Variant};

/// The runtime: where the user says it is, else as the generated module names it, else by its own name.
pub(super) fn runtime(own: Option<&Path>, catalogue: Option<&Path>) -> TokenStream {
    match (own, catalogue) {
        (Some(path), _) => quote!(#path),
        (None, Some(module)) => quote!(#module::__runtime),
        (None, None) => quote!(::errors_runtime),
    }
}

pub(super) fn expand(target: &Target) -> TokenStream {
    let cx = Context::new(target);
    let checks = cx.expand_checks();
    let api_error = cx.expand_api_error();
    let details = cx.expand_details();
    let display = (!target.leaves_display).then(|| cx.expand_display());
    let responses = expand_responses(&cx.rt, &target.name, &target.generics);
    quote! {
        const _: () = {
            #checks
            #api_error
            #details
            #display
            #responses
        };
    }
}

/// What the frameworks want of an error: the runtime knows which of them there are.
pub(super) fn expand_responses(rt: &TokenStream, name: &Ident, generics: &Generics) -> TokenStream {
    let (impls, types, _) = generics.split_for_impl();
    let own = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    // As for the impl of `ApiError`: without parameters there is nothing that the bound could depend on.
    let bound = (!generics.params.is_empty()).then(|| quote!(#name #types: #rt::ApiError,));
    quote!(#rt::__impl_responses! { [#impls] [#name #types] [#(#own,)* #bound] })
}

struct Context<'a> {
    target: &'a Target,
    rt: TokenStream,
}

impl<'a> Context<'a> {
    fn new(target: &'a Target) -> Self {
        Self { target, rt: runtime(target.runtime.as_ref(), target.catalogue.as_ref()) }
    }

    /// Variants that are entries, with their numbers.
    fn entries(&self) -> impl Iterator<Item = (usize, &'a Variant, &'a Entry)> {
        self.target.variants.iter().enumerate().filter_map(|(number, variant)| match &variant.kind {
            Kind::Entry(entry) => Some((number, variant, entry)),
            Kind::Transparent(_) => None,
        })
    }

    /// `impl<…> Trait for Name<…> where …`, with one more bound where need be.
    fn expand_impl(&self, of: &TokenStream, bound: Option<TokenStream>, body: &TokenStream) -> TokenStream {
        let name = &self.target.name;
        let generics = &self.target.generics;
        let (impls, types, _) = generics.split_for_impl();
        let own = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        // Without parameters there is nothing that the bound could depend on.
        let bound = bound.filter(|_| !generics.params.is_empty()).map(|bound| quote!(Self: #bound));
        let predicates: Vec<TokenStream> = own.map(ToTokens::to_token_stream).chain(bound).collect();
        let wheres = (!predicates.is_empty()).then(|| quote!(where #(#predicates),*));
        quote! {
            #[automatically_derived]
            #[allow(deprecated, unused_qualifications, clippy::pedantic, clippy::nursery)]
            impl #impls #of for #name #types #wheres { #body }
        }
    }

    /// One constant per code, and one per detail.
    fn expand_checks(&self) -> TokenStream {
        let checks = self.entries().map(|(number, variant, entry)| self.expand_check(number, variant, entry));
        let codes = self.target.catalogue.as_ref().map(|catalogue| {
            quote! {
                #[allow(unused_imports)]
                use #catalogue::codes;
            }
        });
        quote!(#codes #(#checks)*)
    }

    fn expand_check(&self, number: usize, variant: &Variant, entry: &Entry) -> TokenStream {
        let code = code_ident(number);
        let (name, spelling) = expand_spelling(&entry.code, &self.rt);
        let import = placed(&quote!(use codes::#name as #code;), name.span());
        let rt = &self.rt;
        let info = info_ident(number);
        let fields = entry.details.iter().map(|detail| detail.name.unraw().to_string());
        let spelled = quote!(#rt::__private::spelled(#code.info(), #spelling));
        let spelled = placed(&spelled, spelling_place(variant, entry));
        let complete = placed(&quote!(#rt::__private::complete), variant.place);
        let arguments = quote_spanned!(variant.place=> (#spelled, &[#(#fields),*]));
        let check = quote!(#complete #arguments);
        let details = entry.details.iter().enumerate().map(|(at, detail)| {
            let position = detail_ident(number, at);
            let field = detail.name.unraw().to_string();
            let check = placed(&quote!(#rt::__private::detail(#code.info(), #field)), detail.name.span());
            quote!(const #position: ::core::primitive::usize = #check;)
        });
        quote! {
            #[allow(deprecated)]
            #import
            const #info: &'static #rt::CodeInfo = #check;
            #(#details)*
        }
    }

    fn expand_api_error(&self) -> TokenStream {
        let rt = &self.rt;
        let arms =
            self.target.variants.iter().enumerate().map(|(number, variant)| self.expand_entry_arm(number, variant));
        let codes = self.target.variants.iter().enumerate().map(|(number, variant)| match &variant.kind {
            Kind::Transparent(member) => {
                let ty = &member.ty;
                quote!(codes.extend(<#ty as #rt::ApiError>::codes());)
            }
            Kind::Entry(_) => {
                let info = info_ident(number);
                quote!(codes.push(#info);)
            }
        });
        let body = quote! {
            fn entry(&self) -> #rt::Entry<'_> { match self { #(#arms)* } }
            fn codes() -> #rt::__private::Vec<&'static #rt::CodeInfo> {
                let mut codes = #rt::__private::Vec::new();
                #(#codes)*
                codes
            }
        };
        self.expand_impl(&quote!(#rt::ApiError), Some(quote!(::core::error::Error)), &body)
    }

    fn expand_entry_arm(&self, number: usize, variant: &Variant) -> TokenStream {
        let rt = &self.rt;
        match &variant.kind {
            Kind::Transparent(member) => {
                let pattern = expand_pattern(variant, [(member, format_ident!("inner"))]);
                quote!(#pattern => #rt::ApiError::entry(inner),)
            }
            Kind::Entry(_) => {
                let catalogue = &self.target.catalogue;
                let pattern = expand_pattern(variant, []);
                let info = info_ident(number);
                quote!(#pattern => #rt::Entry::new(#catalogue::CATALOGUE, #info, self),)
            }
        }
    }

    /// The values of the details, and with them the question whether each fits.
    fn expand_details(&self) -> TokenStream {
        let rt = &self.rt;
        let values = self.entries().filter(|(.., entry)| !entry.details.is_empty());
        let values = values.map(|(number, variant, entry)| self.expand_values_arm(number, variant, entry));
        let messages = self.entries().filter_map(|(number, variant, entry)| {
            let message = self.expand_message(number, entry.message.as_ref()?);
            let pattern = expand_pattern(variant, []);
            Some(quote!(#pattern => #message,))
        });
        let body = quote! {
            #[allow(unreachable_patterns)]
            fn detail(&self, index: ::core::primitive::usize) -> #rt::Value<'_> {
                match self { #(#values)* _ => { let _ = index; #rt::Value::Null } }
            }
            #[allow(unreachable_patterns)]
            fn own_message(&self) -> ::core::option::Option<&'static #rt::Text> {
                match self { #(#messages)* _ => ::core::option::Option::None }
            }
        };
        self.expand_impl(&quote!(#rt::Details), None, &body)
    }

    fn expand_values_arm(&self, number: usize, variant: &Variant, entry: &Entry) -> TokenStream {
        let rt = &self.rt;
        let code = code_ident(number);
        let values: Vec<Ident> = (0..entry.details.len()).map(|at| format_ident!("value_{at}")).collect();
        let pattern = expand_pattern(variant, entry.details.iter().map(|detail| &detail.member).zip(values.clone()));
        let positions: Vec<Ident> = (0..entry.details.len()).map(|at| detail_ident(number, at)).collect();
        let group = quote!(#rt::__private::GROUP);
        let fields = entry.details.iter().zip(&values).zip(&positions).map(|((detail, value), position)| {
            let fits = quote!(#rt::__private::fits::<{ #position / #group }, { #position % #group }, _, _>);
            let call = expand_call(&fits, &quote!(&#code), value, &detail.member.ty);
            quote!((#position, #call))
        });
        quote!(#pattern => #rt::__private::pick_at(&[#(#fields),*], index),)
    }

    fn expand_message(&self, number: usize, pieces: &[Piece]) -> TokenStream {
        let rt = &self.rt;
        let parts = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => quote!(#rt::__private::Part::Text(#text)),
            Piece::Detail(at) => {
                let position = detail_ident(number, *at);
                quote!(#rt::__private::Part::Detail(#position as ::core::primitive::u16))
            }
        });
        quote! {{
            static MESSAGE: #rt::Text = #rt::Text { source: "", parts: &[#(#parts),*] };
            ::core::option::Option::Some(&MESSAGE)
        }}
    }

    /// `Display` is the message; `Error` knows the source; `From` makes the variants that have only a source.
    fn expand_display(&self) -> TokenStream {
        let rt = &self.rt;
        let display = self.expand_display_impl();
        let sources = self.target.variants.iter().filter_map(Self::expand_source_arm);
        let body = quote! {
            #[allow(unreachable_patterns)]
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                match self { #(#sources)* _ => ::core::option::Option::None }
            }
        };
        let error = self.expand_impl(&quote!(::core::error::Error), Some(quote!(::core::fmt::Debug)), &body);
        let froms = self.target.variants.iter().filter_map(|variant| self.expand_from(variant));
        let as_dyn = quote!(#[allow(unused_imports)] use #rt::__private::AsDynError as _;);
        quote! { #as_dyn #display #error #(#froms)* }
    }

    fn expand_display_impl(&self) -> TokenStream {
        let rt = &self.rt;
        let arms = self.target.variants.iter().enumerate().map(|(number, variant)| match &variant.kind {
            Kind::Transparent(member) => {
                let pattern = expand_pattern(variant, [(member, format_ident!("inner"))]);
                quote!(#pattern => ::core::fmt::Display::fmt(inner, f),)
            }
            Kind::Entry(_) => {
                let catalogue = &self.target.catalogue;
                let pattern = expand_pattern(variant, []);
                let info = info_ident(number);
                quote!(#pattern => ::core::fmt::Display::fmt(&#rt::Entry::new(#catalogue::CATALOGUE, #info, self), f),)
            }
        });
        let body = quote! {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { match self { #(#arms)* } }
        };
        self.expand_impl(&quote!(::core::fmt::Display), None, &body)
    }

    /// A transparent variant has the source of its field: it is that error, not one that wraps it.
    fn expand_source_arm(variant: &Variant) -> Option<TokenStream> {
        if let Kind::Transparent(member) = &variant.kind {
            let pattern = expand_pattern(variant, [(member, format_ident!("inner"))]);
            return Some(quote!(#pattern => ::core::error::Error::source(inner),));
        }
        let member = &variant.source.as_ref()?.member;
        let pattern = expand_pattern(variant, [(member, format_ident!("inner"))]);
        let place = member.ty.span();
        let inner = quote_spanned!(place=> inner.as_dyn_error());
        let source = if inner_of_option(&member.ty).is_some() {
            quote_spanned!(place=> match inner {
                ::core::option::Option::Some(inner) => ::core::option::Option::Some(#inner),
                ::core::option::Option::None => ::core::option::Option::None,
            })
        } else {
            quote!(::core::option::Option::Some(#inner))
        };
        Some(quote!(#pattern => #source,))
    }

    fn expand_from(&self, variant: &Variant) -> Option<TokenStream> {
        let source = variant.source.as_ref().filter(|source| source.from)?;
        let Member { name, ty } = &source.member;
        let path = expand_path(variant);
        let (argument, value) = match inner_of_option(ty) {
            Some(inner) => (inner.to_token_stream(), quote!(::core::option::Option::Some(source))),
            None => (ty.to_token_stream(), quote!(source)),
        };
        let body = quote!(fn from(source: #argument) -> Self { #path { #name: #value } });
        Some(self.expand_impl(&quote!(::core::convert::From<#argument>), None, &body))
    }
}

/// The item of the module that a code has, and the spelling that is held against it.
fn expand_spelling(code: &CodeRef, rt: &TokenStream) -> (Ident, TokenStream) {
    match code {
        CodeRef::Name(name) => {
            let text = name.unraw().to_string();
            (name.clone(), quote!(#rt::__private::Spelling::Name(#text)))
        }
        CodeRef::Code(literal) => {
            let text = literal.value();
            let camel = errors_catalogue::variant_name(&text);
            let name = syn::parse_str::<Ident>(&camel).unwrap_or_else(|_| format_ident!("__{}", "not_a_code"));
            (Ident::new(&name.to_string(), literal.span()), quote!(#rt::__private::Spelling::Code(#text)))
        }
    }
}

/// Where a wrong spelling is shown: at the attribute that has it, else at the variant.
fn spelling_place(variant: &Variant, entry: &Entry) -> Span {
    match &entry.code {
        CodeRef::Code(literal) => literal.span(),
        CodeRef::Name(_) => variant.place,
    }
}

/// The tokens at one place of the user's, so that an error in them is shown there; names resolve as before.
fn placed(tokens: &TokenStream, place: Span) -> TokenStream {
    tokens.clone().into_iter().map(|token| placed_token(token, place)).collect()
}

fn placed_token(token: TokenTree, place: Span) -> TokenTree {
    let mut token = match token {
        TokenTree::Group(group) => Group::new(group.delimiter(), placed(&group.stream(), place)).into(),
        other => other,
    };
    token.set_span(place);
    token
}

/// `function(first, &*value)`, where an error in the value is shown from the first to the last token of its type.
///
/// All of the call has to be at the user's place, or rustc shows the derive instead.
fn expand_call(function: &TokenStream, first: &TokenStream, value: &Ident, ty: &Type) -> TokenStream {
    let tokens: Vec<TokenTree> = ty.to_token_stream().into_iter().collect();
    let place = |token: Option<&TokenTree>| token.map_or_else(Span::call_site, TokenTree::span);
    let start = place(tokens.first());
    let mut value = value.clone();
    value.set_span(place(tokens.last()));
    let (function, first) = (placed(function, start), placed(first, start));
    let arguments = quote_spanned!(start=> (#first, &*#value));
    quote!(#function #arguments)
}

/// `Self::Name { field: binding, .. }`, which fits variants and structs of any form.
fn expand_pattern<'m>(variant: &Variant, bound: impl IntoIterator<Item = (&'m Member, Ident)>) -> TokenStream {
    let path = expand_path(variant);
    let fields = bound.into_iter().map(|(member, binding)| {
        let name = &member.name;
        quote!(#name: #binding,)
    });
    quote!(#path { #(#fields)* .. })
}

fn expand_path(variant: &Variant) -> TokenStream {
    match &variant.ident {
        Some(ident) => quote!(Self::#ident),
        None => quote!(Self),
    }
}

fn code_ident(variant: usize) -> Ident {
    format_ident!("Code{variant}")
}

fn info_ident(variant: usize) -> Ident {
    format_ident!("INFO_{variant}")
}

fn detail_ident(variant: usize, detail: usize) -> Ident {
    format_ident!("DETAIL_{variant}_{detail}")
}

/// The `T` of `Option<T>`, by name: a derive sees no types.
fn inner_of_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
