//! What `derive(ApiError)` stands on: checks that run in the compiler, and helpers for the code it writes.
//!
//! The derive reads no catalogue. It names an item for each code, and asks that item here, in constants, whether the
//! spelling and the details are right; a panic of these functions is an error on the user's own tokens.

use alloc::vec::Vec;
use core::error::Error;
use core::marker::PhantomData;

use crate::catalogue::{Catalogue, DetailInfo};
use crate::catalogue::{CodeInfo, Codes};
use crate::server::{Details, Entry};
use crate::value::Fits;
use crate::value::{ToValue, Value};

/// A code that has details.
///
/// `T` is their declared types in groups of at most eight, sorted by the names of their fields. `NAMES` is the
/// fingerprint of those names: a variant with the same one has the same fields, and no name needs to be looked at.
#[derive(Debug)]
pub struct Detailed<T, const NAMES: u64> {
    position: u16,
    /// Where among the sorted fields each detail is.
    order: &'static [u16],
    types: PhantomData<fn() -> T>,
}

impl<T, const NAMES: u64> Clone for Detailed<T, NAMES> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, const NAMES: u64> Copy for Detailed<T, NAMES> {}

/// `codes` has an item per code, and each answers the same questions.
impl<T, const NAMES: u64> Detailed<T, NAMES> {
    /// The code at a position of the catalogue.
    ///
    /// The table itself is no part of this: rustc would walk through all of it to see that the constant is a valid one.
    #[must_use]
    pub const fn new(position: u16, order: &'static [u16]) -> Self {
        Self { position, order, types: PhantomData }
    }

    /// What the catalogue says of the code.
    #[must_use]
    pub const fn __info(self, codes: &'static Codes) -> CodeInfo {
        codes.at(self.position)
    }

    /// The code of a variant without details.
    ///
    /// # Panics
    /// In the compiler, with a detail that is missing.
    #[must_use]
    #[track_caller]
    pub const fn __alone(self, codes: &'static Codes) -> u16 {
        complete(self.__info(codes), "")
    }

    /// Whether a variant whose fields have this fingerprint has all details and nothing else.
    #[must_use]
    pub const fn __named(self, names: u64) -> bool {
        names == NAMES
    }

    /// The code of a variant with these fields, a space between each, and their fingerprint.
    ///
    /// # Panics
    /// In the compiler, with a detail that is missing or unknown.
    #[must_use]
    #[track_caller]
    pub const fn __with(self, codes: &'static Codes, names: u64, fields: &str) -> u16 {
        if names == NAMES { self.position } else { exactly(self.__info(codes), fields) }
    }
}

/// An older name of a code, or the name that its spelling would give it: found, so that the right one can be said.
#[derive(Clone, Copy, Debug)]
pub struct OtherName {
    written: &'static str,
    current: &'static str,
}

impl OtherName {
    /// The name that was written, and the current one.
    #[must_use]
    pub const fn new(written: &'static str, current: &'static str) -> Self {
        Self { written, current }
    }

    /// No variant gets this far.
    ///
    /// # Panics
    /// In the compiler, with the current name.
    #[must_use]
    #[track_caller]
    pub const fn __info(self, _: &'static Codes) -> CodeInfo {
        wrong_spelling(self.written, self.current)
    }

    /// The code of a variant without details.
    ///
    /// # Panics
    /// In the compiler, with the current name.
    #[must_use]
    #[track_caller]
    pub const fn __alone(self, _: &'static Codes) -> u16 {
        wrong_spelling(self.written, self.current)
    }

    /// Not asked before `__info`, which ends it.
    #[must_use]
    pub const fn __named(self, _: u64) -> bool {
        false
    }

    /// The code of a variant with details.
    ///
    /// # Panics
    /// In the compiler, with the current name.
    #[must_use]
    #[track_caller]
    pub const fn __with(self, _: &'static Codes, _: u64, _: &str) -> u16 {
        wrong_spelling(self.written, self.current)
    }
}

