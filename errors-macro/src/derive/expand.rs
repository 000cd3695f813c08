//! Target ▶ impls. The constants that it writes are the checks that need the catalogue: rustc evaluates them.
//!
//! Types are checked as seldom as possible, because compile time is the user's time: one table, one `match` that
//! numbers the variants, and one call for all the details of a variant.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericArgument, Generics, Path, PathArguments, Type};

use super::attributes::CodeRef;
use super::target::{Detail, Entry, Kind, Member, Piece, Target, Variant};
use crate::expand::codes::{BLOCK, GROUP, fingerprint, spelling_ident};

/// The names that the impls use for the module's codes and for the runtime. Each path of the user's is written once, so
/// that a wrong one is one error.
///
/// The runtime is where the user says it is, else as the generated module names it, else by its own name.
pub(super) fn expand_imports(own: Option<&Path>, catalogue: Option<&Path>) -> TokenStream {
    let codes = catalogue.map(|module| {
        let place = module.segments.last().map_or_else(Span::call_site, |last| last.ident.span());
        // The path `self` leads to the module around a function, past the items of its body.
        let module = (!module.is_ident("self")).then(|| quote!(#module::));
        quote_spanned!(place=> use #module __codes as __catalogue;)
    });
    let runtime = match (own, catalogue) {
        (Some(path), _) => quote_spanned!(path.span()=> use #path as __rt;),
        (None, Some(_)) => quote!(
            use __catalogue::__runtime as __rt;
        ),
        (None, None) => quote!(
            use ::errors_runtime as __rt;
        ),
    };
    quote! {
        #[allow(unused_imports)]
        #codes
        #[allow(unused_imports)]
        #runtime
    }
}

pub(super) fn expand(target: &Target) -> TokenStream {
    let cx = Context { target, entries: entries(target) };
    let imports = expand_imports(target.runtime.as_ref(), target.catalogue.as_ref());
    let table = cx.expand_table();
    let api_error = cx.expand_api_error();
    let details = cx.expand_details();
    let display = (!target.leaves_display).then(|| cx.expand_display());
    let responses = expand_responses(&target.name, &target.generics);
    let items = cx.with_spellings(quote! { #table #api_error #details #display #responses });
    quote! {
        const _: () = {
            #imports
            #items
        };
    }
}

/// The responses of the frameworks: the runtime knows which of them are enabled.
pub(super) fn expand_responses(name: &Ident, generics: &Generics) -> TokenStream {
    let (impls, types, _) = generics.split_for_impl();
    let own = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    // As for the impl of `ApiError`: without parameters there is nothing that the bound could depend on.
    let bound = (!generics.params.is_empty()).then(|| quote!(#name #types: __rt::ApiError,));
    quote!(__rt::__impl_responses! { [#impls] [#name #types] [#(#own,)* #bound] })
}

struct Context<'a> {
    target: &'a Target,
    entries: Vec<(&'a Variant, &'a Entry)>,
}

/// Variants that are entries; their positions here are their numbers.
fn entries(target: &Target) -> Vec<(&Variant, &Entry)> {
    let entries = target.variants.iter().filter_map(|variant| match &variant.kind {
        Kind::Entry(entry) => Some((variant, entry)),
        Kind::Transparent(_) => None,
    });
    entries.collect()
}

/// The number of variants up to which each has a constant of its own.
///
/// rustc stops at the first mistake of a constant, so that one per variant reports every mistake; but each takes time.
const CONSTANTS: usize = 32;

impl<'a> Context<'a> {
    fn transparent(&self) -> impl Iterator<Item = (&'a Variant, &'a Member)> {
        self.target.variants.iter().filter_map(|variant| match &variant.kind {
            Kind::Transparent(member) => Some((variant, member)),
            Kind::Entry(_) => None,
        })
    }

    /// `impl<…> Trait for Name<…> where …`, with one more bound if one is given.
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

    /// The items, with an item for each code in quotes in scope.
    ///
    /// An inner block has those of the module, which hide the ones outside of it. Those remain for codes that the module
    /// does not have, so that every name resolves and a constant can say what is wrong.
    fn with_spellings(&self, items: TokenStream) -> TokenStream {
        let codes = self.entries.iter().filter_map(|(_, entry)| match &entry.code {
            CodeRef::Code(literal) => Some(literal.value()),
            CodeRef::Own(_) | CodeRef::Name(_) => None,
        });
        let spellings: BTreeSet<Ident> = codes.map(|code| spelling_ident(&code, Span::call_site())).collect();
        if spellings.is_empty() {
            return items;
        }
        quote! {
            #[allow(unused_imports)]
            use __rt::__private::{#(UNKNOWN_CODE as #spellings),*};
            {
                #[allow(unused_imports)]
                use __catalogue::__by_spelling::*;
                #items
            }
        }
    }

    fn group_len(&self) -> usize {
        (self.entries.len() / CONSTANTS).max(1)
    }

    /// The position of each variant's code, in groups, and the checks of the variants on the way to it.
    ///
    /// A function returns the groups: a constant built from them would report once more that one of them is wrong.
    fn expand_table(&self) -> TokenStream {
        let groups = self.entries.chunks(self.group_len());
        let names: Vec<Ident> = (0..groups.len()).map(|group| format_ident!("__GROUP_{group}")).collect();
        let arms = names.iter().enumerate().map(|(number, name)| {
            let number = Literal::usize_unsuffixed(number);
            quote!(#number => #name,)
        });
        let groups = groups.zip(&names).map(|(group, name)| {
            let positions = group.iter().map(|(variant, entry)| expand_position(variant, entry, self.group_len()));
            quote! {
                #[allow(deprecated)]
                const #name: &[::core::primitive::u16] = &[#(#positions),*];
            }
        });
        let (len, count) = (Literal::usize_unsuffixed(self.group_len()), Literal::usize_unsuffixed(names.len()));
        let number = self.expand_number();
        let body = quote! {
            const GROUP_LEN: ::core::primitive::usize = #len;
            const GROUPS: ::core::primitive::usize = #count;
            fn group(__number: ::core::primitive::usize) -> &'static [::core::primitive::u16] {
                match __number { #(#arms)* _ => &[] }
            }
            fn number(&self) -> ::core::primitive::usize { #number }
        };
        let numbered = self.expand_impl(&quote!(__rt::__private::NumberedEntries), None, &body);
        quote!(#(#groups)* #numbered)
    }

    /// Binds private fields: many are there for `Debug` only, which rustc does not count as a use.
    fn expand_number(&self) -> TokenStream {
        let numbers = self.entries.iter().enumerate().map(|(number, (variant, entry))| {
            let private =
                entry.private.iter().enumerate().map(|(at, member)| (member, format_ident!("__private_{at}")));
            let pattern = expand_pattern(variant, private);
            let number = Literal::usize_unsuffixed(number);
            quote!(#pattern => #number,)
        });
        let rest = self.transparent().next().map(|_| quote!(_ => ::core::primitive::usize::MAX,));
        quote!(match self { #(#numbers)* #rest })
    }

    /// A `match` on the error: `transparent` of the field of each transparent variant, `own` of the entry of any other.
    fn expand_match(
        &self,
        transparent: impl Fn(&Ident, &Type) -> TokenStream,
        own: impl Fn(TokenStream) -> TokenStream,
    ) -> TokenStream {
        let arms: Vec<_> = self
            .transparent()
            .map(|(variant, member)| {
                let place = member.ty.span();
                let inner = Ident::new("__inner", place);
                let pattern = expand_pattern(variant, [(member, inner.clone())]);
                let value = transparent(&inner, &member.ty);
                quote!(#pattern => #value,)
            })
            .collect();
        let entry = quote!(__rt::__private::entry_of(__catalogue::__CATALOGUE, self));
        match (arms.is_empty(), self.entries.is_empty()) {
            (true, _) => own(entry),
            // `_` would be unreachable.
            (false, true) => quote!(match self { #(#arms)* }),
            (false, false) => {
                let own = own(entry);
                quote!(match self { #(#arms)* _ => #own })
            }
        }
    }

    fn expand_api_error(&self) -> TokenStream {
        let entry = self.expand_match(|inner, ty| quote!(<#ty as __rt::ApiError>::entry(#inner)), |entry| entry);
        let inner = self.transparent().map(|(_, member)| {
            let ty = &member.ty;
            quote!(&<#ty as __rt::ApiError>::codes())
        });
        let catalogue = if self.entries.is_empty() {
            quote!(::core::option::Option::None)
        } else {
            quote!(::core::option::Option::Some(__catalogue::__CATALOGUE))
        };
        let body = quote! {
            fn entry(&self) -> __rt::Entry<'_> { #entry }
            fn codes() -> __rt::__private::Vec<__rt::CodeInfo> {
                __rt::__private::codes_of::<Self>(#catalogue, &[#(#inner),*])
            }
        };
        self.expand_impl(&quote!(__rt::ApiError), Some(quote!(::core::error::Error)), &body)
    }

    /// The values of the details, and the check that each fits.
    fn expand_details(&self) -> TokenStream {
        let values = self.entries.iter().filter(|(_, entry)| !entry.details.is_empty());
        let values: Vec<_> = values.map(|(variant, entry)| expand_values_arm(variant, entry)).collect();
        let value = if values.is_empty() {
            quote!({
                let _ = __index;
                __rt::Value::Null
            })
        } else {
            quote!(match self { #(#values)* _ => __rt::Value::Null })
        };
        let messages: Vec<_> =
            self.entries.iter().filter_map(|(variant, entry)| expand_message_arm(variant, entry)).collect();
        let message = (!messages.is_empty()).then(|| {
            quote! {
                #[allow(unreachable_patterns)]
                fn own_message(&self) -> ::core::option::Option<&'static __rt::Text> {
                    match self { #(#messages)* _ => ::core::option::Option::None }
                }
            }
        });
        // `_` is unreachable if all variants have details, or messages.
        let body = quote! {
            #[allow(unreachable_patterns)]
            fn detail(&self, __index: ::core::primitive::usize) -> __rt::Value<'_> { #value }
            #message
        };
        let details = self.expand_impl(&quote!(__rt::Details), None, &body);
        // `WrongFieldNames` has the methods that are called where the fields of a variant have wrong names.
        quote! {
            #[allow(unused_imports)]
            use __rt::__private::WrongFieldNames as _;
            #details
        }
    }

    /// `Display` is the message; `Error` knows the source; `From` makes the variants that have only a source.
    fn expand_display(&self) -> TokenStream {
        let fmt = self.expand_match(
            |inner, _| quote!(::core::fmt::Display::fmt(#inner, __f)),
            |entry| quote!(::core::fmt::Display::fmt(&#entry, __f)),
        );
        let body = quote!(fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { #fmt });
        let display = self.expand_impl(&quote!(::core::fmt::Display), None, &body);
        let error = self.expand_error();
        let froms = self.target.variants.iter().filter_map(|variant| self.expand_from(variant));
        quote! { #display #error #(#froms)* }
    }

    fn expand_error(&self) -> TokenStream {
        let sources: Vec<_> = self.target.variants.iter().filter_map(Self::expand_source_arm).collect();
        let source = (!sources.is_empty()).then(|| {
            quote! {
                #[allow(unreachable_patterns)]
                fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                    match self { #(#sources)* _ => ::core::option::Option::None }
                }
            }
        });
        let error = self.expand_impl(
            &quote!(::core::error::Error),
            Some(quote!(::core::fmt::Debug)),
            &source.into_token_stream(),
        );
        quote! {
            #[allow(unused_imports)]
            use __rt::__private::AsDynError as _;
            #error
        }
    }

    /// A transparent variant has the source of its field: it is that error, not one that wraps it.
    fn expand_source_arm(variant: &Variant) -> Option<TokenStream> {
        if let Kind::Transparent(member) = &variant.kind {
            let pattern = expand_pattern(variant, [(member, format_ident!("__inner"))]);
            return Some(quote!(#pattern => ::core::error::Error::source(__inner),));
        }
        let member = &variant.source.as_ref()?.member;
        // The span of the type, so that rustc shows a field that is not an error there.
        let place = member.ty.span();
        let pattern = expand_pattern(variant, [(member, Ident::new("__inner", place))]);
        let inner = quote_spanned!(place=> __inner.as_dyn_error());
        let source = if inner_of_option(&member.ty).is_some() {
            quote_spanned!(place=> match __inner {
                ::core::option::Option::Some(__inner) => ::core::option::Option::Some(#inner),
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
            Some(inner) => (inner.to_token_stream(), quote!(::core::option::Option::Some(__source))),
            None => (ty.to_token_stream(), quote!(__source)),
        };
        let body = quote!(fn from(__source: #argument) -> Self { #path { #name: #value } });
        Some(self.expand_impl(&quote!(::core::convert::From<#argument>), None, &body))
    }
}

/// The position of a variant's code; a panic where the variant does not match the catalogue.
///
/// If variants share a constant, a wrong name is shown at the variant, not at its field: one call instead of many.
fn expand_position(variant: &Variant, entry: &Entry, group_len: usize) -> TokenStream {
    let place = variant.place;
    let code = Ident::new("__code", place);
    let item = expand_code(&entry.code);
    let spelled = expand_spelled(&entry.code, place);
    let check = expand_check(entry, place);
    if !entry.details.is_empty() && group_len == 1 {
        let position = expand_complete(&code, entry);
        return quote!({ let #code = #item; #spelled #position });
    }
    if spelled.is_none() {
        return quote!(#item #check);
    }
    quote!({ let #code = #item; #spelled #code #check })
}

/// The check that the code has no details, or exactly these.
fn expand_check(entry: &Entry, place: Span) -> TokenStream {
    if entry.details.is_empty() {
        return quote_spanned!(place=> .__without_details(__catalogue::__CATALOGUE.codes));
    }
    let (names, fields) = (names(entry), fields(entry));
    quote_spanned!(place=> .__with_fields(__catalogue::__CATALOGUE.codes, #names, #fields))
}

/// The item that the module has for a code.
fn expand_code(code: &CodeRef) -> TokenStream {
    match code {
        CodeRef::Own(name) | CodeRef::Name(name) => quote_spanned!(name.span()=> __catalogue::#name),
        CodeRef::Code(literal) => spelling_ident(&literal.value(), literal.span()).into_token_stream(),
    }
}

/// The check that the code is spelt as in the catalogue today; the item of a variant's own name does that itself.
fn expand_spelled(code: &CodeRef, variant: Span) -> Option<TokenStream> {
    // Located where the code is written, for messages; resolved where `__code` is bound.
    let name = |place: Span| Ident::new("__code", place.resolved_at(variant));
    match code {
        CodeRef::Own(_) => None,
        CodeRef::Name(other) => {
            let code = name(other.span());
            Some(quote_spanned!(other.span()=> let _ = #code.__info(__catalogue::__CATALOGUE.codes);))
        }
        CodeRef::Code(literal) => {
            let place = literal.span();
            let code = name(place);
            let text = literal.value();
            Some(quote_spanned! {place=>
                __rt::__private::require_current_spelling(__catalogue::__CATALOGUE, #code.__info(__catalogue::__CATALOGUE.codes), #text);
            })
        }
    }
}

/// Names are compared only where the fingerprint differs, and then to report the wrong one at its field.
fn expand_complete(code: &Ident, entry: &Entry) -> TokenStream {
    let names = names(entry);
    let place = code.span();
    let info = Ident::new("__info", place);
    let checks = entry.details.iter().map(|detail| {
        let place = detail.name.span();
        let info = Ident::new("__info", place.resolved_at(info.span()));
        let field = detail.name.to_string();
        quote_spanned!(place=> __rt::__private::require_known_detail(#info, #field);)
    });
    let fields = fields(entry);
    quote_spanned! {place=>
        let #info = #code.__info(__catalogue::__CATALOGUE.codes);
        if #code.__has_fields(#names) { #info.position() } else { #(#checks)* __rt::__private::require_all_details(#info, #fields) }
    }
}

/// The variant's details as the module sorts them: by name.
fn sorted(entry: &Entry) -> Vec<&Detail> {
    let mut details: Vec<&Detail> = entry.details.iter().collect();
    details.sort_by_key(|detail| detail.name.to_string());
    details
}

fn fields(entry: &Entry) -> String {
    let names: Vec<String> = entry.details.iter().map(|detail| detail.name.to_string()).collect();
    names.join(" ")
}

fn names(entry: &Entry) -> Literal {
    let names: Vec<String> = sorted(entry).iter().map(|detail| detail.name.to_string()).collect();
    fingerprint(names.iter().map(String::as_str))
}

fn expand_values_arm(variant: &Variant, entry: &Entry) -> TokenStream {
    let names = names(entry);
    let sorted = sorted(entry);
    let bindings: Vec<Ident> = sorted
        .iter()
        .enumerate()
        .map(|(at, detail)| format_ident!("__value_{at}", span = start(&detail.member.ty)))
        .collect();
    let pattern = expand_pattern(variant, sorted.iter().map(|detail| &detail.member).zip(bindings.clone()));
    let code = expand_code(&entry.code);
    let variant_fields = quote!(__rt::__private::VariantFields::<_, #names>(#code));
    if bindings.len() <= GROUP {
        let index = Ident::new("__index", Span::call_site());
        let method = format_ident!("__detail_of_{}", bindings.len(), span = variant.place);
        let call = quote_spanned!(variant.place=> .#method(#index, #(#bindings),*));
        return quote!(#pattern => #variant_fields #call,);
    }
    let fields = bindings.iter().enumerate().map(|(at, value)| {
        let place = value.span();
        let [block, group, at] = [at / BLOCK, at / GROUP % GROUP, at % GROUP].map(Literal::usize_unsuffixed);
        // Located at the field, so that a wrong type is shown there; resolved where `__code` is bound.
        let code = Ident::new("__code", place.resolved_at(Span::call_site()));
        quote_spanned!(place=> __rt::__private::checked_field::<#block, #group, #at, _, _>(&#code, #value))
    });
    quote! {
        #pattern => {
            let __code = #variant_fields.__code();
            __rt::__private::DetailTypes::detail_at(&__code, __index, &[#(#fields),*])
        },
    }
}

/// A variant's own message, with the positions of its details among those of the code.
fn expand_message_arm(variant: &Variant, entry: &Entry) -> Option<TokenStream> {
    let code = expand_code(&entry.code);
    let parts = entry.message.as_ref()?.iter().map(|piece| match piece {
        Piece::Text(text) => quote!(__rt::__private::Part::Text(#text)),
        Piece::Detail(at) => {
            let field = entry.details[*at].name.to_string();
            quote!(__rt::__private::Part::Detail(__rt::__private::detail_position(#code.__info(__catalogue::__CATALOGUE.codes), #field)))
        }
    });
    let pattern = expand_pattern(variant, []);
    Some(quote! {
        #pattern => {
            static MESSAGE: __rt::Text = __rt::Text { source: "", parts: &[#(#parts),*] };
            ::core::option::Option::Some(&MESSAGE)
        }
    })
}

/// The first token of a type.
fn start(ty: &Type) -> Span {
    ty.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
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

/// The `T` of `Option<T>`, by name: a derive sees no types.
pub(super) fn inner_of_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
