//! Comparison of types: whether a reader of the old type can read the values of the new one.

use std::cell::Cell;
use std::collections::HashSet;

use crate::answers::Carried;
use crate::model::{Catalogue, Entry, Field, Scalar, Shape, Type, TypeDef};

use super::{Change, Changes, Kind, Place, Verdict, index};

const IGNORED: &str = "readers ignore unknown members";
const UNREADABLE: &str = "a client that reads the old type rejects some values of the new one";
const UNSHARED: &str = "no detail that clients read has this type in both catalogues";
const READABLE: &str = "every value of the new type is also a value of the old type";

/// A pair of catalogues, needed because types refer to shapes by position.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) old: &'a Catalogue,
    pub(super) new: &'a Catalogue,
    pub(super) known: &'a Known,
}

/// Facts about the catalogues that are needed repeatedly.
pub(super) struct Known {
    /// The values that responses of the old catalogue carry.
    pub(super) old: Carried,
    /// Those of the new catalogue.
    pub(super) new: Carried,
    /// True if bodies of the old catalogue have the `type` of RFC 9457.
    pub(super) was_problem: bool,
    /// Number of fields that may still be compared to see whether one type reads another.
    steps: Cell<usize>,
}

/// Far more than real types need. Beyond it, readability is unknown and reported as breaking.
const MAX_STEPS: usize = 10_000_000;

impl Known {
    pub(super) fn new(old: &Catalogue, new: &Catalogue) -> Self {
        Self {
            old: old.carried(),
            new: new.carried(),
            was_problem: old.wire.envelope.is_problem(),
            steps: Cell::new(MAX_STEPS),
        }
    }

    /// Takes steps; returns false once they are used up.
    fn step(&self, count: usize) -> bool {
        let left = self.steps.get().checked_sub(count);
        self.steps.set(left.unwrap_or(0));
        left.is_some()
    }
}

/// Change of a type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TypeChange {
    /// Spelt as before; changes within its shapes are reported there.
    None,
    Readable,
    Unreadable,
}

impl Types<'_> {
    /// Compares two types, ignoring their outermost `?`.
    pub(super) fn type_change(self, old: &Type, new: &Type) -> TypeChange {
        let (old, new) = (old.required(), new.required());
        if self.is_same(old, new) {
            TypeChange::None
        } else if self.reads(old, new, &mut HashSet::new()) {
            TypeChange::Readable
        } else {
            TypeChange::Unreadable
        }
    }

    /// Returns true if both types are spelt the same.
    fn is_same(self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Scalar(old), Type::Scalar(new)) => old == new,
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Optional(old), Type::Optional(new)) => self.is_same(old, new),
            (Type::Named(old), Type::Named(new)) => self.old.types[*old].name == self.new.types[*new].name,
            _ => false,
        }
    }

    /// Returns true if each value of the new type is also a value of the old type.
    ///
    /// A pair of shapes is compared only once, because shapes may lead back to themselves.
    fn reads(self, old: &Type, new: &Type, seen: &mut HashSet<(usize, usize)>) -> bool {
        match (old, new) {
            (Type::Scalar(Scalar::Json), _) => true,
            (Type::Scalar(old), Type::Scalar(new)) => old == new || fits(*old, *new),
            (Type::List(old), Type::List(new)) | (Type::Map(old), Type::Map(new)) => self.reads(old, new, seen),
            (Type::Optional(old), new) => self.reads(old, new.required(), seen),
            (Type::Named(old), Type::Named(new)) => {
                let (old_shape, new_shape) = (&self.old.types[*old].shape, &self.new.types[*new].shape);
                !seen.insert((*old, *new)) || self.reads_shape(old_shape, new_shape, seen)
            }
            // Enums are strings, and open on the client: it keeps unknown values unchanged.
            (Type::Scalar(Scalar::String), Type::Named(new)) => is_enum(self.new, *new),
            (Type::Named(old), Type::Scalar(Scalar::String)) => is_enum(self.old, *old),
            _ => false,
        }
    }

    /// Collects the shapes that a value had in the old catalogue and still has, because clients read their new form as
    /// the old one.
    fn share(self, old: &Type, new: &Type, shared: &mut HashSet<usize>) {
        match (old.required(), new.required()) {
            (Type::List(old), Type::List(new)) | (Type::Map(old), Type::Map(new)) => self.share(old, new, shared),
            (Type::Named(old), Type::Named(new)) => {
                let (before, now) = (&self.old.types[*old], &self.new.types[*new]);
                if before.name == now.name && shared.insert(*old) {
                    self.share_fields(&before.shape, &now.shape, shared);
                }
            }
            _ => {}
        }
    }

    fn share_fields(self, old: &Shape, new: &Shape, shared: &mut HashSet<usize>) {
        let (Shape::Struct(old), Shape::Struct(new)) = (old, new) else { return };
        let new = index(new, |field| field.name.as_str());
        for old in old {
            if let Some(new) = new.get(old.name.as_str()) {
                self.share(&old.ty, &new.ty, shared);
            }
        }
    }

    fn reads_shape(self, old: &Shape, new: &Shape, seen: &mut HashSet<(usize, usize)>) -> bool {
        match (old, new) {
            (Shape::Enum(_), Shape::Enum(_)) => true,
            (Shape::Struct(old), Shape::Struct(new)) => old.iter().all(|old| {
                let now = new.iter().filter(|_| self.known.step(1)).find(|new| new.name == old.name);
                now.is_some_and(|new| {
                    (old.ty.is_optional() || !new.ty.is_optional()) && self.reads(&old.ty, &new.ty, seen)
                })
            }),
            _ => false,
        }
    }
}

