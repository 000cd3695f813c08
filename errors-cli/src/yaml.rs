//! YAML with the merge keys of version 1.1, written so that readers of 1.1 and 1.2 see the same values.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

use errors_catalogue::shown::{is_command, steers, terminal, visible};
use granit_parser::{ErrorKind, Event, Parser};
use serde_json::Value as Json;
use serde_yaml::{Mapping, Number, Value};

const MERGE: &str = "<<";
/// Characters with a meaning only in this module.
const PRIVATE: RangeInclusive<char> = '\u{e000}'..='\u{f8ff}';

/// Reads an `OpenAPI` document: JSON, where `<<` is a member like any other, or YAML, whose merge keys are merged.
///
/// JSON has escapes that YAML does not have, and YAML may also start with a brace.
pub(crate) fn read(text: &str) -> Result<Value, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with('{') {
        return read_yaml(text);
    }
    match serde_json::from_str(text) {
        Ok(document) => Ok(document),
        Err(error) if error.is_syntax() && !is_range(&error) => read_yaml(text).map_err(|_| unreadable(&error)),
        Err(error) => Err(unreadable(&error)),
    }
}

/// Returns true if a text is JSON up to a value that is too large or too deep.
fn is_range(error: &serde_json::Error) -> bool {
    let text = error.to_string();
    text.starts_with("number out of range") || text.starts_with("recursion limit exceeded")
}

fn read_yaml(text: &str) -> Result<Value, String> {
    refuse_nesting(text)?;
    serde_yaml::from_str(text).map(merged).map_err(|error| unreadable(&error))
}

/// The nesting limit of a document: that of `serde_json`, and of `serde_yaml` after it has read the whole text.
const MAX_NESTING: usize = 128;

/// Rejects immediately what takes `serde_yaml` forever: each step inside brackets visits all open ones.
///
/// A text that this parser cannot read is rejected as well if it has more brackets than the nesting limit.
fn refuse_nesting(text: &str) -> Result<(), String> {
    if text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() <= MAX_NESTING {
        return Ok(());
    }
    let mut depth = 0;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), _)) if depth == MAX_NESTING => {
                return Err(too_deep());
            }
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), _)) => depth += 1,
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => depth -= 1,
            Ok(_) => {}
            Err(error) if *error.kind() == ErrorKind::RecursionLimitExceeded => return Err(too_deep()),
            Err(error) => return Err(unreadable(&error)),
        }
    }
    Ok(())
}

fn too_deep() -> String {
    format!("it is nested more than {MAX_NESTING} levels deep")
}

fn unreadable(error: &impl ToString) -> String {
    let error = error.to_string();
    let is_number = error.starts_with("number out of range") || error.contains("128, expected any YAML value");
    let help = if is_number { ": 64 bits do not hold it, so write it as a text or leave it out" } else { "" };
    error + help
}

/// Merges from the innermost mappings outwards: a merged mapping may have merge keys itself.
fn merged(value: Value) -> Value {
    match value {
        Value::Mapping(members) => flat(members.into_iter().map(|(key, value)| (key, merged(value))).collect()).into(),
        Value::Sequence(items) => items.into_iter().map(merged).collect(),
        Value::Tagged(mut tagged) => {
            tagged.value = merged(tagged.value);
            Value::Tagged(tagged)
        }
        scalar => scalar,
    }
}

/// Merges into a mapping; of two members with one key, the nearer wins. A merge key of a non-mapping is a text.
fn flat(mut members: Mapping) -> Mapping {
    let Some(parents) = members.get(MERGE).and_then(mappings) else { return members };
    members.shift_remove(MERGE);
    for (key, value) in parents.into_iter().flatten() {
        members.entry(key).or_insert(value);
    }
    members
}

fn mappings(value: &Value) -> Option<Vec<Mapping>> {
    match value {
        Value::Mapping(parent) => Some(vec![parent.clone()]),
        Value::Sequence(parents) => parents.iter().map(|parent| parent.as_mapping().cloned()).collect(),
        _ => None,
    }
}

