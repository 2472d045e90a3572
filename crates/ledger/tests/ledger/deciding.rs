//! What administrators decide for everybody: where the server is, which version is still taken, which branch of a forked log counts.

use crypto::{DeviceKeys, Hash};
use ledger::control::{ControlError, Server};
use ledger::header::VERSION;
use ledger::wire::{Head, SignedHead};
use ledger::{Act, ChainError, Compartment, DeviceIndex, Mark, Membership, Role, UnitId};

use crate::office::{BEN, Desk, FIRST, Office, SECOND, content, rng, signed_by_server};

/// Every decision there is, with nothing wrong about it.
fn decisions() -> [Act; 3] {
    [Act::Server(server("https://omu.example")), Act::Require { version: 1 }, resolve(SECOND, 3, 0x33)]
}

fn server(url: &str) -> Server {
    Server { key: DeviceKeys::make(&mut rng(7)).public().verify, url: url.to_owned() }
}

fn resolve(device: DeviceIndex, seq: u64, hash: u8) -> Act {
    Act::Resolve { device, counts: Mark { seq, hash: Hash::from_bytes([hash; 32]) } }
}

#[test]
fn only_administrators_and_the_recovery_key_decide() {
    for act in decisions() {
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Administrator) {
            let (mut office, ben) = Office::with_ben(&[role]);
            let signed = office.signed_by(&ben, act.clone());
            assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority, "{role:?}");
        }
        let (mut office, _) = Office::with_ben(&[Role::Pom]);
        let signed = office.signed_by_recovery(act.clone());
        office.offer(signed).unwrap();
        let (mut office, _) = Office::with_ben(&[Role::Pom]);
        office.act(act);
    }
}

mod server {
    use super::*;

    #[test]
    fn is_where_the_last_entry_says() {
        let mut office = Office::founded();
        assert_eq!(office.membership.server(), None);
        office.act(Act::Server(server("https://omu.example")));
        assert_eq!(office.membership.server(), Some(&server("https://omu.example")));
        let next = Server { key: office.ada.public().verify, ..server("http://127.0.0.1:8080/one") };
        office.act(Act::Server(next.clone()));
        assert_eq!(office.membership.server(), Some(&next));
        assert_eq!(Membership::of(&office.log).as_ref(), Ok(&office.membership));
    }

    #[test]
    fn has_an_address() {
        let mut office = Office::founded();
        for url in ["", "omu.example", "ftp://omu.example", "file:///etc", "https://omu example", "https://omu\u{e9}.x"]
        {
            assert_eq!(office.refuses(Act::Server(server(url))), ControlError::NoAddress, "{url}");
        }
        let long = format!("https://{}.example", "a".repeat(500));
        assert_eq!(office.refuses(Act::Server(server(&long))), ControlError::TooLarge);
    }

    #[test]
    fn is_not_moved_to_where_it_is() {
        let mut office = Office::founded();
        office.act(Act::Server(server("https://omu.example")));
        assert_eq!(office.refuses(Act::Server(server("https://omu.example"))), ControlError::NothingToDecide);
    }
}

mod belief {
    use super::*;

    /// A unit with a server.
    fn connected() -> Office {
        let mut office = Office::founded();
        office.act(Act::Server(server("https://omu.example")));
        office
    }

    #[test]
    fn is_in_a_statement_of_the_units_server() {
        let mut office = Office::founded();
        let early = office.statement(5, 0x55, 100);
        let act = office.belief(early);
        assert_eq!(office.refuses(act), ControlError::NothingToDecide, "there is no server");

        let mut office = connected();
        let good = office.statement(5, 0x55, 100);
        let altered = SignedHead { body: office.statement(6, 0x55, 100).body, ..good.clone() };
        let foreign = Head { unit: UnitId(Hash::from_bytes([9; 32])), ..good.head().unwrap() };
        for wrong in [altered, signed_by_server(&foreign)] {
            let act = office.belief(wrong);
            assert_eq!(office.refuses(act), ControlError::NoStatement);
        }
        office.believe(good);
        assert_eq!(Membership::of(&office.log).as_ref(), Ok(&office.membership));
    }

    #[test]
    fn goes_forward() {
        let mut office = connected();
        let (first, same, before, after) = (
            office.statement(5, 0x55, 100),
            office.statement(6, 0x66, 100),
            office.statement(7, 0x77, 99),
            office.statement(3, 0x33, 101),
        );
        office.believe(first);
        for stale in [same, before] {
            let act = office.belief(stale);
            assert_eq!(office.refuses(act), ControlError::NothingToDecide);
        }
        office.believe(after);
    }

    #[test]
    fn in_one_server_says_nothing_of_the_next() {
        let mut office = connected();
        let head = office.statement(5, 0x55, 100);
        office.believe(head.clone());
        // The same server at another address: what was believed stays.
        office.act(Act::Server(server("https://moved.example")));
        let act = office.belief(head.clone());
        assert_eq!(office.refuses(act), ControlError::NothingToDecide);
        let next = Server { key: office.ada.public().verify, ..server("https://next.example") };
        office.act(Act::Server(next));
        let act = office.belief(head);
        assert_eq!(office.refuses(act), ControlError::NoStatement);
    }

    #[test]
    fn is_an_administrators() {
        let (mut office, ben) = Office::with_ben(&[Role::Pom]);
        office.act(Act::Server(server("https://omu.example")));
        let head = office.statement(5, 0x55, 100);
        let act = office.belief(head);
        let by_ben = office.signed_by(&ben, act.clone());
        assert_eq!(office.refuses_signed(by_ben), ControlError::NoAuthority);
        let signed = office.signed_by_recovery(act);
        office.offer(signed).unwrap();
    }
}

