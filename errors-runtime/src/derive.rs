//! What `derive(ApiError)` stands on: checks that run in the compiler, and helpers for the code it writes.
//!
//! The derive reads no catalogue. It names an item for each code, and asks that item here, in constants, whether the
//! spelling and the details are right; a panic of these functions is an error on the user's own tokens.

use core::error::Error;

use crate::catalogue::{CodeInfo, DetailInfo};
use crate::fits::Fits;
use crate::value::{ToValue, Value};

/// A code that has details, with their declared types: groups of at most [`GROUP`].
#[derive(Debug)]
pub struct Detailed<T> {
    info: &'static CodeInfo,
    types: core::marker::PhantomData<fn() -> T>,
}

impl<T> Detailed<T> {
    /// The code that this describes.
    #[must_use]
    pub const fn new(info: &'static CodeInfo) -> Self {
        Self { info, types: core::marker::PhantomData }
    }

    /// What the catalogue says of the code.
    #[must_use]
    pub const fn info(&self) -> &'static CodeInfo {
        self.info
    }
}

/// The declared types of a code's details; `ErrorCode` itself stands for the codes that have none.
pub trait Types {
    /// Groups of types.
    type Types;
}

impl<T> Types for Detailed<T> {
    type Types = T;
}

/// The types of a code without details: a field that claims to be one was refused already, by name.
#[derive(Debug)]
pub struct NoDetails;

impl<const I: usize> At<I> for NoDetails {
    type Type = Self;
}

#[diagnostic::do_not_recommend]
impl<F: ToValue> Fits<NoDetails> for F {}

/// How many types stand in one group.
pub const GROUP: usize = 8;

/// The type at a position of a group, or the group at a position.
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

type Group<C, const G: usize> = <<C as Types>::Types as At<G>>::Type;
type Declared<C, const G: usize, const I: usize> = <Group<C, G> as At<I>>::Type;

/// A field that fits the detail at position `I` of group `G`, as a value.
pub fn fits<'a, const G: usize, const I: usize, C, F>(_: &C, field: &'a F) -> &'a dyn ToValue
where
    C: Types,
    C::Types: At<G>,
    Group<C, G>: At<I>,
    F: Fits<Declared<C, G, I>>,
{
    field
}

/// How a variant spells its code.
#[derive(Clone, Copy, Debug)]
pub enum Spelling {
    /// The generated name.
    Name(&'static str),
    /// The code on the wire.
    Code(&'static str),
}

/// The code of a variant, spelt as the catalogue spells it today.
///
/// # Panics
/// In the compiler, with the current spelling.
#[must_use]
#[track_caller]
pub const fn spelled(info: &'static CodeInfo, spelling: Spelling) -> &'static CodeInfo {
    match spelling {
        Spelling::Name(name) if !same(name, info.name) => wrong_spelling(name, info.name),
        Spelling::Code(code) if !same(code, info.code) => wrong_spelling(code, info.code),
        _ => info,
    }
}

/// The code of a variant whose fields give all of its details.
///
/// # Panics
/// In the compiler, with the detail that is missing.
#[must_use]
#[track_caller]
pub const fn complete(info: &'static CodeInfo, fields: &[&str]) -> &'static CodeInfo {
    // A name that is no detail is reported at its field; what it was meant for is not missing beside it.
    if all_declared(info, fields)
        && let Some(missing) = first_missing(info, fields)
    {
        missing_detail(info, missing);
    }
    info
}

/// The position of the detail that a field stands for.
///
/// # Panics
/// In the compiler, with what is wrong.
#[must_use]
#[track_caller]
pub const fn detail(info: &'static CodeInfo, field: &str) -> usize {
    match position(info, field) {
        Some(index) => index,
        None => unknown_detail(info, field),
    }
}

const fn position(info: &CodeInfo, field: &str) -> Option<usize> {
    let mut index = 0;
    while index < info.details.len() {
        if same(info.details[index].field, field) {
            return Some(index);
        }
        index += 1;
    }
    None
}

const fn all_declared(info: &CodeInfo, fields: &[&str]) -> bool {
    let mut at = 0;
    while at < fields.len() {
        if position(info, fields[at]).is_none() {
            return false;
        }
        at += 1;
    }
    true
}

const fn first_missing(info: &'static CodeInfo, fields: &[&str]) -> Option<&'static DetailInfo> {
    let mut index = 0;
    while index < info.details.len() {
        let mut at = 0;
        while at < fields.len() && !same(info.details[index].field, fields[at]) {
            at += 1;
        }
        if at == fields.len() {
            return Some(&info.details[index]);
        }
        index += 1;
    }
    None
}

const fn same(left: &str, right: &str) -> bool {
    crate::index::same(left.as_bytes(), right.as_bytes())
}

#[track_caller]
const fn wrong_spelling(written: &str, current: &str) -> ! {
    let message = Message::new().quote(written).text(" is not how the catalogue spells this code today: write ");
    panic!("{}", message.quote(current).as_str())
}

#[track_caller]
const fn missing_detail(info: &CodeInfo, detail: &DetailInfo) -> ! {
    let message = Message::new().quote(info.code).text(" needs the detail ").quote(detail.name).text(" of type ");
    let message = message.quote(detail.ty).text(": add a field ").quote(detail.field);
    panic!("{}", message.text(", or mark the field that has it with `#[api_error(detail = …)]`").as_str())
}

#[track_caller]
const fn unknown_detail(info: &'static CodeInfo, field: &str) -> ! {
    let mut message = Message::new().quote(field).text(" is no detail of ").quote(info.code);
    if let Some(close) = closest(info, field) {
        message = message.text(", did you mean ").quote(close.field).text("? otherwise");
    } else {
        message = message.text(":");
    }
    panic!("{}", message.text(" mark the field `#[api_error(private)]` if it should stay inside").as_str())
}

/// The detail whose name is a few letters away.
const fn closest(info: &'static CodeInfo, field: &str) -> Option<&'static DetailInfo> {
    let mut best = None;
    let mut least = 1 + field.len() / 3;
    let mut index = 0;
    while index < info.details.len() {
        let distance = distance(info.details[index].field.as_bytes(), field.as_bytes());
        if distance <= least {
            least = distance.saturating_sub(1);
            best = Some(&info.details[index]);
        }
        index += 1;
    }
    best
}

/// Letters to insert, delete or replace; names of over 32 letters are far from everything.
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

const fn smaller(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}

/// A text that is put together in the compiler; what does not fit is left out.
struct Message {
    bytes: [u8; 512],
    len: usize,
}

impl Message {
    const fn new() -> Self {
        Self { bytes: [0; 512], len: 0 }
    }

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

    const fn quote(self, text: &str) -> Self {
        self.text("`").text(text).text("`")
    }

    const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// The value at a position among fields that stand in another order than the details.
#[must_use]
pub fn pick_at<'a>(fields: &[(usize, &'a dyn ToValue)], index: usize) -> Value<'a> {
    fields.iter().find(|(at, _)| *at == index).map_or(Value::Null, |(_, value)| (*value).to_value())
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
