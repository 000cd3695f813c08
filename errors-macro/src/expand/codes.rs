//! `codes`: one item per code for `derive(ApiError)` to name, with the declared types of its details.

use errors_catalogue::model::{Catalogue, Entry};
use errors_catalogue::variant_name;
use proc_macro2::TokenStream;
use quote::quote;

use super::types::expand_ty;
use super::{Context, number};

/// How many types stand in one group; as the runtime has it.
const GROUP: usize = 8;

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let with_details = catalogue.entries.iter().enumerate().filter(|(_, entry)| !entry.details.is_empty());
    let detailed = with_details.map(|(at, entry)| expand_detailed(catalogue, at, entry, cx));
    let others = expand_other_spellings(catalogue, cx);
    quote! {
        #[doc(hidden)]
        #[allow(non_upper_case_globals, unused_imports, deprecated, dead_code)]
        pub mod codes {
            use super::*;
            pub use super::ErrorCode::*;
            #(#detailed)*
            #others
        }
        #[doc(hidden)]
        #[allow(unused_imports)]
        pub mod __runtime { pub use #rt::*; }
        impl #rt::__private::Types for ErrorCode { type Types = #rt::__private::NoDetails; }
    }
}

fn expand_detailed(catalogue: &Catalogue, at: usize, entry: &Entry, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let name = cx.ident(&entry.name);
    let at = number(at);
    let groups = entry.details.chunks(GROUP).map(|group| {
        let types = group.iter().map(|detail| expand_ty(catalogue, &detail.ty, cx));
        quote!((#(#types,)*))
    });
    quote! {
        pub const #name: #rt::__private::Detailed<(#(#groups,)*)> = #rt::__private::Detailed::new(&__CODES[#at]);
    }
}

/// Codes whose name does not follow from their spelling, and aliases: a derive that spells them finds the item, and the
/// item says how the code is spelt today.
fn expand_other_spellings(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    let mut taken: std::collections::HashSet<String> =
        catalogue.entries.iter().map(|entry| entry.name.clone()).collect();
    let spellings = catalogue.entries.iter().flat_map(|entry| {
        let own = std::iter::once(&entry.code).chain(&entry.aliases);
        own.map(move |spelling| (variant_name(spelling), entry))
    });
    let free: Vec<_> = spellings.filter(|(name, _)| syn::parse_str::<syn::Ident>(name).is_ok()).collect();
    let exports = free.into_iter().filter(|(name, _)| taken.insert(name.clone())).map(|(other, entry)| {
        let name = cx.ident(&entry.name);
        let other = cx.ident(&other);
        quote!(pub use self::#name as #other;)
    });
    exports.collect()
}
