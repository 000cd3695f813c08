//! `errors docs`: the pages of the catalogues in this repository.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use common::assert_golden;

const SPECS: [&str; 7] =
    ["message-analysis", "molroo", "molroo-socket", "persona-sdk", "problem", "role-sessions", "unleeshed"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn spec(name: &str) -> PathBuf {
    root().join("specs").join(format!("{name}.yaml"))
}

fn tour() -> PathBuf {
    root().join("errors-catalogue/tests/cases/valid/tour.yaml")
}

fn run(file: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_errors")).arg("docs").arg(file).args(arguments).output().unwrap()
}

fn page(file: &Path, format: &str) -> String {
    let output = run(file, &["--format", format]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the page of a catalogue that only one test needs.
fn page_of(name: &str, catalogue: &str, format: &str) -> String {
    page(&written(name, catalogue), format)
}

#[track_caller]
fn assert_shows(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part}\n{page}");
    }
}

fn written(name: &str, text: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("docs-{name}"));
    fs::write(&file, text).unwrap();
    file
}

#[test]
fn pages_match_golden() {
    for (name, file) in [("tour", tour()), ("persona-sdk", spec("persona-sdk"))] {
        assert_golden(&format!("docs/{name}.md"), &page(&file, "markdown"));
        assert_golden(&format!("docs/{name}.html"), &page(&file, "html"));
    }
}

#[test]
fn anchors_are_unique_and_links_resolve() {
    for file in SPECS.iter().map(|name| spec(name)).chain([tour()]) {
        let loaded = errors_catalogue::lock::load(&file, "spec");
        let codes = loaded.catalogue.entries.iter().flat_map(|entry| entry.names.aliases.iter().chain([&entry.code]));
        let all: Vec<&String> = codes.chain(loaded.catalogue.retired.iter().map(|(code, _)| code)).collect();
        for format in ["markdown", "html"] {
            let page = page(&file, format);
            for code in &all {
                assert_eq!(page.matches(&format!(" id=\"{code}\"")).count(), 1, "{code} in {}", file.display());
            }
            let (before, after) = if format == "html" { ("href=\"#", '"') } else { ("](#", ')') };
            for target in page.split(before).skip(1).filter_map(|rest| rest.split(after).next()) {
                assert!(page.contains(&format!(" id=\"{target}\"")), "#{target} in {}", file.display());
            }
            assert_ids_are_unique(&page);
        }
    }
}

#[test]
fn socket_page_has_messages_without_statuses() {
    let (socket, rest) = (page(&spec("molroo-socket"), "markdown"), page(&spec("molroo"), "markdown"));
    for (socket_only, rest_only) in [
        ("Every error is a text message", "Every error is sent as `application/json`"),
        ("Each code says whether to retry. Wait", "Each code says whether to retry; where the code is not known"),
        ("", "Statuses worth a retry"),
    ] {
        assert!(socket.contains(socket_only) && !socket.contains(rest_only), "{socket}");
        assert!(rest.contains(rest_only), "{rest}");
    }
}

fn assert_ids_are_unique(page: &str) {
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None);
}

