//! What the reader makes of a catalogue without mistakes, where no body or generated item shows it at a glance.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use errors_catalogue::diagnostic::{Diagnostic, Diagnostics, Rule};
use errors_catalogue::files::MAX_BYTES;
use errors_catalogue::json::Json;
use errors_catalogue::model::{Catalogue, Shape, Type, TypeDef};
use errors_catalogue::node::{self, Kind, Plain};
use errors_catalogue::source::Source;
use errors_catalogue::words::Scalar;
use errors_catalogue::{MAX_CODES, MAX_TYPE_DEPTH, body, check, load};
use serde_json::json;

fn catalogue(text: &str) -> Catalogue {
    let loaded = check("errors.yaml", &format!("catalogue: acme\n{text}"));
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.rendered().collect::<String>());
    loaded.catalogue
}

fn example(text: &str) -> String {
    let catalogue = catalogue(text);
    body::example_body(&catalogue, &catalogue.entries[0]).to_string()
}

/// An entry that shows one detail and nothing else.
fn shows(ty: &str) -> String {
    format!(
        "envelope: {{ c: $code, <<: $details }}\nerrors: {{ A: {{ status: 400, message: m, details: {{ d: {ty} }} }} }}\n"
    )
}

fn plain(text: &str) -> Plain {
    let source = Source::new("errors.yaml", &format!("a: {text}\n"));
    let node = node::parse(&source, 0, &mut Diagnostics::default()).unwrap();
    let Kind::Map { members, .. } = &node.kind else { panic!("{text}") };
    members[0].1.plain().unwrap()
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    for (text, integer) in [("0x1F", 31), ("0o17", 15), ("-12", -12), ("+3", 3), ("012", 12)] {
        assert_eq!(plain(text), Plain::Integer(integer), "{text}");
    }
    for (text, float) in [("1e3", 1000.0), ("-.5", -0.5), ("2.", 2.0), ("+1.5E-1", 0.15)] {
        assert_eq!(plain(text), Plain::Float(float), "{text}");
    }
    for text in ["inf", "-inf", "+nan", "infinity", "0xZZ", "0o8", "1_000", ".", "e5", "1.2.3", "yes"] {
        assert_eq!(plain(text), Plain::Text, "{text}");
    }
}

fn boxed(def: &TypeDef) -> Vec<&str> {
    let Shape::Struct(fields) = &def.shape else { return Vec::new() };
    fields.iter().filter(|field| field.boxed).map(|field| field.name.as_str()).collect()
}

#[test]
fn boxes_only_fields_that_lead_back_to_their_struct() {
    let types = "types:\n  Node: { next: Node?, leaf: Leaf?, others: list<Node> }\n  Leaf: { size: u8, other: Other? }\n  \
                 Ping: { pong: Pong? }\n  Pong: { at: string, ping: Ping?, leaf: Leaf? }\n  Other: { flat: bool }\n";
    let catalogue = catalogue(&format!("{types}errors: {{ A: {{ status: 400, message: m }} }}\n"));
    let found: Vec<(&str, Vec<&str>)> = catalogue.types.iter().map(|def| (def.name.as_str(), boxed(def))).collect();
    let none = Vec::new;
    let expected =
        [("Node", vec!["next"]), ("Leaf", none()), ("Ping", vec!["pong"]), ("Pong", vec!["ping"]), ("Other", none())];
    assert_eq!(found, expected);
}

#[test]
fn example_of_recursive_type_ends_at_the_recursion() {
    let types = "types: { Tree: { name: string, children: list<Tree>, named: map<Tree>, next: Tree? } }\n";
    let body = r#"{"c":"A","d":{"name":"{name}","children":[],"named":{}}}"#;
    assert_eq!(example(&format!("{types}{}", shows("Tree"))), body);
}

/// Forty levels of two fields each would be a million million values.
#[test]
fn example_of_nested_types_is_bounded() {
    let mut types = "types:\n  T31: { a: u8 }\n".to_owned();
    for level in 0..31 {
        writeln!(types, "  T{level}: {{ a: T{next}, b: T{next} }}", next = level + 1).unwrap();
    }
    assert!(example(&format!("{types}{}", shows("T0"))).len() < 100_000);
}

