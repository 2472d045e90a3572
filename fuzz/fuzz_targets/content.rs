//! The inside of an entry.
#![no_main]

use ledger::{Content, VersionVector};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(content) = Content::from_bytes(bytes) {
        assert_eq!(content.to_bytes(), bytes, "one content has two spellings");
        let all: VersionVector = content.events.iter().flat_map(|event| event.base.iter()).collect();
        assert!(content.events.iter().all(|event| event.base.since(&all).is_empty()));
    }
    if let Ok(vector) = minicbor::decode::<VersionVector>(bytes) {
        assert_eq!(vector.iter().collect::<VersionVector>(), vector);
    }
});
