//! What keeps a processor busy and needs no record, such as laying out twenty pages, is done on a thread of its own: meanwhile others are answered.
//! What was put together before is recorded afterwards only if nothing else was recorded about the case meanwhile.

use casework::{Case, PrisonNumber};
use ledger::{PrincipalId, VersionVector};

use crate::error::{AppError, Code};
use crate::session::Session;

/// Does something on a thread of its own.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let working = tokio::task::spawn_blocking(work);
    working.await.map_err(|_| {
        let remedy = "Nothing was recorded. Try again; if it happens again, tell your administrator.";
        AppError::new(Code::Failed, "Something went wrong inside Throughcare.", remedy)
    })?
}

/// What somebody had seen of a case when they put something together.
pub(crate) struct Seen {
    /// Whose case.
    pub(crate) number: PrisonNumber,
    by: Option<PrincipalId>,
    heard: VersionVector,
}

impl Session {
    /// What is seen of a case now.
    pub(crate) fn seen(&self, number: &PrisonNumber, case: &Case) -> Seen {
        Seen { number: *number, by: self.principal(), heard: case.heard.clone() }
    }

    /// Refuses what rests on less than is known of the case by now, or what somebody else put together.
    pub(crate) async fn demand_nothing_since(&self, seen: &Seen) -> Result<(), AppError> {
        let case = self.known_case(&seen.number).await?;
        if self.principal() == seen.by && case.heard == seen.heard {
            return Ok(());
        }
        let message =
            "Something was recorded about this prisoner while the file was being made, so the file was not kept.";
        Err(AppError::input(message, "Look at what is recorded now, and make it again."))
    }
}
