//! What holds for any facts of a pack.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use policy::handover::MappaLevel;
use policy::obligation::{Agency, Check};
use policy::pack::{
    Contacts, Demand, Explained, KeyDates, KeyWorkFacts, Meeting, OpenActions, PACK, PackFacts, Reports, RiskFacts,
    SectionStanding, SentenceKind, TopicFact, Vlo,
};
use policy::risk::{Rosh, Tier};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::look;
use crate::arbitrary::{TODAY, day};

const STATES: [&str; 13] = [
    "not-started",
    "in-progress",
    "support-required",
    "support-not-required",
    "declined",
    "done",
    "held",
    "asked",
    "refused",
    "not-applicable",
    "not-done",
    "ended",
    "unheard-of",
];

fn any_day() -> BoxedStrategy<Date> {
    prop_oneof![8 => day(), 1 => Just(Date::MIN), 1 => Just(Date::MAX)].boxed()
}

fn codes() -> Vec<&'static str> {
    Demand::ALL.iter().map(|demand| demand.key()).collect()
}

fn stated() -> BoxedStrategy<TopicFact> {
    let about = option::of(select(vec!["one", "two"]).prop_map(str::to_owned));
    let flags = any::<(bool, bool)>();
    (select(codes()), about, any_day(), select(STATES.to_vec()), flags, option::of(day()))
        .prop_map(|(code, about, on, state, (has_words, has_owner), due)| TopicFact {
            code: code.to_owned(),
            about,
            on,
            state: state.to_owned(),
            has_words,
            has_owner,
            due,
        })
        .boxed()
}

fn risk() -> BoxedStrategy<RiskFacts> {
    let levels = (
        option::of(select(vec![Rosh::Low, Rosh::High])),
        option::of(Just(Tier::B)),
        any::<Option<bool>>(),
        option::of(1_u8..5),
        option::of((0_u8..4).prop_map(|level| MappaLevel::try_from(level).unwrap())),
    );
    (levels, vec(option::of(any_day()), 4))
        .prop_map(|((rosh, tier, mappa_applies, mappa_category, mappa_level), days)| RiskFacts {
            rosh,
            rosh_assessed: days[0],
            tier,
            mappa_applies,
            mappa_category,
            mappa_level,
            mappa_review: days[1],
            oasys: days[2],
            oasys_reviewed: days[3],
        })
        .boxed()
}

fn check() -> BoxedStrategy<Check> {
    (select(Agency::ALL.to_vec()), any_day(), option::of(day()))
        .prop_map(|(agency, requested, received)| Check { agency, requested, chased: None, received })
        .boxed()
}

fn explanation() -> BoxedStrategy<Explained> {
    (select(codes()), any_day()).prop_map(|(key, on)| Explained { key: key.to_owned(), on }).boxed()
}

