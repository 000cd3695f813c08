//! JSON checked against types and converted to the form on the wire.

use crate::json::Json;
use crate::model::{Field, Scalar, Shape, Type, TypeDef};

/// The JSON as generated code would send it, if it is a value of the type: members of structs in the order of their
/// declaration, those of maps in the order of their keys, absent ones left out. Enums are open, so any string will do.
#[must_use]
pub fn typed(ty: &Type, types: &[TypeDef], json: Json) -> Option<Json> {
    match (ty, json) {
        (Type::Optional(_), Json::Null) => Some(Json::Null),
        (Type::Optional(inner), json) => typed(inner, types, json),
        (Type::List(inner), Json::List(items)) => {
            items.into_iter().map(|item| typed(inner, types, item)).collect::<Option<_>>().map(Json::List)
        }
        (Type::Map(inner), Json::Map(members)) => typed_map(inner, types, members),
        (Type::Scalar(scalar), json) => typed_scalar(*scalar, json),
        (Type::Named(at), json) => typed_shape(&types.get(*at)?.shape, types, json),
        _ => None,
    }
}

fn typed_map(inner: &Type, types: &[TypeDef], members: Vec<(String, Json)>) -> Option<Json> {
    let members = members.into_iter().map(|(key, value)| Some((key, typed(inner, types, value)?)));
    let mut members: Vec<(String, Json)> = members.collect::<Option<_>>()?;
    members.sort_by(|(one, _), (other, _)| one.cmp(other));
    Some(Json::Map(members))
}

fn typed_shape(shape: &Shape, types: &[TypeDef], json: Json) -> Option<Json> {
    match (shape, json) {
        (Shape::Enum(_), Json::Text(text)) => Some(Json::Text(text)),
        (Shape::Struct(fields), Json::Map(members)) => typed_struct(fields, types, &members),
        _ => None,
    }
}

fn typed_struct(fields: &[Field], types: &[TypeDef], members: &[(String, Json)]) -> Option<Json> {
    let mut out = Vec::new();
    for field in fields {
        let written = members.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value.clone());
        let value = typed(&field.ty, types, written.unwrap_or(Json::Null))?;
        if !(field.ty.is_optional() && value == Json::Null) {
            out.push((field.name.clone(), value));
        }
    }
    Some(Json::Map(out))
}

fn typed_scalar(scalar: Scalar, json: Json) -> Option<Json> {
    let fits = match (scalar, &json) {
        (Scalar::F64, Json::Unsigned(number)) => return float(*number),
        (Scalar::F64, Json::Signed(number)) => return float(*number),
        (Scalar::Json, _)
        | (Scalar::String, Json::Text(_))
        | (Scalar::Bool, Json::Bool(_))
        | (Scalar::F64, Json::Float(_))
        | (Scalar::U64, Json::Unsigned(_))
        | (Scalar::I64, Json::Signed(_)) => true,
        (Scalar::U8, Json::Unsigned(n)) => u8::try_from(*n).is_ok(),
        (Scalar::U16, Json::Unsigned(n)) => u16::try_from(*n).is_ok(),
        (Scalar::U32, Json::Unsigned(n)) => u32::try_from(*n).is_ok(),
        (Scalar::I8, Json::Unsigned(n)) => i8::try_from(*n).is_ok(),
        (Scalar::I16, Json::Unsigned(n)) => i16::try_from(*n).is_ok(),
        (Scalar::I32, Json::Unsigned(n)) => i32::try_from(*n).is_ok(),
        (Scalar::I64, Json::Unsigned(n)) => i64::try_from(*n).is_ok(),
        (Scalar::I8, Json::Signed(n)) => i8::try_from(*n).is_ok(),
        (Scalar::I16, Json::Signed(n)) => i16::try_from(*n).is_ok(),
        (Scalar::I32, Json::Signed(n)) => i32::try_from(*n).is_ok(),
        _ => false,
    };
    fits.then_some(json)
}

/// Converts a whole number where a double is declared by parsing its text again, as a reader of doubles would.
fn float(number: impl std::fmt::Display) -> Option<Json> {
    number.to_string().parse().ok().map(Json::Float)
}
