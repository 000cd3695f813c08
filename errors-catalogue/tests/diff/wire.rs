//! The runtime itself as server and client of catalogues that are read at run time: the tables that the macro would write.
//!
//! They are leaked, for the runtime has them as static data.

use std::cell::Cell;
use std::fmt;

use errors_catalogue::model::{
    self, Catalogue, Detail, Entry, Envelope, Fill, Header, Member, Part, Place, Scalar, Shape, Template, Token, Type,
};
use errors_runtime::__private::{self, Json, serde_core::de::DeserializeOwned};
use errors_runtime::{
    ApiError, Code, CodeInfo, DetailInfo, Details, HeaderInfo, RemoteError, RetryPolicy, Severity, Text, ToValue, Value,
};

use errors_tests::packed::{Row, pack};

thread_local! {
    static CLIENT: Cell<Option<&'static errors_runtime::Catalogue>> = const { Cell::new(None) };
}

/// A code of the catalogue that this thread's client was built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Known(usize);

impl Code for Known {
    fn catalogue() -> &'static errors_runtime::Catalogue {
        CLIENT.get().unwrap()
    }

    fn index(self) -> usize {
        self.0
    }

    fn from_index(index: usize) -> Option<Self> {
        (index < Self::catalogue().codes().len()).then_some(Self(index))
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a client of one catalogue makes of an error that a server with another one sends.
pub(super) struct Wire<'a> {
    client: &'a Catalogue,
    tables: (&'static errors_runtime::Catalogue, &'static errors_runtime::Catalogue),
}

impl<'a> Wire<'a> {
    pub(super) fn new(client: &'a Catalogue, server: &Catalogue) -> Self {
        Self { client, tables: (table(client), table(server)) }
    }

    /// Sends the entry at a position of the server's catalogue, each detail with its example.
    pub(super) fn send(&self, at: usize, entry: &Entry) -> Received<'a> {
        let (client, server) = self.tables;
        let values =
            entry.wire.details.iter().map(|detail| detail.example.as_ref().map_or(Json::Null, parsed)).collect();
        let error = Sent { catalogue: server, info: server.codes().nth(at).unwrap(), values };
        CLIENT.set(Some(client));
        let remote = RemoteError::decode(error.status(), &error.headers(), error.to_json());
        Received { catalogue: self.client, remote }
    }
}

fn parsed(json: &errors_catalogue::json::Json) -> Json {
    serde_json::from_str(&json.to_string()).unwrap()
}

/// An error of the server.
struct Sent {
    catalogue: &'static errors_runtime::Catalogue,
    info: CodeInfo,
    values: Vec<Json>,
}

impl Details for Sent {
    fn detail(&self, index: usize) -> Value<'_> {
        self.values.get(index).map_or(Value::Null, ToValue::to_value)
    }
}

impl ApiError for Sent {
    fn entry(&self) -> errors_runtime::Entry<'_> {
        errors_runtime::Entry::new(self.catalogue, self.info, self)
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.entry(), f)
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.entry(), f)
    }
}

impl std::error::Error for Sent {}

/// What the client holds.
pub(super) struct Received<'a> {
    catalogue: &'a Catalogue,
    pub(super) remote: RemoteError<Known>,
}

impl Received<'_> {
    /// Whether the response tells the detail, in whatever form.
    pub(super) fn tells(&self, detail: &Detail) -> bool {
        self.remote.detail::<Json>(&detail.name).is_some_and(|value| !value.is_null())
    }

    /// Whether generated code reads the detail into its declared type.
    pub(super) fn reads(&self, detail: &Detail) -> bool {
        match detail.ty.required() {
            Type::Scalar(scalar) => self.reads_scalar(*scalar, detail),
            Type::Named(at) if matches!(self.catalogue.types[*at].shape, Shape::Enum(_)) => {
                self.comes::<String>(detail)
            }
            ty => {
                let value = self.remote.detail::<Json>(&detail.name);
                self.comes::<Json>(detail) && value.is_none_or(|value| reads(self.catalogue, ty, &value))
            }
        }
    }

    fn reads_scalar(&self, scalar: Scalar, detail: &Detail) -> bool {
        match scalar {
            Scalar::String => self.comes::<String>(detail),
            Scalar::Bool => self.comes::<bool>(detail),
            Scalar::U8 => self.comes::<u8>(detail),
            Scalar::U16 => self.comes::<u16>(detail),
            Scalar::U32 => self.comes::<u32>(detail),
            Scalar::U64 => self.comes::<u64>(detail),
            Scalar::I8 => self.comes::<i8>(detail),
            Scalar::I16 => self.comes::<i16>(detail),
            Scalar::I32 => self.comes::<i32>(detail),
            Scalar::I64 => self.comes::<i64>(detail),
            Scalar::F64 => self.comes::<f64>(detail),
            Scalar::Json => self.comes::<Json>(detail),
        }
    }

    /// As the generated `TryFrom` takes a detail out of a response.
    fn comes<T: DeserializeOwned>(&self, detail: &Detail) -> bool {
        if detail.ty.is_optional() {
            self.remote.optional::<T>(&detail.name).is_some()
        } else {
            self.remote.required::<T>(&detail.name).is_some()
        }
    }
}

