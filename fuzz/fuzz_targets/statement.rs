//! A statement of any bytes is read without a fault, and what is found in it stands in it.
#![no_main]

#[path = "../../tests/shared/hold.rs"]
mod hold;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hold::statement(bytes));
