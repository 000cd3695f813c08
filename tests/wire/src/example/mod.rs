//! An example server of every catalogue in `specs/`, so that any client, in any language, can be tried against any error.
//!
//! | request | answer |
//! |---|---|
//! | `GET /` | the catalogues |
//! | `GET /{catalogue}` | its codes |
//! | `GET`, `POST /{catalogue}/{code}` | that error; query parameters are its details: `?retry_after=2`; `?request_id=null` leaves the id out of the body |
//! | `GET`, `POST /{catalogue}/flaky/{code}?fail=2&key=k` | that error twice, then a success as the API's document shows it |
//! | `GET /molroo/ws` | the WebSocket of `molroo-socket`; over HTTP its codes, which have no status, are a 500 |
//!
//! A mistake of the caller is answered by `{"problem": …}`, which no catalogue's envelope looks like.

mod flaky;
mod listing;
mod request_id;
mod sample;
mod socket;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use axum::{Extension, serve::Serve};
use errors_runtime::ApiError;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use self::flaky::Counters;
use self::request_id::RequestId;
pub use self::sample::{Sample, Samples};
use crate::specs::SPECS;

/// The server's routes.
pub fn router() -> Router {
    Router::new()
        .route("/", get(list_catalogues))
        .route("/{catalogue}", get(list_codes))
        .route("/{catalogue}/{code}", get(answer).post(answer))
        .route("/{catalogue}/flaky/{code}", get(answer_at_first).post(answer_at_first))
        .route("/molroo/ws", get(socket::upgrade))
        .fallback(async || Refusal::not_found("there is nothing here; `/` lists the catalogues"))
        .layer(middleware::from_fn(request_id::assign))
        .with_state(Arc::new(Server::new()))
}

/// The server at a listener.
pub fn serve(listener: TcpListener) -> Serve<TcpListener, Router, Router> {
    axum::serve(listener, router())
}

/// What every request may look at.
#[derive(Debug)]
struct Server {
    catalogues: BTreeMap<&'static str, Samples>,
    counters: Counters,
}

/// Query parameters in their order.
type Parameters = Vec<(String, String)>;

async fn list_catalogues(State(server): State<Arc<Server>>) -> Json<Value> {
    Json(listing::catalogues(server.catalogues.values()))
}

async fn list_codes(State(server): State<Arc<Server>>, Path(name): Path<String>) -> Result<Json<Value>, Refusal> {
    server.samples(&name).map(listing::catalogue).map(Json)
}

async fn answer(
    State(server): State<Arc<Server>>,
    Extension(id): Extension<RequestId>,
    Path((catalogue, code)): Path<(String, String)>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Refusal> {
    server.sample(&catalogue, &code, &id, &parameters).map(|error| respond(&error))
}

async fn answer_at_first(
    State(server): State<Arc<Server>>,
    Extension(id): Extension<RequestId>,
    Path((catalogue, code)): Path<(String, String)>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Refusal> {
    let (flaky, details) = Flaky::take(parameters)?;
    let error = server.sample(&catalogue, &code, &id, &details)?;
    let attempts = server.counters.count(format!("{catalogue}/{}/{}", error.code(), flaky.key));
    if attempts <= flaky.fail {
        return Ok(respond(&error));
    }
    Ok(Json(success(&catalogue, attempts, &id)).into_response())
}

impl Server {
    fn new() -> Self {
        let catalogues = SPECS.iter().map(|spec| (spec.catalogue.name(), Samples::new(spec))).collect();
        Self { catalogues, counters: Counters::default() }
    }

    fn samples(&self, name: &str) -> Result<&Samples, Refusal> {
        self.catalogues
            .get(name)
            .ok_or_else(|| Refusal::not_found(format!("there is no catalogue `{name}`; `/` lists them")))
    }

    /// The error of a code, its details as the parameters have them.
    fn sample(
        &self,
        catalogue: &str,
        code: &str,
        id: &RequestId,
        details: &[(String, String)],
    ) -> Result<Sample<'_>, Refusal> {
        let unknown = || Refusal::not_found(format!("`{catalogue}` has no code `{code}`; `/{catalogue}` lists them"));
        let mut sample = self.samples(catalogue)?.find(code).ok_or_else(unknown)?;
        sample.set_request_id(&id.0);
        for (name, text) in details {
            sample.set(name, text).map_err(Refusal::bad_request)?;
        }
        Ok(sample)
    }
}

/// The parameters that are `/flaky/`'s own.
struct Flaky {
    fail: u32,
    key: String,
}

/// A key is kept for as long as the server runs.
const MAX_KEY: usize = 128;

impl Flaky {
    /// Takes them out of the others, which are details.
    fn take(parameters: Parameters) -> Result<(Self, Parameters), Refusal> {
        let mut flaky = Self { fail: 2, key: String::new() };
        let mut details = Vec::new();
        for (name, text) in parameters {
            match name.as_str() {
                "fail" => flaky.fail = text.parse().map_err(|_| not_a_count(&text))?,
                "key" if text.len() > MAX_KEY => return Err(Refusal::bad_request("`key` is too long")),
                "key" => flaky.key = text,
                _ => details.push((name, text)),
            }
        }
        Ok((flaky, details))
    }
}

fn not_a_count(text: &str) -> Refusal {
    Refusal::bad_request(format!("`fail` is a count, and `{text}` is none"))
}

/// The error as a handler would return it: status, headers and body.
fn respond(error: &Sample<'_>) -> Response {
    IntoResponse::into_response(error.envelope())
}

/// A success in the style of the API's document; most documents show none.
fn success(catalogue: &str, attempts: u32, id: &RequestId) -> Value {
    let data = json!({ "attempts": attempts });
    match catalogue {
        "message-analysis" => json!({ "success": true, "data": data, "meta": { "request_id": id.0 } }),
        "unleeshed" => json!({ "success": true, "data": data }),
        _ => json!({ "ok": true, "attempts": attempts }),
    }
}

/// A mistake of the caller.
#[derive(Debug)]
struct Refusal {
    status: StatusCode,
    problem: String,
}

impl Refusal {
    fn not_found(problem: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, problem: problem.into() }
    }

    fn bad_request(problem: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, problem: problem.into() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "problem": self.problem }))).into_response()
    }
}
