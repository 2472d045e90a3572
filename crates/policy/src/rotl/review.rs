//! When a series of releases is looked at again: on what happened, and in any case before it is as long as it can be.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Period, working_days_after};

/// Why a series is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewReason {
    /// It has run for its time.
    Time,
    /// A release failed.
    Failure,
    /// An adjudication.
    Adjudication,
    /// New intelligence.
    Intelligence,
    /// The risk of serious harm or MAPPA changed.
    Risk,
    /// The category or an alert changed.
    CategoryOrAlert,
    /// A new charge.
    NewCharge,
    /// A move to another prison.
    Transfer,
}

impl ReviewReason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Time,
        Self::Failure,
        Self::Adjudication,
        Self::Intelligence,
        Self::Risk,
        Self::CategoryOrAlert,
        Self::NewCharge,
        Self::Transfer,
    ];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Time => "it has run for its time",
            Self::Failure => "a release failed",
            Self::Adjudication => "an adjudication",
            Self::Intelligence => "new intelligence",
            Self::Risk => "the risk of serious harm or MAPPA changed",
            Self::CategoryOrAlert => "the category or an alert changed",
            Self::NewCharge => "a new charge",
            Self::Transfer => "a move to another prison",
        }
    }
}

/// Something that happened, because of which a series is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Trigger {
    /// When.
    pub on: Date,
    /// What.
    pub reason: ReviewReason,
}

/// A review that is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Review {
    /// By when.
    pub due: Date,
    /// Since when.
    pub since: Date,
    /// Why.
    pub reason: ReviewReason,
}

/// How soon, and how often in any case, a prison reviews a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewTimes {
    /// Within so many working days of what gives rise to it.
    pub within: u16,
    /// In any case every.
    pub every: Period,
}

/// The reviews that are owed of a series that was granted on a day, the nearest first. What happened before the last review was seen
/// by it.
pub fn reviews(granted: Date, last_review: Option<Date>, triggers: &[Trigger], times: ReviewTimes) -> Vec<Review> {
    let since = last_review.unwrap_or(granted).max(granted);
    let is_new = |on: Date| last_review.is_none_or(|last| on > last);
    let unseen = |trigger: &&Trigger| trigger.reason != ReviewReason::Time && is_new(trigger.on);
    let of = |Trigger { on, reason }: &Trigger| {
        let due = working_days_after(*on, times.within);
        Review { due, since: *on, reason: *reason }
    };
    let mut reviews: Vec<Review> = triggers.iter().filter(unseen).map(of).collect();
    reviews.push(Review { due: times.every.after(since), since, reason: ReviewReason::Time });
    reviews.sort_unstable();
    reviews.dedup();
    reviews
}
