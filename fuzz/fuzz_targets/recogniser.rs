//! See src/recogniser.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ieum_fuzz::recogniser::run(bytes));
