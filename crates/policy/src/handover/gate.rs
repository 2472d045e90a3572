//! Whom the policy covers at all: adults who serve a criminal sentence or are detained for immigration. Everybody else has no
//! handover, whatever their dates.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::case::{Case, Condition, in_words, is_immigration_case, is_indeterminate};
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;
use crate::rule::Clause;

pub(super) const LEGAL_STATUS: Clause = Clause {
    id: "1.legal-status",
    words: "Not covered: the legal status is none of sentenced, indeterminate sentence, recall, immigration detainee.",
    source: "app/services/hmpps_api/prison_api/offender_api.rb",
};
pub(super) const CIVIL: Clause = Clause {
    id: "1.civil",
    words: "Not covered: the imprisonment status is a civil one.",
    source: "app/models/sentence_type.rb",
};
pub(super) const AGE: Clause = Clause {
    id: "1.age",
    words: "Not covered: not yet an adult. The birthday itself counts.",
    source: "app/models/hmpps_api/offender.rb",
};
pub(super) const SENTENCED: Clause = Clause {
    id: "1.sentenced",
    words: "Not covered: neither sentenced (a sentence start date, and a confirmed or latest release date, parole \
            eligibility date, home detention curfew eligibility date, tariff expiry date or an indeterminate sentence) nor \
            an immigration case. A conditional or automatic release date alone does not count.",
    source: "app/models/hmpps_api/offender.rb",
};

/// Why the policy does not cover somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// The legal status.
    LegalStatus,
    /// A civil prisoner.
    Civil,
    /// Not yet an adult.
    Age,
    /// Neither sentenced nor an immigration case.
    NotSentenced,
}

impl Exclusion {
    /// The clause.
    pub const fn clause(self) -> &'static Clause {
        match self {
            Self::LegalStatus => &LEGAL_STATUS,
            Self::Civil => &CIVIL,
            Self::Age => &AGE,
            Self::NotSentenced => &SENTENCED,
        }
    }
}

/// What must hold, and what excludes whoever does not meet it.
const CONDITIONS: [(Condition, Exclusion); 4] = [
    (legal_status, Exclusion::LegalStatus),
    (not_civil, Exclusion::Civil),
    (adult, Exclusion::Age),
    (sentenced_or_immigration, Exclusion::NotSentenced),
];

/// What excludes the case; nothing, if the policy covers it.
pub(super) fn exclusion(case: &Case<'_>, working: &mut Working) -> Answer<Option<Exclusion>> {
    let mut covered = Answer::Known(true);
    for (condition, exclusion) in CONDITIONS {
        let met = condition(case, working);
        if met == Answer::Known(false) {
            return Answer::Known(Some(exclusion));
        }
        covered = covered.and(met);
    }
    covered.map(|_| None)
}

fn legal_status(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let status = case.facts.legal_status.as_deref();
    working.uses("Legal status", in_words(status));
    Answer::of(status, "the legal status").map(|status| case.rules.legal_statuses.value.contains(status))
}

fn not_civil(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    case.status(working).map(|status| !case.rules.civil_statuses.value.contains(status))
}

fn adult(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let born = working.date("Date of birth", case.facts.date_of_birth);
    Answer::of(born, "the date of birth").map(|born| {
        let age = age_on(case.today, born);
        working.step(format_args!("Born on {}: {age} years old.", long_date(born)));
        age >= case.rules.adult_age.value
    })
}

/// The birthday on which somebody reaches an age: the first day on which [`age_on`] says so.
pub(super) fn birthday(born: Date, age: i16) -> Date {
    let year = born.year().saturating_add(age);
    // In a year without the day, it is the first of the next month.
    let kept = Date::new(year, born.month(), born.day()).ok();
    kept.or_else(|| Date::new(year, 3, 1).ok()).unwrap_or(Date::MAX)
}

/// Somebody born on 29 February is a year older on 1 March of other years.
fn age_on(day: Date, born: Date) -> i16 {
    let years = day.year().saturating_sub(born.year());
    let birthday_passed = (day.month(), day.day()) >= (born.month(), born.day());
    if birthday_passed { years } else { years.saturating_sub(1) }
}

fn sentenced_or_immigration(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let sentenced = sentenced(case, working);
    if sentenced == Answer::Known(true) {
        return sentenced;
    }
    let immigration = is_immigration_case(case, working);
    sentenced.or(immigration)
}

fn sentenced(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let facts = case.facts;
    if case.sentence_start(working).is_none() {
        working.step("No sentence start date is recorded, so the person does not count as sentenced.");
        return Answer::Known(false);
    }
    let dates = [
        ("Confirmed or latest release date", facts.release),
        ("Parole eligibility date", facts.parole_eligibility),
        ("Home detention curfew eligibility date", facts.hdc_eligibility),
        ("Tariff expiry date", facts.tariff),
    ];
    if let Some((name, date)) = dates.into_iter().find(|(_, date)| date.is_some()) {
        working.date(name, date);
        let name = name.to_lowercase();
        working.step(format_args!("Counts as sentenced: there is a sentence start date and a {name}."));
        return Answer::Known(true);
    }
    let indeterminate = is_indeterminate(case, working);
    if indeterminate == Answer::Known(false) {
        working
            .step("Does not count as sentenced: there is no date that counts, and the sentence is not indeterminate.");
        if facts.conditional_release.stands().or(facts.automatic_release.stands()).is_some() {
            working.caution(
                "There is a conditional or automatic release date but no release date (confirmed or latest): the prison \
                 system's release date may be missing.",
            );
        }
    }
    indeterminate
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_birthday_counts_and_one_on_29_february_waits_for_march() {
        assert_eq!(age_on(date(2026, 5, 3), date(2008, 5, 3)), 18);
        assert_eq!(age_on(date(2026, 5, 2), date(2008, 5, 3)), 17);
        assert_eq!(age_on(date(2026, 2, 28), date(2008, 2, 29)), 17);
        assert_eq!(age_on(date(2026, 3, 1), date(2008, 2, 29)), 18);
        assert_eq!(age_on(date(2026, 1, 1), date(2027, 1, 1)), -1);
    }

    #[test]
    fn a_birthday_is_the_first_day_of_an_age() {
        for born in [date(2008, 2, 29), date(2008, 2, 28), date(2008, 3, 1), date(2009, 12, 31)] {
            let day = birthday(born, 18);
            assert_eq!(age_on(day, born), 18, "{born}");
            assert_eq!(age_on(day.yesterday().unwrap(), born), 17, "{born}");
        }
        assert_eq!(birthday(Date::MAX, 18), Date::MAX);
    }
}
