//! Types, details, and values of them.

use errors_catalogue::json::Json;
use errors_catalogue::words::{Generic, Scalar};
use serde_yaml::{Mapping, Value};

use super::dice::Dice;
use super::{put, Writer, TEXTS};

/// The shapes that were written so far.
#[derive(Default)]
pub(super) struct Types(Vec<(String, Shape)>);

enum Shape {
    Enum(Vec<&'static str>),
    Struct(Vec<(&'static str, Type)>),
}

/// A type, as the language has them.
#[derive(Clone)]
pub(super) enum Type {
    Scalar(Scalar),
    Generic(Generic, Box<Type>),
    Optional(Box<Type>),
    Named(usize),
}

/// Names that are keywords, methods, variables and types in Rust, or no identifiers at all.
pub(super) const NAMES: &[&str] = &[
    "limit",
    "type",
    "retryAfter",
    "x-y",
    "error",
    "fn",
    "code",
    "status",
    "details",
    "f",
    "index",
    "remote",
    "value",
    "gen",
    "r",
    "String",
    "some.thing",
    "message",
    "rt",
    "async",
    "detail",
    "N2",
    "headers",
];

const VALUES: &[&str] = &["free", "pro", "enterprise-plus", "a b", "none", "Some", "ALL", "as-str", "Ok"];

impl Writer<'_> {
    pub(super) fn type_defs(&mut self, names: &[&str]) -> Value {
        let mut out = Mapping::new();
        for name in names {
            if self.dice.chance(70) {
                let shape = self.shape();
                put(&mut out, name, self.types.shape_yaml(&shape));
                self.types.0.push(((*name).to_owned(), shape));
            }
        }
        Value::Mapping(out)
    }

    /// An enum, or a struct, which may hold itself behind a `list`, `map` or `?`.
    fn shape(&mut self) -> Shape {
        let first = self.dice.below(VALUES.len());
        let count = 1 + self.dice.below(4);
        if self.dice.chance(50) {
            return Shape::Enum(VALUES.iter().cycle().skip(first).take(count).copied().collect());
        }
        let names = NAMES.iter().cycle().skip(first).take(count).copied();
        Shape::Struct(names.map(|name| (name, self.ty())).collect())
    }

    /// Any type; shapes are those that were written before.
    pub(super) fn ty(&mut self) -> Type {
        let ty = match self.dice.below(10) {
            0 | 1 if !self.types.0.is_empty() => Type::Named(self.dice.below(self.types.0.len())),
            2 | 3 => Type::Generic(*self.dice.pick(Generic::ALL), Box::new(self.ty())),
            _ => Type::Scalar(*self.dice.pick(Scalar::ALL)),
        };
        let takes_mark = !matches!(ty, Type::Scalar(Scalar::Json));
        if takes_mark && self.dice.chance(25) {
            return optional(ty);
        }
        ty
    }

    /// A value of the type, often one at its edge.
    pub(super) fn sample(&mut self, ty: &Type) -> Json {
        self.types.sample(ty, &mut self.dice)
    }

    /// The long or the short form of a detail, with its example in the long one.
    pub(super) fn detail(&mut self, ty: &Type, place: Option<&str>, sample: &Json) -> Value {
        let text = self.types.text(ty);
        let mut out = Mapping::new();
        put(&mut out, "type", text.clone());
        self.maybe(&mut out, 40, "description", Self::text);
        self.maybe(&mut out, 40, "example", |_| yaml_of(sample));
        match place {
            Some(place) => put(&mut out, "in", place),
            None if self.dice.chance(50) => return text.into(),
            None => {}
        }
        Value::Mapping(out)
    }
}

fn optional(ty: Type) -> Type {
    match ty {
        Type::Optional(_) => ty,
        ty => Type::Optional(Box::new(ty)),
    }
}

fn yaml_of(json: &Json) -> Value {
    serde_json::from_str(&json.to_string()).unwrap_or_default()
}

impl Type {
    fn required(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }

    pub(super) fn is_unsigned(&self) -> bool {
        matches!(self.required(), Self::Scalar(Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64))
    }
}

impl Types {
    pub(super) fn text(&self, ty: &Type) -> String {
        match ty {
            Type::Scalar(scalar) => scalar.word().to_owned(),
            Type::Generic(generic, inner) => format!("{}<{}>", generic.word(), self.text(inner)),
            Type::Optional(inner) => format!("{}?", self.text(inner)),
            Type::Named(at) => self.0[*at].0.clone(),
        }
    }

    /// Whether a header can hold it.
    pub(super) fn fits_header(&self, ty: &Type) -> bool {
        match ty.required() {
            Type::Scalar(scalar) => *scalar != Scalar::Json,
            Type::Named(at) => matches!(self.0[*at].1, Shape::Enum(_)),
            _ => false,
        }
    }

    fn shape_yaml(&self, shape: &Shape) -> Value {
        match shape {
            Shape::Enum(values) => Value::Sequence(values.iter().map(|value| (*value).into()).collect()),
            Shape::Struct(fields) => {
                Value::Mapping(fields.iter().map(|(name, ty)| ((*name).into(), self.text(ty).into())).collect())
            }
        }
    }

    fn sample(&self, ty: &Type, dice: &mut Dice<'_>) -> Json {
        match ty {
            Type::Optional(_) if dice.chance(40) => Json::Null,
            Type::Optional(inner) => self.sample(inner, dice),
            Type::Scalar(scalar) => scalar_sample(*scalar, dice),
            Type::Generic(Generic::List, inner) => {
                Json::List((0..dice.below(3)).map(|_| self.sample(inner, dice)).collect())
            }
            Type::Generic(Generic::Map, inner) => {
                let keys = ["", "\"\\\u{1}", "a b"].into_iter().take(dice.below(4));
                Json::Map(keys.map(|key| (key.to_owned(), self.sample(inner, dice))).collect())
            }
            Type::Named(at) => self.shape_sample(&self.0[*at].1, dice),
        }
    }

    /// Absent members are left out, as they are on the wire.
    fn shape_sample(&self, shape: &Shape, dice: &mut Dice<'_>) -> Json {
        match shape {
            Shape::Enum(_) if dice.chance(20) => text("of a newer server"),
            Shape::Enum(values) => text(values[dice.below(values.len())]),
            Shape::Struct(fields) => {
                let members = fields.iter().map(|(name, ty)| ((*name).to_owned(), ty, self.sample(ty, dice)));
                let is_absent = |ty: &Type, value: &Json| matches!(ty, Type::Optional(_)) && *value == Json::Null;
                let present = members.filter(|(_, ty, value)| !is_absent(ty, value));
                Json::Map(present.map(|(name, _, value)| (name, value)).collect())
            }
        }
    }
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

/// One in the middle, then those at the edges.
fn scalar_sample(scalar: Scalar, dice: &mut Dice<'_>) -> Json {
    let unsigned = |most: u64, dice: &mut Dice<'_>| Json::Unsigned(*dice.pick(&[7, 0, most]));
    let signed = |least: i64, dice: &mut Dice<'_>| Json::Signed(*dice.pick(&[-7, -1, least]));
    match scalar {
        Scalar::String => text(TEXTS[dice.below(TEXTS.len())]),
        Scalar::Bool => Json::Bool(*dice.pick(&[true, false])),
        Scalar::U8 => unsigned(u8::MAX.into(), dice),
        Scalar::U16 => unsigned(u16::MAX.into(), dice),
        Scalar::U32 => unsigned(u32::MAX.into(), dice),
        Scalar::U64 => unsigned(u64::MAX, dice),
        Scalar::I8 => signed(i8::MIN.into(), dice),
        Scalar::I16 => signed(i16::MIN.into(), dice),
        Scalar::I32 => signed(i32::MIN.into(), dice),
        Scalar::I64 => signed(i64::MIN, dice),
        Scalar::F64 => Json::Float(*dice.pick(&[0.5, -0.1, 1e21, 5.0, f64::MIN_POSITIVE])),
        Scalar::Json => {
            let list = Json::List(vec![Json::Unsigned(1), Json::Null]);
            dice.pick(&[Json::Map(vec![("a".to_owned(), list)]), Json::Null, text("text"), Json::Bool(true)]).clone()
        }
    }
}
