//! Counting applications and releases: what waits, what was decided in a period, what went out in it and how it ended, and for whom. A
//! record of years is counted from indexes; only what stands out is read by itself. What a figure means is not here (`app`).

use std::collections::BTreeMap;
use std::ops::Range;

use casework::event::CaseEvent;
use casework::rotl::{ApplicationId, Awaits, FailureReported, ReleaseId, ReleaseType, Status, Verdict};
use jiff::civil::Date;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{identifier, status_of};
use crate::error::StoreError;
use crate::record::Record;

/// The kind of event that a failure was reported, as the ledger numbers it.
const REPORTED: i64 = 36;

/// How many releases of an application went out in the period from ?1 to ?2: all, none, or those that are counted one by one.
const WENT: &str = "CASE WHEN a.went = 0 OR a.went_last < ?1 OR a.went_first >= ?2 THEN 0 \
     WHEN a.went_first >= ?1 AND a.went_last < ?2 THEN a.went \
     ELSE (SELECT count(*) FROM rotl_release r WHERE r.application = a.application AND r.left >= ?1 AND r.left < ?2) END";

/// Applications that wait for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// For what.
    pub awaits: Awaits,
    /// Where they stand.
    pub status: Status,
    /// Before how many of the instants that were asked about they were made.
    pub age: u8,
    /// How many.
    pub count: u32,
}

/// By what people are counted: as the prison system says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Group {
    /// Sex.
    pub sex: Option<String>,
    /// Ethnicity, or its code.
    pub ethnicity: Option<String>,
    /// How many of the days that were asked about are their day of birth or later; nothing, where that is not known.
    pub age: Option<u8>,
}

/// How much of everything there was of a group in a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupCount {
    /// Which.
    pub group: Group,
    /// Applications that were made.
    pub applied: u32,
    /// Applications that were granted.
    pub granted: u32,
    /// Applications that were refused.
    pub refused: u32,
    /// Releases that went out.
    pub releases: u32,
}

/// A release that is not simply back in time: reported as a failure, back late, or not back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failing {
    /// Which.
    pub release: ReleaseId,
    /// Whose.
    pub group: Group,
    /// When it was to begin, milliseconds since 1970.
    pub out: i64,
    /// When it was to end.
    pub back: i64,
    /// When the prisoner went out.
    pub left: i64,
    /// When the prisoner came back.
    pub returned: Option<i64>,
    /// Whether a failure was reported.
    pub reported: bool,
}

/// An application that was refused, with the reasons that were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Which application.
    pub application: ApplicationId,
    /// Which type.
    pub kind: ReleaseType,
    /// When it was refused, milliseconds since 1970.
    pub decided: i64,
    /// Why.
    pub reasons: String,
}

/// Somebody who is out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outside {
    /// When the release was to begin, milliseconds since 1970.
    pub out: i64,
    /// When it is to end.
    pub back: i64,
    /// When the prisoner went out.
    pub left: Option<i64>,
    /// When the prisoner came back: only where that is said to have been before going out.
    pub returned: Option<i64>,
    /// Whether what it rested on does not stand.
    pub recalled: bool,
}

/// How many applications there are beside those that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Running {
    /// Granted, with releases that are not over.
    pub granted: u32,
    /// Paused or suspended, with releases that are not over.
    pub stopped: u32,
}

impl Record {
    /// When the first application was made; nothing, where there is none.
    pub async fn rotl_begun(&self) -> Result<Option<i64>, StoreError> {
        let first = sqlx::query_scalar("SELECT min(made) FROM rotl_application");
        Ok(first.fetch_one(&mut *self.reader().await?).await?)
    }

    /// What waits, sorted by whether it was made before each of two instants (milliseconds since 1970). A licence that nobody issued is
    /// waited for until the last release would be over.
    pub async fn rotl_waiting(&self, now: i64, before: [i64; 2]) -> Result<Vec<Waiting>, StoreError> {
        let rows = sqlx::query(
            "SELECT awaits, status, (made < ?1) + (made < ?2) AS age, count(*) FROM rotl_application \
             WHERE awaits IS NOT NULL AND (status <> ?3 OR last > ?4) GROUP BY awaits, status, age ORDER BY awaits, status, age",
        )
        .bind(before[0])
        .bind(before[1])
        .bind(Status::Granted.words())
        .bind(now)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let read = |row: &SqliteRow| -> Result<Waiting, StoreError> {
            let (awaits, status) = (awaits(row.try_get(0)?)?, status_of(row.try_get(1)?)?);
            Ok(Waiting { awaits, status, age: row.try_get(2)?, count: row.try_get(3)? })
        };
        rows.iter().map(read).collect()
    }

