//! Every serialised form, byte for byte, against `vectors/*.json`.
//!
//! A difference means that what older versions wrote can no longer be read. The files were made once and are fixed: if
//! a form must change, it gets a new label and new vectors *beside* the old. When a comparison fails, the test prints
//! the whole file as it would be now, to be read and, if the change is wanted, put in place by hand.
//!
//! Random sources are ChaCha20 with 20 rounds, keyed with 32 equal bytes, counter and nonce zero.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says so by failing")]

use crypto::{
    AgreementKey, Context, DevicePublic, Hash, Kid, Purpose, RecoveryPublic, Signature, VerifyKey, derive_hash, pad,
};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

const PUBLIC: &str = include_str!("vectors/public.json");
const KEYS: &str = include_str!("vectors/keys.json");

const PURPOSES: [Purpose; 11] = [
    Purpose::Seal,
    Purpose::Control,
    Purpose::Recovery,
    Purpose::Possession,
    Purpose::Backup,
    Purpose::SnapshotManifest,
    Purpose::ServerHead,
    Purpose::Request,
    Purpose::Arrival,
    Purpose::ServerRestored,
    Purpose::Transfer,
];

fn hex(bytes: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(bytes.as_ref())
}

fn cbor(value: impl minicbor::Encode<()>) -> String {
    hex(minicbor::to_vec(value).unwrap())
}

fn compare(name: &str, stored: &str, now: &Value) {
    let stored: Value = serde_json::from_str(stored).unwrap();
    let text = serde_json::to_string_pretty(now).unwrap();
    assert!(stored == *now, "vectors/{name} differs. As it would be now:\n{text}\n");
}

fn stored(pointer: &str) -> String {
    let keys: Value = serde_json::from_str(KEYS).unwrap();
    keys.pointer(pointer).and_then(Value::as_str).unwrap().to_owned()
}

#[test]
fn public_forms() {
    use Context::{
        CalendarEntry, Control, Device, Entry, Import, Inbox, Pack, Paper, Parcel, Payload, Request, ServerLog,
        Snapshot, SnapshotChunk, State, Token, Transfer, Unit,
    };
    let contexts = [
        Entry,
        Payload,
        Control,
        Unit,
        Device,
        ServerLog,
        Import,
        State,
        CalendarEntry,
        Paper,
        Pack,
        Inbox,
        Request,
        Token,
        Parcel,
        Snapshot,
        SnapshotChunk,
        Transfer,
    ];
    let hashes: serde_json::Map<_, _> = contexts
        .map(|context| {
            (context.label().to_owned(), json!(derive_hash(context, &[b"first", b"", b"third"]).to_string()))
        })
        .into_iter()
        .collect();
    let device = DevicePublic {
        verify: VerifyKey::from_bytes([0x11; 32]),
        agreement: AgreementKey::from_bytes([0x22; 32]),
        incarnation: [0x33; 16],
    };
    let now = json!({
        "hashes of [first, (empty), third]": hashes,
        "hash of nothing, as an entry": derive_hash(Entry, &[]).to_string(),
        "cbor": {
            "hash": cbor(Hash::from_bytes([0xaa; 32])),
            "kid": cbor(Kid::from_bytes([0xbb; 16])),
            "signature": cbor(Signature::from_bytes([0xcc; 64])),
            "device": cbor(device),
            "recovery": cbor(RecoveryPublic { verify: device.verify, agreement: device.agreement }),
        },
        "device id": device.id().to_string(),
        "padded": {
            "(empty)": hex(pad(Vec::new()).unwrap()),
            "hello": hex(pad(b"hello".to_vec()).unwrap()),
            "61 times 7a": hex(pad(vec![0x7a; 61]).unwrap()),
        },
    });
    compare("public.json", PUBLIC, &now);
}

#[test]
fn signatures_verify_without_any_secret() {
    let key: VerifyKey = stored("/device/public/verify").parse().unwrap();
    for purpose in PURPOSES {
        let at = format!("/device/signatures of message/{}", purpose.label().replace('/', "~1"));
        let signature: Signature = stored(&at).parse().unwrap();
        assert_eq!(key.verify(purpose, b"message", &signature), Ok(()));
    }
}

