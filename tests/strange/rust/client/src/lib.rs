//! Reads the errors; the catalogue is a link to a file.

pub use errors_runtime;

pub mod errors {
    errors_runtime::include_error_spec!("errors.yaml");
}

pub fn read(body: &str) -> Option<errors::Error> {
    let headers: [(&str, &str); 0] = [];
    errors::Error::try_from(errors_runtime::RemoteError::decode(404, &headers, body)).ok()
}
