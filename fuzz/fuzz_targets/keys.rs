//! The law of this name, on whatever the fuzzer brings.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| chairside_fuzz::law::keys(bytes));
