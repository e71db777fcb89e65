//! See src/manifest.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ieum_fuzz::manifest::run(bytes));
