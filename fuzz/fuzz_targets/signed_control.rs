//! A control entry as it is stored and sent, and what a device gives to be admitted.
#![no_main]

use ledger::control::SignedControl;
use ledger::sealing::Application;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(signed) = SignedControl::from_bytes(bytes) {
        assert_eq!(signed.to_bytes(), bytes, "one entry has two spellings");
        if let Ok(entry) = signed.entry() {
            assert_eq!(entry.to_bytes(), *signed.body, "one body has two spellings");
        }
    }
    if let Ok(application) = minicbor::decode::<Application>(bytes) {
        let _ = application.public.id();
    }
});
