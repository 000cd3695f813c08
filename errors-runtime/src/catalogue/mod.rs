//! The catalogue as data: static tables that generated code fills in, and the views of them.
//!
//! | file | job |
//! |---|---|
//! | `data` | the structs of `CATALOGUE`: envelope, details, statuses, rate limits, close codes |
//! | `table` | the packed table of the codes, and the view of one code |
//! | `code` | the trait of `ErrorCode` |
//! | `text` | texts with placeholders: filled in, and read back |
//! | `retry` | the retry policy and its delays |
//! | `close` | the reason of a close frame |

mod close;
mod code;
mod data;
mod retry;
mod table;
mod text;

pub use close::MAX_CLOSE_REASON;
pub use code::{Code, UnknownCode};
pub use data::*;
pub use retry::{Delays, RetryPolicy};
pub use table::{CodeInfo, Codes, chunks};
