//! reqwest: typed errors from its responses, and requests that are retried by the catalogue's policy.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

use ::http::Method;
use ::reqwest::{Client, Request, RequestBuilder, Response};
use backon::{BackoffBuilder, DefaultSleeper, Sleeper};

use crate::catalogue::Code;
use crate::catalogue::RetryPolicy;
use crate::client::{MAX_BODY, RemoteError};

/// The longest delay that a server may ask for unless the caller says otherwise: 5 minutes.
const MAX_WAIT: Duration = Duration::from_secs(5 * 60);

mod sealed {
    pub trait Sealed {}

    impl Sealed for ::reqwest::Response {}
    impl Sealed for ::reqwest::RequestBuilder {}
}

/// Typed errors from a `reqwest::Response`.
#[allow(async_fn_in_trait, reason = "sealed: the one implementation is known, and with it whether a future is `Send`")]
pub trait ResponseExt: sealed::Sealed + Sized {
    /// The response itself where its status is 2xx, its body unread; else the error that it carries.
    ///
    /// # Errors
    ///
    /// Any other status, with at most [`MAX_BODY`] bytes of the body: the rest is not waited for, and the connection is
    /// closed. Of a body that breaks off, what came is read. How long to wait for the body is up to the client's
    /// `timeout`.
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// # use core::task::{Context, Poll, Waker};
    /// # fn ready<T>(future: impl Future<Output = T>) -> T {
    /// #     match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
    /// #         Poll::Ready(it) => it,
    /// #         Poll::Pending => unreachable!(),
    /// #     }
    /// # }
    /// use errors::ErrorCode;
    /// use errors_runtime::ResponseExt;
    ///
    /// # let response = |status, body| {
    /// #     reqwest::Response::from(http::Response::builder().status(status).body(body).unwrap())
    /// # };
    /// # ready(async {
    /// let fine = response(200, "");
    /// assert!(fine.error_for_code::<ErrorCode>().await.is_ok());
    ///
    /// let limited = response(429, r#"{"error":{"code":"RATE_LIMIT","details":{"limit":100}}}"#);
    /// let error = limited.error_for_code::<ErrorCode>().await.unwrap_err();
    /// assert_eq!(error.code(), Some(ErrorCode::RateLimit));
    /// assert_eq!(error.detail::<u32>("limit"), Some(100));
    /// # });
    #[doc = "```"]
    async fn error_for_code<C: Code>(self) -> Result<Response, RemoteError<C>>;

    /// As [`error_for_code`](Self::error_for_code), with at most `limit` bytes of the body, and never more than
    /// [`MAX_BODY`].
    ///
    /// # Errors
    ///
    /// Any status that is not 2xx.
    async fn error_for_code_within<C: Code>(self, limit: usize) -> Result<Response, RemoteError<C>>;
}

impl ResponseExt for Response {
    async fn error_for_code<C: Code>(self) -> Result<Response, RemoteError<C>> {
        self.error_for_code_within(MAX_BODY).await
    }

    async fn error_for_code_within<C: Code>(mut self, limit: usize) -> Result<Response, RemoteError<C>> {
        if self.status().is_success() {
            return Ok(self);
        }
        let body = body_of(&mut self, limit.min(MAX_BODY)).await;
        Err(RemoteError::decode(self.status().as_u16(), self.headers(), body))
    }
}

/// At most `limit` bytes, and fewer where the body breaks off.
async fn body_of(response: &mut Response, limit: usize) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < limit {
        let Ok(Some(chunk)) = response.chunk().await else {
            break;
        };
        let fitting = chunk.get(..limit - body.len()).unwrap_or(&chunk);
        body.extend_from_slice(fitting);
    }
    body
}

