//! What a prison sets of the gate for itself: how often somebody is seen before release, and for how long what is recorded stands. What it
//! has not set is as the rules have it.

use super::constants::{Constants, PackRules, Timing, rule_sets};
use super::demand::Demands;
use crate::calendar::Period;
use crate::figure::{Figure, settings_of_prison};

settings_of_prison! {
    /// What a prison sets of the gate, each with where it is written.
    PackSettings, Constants, &rule_sets().newest.constants, rules;
    pack_contacts: u16, Times ("0 times", "12 times"), "The community offender manager sees somebody before release", rules.contacts_expected.clone();
    pack_explanation_age: Period, Period ("1 day", "6 months"), "An explanation of what is missing stands for", rules.explanation_age.clone();
    pack_risk_age: Period, Period ("1 week", "24 months"), "The risk, an OASys and what is said of self-harm stand for", age(&rules.demands.rosh);
    pack_checks_age: Period, Period ("1 month", "60 months"), "A check, and whether the Victim Contact Scheme applies, stand for", age(&rules.demands.police_check);
    pack_own_words_age: Period, Period ("1 week", "24 months"), "The prisoner's own words stand for", age(&rules.demands.strengths);
    pack_key_work_age: Period, Period ("1 week", "6 months"), "The last key-work session stands for", age(&rules.demands.key_work);
    pack_pathway_age: Period, Period ("1 week", "12 months"), "Where a pathway stands is so for", age(&rules.demands.pathway_accommodation);
    pack_home_age: Period, Period ("1 week", "12 months"), "An address, approved premises and an appointment for benefits stand for", age(&rules.demands.release_address);
    pack_money_age: Period, Period ("1 week", "24 months"), "A bank account and an identity document stand for", age(&rules.demands.bank_account);
}

fn age(timing: &Figure<Timing>) -> Figure<Period> {
    let Figure { value, standing, source } = timing;
    Figure { value: value.age.unwrap_or_default(), standing: *standing, source: source.clone() }
}

impl PackSettings {
    /// The newest rules with what this prison set.
    pub fn rules(&self) -> PackRules {
        let mut rules = rule_sets().newest.clone();
        rules.constants.contacts_expected = self.pack_contacts.clone();
        rules.constants.explanation_age = self.pack_explanation_age.clone();
        for (own, governed) in self.ages(&mut rules.constants.demands) {
            // A starting value keeps its own source: only what the prison set is the prison's.
            for timing in governed.into_iter().filter(|timing| timing.value.age != Some(own.value)) {
                let value = Timing { age: Some(own.value), ..timing.value };
                *timing = Figure { value, standing: own.standing, source: own.source.clone() };
            }
        }
        rules
    }

    /// Each age, and what it is the age of.
    fn ages<'a>(&'a self, demands: &'a mut Demands) -> Vec<(&'a Figure<Period>, Vec<&'a mut Figure<Timing>>)> {
        vec![
            (
                &self.pack_risk_age,
                vec![&mut demands.rosh, &mut demands.risk_now, &mut demands.oasys, &mut demands.self_harm],
            ),
            (
                &self.pack_checks_age,
                vec![&mut demands.police_check, &mut demands.children_check, &mut demands.victim_scheme],
            ),
            (&self.pack_own_words_age, vec![&mut demands.strengths, &mut demands.worries, &mut demands.goals]),
            (&self.pack_key_work_age, vec![&mut demands.key_work]),
            (
                &self.pack_pathway_age,
                vec![
                    &mut demands.pathway_accommodation,
                    &mut demands.pathway_attitudes,
                    &mut demands.pathway_family,
                    &mut demands.pathway_drugs,
                    &mut demands.pathway_work,
                    &mut demands.pathway_money,
                    &mut demands.pathway_health,
                ],
            ),
            (
                &self.pack_home_age,
                vec![&mut demands.release_address, &mut demands.approved_premises, &mut demands.benefits],
            ),
            (&self.pack_money_age, vec![&mut demands.bank_account, &mut demands.id_document]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::figure::{OwnFigure, Standing};

    fn own(name: &str, value: &str) -> OwnFigure {
        OwnFigure { name: name.to_owned(), value: value.to_owned(), set_on: date(2026, 11, 20) }
    }

    #[test]
    fn what_no_prison_has_set_is_as_the_rules_have_it() {
        assert_eq!(PackSettings::default().rules(), rule_sets().newest);
    }

    #[test]
    fn every_setting_can_be_set_to_its_default_and_to_the_ends_of_its_range() {
        let settings = PackSettings::default();
        for info in settings.figures() {
            for value in [&info.default, &info.range.0, &info.range.1] {
                assert!(settings.with(&own(&info.name, value)).is_ok(), "{}: {value}", info.name);
            }
            assert!(settings.with(&own(&info.name, "nonsense")).is_err(), "{}", info.name);
        }
    }

    #[test]
    fn what_a_prison_sets_holds_for_all_that_it_governs_and_for_nothing_else() {
        let set =
            [own("pack_contacts", "5 times"), own("pack_own_words_age", "2 months"), own("keywork_weeks", "1 week")];
        let rules = PackSettings::of_prison(&set).rules().constants;
        assert_eq!((rules.contacts_expected.value, rules.contacts_expected.standing), (5, Standing::Local));
        for timing in [&rules.demands.strengths, &rules.demands.worries, &rules.demands.goals] {
            assert_eq!(timing.value.age, Some(Period { months: 2, weeks: 0, days: 0 }));
            assert!(timing.source.starts_with("Set by the prison on 20 November 2026."), "{}", timing.source);
        }
        assert_eq!(rules.demands.rosh, rule_sets().newest.constants.demands.rosh);
    }
}
