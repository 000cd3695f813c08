//! A layer for any `http` service: no error leaves it that is not the catalogue's.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::any::Any;
use core::hash::{BuildHasher, Hasher};
use core::mem;
use core::pin::Pin;
use core::sync::atomic::{AtomicU64, Ordering};
use core::task::{Context, Poll, ready};
use std::hash::RandomState;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::response::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use crate::catalogue::Catalogue;
use crate::server::ApiError;
use crate::server::http::{to_bytes, to_header};
use crate::server::snapshot::{Snapshot, cut};
#[cfg(feature = "tracing")]
use crate::value::Escaped;

/// A layer that makes every error response of a service one of the catalogue, and logs each cause once.
///
/// It fits any service of `http` requests and responses: axum's `Router::layer`, tower's `ServiceBuilder`, hyper.
///
/// - **Request id.** It is the request's `x-request-id` if that is 1 to 128 bytes of visible ASCII, else a new one, which
///   handlers find in the request's headers, alone. One that the handler put into the response is kept. Every response has
///   it as a header, successes included; the body of an error has it as the context `request_id`, if that is declared.
/// - **Errors of the catalogue** (those with a [`Snapshot`] in the extensions) keep their status and headers; the body
///   is written anew if the catalogue declares the context.
/// - **Other 4xx and 5xx**, such as a framework's 404, 405, 413, 415, 422 or a timeout, get the body of the catalogue's
///   [fallback](Catalogue::fallback) for that status, or of the only entry with that status if all of its details are
///   optional; where there is neither, they stay as they are. Details that nobody knows are left out, and a message that
///   needs one is replaced by the meaning of the status. Headers stay (`Allow`, `WWW-Authenticate`, `Retry-After`
///   of [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110)), except those that describe the old body.
/// - **A body that is written** takes the headers of the old bytes with it: `ETag`, `Last-Modified`, `Content-Encoding`,
///   `Trailer` and all digests.
/// - **Panics** become the fallback of 500; without one, a 500 without a body.
/// - **Logs**, with the feature `tracing`: one event for each error that has a cause or is the server's (severity `error`
///   or `critical`), at the entry's severity, with `error.code`, `http.response.status_code`, `request_id` and
///   `error.cause`. A cause is never logged below `warn`, and its control characters are escaped.
/// - **Everything else** passes unchanged, and no body is collected.
///
/// A 4xx or 5xx that a handler wrote by hand cannot be told from the framework's, and is replaced as well: its text may be
/// that of a cause. Return an error of the catalogue instead; where the body has to stay, put [`KeepBody`] into the
/// response's extensions, or use [`keep_json`](Self::keep_json).
///
/// Layers between this one and the service see responses before they are changed, those outside of it after. An `Err` of
/// the service passes through. Of several such layers the one closest to the handler decides, and the others keep to it.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use std::convert::Infallible;
/// use std::future::{Ready, ready};
/// use std::pin::pin;
/// use std::task::{Context, Poll, Waker};
///
/// use bytes::Bytes;
/// use errors::{CATALOGUE, Error};
/// use errors_runtime::{ErrorLayer, Snapshot};
/// use http::{Request, Response};
/// use http_body_util::Full;
/// use tower_layer::Layer;
/// use tower_service::Service;
///
/// #[derive(Clone)]
/// struct Handler;
///
/// impl Service<Request<()>> for Handler {
///     type Response = Response<Full<Bytes>>;
///     type Error = Infallible;
///     type Future = Ready<Result<Self::Response, Infallible>>;
///
///     fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
///         Poll::Ready(Ok(()))
///     }
///
///     fn call(&mut self, _: Request<()>) -> Self::Future {
///         ready(Ok(Response::from(Error::InternalError).map(Full::new)))
///     }
/// }
///
/// let request = Request::builder().header("x-request-id", "r-1").body(()).expect("valid");
/// let future = ErrorLayer::new(CATALOGUE).layer(Handler).call(request);
/// let Poll::Ready(Ok(response)) = pin!(future).poll(&mut Context::from_waker(Waker::noop())) else { panic!() };
/// assert_eq!(response.headers()["x-request-id"], "r-1");
/// assert!(response.extensions().get::<Snapshot>().is_some_and(Snapshot::is_reported));
#[doc = "```"]
#[derive(Clone, Debug)]
#[must_use]
pub struct ErrorLayer {
    settings: Settings,
}

#[derive(Clone, Debug)]
struct Settings {
    catalogue: &'static Catalogue,
    header: HeaderName,
    context: &'static str,
    keep_json: bool,
    make_id: fn() -> String,
}

