errors_runtime::include_error_spec!("ui/derive/errors.yaml");

fn main() {
    errors_runtime::include_error_spec!("ui/derive/errors.yaml");

    #[derive(Debug, errors_runtime::ApiError)]
    #[api_error(catalogue = self)]
    enum ChatError {
        Unauthorized,
    }
}
