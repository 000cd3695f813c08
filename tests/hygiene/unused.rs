//! A binary that uses little of its catalogue.
#![deny(warnings, missing_docs, unused, rust_2018_idioms, future_incompatible)]

mod errors {
    err::include_error_spec!("../rich.yaml");
}

mod socket {
    err::include_error_spec!("../socket.yaml");
}

fn main() {
    println!("{} {}", errors::ErrorCode::RateLimit, socket::ErrorCode::Unit.code());
}
