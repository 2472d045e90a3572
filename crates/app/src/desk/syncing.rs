//! Keeping in step in the background while somebody is signed in. Between two turns of a round the record is free, so nobody waits for the network.

use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};

use api::{ConnectionView, News};
use casework::Right;
use store::StoreError;
use store::sync::Trouble;
use sync::{End, Guard, Outcome, Room};
use tokio::sync::{RwLockReadGuard, RwLockWriteGuard};

use super::Desk;
use crate::error::AppError;
use crate::forks::forks_there;
use crate::session::Session;
use crate::sync::signed_in::{Held, Reading, is_connected, reading};
use crate::sync::{
    Handle, Reads, SignedIn, arrivals_there, attend_to_snapshots, keep_in_step, reads, round, standing, unfinished,
};
use crate::transfer;

/// What goes on in the background.
#[derive(Default)]
pub(super) struct Syncing {
    state: Mutex<State>,
    /// Held while something is done about cases that move.
    attending: tokio::sync::Mutex<()>,
    /// Held by whose turn it is to change staff, devices or the server.
    turns: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    /// By which it is woken and stopped.
    handle: Option<Handle>,
    /// How much of its own log this device had when it was last woken.
    written: u64,
    /// What waits for somebody.
    waiting: Waiting,
    /// What was last said of it.
    said: Option<ConnectionView>,
    /// Whether snapshots were attended to since somebody signed in.
    attended: bool,
}

/// How much waits for whoever is signed in, as of the last time that it was asked.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    /// Devices that want to be admitted.
    arrivals: u32,
    /// Cases that another prison has sent, to be taken.
    cases: u32,
    /// Logs that forked.
    forks: u32,
}

impl Syncing {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops, if anything goes on.
    pub(super) fn stop(&self) {
        if let Some(handle) = std::mem::take(&mut *self.state()).handle {
            handle.stop();
        }
    }

    /// A round is made soon.
    pub(super) fn nudge(&self) {
        if let Some(handle) = &self.state().handle {
            handle.nudge();
        }
    }
}

/// The session of whoever sits at a desk, for as long as they do: who locks and unlocks sits down anew.
#[derive(Clone)]
pub(super) struct Seat {
    desk: Desk,
    number: u64,
}

impl Seat {
    /// Whether it is this one in which somebody sits. Asked while their session is held, in whose place nobody else can sit down.
    fn is_theirs(&self) -> bool {
        self.desk.0.seats.load(Ordering::Relaxed) == self.number
    }
}

impl Room for Seat {
    async fn enter(&self) -> Option<Guard<'_>> {
        let place = self.desk.0.session.write().await;
        let record = RwLockWriteGuard::try_map(place, |place| {
            let session = place.as_mut().filter(|_| self.is_theirs())?;
            Some(&mut session.record)
        });
        Some(Box::new(record.ok()?))
    }
}

impl Reads for Seat {
    async fn read(&self) -> Option<Reading<'_>> {
        let place = self.desk.0.session.read().await;
        let session = RwLockReadGuard::try_map(place, |place| place.as_ref().filter(|_| self.is_theirs()));
        Some(Box::new(session.ok()?))
    }
}

impl SignedIn for Seat {
    async fn session(&self) -> Option<Held<'_>> {
        let place = self.desk.0.session.write().await;
        let session = RwLockWriteGuard::try_map(place, |place| place.as_mut().filter(|_| self.is_theirs()));
        Some(Box::new(session.ok()?))
    }
}

/// Whose turn it is to change staff, devices or the server: one at a time, because each is decided on by what was there before. Whoever works
/// with the record does not wait for it.
pub(super) struct Turn<'d> {
    /// Who has it.
    pub(super) seat: Seat,
    _alone: tokio::sync::MutexGuard<'d, ()>,
}

impl Desk {
    /// Keeps the record of whoever has just sat down in step with its server, if it has one.
    pub(super) async fn begin_to_sync(&self) -> Result<(), AppError> {
        self.0.syncing.stop();
        // Nothing of whoever sat here before is theirs.
        *self.0.syncing.state() = State::default();
        let room = self.seat().await?;
        if !is_connected(&room).await? {
            return Ok(());
        }
        let handle = Handle::new();
        self.0.syncing.state().handle = Some(handle.clone());
        let desk = self.clone();
        tokio::spawn(async move {
            let clock = reads(desk.0.clock.clone());
            let told = |outcome: &Result<Outcome, StoreError>| match outcome {
                Ok(outcome) => desk.hear(room.clone(), outcome.clone()),
                Err(error) => {
                    tracing::warn!(%error, "a round stopped");
                    desk.hear_of_a_stop();
                }
            };
            if let Err(error) = keep_in_step(&desk.0.ways, &room, &clock, &handle, told).await {
                tracing::warn!(code = ?error.code, "the server is not asked any more");
                if let Some(mut record) = room.enter().await {
                    record.note_halted(error.message, clock());
                }
                desk.hear_of_a_stop();
            }
        });
        Ok(())
    }

    /// A round is over: what it has brought, and where the device stands, is told to whoever looks.
    fn hear(&self, room: Seat, outcome: Outcome) {
        let desk = self.clone();
        tokio::spawn(async move {
            if let Err(error) = desk.after_round(&room, outcome).await {
                tracing::debug!(code = ?error.code, "after a round");
            }
        });
    }

