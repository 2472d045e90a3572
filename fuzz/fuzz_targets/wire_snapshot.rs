//! The manifest of a snapshot, as it is sent and inside.
#![no_main]

use crypto::VerifyKey;
use ledger::wire::{Manifest, SignedManifest, Snapshots, chunk_hash, chunk_info, read, write};
use libfuzzer_sys::fuzz_target;

fn look(manifest: &Manifest) {
    let count: usize = manifest.parts.iter().map(|part| part.chunks.len()).sum();
    assert_eq!(manifest.chunks().count(), count);
    assert!(!(manifest.is_snapshot() && manifest.attests().is_some()), "one is the other");
    assert!(!manifest.contradicts(manifest) || manifest.parts.len() > 1);
    for (number, part) in (0..).zip(&manifest.parts) {
        let _ = chunk_info(manifest.unit, manifest.cursor, part.compartment, number);
    }
}

fuzz_target!(|bytes: &[u8]| {
    let _ = chunk_hash(bytes);
    if let Some(signed) = read::<SignedManifest>(bytes) {
        assert_eq!(write(&signed), bytes, "one message has two spellings");
        assert_eq!(signed.verify(&VerifyKey::from_bytes([1; 32])), None, "nobody has this key");
        if let Some(manifest) = signed.manifest() {
            assert_eq!(manifest.to_bytes(), *signed.body, "one manifest has two spellings");
            look(&manifest);
        }
    }
    if let Some(manifest) = read::<Manifest>(bytes) {
        look(&manifest);
    }
    if let Some(snapshots) = read::<Snapshots>(bytes) {
        assert_eq!(write(&snapshots), bytes, "one message has two spellings");
    }
});
