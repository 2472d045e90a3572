//! Keeping in step: one round, or rounds until somebody stops them; and what is done besides when one has gone well.

use std::sync::Arc;

use crypto::RecoveryKey;
use jiff::Timestamp;
use store::{Record, StoreError};
use sync::drive::through;
use sync::watch::{self, Handle};
use sync::{Alone, End, Outcome, Room, Round, snapshot};
use tokio::sync::Notify;

use super::failing::{closed, not_compared, not_connected, unfinished};
use super::line::{Line, Ways};
use super::signed_in::{self, SignedIn, held, reading};
use crate::clock::{Clock, rng};
use crate::error::{AppError, Code};
use crate::session::Session;
use crate::transfer;

/// A server names another one, and that one another: so often is that followed.
const MOST_MOVES: usize = 3;
/// What was written meanwhile is sent too, so often.
const MOST_ROUNDS: usize = 5;

impl Session {
    /// Whether the unit has a server that this device knows.
    pub(crate) async fn is_connected(&self) -> Result<bool, AppError> {
        Ok(self.record.server_seen().await?.is_some())
    }

    /// A line to the server.
    pub(crate) async fn line(&self) -> Result<Line, AppError> {
        line_of(&self.record, &self.ways).await?.ok_or_else(not_connected)
    }

    /// Sends what is not at the server and fetches what is not here, and does what is to be done about cases that move.
    pub async fn sync(&mut self) -> Result<Outcome, AppError> {
        let mut all = Outcome::default();
        for _ in 0..MOST_ROUNDS {
            add(&mut all, rounds(&signed_in::Alone::with(self)).await?);
            if all.end != End::InStep || !self.attend_to_cases().await {
                break;
            }
        }
        Ok(all)
    }

    /// Does what is to be done about cases that move. Whether something was written, which the next round sends. What does not get on keeps nobody
    /// from being in step.
    async fn attend_to_cases(&mut self) -> bool {
        transfer::attend(&signed_in::Alone::with(self)).await.unwrap_or_else(|error| {
            tracing::warn!(code = ?error.code, "a case that moves did not get on");
            false
        })
    }

    /// The same for whoever goes on only if it went well: before staff or devices are changed, so that what others have changed is known, and
    /// what a device wrote before it is removed.
    pub async fn catch_up(&mut self) -> Result<(), AppError> {
        if !self.is_connected().await? {
            return Ok(());
        }
        unfinished(&self.sync().await?.end)
    }

    /// Keeps in step until it is stopped. `told` hears how each round ended.
    pub async fn watch(
        &mut self,
        handle: &Handle,
        mut told: impl FnMut(&Result<Outcome, StoreError>) + Send,
    ) -> Result<(), AppError> {
        if !self.is_connected().await? {
            return Err(not_connected());
        }
        let (ways, now) = (self.ways.clone(), reads(self.clock.clone()));
        let (at, in_step) = (signed_in::Alone::with(self), Notify::new());
        let hear = |outcome: &Result<Outcome, StoreError>| {
            if outcome.as_ref().is_ok_and(|outcome| outcome.end == End::InStep) {
                in_step.notify_one();
            }
            told(outcome);
        };
        tokio::select! {
            kept = keep_in_step(&ways, &at, &now, handle, hear) => kept,
            () = attend_whenever(&at, &in_step, handle) => Ok(()),
        }
    }

    /// Leaves a snapshot at the server for the next device that joins, if one is due, and says of the newest of others' what this device has made
    /// of it. Whether everybody has made the same, [`connection`](Self::connection) tells.
    pub async fn attend_to_snapshots(&mut self) -> Result<(), AppError> {
        let line = self.line().await?;
        let Self { record, clock, .. } = self;
        let now = || clock.now();
        attend_to_snapshots(&line, &Alone::with(record), &now).await
    }
}

/// One round, with whichever server the control log names by then. `recovery`: lets this device into the unit, if nothing else does.
pub(crate) async fn round<S: SignedIn + Room>(
    at: &S,
    recovery: Option<&Arc<RecoveryKey>>,
) -> Result<Outcome, AppError> {
    let mut all = Outcome::default();
    for _ in 0..MOST_MOVES {
        let (line, now) = {
            let session = reading(at).await?;
            (session.line().await?, reads(session.clock.clone()))
        };
        let round = recovery.map_or_else(Round::new, |key| Round::new().let_in_by(Arc::clone(key)));
        let outcome = through(round, &line, at, &mut rng(), &now).await?;
        add(&mut all, outcome.ok_or_else(closed)?);
        if all.end != End::Moved {
            break;
        }
    }
    Ok(all)
}

/// Rounds, as long as there is more to do.
pub(super) async fn rounds<S: SignedIn + Room>(at: &S) -> Result<Outcome, AppError> {
    let mut all = Outcome::default();
    for _ in 0..MOST_ROUNDS {
        add(&mut all, round(at, None).await?);
        if all.end != End::More {
            break;
        }
    }
    if all.new > 0 {
        held(at).await?.record.read_colleagues().await?;
    }
    Ok(all)
}

/// Does what is to be done about cases that move whenever a round ended in step, until whoever is signed in has gone.
async fn attend_whenever<S: SignedIn>(at: &S, in_step: &Notify, handle: &Handle) {
    loop {
        in_step.notified().await;
        match transfer::attend(at).await {
            Ok(true) => handle.nudge(),
            Ok(false) => {}
            Err(error) if error.code == Code::Locked => return,
            Err(error) => tracing::warn!(code = ?error.code, "a case that moves did not get on"),
        }
    }
}

/// Keeps in step until it is stopped or the record is closed, with whichever server the control log names.
pub(crate) async fn keep_in_step<D: Room>(
    ways: &Ways,
    room: &D,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
    handle: &Handle,
    mut told: impl FnMut(&Result<Outcome, StoreError>) + Send,
) -> Result<(), AppError> {
    loop {
        let line = {
            let Some(record) = room.enter().await else { return Ok(()) };
            line_of(&record, ways).await?
        };
        let Some(line) = line else { return Ok(()) };
        let mut moved = false;
        let hear = |outcome: &Result<Outcome, StoreError>| {
            moved = outcome.as_ref().is_ok_and(|outcome| outcome.end == End::Moved);
            told(outcome);
        };
        watch::run(&line, room, &mut rng(), clock, handle, hear).await;
        if !moved {
            return Ok(());
        }
    }
}

/// Makes a snapshot if one is due, or says of the newest one what this device has made of it, and notes whether everybody has made the same.
pub(crate) async fn attend_to_snapshots<D: Room>(
    line: &Line,
    room: &D,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<(), AppError> {
    snapshot::attend(line, room, &mut rng(), clock, snapshot::WORTH).await.map_err(not_compared)
}

/// A line to the server of a record; nothing, if it is connected to none.
async fn line_of(record: &Record, ways: &Ways) -> Result<Option<Line>, AppError> {
    let Some(server) = record.server_seen().await? else { return Ok(None) };
    ways.to(&server.url, server.authority.as_deref()).map(Some)
}

/// Adds what one more round did.
fn add(all: &mut Outcome, one: Outcome) {
    all.sent += one.sent;
    all.new += one.new;
    all.closed += one.closed;
    all.aside += one.aside;
    all.control += one.control;
    all.end = one.end;
}

/// A clock as the engine asks for it.
pub(crate) fn reads(clock: Arc<dyn Clock>) -> impl Fn() -> Timestamp + Send + Sync {
    move || clock.now()
}
