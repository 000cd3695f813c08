//! What holds of every catalogue that was read, and of every token stream that was written.

use errors_catalogue::Loaded;
use errors_catalogue::diagnostic::Diagnostic;
use errors_catalogue::shown::steers;
use errors_catalogue::source::Source;
use proc_macro2::TokenStream;

/// Reads bytes as a catalogue, which cannot fail; what is no text at all is read from a file, as the macro would.
pub(crate) fn loaded(data: &[u8]) -> Loaded {
    match std::str::from_utf8(data) {
        Ok(text) => errors_catalogue::check("errors.yaml", text),
        Err(_) => from_file(data),
    }
}

fn from_file(data: &[u8]) -> Loaded {
    let path = std::env::temp_dir().join(format!("errors-targets-{}.yaml", std::process::id()));
    let written = std::fs::write(&path, data);
    let loaded = errors_catalogue::lock::load(&path, "errors.yaml");
    let _ = std::fs::remove_file(&path);
    assert!(written.is_ok(), "{} cannot be written", path.display());
    assert_first_bad_byte(&loaded);
    loaded
}

/// What is no text is shown from its first bad byte on, which reads as the replacement character.
fn assert_first_bad_byte(loaded: &Loaded) {
    let [problem] = loaded.diagnostics.as_slice() else { panic!("{:?} instead of one problem", loaded.diagnostics) };
    let place = problem.span().unwrap_or_else(|| panic!("no place: {}", problem.message()));
    let rest = loaded.sources[place.file].text().get(place.start..);
    assert!(rest.is_some_and(|rest| rest.starts_with(char::REPLACEMENT_CHARACTER)), "{place:?} in {rest:?}");
}

/// Every place is in its text, and every picture can be drawn.
pub(crate) fn assert_drawn<R: Copy>(diagnostic: &Diagnostic<R>, sources: &[Source]) {
    for span in diagnostic.spans() {
        let text = sources[span.file].text();
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is no place: {}", diagnostic.message());
    }
    let picture = diagnostic.render(sources);
    assert!(!picture.is_empty(), "an empty picture");
    assert!(!picture.contains(|c: char| steers(c) && c != '\n'), "a character that steers in {picture:?}");
    assert!(!picture.contains("##["), "a command to the runner of a build in {picture:?}");
}

/// The code of what the macro generates.
pub(crate) fn assert_rust(tokens: TokenStream) {
    let text = tokens.to_string();
    if let Err(error) = syn::parse2::<syn::File>(tokens) {
        panic!("{error} in {text}");
    }
}
