//! Where calls arrive: the model here, the real server in the tests that have one, a liar in those of lies.

use std::sync::Arc;

use sync::{Answer, Asking, Bell, Failure, Post};

/// Whoever answers calls.
pub trait Port: Send + Sync {
    /// Answers a call.
    fn answer(&self, asking: &Asking) -> impl Future<Output = Result<Answer, Failure>> + Send;
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
