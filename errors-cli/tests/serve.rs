//! `errors serve`, over loopback: the responses for every code of every catalogue equal those of generated code.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use common::assert_golden;
use errors_runtime::{ApiError, Code, CodeInfo, Details, Entry, RemoteError, Value};
use serde_json::Value as Json;

/// A server process for a catalogue; it ends with the test.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A response, without the headers of the connection.
#[derive(Debug)]
struct Answer {
    status: u16,
    content_type: String,
    headers: Vec<(String, String)>,
    /// The headers for browsers only.
    shared: Vec<(String, String)>,
    body: String,
}

/// The headers that keep browsers from running a body.
const GUARDS: [&str; 2] = ["content-security-policy", "x-content-type-options"];

impl Answer {
    fn shared(&self, what: &str) -> &str {
        self.said(&format!("access-control-{what}"))
    }

    fn said(&self, name: &str) -> &str {
        self.shared.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errors"));
    command.current_dir(root()).args(arguments);
    command
}

fn serve(catalogue: &str) -> Server {
    let mut process = command(&["serve", catalogue, "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.split_once("http://").and_then(|(_, rest)| rest.split_once('/')).unwrap().0;
    Server { address: address.parse().unwrap(), process }
}

impl Server {
    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    fn ask(&self, method: &str, path: &str, head: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{head}\r\n", self.address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers: Vec<(String, String)> =
            lines.map(|line| line.split_once(": ").unwrap()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let at = headers.iter().position(|(name, _)| name == "content-type");
        let content_type = at.map(|at| headers.remove(at).1).unwrap_or_default();
        headers.retain(|(name, _)| !["content-length", "connection", "date", "vary"].contains(&name.as_str()));
        let is_shared = |name: &str| name.starts_with("access-control-") || GUARDS.contains(&name);
        let (shared, headers) = headers.into_iter().partition(|(name, _)| is_shared(name));
        Answer { status, content_type, headers, shared, body: body.to_owned() }
    }

    fn listing(&self) -> Json {
        serde_json::from_str(&self.get("/errors").body).unwrap()
    }
}

/// An error of a catalogue with details by name, as in a handwritten implementation.
#[derive(Debug)]
struct ByHand {
    catalogue: &'static errors_runtime::Catalogue,
    info: CodeInfo,
    values: Vec<Json>,
}

impl Details for ByHand {
    fn detail(&self, index: usize) -> Value<'_> {
        match &self.values[index] {
            Json::String(text) => Value::from(text.clone()),
            Json::Number(number) if number.is_u64() => Value::Unsigned(number.as_u64().unwrap()),
            other => Value::from(other.clone()),
        }
    }
}

impl ApiError for ByHand {
    fn entry(&self) -> Entry<'_> {
        Entry::new(self.catalogue, self.info, self)
    }
}

impl std::fmt::Display for ByHand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.entry(), f)
    }
}

impl std::error::Error for ByHand {}

/// Builds the error that the listing announces.
fn by_hand<C: Code>(info: CodeInfo, listed: &Json) -> ByHand {
    let values = listed["details"].as_array().unwrap().iter().map(|detail| detail["value"].clone()).collect();
    ByHand { catalogue: C::catalogue(), info, values }
}

/// Asserts that the response equals that of the error with the same context.
fn assert_sends(answer: &Answer, error: &dyn ApiError, context: &BTreeMap<String, String>) {
    let status = error.status();
    assert_eq!(answer.status, if status == 0 { 500 } else { status }, "{answer:?}");
    assert_eq!(answer.content_type, error.entry().catalogue().content_type());
    let headers = error.headers();
    let sent: Vec<(String, String)> =
        headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect();
    assert_eq!(answer.headers, sent);
    let mut envelope = error.envelope();
    for (name, value) in context {
        envelope = envelope.with(name, value.as_str());
    }
    assert_eq!(answer.body, envelope.to_json());
}

