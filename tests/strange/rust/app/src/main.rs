//! Both in one program, and the catalogue a third time, by its own path.

mod errors {
    client::errors_runtime::include_error_spec!("../../api/errors.yaml");
}

fn main() {
    let body = server::body("Übersicht");
    println!("{body}");
    println!("{:?}", client::read(&body));
    println!("{}", errors::Error::Gone);
}
