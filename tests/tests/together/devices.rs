//! The unit's devices through the use-cases: admitted, listed, removed; and what a removed one wrote too late.

use api::{AddStaff, Code, DeviceView, Devices, LateEntries, RevokeDevice, Secret, SetRoles, Staff};
use app::device::{Applicant, Owner, start};
use app::note::NewNote;
use app::types::{PrisonNumber, Role, Roles, Visibility};
use app::{AppError, Session};
use ledger::{Act, Compartment};
use tests::command::PASSPHRASE;
use tests::people::{number, prisoner};
use tests::room::Room;
use tests::unit::{Office, clock, hears, imports, is_whole, passphrase};

const POM: Roles = Roles::NONE.with(Role::Pom);

fn note(text: &str) -> NewNote {
    NewNote {
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        occurred: None,
        text: text.to_owned(),
        visibility: Visibility::General,
        actions: Vec::new(),
    }
}

fn kieran() -> PrisonNumber {
    number(1).parse().unwrap()
}

async fn texts(session: &Session) -> Vec<String> {
    let notes = session.notes(&kieran(), 10, 0).await.unwrap();
    let mut texts: Vec<String> = notes.into_iter().filter_map(|note| note.text).collect();
    texts.sort();
    texts
}

/// Ada, who administers, and Ben, a prison offender manager, each at a computer, and one prisoner.
async fn two(office: &Office) -> (Session, Session) {
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let mut ben = office.joins(&mut ada, "Ben Okafor", POM).await;
    ben.write_note(&kieran(), note("Seen before the loss")).await.unwrap();
    hears(&mut ada, &ben).await;
    (ada, ben)
}

/// The one device of somebody, as the list has it.
async fn of(session: &Session, name: &str) -> DeviceView {
    let devices = session.devices().await.unwrap();
    let mut found = devices.into_iter().filter(|device| device.name == name);
    let one = found.next().unwrap();
    assert!(found.next().is_none(), "{name} has more than one device");
    one
}

async fn revokes(session: &mut Session, name: &str, why: &str) -> Result<(), AppError> {
    let id = of(session, name).await.id;
    let device = session.device_named(&id[..8])?;
    session.revoke_device(device, why).await
}

#[tokio::test]
async fn the_list_says_whose_a_device_is_since_when_and_when_it_last_wrote() {
    let office = Office::new();
    let (mut ada, _ben) = two(&office).await;
    let eira = Applicant::make(ada.record().membership().unit());
    let owner = Owner::New { name: "  Eira   Vaughan ".to_owned(), roles: Roles::NONE.with(Role::Keyworker) };
    ada.admit(eira.application().clone(), owner, Some("OMU laptop 3")).await.unwrap();

    let first = of(&ada, "Ada Pike").await;
    assert!(first.here && first.admitted_by.is_none() && first.last_entry.is_some(), "{first:?}");
    let ben = of(&ada, "Ben Okafor").await;
    let minute = Some("2026-11-20T10:15".to_owned());
    assert_eq!((Some(ben.admitted), ben.admitted_by), (minute.clone(), Some("Ada Pike".to_owned())));
    assert_eq!((ben.last_entry, ben.computer, ben.ended, ben.here), (minute, None, None, false));
    let eira = of(&ada, "Eira Vaughan").await;
    assert_eq!((eira.computer.as_deref(), eira.last_entry), (Some("OMU laptop 3"), None));
    is_whole(&ada).await;
}

#[tokio::test]
async fn whoever_is_new_comes_with_their_device_and_knows_who_they_are() {
    let office = Office::new();
    let mut ada = office.founded().await;
    let applicant = Applicant::make(ada.record().membership().unit());
    let owner = Owner::New { name: "Ben Okafor".to_owned(), roles: POM };
    let principal = ada.admit(applicant.application().clone(), owner, None).await.unwrap();
    let welcome = ada.welcome().await.unwrap();
    let folder = office.profile("Ben Okafor");
    let ben = start(&folder, office.keystore(), clock(0), &passphrase(), applicant, welcome).await.unwrap();
    assert_eq!((ben.principal(), ben.card().staff.as_str(), ben.roles()), (Some(principal), "Ben Okafor", POM));
    assert_eq!(ben.staff_name(ada.principal().unwrap()), "Ada Pike");
}

