//! A user's own items may have any name, that of a primitive type or of a crate included.
#![allow(dead_code, non_camel_case_types, non_upper_case_globals, non_snake_case, unused_macros)]

macro_rules! write { ($($t:tt)*) => { compile_error!("the user's own `write!`") }; }
macro_rules! include_bytes { ($($t:tt)*) => { compile_error!("the user's own `include_bytes!`") }; }
macro_rules! derive { ($($t:tt)*) => { compile_error!("the user's own `derive!`") }; }

macro_rules! own_types {
    ($($name:ident)*) => { $(pub struct $name<A = (), B = ()> { a: A, b: B })* };
}

/// Items beside the generated ones.
mod beside {
    own_types! { bool char str u8 u16 u32 u64 usize i8 i16 i32 i64 isize f32 f64 }
    own_types! { BTreeMap Cow Json Entry Envelope CodeInfo RemoteError Details Text Formatter Duration Severity S D }
    mod core {}
    mod std {}
    mod alloc {}
    mod serde {}
    mod serde_core {}
    mod serde_json {}
    mod errors_runtime {}
    mod err {}
    mod runtime {}
    trait Into {}
    trait From {}
    trait TryFrom {}
    trait Iterator {}
    trait ToString {}
    trait ToValue {}
    trait ApiError {}
    trait Code {}
    trait Serialize {}
    trait Deserialize {}
    trait Debug {}
    trait Clone {}
    trait Copy {}
    trait PartialEq {}
    trait Eq {}
    trait Ord {}
    trait Hash {}
    trait Display {}
    const fn Ok() {}
    const fn Err() {}
    const fn Some() {}
    const None: () = ();
    fn drop() {}
    fn read() {}
    ::err::include_error_spec!("../rich.yaml");
}

/// Types of the prelude, beside a catalogue that has none of these names.
mod prelude {
    own_types! { Option Result String Vec Box Some Catalogue Value }
    ::err::include_error_spec!("../units.yaml");
}

/// The same beside close codes.
mod socket {
    own_types! { Option Result String Vec Box Some Ok Err None u16 usize str bool }
    mod core {}
    ::err::include_error_spec!("../socket.yaml");
}

fn main() {
    let error = beside::Error::rate_limit(1, 2, "minute", 3, "hint");
    println!("{error} {} {}", prelude::ErrorCode::Unit, socket::CloseCode::Type);
}
