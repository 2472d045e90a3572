//! What a device sends of its log, and a page of the server's log: batches that a server checks entry by entry before it keeps them.
#![no_main]

use ledger::wire::{Batch, LogPage, Push, read, write};
use ledger::{Header, Tip};
use libfuzzer_sys::fuzz_target;

/// Follows a batch as if all before it had been followed.
fn follow(batch: &Batch) {
    let Some(first) = batch.entries.first().and_then(|entry| Header::from_bytes(&entry.header)) else {
        return;
    };
    assert_eq!(batch.first(), Some(first.seq));
    let weight: usize = batch.entries.iter().map(|entry| entry.header.len() + entry.payload.len()).sum();
    assert_eq!(batch.weight(), weight);
    let mut tip = Tip { seq: first.seq.saturating_sub(1), hash: first.prev, lamport: first.lamport / 2, control: 0 };
    for entry in &batch.entries {
        let before = tip;
        match tip.follow(first.unit, batch.device, &entry.header, Some(&entry.payload), |_| Some(0)) {
            Ok(_) => assert_eq!((tip.seq, tip.hash), (before.seq + 1, entry.hash())),
            Err(_) => assert_eq!(tip, before, "a refused entry moved the tip"),
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    if let Some(push) = read::<Push>(bytes) {
        assert_eq!(write(&push), bytes, "one message has two spellings");
        push.batches.iter().for_each(follow);
    }
    if let Some(page) = read::<LogPage>(bytes) {
        assert_eq!(write(&page), bytes, "one message has two spellings");
        let _ = page.head.head();
        page.read().unwrap_or_default().iter().for_each(follow);
    }
    if let Some(batch) = read::<Batch>(bytes) {
        follow(&batch);
    }
});
