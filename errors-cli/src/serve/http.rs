//! The routes, and the conversion of an error to a response.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, ORIGIN, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use errors_catalogue::body::Sample;

use super::sample::{Parameters, Refusal, sample};
use super::{Mock, socket};
use crate::docs::PAGE_POLICY;

/// The status of a message error, which has none of its own; generated code sends the same over HTTP.
const WITHOUT_STATUS: u16 = 500;

pub(super) fn router(mock: Arc<Mock>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/openapi.json", get(openapi))
        .route("/errors", get(listing))
        .route("/errors/{code}", any(answer))
        .route("/errors/{code}/times/{times}", any(answer_at_first))
        .route("/socket/errors/{code}", get(socket::send))
        .route("/socket/close/{code}", get(socket::close))
        .method_not_allowed_fallback(async || Refusal::WrongMethod)
        .fallback(async || Refusal::NotFound("not found: `/errors` lists the codes".to_owned()))
        .layer(middleware::from_fn(share))
        .layer(middleware::from_fn(guard))
        .with_state(mock)
}

async fn page(State(mock): State<Arc<Mock>>) -> Response {
    content("text/html; charset=utf-8", mock.page.clone())
}

async fn openapi(State(mock): State<Arc<Mock>>) -> Response {
    content("application/json", mock.openapi.clone())
}

async fn listing(State(mock): State<Arc<Mock>>) -> Response {
    content("application/json", mock.listing.clone())
}

fn content(media: &'static str, text: String) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static(media))], text).into_response()
}

async fn answer(
    State(mock): State<Arc<Mock>>,
    Path(code): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Refusal> {
    sample(&mock, &code, &parameters).map(|error| respond(&mock, &error))
}

async fn answer_at_first(
    State(mock): State<Arc<Mock>>,
    Path((code, times)): Path<(String, String)>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Refusal> {
    let no_count = |_| Refusal::BadRequest(format!("`{times}` is not a number of times"));
    let times = times.parse().map_err(no_count)?;
    let error = sample(&mock, &code, &parameters)?;
    if mock.is_to_fail(&error.entry().code, times) {
        return Ok(respond(&mock, &error));
    }
    Ok(content("application/json", "{\"ok\":true}".to_owned()))
}

fn respond(mock: &Mock, error: &Sample<'_>) -> Response {
    let status = error.entry().wire.status.unwrap_or(WITHOUT_STATUS);
    let mut response = Response::new(Body::from(error.body().to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let media = ("Content-Type".to_owned(), mock.catalogue.wire.content_type.clone());
    for (name, value) in std::iter::once(media).chain(error.headers()) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// The browser's policy for all responses except the page: nothing is allowed, whatever the media type in the
/// catalogue and the values in the request.
const ANSWER_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// Makes browsers trust the media type of each response, and run nothing except the page.
async fn guard(request: Request, next: Next) -> Response {
    let policy = if request.uri().path() == "/" { PAGE_POLICY } else { ANSWER_POLICY };
    let mut response = next.run(request).await;
    // Policies add up: browsers allow only what all of them allow, including one from the catalogue's headers.
    response.headers_mut().append(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Allows requests from web pages of any origin, because client developers serve their pages from another port. Allowed
/// names are listed, because `*` has no effect with credentials and never covers `Authorization`
/// ([Fetch](https://fetch.spec.whatwg.org/#http-access-control-allow-headers)).
async fn share(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let is_preflight = request.method() == Method::OPTIONS && asked.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if is_preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    let shown: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
    let shown = HeaderValue::from_str(&shown.join(", "));
    headers.extend(shown.ok().map(|shown| (ACCESS_CONTROL_EXPOSE_HEADERS, shown)));
    allow(&asked, headers);
    response
}

/// Allows the method and headers that the page asked for.
fn allow(asked: &HeaderMap, headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    headers.append(VARY, HeaderValue::from_static("Origin"));
    for (name, answer) in [
        (ORIGIN, ACCESS_CONTROL_ALLOW_ORIGIN),
        (ACCESS_CONTROL_REQUEST_METHOD, ACCESS_CONTROL_ALLOW_METHODS),
        (ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_ALLOW_HEADERS),
    ] {
        headers.extend(asked.get(name).map(|value| (answer, value.clone())));
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, problem) = match self {
            Self::NotFound(problem) => (StatusCode::NOT_FOUND, problem),
            Self::BadRequest(problem) => (StatusCode::BAD_REQUEST, problem),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, "only `GET` is allowed here".to_owned()),
        };
        (status, format!("{problem}\n")).into_response()
    }
}
