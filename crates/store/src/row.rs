//! Rows on their way into tables: gathered while events are applied, then inserted several at a time. Every folded table
//! takes inserts only, so that the order between tables does not matter.

use casework::PrisonNumber;
use sqlx::SqliteConnection;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments};

use crate::error::StoreError;

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arg {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Arg {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<[u8; 16]> for Arg {
    fn from(value: [u8; 16]) -> Self {
        Self::Blob(value.to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Arg {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Binds a value.
pub(crate) fn bind(
    query: Query<'static, Sqlite, SqliteArguments>,
    arg: Arg,
) -> Query<'static, Sqlite, SqliteArguments> {
    match arg {
        Arg::Null => query.bind(None::<i64>),
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Blob(value) => query.bind(value),
    }
}

/// A folded table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// Which column names the case, if any.
    pub(crate) case: Option<usize>,
}

impl Table {
    /// `INSERT INTO … VALUES (…), (…)` for a number of rows.
    pub(crate) fn insert(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.columns.len()].join(","));
        format!("INSERT INTO {} ({}) VALUES {}", self.name, self.columns.join(","), vec![row; rows].join(","))
    }
}

impl Table {
    /// Writes the columns of a case's row that changed, so that only their indexes are touched.
    pub(crate) fn update(
        &self,
        script: &mut Script,
        number: &PrisonNumber,
        row: Vec<Arg>,
        changed: impl Fn(usize, &Arg) -> bool,
    ) {
        let (columns, mut values): (Vec<String>, Vec<Arg>) = self
            .columns
            .iter()
            .zip(row)
            .enumerate()
            .filter(|(at, (_, value))| changed(*at, value))
            .map(|(_, (column, value))| (format!("{column} = ?"), value))
            .unzip();
        if !columns.is_empty() {
            values.push(number.as_str().into());
            script.add(format!("UPDATE {} SET {} WHERE number = ?", self.name, columns.join(", ")), values);
        }
    }
}

/// Statements that wait for the end of a transaction. A few go to the database as one: on the way there and back lies more
/// time than in most of them.
#[derive(Default)]
pub(crate) struct Script {
    statements: Vec<(String, Vec<Arg>)>,
}

/// Up to this many statements go as one; more are an import, where each is prepared once and used often.
const FEW: usize = 24;

impl Script {
    /// Adds a statement with its values.
    pub(crate) fn add(&mut self, statement: impl Into<String>, values: Vec<Arg>) {
        self.statements.push((statement.into(), values));
    }

    /// Runs what waits, in order.
    pub(crate) async fn run(&mut self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        let statements = std::mem::take(&mut self.statements);
        if statements.len() > FEW {
            for (statement, values) in statements {
                execute(connection, statement, values).await?;
            }
            return Ok(());
        }
        let (statements, values): (Vec<String>, Vec<Vec<Arg>>) = statements.into_iter().unzip();
        if statements.is_empty() {
            return Ok(());
        }
        execute(connection, statements.join("; "), values.into_iter().flatten().collect()).await
    }
}

async fn execute(connection: &mut SqliteConnection, statement: String, values: Vec<Arg>) -> Result<(), StoreError> {
    let query = values.into_iter().fold(sqlx::query(sqlx::AssertSqlSafe(statement)), bind);
    query.execute(connection).await?;
    Ok(())
}

/// How many rows go into one statement: few sizes, so that each is prepared once.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// Rows waiting for their tables.
#[derive(Default)]
pub(crate) struct Batch {
    tables: Vec<(&'static Table, Vec<Vec<Arg>>)>,
}

impl Batch {
    /// Adds a row to a table.
    pub(crate) fn add(&mut self, table: &'static Table, row: Vec<Arg>) {
        debug_assert_eq!(table.columns.len(), row.len(), "{}", table.name);
        match self.tables.iter_mut().find(|(known, _)| std::ptr::eq(*known, table)) {
            Some((_, rows)) => rows.push(row),
            None => self.tables.push((table, vec![row])),
        }
    }

    /// How many rows wait.
    pub(crate) fn len(&self) -> usize {
        self.tables.iter().map(|(_, rows)| rows.len()).sum()
    }

    /// The rows, by table.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = (&'static Table, Vec<Vec<Arg>>)> {
        std::mem::take(&mut self.tables).into_iter()
    }

    /// Hands the rows over as statements, if there are few.
    pub(crate) fn join(&mut self, script: &mut Script) {
        if self.len() <= FEW {
            for (table, rows) in self.drain() {
                rows.into_iter().for_each(|row| script.add(table.insert(1), row));
            }
        }
    }

    /// Inserts everything that waits.
    pub(crate) async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        for (table, rows) in self.drain() {
            let mut left = rows.len();
            let mut rows = rows.into_iter();
            for size in SIZES {
                while left >= size {
                    execute(connection, table.insert(size), rows.by_ref().take(size).flatten().collect()).await?;
                    left -= size;
                }
            }
        }
        Ok(())
    }
}
