//! Where calls arrive: the model or the real server, and a liar in the tests of lies.

use std::sync::Arc;

use crypto::VerifyKey;
use sync::{Answer, Asking, Bell, Failure, Post};

/// Whoever answers calls.
pub trait Port: Send + Sync {
    /// Answers a call.
    fn answer(&self, asking: &Asking) -> impl Future<Output = Result<Answer, Failure>> + Send;
}

/// A server that is honest.
pub trait Harbour: Port {
    /// The key with which it signs.
    fn public(&self) -> VerifyKey;

    /// Sets its clock, to milliseconds since 1970.
    fn tick(&self, at: i64);
}

/// A carrier that never loses anything.
pub struct Calm<P>(pub Arc<P>);

/// A bell that never rings: whoever wants to know looks once a minute.
pub struct Silent;

impl Bell for Silent {
    async fn rings(&mut self) -> Result<(), Failure> {
        std::future::pending().await
    }
}

impl<P: Port> Post for Calm<P> {
    type Bell = Silent;

    async fn ask(&self, asking: &Asking) -> Result<Answer, Failure> {
        self.0.answer(asking).await
    }

    async fn listen(&self, _: &Asking) -> Result<Silent, Failure> {
        Ok(Silent)
    }
}