/// Any facts of a pack, and the same in another order.
fn facts() -> BoxedStrategy<PackFacts> {
    let people = (any::<(bool, bool, bool, bool)>(), select(vec![Vlo::Known, Vlo::NotKnown, Vlo::Closed]));
    let kinds = vec![SentenceKind::Determinate, SentenceKind::Indeterminate, SentenceKind::Recall];
    let flags = any::<(Option<bool>, Option<bool>, Option<bool>, Option<bool>)>();
    let alerts = option::of(btree_set(select(vec!["HA", "RCP", "XX"]).prop_map(str::to_owned), 0..3));
    let conflicts = btree_map(select(vec!["tier", "releaseDate", "x"]).prop_map(str::to_owned), 0_u16..2, 0..2);
    let lists = (vec(stated(), 0..40), vec(check(), 0..3), vec(explanation(), 0..10), alerts, conflicts);
    let days = vec(option::of(any_day()), 11);
    (people, option::of(select(kinds)), flags, risk(), lists, days, 0_u16..5)
        .prop_map(|(people, sentence, flags, risk, lists, days, number)| {
            let ((crn, pnc, com_name, com_email), vlo) = people;
            let (topics, checks, explanations, alerts, conflicts): (_, _, _, Option<BTreeSet<String>>, BTreeMap<_, _>) =
                lists;
            PackFacts {
                today: TODAY,
                sentence,
                dates: KeyDates { sentence_start: days[0], release: days[1], licence_end: days[2], handover: days[3] },
                contacts: Contacts { crn, pnc, com_name, com_email },
                risk,
                alerts,
                acct_open: flags.0,
                victim_scheme: flags.1,
                vlo,
                homeless: flags.2,
                approved_premises: flags.3,
                plan: days[4],
                key_work: KeyWorkFacts { last_session: days[5], sessions: number, high_complexity: number == 0 },
                reports: Reports { immediate_needs: days[6], pre_release: days[7] },
                meeting: Meeting { invited: days[8], held: days[9] },
                com_contacts: number,
                first_appointment: days[10],
                checks,
                topics,
                actions: OpenActions { open: 4, without_owner: number, without_date: 0 },
                conflicts,
                explanations,
            }
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_item_shows_its_working_and_asks_where_something_is_to_be_put_right(facts in facts()) {
        let found = look(&facts);
        for item in &found.items {
            let derivation = &item.derivation;
            prop_assert!(!derivation.inputs.is_empty(), "{}", derivation);
            prop_assert!(derivation.conclusion.ends_with(&item.words));
            prop_assert_eq!(derivation.today, Some(facts.today));
            prop_assert!(PACK.clauses.iter().any(|clause| clause.id == item.clause));
            prop_assert_eq!(derivation.clause.as_ref().map(|clause| clause.id.as_ref()), Some(item.clause.as_str()));
            prop_assert_eq!(item.question.is_some(), item.standing.stops());
            prop_assert!(!item.explained || item.standing.stops());
            prop_assert!(!item.words.to_lowercase().contains("pack is complete"));
        }
        let keys: BTreeSet<&str> = found.items.iter().map(|item| item.key.as_str()).collect();
        prop_assert_eq!(keys.len(), found.items.len(), "each has a key of its own");
    }

    #[test]
    fn the_sections_are_what_their_items_are(facts in facts()) {
        let found = look(&facts);
        for (at, section) in found.sections.iter().enumerate() {
            let of_it = found.items.iter().filter(|item| usize::from(item.section) == at + 1);
            let stopping: Vec<bool> = of_it.filter(|item| item.standing.stops()).map(|item| item.explained).collect();
            let open = stopping.iter().filter(|explained| !**explained).count();
            let expected = match (stopping.is_empty(), open) {
                (true, _) => SectionStanding::Ready,
                (false, 0) => SectionStanding::Explained,
                (false, open) => SectionStanding::Gaps(u16::try_from(open).unwrap()),
            };
            prop_assert_eq!(*section, expected);
        }
        let gaps = found.sections.iter().any(|section| matches!(section, SectionStanding::Gaps(_)));
        prop_assert_eq!(found.may_seal, !gaps);
    }

    #[test]
    fn the_order_in_which_things_were_stated_does_not_matter(facts in facts()) {
        let mut other = facts.clone();
        other.topics.reverse();
        other.checks.reverse();
        other.explanations.reverse();
        prop_assert_eq!(look(&facts), look(&other));
    }

    /// Everything explained today goes, unless two records disagree or a fact is of a day to come.
    #[test]
    fn whatever_is_explained_today_goes_but_no_conflict(facts in facts()) {
        let mut explained = PackFacts { conflicts: BTreeMap::new(), ..facts };
        explained.topics.retain(|topic| topic.on <= TODAY);
        explained.checks.retain(|check| check.requested <= TODAY);
        for day in [&mut explained.reports.pre_release, &mut explained.risk.oasys_reviewed, &mut explained.meeting.held, &mut explained.risk.rosh_assessed] {
            *day = day.filter(|day| *day <= TODAY);
        }
        let keys: Vec<String> = look(&explained).items.into_iter().map(|item| item.key).collect();
        explained.explanations = keys.into_iter().map(|key| Explained { key, on: TODAY }).collect();
        prop_assert!(look(&explained).may_seal);
        explained.conflicts.insert("tier".to_owned(), 1);
        explained.explanations.push(Explained { key: "conflict:tier".to_owned(), on: TODAY });
        prop_assert!(!look(&explained).may_seal);
    }

    /// Time alone never makes anything that was missing stand.
    #[test]
    fn what_is_open_stays_open_while_nobody_does_anything(facts in facts(), days in 0_i64..400) {
        let open = |facts: &PackFacts| -> BTreeSet<String> {
            look(facts).items.into_iter().filter(|item| item.is_open()).map(|item| item.key).collect()
        };
        let facts = PackFacts { explanations: Vec::new(), ..facts };
        let later = PackFacts { today: TODAY.saturating_add(jiff::Span::new().days(days)), ..facts.clone() };
        prop_assert!(open(&facts).is_subset(&open(&later)));
    }
}
