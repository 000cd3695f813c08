//! The retry policy for clients: the numbers of a catalogue, and the delays that follow from them.

use core::time::Duration;

/// The retry policy for clients: which statuses, how often, and after which delays.
///
/// It is the catalogue's `retry`: [`Catalogue::retry`](crate::Catalogue::retry).
///
/// # Examples
///
/// ```
/// use core::time::Duration;
/// use errors_runtime::RetryPolicy;
///
/// let policy = RetryPolicy::DEFAULT;
/// assert!(policy.retries_status(503));
/// assert_eq!(policy.delay(0), Duration::from_secs(1));
/// assert_eq!(policy.delay(3), Duration::from_secs(8));
/// assert_eq!(policy.delay(30), policy.max_delay());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    #[doc(hidden)]
    pub statuses: &'static [u16],
    #[doc(hidden)]
    pub max_retries: u32,
    #[doc(hidden)]
    pub initial_delay: Duration,
    #[doc(hidden)]
    pub multiplier: f64,
    #[doc(hidden)]
    pub max_delay: Duration,
    #[doc(hidden)]
    pub jitter: f64,
    #[doc(hidden)]
    pub default_retry_after: Option<Duration>,
}

impl RetryPolicy {
    /// The policy of a catalogue that says nothing of retries: three retries, after 1, 2 and 4 seconds, each delay cut by
    /// up to half.
    pub const DEFAULT: Self = Self {
        statuses: &[408, 425, 429, 500, 502, 503, 504],
        max_retries: 3,
        initial_delay: Duration::from_secs(1),
        multiplier: 2.0,
        max_delay: Duration::from_secs(30),
        jitter: 0.5,
        default_retry_after: None,
    };

    /// The statuses whose errors are retried unless their entry says otherwise.
    #[must_use]
    pub const fn statuses(&self) -> &'static [u16] {
        self.statuses
    }

    /// The number of times that a request is sent again after the first try.
    #[must_use]
    pub const fn max_retries(&self) -> u32 {
        self.max_retries
    }

    /// The delay before the first retry.
    #[must_use]
    pub const fn initial_delay(&self) -> Duration {
        self.initial_delay
    }

    /// The factor from each delay to the next.
    #[must_use]
    pub const fn multiplier(&self) -> f64 {
        self.multiplier
    }

    /// The longest delay; longer ones are cut to it.
    #[must_use]
    pub const fn max_delay(&self) -> Duration {
        self.max_delay
    }

    /// The random share of a delay, 0 to 1: a delay is scaled by a random factor from `1 - jitter` to 1.
    #[must_use]
    pub const fn jitter(&self) -> f64 {
        self.jitter
    }

    /// The time to wait after a 429 that gives none; `None` where the usual delays apply.
    #[must_use]
    pub const fn default_retry_after(&self) -> Option<Duration> {
        self.default_retry_after
    }

    /// Returns true if an error of this status is retried unless its entry says otherwise.
    #[must_use]
    pub fn retries_status(&self, status: u16) -> bool {
        self.statuses.contains(&status)
    }

    /// The delay before a retry, without jitter; `attempt` is 0 for the first retry.
    #[must_use]
    pub fn delay(&self, attempt: u32) -> Duration {
        if attempt == 0 {
            return self.initial_delay.min(self.max_delay);
        }
        let seconds = self.initial_delay.as_secs_f64() * power(self.multiplier, attempt);
        // Too long for a `Duration`, or not a number at all: the longest delay is the safe answer.
        Duration::try_from_secs_f64(seconds).map_or(self.max_delay, |delay| delay.min(self.max_delay))
    }

    /// The delays before each of the [`max_retries`](Self::max_retries) retries, with jitter from the operating system's
    /// randomness.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::time::Duration;
    /// use errors_runtime::RetryPolicy;
    ///
    /// let delays: Vec<Duration> = RetryPolicy::DEFAULT.delays().collect();
    /// assert_eq!(delays.len(), 3);
    /// assert!((Duration::from_secs(2)..=Duration::from_secs(4)).contains(&delays[2]));
    /// ```
    #[cfg(feature = "std")]
    #[must_use]
    pub fn delays(&self) -> Delays {
        use core::hash::BuildHasher;

        // Each `RandomState` has keys of its own, so that even an empty hash is a fresh number.
        self.delays_with_seed(std::hash::RandomState::new().hash_one(0_u8))
    }

    /// The delays before each of the [`max_retries`](Self::max_retries) retries, with jitter from `seed`: the same seed
    /// gives the same delays.
    #[must_use]
    pub const fn delays_with_seed(&self, seed: u64) -> Delays {
        Delays { policy: *self, attempt: 0, state: seed }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// `base` to the power of `exponent`; `f64::powi` needs `std`.
fn power(mut base: f64, mut exponent: u32) -> f64 {
    let mut result = 1.0;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result *= base;
        }
        base *= base;
        exponent >>= 1;
    }
    result
}

