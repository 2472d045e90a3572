//! What stands before the database in a backup.
#![no_main]

#[path = "../../crates/app/src/backup/manifest.rs"]
mod manifest;

use libfuzzer_sys::fuzz_target;
use manifest::Manifest;

fuzz_target!(|file: &[u8]| {
    let mut rest = file;
    let Some(read) = Manifest::read(&mut rest) else { return };
    assert!(file.ends_with(rest), "the database is what is left");
    let written = read.at_the_head();
    let again = Manifest::read(&mut written.as_slice()).expect("what was written is read");
    assert_eq!(again.at_the_head(), written);
    let Manifest { card, keys, recovery, unit, length } = again;
    let of_read = (read.card, read.keys, read.recovery, read.unit, read.length);
    assert_eq!((card, keys, recovery, unit, length), of_read);
});
