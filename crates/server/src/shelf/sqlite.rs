//! SQLite in a folder: one connection that writes, a few that read beside it.

use std::path::Path;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Sqlite, Transaction};

use super::ShelfError;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations/server/sqlite");

/// The database's file in the folder.
const FILE: &str = "server.db";
const READERS: u32 = 8;

pub(super) struct Folder {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Folder {
    pub(super) async fn open(folder: &Path) -> Result<Self, ShelfError> {
        make_private(folder)?;
        let options = SqliteConnectOptions::new()
            .filename(folder.join(FILE))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What a device was told to be kept is on the disk.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .pragma("trusted_schema", "OFF")
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        MIGRATIONS.run_direct(None, &mut *writer.acquire().await?, false).await?;
        let readers = SqlitePoolOptions::new().max_connections(READERS);
        let readers = readers.connect_with(options.create_if_missing(false).read_only(true)).await?;
        Ok(Self { writer, readers })
    }

    pub(super) async fn read(&self) -> Result<PoolConnection<Sqlite>, ShelfError> {
        Ok(self.readers.acquire().await?)
    }

    pub(super) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, ShelfError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    pub(super) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// A folder that only the server's account reads.
#[cfg(unix)]
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};

    if folder.is_dir() {
        return std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700));
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// A folder; who reads it is set by the folder above.
#[cfg(not(unix))]
fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}
