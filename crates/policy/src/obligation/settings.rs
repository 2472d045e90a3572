//! The frequencies and windows by which things are owed: the national figure where there is one, and otherwise a starting value
//! that is marked as local. A prison sets its own; the engine asks no other place.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::figure::{Figure, FigureError, Named, OwnFigure, Standing, Unit, Value, figures_by_name};
use crate::rule_set::{RuleSet, RuleSets};

macro_rules! settings {
    ($($name:ident: $value:ty, $unit:ident $range:expr, $words:literal;)*) => {
        /// The figures.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Settings {
            $(#[doc = concat!($words, ".")] pub $name: Figure<$value>,)*
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($name: Figure {
                    value: Default::default(),
                    standing: Standing::Local,
                    source: String::new(),
                },)* }
            }
        }

        figures_by_name! {
            Settings, RULE_SETS.newest.constants;
            $($name, $unit $range, $words;)*
        }

        impl Settings {
            $(pub(super) const fn $name(&self) -> Named<'_, $value> {
                Named { about: &about::$name, figure: &self.$name }
            })*
        }
    };
}

settings! {
    keywork_weeks: u16, Weeks ("1 week", "4 weeks"), "A key-work session every";
    contact_high_risk: Period, Period ("1 day", "12 months"), "Contact by the POM at high or very high risk every";
    contact_other_risk: Period, Period ("1 day", "24 months"), "Contact by the POM at any other risk every";
    oasys_review: Period, Period ("1 month", "60 months"), "An OASys stands for";
    plan_first: u16, WorkingDays ("1 working day", "120 working days"), "First sentence plan, from reception, within";
    plan_review: Period, Period ("1 month", "60 months"), "A sentence plan stands for";
    oversight: Period, Period ("1 week", "24 months"), "A manager looks at a case every";
    rosh_missing: u16, WorkingDays ("1 working day", "60 working days"), "A missing risk of serious harm is assessed within";
    check_request: u16, WorkingDays ("1 working day", "60 working days"), "A check is asked for within";
    check_chase: u16, WorkingDays ("1 working day", "60 working days"), "An answer to a check is chased after";
    risk_told: u16, WorkingDays ("0 working days", "20 working days"), "People are told of a changed risk within";
    move_read: u16, WorkingDays ("0 working days", "20 working days"), "What a moved date moved is read within";
    handover_window: Period, Period ("1 week", "12 months"), "The handover's tasks begin before it by";
    no_meeting_since: Option<Date>, Date ("2020-01-01", "2100-01-01"), "No handover meeting for handover dates from";
    pack_receipt: u16, WorkingDays ("1 working day", "20 working days"), "The receipt of a handover pack is chased after";
    pack_again: u16, WorkingDays ("0 working days", "20 working days"), "A handover pack is sent again, after a fact changed, within";
    decision_recorded: u16, WorkingDays ("1 working day", "60 working days"), "The decision on early allocation is recorded within";
    referral_repeated: u16, WorkingDays ("1 working day", "60 working days"), "An assessment is made again, from the opening of the referral window, within";
    com_overdue: Period, Period ("0 days", "3 months"), "A missing COM is overdue after the handover by";
    report_window: Period, Period ("2 weeks", "12 months"), "The pre-release report can be begun before release by";
    report_due: Period, Period ("1 day", "6 months"), "The pre-release report is due before release by";
    mappa_level: Period, Period ("1 week", "18 months"), "The MAPPA level is set before release by";
    mappa_window: Period, Period ("2 weeks", "24 months"), "The MAPPA level is first asked for before release by";
    duty_to_refer: Period, Period ("1 week", "12 months"), "A referral of somebody who would be homeless can be made before release by";
    refer_due: Period, Period ("1 day", "6 months"), "A referral of somebody who would be homeless is due before release by";
    premises_window: Period, Period ("2 weeks", "24 months"), "Approved premises are first asked for before release by";
    premises_standard: Period, Period ("2 days", "12 months"), "Standard notice to approved premises is more than";
    premises_emergency: Period, Period ("1 day", "3 months"), "Notice to approved premises is an emergency at no more than";
    licence_window: Period, Period ("1 week", "6 months"), "The licence is on the prison's list before release by";
    licence_warning: u16, WorkingDays ("0 working days", "20 working days"), "The licence is due before the hard stop by";
    licence_hard_stop: u16, WorkingDays ("1 working day", "10 working days"), "The hard stop is before the licence starts by";
    first_appointment: u16, WorkingDays ("1 working day", "20 working days"), "The first appointment is kept, after release, within";
    outcome_recorded: u16, WorkingDays ("1 working day", "60 working days"), "How the first appointment went is recorded, from its last day, within";
    parole_window: Period, Period ("1 month", "24 months"), "Preparation of parole begins before a parole date by";
    rotl_ask: u16, WorkingDays ("1 working day", "60 working days"), "ROTL: whoever must be asked is asked, from the application, within";
    rotl_reply: Period, Period ("1 day", "3 months"), "ROTL: a reply is due, after asking, within";
    rotl_chase: u16, WorkingDays ("1 working day", "60 working days"), "ROTL: a reply is chased again after";
    rotl_assessment: Period, Period ("1 day", "6 months"), "ROTL: the risk is assessed, from the application, within";
    rotl_assess_again: u16, WorkingDays ("0 working days", "60 working days"), "ROTL: the risk is assessed again, after a fact changed, within";
    rotl_board: Period, Period ("1 day", "6 months"), "ROTL: the board sits, from the application, within";
    rotl_decision: Period, Period ("1 day", "12 months"), "ROTL: it is decided, from the application, within";
    rotl_licence: u16, WorkingDays ("0 working days", "20 working days"), "ROTL: the licence is issued before the first release by";
    rotl_failure_report: u16, WorkingDays ("0 working days", "20 working days"), "ROTL: a failure is reported within";
    rotl_debrief: u16, WorkingDays ("0 working days", "20 working days"), "ROTL: a release is talked through, after the return, within";
    rotl_review: u16, WorkingDays ("0 working days", "60 working days"), "ROTL: a series is reviewed, after something happened, within";
    rotl_review_every: Period, Period ("1 week", "6 months"), "ROTL: a series is reviewed in any case every";
    victim_contact: Period, Period ("1 week", "12 months"), "Victims are offered contact, from sentence, within";
}

