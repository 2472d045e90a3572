//! PostgreSQL: a pool of connections to whichever of the named databases takes changes, and the channel by which processes wake each other.

use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Postgres, Row, Transaction};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::ShelfError;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations/server/postgres");

/// What processes wake each other on.
const CHANNEL: &str = "throughcare";
/// How long a database may take to answer before another is tried.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) struct Cluster {
    pool: PgPool,
    addresses: Vec<PgConnectOptions>,
    /// Held by whoever looks for the database that takes changes: one look is enough for all.
    looking: Mutex<()>,
}

impl Cluster {
    pub(super) async fn open(addresses: &[String], connections: u32) -> Result<Self, ShelfError> {
        let addresses: Vec<PgConnectOptions> = addresses
            .iter()
            .map(|address| Ok(PgConnectOptions::from_str(address)?.disable_statement_logging()))
            .collect::<Result<_, sqlx::Error>>()?;
        let primary = find_primary(&addresses).await?;
        let pool = PgPoolOptions::new()
            // One more, which listens.
            .max_connections(connections.max(2) + 1)
            .acquire_timeout(PATIENCE)
            // In the place of the driver's own question whether a connection lives: it must also still take changes.
            .test_before_acquire(false)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    let standby = || sqlx::Error::Protocol("this database is a standby".to_owned());
                    if takes_changes(connection).await? { Ok(()) } else { Err(standby()) }
                })
            })
            .before_acquire(|connection, _| {
                Box::pin(async move { Ok(takes_changes(connection).await.unwrap_or(false)) })
            })
            .connect_with(primary)
            .await?;
        MIGRATIONS.run_direct(None, &mut *pool.acquire().await?, false).await?;
        Ok(Self { pool, addresses, looking: Mutex::new(()) })
    }

    /// A few connections are left for those who read.
    pub(super) fn writers(&self) -> usize {
        (self.pool.options().get_max_connections() as usize / 2).max(1)
    }

    pub(super) async fn acquire(&self) -> Result<PoolConnection<Postgres>, ShelfError> {
        if let Ok(connection) = self.pool.acquire().await {
            return Ok(connection);
        }
        self.look().await?;
        Ok(self.pool.acquire().await?)
    }

    pub(super) async fn begin(&self) -> Result<Transaction<'static, Postgres>, ShelfError> {
        if let Ok(transaction) = self.pool.begin().await {
            return Ok(transaction);
        }
        self.look().await?;
        Ok(self.pool.begin().await?)
    }

    pub(super) async fn notify(&self, message: &str) -> Result<(), ShelfError> {
        let mut connection = self.acquire().await?;
        sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(message).execute(&mut *connection).await?;
        Ok(())
    }

    pub(super) async fn listen(&self) -> Result<PgListener, ShelfError> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }

    /// Points the pool at the database that takes changes now: after a failover it is another one.
    async fn look(&self) -> Result<(), ShelfError> {
        let _looking = self.looking.lock().await;
        let primary = find_primary(&self.addresses).await?;
        self.pool.set_connect_options(primary);
        Ok(())
    }
}

/// The first database that answers and takes changes.
async fn find_primary(addresses: &[PgConnectOptions]) -> Result<PgConnectOptions, ShelfError> {
    let mut reason = ShelfError::NoPrimary;
    for address in addresses {
        let asked = async {
            let mut connection = address.connect().await?;
            let primary = takes_changes(&mut connection).await?;
            connection.close().await?;
            Ok::<bool, sqlx::Error>(primary)
        };
        match timeout(PATIENCE, asked).await {
            Ok(Ok(true)) => return Ok(address.clone()),
            Ok(Err(error)) => reason = error.into(),
            Ok(Ok(false)) | Err(_) => {}
        }
    }
    Err(reason)
}

/// Whether this is a database of its own and no standby of another.
async fn takes_changes(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SELECT pg_is_in_recovery()").fetch_one(connection).await?;
    Ok(!row.try_get::<bool, _>(0)?)
}
