//! What the keys promise, told from outside: what was sealed opens, and nothing else does.

#![cfg(feature = "keys")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says so by failing")]

use crypto::{
    AgreementKey, CryptoError, DatabaseKey, DeviceKeys, EpochKey, Hash, InboxKey, PackKey, Passphrase, PassphraseCost,
    ProfileSecrets, Purpose, RecoveryKey, RecoveryWordsError, Signature, VaultKey, padded_len,
};
use proptest::prelude::*;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// `bytes` with each single byte altered in turn, each cut, and one byte too many.
fn altered(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let flipped = (0..bytes.len()).map(|at| {
        let mut copy = bytes.to_vec();
        copy[at] ^= 1 << (at % 8);
        copy
    });
    let cut = (0..bytes.len()).map(|len| bytes[..len].to_vec());
    flipped.chain(cut).chain([[bytes, &[0]].concat()])
}

#[test]
fn no_secret_can_be_printed_and_all_are_wiped() {
    /// Compiles only if exactly one of the two implementations applies: the second is for what has `Debug`.
    macro_rules! assert_no_debug {
        ($($secret:ty),*) => {$({
            trait Ambiguous<A> { fn check() {} }
            struct HasDebug;
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + std::fmt::Debug> Ambiguous<HasDebug> for T {}
            <$secret as Ambiguous<_>>::check();
        })*};
    }
    fn assert_wiped<T: zeroize::ZeroizeOnDrop>() {}

    assert_no_debug!(
        EpochKey,
        DeviceKeys,
        RecoveryKey,
        VaultKey,
        DatabaseKey,
        ProfileSecrets,
        PackKey,
        InboxKey,
        Passphrase
    );
    assert_wiped::<EpochKey>();
    assert_wiped::<PackKey>();
    assert_wiped::<InboxKey>();
    assert_wiped::<DeviceKeys>();
    assert_wiped::<RecoveryKey>();
    assert_wiped::<VaultKey>();
    assert_wiped::<DatabaseKey>();
    assert_wiped::<ProfileSecrets>();
    assert_wiped::<Passphrase>();
}

mod signatures {
    use super::*;

    const ALL: [Purpose; 11] = [
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

    #[test]
    fn hold_for_their_purpose_only() {
        let device = DeviceKeys::make(&mut rng(1));
        for signed_for in ALL {
            let signature = device.sign(signed_for, b"message");
            for asked_for in ALL {
                let verdict = device.public().verify.verify(asked_for, b"message", &signature);
                assert_eq!(verdict.is_ok(), signed_for == asked_for, "{signed_for:?} as {asked_for:?}");
            }
        }
    }

    #[test]
    fn hold_for_their_message_and_key_only() {
        let device = DeviceKeys::make(&mut rng(1));
        let recovery = RecoveryKey::make(&mut rng(2));
        let signature = device.sign(Purpose::Seal, b"message");
        let refused = Err(CryptoError::BadSignature);
        let key = device.public().verify;
        assert_eq!(key.verify(Purpose::Seal, b"message.", &signature), refused);
        assert_eq!(key.verify(Purpose::Seal, b"", &signature), refused);
        assert_eq!(recovery.public().verify.verify(Purpose::Seal, b"message", &signature), refused);
        for bytes in altered(signature.as_bytes()).filter_map(|bytes| <[u8; 64]>::try_from(bytes).ok()) {
            assert_eq!(key.verify(Purpose::Seal, b"message", &Signature::from_bytes(bytes)), refused);
        }
        let by_recovery = recovery.sign(Purpose::Recovery, b"message");
        assert_eq!(recovery.public().verify.verify(Purpose::Recovery, b"message", &by_recovery), Ok(()));
    }
}

mod epochs {
    use super::*;

