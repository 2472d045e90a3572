//! What a desk's record says: asked through the store, and read from its tables without it.

use std::collections::BTreeMap;
use std::path::Path;

use casework::PrisonNumber;
use casework::event::Visibility;
use ledger::header::Header;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use store::caseload::{CaseloadQuery, CaseloadRow, Filter, Sort};
use store::read::NoteQuery;
use store::receive::SealedLog;

use super::WORDS;
use super::desk::Desk;

/// The tables that are not folded: what is kept of the ledger, and what is of this device alone.
const OF_THIS_DEVICE: [&str; 8] =
    ["control", "entry", "draft", "preference", "setting", "dealt_with", "entering", "_sqlx_migrations"];
/// And what is kept of the server.
const OF_THE_SERVER: [&str; 9] =
    ["server", "under_way", "not_relayed", "filed", "filed_tip", "signed_head", "receipt", "aside", "alarm"];

impl Desk {
    /// Notes of somebody, newest first, as far as this may be seen.
    pub(crate) async fn notes_of(&self, about: &PrisonNumber, visibility: Visibility) -> Vec<store::read::NoteRow> {
        let query = NoteQuery { visibility, note_type: None, sub_type: None, offset: 0, limit: 1000 };
        self.notes(about, &query).await.unwrap()
    }

    pub(crate) async fn whole_caseload(&self) -> Vec<CaseloadRow> {
        let query = CaseloadQuery {
            filter: Filter::default(),
            sort: Sort::Number,
            descending: false,
            offset: 0,
            limit: u32::MAX,
        };
        self.caseload(&query).await.unwrap().0
    }

    /// Why things were kept without being applied.
    pub(crate) async fn refusals(&self) -> Vec<(String, String)> {
        let rows = self.unapplied(None).await.unwrap();
        rows.into_iter().map(|row| (row.kind, row.reason)).collect()
    }

    /// Walks the record, or fails with what is wrong.
    pub(crate) async fn is_sound(&self) -> store::verify::Verified {
        self.verify(|_, _| {}).await.unwrap_or_else(|wrong| panic!("the record is not sound: {wrong}"))
    }

    /// A second connection to the file, with its key and without the store.
    pub(crate) async fn raw(&self) -> SqliteConnection {
        raw(&self.path(), &self.pragma()).await.unwrap()
    }

    /// Changes the database behind the store's back.
    pub(crate) async fn tampers(&self, statement: &str) {
        let mut connection = self.raw().await;
        let done = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
        assert!(done.rows_affected() > 0, "nothing was changed by: {statement}");
        connection.close().await.unwrap();
    }

    /// What the folded tables say, in no order and without the numbers of rows.
    pub(crate) async fn folded(&self) -> Dump {
        let mut connection = self.raw().await;
        let mut dump = Dump::new();
        for table in tables(&mut connection).await {
            let kept = OF_THIS_DEVICE.contains(&table.as_str()) || OF_THE_SERVER.contains(&table.as_str());
            if !kept && !table.contains("_word") {
                let rows = rows_of(&mut connection, &table, &["id"]).await;
                dump.insert(table, rows);
            }
        }
        for word in WORDS {
            let amended = "t.text || coalesce((SELECT group_concat(' ' || a.text, '') FROM amendment a \
                 WHERE a.note_id = t.note_id AND a.number = t.number), '')";
            let notes = ("note_word", "note", "note_id", amended, "t.visibility < 2");
            let actions = ("action_word", "action", "action_id", "t.text", "1");
            for (index, table, id, text, seen) in [notes, actions] {
                // What waits to be indexed is found by whoever looks for it, too.
                let statement = format!(
                    "SELECT coalesce(hex(t.{id}), 'a row of the index that belongs to nothing') FROM {index} i \
                     LEFT JOIN {table} t ON t.id = i.rowid WHERE {index} MATCH ?1 \
                     UNION ALL SELECT hex(t.{id}) FROM {table} t WHERE {seen} \
                     AND t.id > coalesce((SELECT max(id) FROM {index}_docsize), 0) \
                     AND instr(' ' || lower(replace(replace({text}, '.', ' '), ',', ' ')) || ' ', ' ' || ?1 || ' ') > 0"
                );
                let mut found: Vec<String> =
                    sqlx::query_scalar(AssertSqlSafe(statement)).bind(word).fetch_all(&mut connection).await.unwrap();
                found.sort();
                dump.insert(format!("{index} {word}"), found);
            }
        }
        connection.close().await.unwrap();
        dump
    }

    /// Every row of every table, the ledger and the index's inside included.
    pub(crate) async fn everything(&self) -> Dump {
        let mut connection = self.raw().await;
        let mut dump = Dump::new();
        for table in tables(&mut connection).await {
            let rows = rows_of(&mut connection, &table, &[]).await;
            dump.insert(table, rows);
        }
        connection.close().await.unwrap();
        dump
    }
}

/// Rows as text, by table.
pub(crate) type Dump = BTreeMap<String, Vec<String>>;

/// Two dumps say the same, or the first difference is told.
#[track_caller]
pub(crate) fn assert_same(what: &str, one: &Dump, other: &Dump) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{what}: other tables");
    for (table, rows) in one {
        let others = &other[table];
        let only = |these: &Vec<String>, those: &Vec<String>| {
            these.iter().filter(|row| !those.contains(row)).take(3).cloned().collect::<Vec<_>>()
        };
        let (here, there) = (only(rows, others), only(others, rows));
        assert!(rows == others, "{what}: {table} differs\n only in one: {here:#?}\n only in the other: {there:#?}");
    }
}

async fn tables(connection: &mut SqliteConnection) -> Vec<String> {
    sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        .fetch_all(connection)
        .await
        .unwrap()
}

async fn rows_of(connection: &mut SqliteConnection, table: &str, without: &[&str]) -> Vec<String> {
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
        .bind(table.to_owned())
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    let columns: Vec<String> = columns.into_iter().filter(|column| !without.contains(&column.as_str())).collect();
    let cells: Vec<String> = columns.iter().map(|column| format!("'{column}=' || quote(\"{column}\")")).collect();
    let statement = format!("SELECT {} FROM \"{table}\"", cells.join(" || ' ' || "));
    let mut rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(statement)).fetch_all(connection).await.unwrap();
    rows.sort();
    rows
}

/// A connection without the store.
pub(crate) async fn raw(path: &Path, pragma: &str) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).pragma("key", pragma.to_owned());
    options.disable_statement_logging().connect().await
}

pub(crate) fn header_of(log: &SealedLog, at: usize) -> Header {
    Header::from_bytes(&log.entries[at].0).unwrap()
}
