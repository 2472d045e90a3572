//! A device at the door of a unit: what it tells the administrators, and that nobody on the way can tell them something else.

use crypto::{DeviceKeys, Hash};
use ledger::control::Application;
use ledger::sealing::{self, Whose};
use ledger::wire::{self, Arrival};
use ledger::{Role, UnitId};

use crate::office::{BEN, CARYS, Office, rng};

fn whose() -> Whose {
    Whose { name: "Dilys Nowak".to_owned(), computer: "The laptop by the window".to_owned() }
}

fn arrives(office: &Office, keys: &DeviceKeys) -> Arrival {
    sealing::arrive(&mut rng(21), &office.membership, keys, &whose()).unwrap()
}

#[test]
fn every_administrator_reads_whose_it_is_and_nobody_else_does() {
    let (mut office, ben) = Office::with_ben(&[Role::Administrator]);
    office.hire(CARYS, "Carys Vaughan", &[Role::Pom]);
    let carys = office.equip(CARYS);
    let keys = DeviceKeys::make(&mut rng(22));
    let arrival = arrives(&office, &keys);
    assert_eq!(arrival.whose.len(), 2, "Ada's and Ben's");
    let unit = office.membership.unit();
    for administrator in [&office.ada, &ben] {
        let applying = sealing::read_arrival(unit, administrator, &arrival).unwrap();
        assert_eq!(applying.whose, Some(whose()));
        assert_eq!(applying.application, sealing::apply_for(unit, &keys));
    }
    let applying = sealing::read_arrival(unit, &carys, &arrival).unwrap();
    assert_eq!(applying.whose, None);

    let bytes = wire::write(&arrival);
    for words in ["Dilys", "Nowak", "laptop", "window"] {
        assert!(!bytes.windows(words.len()).any(|window| window == words.as_bytes()), "{words} is in the clear");
    }
    assert_eq!(wire::read::<Arrival>(&bytes), Some(arrival));
}

#[test]
fn a_removed_administrator_is_told_nothing() {
    let (mut office, _) = Office::with_ben(&[Role::Administrator]);
    office.remove(crate::office::SECOND, 0);
    let arrival = arrives(&office, &DeviceKeys::make(&mut rng(22)));
    let to: Vec<Hash> = arrival.whose.iter().map(|letter| letter.device).collect();
    assert_eq!(to, [office.ada.public().id()]);
}

#[test]
fn an_application_is_of_the_keys_that_it_names_and_for_this_unit() {
    let office = Office::founded();
    let unit = office.membership.unit();
    let (keys, other) = (DeviceKeys::make(&mut rng(22)), DeviceKeys::make(&mut rng(23)));
    let honest = arrives(&office, &keys);
    let read = |application: Vec<u8>| {
        let arrival = Arrival { application: application.into(), ..honest.clone() };
        sealing::read_arrival(unit, &office.ada, &arrival)
    };
    assert!(read(honest.application.to_vec()).is_some());
    let application = sealing::apply_for(unit, &keys);
    let foreign = UnitId(Hash::from_bytes([7; 32]));
    let wrong = [
        Application { public: other.public(), ..application.clone() },
        Application { proof: sealing::apply_for(unit, &other).proof, ..application.clone() },
        sealing::apply_for(foreign, &keys),
        sealing::apply_to_replace(unit, office.ada.public().id(), &keys),
    ];
    for application in wrong {
        assert_eq!(read(application.to_bytes()), None);
    }
    let mut longer = application.to_bytes();
    longer.push(0);
    assert_eq!(read(longer), None);
}

#[test]
fn nobody_on_the_way_says_that_it_is_somebody_elses() {
    let office = Office::founded();
    let unit = office.membership.unit();
    let (keys, server) = (DeviceKeys::make(&mut rng(22)), DeviceKeys::make(&mut rng(23)));
    let honest = arrives(&office, &keys);
    let read = |arrival: &Arrival| sealing::read_arrival(unit, &office.ada, arrival).unwrap().whose;
    assert_eq!(read(&honest), Some(whose()));

    // A letter about another device, and one that is altered or missing.
    let of_another = Arrival { whose: arrives(&office, &server).whose, ..honest.clone() };
    assert_eq!(read(&of_another), None);
    let mut altered = honest.clone();
    let mut letter = altered.whose[0].sealed.to_vec();
    letter[70] ^= 1;
    altered.whose[0].sealed = letter.into();
    assert_eq!(read(&altered), None);
    assert_eq!(read(&Arrival { whose: Vec::new(), ..honest.clone() }), None);

    // A letter that is properly sealed to Ada, about this device, but that this device never signed.
    let device = keys.public().id();
    let ada = office.ada.public();
    let info = minicbor::to_vec((unit, device, ada.id())).unwrap();
    let signature = server.sign(crypto::Purpose::Arrival, &minicbor::to_vec((unit, device, whose())).unwrap());
    let letter = minicbor::to_vec((whose(), signature)).unwrap();
    let sealed = ada.agreement.seal_letter(&mut rng(24), &info, &letter).unwrap();
    assert!(office.ada.open_letter(&sealed, &info).is_ok());
    let mut forged = honest;
    forged.whose[0].sealed = sealed.into();
    assert_eq!(read(&forged), None);
}

#[test]
fn whose_it_is_the_administrator_decides() {
    // The device says that it is Dilys'; Ada, who has compared the code, knows that Ben holds it.
    let mut office = Office::founded();
    office.hire(BEN, "Ben Okafor", &[Role::Keyworker]);
    let keys = DeviceKeys::make(&mut rng(22));
    let arrival = arrives(&office, &keys);
    let applying = sealing::read_arrival(office.membership.unit(), &office.ada, &arrival).unwrap();
    let ring = office.ring();
    let admission =
        sealing::admission(&mut office.rng, &office.membership, &ring, BEN, applying.application, None).unwrap();
    office.act(ledger::Act::AddDevice(admission));
    let device = office.membership.device_by_id(&keys.public().id()).unwrap();
    assert_eq!(device.principal, BEN);
}