    #[test]
    fn a_payload_opens_with_its_key_and_what_it_is_bound_to() {
        let mut rng = rng(3);
        let (key, other) = (EpochKey::make(&mut rng), EpochKey::make(&mut rng));
        let sealed = key.seal_payload(&mut rng, b"header", b"Spoke to Mr A about the move.").unwrap();

        assert_eq!(key.open_payload(b"header", &sealed).unwrap().as_slice(), b"Spoke to Mr A about the move.");
        assert_eq!(key.clone().open_payload(b"header", &sealed).unwrap().len(), 29);
        assert_eq!(sealed.len(), 24 + padded_len(29 + 4) + 16);

        assert_eq!(other.open_payload(b"header", &sealed).err(), Some(CryptoError::CannotOpen));
        assert_eq!(key.open_payload(b"Header", &sealed).err(), Some(CryptoError::CannotOpen));
        assert_eq!(key.open_snapshot(b"header", &sealed).err(), Some(CryptoError::CannotOpen));
        for bytes in altered(&sealed) {
            assert!(key.open_payload(b"header", &bytes).is_err());
        }
    }

    #[test]
    fn a_payload_that_was_taken_apart_is_put_together_byte_for_byte() {
        let mut rng = rng(13);
        let key = EpochKey::make(&mut rng);
        let sealed = key.seal_payload(&mut rng, b"header", b"Spoke to Mr A about the move.").unwrap();
        let again =
            |aad: &[u8], plain: &[u8]| key.seal_payload_again(sealed.first_chunk().unwrap(), aad, plain).unwrap();
        assert_eq!(again(b"header", b"Spoke to Mr A about the move."), sealed);
        assert_ne!(again(b"Header", b"Spoke to Mr A about the move."), sealed);
        assert_ne!(again(b"header", b"Spoke to Mr B about the move."), sealed);
    }

    #[test]
    fn a_snapshot_is_no_payload_and_an_empty_one_is_fine() {
        let mut rng = rng(4);
        let key = EpochKey::make(&mut rng);
        let sealed = key.seal_snapshot(&mut rng, b"", b"").unwrap();
        assert!(key.open_snapshot(b"", &sealed).unwrap().is_empty());
        assert_eq!(key.open_payload(b"", &sealed).err(), Some(CryptoError::CannotOpen));
    }

    #[test]
    fn words_open_with_their_key_and_what_they_are_of_and_say_nothing_of_their_length() {
        let mut rng = rng(12);
        let (key, other) = (EpochKey::make(&mut rng), EpochKey::make(&mut rng));
        let sealed = key.seal_words(&mut rng, b"name", "Siân Ashdown").unwrap();
        assert_eq!(key.open_words(b"name", &sealed).unwrap(), "Siân Ashdown");
        assert_eq!(sealed.len(), key.seal_words(&mut rng, b"name", "Bo").unwrap().len());
        assert_eq!(other.open_words(b"name", &sealed).err(), Some(CryptoError::CannotOpen));
        assert_eq!(key.open_words(b"reason", &sealed).err(), Some(CryptoError::CannotOpen));
        assert_eq!(key.open_payload(b"name", &sealed).err(), Some(CryptoError::CannotOpen));
        for bytes in altered(&sealed) {
            assert!(key.open_words(b"name", &bytes).is_err());
        }
    }

    #[test]
    fn the_same_words_never_look_the_same_twice() {
        let mut rng = rng(5);
        let key = EpochKey::make(&mut rng);
        let first = key.seal_payload(&mut rng, b"", b"same").unwrap();
        let second = key.seal_payload(&mut rng, b"", b"same").unwrap();
        assert_ne!(first[..24], second[..24]);
        assert_ne!(first[24..], second[24..]);
    }

    #[test]
    fn one_envelope_leads_back_through_the_history() {
        let mut rng = rng(6);
        let (first, second) = (EpochKey::make(&mut rng), EpochKey::make(&mut rng));
        let wrapped = second.wrap_previous(&mut rng, &first, b"unit/general/2").unwrap();
        assert_eq!(wrapped.len(), 72);

        let unwrapped = second.unwrap_previous(&wrapped, b"unit/general/2").unwrap();
        assert_eq!(unwrapped.kid(), first.kid());
        let old = first.seal_payload(&mut rng, b"a", b"old").unwrap();
        assert_eq!(unwrapped.open_payload(b"a", &old).unwrap().as_slice(), b"old");

        assert!(second.unwrap_previous(&wrapped, b"unit/general/3").is_err());
        assert!(first.unwrap_previous(&wrapped, b"unit/general/2").is_err());
        assert!(second.open_payload(b"unit/general/2", &wrapped).is_err(), "a wrapped key is no content");
        for bytes in altered(&wrapped) {
            assert!(second.unwrap_previous(&bytes, b"unit/general/2").is_err());
        }
    }