#[tokio::test]
async fn an_application_that_is_not_sound_admits_nobody() {
    let office = Office::new();
    let mut ada = office.founded().await;
    let unit = ada.record().membership().unit();
    let (honest, other) = (Applicant::make(unit), Applicant::make(unit));
    let mut forged = honest.application().clone();
    forged.public = other.application().public;
    let elsewhere = Applicant::make(ledger::UnitId(crypto::Hash::from_bytes([7; 32]))).application().clone();
    let owner = || Owner::New { name: "Ben Okafor".to_owned(), roles: POM };
    let before = ada.record().membership().next_index();
    for application in [forged, elsewhere] {
        let refused = ada.admit(application, owner(), None).await.unwrap_err();
        assert_eq!(refused.code, Code::Input);
    }
    assert_eq!(ada.record().membership().next_index(), before, "nor did anybody come into the unit");

    ada.admit(honest.application().clone(), owner(), None).await.unwrap();
    let ben = ada.staff_named("Ben Okafor").unwrap();
    let again = ada.admit(honest.application().clone(), Owner::Member(ben), None).await.unwrap_err();
    assert!(again.message.contains("in the unit already"), "{again}");
    let namesake = ada.admit(other.application().clone(), owner(), None).await.unwrap_err();
    assert!(namesake.message.contains("Ben Okafor"), "{namesake}");
    ada.set_roles(ben, Roles::NONE).await.unwrap();
    let without_role = ada.admit(other.application().clone(), Owner::Member(ben), None).await.unwrap_err();
    assert!(without_role.message.contains("no role"), "{without_role}");
}

#[tokio::test]
async fn a_lost_device_reads_nothing_new_and_what_it_writes_waits_for_an_administrator() {
    let office = Office::new();
    let (mut ada, mut ben) = two(&office).await;
    revokes(&mut ada, "Ben Okafor", "Left on a train").await.unwrap();
    let ended = of(&ada, "Ben Okafor").await.ended.unwrap();
    assert_eq!((ended.by.as_str(), ended.why.as_str()), ("Ada Pike", "Left on a train"));

    // Ben has not heard of it and goes on working.
    ben.write_note(&kieran(), note("Written on the train")).await.unwrap();
    hears(&mut ada, &ben).await;
    assert_eq!(texts(&ada).await, ["Seen before the loss"]);
    let late = ada.late_entries().await.unwrap();
    assert_eq!((late.len(), late[0].name.as_str(), late[0].knowing), (1, "Ben Okafor", false));
    let [said] = late[0].events.as_slice() else { panic!("{late:?}") };
    assert_eq!((said.number.as_str(), said.words.as_str()), (number(1).as_str(), "Written on the train"));
    assert!(!said.restricted && !late[0].by_roles);

    // Ada writes under new keys, which his device does not have.
    ada.write_note(&kieran(), note("The walnut tree was felled")).await.unwrap();
    hears(&mut ben, &ada).await;
    for compartment in Compartment::ALL {
        assert!(ben.record().ring().current(ben.record().membership(), compartment).is_none());
    }
    assert!(ben.write_note(&kieran(), note("And more")).await.is_err());

    // It was honest work.
    let id = late[0].id[..10].to_owned();
    assert_eq!(ada.accept_late(std::slice::from_ref(&id), "He had not heard of it").await.unwrap(), 1);
    assert_eq!(texts(&ada).await, ["Seen before the loss", "The walnut tree was felled", "Written on the train"]);
    assert!(ada.late_entries().await.unwrap().is_empty() && ada.record().unapplied(None).await.unwrap().is_empty());
    let again = ada.accept_late(&[id], "Once more").await.unwrap_err();
    assert_eq!(again.field, Some("entries"));
    is_whole(&ada).await;
}

