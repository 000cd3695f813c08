//! A user's enum or struct as far as it can be checked without the catalogue.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Data, DeriveInput, Fields, Generics, Ident, LitStr, Path, Type, TypeParen};

use super::attributes::{self, CodeRef, Container, Errors};

/// An enum or a struct whose variants are entries of a catalogue.
pub(super) struct Target {
    pub(super) name: Ident,
    pub(super) generics: Generics,
    /// The generated module; absent only where every variant is transparent.
    pub(super) catalogue: Option<Path>,
    /// `crate = path`
    pub(super) runtime: Option<Path>,
    /// True if `Display`, `Error` and `From` are left to others.
    pub(super) leaves_display: bool,
    pub(super) variants: Vec<Variant>,
}

/// A variant, or the struct.
pub(super) struct Variant {
    /// `None` for a struct.
    pub(super) ident: Option<Ident>,
    /// The variant's name, or the struct's: where its mistakes are shown.
    pub(super) place: Span,
    pub(super) kind: Kind,
    pub(super) source: Option<Source>,
}

/// The kind of a variant.
pub(super) enum Kind {
    /// The error in the variant's field.
    Transparent(Member),
    /// An entry of the catalogue.
    Entry(Entry),
}

/// A variant that is an entry of the catalogue.
pub(super) struct Entry {
    pub(super) code: CodeRef,
    pub(super) message: Option<Vec<Piece>>,
    pub(super) details: Vec<Detail>,
    /// Fields with the key `private`.
    pub(super) private: Vec<Member>,
}

/// A piece of a variant's own message.
pub(super) enum Piece {
    Text(String),
    /// The position among the variant's details.
    Detail(usize),
}

/// A field that is a detail.
pub(super) struct Detail {
    /// The detail's generated name, plain even where Rust needs it raw.
    pub(super) name: Ident,
    pub(super) member: Member,
}

/// A field that is the source.
pub(super) struct Source {
    pub(super) member: Member,
    pub(super) from: bool,
}

/// A field: its name or position, and its type.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) name: syn::Member,
    pub(super) ty: Type,
}

/// Reads the input; all mistakes at once.
pub(super) fn read(input: &DeriveInput) -> syn::Result<Target> {
    let mut errors = Errors::default();
    let (container, variants) = match &input.data {
        Data::Struct(data) => read_struct(input, &data.fields, &mut errors),
        Data::Enum(data) => read_enum(input, data, &mut errors),
        Data::Union(data) => {
            errors.push(data.union_token.span, "a union cannot be an error: use an enum");
            (Container::default(), Vec::new())
        }
    };
    // A broken container may name the catalogue in the key that was refused.
    let needs_catalogue = variants.iter().any(|variant| matches!(variant.kind, Kind::Entry(_)));
    if container.catalogue.is_none() && !container.is_broken && needs_catalogue {
        errors.push(
            input.ident.span(),
            "which catalogue? name the module that calls `include_error_spec!`: `#[api_error(catalogue = crate::errors)]`",
        );
    }
    errors.finish(Target {
        name: input.ident.clone(),
        generics: input.generics.clone(),
        catalogue: container.catalogue,
        runtime: container.runtime,
        leaves_display: container.display.is_some_and(|display| !display.value),
        variants,
    })
}

fn read_struct(input: &DeriveInput, fields: &Fields, errors: &mut Errors) -> (Container, Vec<Variant>) {
    let mut container = attributes::read_struct(&input.attrs, errors);
    let keys = std::mem::take(&mut container.entry);
    let variant = read_variant(None, &input.ident, keys, fields, errors);
    (container, variant.into_iter().collect())
}

