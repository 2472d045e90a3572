//! What must hold always: of what was seen, of reading whatever arrives, of writing and reading back.

use crypto::Hash;
use ledger::content::{HeadProof, ServerHead};
use ledger::control::{Application, ControlEntry, SignedControl};
use ledger::sealing::{self, Whose};
use ledger::wire::{self, Arrival};
use ledger::{
    Class, Content, DeviceIndex, EventEnvelope, Header, Membership, PrincipalId, Role, Subject, UnitId, VersionVector,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::office::{Desk, Office, content};

fn seen() -> impl Strategy<Value = Vec<(DeviceIndex, u64)>> {
    vec((0..6_u32, 1..9_u64), 0..8).prop_map(|seen| seen.into_iter().map(|(d, seq)| (DeviceIndex(d), seq)).collect())
}

fn vector() -> impl Strategy<Value = VersionVector> {
    seen().prop_map(VersionVector::from_iter)
}

fn both(one: &VersionVector, other: &VersionVector) -> VersionVector {
    one.iter().chain(other.iter()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn seeing_is_the_same_in_any_order_and_any_number_of_times(
        (seen, shuffled) in seen().prop_flat_map(|seen| (Just(seen.clone()), Just(seen).prop_shuffle()))
    ) {
        let once: VersionVector = seen.iter().copied().collect();
        let often: VersionVector = shuffled.iter().chain(&seen).copied().collect();
        prop_assert_eq!(&often, &once);
        for (device, seq) in seen {
            prop_assert!(once.saw(device, seq) && (1..=seq).all(|earlier| once.saw(device, earlier)));
        }
    }

    #[test]
    fn nothing_is_seen_that_was_not_shown(seen in seen(), device in 0..6_u32, seq in 1..9_u64) {
        let vector: VersionVector = seen.iter().copied().collect();
        let shown = seen.iter().any(|(d, highest)| d.0 == device && *highest >= seq);
        prop_assert_eq!(vector.saw(DeviceIndex(device), seq), shown);
        prop_assert_eq!(vector.is_empty(), seen.is_empty());
    }

    #[test]
    fn together_is_commutative_associative_and_never_less(a in vector(), b in vector(), c in vector()) {
        prop_assert_eq!(both(&a, &b), both(&b, &a));
        prop_assert_eq!(both(&both(&a, &b), &c), both(&a, &both(&b, &c)));
        prop_assert_eq!(both(&a, &a), a.clone());
        prop_assert!(a.iter().all(|(device, seq)| both(&a, &b).saw(device, seq)));
    }

    #[test]
    fn what_is_new_and_what_was_known_make_the_whole(earlier in vector(), later in vector()) {
        let whole = both(&earlier, &later);
        let new = whole.since(&earlier);
        prop_assert_eq!(both(&earlier, &new), whole.clone());
        prop_assert!(new.iter().all(|(device, seq)| !earlier.saw(device, seq)));
        prop_assert!(whole.since(&whole).is_empty());
        prop_assert_eq!(whole.since(&VersionVector::new()), whole);
    }

    #[test]
    fn what_was_seen_comes_back_from_its_bytes(vector in vector()) {
        let bytes = minicbor::to_vec(&vector).unwrap();
        prop_assert_eq!(minicbor::decode::<VersionVector>(&bytes).unwrap(), vector);
    }
}

fn hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash::from_bytes)
}

fn class() -> impl Strategy<Value = Class> {
    prop_oneof![Just(Class::Normal), Just(Class::Bulk), Just(Class::Heartbeat), Just(Class::Attestation)]
}

fn header() -> impl Strategy<Value = Header> {
    let hashes = (hash(), hash(), hash(), hash(), hash(), any::<[u8; 16]>());
    (any::<u8>(), hashes, any::<u64>(), any::<u32>(), class(), any::<u64>()).prop_map(
        |(version, (unit, device, prev, control, payload_hash, kid), seq, payload_len, class, lamport)| Header {
            version,
            unit: UnitId(unit),
            device,
            seq,
            prev,
            control,
            kid: crypto::Kid::from_bytes(kid),
            payload_hash,
            payload_len,
            class,
            lamport,
        },
    )
}