fn assert_answers_like_generated_code<C, E>(spec: &str)
where
    C: Code,
    E: ApiError + TryFrom<RemoteError<C>>,
{
    let server = serve(spec);
    let listing = server.listing();
    let listed = listing["errors"].as_array().unwrap();
    assert_eq!(listed.len(), C::catalogue().codes().len());
    for (info, listed) in C::catalogue().codes().zip(listed) {
        assert_eq!(listed["code"], info.code());
        let answer = server.get(listed["href"].as_str().unwrap());
        let remote = RemoteError::<C>::decode(info.status(), &answer.headers, &answer.body);
        let context: BTreeMap<String, String> = C::catalogue()
            .context()
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), remote.context(name)?.to_string())))
            .collect();
        assert_sends(&answer, &by_hand::<C>(info, listed), &context);
        // A detail that is only in the message cannot be read back.
        let is_whole = info.details().iter().all(|detail| detail.place() != errors_runtime::Place::Message);
        match E::try_from(remote) {
            Ok(error) => assert_sends(&answer, &error, &context),
            Err(_) => assert!(!is_whole, "{} of {spec}", info.code()),
        }
    }
}

/// A module and a test for each catalogue.
macro_rules! specs {
    ($($test:ident, $module:ident: $path:literal;)+) => { $(
        #[allow(missing_docs, dead_code, unreachable_pub, reason = "a whole catalogue")]
        mod $module {
            errors_runtime::include_error_spec!($path);
        }

        #[test]
        fn $test() {
            let path = $path.trim_start_matches("../");
            assert_answers_like_generated_code::<$module::ErrorCode, $module::Error>(path);
        }
    )+ };
}

specs! {
    answers_like_molroo, molroo: "../specs/molroo.yaml";
    answers_like_molroo_socket, molroo_socket: "../specs/molroo-socket.yaml";
    answers_like_persona_sdk, persona_sdk: "../specs/persona-sdk.yaml";
    answers_like_message_analysis, message_analysis: "../specs/message-analysis.yaml";
    answers_like_unleeshed, unleeshed: "../specs/unleeshed.yaml";
    answers_like_role_sessions, role_sessions: "../specs/role-sessions.yaml";
    answers_like_problem, problem: "../specs/problem.yaml";
    answers_like_the_tour, tour: "../errors-catalogue/tests/cases/valid/tour.yaml";
}

#[test]
fn serves_every_spec() {
    let files = std::fs::read_dir(root().join("specs")).unwrap().map(|file| file.unwrap().path());
    let catalogues = files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    assert_eq!(catalogues.count(), 7, "name the new one above");
}

#[test]
fn serves_the_page_the_schema_and_the_listing() {
    let server = serve("specs/problem.yaml");
    let page = server.get("/");
    assert_eq!((page.status, page.content_type.as_str()), (200, "text/html; charset=utf-8"));
    let written = command(&["docs", "specs/problem.yaml", "--format", "html"]).output().unwrap();
    assert_eq!(page.body.as_bytes(), written.stdout);
    let document: Json = serde_json::from_str(&server.get("/openapi.json").body).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(server.listing()["catalogue"], "problem");
}

#[test]
fn the_query_sets_details_and_context() {
    let server = serve("errors-catalogue/tests/cases/valid/tour.yaml");
    let answer = server.get("/errors/RATE_LIMIT?limit=5&window=1%20day&retry_after=7&request_id=r-9");
    let body: Json = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(body["error"]["message"], "Too many requests: 5 per 1 day");
    assert_eq!(body["error"]["details"]["limit"], 5);
    assert!(answer.headers.contains(&("retry-after".to_owned(), "7".to_owned())), "{answer:?}");
    let alias = server.get("/errors/TOO_MANY");
    assert_eq!(alias.status, 429);
}

