//! What a device writes into the header by which it shows who asks.
#![no_main]

use ledger::wire::{Credential, request_message};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(credential) = text.parse::<Credential>() {
        assert_eq!(credential.to_string(), text, "one credential has two spellings");
        let message = |target| request_message(credential.device, credential.at, "GET", target, b"");
        assert_ne!(message("/v1/meta"), message("/v1/meta?"));
    }
});
