//! What an editor shows of a catalogue, by rust-analyzer itself.
//!
//! `RUST_ANALYZER=PROGRAM RUST_SRC=FOLDER cargo test -p errors-tests --test rust_analyzer -- --ignored`; the folder is the
//! `library` of the sources of Rust, which the component `rust-src` puts where rust-analyzer finds it by itself.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use errors_tests::cargo::{runtime_as, Sandbox};
use serde_json::{json, Value};

const CATALOGUE: &str = "
catalogue: editor
errors:
  RATE_LIMIT:
    status: 429
    message: \"Too many requests: {limit} per minute\"
    fix: Slow down
    details: { limit: u32 }
  NOT_FOUND: { status: 404, message: Nothing there }
";

const MAIN: &str = r#"mod errors {
    errors_runtime::include_error_spec!("errors.yaml");
}

#[derive(Debug, errors_runtime::ApiError)]
#[api_error(catalogue = errors)]
enum Own {
    NotFound,
}

fn main() {
    let error = errors::Error::RateLimit { limit: 5 };
    println!("{error} {} {}", errors::ErrorCode::RateLimit.status(), Own::NotFound);
}
"#;

#[test]
#[ignore = "needs rust-analyzer"]
fn an_editor_knows_the_catalogue() {
    let sandbox = Sandbox::new(env!("CARGO_TARGET_TMPDIR"), "editor");
    sandbox.package("editor", "2024", &runtime_as("errors-runtime", ""));
    sandbox.write("editor/errors.yaml", CATALOGUE);
    sandbox.write("editor/src/main.rs", MAIN);
    let mut editor = Editor::open(&sandbox);

    for name in ["Error::RateLimit", "ErrorCode::RateLimit"] {
        let shown = editor.at("hover", name).to_string();
        for said in ["429", "Too many requests", "Slow down", "limit"] {
            assert!(shown.contains(said), "{name}: no {said} in {shown}");
        }
        let places = editor.at("definition", name);
        // Of generated code that linters take for generated, the server shows the call beside the place.
        assert_eq!(under(&places), ["\"errors.yaml\"", "errors_runtime::include_error_spec!"], "{name}: {places}");
    }
    let completed = editor.at("completion", "ErrorCode::").to_string();
    for variant in ["RateLimit", "NotFound"] {
        assert!(completed.contains(&format!("\"label\":\"{variant}")), "no {variant} in {completed}");
    }
    let document = json!({ "textDocument": { "uri": editor.uri } });
    let found = editor.request("textDocument/diagnostic", &document);
    assert_eq!(found["items"], json!([]));
}

/// The text in `MAIN` that each place points to.
fn under(places: &Value) -> Vec<&str> {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let text = |place: &Value| {
        let range = &place["targetSelectionRange"];
        let line = MAIN.lines().nth(number(&range["start"]["line"])).unwrap();
        &line[number(&range["start"]["character"])..number(&range["end"]["character"])]
    };
    places.as_array().unwrap().iter().map(text).collect()
}

/// A client of the language server protocol, with one file open.
struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    uri: String,
    requests: u64,
}

impl Editor {
    fn open(sandbox: &Sandbox) -> Self {
        // The command has all that keeps a sandbox's cargo apart; the server runs cargo itself.
        let cargo = sandbox.command(&[]);
        let mut command = std::process::Command::new(env::var_os("RUST_ANALYZER").unwrap_or("rust-analyzer".into()));
        for (name, value) in cargo.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.current_dir(sandbox.path("editor")).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().unwrap();
        let (input, output) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let uri = format!("file://{}", sandbox.path("editor/src/main.rs").display());
        let mut editor = Self { server, input, output, uri, requests: 0 };
        editor.start(&format!("file://{}", sandbox.path("editor").display()));
        editor
    }

    fn start(&mut self, folder: &str) {
        let options = json!({
            "cargo": { "extraArgs": ["--offline"], "sysrootSrc": env::var("RUST_SRC").ok() },
            "checkOnSave": false,
        });
        let capabilities = json!({
            "experimental": { "serverStatusNotification": true },
            "textDocument": { "definition": { "linkSupport": true }, "diagnostic": {} },
        });
        let folders = json!([{ "uri": folder, "name": "editor" }]);
        let start = json!({
            "processId": null, "rootUri": folder, "workspaceFolders": folders,
            "capabilities": capabilities, "initializationOptions": options,
        });
        let _ = self.request("initialize", &start);
        self.send(&json!({ "method": "initialized", "params": {} }));
        let document = json!({ "uri": self.uri, "languageId": "rust", "version": 1, "text": MAIN });
        self.send(&json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }));
        let _ = self.wait(|message| {
            let status = &message["params"];
            assert!(status["health"] != "error", "{status}");
            message["method"] == "experimental/serverStatus" && status["quiescent"] == true
        });
    }

    /// Asks about the end of the first place in `MAIN` that has the text.
    fn at(&mut self, question: &str, text: &str) -> Value {
        let before = &MAIN[..MAIN.find(text).unwrap() + text.len()];
        let (line, character) = (before.matches('\n').count(), before.len() - before.rfind('\n').unwrap() - 1);
        let params = json!({
            "textDocument": { "uri": self.uri }, "position": { "line": line, "character": character },
        });
        self.request(&format!("textDocument/{question}"), &params)
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "id": id, "method": method, "params": params }));
        let answer = self.wait(|message| message["method"].is_null() && message["id"] == id);
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].clone()
    }

    fn send(&mut self, message: &Value) {
        let mut message = message.clone();
        message["jsonrpc"] = "2.0".into();
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    /// Reads to the message that is waited for; what the server asks on the way gets no answer but that there is none.
    fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.receive();
            if is_it(&message) {
                return message;
            }
            if !message["method"].is_null() && !message["id"].is_null() {
                self.send(&json!({ "id": message["id"], "result": null }));
            }
        }
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has ended");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().unwrap(),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