/// The item of a spelling that the catalogue does not have; [`spelled`] refuses it before its position is used.
pub const NO_CODE: Detailed<(), 0> = Detailed::new(0, &[]);

/// A code beside the fingerprint of a variant's fields.
///
/// Where the two agree, the methods of this type are found, which ask whether each field fits its detail. Where they do
/// not, a name is wrong, and was reported as such: the methods of [`Misnamed`] are found, which ask nothing.
#[derive(Clone, Copy, Debug)]
pub struct Given<C, const NAMES: u64>(pub C);

impl<T, const NAMES: u64> Given<Detailed<T, NAMES>, NAMES> {
    /// The code, for `fits`.
    #[must_use]
    pub const fn __details(self) -> Detailed<T, NAMES> {
        self.0
    }
}

impl<C, const NAMES: u64> Misnamed for Given<C, NAMES> {}

/// The declared types of a code's details.
pub trait Types {
    /// Groups of types.
    type Types;

    /// The value of the detail at a position, among fields in sorted order.
    fn pick<'a>(&self, index: usize, fields: &[&'a dyn ToValue]) -> Value<'a>;
}

impl<T, const NAMES: u64> Types for Detailed<T, NAMES> {
    type Types = T;

    fn pick<'a>(&self, index: usize, fields: &[&'a dyn ToValue]) -> Value<'a> {
        let at = self.order.get(index).copied().map(usize::from);
        at.and_then(|at| fields.get(at)).map_or(Value::Null, |field| (*field).to_value())
    }
}

/// What stands for the types of details whose names are wrong: everything fits.
#[derive(Debug)]
pub struct NoDetails;

impl Types for NoDetails {
    type Types = Self;

    fn pick<'a>(&self, _: usize, _: &[&'a dyn ToValue]) -> Value<'a> {
        Value::Null
    }
}

impl<const I: usize> At<I> for NoDetails {
    type Type = Self;
}

#[diagnostic::do_not_recommend]
impl<F: ToValue> Fits<NoDetails> for F {}

/// The type at a position of a group, or the group or block of groups at a position.
pub trait At<const I: usize> {
    /// What stands there.
    type Type;
}

macro_rules! at {
    ($([$($group:ident)+] $index:literal $type:ident;)*) => {
        $(impl<$($group),+> At<$index> for ($($group,)+) { type Type = $type; })*
    };
}

at! {
    [A] 0 A;
    [A B] 0 A; [A B] 1 B;
    [A B C] 0 A; [A B C] 1 B; [A B C] 2 C;
    [A B C D] 0 A; [A B C D] 1 B; [A B C D] 2 C; [A B C D] 3 D;
    [A B C D E] 0 A; [A B C D E] 1 B; [A B C D E] 2 C; [A B C D E] 3 D; [A B C D E] 4 E;
    [A B C D E F] 0 A; [A B C D E F] 1 B; [A B C D E F] 2 C; [A B C D E F] 3 D; [A B C D E F] 4 E; [A B C D E F] 5 F;
    [A B C D E F G] 0 A; [A B C D E F G] 1 B; [A B C D E F G] 2 C; [A B C D E F G] 3 D; [A B C D E F G] 4 E; [A B C D E F G] 5 F; [A B C D E F G] 6 G;
    [A B C D E F G H] 0 A; [A B C D E F G H] 1 B; [A B C D E F G H] 2 C; [A B C D E F G H] 3 D; [A B C D E F G H] 4 E; [A B C D E F G H] 5 F; [A B C D E F G H] 6 G; [A B C D E F G H] 7 H;
}

type Block<C, const B: usize> = <<C as Types>::Types as At<B>>::Type;
type Group<C, const B: usize, const G: usize> = <Block<C, B> as At<G>>::Type;
type Declared<C, const B: usize, const G: usize, const I: usize> = <Group<C, B, G> as At<I>>::Type;

