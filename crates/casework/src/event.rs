//! What can happen to a case. Each event is written once, never changed, and read for ever: a kind's number and the keys of
//! its body are fixed by golden files, and a new version only adds.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cbor;
use crate::fact::{Fact, Source, Value};
use crate::field::FieldKey;
use crate::movement::Movement;
use jiff::civil::Date;
use ledger::{PrincipalId, Role};

use crate::act::Act;
pub use crate::act::{ActDone, ActWithdrawn};
pub use crate::decision::{
    EarlyAllocationAssessed, EarlyAllocationDecided, ParoleReviewRecorded, ResponsibilityDecided,
    ResponsibilityWithdrawn,
};
pub use crate::pre_release::{
    GapExplained, OutcomeReported, PackId, PackReceived, PackRestricted, PackSealed, PackTraced, PackWordsWritten,
    PlanStated, ReleaseReportWritten,
};
use crate::rotl::Turn;
pub use crate::rotl::{
    ApplicationId, BoardHeld, Debriefed, FailureReported, GateMoved, LateStepTaken, LicenceIssued, PlaceVisited,
    ReleasesPlanned, RotlApplied, RotlAssessed, RotlConsulted, RotlDecided, RotlRuleAnswered, RotlSteered,
    SeriesReviewed,
};
pub use crate::transfer::{CaseCalledBack, CaseReceived, CaseSent, TransferId};
pub use crate::unit::{FigureSet, PomType, WorkingPatternSet};

/// Identifiers: sixteen bytes, each a type of its own.
macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize,
        )]
        #[cbor(transparent)]
        #[serde(transparent)]
        pub struct $name(#[n(0)] #[cbor(with = "crate::cbor::uuid")] pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

pub(crate) use identifiers;

identifiers! {
    /// A note.
    NoteId;
    /// An amendment of a note.
    AmendmentId;
    /// An action agreed in a session.
    ActionId;
    /// A contact of a person in custody.
    ContactId;
    /// An assessment for early allocation.
    AssessmentId;
    /// A review by the Parole Board.
    ReviewId;
}

/// Who may see a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Whoever reads cases.
    #[n(0)]
    General,
    /// Whoever reads sensitive notes.
    #[n(1)]
    Sensitive,
    /// Whoever holds the key of the restricted compartment.
    #[n(2)]
    Restricted,
}

/// Whose promise an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "lowercase")]
pub enum ActionOwner {
    /// The person in custody.
    #[n(0)]
    Prisoner,
    /// The member of staff who held the session.
    #[n(1)]
    Staff,
}

/// A post that somebody holds for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Post {
    /// Prison offender manager.
    #[n(0)]
    Pom,
    /// Co-working prison offender manager.
    #[n(1)]
    CoworkingPom,
    /// Keyworker.
    #[n(2)]
    Keyworker,
}

impl Post {
    /// Every post, in the order in which screens list them.
    pub const ALL: [Self; 3] = [Self::Pom, Self::CoworkingPom, Self::Keyworker];

    /// The role that it takes.
    pub const fn role(self) -> Role {
        match self {
            Self::Pom | Self::CoworkingPom => Role::Pom,
            Self::Keyworker => Role::Keyworker,
        }
    }

    /// What screens call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Pom => "prison offender manager",
            Self::CoworkingPom => "co-working prison offender manager",
            Self::Keyworker => "keyworker",
        }
    }
}

/// Why an allocation ended: the national scheme's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EndReason {
    /// By hand.
    #[n(0)]
    Manual,
    /// Somebody else was allocated.
    #[n(1)]
    Override,
    /// Released.
    #[n(2)]
    Released,
    /// Moved to another prison.
    #[n(3)]
    Transfer,
    /// The member of staff is away or has left.
    #[n(4)]
    StaffStatusChange,
    /// Complexity of need became high: no keyworker.
    #[n(5)]
    ChangeInComplexityOfNeed,
}

/// Facts were imported, or recorded by somebody.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FactsRecorded {
    /// Where they come from.
    #[n(0)]
    pub source: Source,
    /// The facts.
    #[n(1)]
    pub facts: Vec<Fact>,
}

/// Movements were imported, or recorded by somebody.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct MovementsRecorded {
    /// Where they come from.
    #[n(0)]
    pub source: Source,
    /// The movements.
    #[n(1)]
    pub movements: Vec<Movement>,
}

