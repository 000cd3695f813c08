//! `#[api_error(…)]`: its keys at each level, each given once.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitBool, LitStr, Path};

/// A code as the user wrote it.
#[derive(Clone)]
pub(super) enum CodeRef {
    /// The variant's own name, if it has no key `code`.
    Own(Ident),
    /// `code = RateLimit`
    Name(Ident),
    /// `code = "RATE_LIMIT"`
    Code(LitStr),
}

/// The keys of an enum or struct.
#[derive(Default)]
pub(super) struct Container {
    pub(super) catalogue: Option<Path>,
    pub(super) runtime: Option<Path>,
    pub(super) display: Option<LitBool>,
    pub(super) entry: Variant,
    /// True if a key was refused: a key that seems to be missing may be the refused one.
    pub(super) is_broken: bool,
}

/// The keys of a variant; a struct has them beside its container's keys.
#[derive(Default)]
pub(super) struct Variant {
    pub(super) code: Option<CodeRef>,
    pub(super) message: Option<LitStr>,
    pub(super) transparent: Option<Span>,
}

/// The keys of a field.
#[derive(Default)]
pub(super) struct Field {
    pub(super) private: Option<Span>,
    pub(super) detail: Option<Ident>,
    pub(super) source: Option<Span>,
    pub(super) from: Option<Span>,
}

const CONTAINER: &[&str] = &["catalogue", "crate", "display", "code", "message", "transparent"];
const ENUM: &[&str] = &["catalogue", "crate", "display"];
const VARIANT: &[&str] = &["code", "message", "transparent"];
const FIELD: &[&str] = &["private", "detail"];

/// Messages for a value that is not what its key expects.
const MODULE: &str = "expected the path of a module, without quotes: `catalogue = crate::errors`";
const RUNTIME: &str = "expected the path of the runtime, without quotes: `crate = errors_runtime`";
const DISPLAY: &str = "expected `true` or `false`: `display = false`";
const CODE: &str = "expected a code: `code = \"RATE_LIMIT\"`, or its generated name: `code = RateLimit`";
const MESSAGE: &str = "expected a text: `message = \"…\"`";
const DETAIL: &str = "expected the name of a detail: `detail = remaining`";

/// Reads the keys of a struct: those of a container and those of a variant.
pub(super) fn read_struct(attributes: &[Attribute], errors: &mut Errors) -> Container {
    read_container(attributes, CONTAINER, errors)
}

/// Reads the keys of an enum.
pub(super) fn read_enum(attributes: &[Attribute], errors: &mut Errors) -> Container {
    read_container(attributes, ENUM, errors)
}

fn read_container(attributes: &[Attribute], keys: &[&str], errors: &mut Errors) -> Container {
    let mut out = Container::default();
    out.is_broken = !each_key(attributes, keys, errors, |key, meta| match key {
        "catalogue" => set(&mut out.catalogue, &meta, read_by(&meta, Path::parse_mod_style, MODULE)?),
        "crate" => set(&mut out.runtime, &meta, read_by(&meta, Path::parse_mod_style, RUNTIME)?),
        "display" => set(&mut out.display, &meta, read_by(&meta, Parse::parse, DISPLAY)?),
        _ => read_variant_key(key, &meta, &mut out.entry),
    });
    out
}

/// Reads the keys of a variant.
pub(super) fn read_variant(attributes: &[Attribute], errors: &mut Errors) -> Variant {
    let mut out = Variant::default();
    let _ = each_key(attributes, VARIANT, errors, |key, meta| read_variant_key(key, &meta, &mut out));
    out
}

fn read_variant_key(key: &str, meta: &ParseNestedMeta<'_>, out: &mut Variant) -> syn::Result<()> {
    match key {
        "code" => set(&mut out.code, meta, read_by(meta, parse_code, CODE)?),
        "message" => set(&mut out.message, meta, read_by(meta, Parse::parse, MESSAGE)?),
        // `transparent`: `each_key` lets no other key through.
        _ => set(&mut out.transparent, meta, span_of(meta)),
    }
}