/// A field that fits the detail at position `I` of group `G` of block `B`, as a value: for codes of more than one group.
pub fn fits<'a, const B: usize, const G: usize, const I: usize, C, F>(_: &C, field: &'a F) -> &'a dyn ToValue
where
    C: Types,
    C::Types: At<B>,
    Block<C, B>: At<G>,
    Group<C, B, G>: At<I>,
    F: Fits<Declared<C, B, G, I>>,
{
    field
}

// What only the compiler calls is inlined, so that nobody's build compiles it.

/// Refuses a spelling that is not that of the code today.
///
/// # Panics
/// In the compiler, with the code that is or may be meant.
#[track_caller]
#[inline]
pub const fn spelled(catalogue: &'static Catalogue, info: CodeInfo, code: &str) {
    if !same(code, info.code()) {
        match catalogue.codes.position(code) {
            Some(position) => wrong_spelling(code, catalogue.codes.at(position).code()),
            None => unknown_code(catalogue, code),
        }
    }
}

/// The code of a variant whose fields, with a space between each, give all of its details.
///
/// A field that is no detail was refused before: what it was meant for is not missing beside it.
///
/// # Panics
/// In the compiler, with the detail that is missing.
#[must_use]
#[track_caller]
#[inline]
pub const fn complete(info: CodeInfo, fields: &str) -> u16 {
    let mut index = 0;
    while index < info.details().len() {
        if !has_word(fields, info.details()[index].field()) {
            missing_detail(info, &info.details()[index]);
        }
        index += 1;
    }
    info.position()
}

/// The code of a variant whose fields, with a space between each, are its details.
///
/// # Panics
/// In the compiler, with the detail that is unknown or missing.
#[must_use]
#[track_caller]
#[inline]
pub const fn exactly(info: CodeInfo, fields: &str) -> u16 {
    let mut rest = fields;
    while !rest.is_empty() {
        let (field, more) = split_word(rest);
        detail(info, field);
        rest = more;
    }
    complete(info, fields)
}

#[inline]
const fn has_word(text: &str, word: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let (first, more) = split_word(rest);
        if same(first, word) {
            return true;
        }
        rest = more;
    }
    false
}

/// What stands before the first space, and what stands behind it.
#[inline]
const fn split_word(text: &str) -> (&str, &str) {
    let mut at = 0;
    while at < text.len() {
        if text.as_bytes()[at] == b' ' {
            return (text.split_at(at).0, text.split_at(at + 1).1);
        }
        at += 1;
    }
    (text, "")
}

/// Refuses a field that stands for no detail.
///
/// # Panics
/// In the compiler, with the detail that may be meant.
#[track_caller]
#[inline]
pub const fn detail(info: CodeInfo, field: &str) {
    if find(info, field).is_none() {
        unknown_detail(info, field);
    }
}

/// The position of the detail that a field stands for; any where there is none, which was said at the field.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a message names its details by numbers of this size")]
#[inline]
pub const fn position(info: CodeInfo, field: &str) -> u16 {
    match find(info, field) {
        Some(index) => index as u16,
        None => 0,
    }
}

#[inline]
const fn find(info: CodeInfo, field: &str) -> Option<usize> {
    let mut index = 0;
    while index < info.details().len() {
        if same(info.details()[index].field(), field) {
            return Some(index);
        }
        index += 1;
    }
    None
}

#[inline]
const fn same(left: &str, right: &str) -> bool {
    errors_table::same(left.as_bytes(), right.as_bytes())
}

#[track_caller]
#[inline]
const fn wrong_spelling(written: &str, current: &str) -> ! {
    let message = Message::new().quote(written).text(" is not how the catalogue spells this code today: write ");
    panic!("{}", message.quote(current).as_str())
}

#[track_caller]
#[inline]
const fn unknown_code(catalogue: &'static Catalogue, code: &str) -> ! {
    let message = Message::new().text("the catalogue ").quote(catalogue.name).text(" has no code ").quote(code);
    let message = match closest_code(catalogue.codes, code) {
        Some(close) => message.text(", did you mean ").quote(close).text("?"),
        None => message.text(": correct it, or add it to the catalogue"),
    };
    panic!("{}", message.as_str())
}