/// The name that proxies and other frameworks use.
const REQUEST_ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");
const REQUEST_ID_CONTEXT: &str = "request_id";
const MAX_REQUEST_ID: usize = 128;

impl ErrorLayer {
    /// A layer for the errors of this catalogue.
    pub const fn new(catalogue: &'static Catalogue) -> Self {
        let settings = Settings {
            catalogue,
            header: REQUEST_ID_HEADER,
            context: REQUEST_ID_CONTEXT,
            keep_json: false,
            make_id: unique_id,
        };
        Self { settings }
    }

    /// The header of requests and responses that holds the request id: `x-request-id` unless set.
    pub fn request_id_header(mut self, header: HeaderName) -> Self {
        self.settings.header = header;
        self
    }

    /// The context of the catalogue that holds the request id: `request_id` unless set.
    ///
    /// With a name that the catalogue does not declare, no body holds the id.
    pub const fn request_id_context(mut self, context: &'static str) -> Self {
        self.settings.context = context;
        self
    }

    /// Makes the id of a request that has none: unless set, 32 hexadecimal digits, random for each process and counted
    /// within it.
    ///
    /// An id that is not 1 to 128 bytes of visible ASCII is replaced by such digits.
    pub const fn make_request_id(mut self, make: fn() -> String) -> Self {
        self.settings.make_id = make;
        self
    }

    /// Keeps the body of a 4xx or 5xx if it is JSON (`application/json`, or any `+json`): `false` unless set.
    ///
    /// With `true`, whatever JSON handlers write by hand leaves the process, the text of a cause in it included.
    pub const fn keep_json(mut self, keep: bool) -> Self {
        self.settings.keep_json = keep;
        self
    }
}

/// Put into a response's extensions, makes [`ErrorLayer`] leave the body of a 4xx or 5xx as it is.
///
/// # Examples
///
/// ```
/// use errors_runtime::KeepBody;
///
/// let mut response = http::Response::new("relayed");
/// response.extensions_mut().insert(KeepBody);
/// assert!(response.extensions().get::<KeepBody>().is_some());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct KeepBody;

impl<S> Layer<S> for ErrorLayer {
    type Service = ErrorService<S>;

    fn layer(&self, inner: S) -> ErrorService<S> {
        ErrorService { inner, settings: self.settings.clone() }
    }
}

/// A service whose error responses are those of the catalogue; made by [`ErrorLayer`].
#[derive(Clone, Debug)]
pub struct ErrorService<S> {
    inner: S,
    settings: Settings,
}

impl<S, ReqBody, ResBody> Service<Request<ReqBody>> for ErrorService<S>
where
    S: Service<Request<ReqBody>, Response = Response<ResBody>>,
{
    type Response = Response<ErrorBody<ResBody>>;
    type Error = S::Error;
    type Future = ErrorFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<ReqBody>) -> Self::Future {
        let asked = Asked {
            id: self.settings.take_id(request.headers_mut()),
            is_head: request.method() == Method::HEAD,
            settings: self.settings.clone(),
        };
        let state = match catch_unwind(AssertUnwindSafe(|| self.inner.call(request))) {
            Ok(future) => State::Running { future },
            Err(payload) => State::Panicked { text: panic_text(payload) },
        };
        ErrorFuture { state, asked }
    }
}

pin_project! {
    /// The future of an [`ErrorService`]'s response.
    pub struct ErrorFuture<F> {
        #[pin]
        state: State<F>,
        asked: Asked,
    }
}

pin_project! {
    #[project = StateProjection]
    enum State<F> {
        Running { #[pin] future: F },
        Panicked { text: String },
    }
}

/// The data of a request that its response needs.
struct Asked {
    id: HeaderValue,
    is_head: bool,
    settings: Settings,
}

impl<F, ResBody, E> Future for ErrorFuture<F>
where
    F: Future<Output = Result<Response<ResBody>, E>>,
{
    type Output = Result<Response<ErrorBody<ResBody>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let future = match this.state.project() {
            StateProjection::Running { future } => future,
            StateProjection::Panicked { text } => return Poll::Ready(Ok(this.asked.answer_panic(text))),
        };
        // The future is not polled again, and a service that shares state has to bear panics without this layer too.
        match catch_unwind(AssertUnwindSafe(|| future.poll(cx))) {
            Ok(outcome) => Poll::Ready(ready!(outcome).map(|response| this.asked.answer(response))),
            Err(payload) => Poll::Ready(Ok(this.asked.answer_panic(&panic_text(payload)))),
        }
    }
}

/// The text of `panic!`, if it has one.
fn panic_text(payload: Box<dyn Any + Send>) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&'static str>().copied()).unwrap_or("no text");
    let text = cut(format!("panic: {text}"));
    discard(payload);
    text
}

