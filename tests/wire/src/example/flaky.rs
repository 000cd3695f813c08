//! Errors that go away: how often each key was answered.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Counts requests, by catalogue, code and key.
#[derive(Debug, Default)]
pub(super) struct Counters(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    counts: HashMap<String, u32>,
    /// The oldest first.
    keys: VecDeque<String>,
}

/// Past it the oldest key is forgotten.
const MAX_KEYS: usize = 10_000;

impl Counters {
    /// Counts a request; the first one of its key is 1.
    pub(super) fn count(&self, key: String) -> u32 {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inner.counts.get_mut(&key) {
            *count = count.saturating_add(1);
            return *count;
        }
        inner.insert(key);
        1
    }
}

impl Inner {
    fn insert(&mut self, key: String) {
        if self.keys.len() >= MAX_KEYS
            && let Some(oldest) = self.keys.pop_front()
        {
            self.counts.remove(&oldest);
        }
        self.keys.push_back(key.clone());
        self.counts.insert(key, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgets_the_oldest_key() {
        let counters = Counters::default();
        for key in 0..MAX_KEYS {
            assert_eq!(counters.count(key.to_string()), 1);
        }
        assert_eq!(counters.count("0".to_owned()), 2);
        assert_eq!(counters.count("new".to_owned()), 1);
        assert_eq!(counters.count("1".to_owned()), 2);
        assert_eq!(counters.count("0".to_owned()), 1);
        assert_eq!(counters.0.lock().unwrap().counts.len(), MAX_KEYS);
    }
}
