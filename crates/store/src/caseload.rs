//! The caseload: one narrow row per case, written whenever the case changes, and read a screenful at a time under any sort
//! and filter. How many notes there are does not matter to it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use casework::event::Post;
use casework::{Case, Field, PrisonNumber, Value};
use jiff::civil::Date;
use ledger::PrincipalId;
use serde_json::Value as Json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::error::StoreError;
use crate::name::plain;
use crate::record::{Record, State};
use crate::row::{Arg, Table, bind};
use crate::table::staff;

pub(crate) static CASELOAD: Table = Table {
    name: "caseload",
    columns: &[
        "number",
        "name",
        "sort_name",
        "date_of_birth",
        "here",
        "cell",
        "legal_status",
        "category",
        "incentive",
        "alerts",
        "rosh",
        "rosh_rank",
        "tier",
        "mappa_level",
        "release_date",
        "sentence_start",
        "sentence_end",
        "pom",
        "coworking_pom",
        "keyworker",
        "com",
        "last_session",
        "last_note",
        "notes",
        "open_actions",
        "conflicts",
        "readable_until",
    ],
    case: Some(0),
};

/// The row of a case.
pub(crate) fn row(prison: &str, number: &PrisonNumber, case: &Case) -> Vec<Arg> {
    let text = |field| Arg::from(case.text(field));
    let date = |field| Arg::from(case.date(field).map(|date| date.to_string()));
    let holder = |post| case.holder(post).map_or(Arg::Null, |holding| staff(holding.staff));
    let name = case.list_name();
    let rank = rosh_rank(case);
    let count = |n: usize| Arg::Int(i64::try_from(n).unwrap_or(i64::MAX));
    vec![
        number.as_str().into(),
        name.clone().into(),
        plain(&name).into(),
        date(Field::DateOfBirth),
        case.is_held_by(prison).into(),
        text(Field::CellLocation),
        text(Field::LegalStatus),
        text(Field::Category),
        incentive(case).into(),
        count(active_alerts(case)),
        text(Field::Rosh),
        rank.map_or(Arg::Null, count),
        text(Field::Tier),
        text(Field::MappaLevel),
        earliest_release(case).into(),
        date(Field::SentenceStart),
        date(Field::SentenceExpiry),
        holder(Post::Pom),
        holder(Post::CoworkingPom),
        holder(Post::Keyworker),
        text(Field::ComName),
        case.last_session.map(|at| at.as_millisecond()).into(),
        case.last_note.map(|at| at.as_millisecond()).into(),
        Arg::Int(i64::from(case.notes)),
        count(case.actions.len()),
        count(case.conflicts.len()),
        case.transfer.sent.as_ref().map(|sent| sent.readable_until.to_string()).into(),
    ]
}

/// How far up the list the risk of serious harm is.
pub(crate) fn rosh_rank(case: &Case) -> Option<usize> {
    let rosh = case.text(Field::Rosh)?;
    casework::field::ROSH_LEVELS.iter().position(|known| *known == rosh)
}

/// The date that lists show as release: the confirmed one, or else what the prison system calls the release date, or else the
/// first of the dates from which somebody can be released. Which date a rule rests on is `policy`'s to say.
fn earliest_release(case: &Case) -> Option<String> {
    let first = [Field::ConfirmedRelease, Field::Release].into_iter().find_map(|field| case.date(field));
    let others = [
        Field::ConditionalRelease,
        Field::AutomaticRelease,
        Field::ParoleEligibility,
        Field::Tariff,
        Field::PostRecallRelease,
        Field::NonParole,
    ];
    first.or_else(|| others.into_iter().filter_map(|field| case.date(field)).min()).map(|date| date.to_string())
}

fn document(case: &Case, field: Field) -> Option<Json> {
    match case.value(field) {
        Some(Value::Document(document)) => serde_json::from_str(document).ok(),
        _ => None,
    }
}

fn incentive(case: &Case) -> Option<String> {
    let level = document(case, Field::Incentive)?;
    level.pointer("/level/code").and_then(Json::as_str).map(str::to_owned)
}