/// Drops the payload of a panic, which may panic itself.
fn discard(payload: Box<dyn Any + Send>) {
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        // Dropping this one could panic as well, and so on without end: what it holds is lost.
        mem::forget(another);
    }
}

impl Settings {
    /// The id that the request brings, or a new one; the request has it, and no other.
    fn take_id(&self, headers: &mut HeaderMap) -> HeaderValue {
        self.set_id(headers, || {
            let made = HeaderValue::try_from((self.make_id)()).ok().filter(is_request_id);
            // Hexadecimal digits are a valid value.
            made.or_else(|| HeaderValue::try_from(unique_id()).ok()).unwrap_or(HeaderValue::from_static("0"))
        })
    }

    /// The first id of these headers if it is valid, else another one; afterwards it is the only one there.
    fn set_id(&self, headers: &mut HeaderMap, other: impl FnOnce() -> HeaderValue) -> HeaderValue {
        let id = headers.get(&self.header).filter(|id| is_request_id(id)).cloned().unwrap_or_else(other);
        headers.insert(self.header.clone(), id.clone());
        id
    }

    fn keeps(&self, response: &Parts) -> bool {
        response.extensions.get::<KeepBody>().is_some() || (self.keep_json && is_json(&response.headers))
    }
}

fn is_request_id(id: &HeaderValue) -> bool {
    (1..=MAX_REQUEST_ID).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic)
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media_type == "application/json" || media_type.ends_with("+json")
}