fn read_enum(input: &DeriveInput, data: &syn::DataEnum, errors: &mut Errors) -> (Container, Vec<Variant>) {
    let container = attributes::read_enum(&input.attrs, errors);
    if data.variants.is_empty() {
        errors.push(input.ident.span(), "an enum without variants is no error: add one for each code that it can be");
    }
    let mut variants = Vec::new();
    for variant in &data.variants {
        let keys = attributes::read_variant(&variant.attrs, errors);
        variants.extend(read_variant(Some(&variant.ident), &variant.ident, keys, &variant.fields, errors));
    }
    (container, variants)
}

fn read_variant(
    ident: Option<&Ident>,
    name: &Ident,
    keys: attributes::Variant,
    fields: &Fields,
    errors: &mut Errors,
) -> Option<Variant> {
    let fields = read_fields(fields, errors);
    let source = read_source(&fields, errors);
    let kind = match keys.transparent {
        Some(place) => Kind::Transparent(read_transparent(place, &keys, &fields, errors)?),
        None => Kind::Entry(read_entry(name, keys, &fields, errors)),
    };
    Some(Variant { ident: ident.cloned(), place: name.span(), kind, source })
}

/// A field with its keys.
struct Field {
    member: Member,
    keys: attributes::Field,
    place: Span,
}

impl Field {
    fn is_source(&self) -> bool {
        self.keys.source.is_some() || self.keys.from.is_some()
    }

    /// The name of the detail that the field is, if it is one.
    fn detail(&self) -> Option<Ident> {
        if self.keys.private.is_some() || self.is_source() {
            return None;
        }
        match (&self.keys.detail, &self.member.name) {
            (Some(name), _) | (None, syn::Member::Named(name)) => Some(name.unraw()),
            (None, syn::Member::Unnamed(_)) => None,
        }
    }
}

fn read_fields(fields: &Fields, errors: &mut Errors) -> Vec<Field> {
    let named = fields.members().zip(fields);
    let read = named.map(|(name, field)| Field {
        member: Member { name, ty: enclosed(&field.ty) },
        keys: attributes::read_field(&field.attrs, errors),
        place: field.ident.as_ref().map_or_else(|| field.ty.span(), Ident::span),
    });
    read.collect()
}

/// The type in a form that can precede `as`: a trait object in the old syntax, `A +`, needs parentheses.
fn enclosed(ty: &Type) -> Type {
    let ty = ty.clone();
    match ty {
        Type::TraitObject(_) | Type::ImplTrait(_) => {
            Type::Paren(TypeParen { attrs: Vec::new(), paren_token: Paren(ty.span()), elem: Box::new(ty) })
        }
        other => other,
    }
}

/// At most one field is the source, and `From` can only make that one.
fn read_source(fields: &[Field], errors: &mut Errors) -> Option<Source> {
    let mut sources = fields.iter().filter(|field| field.is_source());
    let source = sources.next()?;
    for second in sources {
        errors.push(second.place, "an error has one source: mark the other field `#[api_error(private)]` instead");
    }
    if let Some(place) = source.keys.detail.as_ref().map(Ident::span) {
        errors.push(place, "the source stays inside: it cannot be a detail, too");
    }
    if let Some(place) = source.keys.from
        && fields.len() > 1
    {
        errors
            .push(place, "`#[from]` needs a variant with this field only: what would fill the others? use `#[source]`");
    }
    Some(Source { member: source.member.clone(), from: source.keys.from.is_some() })
}

/// A transparent variant has one field and says nothing of its own.
fn read_transparent(place: Span, keys: &attributes::Variant, fields: &[Field], errors: &mut Errors) -> Option<Member> {
    if keys.code.is_some() || keys.message.is_some() {
        errors.push(place, "a transparent variant has the code and the message of its field: remove the other keys");
    }
    let [field] = fields else {
        errors.push(place, "a transparent variant has exactly one field, the error that it passes on");
        return None;
    };
    if let Some(place) = field.keys.private.or(field.keys.detail.as_ref().map(Ident::span)) {
        errors.push(place, "the field of a transparent variant is passed on as it is: remove this");
    }
    Some(field.member.clone())
}