/// An iterator over the delays before each retry, made by [`RetryPolicy::delays_with_seed`] and `RetryPolicy::delays`.
#[derive(Clone, Debug)]
pub struct Delays {
    policy: RetryPolicy,
    attempt: u32,
    state: u64,
}

impl Delays {
    /// A number in `0.0 ..= 1.0`, by `SplitMix64`.
    fn chance(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // The upper half is random enough for a delay, and exact as a float.
        f64::from((word >> 32) as u32) / f64::from(u32::MAX)
    }
}

impl Iterator for Delays {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        if self.attempt >= self.policy.max_retries {
            return None;
        }
        let delay = self.policy.delay(self.attempt);
        self.attempt += 1;
        let factor = 1.0 - self.policy.jitter.clamp(0.0, 1.0) * self.chance();
        Some(Duration::try_from_secs_f64(delay.as_secs_f64() * factor).map_or(delay, |it| it.min(delay)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.policy.max_retries - self.attempt).unwrap_or(usize::MAX);
        (left, Some(left))
    }
}

impl ExactSizeIterator for Delays {}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(policy: &RetryPolicy) -> [u64; 6] {
        [0, 1, 2, 3, 4, 5].map(|attempt| policy.delay(attempt).as_secs())
    }

    #[test]
    fn delays_double_up_to_the_longest() {
        assert_eq!(seconds(&RetryPolicy::DEFAULT), [1, 2, 4, 8, 16, 30]);
    }

    #[test]
    fn no_number_panics() {
        for multiplier in [0.0, -3.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 1e-300] {
            for initial_delay in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
                for max_delay in [Duration::ZERO, Duration::from_secs(5), Duration::MAX] {
                    for jitter in [f64::NAN, -1.0, 0.0, 7.0, f64::INFINITY] {
                        let policy =
                            RetryPolicy { initial_delay, multiplier, max_delay, jitter, ..RetryPolicy::DEFAULT };
                        for attempt in [0, 1, 2, 63, u32::MAX] {
                            assert!(policy.delay(attempt) <= max_delay);
                        }
                        assert!(policy.delays_with_seed(7).all(|delay| delay <= max_delay));
                    }
                }
            }
        }
    }

    #[test]
    fn jitter_stays_within_its_share_and_uses_it() {
        let policy = RetryPolicy { max_retries: 1000, multiplier: 1.0, ..RetryPolicy::DEFAULT };
        let delays: alloc::vec::Vec<_> = policy.delays_with_seed(42).collect();
        assert_eq!(delays.len(), 1000);
        assert!(delays.iter().all(|d| (0.5..=1.0).contains(&d.as_secs_f64())));
        assert!(delays.iter().any(|d| d.as_secs_f64() < 0.55));
        assert!(delays.iter().any(|d| d.as_secs_f64() > 0.95));
    }

    /// The first numbers that `SplitMix64` is known for, from the seed 0; the upper half of each, except its last bit.
    #[test]
    fn chances_are_those_of_the_generator() {
        let mut delays = RetryPolicy::DEFAULT.delays_with_seed(0);
        for upper in [0xe220_a839_u32, 0x6e78_9e6a, 0x06c4_5d18] {
            assert!((delays.chance() - f64::from(upper) / f64::from(u32::MAX)).abs() < 1e-9);
        }
    }

    #[test]
    fn a_seed_repeats_its_delays() {
        let delays = |seed| RetryPolicy::DEFAULT.delays_with_seed(seed).collect::<alloc::vec::Vec<_>>();
        assert_eq!(delays(1), delays(1));
        assert_ne!(delays(1), delays(2));
    }

    #[cfg(feature = "std")]
    #[test]
    fn delays_end_after_the_last_retry() {
        assert_eq!(RetryPolicy::DEFAULT.delays().len(), 3);
        assert_eq!(RetryPolicy::DEFAULT.delays().count(), 3);
        let mut begun = RetryPolicy::DEFAULT.delays();
        assert!(begun.next().is_some());
        assert_eq!(begun.len(), 2);
    }
}
