//! A file of evidence of what a server was caught at, as whoever looks into it reads it.
#![no_main]

use ledger::wire::{Evidence, SignedHead, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let Some(evidence) = Evidence::from_file(file) else { return };
    assert_eq!(evidence.to_file(), file, "one file has two spellings");
    for exhibit in evidence.exhibits.iter().filter(|exhibit| exhibit.name == "head") {
        let _ = read::<SignedHead>(&exhibit.bytes).and_then(|head| head.verify(&evidence.server));
    }
});
