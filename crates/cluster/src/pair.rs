//! A primary and its synchronous standby: what the primary has acknowledged, the standby has on its disk.

use std::time::Duration;

use sqlx::{Connection, PgConnection, Row};

use crate::Cluster;
use crate::programs::{as_account, run};

/// How long the standby may take to attach.
const PATIENCE: Duration = Duration::from_secs(60);

/// Two clusters, of which one follows the other.
pub struct Pair {
    primary: Cluster,
    standby: Cluster,
    database: String,
}

impl Pair {
    /// Both, with one database. When this returns, no change is acknowledged that is not on both disks.
    pub async fn start(database: &str) -> Self {
        let primary = Cluster::durable();
        primary.database(database).await;
        let standby = Cluster::in_a_new_folder();
        run(as_account("pg_basebackup")
            .arg("--pgdata")
            .arg(standby.data())
            .arg("--host")
            .arg(primary.folder())
            .args(["--username=postgres", "--write-recovery-conf", "--checkpoint=fast"]));
        // Started anew, so that no process of it is left that does not know of the setting.
        primary.stop();
        primary.launch("-c \"synchronous_standby_names=*\"");
        standby.launch("-c wal_retrieve_retry_interval=200ms");
        let pair = Self { primary, standby, database: database.to_owned() };
        tokio::time::timeout(PATIENCE, pair.are_in_step()).await.expect("the standby does not follow");
        pair
    }

    async fn are_in_step(&self) {
        let mut connection = self.primary.connect().await;
        let attached = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        loop {
            let row = sqlx::query(attached).fetch_one(&mut connection).await.unwrap();
            if row.get::<i64, _>(0) == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        connection.close().await.unwrap();
    }

    /// The addresses of the database, the primary's first.
    pub fn addresses(&self) -> Vec<String> {
        [&self.primary, &self.standby].map(|cluster| cluster.address(&self.database)).to_vec()
    }

    /// The primary's processes are gone, with nothing tidied up.
    pub fn kill_the_primary(&self) {
        self.primary.kill();
    }

    /// The standby takes its place.
    pub fn promote_the_standby(&self) {
        run(as_account("pg_ctl").arg("--pgdata").arg(self.standby.data()).args(["--wait", "promote"]));
    }

    /// A connection to the standby's database, after it was promoted.
    pub async fn survivor(&self) -> PgConnection {
        PgConnection::connect(&self.standby.address(&self.database)).await.unwrap()
    }
}
