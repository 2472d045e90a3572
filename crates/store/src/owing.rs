//! Reading what is owed: a screenful by day and risk, how many of each kind, how many are late.

use std::collections::BTreeMap;

use ledger::PrincipalId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::error::StoreError;
use crate::owed::NOT_OPEN;
use crate::read::principal;
use crate::record::Record;
use crate::row::{Arg, bind};
use crate::table::staff;

/// Whose things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwedBy {
    /// What somebody owes: in their own name, or in one of these roles where nobody is named.
    Mine(PrincipalId, Vec<String>),
    /// What others owe in their cases.
    WaitingFor(PrincipalId, Vec<String>),
    /// Everything in their cases.
    CasesOf(PrincipalId),
    /// Everything.
    Everybody,
    /// What somebody owes in their own name.
    Person(PrincipalId),
}

/// In which order a list is within each of its groups: overdue, due on the day, by its Sunday, later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OwedSort {
    /// By day, then the highest risk first.
    #[default]
    Due,
    /// By the prisoner's name.
    Prisoner,
    /// By kind.
    Kind,
}

impl OwedSort {
    /// The order of days is that of the groups by itself.
    const fn order(self) -> &'static str {
        match self {
            Self::Due => "o.due, o.rank, o.number, o.kind",
            Self::Prisoner => "o.near, c.sort_name, o.number, o.due, o.kind",
            Self::Kind => "o.near, o.kind, o.due, o.rank, o.number",
        }
    }
}

/// A screenful of what is owed.
#[derive(Debug, Clone)]
pub struct OwedQuery {
    /// Whose.
    pub by: OwedBy,
    /// Only these kinds; nothing: all.
    pub kinds: Option<Vec<String>>,
    /// Whether what cannot be done yet is in it too.
    pub not_yet: bool,
    /// In which order.
    pub sort: OwedSort,
    /// How many rows to leave out.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

/// Something that is owed, with what a list shows of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedRow {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// Risk of serious harm.
    pub rosh: Option<String>,
    /// Which kind, as the rules call it.
    pub kind: String,
    /// About what or whom.
    pub about: Option<String>,
    /// Since which day, ISO.
    pub since: String,
    /// From which day it can be done, ISO.
    pub opens: String,
    /// By which day, ISO.
    pub due: String,
    /// After which day it cannot be done any more, ISO.
    pub hard_stop: Option<String>,
    /// In which role it is owed.
    pub role: String,
    /// By whom, if somebody is named.
    pub owner: Option<PrincipalId>,
    /// Why.
    pub why: String,
    /// Whether its figure is national or the prison's own.
    pub standing: String,
}

/// How many of a kind are owed: overdue, today, until Sunday, later.
pub type OwedCounts = Vec<(String, [u32; 4])>;

const SHOWN: &str = "o.number, c.name, c.cell, c.rosh, o.kind, o.about, o.since, o.opens, o.due, o.hard_stop, o.role, o.owner, \
     o.why, o.standing";

fn read(row: &SqliteRow) -> Result<OwedRow, sqlx::Error> {
    Ok(OwedRow {
        number: row.try_get(0)?,
        name: row.try_get(1)?,
        cell: row.try_get(2)?,
        rosh: row.try_get(3)?,
        kind: row.try_get(4)?,
        about: row.try_get(5)?,
        since: row.try_get(6)?,
        opens: row.try_get(7)?,
        due: row.try_get(8)?,
        hard_stop: row.try_get(9)?,
        role: row.try_get(10)?,
        owner: principal(row.try_get(11)?),
        why: row.try_get(12)?,
        standing: row.try_get(13)?,
    })
}

/// The cases of somebody, whatever their post.
const CASES: &str = "o.number IN (SELECT number FROM caseload WHERE pom = ? OR keyworker = ? OR coworking_pom = ?)";

impl OwedBy {
    /// The condition and its values.
    fn condition(&self) -> (String, Vec<Arg>) {
        let marks = |roles: &[String]| vec!["?"; roles.len()].join(",");
        let named = |roles: &[String]| roles.iter().map(|role| role.as_str().into()).collect::<Vec<Arg>>();
        match self {
            Self::Everybody => ("1".to_owned(), Vec::new()),
            Self::Person(who) => ("o.owner = ?".to_owned(), vec![staff(*who)]),
            Self::CasesOf(who) => (CASES.to_owned(), vec![staff(*who); 3]),
            // An empty list of roles would keep SQLite from using an index: it would read the whole table.
            Self::Mine(who, roles) if roles.is_empty() => Self::Person(*who).condition(),
            Self::Mine(who, roles) => {
                let mut args = vec![staff(*who)];
                args.extend(named(roles));
                (format!("(o.owner = ? OR (o.owner IS NULL AND o.role IN ({})))", marks(roles)), args)
            }
            Self::WaitingFor(who, roles) => {
                let mut args = vec![staff(*who); 4];
                args.extend(named(roles));
                let others = format!("(o.owner <> ? OR (o.owner IS NULL AND o.role NOT IN ({})))", marks(roles));
                (format!("{CASES} AND {others}"), args)
            }
        }
    }
}

