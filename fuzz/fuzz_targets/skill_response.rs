//! See src/skill_response.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ieum_fuzz::skill_response::run(bytes));
