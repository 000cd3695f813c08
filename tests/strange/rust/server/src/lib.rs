//! Sends the errors; the catalogue is out of the workspace, and in a folder that is a link.

pub mod errors {
    err::include_error_spec!("api/errors.yaml");
}

#[derive(Debug, err::ApiError)]
#[api_error(catalogue = errors)]
pub enum StoreError {
    NotFound { name: String },
}

pub fn body(name: &str) -> String {
    err::ApiError::to_json(&StoreError::NotFound { name: name.to_owned() })
}
