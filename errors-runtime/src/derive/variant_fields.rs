//! The check that the fields of a variant fit the details of its code, in one call for all of them.
#![allow(
    clippy::many_single_char_names,
    clippy::too_many_arguments,
    clippy::elidable_lifetime_names,
    reason = "eight times the same, for one to eight details"
)]

use super::code_items::CodeWithDetails;
use super::types::{AnyType, DetailTypes};
use crate::value::{Fits, Value};

/// The code of a variant beside the fingerprint of the variant's fields.
///
/// If the two agree, the inherent methods below are found, whose bounds demand that each field fits its detail. If they
/// do not, no inherent impl applies, and rustc goes on to the methods of [`WrongFieldNames`], which have no bounds:
/// the wrong name was reported by a constant, and types cannot be compared before the names are right.
#[derive(Clone, Copy, Debug)]
pub struct VariantFields<C, const NAMES: u64>(pub C);

impl<T, const NAMES: u64> VariantFields<CodeWithDetails<T, NAMES>, NAMES> {
    /// The code, for `checked_field`.
    #[must_use]
    pub const fn __code(self) -> CodeWithDetails<T, NAMES> {
        self.0
    }
}

impl<C, const NAMES: u64> WrongFieldNames for VariantFields<C, NAMES> {}

/// Fields whose names are not those of the details: that is one error already, so their types are not checked.
pub trait WrongFieldNames: Sized {
    /// A code whose details every field fits.
    fn __code(self) -> AnyType {
        AnyType
    }

    /// Never called.
    fn __detail_of_1<'a, S>(self, _: usize, _: &'a S) -> Value<'a> {
        Value::Null
    }

    /// Never called.
    fn __detail_of_2<'a, S, T>(self, _: usize, _: &'a S, _: &'a T) -> Value<'a> {
        Value::Null
    }

    /// Never called.
    fn __detail_of_3<'a, S, T, U>(self, _: usize, _: &'a S, _: &'a T, _: &'a U) -> Value<'a> {
        Value::Null
    }

    /// Never called.
    fn __detail_of_4<'a, S, T, U, V>(self, _: usize, _: &'a S, _: &'a T, _: &'a U, _: &'a V) -> Value<'a> {
        Value::Null
    }

    /// Never called.
    fn __detail_of_5<'a, S, T, U, V, W>(self, _: usize, _: &'a S, _: &'a T, _: &'a U, _: &'a V, _: &'a W) -> Value<'a> {
        Value::Null
    }

    /// Never called.
    fn __detail_of_6<'a, S, T, U, V, W, X>(
        self,
        _: usize,
        _: &'a S,
        _: &'a T,
        _: &'a U,
        _: &'a V,
        _: &'a W,
        _: &'a X,
    ) -> Value<'a> {
        Value::Null
    }

    /// Never called.
    fn __detail_of_7<'a, S, T, U, V, W, X, Y>(
        self,
        _: usize,
        _: &'a S,
        _: &'a T,
        _: &'a U,
        _: &'a V,
        _: &'a W,
        _: &'a X,
        _: &'a Y,
    ) -> Value<'a> {
        Value::Null
    }

    /// Never called.
    fn __detail_of_8<'a, S, T, U, V, W, X, Y, Z>(
        self,
        _: usize,
        _: &'a S,
        _: &'a T,
        _: &'a U,
        _: &'a V,
        _: &'a W,
        _: &'a X,
        _: &'a Y,
        _: &'a Z,
    ) -> Value<'a> {
        Value::Null
    }
}

// An impl for each number of details, written out: rustc shows the line whose bound a field does not meet, and in a macro
// that would be the line of the definition.

impl<A, const NAMES: u64> VariantFields<CodeWithDetails<((A,),), NAMES>, NAMES> {
    /// The value of the detail at a position; every field fits its detail.
    pub fn __detail_of_1<'a, S: Fits<A>>(self, index: usize, a: &'a S) -> Value<'a> {
        self.0.detail_at(index, &[a])
    }
}

