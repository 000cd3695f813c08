//! Hostile texts in every field of a catalogue, in every output of the command: the reader of each output finds
//! the same structure as with a harmless text.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../tests/src/hostile.rs"]
mod hostile;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use hostile::{
    HARMLESS, assert_page_is_safe, assert_same, assert_same_tags, assert_terminal_is_safe, broken, plain, prose, texts,
};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

/// A folder with the catalogues of one text, which is also in file names as far as possible.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str, name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(test).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    /// Runs the command in the folder.
    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errors"));
        let Output { status, stdout, stderr } = command.current_dir(&self.0).args(arguments).output().unwrap();
        let [stdout, stderr] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert_terminal_is_safe(&format!("stderr of {arguments:?}"), &stderr);
        Run { code: status.code(), stdout, stderr }
    }

    /// Writes a catalogue to a file whose name contains as much of the text as possible.
    fn named(&self, text: &str, catalogue: &str) -> String {
        let name: String = text.chars().filter(|c| !"/\0".contains(*c)).take(60).collect();
        let name = format!("./{name}.yaml");
        self.write(&name, catalogue);
        name
    }
}

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn succeeds(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        self.stdout
    }
}

/// Returns the command's own lines: all others are indented, or after a line number.
fn own_lines(output: &str) -> usize {
    output.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic())).count()
}

/// Returns the kinds and numbers of values, without names and texts.
fn shape(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        Value::Number(_) => "number".to_owned(),
        Value::String(_) => "text".to_owned(),
        Value::Array(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let mut shapes: Vec<String> = members.values().map(shape).collect();
            shapes.sort();
            format!("{{{}}}", shapes.join(","))
        }
    }
}

fn json(what: &str, output: &str) -> Value {
    assert_terminal_is_safe(what, output);
    serde_json::from_str(output).unwrap_or_else(|error| panic!("{what}: {error}\n{output}"))
}

fn yaml(what: &str, output: &str) -> Value {
    assert_terminal_is_safe(what, output);
    serde_yaml::from_str(output).unwrap_or_else(|error| panic!("{what}: {error}\n{output}"))
}

#[test]
fn findings_are_lines_of_a_terminal_and_values_of_json() {
    let harmless = Folder::new("check", "harmless");
    let file = harmless.named(HARMLESS[1], &plain(HARMLESS[1]));
    let of = |folder: &Folder, file: &str, format: &str| folder.run(&["check", file, "--format", format]).stdout;
    for (name, text) in texts() {
        let folder = Folder::new("check", &name);
        let valid = folder.named(&text, &plain(&text));
        for format in ["json", "sarif"] {
            let expected = shape(&json(&name, &of(&harmless, &file, format)));
            assert_eq!(shape(&json(&name, &of(&folder, &valid, format))), expected, "{name} as {format}");
        }
        let (shown, expected) = (of(&folder, &valid, "text"), of(&harmless, &file, "text"));
        assert_terminal_is_safe(&name, &shown);
        assert_eq!(own_lines(&shown), own_lines(&expected), "{name}\n{shown}");
        for (broken, least) in broken(&text).iter().zip([20, 1]) {
            let refused = folder.named(&text, broken);
            for format in ["json", "sarif"] {
                json(&name, &of(&folder, &refused, format));
            }
            let shown = of(&folder, &refused, "text");
            assert_terminal_is_safe(&name, &shown);
            let findings = json(&name, &of(&folder, &refused, "json")).as_array().unwrap().len();
            assert!(findings >= least, "{name}\n{shown}");
            // One line for each, and the line of the counts, which starts with a number.
            assert_eq!(own_lines(&shown), findings, "{name}\n{shown}");
            // All commands that read a catalogue report the same errors.
            for arguments in [["docs", &refused], ["lock", &refused], ["openapi", &refused], ["serve", &refused]] {
                assert_eq!(folder.run(&arguments).code, Some(1), "{name}: {arguments:?}");
            }
        }
        assert_eq!(folder.run(&["check", "no/file", &format!("{text}x").replace('\0', "")]).code, Some(2), "{name}");
    }
}