#[tokio::test]
async fn a_removal_needs_a_reason_and_another_device() {
    let office = Office::new();
    let (mut ada, mut ben) = two(&office).await;
    for why in ["", "  \n", &"a".repeat(501)] {
        assert_eq!(revokes(&mut ada, "Ben Okafor", why).await.unwrap_err().field, Some("why"));
    }
    let own = revokes(&mut ada, "Ada Pike", "Given back").await.unwrap_err();
    assert!(own.message.contains("you are using") && own.field == Some("device"), "{own}");
    assert_eq!(ada.device_named("zz").unwrap_err().field, Some("device"));
    assert_eq!(ada.device_named("").unwrap_err().field, Some("device"));
    let device = ada.device_named(&of(&ada, "Ben Okafor").await.id).unwrap();
    assert_eq!(ben.revoke_device(device, "Mine").await.unwrap_err().code, Code::NotAllowed);
    assert_eq!(ben.devices().await.unwrap_err().code, Code::NotAllowed);
    assert_eq!(ben.late_entries().await.unwrap_err().code, Code::NotAllowed);
    assert_eq!(ben.accept_late(&[], "Mine").await.unwrap_err().code, Code::NotAllowed);
    ada.revoke_device(device, "Given back").await.unwrap();
    let twice = ada.revoke_device(device, "Given back").await.unwrap_err();
    assert!(twice.message.contains("removed already"), "{twice}");
}

#[tokio::test]
async fn a_leavers_devices_go_with_their_roles_in_as_few_entries_as_can_be() {
    let office = Office::new();
    let (mut ada, ben) = two(&office).await;
    let principal = ben.principal().unwrap();
    let second = Applicant::make(ada.record().membership().unit());
    ada.admit(second.application().clone(), Owner::Member(principal), Some("The old laptop")).await.unwrap();
    let before = ada.record().membership().next_index() as usize;
    ada.leaves(principal, Some("A post elsewhere")).await.unwrap();

    let log = ada.record().control_log().await.unwrap();
    let acts: Vec<Act> = log[before..].iter().map(|signed| signed.entry().unwrap().act).collect();
    let rotated = |act: &Act| match act {
        Act::SetRoles { rotations, .. } | Act::RemoveDevice { rotations, .. } => rotations.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(acts.iter().map(rotated).collect::<Vec<_>>(), [2, 0, 0], "new keys once, then each device");
    let ended: Vec<_> = ada.devices().await.unwrap().into_iter().filter_map(|device| device.ended).collect();
    assert_eq!(ended.iter().map(|end| end.why.as_str()).collect::<Vec<_>>(), ["A post elsewhere"; 2]);
    assert!(ada.record().membership().member(principal).unwrap().roles().is_empty());
    is_whole(&ada).await;
}

#[tokio::test]
async fn the_last_administrator_does_not_leave_and_one_of_two_may() {
    let office = Office::new();
    let mut ada = office.founded().await;
    let herself = ada.principal().unwrap();
    let refused = ada.leaves(herself, None).await.unwrap_err();
    assert!(refused.message.contains("without an administrator"), "{refused}");
    let mut ben = office.joins(&mut ada, "Ben Okafor", Roles::NONE.with(Role::Administrator)).await;
    ada.leaves(herself, None).await.unwrap();
    assert!(ada.devices().await.is_err(), "she may no longer see them");
    hears(&mut ben, &ada).await;
    // Her device was left for another administrator.
    assert_eq!(of(&ben, "Ada Pike").await.ended, None);
    revokes(&mut ben, "Ada Pike", "She has left").await.unwrap();
    assert!(of(&ben, "Ada Pike").await.ended.is_some());
    is_whole(&ben).await;
}

#[tokio::test]
async fn a_window_lists_devices_and_says_what_is_wrong() {
    let (room, _) = Room::with_people().await;
    let devices = room.call(Devices {}).await.unwrap();
    assert_eq!(devices.len(), 1);
    assert!(devices[0].here);
    assert!(room.call(LateEntries {}).await.unwrap().is_empty());
    let revoke = |passphrase: &str| RevokeDevice {
        device: devices[0].id.clone(),
        why: "Given back".to_owned(),
        passphrase: Secret(passphrase.to_owned()),
    };
    let refused = room.call(revoke(PASSPHRASE)).await.unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Input, Some("device")));
    let unsigned = room.call(revoke("turnip velvet harbour eighty quill")).await.unwrap_err();
    assert_eq!((unsigned.code, unsigned.field.as_deref()), (Code::WrongPassphrase, Some("passphrase")));
    room.call(AddStaff { name: "Ben Okafor".to_owned(), roles: vec!["pom".to_owned()] }).await.unwrap();
    let ben = room.call(Staff {}).await.unwrap().into_iter().find(|member| member.name == "Ben Okafor").unwrap();
    room.call(SetRoles { id: ben.id, roles: Vec::new() }).await.unwrap();
}
