//! The retry policy as [`backon`] knows it.

use crate::catalogue::{Delays, RetryPolicy};

/// The catalogue's delays, for `retry` of backon: at most [`max_retries`](RetryPolicy::max_retries) of them, each with
/// jitter from the operating system's randomness.
///
/// # Examples
///
/// ```
/// use backon::{BackoffBuilder, BlockingRetryable};
/// use errors_runtime::RetryPolicy;
///
/// assert_eq!(RetryPolicy::DEFAULT.build().len(), 3);
///
/// let mut tries = 0;
/// let fail = || -> Result<(), ()> {
///     tries += 1;
///     Err(())
/// };
/// assert_eq!(fail.retry(RetryPolicy::DEFAULT).sleep(|_| ()).call(), Err(()));
/// assert_eq!(tries, 4);
/// ```
impl backon::BackoffBuilder for RetryPolicy {
    type Backoff = Delays;

    fn build(self) -> Delays {
        self.delays()
    }
}
