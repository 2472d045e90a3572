//! A case that moves to another prison: for how long the prison that sent it reads what it keeps of it. No authority says so: each prison sets
//! its own (`data/transfer.json` has what it starts with).

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::figure::{Figure, Standing, settings_of_prison};
use crate::rule_set::RuleSets;

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constants {
    /// For how long a case that was sent away is read where it came from.
    pub read_after_sending: Figure<Period>,
}

impl Default for Constants {
    /// What stands where the data cannot be read, which a test excludes.
    fn default() -> Self {
        let read_after_sending = Figure { value: Period::default(), standing: Standing::Local, source: String::new() };
        Self { read_after_sending }
    }
}

static RULE_SETS: LazyLock<RuleSets<Constants>> =
    LazyLock::new(|| RuleSets::read(include_str!("../data/transfer.json")));

/// Every edition of the figures.
pub fn rule_sets() -> &'static RuleSets<Constants> {
    &RULE_SETS
}

settings_of_prison! {
    /// What a prison sets of cases that move.
    TransferSettings, Constants, &rule_sets().newest.constants, rules;
    case_read_after_sending: Period, Period ("1 day", "60 months"), "A case that was sent to another prison is read here for", rules.read_after_sending.clone();
}

impl TransferSettings {
    /// The last day on which a case that is sent on a day is read where it came from.
    pub fn readable_until(&self, sent: Date) -> Date {
        self.case_read_after_sending.value.after(sent)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::figure::OwnFigure;

    fn own(value: &str) -> OwnFigure {
        OwnFigure { name: "case_read_after_sending".to_owned(), value: value.to_owned(), set_on: date(2026, 11, 20) }
    }

    #[test]
    fn the_data_is_read_and_what_has_no_authority_is_local() {
        let figure = &rule_sets().newest.constants.read_after_sending;
        assert_eq!((figure.value, figure.standing), (Period::months(12), Standing::Local));
        assert!(figure.source.contains("No authoritative figure"), "{}", figure.source);
        assert_eq!(TransferSettings::default().readable_until(date(2026, 11, 20)), date(2027, 11, 20));
    }

    #[test]
    fn a_prison_sets_its_own_within_the_range() {
        let settings = TransferSettings::default();
        for info in settings.figures() {
            for value in [&info.default, &info.range.0, &info.range.1] {
                assert!(settings.with(&own(value)).is_ok(), "{value}");
            }
        }
        for wrong in ["0 days", "61 months", "nonsense"] {
            assert!(settings.with(&own(wrong)).is_err(), "{wrong}");
        }
        let set = TransferSettings::of_prison(&[own("3 months"), own("6 weeks")]);
        assert_eq!(set.readable_until(date(2026, 11, 20)), date(2027, 1, 1));
    }
}
