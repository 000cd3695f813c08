//! WebSocket close frames.

use crate::catalogue::CloseCodeInfo;
use crate::value::prefix;

/// The longest reason of a close frame, in bytes: 123
/// ([RFC 6455 section 5.5](https://www.rfc-editor.org/rfc/rfc6455#section-5.5)).
pub const MAX_CLOSE_REASON: usize = 123;

impl CloseCodeInfo {
    /// The code and the reason of a close frame
    /// ([RFC 6455 section 5.5.1](https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1)); `None` where the code must
    /// not be sent, see [`is_sendable`](Self::is_sendable).
    ///
    /// The reason is cut to [`MAX_CLOSE_REASON`] bytes, at the boundary of a character; it may be empty.
    /// axum and tungstenite take the pair as it is: `CloseFrame { code: code.into(), reason: reason.into() }`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use errors_runtime::{CloseCodeInfo, Reconnect};
    /// # struct CloseCode(CloseCodeInfo);
    /// # #[allow(non_upper_case_globals)]
    /// # impl CloseCode {
    /// #     const PolicyViolation: Self = Self::of(1008);
    /// #     const AbnormalClosure: Self = Self::of(1006);
    /// #     const fn of(code: u16) -> Self {
    /// #         Self(CloseCodeInfo { code, name: "", meaning: "", action: None, reconnect: Reconnect::Never })
    /// #     }
    /// #     fn info(&self) -> &CloseCodeInfo { &self.0 }
    /// # }
    /// // `CloseCode` is generated from the catalogue's `close_codes`.
    /// assert_eq!(CloseCode::PolicyViolation.info().frame("bad key"), Some((1008, "bad key")));
    /// let long = "é".repeat(100);
    /// let (_, reason) = CloseCode::PolicyViolation.info().frame(&long).unwrap();
    /// assert_eq!(reason, "é".repeat(61));
    /// assert_eq!(CloseCode::AbnormalClosure.info().frame("no frame says this"), None);
    /// ```
    #[must_use]
    pub fn frame<'r>(&self, reason: &'r str) -> Option<(u16, &'r str)> {
        self.is_sendable().then(|| (self.code, prefix(reason, MAX_CLOSE_REASON)))
    }
}
