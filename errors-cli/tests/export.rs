//! `errors export`: the output matches golden files, and no text of a catalogue escapes its literal or comment.
//! `tests/wire/clients` tests that clients behave like errors-runtime.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::assert_golden;

const MOLROO: &str = "specs/molroo.yaml";
const RICH: &str = "tests/hygiene/rich.yaml";

/// Returns the languages in the help with their file endings: `- python: Python 3.9 or newer, one module (.py)`.
fn languages() -> Vec<(String, String)> {
    let (help, ..) = errors(&["export", "--help"]);
    let listed = help.lines().filter_map(|line| {
        let (name, about) = line.trim().strip_prefix("- ")?.split_once(':')?;
        let (_, ending) = about.strip_suffix(')')?.rsplit_once("(.")?;
        Some((name.to_owned(), ending.to_owned()))
    });
    listed.collect()
}

/// Characters that end or change a string or a comment in one of the languages.
const SIGNS: &str = "'\" ''' \"\"\" ` */ /* // # <!-- --> ${x} #{x} {{x}} %s \\ \\n \\u0041 \t \r\n \u{0} \u{7f} \u{85} \
                     \u{2028} \u{2029} \u{202e} \u{200b} \u{feff} é 💥 \\";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs the command; returns standard output, standard error and the exit code.
fn errors(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_errors")).current_dir(root()).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn export(file: &str, language: &str) -> String {
    let (out, err, code) = errors(&["export", file, "--to", language]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    out
}

/// A file of one test; removed with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("errors-export-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Quotes a text as a YAML value; YAML allows fewer characters unescaped than JSON.
fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap();
    json.chars().map(|c| if is_hidden(c) { format!("\\u{:04x}", u32::from(c)) } else { c.into() }).collect()
}

fn is_hidden(c: char) -> bool {
    c.is_control() || "\u{2028}\u{2029}\u{202e}\u{200b}\u{feff}".contains(c)
}

/// Returns a catalogue with the signs in every text.
fn catalogue_of_signs(test: &str) -> Scratch {
    let text = quoted(SIGNS);
    // Names cannot contain control characters, messages no stray braces.
    let name = quoted(&SIGNS.replace(|c: char| c.is_control(), ""));
    // Fields become Rust identifiers, so their names must allow it.
    let field = quoted("a ' \" */ \"\"\" \\ ${x} `");
    let message = quoted(&SIGNS.replace('{', "{{").replace('}', "}}"));
    Scratch::new(
        &format!("{test}.yaml"),
        &format!(
            "catalogue: signs\nversion: {text}\ntitle: {text}\ndescription: {text}\n\
             types:\n  Mark: [{field}]\n  Shape: {{ {field}: u8 }}\n\
             categories: {{ {name}: {text} }}\n\
             statuses: {{ 404: {{ fix: {text} }} }}\n\
             errors:\n  {name}:\n    name: Signs\n    status: 404\n    message: {message}\n    fix: [{text}]\n    \
             category: {name}\n    description: {text}\n    user_message: {message}\n    deprecated: {text}\n    \
             since: {text}\n    docs_url: {message}\n    aliases: [{}]\n    \
             details: {{ {field}: {{ type: Mark, description: {text} }}, shape: Shape }}\n",
            name.replacen('\'', "alias", 1),
        ),
    )
}

#[test]
fn output_matches_golden() {
    for (name, file) in [("molroo", MOLROO), ("rich", RICH)] {
        for (language, extension) in languages() {
            assert_golden(&format!("export/{name}.{extension}"), &export(file, &language));
        }
    }
}

#[test]
fn output_is_deterministic() {
    for (language, _) in languages() {
        assert_eq!(export(RICH, &language), export(RICH, &language));
    }
}

#[test]
fn compares_with_the_existing_file() {
    let there = Scratch::new("there.py", "");
    let arguments = ["export", MOLROO, "--to", "python", "-o", there.path()];
    let check = [&arguments[..], &["--check"]].concat();
    assert_eq!(errors(&check).2, Some(1));
    assert_eq!(errors(&arguments).2, Some(0));
    assert_eq!(errors(&check), (String::new(), String::new(), Some(0)));
}