/// Parses a line like the runner of GitHub Actions.
#[test]
fn annotations_have_a_file_and_a_message() {
    for (name, text) in texts() {
        let folder = Folder::new("github", &name);
        let [broken, _] = broken(&text);
        let file = folder.named(&text, &broken);
        let shown = folder.run(&["check", &file, "--format", "github"]).stdout;
        let findings = json(&name, &folder.run(&["check", &file, "--format", "json"]).stdout);
        assert_eq!(shown.lines().count(), findings.as_array().unwrap().len(), "{name}\n{shown}");
        for line in shown.lines() {
            assert!(!line.chars().any(errors_catalogue::shown::steers), "{name}: {line:?}");
            let (command, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
            let (command, properties) = command.split_once(' ').unwrap();
            assert_eq!(command, "error");
            let names: Vec<&str> = properties.split(',').map(|it| it.split_once('=').unwrap().0).collect();
            assert_eq!(names, ["file", "line", "col", "endColumn", "title"], "{name}: {line}");
        }
    }
}

#[test]
fn changes_are_lines_of_a_terminal_rows_of_a_table_and_values_of_json() {
    let of = |folder: &Folder, format: &str| folder.run(&["diff", "0.yaml", "1.yaml", "--format", format]).stdout;
    for (name, text) in texts() {
        let folder = Folder::new("diff", &name);
        folder.write("0.yaml", &plain(HARMLESS[0]));
        folder.write("1.yaml", &plain(&text));
        let changes = json(&name, &of(&folder, "json")).as_array().unwrap().len();
        assert!(changes > 15, "{name}: {changes}");
        let shown = of(&folder, "text");
        assert_terminal_is_safe(&name, &shown);
        assert_eq!(own_lines(&shown), changes, "{name}\n{shown}");
        let table = of(&folder, "markdown");
        assert_terminal_is_safe(&name, &table);
        assert_eq!(rows(&table), changes, "{name}\n{table}");
        assert_markdown_is_safe(&name, &table);
    }
}

/// Counts the rows of tables below their heads, each of three cells.
fn rows(markdown: &str) -> usize {
    let mut tags = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(tag @ (Tag::TableRow | Tag::TableCell)) => tags.push(tag),
            Event::Start(Tag::TableHead | Tag::Table(_) | Tag::Heading { .. } | Tag::Paragraph) => {}
            Event::Start(other) => panic!("{other:?} in {markdown}"),
            _ => {}
        }
    }
    tags.iter().filter(|tag| **tag == Tag::TableRow).count()
}

/// Asserts that Markdown has no foreign HTML, no images, and only links to the web, a mailbox or the page.
fn assert_markdown_is_safe(what: &str, markdown: &str) {
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let is_ours = matches!(&*html, "<br>" | "</a>") || html.starts_with("<a id=\"");
                assert!(is_ours && html.matches(['<', '"']).count() <= 3, "{what}: {html}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_safe = dest_url.starts_with('#') || errors_catalogue::shown::is_link(&dest_url);
                assert!(is_safe, "{what}: {dest_url}");
            }
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{what}: an image of {dest_url}"),
            _ => {}
        }
    }
}

/// Returns the structure of a Markdown page: its tags, without texts and inline code.
fn structure(markdown: &str) -> Vec<String> {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(format!("{level}")),
        Event::Start(Tag::Link { .. }) => Some("link".to_owned()),
        Event::Start(Tag::CodeBlock(_)) => Some("block of code".to_owned()),
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::End(tag) => Some(format!("{tag:?}")),
        Event::Html(_) | Event::InlineHtml(_) => Some("html".to_owned()),
        Event::Text(_) | Event::Code(_) => None,
        other => Some(format!("{other:?}")),
    });
    events.collect()
}

#[test]
fn pages_have_the_structure_of_a_harmless_one() {
    let harmless = Folder::new("docs", "harmless");
    harmless.write("plain.yaml", &plain(HARMLESS[1]));
    let of = |folder: &Folder, file: &str, format: &str| folder.run(&["docs", file, "--format", format]).succeeds();
    let (html, markdown) = (of(&harmless, "plain.yaml", "html"), of(&harmless, "plain.yaml", "markdown"));
    for (name, text) in texts() {
        let folder = Folder::new("docs", &name);
        folder.write("plain.yaml", &plain(&text));
        folder.write("prose.yaml", &prose(&text));
        for file in ["plain.yaml", "prose.yaml"] {
            let (html, markdown) = (of(&folder, file, "html"), of(&folder, file, "markdown"));
            assert_terminal_is_safe(&name, &html.replace('\t', " "));
            assert_terminal_is_safe(&name, &markdown.replace('\t', " "));
            assert_markdown_is_safe(&name, &markdown);
        }
        assert_same_tags(&name, &of(&folder, "plain.yaml", "html"), &html);
        assert_page_is_safe(&name, &of(&folder, "prose.yaml", "html"), &html);
        assert_same(&name, &structure(&of(&folder, "plain.yaml", "markdown")), &structure(&markdown));
    }
}