/// Retries for a `reqwest::RequestBuilder`.
pub trait RequestBuilderExt: sealed::Sealed {
    /// The request, to be sent again as long as the catalogue of `C` advises it; see [`Retry`].
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```no_run")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// use errors::ErrorCode;
    /// use errors_runtime::{CallError, RequestBuilderExt};
    ///
    /// # async fn send(client: reqwest::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// match client.get("https://api.acme.dev/v1/messages").with_retries::<ErrorCode>().send().await {
    ///     Ok(response) => println!("{}", response.text().await?),
    ///     Err(CallError::Api(error)) if error.code() == Some(ErrorCode::RateLimit) => println!("still limited"),
    ///     Err(error) => return Err(error.into()),
    /// }
    /// # Ok(())
    /// # }
    #[doc = "```"]
    fn with_retries<C: Code>(self) -> Retry<C>;
}

impl RequestBuilderExt for RequestBuilder {
    fn with_retries<C: Code>(self) -> Retry<C> {
        let (client, request) = self.build_split();
        Retry {
            client,
            request,
            policy: *C::catalogue().retry(),
            idempotent: None,
            max_wait: MAX_WAIT,
            sleeper: DefaultSleeper::default(),
            code: PhantomData,
        }
    }
}

/// A request that is sent again as long as its catalogue advises it.
///
/// Made by [`with_retries`](RequestBuilderExt::with_retries), which has an example.
///
/// - **What is retried**: an error that is [`retryable`](RemoteError::retryable), and a request that got no response.
/// - **How often**: the policy's [`max_retries`](RetryPolicy::max_retries) times after the first try.
/// - **How long it waits**: what the error says ([`retry_after`](RemoteError::retry_after)), else the policy's delay,
///   with jitter. The policy's [`max_delay`](RetryPolicy::max_delay) bounds its own delays only; what a server may ask
///   for is bounded by [`max_wait`](Self::max_wait).
/// - **Which requests**: those of an idempotent method
///   ([RFC 9110 section 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)) or with an `Idempotency-Key`;
///   [`idempotent`](Self::idempotent) overrules this. All others, and those whose body is a stream, are sent once.
///
/// One try takes as long as the client's or the request's timeout allows; wrap [`send`](Self::send) in a timeout to
/// limit all tries together.
#[must_use = "nothing is sent before `send`"]
pub struct Retry<C, S = DefaultSleeper> {
    client: Client,
    request: ::reqwest::Result<Request>,
    policy: RetryPolicy,
    idempotent: Option<bool>,
    max_wait: Duration,
    sleeper: S,
    code: PhantomData<fn() -> C>,
}

impl<C: Code, S: Sleeper> Retry<C, S> {
    /// Declares the request idempotent, so that sending it twice does the same as sending it once, or not; unless set,
    /// its method and its `Idempotency-Key` decide.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// Sets the number of tries after the first one: the policy's number unless set.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.policy.max_retries = max_retries;
        self
    }

    /// Takes the delays and the number of retries from this policy instead of the catalogue's.
    ///
    /// The catalogue still decides which errors are retried.
    pub fn policy(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// The longest wait between two tries: 5 minutes unless set.
    ///
    /// An error that asks for a longer wait is returned at once.
    pub fn max_wait(mut self, max_wait: Duration) -> Self {
        self.max_wait = max_wait;
        self
    }

    /// Waits by this function, from a delay to a future, instead of `tokio::time::sleep`.
    pub fn sleep<T: Sleeper>(self, sleeper: T) -> Retry<C, T> {
        let Self { client, request, policy, idempotent, max_wait, sleeper: _, code } = self;
        Retry { client, request, policy, idempotent, max_wait, sleeper, code }
    }

    /// Sends the request, and sends it again as long as that is advised; returns a response of status 2xx.
    ///
    /// # Errors
    ///
    /// The error of the last try: the server's answer, or the reason that there is none.
    pub async fn send(self) -> Result<Response, CallError<C>> {
        let Self { client, request, policy, idempotent, max_wait, sleeper, code: _ } = self;
        let mut request = request?;
        let repeatable = idempotent.unwrap_or_else(|| is_idempotent(&request));
        let mut delays = policy.build();
        loop {
            // A copy is made only if the request may be sent again.
            let retry = delays.next().filter(|_| repeatable).and_then(|delay| Some((delay, request.try_clone()?)));
            let error = match send_once(&client, request).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let Some((backoff, next)) = retry else {
                return Err(error);
            };
            let Some(delay) = wait_after(&error, backoff, max_wait) else {
                return Err(error);
            };
            sleeper.sleep(delay).await;
            request = next;
        }
    }
}

