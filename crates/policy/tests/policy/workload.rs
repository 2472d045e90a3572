//! What a case weighs: the same with the working and without it, for any facts.

use jiff::civil::date;
use policy::handover::{Facts, Override, Side, rule_sets};
use policy::obligation::settings;
use policy::risk::{Rosh, Tier};
use policy::workload::{self, Load, Need, Phase, Place, Scales, weigh, weight};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{TODAY, facts};
use crate::owed::case;

fn scales() -> Scales<'static> {
    Scales { work: &workload::rule_sets().newest, handover: &rule_sets().newest, obligations: &settings().newest }
}

fn of(handover: &Facts) -> Load<'_> {
    Load { handover, tier: Some(Tier::C), rosh: Some(Rosh::Low), need: None, place: Place::Alone }
}

#[test]
fn a_managers_decision_reaches_the_weight() {
    let mut handover = case().handover;
    handover.conditional_release = policy::handover::Dated::from(date(2030, 6, 30));
    let on_the_day = |facts: &Facts| weight(&of(facts), crate::owed::TODAY, &scales());
    assert_eq!(on_the_day(&handover).phase, Phase::Responsible);
    let decide = |to| Some(Override { to, reason: None, decided: Some(date(2026, 11, 2)), review: None });
    handover.responsibility_override = decide(Side::Probation);
    assert_eq!(on_the_day(&handover).phase, Phase::Supporting);
    handover = case().handover;
    assert_eq!(on_the_day(&handover).phase, Phase::Supporting, "handed over on 16 October");
    handover.responsibility_override = decide(Side::Prison);
    assert_eq!(on_the_day(&handover).phase, Phase::Responsible);
}

#[test]
fn the_working_says_each_part_and_rests_on_the_handover() {
    let handover = case().handover;
    let load = Load { need: Some(Need::High), ..of(&handover) };
    let derivation = weigh(&load, date(2026, 9, 1), &scales()).derivation;
    for step in ["By tier: 100.", "Need adds 30.", "The handover adds 20: 150."] {
        assert!(derivation.steps.iter().any(|said| said == step), "{derivation}");
    }
    assert!(derivation.steps.iter().any(|step| step.contains("clause 6.e")), "{derivation}");
    assert_eq!(derivation.clause.unwrap().id, "load.handover-window");
    assert_eq!(derivation.conclusion, "1.50 times the work of an ordinary case. Low risk, and high need.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_weight_is_the_same_with_its_working_and_grows_with_what_adds_to_it(
        facts in facts(),
        tier in option::of(select(vec![Tier::A, Tier::D, Tier::G])),
        rosh in option::of(select(vec![Rosh::Low, Rosh::High])),
        need in option::of(select(vec![Need::Low, Need::High])),
        place in select(vec![Place::Alone, Place::Supported, Place::Support, Place::Coworking]),
    ) {
        let load = Load { handover: &facts, tier, rosh, need, place };
        let silent = weight(&load, TODAY, &scales());
        let reasoned = weigh(&load, TODAY, &scales());
        prop_assert_eq!(reasoned.answer.known(), Some(silent));
        prop_assert!(reasoned.derivation.clause.is_some());
        prop_assert!(silent.hundredths > 0, "no case is hidden");
        for more in [
            Load { rosh: Some(Rosh::VeryHigh), ..load },
            Load { need: Some(Need::High), ..load },
            Load { tier: Some(Tier::A), ..load },
        ] {
            prop_assert!(weight(&more, TODAY, &scales()).hundredths >= silent.hundredths);
        }
    }
}
