//! What a device and the server say to each other, byte for byte, against `tests/golden/wire.json`, in the manner of `golden`.

use crypto::{DeviceKeys, EpochKey, Hash, Purpose};
use data_encoding::HEXLOWER;
use ledger::wire::{
    Batch, BatchEntry, Chunk, Credential, DeviceEnd, Filed, Have, Head, Item, LogPage, MOST_BYTES, Manifest, Meta,
    Part, Push, Refusal, RefusalCode, STICK_MAGIC, SignedHead, SignedManifest, Snapshots, chunk_hash, chunk_info,
    log_after, log_start, next_item, read, request_message, write,
};
use ledger::{Class, Compartment, UnitId, sealing};
use minicbor::Encode;
use serde_json::{Value, json};

use crate::golden::{compare, full_content, hex, place};
use crate::office::{MORNING, Office, rng};

const WIRE: &str = include_str!("../golden/wire.json");

/// What is asked: path and query as they stand in the request.
const TARGET: &str =
    "/v1/units/1111111111111111111111111111111111111111111111111111111111111111/log?after=41&bytes=1048576";

/// What a chunk holds is `store`'s form: here it is some bytes.
const PACKED: &[u8] = b"packed and compressed";

fn message(of: impl Encode<()>) -> String {
    hex(write(&of))
}

fn unit() -> UnitId {
    place().unit
}

fn device() -> DeviceKeys {
    DeviceKeys::make(&mut rng(4))
}

/// Whoever signs heads here. A server's key signs as a device's does.
fn server() -> DeviceKeys {
    DeviceKeys::make(&mut rng(7))
}

fn epoch() -> EpochKey {
    EpochKey::make(&mut rng(3))
}

fn head() -> Head {
    let (log, control) = (Hash::from_bytes([0x55; 32]), Hash::from_bytes([0x44; 32]));
    Head { unit: unit(), cursor: 70_000, log, control, at: MORNING }
}

fn signed_head() -> SignedHead {
    let body = head().to_bytes();
    SignedHead { signature: server().sign(Purpose::ServerHead, &body), body: body.into() }
}

/// A batch of two entries.
fn batch() -> Batch {
    let (key, mut place) = (epoch(), place());
    let mut entries = Vec::new();
    for (seed, class) in [(5, Class::Bulk), (6, Class::Normal)] {
        let entry = sealing::seal_entry(&mut rng(seed), &place, (key.kid(), &key), class, &full_content()).unwrap();
        place.tip.seq = entry.header.seq;
        place.tip.hash = entry.hash;
        place.tip.lamport = entry.header.lamport;
        place.lamport += 1;
        entries.push(BatchEntry { header: entry.header_bytes.into(), payload: entry.payload.into() });
    }
    let seal = sealing::sign_seal(&device(), place.unit, place.device, place.tip.seq, place.tip.hash);
    Batch { device: place.device, entries, seal }
}

fn sealed_chunk() -> Vec<u8> {
    epoch().seal_snapshot(&mut rng(8), &chunk_info(unit(), 70_000, Compartment::General, 0), PACKED).unwrap()
}

fn end() -> DeviceEnd {
    DeviceEnd { device: device().public().id(), seq: 42, hash: Hash::from_bytes([0x33; 32]) }
}

fn manifest() -> Manifest {
    let Head { unit, cursor, log, control, at } = head();
    let sealed = sealed_chunk();
    let chunk = Chunk { hash: chunk_hash(&sealed), bytes: u32::try_from(sealed.len()).unwrap() };
    let part = |compartment, state, chunks| Part {
        compartment,
        kid: epoch().kid(),
        state: Hash::from_bytes([state; 32]),
        chunks,
    };
    Manifest {
        version: 1,
        unit,
        cursor,
        log,
        control,
        frontier: vec![end()],
        schema: 9,
        parts: vec![part(Compartment::General, 0x66, vec![chunk]), part(Compartment::Restricted, 0x77, Vec::new())],
        about: None,
        author: device().public().id(),
        at,
    }
}

fn signed(author: &DeviceKeys, manifest: &Manifest) -> SignedManifest {
    let body = manifest.to_bytes();
    SignedManifest { signature: author.sign(Purpose::SnapshotManifest, &body), body: body.into() }
}

/// What the server, as another device, says of the snapshot.
fn attestation() -> SignedManifest {
    let about = signed(&device(), &manifest()).id();
    let states = [(Compartment::General, Hash::from_bytes([0x66; 32]))];
    signed(&server(), &manifest().attestation(about, server().public().id(), &states, MORNING))
}

fn credential() -> Credential {
    let asks = device().public().id();
    let signature = device().sign(Purpose::Request, &request_message(asks, MORNING, "GET", TARGET, b"body"));
    Credential { device: asks, at: MORNING, signature }
}

/// Each kind of item once, and how it is called.
fn items() -> Vec<(&'static str, Item)> {
    let founding = Office::founded().log.remove(0);
    vec![
        ("unit", Item::Unit(unit())),
        ("have", Item::Have(Have { control: 3, logs: vec![end()] })),
        ("control entry", Item::Control(founding)),
        ("head", Item::Head(signed_head())),
        ("batch", Item::Batch(batch())),
        ("end", Item::End(6)),
    ]
}