/// Random for each process, counted within it.
fn unique_id() -> String {
    static PROCESS: OnceLock<u64> = OnceLock::new();
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let process = PROCESS.get_or_init(|| RandomState::new().build_hasher().finish());
    format!("{process:016x}{:016x}", COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Asked {
    fn answer<B>(&mut self, response: Response<B>) -> Response<ErrorBody<B>> {
        let (mut parts, body) = response.into_parts();
        self.agree_on_id(&mut parts.headers);
        let is_error = parts.status.is_client_error() || parts.status.is_server_error();
        let body = match parts.extensions.remove::<Snapshot>() {
            Some(snapshot) => {
                self.finish(&mut parts, snapshot, is_error).map_or(ErrorBody::inner(body), ErrorBody::own)
            }
            None if is_error && !self.settings.keeps(&parts) => match self.replace(&mut parts, Vec::new()) {
                Some(own) => ErrorBody::own(own),
                None => ErrorBody::inner(body),
            },
            None => ErrorBody::inner(body),
        };
        Response::from_parts(parts, body)
    }

    fn answer_panic<B>(&mut self, text: &str) -> Response<ErrorBody<B>> {
        let (mut parts, ()) = Response::new(()).into_parts();
        parts.status = StatusCode::INTERNAL_SERVER_ERROR;
        self.agree_on_id(&mut parts.headers);
        let body = self.replace(&mut parts, vec![text.to_owned()]);
        if body.is_none() {
            report(None, parts.status, &self.id, &[text.to_owned()]);
        }
        Response::from_parts(parts, ErrorBody::own(body.unwrap_or_default()))
    }

    /// One id in the header, the body and the log.
    fn agree_on_id(&mut self, headers: &mut HeaderMap) {
        self.id = self.settings.set_id(headers, || self.id.clone());
    }

    /// An error of the catalogue: its body again where context makes another one of it.
    fn finish(&self, parts: &mut Parts, snapshot: Snapshot, is_error: bool) -> Option<Bytes> {
        if !snapshot.is_reported() {
            report(Some(&snapshot), parts.status, &self.id, snapshot.causes());
        }
        let declares = snapshot.entry().catalogue().context().contains(&self.settings.context);
        let body = (is_error && declares).then(|| self.write(parts, &snapshot));
        parts.extensions.insert(snapshot.reported());
        body
    }

    /// An error that no handler made.
    fn replace(&self, parts: &mut Parts, causes: Vec<String>) -> Option<Bytes> {
        let catalogue = self.settings.catalogue;
        let snapshot = Snapshot::stand_in(catalogue, catalogue.stand_in(parts.status.as_u16())?, causes);
        remove(&mut parts.headers, &OF_THE_OLD_TEXT);
        for (name, value) in snapshot.headers() {
            // What the framework says of this response is nearer the truth.
            if let Some((name, value)) = to_header(name, &value)
                && !parts.headers.contains_key(&name)
            {
                parts.headers.insert(name, value);
            }
        }
        let body = self.write(parts, &snapshot);
        report(Some(&snapshot), parts.status, &self.id, snapshot.causes());
        parts.extensions.insert(snapshot.reported());
        Some(body)
    }

    /// The body with its context, and the headers that describe it; no other header can hold context.
    fn write(&self, parts: &mut Parts, snapshot: &Snapshot) -> Bytes {
        let envelope = snapshot.envelope().with(self.settings.context, self.id.to_str().unwrap_or_default());
        let body = to_bytes(envelope.to_body());
        if let Ok(value) = HeaderValue::from_str(snapshot.entry().catalogue().content_type()) {
            parts.headers.insert(header::CONTENT_TYPE, value);
        }
        remove(&mut parts.headers, &OF_THE_OLD_BYTES);
        // Beside a 416 it says how long the resource is (RFC 9110, section 15.5.17).
        if parts.status != StatusCode::RANGE_NOT_SATISFIABLE {
            parts.headers.remove(header::CONTENT_RANGE);
        }
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        // The length is that of the body that GET would get (RFC 9110, section 9.3.2).
        if self.is_head { Bytes::new() } else { body }
    }
}

/// Headers that say what the text of a body is (RFC 9110, section 8), and would be wrong beside another text.
const OF_THE_OLD_TEXT: [HeaderName; 4] =
    [header::ACCEPT_RANGES, header::CONTENT_DISPOSITION, header::CONTENT_LANGUAGE, header::CONTENT_LOCATION];

/// Headers that identify, digest or frame the bytes of a body, and would be wrong beside other bytes of the same text.
const OF_THE_OLD_BYTES: [HeaderName; 10] = [
    header::CONTENT_ENCODING,
    header::ETAG,
    header::LAST_MODIFIED,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    HeaderName::from_static("content-digest"),
    HeaderName::from_static("content-md5"),
    HeaderName::from_static("digest"),
    HeaderName::from_static("repr-digest"),
    HeaderName::from_static("unencoded-digest"),
];

fn remove(headers: &mut HeaderMap, names: &[HeaderName]) {
    for name in names {
        headers.remove(name);
    }
}

/// Logs an error that has a cause, or that is the server's.
#[cfg(feature = "tracing")]
fn report(snapshot: Option<&Snapshot>, status: StatusCode, id: &HeaderValue, causes: &[String]) {
    use crate::catalogue::Severity;

    let severity = snapshot.map_or(Severity::Error, ApiError::severity);
    if causes.is_empty() && severity < Severity::Error {
        return;
    }
    // A code is the catalogue's, and an id is visible ASCII: neither needs escaping.
    let code = snapshot.map_or("", ApiError::code);
    let (status, id) = (status.as_u16(), id.to_str().unwrap_or_default());
    // A cause may hold what a client sent: a line break would forge a line of the log.
    let cause = (!causes.is_empty()).then(|| format!("{}", Escaped(&causes.join(": "))));
    // Who reads logs of level info and below may be anybody.
    if severity < Severity::Error {
        tracing::warn!(
            error.code = code,
            http.response.status_code = status,
            request_id = id,
            error.cause = cause,
            "request failed"
        );
    } else {
        tracing::error!(
            error.code = code,
            http.response.status_code = status,
            request_id = id,
            error.cause = cause,
            "request failed"
        );
    }
}

#[cfg(not(feature = "tracing"))]
fn report(_: Option<&Snapshot>, _: StatusCode, _: &HeaderValue, _: &[String]) {}

pin_project! {
    /// The body of an [`ErrorService`]'s response: that of the service, or one of the catalogue.
    #[derive(Debug)]
    pub struct ErrorBody<B> {
        #[pin]
        kind: Kind<B>,
    }
}

pin_project! {
    #[project = KindProjection]
    #[derive(Debug)]
    enum Kind<B> {
        Inner { #[pin] body: B },
        Own { bytes: Bytes },
    }
}

impl<B> ErrorBody<B> {
    const fn inner(body: B) -> Self {
        Self { kind: Kind::Inner { body } }
    }

    const fn own(bytes: Bytes) -> Self {
        Self { kind: Kind::Own { bytes } }
    }
}

/// An empty body.
impl<B> Default for ErrorBody<B> {
    fn default() -> Self {
        Self::own(Bytes::new())
    }
}

impl<B: Body> Body for ErrorBody<B>
where
    B::Data: From<Bytes>,
{
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        match self.project().kind.project() {
            KindProjection::Inner { body } => body.poll_frame(cx),
            KindProjection::Own { bytes } => {
                let bytes = mem::take(bytes);
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes.into()))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Inner { body } => body.is_end_stream(),
            Kind::Own { bytes } => bytes.is_empty(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Inner { body } => body.size_hint(),
            Kind::Own { bytes } => SizeHint::with_exact(bytes.len() as u64),
        }
    }
}
