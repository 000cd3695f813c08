//! The macros of `errors-runtime`, which re-exports and documents them: depend on that crate instead.
//!
//! - `errors_runtime::include_error_spec!` generates the errors of a YAML catalogue.
//! - `#[derive(errors_runtime::ApiError)]` binds an enum or a struct of your own to them.
//!
//! This crate has no other use: generated code names items of the `errors-runtime` of the same version.
#![forbid(unsafe_code)]

mod derive;
mod docs;
mod expand;
#[cfg(test)]
mod golden;
mod input;
mod report;

use proc_macro2::Span;
use quote::quote;

use crate::input::Input;

/// Generates the errors of a YAML catalogue; call it as `errors_runtime::include_error_spec!`, where it is documented.
#[proc_macro]
pub fn include_error_spec(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match syn::parse::<Input>(input) {
        Ok(input) => include(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

#[allow(missing_docs, reason = "documented where it is re-exported: rustdoc would put this text behind that one")]
#[proc_macro_derive(ApiError, attributes(api_error, from, source))]
pub fn derive_api_error(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match syn::parse::<syn::DeriveInput>(input) {
        Ok(input) => derive::derive(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// The module's items, the errors of the catalogue, and what makes a change of its files rebuild the crate.
fn include(input: &Input) -> proc_macro2::TokenStream {
    let place = input.path.span();
    let loaded = input.load();
    let errors = report::expand_errors(&loaded, place);
    let tracking = expand::expand_tracking(&loaded.files);
    let names = Span::call_site().located_at(place);
    let module =
        expand::expand(&loaded.catalogue, &expand::Context { runtime: &input.runtime, names, types: quote!() });
    quote! { #errors #tracking #module }
}
