//! The earliest release date by which a handover is reckoned. It is not the earliest date on a screen: curfew, sentence expiry and
//! licence expiry have no part in it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::case::{Case, is_indeterminate};
use super::parole::target_hearing;
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;
use crate::rule::Clause;

pub(super) const OF_INDETERMINATE: Clause = Clause {
    id: "3.indeterminate",
    words: "An indeterminate sentence: the tariff expiry date if it is after today; otherwise the target hearing date if \
            that is; otherwise whichever of the two is nearer to today, the tariff where they are as near.",
    source: "app/lib/handover/handover_calculation.rb",
};
pub(super) const OF_DETERMINATE: Clause = Clause {
    id: "3.determinate",
    words: "A determinate sentence: the parole eligibility date whenever there is one; otherwise the earlier of the \
            automatic and the conditional release date, the automatic where they are the same.",
    source: "app/lib/handover/handover_calculation.rb",
};

/// A date on which somebody could be released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseDate {
    /// Which of the dates of a sentence it is.
    #[serde(rename = "type")]
    pub kind: ReleaseKind,
    /// The date.
    pub date: Date,
}

/// The dates of a sentence that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ReleaseKind {
    /// Tariff expiry date.
    Ted,
    /// Target hearing date.
    Thd,
    /// Parole eligibility date.
    Ped,
    /// Automatic release date.
    Ard,
    /// Conditional release date.
    Crd,
}

impl ReleaseKind {
    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ted => "tariff expiry date",
            Self::Thd => "target hearing date",
            Self::Ped => "parole eligibility date",
            Self::Ard => "automatic release date",
            Self::Crd => "conditional release date",
        }
    }

    const fn on(self, date: Date) -> ReleaseDate {
        ReleaseDate { kind: self, date }
    }
}

use ReleaseKind::{Ard, Crd, Ped, Ted, Thd};

/// The earliest release date for handover; nothing, if no date that counts is recorded.
pub(super) fn find(case: &Case<'_>, working: &mut Working) -> Answer<Option<ReleaseDate>> {
    let found = is_indeterminate(case, working).and_then(|indeterminate| {
        working.decided_by(if indeterminate { &OF_INDETERMINATE } else { &OF_DETERMINATE });
        if indeterminate { of_indeterminate(case, working) } else { Answer::Known(of_determinate(case, working)) }
    });
    match &found {
        Answer::Known(Some(release)) => {
            let (kind, date) = (release.kind.words(), long_date(release.date));
            working.step(format_args!("Earliest release for handover: the {kind}, {date}."));
        }
        Answer::Known(None) => working.step("No date that counts as the earliest release is recorded."),
        Answer::CannotTell(_) => {}
    }
    found
}

fn of_indeterminate(case: &Case<'_>, working: &mut Working) -> Answer<Option<ReleaseDate>> {
    let tariff = working.date("Tariff expiry date", case.facts.tariff).map(|date| Ted.on(date));
    let is_ahead = |release: &ReleaseDate| release.date > case.today;
    if tariff.as_ref().is_some_and(is_ahead) {
        working.step("The tariff has not expired, so it comes before the target hearing.");
        return Answer::Known(tariff);
    }
    target_hearing(case, working).map(|hearing| {
        let hearing = hearing.map(|date| Thd.on(date));
        if hearing.as_ref().is_some_and(is_ahead) {
            working.step("No tariff expiry date is ahead, and the target hearing date is.");
            return hearing;
        }
        if tariff.is_some() && hearing.is_some() {
            working.step("Both dates have passed, or are today: the one nearer to today counts.");
        }
        nearer(case.today, tariff, hearing)
    })
}

/// The one of two that is nearer to a day; the first, where they are as near.
fn nearer(day: Date, first: Option<ReleaseDate>, second: Option<ReleaseDate>) -> Option<ReleaseDate> {
    first.into_iter().chain(second).min_by_key(|release| release.date.duration_since(day).abs())
}

fn of_determinate(case: &Case<'_>, working: &mut Working) -> Option<ReleaseDate> {
    let parole = working.date("Parole eligibility date", case.facts.parole_eligibility);
    if let Some(date) = parole {
        working.step("A parole eligibility date counts before every other date, whether earlier or later.");
        return Some(Ped.on(date));
    }
    let automatic = working.date("Automatic release date", case.facts.automatic_release.stands());
    let conditional = working.date("Conditional release date", case.facts.conditional_release.stands());
    if automatic.is_some() && conditional.is_some() {
        working.step("Of the automatic and the conditional release date the earlier counts.");
    }
    let dates = [automatic.map(|date| Ard.on(date)), conditional.map(|date| Crd.on(date))];
    dates.into_iter().flatten().min_by_key(|release| release.date)
}
