//! Severities as numbers, and the flags of a row: the lowest bit is `retryable`, the others are the severity.

/// A part of normal work.
pub const INFO: u16 = 0;
/// A mistake of the caller, or a passing condition.
pub const WARNING: u16 = 1;
/// A mistake of the server.
pub const ERROR: u16 = 2;
/// Someone has to be called.
pub const CRITICAL: u16 = 3;

const RETRYABLE: u16 = 1;

/// The flags of a row.
///
/// # Examples
///
/// ```
/// use errors_table::severity::{ERROR, flags, is_retryable, number};
///
/// let flags = flags(ERROR, true);
/// assert_eq!((number(flags), is_retryable(flags)), (ERROR, true));
/// ```
#[must_use]
pub const fn flags(severity: u16, retryable: bool) -> u16 {
    severity << 1 | retryable as u16
}

/// The severity's number in the flags of a row.
#[must_use]
#[inline]
pub const fn number(flags: u16) -> u16 {
    flags >> 1
}

/// Returns true if the flags of a row say that a retry can help.
#[must_use]
#[inline]
pub const fn is_retryable(flags: u16) -> bool {
    flags & RETRYABLE != 0
}
