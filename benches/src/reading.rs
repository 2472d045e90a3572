//! Reading: the caseload, the case file, search.

use std::time::Instant;

use casework::PrisonNumber;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use store::caseload::{CaseloadQuery, Filter, Sort};

use crate::figures::{median, milliseconds, percentile};
use crate::prison::Unit;
use crate::{Failure, bare};

/// How often each query is timed.
const TIMES: usize = 45;

pub(crate) struct Caseload {
    pub(crate) worst: f64,
    pub(crate) median_ms: f64,
}

/// The same rows as a screen shows, by a statement written for them.
const BARE: &str = "SELECT number, name, date_of_birth, here, cell, legal_status, category, incentive, alerts, rosh, tier, \
     mappa_level, release_date, sentence_start, sentence_end, pom, keyworker, com, last_session, last_note, notes, \
     open_actions, conflicts FROM caseload";

/// Every sort and filter, against a bare prepared statement.
pub(crate) async fn caseload(unit: &Unit) -> Result<Caseload, Failure> {
    let session = unit.open().await?;
    let mut connection = bare::open(&unit.record(), &unit.key().await?).await?;
    let mut ratios = Vec::new();
    let mut all = Vec::new();
    for (filter, condition) in filters() {
        for (sort, column) in sorts() {
            for descending in [false, true] {
                let query = CaseloadQuery { filter: filter.clone(), sort, descending, offset: 0, limit: 50 };
                let way = if descending { "DESC" } else { "ASC" };
                let statement =
                    format!("{BARE} {condition} ORDER BY {column} {way} NULLS LAST, sort_name, number LIMIT 50");
                let (mut ours, mut theirs) = (Vec::new(), Vec::new());
                for _ in 0..TIMES {
                    let start = Instant::now();
                    session.record().caseload(&query).await?;
                    ours.push(milliseconds(start.elapsed()));
                    let start = Instant::now();
                    let rows = sqlx::query(sqlx::AssertSqlSafe(statement.clone())).fetch_all(&mut connection).await?;
                    rows.iter().try_for_each(whole)?;
                    theirs.push(milliseconds(start.elapsed()));
                }
                all.push(median(&ours));
                let (ours, theirs) = (median(&ours), median(&theirs));
                ratios.push(ours / theirs);
                if percentile(&ratios, 1.0) <= ours / theirs {
                    println!("  {ours:.2} ms against {theirs:.2} ms: {} {way} {condition}", sort.word());
                }
            }
        }
    }
    session.lock().await?;
    Ok(Caseload { worst: percentile(&ratios, 1.0), median_ms: median(&all) })
}

/// Reads every column of a row, as a screen needs it.
fn whole(row: &SqliteRow) -> Result<(), sqlx::Error> {
    type Text = Option<String>;
    type Id = Option<Vec<u8>>;
    type Time = Option<i64>;
    let _: (String, String, Text, bool, Text, Text, Text, Text, i64) = (
        row.try_get(0)?,
        row.try_get(1)?,
        row.try_get(2)?,
        row.try_get(3)?,
        row.try_get(4)?,
        row.try_get(5)?,
        row.try_get(6)?,
        row.try_get(7)?,
        row.try_get(8)?,
    );
    let _: (Text, Text, Text, Text, Text, Text, Text) = (
        row.try_get(9)?,
        row.try_get(10)?,
        row.try_get(11)?,
        row.try_get(12)?,
        row.try_get(13)?,
        row.try_get(14)?,
        row.try_get(17)?,
    );
    let _: (Id, Id, Time, Time, i64, i64, i64) = (
        row.try_get(15)?,
        row.try_get(16)?,
        row.try_get(18)?,
        row.try_get(19)?,
        row.try_get(20)?,
        row.try_get(21)?,
        row.try_get(22)?,
    );
    Ok(())
}

fn filters() -> Vec<(Filter, &'static str)> {
    let text = |text: &str| Some(text.to_owned());
    vec![
        (Filter::default(), ""),
        (Filter { here: Some(true), ..Filter::default() }, "WHERE here = 1"),
        (Filter { here: Some(false), ..Filter::default() }, "WHERE here = 0"),
        (Filter { category: text("C"), ..Filter::default() }, "WHERE category = 'C'"),
        (Filter { rosh: text("HIGH"), here: Some(true), ..Filter::default() }, "WHERE here = 1 AND rosh = 'HIGH'"),
        (Filter { cell: text("A-"), ..Filter::default() }, "WHERE substr(cell, 1, 2) = 'A-'"),
        (
            Filter { text: text("son"), ..Filter::default() },
            "WHERE (instr(sort_name, 'son') > 0 OR instr(number, 'SON') > 0)",
        ),
        (Filter { without: Some(casework::event::Post::Keyworker), ..Filter::default() }, "WHERE keyworker IS NULL"),
    ]
}

