//! The figures with their targets, printed as they come and written to `docs/performance.md`.

use std::fmt::Write as _;

use crate::{DEFAULT_TIMES, Failure};

/// What a figure is compared with.
enum Target {
    Most(f64),
    Least(f64),
    None,
}

/// One figure.
pub(crate) struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    target: Target,
}

impl Figure {
    /// A figure that should be at most its target.
    pub(crate) fn most(name: &str, value: f64, target: f64, unit: &'static str) -> Self {
        Self { name: name.to_owned(), value, unit, target: Target::Most(target) }
    }

    /// A figure that should be at least its target.
    pub(crate) fn least(name: &str, value: f64, target: f64, unit: &'static str) -> Self {
        Self { name: name.to_owned(), value, unit, target: Target::Least(target) }
    }

    /// A figure without a target.
    pub(crate) fn told(name: &str, value: f64, unit: &'static str) -> Self {
        Self { name: name.to_owned(), value, unit, target: Target::None }
    }

    fn row(&self) -> String {
        let (target, met) = match self.target {
            Target::Most(most) => (format!("≤ {} {}", number(most), self.unit), Some(self.value <= most)),
            Target::Least(least) => (format!("≥ {} {}", number(least), self.unit), Some(self.value >= least)),
            Target::None => (String::new(), None),
        };
        let met = match met {
            Some(true) => "met",
            Some(false) => "not met",
            None => "",
        };
        format!("| {} | {} {} | {target} | {met} |", self.name, number(self.value), self.unit)
    }
}

fn number(value: f64) -> String {
    if value >= 1000.0 {
        let whole = format!("{value:.0}");
        let digits: Vec<char> = whole.chars().rev().collect();
        let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
        return groups.join(",").chars().rev().collect();
    }
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// Every figure of a run.
pub(crate) struct Report {
    title: String,
    /// What was run, and on which machine, as it was when the run began.
    circumstances: String,
    rows: Vec<String>,
}

impl Report {
    /// Begins a report of a unit of this size and of one with `times` the notes.
    pub(crate) fn new(people: usize, notes: usize, times: usize) -> Self {
        Self {
            title: format!("{} people, {} notes", number(people as f64), number(notes as f64)),
            circumstances: format!("Machine: {}. Command: {}.", machine(), command(times)),
            rows: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, figure: Figure) {
        println!("{}", figure.row());
        self.rows.push(figure.row());
    }

    pub(crate) fn write(&self) -> Result<(), Failure> {
        let day = casework::london::day(jiff::Timestamp::now());
        let mut text = String::from(include_str!("performance-head.md"));
        writeln!(text, "## {}, measured on {}\n", self.title, casework::london::long_date(day))?;
        writeln!(text, "{}\n", self.circumstances)?;
        writeln!(text, "| figure | measured | target | |\n|---|---|---|---|")?;
        for row in &self.rows {
            writeln!(text, "{row}")?;
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/performance.md");
        std::fs::write(path, text)?;
        println!("Written to docs/performance.md");
        Ok(())
    }
}

/// The machine, and how busy it was with other work.
fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or("unknown")
        .trim_matches([':', '\t', ' ']);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let loads = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = loads.split_whitespace().next().unwrap_or("unknown");
    format!("{cores} cores of {model}, {}; load when the run began: {load}", std::env::consts::OS)
}

/// The command that makes this run again.
fn command(times: usize) -> String {
    match times {
        DEFAULT_TIMES => "`make bench`".to_owned(),
        0 | 1 => "`THROUGHCARE_BENCH_TIMES=1 make bench`, which leaves out the second, larger size".to_owned(),
        more => format!("`THROUGHCARE_BENCH_TIMES={more} make bench`"),
    }
}
