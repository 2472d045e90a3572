//! Release on temporary licence as rows: each application and each release as it stands, for lists and the gate, made from the case like its
//! line of the caseload. What was written about an application is in `history`.

pub mod counts;

use casework::rotl::{
    Application, ApplicationId, Awaits, Irregular, Release, ReleaseId, ReleaseState, ReleaseType, Status, Verdict,
};
use casework::{Case, Field, PrisonNumber, london};
use jiff::Timestamp;
use ledger::PrincipalId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::error::StoreError;
use crate::record::Record;
use crate::row::{Arg, Script, Table, bind};
use crate::table::{at, int, staff};

pub(crate) static ROTL_APPLICATION: Table = Table {
    name: "rotl_application",
    columns: &[
        "number",
        "application",
        "kind",
        "tier",
        "status",
        "made",
        "first",
        "last",
        "place",
        "phone",
        "awaits",
        "verdict",
        "decided",
        "days",
        "went",
        "went_first",
        "went_last",
    ],
    case: Some(0),
};

pub(crate) static ROTL_RELEASE: Table = Table {
    name: "rotl_release",
    columns: &[
        "number",
        "release",
        "application",
        "kind",
        "out",
        "back",
        "state",
        "left",
        "returned",
        "irregular",
        "failed",
    ],
    case: Some(0),
};

pub(crate) static ROTL_PERSON: Table =
    Table { name: "rotl_person", columns: &["number", "sex", "ethnicity", "born"], case: Some(0) };

/// Rows of a case, each with its table.
pub(crate) type RotlRows = Vec<(&'static Table, Vec<Arg>)>;

/// The rows of a case's applications and releases, and of whose they are.
pub(crate) fn rows(number: &PrisonNumber, case: &Case) -> RotlRows {
    let of = |application: &Application| {
        let releases =
            application.releases.iter().map(|release| (&ROTL_RELEASE, release_row(number, case, application, release)));
        std::iter::once((&ROTL_APPLICATION, application_row(number, application))).chain(releases).collect::<Vec<_>>()
    };
    let person = (!case.applications.is_empty()).then(|| (&ROTL_PERSON, person_row(number, case)));
    case.applications.values().flat_map(of).chain(person).collect()
}

fn person_row(number: &PrisonNumber, case: &Case) -> Vec<Arg> {
    vec![
        number.as_str().into(),
        case.text(Field::Gender).into(),
        case.text(Field::Ethnicity).or_else(|| case.text(Field::RaceCode)).into(),
        case.date(Field::DateOfBirth).map(|born| born.to_string()).into(),
    ]
}

fn application_row(number: &PrisonNumber, application: &Application) -> Vec<Arg> {
    let live = || application.releases.iter().filter(|release| !release.cancelled).map(|release| release.planned);
    let place = application.places.first();
    let decision = application.decision().filter(|decision| decision.verdict != Verdict::Deferred);
    let decided = decision.map(|decision| decision.mark.recorded);
    let went = || application.releases.iter().filter_map(|release| release.left.map(|left| left.at));
    vec![
        number.as_str().into(),
        application.id.0.into_bytes().into(),
        application.kind.code().into(),
        application.tier.words().into(),
        application.status().words().into(),
        at(application.made.recorded),
        live().map(|planned| planned.out).min().map_or(Arg::Null, at),
        live().map(|planned| planned.back).max().map_or(Arg::Null, at),
        place.map(|place| place.name.clone()).into(),
        place.map(|place| place.phone.clone()).into(),
        application.awaits().map(Awaits::words).into(),
        decision.map(|decision| decision.verdict.words()).into(),
        decided.map_or(Arg::Null, at),
        decided.map(|decided| days_between(application.made.recorded, decided)).into(),
        int(went().count() as u64),
        went().min().map_or(Arg::Null, at),
        went().max().map_or(Arg::Null, at),
    ]
}

/// How many midnights of London lie between.
fn days_between(made: Timestamp, decided: Timestamp) -> i64 {
    let days = |at| london::day(at).since(london::day(made)).map(|span| i64::from(span.get_days()));
    days(decided).unwrap_or_default()
}

fn release_row(number: &PrisonNumber, case: &Case, application: &Application, release: &Release) -> Vec<Arg> {
    vec![
        number.as_str().into(),
        release.planned.id.0.into_bytes().into(),
        application.id.0.into_bytes().into(),
        application.kind.code().into(),
        at(release.planned.out),
        at(release.planned.back),
        state_word(release.state()).into(),
        release.left.map_or(Arg::Null, |left| at(left.at)),
        release.returned.map_or(Arg::Null, |returned| at(returned.at)),
        lacks(case, application, release).map(|irregular| irregular.words()).into(),
        release.reported.into(),
    ]
}

/// What a release lacks: on which somebody is or was out, or which is to come.
fn lacks(case: &Case, application: &Application, release: &Release) -> Option<Irregular> {
    match release.state() {
        ReleaseState::Planned => case.going_out_lacks(application, release),
        _ => release.irregular,
    }
}

/// Removes one row of a case. Of the person there is one only.
pub(crate) fn forget_row(script: &mut Script, (table, row): &(&'static Table, Vec<Arg>)) {
    let columns = if table.name == ROTL_PERSON.name { 1 } else { 2 };
    let conditions: Vec<String> = table.columns.iter().take(columns).map(|column| format!("{column} = ?")).collect();
    let key = row.iter().take(columns).cloned().collect();
    script.add(format!("DELETE FROM {} WHERE {}", table.name, conditions.join(" AND ")), key);
}

const fn state_word(state: ReleaseState) -> &'static str {
    match state {
        ReleaseState::Planned => "planned",
        ReleaseState::Out => "out",
        ReleaseState::Recalled => "recalled",
        ReleaseState::Back => "back",
        ReleaseState::Cancelled => "cancelled",
    }
}

fn state_of(word: &str) -> Result<ReleaseState, sqlx::Error> {
    match word {
        "planned" => Ok(ReleaseState::Planned),
        "out" => Ok(ReleaseState::Out),
        "recalled" => Ok(ReleaseState::Recalled),
        "back" => Ok(ReleaseState::Back),
        "cancelled" => Ok(ReleaseState::Cancelled),
        other => Err(sqlx::Error::Decode(format!("no state of a release: {other}").into())),
    }
}

fn status_of(words: &str) -> Result<Status, sqlx::Error> {
    let found = Status::ALL.into_iter().find(|status| status.words() == words);
    found.ok_or_else(|| sqlx::Error::Decode(format!("no status of an application: {words}").into()))
}

/// Which applications there are, and where each stands. The rest of a line is in its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRow {
    /// Prison number.
    pub number: String,
    /// Its identifier.
    pub application: ApplicationId,
    /// Where it stands.
    pub status: Status,
}

