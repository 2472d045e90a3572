//! Every serialised form, byte for byte, against `tests/golden/*.json`. What goes over the wire is in `golden_wire`.
//!
//! A difference means that what is in people's ledgers can no longer be read, or that its hashes and signatures no longer
//! fit. The files were made once and are fixed: a form that must change gets a new version and new vectors *beside* the
//! old. When a comparison fails, the test prints the whole file as it would be now, to be read and, if the change is
//! wanted, put in place by hand.
//!
//! Random sources are ChaCha20 with 20 rounds, keyed with 32 equal bytes, counter and nonce zero.

use crypto::{DeviceKeys, EpochKey, Hash, RecoveryKey};
use data_encoding::HEXLOWER;
use ledger::content::ServerHead;
use ledger::control::{
    Person, Recipient, Server, SignedControl, envelope_info, possession_message, replacement_message,
};
use ledger::header::{Header, entry_hash, payload_hash, seal_message};
use ledger::ring::{KeyRing, wrap_info};
use ledger::sealing::{self, Place, Whose};
use ledger::{
    About, Act, Class, Compartment, Content, DeviceIndex, EventEnvelope, Mark, Membership, Role, SealedText, Subject,
    Tip, UnitId, VersionVector,
};
use serde_json::{Value, json};

use crate::office::{ADA, BEN, FIRST, MORNING, Office, SECOND, content, rng, roles};

const ENTRY: &str = include_str!("../golden/entry.json");
const CONTROL: &str = include_str!("../golden/control.json");

pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(bytes.as_ref())
}

pub(crate) fn compare(name: &str, stored: &str, now: &Value) {
    let stored: Value = serde_json::from_str(stored).unwrap();
    let text = serde_json::to_string_pretty(now).unwrap();
    assert!(stored == *now, "tests/golden/{name} differs. As it would be now:\n{text}\n");
}

pub(crate) fn place() -> Place {
    Place {
        unit: UnitId(Hash::from_bytes([0x11; 32])),
        device: Hash::from_bytes([0x22; 32]),
        tip: Tip { seq: 41, hash: Hash::from_bytes([0x33; 32]), lamport: 300, control: 2 },
        control: Hash::from_bytes([0x44; 32]),
        lamport: 301,
    }
}

/// Two events, of a case and of the unit, and the server's head.
pub(crate) fn full_content() -> Content {
    let mut content = content(ADA, "Induction done");
    content.events.push(EventEnvelope {
        subject: Subject::Unit,
        kind: 13,
        schema: 1,
        occurred: -1,
        base: VersionVector::new(),
        body: vec![0xf6].into(),
    });
    content.server_head = Some(ServerHead { cursor: 70_000, log_hash: Hash::from_bytes([0x55; 32]), proof: None });
    content
}

#[test]
fn entries() {
    let key = EpochKey::make(&mut rng(3));
    let keys = DeviceKeys::make(&mut rng(4));
    let place = place();
    let content = full_content();
    let entry = sealing::seal_entry(&mut rng(5), &place, (key.kid(), &key), Class::Bulk, &content).unwrap();
    let without_head = Content { server_head: None, ..content.clone() };
    let seal = sealing::sign_seal(&keys, place.unit, place.device, entry.header.seq, entry.hash);

    let now = json!({
        "random sources": { "epoch key": "03", "device": "04", "sealing": "05" },
        "kid": key.kid().to_string(),
        "content": hex(content.to_bytes()),
        "content without a server's head": hex(without_head.to_bytes()),
        "associated data": hex(entry.header.associated_data()),
        "payload": hex(&entry.payload),
        "payload hash": payload_hash(&entry.payload).to_string(),
        "header": hex(&entry.header_bytes),
        "entry hash": entry.hash.to_string(),
        "seal message": hex(seal_message(place.unit, place.device, entry.header.seq, entry.hash)),
        "seal": seal.to_string(),
        "seen": hex(minicbor::to_vec(VersionVector::from_iter([(FIRST, 24), (SECOND, 70_000)])).unwrap()),
        "position": hex(minicbor::to_vec(ledger::Position { lamport: 301, device: SECOND, seq: 42, event: 1 }).unwrap()),
    });
    compare("entry.json", ENTRY, &now);
}

#[test]
fn a_stored_entry_is_read_from_its_bytes_alone() {
    let stored: Value = serde_json::from_str(ENTRY).unwrap();
    let bytes = |name: &str| HEXLOWER.decode(stored[name].as_str().unwrap().as_bytes()).unwrap();
    let (header_bytes, payload) = (bytes("header"), bytes("payload"));
    let header = Header::from_bytes(&header_bytes).unwrap();
    assert_eq!((header.seq, header.lamport, header.class), (42, 301, Class::Bulk));
    assert_eq!(header.payload_hash, payload_hash(&payload));
    assert_eq!(entry_hash(&header_bytes).to_string(), stored["entry hash"].as_str().unwrap());

    let key = EpochKey::make(&mut rng(3));
    assert_eq!(sealing::open_entry(&header, &payload, &key).unwrap(), full_content());

    let mut tip = place().tip;
    tip.follow(header.unit, header.device, &header_bytes, Some(&payload), |_| Some(2)).unwrap();
    let seal = stored["seal"].as_str().unwrap().parse().unwrap();
    let verify = DeviceKeys::make(&mut rng(4)).public().verify;
    assert_eq!(tip.check_seal(header.unit, header.device, &verify, &seal), Ok(()));
}

