//! `verify` walks everything and names the first thing that is wrong.

use store::verify::VerifyError;

use crate::support::*;

/// Ada's desk with a little of everything on it.
async fn a_desk() -> Desk {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ada.writes(&kieran, released_on("2027-05-17")).await;
    let session = Note::new(1, "First session in the garden.")
        .session()
        .agreeing(2, "Write to his sister")
        .agreeing(6, "Ask for a bed");
    ada.writes(&kieran, session.written()).await;
    ada.writes(&kieran, amended(3, 1, "It was the workshop.")).await;
    ada.writes(&kieran, contact(4, "Mair Ashdown")).await;
    ada.writes(&kieran, victim_contact("Olu Bright")).await;
    ben.hears(&ada).await;
    ben.writes(&kieran, Note::new(5, "Ben’s own note.").written()).await;
    ada.hears(&ben).await;
    // The search index has all of it, also what would still wait.
    ada.rebuild(|_, _| {}).await.unwrap();
    ada.is_sound().await;
    ada
}

async fn wrong_at(desk: &Desk) -> String {
    match desk.verify(|_, _| {}).await {
        Ok(verified) => panic!("nothing was found: {verified:?}"),
        Err(VerifyError::Wrong(what)) => what,
        Err(VerifyError::Store(error)) => error.to_string(),
    }
}

#[tokio::test]
async fn the_first_thing_that_is_wrong_is_named() {
    let flip = |table: &str, column: &str, at: &str| {
        format!(
            "UPDATE {table} SET {column} = unhex(substr(hex({column}), 1, 80) || \
             CASE substr(hex({column}), 81, 1) WHEN '0' THEN '1' ELSE '0' END || substr(hex({column}), 82)) WHERE {at}"
        )
    };
    let tamperings = [
        ("a byte of a payload", flip("entry", "payload", "device = 0 AND seq = 3"), "entry 3 of device 0: its payload was altered"),
        ("a byte of a header", flip("entry", "header", "device = 0 AND seq = 2"), "entry 2 of device 0"),
        ("a byte of the last header", flip("entry", "header", "device = 1 AND seq = 1"), "entry 1 of device 1"),
        ("a removed entry", "DELETE FROM entry WHERE device = 0 AND seq = 3".to_owned(), "entry 3 of device 0: entry 3 should come next, and this is 4"),
        ("a removed last entry", "DELETE FROM entry WHERE device = 0 AND seq = 6".to_owned(), "device 0: entry 6 is missing"),
        ("a device's whole log removed", "DELETE FROM entry WHERE device = 1".to_owned(), "device 1: entry 1 is missing"),
        ("two entries exchanged", "UPDATE entry SET header = (SELECT e.header FROM entry e WHERE e.device = 0 AND e.seq = 9 - entry.seq) WHERE device = 0 AND seq IN (4, 5)".to_owned(), "entry 4 of device 0"),
        ("an entry at another place in the order", "UPDATE entry SET lamport = 500 WHERE device = 0 AND seq = 2".to_owned(), "entry 2 of device 0"),
        ("an entry of no device", "INSERT INTO entry (place, lamport, header, payload) SELECT 9 << 32 | seq, lamport, header, payload FROM entry WHERE seq = 1 AND device = 0".to_owned(), "belong to no device"),
        ("the removed last seal", "UPDATE entry SET seal = NULL WHERE device = 0 AND seq = 6".to_owned(), "device 0: its last entry 6 is not sealed"),
        ("a changed seal", flip("entry", "seal", "device = 0 AND seq = 4"), "entry 4 of device 0: its seal was not made by its device"),
        ("a seal that is none", "UPDATE entry SET seal = x'00' WHERE device = 0 AND seq = 4".to_owned(), "the seal of entry 4 is no seal"),
        ("a changed control entry", flip("control", "bytes", "place = 2"), "entry 2 of the control log"),
        ("a removed control entry", "DELETE FROM control WHERE place = 3".to_owned(), "entry 3 of the control log"),
        ("the removed end of the control log", "DELETE FROM control WHERE place = (SELECT max(place) FROM control)".to_owned(), "control log"),
        ("a changed fact", "UPDATE fact SET value = '2028-01-01' WHERE field = 'releaseDate'".to_owned(), "the table fact of case A4417FK"),
        ("a changed note", "UPDATE note SET text = 'Nothing happened.' WHERE device = 1".to_owned(), "the table note of case A4417FK"),
        ("a changed time", "UPDATE note SET occurred = occurred + 1 WHERE device = 1".to_owned(), "the table note of case A4417FK"),
        ("a fact under another case", "UPDATE fact SET number = 'A1000BC' WHERE field = 'releaseDate'".to_owned(), "the table fact of case A1000BC"),
        ("a removed amendment", "DELETE FROM amendment".to_owned(), "the table amendment of case A4417FK"),
        ("a doubled contact", "INSERT INTO contact SELECT * FROM contact".to_owned(), "the table contact of case A4417FK"),
        ("a changed victim contact", "UPDATE victim_contact SET remarks = NULL".to_owned(), "the table victim_contact of case A4417FK"),
        ("a changed row of the caseload", "UPDATE caseload SET release_date = '2026-12-01'".to_owned(), "the table caseload of case A4417FK"),
        ("a changed state", "UPDATE case_state SET state = x'a0'".to_owned(), "the table case_state of case A4417FK"),
        ("a removed name", "DELETE FROM name_key WHERE word = 'ashdown'".to_owned(), "the table name_key of case A4417FK"),
        ("an invented refusal", "INSERT INTO not_applied VALUES ('A4417FK', 'NoteWritten', 'no', x'00', 1, 1, 1, 1, 1, 1)".to_owned(), "the table not_applied of case A4417FK"),
        ("a forgotten mention", "DELETE FROM mention WHERE seq = 2".to_owned(), "the table mention of case A4417FK"),
        ("a note missing in the search index", "DELETE FROM note_word WHERE rowid = 1".to_owned(), "the search index differs from the notes by 1"),
        ("an action missing in the search index", "DELETE FROM action_word WHERE rowid = 1".to_owned(), "the search index differs from the actions by 1"),
        ("a row too many in the search index", "INSERT INTO note_word (rowid, text) VALUES (999, 'nothing')".to_owned(), "the search index differs from the notes by -1"),
    ];
    // One desk serves them all: each tampering is undone from a copy of the file.
    let mut ada = a_desk().await;
    ada.close().await;
    let sound = std::fs::read(ada.path()).unwrap();
    for (what, statement, expected) in tamperings {
        std::fs::write(ada.path(), &sound).unwrap();
        ada.open().await.unwrap();
        ada.tampers(&statement).await;
        let told = wrong_at(&ada).await;
        assert!(told.contains(expected), "{what}: {told}");
        ada.drop_dead();
        gone(&ada).await;
    }
    std::fs::write(ada.path(), &sound).unwrap();
    ada.open().await.unwrap();
    ada.is_sound().await;
}

