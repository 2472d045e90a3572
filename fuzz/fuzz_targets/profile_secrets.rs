//! A profile's slot and the keyring's entry. Stretching a passphrase takes a tenth of a second and up to a gigabyte, on
//! purpose: a slot that would get as far is made too long first, so that the decoder is asked and the stretching is not.
#![no_main]

use std::sync::LazyLock;

use crypto::{CryptoError, Passphrase, PassphraseCost, ProfileSecrets, VaultKey};
use libfuzzer_sys::fuzz_target;
use throughcare_fuzz::rng;

static VAULT: LazyLock<(VaultKey, Passphrase)> =
    LazyLock::new(|| (VaultKey::make(&mut rng(4)), Passphrase::new("correct horse battery staple")));

/// Longer than any slot.
const TOO_LONG: usize = 512;

/// What the slot says that stretching costs.
fn cost(slot: &[u8]) -> Result<PassphraseCost, CryptoError> {
    let mut d = minicbor::Decoder::new(slot);
    let numbers = (|| {
        d.map()?;
        d.u8()?;
        d.u8()?;
        d.u8()?;
        let memory = d.u32()?;
        d.u8()?;
        let passes = d.u32()?;
        d.u8()?;
        Ok::<_, minicbor::decode::Error>((memory, passes, d.u32()?))
    })();
    let (memory, passes, lanes) = numbers.map_err(|_| CryptoError::Malformed("no slot"))?;
    PassphraseCost::new(memory, passes, lanes)
}

fuzz_target!(|bytes: &[u8]| {
    let (vault, passphrase) = &*VAULT;
    let mut slot = bytes.to_vec();
    if cost(&slot).is_ok() {
        slot.resize(slot.len().max(TOO_LONG), 0);
    }
    assert!(ProfileSecrets::unwrap(&slot, vault, passphrase).is_err(), "a slot by chance");

    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(key) = VaultKey::from_text(text) {
            assert_eq!(*key.to_text(), text, "one key has two spellings");
        }
        let _ = Passphrase::new(text);
    }
});
