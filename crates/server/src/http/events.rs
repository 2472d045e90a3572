//! Wake-ups as server-sent events: each has a cursor and nothing else, so that whoever overhears one learns no more than that there is news.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Path;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use crypto::Hash;
use ledger::UnitId;
use tokio::sync::watch;

use super::calls::unit_in;
use super::received::Received;
use crate::Post;
use crate::metrics::Counted;
use crate::post::Ring;
use crate::refused::Refused;

/// Tells how far the unit's logs go, at once and whenever they go further.
pub(super) async fn events(Path(unit): Path<String>, received: Received) -> Response {
    let begun = async {
        let unit = unit_in(&unit)?;
        let (now, bell) = received.post.events(&unit, &received.asked).await?;
        Ok::<_, Refused>((unit, now, bell))
    };
    let (unit, now, bell) = match begun.await {
        Ok(begun) => begun,
        Err(refused) => return received.reply_done(Err(refused)),
    };
    let Some(device) = received.asked.credential.as_ref().map(|credential| credential.device) else {
        return received.reply_done(Ok(()));
    };
    let post = Arc::clone(&received.post);
    let listening = Listening {
        unit,
        device,
        bell,
        stopping: post.stopping(),
        told: None,
        now,
        _counted: post.metrics().waits(),
        post,
    };
    let stream = futures_util::stream::unfold(listening, |mut listening| async move {
        let ring = listening.next().await?;
        Some((Ok::<_, Infallible>(Event::default().data(ring.cursor.to_string())), listening))
    });
    let pause = Duration::from_secs(received.post.settings().keep_alive.max(1).into());
    Sse::new(stream).keep_alive(KeepAlive::new().interval(pause)).into_response()
}

/// A device that listens.
struct Listening {
    post: Arc<Post>,
    unit: UnitId,
    device: Hash,
    bell: watch::Receiver<Ring>,
    stopping: watch::Receiver<bool>,
    /// How far the logs went when it began.
    now: Ring,
    /// What it was told last.
    told: Option<Ring>,
    _counted: Counted,
}

impl Listening {
    /// How far the logs go now, when they go further. Nothing, when the server stops or the device no longer counts.
    async fn next(&mut self) -> Option<Ring> {
        let Some(told) = self.told else {
            self.told = Some(self.now);
            return self.told;
        };
        tokio::select! {
            changed = self.bell.changed() => changed.ok()?,
            _ = self.stopping.wait_for(|stopping| *stopping) => return None,
        }
        let ring = *self.bell.borrow_and_update();
        if ring.controls != told.controls && !self.post.still_counts(&self.unit, &self.device).await {
            return None;
        }
        self.told = Some(ring);
        self.told
    }
}
