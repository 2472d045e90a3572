//! By keys: what a device was never given, it cannot read, whatever its owner does with it.

use app::Code;
use app::clock::new_id;
use app::types::{CaseEvent, NoteId, NoteWritten, Role, Roles, Subject, Visibility};
use ledger::Compartment;
use sqlx::{Column, ConnectOptions, Row, ValueRef};
use tests::canary::Search;
use tests::unit::{Office, hears, is_whole, morning};

use super::by_hand::Forger;
use super::scene::{KIERAN, SECRET, note, one, scene};
use Role::{Keyworker, Pom};

/// Every byte of every table of somebody's database, opened with its own key.
async fn whole_database(office: &Office, name: &str) -> Vec<u8> {
    let profile = office.profile(name);
    let key = office.database_key(&profile).await;
    let file = profile.join("record.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).pragma("key", key.to_pragma().to_string());
    let mut connection = options.connect().await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let mut bytes = Vec::new();
    for table in tables {
        let statement = sqlx::AssertSqlSafe(format!("SELECT * FROM \"{table}\""));
        for row in sqlx::query(statement).fetch_all(&mut connection).await.unwrap() {
            for column in row.columns() {
                let raw = row.try_get_raw(column.ordinal()).unwrap();
                if raw.is_null() {
                    continue;
                }
                let value: Vec<u8> = row.try_get_unchecked(column.ordinal()).unwrap_or_default();
                bytes.extend(value);
                bytes.push(0);
            }
        }
    }
    assert!(bytes.len() > 10_000, "a database that holds nothing shows nothing");
    bytes
}

#[tokio::test]
async fn a_keyworkers_profile_never_holds_what_is_restricted() {
    // Given a unit with restricted material, a keyworker and a prison offender manager
    let office = Office::new();
    let (mut ada, scene) = scene(&office).await;
    ada.amend_note(scene.restricted, "More", &format!("{SECRET}, again")).await.unwrap();
    let mut carys = office.starts(&mut ada, "Carys Rowlands", scene.keyworker).await;
    let ben = office.starts(&mut ada, "Ben Okafor", scene.pom).await;
    let received = hears(&mut carys, &ada).await;
    assert_eq!(received.new, 0, "everything came with the welcome");
    // When Carys looks for it with all that the program offers
    let search = Search::for_words(&["quince", "Thistlewood"]);
    let found = carys.search("quince Thistlewood", 50).await.unwrap();
    assert!(found.texts.is_empty() && carys.search("quin", 50).await.unwrap().texts.is_empty());
    let case = carys.case(&scene.kieran).await.unwrap();
    assert_eq!((case.victim_contact, case.notes.len()), (None, 1), "Carys sees the general note only");
    let shown = serde_json::to_string(&case).unwrap();
    assert_eq!(search.within(shown.as_bytes()), Vec::<&str>::new());
    // What is sensitive is not shown to her either, actions included.
    assert!(!shown.contains("wept"), "{shown}");
    assert!(carys.search("wept", 50).await.unwrap().texts.is_empty());
    let export = serde_json::to_string(&carys.export().await.unwrap()).unwrap();
    assert_eq!(search.within(export.as_bytes()), Vec::<&str>::new());
    // And with the key of her own database, in every table
    let verified = carys.verify(|_, _| {}).await.unwrap();
    assert!(verified.closed >= 3, "{verified:?}");
    carys.rebuild(|_, _| {}).await.unwrap();
    carys.lock().await.unwrap();
    ben.lock().await.unwrap();
    // Then it is nowhere, while in Ben's, who may, it is
    assert_eq!(search.within(&whole_database(&office, "Carys Rowlands").await), Vec::<&str>::new());
    assert!(!search.within(&whole_database(&office, "Ben Okafor").await).is_empty(), "the search finds nothing at all");
}

#[tokio::test]
async fn whoever_left_reads_nothing_new_and_writes_nothing_that_counts() {
    // Given a prison offender manager with a device
    let office = Office::new();
    let (mut ada, scene) = scene(&office).await;
    let mut ben = office.starts(&mut ada, "Ben Okafor", scene.pom).await;
    ben.write_note(&scene.kieran, note(Visibility::General, "Before he left")).await.unwrap();
    hears(&mut ada, &ben).await;
    let mut forger = Forger::at(&ben);
    let hand_made = CaseEvent::NoteWritten(NoteWritten {
        id: NoteId(new_id(morning(40))),
        note_type: "GEN".to_owned(),
        sub_type: "HIS".to_owned(),
        visibility: Visibility::General,
        text: "Written on the way out".to_owned(),
        place: "LEI".to_owned(),
        actions: Vec::new(),
    });
    // An entry that names the control log as it was before he left: he may say that he did not know.
    let unknowing = forger.seals(&ben, Compartment::General, Subject::Case(KIERAN.into()), &hand_made);
    // When he has left, and others write on
    ada.set_roles(scene.pom, Roles::NONE).await.unwrap();
    ada.write_note(&scene.kieran, note(Visibility::General, "The walnut tree was felled")).await.unwrap();
    ada.write_note(&scene.kieran, note(Visibility::Restricted, "The walnut was sold")).await.unwrap();
    let received = hears(&mut ben, &ada).await;
    // Then his device can open none of it, even if it is given to him: only that his post ended, which was written before he left
    assert_eq!((received.new, received.closed), (3, 2));
    for compartment in Compartment::ALL {
        assert!(ben.record().ring().current(ben.record().membership(), compartment).is_none());
    }
    // And the program shows him nothing any more, not even what he could read before
    assert_eq!(ben.case(&scene.kieran).await.unwrap_err().code, Code::NotAllowed);
    assert_eq!(ben.search("Kieran", 5).await.unwrap_err().code, Code::NotAllowed);
    assert!(ben.write_note(&scene.kieran, note(Visibility::General, "x")).await.is_err());
    ben.lock().await.unwrap();
    assert_eq!(Search::for_words(&["walnut"]).within(&whole_database(&office, "Ben Okafor").await), Vec::<&str>::new());
    // And what he wrote before stands, while what comes from him now does nothing
    ada.record_mut().receive(vec![unknowing]).await.unwrap();
    let case = ada.case(&scene.kieran).await.unwrap();
    assert!(case.notes.iter().any(|note| note.text.as_deref() == Some("Before he left")));
    assert!(case.notes.iter().all(|note| note.text.as_deref() != Some("Written on the way out")));
    let not_applied = ada.record().unapplied(None).await.unwrap();
    assert_eq!(not_applied.len(), 1);
    assert_eq!((not_applied[0].kind.as_str(), not_applied[0].author), ("NoteWritten", scene.pom));
    is_whole(&ada).await;
}

#[tokio::test]
async fn whoever_is_promoted_can_read_what_the_new_role_reads() {
    // Given a keyworker whose device never had the restricted keys
    let office = Office::new();
    let (mut ada, scene) = scene(&office).await;
    let mut carys = office.starts(&mut ada, "Carys Rowlands", scene.keyworker).await;
    assert!(!carys.may(app::types::Right::ReadRestricted));
    // When she becomes a prison offender manager, and her device hears of it
    ada.set_roles(scene.keyworker, one(Pom)).await.unwrap();
    hears(&mut carys, &ada).await;
    // Then she reads what was restricted before and writes what her colleagues can read
    let opened = carys.open_restricted_notes(&scene.kieran, "Taking the case over").await.unwrap();
    assert_eq!(opened[0].text.as_deref(), Some(SECRET));
    carys.write_note(&scene.kieran, note(Visibility::Restricted, "Seen by a new manager")).await.unwrap();
    let received = hears(&mut ada, &carys).await;
    assert_eq!(received.closed, 0);
    assert!(ada.record().unapplied(None).await.unwrap().is_empty());
    // And when she goes back, she reads nothing new of it
    ada.set_roles(scene.keyworker, one(Keyworker)).await.unwrap();
    ada.write_note(&scene.kieran, note(Visibility::Restricted, "After she went back")).await.unwrap();
    assert_eq!(hears(&mut carys, &ada).await.closed, 1);
    // Somebody who had left and comes back has their keys again.
    ada.set_roles(scene.keyworker, Roles::NONE).await.unwrap();
    ada.set_roles(scene.keyworker, one(Keyworker)).await.unwrap();
    ada.write_note(&scene.kieran, note(Visibility::General, "Welcome back")).await.unwrap();
    assert_eq!(hears(&mut carys, &ada).await.closed, 0);
    carys.write_note(&scene.kieran, note(Visibility::General, "Good to be back")).await.unwrap();
    hears(&mut ada, &carys).await;
    assert!(ada.record().unapplied(None).await.unwrap().is_empty());
    is_whole(&ada).await;
    is_whole(&carys).await;
}
