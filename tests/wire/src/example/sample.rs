//! Errors made of a catalogue's examples, for any catalogue: what a handler would return, without a handler.

use std::borrow::Cow;
use std::fmt;

use errors_catalogue::model::{self, Scalar, Shape, Type};
use errors_runtime::{ApiError, Catalogue, CodeInfo, Details, Entry, Envelope, Value};
use serde_json::Value as Json;

use crate::specs::Spec;

/// A catalogue with its examples.
#[derive(Debug)]
pub struct Samples {
    catalogue: &'static Catalogue,
    model: model::Catalogue,
}

impl Samples {
    /// The examples of this catalogue.
    #[must_use]
    pub fn new(spec: &Spec) -> Self {
        let loaded = errors_catalogue::check(spec.catalogue.name(), spec.yaml);
        Self { catalogue: spec.catalogue, model: loaded.catalogue }
    }

    /// The catalogue that the examples are of.
    #[must_use]
    pub const fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// The catalogue as the reader of the language has it.
    #[must_use]
    pub const fn model(&self) -> &model::Catalogue {
        &self.model
    }

    /// The error of this code or alias, with the example of every detail.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<Sample<'_>> {
        let info = self.catalogue.find(code)?;
        let entry = self.model.entries.iter().find(|entry| entry.code == info.code())?;
        let values = entry.wire.details.iter().map(|detail| self.example(detail)).collect();
        Some(Sample { samples: self, info, entry, values, request_id: None })
    }

    /// The error of each code.
    pub fn all(&self) -> impl Iterator<Item = Sample<'_>> {
        self.catalogue.codes().filter_map(|info| self.find(info.code()))
    }

    /// The JSON of a detail as one of its type; `None` if it is none.
    #[must_use]
    pub fn read(&self, detail: &model::Detail, json: Json) -> Option<Json> {
        serde_json::to_value(self.typed(&detail.ty, json)?).ok()
    }

    fn example(&self, detail: &model::Detail) -> Value<'static> {
        let written = detail.example.as_ref().and_then(|example| serde_json::from_str(&example.to_string()).ok());
        written.and_then(|json| self.typed(&detail.ty, json)).unwrap_or(Value::Null)
    }

    /// The JSON as a value of this type, members of structs in the order of their declaration; `None` if it is no such
    /// value.
    fn typed(&self, ty: &Type, json: Json) -> Option<Value<'static>> {
        match (ty, json) {
            (Type::Optional(_), Json::Null) => Some(Value::Null),
            (Type::Optional(inner), json) => self.typed(inner, json),
            (Type::Scalar(scalar), json) => typed_scalar(*scalar, json),
            (Type::List(inner), Json::Array(items)) => {
                items.into_iter().map(|item| self.typed(inner, item)).collect::<Option<_>>().map(Value::List)
            }
            (Type::Map(inner), Json::Object(members)) => members
                .into_iter()
                .map(|(key, value)| Some((Cow::Owned(key), self.typed(inner, value)?)))
                .collect::<Option<_>>()
                .map(Value::Map),
            (Type::Named(at), json) => self.typed_shape(&self.model.types.get(*at)?.shape, json),
            _ => None,
        }
    }

    fn typed_shape(&self, shape: &Shape, json: Json) -> Option<Value<'static>> {
        match (shape, json) {
            // Enums are open: a value of a newer server is one, too.
            (Shape::Enum(_), Json::String(text)) => Some(Value::from(text)),
            (Shape::Struct(fields), Json::Object(mut members)) => {
                let mut value = Vec::new();
                for field in fields {
                    let json = members.remove(&field.name).or_else(|| field.ty.is_optional().then_some(Json::Null));
                    let member = self.typed(&field.ty, json?)?;
                    if !(field.ty.is_optional() && member.is_null()) {
                        value.push((Cow::Owned(field.name.clone()), member));
                    }
                }
                // Structs may grow: a member of a newer server is passed over.
                Some(Value::Map(value))
            }
            _ => None,
        }
    }
}

