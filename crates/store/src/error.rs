//! What can go wrong with the database, told apart as far as a person would do something different about it.

use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;

/// Why the database could not do what was asked. Nothing that was acknowledged before is lost by any of these.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no database.
    #[error("there is no record in this folder")]
    Missing,
    /// The file is not readable with the key: another file, or damage at its very start.
    #[error("the record cannot be opened with this key: the file is damaged, or it is not a Throughcare record")]
    NotOurs,
    /// A later version of Throughcare made it.
    #[error("this record was last used by a later version of Throughcare")]
    Newer,
    /// Its pages contradict themselves.
    #[error("the record's file is damaged")]
    Corrupt,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file or its folder cannot be written.
    #[error("the record cannot be written: its folder or disk is read-only")]
    ReadOnly,
    /// Another process holds it.
    #[error("another program is using the record")]
    Busy,
    /// An administrator decided on a branch of this device's own log that is not here: writing on would make a third one.
    #[error("entries of this device's own log are missing here")]
    Behind,
    /// The ledger contradicts itself.
    #[error("the ledger is damaged: {0}")]
    Ledger(String),
    /// A key is missing for what should be written.
    #[error("this device does not hold the key for {0} material")]
    NoKey(&'static str),
    /// Cryptography refused.
    #[error(transparent)]
    Crypto(#[from] crypto::CryptoError),
    /// The control log refused.
    #[error(transparent)]
    Control(#[from] ledger::ControlError),
    /// The operating system refused.
    #[error("a file could not be read or written: {0}")]
    Io(#[source] std::io::Error),
    /// Anything else that the database says. Never contains a value of a row.
    #[error("the database reported: {0}")]
    Database(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(database) => from_code(database.as_ref()),
            sqlx::Error::Io(io) => io.into(),
            other => Self::Database(kind_of(&other)),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => Self::Newer,
            MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => Self::Corrupt,
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            _ => Self::Database("a change of the database's form failed".to_owned()),
        }
    }
}

/// SQLite's primary result codes.
fn from_code(error: &dyn DatabaseError) -> StoreError {
    let code: i32 = error.code().and_then(|code| code.parse().ok()).unwrap_or_default();
    match code & 0xff {
        5 | 6 => StoreError::Busy,
        8 | 14 => StoreError::ReadOnly,
        11 => StoreError::Corrupt,
        13 => StoreError::Full,
        26 => StoreError::NotOurs,
        // An input/output error while the disk is full shows as such on some file systems.
        10 if code >> 8 == 3 && disk_full(error) => StoreError::Full,
        _ => StoreError::Database(format!("code {code}: {}", error.message())),
    }
}

fn disk_full(error: &dyn DatabaseError) -> bool {
    error.message().contains("full")
}

/// The kind of an error of the driver, without the values that its text may hold.
fn kind_of(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::RowNotFound => "a row that should be there is not",
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => "a column holds what it cannot hold",
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => "no connection was free in time",
        sqlx::Error::WorkerCrashed => "the database's thread stopped",
        _ => "an error of the driver",
    }
    .to_owned()
}
