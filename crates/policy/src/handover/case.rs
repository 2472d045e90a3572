//! A case as the rules look at it: its facts, the figures that apply and the day.

use jiff::civil::Date;

use super::constants::Constants;
use super::facts::Facts;
use crate::answer::Answer;
use crate::derivation::Working;

/// A case on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) facts: &'a Facts,
    pub(super) rules: &'a Constants,
    pub(super) today: Date,
}

/// Something that holds for a case, or not.
pub(super) type Condition = fn(&Case<'_>, &mut Working) -> Answer<bool>;

impl Case<'_> {
    /// The imprisonment status.
    pub(super) fn status(&self, working: &mut Working) -> Answer<&str> {
        let status = self.facts.imprisonment_status.as_deref();
        working.uses("Imprisonment status", in_words(status));
        Answer::of(status, "the imprisonment status")
    }

    /// When the sentence began.
    pub(super) fn sentence_start(&self, working: &mut Working) -> Option<Date> {
        working.date("Sentence start date", self.facts.sentence_start)
    }
}

/// Whether the sentence is indeterminate.
pub(super) fn is_indeterminate(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let flag = working.flag("Indeterminate sentence", case.facts.indeterminate);
    Answer::of(flag, "whether the sentence is indeterminate")
}

/// Whether the person was recalled.
pub(super) fn is_recalled(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    Answer::of(working.flag("Recalled", case.facts.recalled), "whether the person was recalled")
}

/// Whether the imprisonment status is that of an immigration case.
pub(super) fn is_immigration_case(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    case.status(working).map(|status| case.rules.immigration_statuses.value.contains(status))
}

/// A code as a working shows it.
pub(super) fn in_words(code: Option<&str>) -> &str {
    code.unwrap_or("not recorded")
}
