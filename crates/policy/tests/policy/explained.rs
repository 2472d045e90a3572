//! Why something is owed: the same rules, heard while they are at work.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use policy::calendar::long_date;
use policy::derivation::Derivation;
use policy::handover::{self, Override, Side, rule_sets};
use policy::obligation::{
    CaseFacts, DateMove, Explanation, Key, Kind, OBLIGATIONS, Obligation, Theme, explain, owed, settings,
};
use proptest::prelude::*;

use crate::arbitrary::{case_facts, day};
use crate::owed::{TODAY, case, on};

fn why(case: &CaseFacts, today: Date, key: &Key) -> Option<Explanation> {
    explain(case, &settings().newest, &rule_sets().newest, today, key)
}

/// The working of the first obligation of a kind.
fn of_kind(case: &CaseFacts, kind: Kind) -> Derivation {
    let list = on(case, TODAY).obligations;
    let found = list.iter().find(|found| found.key.kind == kind).unwrap();
    why(case, TODAY, &found.key).unwrap().derivation
}

#[test]
fn the_working_of_a_licence_as_text() {
    let derivation = of_kind(&case(), Kind::Licence);
    assert_eq!(derivation.to_string(), include_str!("../golden/owed_licence.txt").trim_end());
}

#[test]
fn the_working_of_a_missing_com_holds_the_handovers_own() {
    let derivation = of_kind(&case(), Kind::ComNeeded);
    assert_eq!(derivation.to_string(), include_str!("../golden/owed_com.txt").trim_end());
    let calculated = handover::handover(&case().handover, TODAY, &rule_sets().newest).derivation;
    assert!(calculated.inputs.iter().all(|input| derivation.inputs.contains(input)));
    assert!(calculated.steps.iter().all(|step| derivation.steps.contains(step)));
    assert!(calculated.would_change.iter().all(|line| derivation.would_change.contains(line)));
}

#[test]
fn working_days_are_counted_with_the_bank_holidays_in_between() {
    let received = CaseFacts { received: Some(date(2026, 12, 17)), ..case() };
    let steps = of_kind(&received, Kind::FirstPlan).steps;
    let expected = "Due: 10 working days after 17 December 2026 is 5 January 2027 (not counted: Christmas Day, 25 December \
                    2026; Boxing Day, 28 December 2026; New Year's Day, 1 January 2027).";
    assert_eq!(steps, [expected]);
}

#[test]
fn what_is_not_owed_has_no_reason() {
    let key = of(&case(), Kind::FirstPlan).key;
    let mut done = case();
    assert!(why(&done, TODAY, &key).is_some());
    done.last.plan = Some(date(2026, 9, 14));
    assert_eq!(why(&done, TODAY, &key), None, "it is done");
    let another = Key { since: date(2026, 9, 8), ..key };
    assert_eq!(why(&case(), TODAY, &another), None, "another reception");
}

fn of(case: &CaseFacts, kind: Kind) -> Obligation {
    on(case, TODAY).obligations.into_iter().find(|found| found.key.kind == kind).unwrap()
}

#[test]
fn what_looks_wrong_is_said() {
    let mut enhanced = case();
    let caution = "Nobody recorded whether the case is of enhanced resourcing: it counts as enhanced.";
    assert!(of_kind(&enhanced, Kind::HandoverMeeting).cautions.contains(&caution.to_owned()));
    enhanced.tasks.enhanced = Some(true);
    assert!(!of_kind(&enhanced, Kind::HandoverMeeting).cautions.contains(&caution.to_owned()));
    let cautions = of_kind(&case(), Kind::ComNeeded).cautions;
    assert!(cautions.iter().any(|caution| caution.contains("18 October 2026")), "{cautions:?}");
}

#[test]
fn a_managers_decision_moves_the_handovers_tasks() {
    let mut decided = case();
    decided.handover.conditional_release = handover::Dated::from(date(2030, 6, 30));
    let decide = |to| Override { to, reason: None, decided: Some(date(2026, 11, 2)), review: None };
    decided.handover.responsibility_override = Some(decide(Side::Probation));
    assert_eq!(of(&decided, Kind::HandoverContact).window.due, date(2026, 11, 2));
    decided.handover.indeterminate = None;
    assert_eq!(of(&decided, Kind::HandoverContact).window.due, date(2026, 11, 2), "whatever would be calculated");
    decided = case();
    decided.handover.responsibility_override = Some(decide(Side::Probation));
    assert_eq!(of(&decided, Kind::HandoverContact).window.due, date(2026, 10, 16), "it was handed over before that");
    decided.handover.responsibility_override = Some(decide(Side::Prison));
    let words = of(&decided, Kind::HandoverContact).why;
    assert!(words.ends_with("a manager decided that the prison is responsible."), "{words}");
}

#[test]
fn a_date_that_moved_twice_on_one_day_is_read_once() {
    let step = |from, to| DateMove {
        what: "Tariff expiry date".to_owned(),
        from: Some(from),
        to: Some(to),
        on: TODAY,
        read: None,
    };
    let mut moved = case();
    let (one, other) = (date(2027, 1, 1), date(2027, 2, 1));
    moved.moves = vec![step(one, other), step(other, date(2027, 3, 1))];
    let list = on(&moved, TODAY).obligations;
    let reads: Vec<_> = list.iter().filter(|found| found.key.kind == Kind::DateMoved).collect();
    assert_eq!(reads.len(), 1);
    assert_eq!(reads[0].why, "From 1 January 2027 to 1 February 2027. From 1 February 2027 to 1 March 2027.");
}

