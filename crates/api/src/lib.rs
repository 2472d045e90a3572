//! Every call between a window and the record, as types that both ends compile. A call is a request that knows its reply; it is
//! defined once, in the table at the end of this file, and whoever answers calls is made to answer all of them.
//!
//! Times are text in London, to the minute (`2026-11-20T10:15`); dates are ISO (`2027-11-15`). Nothing here does anything.

mod allocation;
mod apart;
mod case;
mod caseload;
mod conflict;
mod device;
mod entry;
mod handover;
mod import;
mod joining;
mod note;
mod owed;
mod pack;
mod paper;
mod plan;
mod problem;
mod received;
mod rotl;
mod search;
mod shell;
mod staff;
mod sync;
mod transfer;
mod unapplied;
mod undo;
pub mod wire;

pub use allocation::*;
pub use apart::*;
pub use case::*;
pub use caseload::*;
pub use casework::event::{ActionOwner, EndReason, Post, Visibility};
pub use casework::{Right, Role};
pub use conflict::*;
pub use device::*;
pub use entry::*;
pub use handover::*;
pub use import::*;
pub use joining::*;
pub use note::*;
pub use owed::*;
pub use pack::*;
pub use paper::*;
pub use plan::*;
pub use problem::*;
pub use received::*;
pub use rotl::*;
pub use search::*;
pub use shell::*;
pub use staff::*;
pub use sync::*;
pub use transfer::*;
pub use unapplied::*;
pub use undo::*;

/// A request that knows its reply.
pub trait Call: serde::Serialize + serde::de::DeserializeOwned + Send + 'static {
    /// What comes back.
    type Reply: serde::Serialize + serde::de::DeserializeOwned + Send + 'static;
    /// What it is called on the way.
    const NAME: &'static str;
}

