//! What must hold for any facts, likely and broken.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use policy::handover::MappaLevel;
use policy::risk::Rosh;
use policy::rotl::{
    Bar, Breach, BreachKind, Check, Facts, Given, Grade, Kind, PastRelease, Purpose, Request, RotlSettings, RuleBook,
    Sex, Standing, Verdict, consultees, demanded_grade, earliest, progress, rulings, tier,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::day;

fn code(codes: &'static [&'static str]) -> BoxedStrategy<Option<String>> {
    option::weighted(0.9, select(codes).prop_map(str::to_owned)).boxed()
}

fn any_day() -> BoxedStrategy<Option<Date>> {
    option::of(prop_oneof![8 => day(), 1 => Just(Date::MIN), 1 => Just(Date::MAX)]).boxed()
}

fn alerts() -> BoxedStrategy<Option<BTreeSet<String>>> {
    const CODES: [&str; 11] = ["XEL", "ROTL", "RROTL", "SROTL", "XNR", "TM", "TPR", "XER", "CC2", "nonsense", ""];
    option::weighted(0.9, btree_set(select(&CODES[..]).prop_map(str::to_owned), 0..3)).boxed()
}

fn breach() -> BoxedStrategy<Breach> {
    let what = select(vec![BreachKind::Escape, BreachKind::Abscond, BreachKind::SeriousFailure]);
    (any_day(), what).prop_map(|(on, what)| Breach { on, what }).boxed()
}

fn past() -> BoxedStrategy<PastRelease> {
    (select(Kind::ALL.to_vec()), day(), any_day(), any::<u16>(), any::<bool>())
        .prop_map(|(kind, out, back, nights, failed)| PastRelease { kind, out, back, nights, failed })
        .boxed()
}

prop_compose! {
    fn status()(
        category in code(&["A", "B", "C", "D", "T", "R", "?"]),
        legal_status in code(&["SENTENCED", "SENTENCED", "REMAND", "CONVICTED_UNSENTENCED", "RECALL", "OTHER", ""]),
        imprisonment_status in code(&["ADIMP_ORA", "ADIMP_ORA", "LIFE", "EXSENT08", "EXTRAD", "DTO", "unheard of"]),
        prison in code(&["LEI", "HDI", "ESI", "XXX"]),
        alerts in alerts(),
        rosh in option::of(select(vec![Rosh::Low, Rosh::Medium, Rosh::High, Rosh::VeryHigh])),
        mappa_level in option::of((0_u8..4).prop_map(|level| MappaLevel::try_from(level).unwrap())),
        sex in option::of(select(vec![Sex::Female, Sex::Male])),
    ) -> Facts {
        Facts { category, legal_status, imprisonment_status, prison, alerts, rosh, mappa_level, sex, ..Facts::default() }
    }
}

prop_compose! {
    fn facts()(
        status in status().boxed(),
        flags in vec(any::<Option<bool>>(), 12),
        dates in vec(any_day(), 7),
        remand_days in option::of(any::<u16>()),
        breaches in option::weighted(0.9, vec(breach(), 0..3)),
        past in vec(past(), 0..3),
        mappa_category in any::<Option<u8>>(),
    ) -> Facts {
        Facts {
            indeterminate: flags[0], extended: flags[1], recalled: flags[2], mappa_applies: flags[3],
            foreign_national: flags[4], deportation_order: flags[5], appeals_exhausted: flags[6], sole_carer: flags[7],
            other_charges: flags[8], tribunal: flags[9], confiscation_default: flags[10], victim_contact: flags[11],
            date_of_birth: dates[0], sentence_start: dates[1], conditional_release: dates[2], automatic_release: dates[3],
            release: dates[4], parole_eligibility: dates[5], tariff: dates[6],
            remand_days, breaches, past, mappa_category,
            ..status
        }
    }
}

prop_compose! {
    fn request()(
        kind in select(Kind::ALL.to_vec()),
        reason in code(&["R14", "RO", "3", "C5", "C4", ""]),
        purpose in option::of(select(Purpose::ALL.to_vec())),
        first_out in any_day(),
        flags in vec(any::<Option<bool>>(), 4),
    ) -> Request {
        Request {
            kind, reason, purpose, first_out,
            host: flags[0], provider: flags[1], approved_premises: flags[2], with_children: flags[3],
        }
    }
}

fn given() -> BoxedStrategy<BTreeMap<Check, Given>> {
    let answers =
        vec![Given::Met, Given::NotMet, Given::Exception(Grade::DutyManager), Given::Exception(Grade::Governor)];
    btree_map(select(Check::ALL), select(answers), 0..12).boxed()
}

