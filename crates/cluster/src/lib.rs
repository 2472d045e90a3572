//! PostgreSQL for tests and measurements: a cluster in a folder of its own, and a primary with a standby that can take its place. From
//! Debian's package, under an account that is not root's: PostgreSQL runs under no other. Nothing that is shipped links it.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test says what went wrong by stopping"
)]

mod pair;
mod programs;

use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

pub use pair::Pair;
use programs::{as_account, belongs_to_account, output, run};

/// A PostgreSQL that runs until it is dropped, or killed.
pub struct Cluster {
    folder: TempDir,
}

impl Cluster {
    /// One that writes nothing through to the disk: for tests in which the computer does not go down.
    pub fn start() -> Self {
        Self::with("-c fsync=off")
    }

    /// One that keeps what it says it keeps, as it is installed.
    pub fn durable() -> Self {
        Self::with("")
    }

    fn with(options: &str) -> Self {
        let cluster = Self::in_a_new_folder();
        cluster.make();
        cluster.launch(options);
        cluster
    }

    fn in_a_new_folder() -> Self {
        // Not in the usual place for temporary files, which may be root's alone.
        let folder = tempfile::Builder::new().prefix("throughcare-").tempdir_in("/tmp").unwrap();
        belongs_to_account(folder.path());
        Self { folder }
    }

    fn make(&self) {
        run(as_account("initdb").arg("--pgdata").arg(self.data()).args([
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]));
    }

    fn launch(&self, options: &str) {
        let sockets = self.folder().display();
        let options =
            format!("-c listen_addresses= -c unix_socket_directories={sockets} -c max_connections=60 {options}");
        let log = self.folder().join("log");
        run(as_account("pg_ctl").arg("--pgdata").arg(self.data()).arg("--log").arg(log).args([
            "--wait",
            "--options",
            &options,
            "start",
        ]));
    }

    fn stop(&self) {
        run(as_account("pg_ctl").arg("--pgdata").arg(self.data()).args(["--mode=fast", "--wait", "stop"]));
    }

    fn data(&self) -> PathBuf {
        self.folder().join("data")
    }

    /// Where all of it is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The address of one of its databases.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder().display())
    }

    async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.address("postgres")).await.unwrap()
    }

    /// A new database, by its address. Names in PostgreSQL have 63 letters at most.
    pub async fn database(&self, name: &str) -> String {
        let mut connection = self.connect().await;
        let name: String = name.chars().take(60).collect();
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(create).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        self.address(&name)
    }

    /// All that it has in memory lies in its files then.
    pub async fn write_everything_down(&self) {
        let mut connection = self.connect().await;
        sqlx::raw_sql("CHECKPOINT").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// A database as `pg_dump` writes it out.
    pub fn dump(&self, database: &str) -> Vec<u8> {
        let mut command = as_account("pg_dump");
        command.arg("--host").arg(self.folder()).args(["--username=postgres", "--dbname", database]);
        output(&mut command)
    }

    /// Nothing is tidied up: its processes are simply gone.
    fn kill(&self) {
        let written = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let process = written.lines().next().unwrap();
        run(as_account("pg_ctl").args(["kill", "KILL", process]));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A test that fails has more to say than that its database did not stop.
        let _: std::io::Result<_> =
            as_account("pg_ctl").arg("--pgdata").arg(self.data()).args(["--mode=immediate", "--wait", "stop"]).output();
    }
}