/// A release as the gate sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateRow {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// Under which application.
    pub application: ApplicationId,
    /// Which release.
    pub release: ReleaseId,
    /// Which type.
    pub kind: ReleaseType,
    /// Where the application stands.
    pub status: Status,
    /// When the prisoner is to go out, milliseconds since 1970.
    pub out: i64,
    /// When the prisoner is to be back.
    pub back: i64,
    /// Where the release stands.
    pub state: ReleaseState,
    /// When the prisoner went out.
    pub left: Option<i64>,
    /// When the prisoner came back.
    pub returned: Option<i64>,
    /// What it lacks, if it lacks something: it, or going out on it now.
    pub irregular: Option<String>,
    /// Where to.
    pub place: Option<String>,
    /// The telephone there.
    pub phone: Option<String>,
}

/// How many releases of a type there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseCount {
    /// The type's code.
    pub kind: String,
    /// How many went out.
    pub releases: u32,
    /// How many of them were reported as failures.
    pub failures: u32,
}

/// The applications under which somebody is out.
const OUTSIDE: &str = "SELECT application FROM rotl_release WHERE state IN ('out', 'recalled')";
const GATE: &str = "r.number, c.name, c.cell, r.application, r.release, r.kind, a.status, r.out, r.back, r.state, r.left, \
     r.returned, r.irregular, a.place, a.phone";

impl Record {
    /// Applications that stand as asked for, of one POM or of everybody: the soonest release first, and behind them those whose releases should
    /// all be over at an instant (milliseconds since 1970) and under which nobody is out, the latest first. Where `since` is given, granted
    /// ones that were over before it are left out.
    pub async fn rotl_applications(
        &self,
        statuses: &[Status],
        pom: Option<PrincipalId>,
        (now, since): (i64, Option<i64>),
        limit: u32,
    ) -> Result<Vec<ApplicationRow>, StoreError> {
        let marks = vec!["?"; statuses.len()].join(",");
        let whose = if pom.is_some() { "AND c.pom = ?" } else { "" };
        let statement = format!(
            "SELECT a.number, a.application, a.status FROM rotl_application a JOIN caseload c USING (number) \
             WHERE a.status IN ({marks}) {whose} AND (a.verdict IS NOT ? OR a.last >= ? OR a.application IN ({OUTSIDE})) \
             ORDER BY coalesce(a.last < ?, 0) AND a.application NOT IN ({OUTSIDE}), \
               CASE WHEN a.last < ? THEN -a.last ELSE a.first END NULLS LAST, a.number LIMIT {limit}"
        );
        let mut select = sqlx::query(sqlx::AssertSqlSafe(statement));
        for status in statuses {
            select = bind(select, status.words().into());
        }
        if let Some(pom) = pom {
            select = bind(select, staff(pom));
        }
        select = bind(select, Verdict::Granted.words().into());
        for instant in [since.unwrap_or(i64::MIN), now, now] {
            select = select.bind(instant);
        }
        let rows = select.fetch_all(&mut *self.reader().await?).await?;
        rows.iter().map(application).collect()
    }