fn active_alerts(case: &Case) -> usize {
    let Some(Json::Array(alerts)) = document(case, Field::Alerts) else { return 0 };
    let is = |alert: &Json, key: &str| alert.get(key).and_then(Json::as_bool);
    alerts.iter().filter(|alert| is(alert, "active") != Some(false) && is(alert, "expired") != Some(true)).count()
}

/// What to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Last name, first name.
    Name,
    /// Prison number.
    Number,
    /// Cell.
    Cell,
    /// Release.
    Release,
    /// Sentence start.
    SentenceStart,
    /// Category.
    Category,
    /// Legal status.
    LegalStatus,
    /// Risk of serious harm.
    Rosh,
    /// Tier.
    Tier,
    /// Last key-work session.
    LastSession,
    /// Last note.
    LastNote,
    /// Open actions.
    OpenActions,
    /// Alerts.
    Alerts,
    /// Incentive level.
    Incentive,
    /// Date of birth.
    DateOfBirth,
}

impl Sort {
    /// Every column that sorts.
    pub const ALL: [Self; 15] = [
        Self::Name,
        Self::Number,
        Self::Cell,
        Self::Release,
        Self::SentenceStart,
        Self::Category,
        Self::LegalStatus,
        Self::Rosh,
        Self::Tier,
        Self::LastSession,
        Self::LastNote,
        Self::OpenActions,
        Self::Alerts,
        Self::Incentive,
        Self::DateOfBirth,
    ];

    /// The word for it on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Cell => "cell",
            Self::Release => "release",
            Self::SentenceStart => "sentence-start",
            Self::Category => "category",
            Self::LegalStatus => "legal-status",
            Self::Rosh => "rosh",
            Self::Tier => "tier",
            Self::LastSession => "last-session",
            Self::LastNote => "last-note",
            Self::OpenActions => "open-actions",
            Self::Alerts => "alerts",
            Self::Incentive => "incentive",
            Self::DateOfBirth => "date-of-birth",
        }
    }

    const fn column(self) -> &'static str {
        match self {
            Self::Name => "sort_name",
            Self::Number => "number",
            Self::Cell => "cell",
            Self::Release => "release_date",
            Self::SentenceStart => "sentence_start",
            Self::Category => "category",
            Self::LegalStatus => "legal_status",
            Self::Rosh => "rosh_rank",
            Self::Tier => "tier",
            Self::LastSession => "last_session",
            Self::LastNote => "last_note",
            Self::OpenActions => "open_actions",
            Self::Alerts => "alerts",
            Self::Incentive => "incentive",
            Self::DateOfBirth => "date_of_birth",
        }
    }
}

/// Whom to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Held here (or, if false, gone); nothing: everybody.
    pub here: Option<bool>,
    /// Whose prison offender manager is this person.
    pub pom: Option<PrincipalId>,
    /// Whose keyworker is this person.
    pub keyworker: Option<PrincipalId>,
    /// Who has nobody in this post.
    pub without: Option<Post>,
    /// Category.
    pub category: Option<String>,
    /// Legal status.
    pub legal_status: Option<String>,
    /// Risk of serious harm.
    pub rosh: Option<String>,
    /// Tier.
    pub tier: Option<String>,
    /// Who has had no key-work session since then (milliseconds since 1970), or never.
    pub unseen_since: Option<i64>,
    /// The first part of the cell: wing, or wing and landing.
    pub cell: Option<String>,
    /// Letters in the name or number.
    pub text: Option<String>,
    /// Released between these dates, both included (ISO).
    pub release: Option<(String, String)>,
    /// Without those who left so long ago that their cases are no longer read on this day.
    pub readable_on: Option<Date>,
}

/// Which part of the caseload to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseloadQuery {
    /// Whom.
    pub filter: Filter,
    /// In which order; who has no value comes last.
    pub sort: Sort,
    /// Whether the other way round.
    pub descending: bool,
    /// How many rows to leave out first.
    pub offset: u32,
    /// How many rows at most.
    pub limit: u32,
}