fn refusal() -> Refusal {
    Refusal {
        code: RefusalCode::Fork,
        words: "Another entry is there.".to_owned(),
        tip: Some((42, Hash::from_bytes([0x33; 32]))),
        fork: Some((vec![1, 2].into(), vec![3].into())),
        control: Some(Hash::from_bytes([0x44; 32])),
        at: MORNING,
        versions: (1, 1),
    }
}

#[test]
fn messages() {
    let (snapshot, said) = (signed(&device(), &manifest()), attestation());
    let start = log_start(unit());
    let page = LogPage { after: 41, batches: vec![write(&batch()).into()], head: signed_head() };
    let meta = Meta { versions: (1, 1), key: server().public().verify, at: MORNING, most_bytes: MOST_BYTES as u64 };
    let asks = device().public().id();
    let items: Vec<Value> =
        items().iter().map(|(name, item)| json!({ "item": name, "bytes": message(item) })).collect();
    let now = json!({
        "random sources": {
            "epoch key": "03", "device": "04", "first entry": "05", "second entry": "06", "server": "07", "chunk": "08",
        },
        "running hash before the first place": start.to_string(),
        "running hash at the first place": log_after(start, 1, Hash::from_bytes([0x88; 32])).to_string(),
        "head": hex(head().to_bytes()),
        "signed head": message(signed_head()),
        "batch": message(batch()),
        "push": message(Push { control: Hash::from_bytes([0x44; 32]), batches: vec![batch()] }),
        "filed": message(Filed { place: 70_000, head: signed_head() }),
        "page of the log": message(page),
        "meta": message(meta),
        "refusal": message(refusal()),
        "chunk info": hex(chunk_info(unit(), 70_000, Compartment::General, 0)),
        "sealed chunk": hex(sealed_chunk()),
        "chunk hash": chunk_hash(&sealed_chunk()).to_string(),
        "manifest": hex(manifest().to_bytes()),
        "signed manifest": message(&snapshot),
        "snapshot": snapshot.id().to_string(),
        "signed attestation": message(&said),
        "snapshots": message(Snapshots { snapshots: vec![snapshot], attestations: vec![said] }),
        "stick magic": hex(STICK_MAGIC),
        "stick, each item once": items,
        "request message": hex(request_message(asks, MORNING, "GET", TARGET, b"body")),
        "credential": credential().to_string(),
    });
    compare("wire.json", WIRE, &now);
}

#[test]
fn stored_messages_are_read_from_their_bytes_alone() {
    let stored: Value = serde_json::from_str(WIRE).unwrap();
    let text = |name: &str| stored[name].as_str().unwrap().to_owned();
    let bytes = |name: &str| HEXLOWER.decode(text(name).as_bytes()).unwrap();
    let (device, server) = (device().public(), server().public());

    let signed: SignedHead = read(&bytes("signed head")).unwrap();
    assert_eq!(signed.verify(&server.verify), Some(head()));
    let kept: Batch = read(&bytes("batch")).unwrap();
    assert_eq!((kept.first(), kept.entries.len()), (Some(42), 2));
    let mut tip = place().tip;
    for entry in &kept.entries {
        tip.follow(unit(), kept.device, &entry.header, Some(&entry.payload), |_| Some(2)).unwrap();
    }
    assert_eq!(tip.check_seal(unit(), kept.device, &device.verify, &kept.seal), Ok(()));
    let page: LogPage = read(&bytes("page of the log")).unwrap();
    assert_eq!(page.read().unwrap(), [kept]);
    assert_eq!(read(&bytes("refusal")), Some(refusal()));

    let snapshots: Snapshots = read(&bytes("snapshots")).unwrap();
    let (snapshot, said) = (&snapshots.snapshots[0], &snapshots.attestations[0]);
    assert_eq!(snapshot.verify(&device.verify), Some(manifest()));
    assert_eq!(snapshot.id().to_string(), text("snapshot"));
    let said = said.verify(&server.verify).unwrap();
    assert!(said.attests() == Some(snapshot.id()) && !said.contradicts(&manifest()));
    let sealed = bytes("sealed chunk");
    assert_eq!(manifest().parts[0].chunks[0].hash, chunk_hash(&sealed));
    let opened = epoch().open_snapshot(&bytes("chunk info"), &sealed).unwrap();
    assert_eq!(opened.as_slice(), PACKED);

    for (kept, (name, item)) in stored["stick, each item once"].as_array().unwrap().iter().zip(items()) {
        assert_eq!(kept["item"], name);
        let bytes = HEXLOWER.decode(kept["bytes"].as_str().unwrap().as_bytes()).unwrap();
        assert_eq!(next_item(&bytes), Ok(Some((item, bytes.len()))));
    }

    let credential: Credential = text("credential").parse().unwrap();
    assert_eq!((credential.device, credential.at), (device.id(), MORNING));
    let asked = bytes("request message");
    assert_eq!(asked, request_message(credential.device, credential.at, "GET", TARGET, b"body"));
    assert_eq!(device.verify.verify(Purpose::Request, &asked, &credential.signature), Ok(()));
}
