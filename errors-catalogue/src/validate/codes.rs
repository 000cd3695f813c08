//! Codes: unique over all files, including aliases and retired codes.

use std::collections::HashMap;

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::{Document, Text};

/// Maximum number of codes and aliases in a catalogue; the index of a generated module counts them in 16 bits.
pub const MAX_CODES: usize = 65_000;

/// All spellings in use.
#[derive(Default)]
pub(super) struct Spellings<'a> {
    taken: HashMap<&'a str, (&'a Text, &'static str)>,
}

impl<'a> Spellings<'a> {
    /// Claims retired codes before all others.
    pub(super) fn new(documents: &'a [Document], check: &mut Check<'_>) -> Self {
        let mut spellings = Self::default();
        for (code, _) in documents.iter().flat_map(|document| &document.retired) {
            let _ = check.is_line(code, "a code")
                && spellings.claim(code, "retired here: a released code is never reused", check);
        }
        spellings
    }

    /// Claims a spelling; rejects one that is already a code, an alias or a retired code.
    pub(super) fn claim(&mut self, code: &'a Text, what: &'static str, check: &mut Check<'_>) -> bool {
        let Some((first, first_is)) = self.taken.get(code.value.as_str()) else {
            self.taken.insert(&code.value, (code, what));
            return true;
        };
        check.out.push(
            Diagnostic::new(Rule::DuplicateCode, format!("duplicate code `{}`", code.value))
                .at(code.span, "already taken")
                .at(first.span, *first_is)
                .help("rename one of them, or remove it: codes, aliases and retired codes of all files share one namespace"),
        );
        false
    }

    /// Rejects more codes than the index of a generated module can hold.
    pub(super) fn too_many_codes(&self, last: Option<&Text>, check: &mut Check<'_>) {
        if self.taken.len() > MAX_CODES
            && let Some(last) = last
        {
            check.out.push(
                Diagnostic::new(Rule::TooManyCodes, format!("more than {MAX_CODES} codes and aliases"))
                    .at(last.span, "the last code")
                    .help("split the catalogue into one per API"),
            );
        }
    }
}