#[test]
fn explanations_and_differences_are_lines_of_a_terminal() {
    let harmless = Folder::new("explain", "harmless");
    harmless.write("plain.yaml", &plain(HARMLESS[1]));
    let expected = own_lines(&harmless.run(&["explain", HARMLESS[1], "plain.yaml"]).succeeds());
    for (name, text) in texts() {
        let folder = Folder::new("explain", &name);
        folder.write("plain.yaml", &plain(&text));
        folder.write("prose.yaml", &prose(&text));
        let loaded = errors_catalogue::lock::load(&folder.0.join("plain.yaml"), "plain.yaml").catalogue;
        let retired = loaded.retired[0].0.as_str();
        for file in ["plain.yaml", "prose.yaml"] {
            for entry in &loaded.entries {
                let shown = folder.run(&["explain", "--", &entry.code, file]);
                assert_terminal_is_safe(&name, &shown.stdout);
            }
        }
        let shown = folder.run(&["explain", "--", &loaded.entries[0].code, "plain.yaml"]).succeeds();
        let own = own_lines(&shown);
        // The code itself may start with a character that is not a letter.
        assert!(own == expected || own + 1 == expected, "{name}\n{shown}");
        assert_terminal_is_safe(&name, &folder.run(&["explain", "--", retired, "plain.yaml"]).succeeds());
        assert_eq!(folder.run(&["explain", "NONE", "plain.yaml"]).code, Some(2), "{name}");

        // Each file before and after.
        let name_of_file = folder.named(&text, &plain(HARMLESS[0]));
        for arguments in WRITERS {
            let arguments = [arguments, &["-o", &name_of_file, "--check"][..]].concat();
            let shown = folder.run(&arguments);
            assert_eq!(shown.code, Some(1), "{name}: {arguments:?}");
            assert_terminal_is_safe(&name, &shown.stdout);
        }
        let shown = folder.run(&["init", &name_of_file, "--check"]);
        assert_terminal_is_safe(&name, &shown.stdout);
    }
}

/// The commands that write a file from a catalogue.
const WRITERS: &[&[&str]] = &[
    &["docs", "prose.yaml", "--format", "markdown"],
    &["docs", "plain.yaml", "--format", "html"],
    &["openapi", "plain.yaml"],
    &["export", "plain.yaml", "--to", "typescript"],
    &["export", "plain.yaml", "--to", "python"],
    &["export", "plain.yaml", "--to", "csharp"],
    &["lock", "plain.yaml"],
    &["schema"],
];

#[test]
fn documents_have_the_shape_of_a_harmless_one() {
    let harmless = Folder::new("openapi", "harmless");
    harmless.write("plain.yaml", &plain(HARMLESS[1]));
    let document = |folder: &Folder, version: &str| {
        let json_file = folder.0.join("api.json");
        let arguments = ["openapi", "plain.yaml", "--openapi", version];
        let text = folder.run(&arguments).succeeds();
        folder.run(&[&arguments[..], &["-o", "api.json"]].concat()).succeeds();
        let (as_yaml, as_json) = (yaml("openapi", &text), json("openapi", &fs::read_to_string(json_file).unwrap()));
        assert_eq!(as_yaml, as_json);
        as_json
    };
    for (name, text) in texts() {
        let folder = Folder::new("openapi", &name);
        folder.write("plain.yaml", &plain(&text));
        for version in ["3.0", "3.1"] {
            assert_eq!(shape(&document(&folder, version)), shape(&document(&harmless, version)), "{name}");
        }
        // The output is valid input: OpenAPI is imported to a catalogue, which is locked.
        let imported = folder.run(&["import", "openapi", "api.json"]).succeeds();
        let again = errors_catalogue::check("imported.yaml", &imported);
        assert!(again.diagnostics.is_empty(), "{name}\n{imported}");
        assert_terminal_is_safe(&name, &imported);
        let file = folder.named(&text, &plain(&text));
        let lock = folder.run(&["lock", &file, "-o", "-"]).succeeds();
        yaml(&name, &lock);
    }
}

/// Returns the responses of `errors serve`, by path.
fn served(folder: &Folder, paths: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errors"));
    command.current_dir(&folder.0).args(["serve", "plain.yaml", "--port", "0"]).stdout(Stdio::piped());
    let mut server = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let (address, _) = line.split_once("http://").unwrap().1.split_once('/').unwrap();
    let bodies = paths.iter().map(|path| {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text.split_once("\r\n\r\n").unwrap().1.to_owned()
    });
    let bodies = bodies.collect();
    server.kill().unwrap();
    server.wait().unwrap();
    bodies
}

#[test]
fn served_pages_are_those_of_files() {
    const PATHS: [&str; 3] = ["/", "/errors", "/openapi.json"];
    let harmless = Folder::new("serve", "harmless");
    harmless.write("plain.yaml", &plain(HARMLESS[1]));
    let expected = served(&harmless, &PATHS);
    for (name, text) in texts() {
        let folder = Folder::new("serve", &name);
        folder.write("plain.yaml", &plain(&text));
        let answers = served(&folder, &PATHS);
        assert_eq!(answers[0], folder.run(&["docs", "plain.yaml", "--format", "html"]).succeeds(), "{name}");
        for at in 1..PATHS.len() {
            let [found, expected] = [&answers, &expected].map(|bodies| shape(&json(&name, &bodies[at])));
            assert_eq!(found, expected, "{name} at {}", PATHS[at]);
        }
    }
}

/// A source file has no invisible characters, and no line is a command to a CI runner; other tests compile it.
#[test]
fn exports_have_no_invisible_characters() {
    for (name, text) in texts() {
        let folder = Folder::new("export", &name);
        folder.write("plain.yaml", &plain(&text));
        folder.write("prose.yaml", &prose(&text));
        for language in ["typescript", "python", "csharp"] {
            for file in ["plain.yaml", "prose.yaml"] {
                assert_terminal_is_safe(&name, &folder.run(&["export", file, "--to", language]).succeeds());
            }
        }
    }
}