/// The clauses and the kinds that the examples reach: all of them.
#[test]
fn every_clause_and_every_kind_has_an_example() {
    let examples: serde_json::Value = serde_json::from_str(OBLIGATIONS.examples).unwrap();
    let cases = examples["cases"].as_array().unwrap();
    let held = |field: &str, place: &str| -> BTreeSet<String> {
        cases.iter().filter_map(|case| case[place][field].as_str().map(str::to_owned)).collect()
    };
    let clauses: BTreeSet<String> = OBLIGATIONS.clauses.iter().map(|clause| clause.id.to_owned()).collect();
    assert_eq!(held("clause", "expected"), clauses);
    let kinds: BTreeSet<String> =
        Kind::ALL.iter().map(|kind| serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()).collect();
    assert_eq!(held("kind", "inputs"), kinds);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    /// One engine: what the list says and what the explanation says are the same.
    #[test]
    fn what_is_owed_and_nothing_else_has_its_reason((case, today) in (case_facts(), day())) {
        let list = owed(&case, &settings().newest, &rule_sets().newest, today).obligations;
        for obligation in &list {
            let Some(found) = why(&case, today, &obligation.key) else {
                return Err(TestCaseError::fail(format!("no reason for {obligation:?}")));
            };
            prop_assert_eq!(&found.obligation, obligation);
            let derivation = found.derivation;
            prop_assert!(derivation.conclusion.starts_with(&obligation.why));
            prop_assert!(derivation.source.contains(&obligation.source));
            let clause = derivation.clause.as_ref().map(|clause| clause.id.as_ref());
            prop_assert!(OBLIGATIONS.clauses.iter().any(|known| Some(known.id) == clause), "{:?}", clause);
            prop_assert!(!derivation.inputs.is_empty() && !derivation.steps.is_empty(), "{}", derivation);
            let (window, steps) = (obligation.window, derivation.steps.join(" "));
            prop_assert!(steps.contains(&long_date(window.due).to_string()), "its day is not shown: {}", derivation);
            let inputs: Vec<Date> = derivation.inputs.iter().filter_map(|input| input.date).collect();
            for day in [Some(window.opens), window.hard_stop].into_iter().flatten() {
                let is_shown = inputs.contains(&day) || steps.contains(&long_date(day).to_string());
                prop_assert!(is_shown, "{} is not shown: {}", day, derivation);
            }
            prop_assert!(derivation.would_change.iter().any(|line| line.contains(obligation.key.kind.settled_by())));
            prop_assert!(derivation.to_string().contains("\nSource: "));
        }
        for kind in Kind::ALL {
            let key = Key { kind: *kind, about: None, since: today };
            let is_listed = list.iter().any(|found| found.key == key);
            prop_assert_eq!(why(&case, today, &key).is_some(), is_listed);
        }
    }

    /// Whatever is owed on the way to release moves with it, and in its direction.
    #[test]
    fn a_later_release_never_brings_a_deadline_forward(case in case_facts(), one in day(), other in day(), today in day()) {
        let released = |on: Date| {
            let mut case = case.clone();
            case.handover.release = Some(on);
            case.handover.conditional_release = handover::Dated::from(on);
            case.by_hand.clear();
            let list = owed(&case, &settings().newest, &rule_sets().newest, today).obligations;
            list.into_iter().filter(|found| found.key.kind.theme() == Theme::Release).collect::<Vec<_>>()
        };
        let (earlier, later) = (released(one.min(other)), released(one.max(other)));
        for before in earlier {
            // A report that was made in time for the earlier day may count for neither, for one or for both.
            let Some(after) = later.iter().find(|after| after.key.kind == before.key.kind) else { continue };
            prop_assert!(before.window.opens <= after.window.opens && before.window.due <= after.window.due);
            prop_assert!(before.window.hard_stop <= after.window.hard_stop);
        }
    }

    #[test]
    fn no_two_obligations_of_a_case_are_taken_for_one_another((case, today) in (case_facts(), day())) {
        let list = owed(&case, &settings().newest, &rule_sets().newest, today).obligations;
        let keys: BTreeSet<&Key> = list.iter().map(|found| &found.key).collect();
        prop_assert_eq!(keys.len(), list.len());
    }

    #[test]
    fn the_order_of_events_does_not_matter((case, today) in (case_facts(), day())) {
        let mut other = case.clone();
        other.checks.reverse();
        other.risk_changes.reverse();
        other.moves.reverse();
        other.packs.iter_mut().for_each(|packs| packs.reverse());
        other.rotl.reverse();
        for application in &mut other.rotl {
            application.consultations.reverse();
            application.releases.reverse();
            application.triggers.reverse();
        }
        other.by_hand.reverse();
        other.handover.parole_reviews.reverse();
        let list = |case: &CaseFacts| owed(case, &settings().newest, &rule_sets().newest, today);
        prop_assert_eq!(list(&case), list(&other));
    }
}
