//! Placeholder impls after a mistake, so that the code that uses the type shows no errors of its own.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Type};

use super::attributes::{self, Errors};
use super::expand::{expand_imports, expand_responses, inner_of_option};

pub(super) fn expand(input: &DeriveInput) -> Option<TokenStream> {
    // Mistakes in the attributes were reported before.
    let container = attributes::read_struct(&input.attrs, &mut Errors::default());
    let imports = expand_imports(container.runtime.as_ref(), container.catalogue.as_ref());
    let api_error = container.catalogue.is_some().then(|| expand_api_error(input));
    let has_display = container.display.is_none_or(|display| display.value);
    let display = has_display.then(|| expand_display(input));
    let froms = has_display.then(|| expand_froms(input));
    // Responses need `ApiError`, which needs the catalogue.
    let responses = container.catalogue.is_some().then(|| expand_responses(&input.ident, &input.generics));
    // Impls for a union would only add errors about the traits that it lacks.
    (!matches!(input.data, Data::Union(_)))
        .then(|| quote!(const _: () = { #imports #api_error #display #froms #responses };))
}

/// Any entry will do: a program with a mistake never runs.
fn expand_api_error(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (impls, types, wheres) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impls __rt::ApiError for #name #types #wheres {
            fn entry(&self) -> __rt::Entry<'_> {
                __rt::Entry::new(__catalogue::__CATALOGUE, __catalogue::__CATALOGUE.codes.at(0), &())
            }
        }
    }
}

fn expand_display(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (impls, types, wheres) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impls ::core::fmt::Display for #name #types #wheres {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { ::core::result::Result::Ok(()) }
        }
        #[automatically_derived]
        impl #impls ::core::error::Error for #name #types #wheres {}
    }
}

/// One `From` for each type that a `#[from]` names.
fn expand_froms(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (impls, generics, wheres) = input.generics.split_for_impl();
    // Two impls for one type would be an error of their own.
    let mut seen = std::collections::HashSet::new();
    let froms = types_from(input).into_iter().filter(|ty| seen.insert(ty.to_token_stream().to_string()));
    let froms = froms.map(|ty| {
        quote! {
            #[automatically_derived]
            impl #impls ::core::convert::From<#ty> for #name #generics #wheres {
                fn from(_: #ty) -> Self { ::core::unreachable!() }
            }
        }
    });
    froms.collect()
}

fn types_from(input: &DeriveInput) -> Vec<&Type> {
    let fields: Vec<&syn::Field> = match &input.data {
        Data::Struct(data) => data.fields.iter().collect(),
        Data::Enum(data) => data.variants.iter().flat_map(|variant| &variant.fields).collect(),
        Data::Union(_) => Vec::new(),
    };
    let from = fields.into_iter().filter(|field| field.attrs.iter().any(|attribute| attribute.path().is_ident("from")));
    from.map(|field| inner_of_option(&field.ty).unwrap_or(&field.ty)).collect()
}