/// Returns true if every number of the narrow type is one of the wide type, without loss of digits.
fn fits(wide: Scalar, narrow: Scalar) -> bool {
    use Scalar::{F64, I8, I16, I32, I64, U8, U16, U32, U64};
    let accepted: &[Scalar] = match wide {
        U16 => &[U8],
        U32 => &[U8, U16],
        U64 => &[U8, U16, U32],
        I16 => &[I8, U8],
        I32 => &[I8, I16, U8, U16],
        I64 | F64 => &[I8, I16, I32, U8, U16, U32],
        _ => &[],
    };
    accepted.contains(&narrow)
}

fn is_enum(catalogue: &Catalogue, at: usize) -> bool {
    matches!(catalogue.types[at].shape, Shape::Enum(_))
}

/// Compares the shapes under `types` by name.
pub(super) fn compare(types: Types<'_>, pairs: &[(&Entry, &Entry)], out: &mut Changes) {
    let shared = shared(types, pairs);
    let before = index(&types.old.types, |ty| ty.name.as_str());
    let now = index(&types.new.types, |ty| ty.name.as_str());
    for (at, old) in types.old.types.iter().enumerate() {
        match now.get(old.name.as_str()) {
            Some(new) if shared.contains(&at) => compare_type(types, old, new, out),
            Some(new) => compare_unshared(types, old, new, out),
            None => type_gone(old, out),
        }
    }
    for new in &types.new.types {
        if !before.contains_key(new.name.as_str()) {
            out.compatible(Kind::TypeAdded, &place(new), "the type is new", "type names are not on the wire");
        }
    }
}

fn shared(types: Types<'_>, pairs: &[(&Entry, &Entry)]) -> HashSet<usize> {
    let mut shared = HashSet::new();
    for (old, new) in pairs {
        let new = index(&new.wire.details, |detail| detail.name.as_str());
        for detail in &old.wire.details {
            if let Some(now) = new.get(detail.name.as_str()) {
                types.share(&detail.ty, &now.ty, &mut shared);
            }
        }
    }
    shared
}

/// Compares shapes that no detail has in both catalogues. A detail whose type changed is reported at the detail.
fn compare_unshared(types: Types<'_>, old: &TypeDef, new: &TypeDef, out: &mut Changes) {
    let mut found = Changes::default();
    compare_type(types, old, new, &mut found);
    out.list.extend(found.list.into_iter().map(|change| match change.verdict {
        Verdict::Breaking => Change { verdict: Verdict::Compatible, reason: UNSHARED, ..change },
        _ => change,
    }));
}

fn place(ty: &TypeDef) -> Place<'_> {
    Place::top("types").key(&ty.name)
}

