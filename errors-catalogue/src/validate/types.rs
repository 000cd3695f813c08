//! Types: names, shapes, and texts such as `list<Violation>?`.

use std::collections::{HashMap, HashSet};

use super::components::Components;
use super::limits::{FIELDS, MAX_TYPE_DEPTH, VALUES};
use super::{Check, Names, foreign};
use crate::answers::casing;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::{self, Document, Text};
use crate::json::Json;
use crate::model::{Field, Shape, Type, TypeDef};
use crate::read::did_you_mean;
use crate::source::Span;
use crate::suggest;
use crate::template::Written;
use crate::typed;
use crate::words::{Generic, Scalar};

/// The shapes of a catalogue, by name.
#[derive(Default)]
pub(crate) struct Types {
    by_name: HashMap<String, usize>,
    list: Vec<TypeDef>,
    /// Refused names, whose uses are not reported as well.
    refused: HashSet<String>,
    /// True if a list of types could not be read at all.
    broken: bool,
}

impl Types {
    pub(super) fn shapes(&self) -> &[TypeDef] {
        &self.list
    }

    /// The shape that a type names, as written: `list<Plan>?`.
    pub(super) fn named_in(&self, declared: &str) -> Option<usize> {
        let name = declared.rsplit('<').next().unwrap_or(declared);
        self.by_name.get(name.trim_end_matches(['>', '?', ' ']).trim_start()).copied()
    }

    pub(crate) fn into_model(self) -> Vec<TypeDef> {
        self.list
    }

    /// Returns true if a value of this type is text in a header, which is read back unchanged.
    pub(crate) fn fits_header(&self, ty: &Type) -> bool {
        match ty.required() {
            Type::Scalar(scalar) => *scalar != Scalar::Json,
            Type::Named(at) => matches!(self.list[*at].shape, Shape::Enum(_)),
            Type::List(_) | Type::Map(_) | Type::Optional(_) => false,
        }
    }

    /// The JSON as a value of the type, as returned by [`typed`].
    pub(crate) fn typed(&self, ty: &Type, json: Json) -> Option<Json> {
        typed::typed(ty, &self.list, json)
    }
}

/// Names of generated types that are reserved.
const RESERVED_TYPES: &[&str] = &["Error", "ErrorCode", "CloseCode"];

/// The variant of a generated enum that holds unknown values of a newer server.
pub const OPEN_VARIANT: &str = "Unrecognized";

