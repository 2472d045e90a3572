//! What an administrator keeps from a computer though its owner's roles read it: by keys, and said plainly where it is missing.

use std::sync::Arc;

use api::{Code, Held, Right};
use app::Session;
use app::device::Owner;
use app::note::NewNote;
use app::sync::Joiner;
use app::types::{PrisonNumber, Role, Roles, Visibility};
use ledger::{Compartment, DeviceIndex};
use tests::people::{number, prisoner};
use tests::unit::{Office, imports, is_whole};
use tests::wire::Wire;

const POM: Roles = Roles::NONE.with(Role::Pom);
const KEYWORKER: Roles = Roles::NONE.with(Role::Keyworker);

fn kieran() -> PrisonNumber {
    number(1).parse().unwrap()
}

/// Ada's unit with one prisoner in it, and Ben, whose computer is given what is restricted or not.
async fn with_ben(office: &Office, roles: Roles, restricted: bool) -> (Arc<Wire>, Session, Session) {
    let wire = Wire::new().await;
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let mut ada = wire.connects(ada).await;
    writes(&mut ada, "Before he came").await;
    ada.sync().await.unwrap();
    let folder = office.profile("Ben Okafor");
    let waiting = wire.asks(office, &folder, "LEI", "Ben Okafor").await;
    let door = ada.at_the_door(&waiting.code).await.unwrap();
    let owner = Owner::New { name: "Ben Okafor".to_owned(), roles };
    ada.admit_at_the_door(door, owner, None, restricted).await.unwrap();
    let Joiner::In(ben) = wire.resumes(office, &folder).await else { panic!("he waits still") };
    (wire, ada, *ben)
}

/// Ada writes what only some may read.
async fn writes(ada: &mut Session, text: &str) {
    let note = NewNote {
        note_type: "KA".to_owned(),
        sub_type: "KE".to_owned(),
        occurred: None,
        text: text.to_owned(),
        visibility: Visibility::Restricted,
        actions: Vec::new(),
    };
    ada.write_note(&kieran(), note).await.unwrap();
}

/// What of it somebody reads.
async fn reads(session: &mut Session) -> Vec<String> {
    let notes = session.open_restricted_notes(&kieran(), "To see what there is").await.unwrap();
    let mut texts: Vec<String> = notes.into_iter().filter_map(|note| note.text).collect();
    texts.sort();
    texts
}

fn has_key(session: &Session) -> bool {
    let record = session.record();
    record.ring().current(record.membership(), Compartment::Restricted).is_some()
}

fn device_of(session: &Session) -> DeviceIndex {
    session.record().own_device().unwrap().index
}

#[tokio::test]
async fn what_was_not_ticked_is_not_there_and_is_said_to_be_missing() {
    let office = Office::new();
    let (_wire, ada, mut ben) = with_ben(&office, POM, false).await;
    assert!(!has_key(&ben) && ben.restricted_is_withheld());
    assert!(!ben.may(Right::ReadRestricted) && !ben.may(Right::WriteRestricted) && ben.may(Right::ReadSensitive));
    let refused = ben.open_restricted_notes(&kieran(), "To see what there is").await.unwrap_err();
    assert_eq!(refused.code, Code::NotAllowed);
    assert!(refused.message.contains("not given the keys"), "{refused}");
    let case = ben.case(&kieran()).await.unwrap();
    assert_eq!((case.victim_contact, case.notes_in_all), (None, 0), "it does not say that there is none");

    let devices = ada.devices().await.unwrap();
    let held = |name: &str| devices.iter().find(|device| device.name == name).unwrap().restricted;
    assert_eq!((held("Ada Pike"), held("Ben Okafor")), (Held::Administrator, Held::Withheld));
    is_whole(&ben).await;
}

#[tokio::test]
async fn an_administrator_gives_it_later_and_takes_it_again() {
    let office = Office::new();
    let (_wire, mut ada, mut ben) = with_ben(&office, POM, false).await;
    let device = device_of(&ben);
    ada.entrust(device, true).await.unwrap();
    assert_eq!(ada.entrust(device, true).await.unwrap_err().field, Some("device"), "it is so already");
    ben.sync().await.unwrap();
    assert!(has_key(&ben) && ben.may(Right::ReadRestricted));
    assert_eq!(reads(&mut ben).await, ["Before he came"]);

    ben.sync().await.unwrap();
    ada.sync().await.unwrap();
    ada.entrust(device, false).await.unwrap();
    writes(&mut ada, "After it was taken").await;
    ada.sync().await.unwrap();
    ben.sync().await.unwrap();
    assert!(!has_key(&ben) && !ben.may(Right::ReadRestricted));
    assert_eq!(reads(&mut ada).await, ["After it was taken", "Before he came"]);

    let own = device_of(&ada);
    assert_eq!(ada.entrust(own, false).await.unwrap_err().field, Some("device"), "she hands keys out");
    assert_eq!(ben.entrust(own, false).await.unwrap_err().code, Code::NotAllowed);
    is_whole(&ada).await;
    is_whole(&ben).await;
}

#[tokio::test]
async fn it_is_ticked_only_for_whoever_reads_it() {
    let office = Office::new();
    let (wire, mut ada, mut ben) = with_ben(&office, KEYWORKER, false).await;
    let waiting = wire.asks(&office, &office.profile("Carys Rowlands"), "LEI", "Carys Rowlands").await;
    let door = ada.at_the_door(&waiting.code).await.unwrap();
    let owner = Owner::New { name: "Carys Rowlands".to_owned(), roles: KEYWORKER };
    let refused = ada.admit_at_the_door(door, owner, None, true).await.unwrap_err();
    assert_eq!(refused.field, Some("restricted"));

    // A role that comes later brings no key by itself.
    ada.catch_up().await.unwrap();
    ada.set_roles(ben.principal().unwrap(), POM).await.unwrap();
    ben.sync().await.unwrap();
    assert!(!has_key(&ben) && ben.restricted_is_withheld() && !ben.may(Right::ReadRestricted));
    ada.entrust(device_of(&ben), true).await.unwrap();
    ben.sync().await.unwrap();
    assert_eq!(reads(&mut ben).await, ["Before he came"]);
}