/// Whether serde reads the value into what is generated for the type.
fn reads(catalogue: &Catalogue, ty: &Type, value: &Json) -> bool {
    match ty {
        Type::Optional(inner) => value.is_null() || reads(catalogue, inner, value),
        Type::List(inner) => value.as_array().is_some_and(|items| items.iter().all(|it| reads(catalogue, inner, it))),
        Type::Map(inner) => {
            value.as_object().is_some_and(|members| members.values().all(|it| reads(catalogue, inner, it)))
        }
        Type::Named(at) => match &catalogue.types[*at].shape {
            Shape::Enum(_) => value.is_string(),
            Shape::Struct(fields) => {
                value.is_object()
                    && fields.iter().all(|field| match value.get(&field.name) {
                        Some(value) => reads(catalogue, &field.ty, value),
                        None => field.ty.is_optional(),
                    })
            }
        },
        Type::Scalar(scalar) => reads_scalar(*scalar, value),
    }
}

fn reads_scalar(scalar: Scalar, value: &Json) -> bool {
    fn is<T: DeserializeOwned>(value: &Json) -> bool {
        serde_json::from_value::<T>(value.clone()).is_ok()
    }
    match scalar {
        Scalar::String => is::<String>(value),
        Scalar::Bool => is::<bool>(value),
        Scalar::U8 => is::<u8>(value),
        Scalar::U16 => is::<u16>(value),
        Scalar::U32 => is::<u32>(value),
        Scalar::U64 => is::<u64>(value),
        Scalar::I8 => is::<i8>(value),
        Scalar::I16 => is::<i16>(value),
        Scalar::I32 => is::<i32>(value),
        Scalar::I64 => is::<i64>(value),
        Scalar::F64 => is::<f64>(value),
        Scalar::Json => true,
    }
}

fn leak<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Vec::leak(items.into_iter().collect())
}

fn leak_text(text: &str) -> &'static str {
    Box::leak(text.into())
}

fn number(at: usize) -> u16 {
    u16::try_from(at).unwrap()
}

/// The table of a catalogue, as far as the catalogues of these tests go.
fn table(catalogue: &Catalogue) -> &'static errors_runtime::Catalogue {
    let rows: Vec<Row> = catalogue.entries.iter().map(|entry| row(catalogue, entry)).collect();
    let positions = catalogue.entries.iter().enumerate();
    let aliases =
        leak(positions.flat_map(|(at, it)| it.names.aliases.iter().map(move |alias| (leak_text(alias), number(at)))));
    Box::leak(Box::new(errors_runtime::Catalogue {
        name: leak_text(&catalogue.about.name),
        version: None,
        title: None,
        content_type: leak_text(&catalogue.wire.content_type),
        envelope: node(&catalogue.wire.envelope),
        context: &[],
        headers: leak(catalogue.wire.headers.iter().map(header)),
        codes: pack(&rows, aliases),
        categories: &[],
        statuses: &[],
        retry: RetryPolicy::DEFAULT,
        rate_limits: &[],
        close_codes: &[],
        retired: &[],
    }))
}

fn row(catalogue: &Catalogue, entry: &Entry) -> Row {
    let (retry_after, retry_header) = delay(entry);
    Row {
        code: leak_text(&entry.code),
        name: leak_text(&entry.names.variant),
        status: entry.wire.status.unwrap_or(0),
        title: leak_text(&entry.wire.title),
        message: text(&entry.wire.message),
        severity: Severity::Error,
        retryable: entry.retry.retryable,
        retry_after,
        headers: entry.wire.headers.iter().map(header).chain(retry_header).collect(),
        details: entry.wire.details.iter().map(|detail| detail_info(catalogue, detail)).collect(),
        ..Row::default()
    }
}

