//! How fast the product is: the record against bare statements on the same kind of file in the same run, the window against an empty
//! one. Prints each figure with its target and writes `docs/performance.md`. Nothing here is a test: a slow machine changes the
//! figures, and the ratios much less.
//!
//! `THROUGHCARE_BENCH_ATUIN` names the folder of the peer's programs, for sync.
//!
//! `benches record`, or another part's word, measures only that part. `THROUGHCARE_BENCH_TIMES` sets at how many times 400,000 notes the
//! record's second size is (10 unless said; 1 leaves it out). `THROUGHCARE_BENCH_UNITS` names a folder to keep the measured units in, so
//! that the next run need not make them.
#![expect(clippy::print_stdout, reason = "a program whose output is its figures")]
#![expect(clippy::disallowed_methods, reason = "measuring needs the clock")]

mod bare;
mod figures;
mod history;
mod owed;
mod packs;
mod prison;
mod reading;
mod release;
mod report;
mod syncing;
mod window;
mod writing;

use std::path::PathBuf;

use prison::Unit;
use report::{Figure, Report, number};

/// Why a measurement could not be made.
type Failure = Box<dyn std::error::Error>;

/// People in the measured unit.
const PEOPLE: usize = 1_500;
/// Notes in the measured unit.
const NOTES: usize = 400_000;
/// The parts of the page, in its order, by the words that ask for them.
const PARTS: [(&str, &str); 6] = [
    ("record", "The record"),
    ("owed", "What is owed"),
    ("release", "Temporary release"),
    ("pack", "The handover pack"),
    ("sync", "Sync"),
    ("window", "The window"),
];

/// What is to be measured.
struct Wish {
    part: Option<String>,
    times: usize,
    kept: Option<PathBuf>,
}

impl Wish {
    fn read() -> Result<Self, Failure> {
        let part = std::env::args().nth(1);
        if part.as_ref().is_some_and(|part| PARTS.iter().all(|(word, _)| word != part)) {
            return Err(format!("usage: benches [{}]", PARTS.map(|(word, _)| word).join("|")).into());
        }
        let times = std::env::var("THROUGHCARE_BENCH_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(10);
        Ok(Self { part, times, kept: std::env::var_os("THROUGHCARE_BENCH_UNITS").map(PathBuf::from) })
    }

    fn wants(&self, part: &str) -> bool {
        self.part.as_ref().is_none_or(|wanted| wanted == part)
    }
}

fn main() -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [packs::CHILD, asked, folder, number] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return runtime.block_on(packs::answer(asked, folder, number));
    }
    runtime.block_on(measure(&Wish::read()?))
}

async fn measure(wish: &Wish) -> Result<(), Failure> {
    let size = format!("{} people, {} notes", number(PEOPLE as f64), number(NOTES as f64));
    let mut unit = None;
    for (word, part) in PARTS.into_iter().filter(|(word, _)| wish.wants(word)) {
        // These have units of their own.
        let own = match word {
            "release" => Some(temporary_release(wish, part).await?),
            "pack" => Some(handover_pack(part).await?),
            _ => None,
        };
        if let Some(report) = own {
            report.write(&PARTS.map(|(_, part)| part))?;
            continue;
        }
        let unit = match &mut unit {
            Some(unit) => unit,
            None => unit.insert(prison::make(PEOPLE, NOTES, wish.kept.as_deref()).await?),
        };
        let mut report = Report::new(part, size.clone());
        match word {
            "record" => record(wish, unit, &mut report).await?,
            "owed" => what_is_owed(unit, &mut report).await?,
            "sync" => syncing::measure(unit, &mut report).await?,
            _ => window::measure(unit, &mut report).await?,
        }
        report.write(&PARTS.map(|(_, part)| part))?;
    }
    Ok(())
}

async fn temporary_release(wish: &Wish, part: &'static str) -> Result<Report, Failure> {
    let unit = release::make(wish.kept.as_deref()).await?;
    let waits = release::waits(&unit).await?;
    let size =
        format!("{} people, {} years, {} releases", history::PEOPLE, history::YEARS, number(waits.releases as f64));
    let mut report = Report::new(part, size);
    let list = format!("gate list of a day with {} releases, slowest of 150", waits.rows);
    report.add(Figure::most(&list, waits.gate_ms, 16.0, "ms"));
    report.add(Figure::told("a bare statement for the rows of the day, median", waits.bare_ms, "ms"));
    for (what, (slowest, usual)) in [("twelve months", waits.counts_ms), ("all the years", waits.all_counts_ms)] {
        report.add(Figure::most(&format!("counts of {what}, slowest of 50"), slowest, 16.0, "ms"));
        report.add(Figure::told(&format!("counts of {what}, median"), usual, "ms"));
    }
    Ok(report)
}