impl Check<'_> {
    /// The shapes of all files.
    pub(super) fn types(&mut self, documents: &[Document]) -> Types {
        let defs: Vec<&document::TypeDef> = documents.iter().flat_map(|document| &document.types).collect();
        let mut types = Types { broken: documents.iter().any(|document| document.broken_types), ..Types::default() };
        let mut idents = Names::new("type", "rename one of them: the name of a type is not on the wire");
        let mut kept = Vec::new();
        for def in defs {
            let ident = casing::upper_camel(&def.name.value);
            let valid = self.is_line(&def.name, "a type")
                && self.is_identifier(&ident, &def.name, "rename the type: letters, digits and `_`, a letter first")
                && self.type_name_is_free(&ident, &def.name)
                && idents.claim(&ident, &def.name, self.out);
            if valid {
                types.by_name.insert(def.name.value.clone(), types.list.len());
                let shape = Shape::Enum(Vec::new());
                types.list.push(TypeDef { name: def.name.value.clone(), ident, shape });
                kept.push(def);
            } else {
                types.refused.insert(def.name.value.clone());
            }
        }
        for (at, def) in kept.iter().enumerate() {
            types.list[at].shape = self.shape(&def.shape, &types);
        }
        self.recursive_types(&kept, &mut types);
        box_recursive_fields(&mut types);
        self.types_too_deep(&kept, &mut types);
        types
    }

    /// Rejects the name of a type that the generated module needs, or of a type of the language.
    fn type_name_is_free(&mut self, ident: &str, name: &Text) -> bool {
        let builtin = Scalar::from_word(&name.value).is_some() || Generic::from_word(&name.value).is_some();
        if !builtin && !RESERVED_TYPES.contains(&ident) {
            return true;
        }
        let label = if builtin {
            "this is a type of the language".to_owned()
        } else {
            format!("the generated module has its own `{ident}`")
        };
        self.out.push(
            Diagnostic::new(Rule::ReservedName, format!("a type cannot be named `{}`", name.value))
                .at(name.span, label)
                .help("rename the type: its name is not on the wire"),
        );
        false
    }

    fn shape(&mut self, shape: &document::Shape, types: &Types) -> Shape {
        match shape {
            document::Shape::Enum(values) => Shape::Enum(self.enum_values(values)),
            document::Shape::Struct(fields) => Shape::Struct(self.fields(fields, types)),
        }
    }

    fn enum_values(&mut self, values: &[Text]) -> Vec<(String, String)> {
        let values = self.at_most(&VALUES, values, |value| value.span);
        let mut names = Names::new("variant", "rename one of them; if the wire has both, use `string`");
        let mut kept = Vec::new();
        for value in values {
            let ident = casing::upper_camel(&value.value);
            let help = "a value needs letters or digits, a letter first; if the wire has others, use `string`";
            if self.is_line(value, "a value of an enum")
                && self.is_identifier(&ident, value, help)
                && self.variant_is_free(&ident, value)
                && names.claim(&ident, value, self.out)
            {
                kept.push((value.value.clone(), ident));
            }
        }
        kept
    }

    fn variant_is_free(&mut self, ident: &str, value: &Text) -> bool {
        if ident != OPEN_VARIANT {
            return true;
        }
        self.out.push(
            Diagnostic::new(Rule::ReservedName, format!("`{}` cannot be a value of an enum", value.value))
                .at(value.span, format!("`{OPEN_VARIANT}` holds the values that a newer server sends"))
                .help("use `string` if the wire has this value"),
        );
        false
    }

    fn fields(&mut self, fields: &[(Text, Text)], types: &Types) -> Vec<Field> {
        let fields = self.at_most(&FIELDS, fields, |(name, _)| name.span);
        let mut names = Names::new("field", "rename one of them: their names are keys on the wire");
        let mut kept = Vec::new();
        for (name, declared) in fields {
            let field = casing::snake(&name.value);
            let ty = self.ty(declared, types);
            let help = "a field needs letters or digits, a letter first";
            if self.is_line(name, "a field")
                && self.is_identifier(&field, name, help)
                && names.claim(&field, name, self.out)
            {
                let ty = ty.unwrap_or(Type::Scalar(Scalar::String));
                kept.push(Field {
                    name: name.value.clone(),
                    field,
                    ty,
                    declared: declared.value.clone(),
                    boxed: false,
                });
            }
        }
        kept
    }

    /// The type that a text names.
    pub(super) fn ty(&mut self, text: &Text, types: &Types) -> Option<Type> {
        let signs = text.value.matches(['<', '?']).count();
        if signs > MAX_TYPE_DEPTH {
            self.out.push(too_deep(format_args!("this type has {signs}"), text.span));
            return None;
        }
        self.type_part(text, text.value.trim(), types)
    }

    fn type_part(&mut self, whole: &Text, part: &str, types: &Types) -> Option<Type> {
        let span = part_span(whole, part, self);
        if let Some(inner) = part.strip_suffix('?') {
            return self.optional_type(whole, inner.trim_end(), types, span);
        }
        if let Some((generic, rest)) = part.split_once('<') {
            return self.generic_type(whole, (generic.trim(), rest, part), types, span);
        }
        if let Some(scalar) = Scalar::from_word(part) {
            return Some(Type::Scalar(scalar));
        }
        match types.by_name.get(part) {
            Some(&at) => Some(Type::Named(at)),
            None => self.unknown_type(part, part, types, span),
        }
    }

    /// `T?`: once, and not on `json`, which can already be null.
    fn optional_type(&mut self, whole: &Text, inner: &str, types: &Types, span: Span) -> Option<Type> {
        let inner = self.type_part(whole, inner, types)?;
        let problem = match inner {
            Type::Optional(_) => "a type takes at most one `?`",
            Type::Scalar(Scalar::Json) => "`json` can already be null",
            _ => return Some(Type::Optional(Box::new(inner))),
        };
        self.invalid_type(&not_a_type(whole), span, problem)
    }

    fn generic_type(
        &mut self,
        whole: &Text,
        (generic, rest, part): (&str, &str, &str),
        types: &Types,
        span: Span,
    ) -> Option<Type> {
        let Some(inner) = rest.strip_suffix('>') else {
            return self.invalid_type(&not_a_type(whole), span, "this `<` is not closed");
        };
        let make = match Generic::from_word(generic) {
            Some(Generic::List) => Type::List,
            Some(Generic::Map) => Type::Map,
            None => return self.unknown_type(generic, part, types, span),
        };
        if inner.contains(',') {
            return self.invalid_type(
                &not_a_type(whole),
                span,
                "expected one type; the keys of a map are always strings",
            );
        }
        Some(make(Box::new(self.type_part(whole, inner.trim(), types)?)))
    }

    fn invalid_type(&mut self, message: &str, span: Span, problem: &str) -> Option<Type> {
        self.out.push(
            Diagnostic::new(Rule::InvalidType, message)
                .at(span, problem)
                .help("types are written `u32`, `string?`, `list<string>`, `map<u32>`, or a name from `types`"),
        );
        None
    }

    /// Reports a type that is neither in the language nor under `types`; `part` is the name with its parameter in `<`
    /// `>`.
    fn unknown_type(&mut self, name: &str, part: &str, types: &Types, span: Span) -> Option<Type> {
        if types.broken || types.refused.contains(name) {
            return None;
        }
        let scalars: Vec<&str> = Scalar::ALL.iter().map(|scalar| scalar.word()).collect();
        let shapes = types.list.iter().map(|def| def.name.as_str());
        let label = match foreign::meant(part) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => did_you_mean(self.out, name, scalars.iter().copied().chain(shapes.clone()))
                .unwrap_or_else(|| "no such type".to_owned()),
        };
        let shapes = match shapes.len() {
            0 => "; define your own under `types`".to_owned(),
            _ => format!(", and those under `types`: {}", suggest::list(shapes)),
        };
        let help = format!("types are: {}, list<T>, map<T>{shapes}", scalars.join(", "));
        self.out.push(Diagnostic::new(Rule::UnknownType, format!("unknown type `{name}`")).at(span, label).help(help));
        None
    }

    /// Rejects structs that contain themselves without `list`, `map` or `?`, and so could never end.
    fn recursive_types(&mut self, kept: &[&document::TypeDef], types: &mut Types) {
        let held: Vec<Vec<usize>> = types.list.iter().map(held_directly).collect();
        for cycle in cycles(&held) {
            let names: Vec<String> =
                cycle.iter().chain(&cycle[..1]).map(|&at| format!("`{}`", types.list[at].name)).collect();
            let name = &kept[cycle[0]].name;
            self.out.push(
                Diagnostic::new(Rule::RecursiveType, format!("the type `{}` holds itself", name.value))
                    .at(name.span, suggest::chain(&names, " holds "))
                    .help("wrap the inner one in `?`, `list<…>` or `map<…>`, so that it can end"),
            );
            cut(&mut types.list[cycle[cycle.len() - 1]], cycle[0]);
        }
    }

    /// Rejects shapes that are nested deeper than rustc can compile, counting `list`, `map` and `?`.
    fn types_too_deep(&mut self, kept: &[&document::TypeDef], types: &mut Types) {
        let held: Vec<Vec<usize>> = types.list.iter().map(held_at_all).collect();
        let components = Components::new(&held);
        let mut depths: Vec<Depth> = Vec::new();
        // From the innermost out: a component is numbered after all components that it leads to.
        for component in &components.members {
            let below = component.iter().flat_map(|&at| &held[at]).filter_map(|&next| depths.get(components.of[next]));
            let below = below.fold(Depth::default(), |one, other| one.deeper(*other));
            let levels = below.levels + component.iter().map(|&at| levels(&types.list[at])).sum::<usize>();
            if levels <= MAX_TYPE_DEPTH {
                depths.push(Depth { levels, ..below });
                continue;
            }
            // A type that contains a refused one is not reported as well.
            if !below.is_refused {
                let first = &kept[component.iter().copied().min().unwrap_or_default()].name;
                self.out.push(too_deep(format_args!("the type `{}` has {levels}", first.value), first.span));
            }
            for &at in component {
                flatten(&mut types.list[at]);
            }
            depths.push(Depth { levels: 0, is_refused: true });
        }
    }
}

