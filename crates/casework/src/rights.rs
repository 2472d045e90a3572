//! Which role may do what. The fold asks here on every device, so a screen that offers too much, or an entry made by hand,
//! changes nothing.

use std::fmt;

use ledger::{Role, Roles};
use serde::{Deserialize, Serialize};

/// Something that a role may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Read cases and general notes.
    ReadCases,
    /// Read notes marked sensitive.
    ReadSensitive,
    /// Read the restricted compartment.
    ReadRestricted,
    /// Write and amend general notes, agree and settle actions.
    WriteNotes,
    /// Write and amend notes marked sensitive.
    WriteSensitive,
    /// Write in the restricted compartment.
    WriteRestricted,
    /// Take an export of the prison system into the record.
    Import,
    /// Correct or record facts by hand, and contacts.
    RecordFacts,
    /// Set the risk of serious harm, tier and MAPPA.
    AssessRisk,
    /// Name a POM or a co-working POM.
    AllocatePom,
    /// Name a keyworker.
    AllocateKeyworker,
    /// Settle what two people wrote without having seen each other's.
    SettleConflict,
    /// Record acts that settle what is owed.
    RecordActs,
    /// Record that a manager looked at a case.
    Oversee,
    /// Settle what is owed without its act.
    SettleByHand,
    /// Take back what somebody else recorded as done or settled.
    WithdrawActs,
    /// Assess for early allocation, and record what the community decided.
    AssessEarlyAllocation,
    /// Decide on responsibility against the calculation.
    DecideResponsibility,
    /// Set the figures of the prison, and how much of a week somebody works.
    ChangeFigures,
    /// Write applications for release on temporary licence, plan and withdraw them.
    ApplyForRelease,
    /// Ask others about a release, and record their replies and what was found at a place.
    ConsultOnRelease,
    /// Assess the risk of a release, answer a rule, review a series.
    AssessRelease,
    /// Record what a board said.
    HoldBoard,
    /// Decide on a release, make an exception, revoke, lift a suspension: each in their grade.
    DecideRelease,
    /// Pause or suspend releases.
    StopRelease,
    /// Issue a licence.
    IssueLicence,
    /// See who goes out and who is out.
    ReadGateList,
    /// Record who goes out and comes back, and what is done while somebody is late.
    RecordGate,
    /// Report a failure of a temporary release.
    ReportFailure,
    /// Record what was said about a release afterwards.
    DebriefRelease,
    /// Record what is planned for a release, and how it went afterwards.
    PlanRelease,
    /// Write a handover pack, explain what is missing from it, and seal it; take in one that comes from another prison.
    SealPack,
    /// Record what became of a handover pack.
    TracePack,
    /// Send cases to another prison, and take those that come.
    MoveCases,
    /// Admit staff and devices, set roles.
    ManageStaff,
}

use Role::{
    Administrator, Auditor, CaseAdministrator, DutyManager, GateOfficer, Governor, HeadOfOmuDelivery, Keyworker, Pom,
};

impl Right {
    /// Every right.
    pub const ALL: [Self; 35] = [
        Self::ReadCases,
        Self::ReadSensitive,
        Self::ReadRestricted,
        Self::WriteNotes,
        Self::WriteSensitive,
        Self::WriteRestricted,
        Self::Import,
        Self::RecordFacts,
        Self::AssessRisk,
        Self::AllocatePom,
        Self::AllocateKeyworker,
        Self::SettleConflict,
        Self::RecordActs,
        Self::Oversee,
        Self::SettleByHand,
        Self::WithdrawActs,
        Self::AssessEarlyAllocation,
        Self::DecideResponsibility,
        Self::ChangeFigures,
        Self::ApplyForRelease,
        Self::ConsultOnRelease,
        Self::AssessRelease,
        Self::HoldBoard,
        Self::DecideRelease,
        Self::StopRelease,
        Self::IssueLicence,
        Self::ReadGateList,
        Self::RecordGate,
        Self::ReportFailure,
        Self::DebriefRelease,
        Self::PlanRelease,
        Self::SealPack,
        Self::TracePack,
        Self::MoveCases,
        Self::ManageStaff,
    ];