/// Reports a removed type: its name is not on the wire, and its uses are reported at their places.
fn type_gone(old: &TypeDef, out: &mut Changes) {
    out.compatible(Kind::TypeGone, &place(old), "the type is gone", "type names are not on the wire");
}

fn compare_type(types: Types<'_>, old: &TypeDef, new: &TypeDef, out: &mut Changes) {
    let TypeDef { name: _, ident, shape } = old;
    let at = place(old);
    out.generated_name(&at, ident, &new.ident);
    match (shape, &new.shape) {
        (Shape::Enum(old), Shape::Enum(new)) => compare_enum(&at, old, new, out),
        (Shape::Struct(old), Shape::Struct(new)) => compare_struct(types, &at, old, new, out),
        _ => out.breaking(Kind::TypeShape, &at, "an enum became a struct, or a struct an enum", UNREADABLE),
    }
}

/// Compares enums: they are open on the client, so values may be added, and readers do not notice removed ones.
fn compare_enum(at: &Place<'_>, old: &[(String, String)], new: &[(String, String)], out: &mut Changes) {
    let (before, now) = (index(old, |(value, _)| value), index(new, |(value, _)| value));
    for (value, name) in new {
        match before.get(value) {
            Some((_, old)) => out.generated_name(at, old, name),
            None => out.compatible(
                Kind::EnumValueAdded,
                at,
                format!("the value `{value}` is new"),
                "enums are open: clients keep unknown values unchanged",
            ),
        }
    }
    for (value, _) in old.iter().filter(|(value, _)| !now.contains_key(value)) {
        out.compatible(
            Kind::EnumValueGone,
            at,
            format!("the value `{value}` is gone"),
            "clients still read every remaining value",
        );
    }
}

fn compare_struct(types: Types<'_>, at: &Place<'_>, old: &[Field], new: &[Field], out: &mut Changes) {
    let (before, now) = (index(old, |field| &field.name), index(new, |field| &field.name));
    for old in old {
        match now.get(&old.name) {
            Some(new) => compare_field(types, &at.key(&old.name), old, new, out),
            None => field_gone(&at.key(&old.name), out),
        }
    }
    for new in new.iter().filter(|new| !before.contains_key(&new.name)) {
        out.compatible(Kind::FieldAdded, &at.key(&new.name), "the field is new", IGNORED);
    }
}

/// Reports a removed field: without a required one the whole value is unreadable, and of an optional one the content is
/// lost.
fn field_gone(at: &Place<'_>, out: &mut Changes) {
    out.breaking(Kind::FieldGone, at, "the field is gone", "clients that read it find nothing");
}

fn compare_field(types: Types<'_>, at: &Place<'_>, old: &Field, new: &Field, out: &mut Changes) {
    // `boxed` only matters to the Rust compiler.
    let Field { name: _, field, ty, declared, boxed: _ } = old;
    out.generated_name(at, field, &new.field);
    type_changed(Kind::FieldType, at, types.type_change(ty, &new.ty), (declared, &new.declared), out);
    optional((Kind::FieldOptional, Kind::FieldRequired), at, ty, &new.ty, out);
}

/// Reports a changed type. It stays readable if each of its values is also one of the old type: a reader of `u32` reads
/// `u8`, but not the other way round.
pub(super) fn type_changed(
    kind: Kind,
    at: &Place<'_>,
    change: TypeChange,
    (old, new): (&str, &str),
    out: &mut Changes,
) {
    let message = || format!("`{old}` became `{new}`");
    match change {
        TypeChange::None => {}
        TypeChange::Readable => out.compatible(kind, at, message(), READABLE),
        TypeChange::Unreadable => out.breaking(kind, at, message(), UNREADABLE),
    }
}

/// Reports a changed `?`. A reader that requires a value fails without it; a reader of an optional value also reads one
/// that is always present.
pub(super) fn optional((optional, required): (Kind, Kind), at: &Place<'_>, old: &Type, new: &Type, out: &mut Changes) {
    match (old.is_optional(), new.is_optional()) {
        (false, true) => {
            out.breaking(
                optional,
                at,
                "it may now be absent",
                "clients that require it cannot read an error without it",
            );
        }
        (true, false) => {
            out.compatible(
                required,
                at,
                "it is now always present",
                "clients that read it when present find it more often",
            );
        }
        _ => {}
    }
}
