//! Envelopes: each token in one place at most, in any depth and any company.

use errors_catalogue::words::Token;
use serde_yaml::{Mapping, Value};

use super::{put, Writer};

const CONTEXT: [&str; 3] = ["request_id", "instance", "trace"];
/// The members of problem details, which details may not repeat.
const PROBLEM: &[&str] = &["type", "title", "status", "detail", "instance", "code"];

impl Writer<'_> {
    /// The body, with its contexts, if the catalogue says anything of it.
    pub(super) fn envelope(&mut self, out: &mut Mapping) {
        let with_context = self.dice.chance(60);
        if with_context {
            put(out, "context", Value::Sequence(CONTEXT.map(Value::from).to_vec()));
        }
        match self.dice.below(6) {
            0 if !self.is_message => {}
            1 if !self.is_message => {
                self.taken = PROBLEM.to_vec();
                put(out, "envelope", "problem");
            }
            _ => {
                let envelope = self.own_envelope(with_context);
                put(out, "envelope", envelope);
            }
        }
    }

    /// The tokens are dealt from a deck, so that none comes twice.
    fn own_envelope(&mut self, with_context: bool) -> Value {
        let mut deck: Vec<String> = Token::ALL.iter().map(|token| format!("${}", token.word())).collect();
        if with_context {
            deck.extend(CONTEXT.map(|name| format!("${name}")));
        }
        let mut out = Mapping::new();
        if self.is_message {
            put(&mut out, "type", "error");
        }
        // The first is the one that every envelope has.
        let first = deck.remove(self.dice.below(3));
        put(&mut out, "k0", first);
        let count = self.dice.below(8);
        for at in 1..=count {
            let key = self.key(at, with_context);
            let value = self.value(&mut deck, 2);
            put(&mut out, &key, value);
        }
        self.merge(&mut out, &mut deck);
        Value::Mapping(out)
    }

    /// No detail has the name of such a key.
    fn key(&mut self, at: usize, with_context: bool) -> String {
        match self.dice.below(4) {
            0 => format!("k{at}?"),
            1 if with_context => format!("k{at}?request_id"),
            2 => format!("K \"{at}\""),
            _ => format!("k{at}"),
        }
    }

    fn value(&mut self, deck: &mut Vec<String>, depth: usize) -> Value {
        match self.dice.below(8) {
            0 => self.literal(),
            1 => "urn:{code}/{status} {{x}}".into(),
            2 if depth > 0 => Value::Sequence((0..self.dice.below(4)).map(|_| self.value(deck, depth - 1)).collect()),
            3 if depth > 0 => self.object(deck, depth - 1),
            _ if deck.is_empty() => "constant".into(),
            _ => deck.remove(self.dice.below(deck.len())).into(),
        }
    }

    fn literal(&mut self) -> Value {
        let numbers = [(-3).into(), u64::MAX.into(), 0.5.into(), 1e21.into(), 2.5e-5.into()];
        let others = [Value::Null, true.into(), "$$free".into(), "".into(), Value::Sequence(Vec::new())];
        self.dice.pick(&[numbers, others].concat()).clone()
    }

    fn object(&mut self, deck: &mut Vec<String>, depth: usize) -> Value {
        let mut out = Mapping::new();
        for at in 0..self.dice.below(4) {
            let value = self.value(deck, depth);
            let key = self.key(at, false);
            put(&mut out, &key, value);
        }
        self.merge(&mut out, deck);
        Value::Mapping(out)
    }

    fn merge(&mut self, out: &mut Mapping, deck: &mut Vec<String>) {
        let details = deck.iter().position(|token| token == "$details");
        if let Some(at) = details.filter(|_| self.dice.chance(25)) {
            deck.remove(at);
            put(out, "<<", "$details");
            if self.is_message {
                self.taken.push("type");
            }
        }
    }
}
