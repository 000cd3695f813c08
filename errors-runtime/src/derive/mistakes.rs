//! The texts of the compile errors about codes and details.

use super::suggest::{closest_code, closest_detail};
use super::text::{Message, same};
use crate::catalogue::{Catalogue, CodeInfo, DetailInfo};

#[track_caller]
#[inline]
pub(super) const fn wrong_spelling(written: &str, current: &str) -> ! {
    let message = Message::new().quote(written).text(" is not how the catalogue spells this code today: write ");
    panic!("{}", message.quote(current).as_str())
}

#[track_caller]
#[inline]
pub(super) const fn unknown_code(catalogue: &'static Catalogue, code: &str) -> ! {
    let message = Message::new().text("the catalogue ").quote(catalogue.name).text(" has no code ").quote(code);
    let message = match closest_code(catalogue.codes, code) {
        Some(close) => message.text(", did you mean ").quote(close).text("?"),
        None => message.text(": correct it, or add it to the catalogue"),
    };
    panic!("{}", message.as_str())
}

#[track_caller]
#[inline]
pub(super) const fn missing_detail(info: CodeInfo, detail: &DetailInfo) -> ! {
    let message = Message::new().quote(info.code()).text(" needs the detail ").quote(detail.name).text(" of type ");
    let message = message.quote(detail.ty).text(": add a field ").quote(detail.field());
    panic!("{}", message.text(", or mark the field that has it with `#[api_error(detail = …)]`").as_str())
}

#[track_caller]
#[inline]
pub(super) const fn unknown_detail(info: CodeInfo, field: &str) -> ! {
    let message = Message::new().quote(field).text(" is no detail of ").quote(info.code());
    let stay = " mark the field `#[api_error(private)]` if it should stay inside";
    let message = match closest_detail(info, field) {
        // The name of a cause in most Rust code, thiserror's included: not a misspelt detail.
        _ if same(field, "source") => message.text(": mark the field `#[source]` if it is the cause of the error"),
        Some(close) => message.text(", did you mean ").quote(close.field()).text("? otherwise").text(stay),
        None => message.known_details(info).text(":").text(stay),
    };
    panic!("{}", message.as_str())
}
