//! What is planned for somebody's release, the packs that went to the community, and those that came from other prisons. Which of it is missing, and by when it is to be done,
//! is not here (`policy`).

mod body;
mod kept;
mod topic;
mod words;

pub use body::{
    GapExplained, OutcomeReported, PackReceived, PackRecipient, PackRestricted, PackSealed, PackTraced,
    PackWordsWritten, PathwayAnswer, PlanStated, ReleaseReportWritten,
};
pub use kept::{Changed, Planned, PreRelease, ReceivedPack, Reported, ReportedOutcome, SealedPack, TracedStep};
pub use topic::{Many, PlanState, Section, Takes, Topic};
pub use words::{GapCause, Outcome, PackStep, PlanOwner, ReportKind, SealedFor};

use crate::event::identifiers;

identifiers! {
    /// A handover pack.
    PackId;
}
