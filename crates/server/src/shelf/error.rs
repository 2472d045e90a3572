//! What can go wrong with the storage. For the operator: a device hears only that it was not now.

use sqlx::migrate::MigrateError;

/// Why the storage could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The database said no, or could not be reached.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the database's form could not be brought up to date: {0}. Is it the database of a newer server?")]
    Migrate(#[from] MigrateError),
    /// The folder cannot be used.
    #[error("the folder for the data: {0}")]
    Folder(#[from] std::io::Error),
    /// Something that must hold does not.
    #[error("the data is damaged ({0}): restore it from a backup (docs/server.md)")]
    Damaged(&'static str),
    /// None of the addresses leads to a database that takes changes.
    #[error("none of the databases that were named takes changes")]
    NoPrimary,
}

impl ShelfError {
    /// Whether it may lie in one of several things that were kept together, rather than in the database.
    pub(crate) const fn may_be_of_one(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Database(sqlx::Error::Database(_) | sqlx::Error::ColumnDecode { .. }))
    }
}