/// One row of the caseload.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseloadRow {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Date of birth, ISO.
    pub date_of_birth: Option<String>,
    /// Whether held here.
    pub here: bool,
    /// Cell.
    pub cell: Option<String>,
    /// Legal status.
    pub legal_status: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// Incentive level's code.
    pub incentive: Option<String>,
    /// How many alerts are active.
    pub alerts: i64,
    /// Risk of serious harm.
    pub rosh: Option<String>,
    /// Tier.
    pub tier: Option<String>,
    /// MAPPA level.
    pub mappa_level: Option<String>,
    /// Release, ISO.
    pub release_date: Option<String>,
    /// Sentence start, ISO.
    pub sentence_start: Option<String>,
    /// Sentence expiry, ISO.
    pub sentence_end: Option<String>,
    /// Prison offender manager.
    #[serde(skip)]
    pub pom: Option<PrincipalId>,
    /// Keyworker.
    #[serde(skip)]
    pub keyworker: Option<PrincipalId>,
    /// Community offender manager.
    pub com: Option<String>,
    /// Last key-work session, milliseconds since 1970.
    #[serde(skip)]
    pub last_session: Option<i64>,
    /// Last note, milliseconds since 1970.
    #[serde(skip)]
    pub last_note: Option<i64>,
    /// How many notes.
    pub notes: i64,
    /// How many agreed actions are open.
    pub open_actions: i64,
    /// How many conflicts are open.
    pub conflicts: i64,
}

const SHOWN: &str = "number, name, date_of_birth, here, cell, legal_status, category, incentive, alerts, rosh, tier, \
     mappa_level, release_date, sentence_start, sentence_end, pom, keyworker, com, last_session, last_note, notes, \
     open_actions, conflicts";

fn read(row: &SqliteRow) -> Result<CaseloadRow, sqlx::Error> {
    Ok(CaseloadRow {
        number: row.try_get(0)?,
        name: row.try_get(1)?,
        date_of_birth: row.try_get(2)?,
        here: row.try_get(3)?,
        cell: row.try_get(4)?,
        legal_status: row.try_get(5)?,
        category: row.try_get(6)?,
        incentive: row.try_get(7)?,
        alerts: row.try_get(8)?,
        rosh: row.try_get(9)?,
        tier: row.try_get(10)?,
        mappa_level: row.try_get(11)?,
        release_date: row.try_get(12)?,
        sentence_start: row.try_get(13)?,
        sentence_end: row.try_get(14)?,
        pom: crate::read::principal(row.try_get(15)?),
        keyworker: crate::read::principal(row.try_get(16)?),
        com: row.try_get(17)?,
        last_session: row.try_get(18)?,
        last_note: row.try_get(19)?,
        notes: row.try_get(20)?,
        open_actions: row.try_get(21)?,
        conflicts: row.try_get(22)?,
    })
}