static RULE_SETS: LazyLock<RuleSets<Settings>> =
    LazyLock::new(|| RuleSets::read(include_str!("../../data/obligations.json")));

/// The settings of a prison that has set nothing.
pub fn settings() -> &'static RuleSets<Settings> {
    &RULE_SETS
}

/// An edition of the settings.
pub type ObligationSettings = RuleSet<Settings>;

impl RuleSet<Settings> {
    /// This edition with one figure that a prison sets now.
    ///
    /// # Errors
    /// There is no such figure, what was written is no value of it, or the value cannot be right.
    pub fn with(&self, own: &OwnFigure) -> Result<Self, FigureError> {
        let mut changed = self.clone();
        changed.constants.set(own)?;
        changed.constants.in_order()?;
        Ok(changed)
    }

    /// This edition with all that a prison set; where it set a figure more than once, the last in the list counts. What cannot be
    /// set is left as it is, and said.
    pub fn of_prison(&self, own: &[OwnFigure]) -> (Self, Vec<FigureError>) {
        let mut changed = self.clone();
        let is_last =
            |at: usize, own_figure: &OwnFigure| own.iter().skip(at + 1).all(|later| later.name != own_figure.name);
        let set = own.iter().enumerate().filter(|(at, figure)| is_last(*at, figure));
        let errors = set.filter_map(|(_, figure)| changed.constants.set(figure).err()).collect();
        (changed, errors)
    }
}

impl Settings {
    /// Within about how many days of the application a temporary release is decided here.
    pub fn rotl_decision_days(&self) -> i64 {
        self.rotl_decision().value().about_days()
    }

    /// Whether everything can be begun before it is due.
    fn in_order(&self) -> Result<(), FigureError> {
        let pairs = [
            (self.report_due(), self.report_window()),
            (self.mappa_level(), self.mappa_window()),
            (self.refer_due(), self.duty_to_refer()),
            (self.premises_standard(), self.premises_window()),
            (self.premises_emergency(), self.premises_standard()),
            (self.rotl_board(), self.rotl_decision()),
        ];
        let wrong = pairs.into_iter().find(|(less, more)| less.value().about_days() >= more.value().about_days());
        wrong.map_or(Ok(()), |(less, more)| {
            Err(FigureError::OutOfOrder {
                shorter: less.about.words,
                less: less.value().in_words(Unit::Period),
                longer: more.about.words,
                more: more.value().in_words(Unit::Period),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_read_and_a_local_one_says_so() {
        let settings = &settings().newest.constants;
        assert_eq!(settings.handover_window.value, Period::weeks(8));
        let json = serde_json::to_value(settings).unwrap();
        for (name, figure) in json.as_object().unwrap() {
            let source = figure["source"].as_str().unwrap();
            assert!(!source.is_empty(), "{name}");
            let unfounded = source.contains("No authoritative figure") || source.contains("Practitioners");
            assert!(!unfounded || figure["standing"] == "local", "{name} has no authority, so it is local");
        }
        assert_eq!(settings.in_order(), Ok(()));
    }

    /// Setting each to what it is proves that its words can be read, that its range can, and that the default lies in it.
    #[test]
    fn every_figure_can_be_set_to_its_default_and_to_the_ends_of_its_range() {
        let edition = &settings().newest;
        let set_on = Date::constant(2026, 11, 26);
        for info in edition.constants.figures() {
            let own = |value: &str| OwnFigure { name: info.name.clone(), value: value.to_owned(), set_on };
            for value in [&info.default, &info.range.0, &info.range.1] {
                let (set, errors) = edition.of_prison(&[own(value)]);
                assert_eq!(errors, [], "{}", info.name);
                let now = set.constants.figures().into_iter().find(|now| now.name == info.name).unwrap();
                assert_eq!((now.standing, &now.default), (Standing::Local, &info.value));
                assert!(now.source.starts_with("Set by the prison on 26 November 2026. Otherwise"), "{}", now.source);
            }
            assert!(edition.with(&own("nonsense")).is_err());
        }
    }
}
