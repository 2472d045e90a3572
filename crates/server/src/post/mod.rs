//! The post office: what is accepted, from whom, and in which order it is kept. It judges by the verifying half of the ledger and knows nothing
//! of HTTP; what it keeps, it keeps through `shelf`.

mod arrivals;
mod bells;
mod caller;
mod control;
mod counter;
mod entries;
mod forks;
mod key;
mod memberships;
mod parcels;
mod reading;
mod register;
mod restored;
mod snapshots;
mod standing;
mod tokens;
mod wake;

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crypto::{Hash, ServerKey, VerifyKey};
use ledger::UnitId;
use ledger::wire::{Head, RefusalCode, SignedHead};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::metrics::Metrics;
use crate::rate::Rate;
use crate::refused::Refused;
use crate::settings::{DAY, Settings};
use crate::shelf::{Shelf, ShelfError, UnitRow};

pub use bells::Ring;
pub use caller::Asked;
pub use key::{KeyError, Keys};
pub use tokens::Token;

use bells::Bells;
use caller::Caller;
use counter::Counters;
use memberships::Memberships;

/// How long a chunk may lie without belonging to a snapshot.
const CHUNK_PATIENCE: i64 = DAY;

/// Milliseconds of a minute.
const MINUTE: i64 = 60 * 1000;

/// What every call needs.
pub(crate) struct Office {
    pub(crate) shelf: Shelf,
    key: ServerKey,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: Settings,
    members: Memberships,
    bells: Bells,
    by_device: Rate<Hash>,
    by_address: Rate<IpAddr>,
    arrivals_by_address: Rate<IpAddr>,
    pub(crate) metrics: Metrics,
}

/// A server's post office, open.
pub struct Post {
    pub(crate) office: Arc<Office>,
    counters: Counters,
    stopping: watch::Sender<bool>,
}

/// Why something was not done: it was refused, or the storage failed.
pub(crate) enum Stop {
    Refused(Refused),
    Shelf(ShelfError),
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<ShelfError> for Stop {
    fn from(error: ShelfError) -> Self {
        Self::Shelf(error)
    }
}

impl Post {
    /// Opens the post office on its storage. To be called where tokio runs: it has tasks of its own.
    pub fn open(shelf: Shelf, key: ServerKey, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        let (bells, rung) = Bells::new();
        let office = Arc::new(Office {
            shelf,
            key,
            clock,
            settings,
            members: Memberships::default(),
            bells,
            by_device: Rate::new(settings.device_requests_a_minute, MINUTE),
            by_address: Rate::new(settings.stranger_requests_a_minute, MINUTE),
            arrivals_by_address: Rate::new(settings.arrivals_an_hour, 60 * MINUTE),
            metrics: Metrics::default(),
        });
        let counters = Counters::open(&office);
        wake::start(&office, rung);
        Self { office, counters, stopping: watch::Sender::new(false) }
    }

    /// Lets go whoever waits for events, so that the server can stop.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Becomes true when the server is about to stop.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// The time, in milliseconds since 1970, UTC.
    pub fn now(&self) -> i64 {
        self.office.clock.now()
    }

    /// The limits.
    pub fn settings(&self) -> &Settings {
        &self.office.settings
    }

    /// What is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.office.metrics
    }

    /// Whether the storage answers.
    pub async fn is_ready(&self) -> bool {
        self.office.shelf.is_ready().await
    }

    /// What devices know the server by.
    pub fn public_key(&self) -> VerifyKey {
        self.office.key.public()
    }

    /// Forgets what has lain long enough.
    pub async fn tidy(&self) -> Result<(), ShelfError> {
        let office = &self.office;
        let now = office.clock.now();
        let mut writing = office.shelf.begin().await?;
        let mut connection = writing.connection();
        connection.forget_guests(office.arrivals_since(now), office.parcels_since(now)).await?;
        connection.forget_chunks(now - CHUNK_PATIENCE).await?;
        connection.forget_tokens(now).await?;
        writing.commit().await
    }

    /// Closes the storage, when nothing is under way any more.
    pub async fn close(&self) {
        self.office.shelf.close().await;
    }
}

impl Office {
    fn arrivals_since(&self, now: i64) -> i64 {
        now - i64::from(self.settings.arrival_days) * DAY
    }

    fn parcels_since(&self, now: i64) -> i64 {
        now - i64::from(self.settings.parcel_days) * DAY
    }

    /// The statement of how far a unit's logs go.
    fn sign_head(&self, unit: UnitId, row: &UnitRow) -> SignedHead {
        let head = Head { unit, cursor: row.cursor, log: row.log, control: row.control, at: self.clock.now() };
        let body = head.to_bytes();
        let signature = self.key.sign_head(&body);
        SignedHead { body: body.into(), signature }
    }

    /// How far a unit's logs go.
    async fn unit(&self, unit: &UnitId) -> Result<UnitRow, Refused> {
        let found = async { self.shelf.read().await?.connection().unit(unit).await };
        found.await?.ok_or_else(|| Refused::absent("unit"))
    }
}

/// The refusal, with the storage's failure as one that says that it was not now.
fn refusal(stop: Stop) -> Refused {
    match stop {
        Stop::Refused(refused) => refused,
        Stop::Shelf(error) => error.into(),
    }
}

/// Whoever asks has not shown that they may.
fn unknown(words: &str) -> Refused {
    Refused::new(RefusalCode::Unknown, words)
}

/// A lock whose holder panicked holds data that is whole all the same: nothing here is changed in two steps.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