/// A unit in whose log each act comes once, by each kind of signer.
fn one_of_each() -> Office {
    let mut office = Office::founded();
    office.hire(BEN, "Ben Okafor", &[Role::Keyworker, Role::Pom]);
    let ben = DeviceKeys::make(&mut office.rng);
    let (application, ring) = (sealing::apply_for(office.membership.unit(), &ben), office.ring());
    let computer = Some("OMU laptop 3");
    let admission = sealing::admission(&mut office.rng, &office.membership, &ring, BEN, application, computer).unwrap();
    office.act(Act::AddDevice(admission));
    let ring = office.ring();
    let restricted = Some(Compartment::Restricted);
    let act = sealing::withholding(&mut office.rng, &office.membership, &ring, SECOND, restricted).unwrap();
    office.act(act);
    let rotations = office.rotations(&[Compartment::Restricted], &[SECOND]);
    office.act(Act::SetRoles {
        principal: BEN,
        roles: roles(&[Role::Keyworker]),
        cutoffs: VersionVector::from_iter([(SECOND, 12)]),
        rotations,
    });

    let new = DeviceKeys::make(&mut office.rng);
    let ring = KeyRing::of_device(&office.membership, &ben).unwrap();
    let application = sealing::apply_to_replace(office.membership.unit(), ben.public().id(), &new);
    let withheld = (None, restricted);
    let admission =
        sealing::admission_without(&mut office.rng, &office.membership, &ring, BEN, application, withheld).unwrap();
    let signed = office.signed_by(&ben, Act::ReplaceDevice { device: SECOND, admission });
    office.offer(signed).unwrap();

    office.remove(DeviceIndex(2), 3);
    let rotations = office.rotations(&[Compartment::General], &[]);
    let reason = office.reason("Ninety days", &rotations);
    let signed = office.signed_by_recovery(Act::RotateEpoch { rotations, reason });
    office.offer(signed).unwrap();
    let key = DeviceKeys::make(&mut rng(7)).public().verify;
    office.act(Act::Server(Server { key, url: "https://omu.example".to_owned() }));
    office.act(Act::Require { version: 1 });
    office.act(Act::Resolve { device: FIRST, counts: Mark { seq: 5, hash: Hash::from_bytes([0x55; 32]) } });
    office.accept_late(DeviceIndex(2), vec![Mark { seq: 70_000, hash: Hash::from_bytes([0x77; 32]) }]);
    let ring = office.ring();
    let (stranger, who) = (Hash::from_bytes([0x99; 32]), "Carys Vaughan, OMU laptop 4");
    let act = sealing::refusal(&mut office.rng, &office.membership, &ring, stranger, who).unwrap();
    office.act(act);
    let head = office.statement(70_000, 0x88, MORNING);
    office.believe(head);
    office
}

fn name(act: &Act) -> &'static str {
    match act {
        Act::Found(_) => "Found",
        Act::AddMember(_) => "AddMember",
        Act::SetRoles { .. } => "SetRoles",
        Act::AddDevice(_) => "AddDevice",
        Act::RemoveDevice { .. } => "RemoveDevice",
        Act::RotateEpoch { .. } => "RotateEpoch",
        Act::ReplaceDevice { .. } => "ReplaceDevice",
        Act::Server(_) => "Server",
        Act::Require { .. } => "Require",
        Act::Resolve { .. } => "Resolve",
        Act::AcceptLate { .. } => "AcceptLate",
        Act::Refuse { .. } => "Refuse",
        Act::Withhold { .. } => "Withhold",
        Act::Believe { .. } => "Believe",
    }
}

