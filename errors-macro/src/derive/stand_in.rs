//! What stands for the impls after a mistake, so that the code that uses the type shows no errors of its own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Path};

use super::attributes::{self, Errors};

pub(super) fn expand(input: &DeriveInput) -> TokenStream {
    // Its mistakes were reported before.
    let container = attributes::read_struct(&input.attrs, &mut Errors::default());
    let rt = super::expand::runtime(container.runtime.as_ref(), container.catalogue.as_ref());
    let name = &input.ident;
    let (impls, types, wheres) = input.generics.split_for_impl();
    let api_error = container.catalogue.as_ref().map(|catalogue: &Path| {
        quote! {
            #[automatically_derived]
            impl #impls #rt::ApiError for #name #types #wheres {
                fn entry(&self) -> #rt::Entry<'_> {
                    #rt::Entry::new(#catalogue::CATALOGUE, #catalogue::ErrorCode::ALL[0].info(), &())
                }
            }
        }
    });
    let display = container.display.is_none_or(|display| display.value).then(|| {
        quote! {
            #[automatically_derived]
            impl #impls ::core::fmt::Display for #name #types #wheres {
                fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { ::core::result::Result::Ok(()) }
            }
            #[automatically_derived]
            impl #impls ::core::error::Error for #name #types #wheres {}
        }
    });
    // Without a catalogue there is no `ApiError` to answer with.
    let responses = container.catalogue.is_some().then(|| super::expand::expand_responses(&rt, name, &input.generics));
    quote! { #api_error #display #responses }
}
