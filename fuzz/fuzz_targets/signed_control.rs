//! A control entry as it is stored and sent, and what a device gives to be admitted, as an administrator's device reads it.
#![no_main]

use std::sync::LazyLock;

use ledger::control::{Application, SignedControl};
use ledger::sealing::read_arrival;
use ledger::wire::{self, Arrival};
use libfuzzer_sys::fuzz_target;
use throughcare_fuzz::Founded;

static UNIT: LazyLock<Founded> = LazyLock::new(Founded::new);

fuzz_target!(|bytes: &[u8]| {
    if let Ok(signed) = SignedControl::from_bytes(bytes) {
        assert_eq!(signed.to_bytes(), bytes, "one entry has two spellings");
        if let Ok(entry) = signed.entry() {
            assert_eq!(entry.to_bytes(), *signed.body, "one body has two spellings");
        }
    }
    if let Some(application) = Application::from_bytes(bytes) {
        assert_eq!(application.to_bytes(), bytes, "one application has two spellings");
        let _ = application.verify(UNIT.membership.unit());
    }
    if let Some(arrival) = wire::read::<Arrival>(bytes) {
        let _ = read_arrival(UNIT.membership.unit(), &UNIT.ada, &arrival);
    }
});