/// Hands the whole table of calls to another macro: `for_each_call!(mine)` becomes `mine! { Status => StatusView, … }`.
#[macro_export]
macro_rules! for_each_call {
    ($macro:ident) => {
        $macro! {
            // coming in and going out
            Status => StatusView,
            Unlock => SignedIn,
            Lock => (),
            StillHere => (),
            Prisons => Vec<PrisonView>,
            JudgePassphrase => PassphraseView,
            Found => FoundedView,
            ConfirmRecovery => SignedIn,
            AbandonFounding => (),
            MakeDemonstration => (),
            OpenDemonstration => SignedIn,
            Restore => SignedIn,
            // this computer and this person
            KeepPreferences => (),
            Setting => Option<String>,
            KeepSetting => (),
            BackUp => BackedUp,
            StopBackUp => (),
            // the caseload
            Caseload => CaseloadView,
            CaseloadChoices => CaseloadChoicesView,
            ExportCaseload => u32,
            // a case
            OpenCase => CaseView,
            Notes => Vec<NoteView>,
            History => Vec<HistoryView>,
            OpenRestrictedNotes => Vec<NoteView>,
            OpenVictimContact => Option<VictimContact>,
            RecordVictimContact => (),
            RecordFact => (),
            SettleConflict => (),
            Conflicts => Vec<OpenConflictView>,
            AddContact => (),
            EndContact => (),
            Allocate => Vec<String>,
            Deallocate => (),
            // who has nobody, and many at once
            Allocation => AllocationView,
            AllocateMany => AllocatedMany,
            StopAllocating => (),
            // taking back
            Undoable => Option<UndoableView>,
            Undo => UndoneView,
            // notes and what is being typed
            NoteKinds => Vec<NoteKindView>,
            Clock => String,
            OpenNote => NoteView,
            LastSession => Option<NoteView>,
            WriteNote => String,
            AmendNote => String,
            SettleAction => (),
            KeepDraft => String,
            DropDraft => (),
            Drafts => Vec<DraftView>,
            // finding
            Search => FoundView,
            // what is owed, and why
            MyDay => MyDayView,
            OwedInCase => OwedInCaseView,
            WhyOwed => WhyView,
            OwedApplication => OwedApplicationView,
            RecordAct => u32,
            WithdrawAct => (),
            SettleByHand => (),
            WhatMoved => WhatMovedView,
            WouldMove => WhatMovedView,
            ImportWouldMove => UnitMovesView,
            ExportCalendar => u32,
            UnitFigures => Vec<FigureView>,
            SetFigure => (),
            // who is responsible
            Responsibility => ResponsibilityView,
            DecideResponsibility => (),
            WithdrawResponsibility => (),
            EarlyAllocationQuestions => Vec<(String, String)>,
            AssessEarlyAllocation => (),
            RecordEarlyDecision => (),
            RecordParoleReview => (),
            WhatIf => WhatIfView,
            RuleEditions => Vec<(String, String)>,
            HandoverBoard => HandoverBoardView,
            ExportHandovers => u32,
            Workload => WorkloadView,
            SetWorkingPattern => (),
            // release on temporary licence
            Applications => ApplicationsView,
            ApplicationsOf => Vec<ApplicationRow>,
            ReleaseChoices => ReleaseChoicesView,
            OpenApplication => ApplicationView,
            PreviewReleases => PreviewReleasesView,
            ApplyForRelease => String,
            AnswerRule => (),
            Consult => (),
            OpenRestrictedReplies => Vec<(String, String, String)>,
            VisitPlace => (),
            AssessRelease => (),
            HoldBoard => (),
            SignDecision => (),
            SteerRelease => (),
            IssueLicence => u16,
            ExportPaper => (),
            MoveReleases => (),
            Debrief => (),
            ReviewSeries => (),
            GateList => GateListView,
            MoveThroughGate => (),
            Lateness => LatenessView,
            TakeLateStep => (),
            FailureForm => Vec<FailureQuestion>,
            ReportFailure => (),
            ReleaseCounts => ReleaseCountsView,
            // before and after release, and the handover pack
            OpenPlan => PlanView,
            OpenRestrictedTopic => Option<String>,
            StateTopic => (),
            WriteReleaseReport => (),
            ReportOutcome => (),
            AfterRelease => AfterReleaseView,
            Packs => PacksView,
            DraftPack => PackDraftView,
            PreviewPack => PackPreviewView,
            WritePackWords => (),
            ExplainGap => (),
            DrawPackWords => PackWordsDrawn,
            SealPack => PackSealedView,
            TracePack => (),
            TakeBackStep => (),
            ExportReceipt => (),
            VerifyPack => PackVerdict,
            ReadPack => ReceivedPackView,
            KeepReceivedPack => KeptPackView,
            ReceivedPacks => Vec<ReceivedRow>,
            OpenReceivedPack => ReceivedPackView,
            ReceivedTopics => Vec<ReceivedTopic>,
            TakeTopics => u32,
            // papers made from a case
            ReviewCasePaper => CasePaperReviewView,
            ExportCasePaper => (),
            // staff
            Staff => Vec<StaffView>,
            StaffAndCases => Vec<StaffMemberView>,
            AddStaff => (),
            SetRoles => (),
            // their devices
            Devices => Vec<DeviceView>,
            RevokeDevice => (),
            EntrustDevice => (),
            LateEntries => Vec<LateEntryView>,
            AcceptLate => u32,
            KeptApart => KeptApartView,
            Resolve => (),
            Keys => KeysView,
            NewKeys => (),
            // what was not applied
            Unapplied => Vec<UnappliedView>,
            OpenUnapplied => String,
            RecordAgain => (),
            LeaveUnapplied => (),
            // joining a unit, and coming back to it
            Join => JoiningView,
            Joinings => Vec<JoiningView>,
            ContinueJoining => Joined,
            AskAgain => JoiningView,
            AbandonJoining => (),
            Arrivals => Vec<ArrivalView>,
            Admit => AdmittedView,
            RefuseArrival => (),
            Refusals => Vec<RefusedDeviceView>,
            Recover => SignedIn,
            // the central server
            Connection => ConnectionView,
            Connect => ConnectionView,
            SyncNow => (),
            Renew => ConnectionView,
            Alarms => Vec<AlarmView>,
            SettleAlarms => (),
            ExportEvidence => (),
            VerifyAgainstServer => ServerCheckView,
            HeadCode => HeadCodeView,
            Waiting => Vec<WaitingChangeView>,
            WriteStick => StickWritten,
            ReadStick => StickRead,
            // a case that goes to another prison
            Inbox => InboxView,
            ReadInbox => InboxView,
            PreviewSending => SendingView,
            SendCase => CaseSentView,
            CallCaseBack => (),
            CasesToReceive => Vec<CaseOffer>,
            ReceiveCase => CaseReceivedView,
            // import
            Imports => ImportsView,
            PlanImport => ImportPlanView,
            PlannedPeople => PlannedPeopleView,
            TakeImport => ImportDone,
            StopImport => (),
            DropImport => (),
            ExportQuarantine => u32,
        }
    };
}

macro_rules! define {
    ($($request:ident => $reply:ty),* $(,)?) => {
        $(impl Call for $request {
            type Reply = $reply;
            const NAME: &'static str = stringify!($request);
        })*
        /// The name of every call.
        pub const CALLS: &[&str] = &[$(stringify!($request)),*];
    };
}
for_each_call!(define);