/// The code whose spelling is a few letters away.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the macro refuses catalogues with more codes")]
const fn closest_code(codes: &'static Codes, code: &str) -> Option<&'static str> {
    let mut best = None;
    let mut least = 1 + code.len() / 3;
    let mut index = 0;
    while index < codes.len() {
        let other = codes.at(index as u16).code();
        let difference = difference(other.as_bytes(), code.as_bytes());
        if difference <= least {
            least = difference.saturating_sub(1);
            best = Some(other);
        }
        index += 1;
    }
    best
}

/// The number of bytes between what two texts have in common at the start and at the end, in either case.
///
/// It takes one pass, because rustc interprets it for each of up to 65,000 codes.
#[inline]
const fn difference(left: &[u8], right: &[u8]) -> usize {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let mut start = 0;
    while start < short.len() && same_letter(short[start], long[start]) {
        start += 1;
    }
    let mut end = 0;
    while end < short.len() - start && same_letter(short[short.len() - 1 - end], long[long.len() - 1 - end]) {
        end += 1;
    }
    long.len() - start - end
}

/// Returns true for equal bytes and for a letter in either case; a few signs count as equal, too.
#[inline]
const fn same_letter(left: u8, right: u8) -> bool {
    left | 0x20 == right | 0x20
}

#[track_caller]
#[inline]
const fn missing_detail(info: CodeInfo, detail: &DetailInfo) -> ! {
    let message = Message::new().quote(info.code()).text(" needs the detail ").quote(detail.name).text(" of type ");
    let message = message.quote(detail.ty).text(": add a field ").quote(detail.field());
    panic!("{}", message.text(", or mark the field that has it with `#[api_error(detail = …)]`").as_str())
}

#[track_caller]
#[inline]
const fn unknown_detail(info: CodeInfo, field: &str) -> ! {
    let message = Message::new().quote(field).text(" is no detail of ").quote(info.code());
    let stay = " mark the field `#[api_error(private)]` if it should stay inside";
    let message = match closest(info, field) {
        _ if same(field, "source") => message.text(": mark the field `#[source]` if it is the cause of the error"),
        Some(close) => message.text(", did you mean ").quote(close.field()).text("? otherwise").text(stay),
        None => message.known_details(info).text(":").text(stay),
    };
    panic!("{}", message.as_str())
}

/// The detail whose name is a few letters away.
#[inline]
const fn closest(info: CodeInfo, field: &str) -> Option<&'static DetailInfo> {
    let mut best = None;
    let mut least = 1 + field.len() / 3;
    let mut index = 0;
    while index < info.details().len() {
        let distance = distance(info.details()[index].field().as_bytes(), field.as_bytes());
        if distance <= least {
            least = distance.saturating_sub(1);
            best = Some(&info.details()[index]);
        }
        index += 1;
    }
    best
}

/// Letters to insert, delete or replace; names of over 32 letters are far from everything.
#[inline]
const fn distance(left: &[u8], right: &[u8]) -> usize {
    const MOST: usize = 32;
    if left.len() > MOST || right.len() > MOST {
        return usize::MAX;
    }
    let mut row = [0; MOST + 1];
    let mut column = 0;
    while column <= right.len() {
        row[column] = column;
        column += 1;
    }
    let mut line = 0;
    while line < left.len() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        let mut column = 0;
        while column < right.len() {
            let replaced = diagonal + (left[line] != right[column]) as usize;
            diagonal = row[column + 1];
            row[column + 1] = smaller(replaced, smaller(row[column + 1], row[column]) + 1);
            column += 1;
        }
        line += 1;
    }
    row[right.len()]
}

#[inline]
const fn smaller(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}

/// A text that is put together in the compiler; what does not fit is left out.
struct Message {
    bytes: [u8; 512],
    len: usize,
}

