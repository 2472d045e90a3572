//! What a device and the server say to each other, what a device packs for another, and what it keeps of a server that lied.

use crypto::{DeviceKeys, Hash, Purpose};
use ledger::ring::KeyRing;
use ledger::sealing::{self, Place, Whose};
use ledger::wire::{
    Arrivals, Batch, BatchEntry, Chunk, ControlPage, Credential, DeviceEnd, Evidence, Exhibit, Filed, Fork, Forks,
    Have, Head, Item, LogPage, Manifest, Meta, PackedBatch, PackedEntry, Parcel, ParcelNotice, Parcels, Part, Push,
    Refusal, RefusalCode, Registration, Restorations, Restored, SignedHead, SignedManifest, SignedRestored, Units,
};
use ledger::{Class, Compartment, DeviceIndex};
use throughcare_fuzz::{Founded, rng};

use crate::{MORNING, cbor, content, seed};

/// What goes over the wire, each with the number of its kind in front where a target has several.
pub fn seeds() -> std::io::Result<()> {
    let founded = Founded::new();
    let unit = founded.membership.unit();
    let device = founded.ada.public().id();
    let hash = Hash::from_bytes([8; 32]);
    let signature = founded.ada.sign(Purpose::Request, b"");
    let body = Head { unit, cursor: 1, log: hash, control: founded.membership.head(), at: MORNING }.to_bytes();
    let head = SignedHead { body: body.into(), signature };

    let ring = KeyRing::of_device(&founded.membership, &founded.ada).expect("they open");
    let key = ring.current(&founded.membership, Compartment::General).expect("there is one");
    let tip = founded.membership.device_by_id(&device).expect("it is in the unit").start();
    let place = Place { unit, device, tip, control: founded.membership.head(), lamport: 1 };
    let entry = sealing::seal_entry(&mut rng(5), &place, key, Class::Normal, &content()).expect("it can be sealed");
    let fork = Fork {
        device,
        seq: 1,
        standing: entry.header_bytes.clone().into(),
        sent: entry.header_bytes.clone().into(),
        at: MORNING,
    };
    seed("wire_messages", "forks", [vec![12], cbor(Forks { forks: vec![fork] })].concat())?;
    let entries = vec![BatchEntry { header: entry.header_bytes.into(), payload: entry.payload.into() }];
    let batch = Batch { device, entries, seal: sealing::sign_seal(&founded.ada, unit, device, 1, entry.hash) };
    seed("wire_push", "push", cbor(Push { control: founded.membership.head(), batches: vec![batch.clone()] }))?;
    let batches = vec![cbor(&batch).into()];
    seed("wire_push", "page", cbor(LogPage { after: 0, batches, head: head.clone() }))?;

    let kind = |number: u8, message: Vec<u8>| [vec![number], message].concat();
    let refusal = Refusal {
        code: RefusalCode::Gap,
        words: "Send from there on.".to_owned(),
        tip: Some((3, hash)),
        fork: Some((vec![1].into(), vec![2].into())),
        control: Some(hash),
        at: MORNING,
        versions: (1, 1),
    };
    seed("wire_messages", "refusal", kind(0, cbor(refusal)))?;
    let meta = Meta { versions: (1, 1), key: founded.ada.public().verify, at: MORNING, most_bytes: 4 << 20 };
    seed("wire_messages", "meta", kind(1, cbor(meta)))?;
    seed("wire_messages", "units", kind(2, cbor(Units { units: vec![unit] })))?;
    seed("wire_messages", "filed", kind(3, cbor(Filed { place: 1, head: head.clone() })))?;
    let parcel = Parcel { from: unit, sealed: vec![3; 40].into(), at: MORNING, lot: hash };
    let notice = ParcelNotice { id: parcel.id(), from: unit, bytes: 40, at: MORNING, lot: hash, claimed: Some(hash) };
    seed("wire_messages", "parcels", kind(4, cbor(Parcels { parcels: vec![notice] })))?;
    seed("wire_messages", "parcel", kind(6, cbor(parcel)))?;
    let whose = Whose { name: "Ben Okafor".to_owned(), computer: "OMU laptop 3".to_owned() };
    let ben = DeviceKeys::make(&mut rng(6));
    let arrival = sealing::arrive(&mut rng(7), &founded.membership, &ben, &whose).expect("Ada can be written to");
    seed("wire_messages", "arrivals", kind(5, cbor(Arrivals { arrivals: vec![arrival.clone()] })))?;
    seed("wire_messages", "arrival", kind(11, cbor(arrival)))?;
    let control = vec![founded.founding.clone()];
    let registration = Registration { token: "AAAA-BBBB".to_owned(), control: control.clone() };
    seed("wire_messages", "registration", kind(7, cbor(registration)))?;
    seed("wire_messages", "control", kind(8, cbor(ControlPage { from: 0, entries: control, head: head.clone() })))?;
    seed("wire_messages", "head", kind(9, cbor(&head)))?;
    let body = Restored { unit, cursor: 1, log: hash, control: founded.membership.head(), at: MORNING }.to_bytes();
    let restored = SignedRestored { body: body.into(), signature };
    seed("wire_messages", "restorations", kind(10, cbor(Restorations { restorations: vec![restored] })))?;

    let manifest = Manifest {
        version: 1,
        unit,
        cursor: 1,
        log: hash,
        control: founded.membership.head(),
        frontier: vec![DeviceEnd { device, seq: 1, hash: entry.hash }],
        schema: 5,
        parts: vec![Part {
            compartment: Compartment::General,
            kid: key.0,
            state: hash,
            chunks: vec![Chunk { hash, bytes: 1000 }],
        }],
        about: None,
        author: device,
        at: MORNING,
    };
    let items = [
        Item::Unit(unit),
        Item::Have(Have { control: 1, logs: manifest.frontier.clone() }),
        Item::Control(founded.founding.clone()),
        Item::Head(head.clone()),
        Item::Batch(batch.clone()),
        Item::End(6),
    ];
    seed("wire_stick", "stick", items.iter().flat_map(cbor).collect::<Vec<u8>>())?;
    seed("wire_snapshot", "manifest", cbor(SignedManifest { body: manifest.to_bytes().into(), signature }))?;
    let said = manifest.attestation(hash, device, &[(Compartment::General, hash)], MORNING);
    seed("wire_snapshot", "attestation", cbor(SignedManifest { body: said.to_bytes().into(), signature }))?;
    let packed = PackedBatch {
        device: DeviceIndex(0),
        seal: signature,
        entries: vec![
            PackedEntry::Apart {
                control: 0,
                epoch: 0,
                class: Class::Normal,
                lamport: 1,
                nonce: [5; 24],
                content: content().to_bytes().into(),
            },
            PackedEntry::Whole { header: vec![1; 40].into(), payload: vec![2; 40].into() },
        ],
    };
    seed("wire_packed", "two", [cbor(&packed), cbor(&packed)].concat())?;
    let exhibits = vec![Exhibit { name: "head".to_owned(), bytes: cbor(&head).into() }];
    let (what, words) = ("went-back".to_owned(), "the server went back in time".to_owned());
    let evidence = Evidence { unit, server: founded.ada.public().verify, what, words, at: MORNING, exhibits };
    seed("evidence", "went-back", evidence.to_file())?;
    seed("wire_credential", "credential", Credential { device, at: MORNING, signature }.to_string())
}
