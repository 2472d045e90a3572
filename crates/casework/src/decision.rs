//! What is decided in a case: assessments for early allocation, decisions about responsibility against the calculation, parole
//! reviews. What follows from them is not here (`policy`).

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::cbor;
use crate::event::{AssessmentId, ReviewId};

/// A case was assessed for early allocation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EarlyAllocationAssessed {
    /// The assessment's identifier.
    #[n(0)]
    pub id: AssessmentId,
    /// The day of the last OASys.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub oasys: Date,
    /// What was answered, by the questions' names.
    #[n(2)]
    pub answers: Vec<(String, bool)>,
    /// Whether the referral window was open on that day.
    #[n(3)]
    pub in_window: bool,
    /// Why, where the community is to decide.
    #[n(4)]
    pub reason: String,
    /// Whether the Head of Offender Management Delivery approved, where the community is to decide.
    #[n(5)]
    pub approved: bool,
}

/// The community decided on early allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct EarlyAllocationDecided {
    /// On which assessment.
    #[n(0)]
    pub id: AssessmentId,
    /// Whether it accepted.
    #[n(1)]
    pub accepted: bool,
}

/// The prison or the community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The prison offender manager.
    #[n(0)]
    Prison,
    /// The community offender manager.
    #[n(1)]
    Community,
}

/// Why somebody decided against the calculation: the national service's reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum DecisionReason {
    /// Less than ten months to serve.
    #[n(0)]
    ShortTimeLeft,
    /// The community team is to work with the prisoner.
    #[n(1)]
    CommunityTeam,
    /// Recalled.
    #[n(2)]
    Recalled,
    /// Another, in words.
    #[n(3)]
    Other,
}

/// Responsibility was decided against the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ResponsibilityDecided {
    /// Who is responsible.
    #[n(0)]
    pub side: Side,
    /// Why.
    #[n(1)]
    pub reason: DecisionReason,
    /// Why, in words: needed where it is another reason.
    #[n(2)]
    pub words: String,
    /// The day on which it is looked at again.
    #[n(3)]
    #[cbor(with = "cbor::date")]
    pub review: Date,
}

/// A decision against the calculation was withdrawn: the calculation stands again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ResponsibilityWithdrawn {
    /// Why.
    #[n(0)]
    pub reason: String,
}

/// A parole review, or more about one that is known.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ParoleReviewRecorded {
    /// Its identifier.
    #[n(0)]
    pub id: ReviewId,
    /// The day for which the hearing is aimed.
    #[n(1)]
    #[cbor(with = "cbor::option_date")]
    pub target_hearing: Option<Date>,
    /// When the custody report is due.
    #[n(2)]
    #[cbor(with = "cbor::option_date")]
    pub custody_report_due: Option<Date>,
    /// The outcome in the Board's words.
    #[n(3)]
    pub outcome: Option<String>,
    /// When it came.
    #[n(4)]
    #[cbor(with = "cbor::option_date")]
    pub outcome_received: Option<Date>,
}
