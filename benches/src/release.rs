//! Temporary release: the gate list of a day and the counts of five years.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use api::ReleaseCounts;
use app::Session;
use sqlx::Row;

use crate::figures::{median, milliseconds, percentile};
use crate::prison::Unit;
use crate::{Failure, bare, history};

/// How often everything is timed.
const TIMES: usize = 150;

/// A unit in which everybody has gone out for years.
pub(crate) async fn make(kept: Option<&Path>) -> Result<Unit, Failure> {
    let name = format!("releases-{}-{}", history::PEOPLE, history::YEARS);
    let unit = Unit::kept_or_new(kept, &name)?;
    if !unit.is_there() {
        println!("Making a unit of {} people who have gone out for {} years …", history::PEOPLE, history::YEARS);
        history::write(&unit).await?;
    }
    Ok(unit)
}

/// What the gate and whoever counts wait for.
pub(crate) struct Waits {
    /// How many releases the record has.
    pub(crate) releases: i64,
    /// How many of them stand on today's list.
    pub(crate) rows: usize,
    /// The slowest of the gate lists.
    pub(crate) gate_ms: f64,
    /// A bare statement for the same rows, median.
    pub(crate) bare_ms: f64,
    /// The counts of twelve months: the slowest, and the median.
    pub(crate) counts_ms: (f64, f64),
    /// The counts of all the years.
    pub(crate) all_counts_ms: (f64, f64),
}

/// Opens the gate list and the counts again and again.
pub(crate) async fn waits(unit: &Unit) -> Result<Waits, Failure> {
    let session = unit.open().await?;
    let mut connection = bare::open(&unit.record(), &unit.key().await?).await?;
    let releases = sqlx::query("SELECT count(*) FROM rotl_release").fetch_one(&mut connection).await?.try_get(0)?;
    let day = session.today();
    let from =
        casework::london::instant(day.to_datetime(jiff::civil::Time::midnight())).ok_or("today has no midnight")?;
    let (from, until) = (from.as_millisecond(), from.as_millisecond() + 86_400_000);
    let (mut gate, mut bare_times, mut rows) = (Vec::new(), Vec::new(), 0);
    for _ in 0..TIMES {
        let start = Instant::now();
        rows = black_box(session.gate(None).await?).rows.len();
        gate.push(milliseconds(start.elapsed()));
        let start = Instant::now();
        let read = sqlx::query("SELECT number, out, back, state FROM rotl_release WHERE out >= ? AND out < ?");
        for row in read.bind(from).bind(until).fetch_all(&mut connection).await? {
            let _: (String, i64, i64, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        }
        bare_times.push(milliseconds(start.elapsed()));
    }
    let counts_ms = counts(&session, &ReleaseCounts::default()).await?;
    let first = day.saturating_sub(jiff::Span::new().years(history::YEARS)).to_string();
    let all_counts_ms = counts(&session, &ReleaseCounts { from: Some(first), until: None }).await?;
    session.lock().await?;
    let (gate_ms, bare_ms) = (percentile(&gate, 1.0), median(&bare_times));
    Ok(Waits { releases, rows, gate_ms, bare_ms, counts_ms, all_counts_ms })
}

/// The slowest of the counts, and the median.
async fn counts(session: &Session, asked: &ReleaseCounts) -> Result<(f64, f64), Failure> {
    let mut times = Vec::new();
    for _ in 0..TIMES / 3 {
        let start = Instant::now();
        black_box(session.release_counts(asked).await?);
        times.push(milliseconds(start.elapsed()));
    }
    Ok((percentile(&times, 1.0), median(&times)))
}
