//! The catalogue reader and what cannot be read: each mistake has its own answer, and nothing brings the reader down.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use errors_catalogue::diagnostic::{Diagnostic, Diagnostics, MAX_SHOWN, Rule};
use errors_catalogue::node::{self, Kind, Node, Plain};
use errors_catalogue::source::{Position, Source};
use errors_catalogue::{
    Loaded, MAX_CODES, MAX_CONTEXTS, MAX_DETAILS, MAX_HEADERS, MAX_PLACEHOLDERS, MAX_REPEATED, MAX_TYPE_DEPTH,
    MAX_VALUES,
};
use errors_tests::{assert_golden, read, root};
use serde_yaml::Value;

/// One mistake: its name, whose first word is the rule, and what the reader made of it.
struct Case {
    name: String,
    loaded: Loaded,
}

impl Case {
    fn rule(&self) -> &str {
        self.name.split('.').next().unwrap()
    }
}

/// A path below the folder of these tests.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The files of a folder that end so, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|found| found == ending)).collect();
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The committed cases.
fn committed() -> Vec<Case> {
    let case = |file: PathBuf| {
        let name = stem(&file);
        let loaded = errors_catalogue::lock::load(&file, &format!("cases/invalid/{name}.yaml"));
        Case { name, loaded }
    };
    files(&path("cases/invalid"), "yaml").into_iter().map(case).collect()
}

/// A folder for files that are too large or too odd to commit; it goes when it is dropped.
struct Temp(PathBuf);

impl Temp {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("errors-cases-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn load(&self, name: &str) -> Loaded {
        errors_catalogue::lock::load(&self.0.join(name), name)
    }

    fn load_bytes(&self, bytes: impl AsRef<[u8]>) -> Loaded {
        fs::write(self.0.join("errors.yaml"), bytes).unwrap();
        self.load("errors.yaml")
    }
}