impl Message {
    #[inline]
    const fn new() -> Self {
        Self { bytes: [0; 512], len: 0 }
    }

    #[inline]
    const fn text(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        if self.len + bytes.len() <= self.bytes.len() {
            let mut at = 0;
            while at < bytes.len() {
                self.bytes[self.len + at] = bytes[at];
                at += 1;
            }
            self.len += bytes.len();
        }
        self
    }

    #[inline]
    const fn quote(self, text: &str) -> Self {
        self.text("`").text(text).text("`")
    }

    /// The details of a code, or a few of many.
    #[inline]
    const fn known_details(mut self, info: CodeInfo) -> Self {
        const SHOWN: usize = 8;
        let details = info.details();
        self = self.text(if details.is_empty() { ", which has none" } else { ", which has " });
        let mut index = 0;
        while index < details.len() && index < SHOWN {
            self = self.text(if index == 0 { "" } else { ", " }).quote(details[index].field());
            index += 1;
        }
        if details.len() > SHOWN { self.text(" and more") } else { self }
    }

    #[inline]
    const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

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

/// Trait objects are no `T` of the impl above, for that has a size.
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

/// Errors with a number: which of the entries that its type names itself an error is.
///
/// It stands apart from `ApiError`, whose bounds `Display` must not have, for they ask for `Display`.
pub trait Numbered {
    /// How many entries are in a group; the last one may have fewer.
    const LEN: usize;
    /// How many groups there are.
    const COUNT: usize;

    /// The entries of a group, by their positions in the catalogue.
    fn group(number: usize) -> &'static [u16];

    /// The number; transparent variants have none of their own.
    fn number(&self) -> usize;
}

/// The entry that an error is.
#[must_use]
pub fn entry<'a, E: Numbered + Details>(catalogue: &'static Catalogue, error: &'a E) -> Entry<'a> {
    let number = error.number();
    let position = E::group(number / E::LEN)[number % E::LEN];
    Entry::new(catalogue, catalogue.codes.at(position), error)
}

/// The codes of a type: its own, and those of the errors that it passes on.
#[must_use]
pub fn codes<E: Numbered>(catalogue: Option<&'static Catalogue>, inner: &[&[CodeInfo]]) -> Vec<CodeInfo> {
    let positions = || (0..E::COUNT).flat_map(E::group);
    let own = catalogue.into_iter().flat_map(|catalogue| positions().map(|position| catalogue.codes.at(*position)));
    own.chain(inner.iter().copied().flatten().copied()).collect()
}

pub use pick::Misnamed;

/// Written out, for rustc shows the line whose bound a field does not meet.
#[allow(
    clippy::many_single_char_names,
    clippy::too_many_arguments,
    clippy::elidable_lifetime_names,
    reason = "eight times the same, for one to eight details"
)]
mod pick {
    use super::{Detailed, Given, NoDetails, Types};
    use crate::value::Fits;
    use crate::value::Value;

