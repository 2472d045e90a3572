//! How much one process of the server takes on PostgreSQL, how long a push waits at half of that, and what it needs of memory.

use std::collections::VecDeque;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cluster::Cluster;
use jiff::Timestamp;
use ledger::Role;
use ledger::wire::Registration;
use sqlx::postgres::PgPoolOptions;
use sync::{Ask, Asking, Post};
use tests::sea::crew::Crew;
use tests::served::fleet::registers;
use tests::served::process::{Process, Storage};
use tokio::task::JoinSet;

use super::SETTINGS;
use super::senders::{Sender, flood, pace};
use crate::Failure;
use crate::figures::{median, percentile};

/// Units that send …
pub(super) const UNITS: usize = 40;
/// … and the devices of each.
pub(super) const DEVICES: usize = 5;
/// Units that come besides.
pub(super) const MORE: usize = 400;
/// Entries of a push.
const ENTRIES: usize = 5;
/// Pushes of each device where they send as fast as they can.
const FLOOD: usize = 75;
/// For how long 2,500 entries a second come.
const HALF: Duration = Duration::from_secs(20);
/// The pause between two pushes of a device then.
const EVERY: Duration = Duration::from_millis(400);
/// In how many units one device more sends one entry at a time, and how often.
const TIMED: usize = 20;
const TIMED_EVERY: Duration = Duration::from_millis(200);
/// How many rows are inserted at a time for the baseline: as many as the server has connections.
const WRITERS: u32 = 16;

/// What the server took.
pub(super) struct Load {
    pub(super) entries: f64,
    pub(super) bare: f64,
    pub(super) p99_ms: f64,
    pub(super) median_ms: f64,
    /// How many entries it had in the end.
    pub(super) filed: usize,
    pub(super) memory: Memory,
}

/// What the server's process had resident, in megabytes.
pub(super) struct Memory {
    pub(super) early_mb: f64,
    pub(super) late_mb: f64,
    pub(super) wide_mb: f64,
}

/// Loads one process.
pub(super) async fn take() -> Result<Load, Failure> {
    println!("Loading one server process on PostgreSQL …");
    // Gigabytes of what was measured before are on their way to the disk still: it is this that is measured.
    if !Command::new("sync").status()?.success() {
        return Err("the disk could not be waited for".into());
    }
    let (cluster, folder) = (Cluster::durable(), tempfile::tempdir()?);
    let storage = Storage::databases(&[cluster.database("sync").await], folder.path());
    let server = Process::start(&storage, &SETTINGS).await;
    let (mut senders, mut timed) = (Vec::new(), Vec::new());
    for unit in 0..UNITS {
        let crew = Crew::of(unit as u64, &[Role::Pom; DEVICES]);
        registers(&crew, &storage, &server).await;
        senders.extend((0..DEVICES).map(|who| Sender::of(&crew, who, server.address())));
        if unit < TIMED {
            timed.push(Sender::of(&crew, DEVICES, server.address()));
        }
    }
    // The first push of each makes its connection, and the server's to the database.
    for sender in senders.iter_mut().chain(&mut timed) {
        sender.prepares(1, ENTRIES);
    }
    let (mut senders, _) = flood(senders).await?;
    let (mut timed, _) = flood(timed).await?;
    let early_mb = resident(&server)?;

    senders.iter_mut().for_each(|sender| sender.prepares(FLOOD, ENTRIES));
    let batches: VecDeque<(usize, Vec<u8>)> = senders.iter().flat_map(Sender::batches).collect();
    let bare = bare_inserts(&cluster.database("bare").await, batches).await?;
    let flooded = senders.len() * FLOOD * ENTRIES;
    let (mut senders, seconds) = flood(senders).await?;

    let pushes = usize::try_from(HALF.as_millis() / EVERY.as_millis())?;
    let timed_pushes = usize::try_from(HALF.as_millis() / TIMED_EVERY.as_millis())?;
    senders.iter_mut().for_each(|sender| sender.prepares(pushes, ENTRIES));
    timed.iter_mut().for_each(|sender| sender.prepares(timed_pushes, 1));
    let took = pace((senders, EVERY), (timed, TIMED_EVERY)).await?;
    let late_mb = resident(&server)?;

    more_units(&storage, &server).await?;
    let wide_mb = resident(&server)?;
    let filed = flooded + UNITS * DEVICES * pushes * ENTRIES + TIMED * timed_pushes;
    let memory = Memory { early_mb, late_mb, wide_mb };
    let (p99_ms, median_ms) = (percentile(&took, 0.99), median(&took));
    Ok(Load { entries: flooded as f64 / seconds, bare, p99_ms, median_ms, filed, memory })
}

/// Entries a second where their batches are inserted as rows, each of them committed.
async fn bare_inserts(database: &str, batches: VecDeque<(usize, Vec<u8>)>) -> Result<f64, Failure> {
    let pool = PgPoolOptions::new().max_connections(WRITERS).min_connections(WRITERS).connect(database).await?;
    let table = "CREATE TABLE batch (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes BYTEA NOT NULL)";
    sqlx::query(table).execute(&pool).await?;
    let entries: usize = batches.iter().map(|(entries, _)| entries).sum();
    let left = Arc::new(Mutex::new(batches));
    let began = Instant::now();
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        let (pool, left) = (pool.clone(), Arc::clone(&left));
        writers.spawn(async move {
            loop {
                let next = left.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                let Some((_, bytes)) = next else { return Ok::<(), sqlx::Error>(()) };
                sqlx::query("INSERT INTO batch (bytes) VALUES ($1)").bind(bytes).execute(&pool).await?;
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done??;
    }
    let seconds = began.elapsed().as_secs_f64();
    pool.close().await;
    Ok(entries as f64 / seconds)
}

/// More units register, and each asks once how far it is.
async fn more_units(storage: &Storage, server: &Process) -> Result<(), Failure> {
    let (token, http) = (storage.token_for(MORE), server.http());
    for seed in 0..MORE {
        let crew = Crew::of(10_000 + seed as u64, &[]);
        let keys = crew.secrets(0).1;
        let registration = Registration { token: token.clone(), control: crew.log.clone() };
        let now = Timestamp::now().as_millisecond();
        http.ask(&Asking::signed(Ask::Register(registration), &keys, now)).await?.head()?;
        http.ask(&Asking::signed(Ask::Head { unit: crew.unit }, &keys, now)).await?.head()?;
    }
    Ok(())
}

/// What the system says of the server's process, in megabytes.
fn resident(server: &Process) -> Result<f64, Failure> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("the system does not say")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}
