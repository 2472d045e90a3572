//! The desk: answers the calls of one window, for whoever is signed in at it. It holds the open record; locking takes it away.

mod allocation;
mod call;
mod connection;
mod device;
mod entry;
mod import;
mod joining;
mod owed;
mod pack;
mod paper;
mod planned;
mod reading;
mod received;
mod responsibility;
mod rotl;
mod syncing;
mod transfer;
mod unapplied;
mod writing;

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, PoisonError};

use api::{Call, LockedView, News, Problem};
use jiff::Timestamp;
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::clock::{Clock, SystemClock};
use crate::error::{AppError, Code};
use crate::home::Home;
use crate::keystore::Keystore;
use crate::search::local_minute;
use crate::session::Session;
use crate::sync::Ways;

/// The desk of one window. Cloning it gives another handle to the same one.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    home: Home,
    keystore: Keystore,
    /// The signed-in person's open record. Who reads shares it, who writes has it alone, who locks takes it away.
    session: RwLock<Option<Session>>,
    /// How often somebody has sat down.
    seats: AtomicU64,
    /// A unit that was founded and waits for its recovery key to be confirmed.
    founding: tokio::sync::Mutex<Option<entry::Founding>>,
    /// Held while the demonstration prison is made: two windows' presses make one.
    making: tokio::sync::Mutex<()>,
    /// Held while a profile is opened: who comes twice at once waits, and finds it open.
    opening: tokio::sync::Mutex<()>,
    /// An import that is read, waits to be taken, or is taken.
    importing: import::Importing,
    /// Whether the backup that is being written is to stop.
    stopping: AtomicBool,
    /// Whether allocating many is to stop.
    allocating: allocation::Allocating,
    /// What keeps the record in step with the server meanwhile.
    syncing: syncing::Syncing,
    presence: Mutex<Presence>,
    news: Box<dyn Fn(News) + Send + Sync>,
    demonstration: Option<MakeDemonstration>,
    /// The sessions at this desk have the same clock …
    clock: Arc<dyn Clock>,
    /// … and reach servers in the same way.
    ways: Ways,
}

/// Hears how much is done, and of how much.
pub type Told = Box<dyn FnMut(u64, u64) + Send>;
/// Makes the demonstration prison's profile in a folder. Its invented people are no business of this crate.
pub type MakeDemonstration =
    Box<dyn Fn(Home, Told) -> Pin<Box<dyn Future<Output = Result<(), AppError>> + Send>> + Send + Sync>;

/// When somebody was last there, and when the window last locked.
struct Presence {
    last: Timestamp,
    idle_minutes: u32,
    locked: Option<LockedView>,
}

impl Desk {
    /// A desk over a folder. What it has to say unasked goes to `news`.
    pub fn new(
        home: Home,
        keystore: Keystore,
        demonstration: MakeDemonstration,
        news: impl Fn(News) + Send + Sync + 'static,
    ) -> Self {
        Self::with_ways(home, keystore, Box::new(SystemClock), Some(demonstration), Ways::https(), news)
    }

    /// A desk with a clock of its own, from which servers are reached in a way of its own.
    pub fn with_ways(
        home: Home,
        keystore: Keystore,
        clock: Box<dyn Clock>,
        demonstration: Option<MakeDemonstration>,
        ways: Ways,
        news: impl Fn(News) + Send + Sync + 'static,
    ) -> Self {
        let presence = Presence { last: clock.now(), idle_minutes: home.preferences().idle_minutes, locked: None };
        Self(Arc::new(Inner {
            home,
            keystore,
            session: RwLock::default(),
            seats: AtomicU64::new(0),
            founding: tokio::sync::Mutex::default(),
            making: tokio::sync::Mutex::default(),
            opening: tokio::sync::Mutex::default(),
            importing: import::Importing::default(),
            stopping: AtomicBool::new(false),
            allocating: allocation::Allocating::default(),
            syncing: syncing::Syncing::default(),
            presence: Mutex::new(presence),
            news: Box::new(news),
            demonstration,
            clock: clock.into(),
            ways,
        }))
    }