    #[test]
    fn an_envelope_opens_for_its_addressee_and_purpose() {
        let mut rng = rng(7);
        let key = EpochKey::make(&mut rng);
        let (device, other) = (DeviceKeys::make(&mut rng), DeviceKeys::make(&mut rng));
        let recovery = RecoveryKey::make(&mut rng);

        let envelope = key.seal_to(&mut rng, &device.public().agreement, b"unit/general/1").unwrap();
        assert_eq!(envelope.len(), 80);
        assert_eq!(device.open_epoch(&envelope, b"unit/general/1").map(|key| key.kid()), Ok(key.kid()));
        assert_eq!(device.open_epoch(&envelope, b"unit/restricted/1").err(), Some(CryptoError::CannotOpen));
        assert_eq!(other.open_epoch(&envelope, b"unit/general/1").err(), Some(CryptoError::CannotOpen));
        for bytes in altered(&envelope) {
            // the top bit of an X25519 public key is ignored by the curve but not by HPKE, which hashes the bytes
            assert!(device.open_epoch(&bytes, b"unit/general/1").is_err());
        }

        let envelope = key.seal_to(&mut rng, &recovery.public().agreement, b"i").unwrap();
        assert_eq!(recovery.open_epoch(&envelope, b"i").map(|key| key.kid()), Ok(key.kid()));
        assert_eq!(recovery.open_database_key(&envelope, b"i").err(), Some(CryptoError::CannotOpen));
    }

    #[test]
    fn nothing_is_sealed_to_a_key_that_everybody_can_open() {
        // points of small order: the shared secret would be zero
        let mut rng = rng(8);
        let key = EpochKey::make(&mut rng);
        let mut one = [0; 32];
        one[0] = 1;
        for point in [[0; 32], one] {
            let sealed = key.seal_to(&mut rng, &AgreementKey::from_bytes(point), b"");
            assert!(matches!(sealed, Err(CryptoError::Malformed(_))));
        }
    }
}

mod letters {
    use super::*;

    #[test]
    fn a_letter_opens_for_its_device_and_for_nothing_else() {
        let mut rng = rng(13);
        let (device, other) = (DeviceKeys::make(&mut rng), DeviceKeys::make(&mut rng));
        let to = device.public().agreement;
        let letter = to.seal_letter(&mut rng, b"unit", b"Ben Okafor, the laptop by the window").unwrap();
        assert_eq!(device.open_letter(&letter, b"unit").unwrap().as_slice(), b"Ben Okafor, the laptop by the window");
        assert_eq!(letter.len(), 32 + 64 + 16);
        assert!(other.open_letter(&letter, b"unit").is_err());
        assert!(device.open_letter(&letter, b"Unit").is_err());
        assert!(device.open_epoch(&letter, b"unit").is_err(), "a letter is no key");
        let key = EpochKey::make(&mut rng).seal_to(&mut rng, &to, b"unit").unwrap();
        assert!(device.open_letter(&key, b"unit").is_err(), "nor is a key a letter");
        for bytes in altered(&letter) {
            assert!(device.open_letter(&bytes, b"unit").is_err());
        }
    }
}

mod former_devices {
    use super::*;

