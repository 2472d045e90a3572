//! Digests of what is folded, of the tables and of what the fold makes of the ledger without them: two that are equal are of the same rows.

use std::collections::BTreeMap;

use crypto::{Context, Hash, derive_hash};
use ledger::VersionVector;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, TypeInfo, ValueRef};

use crate::caseload;
use crate::database::Readers;
use crate::error::StoreError;
use crate::folding::{Folding, Only, facts_bytes, state_bytes};
use crate::name::{NAME_KEY, NUMBER_KEY, name_keys, number_keys};
use crate::opened::Opener;
use crate::owed::Reckoning;
use crate::rebuild::{Entry, read_ledger};
use crate::rotl;
use crate::row::{Arg, Table};
use crate::table::{CASE_FACTS, CASE_STATE};

/// What the fold makes of the ledger.
pub(crate) struct OfLedger {
    pub(crate) digests: Digests,
    /// How many cases there are.
    pub(crate) cases: usize,
    /// How many entries could not be opened.
    pub(crate) closed: u64,
}

/// Folds the ledger, up to some entry of each device or whole, and keeps nothing but digests. `progress` hears entries done.
pub(crate) async fn of_ledger(
    connection: &mut SqliteConnection,
    (readers, opener): (Readers, Opener),
    up_to: Option<VersionVector>,
    reckoning: Option<&Reckoning>,
    mut progress: impl FnMut(u64),
) -> Result<OfLedger, StoreError> {
    let membership = opener.membership.clone();
    let mut pages = read_ledger(readers, opener, up_to);
    let mut folding = Folding::afresh(membership.prison());
    let mut folded = Digests::default();
    let (mut done, mut closed) = (0, 0);
    while let Some(page) = pages.recv().await {
        for Entry { opened, .. } in page?.entries {
            done += 1;
            match opened {
                None => closed += 1,
                Some(opened) => {
                    folding.fold(connection, &membership, opened, Only::Everything).await?;
                }
            }
        }
        folding.forget_words();
        for (table, rows) in folding.batch().drain() {
            rows.into_iter().for_each(|row| folded.add(table, &row));
        }
        progress(done);
    }
    let cases = folding.cases().len();
    for (number, case) in folding.cases() {
        folded.add(&CASE_STATE, &[number.as_str().into(), Arg::Blob(state_bytes(case))]);
        folded.add(&caseload::CASELOAD, &caseload::row(membership.prison(), number, case));
        // What is owed depends on a day, figures and rules, too: where it has not been worked out for these, or where nobody
        // gave rules, there is nothing to compare, and it is worked out before anybody reads it.
        if let Some(reckoning) = reckoning {
            reckoning.rows(number, case).iter().for_each(|(table, row)| folded.add(table, row));
        }
        rotl::rows(number, case).iter().for_each(|(table, row)| folded.add(table, row));
        // Keys are made when a fact is recorded: a case without facts has none.
        if !case.facts.is_empty() {
            folded.add(&CASE_FACTS, &[number.as_str().into(), Arg::Blob(facts_bytes(case))]);
            name_keys(number, case).iter().for_each(|row| folded.add(&NAME_KEY, row));
            number_keys(number, case).iter().for_each(|row| folded.add(&NUMBER_KEY, row));
        }
    }
    Ok(OfLedger { digests: folded, cases, closed })
}

