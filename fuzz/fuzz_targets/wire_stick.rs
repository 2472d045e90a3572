//! A file that carries changes by hand, item by item, as it is read: cut anywhere it asks for more, and everything else is an item or an error.
#![no_main]

use ledger::wire::{next_item, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut rest = bytes;
    while let Ok(Some((item, length))) = next_item(rest) {
        assert!(length > 0 && length <= rest.len(), "an item of nothing");
        let (read, left) = rest.split_at(length);
        assert_eq!(write(&item), read, "one item has two spellings");
        assert!(!matches!(next_item(&read[..length - 1]), Ok(Some(_))), "half an item was read");
        rest = left;
    }
});
