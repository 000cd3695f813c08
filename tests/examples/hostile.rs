//! Writes a folder for each hostile text, and one for the harmless text, with the catalogues that have it in their fields:
//! for readers that are not Rust.
#![expect(clippy::unwrap_used, reason = "what cannot be written is found by whoever runs this")]

use std::path::Path;

use errors_tests::hostile::{everywhere, plain, prose, texts, HARMLESS};

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let harmless = ("harmless".to_owned(), HARMLESS[1].to_owned());
    for (name, text) in texts().into_iter().chain([harmless]) {
        let folder = Path::new(&folder).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("plain.yaml"), plain(&text)).unwrap();
        std::fs::write(folder.join("prose.yaml"), prose(&text)).unwrap();
        std::fs::write(folder.join("all.yaml"), everywhere(&text)).unwrap();
    }
}