#[test]
fn control_entries() {
    let office = one_of_each();
    let log: Vec<Value> = office
        .log
        .iter()
        .map(|signed| {
            json!({
                "act": name(&signed.entry().unwrap().act),
                "body": hex(&*signed.body),
                "signature": signed.signature.to_string(),
                "hash": signed.hash().to_string(),
                "signed control": hex(signed.to_bytes()),
            })
        })
        .collect();
    let unit = UnitId(Hash::from_bytes([0x11; 32]));
    let device = DeviceKeys::make(&mut rng(4));
    let kid = crypto::Kid::from_bytes([0x66; 16]);
    let replaced = Hash::from_bytes([0x22; 32]);
    let whose = Whose { name: "Carys Vaughan".to_owned(), computer: "OMU laptop 4".to_owned() };
    let arrival = sealing::arrive(&mut rng(6), &office.membership, &device, &whose).unwrap();
    let about = |about: About| hex(about.associated_data(kid));
    let now = json!({
        "random sources": { "unit": "01", "applying device": "04", "letter": "06", "server's key": "07" },
        "unit": office.membership.unit().0.to_string(),
        "log, each act once": log,
        "possession message": hex(possession_message(unit, &device.public())),
        "replacement message": hex(replacement_message(unit, &device.public(), replaced)),
        "application": hex(sealing::apply_for(unit, &device).to_bytes()),
        "application to replace": hex(sealing::apply_to_replace(unit, replaced, &device).to_bytes()),
        "arrival": hex(ledger::wire::write(&arrival)),
        "words about a person": about(About::Person(BEN)),
        "words about a computer": about(About::Computer(replaced)),
        "words about an entry": about(About::Entry(300)),
        "envelope info, to a device": hex(envelope_info(kid, &Recipient::Device(Hash::from_bytes([0x22; 32])))),
        "envelope info, to recovery": hex(envelope_info(kid, &Recipient::Recovery)),
        "wrap info": hex(wrap_info(kid)),
    });
    compare("control.json", CONTROL, &now);
}

#[test]
fn a_stored_control_log_is_accepted_from_its_bytes_alone() {
    let stored: Value = serde_json::from_str(CONTROL).unwrap();
    let log: Vec<SignedControl> = stored["log, each act once"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| HEXLOWER.decode(entry["signed control"].as_str().unwrap().as_bytes()).unwrap())
        .map(|bytes| SignedControl::from_bytes(&bytes).unwrap())
        .collect();
    let mut membership = Membership::of(&log).unwrap();
    assert_eq!(membership.unit().0.to_string(), stored["unit"].as_str().unwrap());
    assert_eq!(
        membership.devices().iter().map(ledger::membership::Device::is_active).collect::<Vec<_>>(),
        [true, false, false]
    );

    // The founder's device and the recovery key, from the same random source, still open every key of it.
    let mut rng = rng(1);
    let (ada, recovery) = (DeviceKeys::make(&mut rng), RecoveryKey::make(&mut rng));
    let by_device = KeyRing::of_device(&membership, &ada).unwrap();
    let by_recovery = KeyRing::of_recovery(&membership, &recovery).unwrap();
    assert_eq!(membership.epochs().len(), 7);
    for epoch in membership.epochs() {
        assert!(by_device.key(&epoch.kid).is_some() && by_recovery.key(&epoch.kid).is_some());
    }
    membership.read_names(&by_recovery);
    assert_eq!(membership.members().iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["Ada Pike", "Ben Okafor"]);
    assert_eq!(membership.device(SECOND).unwrap().computer.as_deref(), Some("OMU laptop 3"));
    let reasons: Vec<String> = log
        .iter()
        .filter_map(|signed| {
            let entry = signed.entry().unwrap();
            let (Act::RemoveDevice { reason, .. }
            | Act::RotateEpoch { reason, .. }
            | Act::AcceptLate { reason, .. }
            | Act::Refuse { reason, .. }
            | Act::Believe { reason, .. }) = &entry.act
            else {
                return None;
            };
            by_device.read(reason, &About::Entry(entry.index))
        })
        .collect();
    let expected = [
        "Left on a train",
        "Ninety days",
        "He was at court",
        "Carys Vaughan, OMU laptop 4",
        "Restored after the flood",
    ];
    assert_eq!(reasons, expected);

    let arrival = HEXLOWER.decode(stored["arrival"].as_str().unwrap().as_bytes()).unwrap();
    let applying = sealing::read_arrival(membership.unit(), &ada, &ledger::wire::read(&arrival).unwrap()).unwrap();
    assert_eq!(applying.whose.unwrap().name, "Carys Vaughan");
}

#[test]
fn each_act_is_in_the_stored_log_once() {
    let mut names: Vec<_> = one_of_each().log.iter().map(|signed| name(&signed.entry().unwrap().act)).collect();
    names.sort_unstable();
    let all = [
        "AcceptLate",
        "AddDevice",
        "AddMember",
        "Believe",
        "Found",
        "Refuse",
        "RemoveDevice",
        "ReplaceDevice",
        "Require",
        "Resolve",
        "RotateEpoch",
        "Server",
        "SetRoles",
        "Withhold",
    ];
    assert_eq!(names, all);
}

#[test]
fn a_person_is_stored_with_the_numbers_of_their_roles() {
    // Bit n is role n: the founder's act above fixes the form, this the numbers.
    let name = SealedText { kid: crypto::Kid::from_bytes([0; 16]), sealed: Vec::new().into() };
    let bytes = |role| minicbor::to_vec(Person { principal: ADA, name: name.clone(), roles: roles(&[role]) }).unwrap();
    let ends: Vec<String> = Role::ALL.into_iter().map(|role| hex(&bytes(role)[37..])).collect();
    assert_eq!(ends, ["01", "02", "04", "08", "10", "1820", "190100", "1840", "1880"]);
}