/// A sum of the hashes of rows, per table and case: equal for the same rows in any order.
#[derive(Default)]
pub(crate) struct Digests(BTreeMap<(&'static str, String), (u128, u64)>);

impl Digests {
    pub(crate) fn add(&mut self, table: &'static Table, row: &[Arg]) {
        let case = match table.case.and_then(|at| row.get(at)) {
            Some(Arg::Text(number)) => number.clone(),
            _ => String::new(),
        };
        let parts: Vec<Vec<u8>> = row.iter().map(part).collect();
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        let hash = derive_hash(Context::State, &parts);
        let mut short = [0; 16];
        short.copy_from_slice(hash.as_bytes().split_at(16).0);
        let sum = self.0.entry((table.name, case)).or_default();
        sum.0 = sum.0.wrapping_add(u128::from_be_bytes(short));
        sum.1 += 1;
    }

    pub(crate) async fn add_table(
        &mut self,
        connection: &mut SqliteConnection,
        table: &'static Table,
    ) -> Result<u64, StoreError> {
        let statement = format!(
            "SELECT rowid, {} FROM {} WHERE rowid > ? ORDER BY rowid LIMIT 5000",
            table.columns.join(", "),
            table.name
        );
        if table.name == crate::table::MENTION.name {
            return self.add_mentions(connection, table).await;
        }
        let (mut after, mut count) = (i64::MIN, 0);
        loop {
            let rows =
                sqlx::query(sqlx::AssertSqlSafe(statement.clone())).bind(after).fetch_all(&mut *connection).await?;
            let Some(last) = rows.last() else { return Ok(count) };
            after = last.try_get(0)?;
            for row in &rows {
                let args = (1..=table.columns.len()).map(|at| arg(row, at)).collect::<Result<Vec<_>, _>>()?;
                self.add(table, &args);
                count += 1;
            }
        }
    }

    /// The one table without row numbers.
    async fn add_mentions(
        &mut self,
        connection: &mut SqliteConnection,
        table: &'static Table,
    ) -> Result<u64, StoreError> {
        let (mut after, mut count) = ((String::new(), 0_i64, 0_i64), 0);
        loop {
            let rows = sqlx::query(
                "SELECT number, device, seq FROM mention WHERE (number, device, seq) > (?, ?, ?) \
                 ORDER BY number, device, seq LIMIT 5000",
            )
            .bind(after.0.clone())
            .bind(after.1)
            .bind(after.2)
            .fetch_all(&mut *connection)
            .await?;
            let Some(last) = rows.last() else { return Ok(count) };
            after = (last.try_get(0)?, last.try_get(1)?, last.try_get(2)?);
            for row in &rows {
                let args = (0..3).map(|at| arg(row, at)).collect::<Result<Vec<_>, _>>()?;
                self.add(table, &args);
                count += 1;
            }
        }
    }

    /// One hash of all of them.
    pub(crate) fn whole(&self) -> Hash {
        let parts: Vec<Vec<u8>> = self
            .0
            .iter()
            .map(|((table, case), (sum, rows))| {
                let ends = [&[0_u8], case.as_bytes(), &[0_u8]].concat();
                [table.as_bytes(), &ends, &sum.to_be_bytes(), &rows.to_be_bytes()].concat()
            })
            .collect();
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        derive_hash(Context::State, &parts)
    }

    /// The first table and case in which they differ.
    pub(crate) fn first_difference(&self, other: &Self) -> Option<(&'static str, String)> {
        let keys = self.0.keys().chain(other.0.keys());
        keys.filter(|key| self.0.get(*key) != other.0.get(*key)).min().cloned()
    }
}

fn part(arg: &Arg) -> Vec<u8> {
    let tagged = |tag: u8, bytes: &[u8]| [&[tag], bytes].concat();
    match arg {
        Arg::Null => vec![0],
        Arg::Int(value) => tagged(1, &value.to_be_bytes()),
        Arg::Text(value) => tagged(2, value.as_bytes()),
        Arg::Blob(value) => tagged(3, value),
    }
}

fn arg(row: &SqliteRow, at: usize) -> Result<Arg, sqlx::Error> {
    let value = row.try_get_raw(at)?;
    if value.is_null() {
        return Ok(Arg::Null);
    }
    Ok(match value.type_info().name() {
        "INTEGER" => Arg::Int(row.try_get(at)?),
        "TEXT" => Arg::Text(row.try_get(at)?),
        _ => Arg::Blob(row.try_get(at)?),
    })
}
