//! See src/skill_payload.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ieum_fuzz::skill_payload::run(bytes));
