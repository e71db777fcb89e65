//! See src/ct2.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ieum_fuzz::ct2::run(bytes));