/// A code in quotes, or its generated name.
fn parse_code(input: ParseStream<'_>) -> syn::Result<CodeRef> {
    if input.peek(LitStr) { input.parse().map(CodeRef::Code) } else { input.parse().map(CodeRef::Name) }
}

/// The value behind `=`, or what was expected of it.
fn read_by<T>(
    meta: &ParseNestedMeta<'_>,
    parse: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
    usage: &str,
) -> syn::Result<T> {
    meta.value().and_then(parse).map_err(|error| syn::Error::new(error.span(), usage))
}

/// Reads the keys of a field, and the attributes that it shares with thiserror.
pub(super) fn read_field(attributes: &[Attribute], errors: &mut Errors) -> Field {
    let mut out = Field::default();
    let _ = each_key(attributes, FIELD, errors, |key, meta| match key {
        "private" => set(&mut out.private, &meta, span_of(&meta)),
        // A detail may be called like a keyword.
        _ => set(&mut out.detail, &meta, read_by(&meta, Ident::parse_any, DETAIL)?),
    });
    for attribute in attributes {
        let place = attribute.path().get_ident().map(Ident::span);
        if attribute.path().is_ident("source") {
            out.source = place;
        } else if attribute.path().is_ident("from") {
            out.from = place;
        }
    }
    out
}

fn span_of(meta: &ParseNestedMeta<'_>) -> Span {
    meta.path.get_ident().map_or_else(Span::call_site, Ident::span)
}

/// Stores the value of a key; refuses a second one.
fn set<T>(slot: &mut Option<T>, meta: &ParseNestedMeta<'_>, value: T) -> syn::Result<()> {
    if slot.replace(value).is_some() {
        let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        return Err(meta.error(format!("`{name}` is given twice: remove one of them")));
    }
    Ok(())
}

/// Calls `read` for each key of each `#[api_error(…)]`; returns true if all went well.
fn each_key(
    attributes: &[Attribute],
    keys: &[&str],
    errors: &mut Errors,
    mut read: impl FnMut(&str, ParseNestedMeta<'_>) -> syn::Result<()>,
) -> bool {
    let mut is_well = true;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("api_error")) {
        // Checked before parsing, because syn's own message does not name the keys.
        if let Some(value) = value_without_key(attribute) {
            errors.push(value, &format!("expected a key before this value; the keys here are `{}`", keys.join("`, `")));
            is_well = false;
            continue;
        }
        let keys = attribute.parse_nested_meta(|meta| {
            let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            match keys.iter().find(|key| **key == name) {
                Some(key) => read(key, meta),
                None => Err(unknown_key(&name, keys, &meta)),
            }
        });
        is_well &= errors.take(keys).is_some();
    }
    is_well
}

/// `#[api_error("RATE_LIMIT")]`
fn value_without_key(attribute: &Attribute) -> Option<Span> {
    let first = attribute.meta.require_list().ok()?.tokens.clone().into_iter().next()?;
    matches!(first, TokenTree::Literal(_)).then(|| first.span())
}

fn unknown_key(name: &str, keys: &[&str], meta: &ParseNestedMeta<'_>) -> syn::Error {
    meta.error(match errors_catalogue::suggest::closest(name, keys.iter().copied()) {
        Some(close) => format!("unknown key `{name}`, did you mean `{close}`?"),
        None => format!("unknown key `{name}`; the keys here are `{}`", keys.join("`, `")),
    })
}

/// Mistakes that are shown together.
#[derive(Default)]
pub(super) struct Errors {
    all: Option<syn::Error>,
}

impl Errors {
    pub(super) fn push(&mut self, place: Span, message: &str) {
        self.take::<()>(Err(syn::Error::new(place, message)));
    }

    /// Keeps the mistake, or gives the value.
    pub(super) fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        match result {
            Ok(value) => return Some(value),
            Err(error) => match &mut self.all {
                Some(all) => all.combine(error),
                None => self.all = Some(error),
            },
        }
        None
    }

    pub(super) fn finish<T>(self, value: T) -> syn::Result<T> {
        match self.all {
            Some(error) => Err(error),
            None => Ok(value),
        }
    }
}