/// An action agreed in a session; open until settled.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct ActionAgreed {
    /// Its identifier.
    #[n(0)]
    pub id: ActionId,
    /// What was agreed.
    #[n(1)]
    pub text: String,
    /// Whose promise.
    #[n(2)]
    pub owner: ActionOwner,
    /// By when, if a day was agreed.
    #[n(3)]
    #[cbor(with = "cbor::option_date")]
    pub due: Option<Date>,
}

/// A note was saved, and with that is final. A key-work session is a note of type KA and subtype KS.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct NoteWritten {
    /// Its identifier.
    #[n(0)]
    pub id: NoteId,
    /// The type's code.
    #[n(1)]
    pub note_type: String,
    /// The subtype's code.
    #[n(2)]
    pub sub_type: String,
    /// Who may see it.
    #[n(3)]
    pub visibility: Visibility,
    /// The words, of any length.
    #[n(4)]
    pub text: String,
    /// Where it happened: the code of the prison.
    #[n(5)]
    pub place: String,
    /// What was agreed.
    #[n(6)]
    pub actions: Vec<ActionAgreed>,
}

/// A note was corrected or added to; the original stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct NoteAmended {
    /// Its identifier.
    #[n(0)]
    pub id: AmendmentId,
    /// Which note.
    #[n(1)]
    pub note: NoteId,
    /// Why.
    #[n(2)]
    pub reason: String,
    /// The words.
    #[n(3)]
    pub text: String,
}

/// An agreed action was done, or dropped.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ActionSettled {
    /// Which action.
    #[n(0)]
    pub action: ActionId,
    /// Whether it was done (otherwise it was dropped).
    #[n(1)]
    pub done: bool,
    /// What came of it, or why it was dropped.
    #[n(2)]
    pub outcome: String,
}

/// Somebody was allocated to a post.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Allocated {
    /// Which post.
    #[n(0)]
    pub post: Post,
    /// Who.
    #[n(1)]
    pub staff: PrincipalId,
    /// Why this person.
    #[n(2)]
    pub reason: String,
}

/// Somebody no longer holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Deallocated {
    /// Which post.
    #[n(0)]
    pub post: Post,
    /// Who held it.
    #[n(1)]
    pub staff: PrincipalId,
    /// The scheme's reason.
    #[n(2)]
    pub reason: EndReason,
    /// In words, if there is more to say.
    #[n(3)]
    pub detail: Option<String>,
}

/// A contact of the person: family, solicitor, worker.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Contact {
    /// Its identifier; recording it again replaces what was known.
    #[n(0)]
    pub id: ContactId,
    /// How they are related.
    #[n(1)]
    pub relationship: String,
    /// Name.
    #[n(2)]
    pub name: String,
    /// Telephone.
    #[n(3)]
    pub phone: Option<String>,
    /// Email.
    #[n(4)]
    pub email: Option<String>,
    /// Address.
    #[n(5)]
    pub address: Option<String>,
}

/// A contact ended.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ContactEnded {
    /// Which.
    #[n(0)]
    pub id: ContactId,
    /// Why.
    #[n(1)]
    pub reason: String,
}

/// The victim liaison officer's details. Restricted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct VictimContact {
    /// The officer's name.
    #[n(0)]
    pub officer: String,
    /// Email.
    #[n(1)]
    pub email: Option<String>,
    /// Telephone.
    #[n(2)]
    pub phone: Option<String>,
    /// What the scheme asks for.
    #[n(3)]
    pub remarks: Option<String>,
}

/// What two people wrote without having seen each other's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
pub enum Contested {
    /// A fact.
    #[n(0)]
    Field(#[n(0)] FieldKey),
    /// A post.
    #[n(1)]
    Post(#[n(0)] Post),
    /// The decision on an application for release on temporary licence.
    #[n(2)]
    Application(#[n(0)] ApplicationId),
}

/// A person settled a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ConflictSettled {
    /// Which.
    #[n(0)]
    pub contested: Contested,
    /// The value that stands: for a field.
    #[n(1)]
    pub value: Option<Value>,
    /// The holder who stays: for a post.
    #[n(2)]
    pub staff: Option<PrincipalId>,
    /// Why.
    #[n(3)]
    pub reason: String,
}

/// Something was settled without its act, for a reason. The next of its kind is owed again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SettledByHand {
    /// Which kind of thing, as the rules call it.
    #[n(0)]
    pub kind: String,
    /// About what or whom in particular.
    #[n(1)]
    pub about: Option<String>,
    /// Since which day it was owed.
    #[n(2)]
    #[cbor(with = "cbor::date")]
    pub since: Date,
    /// Why.
    #[n(3)]
    pub reason: String,
}

/// Somebody opened something restricted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RestrictedViewed {
    /// What: a note's identifier, or `victim-contact`.
    #[n(0)]
    pub what: String,
    /// Why.
    #[n(1)]
    pub reason: String,
}