    /// A round could not go on: why is noted, and told to whoever looks.
    fn hear_of_a_stop(&self) {
        let desk = self.clone();
        tokio::spawn(async move {
            if let Err(error) = desk.say_where_it_stands().await {
                tracing::debug!(code = ?error.code, "after a round that stopped");
            }
        });
    }

    async fn after_round(&self, room: &Seat, outcome: Outcome) -> Result<(), AppError> {
        if outcome.brought_anything() {
            self.session_mut().await?.record.read_colleagues().await?;
            (self.0.news)(News::Arrived);
        }
        match outcome.end {
            End::Trouble(Trouble::Removed) => return self.is_removed(room).await,
            End::InStep => {
                self.attend_to_cases(room).await;
                self.look_what_lies_there(room).await?;
            }
            _ => {}
        }
        self.say_where_it_stands().await?;
        if outcome.end == End::InStep && !std::mem::replace(&mut self.0.syncing.state().attended, true) {
            let line = self.session().await?.line().await?;
            attend_to_snapshots(&line, room, &reads(self.0.clock.clone())).await?;
            // Whether computers of the unit have made different things of the same entries is known now.
            self.say_where_it_stands().await?;
        }
        Ok(())
    }

    /// Does what is to be done about cases that move, unless that is being done. Nobody waits for it.
    async fn attend_to_cases(&self, room: &Seat) {
        let Ok(_turn) = self.0.syncing.attending.try_lock() else { return };
        match transfer::attend(room).await {
            Ok(true) => {
                (self.0.news)(News::Arrived);
                self.0.syncing.nudge();
            }
            Ok(false) => {}
            Err(error) => tracing::warn!(code = ?error.code, "a case that moves did not get on"),
        }
    }

    /// This device was removed from the unit: nothing on it can be read from now on.
    async fn is_removed(&self, room: &Seat) -> Result<(), AppError> {
        let gone = |session: &mut Session| room.is_theirs() && session.is_removed();
        let Some(session) = self.0.session.write().await.take_if(gone) else { return Ok(()) };
        self.0.syncing.stop();
        session.make_unreadable().await?;
        self.is_locked(None);
        Ok(())
    }

    /// Looks who wants to be admitted, whose log forked, and which cases another prison has sent, for those whose business that is.
    async fn look_what_lies_there(&self, room: &Seat) -> Result<(), AppError> {
        let (admits, takes) = {
            let session = reading(room).await?;
            (session.may(Right::ManageStaff), session.may(Right::MoveCases))
        };
        let count = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
        let mut waiting = Waiting::default();
        if admits {
            let (there, forks) = (arrivals_there(room).await?, forks_there(room).await);
            let session = reading(room).await?;
            waiting.arrivals = count(session.arrivals_among(&there)?.len());
            waiting.forks = count(session.count_forks(forks.as_ref()).await?);
        }
        if takes {
            let (_, there) = transfer::parcels_there(room).await?;
            waiting.cases = count(reading(room).await?.cases_that_wait(&there));
        }
        self.0.syncing.state().waiting = waiting;
        Ok(())
    }

    /// Where the device stands with its server.
    pub(super) async fn connection(&self) -> Result<ConnectionView, AppError> {
        let view = self.session().await?.connection().await?;
        let Waiting { arrivals, cases, forks } = self.0.syncing.state().waiting;
        Ok(standing::with_forks(ConnectionView { arrivals, cases, ..view }, forks))
    }

    /// Says it, if it is not what was said before.
    async fn say_where_it_stands(&self) -> Result<(), AppError> {
        let view = self.connection().await?;
        let before = self.0.syncing.state().said.replace(view.clone());
        if before.as_ref() != Some(&view) {
            (self.0.news)(News::Connection(Box::new(view)));
        }
        Ok(())
    }

    /// Something was written: it is sent soon. Whoever works with the record now will be noticed next time.
    pub(super) fn nudge_if_written(&self) {
        let Ok(place) = self.0.session.try_read() else { return };
        let Some(session) = place.as_ref() else { return };
        let Some(own) = session.record.own_device().map(|own| own.index) else { return };
        let written = session.record.frontier().of(own);
        let before = std::mem::replace(&mut self.0.syncing.state().written, written);
        if before != written {
            self.0.syncing.nudge();
        }
    }

    /// Where whoever is signed in sits: for calls that ask the server in between.
    pub(super) async fn seat(&self) -> Result<Seat, AppError> {
        let _session = self.session().await?;
        Ok(Seat { desk: self.clone(), number: self.0.seats.load(Ordering::Relaxed) })
    }

    /// Their turn to change staff, devices or the server.
    pub(super) async fn turn(&self) -> Result<Turn<'_>, AppError> {
        let seat = self.seat().await?;
        Ok(Turn { seat, _alone: self.0.syncing.turns.lock().await })
    }

    /// The same after a round, so that what others have changed is here.
    pub(super) async fn governing(&self) -> Result<Turn<'_>, AppError> {
        let turn = self.turn().await?;
        if is_connected(&turn.seat).await? {
            unfinished(&round(&turn.seat, None).await?.end)?;
        }
        Ok(turn)
    }
}