    #[test]
    fn a_devices_keys_open_for_the_one_that_takes_its_place_and_for_nothing_else() {
        let mut rng = rng(14);
        let [former, device, other] = [(); 3].map(|()| DeviceKeys::make(&mut rng));
        let to = device.public().agreement;
        let envelope = former.seal_to(&mut rng, &to, b"unit").unwrap();
        assert_eq!(envelope.len(), 32 + 80 + 16);
        let opened = device.open_former(&envelope, b"unit").ok().unwrap();
        assert_eq!(opened.public(), former.public());
        assert_eq!(opened.sign(Purpose::Control, b"hello"), former.sign(Purpose::Control, b"hello"));
        assert!(other.open_former(&envelope, b"unit").is_err());
        assert!(device.open_former(&envelope, b"Unit").is_err());
        let letter = to.seal_letter(&mut rng, b"unit", &[7; 80]).unwrap();
        assert!(device.open_former(&letter, b"unit").is_err(), "a letter is no device");
        assert!(device.open_letter(&envelope, b"unit").is_err(), "nor is a device a letter");
        for bytes in altered(&envelope) {
            assert!(device.open_former(&bytes, b"unit").is_err());
        }
    }
}

mod packs {
    use super::*;

    #[test]
    fn a_pack_opens_for_its_inbox_and_for_nothing_else() {
        let mut rng = rng(9);
        let key = PackKey::make(&mut rng);
        let epoch = EpochKey::make(&mut rng);
        let (inbox, other) = (epoch.derive_inbox(), EpochKey::make(&mut rng).derive_inbox());
        let envelope = key.seal_to(&mut rng, &inbox.public(), b"pack").unwrap();
        let sealed = key.seal(&mut rng, b"header", b"%PDF-1.7").unwrap();

        let opened = inbox.open_pack_key(&envelope, b"pack").ok().unwrap();
        assert_eq!(opened.open(b"header", &sealed).unwrap().as_slice(), b"%PDF-1.7");
        assert!(other.open_pack_key(&envelope, b"pack").is_err());
        assert!(inbox.open_pack_key(&envelope, b"other").is_err());
        let epochs = epoch.seal_to(&mut rng, &inbox.public(), b"pack").unwrap();
        assert!(inbox.open_pack_key(&epochs, b"pack").is_err(), "an epoch's key is no pack's");
        assert!(PackKey::make(&mut rng).open(b"header", &sealed).is_err());
        assert!(opened.open(b"Header", &sealed).is_err());
        for bytes in altered(&sealed) {
            assert!(opened.open(b"header", &bytes).is_err());
        }
    }
}

mod recovery {
    use super::*;

    #[test]
    fn the_words_bring_back_the_same_key() {
        let key = RecoveryKey::make(&mut rng(10));
        let words = key.to_words();
        assert_eq!(words.split(' ').count(), 24);
        let again = RecoveryKey::from_words(&words).ok().unwrap();
        assert_eq!(again.public(), key.public());
        assert_eq!(again.to_words(), words);
    }

    #[test]
    fn the_words_are_those_of_bip_39() {
        // the published vectors for 32 zero bytes and for 32 bytes of 0x80
        let zeros = format!("{}art", "abandon ".repeat(23));
        let key = RecoveryKey::from_words(&zeros).ok().unwrap();
        assert_eq!(key.to_words().as_str(), zeros);
        let eighty = "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor \
                      acoustic avoid letter advice cage absurd amount doctor acoustic bless";
        let key = RecoveryKey::from_words(eighty).ok().unwrap();
        assert_eq!(key.to_words().as_str(), eighty);
    }

    #[test]
    fn a_mistake_is_told_where_it_is() {
        let words = RecoveryKey::make(&mut rng(11)).to_words();
        let list: Vec<&str> = words.split(' ').collect();
        let with = |at: usize, word: &str| {
            let mut copy: Vec<&str> = list.clone();
            copy[at] = word;
            RecoveryKey::from_words(&copy.join(" ")).err()
        };
        let unknown = with(6, "scoffold").unwrap();
        assert_eq!(unknown, RecoveryWordsError::UnknownWord { place: 7 });
        assert!(unknown.to_string().starts_with("Word 7 is not") && !unknown.to_string().contains("scoffold"));
        assert_eq!(
            RecoveryKey::from_words(&list[..23].join(" ")).err(),
            Some(RecoveryWordsError::WrongCount { found: 23 })
        );
        assert_eq!(RecoveryKey::from_words("").err(), Some(RecoveryWordsError::WrongCount { found: 0 }));

        let mut swapped = list.clone();
        swapped.swap(0, 1);
        assert_eq!(RecoveryKey::from_words(&swapped.join(" ")).err(), Some(RecoveryWordsError::WrongChecksum));
        // twelve words are valid BIP-39, but hold half a key
        let twelve = format!("{}about", "abandon ".repeat(11));
        assert_eq!(RecoveryKey::from_words(&twelve).err(), Some(RecoveryWordsError::WrongCount { found: 12 }));
    }

