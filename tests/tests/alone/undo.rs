//! Taking back what was just done: what stood before stands again, by an entry of its own, and nobody's later work is lost.

use api::{
    AddContact, AddStaff, Allocate, CaseView, Code, Deallocate, EndContact, EndReason, History, Lock, OpenCase, Post,
    RecordFact, SettleAction, Staff, Undo, Undoable, UndoableView, WriteNote,
};
use app::Session;
use app::allocation::Choice;
use app::types::{Field, PrincipalId, PrisonNumber, Role, Roles};
use tests::command::PASSPHRASE;
use tests::people::{number, prisoner};
use tests::room::{Hand, Room};
use tests::unit::{Office, hears, imports, is_whole};

const POM: &str = "prison offender manager";

/// Three people, two POMs and a keyworker.
async fn staffed() -> Room {
    let (room, _) = Room::with_people().await;
    for (name, role) in [("Ben Okafor", "pom"), ("Dilys Nowak", "pom"), ("Carys Rowlands", "keyworker")] {
        room.call(AddStaff { name: name.to_owned(), roles: vec![role.to_owned()] }).await.unwrap();
    }
    room
}

async fn allocates(room: &Room, post: Post, name: &str, reason: &str) -> UndoableView {
    let staff = room.call(Staff {}).await.unwrap().into_iter().find(|member| member.name == name).unwrap().id;
    room.call(Allocate { number: number(1), post, staff, reason: reason.to_owned() }).await.unwrap();
    last(room).await
}

async fn last(room: &Room) -> UndoableView {
    let last = room.call(Undoable {}).await.unwrap().expect("nothing can be undone");
    assert!(last.newest);
    last
}

async fn undoes(room: &Room, act: &UndoableView) {
    let undone = room.call(Undo { act: act.act }).await.unwrap();
    assert_eq!(undone.words, act.words);
    assert!(undone.left.is_empty(), "{:?}", undone.left);
}

async fn case(room: &Room) -> CaseView {
    room.call(OpenCase { number: number(1) }).await.unwrap()
}

async fn holder(room: &Room, title: &str) -> Option<String> {
    case(room).await.posts.into_iter().find(|held| held.post == title).map(|held| held.name)
}

fn contact() -> AddContact {
    AddContact {
        number: number(1),
        relationship: "Sister".into(),
        name: "Siân Thistlewood".into(),
        phone: Some("0113 496 0000".into()),
        email: None,
        address: None,
    }
}

fn fact(field: &str, value: &str) -> RecordFact {
    RecordFact {
        number: number(1),
        field: field.into(),
        value: value.into(),
        calculated: None,
        reason: "From the sheet".into(),
    }
}

#[tokio::test]
async fn acts_are_taken_back_one_after_the_other_and_the_history_has_all_of_it() {
    let room = staffed().await;
    assert_eq!(room.call(Undoable {}).await.unwrap(), None);
    let first = allocates(&room, Post::Pom, "Ben Okafor", "Lives near").await;
    assert_eq!(first.words, "Ben Okafor is prison offender manager of Olu Thistlewood");
    let second = allocates(&room, Post::Pom, "Dilys Nowak", "Ben is on leave").await;
    undoes(&room, &second).await;
    assert_eq!(holder(&room, POM).await.as_deref(), Some("Ben Okafor"));
    // What the first act left is there again, so that it can be taken back in its turn
    assert_eq!(room.call(Undoable {}).await.unwrap().unwrap().act, first.act);
    room.call(Undo { act: first.act }).await.unwrap();
    assert_eq!(holder(&room, POM).await, None);
    assert_eq!(room.call(Undoable {}).await.unwrap(), None);
    // Nothing was removed
    let history = room.call(History { number: number(1), field: None }).await.unwrap();
    let told: Vec<(&str, &str)> = history
        .iter()
        .filter(|line| line.field == POM)
        .map(|line| (line.value.as_str(), line.source.as_str()))
        .collect();
    for line in [
        ("Ben Okafor", "Lives near"),
        ("Dilys Nowak", "Ben is on leave"),
        ("Dilys Nowak (ended)", "OVERRIDE"),
        ("Ben Okafor", "Undone: Ben is on leave"),
        ("Ben Okafor (ended)", "MANUAL"),
    ] {
        assert!(told.contains(&line), "{line:?} is not in {told:?}");
    }
    // Twice is once
    assert_eq!(room.call(Undo { act: first.act }).await.unwrap_err().code, Code::Input);
}

