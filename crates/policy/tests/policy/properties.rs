//! What must hold always.

use jiff::civil::Date;
use policy::calendar::{Period, months_after, months_before};
use policy::handover::{
    Dated, Facts, Handover, Outcome, State, earliest_release, early_allocation_status, handover, handover_outcome,
    referral_window, responsibility, rule_sets,
};
use policy::obligation::{CaseFacts, owed, settings};
use policy::{Answer, Reasoned};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{TODAY, day, facts};

fn ask(facts: &Facts) -> Reasoned<Outcome> {
    handover(facts, TODAY, &rule_sets().newest)
}

/// Whether the policy covers somebody and with what outcome: not by which clause it does not.
fn outcome(facts: &Facts) -> Option<Option<Handover>> {
    ask(facts).answer.known().map(|outcome| outcome.handover().copied())
}

/// The same facts in another order.
fn shuffled() -> impl Strategy<Value = (Facts, Facts)> {
    facts().prop_flat_map(|facts| {
        let terms = facts.sentence_terms.clone().unwrap_or_default();
        let orders = (
            Just(facts.parole_reviews.clone()).prop_shuffle(),
            Just(terms).prop_shuffle(),
            Just(facts.early_allocations.clone()).prop_shuffle(),
        );
        orders.prop_map(move |(parole_reviews, terms, early_allocations)| {
            let sentence_terms = facts.sentence_terms.as_ref().map(|_| terms);
            (facts.clone(), Facts { parole_reviews, sentence_terms, early_allocations, ..facts.clone() })
        })
    })
}

/// Somebody with a determinate sentence whom the policy covers.
fn determinate() -> impl Strategy<Value = Facts> {
    (facts(), day()).prop_map(|(facts, start)| Facts {
        date_of_birth: Some(Date::constant(1985, 6, 15)),
        legal_status: Some("SENTENCED".to_owned()),
        imprisonment_status: Some("ADIMP_ORA".to_owned()),
        indeterminate: Some(false),
        recalled: Some(false),
        sentence_start: Some(start),
        release: Some(start),
        parole_eligibility: None,
        automatic_release: Dated::default(),
        early_allocations: Vec::new(),
        ..facts
    })
}