/// One file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ImportedFile {
    /// Its name without folders.
    #[n(0)]
    pub name: String,
    /// The hash of its bytes.
    #[n(1)]
    pub hash: crypto::Hash,
}

/// An import was confirmed: what was read and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ImportTaken {
    /// Which import.
    #[n(0)]
    #[cbor(with = "cbor::uuid")]
    pub run: Uuid,
    /// The files.
    #[n(1)]
    pub files: Vec<ImportedFile>,
    /// Rows read.
    #[n(2)]
    pub read: u32,
    /// Rows that were new people.
    #[n(3)]
    pub new: u32,
    /// Rows that changed somebody.
    #[n(4)]
    pub changed: u32,
    /// Rows that changed nothing.
    #[n(5)]
    pub unchanged: u32,
    /// Rows that were new or changed and carry a warning.
    #[n(6)]
    pub warned: u32,
    /// Rows set aside.
    #[n(7)]
    pub quarantined: u32,
}

/// A row that an import could not take, kept whole.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct QuarantinedRow {
    /// Which import.
    #[n(0)]
    #[cbor(with = "cbor::uuid")]
    pub run: Uuid,
    /// The file's name without folders.
    #[n(1)]
    pub file: String,
    /// Which row, from 1.
    #[n(2)]
    pub row: u32,
    /// The prison number as it came, if there is one.
    #[n(3)]
    pub number: Option<String>,
    /// Why it was set aside.
    #[n(4)]
    pub reasons: Vec<String>,
    /// The row as it came.
    #[n(5)]
    pub raw: String,
}

macro_rules! events {
    ($($kind:literal $variant:ident($body:ty), $doc:literal;)*) => {
        /// An event of a case or of the unit.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum CaseEvent {
            $(#[doc = $doc] $variant($body),)*
        }

        impl CaseEvent {
            /// The number of its kind in the ledger.
            pub const fn kind(&self) -> u16 {
                match self { $(Self::$variant(_) => $kind,)* }
            }

            /// The name of its kind.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => stringify!($variant),)* }
            }

            /// Its body as the ledger stores it.
            pub fn encode_body(&self) -> Vec<u8> {
                let mut bytes = Vec::new();
                match self { $(Self::$variant(body) => {
                    // Writing to memory cannot fail.
                    let _: Result<(), _> = minicbor::encode(body, &mut bytes);
                })* }
                bytes
            }

            /// Reads a body.
            pub fn decode(kind: u16, schema: u8, body: &[u8]) -> Result<Self, Unreadable> {
                if schema > Self::SCHEMA {
                    return Err(Unreadable::Newer);
                }
                match kind {
                    $($kind => whole(body).map(Self::$variant),)*
                    _ => Err(Unreadable::Newer),
                }
            }
        }
    };
}

