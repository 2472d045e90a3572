//! Opening and keying the database file. The key never reaches a log: statement logging is off before the first statement,
//! and the options that carry the key are never printed.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crypto::DatabaseKey;
use sqlx::sqlite::{SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection, Transaction};
use tokio::sync::OnceCell;

use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use crate::error::StoreError;

/// “Thru”: what makes a database one of ours.
const APPLICATION_ID: i64 = 0x5468_7275;

/// What the connection that writes keeps of decrypted pages, as SQLite counts: an import and a rebuild go through the same ones again and again.
const WRITER_KEEPS: &str = "-65536";
/// What each of those that read keeps. They are many, and stay open all day.
const READER_KEEPS: &str = "-8192";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations/device");

/// Brings the schema up to date. `run` would do the same, but the compiler cannot see that its future may move between threads.
async fn migrate(connection: &mut SqliteConnection) -> Result<(), sqlx::migrate::MigrateError> {
    MIGRATIONS.run_direct(None, connection, false).await
}

/// Connections to one database: a writer and a few readers.
pub struct Database {
    writer: Option<SqliteConnection>,
    pub(crate) readers: Readers,
    pub(crate) path: PathBuf,
}

/// The options for a file, with its key in them. Has no `Debug`.
struct Keyed(SqliteConnectOptions);

impl Keyed {
    fn new(path: &Path, key: &DatabaseKey) -> Self {
        Self(
            SqliteConnectOptions::new()
                .filename(path)
                .pragma("key", key.to_pragma().as_str().to_owned())
                .pragma("temp_store", "MEMORY")
                .pragma("cache_size", WRITER_KEEPS)
                .pragma("trusted_schema", "OFF")
                .foreign_keys(true)
                .auto_vacuum(SqliteAutoVacuum::None)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
                .statement_cache_capacity(400)
                .disable_statement_logging(),
        )
    }
}

impl Database {
    /// Makes a new database; a file that is there already is left alone and refused.
    pub async fn create(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Busy);
        }
        hush().await?;
        match first_tables(path, key).await {
            Ok(writer) => Self::with_readers(path, key, writer).await,
            Err(error) => {
                discard(path);
                Err(error)
            }
        }
    }

    /// Opens a database that is there.
    pub async fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing);
        }
        hush().await?;
        let mut writer = Keyed::new(path, key).0.connect().await?;
        match prove_ours(&mut writer).await {
            Ok(()) => Self::with_readers(path, key, writer).await,
            Err(error) => {
                // The driver's thread ends before the answer is given: it must not outlive the process that gives up now.
                let _: Result<(), _> = writer.close().await;
                Err(error)
            }
        }
    }

    async fn with_readers(path: &Path, key: &DatabaseKey, writer: SqliteConnection) -> Result<Self, StoreError> {
        let options = Keyed::new(path, key).0.read_only(true).pragma("cache_size", READER_KEEPS);
        let readers = Readers::open(options).await?;
        Ok(Self { writer: Some(writer), readers, path: path.to_owned() })
    }

    /// The connection that writes. SQLite ends a transaction by itself when the disk is full, and the driver then counts one
    /// that is no more: such a connection is replaced.
    pub(crate) async fn writer(&mut self) -> Result<&mut SqliteConnection, StoreError> {
        let closed = || StoreError::Database("the record is closed".to_owned());
        let writer = self.writer.as_mut().ok_or_else(closed)?;
        if writer.is_in_transaction() {
            // A roll-back may still be under way: the answer comes after it.
            writer.ping().await?;
        }
        if writer.is_in_transaction() {
            let options = self.readers.options.clone().read_only(false).pragma("cache_size", WRITER_KEEPS);
            let stuck = std::mem::replace(writer, options.connect().await?);
            stuck.close().await?;
        }
        Ok(writer)
    }

    /// A transaction that holds the lock for writing from its start.
    pub(crate) async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>, StoreError> {
        Ok(self.writer().await?.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Closes every connection, so that the key leaves the memory of the driver and the log is merged into the file.
    pub async fn close(mut self) -> Result<(), StoreError> {
        self.readers.turns.close();
        // Whoever still reads beside has no next turn: what they have begun with a connection they end.
        for slot in &self.readers.slots {
            if let Some(reader) = slot.lock().await.take() {
                reader.close().await?;
            }
        }
        if let Some(writer) = self.writer.take() {
            writer.close().await?;
        }
        Ok(())
    }

    /// Every connection that nobody reads by. None is opened any more.
    fn take_all(&mut self) -> Vec<SqliteConnection> {
        self.readers.turns.close();
        let readers = self.readers.slots.iter().filter_map(|slot| slot.try_lock().ok()?.take());
        readers.chain(self.writer.take()).collect()
    }
}

/// Whoever drops an open database waits until the driver's threads have closed it: SQLCipher frees its memory when the process
/// ends, and a thread that was still closing would crash it.
impl Drop for Database {
    fn drop(&mut self) {
        let open = self.take_all();
        if open.is_empty() {
            return;
        }
        let closing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            if let Ok(runtime) = runtime {
                for connection in open {
                    // Nobody is left to be told; what was acknowledged is on the disk.
                    let _: Result<(), _> = runtime.block_on(connection.close());
                }
            }
        });
        let _: Result<(), _> = closing.join();
    }
}