    /// Answers a call. What was begun runs to its end, also when whoever asked does not wait; a panic becomes a [`Problem`].
    pub async fn answer(&self, name: &str, body: &[u8]) -> Result<Vec<u8>, Problem> {
        let (desk, name, body) = (self.clone(), name.to_owned(), body.to_vec());
        let asked = name.clone();
        let answering = tokio::spawn(async move { call::answer(&desk, &name, &body).await });
        match answering.await {
            Ok(answered) => {
                self.nudge_if_written();
                answered.map_err(Problem::from)
            }
            Err(_) => {
                tracing::error!(call = asked, "a call stopped");
                Err(Problem::new(
                    Code::Failed,
                    "Something went wrong inside Throughcare.",
                    "Nothing that was recorded is lost. Try again; if it happens again, lock, unlock and tell your administrator.",
                ))
            }
        }
    }

    /// Locks when nobody was there for the idle time. To be called every second or so.
    pub async fn tick(&self) {
        let minutes = {
            let presence = self.presence();
            let idle = self.0.clock.now().as_second() - presence.last.as_second();
            (idle >= i64::from(presence.idle_minutes) * 60).then_some(presence.idle_minutes)
        };
        if let Some(minutes) = minutes {
            self.lock_after(Some(minutes)).await;
        }
    }

    /// Locks at once.
    pub async fn lock(&self) {
        self.lock_after(None).await;
    }

    async fn lock_after(&self, idle_minutes: Option<u32>) {
        self.0.syncing.stop();
        let Some(session) = self.0.session.write().await.take() else { return };
        self.0.importing.drop_plan_of(session.folder()).await;
        if let Err(error) = session.lock().await {
            tracing::warn!(code = ?error.code, "the record did not close cleanly");
        }
        self.is_locked(idle_minutes);
    }

    /// Says that nobody is signed in any more.
    fn is_locked(&self, idle_minutes: Option<u32>) {
        let locked = LockedView { at: local_minute(self.0.clock.now().as_millisecond()), idle_minutes };
        self.presence().locked = Some(locked.clone());
        (self.0.news)(News::Locked(locked));
    }

    fn presence(&self) -> std::sync::MutexGuard<'_, Presence> {
        self.0.presence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session, to read.
    async fn session(&self) -> Result<RwLockReadGuard<'_, Session>, AppError> {
        RwLockReadGuard::try_map(self.0.session.read().await, Option::as_ref).map_err(|_| locked())
    }

    /// The session, to write.
    async fn session_mut(&self) -> Result<tokio::sync::RwLockMappedWriteGuard<'_, Session>, AppError> {
        RwLockWriteGuard::try_map(self.0.session.write().await, Option::as_mut).map_err(|_| locked())
    }

    /// A function that tells of progress, at most ten times a second.
    fn progress(&self, what: &'static str) -> impl FnMut(u64, u64) + Send + use<> {
        let desk = self.clone();
        let mut said = Timestamp::UNIX_EPOCH;
        move |done, of| {
            let now = desk.0.clock.now();
            if done >= of || now.as_millisecond() - said.as_millisecond() >= 100 {
                said = now;
                (desk.0.news)(News::Progress { what: what.to_owned(), done, of });
            }
        }
    }
}

fn locked() -> AppError {
    AppError::new(Code::Locked, "Throughcare is locked.", "Unlock it and try again: what was typed is kept as a draft.")
}

/// Answers one kind of call.
pub(crate) trait Answer: Call {
    /// Answers it.
    fn answer(self, desk: &Desk) -> impl Future<Output = Result<Self::Reply, AppError>> + Send;
}

/// Answers calls: each with its reply, and how what was asked is answered at a desk.
macro_rules! answers {
    ($($call:ty => $reply:ty: |$asked:ident, $desk:ident| $body:expr;)*) => {$(
        impl $crate::desk::Answer for $call {
            async fn answer(self, $desk: &$crate::desk::Desk) -> Result<$reply, $crate::error::AppError> {
                let $asked = self;
                $body
            }
        }
    )*};
}
pub(crate) use answers;
