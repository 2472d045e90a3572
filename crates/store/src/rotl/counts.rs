//! Counting applications and releases: what waits, what was decided in a period, what went out in it and how it ended, and for whom. A
//! record of years is counted from indexes; only what stands out is read by itself. What a figure means is not here (`app`).

use std::collections::BTreeMap;
use std::ops::Range;

use casework::event::CaseEvent;
use casework::rotl::{ApplicationId, Awaits, FailureReported, ReleaseId, ReleaseType, Status, Verdict};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{identifier, status_of};
use crate::error::StoreError;
use crate::record::Record;

/// The kinds of the events whose bodies are read here. `events_are_called_as_the_ledger_calls_them` holds them to the ledger.
const DECIDED: i64 = 30;
const REPORTED: i64 = 36;

/// An application that waits for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// For what.
    pub awaits: Awaits,
    /// Where it stands.
    pub status: Status,
    /// When it was made, milliseconds since 1970.
    pub made: i64,
}

/// How much of everything there was of one person in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCount {
    /// Prison number.
    pub number: String,
    /// Sex, as the prison system says it.
    pub sex: Option<String>,
    /// Ethnicity, as the prison system says it, or its code.
    pub ethnicity: Option<String>,
    /// Date of birth, ISO.
    pub born: Option<String>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failing {
    /// Which.
    pub release: ReleaseId,
    /// Whose: the place among the persons of the period, by prison number.
    pub person: usize,
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

    /// What waits. A licence that nobody issued is waited for until the last release would be over.
    pub async fn rotl_waiting(&self, now: i64) -> Result<Vec<Waiting>, StoreError> {
        let rows = sqlx::query(
            "SELECT awaits, status, made FROM rotl_application \
             WHERE awaits IS NOT NULL AND (status <> ? OR last > ?) ORDER BY awaits, status, made",
        )
        .bind(Status::Granted.words())
        .bind(now)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Waiting { awaits: awaits(row.try_get(0)?)?, status: status_of(row.try_get(1)?)?, made: row.try_get(2)? })
            })
            .collect()
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

    /// Everybody of whom anything was made, decided or went out in a period (milliseconds since 1970), by prison number.
    pub async fn rotl_persons(&self, period: Range<i64>) -> Result<Vec<PersonCount>, StoreError> {
        let rows = sqlx::query(
            "SELECT p.number, p.sex, p.ethnicity, p.born, \
               coalesce(sum(a.made >= ?1 AND a.made < ?2), 0), \
               coalesce(sum(a.decided >= ?1 AND a.decided < ?2 AND a.verdict = ?3), 0), \
               coalesce(sum(a.decided >= ?1 AND a.decided < ?2 AND a.verdict = ?4), 0), \
               (SELECT count(*) FROM rotl_release r WHERE r.number = p.number AND r.left >= ?1 AND r.left < ?2) \
             FROM rotl_person p JOIN rotl_application a ON a.number = p.number GROUP BY p.number ORDER BY p.number",
        )
        .bind(period.start)
        .bind(period.end)
        .bind(Verdict::Granted.words())
        .bind(Verdict::Refused.words())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let read = |row: &SqliteRow| -> Result<PersonCount, StoreError> {
            Ok(PersonCount {
                number: row.try_get(0)?,
                sex: row.try_get(1)?,
                ethnicity: row.try_get(2)?,
                born: row.try_get(3)?,
                applied: row.try_get(4)?,
                granted: row.try_get(5)?,
                refused: row.try_get(6)?,
                releases: row.try_get(7)?,
            })
        };
        let anything = |one: &PersonCount| one.applied + one.granted + one.refused + one.releases > 0;
        Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.into_iter().filter(anything).collect())
    }

    /// How many applications were granted or refused in a period after how many days, the fewest days first.
    pub async fn rotl_days(&self, period: Range<i64>) -> Result<Vec<(u32, u32)>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT max(days, 0), count(*) FROM rotl_application \
             WHERE verdict IN (?, ?) AND decided >= ? AND decided < ? GROUP BY 1 ORDER BY 1",
        )
        .bind(Verdict::Granted.words())
        .bind(Verdict::Refused.words())
        .bind(period.start)
        .bind(period.end)
        .fetch_all(&mut *self.reader().await?)
        .await?)
    }

    /// The releases that went out in a period and are not simply back in time. `persons` are those of the same period.
    pub async fn rotl_failing(
        &self,
        period: Range<i64>,
        persons: &[PersonCount],
    ) -> Result<Vec<Failing>, StoreError> {
        let rows = sqlx::query(
            "SELECT release, number, out, back, left, returned, failed FROM rotl_release WHERE left >= ? AND left < ? \
             AND left IS NOT NULL AND (failed = 1 OR returned IS NULL OR returned > back OR returned < left) ORDER BY left",
        )
        .bind(period.start)
        .bind(period.end)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter()
            .map(|row| {
                let number: &str = row.try_get(1)?;
                Ok(Failing {
                    release: ReleaseId(identifier(row, 0)?),
                    person: persons.binary_search_by(|one| one.number.as_str().cmp(number)).map_err(|_| StoreError::Corrupt)?,
                    out: row.try_get(2)?,
                    back: row.try_get(3)?,
                    left: row.try_get(4)?,
                    returned: row.try_get(5)?,
                    reported: row.try_get(6)?,
                })
            })
            .collect()
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
               (SELECT e.body FROM rotl_entry e WHERE e.application = a.application AND e.kind = ?1 AND e.number = a.number \
                AND e.recorded = a.decided ORDER BY e.lamport DESC, e.device DESC, e.seq DESC, e.event DESC LIMIT 1) \
             FROM rotl_application a JOIN caseload c ON c.number = a.number \
             WHERE a.verdict = ?2 AND a.decided >= ?3 AND a.decided < ?4 ORDER BY a.decided DESC LIMIT {limit}"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(DECIDED)
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

fn refusal(row: &SqliteRow) -> Result<Refusal, StoreError> {
    let body: Vec<u8> = row.try_get(5)?;
    let event = CaseEvent::decode(u16::try_from(DECIDED).unwrap_or_default(), CaseEvent::SCHEMA, &body);
    let Ok(CaseEvent::RotlDecided(decision)) = event else { return Err(StoreError::Corrupt) };
    Ok(Refusal {
        number: row.try_get(0)?,
        name: row.try_get(1)?,
        application: ApplicationId(identifier(row, 2)?),
        kind: ReleaseType::from_code(row.try_get(3)?).ok_or(StoreError::Corrupt)?,
        decided: row.try_get(4)?,
        reasons: decision.reasons,
    })
}

fn awaits(words: &str) -> Result<Awaits, sqlx::Error> {
    let found = Awaits::ALL.into_iter().find(|awaits| awaits.words() == words);
    found.ok_or_else(|| sqlx::Error::Decode(format!("no stage of an application: {words}").into()))
}
