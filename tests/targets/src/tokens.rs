//! Bytes ▶ a catalogue ▶ tokens, which are Rust even where the catalogue is broken.

use proc_macro2::Span;
use quote::quote;

use crate::expand::{Context, expand as items, expand_tracking};
use crate::invariants::{assert_rust, loaded};
use crate::report::expand_errors;

pub(crate) fn expand(data: &[u8]) {
    let loaded = loaded(data);
    let cx = Context { runtime: &quote!(::errors_runtime), names: Span::call_site(), types: quote!() };
    let errors = expand_errors(&loaded, Span::call_site());
    let tracking = expand_tracking(&loaded.files);
    let items = items(&loaded.catalogue, &cx);
    assert_rust(quote! { #errors #tracking #items });
}