    /// How many applications stand how, of one POM or of everybody.
    pub async fn rotl_standing(&self, pom: Option<PrincipalId>) -> Result<Vec<(Status, u32)>, StoreError> {
        let statement = match pom {
            None => "SELECT status, count(*) FROM rotl_application GROUP BY status",
            Some(_) => {
                "SELECT a.status, count(*) FROM rotl_application a JOIN caseload c USING (number) WHERE c.pom = ? GROUP BY a.status"
            }
        };
        let mut select = sqlx::query(statement);
        if let Some(pom) = pom {
            select = bind(select, staff(pom));
        }
        let rows = select.fetch_all(&mut *self.reader().await?).await?;
        rows.iter().map(|row| Ok((status_of(row.try_get(0)?)?, row.try_get(1)?))).collect()
    }

    /// Who is out, and whose release begins, is to end or ended between two instants (milliseconds since 1970).
    pub async fn gate_list(&self, from: i64, until: i64) -> Result<Vec<GateRow>, StoreError> {
        let statement = format!(
            "SELECT {GATE} FROM rotl_release r JOIN rotl_application a ON a.application = r.application \
             JOIN caseload c ON c.number = r.number WHERE r.rowid IN ( \
               SELECT rowid FROM rotl_release WHERE state IN ('out', 'recalled') \
               UNION SELECT rowid FROM rotl_release WHERE out >= ? AND out < ? AND state <> 'cancelled' \
               UNION SELECT rowid FROM rotl_release WHERE returned >= ? AND returned < ?) ORDER BY r.back, r.number"
        );
        let mut select = sqlx::query(sqlx::AssertSqlSafe(statement));
        for instant in [from, until, from, until] {
            select = select.bind(instant);
        }
        let rows = select.fetch_all(&mut *self.reader().await?).await?;
        rows.iter().map(gate).collect()
    }

    /// How many went out between two instants, by type.
    pub async fn rotl_counts(&self, from: i64, until: i64) -> Result<Vec<ReleaseCount>, StoreError> {
        let rows = sqlx::query(
            "SELECT kind, count(*), sum(failed) FROM rotl_release WHERE left >= ? AND left < ? GROUP BY kind ORDER BY kind",
        )
        .bind(from)
        .bind(until)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter()
            .map(|row| Ok(ReleaseCount { kind: row.try_get(0)?, releases: row.try_get(1)?, failures: row.try_get(2)? }))
            .collect()
    }
}

fn application(row: &SqliteRow) -> Result<ApplicationRow, StoreError> {
    Ok(ApplicationRow {
        number: row.try_get(0)?,
        application: ApplicationId(identifier(row, 1)?),
        status: status_of(row.try_get(2)?)?,
    })
}

fn gate(row: &SqliteRow) -> Result<GateRow, StoreError> {
    Ok(GateRow {
        number: row.try_get(0)?,
        name: row.try_get(1)?,
        cell: row.try_get(2)?,
        application: ApplicationId(identifier(row, 3)?),
        release: ReleaseId(identifier(row, 4)?),
        kind: ReleaseType::from_code(row.try_get(5)?).ok_or(StoreError::Corrupt)?,
        status: status_of(row.try_get(6)?)?,
        out: row.try_get(7)?,
        back: row.try_get(8)?,
        state: state_of(row.try_get(9)?)?,
        left: row.try_get(10)?,
        returned: row.try_get(11)?,
        irregular: row.try_get(12)?,
        place: row.try_get(13)?,
        phone: row.try_get(14)?,
    })
}

fn identifier(row: &SqliteRow, column: usize) -> Result<uuid::Uuid, StoreError> {
    let bytes: Vec<u8> = row.try_get(column)?;
    uuid::Uuid::from_slice(&bytes).map_err(|_| StoreError::Corrupt)
}
