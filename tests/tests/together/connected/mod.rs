//! A unit with a server, through the use-cases: connected, joined by the code that is read out, governed at the server first, left, and brought
//! back from nothing.

mod late;
mod moving;

use std::path::Path;
use std::sync::Arc;

use api::{BranchPlace, Code, ConnectionState};
use app::Session;
use app::device::Owner;
use app::found::{Founding, found};
use app::note::NewNote;
use app::sync::{End, Joiner, Recovery, recover, waiting_in};
use app::types::{Compartment, Post, PrisonNumber, Role, Roles, Visibility};
use app::unlock::unlock;
use store::sync::Trouble;
use tests::people::{number, prisoner};
use tests::unit::{Office, clock, imports, is_whole, passphrase};
use tests::wire::{ADDRESS, Wire};

const POM: Roles = Roles::NONE.with(Role::Pom);

fn kieran() -> PrisonNumber {
    number(1).parse().unwrap()
}

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

async fn texts(session: &Session) -> Vec<String> {
    let notes = session.notes(&kieran(), 10, 0).await.unwrap();
    let mut texts: Vec<String> = notes.into_iter().filter_map(|note| note.text).collect();
    texts.sort();
    texts
}

/// Ada's unit, connected, with one prisoner in it.
async fn connected(office: &Office) -> (Arc<Wire>, Session) {
    let wire = Wire::new().await;
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let ada = wire.connects(ada).await;
    (wire, ada)
}

/// Moorland's unit, at the same server.
async fn moorland(office: &Office, wire: &Arc<Wire>) -> Session {
    let zoe = office.founded_in("MDI").await;
    wire.connects(zoe).await
}

#[tokio::test]
async fn a_computer_is_admitted_by_the_code_that_it_shows() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let folder = office.profile("Ben Okafor");
    let waiting = wire.asks(&office, &folder, "lei", "  Ben   Okafor ").await;
    assert_eq!(waiting_in(&folder).unwrap(), waiting);
    assert!(matches!(wire.resumes(&office, &folder).await, Joiner::Waiting(_)));

    let arrivals = ada.arrivals().await.unwrap();
    let [ben] = arrivals.as_slice() else { panic!("{arrivals:?}") };
    assert_eq!((ben.name.as_deref(), ben.computer.as_deref()), (Some("Ben Okafor"), Some("OMU laptop 3")));
    assert_eq!(ben.member, None);
    for wrong in ["K7QF-2M9X", "K7QF", ""] {
        let refused = ada.at_the_door(wrong).await.err().unwrap();
        assert_eq!((refused.code, refused.field), (Code::Input, Some("code")), "{wrong}");
    }
    let door = ada.at_the_door(&waiting.code.to_lowercase().replace('-', " ")).await.unwrap();
    let owner = Owner::New { name: "Ben Okafor".to_owned(), roles: POM };
    assert_eq!(ada.admit_at_the_door(door, owner, None, true).await.unwrap(), "Ben Okafor");
    assert!(ada.arrivals().await.unwrap().is_empty());

    let Joiner::In(ben) = wire.resumes(&office, &folder).await else { panic!("he waits still") };
    assert_eq!((ben.card().staff.as_str(), ben.roles()), ("Ben Okafor", POM));
    assert_eq!(ben.connection().await.unwrap().state, ConnectionState::UpToDate);
    assert!(ben.case(&kieran()).await.is_ok(), "he has what the unit has");
    assert!(waiting_in(&folder).is_none());
    is_whole(&ben).await;
}

#[tokio::test]
async fn notes_go_to_and_fro_and_the_server_has_all_of_them() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    wire.is_cut(true);
    ada.write_note(&kieran(), note("By Ada, while apart")).await.unwrap();
    ben.write_note(&kieran(), note("By Ben, while apart")).await.unwrap();
    assert_eq!(ben.sync().await.unwrap().end, End::Offline);
    let view = ben.connection().await.unwrap();
    assert_eq!((view.state, view.to_send), (ConnectionState::Offline, 1));
    assert!(view.words.starts_with("Offline since 2026-11-20 10:15, 1 change to send"), "{}", view.words);

    wire.is_cut(false);
    ada.sync().await.unwrap();
    assert_eq!(ben.sync().await.unwrap().end, End::InStep);
    ada.sync().await.unwrap();
    for session in [&ada, &ben] {
        assert_eq!(texts(session).await, ["By Ada, while apart", "By Ben, while apart"]);
    }
    let checked = ben.verify_against_server(|_, _| {}).await.unwrap();
    assert_eq!((checked.wrong, checked.to_send), (None, 0));
    assert!(checked.entries >= 2 && checked.control >= 4, "{} {}", checked.entries, checked.control);
    assert_eq!((checked.lacking, checked.apart, checked.to_fetch), (None, 0, 0));
    ada.write_note(&kieran(), note("By Ada, later")).await.unwrap();
    ada.sync().await.unwrap();
    let checked = ben.verify_against_server(|_, _| {}).await.unwrap();
    assert_eq!((checked.wrong, checked.lacking, checked.to_fetch), (None, None, 1), "it is still to come");
    assert!(ben.alarms().await.unwrap().is_empty());
}

