//! What is sealed, wrapped, padded or signed, opened by somebody who holds the key: nothing by chance is any of it.
#![no_main]

use std::sync::LazyLock;

use crypto::{AgreementKey, DeviceKeys, EpochKey, Hash, Kid, Purpose, RecoveryKey, Signature, VerifyKey, pad, unpad};
use libfuzzer_sys::fuzz_target;
use throughcare_fuzz::rng;

static KEYS: LazyLock<(EpochKey, DeviceKeys, RecoveryKey)> = LazyLock::new(|| {
    let mut rng = rng(2);
    (EpochKey::make(&mut rng), DeviceKeys::make(&mut rng), RecoveryKey::make(&mut rng))
});

fuzz_target!(|bytes: &[u8]| {
    let (epoch, device, recovery) = &*KEYS;
    let _ = epoch.open_payload(b"", bytes);
    let _ = epoch.open_snapshot(b"", bytes);
    let _ = epoch.open_words(b"", bytes);
    let _ = epoch.unwrap_previous(bytes, b"");
    let _ = device.open_epoch(bytes, b"");
    let _ = device.open_letter(bytes, b"");
    let _ = recovery.open_epoch(bytes, b"");
    let _ = recovery.open_database_key(bytes, b"");

    if let Ok(plain) = unpad(bytes) {
        assert_eq!(pad(plain.to_vec()).as_deref(), Ok(bytes), "one plaintext has two paddings");
    }
    if let Some((key, rest)) = bytes.split_first_chunk::<32>()
        && let Some((signature, message)) = rest.split_first_chunk::<64>()
    {
        let key = VerifyKey::from_bytes(*key);
        let _ = key.verify(Purpose::Seal, message, &Signature::from_bytes(*signature));
        let _ = epoch.seal_to(&mut rng(3), &AgreementKey::from_bytes(*key.as_bytes()), b"");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(hash) = text.parse::<Hash>() {
            assert_eq!(hash.to_string(), text);
        }
        let _ = (text.parse::<Kid>(), text.parse::<Signature>());
    }
    if let Ok(hash) = minicbor::decode::<Hash>(bytes) {
        assert!(bytes.starts_with(&minicbor::to_vec(hash).expect("memory takes it")));
    }
});
