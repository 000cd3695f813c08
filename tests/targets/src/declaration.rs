//! An enum or struct under `derive(ApiError)` ▶ its impls, or its mistakes and stand-ins; Rust in any case.

use std::fmt::Write as _;

use arbitrary::{Result, Unstructured};
use syn::{DeriveInput, Item};

use crate::derive::derive;
use crate::invariants::assert_rust;

/// Deeper brackets overflow the stack of any parser of Rust, rustc's among them.
const MAX_DEPTH: usize = 64;

/// The bytes are a file of Rust, as a user has it.
pub(crate) fn derive_text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if depth(text) > MAX_DEPTH {
        return;
    }
    // What rustc cannot parse never reaches a derive.
    if let Ok(file) = syn::parse_str::<syn::File>(text) {
        derive_items(&file.items);
    }
}

fn derive_items(items: &[Item]) {
    for item in items {
        match item {
            Item::Enum(item) => derive_one(&item.clone().into()),
            Item::Struct(item) => derive_one(&item.clone().into()),
            Item::Union(item) => derive_one(&item.clone().into()),
            Item::Mod(module) => derive_items(module.content.as_ref().map_or(&[], |(_, items)| items)),
            _ => {}
        }
    }
}

fn derive_one(input: &DeriveInput) {
    assert_rust(derive(input));
}

/// The bytes choose a declaration.
pub(crate) fn derive_shape(data: &[u8]) {
    let mut text = String::new();
    if write_declaration(&mut text, &mut Unstructured::new(data)).is_ok() {
        let input = syn::parse_str(&text);
        derive_one(&input.unwrap_or_else(|error| panic!("{error}: no declaration: {text}")));
    }
}

/// An upper bound of how deep brackets are nested.
fn depth(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '(' | '[' | '{' | '<')).count()
}

const NAMES: &[&str] = &["limit", "r#type", "window", "source", "session_id", "f", "_0", "größe", "self_"];
const VARIANTS: &[&str] = &["RateLimit", "Busy", "Unauthorized", "r#Type", "Größe", "E", "A1"];
const TYPES: &[&str] = &[
    "String",
    "u32",
    "&'a str",
    "Option<u8>",
    "T",
    "std::io::Error",
    "Box<dyn Error + Send>",
    "[u8; N]",
    "(u8, T)",
    "fn(u8) -> !",
    "<T as Iterator>::Item",
    "errors::Plan",
    "Cow<'a, [T]>",
];
const GENERICS: &[(&str, &str)] = &[
    ("", ""),
    ("<T>", ""),
    ("<'a, T: ?Sized, const N: usize>", ""),
    ("<'a, T: Clone + 'a = u8>", " where T: Iterator, Vec<T>: Clone"),
    ("<T>", " where"),
    ("<const N: usize = 3>", ""),
    ("<T,>", " where for<'x> &'x T: Send,"),
];
const CONTAINER: &[&str] = &[
    "catalogue = errors",
    "catalogue = crate::errors",
    "catalogue = ::acme::errors",
    "catalogue = \"errors\"",
    "catalogue",
    "crate = err",
    "crate = ::renamed::runtime",
    "display = false",
    "display = true",
    "display = 1",
    "cataloge = errors",
];
const VARIANT: &[&str] = &[
    "code = \"RATE_LIMIT\"",
    "code = \"\"",
    "code = \"a \\\" b\\u{0}\"",
    "code = RateLimit",
    "code = r#type",
    "code",
    "code = 3",
    "message = \"{limit} per {window}\"",
    "message = \"{{{type}}} {0}\"",
    "message = \"{\"",
    "message = \"}\"",
    "message = \"{größe}{}\"",
    "message",
    "transparent",
    "transparent = true",
    "private",
];
const FIELD: &[&str] =
    &["private", "detail = limit", "detail = type", "detail = r#type", "detail", "detail = 1", "privat", "private(x)"];
const OTHER: &[&str] = &["#[from]", "#[source]", "#[from(x)]", "/// text", "#[cfg(all())]", "#[serde::x = 1]"];

fn write_declaration(out: &mut String, input: &mut Unstructured<'_>) -> Result<()> {
    let (generics, bounds) = input.choose(GENERICS)?;
    match input.int_in_range(0..=9)? {
        0 => {
            write_attributes(out, input, &[CONTAINER, VARIANT])?;
            let _ = write!(out, "union E{generics}{bounds} {{ a: u8 }}");
        }
        1 | 2 => {
            write_attributes(out, input, &[CONTAINER, VARIANT])?;
            write_struct(out, input, generics, bounds)?;
        }
        _ => {
            write_attributes(out, input, &[CONTAINER])?;
            let _ = write!(out, "pub enum E{generics}{bounds} {{ ");
            write_list(out, input, write_variant)?;
            out.push('}');
        }
    }
    Ok(())
}

fn write_struct(out: &mut String, input: &mut Unstructured<'_>, generics: &str, bounds: &str) -> Result<()> {
    let _ = write!(out, "struct E{generics}");
    match input.int_in_range(0..=2)? {
        0 => {
            let _ = write!(out, "{bounds};");
        }
        1 => {
            write_tuple(out, input)?;
            let _ = write!(out, "{bounds};");
        }
        _ => {
            out.push_str(bounds);
            write_record(out, input)?;
        }
    }
    Ok(())
}

fn write_variant(out: &mut String, input: &mut Unstructured<'_>) -> Result<()> {
    write_attributes(out, input, &[VARIANT, CONTAINER, FIELD])?;
    out.push_str(input.choose(VARIANTS)?);
    match input.int_in_range(0..=3)? {
        0 => {}
        1 => write_tuple(out, input)?,
        2 => out.push_str(" = 3"),
        _ => write_record(out, input)?,
    }
    Ok(())
}

fn write_tuple(out: &mut String, input: &mut Unstructured<'_>) -> Result<()> {
    out.push('(');
    write_list(out, input, |out, input| {
        write_attributes(out, input, &[FIELD, VARIANT])?;
        out.push_str(input.choose(TYPES)?);
        Ok(())
    })?;
    out.push(')');
    Ok(())
}

fn write_record(out: &mut String, input: &mut Unstructured<'_>) -> Result<()> {
    out.push_str(" { ");
    write_list(out, input, |out, input| {
        write_attributes(out, input, &[FIELD, VARIANT])?;
        let _ = write!(out, "{}: {}", input.choose(NAMES)?, input.choose(TYPES)?);
        Ok(())
    })?;
    out.push('}');
    Ok(())
}

fn write_list(
    out: &mut String,
    input: &mut Unstructured<'_>,
    write_item: impl Fn(&mut String, &mut Unstructured<'_>) -> Result<()>,
) -> Result<()> {
    for _ in 0..input.int_in_range(0..=4)? {
        write_item(out, input)?;
        out.push_str(", ");
    }
    Ok(())
}

/// Mostly the keys of the place, which are the first ones.
fn write_attributes(out: &mut String, input: &mut Unstructured<'_>, keys: &[&[&str]]) -> Result<()> {
    for _ in 0..input.int_in_range(0..=2)? {
        if input.ratio(1, 4)? {
            let _ = writeln!(out, "{}", input.choose(OTHER)?);
            continue;
        }
        out.push_str("#[api_error(");
        write_list(out, input, |out, input| {
            let at = if input.ratio(7, 8)? { 0 } else { input.choose_index(keys.len())? };
            out.push_str(input.choose(keys[at])?);
            Ok(())
        })?;
        out.push_str(")]\n");
    }
    Ok(())
}
