//! The body of one entry as a schema: the envelope, with all known values of the entry filled in.

use errors_catalogue::json::Json;
use errors_catalogue::model::{Entry, Envelope, Fill, Member, Part, Place, Presence, RetryAfter, Template, Token};
use serde_json::{Map, Value, json};

use super::dialect::Dialect;
use super::value::{Values, object, to_value};

/// Describes the body of an entry.
pub(super) struct Shaper<'a> {
    pub(super) values: &'a Values,
    pub(super) entry: &'a Entry,
}

/// The schema of a part of the body.
struct Shape {
    /// The schema of the value if present; of `null` or `{}` if it is always absent.
    schema: Value,
    absent: Absence,
    /// True if an absent value is `null`, not an empty object.
    is_null: bool,
}

/// Tells if a value can be absent: `null` or an empty object, which `?` omits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Absence {
    Never,
    Sometimes,
    Always,
}

impl Shape {
    const fn present(schema: Value) -> Self {
        Self { schema, absent: Absence::Never, is_null: false }
    }

    const fn perhaps(schema: Value) -> Self {
        Self { schema, absent: Absence::Sometimes, is_null: true }
    }
}

impl Shaper<'_> {
    /// Describes the whole body.
    pub(super) fn body(&self, envelope: &Envelope) -> Value {
        self.written(self.node(envelope))
    }

    /// Returns the schema if an absent value is written out.
    fn written(&self, shape: Shape) -> Value {
        if shape.absent == Absence::Sometimes && shape.is_null {
            self.values.dialect.nullable(shape.schema)
        } else {
            shape.schema
        }
    }

    fn node(&self, node: &Envelope) -> Shape {
        match node {
            Envelope::Literal(Json::Null) => self.null(),
            Envelope::Literal(json) => Shape::present(self.values.dialect.constant(&to_value(json))),

            Envelope::Fill(fill) => self.fill(*fill),
            Envelope::Text(template) => Shape::present(self.text(template)),
            Envelope::List(items) => {
                let items: Vec<Value> = items.iter().map(|item| self.written(self.node(item))).collect();
                Shape::present(self.values.dialect.tuple(items))
            }
            Envelope::Object(members) => self.object(members),
        }
    }

    fn null(&self) -> Shape {
        Shape { schema: self.values.dialect.null(), absent: Absence::Always, is_null: true }
    }

    fn object(&self, members: &[Member]) -> Shape {
        let mut out = Members::default();
        for member in members {
            match member {
                Member::MergeDetails => self.merge_details(&mut out),
                Member::Key { key, presence, value } => self.key(&mut out, key, *presence, self.node(value)),
            }
        }
        out.into_shape()
    }

    fn key(&self, out: &mut Members, key: &str, presence: Presence, shape: Shape) {
        match (presence, shape.absent) {
            (Presence::Always, _) | (_, Absence::Never) => out.add(key, self.written(shape), Absence::Never),
            (Presence::IfValue, Absence::Sometimes) => out.add(key, shape.schema, Absence::Sometimes),
            (Presence::IfValue, Absence::Always) => {}
            (Presence::IfValueOrContext(_), _) => out.add(key, self.written(shape), Absence::Sometimes),
        }
    }

    fn merge_details(&self, out: &mut Members) {
        for detail in self.entry.wire.details.iter().filter(|detail| detail.place == Place::Body) {
            let absent = if detail.ty.is_optional() { Absence::Sometimes } else { Absence::Never };
            out.add(&detail.name, self.values.detail(detail), absent);
        }
    }

    fn fill(&self, fill: Fill) -> Shape {
        match fill {
            // Any value that the server adds.
            Fill::Context(_) => Shape::perhaps(json!({})),
            Fill::ProblemType => self.string(self.entry.prose.docs_url.as_deref().or(Some("about:blank"))),
            Fill::Token(token) => self.token(token),
        }
    }

    fn token(&self, token: Token) -> Shape {
        let entry = self.entry;
        match token {
            Token::Code => Shape::present(self.values.dialect.constant(&json!(entry.code))),
            Token::Status => match entry.wire.status {
                Some(status) => Shape::present(self.values.dialect.constant(&json!(status))),
                None => self.null(),
            },
            Token::Message => Shape::present(json!({ "type": "string" })),
            Token::Details => {
                let mut details = Members::default();
                self.merge_details(&mut details);
                details.into_shape()
            }
            Token::Category => self.string(entry.wire.category.as_deref()),
            Token::Severity => self.string(Some(entry.wire.severity.word())),
            Token::Retryable => Shape::present(json!({ "type": "boolean" })),
            Token::RetryAfter => self.retry_after(),
            Token::Fix => self.string(entry.prose.fixes.first().map(String::as_str)),
            Token::UserMessage => match &entry.prose.user_message {
                Some(template) => self.string(template.as_plain().or(Some(""))),
                None => self.null(),
            },
            Token::Title => self.string(Some(entry.wire.title.as_str()).filter(|title| !title.is_empty())),
            Token::DocsUrl => self.string(entry.prose.docs_url.as_deref()),
        }
    }

    fn retry_after(&self) -> Shape {
        let seconds = json!({ "type": "integer", "minimum": 0 });
        match self.entry.retry.retry_after {
            RetryAfter::Unspecified => self.null(),
            RetryAfter::Detail(at) if self.entry.wire.details[at].ty.is_optional() => Shape::perhaps(seconds),
            RetryAfter::Detail(_) | RetryAfter::Fixed(_) => Shape::present(seconds),
        }
    }

    /// Describes prose, which may be reworded without notice: any string, not only this one.
    fn string(&self, text: Option<&str>) -> Shape {
        match text {
            Some(_) => Shape::present(json!({ "type": "string" })),
            None => self.null(),
        }
    }

    /// Describes a text: a constant if it contains only the code and the status; any other is a string.
    fn text(&self, template: &Template) -> Value {
        match fixed_text(template, self.entry) {
            Some(text) => self.values.dialect.constant(&json!(text)),
            None => json!({ "type": "string" }),
        }
    }
}