fn event() -> impl Strategy<Value = EventEnvelope> {
    let subject = prop_oneof![Just(Subject::Unit), "[A-Z][0-9]{4}[A-Z]{2}".prop_map(|n| Subject::Case(n.into()))];
    (subject, any::<u16>(), any::<u8>(), any::<i64>(), vector(), vec(any::<u8>(), 0..40)).prop_map(
        |(subject, kind, schema, occurred, base, body)| EventEnvelope {
            subject,
            kind,
            schema,
            occurred,
            base,
            body: body.into(),
        },
    )
}

fn inside() -> impl Strategy<Value = Content> {
    let proof = (hash(), any::<i64>(), any::<[u8; 32]>(), any::<[u8; 32]>()).prop_map(|(control, at, left, right)| {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&left);
        signature[32..].copy_from_slice(&right);
        HeadProof { control, at, signature: crypto::Signature::from_bytes(signature) }
    });
    let head = (any::<u64>(), hash(), proptest::option::of(proof)).prop_map(|(cursor, log_hash, proof)| ServerHead {
        cursor,
        log_hash,
        proof,
    });
    let head = proptest::option::of(head);
    let ids = (any::<[u8; 16]>(), any::<[u8; 16]>(), any::<[u8; 16]>());
    (any::<i64>(), ids, vec(event(), 0..4), vector(), head).prop_map(
        |(recorded, (actor, session, command), events, seen, server_head)| Content {
            recorded,
            actor: PrincipalId(uuid::Uuid::from_bytes(actor)),
            session,
            command,
            events,
            seen,
            server_head,
        },
    )
}

/// Reads bytes as everything that this crate can read. Whatever is read is written back as the same bytes.
fn read_as_everything(bytes: &[u8]) {
    if let Some(header) = Header::from_bytes(bytes) {
        assert_eq!(header.to_bytes(), bytes);
    }
    if let Some(content) = Content::from_bytes(bytes) {
        assert_eq!(content.to_bytes(), bytes);
    }
    if let Ok(signed) = SignedControl::from_bytes(bytes) {
        assert_eq!(signed.to_bytes(), bytes);
        let _ = signed.entry();
        assert!(Membership::found(&signed).is_err(), "nobody founds a unit by chance");
    }
    if let Some(application) = Application::from_bytes(bytes) {
        assert_eq!(application.to_bytes(), bytes);
    }
    if let Some(arrival) = wire::read::<Arrival>(bytes) {
        assert_eq!(wire::write(&arrival), bytes);
    }
    let _ = minicbor::decode::<ControlEntry>(bytes);
    let _ = minicbor::decode::<VersionVector>(bytes);
}

/// Something that can be read, for others to be made from by small changes.
fn readable() -> Vec<Vec<u8>> {
    let (office, keys) = Office::with_ben(&[Role::Pom]);
    let mut bytes: Vec<_> = office.log.iter().map(SignedControl::to_bytes).collect();
    bytes.extend(office.log.iter().map(|signed| signed.body.to_vec()));
    let whose = Whose { name: "Carys Vaughan".to_owned(), computer: "OMU laptop 4".to_owned() };
    let arrival = sealing::arrive(&mut crate::office::rng(5), &office.membership, &keys, &whose).unwrap();
    bytes.extend([arrival.application.to_vec(), wire::write(&arrival)]);
    let mut desk = Desk::new(&office, keys);
    let actor = desk.actor;
    bytes.push(desk.write(&office, "Induction done").header_bytes);
    bytes.push(content(actor, "Induction done").to_bytes());
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_header_comes_back_as_it_was(header in header()) {
        prop_assert_eq!(Header::from_bytes(&header.to_bytes()), Some(header));
    }

    #[test]
    fn the_inside_of_an_entry_comes_back_as_it_was(content in inside()) {
        prop_assert_eq!(Content::from_bytes(&content.to_bytes()), Some(content));
    }

    #[test]
    fn whatever_arrives_is_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        read_as_everything(&bytes);
    }
}

#[test]
fn what_is_nearly_right_is_read_or_refused() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(400));
    let readable = readable();
    let change = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>(), 0..3_u8);
    runner
        .run(&change, |(which, at, byte, how)| {
            let mut bytes = which.get(&readable).clone();
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                _ => bytes.insert(at, byte),
            }
            let genuine = readable.contains(&bytes);
            if !genuine {
                read_as_everything(&bytes);
            }
            Ok(())
        })
        .unwrap();
}