/// Depth of a type.
#[derive(Clone, Copy, Default)]
struct Depth {
    levels: usize,
    /// True if it contains a type that is too deep.
    is_refused: bool,
}

impl Depth {
    fn deeper(self, other: Self) -> Self {
        Self { levels: self.levels.max(other.levels), is_refused: self.is_refused || other.is_refused }
    }
}

fn too_deep(message: std::fmt::Arguments<'_>, span: Span) -> Diagnostic {
    Diagnostic::new(Rule::TypesTooDeep, format!("{message} levels"))
        .at(span, format!("a type has at most {MAX_TYPE_DEPTH}"))
        .help("each struct, `list`, `map` and `?` is a level; structs that refer to each other count together; use `json` for deeper values")
}

/// Number of levels that a shape adds: itself, and the wrappers of its fields.
fn levels(def: &TypeDef) -> usize {
    let Shape::Struct(fields) = &def.shape else { return 1 };
    1 + fields.iter().map(|field| wraps(&field.ty)).max().unwrap_or(0)
}

/// Number of `list`, `map` and `?` in a type.
fn wraps(ty: &Type) -> usize {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Optional(inner) => 1 + wraps(inner),
        Type::Named(_) | Type::Scalar(_) => 0,
    }
}

/// Replaces all fields of the struct with texts, so that the rest can be generated.
fn flatten(def: &mut TypeDef) {
    let Shape::Struct(fields) = &mut def.shape else { return };
    for field in fields {
        field.ty = Type::Scalar(Scalar::String);
    }
}

