//! What comes from another prison with a case: the first byte says which form, the rest is its bytes. What can be read of it goes into a case, as
//! a unit takes it whose people may do everything.
#![no_main]

#[path = "../../crates/app/src/transfer/form.rs"]
mod form;

use casework::transfer::{CaseReceived, EventElsewhere};
use casework::{Case, CaseEvent, Stamp};
use crypto::{Context, Purpose, derive_hash};
use form::{Bundle, Piece, Sealed, Signed, VERSION};
use jiff::Timestamp;
use ledger::{Compartment, DeviceIndex, Membership, Position, Role, Roles, VersionVector};
use libfuzzer_sys::fuzz_target;
use throughcare_fuzz::{message, person};

fn look(body: &[u8]) {
    let Some(bundle) = message::<Bundle>(body).filter(|bundle| bundle.version <= VERSION) else { return };
    if let Ok(membership) = Membership::of(&bundle.control) {
        for (_, event) in &bundle.events {
            let _ = membership.device(event.at.device);
            let _ = membership.member(event.author).is_some_and(|member| member.held(event.roles));
        }
    }
    let mut case = Case::default();
    for (seq, compartment) in (1..).zip(Compartment::ALL) {
        take(&mut case, seq, compartment, &bundle, body);
    }
    let kept = minicbor::to_vec(&case).expect("memory takes it");
    let mut reread: Case = minicbor::decode(&kept).expect("a case comes back from its bytes");
    reread.known_notes.clone_from(&case.known_notes);
    assert_eq!(reread, case);
}

/// Takes what is in one compartment.
fn take(case: &mut Case, seq: u64, compartment: Compartment, bundle: &Bundle, body: &[u8]) {
    let events: Vec<EventElsewhere> =
        bundle.events.iter().filter(|(of, _)| *of == compartment).map(|(_, event)| event.clone()).collect();
    let received = CaseEvent::CaseReceived(CaseReceived {
        id: bundle.id,
        unit: bundle.from.0,
        prison: bundle.prison.clone(),
        sent_by: bundle.sent_by,
        sent: Timestamp::from_millisecond(bundle.sent).unwrap_or(Timestamp::UNIX_EPOCH),
        why: bundle.why.clone(),
        bundle: derive_hash(Context::Transfer, &[body]),
        people: bundle.people.clone(),
        events,
    });
    // As the ledger stores it and every other device reads it.
    let received = CaseEvent::decode(received.kind(), CaseEvent::SCHEMA, &received.encode_body())
        .expect("what was taken is read on another device");
    let stamp = Stamp {
        position: Position { lamport: seq, device: DeviceIndex(0), seq, event: 0 },
        author: person(1),
        roles: Roles::NONE.with(Role::Administrator),
        refused: None,
        compartment,
        occurred: Timestamp::UNIX_EPOCH,
        recorded: Timestamp::UNIX_EPOCH,
        base: VersionVector::new(),
    };
    case.apply(&stamp, received, &mut Vec::new());
}

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    match which % 4 {
        0 => drop(message::<Sealed>(bytes)),
        1 => drop(message::<Piece>(bytes)),
        2 => {
            let Some(signed) = message::<Signed>(bytes) else { return };
            let key = crypto::VerifyKey::from_bytes(*signed.device.as_bytes());
            let _ = key.verify(Purpose::Transfer, &signed.body, &signed.signature);
            look(&signed.body);
        }
        _ => look(bytes),
    }
});