    #[test]
    fn a_backup_s_database_key_comes_out_again() {
        let mut rng = rng(12);
        let key = RecoveryKey::make(&mut rng);
        let database = DatabaseKey::make(&mut rng);
        let slot = database.seal_to(&mut rng, &key.public().agreement, b"backup 1").unwrap();
        let opened = key.open_database_key(&slot, b"backup 1").ok().unwrap();
        assert_eq!(opened.to_pragma(), database.to_pragma());
        assert!(key.open_database_key(&slot, b"backup 2").is_err());
        assert!(key.open_epoch(&slot, b"backup 1").is_err());
        for bytes in altered(&slot) {
            assert!(key.open_database_key(&bytes, b"backup 1").is_err());
        }
    }

    proptest! {
        #[test]
        fn words_are_read_however_they_are_typed(
            seed in any::<u64>(),
            separators in proptest::collection::vec("[ \t\r\n,;.\u{2010}\u{2013}\u{2014}-]{1,4}", 25),
            capitals in proptest::collection::vec(0..3_u8, 24),
            numbered in any::<bool>(),
        ) {
            let key = RecoveryKey::make(&mut rng(seed));
            let words = key.to_words();
            let mut typed = separators[24].clone();
            for (at, word) in words.split(' ').enumerate() {
                if numbered {
                    typed += &format!("{}. ", at + 1);
                }
                match capitals[at] {
                    0 => typed += word,
                    1 => typed += &word.to_uppercase(),
                    _ => typed += &(word[..1].to_uppercase() + &word[1..]),
                }
                typed += &separators[at];
            }
            let again = RecoveryKey::from_words(&typed);
            prop_assert_eq!(again.map(|key| key.public()), Ok(key.public()));
        }

        #[test]
        fn no_text_makes_the_reader_panic(typed in "\\PC{0,200}") {
            prop_assert!(RecoveryKey::from_words(&typed).is_err());
        }
    }
}

mod slots {
    use super::*;

    const PHRASE: &str = "lantern gravel ostrich caf\u{e9}";

    fn secrets() -> (ProfileSecrets, VaultKey) {
        let mut rng = rng(13);
        let database = DatabaseKey::make(&mut rng);
        let device = DeviceKeys::make(&mut rng);
        (ProfileSecrets { database, device }, VaultKey::make(&mut rng))
    }

    fn wrapped() -> (ProfileSecrets, VaultKey, Vec<u8>) {
        let (secrets, vault) = secrets();
        let cost = PassphraseCost::standard();
        let slot = secrets.wrap(&mut rng(14), &vault, &Passphrase::new(PHRASE), cost).unwrap();
        (secrets, vault, slot)
    }

    #[test]
    fn open_with_vault_key_and_passphrase_together() {
        let (secrets, vault, slot) = wrapped();
        let vault = VaultKey::from_text(&vault.to_text()).ok().unwrap();
        // the same phrase from a keyboard that types the accent separately
        let typed = Passphrase::from("lantern gravel ostrich cafe\u{301}".to_owned());
        let opened = ProfileSecrets::unwrap(&slot, &vault, &typed).ok().unwrap();
        assert_eq!(opened.database.to_pragma(), secrets.database.to_pragma());
        assert_eq!(opened.device.public(), secrets.device.public());
        let signature = opened.device.sign(Purpose::Seal, b"m");
        assert_eq!(secrets.device.public().verify.verify(Purpose::Seal, b"m", &signature), Ok(()));
        let key = EpochKey::make(&mut rng(15));
        let envelope = key.seal_to(&mut rng(16), &secrets.device.public().agreement, b"").unwrap();
        assert_eq!(opened.device.open_epoch(&envelope, b"").map(|key| key.kid()), Ok(key.kid()));

        let closed = Some(CryptoError::CannotOpen);
        let wrong = Passphrase::new("lantern gravel ostrich cafe");
        assert_eq!(ProfileSecrets::unwrap(&slot, &vault, &wrong).err(), closed);
        let other_vault = VaultKey::make(&mut rng(17));
        assert_eq!(ProfileSecrets::unwrap(&slot, &other_vault, &typed).err(), closed);
    }

