//! Counts for whoever answers for temporary release: what is in progress, what was decided, what went out and how it ended, for whom.

mod groups;
mod period;
mod spread;

use std::collections::BTreeMap;
use std::ops::Range;

use api::{
    DecidedCount, EndedCount, OutCount, ProgressCount, RefusalView, ReleaseCounts, ReleaseCountsView, ReleaseStatus,
};
use casework::rotl::{Awaits, ReleaseId};
use casework::{Right, london};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use policy::obligation::Kind;
use policy::rotl::{self, FailureAnswers, FailureKind, RuleBook, Whereabouts};
use store::rotl::counts::{Failing, Group, GroupCount, Outside, Refusal, Waiting};

use super::failure::given;
use super::{gate, minute};
use crate::error::AppError;
use crate::owed::word;
use crate::search::instant;
use crate::session::Session;

use period::Period;

/// The most refusals of one reply.
const REFUSALS: u32 = 200;
/// With data of fewer days nothing is drawn.
const WEEK: i32 = 7;
/// What was put off waits for a day, whatever else it would wait for.
const PUT_OFF: &str = "Put off";

impl Session {
    /// The unit's counts. What is overdue is counted as it was last worked out.
    pub async fn release_counts(&self, asked: &ReleaseCounts) -> Result<ReleaseCountsView, AppError> {
        self.demand(Right::ReadCases)?;
        let (now, today) = (self.now(), self.today());
        let period = Period::read(asked, today)?;
        let instants = period.instants();
        let (ages, record) = (groups::ages(period.until), &self.record);
        // Two of the record's readers share them: one reads the applications and the other the releases, so that no page is opened twice.
        let applications = async {
            let begun = record.rotl_begun().await?;
            let counted = record.rotl_groups(instants.clone(), &ages).await?;
            let days = record.rotl_days(instants.clone()).await?;
            let progress = self.progress(now, today).await?;
            Ok::<_, AppError>((begun, counted, days, progress, self.refusals(instants.clone()).await?))
        };
        let releases = async {
            let failing = record.rotl_failing(instants.clone(), &ages).await?;
            let reports = record.rotl_reports(instants.clone()).await?;
            Ok((failing, reports, record.rotl_outside().await?))
        };
        let ((begun, counted, days, progress, refusals), (failing, reports, outside_now)) =
            tokio::try_join!(applications, releases)?;
        let since = begun.map(|at| london::day(instant(at)));
        let reports = reports.into_iter().map(|(release, report)| (release, given(report.answers))).collect();
        let ends = Ends::of(&failing, &reports, now);
        let sum = |of: fn(&GroupCount) -> u32| counted.iter().map(of).sum::<u32>();
        let out = sum(|one| one.releases);
        Ok(ReleaseCountsView {
            from: period.from.to_string(),
            until: period.until.to_string(),
            as_at: minute(now),
            too_early: since.is_none_or(|since| period.days_since(since) < WEEK),
            since: since.map(|since| since.to_string()),
            progress,
            out: outside(&outside_now, now),
            releases: EndedCount {
                out,
                ended: out.saturating_sub(ends.still_out),
                failed: ends.failed.values().sum(),
                unreported: ends.unreported,
            },
            failures: ends.kinds(),
            decided: DecidedCount {
                granted: sum(|one| one.granted),
                refused: sum(|one| one.refused),
                days: spread::spread(&days),
            },
            refusals,
            groups: groups::groups(&counted, &ends.failed),
            cut: period.cut,
        })
    }

    async fn progress(&self, now: Timestamp, today: Date) -> Result<ProgressCount, AppError> {
        let now = now.as_millisecond();
        let figure = self.in_force().await?.settings.constants.rotl_decision_days();
        let running = self.record.rotl_running(now).await?;
        let waiting = self.record.rotl_waiting(now, older(figure, today)).await?;
        let to_licence = waiting.iter().filter(|one| one.awaits == Awaits::Licence).map(|one| one.count).sum();
        Ok(ProgressCount {
            figure,
            ages: ages(figure),
            stages: stages(&waiting),
            running: running.granted.saturating_sub(to_licence),
            stopped: running.stopped,
            replies_overdue: self.record.overdue(&word(&Kind::RotlChase)).await?,
            asking_overdue: self.record.overdue(&word(&Kind::RotlConsult)).await?,
        })
    }