mod version {
    use super::*;

    #[test]
    fn only_grows() {
        let mut office = Office::founded();
        assert_eq!(office.membership.required(), 0);
        assert_eq!(office.refuses(Act::Require { version: 0 }), ControlError::NothingToDecide);
        office.act(Act::Require { version: VERSION });
        assert_eq!(office.membership.required(), VERSION);
        for version in 0..=VERSION {
            assert_eq!(office.refuses(Act::Require { version }), ControlError::NothingToDecide);
        }
    }

    #[test]
    fn of_before_is_not_taken_after() {
        let (mut office, keys) = Office::with_ben(&[Role::Keyworker]);
        let mut desk = Desk::new(&office, keys);
        let mut tip = desk.tip;
        let unknowing = desk.write(&office, "Written before it was demanded");
        office.act(Act::Require { version: VERSION + 1 });

        let newest = office.membership.next_index() - 1;
        assert_eq!(office.membership.newest_for(VERSION), newest - 1);
        assert_eq!(office.membership.newest_for(VERSION + 1), newest);
        // This software is an old one now. What it wrote under the old head still follows; what names the new one does not.
        let device = office.membership.device(SECOND).unwrap().clone();
        let follow = |tip: &mut ledger::Tip, entry: &ledger::sealing::SealedEntry| {
            office.membership.follow(tip, &device, &entry.header_bytes, Some(&entry.payload)).map(drop)
        };
        assert_eq!(follow(&mut tip, &unknowing), Ok(()));
        let after = tip;
        let late = desk.seal(&office, Compartment::General, &content(BEN, "Written after"));
        assert_eq!(follow(&mut tip, &late), Err(ChainError::OlderVersion));
        assert_eq!(tip, after, "a refused entry leaves the tip where it was");
        let hiring = office.hiring(crate::office::CARYS, "Carys Vaughan", &[Role::Pom]);
        assert_eq!(office.refuses(hiring), ControlError::OlderVersion);
    }
}

mod branch {
    use super::*;

    /// Ben's device has written two entries under number 2.
    fn forked() -> (Office, [ledger::sealing::SealedEntry; 3]) {
        let (office, keys) = Office::with_ben(&[Role::Keyworker]);
        let mut desk = Desk::new(&office, keys);
        let first = desk.write(&office, "Seen on the wing");
        let one = desk.seal(&office, Compartment::General, &content(BEN, "One story"));
        let other = desk.seal(&office, Compartment::General, &content(BEN, "Another story"));
        assert_ne!(one.hash, other.hash);
        (office, [first, one, other])
    }

    fn follows(office: &Office, entries: &[&ledger::sealing::SealedEntry]) -> Result<(), ChainError> {
        let device = office.membership.device(SECOND).unwrap();
        let mut tip = device.start();
        for entry in entries {
            office.membership.follow(&mut tip, device, &entry.header_bytes, Some(&entry.payload))?;
        }
        Ok(())
    }

    fn verdict(entry: &ledger::sealing::SealedEntry) -> Act {
        Act::Resolve { device: SECOND, counts: Mark { seq: entry.header.seq, hash: entry.hash } }
    }

    #[test]
    fn that_counts_is_the_one_decided_on() {
        let (mut office, [first, one, other]) = forked();
        for branch in [&one, &other] {
            assert_eq!(follows(&office, &[&first, branch]), Ok(()), "without a verdict each looks sound");
        }
        office.act(verdict(&other));
        assert_eq!(follows(&office, &[&first, &other]), Ok(()));
        assert_eq!(follows(&office, &[&first, &one]), Err(ChainError::NotTheOneSeen));
        assert_eq!(follows(&office, &[&first]), Ok(()), "what came before the fork is not in doubt");
        let last = office.membership.device(SECOND).unwrap().last_mark();
        assert_eq!(last, Some(Mark { seq: 2, hash: other.hash }));
    }

    #[test]
    fn is_decided_once() {
        let (mut office, [_, one, other]) = forked();
        office.act(verdict(&one));
        assert_eq!(office.refuses(verdict(&one)), ControlError::NothingToDecide);
        assert_eq!(office.refuses(verdict(&other)), ControlError::NothingToDecide);
        office.act(resolve(SECOND, 9, 0x99));
    }

    #[test]
    fn is_of_an_entry_that_can_be() {
        let (mut office, _) = Office::with_ben(&[Role::Pom]);
        assert_eq!(office.refuses(resolve(SECOND, 0, 0x33)), ControlError::NothingToDecide);
        assert_eq!(office.refuses(resolve(DeviceIndex(9), 1, 0x33)), ControlError::UnknownDevice);
        office.remove(SECOND, 12);
        assert_eq!(
            office.refuses(resolve(SECOND, 13, 0x33)),
            ControlError::NothingToDecide,
            "it does not count anyway"
        );
        office.act(resolve(SECOND, 12, 0x33));
        office.act(resolve(FIRST, 1, 0x33));
    }

    #[test]
    fn and_a_removal_do_not_contradict_each_other() {
        let (mut office, [_, one, other]) = forked();
        office.act(verdict(&one));
        let rotations = office.rotations(&Compartment::ALL, &[SECOND]);
        let reason = office.reason("Two histories", &rotations);
        let removal = |last| Act::RemoveDevice {
            device: SECOND,
            cutoff: 2,
            reason: reason.clone(),
            rotations: rotations.clone(),
            last: Some(last),
        };
        assert_eq!(office.refuses(removal(other.hash)), ControlError::Contradiction);
        office.act(removal(one.hash));
    }
}
