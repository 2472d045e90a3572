//! A unit with a server, through the use-cases: connected, joined by the code that is read out, governed at the server first, left, and brought
//! back from nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

use std::sync::Arc;

use api::{Code, ConnectionState};
use app::Session;
use app::device::Owner;
use app::found::{Founding, found};
use app::note::NewNote;
use app::sync::{End, Joiner, Recovery, recover, waiting_in};
use app::types::{Post, PrisonNumber, Role, Roles, Visibility};
use app::unlock::unlock;
use store::caseload::{CaseloadQuery, Filter, Sort};
use store::sync::Trouble;
use tests::people::{number, prisoner};
use tests::room::Hand;
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
    assert_eq!(ada.admit_at_the_door(door, owner, None).await.unwrap(), "Ben Okafor");
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

/// Moorland's unit, at the same server.
async fn moorland(office: &Office, wire: &Arc<Wire>) -> Session {
    let zoe = office.founded_in("MDI").await;
    wire.connects(zoe).await
}

#[tokio::test]
async fn a_case_goes_to_another_prison_with_its_whole_history_and_comes_back() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let mut zoe = moorland(&there, &wire).await;
    ada.allocate(&kieran(), Post::Pom, ben.principal().unwrap(), "His wing").await.unwrap();
    ben.write_note(&kieran(), note("By Ben at Leeds")).await.unwrap();
    ben.write_note(&kieran(), NewNote { visibility: Visibility::Restricted, ..note("Restricted, at Leeds") })
        .await
        .unwrap();
    ben.sync().await.unwrap();
    ada.sync().await.unwrap();

    let inbox = zoe.inbox().unwrap().to_string();
    let own = ada.inbox().unwrap().to_string();
    assert_eq!(ada.send_case(&kieran(), &own, None, "Moved").await.unwrap_err().field, Some("to"));
    assert_eq!(ada.send_case(&kieran(), &inbox, None, " ").await.unwrap_err().field, Some("why"));
    assert_eq!(ben.send_case(&kieran(), &inbox, None, "Moved").await.unwrap_err().code, Code::NotAllowed);
    let preview = ada.preview_sending(&kieran()).await.unwrap();
    assert!(preview.entries > 2 && preview.restricted == 1 && preview.refused.is_none());
    let sent = ada.send_case(&kieran(), &inbox, None, "Moved on the regional plan").await.unwrap();
    assert_eq!((sent.parcels, sent.left), (1, 1));

    // Here it is read, and not written in.
    let refused = ada.write_note(&kieran(), note("Too late")).await.unwrap_err();
    assert!(refused.message.contains("sent to another prison"), "{refused}");
    assert!(texts(&ada).await.contains(&"By Ben at Leeds".to_owned()));

    let offers = zoe.cases_to_receive().await.unwrap();
    let [offer] = offers.as_slice() else { panic!("{offers:?}") };
    assert_eq!((offer.number.as_str(), offer.sent_by.as_str(), offer.known), (number(1).as_str(), "Ada Pike", 0));
    assert_eq!(offer.refused, None);
    let received = zoe.receive_case(&offer.id).await.unwrap();
    assert_eq!(received.number, number(1));
    assert!(zoe.cases_to_receive().await.unwrap().is_empty());
    let notes = zoe.notes(&kieran(), 10, 0).await.unwrap();
    let bens = notes.iter().find(|note| note.text.as_deref() == Some("By Ben at Leeds")).unwrap();
    assert_eq!(bens.author, "Ben Okafor (LEI)");
    let case = zoe.record().case(&kieran()).await.unwrap().unwrap();
    assert!(case.holder(Post::Pom).is_none() && case.is_held_by("MDI"));
    zoe.write_note(&kieran(), note("By Zoe at Moorland")).await.unwrap();
    zoe.sync().await.unwrap();
    is_whole(&zoe).await;

    // And back again: what is Leeds' own is not there twice.
    let sent = zoe.send_case(&kieran(), &own, None, "Moved back").await.unwrap();
    assert_eq!(sent.left, sent.parcels);
    let offers = ada.cases_to_receive().await.unwrap();
    assert!(offers[0].known > 2, "{offers:?}");
    ada.receive_case(&offers[0].id).await.unwrap();
    let mut all = texts(&ada).await;
    all.retain(|text| !text.is_empty());
    assert_eq!(all.iter().filter(|text| *text == "By Ben at Leeds").count(), 1);
    assert!(all.contains(&"By Zoe at Moorland".to_owned()));
    ada.write_note(&kieran(), note("Home again")).await.unwrap();
    ada.sync().await.unwrap();
    ben.sync().await.unwrap();
    assert_eq!(texts(&ben).await, texts(&ada).await);
    is_whole(&ada).await;
    is_whole(&ben).await;
}

