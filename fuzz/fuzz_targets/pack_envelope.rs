//! A pack that says that it is sealed to a unit, and an inbox key as somebody may type it: nobody who does not have the inbox's key can make
//! a pack that was not made, and what is read as a key is written as it was.
#![no_main]

use std::sync::LazyLock;

use crypto::{EpochKey, InboxKey};
use libfuzzer_sys::fuzz_target;
use pack::envelope::open_with;
use pack::inbox::InboxAddress;
use throughcare_fuzz::rng;

static INBOX: LazyLock<[InboxKey; 1]> = LazyLock::new(|| [EpochKey::make(&mut rng(41)).derive_inbox()]);

fuzz_target!(|file: &[u8]| {
    if let Some(address) = str::from_utf8(file).ok().and_then(|typed| typed.parse::<InboxAddress>().ok()) {
        assert_eq!(address.to_string().parse(), Ok(address));
    }
    let said = match open_with(file, &*INBOX) {
        // the seed's own content
        Ok(pdf) => return assert!(pdf.starts_with(b"%PDF-")),
        Err(error) => error.to_string(),
    };
    assert!(said.ends_with('.'), "{said}");
});