async fn handover_pack(part: &'static str) -> Result<Report, Failure> {
    let takes = packs::takes().await?;
    let (few, many) = (number(packs::FEW as f64), number(packs::MANY as f64));
    let mut report = Report::new(part, format!("{} pages, cases of {few} and {many} notes", takes.pages));
    let (processes, every) = (packs::PROCESSES, packs::PROCESSES * packs::TIMES);
    let done = "built from the record, tagged and sealed into a file";
    let name = format!("{done}: the first of a process, median of {processes}");
    report.add(Figure::most(&name, takes.cold_ms, 400.0, "ms"));
    report.add(Figure::most(&format!("{done}: every other, median of {every}"), takes.warm_ms, 150.0, "ms"));
    let ratio = takes.warm_ms / takes.typst_ms;
    report.add(Figure::most("every other, ratio to typst alone with the same document", ratio, 1.5, "×"));
    report.add(Figure::told(&format!("typst alone, median of {every}"), takes.typst_ms, "ms"));
    let more = format!("most memory beyond the open record's for a case of {many} notes");
    report.add(Figure::told(&format!("{more}, median of {processes}"), takes.many_mb, "MB"));
    let grown = takes.many_mb - takes.few_mb;
    report.add(Figure::most(&format!("how much of that is more than for a case of {few}"), grown, 32.0, "MB"));
    Ok(report)
}

async fn what_is_owed(unit: &Unit, report: &mut Report) -> Result<(), Failure> {
    let worked = owed::everybody(unit).await?;
    report.add(Figure::most(
        "all obligations of 3,000 people, from folded cases, on one core",
        worked.all_ms,
        50.0,
        "ms",
    ));
    report.add(Figure::told("only reading those cases from their bytes", worked.read_ms, "ms"));
    let day = owed::day(unit).await?;
    report.add(Figure::most("my day of the whole unit at 1,500 people, slowest of 150", day.worst_ms, 16.0, "ms"));
    report.add(Figure::told("a bare statement for 50 of its rows", day.bare_ms, "ms"));
    report.add(Figure::told("the first time on a new day: everything worked out and written", day.new_day_ms, "ms"));
    let after = owed::after_one_event(unit).await?;
    report.add(Figure::most("cases worked out after one event", after.cases as f64, 1.0, "case"));
    report.add(Figure::told("an act recorded durably, with what it settles", after.act_ms, "ms"));
    Ok(())
}

async fn record(wish: &Wish, first: &Unit, report: &mut Report) -> Result<(), Failure> {
    let caseload = reading::caseload(first).await?;
    report.add(Figure::most("caseload, any sort or filter: worst ratio to a bare statement", caseload.worst, 2.0, "×"));
    report.add(Figure::told("caseload, median of all sorts and filters", caseload.median_ms, "ms"));
    report.add(Figure::most(
        "case file's first screen, slowest of 200",
        reading::first_screen(first).await?,
        16.0,
        "ms",
    ));
    let search = reading::search(first).await?;
    report.add(Figure::most("search as you type, 95th percentile of key presses", search.p95, 50.0, "ms"));
    report.add(Figure::told("search as you type, slowest key press", search.worst, "ms"));
    report.add(Figure::most(
        "a note saved durably, ratio to a bare durable insert",
        writing::note(first).await?,
        2.0,
        "×",
    ));
    report.add(Figure::most("1,500 documents imported into a new unit", writing::import().await?, 3.0, "s"));
    report.add(Figure::least("events folded in memory", writing::fold(first).await?, 200_000.0, "a second"));
    let rebuild = writing::rebuild(first).await?;
    report.add(Figure::most("rebuild, ratio to bare inserts of the same rows", rebuild.ratio, 1.5, "×"));
    report.add(Figure::told("rebuild", rebuild.seconds, "s"));
    report.add(Figure::most(
        "unlock to ready, beyond the passphrase's own cost",
        writing::unlock(first).await?,
        1.0,
        "s",
    ));
    if wish.times > 1 {
        let times = wish.times;
        let second = prison::make(PEOPLE, NOTES * times, wish.kept.as_deref()).await?;
        let more = reading::caseload(&second).await?;
        let name = format!("caseload at {times} times the notes, against the same at once the notes");
        report.add(Figure::most(&name, more.median_ms / caseload.median_ms, 1.3, "×"));
        let name = format!("case file's first screen at {times} times the notes, slowest of 200");
        report.add(Figure::told(&name, reading::first_screen(&second).await?, "ms"));
        let search = reading::search(&second).await?;
        let name = format!("search as you type at {times} times the notes, 95th percentile");
        report.add(Figure::told(&name, search.p95, "ms"));
    }
    Ok(())
}
