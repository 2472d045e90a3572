//! A PostgreSQL of the test's own, from Debian's package, under an account that is not root's: PostgreSQL runs under no other.

use std::path::{Path, PathBuf};
use std::process::Command;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use crate::house::Place;

/// Whose PostgreSQL it is where the test is root's.
const ACCOUNT: &str = "postgres";

pub(crate) struct Cluster {
    folder: TempDir,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        // Not in the usual place for temporary files, which may be root's alone.
        let folder = tempfile::Builder::new().prefix("throughcare-").tempdir_in("/tmp").unwrap();
        if is_root() {
            run(Command::new("chown").arg(ACCOUNT).arg(folder.path()));
        }
        let cluster = Self { folder };
        let data = cluster.data();
        run(as_account("initdb").arg("--pgdata").arg(&data).args([
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]));
        let sockets = cluster.folder.path().display();
        let options =
            format!("-c listen_addresses= -c unix_socket_directories={sockets} -c fsync=off -c max_connections=60");
        let log = cluster.folder.path().join("log");
        run(as_account("pg_ctl").arg("--pgdata").arg(&data).arg("--log").arg(log).args([
            "--wait",
            "--options",
            &options,
            "start",
        ]));
        cluster
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn address(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.path().display())
    }

    async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.address("postgres")).await.unwrap()
    }

    /// A new database. Names in PostgreSQL have 63 letters at most.
    pub(crate) async fn database(&self, name: &str) -> Place {
        let mut connection = self.connect().await;
        let name = &name[..name.len().min(60)];
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(create).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        Place::Database(self.address(name))
    }

    /// All that it has in memory lies in its files then.
    pub(crate) async fn write_everything_down(&self) {
        let mut connection = self.connect().await;
        sqlx::raw_sql("CHECKPOINT").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A test that fails has more to say than that its database did not stop.
        let _: std::io::Result<_> =
            as_account("pg_ctl").arg("--pgdata").arg(self.data()).args(["--mode=immediate", "--wait", "stop"]).output();
    }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout.trim_ascii() == b"0"
}

/// The newest of the installed versions.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is missing: scripts/setup.sh test");
    let folders =
        versions.map(|version| version.unwrap().path().join("bin")).filter(|bin| bin.join("initdb").is_file());
    folders.max().expect("PostgreSQL's programs are missing: scripts/setup.sh test")
}

fn as_account(program: &str) -> Command {
    let program = programs().join(program);
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    // Its own folder is none that the account may read.
    command.current_dir("/").stdin(std::process::Stdio::null());
    command
}

/// What it says goes to a file: the server that it leaves behind would keep a pipe open.
fn run(command: &mut Command) {
    let said = tempfile::tempfile().unwrap();
    let mut to_read = said.try_clone().unwrap();
    command.stdout(said.try_clone().unwrap()).stderr(said);
    if !command.status().unwrap().success() {
        let mut text = String::new();
        std::io::Seek::rewind(&mut to_read).unwrap();
        std::io::Read::read_to_string(&mut to_read, &mut text).unwrap();
        panic!("{command:?} failed:\n{text}");
    }
}
