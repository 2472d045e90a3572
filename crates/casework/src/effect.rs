//! What an applied event did, so that whoever keeps tables changes just those rows. Effects of all events in order make the
//! tables; dropping the tables and applying everything again makes the same ones.

use jiff::civil::Date;
use ledger::PrincipalId;

use crate::event::{
    ActDone, ActWithdrawn, ActionAgreed, ActionId, ApplicationId, CaseEvent, Contact, ContactId, Contested,
    EarlyAllocationAssessed, EarlyAllocationDecided, EndReason, FigureSet, ImportTaken, NoteAmended, NoteId,
    NoteWritten, ParoleReviewRecorded, Post, QuarantinedRow, ResponsibilityDecided, ResponsibilityWithdrawn,
    RestrictedViewed, SettledByHand, VictimContact, WorkingPatternSet,
};
use crate::fact::{Source, Value};
use crate::field::FieldKey;
use crate::movement::Movement;
use crate::rights::Right;
use crate::stamp::Stamp;
use crate::transfer::{CaseSent, PersonElsewhere};

/// A change of what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A statement about a field, for its history: whether or not its value stands.
    FactStated {
        /// Which field.
        field: FieldKey,
        /// The value.
        value: Value,
        /// The day on which the source calculated it.
        calculated: Option<Date>,
        /// Where it came from.
        source: Source,
        /// Whether it is the value that stands after this event.
        stands: bool,
    },
    /// A movement.
    Moved(Movement),
    /// A note.
    NoteWritten(NoteWritten),
    /// An amendment.
    NoteAmended(NoteAmended),
    /// An action was agreed in a session.
    ActionAgreed {
        /// In which session.
        note: NoteId,
        /// What.
        action: ActionAgreed,
    },
    /// An action was settled.
    ActionSettled {
        /// Which.
        action: ActionId,
        /// Whether done.
        done: bool,
        /// What came of it.
        outcome: String,
    },
    /// Somebody holds a post.
    PostTaken {
        /// Which.
        post: Post,
        /// Who.
        staff: PrincipalId,
        /// Why.
        reason: String,
    },
    /// Somebody no longer holds a post.
    PostLeft {
        /// Which.
        post: Post,
        /// Who.
        staff: PrincipalId,
        /// The scheme's reason.
        reason: EndReason,
        /// In words.
        detail: Option<String>,
    },
    /// A contact.
    ContactRecorded(Contact),
    /// A contact ended.
    ContactEnded {
        /// Which.
        id: ContactId,
        /// Why.
        reason: String,
    },
    /// The victim liaison officer's details.
    VictimContactRecorded(VictimContact),
    /// A conflict is open.
    ConflictRaised(Contested),
    /// A conflict was settled.
    ConflictSettled {
        /// Which.
        contested: Contested,
        /// Why the value that stands was chosen.
        reason: String,
    },
    /// Something restricted was opened.
    RestrictedViewed(RestrictedViewed),
    /// An import was confirmed.
    ImportTaken(ImportTaken),
    /// A row was set aside.
    RowQuarantined(QuarantinedRow),
    /// An act.
    ActDone(ActDone),
    /// Something settled without its act.
    SettledByHand(SettledByHand),
    /// An assessment for early allocation.
    EarlyAllocationAssessed(EarlyAllocationAssessed),
    /// The community's decision on one.
    EarlyAllocationDecided(EarlyAllocationDecided),
    /// A decision against the calculation.
    ResponsibilityDecided(ResponsibilityDecided),
    /// It stands no longer.
    ResponsibilityWithdrawn(ResponsibilityWithdrawn),
    /// A parole review, or more about one.
    ParoleReviewRecorded(ParoleReviewRecorded),
    /// A figure of the unit.
    FigureSet(FigureSet),
    /// How much of a week somebody works.
    WorkingPatternSet(WorkingPatternSet),
    /// Something about an application for release on temporary licence, whole, for its history. Where the application stands is in the
    /// case.
    Rotl {
        /// Which application.
        application: ApplicationId,
        /// What was written.
        event: Box<CaseEvent>,
    },
    /// Something about the plan for release or about a pack, whole, for its history; also that a step of a pack was taken back. Where it stands is
    /// in the case.
    PreRelease(Box<CaseEvent>),
    /// An act, or something settled by hand, was taken back.
    ActWithdrawn(ActWithdrawn),
    /// The case was sent to another prison.
    CaseSent(CaseSent),
    /// The case has begun to come from another prison.
    CaseReceived {
        /// The code of that prison.
        prison: String,
        /// Why.
        why: String,
    },
    /// The case was called back.
    CaseCalledBack {
        /// The code of the prison that it had been sent to.
        prison: String,
        /// Why.
        why: String,
    },
    /// Somebody of another unit is named in the case.
    MetElsewhere {
        /// Who.
        met: PersonElsewhere,
        /// The code of their prison.
        prison: String,
    },
    /// What an event of another unit did: its rows have its own author and times.
    Elsewhere {
        /// What surrounds that event.
        stamp: Box<Stamp>,
        /// The name of its kind.
        name: &'static str,
        /// What it did.
        effects: Vec<Effect>,
    },
    /// The event did nothing, and is shown with the reason.
    NotApplied(NotApplied),
}

