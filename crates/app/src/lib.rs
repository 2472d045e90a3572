//! The use-cases: one function each, for a signed-in person. The command line and the window call these and nothing below.
//! Time, randomness and the keyring come in here, and only here.

pub mod allocation;
mod apart;
pub mod backup;
mod case_paper;
pub mod casefile;
pub mod caseload;
pub mod clock;
mod conflict;
pub mod contact;
pub mod demonstration;
pub mod desk;
pub mod device;
pub mod draft;
mod entrusting;
pub mod error;
pub mod explain;
pub mod exports;
pub mod facts;
mod file;
mod forks;
pub mod found;
pub mod home;
pub mod import;
mod keys;
pub mod keystore;
pub mod maintenance;
pub mod note;
mod on_paper;
pub mod owed;
pub mod pack;
pub mod passphrase;
mod plan;
pub mod profile;
pub mod responsibility;
mod revoking;
mod rotl;
pub mod search;
pub mod session;
pub mod staff;
pub mod sync;
mod told;
mod transfer;
mod typed;
mod unapplied;
mod undo;
pub mod unlock;
mod waiting;

pub use error::{AppError, Code};
pub use session::Session;

/// The types of the crates below that the use-cases take and give: whoever calls them needs no other crate of ours.
pub mod types {
    pub use api::{Owing, ROOM_SETTING};
    pub use casework::codes;
    pub use casework::decision::{DecisionReason, Side};
    pub use casework::event::{
        ActDone, ActionAgreed, ActionId, ActionOwner, ActionSettled, Allocated, AmendmentId, ApplicationId,
        AssessmentId, CaseEvent, Contact, ContactId, Deallocated, EarlyAllocationAssessed, EarlyAllocationDecided,
        EndReason, FactsRecorded, MovementsRecorded, NoteAmended, NoteId, NoteWritten, ParoleReviewRecorded, Post,
        ResponsibilityDecided, ReviewId, SettledByHand, VictimContact, Visibility,
    };
    pub use casework::fact::parse_date;
    pub use casework::movement::{Direction, Movement, MovementKind};
    pub use casework::pre_release::{
        GapCause, GapExplained, Many, Outcome as ReleaseOutcome, OutcomeReported, PackStep, PackTraced,
        PackWordsWritten, PathwayAnswer, PlanOwner, PlanState, PlanStated, ReleaseReportWritten, ReportKind, Section,
        Topic,
    };
    pub use casework::rotl::{
        Asked, BoardHeld, BoardMember, Condition, ConsultStep, Consultee, Debriefed, Debriefer, FailureAnswer,
        FailureReported, GateMoved, Grade, LicenceIssued, Opinion, Place, PlannedRelease, ReleaseId, ReleaseType, Risk,
        RotlApplied, RotlAssessed, RotlConsulted, RotlDecided, RotlSteered, Tier, Turn, Verdict,
    };
    pub use casework::{Act, Fact, Field, FieldKey, PrisonNumber, Right, Source, Value, london};
    pub use crypto::Passphrase;
    pub use intake::{Counts, Outcome, Plan};
    pub use ledger::content::Subject;
    pub use ledger::{Compartment, PrincipalId, Role, Roles};
    pub use policy::obligation::Agency;
    pub use store::caseload::{CaseloadQuery, Filter, Sort};
}
