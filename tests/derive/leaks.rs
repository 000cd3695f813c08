// What each case of the leak test is held against; the cases are generated behind it.
#![allow(dead_code, unused_imports)]

use std::error::Error;
use std::fmt;

pub use errors_runtime::ApiError;

mod errors {
    errors_runtime::include_error_spec!("../errors.yaml");
}

#[derive(Debug)]
pub struct Secret(&'static str);

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Secret {}

#[derive(Debug, ApiError)]
#[api_error(transparent)]
struct Inner<E: ApiError>(E);

#[derive(Debug, ApiError)]
enum Outer<E: ApiError> {
    #[api_error(transparent)]
    Inner { error: Inner<E> },
}

/// The private field, the source and a detail; and whether the case has the first two.
fn check<E: ApiError + 'static>(error: E, markers: &[&str; 3], [has_private, has_source]: [bool; 2]) {
    let [private, source, detail] = markers;
    assert_eq!(format!("{error:?}").contains(private), has_private);
    assert_eq!(format!("{error:?}").contains(source), has_source);
    assert_eq!(error.source().map(ToString::to_string).as_deref(), has_source.then_some(*source));
    // A test that looks at nothing would find nothing.
    let has_details = !error.entry().info().details().is_empty();
    assert_eq!(public(&error).contains(detail), has_details);
    assert_eq!(error.to_json().contains(detail), has_details);
    assert!(!public(&error).contains("secret"), "{}", public(&error));
    let error = Inner(error);
    assert_eq!(error.source().map(ToString::to_string).as_deref(), has_source.then_some(*source));
    assert!(!public(&error).contains("secret"), "{}", public(&error));
    let error = Outer::Inner { error };
    assert!(!public(&error).contains("secret"), "{}", public(&error));
    assert_eq!(public(&error).contains(detail), has_details);
}

/// All that can be seen from outside.
fn public(error: &dyn ApiError) -> String {
    let plain = error.envelope();
    let context = error.envelope().with("request_id", "r-1");
    let bodies = [plain.to_json(), context.to_json(), serde_json::to_string_pretty(&context).unwrap()];
    let headers = format!("{:?} {:?}", error.headers(), context.headers());
    let texts = format!("{error} {error:#} {} {:?} {:?}", error.message(), error.user_message(), error.entry());
    let others = format!("{} {:?} {:?} {:?}", error.code(), error.fixes(), error.docs_url(), error.category());
    format!("{bodies:?} {headers} {texts} {others}")
}