#[test]
fn example_follows_its_type() {
    let types = "types: { P: { a: u8, note: string?, any: json } }\n";
    let detail = "{ type: P, example: { a: 1, note: null, any: null } }";
    assert_eq!(example(&format!("{types}{}", shows(detail))), r#"{"c":"A","d":{"a":1,"any":null}}"#);
    let detail = "{ type: P, example: { a: 1, note: n, any: { b: 2 } } }";
    assert_eq!(example(&format!("{types}{}", shows(detail))), r#"{"c":"A","d":{"a":1,"note":"n","any":{"b":2}}}"#);
    assert_eq!(example(&shows("{ type: json, example: [0.5, 2.0] }")), r#"{"c":"A","d":[0.5,2.0]}"#);
}

/// Without an exponent, and with each kind of them.
#[test]
fn example_of_float_matches_the_wire() {
    for (written, shown) in [
        ("0.00001", "0.00001"),
        ("0.000001", "1e-6"),
        ("1.5e-7", "1.5e-7"),
        ("1e15", "1000000000000000.0"),
        ("1e16", "1e+16"),
        ("-2.5e30", "-2.5e+30"),
    ] {
        assert_eq!(serde_json::to_string(&shown.parse::<f64>().unwrap()).unwrap(), shown);
        let text = shows(&format!("{{ type: f64, example: {written} }}"));
        assert_eq!(example(&text), format!(r#"{{"c":"A","d":{shown}}}"#));
    }
}

/// For each type of numbers, the ends of its range and what is just outside.
#[test]
fn rejects_example_outside_the_range_of_its_type() {
    let refused = |ty: &str, example: &str| {
        let text = format!("catalogue: acme\n{}", shows(&format!("{{ type: {ty}, example: {example} }}")));
        !check("errors.yaml", &text).diagnostics.is_empty()
    };
    for (ty, inside, outside) in [
        ("u8", ["0", "255"], ["-1", "256"]),
        ("u16", ["0", "65535"], ["-1", "65536"]),
        ("u32", ["0", "4294967295"], ["-1", "4294967296"]),
        ("u64", ["0", "18446744073709551615"], ["-1", "18446744073709551616"]),
        ("i8", ["-128", "127"], ["-129", "128"]),
        ("i16", ["-32768", "32767"], ["-32769", "32768"]),
        ("i32", ["-2147483648", "2147483647"], ["-2147483649", "2147483648"]),
        ("i64", ["-9223372036854775808", "9223372036854775807"], ["-9223372036854775809", "9223372036854775808"]),
        ("f64", ["-7", "7"], ["1e999", "seven"]),
    ] {
        assert!(inside.iter().all(|number| !refused(ty, number)), "{ty}");
        assert!(outside.iter().all(|number| refused(ty, number)), "{ty}");
    }
    assert_eq!(example(&shows("{ type: f64, example: 7 }")), r#"{"c":"A","d":7.0}"#);
    assert_eq!(example(&shows("{ type: map<f64>, example: { b: 1, a: -2 } }")), r#"{"c":"A","d":{"a":-2.0,"b":1.0}}"#);
}

#[test]
fn rounds_fixed_delay_up_to_seconds() {
    for (delay, seconds) in [("1s", 1), ("1500ms", 2), ("1ms", 1), ("0s", 0), ("2m", 120)] {
        let entry = format!("errors: {{ A: {{ status: 429, message: m, retry_after: {delay} }} }}\n");
        let body = example(&format!("envelope: {{ c: $code, after: $retry_after }}\n{entry}"));
        assert_eq!(body, format!(r#"{{"c":"A","after":{seconds}}}"#), "{delay}");
    }
}

#[test]
fn rejects_type_with_too_many_brackets() {
    let nested = |count: usize| shows(&format!("'{}u8{}'", "list<".repeat(count), ">".repeat(count)));
    catalogue(&nested(MAX_TYPE_DEPTH));
    assert_eq!(check("errors.yaml", &format!("catalogue: acme\n{}", nested(MAX_TYPE_DEPTH + 1))).diagnostics.len(), 1);
}

/// Where a mistake is, letter by letter: the picture that people see draws one mark under an empty place, too.
#[test]
fn marks_a_mistake_from_first_to_last_letter() {
    for (text, code, marked) in [
        ("errors:\n  A:\n  \tstatus: 400\n", Rule::Tab, vec!["\t"]),
        ("errors:\n  A:\n  \t\tstatus: 400\n", Rule::Tab, vec!["\t"]),
        ("envelope: { c: $code\nerrors: 1\n", Rule::Syntax, vec!["", "{"]),
        (&format!("envelope: {}{}", "[".repeat(40), "]".repeat(40)), Rule::NestingTooDeep, vec!["["]),
        (&format!("envelope:\n  {}a\n", "- ".repeat(40)), Rule::NestingTooDeep, vec![""]),
    ] {
        let loaded = check("errors.yaml", &format!("catalogue: acme\n{text}"));
        let found = loaded.diagnostics.iter().find(|it| it.rule() == code).unwrap();
        let source = loaded.sources[0].text();
        let places: Vec<&str> = found.spans().map(|span| &source[span.start..span.end]).collect();
        assert_eq!(places, marked, "{text}");
    }
}

/// Where two reasons are at hand, the one that the line bears out.
#[test]
fn explains_syntax_errors_from_their_line() {
    for (text, reason) in [
        ("errors:\n  message: \"x\" is unknown\n", "the quoted text ends before this"),
        ("errors:\n  message: ]\n", "this closes nothing"),
        ("errors\n  A: {}\n", "the line above has no key"),
        ("title = acme\nerrors: {}\n", "the line above has no key"),
        ("title = acme\n# What can go wrong.\nerrors: {}\n", "the line above has no key"),
        ("- a: 1\nb: 2\n", "a list item and a mapping key"),
        ("a: 1\n- b: 2\n", "a list item and a mapping key"),
        ("fix:\n  - Wait\n  since: 1\n", "a list item and a mapping key"),
        ("a: 1\n{b: c}\n", "a text that holds `: `"),
        ("a:\n  b: c: d\n", "quote this text: \"c: d\""),
        ("errors:\n    A: {}\n  # More.\n  B: {}\n", "this line is indented differently from those above"),
    ] {
        let loaded = check("errors.yaml", text);
        let rendered: String = loaded.rendered().collect();
        assert!(rendered.contains(reason), "{rendered}");
    }
}

/// The picture of a long line begins a third of its width before the mistake.
#[test]
fn shows_start_of_line_for_an_early_mistake() {
    let shown = |column: usize| {
        let start = "{ catalogue: acme,";
        let line = format!("{start}{:1$}nonsense: 1 }}", "", column - 1 - start.len());
        check("errors.yaml", &line)
            .rendered()
            .any(|text| text.contains(&format!(":1:{column}\n")) && text.contains(start))
    };
    assert!(shown(74));
    assert!(!shown(75));
}

/// Two groups of recursive types, of which the first leads to the second.
#[test]
fn reports_each_cycle_of_types_at_its_first_type() {
    let types = "types: { A: { b: B }, B: { a: A, d: D }, C: { d: D }, D: { c: C } }\n";
    let loaded =
        check("errors.yaml", &format!("catalogue: acme\n{types}errors: {{ X: {{ status: 400, message: m }} }}\n"));
    let messages: Vec<&str> = loaded.diagnostics.iter().map(Diagnostic::message).collect();
    assert_eq!(messages, ["the type `A` holds itself", "the type `C` holds itself"]);
}

/// rustc would refuse the struct as well, if one were generated that holds itself.
#[test]
fn recursive_field_becomes_string_and_others_stay() {
    let types = "types: { A: { a: A, b: B }, B: { size: u8 } }\n";
    let loaded =
        check("errors.yaml", &format!("catalogue: acme\n{types}errors: {{ X: {{ status: 400, message: m }} }}\n"));
    let Shape::Struct(fields) = &loaded.catalogue.types[0].shape else { panic!("a struct") };
    let found: Vec<&Type> = fields.iter().map(|field| &field.ty).collect();
    assert_eq!(found, [&Type::Scalar(Scalar::String), &Type::Named(1)]);
}

#[test]
fn missing_file_lists_catalogues_beside_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("beside");
    fs::create_dir_all(&folder).unwrap();
    for name in ["one.yaml", "two.yml", "notes.txt", "README"] {
        fs::write(folder.join(name), "").unwrap();
    }
    let loaded = load(&folder.join("nowhere.yaml"), "nowhere.yaml");
    let text: String = loaded.rendered().collect();
    assert!(text.contains("YAML files in that folder: one.yaml, two.yml"), "{text}");
}

#[test]
fn null_is_not_an_empty_file() {
    let code = |text: &str| check("errors.yaml", text).diagnostics.iter().map(Diagnostic::rule).collect::<Vec<_>>();
    assert_eq!(code(""), [Rule::EmptyFile]);
    assert_eq!(code("null\n"), [Rule::WrongType]);
    assert_eq!(code("@\n"), [Rule::Syntax]);
}

/// A name on the wire or in an output has something in it, nothing around it, and is one line.
#[test]
fn rejects_blank_padded_or_multiline_names() {
    let names = [
        ("", "it is empty"),
        (" A", "white space"),
        ("A ", "white space"),
        ("A\\tB", "control"),
        ("A\\nB", "control"),
        ("A\\u001bB", "control"),
    ];
    let places = [
        "errors: { NAME: { status: 400, message: m, name: A } }",
        "errors: { A: { status: 400, message: m, aliases: [NAME] } }",
        "retired: { NAME: gone }\nerrors: { A: { status: 400, message: m } }",
        "categories: { NAME: Title }\nerrors: { A: { status: 400, message: m, category: NAME } }",
        "types: { NAME: [a] }\nerrors: { A: { status: 400, message: m } }",
        "types: { T: [NAME] }\nerrors: { A: { status: 400, message: m } }",
        "types: { T: { NAME: u32 } }\nerrors: { A: { status: 400, message: m } }",
        "errors: { A: { status: 400, message: m, details: { NAME: u32 } } }",
        "rate_limits: { NAME: { limit: 1, window: 1s } }\nerrors: { A: { status: 400, message: m } }",
        "envelope: { code: $code, NAME: 1 }\nerrors: { A: { status: 400, message: m } }",
    ];
    let long = "a".repeat(201);
    for (name, problem) in names.into_iter().chain([(&*long, "longer than 200 bytes")]) {
        for place in places {
            let text = place.replace("NAME", &format!("\"{name}\""));
            let loaded = check("errors.yaml", &format!("catalogue: acme\n{text}\n"));
            let messages: Vec<&str> = loaded.diagnostics.iter().map(Diagnostic::message).collect();
            assert!(matches!(messages[..], [one] if one.contains(problem)), "{text}{messages:?}");
        }
    }
}

/// `type: error` is a common body over HTTP, too.
#[test]
fn requires_status_except_for_messages() {
    let needs_status = |line: &str| {
        let text = format!("catalogue: acme\n{line}\nerrors: {{ A: {{ message: m }} }}\n");
        check("errors.yaml", &text).diagnostics.iter().any(|it| it.rule() == Rule::MissingKey)
    };
    assert!(!needs_status("transport: message"));
    assert!(!needs_status("close_codes: {}"));
    assert!(needs_status("transport: http"));
    assert!(needs_status("envelope: { type: error, error: { code: $code } }"));
}

#[test]
fn json_matches_serde_json() {
    let text = "\" \\ \n \r \t \u{8} \u{c} \u{0} \u{1f} \u{7f} é";
    let ours = Json::Map(vec![
        ("a".to_owned(), Json::List(Vec::new())),
        ("b".to_owned(), Json::Map(Vec::new())),
        ("c".to_owned(), Json::List(vec![Json::Null, Json::Bool(true), Json::Signed(-1)])),
        ("d".to_owned(), Json::Text(text.to_owned())),
    ]);
    let theirs = json!({ "a": [], "b": {}, "c": [null, true, -1], "d": text });
    assert_eq!(ours.to_string(), theirs.to_string());
    assert_eq!(ours.to_pretty(), serde_json::to_string_pretty(&theirs).unwrap());
}

#[test]
fn rejects_more_than_65_000_codes_and_aliases() {
    assert_eq!(MAX_CODES, 65_000);
    let problems = |count: usize| {
        let aliases: Vec<String> = (1..count).map(|number| format!("E{number}")).collect();
        let entry = format!("{{ status: 400, message: m, aliases: [{}] }}", aliases.join(", "));
        check("errors.yaml", &format!("catalogue: acme\nerrors: {{ E0: {entry} }}\n")).diagnostics.len()
    };
    assert_eq!((problems(MAX_CODES), problems(MAX_CODES + 1)), (0, 1));
}

#[test]
fn rejects_delay_over_a_year() {
    let problems = |delay: &str| {
        let text = format!("catalogue: acme\nerrors: {{ A: {{ status: 503, message: m, retry_after: {delay} }} }}\n");
        check("errors.yaml", &text).diagnostics.len()
    };
    assert_eq!((problems("366d"), problems("367d")), (0, 1));
}

#[test]
fn rejects_file_over_16_mib() {
    assert_eq!(MAX_BYTES, 16_777_216);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("errors.yaml");
    let refused = |len: u64| {
        fs::File::create(&file).unwrap().set_len(len).unwrap();
        load(&file, "errors.yaml").diagnostics.iter().any(|it| it.rule() == Rule::FileTooLarge)
    };
    assert!(!refused(MAX_BYTES));
    assert!(refused(MAX_BYTES + 1));
    fs::remove_file(&file).unwrap();
}

#[test]
fn text_has_the_size_limit_of_a_file() {
    let refused = |text: &str| check("errors.yaml", text).diagnostics.iter().any(|it| it.rule() == Rule::FileTooLarge);
    let limit = usize::try_from(MAX_BYTES).unwrap();
    assert!(!refused(&" ".repeat(limit)));
    assert!(refused(&" ".repeat(limit + 1)));
}