/// Converts the document to JSON, whose keys are texts: `200:` becomes `"200":`.
pub(crate) fn to_json(document: Value) -> Json {
    match document {
        Value::Mapping(members) => {
            Json::Object(members.into_iter().map(|(key, value)| (key_text(key), to_json(value))).collect())
        }
        Value::Sequence(items) => items.into_iter().map(to_json).collect(),
        Value::Tagged(tagged) => to_json(tagged.value),
        scalar => serde_json::to_value(scalar).unwrap_or(Json::Null),
    }
}

fn key_text(key: Value) -> String {
    match key {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}

/// Converts JSON to YAML values.
pub(crate) fn from_json(value: Json) -> Value {
    match value {
        Json::Object(members) => {
            Value::Mapping(members.into_iter().map(|(key, value)| (Value::from(key), from_json(value))).collect())
        }
        Json::Array(items) => items.into_iter().map(from_json).collect(),
        Json::String(text) => Value::String(text),
        scalar => serde_yaml::to_value(scalar).unwrap_or_default(),
    }
}

/// Escapes a text inside a comment: on one line, and without characters that no document may contain.
pub(crate) fn comment(text: &str) -> String {
    terminal(text).chars().map(visible).collect()
}

/// Writes a document. The writer knows only version 1.2 and does not let callers choose the style of a scalar: scalars
/// that need another style are put between characters that do not occur in the document.
pub(crate) fn to_string(document: Value) -> Result<String, String> {
    let Some(marks) = Marks::absent_from(&document) else { return written(&document) };
    let text = written(&marks.document(document))?.replace(marks.quote, "'").replace(marks.bare, "");
    Ok(text.replace(&format!("{}\\x01", marks.escape), "\\u"))
}

fn written(document: &Value) -> Result<String, String> {
    serde_yaml::to_string(document).map_err(|error| format!("cannot write YAML: {error}"))
}

/// Returns true for characters that are ordinary to the writer but not to all readers: line ends of version 1.1,
/// direction marks, and commands to a CI runner whose log contains the document.
fn is_escaped(c: char, rest: &str, starts_line: bool) -> bool {
    (steers(c) && !c.is_control()) || is_command(rest) || (starts_line && rest.starts_with("::"))
}

/// Characters that mark both ends of a scalar, or an escape inside one, until the document is written.
struct Marks {
    /// Marks a scalar that gets quotes.
    quote: char,
    /// Marks a scalar that gets none.
    bare: char,
    escape: char,
}

impl Marks {
    /// Chooses marks from the private use area, which the writer leaves without quotes.
    fn absent_from(document: &Value) -> Option<Self> {
        let mut used = HashSet::new();
        private(document, &mut used);
        let mut absent = PRIVATE.filter(|mark| !used.contains(mark));
        let mut next = || absent.next();
        Some(Self { quote: next()?, bare: next()?, escape: next()? })
    }

    /// Escapes a text: a control character follows each mark, so that the writer uses double quotes.
    fn escaped(&self, text: &str) -> Option<Value> {
        let mut out = String::with_capacity(text.len());
        let mut starts_line = true;
        for (at, c) in text.char_indices() {
            if is_escaped(c, &text[at..], starts_line) {
                let _ = write!(out, "{}\u{1}{:04x}", self.escape, u32::from(c));
            } else {
                out.push(c);
            }
            starts_line = c == '\n' || (starts_line && c.is_whitespace());
        }
        (out.len() > text.len()).then_some(Value::String(out))
    }

    fn document(&self, value: Value) -> Value {
        match value {
            Value::String(text) if is_ambiguous(&text) => between(self.quote, &text),
            Value::String(text) => self.escaped(&text).unwrap_or(Value::String(text)),
            Value::Number(number) => exponent(&number).map_or(Value::Number(number), |text| between(self.bare, &text)),
            Value::Sequence(items) => items.into_iter().map(|item| self.document(item)).collect(),
            Value::Mapping(members) => Value::Mapping(self.mapping(members)),
            Value::Tagged(mut tagged) => {
                tagged.value = self.document(tagged.value);
                Value::Tagged(tagged)
            }
            other => other,
        }
    }

    fn mapping(&self, members: Mapping) -> Mapping {
        members.into_iter().map(|(key, value)| (self.document(key), self.document(value))).collect()
    }
}

/// Collects the characters of the private use area in the document.
fn private(value: &Value, out: &mut HashSet<char>) {
    match value {
        Value::String(text) => out.extend(text.chars().filter(|sign| PRIVATE.contains(sign))),
        Value::Sequence(items) => items.iter().for_each(|item| private(item, out)),
        Value::Mapping(members) => members.iter().for_each(|(key, value)| {
            private(key, out);
            private(value, out);
        }),
        Value::Tagged(tagged) => private(&tagged.value, out),
        _ => {}
    }
}

fn between(mark: char, text: &str) -> Value {
    Value::String(format!("{mark}{text}{mark}"))
}

/// Formats a number with an exponent for version 1.1, where `1e16` is a text: `1.0e+16`.
fn exponent(number: &Number) -> Option<String> {
    let text = number.to_string();
    let (mantissa, exponent) = text.split_once('e')?;
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    Some(format!("{mantissa}{point}e{sign}{exponent}"))
}

/// Texts that are a boolean, null, a merge key or a default value, in any case.
const WORDS: &[&str] =
    &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", MERGE, "=", ".inf", "+.inf", "-.inf", ".nan"];

/// Returns true if some reader takes the text, without quotes, for something else.
fn is_ambiguous(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) || is_number(unsigned) || is_time(unsigned)
}