impl<C, S> fmt::Debug for Retry<C, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("request", &self.request)
            .field("policy", &self.policy)
            .field("idempotent", &self.idempotent)
            .field("max_wait", &self.max_wait)
            .finish_non_exhaustive()
    }
}

async fn send_once<C: Code>(client: &Client, request: Request) -> Result<Response, CallError<C>> {
    Ok(client.execute(request).await?.error_for_code().await?)
}

fn is_idempotent(request: &Request) -> bool {
    let method = request.method();
    let has_key = || request.headers().get("idempotency-key").is_some_and(|key| !key.is_empty());
    method.is_safe() || [Method::PUT, Method::DELETE].contains(method) || has_key()
}

/// The time to wait before the next try, if there should be one.
fn wait_after<C: Code>(error: &CallError<C>, backoff: Duration, max_wait: Duration) -> Option<Duration> {
    let backoff = backoff.min(max_wait);
    match error {
        CallError::Api(remote) if !remote.retryable() => None,
        CallError::Api(remote) => Some(remote.retry_after().unwrap_or(backoff)).filter(|delay| *delay <= max_wait),
        // Neither a request that could not be made nor too many redirects get better by themselves.
        CallError::Transport(error) => error.is_request().then_some(backoff),
    }
}

/// The error of a call: the server's answer, or the reason that there is none.
///
/// `Display` and `source()` are those of the error inside.
pub enum CallError<C> {
    /// The server answered with an error.
    Api(RemoteError<C>),
    /// There is no answer: no connection, a timeout, or nothing that is HTTP.
    Transport(::reqwest::Error),
}

impl<C: Code> CallError<C> {
    /// The server's answer, if there is one.
    ///
    /// # Examples
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
    /// use errors::ErrorCode;
    /// use errors_runtime::{CallError, RemoteError};
    ///
    /// let error = CallError::from(RemoteError::<ErrorCode>::decode(503, &[], "<html>"));
    /// assert_eq!(error.remote().map(|remote| remote.status()), Some(503));
    /// assert_eq!((error.code(), error.to_string()), (None, "status 503".to_owned()));
    #[doc = "```"]
    #[must_use]
    pub fn remote(&self) -> Option<&RemoteError<C>> {
        match self {
            Self::Api(remote) => Some(remote),
            Self::Transport(_) => None,
        }
    }

    /// The code of the server's answer, if this client knows it.
    #[must_use]
    pub fn code(&self) -> Option<C> {
        self.remote()?.code()
    }
}

impl<C> From<RemoteError<C>> for CallError<C> {
    fn from(error: RemoteError<C>) -> Self {
        Self::Api(error)
    }
}

impl<C> From<::reqwest::Error> for CallError<C> {
    fn from(error: ::reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

impl<C> fmt::Debug for CallError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => f.debug_tuple("Api").field(error).finish(),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
        }
    }
}

impl<C> fmt::Display for CallError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
        }
    }
}

impl<C> core::error::Error for CallError<C> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Api(error) => error.source(),
            Self::Transport(error) => error.source(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_idempotent_with(method: &str, headers: &[(&'static str, &str)]) -> bool {
        let url = "http://localhost".parse().unwrap();
        let mut request = Request::new(method.parse().unwrap(), url);
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        is_idempotent(&request)
    }

    #[test]
    fn methods_and_keys_say_what_may_be_repeated() {
        for method in ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"] {
            assert!(is_idempotent_with(method, &[]), "{method}");
        }
        for method in ["POST", "PATCH", "CONNECT", "PURGE"] {
            assert!(!is_idempotent_with(method, &[]), "{method}");
            assert!(!is_idempotent_with(method, &[("idempotency-key", "")]), "{method}");
            assert!(is_idempotent_with(method, &[("idempotency-key", "\"8e03978e\"")]), "{method}");
        }
    }
}
