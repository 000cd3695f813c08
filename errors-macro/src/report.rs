//! The problems of a catalogue as rustc errors on the path literal.

use errors_catalogue::Loaded;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// The number of problems that are shown; any more are only counted.
const SHOWN: usize = 20;

pub(crate) fn expand_errors(loaded: &Loaded, place: Span) -> TokenStream {
    let mut messages: Vec<String> = loaded.rendered().take(SHOWN).collect();
    let more = loaded.problems() - messages.len();
    if more > 0 {
        messages.push(format!("… and {more} more: run `errors check`"));
    }
    quote_spanned! { place => #(::core::compile_error! { #messages })* }
}