fn typed_scalar(scalar: Scalar, json: Json) -> Option<Value<'static>> {
    let unsigned = |max: u64| json.as_u64().filter(|number| *number <= max).map(Value::Unsigned);
    let signed = |min: i64, max: i64| json.as_i64().filter(|number| (min..=max).contains(number)).map(Value::Signed);
    match scalar {
        Scalar::String => json.as_str().map(|text| Value::from(text.to_owned())),
        Scalar::Bool => json.as_bool().map(Value::Bool),
        Scalar::U8 => unsigned(u8::MAX.into()),
        Scalar::U16 => unsigned(u16::MAX.into()),
        Scalar::U32 => unsigned(u32::MAX.into()),
        Scalar::U64 => unsigned(u64::MAX),
        Scalar::I8 => signed(i8::MIN.into(), i8::MAX.into()),
        Scalar::I16 => signed(i16::MIN.into(), i16::MAX.into()),
        Scalar::I32 => signed(i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 => signed(i64::MIN, i64::MAX),
        Scalar::F64 => json.as_f64().map(Value::Float),
        Scalar::Json => Some(Value::from(json)),
    }
}

/// One error of a catalogue, with values for its details.
#[derive(Clone)]
pub struct Sample<'a> {
    samples: &'a Samples,
    info: CodeInfo,
    entry: &'a model::Entry,
    values: Vec<Value<'static>>,
    request_id: Option<String>,
}

/// The context that the server adds.
const REQUEST_ID: &str = "request_id";

impl Sample<'_> {
    /// Adds the id of the request, where the catalogue has a place for it.
    pub fn set_request_id(&mut self, id: &str) {
        self.request_id = Some(id.to_owned());
    }

    /// What the catalogue says of the code.
    #[must_use]
    pub const fn info(&self) -> CodeInfo {
        self.info
    }

    /// The values of the details, in order.
    #[must_use]
    pub fn values(&self) -> &[Value<'static>] {
        &self.values
    }

    /// Gives a detail another value: text as it is for texts, JSON for everything else. `request_id` is a context: `null`
    /// leaves it out, for bodies that the documents print without one.
    ///
    /// # Errors
    ///
    /// What is wrong, for a name that is no detail and for a value that does not fit.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), String> {
        let mut details = self.entry.wire.details.iter().zip(&mut self.values);
        let Some((detail, value)) = details.find(|(detail, _)| detail.name == name) else {
            if name == REQUEST_ID && self.samples.catalogue.context().contains(&name) {
                self.request_id = (text != "null").then(|| text.to_owned());
                return Ok(());
            }
            return Err(format!("`{}` has no detail `{name}`", self.info.code()));
        };
        let model = &self.samples.model;
        let json = if is_textual(detail, model) { Some(Json::from(text)) } else { serde_json::from_str(text).ok() };
        let refused = || format!("`{name}` is a {}, and `{text}` is none", detail.declared);
        *value = json.and_then(|json| self.samples.typed(&detail.ty, json)).ok_or_else(refused)?;
        Ok(())
    }
}

fn is_textual(detail: &model::Detail, model: &model::Catalogue) -> bool {
    match detail.ty.required() {
        Type::Scalar(scalar) => *scalar == Scalar::String,
        Type::Named(at) => model.types.get(*at).is_some_and(|it| matches!(it.shape, Shape::Enum(_))),
        _ => false,
    }
}

impl Details for Sample<'_> {
    fn detail(&self, index: usize) -> Value<'_> {
        self.values.get(index).cloned().unwrap_or(Value::Null)
    }
}

impl ApiError for Sample<'_> {
    fn entry(&self) -> Entry<'_> {
        Entry::new(self.samples.catalogue, self.info, self)
    }

    fn envelope(&self) -> Envelope<'_> {
        let envelope = Envelope::new(self.entry());
        match self.request_id.as_deref() {
            Some(id) => envelope.with(REQUEST_ID, id),
            None => envelope,
        }
    }
}

impl fmt::Display for Sample<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.entry(), f)
    }
}

impl fmt::Debug for Sample<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.entry(), f)
    }
}

impl std::error::Error for Sample<'_> {}