/// Returns true for numbers: `1`, `1_000`, `1,000`, `1.`, `.5e3`, `0x1F`, `0o17`, `0b11` and `12:30:45`, in base 60.
fn is_number(text: &str) -> bool {
    let text = text.replace(['_', ','], "");
    text.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && (text.parse::<f64>().is_ok() || is_in_a_base(&text) || is_in_sixties(&text))
}

fn is_in_a_base(text: &str) -> bool {
    let digits = text.strip_prefix('0').and_then(|text| text.strip_prefix(['b', 'B', 'o', 'O', 'x', 'X']));
    digits.is_some_and(|digits| digits.chars().all(|digit| digit.is_ascii_hexdigit()))
}

fn is_in_sixties(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = whole.split(':').map(digits);
    fraction.chars().all(|digit| digit.is_ascii_digit())
        && whole.contains(':')
        && parts.next().flatten().is_some()
        && parts.all(|count| matches!(count, Some(1 | 2)))
}

/// Returns true for times: `2024-01-31`, `2024-1-31T12:30:45.1Z` and `2024-01-31 12:30:45 +1`.
fn is_time(text: &str) -> bool {
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let date: Vec<Option<usize>> = date.split('-').map(digits).collect();
    matches!(date.as_slice(), [Some(4), Some(1 | 2), Some(1 | 2)])
        && time.chars().all(|sign| sign.is_ascii_digit() || ":.+-Z ".contains(sign))
}

