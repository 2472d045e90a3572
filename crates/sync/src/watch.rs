//! Syncing in the background: a round at the start, whenever the server rings, whenever something was written, and once a minute where a proxy
//! lets nobody ring. One round at a time; and none any more, at once, when asked to stop.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rand_core::CryptoRng;
use store::StoreError;
use tokio::sync::{Notify, watch};

use crate::ask::Ask;
use crate::asking::Asking;
use crate::backoff::{Backoff, jittered};
use crate::drive::{Room, until};
use crate::post::{Bell, Post};
use crate::round::{End, Outcome, Round};

/// How often a round is made when nobody rings.
const POLL: Duration = Duration::from_secs(60);
/// How long what was just written waits for what is written next.
const GATHER: Duration = Duration::from_millis(700);

/// By which others speak to a watch.
#[derive(Clone)]
pub struct Handle {
    now: Arc<Notify>,
    stop: Arc<watch::Sender<bool>>,
}

impl Default for Handle {
    fn default() -> Self {
        Self::new()
    }
}

impl Handle {
    /// Of a watch that has not begun.
    pub fn new() -> Self {
        Self { now: Arc::new(Notify::new()), stop: Arc::new(watch::Sender::new(false)) }
    }

    /// Something was written, or somebody wants to know: a round is made soon.
    pub fn nudge(&self) {
        self.now.notify_one();
    }

    /// Stops, in the middle of a round too, between two of its turns: nothing is lost by it.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }
}

/// What wakes the watch up.
enum Wake {
    /// The server rang.
    Rang,
    /// It cannot ring any more.
    Deaf,
    /// Somebody nudged.
    Nudged,
    /// It was time.
    Due,
    /// To stop.
    Stopped,
}

/// Syncs until it is stopped, the record is closed, or the server has moved: then another carrier is needed. `told` hears how each round
/// ended.
pub async fn run<P, D, R>(
    post: &P,
    room: &D,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
    handle: &Handle,
    mut told: impl FnMut(&Result<Outcome, StoreError>) + Send,
) where
    P: Post,
    D: Room,
    R: CryptoRng + Send,
{
    let mut stop = handle.stop.subscribe();
    let mut backoff = Backoff::default();
    let mut bell = None;
    loop {
        let outcome = match until(&mut stop, Round::new(), post, room, rng, clock).await {
            Ok(None) => return,
            Ok(Some(outcome)) => Ok(outcome),
            Err(error) => Err(error),
        };
        told(&outcome);
        if outcome.as_ref().is_ok_and(|outcome| outcome.end == End::Moved) {
            return;
        }
        let pause = match &outcome {
            Ok(outcome) => pause_after(&outcome.end, &mut backoff, rng),
            Err(_) => Some(backoff.failed(rng)),
        };
        let reached = pause.is_none();
        if reached && bell.is_none() {
            bell = listen(post, room, clock, &mut stop).await;
        }
        if !reached {
            bell = None;
        }
        let due = pause.unwrap_or_else(|| jittered(POLL, rng));
        match wake(bell.as_mut(), &handle.now, &mut stop, due).await {
            Wake::Stopped => return,
            Wake::Deaf => bell = None,
            Wake::Nudged => tokio::time::sleep(GATHER).await,
            Wake::Rang | Wake::Due => {}
        }
    }
}

/// How long to leave the server alone; nothing: it was reached, and is listened to.
fn pause_after<R: CryptoRng>(end: &End, backoff: &mut Backoff, rng: &mut R) -> Option<Duration> {
    match end {
        End::InStep | End::More => {
            backoff.worked();
            None
        }
        End::Later { seconds: Some(seconds) } => Some(jittered(Duration::from_secs(u64::from(*seconds) * 2), rng)),
        End::Offline | End::Untrusted | End::NotTheServer | End::Later { seconds: None } => Some(backoff.failed(rng)),
        // Only somebody can do something about it: whether they have, is looked at as often as ever.
        End::Alarm | End::Trouble(_) | End::NotConnected | End::Moved => Some(jittered(POLL, rng)),
    }
}

/// Begins to listen. Where that does not work, the server is asked once a minute.
async fn listen<P: Post, D: Room>(
    post: &P,
    room: &D,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
    stop: &mut watch::Receiver<bool>,
) -> Option<P::Bell> {
    let asking = {
        let record = room.enter().await?;
        let ask = Ask::Events { unit: record.membership().unit() };
        Asking::of(&record, ask, clock()).await.ok()?
    };
    tokio::select! {
        _ = stop.wait_for(|stop| *stop) => None,
        bell = post.listen(&asking) => bell.ok(),
    }
}

async fn wake<B: Bell>(bell: Option<&mut B>, now: &Notify, stop: &mut watch::Receiver<bool>, due: Duration) -> Wake {
    let ring = async {
        match bell {
            Some(bell) => bell.rings().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => Wake::Stopped,
        () = now.notified() => Wake::Nudged,
        rang = ring => if rang.is_ok() { Wake::Rang } else { Wake::Deaf },
        () = tokio::time::sleep(due) => Wake::Due,
    }
}
