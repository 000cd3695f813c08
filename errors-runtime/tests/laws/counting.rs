//! A binary format as far as it matters here: lists and objects say how many parts follow, and then as many follow.

use core::fmt;

use serde_core::ser::{self, Impossible, Serialize, SerializeMap, SerializeSeq, Serializer};

/// Reads the value as such a format would write it.
pub(crate) fn count(value: &impl Serialize) -> Result<(), Miscounted> {
    value.serialize(Counting)
}

#[derive(Debug)]
pub(crate) struct Miscounted(String);

impl fmt::Display for Miscounted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Miscounted {}

impl ser::Error for Miscounted {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

struct Counting;

/// How many parts were announced, and how many are still to come.
pub(crate) struct Parts {
    announced: usize,
    written: usize,
}

impl Parts {
    fn new(announced: Option<usize>) -> Result<Self, Miscounted> {
        let announced = announced.ok_or_else(|| ser::Error::custom("no number was announced"))?;
        Ok(Self { announced, written: 0 })
    }

    fn write(&mut self, part: &(impl Serialize + ?Sized)) -> Result<(), Miscounted> {
        self.written += 1;
        part.serialize(Counting)
    }

    fn finish(&self) -> Result<(), Miscounted> {
        let Self { announced, written } = self;
        if announced == written {
            return Ok(());
        }
        Err(ser::Error::custom(format_args!("{announced} parts were announced, and {written} were written")))
    }
}

impl SerializeSeq for Parts {
    type Ok = ();
    type Error = Miscounted;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Miscounted> {
        self.write(item)
    }

    fn end(self) -> Result<(), Miscounted> {
        self.finish()
    }
}

impl SerializeMap for Parts {
    type Ok = ();
    type Error = Miscounted;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Miscounted> {
        key.serialize(Counting)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Miscounted> {
        self.write(value)
    }

    fn end(self) -> Result<(), Miscounted> {
        self.finish()
    }
}

macro_rules! scalars {
    ($($method:ident $ty:ty),* $(,)?) => {
        $(fn $method(self, _: $ty) -> Result<(), Miscounted> { Ok(()) })*
    };
}

/// What no JSON has is refused.
macro_rules! refused {
    ($($method:ident($($ty:ty),*) $(<$value:ident>)? -> $ok:ty;)*) => {
        $(fn $method $(<$value: Serialize + ?Sized>)? (self, $(_: $ty),*) -> Result<$ok, Miscounted> {
            Err(ser::Error::custom(stringify!($method)))
        })*
    };
}

type Never = Impossible<(), Miscounted>;

impl Serializer for Counting {
    type Ok = ();
    type Error = Miscounted;
    type SerializeSeq = Parts;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Parts;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    fn is_human_readable(&self) -> bool {
        false
    }

    scalars! {
        serialize_bool bool,
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
        serialize_f32 f32, serialize_f64 f64,
        serialize_char char, serialize_str &str, serialize_bytes &[u8], serialize_unit_struct &'static str,
    }

    fn serialize_none(self) -> Result<(), Miscounted> {
        Ok(())
    }

    fn serialize_unit(self) -> Result<(), Miscounted> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Miscounted> {
        value.serialize(self)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Parts, Miscounted> {
        Parts::new(len)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Parts, Miscounted> {
        Parts::new(len)
    }

    refused! {
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_newtype_struct(&'static str, &T) <T> -> ();
        serialize_newtype_variant(&'static str, u32, &'static str, &T) <T> -> ();
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_struct(&'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }
}
