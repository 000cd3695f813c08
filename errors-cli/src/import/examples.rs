//! The examples of a response, matched with its alternatives.

use serde_json::Value;

use super::bodies::Alternative;
use super::document::Document;
use super::schema::{MAX_DEPTH, Schema, constant, object};

/// The name of an example, if it has one, and its value.
pub(super) type Example<'d> = (Option<&'d str>, &'d Value);

pub(super) fn examples<'d>(document: &'d Document, media: &'d Value) -> Vec<Example<'d>> {
    let named = media.get("examples").and_then(Value::as_object).into_iter().flatten();
    let named =
        named.filter_map(|(name, example)| Some((Some(name.as_str()), document.resolve(example)?.get("value")?)));
    let single = media.get("example").map(|example| (None, example));
    named.chain(single).filter(|(_, example)| example.is_object()).collect()
}

/// Returns the examples of the schema itself.
pub(super) fn own_examples(schema: &Value) -> Vec<Example<'_>> {
    let several = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
    several.chain(schema.get("example")).filter(|example| example.is_object()).map(|example| (None, example)).collect()
}

/// Assigns examples to alternatives; some belong to none. Mostly both are in the same order, so each search starts at
/// the alternative of the previous example.
pub(super) fn assigned<'d>(
    document: &'d Document,
    alternatives: &[Alternative<'d>],
    examples: Vec<Example<'d>>,
) -> (Vec<Vec<Example<'d>>>, Vec<Example<'d>>) {
    let (mut of_each, mut of_none) = (vec![Vec::new(); alternatives.len()], Vec::new());
    let is_only = alternatives.len() == 1;
    let mut last = 0;
    let mut left = MAX_COMPARISONS;
    for example in examples {
        let nearest = (last..alternatives.len()).chain(0..last);
        // Beyond the limit, only the next few.
        let mut nearest = nearest.take(left.max(8)).inspect(|_| left = left.saturating_sub(1));
        match nearest.find(|at| is_only || is_of(document, &alternatives[*at], example)) {
            Some(at) => {
                of_each[at].push(example);
                last = at;
            }
            None => of_none.push(example),
        }
    }
    (of_each, of_none)
}

/// The limit for comparisons; beyond it, each example is compared with the next few alternatives only.
const MAX_COMPARISONS: usize = 100_000;

/// Returns true if a common constant or the title identifies the alternative.
fn is_of<'d>(document: &'d Document, alternative: &Alternative<'d>, (name, example): Example<'d>) -> bool {
    let title = alternative.value.get("title").and_then(Value::as_str);
    name.is_some() && name == title || fits_constants(document, &alternative.schema, example)
}

/// Returns true if the example has a constant of the schema, and none that contradicts.
fn fits_constants<'d>(document: &'d Document, schema: &Schema<'d>, example: &Value) -> bool {
    let same = compared(document, schema, example, 0);
    !same.is_empty() && same.iter().all(|same| *same)
}

/// Compares each constant of the schema, including those of nested objects, with the example.
fn compared<'d>(document: &'d Document, schema: &Schema<'d>, example: &Value, depth: usize) -> Vec<bool> {
    let mut out = Vec::new();
    for (name, property) in &schema.properties {
        let Some(value) = example.get(name) else { continue };
        match constant(document, property) {
            Some(constant) => out.push(constant == value),
            None if value.is_object() && depth < MAX_DEPTH => {
                out.extend(compared(document, &object(document, property), value, depth + 1));
            }
            None => {}
        }
    }
    out
}