#[tokio::test]
async fn an_end_a_contact_and_a_fact_are_restored() {
    let room = staffed().await;
    allocates(&room, Post::Pom, "Ben Okafor", "Lives near").await;
    let detail = "Long leave".to_owned();
    room.call(Deallocate { number: number(1), post: Post::Pom, reason: EndReason::Manual, detail }).await.unwrap();
    undoes(&room, &last(&room).await).await;
    assert_eq!(holder(&room, POM).await.as_deref(), Some("Ben Okafor"));

    room.call(contact()).await.unwrap();
    let added = last(&room).await;
    let known = case(&room).await.contacts;
    let end = EndContact { number: number(1), id: known[0].id.to_string(), reason: "Moved away".into() };
    room.call(end).await.unwrap();
    assert!(case(&room).await.contacts.is_empty());
    undoes(&room, &last(&room).await).await;
    assert_eq!(case(&room).await.contacts, known, "as it was, telephone and all");
    room.call(Undo { act: added.act }).await.unwrap();
    assert!(case(&room).await.contacts.is_empty());

    let release =
        |case: &CaseView| case.dates.iter().find(|fact| fact.field == "conditionalReleaseDate").cloned().unwrap();
    let before = release(&case(&room).await);
    room.call(fact("conditionalReleaseDate", "2027-07-01")).await.unwrap();
    assert!(release(&case(&room).await).prison_system_says.is_some());
    undoes(&room, &last(&room).await).await;
    let after = release(&case(&room).await);
    assert_eq!((after.value, after.prison_system_says), (before.value, None));
    assert_eq!(after.reason.as_deref(), Some("Undone: From the sheet"));
    // What nobody had recorded is not recorded again
    room.call(fact("roshLevel", "HIGH")).await.unwrap();
    undoes(&room, &last(&room).await).await;
    assert!(!case(&room).await.facts.iter().any(|fact| fact.field == "roshLevel"));
}

#[tokio::test]
async fn what_an_act_brought_with_it_is_restored_too() {
    let room = staffed().await;
    allocates(&room, Post::Keyworker, "Carys Rowlands", "Knows her").await;
    room.call(fact("complexityOfNeedLevel", "high")).await.unwrap();
    assert_eq!(holder(&room, "keyworker").await, None, "high complexity of need ends key work");
    undoes(&room, &last(&room).await).await;
    assert_eq!(holder(&room, "keyworker").await.as_deref(), Some("Carys Rowlands"));
}

#[tokio::test]
async fn an_act_on_which_somebody_has_built_stays() {
    let room = staffed().await;
    let first = allocates(&room, Post::Pom, "Ben Okafor", "Lives near").await;
    let second = allocates(&room, Post::Pom, "Dilys Nowak", "Ben is on leave").await;
    // The older of two acts about the same post cannot be taken out from under the newer
    let refused = room.call(Undo { act: first.act }).await.unwrap_err();
    assert_eq!(refused.message, "Ada Pike has changed this since.");
    assert_eq!(holder(&room, POM).await.as_deref(), Some("Dilys Nowak"));
    undoes(&room, &second).await;
}

#[tokio::test]
async fn what_is_final_is_not_offered() {
    let room = staffed().await;
    let act = allocates(&room, Post::Pom, "Ben Okafor", "Lives near").await;
    let note = WriteNote {
        number: number(1),
        note_type: "KA".into(),
        sub_type: "KS".into(),
        occurred: None,
        text: "He asked about his mother.".into(),
        visibility: api::Visibility::General,
        actions: vec![api::NewActionView { text: "Ring her".into(), owner: api::ActionOwner::Staff, due: None }],
    };
    room.call(note).await.unwrap();
    let offered = room.call(Undoable {}).await.unwrap().unwrap();
    assert_eq!((offered.act, offered.newest), (act.act, false), "the note is final; what came before it is not");
    let action = case(&room).await.open_actions[0].id.clone();
    room.call(SettleAction { action, done: true, outcome: String::new() }).await.unwrap();
    assert_eq!(room.call(Undoable {}).await.unwrap().unwrap().act, act.act, "nothing opens an action again");
    // Locking forgets what could be taken back
    room.call(Lock {}).await.unwrap();
    room.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(room.call(Undoable {}).await.unwrap(), None);
}

/// A head of delivery and an administrator at two computers, two POMs, two prisoners.
async fn two_computers(office: &Office, hand: &Hand) -> (Session, Session, [PrincipalId; 2]) {
    let mut ada = office.founded_at(Box::new(hand.clone())).await;
    let pom = Roles::NONE.with(Role::Pom);
    let ben = ada.add_staff("Ben Okafor", pom).await.unwrap();
    let dilys = ada.add_staff("Dilys Nowak", pom).await.unwrap();
    imports(&mut ada, &[prisoner(1), prisoner(2)]).await;
    let hana = office.joins(&mut ada, "Hana Brandt", Roles::NONE.with(Role::HeadOfOmuDelivery)).await;
    (ada, hana, [ben, dilys])
}