/// When to come back, and the header that says it.
fn delay(entry: &Entry) -> (__private::RetryAfter, Option<HeaderInfo>) {
    let (delay, value) = match entry.retry.retry_after {
        model::RetryAfter::Unspecified => return (__private::RetryAfter::Unspecified, None),
        model::RetryAfter::Fixed(delay) => {
            (__private::RetryAfter::Fixed(delay), Text::plain(leak_text(&delay.as_secs().to_string())))
        }
        model::RetryAfter::Detail(at) => {
            let parts = leak([__private::Part::Detail(number(at))]);
            (__private::RetryAfter::Detail(number(at)), Text { source: "", parts })
        }
    };
    (delay, Some(HeaderInfo { name: "Retry-After", value }))
}

fn detail_info(catalogue: &Catalogue, detail: &Detail) -> DetailInfo {
    let textual = match detail.ty.required() {
        Type::Scalar(scalar) => *scalar == Scalar::String,
        Type::Named(at) => matches!(catalogue.types[*at].shape, Shape::Enum(_)),
        _ => false,
    };
    DetailInfo {
        name: leak_text(&detail.name),
        field: leak_text(&detail.field),
        ty: leak_text(&detail.declared),
        place: match detail.place {
            Place::Body => errors_runtime::Place::Body,
            Place::Header => errors_runtime::Place::Header,
            Place::Message => errors_runtime::Place::Message,
        },
        textual,
        optional: detail.ty.is_optional(),
        description: None,
    }
}

fn header(header: &Header) -> HeaderInfo {
    HeaderInfo { name: leak_text(&header.name), value: text(&header.value) }
}

fn text(template: &Template) -> Text {
    if let Some(plain) = template.as_plain() {
        return Text::plain(leak_text(plain));
    }
    let parts = template.parts.iter().map(|part| match part {
        Part::Text(text) => __private::Part::Text(leak_text(text)),
        Part::Detail(at) => __private::Part::Detail(number(*at)),
        Part::Fill(fill) => __private::Part::Token(token(*fill)),
    });
    Text { source: leak_text(&template.source), parts: leak(parts) }
}

fn token(fill: Fill) -> __private::Token {
    use __private::Token as To;
    match fill {
        Fill::ProblemType => To::ProblemType,
        Fill::Context(at) => To::Context(number(at)),
        Fill::Token(Token::Code) => To::Code,
        Fill::Token(Token::Status) => To::Status,
        Fill::Token(Token::Message) => To::Message,
        Fill::Token(Token::Details) => To::Details,
        Fill::Token(Token::Category) => To::Category,
        Fill::Token(Token::Severity) => To::Severity,
        Fill::Token(Token::Retryable) => To::Retryable,
        Fill::Token(Token::RetryAfter) => To::RetryAfter,
        Fill::Token(Token::Fix) => To::Fix,
        Fill::Token(Token::UserMessage) => To::UserMessage,
        Fill::Token(Token::Title) => To::Title,
        Fill::Token(Token::DocsUrl) => To::DocsUrl,
    }
}

fn node(envelope: &Envelope) -> __private::Node {
    match envelope {
        Envelope::Literal(errors_catalogue::json::Json::Text(text)) => __private::Node::Str(leak_text(text)),
        Envelope::Literal(other) => panic!("these tests have no literal {other}"),
        Envelope::Fill(fill) => __private::Node::Token(token(*fill)),
        Envelope::Text(template) => __private::Node::Text(text(template)),
        Envelope::List(items) => __private::Node::List(leak(items.iter().map(node))),
        Envelope::Object(members) => __private::Node::Object(leak(members.iter().map(member))),
    }
}

fn member(member: &Member) -> __private::Member {
    match member {
        Member::MergeDetails => __private::Member::MergeDetails,
        Member::Key { key, presence, value } => __private::Member::Key {
            key: leak_text(key),
            presence: match presence {
                model::Presence::Always => __private::Presence::Always,
                model::Presence::IfValue => __private::Presence::IfValue,
                model::Presence::IfValueOrContext(at) => __private::Presence::IfValueOrContext(number(*at)),
            },
            value: node(value),
        },
    }
}
