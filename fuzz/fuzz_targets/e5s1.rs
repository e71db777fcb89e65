//! See src/e5s1.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ieum_fuzz::e5s1::run(bytes));
