//! The bodies of events, and cases to which they are applied by somebody who may do everything.
#![no_main]

use casework::apply::apply_to_unit;
use casework::{Case, CaseEvent, Stamp};
use jiff::Timestamp;
use ledger::{Compartment, Content, DeviceIndex, Position, Role, Roles};
use libfuzzer_sys::fuzz_target;
use throughcare_fuzz::person;

fn read(kind: u16, schema: u8, body: &[u8]) -> Option<CaseEvent> {
    let event = CaseEvent::decode(kind, schema, body).ok()?;
    let again = CaseEvent::decode(event.kind(), CaseEvent::SCHEMA, &event.encode_body());
    assert_eq!(again.as_ref(), Ok(&event), "it was written as something else");
    Some(event)
}

fuzz_target!(|bytes: &[u8]| {
    // A kind and a body.
    if let [kind, body @ ..] = bytes {
        let _ = read(u16::from(*kind), CaseEvent::SCHEMA, body);
    }
    // A whole entry.
    let Some(content) = Content::from_bytes(bytes) else { return };
    let mut case = Case::default();
    for (at, event) in content.events.into_iter().enumerate() {
        let Some(read) = read(event.kind, event.schema, &event.body) else { continue };
        let at = at as u64;
        let time = |ms| Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
        let stamp = Stamp {
            position: Position { lamport: 1 + at, device: DeviceIndex((at % 3) as u32), seq: 1 + at / 3, event: 0 },
            author: person(1),
            roles: Roles::NONE.with(Role::Administrator),
            refused: None,
            compartment: if at % 4 == 3 { Compartment::Restricted } else { Compartment::General },
            occurred: time(event.occurred),
            recorded: time(content.recorded),
            base: event.base,
        };
        let mut effects = Vec::new();
        apply_to_unit(&stamp, read.clone(), &mut effects);
        assert_eq!(effects.len(), 1);
        case.apply(&stamp, read, &mut effects);
    }
    let kept = minicbor::to_vec(&case).expect("memory takes it");
    let mut reread: Case = minicbor::decode(&kept).expect("a case comes back from its bytes");
    reread.known_notes.clone_from(&case.known_notes);
    assert_eq!(reread, case);
});
