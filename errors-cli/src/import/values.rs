//! The values of tokens in a body, and its status.

use axum::http::StatusCode;
use serde_json::Value;

use super::bodies::Body;
use super::document::Document;
use super::layout::Layouts;
use super::members::{Member, member_at};
use super::responses::Seen;
use super::schema::{constant, non_null};

pub(super) struct Values<'d> {
    pub(super) document: &'d Document,
    pub(super) layouts: Layouts,
}

impl<'d> Values<'d> {
    pub(super) fn at(&self, body: &Body<'d>, token: &str) -> Option<Member<'d>> {
        member_at(self.document, body, self.layouts.of(body.media).place_of(token)?)
    }

    /// Returns the value of a token: the constant of its schema, or its example.
    pub(super) fn value(&self, body: &Body<'d>, token: &str) -> Option<&'d Value> {
        let member = self.at(body, token)?;
        let schema = member.schema.map(|schema| non_null(self.document, schema));
        let own = || schema.and_then(|schema| schema.get("example").or_else(|| schema.get("examples")?.get(0)));
        let fixed = member.schema.and_then(|schema| constant(self.document, schema));
        fixed.or(member.example).or_else(own).filter(|value| !value.is_null())
    }

    pub(super) fn text(&self, body: &Body<'d>, token: &str) -> Option<&'d str> {
        self.value(body, token).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
    }

    pub(super) fn said_status(&self, body: &Body<'d>) -> Option<u16> {
        if let Seen::Status(status) = body.status {
            return Some(status);
        }
        let said = self.value(body, "status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
        said.filter(|status| (400..600).contains(status))
    }

    pub(super) fn status(&self, body: &Body<'d>) -> u16 {
        self.said_status(body).unwrap_or(match body.status {
            Seen::Class(class) => class * 100,
            _ => 500,
        })
    }
}

pub(super) fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Error")
}
