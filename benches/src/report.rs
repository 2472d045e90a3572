//! The figures with their targets, printed as they come and written to `docs/performance.md`, one part of the page for each kind.

use std::fmt::Write as _;

use crate::Failure;

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

/// A number as the page has it.
pub(crate) fn number(value: f64) -> String {
    if value >= 1000.0 {
        let whole = format!("{value:.0}");
        let digits: Vec<char> = whole.chars().rev().collect();
        let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
        return groups.join(",").chars().rev().collect();
    }
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// The page that the figures are written to.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/performance.md");

/// The figures of one part of the page.
pub(crate) struct Report {
    part: &'static str,
    size: String,
    rows: Vec<String>,
}

impl Report {
    pub(crate) fn new(part: &'static str, size: String) -> Self {
        Self { part, size, rows: Vec::new() }
    }

    pub(crate) fn add(&mut self, figure: Figure) {
        println!("{}", figure.row());
        self.rows.push(figure.row());
    }

    fn text(&self) -> Result<String, Failure> {
        let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpu
            .lines()
            .find_map(|line| line.strip_prefix("model name"))
            .unwrap_or("unknown")
            .trim_matches([':', '\t', ' ']);
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let day = casework::london::long_date(casework::london::day(jiff::Timestamp::now()));
        let mut text = format!("{}: {}, measured on {day}\n\n", self.part, self.size);
        writeln!(text, "Machine: {cores} cores of {model}, Linux, shared with other work. Command: `make bench`.\n")?;
        writeln!(text, "| figure | measured | target | |\n|---|---|---|---|")?;
        for row in &self.rows {
            writeln!(text, "{row}")?;
        }
        Ok(text)
    }

    /// Writes what was measured to the page, and keeps what it says of the other parts.
    pub(crate) fn write(&self, parts: &[&str]) -> Result<(), Failure> {
        let page = std::fs::read_to_string(PAGE).unwrap_or_default();
        let mut text = String::from(include_str!("performance-head.md"));
        for part in parts {
            let before = page.split("\n## ").find(|section| section.starts_with(&format!("{part}: ")));
            let section = if *part == self.part { Some(self.text()?) } else { before.map(str::to_owned) };
            if let Some(section) = section {
                write!(text, "\n## {}\n", section.trim_end())?;
            }
        }
        std::fs::write(PAGE, text)?;
        println!("Written to docs/performance.md");
        Ok(())
    }
}
