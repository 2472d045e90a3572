//! Open conditions, and whether the open rules apply: then the community supports from the day on which somebody with an
//! indeterminate sentence came to open conditions. One can be in open conditions without the open rules, having arrived earlier.

use jiff::civil::Date;

use super::case::{Case, in_words};
use super::facts::Category;
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;

/// A prison as far as open conditions go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Estate {
    MensOpen,
    Women,
    Closed,
}

fn estate(case: &Case<'_>, working: &mut Working) -> Answer<Estate> {
    let prison = case.facts.prison.as_deref();
    working.uses("Prison", in_words(prison));
    Answer::of(prison, "the prison").map(|prison| {
        if case.rules.mens_open_prisons.value.contains(prison) {
            Estate::MensOpen
        } else if case.rules.womens_prisons.value.contains(prison) {
            Estate::Women
        } else {
            Estate::Closed
        }
    })
}

/// Whether the person is in open conditions.
pub(super) fn is_in_open_conditions(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    estate(case, working).map(|estate| match estate {
        Estate::MensOpen => true,
        Estate::Women => is_open_category(case, working),
        Estate::Closed => false,
    })
}

/// Whether the open rules apply.
pub(super) fn do_open_rules_apply(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    estate(case, working).and_then(|estate| match estate {
        Estate::MensOpen => arrived_under_open_rules(case, working),
        Estate::Women => Answer::Known(is_open_category(case, working)),
        Estate::Closed => Answer::Known(false),
    })
}

/// Since when somebody under the open rules is in open conditions: a woman by her category, a man by his arrival.
pub(super) fn open_since(case: &Case<'_>, working: &mut Working) -> Answer<Option<Date>> {
    estate(case, working).map(|estate| match estate {
        Estate::Women => working.date("In this category since", case.facts.category.as_ref().and_then(Category::since)),
        Estate::MensOpen | Estate::Closed => arrival(case, working),
    })
}

fn is_open_category(case: &Case<'_>, working: &mut Working) -> bool {
    let category = case.facts.category.as_ref().map(|category| category.code.as_str());
    working.uses("Category", in_words(category));
    category == Some(&case.rules.womens_open_category.value)
}

fn arrived_under_open_rules(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    Answer::of(arrival(case, working), "when the person arrived in this prison").and_then(|arrived| {
        let since = case.rules.mens_open_since.value;
        let after = if arrived >= since { "on or after" } else { "before" };
        working.step(format_args!("Arrived on {}, {after} {}.", long_date(arrived), long_date(since)));
        Answer::Known(arrived >= since).or(is_in_welsh_pilot(case, arrived, working))
    })
}

fn is_in_welsh_pilot(case: &Case<'_>, arrived: Date, working: &mut Working) -> Answer<bool> {
    let prison = case.facts.prison.as_deref().unwrap_or_default();
    let since = case.rules.welsh_open_since.value;
    if !case.rules.welsh_open_prisons.value.contains(prison) || arrived < since {
        return Answer::Known(false);
    }
    Answer::of(working.flag("Welsh case", case.facts.welsh), "whether the case is Welsh")
}

/// The arrival in this prison: the later of the sentence start and the last movement in.
pub(super) fn arrival(case: &Case<'_>, working: &mut Working) -> Option<Date> {
    let moved_in = working.date("Last movement into this prison", case.facts.moved_in);
    let start = case.sentence_start(working);
    if moved_in.is_none() && start.is_some() {
        working.step("No movement into this prison is recorded: the sentence start date stands for the arrival.");
    }
    moved_in.max(start)
}
