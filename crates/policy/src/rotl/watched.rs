//! The facts that are watched: as they stood when an assessment was written, and as they are now. Where they differ, the assessment
//! goes back to its author, and a series is looked at again.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::review::ReviewReason;
use crate::calendar::long_date;
use crate::handover::MappaLevel;
use crate::risk::Rosh;

/// The watched facts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Watched {
    /// The security category's code.
    pub category: Option<String>,
    /// The risk of serious harm.
    pub rosh: Option<Rosh>,
    /// Whether MAPPA applies.
    pub mappa_applies: Option<bool>,
    /// The MAPPA category.
    pub mappa_category: Option<u8>,
    /// The MAPPA level.
    pub mappa_level: Option<MappaLevel>,
    /// The codes of the alerts that are active.
    pub alerts: Option<BTreeSet<String>>,
    /// The legal status's code.
    pub legal_status: Option<String>,
    /// The prison's code.
    pub prison: Option<String>,
    /// Conditional release date.
    pub conditional_release: Option<Date>,
    /// Automatic release date.
    pub automatic_release: Option<Date>,
    /// Parole eligibility date.
    pub parole_eligibility: Option<Date>,
    /// Tariff expiry date.
    pub tariff: Option<Date>,
    /// The confirmed, or else the latest, release date.
    pub release: Option<Date>,
}

impl From<&Facts> for Watched {
    fn from(facts: &Facts) -> Self {
        Self {
            category: facts.category.clone(),
            rosh: facts.rosh,
            mappa_applies: facts.mappa_applies,
            mappa_category: facts.mappa_category,
            mappa_level: facts.mappa_level,
            alerts: facts.alerts.clone(),
            legal_status: facts.legal_status.clone(),
            prison: facts.prison.clone(),
            conditional_release: facts.conditional_release,
            automatic_release: facts.automatic_release,
            parole_eligibility: facts.parole_eligibility,
            tariff: facts.tariff,
            release: facts.release,
        }
    }
}

/// What a watched fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WatchedFact {
    /// The security category.
    Category,
    /// The risk of serious harm.
    Rosh,
    /// MAPPA.
    Mappa,
    /// An alert.
    Alerts,
    /// The legal status.
    LegalStatus,
    /// The prison.
    Prison,
    /// A release date.
    ReleaseDates,
}

impl WatchedFact {
    /// Why a series is reviewed because of it; nothing, where only the assessment is looked at again.
    pub const fn review(self) -> Option<ReviewReason> {
        match self {
            Self::Category | Self::Alerts => Some(ReviewReason::CategoryOrAlert),
            Self::Rosh | Self::Mappa => Some(ReviewReason::Risk),
            Self::LegalStatus => Some(ReviewReason::NewCharge),
            Self::Prison => Some(ReviewReason::Transfer),
            Self::ReleaseDates => None,
        }
    }
}

/// A watched fact that is another one now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it is about.
    pub what: WatchedFact,
    /// What changed, in a sentence.
    pub words: String,
}

/// What changed between two times.
pub fn changed(before: &Watched, now: &Watched) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut say = |what, name: &str, from: Option<String>, to: Option<String>| {
        if from != to {
            let words = format!("{name} was {}, and is {}.", or_none(from), or_none(to));
            changes.push(Change { what, words });
        }
    };
    let rosh = |rosh: Option<Rosh>| rosh.map(|rosh| rosh.words().to_owned());
    let applies = |flag: Option<bool>| flag.map(|flag| if flag { "yes" } else { "no" }.to_owned());
    let number = |number: Option<u8>| number.map(|number| number.to_string());
    let level = |level: Option<MappaLevel>| level.map(|level| level.words().to_owned());
    let date = |date: Option<Date>| date.map(|date| long_date(date).to_string());
    say(WatchedFact::Category, "The category", before.category.clone(), now.category.clone());
    say(WatchedFact::Rosh, "The risk of serious harm", rosh(before.rosh), rosh(now.rosh));
    say(WatchedFact::Mappa, "That MAPPA applies", applies(before.mappa_applies), applies(now.mappa_applies));
    say(WatchedFact::Mappa, "The MAPPA category", number(before.mappa_category), number(now.mappa_category));
    say(WatchedFact::Mappa, "The MAPPA level", level(before.mappa_level), level(now.mappa_level));
    say(WatchedFact::LegalStatus, "The legal status", before.legal_status.clone(), now.legal_status.clone());
    say(WatchedFact::Prison, "The prison", before.prison.clone(), now.prison.clone());
    for (name, before, now) in [
        ("The conditional release date", before.conditional_release, now.conditional_release),
        ("The automatic release date", before.automatic_release, now.automatic_release),
        ("The parole eligibility date", before.parole_eligibility, now.parole_eligibility),
        ("The tariff expiry date", before.tariff, now.tariff),
        ("The release date", before.release, now.release),
    ] {
        say(WatchedFact::ReleaseDates, name, date(before), date(now));
    }
    changes.extend(alerts(before.alerts.as_ref(), now.alerts.as_ref()));
    changes
}

/// Alerts that came and went; alerts that nobody had looked for are no change until somebody finds one.
fn alerts(before: Option<&BTreeSet<String>>, now: Option<&BTreeSet<String>>) -> Option<Change> {
    let none = BTreeSet::new();
    let (before, now) = (before.unwrap_or(&none), now?);
    let list = |codes: Vec<&String>| codes.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let new = list(now.difference(before).collect());
    let gone = list(before.difference(now).collect());
    let words = match (new.is_empty(), gone.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("New alerts: {new}."),
        (true, false) => format!("Alerts that are gone: {gone}."),
        (false, false) => format!("New alerts: {new}. Alerts that are gone: {gone}."),
    };
    Some(Change { what: WatchedFact::Alerts, words })
}

fn or_none(value: Option<String>) -> String {
    value.unwrap_or_else(|| "not recorded".to_owned())
}