fn of(serial: usize) -> PrisonNumber {
    number(serial).parse().unwrap()
}

async fn pom(session: &Session, serial: usize) -> Option<PrincipalId> {
    let case = session.record().case(&of(serial)).await.unwrap().unwrap();
    case.holder(Post::Pom).map(|holding| holding.staff)
}

#[tokio::test]
async fn many_are_taken_back_but_for_those_that_a_colleague_has_changed() {
    let office = Office::new();
    let (mut ada, mut hana, [ben, dilys]) = two_computers(&office, &Hand::default()).await;
    let choice = |serial| Choice { number: of(serial), staff: ben, reason: "New reception".to_owned() };
    ada.allocate_many(Post::Pom, vec![choice(1), choice(2)], false, |_, _| true).await.unwrap();
    let act = ada.undoable().unwrap();
    assert_eq!(act.words, "2 allocated: prison offender manager");
    hears(&mut hana, &ada).await;
    hana.allocate(&of(2), Post::Pom, dilys, "Knows the family").await.unwrap();
    hears(&mut ada, &hana).await;
    let undone = ada.undo(act.act).await.unwrap();
    assert_eq!((pom(&ada, 1).await, pom(&ada, 2).await), (None, Some(dilys)));
    assert_eq!(undone.left.len(), 1);
    assert_eq!(
        (undone.left[0].number.clone(), undone.left[0].why.as_str()),
        (number(2), "Hana Brandt has changed this since.")
    );
    // What was in conflict stays as well: somebody has to settle it
    hana.allocate(&of(1), Post::Pom, dilys, "Unaware").await.unwrap();
    ada.allocate(&of(1), Post::Pom, ben, "Unaware too").await.unwrap();
    let act = ada.undoable().unwrap();
    hears(&mut ada, &hana).await;
    let before = ada.record().frontier();
    assert!(ada.undo(act.act).await.is_err());
    assert_eq!(ada.record().frontier(), before, "nothing was written");
    is_whole(&ada).await;
}

#[tokio::test]
async fn ten_minutes_and_no_longer() {
    let office = Office::new();
    let hand = Hand::default();
    let (mut ada, _, [ben, _]) = two_computers(&office, &hand).await;
    ada.allocate(&of(1), Post::Pom, ben, "New reception").await.unwrap();
    let act = ada.undoable().unwrap();
    assert_eq!(act.until, "2026-11-20T10:25");
    hand.pass(9);
    assert!(ada.undoable().is_some());
    hand.pass(1);
    assert_eq!(ada.undoable(), None);
    assert_eq!(ada.undo(act.act).await.unwrap_err().message, "This can no longer be undone.");
    assert_eq!(pom(&ada, 1).await, Some(ben));
}

#[tokio::test]
async fn undoing_needs_the_rights_that_doing_needs() {
    let office = Office::new();
    let (mut ada, mut hana, [ben, dilys]) = two_computers(&office, &Hand::default()).await;
    hana.allocate(&of(1), Post::Pom, ben, "New reception").await.unwrap();
    hana.allocate(&of(1), Post::Pom, dilys, "Ben is on leave").await.unwrap();
    hears(&mut ada, &hana).await;
    // Whoever held it before is not put back without the role for it
    ada.set_roles(ben, Roles::NONE.with(Role::Auditor)).await.unwrap();
    hears(&mut hana, &ada).await;
    let act = hana.undoable().unwrap();
    assert_eq!(hana.undo(act.act).await.unwrap_err().message, "Ben Okafor is not a prison offender manager.");
    // Whoever may no longer allocate may no longer take an allocation back
    hana.record_fact(&of(1), Field::Religion, "Quaker", None, "He says so").await.unwrap();
    hears(&mut ada, &hana).await;
    let head = ada.staff_named("Hana Brandt").unwrap();
    ada.set_roles(head, Roles::NONE.with(Role::Keyworker)).await.unwrap();
    hears(&mut hana, &ada).await;
    let before = hana.record().frontier();
    let act = hana.undoable().unwrap();
    assert_eq!(hana.undo(act.act).await.unwrap_err().code, Code::NotAllowed);
    assert_eq!(hana.record().frontier(), before);
    is_whole(&hana).await;
}
