//! A device of the unit: a real record in a folder of its own, with a clock of its own, which can be lost under its owner's feet at any
//! moment and opened again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crypto::VerifyKey;
use jiff::Timestamp;
use ledger::{DeviceIndex, SignedControl};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use store::Record;
use sync::drive::once;
use sync::{Outcome, Round};
use tempfile::TempDir;

use super::crew::{Crew, secrets};
use super::port::{Calm, Harbour, Port};

/// Where the server is, as devices are told of it.
pub const ADDRESS: &str = "http://127.0.0.1:1";

const SESSION: [u8; 16] = [7; 16];

/// A device.
pub struct Ship {
    /// Which of the crew it belongs to.
    pub who: usize,
    /// Randomness of its own.
    pub rng: ChaCha20Rng,
    /// How far its clock is ahead, in milliseconds.
    pub ahead: i64,
    /// The round under way.
    pub round: Option<Round>,
    crew_seed: u64,
    folder: TempDir,
    record: Option<Record>,
}

impl Ship {
    /// Somebody's device, with a record in which nothing is but the control log, connected to a server.
    pub async fn of(crew: &Crew, seed: u64, who: usize, server: &impl Harbour) -> Self {
        Self::bound_for(crew, seed, who, server.public()).await
    }

    /// The same, connected to the server that has a key.
    pub async fn bound_for(crew: &Crew, seed: u64, who: usize, server: VerifyKey) -> Self {
        Self::admitted(&crew.log, seed, who, server).await
    }

    /// The same of somebody who came later, with the control log as it is when they begin.
    pub async fn admitted(log: &[SignedControl], seed: u64, who: usize, server: VerifyKey) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (key, keys) = secrets(seed, who);
        let path = folder.path().join("record.db");
        let mut record = Record::create(&path, &key, keys, log, SESSION).await.unwrap();
        record.connect(ADDRESS, None, server).await.unwrap();
        let rng = ChaCha20Rng::seed_from_u64(seed ^ (0x5417 + who as u64));
        Self { who, rng, ahead: 0, round: None, crew_seed: seed, folder, record: Some(record) }
    }

    /// The record.
    pub fn record(&mut self) -> &mut Record {
        self.record.as_mut().unwrap()
    }

    /// The record and the random source.
    pub fn parts(&mut self) -> (&mut Record, &mut ChaCha20Rng) {
        (self.record.as_mut().unwrap(), &mut self.rng)
    }

    /// Its place in the control log.
    pub fn index(&mut self) -> DeviceIndex {
        self.record().own_device().unwrap().index
    }

    /// Whether it knows that it was removed.
    pub fn is_removed(&mut self) -> bool {
        self.record().own_device().is_none_or(|own| own.removed.is_some())
    }

    /// The time by its clock. `at`: the true one, in milliseconds since 1970.
    pub fn clock(&self, at: i64) -> Timestamp {
        Timestamp::from_millisecond(at + self.ahead).unwrap()
    }

    /// Its record's file, opened by somebody else who has its key.
    pub async fn raw(&self) -> SqliteConnection {
        let key = secrets(self.crew_seed, self.who).0;
        let options = SqliteConnectOptions::new().filename(self.folder.path().join("record.db"));
        options.pragma("key", key.to_pragma().to_string()).connect().await.unwrap()
    }

    /// As when the program is killed: nothing is tidied, the round is lost, and the record is opened again.
    pub async fn goes_under(&mut self) {
        drop(self.record.take());
        self.round = None;
        let (key, keys) = secrets(self.crew_seed, self.who);
        let path = self.folder.path().join("record.db");
        self.record = Some(Record::open(&path, &key, keys, SESSION).await.unwrap());
    }

    /// Somebody copies its disk.
    pub async fn is_copied(&mut self) -> PathBuf {
        let copy = self.folder.path().join("copy.db");
        self.record().copy_to(&copy).await.unwrap();
        copy
    }

    /// Somebody puts the copy back.
    pub async fn is_set_back(&mut self, copy: &Path) {
        self.record.take().unwrap().close().await.unwrap();
        std::fs::copy(copy, self.folder.path().join("record.db")).unwrap();
        self.goes_under().await;
    }

    /// An entry is lost from its disk.
    pub async fn loses(&self, device: DeviceIndex, seq: u32) {
        let key = secrets(self.crew_seed, self.who).0;
        crate::unit::loses(&self.folder.path().join("record.db"), &key, device.0, seq).await;
    }

    /// A whole round with nothing in the way.
    pub async fn syncs<P: Port>(&mut self, port: &Arc<P>, at: i64) -> Outcome {
        let clock = move |ahead: i64| Timestamp::from_millisecond(at + ahead).unwrap();
        let ahead = self.ahead;
        let (record, rng) = self.parts();
        once(record, &Calm(port.clone()), rng, &move || clock(ahead)).await.unwrap()
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.rng.next_u64() % limit
    }
}