#[test]
fn null_leaves_out_a_context() {
    let server = serve("specs/message-analysis.yaml");
    assert!(server.get("/errors/FORBIDDEN").body.ends_with(r#""meta":{"request_id":"request_id-1"}}"#));
    let short = r#"{"success":false,"error":{"code":"FORBIDDEN","message":"Invalid API key."}}"#;
    assert_eq!(server.get("/errors/FORBIDDEN?request_id=null").body, short);
}

#[test]
fn explains_invalid_requests() {
    let server = serve("errors-catalogue/tests/cases/valid/tour.yaml");
    let says = |path: &str| {
        let answer = server.get(path);
        assert_eq!(answer.content_type, "text/plain; charset=utf-8");
        (answer.status, answer.body)
    };
    let bad = |text: &str| (400, format!("{text}\n"));
    assert_eq!(says("/errors/RATE_LIMIT?limit=many"), bad("`limit` is a `u32`, but `many` is not one"));
    assert_eq!(says("/errors/RATE_LIMIT?limit=-1"), bad("`limit` is a `u32`, but `-1` is not one"));
    assert_eq!(says("/errors/RATE_LIMIT?limt=1"), bad("`RATE_LIMIT` has no detail `limt`: did you mean `limit`?"));
    assert_eq!(says("/errors/RATE_LIMIT/times/some"), bad("`some` is not a number of times"));
    let missing = (404, "`tour` has no code `RATE_LIMT`: did you mean `RATE_LIMIT`?\n".to_owned());
    assert_eq!(says("/errors/RATE_LIMT"), missing);
    assert_eq!(says("/nothing"), (404, "not found: `/errors` lists the codes\n".to_owned()));
}

#[test]
fn retry_loop_ends() {
    let server = serve("specs/molroo.yaml");
    let statuses =
        |count: usize| -> Vec<u16> { (0..count).map(|_| server.get("/errors/RATE_LIMIT/times/2").status).collect() };
    assert_eq!(statuses(6), [429, 429, 200, 429, 429, 200]);
}

#[test]
fn answers_any_method_and_web_pages_of_any_origin() {
    let server = serve("specs/molroo.yaml");
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        assert_eq!(server.ask(method, "/errors/RATE_LIMIT", "").status, 429, "{method}");
    }
    let page = "Origin: http://localhost:5173\r\n";
    let wish = "Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: authorization, x-a\r\n";
    let preflight = server.ask("OPTIONS", "/errors/RATE_LIMIT", &format!("{page}{wish}"));
    assert_eq!((preflight.status, preflight.shared("allow-origin")), (204, "http://localhost:5173"));
    let allowed = ["allow-methods", "allow-headers", "allow-credentials"].map(|what| preflight.shared(what));
    assert_eq!(allowed, ["PUT", "authorization, x-a", "true"]);
    let answer = server.ask("GET", "/errors/RATE_LIMIT", page);
    assert_eq!(answer.shared("allow-origin"), "http://localhost:5173");
    assert!(answer.shared("expose-headers").contains("retry-after"), "{:?}", answer.shared);
}

#[test]
fn browsers_do_not_run_values_of_requests() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("active.yaml");
    let entry = "{ status: 404, message: 'no {name}', details: { name: string }, headers: { X-Name: '{name}' } }";
    std::fs::write(&file, format!("catalogue: active\ncontent_type: text/html\nerrors:\n  A: {entry}\n")).unwrap();
    let server = serve(file.to_str().unwrap());
    let (script, sent) = ("<script>alert(1)</script>", "%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    let active = server.get(&format!("/errors/A?name={sent}"));
    assert_eq!((active.content_type.as_str(), active.body.contains(script)), ("text/html", true));
    let refused = server.get(&format!("/errors/{sent}"));
    assert_eq!((refused.status, refused.body.contains(script)), (404, true));
    let others = ["/openapi.json", "/errors", "/errors/A/times/0", "/nothing", "/socket/errors/A", "/errors/A?x=y"];
    let others = others.map(|path| server.get(path));
    let preflight = server.ask("OPTIONS", "/errors/A", "Origin: http://a\r\nAccess-Control-Request-Method: PUT\r\n");
    for answer in [active, refused, preflight].into_iter().chain(others) {
        assert_eq!(answer.said("x-content-type-options"), "nosniff", "{answer:?}");
        let policy: Vec<&str> = answer.said("content-security-policy").split("; ").collect();
        assert!(policy.contains(&"default-src 'none'") && policy.contains(&"sandbox"), "{answer:?}");
        assert!(!policy.iter().any(|it| it.contains("script-src") || it.contains("unsafe")), "{answer:?}");
    }
}

#[test]
fn policy_allows_the_page_its_own_script() {
    let page = serve("specs/problem.yaml").get("/");
    assert_eq!(page.said("x-content-type-options"), "nosniff");
    let policy = page.said("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("form-action 'none'"), "{policy}");
    let in_page = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    assert!(page.body.contains(&in_page), "{policy}");
}

#[test]
fn rejects_other_methods_on_the_page() {
    let server = serve("specs/molroo.yaml");
    let answer = server.ask("POST", "/", "");
    assert_eq!((answer.status, answer.body.as_str()), (405, "only `GET` is allowed here\n"));
}

fn socket(server: &Server, path: &str) -> tungstenite::WebSocket<TcpStream> {
    let stream = TcpStream::connect(server.address).unwrap();
    tungstenite::client(format!("ws://{}{path}", server.address), stream).unwrap().0
}

#[test]
fn socket_sends_the_frame_of_an_error() {
    let server = serve("specs/molroo-socket.yaml");
    for listed in server.listing()["errors"].as_array().unwrap() {
        let code = listed["code"].as_str().unwrap();
        let frame = socket(&server, &format!("/socket/errors/{code}")).read().unwrap().into_text().unwrap();
        assert_eq!(frame.as_str(), server.get(&format!("/errors/{code}")).body);
    }
}

#[test]
fn socket_closes_with_each_close_code() {
    use tungstenite::{Error, Message};
    let server = serve("specs/molroo-socket.yaml");
    for known in server.listing()["close_codes"].as_array().unwrap() {
        let code = known["code"].as_u64().unwrap();
        match (code, socket(&server, &format!("/socket/close/{code}")).read()) {
            (1006, Err(Error::Protocol(_) | Error::Io(_))) => {}
            (_, Ok(Message::Close(Some(frame)))) => {
                assert_eq!(u64::from(u16::from(frame.code)), code);
                assert_eq!(frame.reason.as_str(), known["meaning"].as_str().unwrap());
            }
            (code, other) => panic!("{code}: {other:?}"),
        }
    }
    assert!(matches!(socket(&server, "/socket/close/1005").read(), Ok(Message::Close(None))));
    assert_eq!(server.ask("GET", "/socket/close/1015", UPGRADE).status, 400);
}

const UPGRADE: &str =
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

#[test]
fn response_matches_golden() {
    let Answer { status, content_type, headers, body, shared: _ } =
        serve("errors-catalogue/tests/cases/valid/tour.yaml").get("/errors/RATE_LIMIT?limit=5");
    let headers: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let headers = headers.join("\n");
    assert_golden("serve", &format!("{status}\nContent-Type: {content_type}\n{headers}\n\n{body}\n"));
}

#[test]
fn rejects_invalid_catalogues_and_a_used_port() {
    assert_eq!(
        command(&["serve", "errors-catalogue/tests/cases/invalid/unknown-category.yaml"])
            .output()
            .unwrap()
            .status
            .code(),
        Some(1)
    );
    let server = serve("specs/molroo.yaml");
    let taken =
        command(&["serve", "specs/molroo.yaml", "--port", &server.address.port().to_string()]).output().unwrap();
    assert_eq!(taken.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&taken.stderr).starts_with("error: cannot listen on 127.0.0.1:"));
}

#[cfg(unix)]
#[test]
fn stops_cleanly_on_ctrl_c() {
    let mut server = serve("specs/molroo.yaml");
    let _open = socket(&server, "/socket/errors/RATE_LIMIT");
    let pressed = Command::new("kill").args(["-INT", &server.process.id().to_string()]).status().unwrap();
    assert!(pressed.success());
    assert_eq!(server.process.wait().unwrap().code(), Some(0));
}
