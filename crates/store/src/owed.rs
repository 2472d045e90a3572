//! What is owed, worked out with each case and kept as rows, so that a list is read by an index. What follows from what is the rules'
//! business: whoever opens the record gives it a function from a case to rows.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::{Case, PrisonNumber};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use ledger::PrincipalId;
use sqlx::{Row, SqliteConnection};

use crate::caseload::{Counts, rosh_rank};
use crate::doing::{FigureRow, figures};
use crate::error::StoreError;
use crate::folding::read_case;
use crate::record::{Record, set};
use crate::row::{Arg, Batch, Script, Table};
use crate::table::staff;

pub(crate) static OWED: Table = Table {
    name: "owed",
    columns: &[
        "number",
        "kind",
        "about",
        "since",
        "opens",
        "due",
        "near",
        "hard_stop",
        "role",
        "owner",
        "why",
        "standing",
        "rank",
    ],
    case: Some(0),
};

pub(crate) static UNCLEAR: Table = Table { name: "unclear", columns: &["number", "things"], case: Some(0) };

/// Under this name the database says which rules, figures and day its rows are of.
const SETTING: &str = "owed";

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedThing {
    /// Which kind, as the rules call it.
    pub kind: String,
    /// About what or whom.
    pub about: Option<String>,
    /// Since which day.
    pub since: Date,
    /// From which day it can be done.
    pub opens: Date,
    /// By which day.
    pub due: Date,
    /// After which day it cannot be done any more.
    pub hard_stop: Option<Date>,
    /// In which role it is owed, as the rules call it.
    pub role: String,
    /// By whom, if somebody is named.
    pub owner: Option<PrincipalId>,
    /// Why, in a sentence.
    pub why: String,
    /// Whether its figure is national or the prison's own, as the rules call it.
    pub standing: String,
}

/// What is owed in a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reckoned {
    /// What is owed.
    pub things: Vec<OwedThing>,
    /// How many things cannot be told.
    pub unclear: usize,
}

/// From a case to what is owed in it, on one day and by one set of figures.
pub type Reckon = dyn Fn(&PrisonNumber, &Case) -> Reckoned + Send + Sync;

/// The rules by which things are owed.
pub trait Rules: Send + Sync {
    /// What the rows depend on beside the cases, the day and the figures: the rules' editions.
    fn edition(&self) -> String;

    /// The function of a day, by the figures that the prison set or took back.
    fn on(&self, today: Date, figures: &[FigureRow]) -> Arc<Reckon>;
}

/// The function that is in force: what the rows are of.
#[derive(Clone)]
pub(crate) struct Reckoning {
    pub(crate) today: Date,
    pub(crate) reckon: Arc<Reckon>,
}

