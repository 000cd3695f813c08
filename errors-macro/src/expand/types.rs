//! Types of details: how they are spelt in Rust, and the shapes that the catalogue defines.

use errors_catalogue::OPEN_VARIANT;
use errors_catalogue::model::{Catalogue, Field, Scalar, Shape, Type, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, allow, derive};
use crate::docs;

pub(super) fn expand(catalogue: &Catalogue, cx: &Context<'_>) -> TokenStream {
    catalogue.types.iter().map(|def| expand_type(catalogue, def, cx)).collect()
}

/// The Rust type of a declared one.
pub(super) fn expand_ty(catalogue: &Catalogue, ty: &Type, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    match ty {
        Type::Scalar(scalar) => expand_scalar(*scalar, cx),
        Type::List(inner) => {
            let inner = expand_ty(catalogue, inner, cx);
            quote!(#rt::__private::Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = expand_ty(catalogue, inner, cx);
            quote!(#rt::__private::BTreeMap<#rt::__private::String, #inner>)
        }
        Type::Optional(inner) => {
            let inner = expand_ty(catalogue, inner, cx);
            quote!(::core::option::Option<#inner>)
        }
        Type::Named(at) => {
            let scope = &cx.types;
            let name = cx.ident(&catalogue.types[*at].ident);
            quote!(#scope #name)
        }
    }
}

fn expand_scalar(scalar: Scalar, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    match scalar {
        Scalar::String => quote!(#rt::__private::String),
        Scalar::Json => quote!(#rt::__private::Json),
        number => {
            let name = cx.ident(number.word());
            quote!(::core::primitive::#name)
        }
    }
}

/// A type behind a box, the box inside the option of an optional one.
pub(super) fn expand_boxed_ty(catalogue: &Catalogue, ty: &Type, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let inner = expand_ty(catalogue, ty.required(), cx);
    let boxed = quote!(#rt::__private::Box<#inner>);
    if ty.is_optional() { quote!(::core::option::Option<#boxed>) } else { boxed }
}

fn expand_type(catalogue: &Catalogue, def: &TypeDef, cx: &Context<'_>) -> TokenStream {
    match &def.shape {
        Shape::Enum(values) => expand_enum(def, values, cx),
        Shape::Struct(fields) => expand_struct(catalogue, def, fields, cx),
    }
}

fn expand_enum(def: &TypeDef, values: &[(String, String)], cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let name = cx.ident(&def.ident);
    let open = cx.ident(OPEN_VARIANT);
    let doc = format!(
        "A value of the type {}; one that a newer server sends and the catalogue does not list is `{OPEN_VARIANT}`.",
        docs::code(&def.name)
    );
    let texts: Vec<&String> = values.iter().map(|(text, _)| text).collect();
    let docs = texts.iter().map(|text| docs::code(text));
    let variants: Vec<_> = values.iter().map(|(_, variant)| cx.ident(variant)).collect();
    let string = quote!(#rt::__private::String);
    let serde_impls =
        expand_serde(def, &quote!(#rt::__private::deserialize_text(deserializer).map(::core::convert::From::from)), cx);
    let derive = derive(&quote!(::core::fmt::Debug, ::core::cmp::Eq, ::core::hash::Hash));
    let allow = allow();
    quote! {
        #[doc = #doc]
        #derive
        #allow
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #docs] #variants,)*
            /// A value that the catalogue does not list.
            #open(#string),
        }
        #allow
        impl #name {
            /// The value, as on the wire.
            #[must_use]
            pub fn as_str(&self) -> &::core::primitive::str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::#open(text) => text.as_str(),
                }
            }
        }
        impl ::core::convert::From<#string> for #name {
            fn from(text: #string) -> Self {
                match text.as_str() {
                    #(#texts => Self::#variants,)*
                    _ => Self::#open(text),
                }
            }
        }
        impl<'a> ::core::convert::From<&'a ::core::primitive::str> for #name {
            fn from(text: &'a ::core::primitive::str) -> Self {
                ::core::convert::From::from(<#string as ::core::convert::From<_>>::from(text))
            }
        }
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { f.pad(self.as_str()) }
        }
        impl #rt::ToValue for #name {
            fn to_value(&self) -> #rt::Value<'_> { ::core::convert::From::from(self.as_str()) }
        }
        impl #rt::Fits<#name> for #name {}
        #serde_impls
    }
}

fn expand_struct(catalogue: &Catalogue, def: &TypeDef, fields: &[Field], cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let name = cx.ident(&def.ident);
    let doc = format!("A value of the type {}.", docs::code(&def.name));
    let docs = fields.iter().map(|field| format!("{} on the wire.", docs::code(&field.name)));
    let names: Vec<_> = fields.iter().map(|field| cx.ident(&field.field)).collect();
    let keys = fields.iter().map(|field| &field.name);
    let optional = fields.iter().map(|field| field.ty.is_optional());
    let types = fields.iter().map(|field| {
        if field.boxed { expand_boxed_ty(catalogue, &field.ty, cx) } else { expand_ty(catalogue, &field.ty, cx) }
    });
    let reads = fields.iter().map(|field| expand_read(field, cx));
    let read = quote! {{
        let mut fields = <#rt::__private::Fields as #rt::__private::serde_core::Deserialize>::deserialize(deserializer)?;
        // In a block of its own, as in the way back of `Error`.
        ::core::result::Result::Ok({ Self { #(#reads,)* } })
    }};
    let serde_impls = expand_serde(def, &read, cx);
    let derive = derive(&quote!(::core::fmt::Debug));
    let allow = allow();
    quote! {
        #[doc = #doc]
        #derive
        #allow
        pub struct #name { #(#[doc = #docs] pub #names: #types,)* }
        impl #rt::ToValue for #name {
            fn to_value(&self) -> #rt::Value<'_> {
                #rt::__private::struct_value(&[#((#keys, #optional, &self.#names),)*])
            }
        }
        impl #rt::Fits<#name> for #name {}
        #serde_impls
    }
}

fn expand_read(field: &Field, cx: &Context<'_>) -> TokenStream {
    let name = cx.ident(&field.field);
    let key = &field.name;
    let read = if field.ty.is_optional() { quote!(optional) } else { quote!(required) };
    quote!(#name: fields.#read(#key)?)
}

/// Both directions of serde; `read` is an expression of `deserializer`.
fn expand_serde(def: &TypeDef, read: &TokenStream, cx: &Context<'_>) -> TokenStream {
    let rt = cx.runtime;
    let name = cx.ident(&def.ident);
    let serde = quote!(#rt::__private::serde_core);
    let allow = allow();
    quote! {
        impl #serde::Serialize for #name {
            fn serialize<S: #serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                #serde::Serialize::serialize(&#rt::ToValue::to_value(self), serializer)
            }
        }
        #allow
        impl<'de> #serde::Deserialize<'de> for #name {
            fn deserialize<D: #serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                #read
            }
        }
    }
}
