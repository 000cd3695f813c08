//! Bytes ▶ a catalogue, or what is wrong with it.

use errors_catalogue::Loaded;
use errors_catalogue::body;
use errors_catalogue::diagnostic::Diagnostic;
use errors_catalogue::lint::lint;

use crate::invariants::{assert_drawn, loaded};

pub(crate) fn check(data: &[u8]) {
    let loaded = loaded(data);
    assert!(loaded.diagnostics.is_sorted_by_key(Diagnostic::span), "the problems are not sorted by place");
    for problem in &loaded.diagnostics {
        assert_drawn(problem, &loaded.sources);
    }
    assert_examples(&loaded);
    assert_names(&loaded);
    if let Ok(checked) = loaded.checked() {
        for finding in lint(&checked) {
            assert_drawn(&finding, &checked.sources);
        }
    }
}

/// What names something in an output is a line, unless that was refused.
fn assert_names(loaded: &Loaded) {
    let catalogue = &loaded.catalogue;
    let retired = catalogue.retired.iter().map(|(code, _)| code);
    let categories = catalogue.categories.iter().map(|(key, _)| key);
    let limits = catalogue.api.rate_limits.iter().map(|limit| &limit.name);
    let mut names = retired.chain(categories).chain(limits);
    assert!(!loaded.diagnostics.is_empty() || names.all(|name| !name.contains(char::is_control)), "{catalogue:?}");
}

/// What the documentation shows of each entry that was kept; where no detail is needed, the body is there already.
fn assert_examples(loaded: &Loaded) {
    for entry in &loaded.catalogue.entries {
        let example = body::example_body(&loaded.catalogue, entry);
        let _ = body::example_message(&loaded.catalogue, entry);
        if let Some(text) = body::static_body(&loaded.catalogue, entry) {
            let parsed = serde_json::from_str::<serde_json::Value>(&text);
            assert!(parsed.is_ok(), "{text:?} is no JSON, beside {example:?}");
        }
    }
}