    #[test]
    fn an_altered_slot_stays_closed() {
        let (_, vault, slot) = wrapped();
        let phrase = Passphrase::new(PHRASE);
        // a byte of each region that the passphrase function is run for; the others are refused before it
        let regions = [("salt", 16), ("nonce", 34), ("ciphertext", 61), ("secrets' end", slot.len() - 17)];
        for (region, at) in regions.into_iter().chain([("tag", slot.len() - 1)]) {
            let mut copy = slot.clone();
            copy[at] ^= 0x10;
            assert_eq!(ProfileSecrets::unwrap(&copy, &vault, &phrase).err(), Some(CryptoError::CannotOpen), "{region}");
        }
        for len in 0..slot.len() {
            let refused = ProfileSecrets::unwrap(&slot[..len], &vault, &phrase).err();
            assert!(matches!(refused, Some(CryptoError::Malformed(_))), "cut to {len}");
        }
        let longer = [slot.as_slice(), &[0]].concat();
        assert!(matches!(ProfileSecrets::unwrap(&longer, &vault, &phrase).err(), Some(CryptoError::Malformed(_))));
    }

    /// A slot of the right shape with these parameters.
    fn shaped(version: u8, m_kib: u32, t: u32, p: u32) -> Vec<u8> {
        let mut encoder = minicbor::Encoder::new(Vec::new());
        encoder.map(7).unwrap().u8(0).unwrap().u8(version).unwrap().u8(1).unwrap().u32(m_kib).unwrap();
        encoder.u8(2).unwrap().u32(t).unwrap().u8(3).unwrap().u32(p).unwrap();
        encoder.u8(4).unwrap().bytes(&[1; 16]).unwrap().u8(5).unwrap().bytes(&[2; 24]).unwrap();
        encoder.u8(6).unwrap().bytes(&[3; 128]).unwrap();
        encoder.into_writer()
    }

    #[test]
    fn parameters_are_checked_before_they_are_used() {
        let (_, vault) = secrets();
        let refused = |slot: &[u8]| ProfileSecrets::unwrap(slot, &vault, &Passphrase::new(PHRASE)).err().unwrap();
        for (m_kib, t, p) in [(65_535, 3, 1), (65_536, 2, 1), (65_536, 3, 0), (8, 1, 1), (0, 0, 0)] {
            assert_eq!(refused(&shaped(1, m_kib, t, p)), CryptoError::WeakParameters);
            assert_eq!(PassphraseCost::new(m_kib, t, p), Err(CryptoError::WeakParameters));
        }
        for (m_kib, t, p) in [(1_048_577, 3, 1), (u32::MAX, 3, 1), (65_536, 17, 1), (65_536, 3, 9)] {
            assert!(matches!(refused(&shaped(1, m_kib, t, p)), CryptoError::Malformed(_)));
            assert!(matches!(PassphraseCost::new(m_kib, t, p), Err(CryptoError::Malformed(_))));
        }
        assert_eq!(refused(&shaped(2, 0, 0, 0)), CryptoError::NewerVersion { found: 2 });
        assert_eq!(refused(&shaped(255, 0, 0, 0)), CryptoError::NewerVersion { found: 255 });
        assert!(matches!(refused(&shaped(0, 65_536, 3, 1)), CryptoError::Malformed(_)));
    }

