//! Without the standard library: its panic handler would be a second one, which rustc refuses.
#![no_std]
#![deny(warnings)]

extern crate alloc;

use alloc::string::String;

/// The rich catalogue.
pub mod errors {
    err::include_error_spec!("../rich.yaml");
}

/// A socket's.
pub mod socket {
    err::include_error_spec!("../socket.yaml");
}

/// Uses what a firmware would.
pub fn body() -> String {
    err::ApiError::to_json(&errors::Error::rate_limit(1, 2, "minute", 3, "hint"))
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