    /// What was granted and goes on, or would.
    pub async fn rotl_running(&self, now: i64) -> Result<Running, StoreError> {
        let of = [Status::Granted, Status::Paused, Status::Suspended].map(Status::words);
        let rows = sqlx::query_as::<_, (String, u32)>(
            "SELECT status, count(*) FROM rotl_application WHERE status IN (?, ?, ?) AND last > ? GROUP BY status",
        )
        .bind(of[0])
        .bind(of[1])
        .bind(of[2])
        .bind(now)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let mut running = Running::default();
        for (status, count) in rows {
            if status == Status::Granted.words() { running.granted += count } else { running.stopped += count }
        }
        Ok(running)
    }

    /// What was made, decided and went out in a period (milliseconds since 1970), by group. Of persons of one day of birth or another:
    /// `ages` are the days by which they are told apart.
    pub async fn rotl_groups(&self, period: Range<i64>, ages: &[Date]) -> Result<Vec<GroupCount>, StoreError> {
        let statement = format!(
            "SELECT sex, ethnicity, age, sum(applied), sum(granted), sum(refused), sum(releases) \
             FROM (SELECT p.sex AS sex, p.ethnicity AS ethnicity, {} AS age, \
               count(*) FILTER (WHERE a.made >= ?1 AND a.made < ?2) AS applied, \
               count(*) FILTER (WHERE a.verdict = ?3 AND a.decided >= ?1 AND a.decided < ?2) AS granted, \
               count(*) FILTER (WHERE a.verdict = ?4 AND a.decided >= ?1 AND a.decided < ?2) AS refused, \
               sum({WENT}) AS releases \
               FROM rotl_person p JOIN rotl_application a ON a.number = p.number \
               WHERE a.made >= ?1 OR a.decided >= ?1 OR a.went_last >= ?1 GROUP BY p.number) \
             GROUP BY sex, ethnicity, age",
            born_by(ages, 5)
        );
        let select = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(period.start)
            .bind(period.end)
            .bind(Verdict::Granted.words())
            .bind(Verdict::Refused.words());
        let select = ages.iter().fold(select, |select, day| select.bind(day.to_string()));
        let rows = select.fetch_all(&mut *self.reader().await?).await?;
        let read = |row: &SqliteRow| -> Result<GroupCount, StoreError> {
            Ok(GroupCount {
                group: group(row, 0)?,
                applied: row.try_get(3)?,
                granted: row.try_get(4)?,
                refused: row.try_get(5)?,
                releases: row.try_get(6)?,
            })
        };
        let anything = |one: &GroupCount| one.applied + one.granted + one.refused + one.releases > 0;
        Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.into_iter().filter(anything).collect())
    }

    /// How many applications were granted or refused in a period after how many days, the fewest days first.
    pub async fn rotl_days(&self, period: Range<i64>) -> Result<Vec<(u32, u32)>, StoreError> {
        // In the order of the index, so that nothing is sorted: left to itself SQLite finds the period first.
        let counted: Vec<(i64, u32)> = sqlx::query_as(
            "SELECT days, count(*) FROM rotl_application INDEXED BY rotl_application_days \
             WHERE days IS NOT NULL AND verdict IN (?, ?) AND decided >= ? AND decided < ? GROUP BY days ORDER BY days",
        )
        .bind(Verdict::Granted.words())
        .bind(Verdict::Refused.words())
        .bind(period.start)
        .bind(period.end)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        // Where the clocks of two devices differ, a decision can lie before its application.
        let mut by_days: BTreeMap<u32, u32> = BTreeMap::new();
        for (days, count) in counted {
            *by_days.entry(u32::try_from(days).unwrap_or_default()).or_default() += count;
        }
        Ok(by_days.into_iter().collect())
    }

    /// The releases that went out in a period and are not simply back in time, the first first.
    pub async fn rotl_failing(&self, period: Range<i64>, ages: &[Date]) -> Result<Vec<Failing>, StoreError> {
        // The releases are few and found by their index; whose they are is looked up for each.
        let statement = format!(
            "SELECT p.sex, p.ethnicity, {}, r.release, r.out, r.back, r.left, r.returned, r.failed \
             FROM rotl_release r CROSS JOIN rotl_person p ON p.number = r.number \
             WHERE r.left >= ?1 AND r.left < ?2 AND r.left IS NOT NULL \
             AND (r.failed = 1 OR r.returned IS NULL OR r.returned > r.back OR r.returned < r.left) ORDER BY r.left",
            born_by(ages, 3)
        );
        let select = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(period.start).bind(period.end);
        let select = ages.iter().fold(select, |select, day| select.bind(day.to_string()));
        let rows = select.fetch_all(&mut *self.reader().await?).await?;
        let read = |row: &SqliteRow| {
            Ok(Failing {
                group: group(row, 0)?,
                release: ReleaseId(identifier(row, 3)?),
                out: row.try_get(4)?,
                back: row.try_get(5)?,
                left: row.try_get(6)?,
                returned: row.try_get(7)?,
                reported: row.try_get(8)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The last report of each release that went out in a period and was reported as a failure.
    pub async fn rotl_reports(&self, period: Range<i64>) -> Result<BTreeMap<ReleaseId, FailureReported>, StoreError> {
        let rows: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT body FROM rotl_entry WHERE kind = ? AND application IN ( \
               SELECT application FROM rotl_release WHERE left >= ? AND left < ? AND left IS NOT NULL \
               AND (failed = 1 OR returned IS NULL OR returned > back OR returned < left) AND failed = 1) \
             ORDER BY lamport, device, seq, event",
        )
        .bind(REPORTED)
        .bind(period.start)
        .bind(period.end)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let mut reports = BTreeMap::new();
        for body in rows {
            match CaseEvent::decode(u16::try_from(REPORTED).unwrap_or_default(), CaseEvent::SCHEMA, &body) {
                Ok(CaseEvent::FailureReported(report)) => reports.insert(report.release, report),
                _ => return Err(StoreError::Corrupt),
            };
        }
        Ok(reports)
    }

    /// What was refused in a period, the newest first, so many at the most.
    pub async fn rotl_refusals(&self, period: Range<i64>, limit: u32) -> Result<Vec<Refusal>, StoreError> {
        let statement = format!(
            "SELECT a.number, c.name, a.application, a.kind, a.decided, \
               (SELECT r.reasons FROM rotl_refusal r WHERE r.recorded = a.decided AND r.application = a.application \
                AND r.number = a.number ORDER BY r.lamport DESC, r.device DESC, r.seq DESC, r.event DESC LIMIT 1) \
             FROM rotl_application a JOIN caseload c ON c.number = a.number \
             WHERE a.verdict = ?1 AND a.decided >= ?2 AND a.decided < ?3 ORDER BY a.decided DESC LIMIT {limit}"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(Verdict::Refused.words())
            .bind(period.start)
            .bind(period.end)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(refusal).collect()
    }

    /// Everybody who is out.
    pub async fn rotl_outside(&self) -> Result<Vec<Outside>, StoreError> {
        let rows = sqlx::query(
            "SELECT out, back, left, returned, state = 'recalled' FROM rotl_release WHERE state IN ('out', 'recalled')",
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let read = |row: &SqliteRow| {
            Ok(Outside {
                out: row.try_get(0)?,
                back: row.try_get(1)?,
                left: row.try_get(2)?,
                returned: row.try_get(3)?,
                recalled: row.try_get(4)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// How many things of a kind are overdue in the unit, as the rules call it.
    pub async fn overdue(&self, kind: &str) -> Result<u32, StoreError> {
        let count = sqlx::query_scalar("SELECT count(*) FROM owed WHERE kind = ? AND near = 0").bind(kind.to_owned());
        Ok(count.fetch_one(&mut *self.reader().await?).await?)
    }
}

/// How many of some days are a day of birth or later, the first of them being the parameter of a number.
fn born_by(ages: &[Date], first: usize) -> String {
    let days = (first..).take(ages.len()).map(|place| format!("(p.born <= ?{place})"));
    std::iter::once("0".to_owned()).chain(days).collect::<Vec<_>>().join(" + ")
}

fn group(row: &SqliteRow, first: usize) -> Result<Group, StoreError> {
    Ok(Group { sex: row.try_get(first)?, ethnicity: row.try_get(first + 1)?, age: row.try_get(first + 2)? })
}

fn refusal(row: &SqliteRow) -> Result<Refusal, StoreError> {
    Ok(Refusal {
        number: row.try_get(0)?,
        name: row.try_get(1)?,
        application: ApplicationId(identifier(row, 2)?),
        kind: ReleaseType::from_code(row.try_get(3)?).ok_or(StoreError::Corrupt)?,
        decided: row.try_get(4)?,
        reasons: row.try_get(5)?,
    })
}

fn awaits(words: &str) -> Result<Awaits, sqlx::Error> {
    let found = Awaits::ALL.into_iter().find(|awaits| awaits.words() == words);
    found.ok_or_else(|| sqlx::Error::Decode(format!("no stage of an application: {words}").into()))
}
