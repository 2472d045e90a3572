//! What the chunks of a snapshot hold, as they are read: batch after batch, and whatever is cut short asks for more.
#![no_main]

use ledger::wire::{PackedBatch, PackedEntry, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut decoder = minicbor::Decoder::new(bytes);
    while let Ok(batch) = decoder.decode::<PackedBatch>() {
        let written = write(&batch);
        assert_eq!(minicbor::decode::<PackedBatch>(&written).expect("a batch comes back"), batch);
        let half = minicbor::decode::<PackedBatch>(&written[..written.len() - 1]);
        assert!(half.is_err_and(|error| error.is_end_of_input()), "half a batch is not waited for");
        for entry in &batch.entries {
            if let PackedEntry::Apart { content, .. } = entry {
                let _ = ledger::Content::from_bytes(content);
            }
        }
    }
});