/// The shapes that a value of this type may contain.
fn held_at_all(def: &TypeDef) -> Vec<usize> {
    let Shape::Struct(fields) = &def.shape else { return Vec::new() };
    fields.iter().filter_map(|field| named(&field.ty)).collect()
}

/// The shape within a type.
pub(super) fn named(ty: &Type) -> Option<usize> {
    match ty {
        Type::Named(at) => Some(*at),
        Type::List(inner) | Type::Map(inner) | Type::Optional(inner) => named(inner),
        Type::Scalar(_) => None,
    }
}

/// Ends a cycle: replaces `target` in the struct with a text, so that the rest can be generated.
fn cut(def: &mut TypeDef, target: usize) {
    let Shape::Struct(fields) = &mut def.shape else { return };
    for field in fields.iter_mut().filter(|field| field.ty == Type::Named(target)) {
        field.ty = Type::Scalar(Scalar::String);
    }
}

/// The structs that a value of this type contains without `list`, `map` or `?`.
fn held_directly(def: &TypeDef) -> Vec<usize> {
    let Shape::Struct(fields) = &def.shape else { return Vec::new() };
    fields.iter().filter_map(|field| if let Type::Named(at) = field.ty { Some(at) } else { None }).collect()
}

/// The structs that a value of this type contains, with or without `?`, but not in a `list` or `map`.
fn held_or_optional(def: &TypeDef) -> Vec<usize> {
    let Shape::Struct(fields) = &def.shape else { return Vec::new() };
    fields.iter().filter_map(|field| if let Type::Named(at) = field.ty.required() { Some(*at) } else { None }).collect()
}

/// One cycle for each group of nodes that reach themselves, starting at its first node.
fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut ended = vec![false; edges.len()];
    let mut places: Vec<Option<usize>> = vec![None; edges.len()];
    let mut found = Vec::new();
    for start in 0..edges.len() {
        let mut path = vec![start];
        places[start] = Some(0);
        while let Some(&at) = path.last() {
            match edges[at].iter().copied().find(|&next| !ended[next]) {
                _ if ended[at] => {
                    path.pop();
                }
                None => {
                    ended[at] = true;
                    path.pop();
                }
                Some(next) => match places[next].filter(|&place| path.get(place) == Some(&next)) {
                    None => {
                        places[next] = Some(path.len());
                        path.push(next);
                    }
                    Some(first) => {
                        path[first..].iter().for_each(|&node| ended[node] = true);
                        found.push(path.split_off(first));
                    }
                },
            }
        }
    }
    found
}

/// Boxes optional fields whose type leads back to the struct, because Rust needs a finite size.
fn box_recursive_fields(types: &mut Types) {
    let components = Components::new(&types.list.iter().map(held_or_optional).collect::<Vec<_>>());
    for (at, def) in types.list.iter_mut().enumerate() {
        let Shape::Struct(fields) = &mut def.shape else { continue };
        for field in fields {
            if let Type::Optional(inner) = &field.ty
                && let Type::Named(next) = **inner
            {
                field.boxed = components.of[next] == components.of[at];
            }
        }
    }
}

fn not_a_type(whole: &Text) -> String {
    format!("`{}` is not a type", whole.value)
}

fn part_span(whole: &Text, part: &str, check: &Check<'_>) -> Span {
    let offset = part.as_ptr() as usize - whole.value.as_ptr() as usize;
    Written::find(whole, check.sources).part(offset, part.len())
}
