//! See src/safetensors.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ieum_fuzz::safetensors::run(bytes));