impl Filter {
    /// The condition and its values.
    fn condition(&self) -> (String, Vec<Arg>) {
        let mut conditions = Vec::new();
        let mut args = Vec::new();
        let mut add = |condition: &str, arg: Arg| {
            conditions.push(condition.to_owned());
            args.push(arg);
        };
        if let Some(here) = self.here {
            add("here = ?", here.into());
        }
        if let Some(pom) = self.pom {
            add("pom = ?", staff(pom));
        }
        if let Some(keyworker) = self.keyworker {
            add("keyworker = ?", staff(keyworker));
        }
        if let Some(category) = &self.category {
            add("category = ?", category.as_str().into());
        }
        if let Some(status) = &self.legal_status {
            add("legal_status = ?", status.as_str().into());
        }
        if let Some(rosh) = &self.rosh {
            add("rosh = ?", rosh.as_str().into());
        }
        if let Some(tier) = &self.tier {
            add("tier = ?", tier.as_str().into());
        }
        if let Some(since) = self.unseen_since {
            add("(last_session IS NULL OR last_session < ?)", Arg::Int(since));
        }
        if let Some(cell) = &self.cell {
            add("substr(cell, 1, ?) = ?", Arg::Int(i64::try_from(cell.chars().count()).unwrap_or(i64::MAX)));
            args.push(cell.as_str().into());
        }
        if let Some((first, last)) = &self.release {
            conditions.push("release_date BETWEEN ? AND ?".to_owned());
            args.extend([first.as_str().into(), last.as_str().into()]);
        }
        if let Some(text) = &self.text {
            let plain = plain(text);
            conditions.push("(instr(sort_name, ?) > 0 OR instr(number, ?) > 0)".to_owned());
            args.extend([plain.as_str().into(), plain.to_ascii_uppercase().into()]);
        }
        // Whoever is held here has not left: of them alone there is nothing to leave out, and an index goes on being worth walking along.
        if let Some(today) = self.readable_on.filter(|_| self.here != Some(true)) {
            conditions.push("(readable_until IS NULL OR readable_until >= ?)".to_owned());
            args.push(today.to_string().into());
        }
        match self.without {
            Some(Post::Pom) => conditions.push("pom IS NULL".to_owned()),
            Some(Post::CoworkingPom) => conditions.push("coworking_pom IS NULL".to_owned()),
            Some(Post::Keyworker) => conditions.push("keyworker IS NULL".to_owned()),
            None => {}
        }
        let condition =
            if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        (condition, args)
    }
}

impl Record {
    /// A screenful of the caseload, and how many rows there are in all.
    pub async fn caseload(&self, query: &CaseloadQuery) -> Result<(Vec<CaseloadRow>, u32), StoreError> {
        let (condition, args) = query.filter.condition();
        let column = query.sort.column();
        let way = if query.descending { "DESC" } else { "ASC" };
        // Who has no value comes last either way, and equal values are in the order of names. How many are asked for stands in the
        // statement: SQLite then knows that an index is worth walking along.
        let limit = query.limit;
        let statement = format!(
            "SELECT {SHOWN} FROM caseload {condition} ORDER BY {column} {way} NULLS LAST, sort_name, number LIMIT {limit} OFFSET ?"
        );
        let mut connection = self.reader().await?;
        let mut select = sqlx::query(sqlx::AssertSqlSafe(statement));
        for arg in args.iter().cloned() {
            select = bind(select, arg);
        }
        let rows = select.bind(i64::from(query.offset)).fetch_all(&mut *connection).await?;
        let shown = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let all = self.count(&mut connection, &condition, args).await?;
        Ok((shown, all))
    }

    /// How many rows a filter leaves. Counted once for as long as nothing is written: sorting and paging do not count again.
    async fn count(
        &self,
        connection: &mut SqliteConnection,
        condition: &str,
        args: Vec<Arg>,
    ) -> Result<u32, StoreError> {
        let now = self.state();
        let key = format!("{condition} {args:?}");
        if let Some(known) = self.counts.known(now, &key) {
            return Ok(known);
        }
        let counted = count(connection, condition, args).await?;
        self.counts.keep(now, key, counted);
        Ok(counted)
    }
}

/// Counts of filters, good for one state of the record.
pub(crate) struct Counts<T>(Mutex<(State, HashMap<String, T>)>);

impl<T> Default for Counts<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Counts<T> {
    pub(crate) fn known(&self, now: State, filter: &str) -> Option<T> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.0 == now { counts.1.get(filter).cloned() } else { None }
    }

    pub(crate) fn keep(&self, now: State, filter: String, count: T) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.0 != now {
            *counts = (now, HashMap::new());
        }
        counts.1.insert(filter, count);
    }
}

async fn count(connection: &mut SqliteConnection, condition: &str, args: Vec<Arg>) -> Result<u32, StoreError> {
    let mut select = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT count(*) FROM caseload {condition}")));
    for arg in args {
        select = bind(select, arg);
    }
    Ok(select.fetch_one(connection).await?.try_get(0)?)
}
