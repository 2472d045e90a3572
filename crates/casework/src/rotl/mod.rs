//! Release on temporary licence: what can be written about an application, and what a case keeps of it. Which rules are met, and what
//! follows from the clock, is not here (`policy`).

mod body;
mod kept;
mod standing;
mod words;

pub use body::{
    Asked, BoardHeld, BoardMember, Condition, Debriefed, FailureAnswer, FailureReported, GateMoved, LateStepTaken,
    LicenceIssued, Place, PlaceVisited, PlannedRelease, ReleasesPlanned, Risk, RotlApplied, RotlAssessed,
    RotlConsulted, RotlDecided, RotlRuleAnswered, RotlSteered, SeriesReviewed,
};
pub use kept::{
    Answered, Application, Applications, Assessment, Bounds, Consultation, Debrief, Decision, LateStepKept, Licence,
    Passage, Release, Stop, Visit,
};
pub use standing::{Awaits, Irregular, ReleaseState, Status};
pub use words::{
    ConsultStep, Consultee, Debriefer, Direction, Grade, LateStep, Opinion, ReleaseType, ReviewCause, RuleAnswer, Tier,
    Turn, Verdict,
};

use crate::event::identifiers;

identifiers! {
    /// An application for release on temporary licence.
    ApplicationId;
    /// One release under an application: out and back once.
    ReleaseId;
}
