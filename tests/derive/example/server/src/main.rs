//! A server's errors: three enums of its own, nested, and a database below them. It prints its answers, one a line.
#![deny(warnings, missing_docs, rust_2018_idioms, unused_qualifications, clippy::pedantic)]

mod db {
    use std::fmt;

    /// What the database says; it names hosts and passwords.
    #[derive(Debug)]
    pub struct Error(pub &'static str);

    impl fmt::Display for Error {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl std::error::Error for Error {}
}

use acme_errors::runtime::ApiError;
use acme_errors::Plan;

#[derive(Debug, ApiError)]
#[api_error(catalogue = acme_errors)]
enum StoreError {
    SessionNotFound { session_id: String },
    #[api_error(code = "INTERNAL_ERROR")]
    Database(#[from] db::Error),
}

#[derive(Debug, ApiError)]
#[api_error(catalogue = acme_errors)]
enum AuthError {
    Unauthorized,
    PlanRequired {
        plan: Plan,
        #[api_error(private)]
        account: String,
    },
    #[api_error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug, ApiError)]
#[api_error(catalogue = acme_errors)]
enum ChatError {
    #[api_error(code = "RATE_LIMIT")]
    Busy {
        retry_after: u32,
        #[api_error(detail = limit)]
        most: u16,
        window: &'static str,
    },
    #[api_error(transparent)]
    Auth(#[from] AuthError),
    #[api_error(transparent)]
    Store(#[from] StoreError),
}

fn session(id: &str) -> Result<(), StoreError> {
    match id {
        "s-1" => Ok(()),
        "s-2" => Err(db::Error("password of chat@10.0.0.7 is wrong"))?,
        _ => Err(StoreError::SessionNotFound { session_id: id.to_owned() }),
    }
}

fn authorize(account: &str) -> Result<(), AuthError> {
    session("s-1")?;
    match account {
        "" => Err(AuthError::Unauthorized),
        "a-down" => Ok(session("s-2")?),
        _ => Err(AuthError::PlanRequired { plan: Plan::Pro, account: account.to_owned() }),
    }
}

fn chat(account: &str, id: &str) -> Result<(), ChatError> {
    if account == "a-1" {
        session(id)?;
        return Err(ChatError::Busy { retry_after: 30, most: 100, window: "minute" });
    }
    Ok(authorize(account)?)
}

fn main() {
    for (account, id) in [("a-1", "s-1"), ("a-1", "s-2"), ("a-1", "s-3"), ("", ""), ("a-2", "s-1"), ("a-down", "s-1")] {
        let Err(error) = chat(account, id) else { continue };
        eprintln!("{error:?}");
        println!("{} {}", error.status(), error.envelope().with("request_id", "r-1").to_json());
    }
}

#[cfg(test)]
mod tests {
    use acme_errors::runtime::{assert_all_codes_reachable, assert_api_error};
    use acme_errors::ErrorCode;

    use super::*;

    #[test]
    fn every_code_has_its_error() {
        assert_all_codes_reachable!(ErrorCode, ChatError);
        assert_api_error!(chat("a-2", "s-1").unwrap_err(), ErrorCode::PlanRequired, plan = Plan::Pro);
    }
}
