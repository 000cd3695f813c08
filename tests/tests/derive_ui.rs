//! What `derive(ApiError)` refuses, and what rustc then says: the text, the place, and nothing besides.

/// The catalogue of these cases is in the folder of these tests, while trybuild compiles them in one of its own.
#[test]
fn mistakes_are_explained() {
    std::env::set_var("CARGO_MANIFEST_DIR_OVERRIDE", env!("CARGO_MANIFEST_DIR"));
    trybuild::TestCases::new().compile_fail("ui/derive/*.rs");
}
