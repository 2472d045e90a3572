//! `throughcare-server` as an operator runs it.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crypto::VerifyKey;
use serde_json::Value;
use sync::{Ask, Asking, Http, Post};
use tokio::time::{sleep, timeout};

use crate::command::{Ran, built_from, ran};

/// How long a server may take until it serves, and until it has stopped.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a server keeps its data, and where what it logs is kept.
#[derive(Debug, Clone)]
pub struct Storage {
    arguments: Vec<String>,
    log: PathBuf,
    level: &'static str,
}

impl Storage {
    /// SQLite in a folder. `beside`: where the log goes, which is not part of the data.
    pub fn folder(data: &Path, beside: &Path) -> Self {
        Self::of(["--data".to_owned(), data.display().to_string()], beside)
    }

    /// PostgreSQL: a primary and its standbys.
    pub fn databases(addresses: &[String], beside: &Path) -> Self {
        Self::of(["--database-url".to_owned(), addresses.join(",")], beside)
    }

    fn of(arguments: [String; 2], beside: &Path) -> Self {
        Self { arguments: arguments.to_vec(), log: beside.join("server.log"), level: "info" }
    }

    /// The same, with everything logged that can be.
    #[must_use]
    pub fn that_logs_all(self) -> Self {
        Self { level: "trace", ..self }
    }

    /// The file that every process on this storage logs to.
    pub fn log(&self) -> &Path {
        &self.log
    }

    fn command(&self) -> Command {
        let mut command = program();
        command.args(&self.arguments);
        command
    }

    /// Does what an operator does on this storage, beside a server or instead of one.
    pub fn operates(&self, arguments: &[&str]) -> Ran {
        let mut command = self.command();
        command.args(arguments);
        ran(command)
    }

    /// A token with which a unit registers.
    pub fn token(&self) -> String {
        self.token_for(1)
    }

    /// A token with which so many units register.
    pub fn token_for(&self, units: usize) -> String {
        self.operates(&["token", "--uses", &units.to_string()]).done().stdout.trim().to_owned()
    }
}

fn program() -> Command {
    let mut command = Command::new(built_from("server", None, "throughcare-server"));
    command.stdin(Stdio::null());
    command
}

/// Makes a key for a server, in a file. What it says is the public half.
pub fn makes_a_key(file: &str) -> Ran {
    let mut command = program();
    command.args(["new-key", file]);
    ran(command)
}

/// A running server.
pub struct Process {
    child: Child,
    log: PathBuf,
    /// How long the log was before.
    logged: u64,
    address: String,
}

impl Process {
    /// Starts one, on a port that is free. It does not serve yet.
    pub fn launch(storage: &Storage, settings: &[&str]) -> Self {
        Self::launch_at(storage, settings, "127.0.0.1:0")
    }

    fn launch_at(storage: &Storage, settings: &[&str], listen: &str) -> Self {
        let log: File = OpenOptions::new().create(true).append(true).open(&storage.log).unwrap();
        let logged = log.metadata().unwrap().len();
        let child = storage
            .command()
            .args(["--listen", listen])
            .args(settings)
            .env("THROUGHCARE_LOG", storage.level)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { child, log: storage.log.clone(), logged, address: String::new() }
    }

    /// Starts one, and waits until it serves.
    pub async fn start(storage: &Storage, settings: &[&str]) -> Self {
        let mut process = Self::launch(storage, settings);
        process.serves().await;
        process
    }

    /// The same at the address that one had before it ended.
    pub async fn start_at(storage: &Storage, settings: &[&str], address: &str) -> Self {
        let (_, listen) = address.split_once("://").unwrap();
        let mut process = Self::launch_at(storage, settings, listen);
        process.serves().await;
        process
    }

    /// Waits until it says on which port it serves.
    pub async fn serves(&mut self) {
        let said = async {
            loop {
                if let Some(address) = self.said() {
                    return address;
                }
                assert!(self.child.try_wait().unwrap().is_none(), "the server stopped: {}", self.log.display());
                sleep(Duration::from_millis(5)).await;
            }
        };
        self.address = timeout(PATIENCE, said).await.expect("the server does not serve");
    }

    fn said(&self) -> Option<String> {
        let lines = self.lines();
        let serving = lines.iter().find(|line| line["message"] == "serving")?;
        let scheme = if serving["tls"] == true { "https" } else { "http" };
        Some(format!("{scheme}://{}", serving["address"].as_str()?))
    }

    /// What it has logged so far.
    fn lines(&self) -> Vec<Value> {
        let mut log = File::open(&self.log).unwrap();
        log.seek(SeekFrom::Start(self.logged)).unwrap();
        let mut own = Vec::new();
        log.read_to_end(&mut own).unwrap();
        own.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect()
    }

    /// Its address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A way to it.
    pub fn http(&self) -> Http {
        way_to(&self.address)
    }

    /// The key with which it signs.
    pub async fn key(&self) -> VerifyKey {
        let answer = self.http().ask(&Asking::unsigned(Ask::Meta)).await.unwrap();
        answer.meta().unwrap().key
    }

    /// It is gone, with nothing tidied up.
    pub fn kill(mut self) {
        self.end();
    }

    /// It is told to stop, as the system does it: what is under way comes to its end.
    pub fn is_told_to_stop(&self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success(), "it had ended before");
    }

    /// Whether it runs still.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until it has stopped, as it says itself.
    pub async fn has_stopped(mut self) {
        let stopped = async {
            while self.runs() {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(PATIENCE, stopped).await.expect("the server does not stop");
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status}: {}", self.log.display());
        assert!(self.lines().iter().any(|line| line["message"] == "stopped"), "{}", self.log.display());
    }

    /// It is told to stop, and does.
    pub async fn stops(self) {
        self.is_told_to_stop();
        self.has_stopped().await;
    }

    /// The identifier of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    fn end(&mut self) {
        // It may have ended by itself.
        let _: std::io::Result<()> = self.child.kill();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

/// A way to the server at an address.
pub fn way_to(address: &str) -> Http {
    Http::to(address.parse().unwrap(), None).unwrap()
}
