//! The manual and the code say the same: every example is read, every word of the language stands in its table.

use std::fs;

use errors_catalogue::diagnostic::Rule;
use errors_catalogue::words::{self, Generic, Lint, Place, Reconnect, Scalar, Sdk, Section, Severity, Token};
use errors_tests::{read, root};

fn manual() -> String {
    read(&root().join("specs/README.md"))
}

/// The text under a heading, to the next one of any level.
fn section<'a>(manual: &'a str, heading: &str) -> &'a str {
    let start = manual.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading:?}"));
    let text = &manual[start + heading.len() + 2..];
    let mut in_fence = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        in_fence ^= line.starts_with("```");
        if !in_fence && line.starts_with('#') {
            return &text[..at];
        }
        at += line.len();
    }
    text
}

/// The rows of the tables whose head starts with `first`, each as its cells.
fn rows<'a>(section: &'a str, first: &str) -> Vec<Vec<&'a str>> {
    let mut rows = Vec::new();
    let mut inside = false;
    for line in section.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if !line.starts_with('|') {
            inside = false;
        } else if cells[0] == first {
            inside = true;
        } else if inside && !line.starts_with("|--") {
            rows.push(cells);
        }
    }
    rows
}

/// A word between backquotes.
fn quoted(cell: &str) -> Option<&str> {
    cell.strip_prefix('`')?.strip_suffix('`')
}

/// The backquoted first cells of a table.
fn words_of<'a>(section: &'a str, first: &str) -> Vec<&'a str> {
    rows(section, first).iter().filter_map(|cells| quoted(cells[0])).collect()
}

/// The examples: what follows the three backquotes, and the text.
fn fences(manual: &str) -> Vec<(&str, &str)> {
    let parts: Vec<&str> = manual.split("```").collect();
    parts.chunks(2).filter_map(|pair| pair.get(1)?.split_once('\n')).collect()
}

#[test]
fn examples_are_valid_catalogues() {
    let manual = manual();
    let mut count = 0;
    for (_, text) in fences(&manual).into_iter().filter(|(kind, _)| *kind == "yaml") {
        let loaded = errors_catalogue::check("README.md", text);
        assert_eq!(loaded.rendered().collect::<Vec<_>>(), [""; 0], "{text}");
        count += 1;
    }
    assert!(count >= 10, "{count} examples");
}

