//! A case that goes to another prison, and a backup: what stands in files and parcels that somebody else made.

#[path = "../../../crates/app/src/transfer/form.rs"]
mod form;
#[path = "../../../crates/app/src/backup/manifest.rs"]
mod manifest;

use casework::CaseEvent;
use casework::event::{CaseReceived, CaseSent, TransferId};
use casework::transfer::{EventElsewhere, PersonElsewhere};
use crypto::{AgreementKey, Hash, Purpose};
use form::{Bundle, Piece, Sealed, Signed, VERSION};
use jiff::Timestamp;
use jiff::civil::date;
use ledger::{Compartment, DeviceIndex, Position, Role, Roles, UnitId, VersionVector};
use manifest::Manifest;
use throughcare_fuzz::{Founded, person};
use uuid::Uuid;

use crate::{MORNING, cbor, events, seed};

pub fn seeds() -> std::io::Result<()> {
    let founded = Founded::new();
    let from = founded.membership.unit();
    let (id, to) = (TransferId(Uuid::from_bytes([8; 16])), UnitId(Hash::from_bytes([9; 32])));
    let bundle = Bundle {
        version: VERSION,
        id,
        from,
        prison: "LEI".to_owned(),
        to,
        number: "A1234BC".to_owned(),
        name: "Kieran Ashdown".to_owned(),
        why: "Nearer to his mother".to_owned(),
        sent_by: person(1),
        sent: MORNING,
        control: vec![founded.founding.clone()],
        people: vec![PersonElsewhere { person: person(1), name: "Ada Pike".to_owned() }],
        events: happened(from),
        later: false,
    };
    let body = cbor(&bundle);
    let signature = founded.ada.sign(Purpose::Transfer, &body);
    let whole = cbor(Signed { body: body.clone().into(), device: founded.ada.public().id(), signature });
    let hash = Hash::from_bytes([8; 32]);
    let piece = cbor(Piece { id, number: 0, of: 1, whole: hash, bytes: whole.clone().into() });
    let sealed = cbor(Sealed { key: vec![3; 80].into(), body: piece.clone().into() });
    for (which, name, bytes) in [(0, "sealed", sealed), (1, "piece", piece), (2, "signed", whole), (3, "bundle", body)]
    {
        seed("bundle", name, [vec![which], bytes].concat())?;
    }
    in_the_record(&bundle)?;

    let manifest = Manifest {
        card: r#"{"prison":"LEI","staff":"Ada Pike"}"#.to_owned(),
        keys: vec![4; 200].into(),
        recovery: vec![5; 80].into(),
        unit: from,
        length: 4,
    };
    seed("backup_manifest", "backup", [manifest.at_the_head(), vec![0; 4]].concat())
}

/// The events as they stood at the unit that sends them.
fn happened(unit: UnitId) -> Vec<(Compartment, EventElsewhere)> {
    let elsewhere = |(seq, event): (u64, CaseEvent)| EventElsewhere {
        unit: unit.0,
        entry: Hash::from_bytes([7; 32]),
        at: Position { lamport: seq, device: DeviceIndex(0), seq, event: 0 },
        author: person(1),
        roles: Roles::NONE.with(Role::Administrator),
        occurred: MORNING,
        recorded: MORNING,
        base: VersionVector::from_iter([(DeviceIndex(0), seq - 1)]),
        kind: event.kind(),
        schema: CaseEvent::SCHEMA,
        body: event.encode_body().into(),
    };
    let compartment = |seq: u64| if seq % 4 == 3 { Compartment::Restricted } else { Compartment::General };
    (1..).zip(events()).map(|(seq, event)| (compartment(seq), elsewhere((seq, event)))).collect()
}

/// What the two units write of it.
fn in_the_record(bundle: &Bundle) -> std::io::Result<()> {
    let sent = CaseSent {
        id: bundle.id,
        unit: bundle.to.0,
        prison: "MDI".to_owned(),
        why: bundle.why.clone(),
        entries: 8,
        readable_until: date(2027, 11, 20),
        inbox: AgreementKey::from_bytes([0x1b; 32]),
    };
    let received = CaseReceived {
        id: bundle.id,
        unit: bundle.from.0,
        prison: bundle.prison.clone(),
        sent_by: bundle.sent_by,
        sent: Timestamp::from_millisecond(bundle.sent).expect("a time"),
        why: bundle.why.clone(),
        bundle: Hash::from_bytes([8; 32]),
        people: bundle.people.clone(),
        events: bundle.events.iter().map(|(_, event)| event.clone()).collect(),
    };
    for event in [CaseEvent::CaseSent(sent), CaseEvent::CaseReceived(received)] {
        let kind = u8::try_from(event.kind()).expect("a small number");
        seed("case_event", event.name(), [vec![kind], event.encode_body()].concat())?;
    }
    Ok(())
}