    #[test]
    fn a_slot_has_one_spelling() {
        let (_, vault) = secrets();
        let slot = shaped(1, 65_536, 3, 1);
        assert_eq!(slot[..5], [0xa7, 0, 1, 1, 0x1a]);
        for spelt in [
            [&[0xb8, 7], &slot[1..]].concat(),                // the map's length in two bytes
            [&[0xbf], &slot[1..], &[0xff]].concat(),          // a map of indefinite length
            [&slot[..10], &[0x18, 3], &slot[11..]].concat(),  // three passes in two bytes
            [&slot[..15], &[0x58, 16], &slot[16..]].concat(), // the salt's length in two bytes
            [&[0xa8], &slot[1..]].concat(),                   // another number of fields
        ] {
            let refused = ProfileSecrets::unwrap(&spelt, &vault, &Passphrase::new(PHRASE)).err();
            assert!(matches!(refused, Some(CryptoError::Malformed(_))), "{spelt:02x?}: {refused:?}");
        }
    }

    #[test]
    fn keys_as_text() {
        let mut rng = rng(18);
        let pragma = DatabaseKey::make(&mut rng).to_pragma();
        assert!(pragma.starts_with("\"x'") && pragma.ends_with("'\"") && pragma.len() == 69);
        let text = VaultKey::make(&mut rng).to_text();
        assert_eq!(VaultKey::from_text(&text).ok().unwrap().to_text(), text);
        for wrong in ["", "abc", &text[1..], &format!("{} ", text.as_str()), &"!".repeat(44), &"A".repeat(44), "é"] {
            assert!(matches!(VaultKey::from_text(wrong).err(), Some(CryptoError::Malformed(_))), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn random_bytes_never_open_nor_panic(
            bytes in proptest::collection::vec(any::<u8>(), 0..300),
            at in 0..220_usize,
        ) {
            let mut rng = rng(19);
            let (device, key) = (DeviceKeys::make(&mut rng), EpochKey::make(&mut rng));
            prop_assert!(device.open_epoch(&bytes, b"").is_err());
            prop_assert!(key.open_payload(b"", &bytes).is_err());
            prop_assert!(key.open_snapshot(b"", &bytes).is_err());
            prop_assert!(key.unwrap_previous(&bytes, b"").is_err());
            let vault = VaultKey::make(&mut rng);
            prop_assert!(ProfileSecrets::unwrap(&bytes, &vault, &Passphrase::new("")).is_err());
            // of the right shape up to some byte, with parameters that are refused
            let mut nearly = shaped(1, 0, 0, 0);
            nearly.truncate(at);
            nearly.extend(&bytes);
            prop_assert!(ProfileSecrets::unwrap(&nearly, &vault, &Passphrase::new("")).is_err());
            let _ = minicbor::decode::<crypto::DevicePublic>(&bytes);
            let _ = minicbor::decode::<crypto::RecoveryPublic>(&bytes);
            let _ = minicbor::decode::<Hash>(&bytes);
        }
    }
}

/// Each form opened by hand with the bare primitives, as another implementation would from the documentation.
mod forms {
    use super::*;
    use chacha20poly1305::{
        KeyInit, XChaCha20Poly1305,
        aead::{Aead, Payload},
    };
    use ed25519_dalek::{Signer, SigningKey};

    /// The first bytes that a random source gives.
    fn taken<const N: usize>(seed: u64) -> [u8; N] {
        let mut bytes = [0; N];
        rand_core::Rng::fill_bytes(&mut rng(seed), &mut bytes);
        bytes
    }

    fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
        bytes.try_into().unwrap()
    }

    #[test]
    fn epoch_keys() {
        let mut rng = rng(9);
        let (key, previous) = (EpochKey::make(&mut rng), EpochKey::make(&mut rng));
        let bytes: [u8; 64] = taken(9);
        let (secret, previous_secret) = bytes.split_at(32);

        let subkey = |context| XChaCha20Poly1305::new(&blake3::derive_key(context, secret).into());
        for (context, sealed) in [
            ("throughcare/epoch-payload/v1", key.seal_payload(&mut rng, b"aad", b"abc").unwrap()),
            ("throughcare/epoch-snapshot/v1", key.seal_snapshot(&mut rng, b"aad", b"abc").unwrap()),
        ] {
            let inside = Payload { msg: &sealed[24..], aad: b"aad" };
            let opened = subkey(context).decrypt(&array::<24>(&sealed[..24]).into(), inside).unwrap();
            assert_eq!(opened, b"\x03\0\0\0abc");
        }
        let wrapped = key.wrap_previous(&mut rng, &previous, b"").unwrap();
        let opened = subkey("throughcare/epoch-wrapping/v1")
            .decrypt(&array::<24>(&wrapped[..24]).into(), wrapped[24..].as_ref())
            .unwrap();
        assert_eq!(opened, previous_secret);
        assert_eq!(key.kid().as_bytes(), &blake3::derive_key("throughcare/epoch-kid/v1", secret)[..16]);
    }

    #[test]
    fn envelopes() {
        use hpke::{Deserializable, Kem, OpModeR, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256};
        let device = DeviceKeys::make(&mut rng(20));
        let bytes: [u8; 80] = taken(20);
        let (private, _) = X25519HkdfSha256::derive_keypair(&bytes[32..64]);

        let mut rng = rng(21);
        let (epoch, database) = (EpochKey::make(&mut rng), DatabaseKey::make(&mut rng));
        let secrets: [u8; 64] = taken(21);
        let to = device.public().agreement;
        for (envelope, info, secret) in [
            (epoch.seal_to(&mut rng, &to, b"info"), b"throughcare/epoch-envelope/v1\0info".as_slice(), &secrets[..32]),
            (database.seal_to(&mut rng, &to, b""), b"throughcare/database-envelope/v1\0", &secrets[32..]),
        ] {
            let envelope = envelope.unwrap();
            let enc = Deserializable::from_bytes(&envelope[..32]).unwrap();
            let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeR::Base,
                &private,
                &enc,
                info,
                &envelope[32..],
                b"",
            );
            assert_eq!(opened.unwrap(), secret);
        }
    }