#[test]
fn fragments_can_be_included() {
    let manual = manual();
    let folder = std::env::temp_dir().join(format!("errors-manual-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut count = 0;
    for (_, text) in fences(&manual).into_iter().filter(|(kind, _)| *kind == "yaml fragment") {
        fs::write(folder.join("common.yaml"), text).unwrap();
        fs::write(folder.join("errors.yaml"), "catalogue: main\ninclude: [common.yaml]\n").unwrap();
        let loaded = errors_catalogue::lock::load(&folder.join("errors.yaml"), "errors.yaml");
        assert_eq!(loaded.rendered().collect::<Vec<_>>(), [""; 0], "{text}");
        assert!(!loaded.catalogue.entries.is_empty());
        count += 1;
    }
    fs::remove_dir_all(&folder).unwrap();
    assert!(count >= 1);
}

#[test]
fn every_fence_is_tested() {
    for (kind, text) in fences(&manual()) {
        assert!(["yaml", "yaml fragment", "json"].contains(&kind), "{kind}: {text}");
    }
}

/// The heading above the table of each section's keys.
const HEADINGS: [(&str, &Section); 9] = [
    ("### Top level", &words::CATALOGUE),
    ("### An entry: `errors.CODE`", &words::ENTRY),
    ("### A detail: `errors.CODE.details.NAME`", &words::DETAIL),
    ("### A mistake: an item of `mistakes`", &words::MISTAKE),
    ("### Retry: `retry`", &words::RETRY),
    ("### A status: `statuses.NUMBER`", &words::STATUS),
    ("### A rate limit: `rate_limits.NAME`", &words::RATE_LIMIT),
    ("### A close code: `close_codes.NUMBER`", &words::CLOSE_CODE),
    ("## Fragments", &words::FRAGMENT),
];

#[test]
fn tables_of_keys_match_the_code() {
    let manual = manual();
    for section_of_code in words::SECTIONS {
        assert!(HEADINGS.iter().any(|(_, keys)| keys.what == section_of_code.what), "{}", section_of_code.what);
    }
    for (heading, keys) in HEADINGS {
        assert_eq!(words_of(section(&manual, heading), "key"), keys.keys, "{heading}");
    }
}

#[test]
fn marks_required_keys() {
    let manual = manual();
    for (heading, keys) in HEADINGS {
        for cells in rows(section(&manual, heading), "key") {
            let key = quoted(cells[0]).unwrap();
            let marked = cells[1..].iter().any(|cell| cell.starts_with("required"));
            // Whether an entry needs a status depends on the catalogue: the table says so.
            let required = keys.required.contains(&key) || (heading.contains("An entry") && key == "status");
            assert_eq!(marked, required, "{heading}: {key}");
        }
    }
}

#[test]
fn table_of_types_matches_the_code() {
    let manual = manual();
    let mut types: Vec<String> = Scalar::ALL.iter().map(|scalar| scalar.word().to_owned()).collect();
    types.extend(Generic::ALL.iter().map(|generic| format!("{}<T>", generic.word())));
    types.push("T?".to_owned());
    assert_eq!(words_of(section(&manual, "## Types"), "type"), types);
}

#[test]
fn table_of_tokens_matches_the_code() {
    let manual = manual();
    let mut tokens: Vec<String> = Token::ALL.iter().map(|token| format!("${}", token.word())).collect();
    tokens.extend(["$name".to_owned(), "$$".to_owned()]);
    assert_eq!(words_of(section(&manual, "## Envelope"), "token"), tokens);
}

#[test]
fn choices_of_a_key_are_in_its_line() {
    let manual = manual();
    let choices = |heading: &str, key: &str| -> Vec<String> {
        let rows = rows(section(&manual, heading), "key");
        let row = rows.iter().find(|cells| quoted(cells[0]) == Some(key)).unwrap();
        row[1].split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let words = |words: Vec<&str>| -> Vec<String> { words.into_iter().map(str::to_owned).collect() };
    let severities = Severity::ALL.iter().map(|word| word.word()).collect();
    assert_eq!(choices("### An entry: `errors.CODE`", "severity"), words(severities));
    let places = Place::ALL.iter().map(|word| word.word()).collect();
    assert_eq!(choices("### A detail: `errors.CODE.details.NAME`", "in"), words(places));
    let reconnects = Reconnect::ALL.iter().map(|word| word.word()).collect();
    assert_eq!(choices("### A close code: `close_codes.NUMBER`", "reconnect"), words(reconnects));
    let line = manual.lines().find(|line| line.starts_with("The languages of `exceptions`")).unwrap();
    let named: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
    let sdks = Sdk::ALL.iter().map(|sdk| sdk.word());
    assert_eq!(named, ["exceptions", "exception"].into_iter().chain(sdks).collect::<Vec<_>>());
}

#[test]
fn table_of_lints_matches_the_code() {
    let lints: Vec<&str> = Lint::ALL.iter().map(|lint| lint.word()).collect();
    assert_eq!(words_of(section(&manual(), "## Lints"), "lint"), lints);
}

#[test]
fn table_of_diagnostics_matches_the_code() {
    let manual = manual();
    let rules: Vec<&str> = Rule::ALL.iter().map(|code| code.word()).collect();
    assert_eq!(words_of(section(&manual, "## Diagnostics"), "rule"), rules);
    for cells in rows(section(&manual, "## Diagnostics"), "rule") {
        assert!(cells.len() == 3 && cells.iter().all(|cell| !cell.is_empty()), "{cells:?}");
    }
}

#[test]
fn limits_match_the_code() {
    let manual = manual();
    let limits = section(&manual, "## Limits");
    assert_eq!(errors_catalogue::files::MAX_BYTES, 16 << 20);
    assert!(limits.contains("| 16 MiB, UTF-8 |"));
    assert_eq!(errors_catalogue::files::MAX_FRAGMENTS, 1_000);
    assert!(limits.contains("| fragments of a catalogue | 1,000 |"));
    assert!(limits.contains(&format!("| nesting | {} levels |", errors_catalogue::node::MAX_NESTING)));
    assert_eq!((errors_catalogue::MAX_CODES, errors_catalogue::MAX_VALUES), (65_000, 1_000));
    assert!(limits.contains("| codes, aliases and retired codes | 65,000 |"));
    assert!(limits.contains("| values of an enum | 1,000 |"));
    for (what, limit) in [
        ("details of an entry, fields of a struct", errors_catalogue::MAX_DETAILS),
        ("levels of types: nested structs, `list`, `map` and `?`", errors_catalogue::MAX_TYPE_DEPTH),
        ("placeholders of a text", errors_catalogue::MAX_PLACEHOLDERS),
        ("headers of the catalogue, and of an entry", errors_catalogue::MAX_HEADERS),
        ("contexts", errors_catalogue::MAX_CONTEXTS),
    ] {
        assert!(limits.contains(&format!("| {what} | {limit} |")), "{what}");
    }
    let shown = errors_catalogue::diagnostic::MAX_SHOWN;
    assert!(limits.contains(&format!("| problems shown | {shown} per file, 20 by the macro;")));
    assert!(section(&manual, "## Diagnostics").contains("more than 65,000 codes"));
}

/// Units are written in the section on retries; each of them is read, and nothing longer than the longest.
#[test]
fn units_of_durations_match_the_code() {
    let manual = manual();
    let text = section(&manual, "## Retry and Retry-After").replace('\n', " ");
    let (_, units) = text.split_once("A duration is a whole number and a unit: ").unwrap();
    let (units, longest) = units.split_once(", at most ").unwrap();
    let problems = |duration: &str| {
        let text = "catalogue: acme\nretry: { max_delay: DURATION }\nerrors: { E: { status: 400, message: No } }\n";
        errors_catalogue::check("errors.yaml", &text.replace("DURATION", duration)).diagnostics.len()
    };
    let longest = longest.split('`').nth(1).unwrap();
    let units: Vec<&str> = units.split('`').skip(1).step_by(2).collect();
    assert_eq!(units.len(), 5);
    for duration in units.into_iter().chain([longest]) {
        assert_eq!(problems(duration), 0, "{duration}");
    }
    assert_eq!(problems("367d"), 1);
    assert_eq!(problems("1w"), 1);
}
