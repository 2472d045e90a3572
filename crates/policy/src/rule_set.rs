//! Rule sets: the figures and lists that a rule applies, with the source of each and the time from which they hold. They are data
//! beside the code (`data/`), so that a change of policy is a new edition, dated, and can be tried on a case before it comes.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::calendar::{long_date, month_and_year};

/// A figure or a list, with where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub source: String,
}

/// Which rule set was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Its identifier.
    pub id: Cow<'static, str>,
    /// Its version: a correction of the same policy's data.
    pub version: u32,
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, version {}", self.id, self.version)
    }
}

/// From when something holds, as exactly as its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Since {
    /// From a day.
    Day(Date),
    /// From some day of a month: the source gives no day. The date is the first of that month.
    Month(Date),
}

impl Since {
    /// Whether it holds on a day.
    pub fn holds_on(self, day: Date) -> Answer<bool> {
        match self {
            Self::Day(first) => Answer::Known(first <= day),
            Self::Month(first) if day < first => Answer::Known(false),
            Self::Month(first) if day > first.last_of_month() => Answer::Known(true),
            Self::Month(first) => Answer::cannot_tell(format!(
                "the day in {} from which the rules changed (the source gives only the month)",
                month_and_year(first)
            )),
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => long_date(*day).fmt(f),
            Self::Month(first) => write!(f, "some day in {}", month_and_year(*first)),
        }
    }
}

/// What was given is neither a day nor a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is neither a day (2026-10-01) nor a month (2026-10)")]
pub struct NotATime(String);

impl TryFrom<String> for Since {
    type Error = NotATime;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let month = || format!("{text}-01").parse().map(Self::Month);
        text.parse().map(Self::Day).or_else(|_| month()).map_err(|_| NotATime(text.clone()))
    }
}

impl From<Since> for String {
    fn from(since: Since) -> Self {
        match since {
            Since::Day(day) => day.to_string(),
            Since::Month(first) => first.strftime("%Y-%m").to_string(),
        }
    }
}

/// An edition of the rules for one matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RuleSet<C> {
    /// Its identifier, which never changes.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// From when it holds; nothing, where no source says.
    pub effective_from: Option<Since>,
    /// The identifier of the rule set that took its place, if one did.
    pub superseded_by: Option<String>,
    /// What it rests on.
    pub source: String,
    /// Its figures and lists.
    pub constants: C,
}

impl<C> RuleSet<C> {
    /// What a derivation says of it.
    pub fn edition(&self) -> Edition {
        Edition { id: self.id.clone().into(), version: self.version }
    }
}

/// The rule sets for one matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RuleSets<C> {
    /// Those that have been superseded, oldest first.
    pub earlier: Vec<RuleSet<C>>,
    /// The one that nothing has superseded.
    pub newest: RuleSet<C>,
    /// Those that are being tried somewhere, and are in force nowhere.
    #[serde(default = "Vec::new")]
    pub proposed: Vec<RuleSet<C>>,
}

impl<C: Default + for<'a> Deserialize<'a>> RuleSets<C> {
    /// Reads them from the data beside the code. Data that cannot be read would be a defect of the build; a test reads all of it.
    pub(crate) fn read(data: &str) -> Self {
        serde_json::from_str(data).unwrap_or_default()
    }
}

impl<C> RuleSets<C> {
    /// Each that is or was in force, the newest first, and then those that are proposed.
    pub fn iter(&self) -> impl Iterator<Item = &RuleSet<C>> {
        self.in_force().chain(&self.proposed)
    }

    fn in_force(&self) -> impl Iterator<Item = &RuleSet<C>> {
        std::iter::once(&self.newest).chain(self.earlier.iter().rev())
    }

    /// The one with an identifier.
    pub fn by_id(&self, id: &str) -> Option<&RuleSet<C>> {
        self.iter().find(|rules| rules.id == id)
    }

    /// The one in force on a day.
    pub fn on(&self, day: Date) -> Answer<&RuleSet<C>> {
        for rules in self.in_force() {
            let Some(since) = rules.effective_from else {
                return Answer::cannot_tell(format!("from when “{}” holds (no source says)", rules.id));
            };
            match since.holds_on(day) {
                Answer::Known(true) => return Answer::Known(rules),
                Answer::Known(false) => {}
                Answer::CannotTell(missing) => return Answer::CannotTell(missing),
            }
        }
        Answer::cannot_tell(format!("the rules in force on {}", long_date(day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rules(id: &str, since: Option<&str>) -> RuleSet<u8> {
        let effective_from = since.map(|text| text.to_owned().try_into().unwrap());
        RuleSet { id: id.to_owned(), effective_from, ..RuleSet::default() }
    }

    #[test]
    fn the_rules_of_a_day_are_those_that_certainly_held() {
        let sets = RuleSets {
            earlier: vec![rules("first", Some("2023-04")), rules("second", Some("2023-10-01"))],
            newest: rules("third", Some("2025-05")),
            proposed: vec![rules("fourth", Some("2025-06"))],
        };
        let on = |year, month, day| sets.on(date(year, month, day)).map(|found| found.id.as_str()).known();
        assert_eq!(on(2026, 1, 1), Some("third"));
        assert_eq!(on(2025, 6, 1), Some("third"));
        assert_eq!(on(2025, 5, 31), None, "some day in May");
        assert_eq!(on(2025, 4, 30), Some("second"));
        assert_eq!(on(2023, 10, 1), Some("second"));
        assert_eq!(on(2023, 9, 30), Some("first"));
        assert_eq!(on(2023, 3, 31), None, "nothing is known of what was before");
    }

    #[test]
    fn a_rule_set_without_a_date_is_found_by_its_name_only() {
        let sets = RuleSets { earlier: Vec::new(), newest: rules("undated", None), proposed: Vec::new() };
        assert!(sets.on(date(2026, 1, 1)).missing().is_some());
        assert!(sets.by_id("undated").is_some());
        assert!(sets.by_id("dated").is_none());
    }

    #[test]
    fn a_time_is_written_as_it_was_read() {
        for text in ["2025-05", "2025-05-14"] {
            let since: Since = text.to_owned().try_into().unwrap();
            assert_eq!(String::from(since), text);
        }
        assert!(Since::try_from("May".to_owned()).is_err());
    }
}
