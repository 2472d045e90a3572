//! Where somebody is signed in, for work that asks the server in between. This is how every call goes that needs the server: it takes what it needs
//! from the session, lets go of it, asks, takes it again and looks whether what it had decided on still stands. So while the server is waited for, the
//! session is free for whoever works with it. How long a call may take, whatever carries it sees to.

use std::ops::{Deref, DerefMut};

use ledger::wire::RefusalCode;
use sync::{Answer, Ask, Asking, Failure, Guard, Post, Room};
use tokio::sync::{Mutex, MutexGuard};

use super::failing::{closed, unanswered};
use super::line::Line;
use crate::error::AppError;
use crate::session::Session;

/// The session, for as long as it is read.
pub(crate) type Reading<'a> = Box<dyn Deref<Target = Session> + Send + 'a>;

/// The session, for as long as it is held.
pub(crate) type Held<'a> = Box<dyn DerefMut<Target = Session> + Send + 'a>;

/// Where somebody is signed in, for whoever changes nothing.
pub(crate) trait Reads: Send + Sync {
    /// Their session, which others may read too. Nothing, if they have gone.
    fn read(&self) -> impl Future<Output = Option<Reading<'_>>> + Send;
}

/// Where somebody is signed in.
pub(crate) trait SignedIn: Reads {
    /// Their session. Nothing, if they have gone.
    fn session(&self) -> impl Future<Output = Option<Held<'_>>> + Send;
}

/// Who has a session to read has it until the end.
impl Reads for Session {
    async fn read(&self) -> Option<Reading<'_>> {
        Some(Box::new(self))
    }
}

/// A session that nobody else works with.
pub(crate) struct Alone<'s>(Mutex<&'s mut Session>);

impl<'s> Alone<'s> {
    /// A session that nobody else works with.
    pub(crate) fn with(session: &'s mut Session) -> Self {
        Self(Mutex::new(session))
    }
}

impl Reads for Alone<'_> {
    async fn read(&self) -> Option<Reading<'_>> {
        Some(Box::new(MutexGuard::map(self.0.lock().await, |session| &mut **session)))
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

/// The session to read, for what goes on only as long as they are there.
pub(crate) async fn reading<R: Reads>(at: &R) -> Result<Reading<'_>, AppError> {
    at.read().await.ok_or_else(closed)
}

/// The session, for what goes on only as long as they are there.
pub(crate) async fn held<S: SignedIn>(at: &S) -> Result<Held<'_>, AppError> {
    at.session().await.ok_or_else(closed)
}

/// Whether their unit has a server that their device knows.
pub(crate) async fn is_connected<R: Reads>(at: &R) -> Result<bool, AppError> {
    reading(at).await?.is_connected().await
}

/// Asks the server one thing, as their device.
pub(crate) async fn ask<R: Reads>(at: &R, ask: Ask) -> Result<Answer, AppError> {
    answer_to(at, ask).await?.map_err(unanswered)
}

/// The same, for whoever has to tell the server's refusals apart.
pub(crate) async fn answer_to<R: Reads>(at: &R, ask: Ask) -> Result<Result<Answer, Failure>, AppError> {
    let line = reading(at).await?.line().await?;
    answer_by(at, &line, ask).await
}

/// The same of a server that need not be the unit's. Where the two clocks are too far apart, it is asked once more by the server's.
pub(super) async fn answer_by<R: Reads>(at: &R, line: &Line, ask: Ask) -> Result<Result<Answer, Failure>, AppError> {
    let asking = {
        let session = reading(at).await?;
        Asking::of(&session.record, ask.clone(), session.now()).await?
    };
    match line.ask(&asking).await {
        Err(Failure::Refused { refusal, .. }) if refusal.code == RefusalCode::Clock => {
            let asking = Asking::signed(ask, reading(at).await?.record.device_keys(), refusal.at);
            Ok(line.ask(&asking).await)
        }
        answer => Ok(answer),
    }
}