#[cfg(feature = "keys")]
mod keys {
    use super::*;
    use crypto::{
        DatabaseKey, DeviceKeys, EpochKey, HeadCode, JoinCode, PackKey, Passphrase, PassphraseCost, ProfileSecrets,
        RecoveryKey, VaultKey,
    };
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

    const PHRASE: &str = "lantern gravel ostrich ferry";

    fn rng(byte: u8) -> ChaCha20Rng {
        ChaCha20Rng::from_seed([byte; 32])
    }

    fn stored_bytes(pointer: &str) -> Vec<u8> {
        HEXLOWER.decode(stored(pointer).as_bytes()).unwrap()
    }

    #[test]
    fn secret_forms() {
        let device = DeviceKeys::make(&mut rng(1));
        let public = device.public();
        let (epoch, previous) = (EpochKey::make(&mut rng(2)), EpochKey::make(&mut rng(3)));
        let recovery = RecoveryKey::make(&mut rng(4));
        let (vault, database) = (VaultKey::make(&mut rng(5)), DatabaseKey::make(&mut rng(6)));
        let signatures: serde_json::Map<_, _> = PURPOSES
            .map(|purpose| (purpose.label().to_owned(), json!(device.sign(purpose, b"message").to_string())))
            .into_iter()
            .collect();
        let recovery_database = database.seal_to(&mut rng(13), &recovery.public().agreement, b"info").unwrap();
        let to_recovery = epoch.seal_to(&mut rng(12), &recovery.public().agreement, b"info").unwrap();
        let pack = PackKey::make(&mut rng(15));
        let successor = DeviceKeys::make(&mut rng(20)).public().agreement;
        let to_successor = device.seal_to(&mut rng(21), &successor, b"info").unwrap();
        let inbox = epoch.derive_inbox().public();
        let pragma = database.to_pragma();
        let text = vault.to_text();
        let words = recovery.to_words();

        let secrets = ProfileSecrets { database, device };
        let slot = secrets.wrap(&mut rng(14), &vault, &Passphrase::new(PHRASE), PassphraseCost::standard()).unwrap();
        let now = json!({
            "device": {
                "random source": "01",
                "public": {
                    "verify": public.verify.to_string(),
                    "agreement": public.agreement.to_string(),
                    "incarnation": hex(public.incarnation),
                    "id": public.id().to_string(),
                },
                "signatures of message": signatures,
            },
            "device envelope": {
                "agreement of its successor, from 14": successor.to_string(),
                "the device to its successor, for info, from 15": hex(to_successor),
            },
            "epoch": {
                "random source": "02",
                "kid": epoch.kid().to_string(),
                "previous, from 03, kid": previous.kid().to_string(),
                "payload hello, bound to aad, from 08": hex(epoch.seal_payload(&mut rng(8), b"aad", b"hello").unwrap()),
                "snapshot hello, bound to aad, from 09": hex(epoch.seal_snapshot(&mut rng(9), b"aad", b"hello").unwrap()),
                "words Ada Pike, bound to aad, from 12": hex(epoch.seal_words(&mut rng(18), b"aad", "Ada Pike").unwrap()),
                "wrapped previous, bound to aad, from 0a": hex(epoch.wrap_previous(&mut rng(10), &previous, b"aad").unwrap()),
                "to the device, for info, from 0b": hex(epoch.seal_to(&mut rng(11), &public.agreement, b"info").unwrap()),
                "to recovery, for info, from 0c": hex(to_recovery),
            },
            "letter": {
                "hello to the device, for info, from 13": hex(public.agreement.seal_letter(&mut rng(19), b"info", b"hello").unwrap()),
            },
            "head code": {
                "unit": Hash::from_bytes([0x11; 32]).to_string(),
                "log": Hash::from_bytes([0x22; 32]).to_string(),
                "code": HeadCode::derive(&Hash::from_bytes([0x11; 32]), &Hash::from_bytes([0x22; 32])).unwrap().to_string(),
            },
            "join code": {
                "unit": Hash::from_bytes([0x11; 32]).to_string(),
                "device": public.id().to_string(),
                "code": JoinCode::derive(&Hash::from_bytes([0x11; 32]), &public.id()).unwrap().to_string(),
            },
            "pack": {
                "random source": "0f",
                "hello, bound to aad, from 10": hex(pack.seal(&mut rng(16), b"aad", b"hello").unwrap()),
                "inbox of the epoch": inbox.to_string(),
                "key to the inbox, for info, from 11": hex(pack.seal_to(&mut rng(17), &inbox, b"info").unwrap()),
            },
            "recovery": {
                "random source": "04",
                "words": words.as_str(),
                "verify": recovery.public().verify.to_string(),
                "agreement": recovery.public().agreement.to_string(),
                "signature of message": recovery.sign(Purpose::Recovery, b"message").to_string(),
            },
            "slot": {
                "vault key, from 05": text.as_str(),
                "database key, from 06": pragma.as_str(),
                "database key to recovery, for info, from 0d": hex(recovery_database),
                "passphrase": PHRASE,
                "wrapped, from 0e": hex(slot),
            },
        });
        compare("keys.json", KEYS, &now);
    }