/// Compares pages with the tables of the original documents: a few cells of each row, in order.
#[test]
fn pages_have_the_tables_of_their_documents() {
    let tables: &[(&str, &[&[&str]])] = &[
        (
            "message-analysis",
            &[
                &["INVALID_INPUT", "400", "Request body is missing or malformed"],
                &["UNAUTHORIZED", "401", "Missing API key"],
                &["FORBIDDEN", "403", "Invalid or disabled API key"],
                &["MONTHLY_QUOTA_EXCEEDED", "429", "Monthly request limit exceeded"],
                &["401", "Missing API Key", "Add your API key to the X-API-Key header."],
            ],
        ),
        (
            "molroo",
            &[
                &["error.code", "string", "Machine-readable"],
                &["error.status", "number", "HTTP status"],
                &[
                    "UNAUTHORIZED",
                    "401",
                    "Missing or invalid API key",
                    "Check Authorization: Bearer &lt;key&gt; header",
                ],
                &["RATE_LIMIT", "429", "Too many requests", "Back off and retry with exponential delay"],
                &["Using deleted session ID", "NOT_FOUND", "Create a new session"],
                &["Personality trait &gt; 1 or &lt; 0", "INVALID_PERSONA"],
                &["production", "–", "Switch to"],
            ],
        ),
        (
            "molroo-socket",
            &[
                &["INVALID_MESSAGE", "Malformed JSON or unknown message type", "Check message format and type field"],
                &["1000", "Normal closure", "None"],
                &["1006", "Abnormal closure (no close frame)", "Reconnect with backoff"],
                &["Sending non-JSON over WebSocket", "INVALID_MESSAGE", "Always JSON.stringify() before sending"],
            ],
        ),
        (
            "persona-sdk",
            &[
                &["200", "OK", "Request succeeded"],
                &["204", "No Content", "Successful delete operation"],
                &["400", "Bad Request", "Invalid UUID format", "Malformed JSON body", "Check the request body matches"],
                &["503", "Service Unavailable", "Server is temporarily overloaded", "Retry after a short delay."],
                &["400", "BadRequestError", "BadRequestError", "BadRequestException"],
                &["5xx", "ServerError", "ServerError", "ServerException"],
                &["generation", "10 / min", "Per IP", "AI content creation (web editor)"],
                &["60 / min", "Per API key", "SDK init, history, reset, personas, machines"],
            ],
        ),
        (
            "role-sessions",
            &[
                &[
                    "400",
                    "Bad Request",
                    "Invalid request parameters or malformed request body.",
                    "Check that all required",
                ],
                &["502", "Bad Gateway", "This is usually temporary."],
                &["X-RateLimit-Reset", "The time when the rate limit window resets (Unix timestamp)"],
                &["Retry-After", "The number of seconds to wait before making another request"],
            ],
        ),
        (
            "unleeshed",
            &[
                &["400", "Bad Request", "Check request body/parameters"],
                &["429", "Rate Limited", "Wait and retry"],
                &["500", "Server Error", "Retry with backoff"],
            ],
        ),
    ];
    for (name, rows) in tables {
        for (format, starts) in [("markdown", "| "), ("html", "<tr")] {
            let page = page(&spec(name), format);
            for row in *rows {
                let found = page.lines().filter(|line| line.starts_with(starts)).any(|line| has_in_order(line, row));
                assert!(found, "{row:?} is no row of {name} in {format}");
            }
        }
    }
}

fn has_in_order(line: &str, cells: &[&str]) -> bool {
    let mut rest = line;
    cells.iter().all(|cell| {
        rest.split_once(cell).is_some_and(|(_, after)| {
            rest = after;
            true
        })
    })
}

#[test]
fn html_loads_nothing() {
    for file in SPECS.iter().map(|name| spec(name)).chain([tour()]) {
        let html = page(&file, "html");
        for load in ["src=", "@import", "<link", "url(", "fetch(", "import("] {
            assert!(!html.contains(load), "{load} in {}", file.display());
        }
        assert!(html.contains("content=\"default-src 'none';"));
    }
}

#[test]
fn descriptions_keep_safe_markdown() {
    let catalogue = "catalogue: prose\ndescription: \"# Head\\n\\n*a* **b** `c` [d](https://e.example/f)\\n\\n1. x\\n2. y\\n   - z\\n\\n> q\\n\\n```rust\\nlet a = 1;\\n```\"\nerrors: { A: { status: 400, message: m } }\n";
    let html = page_of("prose.yaml", catalogue, "html");
    for kept in [
        "<p><strong>Head</strong></p>",
        "<em>a</em> <strong>b</strong> <code>c</code> <a href=\"https://e.example/f\" rel=\"noopener\">d</a>",
        "<ol>\n<li>x</li>",
        "<li>z</li>",
        "<blockquote>\n<p>q</p>",
        "<pre><code>let a = 1;",
    ] {
        assert!(html.contains(kept), "{kept}");
    }
    let markdown = page_of("prose.yaml", catalogue, "markdown");
    assert!(markdown.contains("**Head**\n\n*a* **b** `c` [d](https://e.example/f)\n\n1. x\n2. y\n"), "{markdown}");
}

