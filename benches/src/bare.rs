//! Bare connections to SQLCipher files, with the same settings as the record's own, for the baselines.

use std::path::Path;

use crypto::DatabaseKey;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};

use crate::Failure;

/// Opens or makes a file.
pub(crate) async fn open(path: &Path, key: &DatabaseKey) -> Result<SqliteConnection, Failure> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .pragma("key", key.to_pragma().as_str().to_owned())
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-65536")
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    Ok(options.connect().await?)
}