#[tokio::test]
async fn staff_and_devices_are_changed_at_the_server_first_or_not_at_all() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let principal = ben.principal().unwrap();
    ada.allocate(&kieran(), Post::Pom, principal, "His wing").await.unwrap();
    let before = ada.record().membership().next_index();

    wire.is_cut(true);
    let refused = ada.add_staff("Carys Rowlands", POM).await.unwrap_err();
    assert_eq!(refused.code, Code::Offline, "{refused}");
    assert!(refused.message.contains("changes to staff and devices"), "{refused}");
    assert_eq!(ada.leaves(principal, None).await.unwrap_err().code, Code::Offline);
    assert_eq!(ada.record().membership().next_index(), before);
    let case = ada.record().case(&kieran()).await.unwrap().unwrap();
    assert!(case.holder(Post::Pom).is_some(), "nor was his post ended");

    wire.is_cut(false);
    ada.leaves(principal, None).await.unwrap();
    let case = ada.record().case(&kieran()).await.unwrap().unwrap();
    assert!(case.holder(Post::Pom).is_none());
    is_whole(&ada).await;
}

#[tokio::test]
async fn what_another_administrator_changed_comes_first() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let mut eira = wire.joins(&office, &mut ada, "Eira Vaughan", Roles::NONE.with(Role::Administrator)).await;
    ada.add_staff("Ben Okafor", POM).await.unwrap();
    let refused = eira.add_staff("Carys Rowlands", POM).await.unwrap_err();
    assert!(refused.message.contains("Somebody else has just changed"), "{refused}");
    eira.catch_up().await.unwrap();
    eira.add_staff("Carys Rowlands", POM).await.unwrap();
    ada.catch_up().await.unwrap();
    assert_eq!(ada.record().membership().head(), eira.record().membership().head());
}

#[tokio::test]
async fn a_removed_device_becomes_unreadable_and_its_unsent_work_waits_in_a_file() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let (folder, id) = (ben.folder().to_owned(), ben.record().own_device().unwrap().id.to_string());
    ben.write_note(&kieran(), note("On the train")).await.unwrap();
    ada.catch_up().await.unwrap();
    let device = ada.device_named(&id[..8]).unwrap();
    ada.revoke_device(device, "Left on a train").await.unwrap();

    assert!(!ben.is_removed());
    assert_eq!(ben.sync().await.unwrap().end, End::Trouble(Trouble::Removed));
    assert!(ben.is_removed());
    let removed = ben.make_unreadable().await.unwrap();
    let refused = unlock(&folder, office.keystore(), clock(0), passphrase()).await.err().unwrap();
    assert!(refused.message.contains("removed from the unit"), "{refused}");
    assert!(!folder.join("keys").exists());

    let file = removed.unsent.unwrap();
    assert!(!std::fs::read(&file).unwrap().windows(12).any(|bytes| bytes == b"On the train"));
    assert_eq!(ada.read_stick(&file).await.unwrap().new, 1);
    let late = ada.late_entries().await.unwrap();
    assert_eq!((late.len(), late[0].name.as_str(), late[0].knowing), (1, "Ben Okafor", false));
    ada.accept_late(&[late[0].id.clone()], "He had not heard of it").await.unwrap();
    assert_eq!(texts(&ada).await, ["On the train"]);
}