fn sorts() -> [(Sort, &'static str); 15] {
    [
        (Sort::Name, "sort_name"),
        (Sort::Number, "number"),
        (Sort::Cell, "cell"),
        (Sort::Release, "release_date"),
        (Sort::SentenceStart, "sentence_start"),
        (Sort::Category, "category"),
        (Sort::LegalStatus, "legal_status"),
        (Sort::Rosh, "rosh_rank"),
        (Sort::Tier, "tier"),
        (Sort::LastSession, "last_session"),
        (Sort::LastNote, "last_note"),
        (Sort::OpenActions, "open_actions"),
        (Sort::Alerts, "alerts"),
        (Sort::Incentive, "incentive"),
        (Sort::DateOfBirth, "date_of_birth"),
    ]
}

/// The slowest first screen of 200 cases.
pub(crate) async fn first_screen(unit: &Unit) -> Result<f64, Failure> {
    let session = unit.open().await?;
    let mut numbers = numbers(unit).await?;
    shuffle(&mut numbers, 1);
    let mut times = Vec::new();
    for number in numbers.iter().take(200) {
        let number: PrisonNumber = number.parse()?;
        let start = Instant::now();
        session.case(&number).await?;
        times.push(milliseconds(start.elapsed()));
    }
    session.lock().await?;
    Ok(percentile(&times, 1.0))
}

pub(crate) struct Search {
    pub(crate) p95: f64,
    pub(crate) worst: f64,
}

/// Every key press of queries that people might type.
pub(crate) async fn search(unit: &Unit) -> Result<Search, Failure> {
    let session = unit.open().await?;
    let queries = queries(unit).await?;
    let mut times = Vec::new();
    for query in queries {
        let ends: Vec<usize> = query.char_indices().map(|(at, _)| at).chain([query.len()]).skip(2).collect();
        for end in ends {
            let typed = query.get(..end).unwrap_or(&query);
            let start = Instant::now();
            session.search(typed, 20).await?;
            times.push(milliseconds(start.elapsed()));
        }
    }
    session.lock().await?;
    Ok(Search { p95: percentile(&times, 0.95), worst: percentile(&times, 1.0) })
}

/// Words and pairs of words that stand in notes, names, and numbers: whatever a seed draws, common and rare alike.
async fn queries(unit: &Unit) -> Result<Vec<String>, Failure> {
    let mut connection = bare::open(&unit.record(), &unit.key().await?).await?;
    let notes: i64 = sqlx::query_scalar("SELECT max(id) FROM note").fetch_one(&mut connection).await?;
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut queries = Vec::new();
    for at in 0..40 {
        let id = i64::try_from(rng.next_u64() % notes.unsigned_abs())? + 1;
        let text: String = sqlx::query_scalar("SELECT text FROM note WHERE id >= ? LIMIT 1")
            .bind(id)
            .fetch_one(&mut connection)
            .await?;
        let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).collect();
        let Some(first) = words.len().checked_sub(3).filter(|last| *last > 0) else { continue };
        let from = usize::try_from(rng.next_u64())? % first;
        queries.push(words.iter().skip(from).take(1 + at % 3).copied().collect::<Vec<_>>().join(" "));
    }
    let names: Vec<(String, String)> =
        sqlx::query_as("SELECT name, number FROM caseload ORDER BY number").fetch_all(&mut connection).await?;
    for _ in 0..10 {
        let at = usize::try_from(rng.next_u64())? % names.len();
        if let Some((name, number)) = names.get(at) {
            queries.push(name.replace(',', ""));
            queries.push(number.clone());
        }
    }
    Ok(queries)
}

/// Every prison number.
pub(crate) async fn numbers(unit: &Unit) -> Result<Vec<String>, Failure> {
    let mut connection = bare::open(&unit.record(), &unit.key().await?).await?;
    Ok(sqlx::query_scalar("SELECT number FROM caseload ORDER BY number").fetch_all(&mut connection).await?)
}

/// Shuffles by a seed.
pub(crate) fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for at in (1..items.len()).rev() {
        let other = usize::try_from(rng.next_u64() % (at as u64 + 1)).unwrap_or_default();
        items.swap(at, other);
    }
}