#[tokio::test]
async fn a_case_that_was_sent_while_the_server_was_away_goes_later() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let zoe = moorland(&there, &wire).await;
    let inbox = zoe.inbox().unwrap().to_string();
    let unit = zoe.record().membership().unit().0.to_string();
    wire.is_cut(true);
    assert_eq!(ada.send_case(&kieran(), &inbox, None, "Moved").await.unwrap_err().code, Code::Offline);
    let sent = ada.send_case(&kieran(), &inbox, Some(&unit), "Moved").await.unwrap();
    assert_eq!((sent.parcels, sent.left), (1, 0));
    wire.is_cut(false);
    assert!(zoe.cases_to_receive().await.unwrap().is_empty());
    assert_eq!(ada.sync().await.unwrap().end, End::InStep);
    assert_eq!(zoe.cases_to_receive().await.unwrap().len(), 1);
    ada.sync().await.unwrap();
    assert_eq!(zoe.cases_to_receive().await.unwrap().len(), 1, "it is posted once");
}

#[tokio::test]
async fn a_case_that_waits_to_be_sent_is_called_back_without_the_server() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let zoe = moorland(&there, &wire).await;
    let (inbox, unit) = (zoe.inbox().unwrap().to_string(), zoe.record().membership().unit().0.to_string());
    wire.is_cut(true);
    ada.send_case(&kieran(), &inbox, Some(&unit), "Moved").await.unwrap();
    let sent = ada.case(&kieran()).await.unwrap().sent.unwrap();
    assert_eq!((sent.by.as_str(), sent.waits), ("Ada Pike", true));

    assert_eq!(ada.call_case_back(&kieran(), " ").await.unwrap_err().field, Some("why"));
    ada.call_case_back(&kieran(), "The order was for somebody else").await.unwrap();
    assert_eq!(ada.case(&kieran()).await.unwrap().sent, None);
    ada.write_note(&kieran(), note("Still here")).await.unwrap();
    let again = ada.call_case_back(&kieran(), "Once more").await.unwrap_err();
    assert!(again.message.contains("was not sent"), "{again}");

    wire.is_cut(false);
    assert_eq!(ada.sync().await.unwrap().end, End::InStep);
    assert!(zoe.cases_to_receive().await.unwrap().is_empty(), "it never goes");
    let history = ada.history(&kieran(), None).await.unwrap();
    assert!(history.iter().any(|line| line.value == "the case was called back"), "{history:?}");
}

#[tokio::test]
async fn a_case_that_was_sent_is_called_back_until_it_is_taken() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let head = Roles::NONE.with(Role::HeadOfOmuDelivery);
    let mut hana = wire.joins(&office, &mut ada, "Hana Brandt", head).await;
    let mut zoe = moorland(&there, &wire).await;
    let inbox = zoe.inbox().unwrap().to_string();
    ada.send_case(&kieran(), &inbox, None, "Moved").await.unwrap();
    ada.sync().await.unwrap();
    let offered = zoe.cases_to_receive().await.unwrap().remove(0).id;

    // Whether it was taken, only the server knows: without it nothing is called back
    assert!(!ada.case(&kieran()).await.unwrap().sent.unwrap().waits);
    wire.is_cut(true);
    assert_eq!(ada.call_case_back(&kieran(), "Not moved after all").await.unwrap_err().code, Code::Offline);
    wire.is_cut(false);

    // Somebody else of the unit calls it back at another computer, and it is here again for everybody, and there for nobody
    hana.sync().await.unwrap();
    hana.call_case_back(&kieran(), "Not moved after all").await.unwrap();
    hana.sync().await.unwrap();
    ada.sync().await.unwrap();
    ada.write_note(&kieran(), note("Still here")).await.unwrap();
    assert!(zoe.cases_to_receive().await.unwrap().is_empty());
    assert_eq!(zoe.receive_case(&offered).await.unwrap_err().field, Some("id"));
    assert!(zoe.record().case(&kieran()).await.unwrap().is_none());

    // Sent anew and taken, it is not called back: they have it
    ada.send_case(&kieran(), &inbox, None, "Moved, now").await.unwrap();
    let offered = zoe.cases_to_receive().await.unwrap().remove(0).id;
    zoe.receive_case(&offered).await.unwrap();
    let refused = ada.call_case_back(&kieran(), "Not moved after all").await.unwrap_err();
    assert!(refused.message.contains("Moorland") && refused.message.contains("has taken this case"), "{refused}");
    assert!(ada.case(&kieran()).await.unwrap().sent.is_some());
    assert!(zoe.record().case(&kieran()).await.unwrap().unwrap().is_held_by("MDI"));
    is_whole(&ada).await;
    is_whole(&zoe).await;
}

