//! One statement for both databases: `$1` stands for a value in SQLite as in PostgreSQL, and the columns are numbers, bytes and texts.
//!
//! Not sqlx's `Any` driver: in 0.9 it copies every blob twice, knows no options of either database beyond a URL (no `synchronous`, no
//! statement cache), and wants its drivers installed for the whole process, where it panics without them.

use crypto::Hash;
use ledger::UnitId;
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Postgres, Row as _, Sqlite};

use super::ShelfError;

/// What is put in the place of `$1`.
#[derive(Clone, Copy)]
pub(crate) enum Value<'v> {
    Number(i64),
    Bytes(&'v [u8]),
    Text(&'v str),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// Numbers that a device made up may be larger than any that stands in a row: they match none.
impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'v> From<&'v [u8]> for Value<'v> {
    fn from(bytes: &'v [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text)
    }
}

impl<'v> From<&'v Hash> for Value<'v> {
    fn from(hash: &'v Hash) -> Self {
        Self::Bytes(hash.as_bytes())
    }
}

impl<'v> From<&'v UnitId> for Value<'v> {
    fn from(unit: &'v UnitId) -> Self {
        Self::Bytes(unit.0.as_bytes())
    }
}

/// A connection to the one or the other database, for as long as a few statements take.
pub(crate) enum Connection<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

fn for_sqlite<'q>(sql: &'static str, values: &[Value<'_>]) -> Query<'q, Sqlite, SqliteArguments> {
    values.iter().fold(sqlx::query(sql), |query, value| match *value {
        Value::Number(number) => query.bind(number),
        Value::Bytes(bytes) => query.bind(bytes),
        Value::Text(text) => query.bind(text),
    })
}

fn for_postgres<'q>(sql: &'static str, values: &[Value<'_>]) -> Query<'q, Postgres, PgArguments> {
    values.iter().fold(sqlx::query(sql), |query, value| match *value {
        Value::Number(number) => query.bind(number),
        Value::Bytes(bytes) => query.bind(bytes),
        Value::Text(text) => query.bind(text),
    })
}

impl Connection<'_> {
    /// Changes rows; says how many.
    pub(crate) async fn change(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, ShelfError> {
        Ok(match self {
            Self::Sqlite(connection) => for_sqlite(sql, values).execute(&mut **connection).await?.rows_affected(),
            Self::Postgres(connection) => for_postgres(sql, values).execute(&mut **connection).await?.rows_affected(),
        })
    }

    /// Every row.
    pub(crate) async fn rows(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, ShelfError> {
        Ok(match self {
            Self::Sqlite(connection) => {
                for_sqlite(sql, values).fetch_all(&mut **connection).await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(connection) => {
                for_postgres(sql, values).fetch_all(&mut **connection).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The row, if there is one.
    pub(crate) async fn row(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Option<Row>, ShelfError> {
        Ok(match self {
            Self::Sqlite(connection) => {
                for_sqlite(sql, values).fetch_optional(&mut **connection).await?.map(Row::Sqlite)
            }
            Self::Postgres(connection) => {
                for_postgres(sql, values).fetch_optional(&mut **connection).await?.map(Row::Postgres)
            }
        })
    }

    /// The number in the one row that a statement such as `SELECT COUNT(*)` gives.
    pub(crate) async fn number(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, ShelfError> {
        self.row(sql, values).await?.ok_or(ShelfError::Damaged("a count without a row"))?.whole(0)
    }
}

/// A row of the one or the other database.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// A number.
    pub(crate) fn number(&self, at: usize) -> Result<i64, ShelfError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    /// A number that is never negative.
    pub(crate) fn whole(&self, at: usize) -> Result<u64, ShelfError> {
        u64::try_from(self.number(at)?).map_err(|_| ShelfError::Damaged("a count below zero"))
    }

    /// A small number that is never negative.
    pub(crate) fn small(&self, at: usize) -> Result<u32, ShelfError> {
        u32::try_from(self.number(at)?).map_err(|_| ShelfError::Damaged("a place out of range"))
    }

    /// Bytes.
    pub(crate) fn bytes(&self, at: usize) -> Result<Vec<u8>, ShelfError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    /// A hash.
    pub(crate) fn hash(&self, at: usize) -> Result<Hash, ShelfError> {
        hash_of(self.bytes(at)?)
    }

    /// A hash, where there is one.
    pub(crate) fn hash_if_any(&self, at: usize) -> Result<Option<Hash>, ShelfError> {
        let bytes: Option<Vec<u8>> = match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        };
        bytes.map(hash_of).transpose()
    }
}

fn hash_of(bytes: Vec<u8>) -> Result<Hash, ShelfError> {
    let bytes = bytes.try_into().map_err(|_| ShelfError::Damaged("a hash of another length"))?;
    Ok(Hash::from_bytes(bytes))
}
