//! `derive(ApiError)`: a user's own enum or struct, bound to the codes of a generated module.
//!
//! ```text
//! DeriveInput ──read──▶ Target ──expand──▶ TokenStream
//! ```
//!
//! Checks that do not need the catalogue run while reading. The others are left to rustc, which finds the codes and
//! their details in the module that the target names.

mod attributes;
mod expand;
mod stand_in;
mod target;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// The impls; after a mistake, its errors and placeholder impls, so that each mistake is one error.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    match target::read(input) {
        Ok(target) => expand::expand(&target),
        Err(error) => {
            let errors = error.into_compile_error();
            let impls = stand_in::expand(input);
            quote! { #errors #impls }
        }
    }
}