    /// The roles that hold it.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::ReadCases => {
                &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery, Governor, DutyManager, Auditor]
            }
            Self::ReadSensitive => &[Administrator, Pom, HeadOfOmuDelivery, Governor, DutyManager, Auditor],
            Self::ReadRestricted => &[Administrator, Pom, HeadOfOmuDelivery, Governor],
            Self::WriteNotes => {
                &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery, Governor, DutyManager]
            }
            Self::WriteSensitive | Self::WriteRestricted | Self::AssessRisk | Self::AssessEarlyAllocation => {
                &[Administrator, Pom, HeadOfOmuDelivery]
            }
            Self::Import => &[Administrator, CaseAdministrator],
            Self::RecordFacts | Self::RecordActs => &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery],
            // Whoever can owe something.
            Self::SettleByHand => &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery],
            Self::AllocatePom
            | Self::SettleConflict
            | Self::Oversee
            | Self::WithdrawActs
            | Self::DecideResponsibility
            | Self::ChangeFigures
            | Self::MoveCases => &[Administrator, HeadOfOmuDelivery],
            Self::AllocateKeyworker => &[Administrator, CaseAdministrator, HeadOfOmuDelivery],
            Self::ApplyForRelease => &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery],
            Self::ConsultOnRelease => &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery],
            Self::AssessRelease => &[Administrator, Pom, HeadOfOmuDelivery],
            Self::HoldBoard | Self::IssueLicence => {
                &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery, Governor, DutyManager]
            }
            // Not the administrator: who decides is a matter of office, not of the computer.
            Self::DecideRelease => &[Governor, DutyManager],
            Self::StopRelease => &[Administrator, Pom, HeadOfOmuDelivery, Governor, DutyManager],
            Self::ReadGateList => &Role::ALL,
            Self::RecordGate => {
                &[Administrator, CaseAdministrator, HeadOfOmuDelivery, Governor, DutyManager, GateOfficer]
            }
            Self::ReportFailure => {
                &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery, Governor, DutyManager, GateOfficer]
            }
            Self::DebriefRelease => &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery, DutyManager],
            Self::PlanRelease => &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery],
            Self::SealPack => &[Administrator, Pom, HeadOfOmuDelivery],
            Self::TracePack => &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery],
            Self::ManageStaff => &[Administrator],
        }
    }

    /// Whether somebody with these roles holds it.
    pub fn held_by(self, roles: Roles) -> bool {
        roles.has_any(self.roles())
    }

    /// Whether it takes the keys of what is restricted, which may be withheld from a computer. What comes from another prison is sealed to them,
    /// and what goes there would not be whole without them.
    pub const fn takes_restricted_keys(self) -> bool {
        matches!(self, Self::ReadRestricted | Self::WriteRestricted | Self::MoveCases)
    }

    /// What it lets a person do, to complete “may not …”.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ReadCases => "read cases",
            Self::ReadSensitive => "read sensitive notes",
            Self::ReadRestricted => "read restricted material",
            Self::WriteNotes => "write notes",
            Self::WriteSensitive => "write sensitive notes",
            Self::WriteRestricted => "write restricted material",
            Self::Import => "import from the prison system",
            Self::RecordFacts => "record facts or contacts",
            Self::AssessRisk => "record risk, tier or MAPPA",
            Self::AllocatePom => "allocate a prison offender manager",
            Self::AllocateKeyworker => "allocate a keyworker",
            Self::SettleConflict => "settle a conflict",
            Self::RecordActs => "record what was done for a case",
            Self::Oversee => "record management oversight",
            Self::SettleByHand => "settle what is owed by hand",
            Self::WithdrawActs => "take back what somebody else recorded",
            Self::AssessEarlyAllocation => "assess for early allocation",
            Self::DecideResponsibility => "decide on responsibility against the calculation",
            Self::ChangeFigures => "set the prison's figures or working patterns",
            Self::ApplyForRelease => "write applications for temporary release",
            Self::ConsultOnRelease => "consult on temporary releases",
            Self::AssessRelease => "assess temporary releases",
            Self::HoldBoard => "record boards",
            Self::DecideRelease => "decide on temporary releases",
            Self::StopRelease => "stop temporary releases",
            Self::IssueLicence => "issue licences",
            Self::ReadGateList => "see the gate list",
            Self::RecordGate => "record who goes out and comes back",
            Self::ReportFailure => "report failures of temporary releases",
            Self::DebriefRelease => "debrief temporary releases",
            Self::PlanRelease => "record what is planned for a release",
            Self::SealPack => "write and seal handover packs",
            Self::TracePack => "record what became of a handover pack",
            Self::MoveCases => "send cases to another prison or take them",
            Self::ManageStaff => "manage staff and devices",
        }
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_what_takes_the_restricted_keys_holds_them() {
        for role in Role::ALL {
            let roles = Roles::NONE.with(role);
            for right in Right::ALL.into_iter().filter(|right| right.takes_restricted_keys()) {
                if right.held_by(roles) {
                    assert!(roles.hold_keys_of(ledger::Compartment::Restricted), "{role:?} {right:?}");
                }
            }
        }
    }

    #[test]
    fn an_auditor_writes_nothing_and_a_gate_officer_only_at_the_gate() {
        let reading = [Right::ReadCases, Right::ReadSensitive, Right::ReadRestricted, Right::ReadGateList];
        let at_the_gate = [Right::RecordGate, Right::ReportFailure];
        for right in Right::ALL.into_iter().filter(|right| !reading.contains(right)) {
            assert!(!right.held_by(Roles::NONE.with(Role::Auditor)), "{right:?}");
            let gate = Roles::NONE.with(Role::GateOfficer);
            assert_eq!(right.held_by(gate), at_the_gate.contains(&right), "{right:?}");
        }
    }
}
