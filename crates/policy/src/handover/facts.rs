//! What the handover rules ask about a case. A record may lack any of it: nothing is assumed here, and `None` is "not recorded".

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::Assessment;
use super::responsibility::Override;

/// The facts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Date of birth.
    pub date_of_birth: Option<Date>,
    /// The legal status's code, such as SENTENCED.
    pub legal_status: Option<String>,
    /// The imprisonment status's code, such as ADIMP_ORA.
    pub imprisonment_status: Option<String>,
    /// Whether the sentence is indeterminate.
    pub indeterminate: Option<bool>,
    /// Whether the person was recalled.
    pub recalled: Option<bool>,
    /// When the sentence began.
    pub sentence_start: Option<Date>,
    /// The confirmed, or else the latest, release date. Only the gate asks for it.
    pub release: Option<Date>,
    /// Conditional release date.
    pub conditional_release: Dated,
    /// Automatic release date.
    pub automatic_release: Dated,
    /// Parole eligibility date.
    pub parole_eligibility: Option<Date>,
    /// Tariff expiry date.
    pub tariff: Option<Date>,
    /// Home detention curfew eligibility date. Only the gate asks for it.
    pub hdc_eligibility: Option<Date>,
    /// Licence expiry date.
    pub licence_expiry: Option<Date>,
    /// The prison's code.
    pub prison: Option<String>,
    /// When the person last moved into that prison.
    pub moved_in: Option<Date>,
    /// The security category.
    pub category: Option<Category>,
    /// The MAPPA level.
    pub mappa: Option<MappaLevel>,
    /// Whether the probation service for the case is Wales's.
    pub welsh: Option<bool>,
    /// The parole reviews that are recorded.
    pub parole_reviews: Vec<ParoleReview>,
    /// The terms of the sentence; nothing, if nobody has looked for them.
    pub sentence_terms: Option<Vec<SentenceTerm>>,
    /// The early allocation assessments that were made.
    pub early_allocations: Vec<Assessment>,
    /// A manager's decision against the calculation.
    pub responsibility_override: Option<Override>,
}

/// A date of the sentence calculation, and the one that staff put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dated {
    /// What was calculated.
    pub calculated: Option<Date>,
    /// What was put in its place.
    pub replaced_by: Option<Date>,
}

impl Dated {
    /// The date that stands.
    pub fn stands(self) -> Option<Date> {
        self.replaced_by.or(self.calculated)
    }
}

impl From<Date> for Dated {
    fn from(date: Date) -> Self {
        Self { calculated: Some(date), replaced_by: None }
    }
}

/// A security category and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its code.
    pub code: String,
    /// When it was approved.
    pub approved: Option<Date>,
    /// When it was assessed.
    pub assessed: Option<Date>,
}

impl Category {
    /// Since when it holds.
    pub fn since(&self) -> Option<Date> {
        self.approved.or(self.assessed)
    }
}

/// A MAPPA level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum MappaLevel {
    /// Known not to be subject to MAPPA.
    None,
    /// Level 1.
    One,
    /// Level 2.
    Two,
    /// Level 3.
    Three,
}

impl MappaLevel {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "known not to apply",
            Self::One => "level 1",
            Self::Two => "level 2",
            Self::Three => "level 3",
        }
    }
}

/// What was given is no MAPPA level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a MAPPA level: 0 (known not to apply), 1, 2 or 3")]
pub struct NotAMappaLevel(u8);

impl TryFrom<u8> for MappaLevel {
    type Error = NotAMappaLevel;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        match level {
            0 => Ok(Self::None),
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            3 => Ok(Self::Three),
            other => Err(NotAMappaLevel(other)),
        }
    }
}

impl From<MappaLevel> for u8 {
    fn from(level: MappaLevel) -> Self {
        match level {
            MappaLevel::None => 0,
            MappaLevel::One => 1,
            MappaLevel::Two => 2,
            MappaLevel::Three => 3,
        }
    }
}

/// A review by the Parole Board.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ParoleReview {
    /// Target hearing date.
    pub target_hearing: Option<Date>,
    /// When the custody report is due.
    pub custody_report_due: Option<Date>,
    /// The outcome in the Board's words.
    pub outcome: Option<String>,
    /// When the outcome was received.
    pub outcome_received: Option<Date>,
}

/// A term of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SentenceTerm {
    /// The court case under which it was given.
    pub court_case: Option<String>,
    /// When the sentence of which it is a term began.
    pub sentence_start: Option<Date>,
    /// The kind of sentence, such as IPP.
    pub kind: Option<String>,
    /// Whether it is for life.
    pub life: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_category_holds_since_its_approval() {
        let category = |approved, assessed| Category { code: "T".to_owned(), approved, assessed }.since();
        let (approved, assessed) = (Some(date(2026, 1, 9)), Some(date(2026, 1, 2)));
        assert_eq!(category(approved, assessed), approved);
        assert_eq!(category(None, assessed), assessed);
        assert_eq!(category(None, None), None);
    }
}