    async fn refusals(&self, period: Range<i64>) -> Result<Vec<RefusalView>, AppError> {
        let refused = self.record.rotl_refusals(period, REFUSALS).await?;
        let view = |one: Refusal| RefusalView {
            number: one.number,
            name: one.name,
            id: one.application.to_string(),
            kind: one.kind,
            on: london::day(instant(one.decided)).to_string(),
            reasons: one.reasons,
        };
        Ok(refused.into_iter().map(view).collect())
    }
}

/// The ages of applications in words: up to half the prison's figure, up to the figure, over it.
fn ages(figure: i64) -> [String; 3] {
    let half = half(figure);
    let days = |count: i64| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    let middle = if half == figure { days(figure) } else { format!("{half} to {}", days(figure)) };
    [format!("under {}", days(half)), middle, format!("over {}", days(figure))]
}

const fn half(figure: i64) -> i64 {
    (figure + 1) / 2
}

/// Before which instants an application was made that has reached half the prison's figure, and that is over it: by days of London.
fn older(figure: i64, today: Date) -> [i64; 2] {
    [half(figure) - 1, figure].map(|days| gate::midnight(today.saturating_sub(days.days())))
}

/// How many wait at each stage, by age: every stage of the way, and two decisions only where there are any.
fn stages(waiting: &[Waiting]) -> Vec<(String, [u32; 3])> {
    let mut counted: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    for one in waiting {
        let stage = if one.status == ReleaseStatus::Deferred { PUT_OFF } else { one.awaits.words() };
        if let Some(age) = counted.entry(stage).or_default().get_mut(usize::from(one.age)) {
            *age += one.count;
        }
    }
    let ways = Awaits::ALL.map(|awaits| (awaits.words(), awaits != Awaits::AnotherDecision));
    let all = ways.into_iter().chain([(PUT_OFF, false)]);
    all.filter_map(|(stage, always)| match counted.remove(stage) {
        Some(ages) => Some((stage.to_owned(), ages)),
        None => always.then(|| (stage.to_owned(), [0; 3])),
    })
    .collect()
}

fn outside(all: &[Outside], now: Timestamp) -> OutCount {
    let book = RuleBook::newest();
    let mut counted = OutCount::default();
    for one in all {
        counted.out += 1;
        counted.recalled += u32::from(one.recalled);
        let release = rotl::Release {
            planned_out: instant(one.out),
            due: instant(one.back),
            // Whoever is out has gone out, whether or not somebody wrote down when.
            went_out: Some(instant(one.left.unwrap_or(one.out))),
            came_back: one.returned.map(instant),
            victim_contact: None,
            provider: None,
        };
        match rotl::whereabouts(&release, now, &book).whereabouts {
            Whereabouts::Late => counted.late += 1,
            Whereabouts::FailedToReturn => counted.failed += 1,
            _ => {}
        }
    }
    counted
}

/// How the releases ended that did not simply end in time.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ends {
    /// How many failed of each group.
    failed: BTreeMap<Group, u32>,
    /// How many failed without a report.
    unreported: u32,
    /// How many have not ended.
    still_out: u32,
    by_kind: BTreeMap<FailureKind, u32>,
}

impl Ends {
    fn of(failing: &[Failing], reports: &BTreeMap<ReleaseId, FailureAnswers>, now: Timestamp) -> Self {
        let book = RuleBook::newest();
        let (mut ends, silent) = (Self::default(), FailureAnswers::new());
        for one in failing {
            let release = rotl::Release {
                planned_out: instant(one.out),
                due: instant(one.back),
                went_out: Some(instant(one.left)),
                came_back: one.returned.map(instant),
                victim_contact: None,
                provider: None,
            };
            let whereabouts = rotl::whereabouts(&release, now, &book).whereabouts;
            let report = one.reported.then(|| reports.get(&one.release).unwrap_or(&silent));
            let kinds = FailureKind::of(whereabouts, report);
            if kinds.is_empty() {
                ends.still_out += u32::from(whereabouts.is_out());
                continue;
            }
            *ends.failed.entry(one.group.clone()).or_default() += 1;
            ends.unreported += u32::from(!one.reported);
            for kind in kinds {
                *ends.by_kind.entry(kind).or_default() += 1;
            }
        }
        ends
    }

    /// Every kind in words, with how often it was.
    fn kinds(&self) -> Vec<(String, u32)> {
        let of = |kind: FailureKind| (kind.words().to_owned(), self.by_kind.get(&kind).copied().unwrap_or_default());
        FailureKind::ALL.into_iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests;
