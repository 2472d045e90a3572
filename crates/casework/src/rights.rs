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
    /// Admit staff and devices, set roles.
    ManageStaff,
}

use Role::{Administrator, Auditor, CaseAdministrator, Governor, HeadOfOmuDelivery, Keyworker, Pom};

impl Right {
    /// Every right.
    pub const ALL: [Self; 20] = [
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
        Self::ManageStaff,
    ];

    /// The roles that hold it.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::ReadCases => {
                &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery, Governor, Auditor]
            }
            Self::ReadSensitive => &[Administrator, Pom, HeadOfOmuDelivery, Governor, Auditor],
            Self::ReadRestricted => &[Administrator, Pom, HeadOfOmuDelivery, Governor],
            Self::WriteNotes => &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery, Governor],
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
            | Self::ChangeFigures => &[Administrator, HeadOfOmuDelivery],
            Self::AllocateKeyworker => &[Administrator, CaseAdministrator, HeadOfOmuDelivery],
            Self::ManageStaff => &[Administrator],
        }
    }

    /// Whether somebody with these roles holds it.
    pub fn held_by(self, roles: Roles) -> bool {
        roles.has_any(self.roles())
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
    fn whoever_may_write_in_the_restricted_compartment_holds_its_key() {
        for role in Role::ALL {
            let roles = Roles::NONE.with(role);
            for right in [Right::ReadRestricted, Right::WriteRestricted] {
                if right.held_by(roles) {
                    assert!(roles.hold_keys_of(ledger::Compartment::Restricted), "{role:?} {right:?}");
                }
            }
        }
    }

    #[test]
    fn an_auditor_and_a_gate_officer_write_nothing() {
        let writing = [
            Right::WriteNotes,
            Right::WriteSensitive,
            Right::WriteRestricted,
            Right::Import,
            Right::RecordFacts,
            Right::AssessRisk,
            Right::AllocatePom,
            Right::AllocateKeyworker,
            Right::SettleConflict,
            Right::RecordActs,
            Right::Oversee,
            Right::SettleByHand,
            Right::WithdrawActs,
            Right::AssessEarlyAllocation,
            Right::DecideResponsibility,
            Right::ChangeFigures,
            Right::ManageStaff,
        ];
        for role in [Role::Auditor, Role::GateOfficer] {
            assert!(writing.iter().all(|right| !right.held_by(Roles::NONE.with(role))), "{role:?}");
        }
    }
}
