//! Counts of release on temporary licence, for whoever answers for it.

use serde::{Deserialize, Serialize};

use super::ReleaseType;

/// The unit's counts. What was applied for, decided and went out is counted over a period of whole days in London; what is in progress and who
/// is out, as it is now.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ReleaseCounts {
    /// The first day, as typed; nothing: twelve months up to the last.
    pub from: Option<String>,
    /// The last day, as typed; nothing: today.
    pub until: Option<String>,
}

/// The unit's counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseCountsView {
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO.
    pub until: String,
    /// That the period was cut, and why.
    pub cut: Option<String>,
    /// When this was counted, in London, to the minute.
    pub as_at: String,
    /// The day of the first application on this computer, ISO; nothing, where there is none.
    pub since: Option<String>,
    /// Whether there is less than a week of data in the period: then nothing is drawn.
    pub too_early: bool,
    /// What is in progress.
    pub progress: ProgressCount,
    /// Who is out.
    pub out: OutCount,
    /// What went out in the period, and how it ended.
    pub releases: EndedCount,
    /// The failures by kind, in words; one release can fail in several ways.
    pub failures: Vec<(String, u32)>,
    /// What was decided in the period.
    pub decided: DecidedCount,
    /// What was refused in the period, the newest first: 200 at the most.
    pub refusals: Vec<RefusalView>,
    /// The same by sex, age and ethnicity.
    pub groups: Vec<GroupsView>,
}

/// What is in progress, now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgressCount {
    /// Within so many days an application is decided here: the prison's figure.
    pub figure: i64,
    /// The ages into which applications are sorted, in words, the youngest first.
    pub ages: [String; 3],
    /// At which stage applications wait, in words, and how many of each age.
    pub stages: Vec<(String, [u32; 3])>,
    /// Granted and licensed, with releases to come.
    pub running: u32,
    /// Paused or suspended, with releases that would be to come.
    pub stopped: u32,
    /// Replies that are overdue.
    pub replies_overdue: u32,
    /// Consultees who should have been asked.
    pub asking_overdue: u32,
}

impl ProgressCount {
    /// How many wait.
    pub fn waiting(&self) -> u32 {
        self.stages.iter().flat_map(|(_, ages)| ages).sum()
    }
}

/// Who is out, now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutCount {
    /// Everybody.
    pub out: u32,
    /// Late, before midnight.
    pub late: u32,
    /// After the midnight with which the due day ended.
    pub failed: u32,
    /// Out, and what it rested on does not stand.
    pub recalled: u32,
}

/// How releases ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndedCount {
    /// Went out.
    pub out: u32,
    /// Ended: somebody came back, or failed to.
    pub ended: u32,
    /// Ended with a failure.
    pub failed: u32,
    /// Of these, without a report.
    pub unreported: u32,
}

impl EndedCount {
    /// Ended without a failure.
    pub const fn succeeded(self) -> u32 {
        self.ended.saturating_sub(self.failed)
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecidedCount {
    /// Granted.
    pub granted: u32,
    /// Refused.
    pub refused: u32,
    /// Days from the application to the decision; nothing, where nothing was decided.
    pub days: Option<DaysView>,
}

/// How numbers of days are spread: the median and the quartiles as a spreadsheet's `QUARTILE` has them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaysView {
    /// Of how many decisions.
    pub of: u32,
    /// The fewest.
    pub least: u32,
    /// A quarter took no longer.
    pub lower: f64,
    /// Half took no longer.
    pub median: f64,
    /// Three quarters took no longer.
    pub upper: f64,
    /// The most.
    pub most: u32,
}

/// An application that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusalView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// The application.
    pub id: String,
    /// Which type.
    pub kind: ReleaseType,
    /// On which day, ISO.
    pub on: String,
    /// Why, as the prisoner was told.
    pub reasons: String,
}

/// The counts of every group by one characteristic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupsView {
    /// “Sex”, “Age”, “Ethnicity”.
    pub by: String,
    /// The groups, in a fixed order; those of whom there is nothing are left out.
    pub groups: Vec<GroupView>,
}

/// The counts of one group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// What it is called.
    pub name: String,
    /// Applied for.
    pub applied: u32,
    /// Granted.
    pub granted: u32,
    /// Refused.
    pub refused: u32,
    /// Went out.
    pub releases: u32,
    /// Of these, ended with a failure.
    pub failures: u32,
}

impl GroupView {
    /// Granted or refused.
    pub const fn decided(&self) -> u32 {
        self.granted + self.refused
    }
}

/// A rate of fewer than so many compares nothing.
pub const FEW: u32 = 10;

/// A rate with what it is of: “87% (13 of 15)”, or that there are too few to compare.
pub fn rate(part: u32, of: u32) -> String {
    if of == 0 {
        return "none".to_owned();
    }
    if of < FEW {
        return format!("{part} of {of}: fewer than {FEW}, too few to compare");
    }
    let rounded = (u64::from(part) * 1000 + u64::from(of) / 2) / u64::from(of);
    // Nearly all is not all, and hardly any is not none.
    let tenths = if part == of || part == 0 { rounded } else { rounded.clamp(1, 999) };
    format!("{}.{}% ({part} of {of})", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_never_stands_without_its_numbers_and_few_are_not_compared() {
        assert_eq!(rate(13, 15), "86.7% (13 of 15)");
        assert_eq!(rate(10, 10), "100.0% (10 of 10)");
        assert_eq!(rate(999, 1000), "99.9% (999 of 1000)");
        assert_eq!(rate(7, 9), "7 of 9: fewer than 10, too few to compare");
        assert_eq!(rate(0, 0), "none");
    }

    #[test]
    fn nearly_all_is_not_said_to_be_all() {
        assert_eq!(rate(9_999, 10_000), "99.9% (9999 of 10000)");
        assert_eq!(rate(1, 10_000), "0.1% (1 of 10000)");
    }
}