/// The handover date of facts with a date of release; nothing, if the case is the community's at once.
fn handover_date(facts: &Facts) -> Option<Date> {
    let outcome = ask(facts).answer.known().unwrap();
    outcome.handover().unwrap().dates.map(|dates| dates.handover)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn facts_have_no_order((facts, reordered) in shuffled()) {
        let rules = &rule_sets().newest;
        prop_assert_eq!(ask(&facts).answer, ask(&reordered).answer);
        prop_assert_eq!(
            early_allocation_status(&facts, TODAY, rules).answer,
            early_allocation_status(&reordered, TODAY, rules).answer
        );
        prop_assert_eq!(
            responsibility(&facts, TODAY, rules).answer,
            responsibility(&reordered, TODAY, rules).answer
        );
    }

    #[test]
    fn what_is_owed_depends_on_no_order((facts, reordered) in shuffled(), received in option::of(day()), today in day()) {
        let rules = &rule_sets().newest;
        let what = |handover| {
            let case = CaseFacts { person: "A1234BC".to_owned(), handover, received, ..CaseFacts::default() };
            owed(&case, &settings().newest, rules, today)
        };
        let owed = what(facts);
        prop_assert!(owed.unclear.iter().all(|unclear| unclear.missing.facts().count() > 0));
        prop_assert_eq!(owed, what(reordered));
    }

    #[test]
    fn a_later_release_never_brings_the_handover_forward(facts in determinate(), one in day(), other in day()) {
        let (earlier, later) = (one.min(other), one.max(other));
        for released_on in [
            |facts: &Facts, date| Facts { conditional_release: Dated::from(date), ..facts.clone() },
            |facts: &Facts, date| Facts { automatic_release: Dated::from(date), ..facts.clone() },
            |facts: &Facts, date| Facts { parole_eligibility: Some(date), ..facts.clone() },
        ] {
            prop_assert!(handover_date(&released_on(&facts, earlier)) <= handover_date(&released_on(&facts, later)));
        }
    }

    #[test]
    fn a_later_tariff_never_brings_the_handover_forward(facts in determinate(), one in day(), other in day()) {
        let lifer = |tariff| Facts {
            indeterminate: Some(true),
            tariff: Some(tariff),
            parole_reviews: Vec::new(),
            sentence_terms: Some(Vec::new()),
            prison: Some("LEI".to_owned()),
            ..facts.clone()
        };
        prop_assert!(handover_date(&lifer(one.min(other))) <= handover_date(&lifer(one.max(other))));
    }

    #[test]
    fn any_facts_have_an_answer_or_say_what_is_missing(facts in facts()) {
        let rules = &rule_sets().newest;
        fn is_honest<T>(reasoned: &Reasoned<T>) -> bool {
            let missing = reasoned.answer.missing();
            missing.is_none_or(|missing| missing.facts().count() > 0) && !reasoned.derivation.to_string().is_empty()
        }
        prop_assert!(is_honest(&ask(&facts)));
        prop_assert_eq!(handover_outcome(&facts, TODAY, rules), ask(&facts).answer, "with and without the working");
        prop_assert!(is_honest(&responsibility(&facts, TODAY, rules)));
        prop_assert!(is_honest(&earliest_release(&facts, TODAY, rules)));
        prop_assert!(is_honest(&early_allocation_status(&facts, TODAY, rules)));
        prop_assert!(is_honest(&referral_window(&facts, TODAY, rules)));
    }

    /// Whoever answers without a fact answers the same with it, whatever it turns out to be.
    #[test]
    fn nothing_is_guessed((facts, other) in (facts(), facts())) {
        let forget: [fn(&Facts) -> Facts; 7] = [
            |facts| Facts { date_of_birth: None, ..facts.clone() },
            |facts| Facts { legal_status: None, ..facts.clone() },
            |facts| Facts { imprisonment_status: None, ..facts.clone() },
            |facts| Facts { indeterminate: None, ..facts.clone() },
            |facts| Facts { recalled: None, ..facts.clone() },
            |facts| Facts { prison: None, ..facts.clone() },
            |facts| Facts { sentence_terms: None, welsh: None, ..facts.clone() },
        ];
        let learn: [fn(&Facts, &Facts) -> Facts; 7] = [
            |facts, other| Facts { date_of_birth: other.date_of_birth, ..facts.clone() },
            |facts, other| Facts { legal_status: other.legal_status.clone(), ..facts.clone() },
            |facts, other| Facts { imprisonment_status: other.imprisonment_status.clone(), ..facts.clone() },
            |facts, other| Facts { indeterminate: other.indeterminate, ..facts.clone() },
            |facts, other| Facts { recalled: other.recalled, ..facts.clone() },
            |facts, other| Facts { prison: other.prison.clone(), ..facts.clone() },
            |facts, other| Facts { sentence_terms: other.sentence_terms.clone(), welsh: other.welsh, ..facts.clone() },
        ];
        for (forget, learn) in forget.iter().zip(learn) {
            let without = forget(&facts);
            if let Some(answer) = outcome(&without) {
                prop_assert_eq!(outcome(&learn(&without, &other)), Some(answer));
            }
        }
    }

    #[test]
    fn dates_come_in_pairs_and_the_state_follows_from_them(facts in facts()) {
        if let Answer::Known(Outcome::InPolicy(handover)) = ask(&facts).answer
            && let Some(dates) = handover.dates
        {
            prop_assert!(dates.start <= dates.handover);
            prop_assert_eq!(handover.state, dates.state_on(TODAY));
            prop_assert_eq!(dates.state_on(dates.handover), State::Community);
        }
    }

    #[test]
    fn a_month_is_a_month_at_every_months_end(date in day(), months in 0_u16..400) {
        let number = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let (before, after) = (months_before(date, months), months_after(date, months));
        prop_assert_eq!(number(date) - number(before), i32::from(months));
        prop_assert_eq!(number(after) - number(date), i32::from(months));
        for shifted in [before, after] {
            prop_assert_eq!(shifted.day(), date.day().min(shifted.days_in_month()));
        }
    }

    #[test]
    fn later_days_stay_later_when_a_period_is_taken_off(one in day(), other in day(), months in 0_u16..60, days in 0_u16..60) {
        let period = Period { months, weeks: days / 9, days };
        prop_assert!(period.before(one.min(other)) <= period.before(one.max(other)));
        prop_assert!(period.after(one.min(other)) <= period.after(one.max(other)));
    }

    #[test]
    fn the_day_of_a_leap_year_gets_no_handover_of_its_own(year in select(vec![2024_i16, 2028, 2032, 2096])) {
        let period = Period { months: 8, weeks: 0, days: 14 };
        let release = |day| Date::new(year, 10, day).unwrap();
        prop_assert_eq!(period.before(release(29)), period.before(release(31)));
        prop_assert!(period.before(release(28)) < period.before(release(29)), "29 February exists");
    }
}