#[test]
fn limits_nesting_in_descriptions() {
    let catalogue = format!(
        "catalogue: deep\ndescription: \"{} x\"\nerrors: {{ A: {{ status: 400, message: m }} }}\n",
        ">".repeat(50_000)
    );
    let html = page_of("deep.yaml", &catalogue, "html");
    assert!(html.matches("<blockquote>").count() < 20);
}

#[test]
fn ten_thousand_codes_fit_on_a_page() {
    let mut catalogue = "catalogue: large\nerrors:\n".to_owned();
    for number in 0..10_000 {
        let status = 400 + number % 10;
        let _ =
            writeln!(catalogue, "  CODE_{number}: {{ status: {status}, message: Number {number}, fix: Do {number} }}");
    }
    for format in ["markdown", "html"] {
        let page = page_of("large.yaml", &catalogue, format);
        assert_eq!(page.matches(" id=\"CODE_").count(), 10_000);
    }
}

#[test]
fn check_compares_with_the_existing_file() {
    let file = written("check.md", "");
    let path = file.to_str().unwrap();
    assert_eq!(run(&tour(), &["-o", path, "--check"]).status.code(), Some(1));
    assert_eq!(run(&tour(), &["-o", path]).status.code(), Some(0));
    let output = run(&tour(), &["-o", path, "--check"]);
    assert_eq!((output.status.code(), output.stdout), (Some(0), Vec::new()));
    assert_eq!(run(&root().join("no-such.yaml"), &[]).status.code(), Some(2));
}

/// A member that is always present is `null` if an entry has no value for it.
#[test]
fn members_that_are_always_present_may_be_null() {
    let catalogue = "catalogue: acme\nenvelope: { code: $code, group: $category, severity: $severity, fix?: $fix }\n\
                     errors: { GONE: { status: 410, message: Gone } }\n";
    let page = page_of("null.yaml", catalogue, "markdown");
    assert_shows(
        &page,
        &["| `group` | string or null | always |", "| `severity` | string | always |", "| `fix` | string | if "],
    );
}

/// A description that does not fit its cell is below the table.
#[test]
fn description_of_a_status_is_complete() {
    let catalogue = "catalogue: acme\nerrors: { GONE: { status: 410, message: Gone } }\nstatuses:\n  \
                     410: { description: \"First.\\n\\nSecond.\\n\\n* one\\n* two\" }\n  \
                     404: { meaning: Lost, description: \"* only a list\" }\n  409: { description: Of *one* paragraph. }\n";
    let page = page_of("status.yaml", catalogue, "markdown");
    assert_shows(
        &page,
        &[
            "404 | Lost | (more below the table) |",
            "409 | Conflict | Of *one* paragraph. |",
            "410 | Gone | First.<br>(more below the table) |",
            "\n**404 Lost**\n\n- only a list\n\n**410 Gone**\n\nFirst.\n\nSecond.\n\n- one\n- two\n",
        ],
    );
}

#[test]
fn statuses_have_one_name() {
    let catalogue = "catalogue: acme\nerrors:\n  BROKE: { status: 403, title: You are broke, message: m }\n  \
                     ODD: { status: 422, message: m }\nstatuses: { 422: { meaning: Unprocessable Entity } }\n";
    let page = page_of("names.yaml", catalogue, "markdown");
    assert_shows(
        &page,
        &[
            "### `BROKE` · 403 You are broke",
            "403 | Forbidden |",
            "### `ODD` · 422 Unprocessable Entity",
            "422 | Unprocessable Entity |",
            "HTTP/1.1 422 Unprocessable Content",
        ],
    );
}

