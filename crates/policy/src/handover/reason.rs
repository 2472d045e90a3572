//! Why a case is whose it is: the codes that the national service uses, and the words for them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::rule_set::Since;

/// A reason that the rules give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Recalled.
    RecallCase,
    /// Detained for immigration.
    ImmigrationCase,
    /// No release date.
    ReleaseDateUnknown,
    /// Another indeterminate sentence begins later.
    AdditionalIsp,
    /// Recalled, and the hearing is distant.
    #[serde(rename = "recall_thd_over_12_months")]
    RecallHearingFar,
    /// Not released, and the next hearing is distant.
    #[serde(rename = "thd_over_12_months")]
    HearingFar,
    /// Not released, the next hearing is distant, and MAPPA level 2 or 3.
    #[serde(rename = "parole_mappa_2_3")]
    ParoleMappa,
    /// Early allocation.
    EarlyAllocation,
    /// Indeterminate sentence.
    Indeterminate,
    /// Indeterminate sentence, in open conditions.
    IndeterminateOpen,
    /// Too short for custody to be responsible.
    DeterminateShort,
    /// Determinate sentence with parole.
    DeterminateParole,
    /// Any other determinate sentence.
    Determinate,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::RecallCase,
        Self::ImmigrationCase,
        Self::ReleaseDateUnknown,
        Self::AdditionalIsp,
        Self::RecallHearingFar,
        Self::HearingFar,
        Self::ParoleMappa,
        Self::EarlyAllocation,
        Self::Indeterminate,
        Self::IndeterminateOpen,
        Self::DeterminateShort,
        Self::DeterminateParole,
        Self::Determinate,
    ];

    /// The national service's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RecallCase => "recall_case",
            Self::ImmigrationCase => "immigration_case",
            Self::ReleaseDateUnknown => "release_date_unknown",
            Self::AdditionalIsp => "additional_isp",
            Self::RecallHearingFar => "recall_thd_over_12_months",
            Self::HearingFar => "thd_over_12_months",
            Self::ParoleMappa => "parole_mappa_2_3",
            Self::EarlyAllocation => "early_allocation",
            Self::Indeterminate => "indeterminate",
            Self::IndeterminateOpen => "indeterminate_open",
            Self::DeterminateShort => "determinate_short",
            Self::DeterminateParole => "determinate_parole",
            Self::Determinate => "determinate",
        }
    }

    /// The words that a screen shows.
    pub const fn words(self) -> &'static str {
        match self {
            Self::RecallCase => "Recall case",
            Self::ImmigrationCase => "Immigration case",
            Self::ReleaseDateUnknown => "Release date unknown",
            Self::AdditionalIsp => "Additional indeterminate sentence",
            Self::RecallHearingFar => "Recalled, and the next parole hearing is more than 12 months away",
            Self::HearingFar => "Next parole hearing more than 12 months away",
            Self::ParoleMappa => "Unsuccessful parole and MAPPA level 2 or 3",
            Self::EarlyAllocation => "Early allocation",
            Self::Indeterminate => "Indeterminate sentence",
            Self::IndeterminateOpen => "Indeterminate sentence, open conditions",
            Self::DeterminateShort => "Determinate sentence of 10 months or less in custody",
            Self::DeterminateParole => "Parole",
            Self::Determinate => "Determinate sentence of more than 10 months in custody",
        }
    }
}

/// What changed in the policy and when, and what earlier data says: for reading old records, not for calculating.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct History {
    /// Where it is written.
    pub source: String,
    /// The changes, oldest first.
    pub changes: Vec<Change>,
    /// The periods of the policy until October 2022.
    pub until_october_2022: Vec<EarlierPeriod>,
    /// From when a case was under the policy at all; not asked for since October 2024.
    pub policy_cases: Vec<PolicyCases>,
    /// Codes that only old data has, with their words.
    pub reasons: BTreeMap<String, String>,
    /// How such codes begin, where there are several of a kind.
    pub reason_families: BTreeMap<String, String>,
}

/// A change of the policy.
#[derive(Debug, Serialize, Deserialize)]
pub struct Change {
    /// From when.
    pub since: Since,
    /// What changed.
    pub words: String,
}

/// A period of the earlier policy.
#[derive(Debug, Serialize, Deserialize)]
pub struct EarlierPeriod {
    /// For which cases.
    pub case: String,
    /// How long before release they were handed over.
    pub period: String,
}

/// From when cases of an estate were under the policy.
#[derive(Debug, Serialize, Deserialize)]
pub struct PolicyCases {
    /// Which prisons, in words.
    pub estate: String,
    /// Sentenced on this day or later…
    pub sentenced_since: Date,
    /// …or released on this day or later.
    pub release_since: Date,
    /// Which prisons, by code, where the words do not say it.
    #[serde(default)]
    pub prisons: Vec<String>,
}

static HISTORY: LazyLock<History> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/handover_history.json")).unwrap_or_default());

/// How the policy came to be what it is.
pub fn history() -> &'static History {
    &HISTORY
}

/// The words for a code, of the present rules or of old data.
pub fn words_for_code(code: &str) -> Option<&'static str> {
    let live = Reason::ALL.into_iter().find(|reason| reason.code() == code).map(Reason::words);
    let family = || HISTORY.reason_families.iter().find(|(start, _)| code.starts_with(start.as_str()));
    live.or_else(|| HISTORY.reasons.get(code).map(String::as_str)).or_else(|| family().map(|(_, words)| words.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_spelled_as_they_are_written() {
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
        }
    }

    #[test]
    fn old_codes_have_words_and_unknown_ones_have_none() {
        assert_eq!(words_for_code("nps_determinate_mappa_2_3"), Some("National Probation Service case"));
        assert_eq!(words_for_code("recall_release_later_mappa_2"), Some("Recall, release later"));
        assert!(words_for_code("pre_omic_rules").is_some());
        assert_eq!(words_for_code("nonsense"), None);
    }

    #[test]
    fn the_history_is_read() {
        let history = history();
        assert_eq!((history.changes.len(), history.until_october_2022.len(), history.policy_cases.len()), (6, 5, 4));
        assert!(history.changes.is_sorted_by_key(|change| change.since));
    }
}
