//! Driving a round: the record is entered for each turn and left again, so that nobody waits for the network or for a page being checked.

use std::ops::DerefMut;

use jiff::Timestamp;
use rand_core::CryptoRng;
use store::{Record, StoreError};
use tokio::sync::{Mutex, MutexGuard, watch};

use crate::post::Post;
use crate::round::{Outcome, Round, Turn};

/// The record, for as long as it is held.
pub type Guard<'a> = Box<dyn DerefMut<Target = Record> + Send + 'a>;

/// Where the open record is.
pub trait Room: Send + Sync {
    /// Enters. Nothing, if the record was closed.
    fn enter(&self) -> impl Future<Output = Option<Guard<'_>>> + Send;
}

/// A record that nobody else is at.
pub struct Alone<'r>(Mutex<&'r mut Record>);

impl<'r> Alone<'r> {
    /// A record that nobody else is at.
    pub fn with(record: &'r mut Record) -> Self {
        Self(Mutex::new(record))
    }
}

impl<'r> Room for Alone<'r> {
    async fn enter(&self) -> Option<Guard<'_>> {
        Some(Box::new(MutexGuard::map(self.0.lock().await, |record| &mut **record)))
    }
}

/// A round from its beginning to its end, as it was begun or made to measure. One goes on at a time: it waits for the one that does. Nothing: the
/// record was closed in the middle of it.
pub async fn through<P, D, R>(
    round: Round,
    post: &P,
    room: &D,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Option<Outcome>, StoreError>
where
    P: Post,
    D: Room,
    R: CryptoRng + Send,
{
    let (_never, mut stop) = watch::channel(false);
    until(&mut stop, round, post, room, rng, clock).await
}

/// The same until it is to stop: it is left where it waits, and never in the middle of a turn, of which the database might have what the open record
/// does not know of. Nothing: it was stopped, or the record was closed.
pub(crate) async fn until<P, D, R>(
    stop: &mut watch::Receiver<bool>,
    mut round: Round,
    post: &P,
    room: &D,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Option<Outcome>, StoreError>
where
    P: Post,
    D: Room,
    R: CryptoRng + Send,
{
    let Some(rounds) = enter(stop, room).await.map(|record| record.rounds()) else { return Ok(None) };
    let Some(_alone) = unless(stop, rounds.lock()).await else { return Ok(None) };
    loop {
        let turn = {
            let Some(mut record) = enter(stop, room).await else { return Ok(None) };
            if let Some(server) = record.server_seen().await?
                && !post.leads_to(&server)
            {
                round.hears_of_a_move();
            }
            let turn = round.turn(&mut record, rng, clock()).await;
            turn.inspect_err(|error| record.note_halted(error.to_string(), clock()))?
        };
        match turn {
            Turn::Again => {}
            Turn::Ask(asking) => match unless(stop, post.ask(&asking)).await {
                Some(answer) => round.answered(answer),
                None => return Ok(None),
            },
            Turn::Work(work) => {
                let working = tokio::task::spawn_blocking(move || work.run());
                let Some(mut record) = enter(stop, room).await else { return Ok(None) };
                let taken = round.meanwhile(&mut record, clock()).await;
                taken.inspect_err(|error| record.note_halted(error.to_string(), clock()))?;
                drop(record);
                let Some(worked) = unless(stop, working).await else { return Ok(None) };
                round.worked(worked.map_err(|_| StoreError::Database("checking stopped".to_owned()))?);
            }
            Turn::Over(outcome) => return Ok(Some(*outcome)),
        }
    }
}

async fn enter<'d, D: Room>(stop: &mut watch::Receiver<bool>, room: &'d D) -> Option<Guard<'d>> {
    unless(stop, room.enter()).await.flatten()
}

/// Waits for something; nothing: it is to stop.
async fn unless<T>(stop: &mut watch::Receiver<bool>, what: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => None,
        done = what => Some(done),
    }
}

/// One round of a record that nobody else is at: for the command line.
pub async fn once<P: Post, R: CryptoRng + Send>(
    record: &mut Record,
    post: &P,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Outcome, StoreError> {
    Ok(through(Round::new(), post, &Alone::with(record), rng, clock).await?.unwrap_or_default())
}