#[test]
fn message_of_only_one_detail_is_not_a_description() {
    let entry = |code, status, description| {
        format!(
            "  {code}: {{ status: {status}, message: \"{{reason}}\", details: {{ reason: {{ type: string{description} }} }} }}\n"
        )
    };
    let catalogue = format!(
        "catalogue: acme\nstatuses: {{ 400: {{ meaning: Bad Request, description: The body is wrong. }}, 401: {{ meaning: \
         Who are you }} }}\nerrors:\n{}{}{}{}",
        entry("BAD", 400, ""),
        entry("WHO", 401, ""),
        entry("WHAT", 404, ", description: What is missing"),
        entry("WHY", 409, "")
    );
    let page = page_of("reason.yaml", &catalogue, "markdown");
    assert_shows(
        &page,
        &[
            "| [`BAD`](#BAD) | 400 | The body is wrong. |",
            "| [`WHO`](#WHO) | 401 | Who are you |",
            "| [`WHAT`](#WHAT) | 404 | What is missing |",
            "| [`WHY`](#WHY) | 409 | `{reason}` |",
        ],
    );
}

#[test]
fn shape_of_the_body_has_types_and_details() {
    let catalogue = "catalogue: acme\ncontext: [request_id]\nenvelope:\n  status: $status\n  again: $retryable\n  \
                     wait: $retry_after\n  more: { <<: $details, request_id?: $request_id }\n  \
                     trace?request_id: null\n  code: $code\nerrors: { GONE: { status: 410, message: Gone } }\n";
    let page = page_of("shape.yaml", catalogue, "markdown");
    assert_shows(
        &page,
        &[
            "  \"status\": 410,\n  \"again\": true,\n  \"wait\": 60,\n",
            "  \"more\": {\n    \"<detail>\": \"<value>\",\n    \"request_id\": \"<request_id>\"\n  },",
            "| `trace` | null | if the server added `request_id` | always `null` |",
        ],
    );
}

#[test]
fn descriptions_have_tables_languages_and_links_within_the_page() {
    let catalogue = "catalogue: acme\nerrors:\n  A:\n    status: 400\n    message: m\n    description: |\n      # Heading\n\n      \
                     See [`B`](#B).\n\n      | *Plan* | `a\\|b` |\n      |---|---|\n      | **free** | x \\| y |\n\n      \
                     ~~~c++ `x`\n      1 < 2\n      ~~~\n  B: { status: 400, message: m }\n";
    let markdown = page_of("table.yaml", catalogue, "markdown");
    for shown in [
        "| [`A`](#A) | 400 | See [`B`](#B). |",
        "\nSee [`B`](#B).\n",
        "| Plan | a\\|b |\n|---|---|\n| **free** | x \\| y |\n",
        "\n```c++ x\n1 < 2\n```\n",
    ] {
        assert!(markdown.contains(shown), "no {shown}\n{markdown}");
    }
    let html = page_of("table.yaml", catalogue, "html");
    for shown in ["See <a href=\"#B\"><code>B</code></a>.", "<th scope=\"col\">Plan</th>", "x | y</td>"] {
        assert!(html.contains(shown), "no {shown}");
    }
}

#[test]
fn leading_spaces_do_not_make_code() {
    let catalogue = "catalogue: acme\nerrors: { A: { status: 400, message: \"    m\", fix: \"    do it\" } }\n";
    let page = page_of("spaces.yaml", catalogue, "markdown");
    assert!(page.contains("\n> m\n") && page.contains("\n- do it\n"), "{page}");
}

#[test]
fn explains_waiting_only_if_it_helps() {
    let catalogue = "catalogue: acme\nerrors:\n  QUOTA: { status: 429, retryable: false, message: m }\n  \
                     BAD: { status: 400, message: m }\nclose_codes: { 4000: { meaning: Busy, reconnect: backoff } }\n";
    let page = page_of("waiting.yaml", catalogue, "markdown");
    assert_shows(
        &page,
        &[
            "* Retry: no, not before the limit allows requests again",
            "* Retry: no, the same request fails again",
            "4000 | Busy | after the delays of the [retry policy](#~retry-policy) |",
        ],
    );
}

#[test]
fn card_has_its_category() {
    let catalogue = "catalogue: acme\ncategories: { money: Billing and plans }\n\
                     errors: { A: { status: 400, message: m, category: money } }\n";
    let page = page_of("category.yaml", catalogue, "markdown");
    assert!(page.contains("* Category: Billing and plans (`money`)"), "{page}");
}
