//! The words of the field, each with the number under which the ledger keeps it.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

pub use crate::movement::Direction;
use crate::words::words;

words! {
    /// The types of release on temporary licence.
    ReleaseType {
        0 Rdr "Resettlement day release";
        1 Ror "Resettlement overnight release";
        2 Crl "Childcare resettlement licence";
        3 Spl "Special purpose licence";
    }

    /// Standard, or restricted: with more consultation, and decided by the governor.
    Tier {
        0 Standard "Standard";
        1 Restricted "Restricted";
    }

    /// In which grade somebody decides.
    Grade {
        0 DutyManager "Duty manager";
        1 Governor "Governor";
    }

    /// What was decided.
    Verdict {
        0 Granted "Granted";
        1 Refused "Refused";
        2 Deferred "Deferred";
    }

    /// What stops an application, or lets it go on.
    Turn {
        0 Withdrawn "Withdrawn";
        1 Paused "Paused";
        2 Resumed "Resumed";
        3 Suspended "Suspended";
        4 Revoked "Revoked";
    }

    /// Whose view is asked for.
    Consultee {
        0 Com "Community offender manager";
        1 PomOrKeyworker "Prison offender manager or keyworker";
        2 Provider "Employer or placement provider";
        3 Police "Police";
        4 Security "Security department";
        5 VictimLiaison "Victim liaison officer";
        6 ChildrensServices "Children's services";
        7 MappaLead "MAPPA lead";
        8 HomeOffice "Home Office";
        9 Healthcare "Healthcare";
        10 Host "Host";
        11 ApprovedPremises "Approved premises";
        12 Other "Somebody else";
    }

    /// One step with a consultee.
    ConsultStep {
        0 Asked "Asked";
        1 Chased "Chased";
        2 Replied "Replied";
        3 NotNeeded "Not needed";
        4 NeededAfterAll "Needed after all";
    }

    /// What somebody thinks of a release.
    Opinion {
        0 Supports "Supports";
        1 NoConcern "No concern";
        2 Concerns "Has concerns";
        3 Against "Against";
    }

    /// A person's answer to a rule.
    RuleAnswer {
        0 Met "Met";
        1 NotMet "Not met";
        2 Exception "Exception made";
    }

    /// What is done while somebody is late.
    LateStep {
        0 CalledPrisoner "Called the prisoner";
        1 CalledHost "Called the placement or host";
        2 GovernorTold "Told the governor";
        3 PoliceTold "Told the police";
        4 PlanActivated "Decided: unlawfully at large, the contingency plan begins";
        12 PlanNotActivated "Decided: the contingency plan does not begin yet";
        6 ComTold "Told the community offender manager";
        5 VictimLiaisonTold "Told the victim liaison officer";
        9 ProviderTold "Told the employer or placement provider";
        10 DirectorTold "Told the deputy director of custody";
        11 PpcsTold "Told the public protection casework section";
        7 InCustody "In custody elsewhere";
        8 Other "Something else";
    }

    /// Who looks back on a release.
    Debriefer {
        0 Prisoner "Prisoner";
        1 Staff "Staff";
        2 Host "Host";
    }

    /// Why a series is reviewed.
    ReviewCause {
        0 Time "Time";
        1 Failure "Failure on release";
        2 Adjudication "Adjudication";
        3 Intelligence "New intelligence";
        4 Risk "Change of risk";
        5 Category "Change of category";
        6 Charge "New charge";
        7 Transfer "Transfer";
        8 Other "Something else";
    }
}

impl ReleaseType {
    /// The national service's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rdr => "RDR",
            Self::Ror => "ROR",
            Self::Crl => "CRL",
            Self::Spl => "SPL",
        }
    }

    /// The type with a code, in either case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code().eq_ignore_ascii_case(code))
    }
}

impl Tier {
    /// The grade below which nobody decides, whatever a prison's settings say.
    pub const fn floor(self) -> Grade {
        match self {
            Self::Standard => Grade::DutyManager,
            Self::Restricted => Grade::Governor,
        }
    }
}

impl LateStep {
    /// Whether it says nothing without words.
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::PlanNotActivated | Self::InCustody | Self::Other)
    }
}