/// How many can read at once.
const READERS: usize = 3;

/// Connections that only read, opened with the record, so that nobody waits for one later, and kept, with what they have prepared and read. A pool
/// of the driver's would ask each one for a sign of life whenever it is given back, which takes longer than most reads here.
#[derive(Clone)]
pub(crate) struct Readers {
    options: SqliteConnectOptions,
    slots: [Arc<Mutex<Option<SqliteConnection>>>; READERS],
    /// As many turns as connections: whoever has one finds a connection that is free.
    turns: Arc<Semaphore>,
}

/// A connection that only reads, for as long as it is held. It is free again before the turn is.
pub struct Reader {
    connection: OwnedMappedMutexGuard<Option<SqliteConnection>, SqliteConnection>,
    _turn: OwnedSemaphorePermit,
}

impl Deref for Reader {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

impl Readers {
    async fn open(options: SqliteConnectOptions) -> Result<Self, StoreError> {
        let slots: [Arc<Mutex<Option<SqliteConnection>>>; READERS] = Default::default();
        for slot in &slots {
            *slot.lock().await = Some(options.connect().await?);
        }
        Ok(Self { options, slots, turns: Arc::new(Semaphore::new(READERS)) })
    }

    /// A free connection, or the first that becomes free.
    pub(crate) async fn acquire(&self) -> Result<Reader, StoreError> {
        let closed = || StoreError::Database("a connection went away".to_owned());
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| closed())?;
        let [first, ..] = &self.slots;
        let free = self.slots.iter().find_map(|slot| slot.clone().try_lock_owned().ok());
        let slot = match free {
            Some(slot) => slot,
            // Only while the record is being closed.
            None => first.clone().lock_owned().await,
        };
        let connection = OwnedMutexGuard::try_map(slot, Option::as_mut).map_err(|_| closed())?;
        Ok(Reader { connection, _turn: turn })
    }
}

/// That a database is encrypted, ours, and of a form that this version knows.
async fn prove_ours(writer: &mut SqliteConnection) -> Result<(), StoreError> {
    prove_encrypted(writer).await?;
    let id: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *writer).await?;
    if id != APPLICATION_ID {
        return Err(StoreError::NotOurs);
    }
    Ok(migrate(writer).await?)
}

async fn first_tables(path: &Path, key: &DatabaseKey) -> Result<SqliteConnection, StoreError> {
    let mut writer = Keyed::new(path, key).0.create_if_missing(true).connect().await?;
    prove_encrypted(&mut writer).await?;
    sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA application_id = {APPLICATION_ID}"))).execute(&mut writer).await?;
    migrate(&mut writer).await?;
    Ok(writer)
}

/// Removes what is left of a record that could not be made: half a one would stand in the way of the next attempt.
pub(crate) fn discard(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(end);
        // What cannot be removed is found, and told, by the next attempt.
        let _: Result<(), _> = std::fs::remove_file(file);
    }
}

/// SQLCipher would tell standard error what it finds wrong with a page, beside the error that is returned and told.
async fn hush() -> Result<(), StoreError> {
    static HUSHED: OnceCell<()> = OnceCell::const_new();
    let hush = || async {
        let mut memory = SqliteConnectOptions::new().in_memory(true).connect().await?;
        sqlx::query("PRAGMA cipher_log_level = NONE").execute(&mut memory).await?;
        memory.close().await
    };
    HUSHED.get_or_try_init(hush).await?;
    Ok(())
}

/// A library without encryption would ignore the key and write in the clear: it is refused before anything is written.
async fn prove_encrypted(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let version: Option<String> = sqlx::query_scalar("PRAGMA cipher_version").fetch_optional(&mut *connection).await?;
    if version.is_none_or(|version| version.is_empty()) {
        return Err(StoreError::Database("it was built without encryption".to_owned()));
    }
    // Reading proves the key.
    let _: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(connection).await?;
    Ok(())
}
