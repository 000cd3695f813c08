//! The declared types of a code's details, and the check that a field fits its own.
//!
//! The types are nested tuples: a tuple of blocks of groups of at most eight types. A flat tuple would need an impl of
//! [`TypeAt`] for each length and position, a list of pairs would take rustc as many steps as it has details. So the 36
//! impls for up to eight reach every detail in three steps.

use super::code_items::CodeWithDetails;
use crate::value::Fits;
use crate::value::{ToValue, Value};

/// The declared types of a code's details.
pub trait DetailTypes {
    /// Blocks of groups of types.
    type Blocks;

    /// The value of the detail at a position of the catalogue, from fields in sorted order.
    fn detail_at<'a>(&self, index: usize, fields: &[&'a dyn ToValue]) -> Value<'a>;
}

impl<T, const NAMES: u64> DetailTypes for CodeWithDetails<T, NAMES> {
    type Blocks = T;

    fn detail_at<'a>(&self, index: usize, fields: &[&'a dyn ToValue]) -> Value<'a> {
        let at = self.order.get(index).copied().map(usize::from);
        at.and_then(|at| fields.get(at)).map_or(Value::Null, |field| (*field).to_value())
    }
}

/// Replaces the types of details whose names are wrong: every field fits, and every position leads to it.
///
/// The wrong name is one error already; errors about types would say the same mistake again.
#[derive(Debug)]
pub struct AnyType;

impl DetailTypes for AnyType {
    type Blocks = Self;

    fn detail_at<'a>(&self, _: usize, _: &[&'a dyn ToValue]) -> Value<'a> {
        Value::Null
    }
}

impl<const I: usize> TypeAt<I> for AnyType {
    type Type = Self;
}

// Keeps the impl out of what rustc says about a field whose type does not fit.
#[diagnostic::do_not_recommend]
impl<F: ToValue> Fits<AnyType> for F {}

/// The type at a position of a group, the group at a position of a block, or the block at a position.
pub trait TypeAt<const I: usize> {
    /// The type, group or block.
    type Type;
}

macro_rules! type_at {
    ($([$($group:ident)+] $index:literal $type:ident;)*) => {
        $(impl<$($group),+> TypeAt<$index> for ($($group,)+) { type Type = $type; })*
    };
}

type_at! {
    [A] 0 A;
    [A B] 0 A; [A B] 1 B;
    [A B C] 0 A; [A B C] 1 B; [A B C] 2 C;
    [A B C D] 0 A; [A B C D] 1 B; [A B C D] 2 C; [A B C D] 3 D;
    [A B C D E] 0 A; [A B C D E] 1 B; [A B C D E] 2 C; [A B C D E] 3 D; [A B C D E] 4 E;
    [A B C D E F] 0 A; [A B C D E F] 1 B; [A B C D E F] 2 C; [A B C D E F] 3 D; [A B C D E F] 4 E; [A B C D E F] 5 F;
    [A B C D E F G] 0 A; [A B C D E F G] 1 B; [A B C D E F G] 2 C; [A B C D E F G] 3 D; [A B C D E F G] 4 E; [A B C D E F G] 5 F; [A B C D E F G] 6 G;
    [A B C D E F G H] 0 A; [A B C D E F G H] 1 B; [A B C D E F G H] 2 C; [A B C D E F G H] 3 D; [A B C D E F G H] 4 E; [A B C D E F G H] 5 F; [A B C D E F G H] 6 G; [A B C D E F G H] 7 H;
}

type Block<C, const B: usize> = <<C as DetailTypes>::Blocks as TypeAt<B>>::Type;
type Group<C, const B: usize, const G: usize> = <Block<C, B> as TypeAt<G>>::Type;
type Declared<C, const B: usize, const G: usize, const I: usize> = <Group<C, B, G> as TypeAt<I>>::Type;

/// A field that fits the detail at position `I` of group `G` of block `B`: for codes of more than one group.
pub fn checked_field<'a, const B: usize, const G: usize, const I: usize, C, F>(_: &C, field: &'a F) -> &'a dyn ToValue
where
    C: DetailTypes,
    C::Blocks: TypeAt<B>,
    Block<C, B>: TypeAt<G>,
    Group<C, B, G>: TypeAt<I>,
    F: Fits<Declared<C, B, G, I>>,
{
    field
}
