//! Writing: a note, an import, the fold, a rebuild, and unlocking.

use std::time::Instant;

use app::note::NewNote;
use casework::event::{CaseEvent, Visibility};
use casework::fold::{Recorded, Unit as Folded};
use casework::{PrisonNumber, Stamp};
use crypto::DatabaseKey;
use jiff::Timestamp;
use ledger::content::EventEnvelope;
use ledger::header::Header;
use ledger::sealing::open_entry;
use ledger::{Position, Roles, VersionVector};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use sqlx::{Connection, Executor, Row, SqliteConnection, TypeInfo, ValueRef};
use store::caseload::{CaseloadQuery, Filter, Sort};

use crate::figures::{median, milliseconds};
use crate::prison::{self, Unit};
use crate::reading::{numbers, shuffle};
use crate::{Failure, bare};

pub(crate) struct Note {
    pub(crate) ratio: f64,
    pub(crate) ms: f64,
}

/// A note saved, against one row with the same words, in turn.
pub(crate) async fn note(unit: &Unit) -> Result<Note, Failure> {
    let mut session = unit.open().await?;
    let mut numbers = numbers(unit).await?;
    shuffle(&mut numbers, 3);
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let mut plain = bare::open(&unit.beside("bare-note.db"), &DatabaseKey::make(&mut rng)).await?;
    plain.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT").await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (at, number) in numbers.iter().take(220).enumerate() {
        let text = format!(
            "Session {at}. {}",
            "He talked about work, his family and the course he wants to finish. ".repeat(5)
        );
        let number: PrisonNumber = number.parse()?;
        let new = NewNote {
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            occurred: None,
            text: text.clone(),
            visibility: Visibility::General,
            actions: Vec::new(),
        };
        let start = Instant::now();
        session.write_note(&number, new).await?;
        let own = milliseconds(start.elapsed());
        let start = Instant::now();
        sqlx::query("INSERT INTO note (text) VALUES (?)").bind(text).execute(&mut plain).await?;
        let other = milliseconds(start.elapsed());
        // The first ones prepare statements and make files.
        if at >= 20 {
            ours.push(own);
            theirs.push(other);
        }
    }
    session.lock().await?;
    let (ours, theirs) = (median(&ours), median(&theirs));
    println!("  a note {ours:.2} ms, a bare insert {theirs:.2} ms");
    Ok(Note { ratio: ours / theirs, ms: ours })
}

/// Seconds to plan and take 1,500 documents into a new unit.
pub(crate) async fn import() -> Result<f64, Failure> {
    let folder = tempfile::tempdir()?;
    let mut session = prison::empty(folder.path()).await?;
    let options = demo::Options { people: 1_500, notes: 0, seed: 5, ..demo::Options::standard(session.today()) };
    let documents: Vec<serde_json::Value> =
        demo::generate(&options).people.into_iter().map(|person| person.document).collect();
    let path = folder.path().join("export.json");
    std::fs::write(&path, serde_json::to_vec(&documents)?)?;
    let start = Instant::now();
    let plan = session.plan_import(&[path]).await?;
    session.take_import(plan, |_, _| {}).await?;
    let seconds = start.elapsed().as_secs_f64();
    session.lock().await?;
    Ok(seconds)
}

/// Events a second, opened and decoded before the clock starts.
pub(crate) async fn fold(unit: &Unit) -> Result<f64, Failure> {
    let session = unit.open().await?;
    let record = session.record();
    let membership = record.membership();
    let mut events = Vec::new();
    for log in record.sealed_logs(&VersionVector::new()).await? {
        let device = membership.device_by_id(&log.device).ok_or("an unknown device")?.index;
        for (header, payload) in log.entries {
            let header = Header::from_bytes(&header).ok_or("a header")?;
            let key = record.ring().key(&header.kid).ok_or("a key")?;
            let compartment = membership.compartment_of(&header.kid).ok_or("a compartment")?;
            let content = open_entry(&header, &payload, key)?;
            let authority = membership.authority(device, header.seq, &header.control, content.actor);
            let (roles, refused) = authority.map_or_else(|r| (Roles::NONE, Some(r)), |a| (a.roles, None));
            for (at, event) in content.events.into_iter().enumerate() {
                let EventEnvelope { subject, kind, schema, occurred, base, body } = event;
                let position = Position { lamport: header.lamport, device, seq: header.seq, event: u16::try_from(at)? };
                let stamp = Stamp {
                    position,
                    author: content.actor,
                    roles,
                    refused,
                    compartment,
                    occurred: Timestamp::from_millisecond(occurred)?,
                    recorded: Timestamp::from_millisecond(content.recorded)?,
                    base,
                };
                events.push(Recorded { subject, stamp, event: CaseEvent::decode(kind, schema, &body)? });
            }
        }
    }
    session.lock().await?;
    events.sort_by_key(|recorded| recorded.stamp.position);
    let count = events.len() as f64;
    let start = Instant::now();
    let mut folded = Folded::default();
    folded.fold(events, |_, _, _| {});
    let seconds = start.elapsed().as_secs_f64();
    println!("  {count} events of {} cases", folded.cases.len());
    Ok(count / seconds)
}