/// Why an event was kept and not applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotApplied {
    /// The control log does not stand behind the entry.
    #[error("{0}")]
    Refused(ledger::Refusal),
    /// The author's roles lack the right.
    #[error("its author had no right to {0}")]
    NoRight(Right),
    /// It belongs into the other compartment.
    #[error("it was not sealed for the compartment that it belongs into")]
    WrongCompartment,
    /// It speaks of a note that this case does not have.
    #[error("this case has no such note")]
    NoSuchNote,
    /// It speaks of an action that is not open.
    #[error("this action is not open")]
    NoSuchAction,
    /// It speaks of a contact that this case does not have.
    #[error("this case has no such contact")]
    NoSuchContact,
    /// It ends what has not begun, or settles what is not contested.
    #[error("there was nothing to end or settle")]
    NothingToEnd,
    /// It settles a conflict of which its author had not seen every value.
    #[error("its author had not seen every value that it decides between")]
    Unseen,
    /// It settles a conflict in which its author's own value is one of those to be chosen between.
    #[error("its author wrote one of the values in conflict, and a third person settles it")]
    OwnConflict,
    /// A keyworker for somebody whose complexity of need is high.
    #[error("complexity of need is high: the prison offender manager does the key work")]
    HighComplexity,
    /// Words that are not there.
    #[error("a required text is blank")]
    Blank,
    /// The same identifier twice.
    #[error("something with this identifier is already recorded")]
    Repeated,
    /// It is about the unit but filed under a case, or the other way round.
    #[error("it is filed in the wrong place")]
    Misfiled,
    /// It says that something was done on a day that had not come.
    #[error("it is dated after the day on which it was written down")]
    Ahead,
    /// It does not say whom or what it is about.
    #[error("it does not say what or whom it is about")]
    Unnamed,
    /// It chases or answers a check that was not asked for, or has its answer.
    #[error("no answer to this check was awaited on that day")]
    NotAsked,
    /// It takes back an act that this case does not have, or that can no longer be taken back.
    #[error("this case has no such act that can still be taken back")]
    NoSuchAct,
    /// It takes back what something later rests on.
    #[error("something that was recorded later rests on it")]
    BuiltOn,
    /// It decides on an assessment that this case does not have.
    #[error("this case has no such assessment")]
    NoSuchAssessment,
    /// A decision would have to be looked at again before it was made.
    #[error("the day of its review is not after the day of the decision")]
    ReviewPassed,
    /// More than a full week.
    #[error("nobody works more than a full week")]
    NoWeek,
    /// It speaks of an application that this case does not have.
    #[error("this case has no such application")]
    NoSuchApplication,
    /// It speaks of a release that the application does not have.
    #[error("this application has no such release")]
    NoSuchRelease,
    /// A pattern without a day in it.
    #[error("there is no release in it")]
    NoRelease,
    /// A return before leaving.
    #[error("a release in it ends before it begins")]
    BackFirst,
    /// Out twice at once.
    #[error("two releases in it overlap, or are the same")]
    Overlap,
    /// A release was moved to where nobody decided on it.
    #[error("it moves a release beyond what was applied for")]
    BeyondApproval,
    /// It changes an application that was decided.
    #[error("it was decided already")]
    AlreadyDecided,
    /// It is about an application that nothing can come of any more.
    #[error("the application is over: refused, revoked, withdrawn or closed")]
    Over,
    /// It rests on a decision that does not stand.
    #[error("the release is not granted")]
    NotGranted,
    /// A release is granted without an assessment.
    #[error("nobody had assessed the risk")]
    NotAssessed,
    /// Whoever wrote the assessment decides.
    #[error("its author wrote the assessment, and may not decide")]
    OwnAssessment,
    /// Whoever decided writes the assessment.
    #[error("its author made the decision, and may not assess")]
    OwnDecision,
    /// Somebody decides below the grade that it takes.
    #[error("its author's grade may not decide this")]
    TooLowGrade,
    /// Out or back twice, or a plan for a release that is over.
    #[error("this release has already happened, or was cancelled")]
    AlreadyMoved,
    /// Looking back on what did not happen.
    #[error("nobody has gone out on this release")]
    NotMoved,
    /// A topic does not take such a state.
    #[error("this is not a state that the topic takes")]
    NoSuchState,
    /// It speaks of a pack that this case does not have.
    #[error("this case has no such handover pack")]
    NoSuchPack,
    /// The case was sent to another prison before.
    #[error("the case was sent to another prison, and is only read here")]
    Elsewhere,
    /// A later version of Throughcare wrote it.
    #[error("a later version of Throughcare wrote this: update to read it")]
    Newer,
    /// The bytes make no sense.
    #[error("its bytes do not make sense")]
    Damaged,
}