    #[test]
    fn signatures() {
        let bytes: [u8; 32] = taken(22);
        let by_hand = SigningKey::from_bytes(&bytes).sign(b"throughcare/seal/v1\0message");
        let signature = DeviceKeys::make(&mut rng(22)).sign(Purpose::Seal, b"message");
        assert_eq!(signature.as_bytes(), &by_hand.to_bytes());

        let seed = blake3::derive_key("throughcare/recovery-signing/v1", &bytes);
        let by_hand = SigningKey::from_bytes(&seed).sign(b"throughcare/recovery/v1\0message");
        let recovery = RecoveryKey::make(&mut rng(22));
        assert_eq!(recovery.sign(Purpose::Recovery, b"message").as_bytes(), &by_hand.to_bytes());
        let seed = blake3::derive_key("throughcare/recovery-agreement/v1", &bytes);
        let (_, public) = <hpke::kem::X25519HkdfSha256 as hpke::Kem>::derive_keypair(&seed);
        assert_eq!(recovery.public().agreement.as_bytes(), hpke::Serializable::to_bytes(&public).as_slice());
    }

    #[test]
    fn slots() {
        let mut source = rng(23);
        let vault = VaultKey::make(&mut source);
        let (database, device) = (DatabaseKey::make(&mut source), DeviceKeys::make(&mut source));
        let bytes: [u8; 32 + 112] = taken(23);
        let (vault_secret, secrets) = bytes.split_at(32);

        let cost = PassphraseCost::new(65_537, 4, 2).unwrap();
        let slot =
            ProfileSecrets { database, device }.wrap(&mut source, &vault, &Passphrase::new("a phrase"), cost).unwrap();
        let (header, ciphertext) = slot.split_at(slot.len() - 128);
        let header = header.strip_suffix(&[6, 0x58, 128]).unwrap();
        let (salt, nonce) = (&header[header.len() - 43..][..16], &header[header.len() - 24..]);

        let params = argon2::Params::new(65_537, 4, 2, Some(32)).unwrap();
        let function = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
        let mut stretched = [0; 32];
        function.hash_password_into(b"a phrase", salt, &mut stretched).unwrap();
        let key = blake3::derive_key("throughcare/profile-slot/v1", &[vault_secret, &stretched].concat());
        let opened = XChaCha20Poly1305::new(&key.into())
            .decrypt(&array::<24>(nonce).into(), Payload { msg: ciphertext, aad: header })
            .unwrap();
        assert_eq!(opened, secrets);
    }
}