#[tokio::test]
async fn work_from_before_a_change_of_roles_counts_as_it_was_written_once_it_is_let() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let carys = wire.joins(&office, &mut ada, "Carys Rowlands", POM).await;
    ben.write_note(&kieran(), NewNote { visibility: Visibility::Sensitive, ..note("As a manager") }).await.unwrap();
    ada.catch_up().await.unwrap();
    ada.set_roles(ben.principal().unwrap(), Roles::NONE.with(Role::Keyworker)).await.unwrap();
    // New keys of everything begin: what he has not sent is sealed again under them.
    let id = carys.record().own_device().unwrap().id.to_string();
    let device = ada.device_named(&id[..8]).unwrap();
    ada.revoke_device(device, "Left on a train").await.unwrap();
    assert_eq!(ben.sync().await.unwrap().end, End::InStep);
    ada.sync().await.unwrap();

    for session in [&ada, &ben] {
        let unapplied = session.unapplied().await.unwrap();
        assert_eq!(unapplied.iter().map(|one| one.event.words.as_str()).collect::<Vec<_>>(), ["As a manager"]);
        assert!(texts(session).await.is_empty());
    }
    let late = ada.late_entries().await.unwrap();
    assert_eq!((late.len(), late[0].name.as_str(), late[0].by_roles), (1, "Ben Okafor", true));
    ada.accept_late(&[late[0].id.clone()], "He had not heard of it").await.unwrap();
    assert_eq!(texts(&ada).await, ["As a manager"]);
    assert_eq!(ben.sync().await.unwrap().end, End::InStep);
    for session in [&ada, &ben] {
        assert!(session.unapplied().await.unwrap().is_empty());
        is_whole(session).await;
    }
    assert!(ada.late_entries().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_recovery_key_brings_the_unit_back_from_the_server_alone() {
    let office = Office::new();
    let (passphrase, wire) = (passphrase(), Wire::new().await);
    let founding = Founding { prison: "LEI", staff: "Ada Pike", passphrase: &passphrase, demonstration: false };
    let (mut ada, words) = found(&office.profile("Ada Pike"), office.keystore(), clock(0), &founding).await.unwrap();
    imports(&mut ada, &[prisoner(1)]).await;
    ada.write_note(&kieran(), note("Before the fire")).await.unwrap();
    let lost = wire.connects(ada).await.record().own_device().unwrap().id.to_string();

    let bare = Office::new();
    let mut recovery = Recovery {
        server: ADDRESS,
        authority: None,
        prison: "LEI",
        name: "",
        computer: "The spare",
        words: "abandon ability able",
        passphrase: &passphrase,
    };
    let folder = bare.profile("Ada Pike");
    let refused = recover(&folder, bare.keystore(), clock(0), &wire.ways(), &recovery).await.err().unwrap();
    assert_eq!(refused.field, Some("words"));
    recovery.words = &words;
    let mut ada = recover(&folder, bare.keystore(), clock(0), &wire.ways(), &recovery).await.unwrap();
    assert_eq!((ada.card().staff.as_str(), texts(&ada).await), ("Ada Pike", vec!["Before the fire".to_owned()]));
    let device = ada.device_named(&lost[..8]).unwrap();
    ada.revoke_device(device, "Burnt").await.unwrap();
    ada.write_note(&kieran(), note("After the fire")).await.unwrap();
    assert_eq!(ada.sync().await.unwrap().end, End::InStep);
    is_whole(&ada).await;
}

#[tokio::test]
async fn a_stick_carries_what_the_other_lacks() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    wire.is_cut(true);
    ada.write_note(&kieran(), note("By Ada")).await.unwrap();
    ben.write_note(&kieran(), note("By Ben")).await.unwrap();
    let (there, back) = (office.folder().join("there"), office.folder().join("back"));
    ada.write_stick(&there, None).await.unwrap();
    assert_eq!(ada.write_stick(&there, None).await.unwrap_err().field, Some("file"), "nothing is overwritten");
    let written = ben.write_stick(&back, Some(&there)).await.unwrap();
    assert_eq!((written.control, written.entries), (0, 1), "only what she lacks");
    assert_eq!(ada.read_stick(&back).await.unwrap().new, 1);
    assert_eq!(ada.read_stick(&back).await.unwrap().new, 0);
    for session in [&ada, &ben] {
        assert_eq!(texts(session).await, ["By Ada", "By Ben"]);
    }
    let other = ada.read_stick(&office.folder().join("nothing")).await.unwrap_err();
    assert_eq!(other.field, Some("file"));
}

/// Somebody has copied the disk of a computer: both write under the same numbers.
async fn copied(office: &Office, wire: &Arc<Wire>, session: Session) -> (Session, Session) {
    let folder = session.folder().to_owned();
    session.lock().await.unwrap();
    let copy = office.folder().join("copy");
    std::fs::create_dir(&copy).unwrap();
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.join(file.file_name())).unwrap();
    }
    let opens = async |folder: &Path| {
        unlock(folder, office.keystore(), clock(0), passphrase()).await.unwrap().by_way_of(wire.ways())
    };
    (opens(&folder).await, opens(&copy).await)
}

