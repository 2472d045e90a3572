//! A PDF that says that it is a sealed pack: opened, or refused, and what is attached is what was sealed.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use pack::seal::open_pdf;
use pack::words::Words;
use throughcare_fuzz::rng;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::make(&mut rng(42)));

fuzz_target!(|file: &[u8]| {
    let _ = open_pdf(file, &WORDS);
});
