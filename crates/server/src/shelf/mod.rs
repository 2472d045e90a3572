//! Storage: every statement that the server makes, once for SQLite in a folder and PostgreSQL. Rows in and out, no judgement: what may be kept
//! is decided in `post`.

mod batches;
mod error;
mod guests;
mod postgres;
mod server;
mod snapshots;
mod sqlite;
mod statement;
mod units;

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgListener;
use sqlx::{Postgres, Sqlite, Transaction};

pub(crate) use batches::{DeviceRow, Filing};
pub use error::ShelfError;
pub(crate) use guests::{ArrivalRow, Lot, ParcelRow};
pub(crate) use snapshots::{AttestationRow, SnapshotRow};
pub(crate) use statement::Connection;
pub(crate) use units::UnitRow;

/// The database.
pub struct Shelf(Store);

enum Store {
    Sqlite(sqlite::Folder),
    Postgres(postgres::Cluster),
}

/// A connection that reads.
pub(crate) enum Reading {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// A transaction. Dropped without [`commit`](Self::commit), it never was.
pub(crate) enum Writing {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Shelf {
    /// SQLite in a folder, which is made if it is not there.
    pub async fn in_folder(folder: &std::path::Path) -> Result<Self, ShelfError> {
        Ok(Self(Store::Sqlite(sqlite::Folder::open(folder).await?)))
    }

    /// PostgreSQL: whichever of the addresses takes changes, now and after a failover.
    pub async fn at(addresses: &[String], connections: u32) -> Result<Self, ShelfError> {
        Ok(Self(Store::Postgres(postgres::Cluster::open(addresses, connections).await?)))
    }

    /// How many writers work side by side: one in SQLite, which has one lock.
    pub(crate) fn writers(&self) -> usize {
        match &self.0 {
            Store::Sqlite(_) => 1,
            Store::Postgres(cluster) => cluster.writers(),
        }
    }

    /// To read.
    pub(crate) async fn read(&self) -> Result<Reading, ShelfError> {
        Ok(match &self.0 {
            Store::Sqlite(folder) => Reading::Sqlite(folder.read().await?),
            Store::Postgres(cluster) => Reading::Postgres(cluster.acquire().await?),
        })
    }

    /// To write, with the lock for writing from the start where there is but one.
    pub(crate) async fn begin(&self) -> Result<Writing, ShelfError> {
        Ok(match &self.0 {
            Store::Sqlite(folder) => Writing::Sqlite(folder.begin().await?),
            Store::Postgres(cluster) => Writing::Postgres(cluster.begin().await?),
        })
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        let asked = async { self.read().await?.connection().number("SELECT CAST(1 AS BIGINT)", &[]).await };
        asked.await.is_ok()
    }

    /// Wakes other processes on the same database.
    pub(crate) async fn notify(&self, message: &str) -> Result<(), ShelfError> {
        match &self.0 {
            Store::Sqlite(_) => Ok(()),
            Store::Postgres(cluster) => cluster.notify(message).await,
        }
    }

    /// Hears what other processes say; nothing, where there are none.
    pub(crate) async fn listen(&self) -> Result<Option<PgListener>, ShelfError> {
        match &self.0 {
            Store::Sqlite(_) => Ok(None),
            Store::Postgres(cluster) => Ok(Some(cluster.listen().await?)),
        }
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.0 {
            Store::Sqlite(folder) => folder.close().await,
            Store::Postgres(cluster) => cluster.close().await,
        }
    }
}

impl Reading {
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(connection) => Connection::Sqlite(connection),
            Self::Postgres(connection) => Connection::Postgres(connection),
        }
    }
}

impl Writing {
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(transaction) => Connection::Sqlite(transaction),
            Self::Postgres(transaction) => Connection::Postgres(transaction),
        }
    }

    /// Makes it last.
    pub(crate) async fn commit(self) -> Result<(), ShelfError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}
