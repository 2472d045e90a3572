//! How fast the record is, against bare statements on the same kind of file in the same run. Prints each figure with its target
//! and writes `docs/performance.md`. Nothing here is a test: a slow machine changes the figures, and the ratios much less.
//!
//! `THROUGHCARE_BENCH_TIMES` sets at how many times 400,000 notes the second size is (10 unless said; 1 leaves it out).
#![expect(clippy::print_stdout, reason = "a program whose output is its figures")]
#![expect(clippy::disallowed_methods, reason = "measuring needs the clock")]

mod bare;
mod figures;
mod prison;
mod reading;
mod report;
mod writing;

use report::{Figure, Report};

/// Why a measurement could not be made.
type Failure = Box<dyn std::error::Error>;

/// People in the measured unit.
const PEOPLE: usize = 1_500;
/// Notes in the measured unit.
const NOTES: usize = 400_000;
/// At how many times the notes the second size is, unless said.
const DEFAULT_TIMES: usize = 10;

fn main() -> Result<(), Failure> {
    let times = match std::env::var("THROUGHCARE_BENCH_TIMES") {
        Ok(times) => times.parse().map_err(|_| "THROUGHCARE_BENCH_TIMES takes a number, such as 1 or 10")?,
        Err(_) => DEFAULT_TIMES,
    };
    tokio::runtime::Runtime::new()?.block_on(measure(times))
}

async fn measure(times: usize) -> Result<(), Failure> {
    let mut report = Report::new(PEOPLE, NOTES, times);
    let first = prison::make(PEOPLE, NOTES).await?;
    let caseload = reading::caseload(&first).await?;
    report.add(Figure::most("caseload, any sort or filter: worst ratio to a bare statement", caseload.worst, 2.0, "×"));
    report.add(Figure::told("caseload, median of all sorts and filters", caseload.median_ms, "ms"));
    report.add(Figure::most(
        "case file's first screen, slowest of 200",
        reading::first_screen(&first).await?,
        16.0,
        "ms",
    ));
    let search = reading::search(&first).await?;
    report.add(Figure::most("search as you type, 95th percentile of key presses", search.p95, 50.0, "ms"));
    report.add(Figure::told("search as you type, slowest key press", search.worst, "ms"));
    let note = writing::note(&first).await?;
    report.add(Figure::most("a note saved durably, ratio to a bare durable insert", note.ratio, 2.0, "×"));
    report.add(Figure::told("a note saved durably", note.ms, "ms"));
    report.add(Figure::most("1,500 documents imported into a new unit", writing::import().await?, 3.0, "s"));
    report.add(Figure::least("events folded in memory", writing::fold(&first).await?, 200_000.0, "a second"));
    let rebuild = writing::rebuild(&first).await?;
    report.add(Figure::most("rebuild, ratio to bare inserts of the same rows", rebuild.ratio, 1.5, "×"));
    report.add(Figure::told("rebuild", rebuild.seconds, "s"));
    report.add(Figure::most(
        "unlock to ready, beyond the passphrase's own cost",
        writing::unlock(&first).await?,
        1.0,
        "s",
    ));
    if times > 1 {
        let second = prison::make(PEOPLE, NOTES * times).await?;
        let more = reading::caseload(&second).await?;
        let name = format!("caseload at {times} times the notes, against the same at once the notes");
        report.add(Figure::most(&name, more.median_ms / caseload.median_ms, 1.3, "×"));
        let name = format!("case file's first screen at {times} times the notes, slowest of 200");
        report.add(Figure::told(&name, reading::first_screen(&second).await?, "ms"));
        let search = reading::search(&second).await?;
        let name = format!("search as you type at {times} times the notes, 95th percentile");
        report.add(Figure::told(&name, search.p95, "ms"));
    }
    report.write()
}