/// What is recorded in the second, and what is not in it from the first: everything that either knows.
fn more(known: &Facts, other: &Facts) -> Facts {
    macro_rules! filled {
        ($($name:ident),*) => { Facts { $($name: known.$name.clone().or_else(|| other.$name.clone()),)* past: known.past.clone() } };
    }
    filled!(
        category,
        legal_status,
        imprisonment_status,
        indeterminate,
        extended,
        recalled,
        alerts,
        rosh,
        mappa_applies,
        mappa_category,
        mappa_level,
        date_of_birth,
        sex,
        sentence_start,
        conditional_release,
        automatic_release,
        release,
        parole_eligibility,
        tariff,
        remand_days,
        prison,
        foreign_national,
        deportation_order,
        appeals_exhausted,
        breaches,
        sole_carer,
        other_charges,
        tribunal,
        confiscation_default,
        victim_contact
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_rule_answers_or_says_what_is_missing(facts in facts(), request in request(), today in day()) {
        let book = RuleBook::newest();
        let all = rulings(&facts, &request, today, &book);
        prop_assert_eq!(all.len(), Check::ALL.len());
        for ruling in &all {
            let derivation = &ruling.reasoned.derivation;
            let missing = ruling.reasoned.answer.missing().map(|missing| missing.facts().count());
            prop_assert_ne!(missing, Some(0), "{}", derivation);
            prop_assert_eq!(missing.is_some(), derivation.conclusion.starts_with("Cannot tell"), "{}", derivation);
            prop_assert_eq!(derivation.clause.is_some(), missing.is_none());
        }
        for kind in Kind::ALL {
            let found = earliest(kind, &facts, today, &book);
            prop_assert!(found.answer.missing().is_none_or(|missing| missing.facts().count() > 0));
        }
        let tier = tier(&facts, &book);
        prop_assert!(demanded_grade(request.kind, &tier.answer, &RotlSettings::default(), &book).answer.known().is_some());
        for one in consultees(&facts, &request, &book) {
            prop_assert!(!one.reasoned.derivation.conclusion.is_empty());
        }
    }

    /// Whatever people say to it, and whatever else is met.
    #[test]
    fn a_hard_bar_that_holds_always_refuses(facts in facts(), request in request(), today in day(), given in given()) {
        let book = RuleBook::newest();
        let all = rulings(&facts, &request, today, &book);
        let found = progress(&all, &given, &book);
        for ruling in &all {
            if ruling.verdict() == Some(Verdict::NotMet) && ruling.bar == Bar::Hard {
                prop_assert!(found.refuses.contains(&ruling.check));
                prop_assert!(!found.may_go_on());
            }
            if ruling.verdict().is_none() && ruling.bar != Bar::Weighed && !given.contains_key(&ruling.check) {
                prop_assert!(!found.may_go_on(), "nobody has looked at {}", ruling.check.words());
            }
        }
    }

    /// What the law forbids by what is known, nothing else that comes to be known allows.
    #[test]
    fn knowing_more_never_turns_what_the_law_forbids_into_met(
        (known, other) in (facts(), facts()),
        request in request(),
        today in day(),
    ) {
        let book = RuleBook::newest();
        let before = rulings(&known, &request, today, &book);
        let after = rulings(&more(&known, &other), &request, today, &book);
        for (before, after) in before.iter().zip(&after) {
            if before.standing == Standing::Law && before.verdict() == Some(Verdict::NotMet) {
                prop_assert_eq!(after.verdict(), Some(Verdict::NotMet), "{}", before.check.words());
            }
        }
    }

    #[test]
    fn the_order_of_what_is_recorded_does_not_matter(facts in facts(), request in request(), today in day()) {
        let book = RuleBook::newest();
        let mut other = facts.clone();
        other.past.reverse();
        if let Some(breaches) = &mut other.breaches {
            breaches.reverse();
        }
        prop_assert_eq!(rulings(&facts, &request, today, &book), rulings(&other, &request, today, &book));
    }

    /// Restricted is what stays: what comes to be known makes a case restricted, and never standard again.
    #[test]
    fn knowing_more_never_makes_a_restricted_case_standard((known, other) in (facts(), facts())) {
        let book = RuleBook::newest();
        let marked_standard = |facts: &Facts| facts.alerts.as_ref().is_some_and(|alerts| alerts.contains("SROTL"));
        let more = more(&known, &other);
        let restricted = |facts: &Facts| tier(facts, &book).answer.known() == Some(policy::rotl::Tier::Restricted);
        if restricted(&known) && marked_standard(&known) == marked_standard(&more) {
            prop_assert!(restricted(&more));
        }
    }
}