fn read_entry(name: &Ident, keys: attributes::Variant, fields: &[Field], errors: &mut Errors) -> Entry {
    let details: Vec<Detail> = fields
        .iter()
        .filter_map(|field| Some(Detail { name: field.detail()?, member: field.member.clone() }))
        .collect();
    for field in fields {
        check_role(field, errors);
    }
    for (at, detail) in details.iter().enumerate() {
        if details[..at].iter().any(|earlier| earlier.name == detail.name) {
            errors.push(
                detail.name.span(),
                "two fields cannot be the same detail: mark one of them `#[api_error(private)]`",
            );
        }
    }
    let message = keys.message.as_ref().and_then(|message| read_message(message, fields, &details, errors));
    let private =
        fields.iter().filter(|field| field.keys.private.is_some()).map(|field| field.member.clone()).collect();
    Entry { code: keys.code.unwrap_or_else(|| CodeRef::Own(name.clone())), message, details, private }
}

/// A field has one role, and one without a name must say which.
fn check_role(field: &Field, errors: &mut Errors) {
    match (field.keys.private, &field.keys.detail) {
        (Some(place), Some(_)) => errors.push(place, "a field is a detail or private, not both: remove one of them"),
        (None, None) if matches!(field.member.name, syn::Member::Unnamed(_)) && !field.is_source() => errors.push(
            field.place,
            "what is this field? name its detail with `#[api_error(detail = …)]`, mark it `#[api_error(private)]`, or make it the `#[source]`",
        ),
        _ => {}
    }
}

/// An own message: its placeholders are details, so that nothing private gets into it.
fn read_message(message: &LitStr, fields: &[Field], details: &[Detail], errors: &mut Errors) -> Option<Vec<Piece>> {
    let text = message.value();
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, found) = rest.split_at(at);
        push_text(&mut pieces, before);
        if found.starts_with("{{") || found.starts_with("}}") {
            push_text(&mut pieces, &found[..1]);
            rest = &found[2..];
            continue;
        }
        let name = found.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
        let Some(name) = name.filter(|name| !name.contains('{') && !name.is_empty()) else {
            // Later braces could only be guessed at.
            errors.push(message.span(), &malformed(found));
            return None;
        };
        match details.iter().position(|detail| detail.name == name) {
            Some(at) => pieces.push(Piece::Detail(at)),
            None => errors.push(message.span(), &bad_placeholder(name, fields, details)),
        }
        rest = &found[name.len() + 2..];
    }
    push_text(&mut pieces, rest);
    Some(pieces)
}

/// Shows the text from the wrong brace on: a span within a literal cannot be pointed at.
fn malformed(found: &str) -> String {
    let brace = match found.chars().next() {
        Some('{') if found.starts_with("{}") => "opens an empty placeholder",
        Some('{') => "opens a placeholder that does not end",
        _ => "closes nothing",
    };
    let start: String = found.chars().take(12).collect();
    format!(
        "malformed placeholder: the brace of `{start}` {brace}; `{{name}}` fills in a detail, `{{{{` and `}}}}` are braces"
    )
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

fn bad_placeholder(name: &str, fields: &[Field], details: &[Detail]) -> String {
    let is_field =
        fields.iter().any(|field| matches!(&field.member.name, syn::Member::Named(ident) if ident.unraw() == name));
    if is_field {
        return format!("`{name}` stays inside, and a message leaves the process: fill in details only");
    }
    let names: Vec<String> = details.iter().map(|detail| detail.name.to_string()).collect();
    match errors_catalogue::suggest::closest(name, names.iter().map(String::as_str)) {
        Some(close) => format!("no detail `{name}` in this variant, did you mean `{{{close}}}`?"),
        None if names.is_empty() => format!("no detail `{name}`: this variant has none"),
        None => format!("no detail `{name}` in this variant; it has: {}", names.join(", ")),
    }
}
