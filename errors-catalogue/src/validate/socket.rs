//! WebSocket close codes (RFC 6455, section 7.4).

use super::{Check, Names, number, text};
use crate::answers::casing;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::{self, Document, Text};
use crate::model::{CloseCode, Reconnect, Transport};

impl Check<'_> {
    /// Rejects `transport: http` beside close codes, which belong to a WebSocket.
    pub(super) fn transport(&mut self, main: &Document) -> Transport {
        let Some(written) = &main.transport else {
            return if main.close_codes.is_some() { Transport::Message } else { Transport::Http };
        };
        if written.value == Transport::Http && main.close_codes.is_some() {
            self.out.push(
                Diagnostic::new(Rule::TransportMismatch, "`transport: http` and `close_codes` exclude each other")
                    .at(written.span, "close codes belong to a WebSocket")
                    .help("write `transport: message`, or give the WebSocket its own catalogue"),
            );
        }
        written.value
    }

    pub(super) fn close_codes(&mut self, codes: &[document::CloseCode]) -> Vec<CloseCode> {
        let mut names = Names::new("variant", "set `name: …` on one of them");
        let mut kept = Vec::new();
        for written in codes {
            let code = self.close_code(&written.code);
            let Some(meaning) = &written.meaning else { continue };
            let source = written.name.as_ref().unwrap_or(meaning);
            let name = variant(written.name.as_ref(), meaning);
            let named = self.is_identifier(&name, source, "give the close code a name: `name: PolicyViolation`")
                && names.claim(&name, source, self.out);
            if let Some(code) = code.filter(|_| named) {
                kept.push(CloseCode {
                    code,
                    name,
                    meaning: meaning.value.clone(),
                    action: text(written.action.as_ref()),
                    reconnect: written.reconnect.unwrap_or(Reconnect::Never),
                });
            }
        }
        kept
    }

    /// The close code, which must be one of the protocol or in the range for libraries and applications.
    fn close_code(&mut self, text: &Text) -> Option<u16> {
        match number(&text.value) {
            Some(code @ (1000..=1015 | 3000..=4999)) => Some(code),
            number => {
                let message = match number {
                    Some(_) => format!("close code `{}` is out of range", text.value),
                    None => format!("`{}` is not a close code", text.value),
                };
                self.out.push(
                    Diagnostic::new(Rule::CloseCodeOutOfRange, message)
                        .at(text.span, "expected 1000 to 1015, or 3000 to 4999"),
                );
                None
            }
        }
    }
}

/// `name:`, or the meaning without the parts in parentheses.
fn variant(name: Option<&Text>, meaning: &Text) -> String {
    match name {
        Some(name) => name.value.clone(),
        None => casing::upper_camel(meaning.value.split('(').next().unwrap_or_default()),
    }
}
