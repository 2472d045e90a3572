//! Text being typed, copies of the file, and the form of the database.

use store::StoreError;

use crate::support::*;

#[tokio::test]
async fn drafts_are_kept_replaced_and_dropped_and_survive_a_crash() {
    let mut ada = founded().await;
    ada.keep_draft("note", "A4417FK", "He sa", clock(1)).await.unwrap();
    ada.keep_draft("note", "A4417FK", "He said that", clock(2)).await.unwrap();
    ada.keep_draft("note", "A1001BC", "Another case", clock(3)).await.unwrap();
    ada.keep_draft("session", "A4417FK", "Another form", clock(4)).await.unwrap();
    ada.keep_draft("search", "", "No case at all", clock(5)).await.unwrap();

    ada.drop_dead();
    ada.open().await.unwrap();

    let drafts = ada.drafts().await.unwrap();
    let bodies: Vec<&str> = drafts.iter().map(|draft| draft.body.as_str()).collect();
    assert_eq!(bodies, ["No case at all", "Another form", "Another case", "He said that"], "newest first");
    assert_eq!((drafts[3].form.as_str(), drafts[3].number.as_str(), drafts[3].kept), ("note", "A4417FK", clock(2)));

    ada.drop_draft("note", "A4417FK").await.unwrap();
    ada.drop_draft("note", "A4417FK").await.unwrap();
    ada.rebuild(|_, _| {}).await.unwrap();
    ada.reopen().await;
    assert_eq!(ada.drafts().await.unwrap().len(), 3, "a rebuild leaves drafts alone");
    ada.is_sound().await;
}

#[tokio::test]
async fn a_copy_holds_everything_under_the_same_key() {
    let mut ada = founded().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    for id in 0..30 {
        ada.writes(&kieran, Note::new(id, "Thistlewood tends the garden.").written()).await;
    }
    ada.keep_draft("note", "A4417FK", "Half a sentence", clock(1)).await.unwrap();
    let copy = ada.folder().join("copy.db");
    ada.copy_to(&copy).await.unwrap();

    let bytes = std::fs::read(&copy).unwrap();
    assert!(!bytes.starts_with(b"SQLite format 3"), "the copy is not encrypted");
    assert!(!contains(&bytes, b"Thistlewood"));

    // The record goes on; the copy stays as it was.
    let before = ada.everything().await;
    ada.writes(&kieran, Note::new(99, "After the copy.").written()).await;
    let record = ada.open_file(&copy).await.unwrap();
    assert_eq!(record.frontier().of(ada.index()), 31);
    record.verify(|_, _| {}).await.unwrap();
    record.close().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut elsewhere = founded_with(1, Some(folder.path())).await;
    elsewhere.close().await;
    std::fs::copy(&copy, elsewhere.path()).unwrap();
    elsewhere.open().await.unwrap();
    assert_same("the copy", &before, &elsewhere.everything().await);

    let wrong = store::database::Database::open(&copy, &database_key(999)).await.map(|_| ());
    assert!(matches!(wrong, Err(StoreError::NotOurs)), "{wrong:?}");
    let again = ada.copy_to(&copy).await;
    assert!(matches!(again, Err(StoreError::Io(_))), "a copy replaced a file: {again:?}");
    ada.writes(&kieran, Note::new(100, "After the refused copy.").written()).await;
    ada.is_sound().await;
}

/// Somebody else still reads an older state, so that the newest entries cannot be merged into the file.
#[tokio::test]
async fn a_copy_is_never_older_than_what_was_acknowledged() {
    use sqlx::Connection;

    let mut ada = founded().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    let mut reader = ada.raw().await;
    let mut reading = reader.begin().await.unwrap();
    let _: i64 = sqlx::query_scalar("SELECT count(*) FROM entry").fetch_one(&mut *reading).await.unwrap();
    ada.writes(&kieran, Note::new(1, "Written while somebody read.").written()).await;

    let copy = ada.folder().join("copy.db");
    let copied = ada.copy_to(&copy).await;
    assert!(matches!(copied, Err(StoreError::Busy)), "{copied:?}");
    assert!(!copy.exists());

    reading.rollback().await.unwrap();
    reader.close().await.unwrap();
    ada.copy_to(&copy).await.unwrap();
    let record = ada.open_file(&copy).await.unwrap();
    assert_eq!(record.frontier().of(ada.index()), 2);
    record.close().await.unwrap();
}

/// Whoever goes on from a copy goes on as a new device: the old log may have gone further than the copy knows.
#[tokio::test]
async fn a_restored_copy_goes_on_under_new_keys() {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ben.hears(&ada).await;
    ben.writes(&kieran, Note::new(1, "Before the copy.").written()).await;
    let copy = ben.folder().join("copy.db");
    ben.copy_to(&copy).await.unwrap();
    ben.writes(&kieran, Note::new(2, "After the copy, and not lost: Ada heard it.").written()).await;
    ada.hears(&ben).await;

    let mut restored = ben.restores(&copy, 777).await.unwrap();
    restored.verify(|_, _| {}).await.unwrap();
    let own = restored.own_device().unwrap().index;
    assert_ne!(own, ben.index());
    let late = ada.sealed_logs(&restored.frontier()).await.unwrap();
    restored.receive(late).await.unwrap();
    let event = store::NewEvent {
        subject: case(&kieran),
        occurred: clock(9),
        event: Note::new(3, "After the restoration.").written(),
        base: None,
    };
    let action = store::Action {
        compartment: ledger::Compartment::General,
        class: ledger::Class::Normal,
        command: [2; 16],
        events: vec![event],
    };
    restored.write(&mut seeded(3), clock(9), vec![action], |_| {}).await.unwrap();
    restored.verify(|_, _| {}).await.unwrap();

    let log = restored.control_log().await.unwrap();
    ada.extend_control(log.last().unwrap()).await.unwrap();
    let logs = restored.sealed_logs(&ada.frontier()).await.unwrap();
    ada.receive(logs).await.unwrap();
    let texts: Vec<String> =
        ada.notes_of(&kieran, casework::event::Visibility::General).await.into_iter().map(|note| note.text).collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert!(ada.refusals().await.is_empty());
    ada.is_sound().await;
    restored.close().await.unwrap();
}

pub(crate) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A migration that was released is never changed: this one is read by every record that there is. Add another file instead.
#[test]
fn migrations_are_never_changed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/device");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let hash = crypto::derive_hash(crypto::Context::State, &[&std::fs::read(&path).unwrap()]);
            format!("{} {hash}", path.file_name().unwrap().to_str().unwrap())
        })
        .collect();
    found.sort();
    let golden = include_str!("golden_migrations.txt");
    assert_eq!(found.join("\n"), golden.trim_end());
}