impl Drop for Temp {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const VALID: &str = "catalogue: acme\nerrors:\n  NOT_FOUND:\n    status: 404\n    message: Nothing is here\n";

/// 100,000 levels in braces and brackets, and by indentation.
fn deep_flow() -> String {
    format!("catalogue: acme\nenvelope: {}", "[".repeat(100_000))
}

fn deep_block() -> String {
    format!("catalogue: acme\nenvelope:\n  {}$code\n", "- ".repeat(100_000))
}

fn deep_keys() -> String {
    format!("catalogue: acme\nenvelope: {}", "{a: ".repeat(100_000))
}

fn too_many_codes() -> String {
    let mut text = "catalogue: acme\nerrors:\n".to_owned();
    for number in 0..=MAX_CODES {
        writeln!(text, "  E{number}: {{ status: 400, message: No }}").unwrap();
    }
    text
}

/// A catalogue and a fragment that are not too large each.
fn together_too_large(temp: &Temp) -> Loaded {
    let padding = " ".repeat(9 << 20);
    fs::write(temp.0.join("folder/large.yaml"), format!("errors: {{}}\n#{padding}\n")).unwrap();
    fs::write(temp.0.join("folder/sum.yaml"), format!("{VALID}include: [large.yaml]\n#{padding}\n")).unwrap();
    temp.load("folder/sum.yaml")
}

/// An entry with lines of its own, two levels in.
fn entry(message: &str, more: &str) -> String {
    format!("catalogue: acme\nerrors:\n  E:\n    status: 400\n    message: \"{message}\"\n{more}")
}

/// So many lines, each with its number in the place of `#`.
fn numbered(count: usize, line: &str) -> String {
    (0..count).map(|number| line.replace('#', &number.to_string())).collect()
}

/// One more of each thing than there may be.
fn too_many() -> Vec<(&'static str, String)> {
    let typed = |types: String| format!("{VALID}types:\n{types}");
    let words = format!("  Word: [{}w]\n", numbered(MAX_VALUES, "w#, "));
    vec![
        ("too-many-details", entry("No", &format!("    details:\n{}", numbered(MAX_DETAILS + 1, "      d#: u32\n")))),
        ("too-many-details.fields", typed(format!("  T:\n{}", numbered(MAX_DETAILS + 1, "    f#: u32\n")))),
        ("too-many-values", typed(words)),
        ("too-many-headers", format!("{VALID}headers:\n{}", numbered(MAX_HEADERS + 1, "  X-#: a\n"))),
        (
            "too-many-headers.entry",
            entry("No", &format!("    headers:\n{}", numbered(MAX_HEADERS + 1, "      X-#: a\n"))),
        ),
        ("too-many-contexts", format!("{VALID}context:\n{}", numbered(MAX_CONTEXTS + 1, "  - c#\n"))),
        ("too-much-repeated", much_repeated()),
        ("too-many-placeholders", entry(&"{d}".repeat(MAX_PLACEHOLDERS + 1), "    details: { d: u32 }\n")),
        (
            "too-many-placeholders.header",
            entry("No", &format!("    headers: {{ X-A: \"{}\" }}\n", "{code}".repeat(MAX_PLACEHOLDERS + 1))),
        ),
        ("types-too-deep.structs", typed(chain(MAX_TYPE_DEPTH, "a: T#", "a: u32"))),
        ("types-too-deep.long", typed(chain(10_000, "a: T#", "a: u32"))),
        ("types-too-deep.optional", typed(chain(MAX_TYPE_DEPTH / 3 + 1, "a: list<T#>?", "a: u32"))),
        ("types-too-deep.ring", typed(chain(MAX_TYPE_DEPTH, "a: T#?", "a: list<T0>"))),
    ]
}

/// An envelope of a little over 8 MiB, which the eighth code is one too many for.
fn much_repeated() -> String {
    let codes = numbered(8, "  E#: { status: 400, message: No }\n");
    format!("catalogue: acme\nenvelope:\n  code: $code\n  text: {}\nerrors:\n{codes}", "x".repeat(MAX_REPEATED / 8))
}

/// So many structs, each of which holds the next one, and the innermost.
fn chain(count: usize, outer: &str, inner: &str) -> String {
    let outer = (0..count).map(|at| format!("  T{at}: {{ {} }}\n", outer.replace('#', &(at + 1).to_string())));
    outer.collect::<String>() + &format!("  T{count}: {{ {inner} }}\n")
}

/// The cases that no committed file can express.
fn generated(temp: &Temp) -> Vec<Case> {
    let case = |name: &str, loaded: Loaded| Case { name: name.to_owned(), loaded };
    fs::create_dir_all(temp.0.join("folder")).unwrap();
    fs::write(temp.0.join("folder/errors.yaml"), VALID).unwrap();
    fs::write(temp.0.join("folder/socket.yaml"), VALID).unwrap();
    fs::create_dir_all(temp.0.join("bare")).unwrap();
    let too_many = too_many().into_iter().map(|(name, text)| case(name, errors_catalogue::check("errors.yaml", &text)));
    let others = vec![
        case("missing-file.misspelt", temp.load("folder/error.yaml")),
        case("missing-file.renamed", temp.load("folder/catalogue.yaml")),
        case("missing-file.alone", temp.load("bare/errors.yaml")),
        case("missing-file.folder", temp.load("nowhere/errors.yaml")),
        case("missing-file.within-a-file", temp.load("folder/errors.yaml/errors.yaml")),
        case("not-a-file.directory", temp.load("folder")),
        case("unreadable-file.path", temp.load("folder/\0.yaml")),
        case("file-too-large.together", together_too_large(temp)),
        case("file-too-large", temp.load_bytes(vec![b'#'; 20 << 20])),
        case("not-utf8.latin1", temp.load_bytes(b"catalogue: acme\ntitle: caf\xe9\n")),
        case("not-utf8.mark", temp.load_bytes(b"\xef\xbb\xbftitle: caf\xe9\n")),
        case("not-utf8.utf16", temp.load_bytes(b"\xff\xfec\0a\0t\0a\0")),
        case("too-many-codes", errors_catalogue::check("errors.yaml", &too_many_codes())),
        case("nesting-too-deep.flow", errors_catalogue::check("errors.yaml", &deep_flow())),
        case("nesting-too-deep.block", errors_catalogue::check("errors.yaml", &deep_block())),
        case("nesting-too-deep.keys", errors_catalogue::check("errors.yaml", &deep_keys())),
    ];
    too_many.chain(others).collect()
}

/// Both kinds of cases.
fn cases(temp: &Temp) -> Vec<Case> {
    let mut cases = committed();
    cases.extend(generated(temp));
    cases
}

/// Each place lies inside its file, on the borders of characters, and the text can be drawn.
fn assert_places(name: &str, loaded: &Loaded) {
    for diagnostic in &loaded.diagnostics {
        for span in diagnostic.spans() {
            let text = loaded.sources[span.file].text();
            assert!(text.get(span.start..span.end).is_some(), "{name}: {span:?} in {}", diagnostic.message());
        }
        assert!(!diagnostic.render(&loaded.sources).is_empty(), "{name}");
    }
}

/// What people read, without the places of this machine.
fn rendered(loaded: &Loaded, temp: &Temp) -> String {
    let text = loaded.rendered().collect::<Vec<_>>().join("\n\n") + "\n";
    text.replace(&path("").display().to_string(), "$TESTS/").replace(&temp.0.display().to_string(), "$TEMP")
}

#[test]
fn each_case_breaks_its_own_rule_only() {
    let temp = Temp::new("own-rule");
    for case in cases(&temp) {
        let found: Vec<&str> = case.loaded.diagnostics.iter().map(|problem| problem.rule().word()).collect();
        assert_eq!(found, [case.rule()], "{}:\n{}", case.name, rendered(&case.loaded, &temp));
        assert_places(&case.name, &case.loaded);
    }
}

#[test]
fn output_matches_golden() {
    let temp = Temp::new("golden");
    let mut names = BTreeSet::new();
    for case in cases(&temp) {
        assert_golden(&path(&format!("golden/diagnostics/{}.txt", case.name)), &rendered(&case.loaded, &temp));
        names.insert(case.name);
    }
    for file in files(&path("golden/diagnostics"), "txt") {
        assert!(names.contains(&stem(&file)), "{} belongs to no case", file.display());
    }
}

#[test]
fn messages_are_one_lower_case_line_without_full_stop() {
    let temp = Temp::new("style");
    for case in cases(&temp) {
        for problem in &case.loaded.diagnostics {
            let message = problem.message();
            let shouted = message.chars().take(2).all(|c| c.is_ascii_uppercase());
            assert!(shouted || !message.starts_with(|c: char| c.is_ascii_uppercase()), "{}: {message}", case.name);
            assert!(!message.ends_with('.'), "{}: {message}", case.name);
            let text = problem.render(&case.loaded.sources);
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{}: {text:?}", case.name);
            assert!(
                text.starts_with(&message.escape_default().to_string()) || text.lines().next() == Some(message),
                "{text}"
            );
        }
    }
}

/// Rules that a macro call in a committed file cannot provoke.
const WITHOUT_UI: &[(&str, &str)] = &[
    ("file-too-large", "nobody commits a file of 20 MiB"),
    ("too-many-codes", "nobody commits 65,001 codes"),
    ("too-many-details", "nobody commits 257 details"),
    ("too-many-values", "nobody commits 1,001 values"),
    ("too-many-headers", "nobody commits 65 headers"),
    ("too-many-contexts", "nobody commits 65 contexts"),
    ("too-many-placeholders", "nobody commits 257 placeholders"),
    ("too-much-repeated", "nobody commits an envelope of 8 MiB"),
    ("unreadable-file", "what the system says differs from one to the next"),
];

/// Each rule has a case, a golden text, a program that does not compile, and a line in the manual.
#[test]
fn each_rule_has_case_golden_program_and_manual_line() {
    let temp = Temp::new("complete");
    let cases = cases(&temp);
    let ui: BTreeSet<String> = fs::read_dir(root().join("tests/ui/spec"))
        .unwrap()
        .flat_map(|theme| files(&theme.unwrap().path(), "rs"))
        .map(|file| stem(&file).split('.').next().unwrap().to_owned())
        .collect();
    let manual = read(&root().join("specs/README.md"));
    let (_, manual) = manual.split_once("\n## Diagnostics\n").unwrap();
    for rule in Rule::ALL.iter().map(|code| code.word()) {
        let case = cases.iter().find(|case| case.rule() == rule);
        let case =
            case.unwrap_or_else(|| panic!("no case for {rule}: add errors-catalogue/tests/cases/invalid/{rule}.yaml"));
        let golden = path(&format!("golden/diagnostics/{}.txt", case.name));
        assert!(golden.exists(), "no golden text for {rule}");
        let excused = WITHOUT_UI.iter().any(|(excused, _)| *excused == rule);
        assert!(ui.contains(rule) != excused, "{rule}: either tests/ui/spec/<theme>/{rule}.rs or a reason");
        assert!(manual.contains(&format!("\n| `{rule}` |")), "no line in the manual for {rule}");
    }
}

/// Every catalogue that has to be valid.
fn valid_files() -> Vec<PathBuf> {
    let mut all = files(&root().join("specs"), "yaml");
    all.extend(files(&path("cases/valid"), "yaml"));
    assert!(all.len() >= 8, "{all:?}");
    all
}

#[test]
fn accepts_valid_catalogues() {
    for file in valid_files() {
        let loaded = errors_catalogue::lock::load(&file, &file.display().to_string());
        assert_eq!(loaded.rendered().collect::<Vec<_>>(), [""; 0]);
    }
}

/// What hangs on a mistake is not another one: a type that was refused is not unknown as well.
#[test]
fn reports_each_mistake_once() {
    let entry = |more: &str| format!("errors:\n  E:\n    status: 400\n    message: No\n{more}");
    let texts = [
        "errors: none\n".to_owned(),
        "errors:\n".to_owned(),
        "errors: []\n".to_owned(),
        "errors: *all\n".to_owned(),
        "errors:\n  E: none\n".to_owned(),
        "errors:\n  E:\n".to_owned(),
        "errors:\n  E: { <<: *base }\n".to_owned(),
        "errors:\n  E: { status: four, message: No }\n".to_owned(),
        "errors:\n  E: { status: *s, message: *m }\n".replace("*m", "No"),
        entry("    details: none\n").replace("No", "No {limit}"),
        entry("    details: { limit: u23 }\n    retry_after: $limit\n"),
        entry("    details: { limit: [u32] }\n    retry_after: $limit\n"),
        entry("    details: { limit: { type: u23, in: header } }\n    headers: { X-Limit: \"{limit}\" }\n"),
        entry("    details: { limit: { type: u23, example: 7 } }\n"),
        entry("    details: { limit: { type: u32, example: *seven } }\n"),
        entry("    details: { limit: { type: u32, in: headers } }\n    headers: { X-Limit: \"{limit}\" }\n"),
        entry("    details: { \"2nd\": u32 }\n").replace("No", "\"No {2nd}\""),
        entry("    details: { \"2nd\": u32 }\n    retry_after: $2nd\n"),
        entry("    details: { limit: u32 }\n    headers: { X Limit: \"{limit}\" }\n")
            .replace("u32", "{ type: u32, in: header }"),
        entry("    details: { plan: Plan }\n") + "types: none\n",
        entry("    details: { plan: Plan }\n") + "types: { Plan: none }\n",
        entry("    details: { plan: Plan }\n") + "types: { Plan: [] }\n",
        entry("    details: { plan: Error }\n") + "types: { Error: [a] }\n",
        entry("    details: { plan: \"2\" }\n") + "types: { 2: [a] }\n",
        entry("    category: auth\n") + "categories: none\n",
        entry("    category: auth\n") + "categories: { auth: [] }\n",
        entry("") + "context: none\nenvelope: { code: $code, id: $request_id }\n",
        entry("") + "context: [Request]\nenvelope: { code: $code, id: $Request }\n",
        entry("") + "context: [request_id, request_id]\nenvelope: { code: $code, id: $request_id }\n",
        entry("") + "envelope: { codes: $kode }\n",
        entry("") + "envelope: *body\n",
        entry("") + "statuses: { 400: { fallback: E } }\n" + "retry: none\n",
        entry("").replace("400", "300") + "statuses: { 400: { fallback: E } }\n",
        entry("").replace("  E:", "  \"4\":") + "statuses: { 400: { fallback: \"4\" } }\n",
        "errors: { E: { message: No } }\nclose_codes: none\n".to_owned(),
        "errors: { E: { message: No } }\nclose_codes: { 1: { meaning: Bye } }\n".to_owned(),
    ];
    let mut drowned = Vec::new();
    for text in texts {
        let text = format!("catalogue: acme\n{text}");
        let loaded = errors_catalogue::check("errors.yaml", &text);
        if loaded.diagnostics.len() != 1 {
            drowned.push(format!("{text}\n{}", loaded.rendered().collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(drowned.is_empty(), "{}", drowned.join("\n\n"));
}

/// What is valid beside a mistake is still there, whenever the file could be read to its end.
#[test]
fn keeps_entries_beside_a_mistake() {
    for case in committed() {
        let codes: Vec<&str> = case.loaded.catalogue.entries.iter().map(|entry| entry.code.as_str()).collect();
        let text = read_lossy(&path(&format!("cases/invalid/{}.yaml", case.name)));
        if text.contains("\n  NOT_FOUND:\n    status: 404\n    message: Nothing is here\n") && case.rule() != "not-utf8"
        {
            let kept = codes.contains(&"NOT_FOUND");
            let lost = ["syntax", "tab", "nesting-too-deep", "duplicate-code", "wrong-type"].contains(&case.rule());
            assert!(kept || lost, "{}: {codes:?}", case.name);
        }
    }
}

fn read_lossy(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}

#[test]
fn ignores_byte_order_mark_and_windows_line_ends() {
    for file in valid_files() {
        let text = read(&file);
        let catalogue = |text: &str| {
            let loaded = errors_catalogue::check("errors.yaml", text);
            let problems: Vec<String> = loaded.rendered().collect();
            (format!("{:?}", loaded.catalogue), problems)
        };
        let plain = catalogue(&text);
        assert_eq!(plain.1, [""; 0]);
        assert_eq!(catalogue(&format!("\u{feff}{text}")), plain, "{}", file.display());
        assert_eq!(catalogue(&text.replace('\n', "\r\n")), plain, "{}", file.display());
        assert_eq!(catalogue(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), plain, "{}", file.display());
    }
}

#[test]
fn places_ignore_byte_order_mark_and_windows_line_ends() {
    for case in ["invalid-catalogue-name", "unknown-category", "syntax", "tab"] {
        let text = read(&path(&format!("cases/invalid/{case}.yaml")));
        let plain: Vec<String> = errors_catalogue::check("errors.yaml", &text).rendered().collect();
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(errors_catalogue::check("errors.yaml", &windows).rendered().collect::<Vec<_>>(), plain);
    }
}

#[test]
fn missing_file_lists_tried_path_and_neighbours() {
    let temp = Temp::new("missing");
    fs::write(temp.0.join("errors.yaml"), VALID).unwrap();
    let answer = |name: &str| temp.load(name).rendered().collect::<String>();
    let misspelt = answer("eror.yaml");
    assert!(misspelt.contains(&temp.0.join("eror.yaml").display().to_string()), "{misspelt}");
    assert!(misspelt.contains("did you mean `errors.yaml`"), "{misspelt}");
    let other = answer("catalogue.yaml");
    assert!(other.contains("YAML files in that folder: errors.yaml"), "{other}");
}

#[test]
fn rejects_deep_nesting_on_a_small_stack() {
    let check = || {
        for (what, text) in [("brackets", deep_flow()), ("dashes", deep_block()), ("braces", deep_keys())] {
            let loaded = errors_catalogue::check("errors.yaml", &text);
            assert_eq!(loaded.diagnostics.len(), 1, "{what}");
            assert_eq!(loaded.diagnostics[0].rule(), Rule::NestingTooDeep, "{what}");
        }
        let indented: Vec<String> = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        let loaded = errors_catalogue::check("errors.yaml", &indented.concat());
        assert_eq!(loaded.diagnostics[0].rule(), Rule::NestingTooDeep);
    };
    std::thread::Builder::new().stack_size(512 << 10).spawn(check).unwrap().join().unwrap();
}

#[test]
fn accepts_nesting_up_to_the_limit() {
    let nested = |levels: usize| {
        let text = VALID.replace(
            "errors:",
            &format!("envelope:\n  code: $code\n  deep: {}1{}\nerrors:", "[".repeat(levels), "]".repeat(levels)),
        );
        errors_catalogue::check("errors.yaml", &text).diagnostics.len()
    };
    assert_eq!(nested(30), 0);
    assert_eq!(nested(31), 1);
}

/// `a: &a [x, x]`, then each line names the one before it nine times: 9³⁰ values, were they written out.
#[test]
fn rejects_alias_bomb() {
    let mut text = "catalogue: acme\nbomb0: &a0 boom\n".to_owned();
    for level in 1..=30 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "bomb{level}: &a{level} [{aliases}]").unwrap();
    }
    let loaded = errors_catalogue::check("errors.yaml", &text);
    let shown = |rule: Rule| loaded.diagnostics.iter().filter(|problem| problem.rule() == rule).count();
    let counted = |rule: Rule| loaded.omitted.iter().filter(|it| it.rule == rule).map(|it| it.count).sum::<usize>();
    let count = |rule: Rule| shown(rule) + counted(rule);
    assert_eq!((count(Rule::Anchor), count(Rule::Alias)), (31, 270));
    assert_places("bomb", &loaded);
}

/// Lists that the rules walk, each about a megabyte: none may be compared with itself pair by pair.
#[test]
fn checks_lists_of_10_000_items() {
    const COUNT: usize = 10_000;
    let lines = |line: &dyn Fn(usize) -> String| (0..COUNT).map(line).collect::<Vec<_>>().concat();
    let details = "errors:\n  E:\n    status: 400\n    message: No\n    details:\n".to_owned();
    let entries = |more: &str| {
        let entry = |n: usize| format!("  E{n}: {{ status: 400, message: No{} }}\n", more.replace('#', &n.to_string()));
        "errors:\n".to_owned() + &lines(&entry)
    };
    let listed = "categories:\n".to_owned() + &lines(&|n| format!("  k{n}: No\n"));
    let texts = [
        ("unknown keys", 10001, lines(&|n| format!("k{n}: 1\n"))),
        ("codes", 0, entries("")),
        ("one code", 9999, "errors:\n".to_owned() + &lines(&|_| "  E: { status: 400, message: No }\n".to_owned())),
        ("one name", 9999, entries(", name: E")),
        ("categories", 0, listed.clone() + &entries(", category: k#")),
        ("unknown categories", 1858, listed + entries(", category: x#")[..100_000].rsplit_once('\n').unwrap().0),
        ("envelope", 10000, "envelope:\n".to_owned() + &lines(&|n| format!("  k{n}: $code\n"))),
        ("context", 2, "context:\n".to_owned() + &lines(&|n| format!("  - k{n}\n"))),
        ("headers", 2, "headers:\n".to_owned() + &lines(&|n| format!("  X-{n}: a\n"))),
        ("types", 3, "types:\n".to_owned() + &lines(&|n| format!("  T{n}: {{ next: T{} }}\n", n + 1))),
        ("statuses", 9500, "statuses:\n".to_owned() + &lines(&|n| format!("  {n}: {{ fix: No }}\n")) + &entries("")),
        ("details", 1, details + &lines(&|n| format!("      k{n}: u32\n"))),
    ];
    for (what, problems, text) in texts {
        let loaded = errors_catalogue::check("errors.yaml", &format!("catalogue: acme\n{text}"));
        assert_eq!(loaded.problems(), problems, "{what}");
        assert_eq!(loaded.diagnostics.len(), problems.min(MAX_SHOWN), "{what}");
        assert!(loaded.diagnostics.is_sorted_by_key(Diagnostic::span), "{what}");
    }
}

/// Those that are shown are the first by place, whichever rule found them, and in whichever order.
#[test]
fn shows_first_problems_of_each_file() {
    let temp = Temp::new("shown");
    let entries = |prefix: &str| numbered(5_000, &format!("  {prefix}#: {{ status: 99 }}\n"));
    fs::write(temp.0.join("common.yaml"), format!("errors:\n{}", entries("F"))).unwrap();
    let loaded = temp.load_bytes(format!("catalogue: acme\ninclude: [common.yaml]\nerrors:\n{}", entries("E")));
    // Two of each entry: no message is found by one stage, the status by the next.
    assert_eq!(loaded.problems(), 20_000);
    for file in [0, 1] {
        let lines = loaded.diagnostics.iter().filter_map(Diagnostic::span).filter(|span| span.file == file);
        let lines: Vec<usize> = lines.map(|span| loaded.sources[file].position(span.start).line).collect();
        let first = if file == 0 { 4 } else { 2 };
        assert_eq!(lines, (0..MAX_SHOWN).map(|at| first + at / 2).collect::<Vec<_>>());
        let omitted = loaded.omitted.iter().filter(|it| it.file == file).map(|it| (it.rule, it.count));
        let rest = 5_000 - MAX_SHOWN / 2;
        assert_eq!(omitted.collect::<Vec<_>>(), [(Rule::MissingKey, rest), (Rule::StatusOutOfRange, rest)]);
    }
    let text = fs::read_to_string(temp.0.join("common.yaml")).unwrap();
    assert_eq!(errors_catalogue::check_uncut("errors.yaml", &text).diagnostics.len(), 10_001);
}

/// Letters of one, two and four bytes, on lines that are shorter and longer than what is counted together.
#[test]
fn columns_count_characters_on_lines_of_any_length() {
    for count in [1, 100, 1_000, 10_000] {
        let text = "aä😀".repeat(count) + "\n" + &"ßb".repeat(count);
        let source = Source::new("errors.yaml", &text);
        let (mut line, mut column) = (1, 1);
        for (at, letter) in text.char_indices() {
            assert_eq!(source.position(at), Position { line, column }, "{count}: {at}");
            (line, column) = if letter == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!(source.position(text.len()), Position { line, column });
    }
}

#[test]
fn rejects_header_value_over_8_kib() {
    let entries = "errors:\n  A: { status: 400, message: No }\n";
    for (len, rules) in [(8 * 1024, None), (8 * 1024 + 1, Some(["invalid-header-value", "unsendable-value"]))] {
        let long = "x".repeat(len);
        let fixed = format!("catalogue: acme\nheaders: {{ X-A: \"{long}\" }}\n{entries}");
        let filled = format!("catalogue: acme\ndocs_url: {long}\nheaders: {{ X-A: \"{{docs_url}}\" }}\n{entries}");
        let found = [fixed, filled].map(|text| {
            let loaded = errors_catalogue::check("errors.yaml", &text);
            let codes: Vec<_> =
                loaded.diagnostics.iter().map(|it| (it.rule().word(), it.message().len() < 80)).collect();
            codes
        });
        assert_eq!(found, rules.map_or([vec![], vec![]], |rules| rules.map(|rule| vec![(rule, true)])), "{len}");
    }
}

// The oracle: another YAML library sees the same keys and values.

#[test]
fn agrees_with_another_yaml_library() {
    for file in valid_files() {
        let text = read(&file);
        let mut out = Diagnostics::default();
        let tree = node::parse(&Source::new("errors.yaml", &text), 0, &mut out).unwrap();
        let value: Value = serde_yaml::from_str(&text).unwrap();
        assert!(out.is_empty());
        assert_same(&tree, &value, &file.display().to_string());
    }
}

fn assert_same(node: &Node, value: &Value, at: &str) {
    match (&node.kind, value) {
        (Kind::List(items), Value::Sequence(values)) => {
            assert_eq!(items.len(), values.len(), "{at}");
            for (number, (item, value)) in items.iter().zip(values).enumerate() {
                assert_same(item, value, &format!("{at}[{number}]"));
            }
        }
        (Kind::Map { members, .. }, Value::Mapping(values)) => {
            assert_eq!(members.len(), values.len(), "{at}");
            for ((key, node), (theirs, value)) in members.iter().zip(values) {
                let theirs = theirs.as_str().map_or_else(|| scalar_text(theirs), str::to_owned);
                assert_eq!(key.value, theirs, "{at}");
                assert_same(node, value, &format!("{at}.{theirs}"));
            }
        }
        (Kind::Scalar { text, .. }, _) => match (node.plain().unwrap(), value) {
            (Plain::Null, Value::Null) => {}
            (Plain::Bool(ours), Value::Bool(theirs)) => assert_eq!(ours, *theirs, "{at}"),
            (Plain::Integer(ours), Value::Number(theirs)) => assert_eq!(ours.to_string(), theirs.to_string(), "{at}"),
            (Plain::Float(ours), Value::Number(theirs)) => {
                assert_eq!(Some(ours.to_bits()), theirs.as_f64().map(f64::to_bits), "{at}");
            }
            (Plain::Text, Value::String(theirs)) => assert_eq!(text, theirs, "{at}"),
            (ours, theirs) => panic!("{at}: {ours:?} is not {theirs:?}"),
        },
        (_, theirs) => panic!("{at}: not {theirs:?}"),
    }
}

/// A key that is a number or a word of YAML, as it is written.
fn scalar_text(value: &Value) -> String {
    serde_yaml::to_string(value).unwrap().trim_end().to_owned()
}

// Any bytes at all.

/// A small generator of numbers (`SplitMix64`), so that each failure can be run again by its seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// What catalogues are made of, and what trips readers of YAML.
const PIECES: &[&str] = &[
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    " ",
    ": ",
    ":",
    "- ",
    ", ",
    "? ",
    "# ",
    "|\n",
    ">-\n",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "{{",
    "}}",
    "&a ",
    "*a",
    "!t ",
    "!!int ",
    "<<: ",
    "$",
    "$$",
    "%YAML 1.2\n",
    "---\n",
    "...\n",
    "\t",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "é",
    "日本",
    "🦀",
    "\0",
    "\u{7f}",
    "~",
    "null",
    "true",
    "0x1f",
    "-1",
    "1e999",
    ".inf",
    ".nan",
    "340282366920938463463374607431768211456",
    "catalogue: acme\n",
    "errors:\n",
    "  NOT_FOUND:\n",
    "    status: 404\n",
    "    message: ",
    "    details:\n",
    "      limit: ",
    "u32",
    "list<",
    ">",
    "?",
    "envelope:\n",
    "  code: $code\n",
    "  details?: $details\n",
    "  <<: $details\n",
    "envelope: problem\n",
    "types:\n",
    "  T: [a, b]\n",
    "  T: { t: T }\n",
    "headers:\n",
    "  X-A: \"{code}\"\n",
    "retry: { max_delay: 9d }\n",
    "{limit}",
    "$limit",
    "close_codes: { 1000: { meaning: Bye } }\n",
    "categories: {}\n",
    "include: [x.yaml]\n",
    "retired: { A: b }\n",
    "statuses: { 404: { fallback: NOT_FOUND } }\n",
    "exceptions: { 4xx: E }\n",
    "context: [request_id]\n",
];

fn random_pieces(random: &mut Random) -> Vec<u8> {
    let count = random.below(60);
    (0..count).flat_map(|_| random.pick(PIECES).bytes()).collect()
}

fn random_bytes(random: &mut Random) -> Vec<u8> {
    let count = random.below(200);
    let mask = if random.below(2) == 0 { 0x7f } else { 0xff };
    (0..count).map(|_| random.next().to_le_bytes()[0] & mask).collect()
}

/// A few small accidents to a valid catalogue: to bytes, to pieces of text, to lines.
fn mutated(text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=random.below(4) {
        mutate(&mut bytes, random);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let end = (at + random.below(30)).min(bytes.len());
    match random.below(9) {
        0 => drop(bytes.drain(at..end)),
        1 => bytes.truncate(at),
        2 => drop(bytes.splice(at..at, random.pick(PIECES).bytes())),
        3 => drop(bytes.splice(at..end, random.pick(PIECES).bytes())),
        4 => bytes.extend_from_within(at..end),
        5 => bytes.insert(at, random.next().to_le_bytes()[0]),
        _ => mutate_lines(bytes, random),
    }
}

fn mutate_lines(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    let (at, other) = (random.below(lines.len()), random.below(lines.len()));
    if lines.is_empty() {
        return;
    }
    match random.below(4) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(other, lines[at].clone()),
        2 => lines.swap(at, other),
        _ => lines[at].splice(0..0, *b"  ").for_each(drop),
    }
    *bytes = lines.concat();
}

/// Reads the bytes: a catalogue or diagnostics come out, and the diagnostics can be shown.
fn assert_survives(bytes: &[u8], temp: &Temp, what: &str) {
    let loaded = match std::str::from_utf8(bytes) {
        Ok(text) => errors_catalogue::check("errors.yaml", text),
        Err(_) => temp.load_bytes(bytes),
    };
    assert!(!loaded.diagnostics.is_empty() || !loaded.catalogue.entries.is_empty(), "{what}: neither");
    assert_places(what, &loaded);
    if loaded.diagnostics.is_empty() {
        for entry in &loaded.catalogue.entries {
            let _ = errors_catalogue::body::example_body(&loaded.catalogue, entry).to_pretty();
        }
    }
}

/// Runs `count` inputs, and says which seed failed and with what.
fn survives(name: &str, count: u64, make: impl Fn(&mut Random) -> Vec<u8>) {
    let temp = Temp::new(name);
    for seed in 0..count {
        let bytes = make(&mut Random(seed));
        let run = std::panic::AssertUnwindSafe(|| assert_survives(&bytes, &temp, name));
        let survived = std::panic::catch_unwind(run).is_ok();
        assert!(survived, "{name}: seed {seed}: {:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn any_bytes_are_read_or_diagnosed() {
    survives("bytes", 1_000, random_bytes);
}

#[test]
fn any_pieces_of_yaml_are_read_or_diagnosed() {
    survives("pieces", 3_000, random_pieces);
}

#[test]
fn any_damaged_catalogue_is_read_or_diagnosed() {
    let mut texts: Vec<Vec<u8>> = valid_files().iter().map(|file| fs::read(file).unwrap()).collect();
    texts.extend(files(&path("cases/invalid"), "yaml").iter().map(|file| fs::read(file).unwrap()));
    let texts: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
    survives("accidents", 3_000, |random| {
        let text = random.pick(&texts);
        mutated(text, random)
    });
}

/// Every beginning of a catalogue: what an editor holds while somebody types.
#[test]
fn any_prefix_of_a_catalogue_is_read_or_diagnosed() {
    let text = read(&path("cases/valid/tour.yaml"));
    let ends = (0..text.len()).filter(|&end| text.is_char_boundary(end));
    for end in ends.step_by(3) {
        let loaded = errors_catalogue::check("errors.yaml", &text[..end]);
        assert_places(&format!("the first {end} bytes"), &loaded);
    }
}
