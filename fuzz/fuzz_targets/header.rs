//! An entry's header, and the chain that it is to continue.
#![no_main]

use crypto::Hash;
use ledger::{Header, Tip, UnitId};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Header::version_of(bytes);
    let mut tip = Tip::start(Hash::from_bytes([0x33; 32]), 2);
    let (unit, device) = (UnitId(Hash::from_bytes([0x11; 32])), Hash::from_bytes([0x22; 32]));
    let Some(header) = Header::from_bytes(bytes) else {
        assert!(tip.follow(unit, device, bytes, None, |_| Some(2)).is_err());
        return;
    };
    assert_eq!(header.to_bytes(), bytes, "one header has two spellings");
    let _ = header.associated_data();
    if tip.follow(unit, device, bytes, None, |_| Some(2)).is_ok() {
        assert_eq!((tip.seq, tip.lamport), (1, header.lamport));
    }
    // As if all before it had been followed.
    let mut tip = Tip { seq: header.seq.saturating_sub(1), hash: header.prev, lamport: header.lamport / 2, control: 0 };
    let _ = tip.follow(header.unit, header.device, bytes, Some(bytes), |_| Some(0));
});
