fn main() {
    errors_runtime::include_error_spec!("ui/derive/errors.yaml");

    mod inner {
        #[derive(Debug, errors_runtime::ApiError)]
        #[api_error(catalogue = super)]
        enum ChatError {
            Unauthorized,
        }
    }
}