/// The members of an object under construction.
struct Members {
    properties: Map<String, Value>,
    required: Vec<String>,
    absent: Absence,
}

impl Default for Members {
    fn default() -> Self {
        Self { properties: Map::new(), required: Vec::new(), absent: Absence::Always }
    }
}

impl Members {
    fn add(&mut self, key: &str, schema: Value, absent: Absence) {
        self.properties.insert(key.to_owned(), schema);
        if absent == Absence::Never {
            self.required.push(key.to_owned());
        }
        self.absent = self.absent.min(absent);
    }

    fn into_shape(self) -> Shape {
        Shape { schema: object(self.properties, &self.required), absent: self.absent, is_null: false }
    }
}

/// Returns the text if it is the same for every error of the entry.
pub(super) fn fixed_text(template: &Template, entry: &Entry) -> Option<String> {
    let part = |part: &Part| match part {
        Part::Text(text) => Some(text.clone()),
        Part::Fill(Fill::Token(Token::Code)) => Some(entry.code.clone()),
        Part::Fill(Fill::Token(Token::Status)) => entry.wire.status.map(|status| status.to_string()),
        Part::Fill(_) | Part::Detail(_) => None,
    };
    template.parts.iter().map(part).collect()
}

/// Returns true if the bodies of two entries always differ: the code is at a known place.
pub(super) fn holds_code(envelope: &Envelope, dialect: Dialect) -> bool {
    let code = Fill::Token(Token::Code);
    match envelope {
        Envelope::Literal(_) => false,
        Envelope::Fill(fill) => *fill == code,
        Envelope::Text(template) => {
            template.parts.iter().all(|part| match part {
                Part::Text(_) => true,
                Part::Fill(fill) => *fill == code,
                Part::Detail(_) => false,
            }) && template.parts.contains(&Part::Fill(code))
        }
        // 3.0 cannot describe at which index of an array the code is.
        Envelope::List(items) => dialect == Dialect::V31 && items.iter().any(|item| holds_code(item, dialect)),
        Envelope::Object(members) => members.iter().any(|member| match member {
            Member::Key { value, .. } => holds_code(value, dialect),
            Member::MergeDetails => false,
        }),
    }
}
