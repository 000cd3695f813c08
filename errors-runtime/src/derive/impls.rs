//! The parts of the derive's impls that are the same for every type.

use alloc::vec::Vec;
use core::error::Error;

use crate::catalogue::{Catalogue, CodeInfo};
use crate::server::{Details, Entry};

/// An error as a trait object, whether the field holds one itself or a box of one.
pub trait AsDynError<'a> {
    /// The trait object.
    fn as_dyn_error(&self) -> &(dyn Error + 'a);
}

impl<'a, T: Error + 'a> AsDynError<'a> for T {
    /// The trait object.
    fn as_dyn_error(&self) -> &(dyn Error + 'a) {
        self
    }
}

/// Writes the impl for trait objects: the one above is for types with a size.
macro_rules! as_dyn_error {
    ($($object:ty),*) => { $(
        impl<'a> AsDynError<'a> for $object {
            /// The trait object.
            fn as_dyn_error(&self) -> &(dyn Error + 'a) {
                self
            }
        }
    )* };
}

as_dyn_error! { dyn Error + 'a, dyn Error + Send + 'a, dyn Error + Send + Sync + 'a }

/// Errors that know which of the entries of their type they are.
///
/// A trait of its own: `ApiError` has the bounds `Error` and so `Display`, and the derive's `Display` needs the entry.
pub trait NumberedEntries {
    /// The number of entries in a group; the last group may have fewer.
    const GROUP_LEN: usize;
    /// The number of groups.
    const GROUPS: usize;

    /// The entries of a group, by their positions in the catalogue.
    ///
    /// Groups, because rustc stops at the first mistake of a constant: each group is one, and so reports its own. A
    /// function, because a constant built from all groups would report that one of them is wrong once more.
    fn group(number: usize) -> &'static [u16];

    /// The number of the entry among those of the type; transparent variants have none.
    fn number(&self) -> usize;
}

/// The entry that an error is.
#[must_use]
pub fn entry_of<'a, E: NumberedEntries + Details>(catalogue: &'static Catalogue, error: &'a E) -> Entry<'a> {
    let number = error.number();
    let position = E::group(number / E::GROUP_LEN)[number % E::GROUP_LEN];
    Entry::new(catalogue, catalogue.codes.at(position), error)
}

/// The codes of a type: its own, and those of the errors that it passes on.
#[must_use]
pub fn codes_of<E: NumberedEntries>(catalogue: Option<&'static Catalogue>, inner: &[&[CodeInfo]]) -> Vec<CodeInfo> {
    let positions = || (0..E::GROUPS).flat_map(E::group);
    let own = catalogue.into_iter().flat_map(|catalogue| positions().map(|position| catalogue.codes.at(*position)));
    own.chain(inner.iter().copied().flatten().copied()).collect()
}
