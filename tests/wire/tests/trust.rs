//! What SECURITY.md promises of a real server: what is private stays inside, and nobody writes headers or log lines but us.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod loopback;

use std::fmt;
use std::net::SocketAddr;
use std::panic::panic_any;

use actix_web::web;
use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get as on_get;
use errors_runtime::{ApiError, ErrorLayer};
use loopback::{Line, get, listen, logged, serve, serve_actix};

/// Details that travel in the body, in a message and in a header.
pub mod errors {
    errors_runtime::include_error_spec!("tests/layer.yaml");
}

use errors::{CATALOGUE, Error};

// Headers

const EVIL: [&str; 9] = [
    "a\r\nSet-Cookie: evil=1",
    "a\nSet-Cookie: evil=1",
    "a\rSet-Cookie: evil=1",
    "a\r\n\r\nHTTP/1.1 200 OK evil=1",
    "\u{e4} evil=1",
    "\0 evil=1",
    "a\tevil=1",
    "a\u{2028}Set-Cookie: evil=1",
    "a\u{10a}Set-Cookie: evil=1",
];

/// The longest value that is sent, and one that is longer.
const LENGTHS: [usize; 2] = [8 * 1024, 8 * 1024 + 1];

/// A tag that is evil, or after those one that is long.
fn tagged(at: usize) -> Error {
    EVIL.get(at).map_or_else(|| Error::tagged("x".repeat(LENGTHS[at - EVIL.len()])), |evil| Error::tagged(*evil))
}

/// The same error through every way to a response that there is.
async fn all_frameworks() -> [SocketAddr; 4] {
    fn configure(app: &mut web::ServiceConfig) {
        app.route("/{at}", web::get().to(async |at: web::Path<usize>| Err::<&'static str, _>(tagged(*at))));
    }
    let typed = || Router::new().route("/{at}", on_get(async |at: Path<usize>| Err::<(), _>(tagged(*at))));
    let plain = async |at: Path<usize>| -> Response { axum::http::Response::from(tagged(*at)).map(Body::from) };
    let layered = typed().layer(ErrorLayer::new(CATALOGUE));
    [
        serve(typed()).await,
        serve(Router::new().route("/{at}", on_get(plain))).await,
        serve(layered).await,
        serve_actix(configure),
    ]
}

#[tokio::test]
async fn no_detail_writes_a_header() {
    listen();
    let servers = all_frameworks().await;
    for (at, evil) in EVIL.iter().enumerate() {
        for server in servers {
            let answer = get(server, &format!("/{at}")).await;
            assert_eq!((answer.status, answer.header("x-tag")), (409, None), "{answer:?}");
            assert!(!answer.head.contains("evil") && answer.header("set-cookie").is_none(), "{answer:?}");
            // The detail itself is still there, where JSON keeps it harmless.
            assert_eq!(answer.json()["error"]["details"]["tag"], *evil);
        }
    }
    for server in servers {
        for (at, len) in LENGTHS.iter().enumerate() {
            let answer = get(server, &format!("/{}", EVIL.len() + at)).await;
            assert_eq!(answer.header("x-tag").map(str::len), (at == 0).then_some(*len));
            assert_eq!(answer.json()["error"]["details"]["tag"].as_str().map(str::len), Some(*len));
        }
    }
    // That a header was left out is worth a line, which does not repeat the attack.
    let left_out = logged("header=X-Tag").len();
    assert_eq!(left_out, (EVIL.len() + 1) * servers.len());
    let fine = axum::http::Response::from(Error::tagged("fine"));
    assert_eq!(fine.headers()["X-Tag"], "fine");
    assert_eq!(logged("header=X-Tag").len(), left_out);
    assert!(logged("evil=1").is_empty(), "{:?}", logged("evil=1"));
}

// Logs

#[derive(Debug)]
struct Cause(String);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Cause {}

/// With all that an enum may keep to itself, and a detail that an attacker chose.
#[derive(Debug, ApiError)]
#[api_error(catalogue = errors)]
enum Own {
    #[api_error(code = "WORST")]
    Broken {
        #[api_error(private)]
        account: &'static str,
        #[source]
        cause: Cause,
    },
    NotFound {
        #[api_error(private)]
        account: &'static str,
        kind: &'static str,
        name: String,
        hint: Option<String>,
        #[source]
        cause: Cause,
    },
}

const SECRET: &str = "secret-account-4711";
const FORGED: &str = "Ann\r\n2026-01-01T00:00:00Z ERROR forged=1 \u{1b}[2J\u{7}\u{85}\u{202e}\u{61c}";

/// Nothing in a field starts another line, moves the cursor or turns the text around.
fn assert_one_line(line: &Line) {
    for field in line.text.lines() {
        assert!(field.contains('=') && !field.starts_with("2026"), "{line:?}");
        let steers =
            |c: char| c.is_control() || matches!(c, '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!field.contains(steers), "{line:?}");
    }
}

#[tokio::test]
async fn the_log_of_an_error_has_its_causes_and_no_private_field() {
    let broken = |marker: &str| Own::Broken { account: SECRET, cause: Cause(format!("{marker} {FORGED}")) };
    let missing = |marker: &str| Own::NotFound {
        account: SECRET,
        kind: "user",
        name: FORGED.to_owned(),
        hint: None,
        cause: Cause(format!("{marker} {FORGED}")),
    };
    assert!(format!("{:?}", broken("")).contains(SECRET));
    listen();
    let router = Router::new()
        .route("/broken", on_get(async move || Err::<(), _>(broken("mark-broken"))))
        .route("/missing", on_get(async move || Err::<(), _>(missing("mark-missing"))))
        .layer(ErrorLayer::new(CATALOGUE));
    let server = serve(router).await;
    for (path, status) in [("broken", 507), ("missing", 404)] {
        let answer = get(server, &format!("/{path}")).await;
        assert_eq!(answer.status, status, "{answer:?}");
        let lines = logged(&format!("mark-{path}"));
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_one_line(&lines[0]);
        assert!(!answer.head.contains("mark-") && !answer.body.contains("mark-"), "{answer:?}");
        assert!(!answer.head.contains(SECRET) && !answer.body.contains(SECRET), "{answer:?}");
    }
    // A detail is in the body, and in no line: those of a cause are escaped.
    let answer = get(server, "/missing").await;
    assert_eq!(answer.json()["error"]["details"]["name"], FORGED);
    assert!(logged("No user is called").is_empty());
    assert!(logged(SECRET).is_empty(), "{:?}", logged(SECRET));
}

// Panics

#[tokio::test]
async fn a_panic_says_nothing_outside() {
    listen();
    let index = async || {
        let list: [u8; 0] = [];
        list.get(1).copied().expect("mark-expect").to_string()
    };
    let odd = async || -> String { panic_any(Cause("mark-odd".to_owned())) };
    let router =
        Router::new().route("/expect", on_get(index)).route("/odd", on_get(odd)).layer(ErrorLayer::new(CATALOGUE));
    let server = serve(router).await;
    for path in ["/expect", "/odd"] {
        let answer = get(server, path).await;
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (500, &"INTERNAL".into()));
        for text in ["mark-", "panic", "unwrap", file!(), env!("CARGO_MANIFEST_DIR")] {
            assert!(!answer.head.contains(text) && !answer.body.contains(text), "{answer:?}");
        }
    }
    assert_eq!(logged("mark-expect").len(), 1);
    // What is no text cannot be told, neither here nor there.
    assert_eq!((logged("mark-odd").len(), logged("panic: no text").len()), (0, 1));
}