#[tokio::test]
async fn an_administrator_decides_between_two_histories_of_a_computer() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let mut carys = wire.joins(&office, &mut ada, "Carys Rowlands", POM).await;
    let (mut ben, mut copy) = copied(&office, &wire, ben).await;
    let device = ben.record().own_device().unwrap().index;
    ben.write_note(&kieran(), note("By Ben")).await.unwrap();
    copy.write_note(&kieran(), note("By whoever has the copy")).await.unwrap();
    assert_eq!(ben.sync().await.unwrap().end, End::InStep);
    assert_eq!(copy.sync().await.unwrap().end, End::Trouble(Trouble::SetBack));

    // The server has noticed, and has nothing of the other but its header: so nothing of it can be decided for.
    ada.sync().await.unwrap();
    carys.sync().await.unwrap();
    assert_eq!(carys.kept_apart().await.unwrap_err().code, Code::NotAllowed);
    let apart = ada.kept_apart().await.unwrap();
    assert!(apart.asked && apart.batches.is_empty());
    let [fork] = apart.forks.as_slice() else { panic!("{apart:?}") };
    assert!(fork.name == "Ben Okafor" && fork.noticed.is_some());
    let places: Vec<BranchPlace> = fork.branches.iter().map(|branch| branch.place).collect();
    assert_eq!(places, [BranchPlace::Record, BranchPlace::Elsewhere]);
    let other = fork.branches[1].id.clone();
    let refused = ada.resolve(device, &other).await.unwrap_err();
    assert!(refused.field == Some("entry") && refused.message.contains("Nothing of this history is here"), "{refused}");

    // It comes on a stick, and both can be read.
    let file = office.folder().join("stick");
    copy.write_stick(&file, None).await.unwrap();
    assert_eq!(ada.read_stick(&file).await.unwrap().aside, 1);
    assert_eq!(ada.connection().await.unwrap().attention[0].kind, "aside");
    let apart = ada.kept_apart().await.unwrap();
    assert_eq!(apart.batches[0].reason, "forked");
    let [fork] = apart.forks.as_slice() else { panic!("{apart:?}") };
    let [here, there] = fork.branches.as_slice() else { panic!("{fork:?}") };
    assert_eq!((here.place, there.place), (BranchPlace::Record, BranchPlace::Apart));
    assert_eq!((there.id.as_str(), here.entries, there.entries), (other.as_str(), 1, 1));
    for (branch, words) in [(here, "By Ben"), (there, "By whoever has the copy")] {
        let [said] = branch.said.as_slice() else { panic!("{branch:?}") };
        let [event] = said.events.as_slice() else { panic!("{said:?}") };
        assert_eq!((event.number.as_str(), event.words.as_str()), (number(1).as_str(), words));
        assert!(said.recorded.is_some());
    }

    // And an administrator decides: it counts for everybody.
    assert_eq!(ada.resolve(device, "no such").await.unwrap_err().field, Some("entry"));
    ada.resolve(device, &other[..12]).await.unwrap();
    assert_eq!(texts(&ada).await, ["By whoever has the copy"]);
    let apart = ada.kept_apart().await.unwrap();
    assert!(apart.forks.is_empty());
    assert!(apart.batches.iter().all(|batch| batch.decided && batch.reason == "another-last"), "{apart:?}");
    assert!(ada.connection().await.unwrap().attention.is_empty(), "nobody has to look any more");
    assert_eq!(ada.resolve(device, &other).await.unwrap_err().field, Some("entry"), "it is decided once");
    assert_eq!(ada.sync().await.unwrap().end, End::InStep);
    assert_eq!(carys.sync().await.unwrap().end, End::InStep);
    assert_eq!(texts(&carys).await, ["By whoever has the copy"]);
    assert_eq!(ben.sync().await.unwrap().end, End::Trouble(Trouble::SetBack), "two computers have its keys");
    for session in [&ada, &carys] {
        is_whole(session).await;
    }
    assert_eq!(ada.verify_against_server(|_, _| {}).await.unwrap().wrong, None);
}

#[tokio::test]
async fn new_keys_are_for_everybody_who_holds_the_old_ones() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let before: Vec<_> = ada.record().membership().epochs().iter().map(|epoch| epoch.kid).collect();
    assert_eq!(ben.new_keys("Bored").await.unwrap_err().code, Code::NotAllowed);
    assert_eq!(ada.new_keys(" ").await.unwrap_err().field, Some("why"));
    ada.new_keys("A file of keys was on the shared drive").await.unwrap();
    let keys = ada.keys().await.unwrap();
    assert_eq!((keys.since.as_str(), keys.days, keys.due), ("2026-11-20T10:15", 0, false));

    assert_eq!(ben.sync().await.unwrap().end, End::InStep);
    for session in [&ada, &ben] {
        let (membership, ring) = (session.record().membership(), session.record().ring());
        for compartment in Compartment::ALL {
            let (kid, _) = ring.current(membership, compartment).unwrap();
            assert!(!before.contains(&kid));
        }
    }
    ben.write_note(&kieran(), note("Under the new key")).await.unwrap();
    ben.sync().await.unwrap();
    ada.sync().await.unwrap();
    assert_eq!(texts(&ada).await, ["Under the new key"]);
    let folder = ada.folder().to_owned();
    ada.lock().await.unwrap();
    let later = 91 * 24 * 60;
    let ada = unlock(&folder, office.keystore(), clock(later), passphrase()).await.unwrap();
    let keys = ada.keys().await.unwrap();
    assert_eq!((keys.days, keys.due), (91, true));
}