#[test]
fn rejects_unknown_language() {
    assert_eq!(errors(&["export", MOLROO]).2, Some(2));
    let (_, err, code) = errors(&["export", MOLROO, "--to", "cobol"]);
    assert_eq!(code, Some(2));
    assert!(languages().iter().all(|(language, _)| err.contains(language)), "{err}");
}

#[test]
fn source_has_no_invisible_characters() {
    let catalogue = catalogue_of_signs("no");
    for (language, _) in languages() {
        let source = export(catalogue.path(), &language);
        assert_eq!(source.find(|c| is_hidden(c) && c != '\n'), None, "{language}");
    }
}

/// Runs a program on an exported client; the last line of its output is JSON.
fn run(program: &str, arguments: &[&str]) -> Option<serde_json::Value> {
    let output = Command::new(program).args(arguments).env("PYTHONDONTWRITEBYTECODE", "1").output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// Needs `python3`.
#[test]
fn python_reads_every_text_as_it_was_written() {
    let catalogue = catalogue_of_signs("python");
    let module = Scratch::new("signs.py", &export(catalogue.path(), "python"));
    let program = "import importlib.util, json, sys\n\
        spec = importlib.util.spec_from_file_location('signs', sys.argv[1])\n\
        signs = importlib.util.module_from_spec(spec)\n\
        sys.modules['signs'] = signs\n\
        spec.loader.exec_module(signs)\n\
        code = signs.ErrorCode.SIGNS\n\
        error = signs.decode_error(404, None, json.dumps({'error': {'code': code}}))\n\
        print(json.dumps([code, list(error.fixes), error.category, error.user_message, error.is_known]))";
    match run("python3", &["-c", program, module.path()]) {
        Some(seen) => assert_texts(&seen),
        None => eprintln!("skipped: python3 is not installed"),
    }
}

/// Needs `node` and the compiler that `tests/wire/clients/run.sh` installs.
#[test]
fn javascript_reads_every_text_as_it_was_written() {
    let compiler = root().join("tests/wire/clients/node/node_modules/typescript/lib/typescript.js");
    if !compiler.exists() {
        eprintln!("skipped: TypeScript is not installed");
        return;
    }
    let catalogue = catalogue_of_signs("javascript");
    let module = Scratch::new("signs.ts", &export(catalogue.path(), "typescript"));
    let program = "const ts = require(process.argv[1]);\n\
        const source = require('fs').readFileSync(process.argv[2], 'utf8');\n\
        const options = { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.CommonJS };\n\
        const exports = {};\n\
        new Function('exports', ts.transpileModule(source, { compilerOptions: options }).outputText)(exports);\n\
        const code = exports.ErrorCode.Signs;\n\
        const error = exports.decodeError(404, {}, JSON.stringify({ error: { code } }));\n\
        console.log(JSON.stringify([code, error.fixes, error.category, error.userMessage, error.known]));";
    if let Some(seen) = run("node", &["-e", program, compiler.to_str().unwrap(), module.path()]) {
        assert_texts(&seen);
    }
}

fn assert_texts(seen: &serde_json::Value) {
    let name = SIGNS.replace(|c: char| c.is_control(), "");
    assert_eq!(*seen, serde_json::json!([name, [SIGNS], name, SIGNS, true]));
}

/// The placeholder names of the base exception in shared code are ordinary texts in a catalogue.
#[test]
fn placeholders_in_data_are_kept() {
    let text = "catalogue: acme\nerrors:\n  KnowledgeBaseError: { status: 503, message: \"a\", \
                user_message: \"BaseError, CatalogueException, <base>\" }\n  \
                NoCatalogueException: { status: 503, message: b }\n";
    let file = Scratch::new("data.yaml", text);
    for (language, _) in languages() {
        let client = export(file.path(), &language);
        for literal in
            ["\"KnowledgeBaseError\"", "\"NoCatalogueException\"", "\"BaseError, CatalogueException, <base>\""]
        {
            assert!(client.contains(literal), "{language} has no {literal}");
        }
    }
}
