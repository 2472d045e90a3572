//! Where somebody is signed in, for work that asks the server in between: while that waits for an answer, the session is free for whoever works
//! with it.

use std::ops::DerefMut;

use sync::{Answer, Ask, Asking, Failure, Guard, Post, Room};
use tokio::sync::{Mutex, MutexGuard};

use super::failing::closed;
use crate::error::AppError;
use crate::session::Session;

/// The session, for as long as it is held.
pub(crate) type Held<'a> = Box<dyn DerefMut<Target = Session> + Send + 'a>;

/// Where somebody is signed in.
pub(crate) trait SignedIn: Send + Sync {
    /// Their session. Nothing, if they have gone.
    fn session(&self) -> impl Future<Output = Option<Held<'_>>> + Send;
}

/// A session that nobody else works with.
pub(crate) struct Alone<'s>(Mutex<&'s mut Session>);

impl<'s> Alone<'s> {
    /// A session that nobody else works with.
    pub(crate) fn with(session: &'s mut Session) -> Self {
        Self(Mutex::new(session))
    }
}

impl SignedIn for Alone<'_> {
    async fn session(&self) -> Option<Held<'_>> {
        Some(Box::new(MutexGuard::map(self.0.lock().await, |session| &mut **session)))
    }
}

impl Room for Alone<'_> {
    async fn enter(&self) -> Option<Guard<'_>> {
        Some(Box::new(MutexGuard::map(self.0.lock().await, |session| &mut session.record)))
    }
}

/// The session, for what goes on only as long as they are there.
pub(crate) async fn held<S: SignedIn>(at: &S) -> Result<Held<'_>, AppError> {
    at.session().await.ok_or_else(closed)
}

/// Asks the server one thing, as their device.
pub(crate) async fn ask<S: SignedIn>(at: &S, ask: Ask) -> Result<Result<Answer, Failure>, AppError> {
    let (line, asking) = {
        let session = held(at).await?;
        let line = session.line().await?;
        (line, Asking::of(&session.record, ask, session.now()).await?)
    };
    Ok(line.ask(&asking).await)
}