impl Record {
    /// A screenful of what is owed. Which rows these are is read from indexes; only their own reasons are read with them.
    pub async fn owed(&self, query: &OwedQuery) -> Result<Vec<OwedRow>, StoreError> {
        let (whose, mut args) = query.by.condition();
        let kinds = match &query.kinds {
            None => String::new(),
            Some(kinds) => {
                args.extend(kinds.iter().map(|kind| Arg::from(kind.as_str())));
                format!("AND o.kind IN ({})", vec!["?"; kinds.len()].join(","))
            }
        };
        let open = if query.not_yet { String::new() } else { format!("AND o.near < {NOT_OPEN}") };
        let (order, limit, offset) = (query.sort.order(), query.limit, query.offset);
        let names = if query.sort == OwedSort::Prisoner { "JOIN caseload c USING (number)" } else { "" };
        let statement = format!(
            "SELECT {SHOWN} FROM (SELECT o.rowid AS id FROM owed o {names} WHERE {whose} {kinds} {open} \
             ORDER BY {order} LIMIT {limit} OFFSET {offset}) \
             JOIN owed o ON o.rowid = id JOIN caseload c USING (number) ORDER BY {order}"
        );
        let mut select = sqlx::query(sqlx::AssertSqlSafe(statement));
        for arg in args {
            select = bind(select, arg);
        }
        let rows = select.fetch_all(&mut *self.reader().await?).await?;
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// How many of each kind are owed and can be done. Counted once for as long as nothing is written: paging does not count again.
    pub async fn owed_counts(&self, by: &OwedBy) -> Result<OwedCounts, StoreError> {
        let (now, asked) = (self.state(), format!("{by:?}"));
        if let Some(known) = self.owing.known(now, &asked) {
            return Ok(known);
        }
        let counted = self.count_owed(by).await?;
        self.owing.keep(now, asked, counted.clone());
        Ok(counted)
    }

    async fn count_owed(&self, by: &OwedBy) -> Result<OwedCounts, StoreError> {
        let (whose, args) = by.condition();
        let statement = format!(
            "SELECT o.kind, o.near, count(*) FROM owed o WHERE {whose} AND o.near < {NOT_OPEN} \
             GROUP BY o.kind, o.near ORDER BY o.kind, o.near"
        );
        let mut select = sqlx::query(sqlx::AssertSqlSafe(statement));
        for arg in args {
            select = bind(select, arg);
        }
        let rows = select.fetch_all(&mut *self.reader().await?).await?;
        let mut counts: OwedCounts = Vec::new();
        for row in rows {
            let (kind, near, count): (String, u8, u32) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            if counts.last().is_none_or(|(known, _)| *known != kind) {
                counts.push((kind, [0; 4]));
            }
            if let Some(place) = counts.last_mut().and_then(|(_, by_near)| by_near.get_mut(usize::from(near))) {
                *place = count;
            }
        }
        Ok(counts)
    }

    /// Of how many cases something cannot be told: of somebody's cases, or of all.
    pub async fn owed_unclear(&self, of: Option<PrincipalId>) -> Result<u32, StoreError> {
        let mut connection = self.reader().await?;
        let count = match of {
            None => sqlx::query_scalar("SELECT count(*) FROM unclear").fetch_one(&mut *connection).await?,
            Some(who) => {
                let statement = format!("SELECT count(*) FROM unclear o WHERE {CASES}");
                let mut select = sqlx::query(sqlx::AssertSqlSafe(statement));
                for _ in 0..3 {
                    select = bind(select, staff(who));
                }
                select.fetch_one(&mut *connection).await?.try_get(0)?
            }
        };
        Ok(count)
    }

    /// How many things each member of staff is late with.
    pub async fn owed_late(&self) -> Result<BTreeMap<PrincipalId, u32>, StoreError> {
        let rows = sqlx::query("SELECT owner, count(*) FROM owed WHERE owner IS NOT NULL AND near = 0 GROUP BY owner")
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let mut late = BTreeMap::new();
        for row in rows {
            if let Some(owner) = principal(row.try_get(0)?) {
                late.insert(owner, row.try_get(1)?);
            }
        }
        Ok(late)
    }
}