/// Returns the number of digits if a text has only digits.
fn digits(text: &str) -> Option<usize> {
    (!text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit())).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_yaml::{Mapping, Value};

    use super::to_string;

    /// Texts that some reader takes for a boolean, null, a number, a time or a merge, by lines.
    const AMBIGUOUS: &str = "\
y|n|N|yes|Yes|NO|on|Off|true|FALSE|~|null|Null|=|<<
0|-1|+12|012|0o17|-0x1F|0b11|0b1_1|0x_|1_000|1,000|340282366920938463463374607431768211456
1.|.5|-.5|._5|1e3|1E+3|1_0.5e-3|1e1000|.inf|-.INF|+.Inf|.NaN
12:30:45|1:30|-190:20:30|190:20:30.15|190:20:30.
2024-01-01|2024-1-1|2024-01-01T00:00:00Z|2001-12-14t21:59:43.10-05:00|2001-12-14 21:59:43.10 -5|2001-12-15  2:59:43.1";

    const PLAIN: &str = "\
a|yesterday|-yes|nothing|ab_c|<|==|inf|.a|e12|\u{e000}|\u{e001}
1.0.0|3.1.0|127.0.0.1:8080|1:a|1:234|a:1|1:30.a|0xyz|1 000|12e
24-01-01|2024-01-01x|2024-01-01 is a day|2024-001-01|2024-01";

    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.lines().flat_map(|line| line.split('|'))
    }

    fn read(text: &str) -> Value {
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
    }

    fn member(key: &str, value: impl Into<Value>) -> Value {
        Mapping::from_iter([(Value::from(key), value.into())]).into()
    }

    #[test]
    fn quotes_ambiguous_texts() {
        for word in words(AMBIGUOUS) {
            let document = member(word, vec![word]);
            assert_eq!(to_string(document).as_deref(), Ok(&*format!("'{word}':\n- '{word}'\n")));
        }
    }

    #[test]
    fn leaves_other_texts_as_they_are() {
        for word in words(PLAIN) {
            let document = member(word, vec![word]);
            assert_eq!(to_string(document).as_deref(), Ok(&*format!("{word}:\n- {word}\n")));
        }
    }

    #[test]
    fn leaves_other_values_without_quotes() {
        let text = "- true\n- null\n- 1\n- -0.5\n- 18446744073709551615\n- .inf\n- .nan\n- {}\n- !a 1\n";
        assert_eq!(to_string(read(text)).as_deref(), Ok(text));
        let members = "1: a\ntrue: b\n1.5: c\n";
        assert_eq!(to_string(read(members)).as_deref(), Ok(members));
    }

    #[test]
    fn writes_exponents_that_every_reader_takes_for_a_number() {
        let numbers = Value::from(vec![1e16, -1.5e300, 3e-9, 2.5e-7]);
        assert_eq!(to_string(numbers.clone()).as_deref(), Ok("- 1.0e+16\n- -1.5e+300\n- 3.0e-9\n- 2.5e-7\n"));
        assert_eq!(read("[1.0e+16, -1.5e+300, 3.0e-9, 2.5e-7]"), numbers);
    }

    #[test]
    fn escapes_line_ends_of_version_1_1() {
        let document = member("a\u{2029}", "One.\u{2028}Two: \\\n\u{e000}\u{1}");
        let text = to_string(document.clone());
        assert_eq!(text.as_deref(), Ok("\"a\\u2029\": \"One.\\u2028Two: \\\\\\n\u{e000}\\x01\"\n"));
        assert_eq!(read(text.as_deref().unwrap_or_default()), document);
    }

    #[test]
    fn escapes_direction_marks_and_ci_commands() {
        let document = member("\u{202e}a", "One.\n  ::error::x ::\n##[group]a");
        let text = to_string(document.clone());
        assert_eq!(text.as_deref(), Ok("\"\\u202ea\": \"One.\\n  \\u003a:error::x ::\\n\\u0023#[group]a\"\n"));
        assert_eq!(read(text.as_deref().unwrap_or_default()), document);
    }

    #[test]
    fn quotes_below_a_tag_and_in_a_long_key() {
        assert_eq!(to_string(read("a: !t 'no'")).as_deref(), Ok("a: !t 'no'\n"));
        let long = "1".repeat(200);
        assert_eq!(to_string(read(&format!("'{long}': 'no'"))), Ok(format!("? '{long}'\n: 'no'\n")));
    }

    fn texts() -> impl Strategy<Value = String> {
        let signs: Vec<char> =
            "0179_.,:+-eEoxbTZyn ~=<'\"\t\n#?[{&*!|%@`\u{85}\u{2028}\u{2029}\u{1}\u{e000}\u{e001}\u{feff}"
                .chars()
                .collect();
        prop::collection::vec(prop::sample::select(signs), 0..12).prop_map(String::from_iter)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_reader_of_the_newer_version_reads_the_same(key in texts(), inner in texts(), value in texts()) {
            let list = Value::from(vec![Value::from(value.as_str()), member(&inner, value)]);
            let document = member(&key, list);
            let text = to_string(document.clone()).unwrap_or_else(|error| panic!("{error}"));
            prop_assert_eq!(read(&text), document, "{}", text);
        }
    }
}