/// Whoever is in a list of everybody.
fn everybody() -> CaseloadQuery {
    CaseloadQuery { filter: Filter::default(), sort: Sort::Name, descending: false, offset: 0, limit: 10 }
}

#[tokio::test]
async fn a_case_that_was_sent_is_read_for_as_long_as_the_prison_settled_and_then_only_where_it_went() {
    const DAY: i64 = 24 * 60;
    let (office, there, hand) = (Office::new(), Office::new(), Hand::default());
    let mut ada = office.founded_at(Box::new(hand.clone())).await;
    let zoe = there.founded_in("MDI").await;
    imports(&mut ada, &[prisoner(1)]).await;
    ada.write_note(&kieran(), note("The marmalade on the window sill")).await.unwrap();

    // Given a prison that reads what it sent away for two weeks
    let figures = ada.figures().await.unwrap();
    let figure = figures.iter().find(|figure| figure.name == "case_read_after_sending").unwrap();
    assert_eq!(figure.value, "12 months");
    ada.set_figure("case_read_after_sending", Some("2 weeks"), "Agreed with the governor").await.unwrap();

    // When it sends a case, then it is told until when
    assert_eq!(ada.preview_sending(&kieran()).await.unwrap().readable_until, "2026-12-04");
    let (inbox, unit) = (zoe.inbox().unwrap().to_string(), zoe.record().membership().unit().0.to_string());
    let sent = ada.send_case(&kieran(), &inbox, Some(&unit), "Moved on the regional plan").await.unwrap();
    assert_eq!(sent.readable_until, "2026-12-04");

    // What is set afterwards changes nothing for it
    ada.set_figure("case_read_after_sending", Some("6 months"), "Agreed anew").await.unwrap();
    hand.pass(14 * DAY);
    assert_eq!(ada.case(&kieran()).await.unwrap().notes.len(), 1);
    assert_eq!(ada.search("marmalade", 10).await.unwrap().texts.len(), 1);
    assert_eq!(ada.caseload(&everybody()).await.unwrap().all, 1);

    // Then the reading ends, whichever way somebody looks
    hand.pass(DAY);
    let refused = ada.case(&kieran()).await.unwrap_err();
    assert_eq!(refused.code, Code::Elsewhere);
    for words in ["Moorland", "on 20 November 2026", "until 4 December 2026"] {
        assert!(refused.message.contains(words), "{refused}");
    }
    assert_eq!(ada.notes(&kieran(), 10, 0).await.unwrap_err(), refused);
    assert_eq!(ada.last_session(&kieran()).await.unwrap_err(), refused);
    assert_eq!(ada.history(&kieran(), None).await.unwrap_err(), refused);
    assert_eq!(ada.open_restricted_notes(&kieran(), "To look").await.unwrap_err(), refused);
    assert!(ada.search("marmalade", 10).await.unwrap().texts.is_empty());
    assert_eq!(ada.caseload(&everybody()).await.unwrap().all, 0);
    let found = ada.search(&number(1), 10).await.unwrap();
    assert_eq!((found.people.len(), found.people[0].cell.as_deref()), (1, None));
}
