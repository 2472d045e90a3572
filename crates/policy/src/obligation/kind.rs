//! The kinds of things that are owed: what each is called, in full and in a list, what it has to do with, who owes it by their
//! role, and which act settles it.

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
    /// The governor, or whoever decides for them.
    Governor,
    /// The officer at the gate.
    GateOfficer,
}

impl Role {
    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pom => "prison offender manager",
            Self::Keyworker => "keyworker",
            Self::HeadOfOmuDelivery => "Head of Offender Management Delivery",
            Self::CaseAdministrator => "case administrator",
            Self::Governor => "governor",
            Self::GateOfficer => "gate officer",
        }
    }
}

/// What something that is owed has to do with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Key work and contact.
    Contact,
    /// Handover and responsibility, early allocation and parole.
    Handover,
    /// Release.
    Release,
    /// Release on temporary licence.
    Rotl,
    /// Risk, checks and victims.
    Risk,
    /// Plans, assessments, oversight, moved dates.
    Records,
}

impl Theme {
    /// Every theme, in the order of a list.
    pub const ALL: [Self; 6] = [Self::Contact, Self::Handover, Self::Release, Self::Rotl, Self::Risk, Self::Records];

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Contact => "Contact",
            Self::Handover => "Handover",
            Self::Release => "Release",
            Self::Rotl => "ROTL",
            Self::Risk => "Risk",
            Self::Records => "Records",
        }
    }
}

macro_rules! kinds {
    ($($variant:ident $theme:ident $owner:ident $words:literal, $listed:literal, $settled:literal;)*) => {
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

            /// What a list calls it: a fact, or what is to be done.
            pub const fn listed(self) -> &'static str {
                match self { $(Self::$variant => $listed,)* }
            }

            /// What it has to do with.
            pub const fn theme(self) -> Theme {
                match self { $(Self::$variant => Theme::$theme,)* }
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
    KeyworkSession Contact Keyworker "Key-work session", "Key-work session", "a key-work session is recorded";
    FirstSession Contact Keyworker "First key-work session here", "First key-work session here", "a key-work session is recorded";
    PomContact Contact Pom "Contact by the prison offender manager", "See the person", "a contact is recorded";
    OasysReview Records Pom "OASys review", "Review the OASys", "an OASys is completed";
    FirstPlan Records Pom "First sentence plan", "Make the first sentence plan", "a sentence plan is recorded";
    PlanReview Records Pom "Sentence plan review", "Review the sentence plan", "a review of the sentence plan is recorded";
    Oversight Records HeadOfOmuDelivery "Management oversight", "Look at the case as manager", "oversight is recorded";
    ComNeeded Handover Pom "Community offender manager to be named", "COM not named", "the community offender manager's name or e-mail address is recorded";
    HandoverOasys Handover Pom "Handover: review the OASys", "Review the OASys for the handover", "the review is recorded";
    HandoverContact Handover Pom "Handover: contact with the community offender manager", "Be in contact with the COM", "the contact is recorded";
    HandoverReport Handover Pom "Handover: send the report", "Send the handover report", "the report is recorded as sent";
    HandoverMeeting Handover Pom "Handover meeting", "Hold the handover meeting", "the meeting is recorded";
    PackSend Handover Pom "Handover pack to be sent", "Seal and send the handover pack", "a pack is sealed and recorded as sent";
    PackReceipt Handover Pom "Handover pack: receipt to be chased", "Chase the receipt of the handover pack", "the chaser or the receipt is recorded";
    PackAgain Handover Pom "Handover pack: new version, since a fact changed", "Send the pack again, a fact changed", "a new version is sealed and recorded as sent";
    EarlyDecision Handover Pom "Early allocation: the community's decision", "Early allocation: record the community's decision", "the decision is recorded";
    EarlyAgain Handover Pom "Early allocation: assess again", "Early allocation: assess again", "an assessment is recorded";
    OverrideReview Handover HeadOfOmuDelivery "Decision against the calculation: review", "Review the decision on responsibility", "the decision is confirmed or withdrawn";
    PreReleaseReport Release Pom "Pre-release report", "Make the pre-release report", "the report is recorded";
    MappaLevel Release Pom "MAPPA level to be set", "MAPPA level not set", "the level is recorded";
    DutyToRefer Release Pom "Duty to refer", "Refer as homeless", "the referral is recorded";
    ApprovedPremises Release Pom "Application for approved premises", "Apply for approved premises", "the application is recorded";
    Licence Release CaseAdministrator "Licence to be approved", "Licence not approved", "the licence is recorded as approved";
    OutcomeReport Release Pom "Outcome after release", "Record how the first appointment went", "the first appointment's outcome is recorded";
    ParolePreparation Handover Pom "Parole: custody report", "Send the custody report for parole", "the report is recorded as sent";
    ParoleOutcome Handover Pom "Parole: day on which the outcome came", "Parole: record when the outcome came", "the day is recorded";
    VictimContact Risk Pom "Victim contact check", "Check whether victims want contact", "the check is recorded";
    RoshMissing Risk Pom "Risk of serious harm to be assessed", "Risk of serious harm not recorded", "the level is recorded";
    CheckRequest Risk Pom "Check to be asked for", "Ask for the check", "the request is recorded";
    CheckAnswer Risk Pom "Answer to a check to be chased", "Chase the answer to the check", "the chaser or the answer is recorded";
    RiskChange Risk Pom "Changed risk: somebody to be told", "Tell of the changed risk", "it is recorded that they were told";
    RotlConsult Rotl Pom "ROTL: somebody to be asked", "ROTL: ask for a view", "it is recorded that they were asked, or are not needed";
    RotlChase Rotl Pom "ROTL: a reply to be chased", "ROTL: chase the reply", "the chaser or the reply is recorded";
    RotlAssessment Rotl Pom "ROTL: risk assessment", "ROTL: assess the risk", "the risk assessment is recorded";
    RotlAssessAgain Rotl Pom "ROTL: risk assessment, since a fact changed", "ROTL: assess again, a fact changed", "a risk assessment is recorded";
    RotlBoard Rotl HeadOfOmuDelivery "ROTL board", "Hold the ROTL board", "the board is recorded";
    RotlDecision Rotl Governor "ROTL: decision", "Decide on ROTL", "the decision is recorded";
    RotlLicence Rotl CaseAdministrator "ROTL: licence to be issued", "Issue the ROTL licence", "the licence is issued";
    RotlReturn Rotl GateOfficer "ROTL: return", "Due back from ROTL", "the return is logged";
    RotlLate Rotl Governor "ROTL: failed to return", "Failed to return from ROTL", "the return is logged";
    RotlFailureReport Rotl Governor "ROTL: failure report", "Report the failed ROTL", "the report is recorded";
    RotlDebrief Rotl Pom "ROTL: debrief", "Talk the release through", "the debrief is recorded";
    RotlReview Rotl Pom "ROTL: review of the series", "Review the series of releases", "the review is recorded";
    DateMoved Records Pom "Moved date: see what it moved", "Read what a moved date moved", "it is recorded as read";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_kinds_and_a_list_tells_them_apart() {
        for theme in Theme::ALL {
            assert!(Kind::ALL.iter().any(|kind| kind.theme() == theme), "{theme:?}");
        }
        for kind in Kind::ALL {
            let listed = kind.listed();
            assert_eq!(Kind::ALL.iter().filter(|other| other.listed() == listed).count(), 1, "{listed}");
            assert!(listed.chars().count() <= 50 && !listed.ends_with('.'), "{listed}");
        }
    }
}
