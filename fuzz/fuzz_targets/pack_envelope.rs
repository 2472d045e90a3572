//! A pack that says that it is sealed to a unit: nobody who does not have the inbox's key can make one that was not made.
#![no_main]

use std::sync::LazyLock;

use crypto::DeviceKeys;
use libfuzzer_sys::fuzz_target;
use pack::envelope::open_with;
use throughcare_fuzz::rng;

static INBOX: LazyLock<DeviceKeys> = LazyLock::new(|| DeviceKeys::make(&mut rng(41)));

fuzz_target!(|file: &[u8]| {
    let said = match open_with(file, &INBOX) {
        // the seed's own content
        Ok(pdf) => return assert!(pdf.starts_with(b"%PDF-")),
        Err(error) => error.to_string(),
    };
    assert!(said.ends_with('.'), "{said}");
});
