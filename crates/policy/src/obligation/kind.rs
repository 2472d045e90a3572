//! The kinds of things that are owed: what each is called, who owes it by their role, and which act settles it.

use serde::{Deserialize, Serialize};

/// A role that owes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The prison offender manager.
    Pom,
    /// The keyworker.
    Keyworker,
    /// The Head of Offender Management Delivery.
    HeadOfOmuDelivery,
    /// The case administrator.
    CaseAdministrator,
}

impl Role {
    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pom => "prison offender manager",
            Self::Keyworker => "keyworker",
            Self::HeadOfOmuDelivery => "Head of Offender Management Delivery",
            Self::CaseAdministrator => "case administrator",
        }
    }
}

macro_rules! kinds {
    ($($variant:ident $owner:ident $words:literal, $settled:literal;)*) => {
        /// A kind of thing that is owed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $(#[doc = concat!($words, ".")] $variant,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What it is called.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }

            /// Who owes it.
            pub const fn owner(self) -> Role {
                match self { $(Self::$variant => Role::$owner,)* }
            }

            /// The act that settles it by being recorded.
            pub const fn settled_by(self) -> &'static str {
                match self { $(Self::$variant => $settled,)* }
            }
        }
    };
}

kinds! {
    KeyworkSession Keyworker "Key-work session", "a key-work session is recorded";
    FirstSession Keyworker "First key-work session here", "a key-work session is recorded";
    PomContact Pom "Contact by the prison offender manager", "a contact is recorded";
    OasysReview Pom "OASys review", "an OASys is completed";
    FirstPlan Pom "First sentence plan", "a sentence plan is recorded";
    PlanReview Pom "Sentence plan review", "a review of the sentence plan is recorded";
    Oversight HeadOfOmuDelivery "Management oversight", "oversight is recorded";
    ComNeeded Pom "Community offender manager to be named", "the community offender manager's name or e-mail address is recorded";
    HandoverOasys Pom "Handover: review the OASys", "the review is recorded";
    HandoverContact Pom "Handover: contact with the community offender manager", "the contact is recorded";
    HandoverReport Pom "Handover: send the report", "the report is recorded as sent";
    HandoverMeeting Pom "Handover meeting", "the meeting is recorded";
    EarlyDecision Pom "Early allocation: the community's decision", "the decision is recorded";
    EarlyAgain Pom "Early allocation: assess again", "an assessment is recorded";
    OverrideReview HeadOfOmuDelivery "Decision against the calculation: review", "the decision is confirmed or withdrawn";
    PreReleaseReport Pom "Pre-release report", "the report is recorded";
    MappaLevel Pom "MAPPA level to be set", "the level is recorded";
    DutyToRefer Pom "Duty to refer", "the referral is recorded";
    ApprovedPremises Pom "Application for approved premises", "the application is recorded";
    Licence CaseAdministrator "Licence to be approved", "the licence is recorded as approved";
    ParolePreparation Pom "Parole: custody report", "the report is recorded as sent";
    ParoleOutcome Pom "Parole: day on which the outcome came", "the day is recorded";
    VictimContact Pom "Victim contact check", "the check is recorded";
    RoshMissing Pom "Risk of serious harm to be assessed", "the level is recorded";
    CheckRequest Pom "Check to be asked for", "the request is recorded";
    CheckAnswer Pom "Answer to a check to be chased", "the chaser or the answer is recorded";
    RiskChange Pom "Changed risk: somebody to be told", "it is recorded that they were told";
    DateMoved Pom "Moved date: see what it moved", "it is recorded as read";
}
