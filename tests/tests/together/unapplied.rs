//! What was recorded and not applied, through the use-cases: its author and the administrators read what it says; somebody with the right records it
//! again; or it is left as it is. And what waits to be sent.

use api::{Code, DealtWith, UnappliedView};
use app::Session;
use app::note::NewNote;
use app::types::{PrisonNumber, Role, Roles, Visibility};
use tests::people::{number, prisoner};
use tests::unit::{Office, hears, imports, is_whole};

const POM: Roles = Roles::NONE.with(Role::Pom);
const KEYWORKER: Roles = Roles::NONE.with(Role::Keyworker);
const CONFIDENCE: &str = "Told in confidence";
const SECRET: &str = "The cormorant knows";

fn kieran() -> PrisonNumber {
    number(1).parse().unwrap()
}

fn note(visibility: Visibility, text: &str) -> NewNote {
    NewNote {
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        occurred: None,
        text: text.to_owned(),
        visibility,
        actions: Vec::new(),
    }
}

async fn texts(session: &Session) -> Vec<String> {
    let notes = session.notes(&kieran(), 10, 0).await.unwrap();
    notes.into_iter().filter_map(|note| note.text).collect()
}

/// Ada, who administers, and Ben, who wrote as a prison offender manager after he had become a keyworker, and before he heard of it.
async fn while_apart(office: &Office, written: &[(Visibility, &str)]) -> (Session, Session) {
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let mut ben = office.joins(&mut ada, "Ben Okafor", POM).await;
    ada.set_roles(ben.principal().unwrap(), KEYWORKER).await.unwrap();
    for (visibility, text) in written {
        ben.write_note(&kieran(), note(*visibility, text)).await.unwrap();
    }
    hears(&mut ada, &ben).await;
    hears(&mut ben, &ada).await;
    (ada, ben)
}

async fn only(session: &Session) -> UnappliedView {
    let mut all = session.unapplied().await.unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[tokio::test]
async fn its_author_and_the_administrators_read_what_it_says_and_nobody_else() {
    let office = Office::new();
    let (mut ada, ben) = while_apart(&office, &[(Visibility::Sensitive, CONFIDENCE)]).await;
    let eira = office.joins(&mut ada, "Eira Vaughan", POM).await;
    assert!(eira.unapplied().await.unwrap().is_empty());
    for (session, own) in [(&ada, false), (&ben, true)] {
        let view = only(session).await;
        assert_eq!((view.event.number.as_str(), view.event.words.as_str()), (number(1).as_str(), CONFIDENCE));
        assert_eq!((view.by.as_str(), view.own, view.dealt_with), ("Ben Okafor", own, None));
        assert_eq!(view.reason, "its author had no right to write sensitive notes");
        assert_eq!(view.again, !own, "he may not any more");
        assert_eq!(session.connection().await.unwrap().unapplied, 1);
    }
    assert_eq!(eira.connection().await.unwrap().unapplied, 0);
}

#[tokio::test]
async fn what_is_restricted_is_opened_for_a_reason_by_those_who_hold_the_key() {
    let office = Office::new();
    let (mut ada, mut ben) = while_apart(&office, &[(Visibility::Restricted, SECRET)]).await;
    let view = only(&ada).await;
    assert_eq!((view.event.words.as_str(), view.event.restricted), ("", true));
    assert_eq!(ada.open_unapplied(&view.id, " ").await.unwrap_err().code, Code::Input);
    assert_eq!(ada.open_unapplied(&view.id, "He is a keyworker now").await.unwrap(), SECRET);
    let own = only(&ben).await;
    assert_eq!(own.event.words, "");
    assert_eq!(ben.open_unapplied(&own.id, "It is mine").await.unwrap_err().code, Code::NotAllowed);
    assert!(!serde_json::to_string(&ada.late_entries().await.unwrap()).unwrap().contains(SECRET));
    assert!(!serde_json::to_string(&ben.waiting().await.unwrap()).unwrap().contains(SECRET));
    is_whole(&ada).await;
}

#[tokio::test]
async fn somebody_with_the_right_records_it_again_and_it_says_whose_it_was() {
    let office = Office::new();
    let (mut ada, mut ben) = while_apart(&office, &[(Visibility::Sensitive, CONFIDENCE)]).await;
    let id = only(&ada).await.id;
    assert_eq!(ben.record_again(&id).await.unwrap_err().code, Code::NotAllowed);
    ada.record_again(&id).await.unwrap();
    let first = "First written by Ben Okafor on 20 November 2026, 10:15, and not applied then: its author had no right to write \
                 sensitive notes.";
    assert_eq!(texts(&ada).await, [format!("{first}\n\n{CONFIDENCE}")]);
    assert_eq!(ada.record_again(&id).await.unwrap_err().code, Code::Input, "it stands once");
    hears(&mut ben, &ada).await;
    for session in [&ada, &ben] {
        let view = only(session).await;
        assert_eq!((view.dealt_with, view.again), (Some(DealtWith::RecordedAgain), false));
        assert_eq!(session.connection().await.unwrap().unapplied, 0);
    }

    // Where the first is let count after all, it stands, and still once.
    let late = ada.late_entries().await.unwrap();
    ada.accept_late(&[late[0].id.clone()], "He had not heard of it").await.unwrap();
    assert_eq!(texts(&ada).await, [CONFIDENCE]);
    let view = only(&ada).await;
    assert_eq!((view.by.as_str(), view.dealt_with), ("Ada Pike", Some(DealtWith::RecordedAgain)));
    is_whole(&ada).await;
}

#[tokio::test]
async fn what_is_left_as_it_is_needs_nobody_any_more_on_this_device() {
    let office = Office::new();
    let (mut ada, ben) = while_apart(&office, &[(Visibility::Sensitive, CONFIDENCE)]).await;
    let id = only(&ada).await.id;
    assert_eq!(ada.leave_unapplied(&["1-2-3-4".to_owned()]).await.unwrap_err().code, Code::Input);
    ada.leave_unapplied(std::slice::from_ref(&id)).await.unwrap();
    ada.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(only(&ada).await.dealt_with, Some(DealtWith::Left));
    assert_eq!(ada.connection().await.unwrap().unapplied, 0);
    assert_eq!(only(&ben).await.dealt_with, None);
    // It can be recorded again all the same.
    ada.record_again(&id).await.unwrap();
    assert_eq!(only(&ada).await.dealt_with, Some(DealtWith::RecordedAgain));
}

#[tokio::test]
async fn what_waits_to_be_sent_is_told_oldest_first_without_restricted_words() {
    let office = Office::new();
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let mut ben = office.joins(&mut ada, "Ben Okafor", POM).await;
    ben.write_note(&kieran(), note(Visibility::General, "Works in the laundry")).await.unwrap();
    ben.write_note(&kieran(), note(Visibility::Restricted, SECRET)).await.unwrap();
    let waiting = ben.waiting().await.unwrap();
    let [open, restricted] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!((open.number.as_str(), open.recorded.as_deref()), (number(1).as_str(), Some("2026-11-20T10:15")));
    assert!(!open.name.is_empty() && !open.what.is_empty(), "{open:?}");
    assert_eq!((restricted.number.as_str(), restricted.name.as_str()), ("", ""));
    assert_eq!(restricted.what, "Something restricted");
    assert!(!serde_json::to_string(&waiting).unwrap().contains("laundry"), "its words are not in it");
}
