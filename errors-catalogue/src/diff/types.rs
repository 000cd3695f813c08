//! What a reader of an old type makes of the values of a new one, and the shapes under `types`.

use std::cell::Cell;
use std::collections::HashSet;

use crate::answers::Carried;
use crate::model::{Catalogue, Entry, Field, Scalar, Shape, Type, TypeDef};

use super::{Change, Changes, Kind, Place, Verdict, index};

const IGNORED: &str = "readers ignore unknown members";
const UNREADABLE: &str = "a client that reads the old type rejects some values of the new one";
const UNSHARED: &str = "no detail that clients read has this type in both catalogues";
const READABLE: &str = "every value of the new type is also a value of the old type";

/// A pair of catalogues, for types name shapes by their position.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) old: &'a Catalogue,
    pub(super) new: &'a Catalogue,
    pub(super) known: &'a Known,
}

/// What is asked of the catalogues again and again.
pub(super) struct Known {
    /// The values that responses of the old one carry.
    pub(super) old: Carried,
    /// Those of the new one.
    pub(super) new: Carried,
    /// Whether bodies of the old one have the `type` of RFC 9457.
    pub(super) was_problem: bool,
    /// How many more fields are compared to see whether one type reads another.
    steps: Cell<usize>,
}

/// No types that people write come near. Of more it is not known whether they can be read, which is breaking.
const MOST_STEPS: usize = 10_000_000;

impl Known {
    pub(super) fn new(old: &Catalogue, new: &Catalogue) -> Self {
        Self {
            old: old.carried(),
            new: new.carried(),
            was_problem: old.wire.envelope.is_problem(),
            steps: Cell::new(MOST_STEPS),
        }
    }

    /// Takes so many steps; `false` where they are used up.
    fn step(&self, count: usize) -> bool {
        let left = self.steps.get().checked_sub(count);
        self.steps.set(left.unwrap_or(0));
        left.is_some()
    }
}

/// What became of a type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Retyped {
    /// Spelt as before; what changed within its shapes is said of them.
    No,
    Readable,
    Unreadable,
}

impl Types<'_> {
    /// How two types relate, their outermost `?` aside.
    pub(super) fn retyped(self, old: &Type, new: &Type) -> Retyped {
        let (old, new) = (old.required(), new.required());
        if self.is_same(old, new) {
            Retyped::No
        } else if self.reads(old, new, &mut HashSet::new()) {
            Retyped::Readable
        } else {
            Retyped::Unreadable
        }
    }

    /// Whether both are spelt the same.
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

    /// Whether each value of the new type is one of the old type.
    ///
    /// A pair of shapes that was seen is not looked at again: shapes may lead back to themselves.
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
            // Enums are strings, and open on the client: a value that it does not know is kept as it is.
            (Type::Scalar(Scalar::String), Type::Named(new)) => is_enum(self.new, *new),
            (Type::Named(old), Type::Scalar(Scalar::String)) => is_enum(self.old, *old),
            _ => false,
        }
    }

    /// Collects the shapes of the old catalogue that a value had and still has, for clients read the new form as the old.
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

/// Whether a number of one type is one of another: the range is within the other, and no digit is lost.
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

/// The shapes under `types`, by their names.
pub(super) fn compare(types: Types<'_>, heirs: &[(&Entry, &Entry)], out: &mut Changes) {
    let shared = shared(types, heirs);
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

fn shared(types: Types<'_>, heirs: &[(&Entry, &Entry)]) -> HashSet<usize> {
    let mut shared = HashSet::new();
    for (old, new) in heirs {
        let new = index(&new.wire.details, |detail| detail.name.as_str());
        for detail in &old.wire.details {
            if let Some(now) = new.get(detail.name.as_str()) {
                types.share(&detail.ty, &now.ty, &mut shared);
            }
        }
    }
    shared
}

/// What became of a detail whose type is another by now is judged there.
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

/// The name of a type is on no wire, and what used it is judged where it is used.
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

/// Enums are open on the client, so that values may come; those that go are not sent any more, which no reader notices.
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

/// A required field that is missing makes the whole value unreadable; of an optional one its content is lost.
fn field_gone(at: &Place<'_>, out: &mut Changes) {
    out.breaking(Kind::FieldGone, at, "the field is gone", "clients that read it find nothing");
}

fn compare_field(types: Types<'_>, at: &Place<'_>, old: &Field, new: &Field, out: &mut Changes) {
    // Whether a field is boxed is for the compiler.
    let Field { name: _, field, ty, declared, boxed: _ } = old;
    out.generated_name(at, field, &new.field);
    retyped(Kind::FieldType, at, types.retyped(ty, &new.ty), (declared, &new.declared), out);
    optional((Kind::FieldOptional, Kind::FieldRequired), at, ty, &new.ty, out);
}

/// A type that is another is read as long as each of its values is one of the old type: `u8` by who reads `u32`, and
/// not the other way round.
pub(super) fn retyped(kind: Kind, at: &Place<'_>, retyped: Retyped, (old, new): (&str, &str), out: &mut Changes) {
    let message = || format!("`{old}` became `{new}`");
    match retyped {
        Retyped::No => {}
        Retyped::Readable => out.compatible(kind, at, message(), READABLE),
        Retyped::Unreadable => out.breaking(kind, at, message(), UNREADABLE),
    }
}

/// A reader that expects a value always fails without; one that expects it sometimes reads what always comes.
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
