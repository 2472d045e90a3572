//! From a name and bytes to a call, and back. The table of calls makes sure that none is without an answer.

use std::pin::Pin;

use api::Call;

use super::{Answer, Desk};
use crate::error::{AppError, Code};

macro_rules! answers {
    ($($request:ident => $reply:ty),* $(,)?) => {
        /// Answers the call of a name.
        pub(super) async fn answer(desk: &Desk, name: &str, body: &[u8]) -> Result<Vec<u8>, AppError> {
            let answering = match name {
                $(<api::$request as Call>::NAME => run::<api::$request>(desk, body),)*
                _ => return Err(misunderstood()),
            };
            answering.await
        }
    };
}
api::for_each_call!(answers);

/// What answers a call. Each lies by itself: side by side, those of all calls would take more of the stack than a thread has.
type Answering<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, AppError>> + Send + 'a>>;

fn run<'a, C: Answer>(desk: &'a Desk, body: &'a [u8]) -> Answering<'a> {
    Box::pin(async move {
        let request: C = serde_json::from_slice(body).map_err(|_| misunderstood())?;
        let reply = request.answer(desk).await?;
        api::wire::write(&reply).map_err(|_| misunderstood())
    })
}

fn misunderstood() -> AppError {
    AppError::new(
        Code::Failed,
        "The window asked for something that this version does not know.",
        "Close Throughcare and open it again.",
    )
}