pub(crate) struct Rebuild {
    pub(crate) ratio: f64,
    pub(crate) seconds: f64,
}

/// The tables whose rows a rebuild makes.
const TABLES: [&str; 20] = [
    "fact",
    "note",
    "amendment",
    "action",
    "action_outcome",
    "allocation",
    "movement",
    "contact",
    "victim_contact",
    "conflict",
    "viewed",
    "import_run",
    "quarantine",
    "not_applied",
    "mention",
    "case_facts",
    "case_state",
    "caseload",
    "name_key",
    "number_key",
];

/// A rebuild, against bare inserts of the same rows.
pub(crate) async fn rebuild(unit: &Unit) -> Result<Rebuild, Failure> {
    let mut session = unit.open().await?;
    let start = Instant::now();
    session.rebuild(|_, _| {}).await?;
    let seconds = start.elapsed().as_secs_f64();
    session.lock().await?;

    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let key = DatabaseKey::make(&mut rng);
    let path = unit.beside("bare-rows.db");
    // An empty database of the same form.
    store::database::Database::create(&path, &key).await?.close().await?;
    let mut target = bare::open(&path, &key).await?;
    let mut source = bare::open(&unit.record(), &unit.key().await?).await?;
    let mut bare = 0.0;
    let mut tx = target.begin().await?;
    for table in TABLES {
        let columns: Vec<String> =
            sqlx::query_scalar("SELECT name FROM pragma_table_info(?)").bind(table).fetch_all(&mut source).await?;
        let select = format!("SELECT {} FROM {table}", columns.join(", "));
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!("INSERT INTO {table} ({}) VALUES ({marks})", columns.join(", "));
        bare += copy(&mut source, &mut tx, &select, &insert, columns.len()).await?;
    }
    let words = "SELECT id, text || coalesce((SELECT group_concat(' ' || a.text, '') FROM amendment a \
         WHERE a.note_id = note.note_id), '') FROM note WHERE visibility < 2 ORDER BY id";
    bare += copy(&mut source, &mut tx, words, "INSERT INTO note_word (rowid, text) VALUES (?, ?)", 2).await?;
    let actions = "SELECT id, text FROM action ORDER BY id";
    bare += copy(&mut source, &mut tx, actions, "INSERT INTO action_word (rowid, text) VALUES (?, ?)", 2).await?;
    let start = Instant::now();
    tx.commit().await?;
    bare += start.elapsed().as_secs_f64();
    println!("  rebuild {seconds:.1} s, bare inserts {bare:.1} s");
    Ok(Rebuild { ratio: seconds / bare, seconds })
}

enum Cell {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// Reads rows and then inserts them; only the inserting counts.
async fn copy(
    source: &mut SqliteConnection,
    target: &mut SqliteConnection,
    select: &str,
    insert: &str,
    columns: usize,
) -> Result<f64, Failure> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(select.to_owned())).fetch_all(source).await?;
    let mut cells = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut line = Vec::with_capacity(columns);
        for at in 0..columns {
            let raw = row.try_get_raw(at)?;
            line.push(match raw.type_info().name() {
                _ if raw.is_null() => Cell::Null,
                "INTEGER" => Cell::Int(row.try_get(at)?),
                "TEXT" => Cell::Text(row.try_get(at)?),
                _ => Cell::Blob(row.try_get(at)?),
            });
        }
        cells.push(line);
    }
    drop(rows);
    let start = Instant::now();
    for line in cells {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(insert.to_owned()));
        for cell in line {
            query = match cell {
                Cell::Null => query.bind(None::<i64>),
                Cell::Int(value) => query.bind(value),
                Cell::Text(value) => query.bind(value),
                Cell::Blob(value) => query.bind(value),
            };
        }
        query.execute(&mut *target).await?;
    }
    Ok(start.elapsed().as_secs_f64())
}

/// Seconds from the passphrase to the first caseload rows, less what opening the keys costs.
pub(crate) async fn unlock(unit: &Unit) -> Result<f64, Failure> {
    let mut beyond = Vec::new();
    let query = CaseloadQuery {
        filter: Filter { here: Some(true), ..Filter::default() },
        sort: Sort::Name,
        descending: false,
        offset: 0,
        limit: 50,
    };
    for _ in 0..5 {
        let start = Instant::now();
        unit.secrets().await?;
        let keys = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let session = unit.open().await?;
        session.caseload(&query).await?;
        beyond.push(start.elapsed().as_secs_f64() - keys);
        session.lock().await?;
    }
    Ok(median(&beyond))
}