    impl<A, const NAMES: u64> Given<Detailed<((A,),), NAMES>, NAMES> {
        /// The value of the detail at a position; all of them fit.
        pub fn __pick1<'a, S: Fits<A>>(self, index: usize, a: &'a S) -> Value<'a> {
            self.0.pick(index, &[a])
        }
    }

    impl<A, B, const NAMES: u64> Given<Detailed<((A, B),), NAMES>, NAMES> {
        /// The value of the detail at a position; all of them fit.
        pub fn __pick2<'a, S: Fits<A>, T: Fits<B>>(self, index: usize, a: &'a S, b: &'a T) -> Value<'a> {
            self.0.pick(index, &[a, b])
        }
    }

    impl<A, B, C, const NAMES: u64> Given<Detailed<((A, B, C),), NAMES>, NAMES> {
        /// The value of the detail at a position; all of them fit.
        pub fn __pick3<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>>(
            self,
            index: usize,
            a: &'a S,
            b: &'a T,
            c: &'a U,
        ) -> Value<'a> {
            self.0.pick(index, &[a, b, c])
        }
    }

    impl<A, B, C, D, const NAMES: u64> Given<Detailed<((A, B, C, D),), NAMES>, NAMES> {
        /// The value of the detail at a position; all of them fit.
        pub fn __pick4<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>, V: Fits<D>>(
            self,
            index: usize,
            a: &'a S,
            b: &'a T,
            c: &'a U,
            d: &'a V,
        ) -> Value<'a> {
            self.0.pick(index, &[a, b, c, d])
        }
    }

    impl<A, B, C, D, E, const NAMES: u64> Given<Detailed<((A, B, C, D, E),), NAMES>, NAMES> {
        /// The value of the detail at a position; all of them fit.
        pub fn __pick5<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>, V: Fits<D>, W: Fits<E>>(
            self,
            index: usize,
            a: &'a S,
            b: &'a T,
            c: &'a U,
            d: &'a V,
            e: &'a W,
        ) -> Value<'a> {
            self.0.pick(index, &[a, b, c, d, e])
        }
    }

    impl<A, B, C, D, E, F, const NAMES: u64> Given<Detailed<((A, B, C, D, E, F),), NAMES>, NAMES> {
        /// The value of the detail at a position; all of them fit.
        pub fn __pick6<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>, V: Fits<D>, W: Fits<E>, X: Fits<F>>(
            self,
            index: usize,
            a: &'a S,
            b: &'a T,
            c: &'a U,
            d: &'a V,
            e: &'a W,
            f: &'a X,
        ) -> Value<'a> {
            self.0.pick(index, &[a, b, c, d, e, f])
        }
    }

    impl<A, B, C, D, E, F, G, const NAMES: u64> Given<Detailed<((A, B, C, D, E, F, G),), NAMES>, NAMES> {
        /// The value of the detail at a position; all of them fit.
        pub fn __pick7<'a, S: Fits<A>, T: Fits<B>, U: Fits<C>, V: Fits<D>, W: Fits<E>, X: Fits<F>, Y: Fits<G>>(
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
            self.0.pick(index, &[a, b, c, d, e, f, g])
        }
    }

    impl<A, B, C, D, E, F, G, H, const NAMES: u64> Given<Detailed<((A, B, C, D, E, F, G, H),), NAMES>, NAMES> {
        /// The value of the detail at a position; all of them fit.
        pub fn __pick8<
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
            self.0.pick(index, &[a, b, c, d, e, f, g, h])
        }
    }

    /// Fields whose names are not those of the details: this was said, so nothing is asked of their types.
    pub trait Misnamed: Sized {
        /// Something that every field fits.
        fn __details(self) -> NoDetails {
            NoDetails
        }

        /// Never called.
        fn __pick1<'a, S>(self, _: usize, _: &'a S) -> Value<'a> {
            Value::Null
        }

        /// Never called.
        fn __pick2<'a, S, T>(self, _: usize, _: &'a S, _: &'a T) -> Value<'a> {
            Value::Null
        }

        /// Never called.
        fn __pick3<'a, S, T, U>(self, _: usize, _: &'a S, _: &'a T, _: &'a U) -> Value<'a> {
            Value::Null
        }

        /// Never called.
        fn __pick4<'a, S, T, U, V>(self, _: usize, _: &'a S, _: &'a T, _: &'a U, _: &'a V) -> Value<'a> {
            Value::Null
        }

        /// Never called.
        fn __pick5<'a, S, T, U, V, W>(self, _: usize, _: &'a S, _: &'a T, _: &'a U, _: &'a V, _: &'a W) -> Value<'a> {
            Value::Null
        }

        /// Never called.
        fn __pick6<'a, S, T, U, V, W, X>(
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
        fn __pick7<'a, S, T, U, V, W, X, Y>(
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
        fn __pick8<'a, S, T, U, V, W, X, Y, Z>(
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
}