/// Waits until no connection holds the file any more, and takes away what the log had.
async fn gone(desk: &Desk) {
    let mut connection = desk.raw().await;
    // Switching the kind of journal needs the file for oneself.
    loop {
        let switched: Result<String, _> =
            sqlx::query_scalar("PRAGMA journal_mode = DELETE").fetch_one(&mut connection).await;
        if switched.is_ok_and(|mode| mode == "delete") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    sqlx::Connection::close(connection).await.unwrap();
}

/// What can be put right by a rebuild is put right by it.
#[tokio::test]
async fn a_rebuild_repairs_the_folded_tables() {
    let mut ada = a_desk().await;
    let before = ada.folded().await;
    for statement in [
        "UPDATE fact SET value = '2028-01-01'",
        "DELETE FROM note WHERE device = 1",
        "DELETE FROM caseload",
        "DELETE FROM action_word WHERE rowid = 1",
        "DELETE FROM mention",
        "UPDATE case_state SET state = x'a0'",
        "DROP INDEX fact_history",
    ] {
        let mut connection = ada.raw().await;
        sqlx::query(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
    }
    let mut heard = Vec::new();
    ada.rebuild(|done, all| heard.push((done, all))).await.unwrap();
    assert_eq!(heard.last(), Some(&(7, 7)));
    assert_same("rebuild", &before, &ada.folded().await);
    ada.is_sound().await;
    // And work goes on.
    ada.writes(&number("A4417FK"), Note::new(50, "After the repair.").written()).await;
    ada.is_sound().await;
}

/// A later version of the program may make other tables of the same ledger.
#[tokio::test]
async fn tables_of_another_version_of_the_fold_are_made_again_on_opening() {
    let mut ada = a_desk().await;
    let before = ada.folded().await;
    ada.tampers("UPDATE setting SET value = x'00' WHERE name = 'fold'").await;
    ada.tampers("DELETE FROM caseload").await;
    ada.reopen().await;
    assert_same("opening", &before, &ada.folded().await);
    ada.is_sound().await;
}

#[tokio::test]
async fn a_changed_control_log_stops_the_record_from_opening() {
    let mut ada = a_desk().await;
    ada.tampers("UPDATE control SET bytes = zeroblob(90) WHERE place = 1").await;
    ada.close().await;
    let told = ada.open().await.unwrap_err().to_string();
    assert!(told.contains("cannot be read"), "{told}");
}

#[tokio::test]
async fn a_flipped_byte_in_the_file_is_found() {
    let mut ada = a_desk().await;
    ada.close().await;
    let sound = std::fs::read(ada.path()).unwrap();
    let pages = sound.len() / 4096;
    let mut found = 0;
    // The first page is the key's proof: opening fails there. Of the others every third is tried, in its middle.
    for page in (1..pages).step_by(3) {
        let mut damaged = sound.clone();
        damaged[page * 4096 + 2048] ^= 0x10;
        std::fs::write(ada.path(), &damaged).unwrap();
        match ada.open().await {
            Err(error) => {
                let expected = matches!(error, store::StoreError::Corrupt | store::StoreError::NotOurs);
                assert!(expected, "page {page}: {error:?}");
                found += 1;
            }
            Ok(()) => {
                let told = wrong_at(&ada).await;
                assert!(
                    told.contains("the file is damaged") || told.contains("file is damaged"),
                    "page {page}: {told}"
                );
                ada.drop_dead();
                found += 1;
            }
        }
        for rest in ["record.db-wal", "record.db-shm"] {
            let _gone = std::fs::remove_file(ada.folder().join(rest));
        }
    }
    assert!(found > 10, "{found} of {pages} pages");
    std::fs::write(ada.path(), &sound).unwrap();
    ada.open().await.unwrap();
    ada.is_sound().await;
}