impl<A, B, const NAMES: u64> VariantFields<CodeWithDetails<((A, B),), NAMES>, NAMES> {
    /// The value of the detail at a position; every field fits its detail.
    pub fn __detail_of_2<'a, S: Fits<A>, T: Fits<B>>(self, index: usize, a: &'a S, b: &'a T) -> Value<'a> {
        self.0.detail_at(index, &[a, b])
    }
}

impl<A, B, C, const NAMES: u64> VariantFields<CodeWithDetails<((A, B, C),), NAMES>, NAMES> {
    /// The value of the detail at a position; every field fits its detail.
    pub fn __detail_of_3<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>>(
        self,
        index: usize,
        a: &'a S,
        b: &'a T,
        c: &'a U,
    ) -> Value<'a> {
        self.0.detail_at(index, &[a, b, c])
    }
}

impl<A, B, C, D, const NAMES: u64> VariantFields<CodeWithDetails<((A, B, C, D),), NAMES>, NAMES> {
    /// The value of the detail at a position; every field fits its detail.
    pub fn __detail_of_4<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>, V: Fits<D>>(
        self,
        index: usize,
        a: &'a S,
        b: &'a T,
        c: &'a U,
        d: &'a V,
    ) -> Value<'a> {
        self.0.detail_at(index, &[a, b, c, d])
    }
}

impl<A, B, C, D, E, const NAMES: u64> VariantFields<CodeWithDetails<((A, B, C, D, E),), NAMES>, NAMES> {
    /// The value of the detail at a position; every field fits its detail.
    pub fn __detail_of_5<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>, V: Fits<D>, W: Fits<E>>(
        self,
        index: usize,
        a: &'a S,
        b: &'a T,
        c: &'a U,
        d: &'a V,
        e: &'a W,
    ) -> Value<'a> {
        self.0.detail_at(index, &[a, b, c, d, e])
    }
}

impl<A, B, C, D, E, F, const NAMES: u64> VariantFields<CodeWithDetails<((A, B, C, D, E, F),), NAMES>, NAMES> {
    /// The value of the detail at a position; every field fits its detail.
    pub fn __detail_of_6<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>, V: Fits<D>, W: Fits<E>, X: Fits<F>>(
        self,
        index: usize,
        a: &'a S,
        b: &'a T,
        c: &'a U,
        d: &'a V,
        e: &'a W,
        f: &'a X,
    ) -> Value<'a> {
        self.0.detail_at(index, &[a, b, c, d, e, f])
    }
}

impl<A, B, C, D, E, F, G, const NAMES: u64> VariantFields<CodeWithDetails<((A, B, C, D, E, F, G),), NAMES>, NAMES> {
    /// The value of the detail at a position; every field fits its detail.
    pub fn __detail_of_7<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>, V: Fits<D>, W: Fits<E>, X: Fits<F>, Y: Fits<G>>(
        self,
        index: usize,
        a: &'a S,
        b: &'a T,
        c: &'a U,
        d: &'a V,
        e: &'a W,
        f: &'a X,
        g: &'a Y,
    ) -> Value<'a> {
        self.0.detail_at(index, &[a, b, c, d, e, f, g])
    }
}

impl<A, B, C, D, E, F, G, H, const NAMES: u64>
    VariantFields<CodeWithDetails<((A, B, C, D, E, F, G, H),), NAMES>, NAMES>
{
    /// The value of the detail at a position; every field fits its detail.
    pub fn __detail_of_8<
        'a,
        S: Fits<A>,
        T: Fits<B>,
        U: Fits<C>,
        V: Fits<D>,
        W: Fits<E>,
        X: Fits<F>,
        Y: Fits<G>,
        Z: Fits<H>,
    >(
        self,
        index: usize,
        a: &'a S,
        b: &'a T,
        c: &'a U,
        d: &'a V,
        e: &'a W,
        f: &'a X,
        g: &'a Y,
        h: &'a Z,
    ) -> Value<'a> {
        self.0.detail_at(index, &[a, b, c, d, e, f, g, h])
    }
}
