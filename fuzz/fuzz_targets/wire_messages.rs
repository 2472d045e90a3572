//! Everything else that a device and the server say to each other: the first byte says which, the rest is the message.
#![no_main]

use crypto::VerifyKey;
use ledger::Header;
use ledger::control::Application;
use ledger::wire::{
    Arrival, Arrivals, ControlPage, Filed, Forks, Meta, Parcel, Parcels, Refusal, Registration, Restorations,
    SignedHead, Units,
};
use libfuzzer_sys::fuzz_target;
use throughcare_fuzz::message;

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let key = VerifyKey::from_bytes([1; 32]);
    match which % 13 {
        0 => drop(message::<Refusal>(bytes)),
        1 => drop(message::<Meta>(bytes)),
        2 => drop(message::<Units>(bytes)),
        3 => drop(message::<Filed>(bytes)),
        4 => drop(message::<Parcels>(bytes)),
        5 => drop(message::<Arrivals>(bytes)),
        6 => {
            let _ = message::<Parcel>(bytes).map(|parcel| parcel.id());
        }
        7 => {
            let registration = message::<Registration>(bytes);
            drop(registration.map(|registration| ledger::Membership::of(&registration.control)));
        }
        8 => {
            let page = message::<ControlPage>(bytes);
            page.into_iter().flat_map(|page| page.entries).for_each(|entry| drop(entry.entry()));
        }
        9 => {
            if let Some(head) = message::<SignedHead>(bytes) {
                assert_eq!(head.verify(&key), None, "nobody has this key");
                if let Some(inside) = head.head() {
                    assert_eq!(inside.to_bytes(), *head.body);
                }
            }
        }
        10 => {
            for restored in message::<Restorations>(bytes).into_iter().flat_map(|message| message.restorations) {
                assert_eq!(restored.verify(&key), None, "nobody has this key");
            }
        }
        12 => {
            for fork in message::<Forks>(bytes).into_iter().flat_map(|message| message.forks) {
                for bytes in [&fork.standing, &fork.sent] {
                    if let Some(header) = Header::from_bytes(bytes) {
                        assert_eq!(header.to_bytes(), bytes.as_slice());
                    }
                }
            }
        }
        _ => {
            if let Some(application) =
                message::<Arrival>(bytes).and_then(|arrival| Application::from_bytes(&arrival.application))
            {
                let _ = application.verify(ledger::UnitId(application.public.id()));
            }
        }
    }
});