    #[test]
    fn what_was_stored_still_opens() {
        let epoch = EpochKey::make(&mut rng(2));
        let hello = b"hello".as_slice();
        let payload = stored_bytes("/epoch/payload hello, bound to aad, from 08");
        assert_eq!(epoch.open_payload(b"aad", &payload).unwrap().as_slice(), hello);
        let snapshot = stored_bytes("/epoch/snapshot hello, bound to aad, from 09");
        assert_eq!(epoch.open_snapshot(b"aad", &snapshot).unwrap().as_slice(), hello);
        let words = stored_bytes("/epoch/words Ada Pike, bound to aad, from 12");
        assert_eq!(epoch.open_words(b"aad", &words).unwrap(), "Ada Pike");
        let wrapped = stored_bytes("/epoch/wrapped previous, bound to aad, from 0a");
        let previous = epoch.unwrap_previous(&wrapped, b"aad").ok().unwrap();
        assert_eq!(previous.kid().to_string(), stored("/epoch/previous, from 03, kid"));

        let recovery = RecoveryKey::from_words(&stored("/recovery/words")).ok().unwrap();
        let envelope = stored_bytes("/epoch/to recovery, for info, from 0c");
        assert_eq!(recovery.open_epoch(&envelope, b"info").ok().unwrap().kid(), epoch.kid());
        let envelope = stored_bytes("/slot/database key to recovery, for info, from 0d");
        let database = recovery.open_database_key(&envelope, b"info").ok().unwrap();
        assert_eq!(database.to_pragma().as_str(), stored("/slot/database key, from 06"));

        let vault = VaultKey::from_text(&stored("/slot/vault key, from 05")).ok().unwrap();
        let phrase = Passphrase::new(&stored("/slot/passphrase"));
        let opened = ProfileSecrets::unwrap(&stored_bytes("/slot/wrapped, from 0e"), &vault, &phrase).ok().unwrap();
        assert_eq!(opened.database.to_pragma().as_str(), stored("/slot/database key, from 06"));
        assert_eq!(opened.device.public().id().to_string(), stored("/device/public/id"));
        let envelope = stored_bytes("/epoch/to the device, for info, from 0b");
        assert_eq!(opened.device.open_epoch(&envelope, b"info").ok().unwrap().kid(), epoch.kid());

        let successor = DeviceKeys::make(&mut rng(20));
        let envelope = stored_bytes("/device envelope/the device to its successor, for info, from 15");
        let former = successor.open_former(&envelope, b"info").ok().unwrap();
        assert_eq!(former.public().id().to_string(), stored("/device/public/id"));
        let signed = former.sign(Purpose::Control, b"message").to_string();
        assert_eq!(signed, stored("/device/signatures of message/throughcare~1control~1v1"));
        let envelope = stored_bytes("/epoch/to the device, for info, from 0b");
        assert_eq!(former.open_epoch(&envelope, b"info").ok().unwrap().kid(), epoch.kid());

        let letter = stored_bytes("/letter/hello to the device, for info, from 13");
        assert_eq!(opened.device.open_letter(&letter, b"info").unwrap().as_slice(), hello);

        let envelope = stored_bytes("/pack/key to the inbox, for info, from 11");
        let pack = epoch.derive_inbox().open_pack_key(&envelope, b"info").ok().unwrap();
        let sealed = stored_bytes("/pack/hello, bound to aad, from 10");
        assert_eq!(pack.open(b"aad", &sealed).unwrap().as_slice(), hello);
    }
}