events! {
    1 FactsRecorded(FactsRecorded), "Facts were imported or recorded.";
    2 MovementsRecorded(MovementsRecorded), "Movements were imported or recorded.";
    3 NoteWritten(NoteWritten), "A note was saved.";
    4 NoteAmended(NoteAmended), "A note was amended.";
    5 ActionSettled(ActionSettled), "An agreed action was done or dropped.";
    6 Allocated(Allocated), "Somebody was allocated to a post.";
    7 Deallocated(Deallocated), "Somebody no longer holds a post.";
    8 ContactRecorded(Contact), "A contact was recorded.";
    9 ContactEnded(ContactEnded), "A contact ended.";
    10 VictimContactRecorded(VictimContact), "The victim liaison officer's details were recorded.";
    11 ConflictSettled(ConflictSettled), "A conflict was settled.";
    12 RestrictedViewed(RestrictedViewed), "Something restricted was opened.";
    13 ImportTaken(ImportTaken), "An import was confirmed.";
    14 RowQuarantined(QuarantinedRow), "A row was set aside.";
    15 ActDone(ActDone), "An act was done.";
    16 EarlyAllocationAssessed(EarlyAllocationAssessed), "A case was assessed for early allocation.";
    17 EarlyAllocationDecided(EarlyAllocationDecided), "The community decided on early allocation.";
    18 ResponsibilityDecided(ResponsibilityDecided), "Responsibility was decided against the calculation.";
    19 ResponsibilityWithdrawn(ResponsibilityWithdrawn), "A decision against the calculation was withdrawn.";
    20 ParoleReviewRecorded(ParoleReviewRecorded), "A parole review was recorded.";
    21 SettledByHand(SettledByHand), "Something was settled by hand.";
    22 FigureSet(FigureSet), "A figure of the prison was set or taken back.";
    23 WorkingPatternSet(WorkingPatternSet), "It was set how much of a week somebody works.";
    24 RotlApplied(RotlApplied), "An application for release on temporary licence was written.";
    25 RotlRuleAnswered(RotlRuleAnswered), "A person answered a rule, or made an exception.";
    26 RotlConsulted(RotlConsulted), "A step with a consultee.";
    27 PlaceVisited(PlaceVisited), "Somebody looked at a home or a placement.";
    28 RotlAssessed(RotlAssessed), "The risk of a release was assessed.";
    29 BoardHeld(BoardHeld), "A board met.";
    30 RotlDecided(RotlDecided), "An application was decided.";
    31 RotlSteered(RotlSteered), "An application was stopped, or goes on.";
    32 LicenceIssued(LicenceIssued), "A licence was issued.";
    33 ReleasesPlanned(ReleasesPlanned), "Releases were moved or cancelled.";
    34 GateMoved(GateMoved), "Somebody went out, or came back.";
    35 LateStepTaken(LateStepTaken), "A step was taken while somebody was late.";
    36 FailureReported(FailureReported), "A temporary release failure was reported.";
    37 Debriefed(Debriefed), "Somebody looked back on a release.";
    38 SeriesReviewed(SeriesReviewed), "A series of releases was reviewed.";
    39 ActWithdrawn(ActWithdrawn), "Something that was recorded as done was taken back.";
    40 PlanStated(PlanStated), "Where a topic of the plan for release stands.";
    41 ReleaseReportWritten(ReleaseReportWritten), "A report before release was written, or skipped.";
    42 PackWordsWritten(PackWordsWritten), "Words of the author's own in a handover pack.";
    43 GapExplained(GapExplained), "Why something is missing from a handover pack.";
    44 PackSealed(PackSealed), "A version of a handover pack was sealed.";
    45 PackRestricted(PackRestricted), "What is restricted and went with a handover pack.";
    46 PackTraced(PackTraced), "What became of a handover pack.";
    47 OutcomeReported(OutcomeReported), "How it went after release.";
    48 PackReceived(PackReceived), "A handover pack came from another prison.";
    49 CaseSent(CaseSent), "The case was sent to another prison.";
    50 CaseReceived(CaseReceived), "A part of the case came from another prison.";
    51 CaseCalledBack(CaseCalledBack), "The case was called back before the other prison took it.";
}

impl CaseEvent {
    /// The version of the bodies that this software writes.
    pub const SCHEMA: u8 = 1;

    /// Whether two of this kind can contradict each other, so that it matters what its author had seen; or whether it says that they
    /// saw something.
    pub fn rests_on_what_was_seen(&self) -> bool {
        match self {
            Self::FactsRecorded(_) | Self::Allocated(_) | Self::ConflictSettled(_) => true,
            Self::ActDone(done) => done.act == Act::MovesRead,
            Self::RotlAssessed(_) | Self::RotlDecided(_) | Self::LicenceIssued(_) => true,
            Self::RotlSteered(steered) => steered.turn == Turn::Resumed,
            _ => false,
        }
    }
}

/// Reads a body of which nothing is left over.
fn whole<'b, T: Decode<'b, ()>>(body: &'b [u8]) -> Result<T, Unreadable> {
    let mut decoder = minicbor::Decoder::new(body);
    let read = decoder.decode().map_err(|_| Unreadable::Damaged)?;
    if decoder.position() == body.len() { Ok(read) } else { Err(Unreadable::Damaged) }
}

/// Why an event's body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A later version of Throughcare wrote it: it is kept and read after an update.
    #[error("a later version of Throughcare wrote this")]
    Newer,
    /// The bytes are not what the kind demands.
    #[error("the bytes do not make sense")]
    Damaged,
}
