#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| errors_targets::run("diff", data));