/// Rows of a case, each with its table.
pub(crate) type OwedRows = Vec<(&'static Table, Vec<Arg>)>;

impl Reckoning {
    /// The rows of a case.
    pub(crate) fn rows(&self, number: &PrisonNumber, case: &Case) -> OwedRows {
        rows(number, case, &(self.reckon)(number, case), self.today)
    }
}

/// What cannot be done yet has this number, and whatever is nearer a smaller one.
pub(crate) const NOT_OPEN: i64 = 4;

/// How near something is on a day: overdue, due on that day, by its Sunday, later, not to be done yet.
fn near(thing: &OwedThing, today: Date) -> i64 {
    let sunday = today.saturating_add(i64::from(today.weekday().until(Weekday::Sunday)).days());
    match thing.due {
        _ if thing.opens > today => NOT_OPEN,
        due if due < today => 0,
        due if due == today => 1,
        due if due <= sunday => 2,
        _ => 3,
    }
}

/// Removes one row of a case.
pub(crate) fn forget_row(script: &mut Script, (table, row): &(&'static Table, Vec<Arg>)) {
    let is_owed = table.name == OWED.name;
    let (condition, columns) =
        if is_owed { ("number = ? AND kind = ? AND about IS ? AND since = ?", 4) } else { ("number = ?", 1) };
    let key = row.iter().take(columns).cloned().collect();
    script.add(format!("DELETE FROM {} WHERE {condition}", table.name), key);
}

fn rows(number: &PrisonNumber, case: &Case, reckoned: &Reckoned, today: Date) -> OwedRows {
    let date = |date: Date| Arg::from(date.to_string());
    let rank = rosh_rank(case).map_or(0, |rank| -1 - i64::try_from(rank).unwrap_or_default());
    // What is called the same in all is one thing.
    let key = |thing: &OwedThing| (thing.kind.clone(), thing.about.clone(), thing.since);
    let mut known = BTreeSet::new();
    let things = reckoned.things.iter().filter(|thing| known.insert(key(thing))).map(|thing| {
        let row = vec![
            number.as_str().into(),
            thing.kind.as_str().into(),
            thing.about.clone().into(),
            date(thing.since),
            date(thing.opens),
            date(thing.due),
            Arg::Int(near(thing, today)),
            thing.hard_stop.map(|day| day.to_string()).into(),
            thing.role.as_str().into(),
            thing.owner.map_or(Arg::Null, staff),
            thing.why.as_str().into(),
            thing.standing.as_str().into(),
            Arg::Int(rank),
        ];
        (&OWED, row)
    });
    let unclear = i64::try_from(reckoned.unclear).unwrap_or(i64::MAX);
    let unclear = (unclear > 0).then(|| (&UNCLEAR, vec![number.as_str().into(), Arg::Int(unclear)]));
    things.chain(unclear).collect()
}

impl Record {
    /// Says by which rules things are owed. Where the rows are of these rules, figures and day already, they stay.
    pub async fn owe_by(&mut self, rules: Arc<dyn Rules>, today: Date) -> Result<(), StoreError> {
        let kept = self.setting(SETTING).await?;
        let figures = figures(self.db.writer().await?).await?;
        let basis = basis(rules.as_ref(), today, &figures);
        self.reckoning =
            (kept.as_deref() == Some(basis.as_bytes())).then(|| Reckoning { today, reckon: rules.on(today, &figures) });
        self.rules = Some(rules);
        Ok(())
    }

    /// Whether the rows are of this day, these rules and these figures.
    pub fn is_reckoned(&self, today: Date) -> bool {
        self.rules.is_none() || self.reckoning.as_ref().is_some_and(|reckoning| reckoning.today == today)
    }

    /// Works out what is owed in every case, unless the rows are of this day, these rules and these figures already. Without rules
    /// nothing is.
    pub async fn reckon(&mut self, today: Date) -> Result<(), StoreError> {
        let Some(rules) = self.rules.clone() else { return Ok(()) };
        if self.is_reckoned(today) {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        let figures = figures(&mut tx).await?;
        let reckoning = Reckoning { today, reckon: rules.on(today, &figures) };
        for table in [&OWED, &UNCLEAR] {
            sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {}", table.name))).execute(&mut *tx).await?;
        }
        reckon_all(&mut tx, &reckoning).await?;
        set(&mut tx, SETTING, basis(rules.as_ref(), today, &figures).as_bytes()).await?;
        tx.commit().await?;
        self.owing = Counts::default();
        self.reckoning = Some(reckoning);
        Ok(())
    }
}

/// Notes that the rows are not what the rules say any more: they are worked out again when somebody reads them.
pub(crate) async fn distrust(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM setting WHERE name = ?").bind(SETTING).execute(tx).await?;
    Ok(())
}

/// The same as one of several statements.
pub(crate) const DISTRUST: &str = "DELETE FROM setting WHERE name = 'owed'";

/// How many cases are worked out between two insertions.
const CASES: u32 = 500;

async fn reckon_all(tx: &mut SqliteConnection, reckoning: &Reckoning) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let page = sqlx::query(
            "SELECT number, s.state, f.facts FROM case_state s LEFT JOIN case_facts f USING (number) \
             WHERE number > ? ORDER BY number LIMIT ?",
        )
        .bind(after.clone())
        .bind(CASES)
        .fetch_all(&mut *tx)
        .await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.try_get(0)?;
        let mut batch = Batch::default();
        for row in &page {
            let number: String = row.try_get(0)?;
            let number: PrisonNumber = number.parse().map_err(|_| StoreError::Corrupt)?;
            let case = read_case(row.try_get(1)?, row.try_get(2)?)?;
            for (table, row) in reckoning.rows(&number, &case) {
                batch.add(table, row);
            }
        }
        batch.flush(tx).await?;
    }
}

/// What rows are of, in words.
fn basis(rules: &dyn Rules, today: Date, figures: &[FigureRow]) -> String {
    let said = |figure: &FigureRow| {
        let FigureRow { name, value, recorded, .. } = figure;
        format!("{name}={} at {recorded}", value.as_deref().unwrap_or_default())
    };
    let figures: Vec<String> = figures.iter().map(said).collect();
    format!("{}\n{today}\n{}", rules.edition(), figures.join("\n"))
}
