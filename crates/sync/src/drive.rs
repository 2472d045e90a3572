//! Driving a round: the record is entered for each turn and left again, so that nobody waits for the network or for a page being checked.

use std::ops::DerefMut;

use jiff::Timestamp;
use rand_core::CryptoRng;
use store::{Record, StoreError};
use tokio::sync::{Mutex, MutexGuard};

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

/// One round from its beginning to its end. Nothing: the record was closed in the middle of it.
pub async fn round<P, D, R>(
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
    through(Round::new(), post, room, rng, clock).await
}

/// The same with a round that was begun, or made to measure.
pub async fn through<P, D, R>(
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
    loop {
        let turn = {
            let Some(mut record) = room.enter().await else { return Ok(None) };
            let turn = round.turn(&mut record, rng, clock()).await;
            turn.inspect_err(|error| record.note_halted(error.to_string(), clock()))?
        };
        match turn {
            Turn::Again => {}
            Turn::Ask(asking) => round.answered(post.ask(&asking).await),
            Turn::Work(work) => {
                let worked = tokio::task::spawn_blocking(move || work.run()).await;
                round.worked(worked.map_err(|_| StoreError::Database("checking stopped".to_owned()))?);
            }
            Turn::Over(outcome) => return Ok(Some(*outcome)),
        }
    }
}

/// One round of a record that nobody else is at: for the command line.
pub async fn once<P: Post, R: CryptoRng + Send>(
    record: &mut Record,
    post: &P,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Outcome, StoreError> {
    Ok(round(post, &Alone::with(record), rng, clock).await?.unwrap_or_default())
}
